"""One annotator's work on one article, taken from a file of any format.

Here what a file says meets the text: units and cleaned line ends are mapped, and each
offset, quote, label and id is checked and told of with its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.formats.importing import shortened
from annotate.formats.jsontext import canonical_object, dumps
from annotate.formats.naming import label_id
from annotate.formats.row_ids import checked_id, derived_id
from annotate.ids import is_revision, unix_ms
from annotate.model import (
    Annotation,
    Annotator,
    Answer,
    Article,
    Layer,
    Link,
    Span,
    Status,
)
from annotate.text.clean import clean
from annotate.text.graphemes import is_boundary
from annotate.text.offsets import CleaningMap, OffsetUnit, UnitMap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from annotate.formats.importing import Spot

__all__ = [
    "Draft",
    "are_even",
]


class Draft:
    """A layer that grows by what a file says of it."""

    def __init__(
        self,
        raw: str,
        article: Article,
        annotator: Annotator | None,
        *,
        unit: OffsetUnit = OffsetUnit.CODE_POINT,
        status: Status = Status.TODO,
        carry: Callable[[Spot, Span], Span | None] | None = None,
    ) -> None:
        """Begin with nothing marked.

        Args:
            raw: the text that the file's offsets count in, before cleaning.
            article: whose text is `clean(raw)`, unless spans are carried to it.
            annotator: whose work it is; None for nobody's.
            unit: what the file's offsets count.
            status: how far the annotator is.
            carry: gives the span of the article for one of `clean(raw)`, or tells that
                it cannot be placed and gives None; see `placing.draft_onto`.
        """
        self.article = article
        self.annotator = annotator
        self.status = status
        self._raw = raw
        self._text = article.text if carry is None else clean(raw)
        self._carry = carry
        self._units = UnitMap(raw, unit)
        self._cleaning = CleaningMap.of(raw)
        self.counts_alike = (
            carry is None
            and unit is OffsetUnit.CODE_POINT
            and not self._cleaning.dropped
        )
        """Whether the file's offsets are those of the article's text."""
        self._marked: dict[Answer, list[Annotation]] = {
            Answer.ACCEPT: [],
            Answer.REJECT: [],
        }
        self._links: list[Link] = []
        self._places: set[tuple[int, int, str, str]] = set()

    def mark(
        self,
        spot: Spot,
        start: int,
        end: int,
        label: str,
        *,
        quote: str | None = None,
        note: str = "",
        attributes: Mapping[str, object] | str = "{}",
        origin: str = "",
        score: float | None = None,
        answer: Answer = Answer.ACCEPT,
        row: str = "",
        told_ms: int | None = None,
        repeats: bool = False,
    ) -> Annotation | None:
        """The annotation that the file tells of; None when something is wrong with it.

        One that cannot be placed, which is told, is given as it stands in the file, so
        that links to it are known; the layer does not hold it.

        An id that is missing is made from what the span says and from `told_ms`, so
        that importing a file again makes the same ids. Spans with white space at an
        edge, and those that split a grapheme cluster, keep their edges, and that is
        noted.

        Args:
            spot: where it stands in the file, whose fields are called start, end,
                text, label, attributes, id.
            start: in the file's units of the raw text.
            end: exclusive.
            label: an id of the scheme, or one that the import maps to it.
            quote: what the file says the span holds; None where it does not say.
            note: cleaned here.
            attributes: a JSON object, or its text.
            origin: id of the annotation it adopts or refuses, or a rule.
            score: 0 or more; None for none.
            answer: accept or reject.
            row: a UUIDv7; "" to have one made.
            told_ms: when it was made, in Unix milliseconds; None where that is unknown.
            repeats: whether the same label on the same stretch may come again, which
                is then noted and left out; otherwise the caller looks after it.
        """
        stands = self._span(spot, start, end, quote)
        placed = None if stands is None else self._placed(spot, stands)
        name = label_id(spot, label)
        said = _attributes(spot, attributes)
        if stands is None or name is None or said is None:
            return None
        spot.importing.meet(name, spot)
        origin = clean(origin)
        refused = origin if answer is Answer.REJECT else ""
        span = placed or stands
        place = (span.start, span.end, name, f"{answer}{refused}")
        if repeats and placed is not None and place in self._places:
            spot.note("label", f"{name} stands twice on {span.start}-{span.end}")
            return None
        who = self.annotator.id if self.annotator else ""
        rev = checked_id(spot, row, told_ms)
        text = self._text if placed is None else self.article.text
        if placed is None:
            rev = spot.importing.left_out.add(rev)
        elif not rev:
            rev = derived_id(
                *(self.article.id, who, answer, name),
                *(f"{span.start}-{span.end}", refused),
                milliseconds=told_ms or 0,
            )
        found = Annotation(
            id=rev,
            rev=rev,
            prev=None,
            article=self.article.id,
            span=span,
            quote=text[span.start : span.end],
            label=name,
            annotator=who,
            note=clean(note),
            attributes=said,
            origin=origin,
            score=score,
            answer=answer,
        )
        if placed is not None:
            self._places.add(place)
            self._marked[answer].append(found)
        return found

    def put(self, found: Iterable[Annotation], answer: Answer) -> None:
        """Take annotations that are known to be what `mark` would make."""
        self._marked[answer].extend(found)

    def link(
        self, spot: Spot, kind: str, source: str, target: str, *, row: str = ""
    ) -> Link | None:
        """The link that the file tells of; None, and told, when it cannot be made.

        Args:
            spot: where it stands; its fields are called kind, source, target, id.
            kind: an id of the scheme's link kinds.
            source: annotation id.
            target: annotation id, of this article or another.
            row: a UUIDv7; "" to have one made.
        """
        if spot.importing.left_out.loses(spot, source, target):
            return None
        for name, end in (("source", source), ("target", target)):
            if not is_revision(end):
                spot.problem(name, f"{shortened(end)} is not the id of an annotation")
                return None
        if source == target:
            spot.problem("target", "is the source itself")
            return None
        who = self.annotator.id if self.annotator else ""
        rev = checked_id(spot, row, None) or derived_id(
            who, kind, source, target, milliseconds=unix_ms(max(source, target))
        )
        found = Link(rev, rev, None, who, kind, source, target)
        self._links.append(found)
        spot.importing.left_out.remember(found, spot)
        return found

    def layer(self) -> Layer:
        """All of it, in order."""
        return Layer(
            self.article,
            self.annotator,
            self.status,
            tuple(sorted(self._marked[Answer.ACCEPT], key=_place)),
            tuple(sorted(self._marked[Answer.REJECT], key=_place)),
            tuple(sorted(self._links, key=lambda link: link.id)),
        )

    def _span(self, spot: Spot, start: int, end: int, quote: str | None) -> Span | None:
        first = self._code_points(spot, "start", start)
        last = self._code_points(spot, "end", end)
        if first is None or last is None:
            return None
        if first >= last:
            spot.problem("end", f"is not after the start ({start}-{end})")
            return None
        stored = self._cleaning.span(first, last)
        if stored[0] == stored[1]:
            spot.problem("start", "the span holds nothing but a byte order mark")
            return None
        span = Span(*stored)
        text, found = self._text[span.start : span.end], self._raw[first:last]
        if quote is not None and quote not in {found, text}:
            spot.problem(
                "text",
                f"is {shortened(quote)}, but the article has {shortened(found)} "
                f"at {start}-{end}",
            )
            return None
        return span

    def _placed(self, spot: Spot, stands: Span) -> Span | None:
        """Where a span of the file's text is in the article; None, and told, if not."""
        placed = stands if self._carry is None else self._carry(spot, stands)
        if placed is not None:
            self.note_edges(spot, placed)
        return placed

    def note_edges(self, spot: Spot, span: Span) -> None:
        """Tell of white space at the edges, and of a character that they split."""
        text, whole = self.article.quote(span), self.article.text
        if text[0].isspace() or text[-1].isspace():
            spot.note("", f"{shortened(text)} has white space at an edge; kept so")
        if not (is_boundary(whole, span.start) and is_boundary(whole, span.end)):
            spot.note("", f"{shortened(text)} splits a character; kept so")

    def _code_points(self, spot: Spot, name: str, value: int) -> int | None:
        offset = self._units.code_points(value)
        if offset is None:
            spot.problem(
                name,
                f"{value} is outside the text or inside a character "
                f"({len(self._raw)} code points)",
            )
        return offset


def are_even(text: str, span: Span) -> bool:
    """Whether there is nothing to tell of the edges of a span."""
    start, end = span.start, span.end
    if (
        "!" <= text[start] <= "~"
        and "!" <= text[end - 1] <= "~"
        and (not start or text[start - 1] <= "~")
        and (end == len(text) or text[end] <= "~")
    ):
        # ASCII joins no ASCII; asking for each edge takes four times as long.
        return True
    return not (text[start].isspace() or text[end - 1].isspace()) and (
        is_boundary(text, start) and is_boundary(text, end)
    )


def _attributes(spot: Spot, given: Mapping[str, object] | str) -> str | None:
    try:
        if isinstance(given, str):
            return canonical_object(given or "{}")
        return dumps(given, sort_keys=True)
    except ValueError as error:
        spot.problem("attributes", f"is not the text of a JSON object ({error})")
        return None


def _place(annotation: Annotation) -> tuple[int, int, str, str]:
    span = annotation.span
    return span.start, -span.end, annotation.label, annotation.id
