"""Web Annotations become layers of articles that are known.

A page, a collection, a list, or one annotation after the other; exports of Hypothesis
too. They hold no text: the article is the one whose id or source the target names, and
a quote says where in it a span is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from annotate.formats.drafting import Draft
from annotate.formats.fields import Fields
from annotate.formats.importing import shortened
from annotate.formats.jsonitems import items
from annotate.formats.placing import carried, named_article
from annotate.formats.w3c_entry import Entry, Place, entry_of
from annotate.formats.w3c_terms import ARTICLE
from annotate.ids import is_revision, unix_ms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotate.formats.importing import Importing, Spot
    from annotate.formats.sources import Source
    from annotate.model import Annotator, Article, Layer

__all__ = ["read"]

_HOLDERS: Final = {"items": "[", "first": "{", "annotations": "[", "rows": "["}
_UUID: Final = "urn:uuid:"


def read(source: Source, importing: Importing) -> Iterator[Layer]:
    """The layers of a file.

    Those of an article come when the next article begins, so that a file which is in
    order of articles is never held as a whole.
    """
    reading = _Reading()
    for spot, value in items(source, importing, _HOLDERS):
        if isinstance(value, dict):
            yield from reading.take(Fields(value, spot))
        else:
            spot.problem("", "is no JSON object")
    yield from reading.rest()


class _Reading:
    """What has been read of a file."""

    def __init__(self) -> None:
        self._last: tuple[str, Article | None] = "", None
        """The source that was looked up last, and its article."""
        self._missing: set[str] = set()
        self._passed_over: set[str] = set()
        self._article: Article | None = None
        self._drafts: dict[str, Draft] = {}
        self._ids: set[str] = set()
        self._rows: dict[str, tuple[str, Article]] = {}
        """What annotations of other programs have become, by their IRIs."""
        self._links: list[Entry] = []
        """Those whose annotation has not been met."""

    def take(self, fields: Fields) -> Iterator[Layer]:
        """Read an annotation; the layers that are done then."""
        before = len(fields.spot.importing.problems)
        if "target" not in fields.row and "body" not in fields.row:
            fields.spot.note("", "is no annotation; left out")
            return
        if fields.row.get("references"):
            fields.spot.note("", "replies to another annotation; left out")
            return
        entry = entry_of(fields)
        if len(fields.spot.importing.problems) > before:
            return
        if "linking" in entry.motivations:
            self._take_link(entry)
            return
        for place in entry.places:
            article = self._known(fields.spot, place.source)
            if article is None:
                continue
            if self._article is not None and article.id != self._article.id:
                yield from self._done()
            self._article = article
            self._take_span(entry, place, article)
        if entry.targets:
            fields.spot.note("target", "is a whole page, and no span; left out")

    def rest(self) -> Iterator[Layer]:
        """The layers that are left at the end."""
        for each in self._links:
            found = self._rows.get(each.targets[0])
            if found is None:
                each.fields.spot.note("target", "is not in this file; left out")
                continue
            if self._article is not None and found[1].id != self._article.id:
                yield from self._done()
            self._article = found[1]
            self._link(each, found[1])
        yield from self._done()

    def _done(self) -> Iterator[Layer]:
        drafts, self._drafts = self._drafts, {}
        self._ids.clear()
        for draft in drafts.values():
            yield draft.layer()

    def _known(self, spot: Spot, source: str) -> Article | None:
        if source != self._last[0]:
            self._last = source, named_article(spot, source)
        if self._last[1] is None and source not in self._missing:
            self._missing.add(source)
            spot.problem(
                "target.source",
                f"{shortened(source)} is no article that is known; add its text first "
                "with `annotate add`",
            )
        return self._last[1]

    def _draft(self, article: Article, annotator: Annotator) -> Draft:
        draft = self._drafts.get(annotator.id)
        if draft is None:
            draft = self._drafts[annotator.id] = Draft(article.text, article, annotator)
        return draft

    def _take_span(self, entry: Entry, place: Place, article: Article) -> None:
        spot = entry.fields.spot
        if not entry.tags:
            spot.note("body", "has no tag that could be a label; left out")
            return
        if entry.annotator is None:
            spot.problem("creator", "is missing; say whose work it is with --annotator")
            return
        row, made_ms = _row_id(entry)
        found = self._placed(spot, place, article)
        if found is None:
            left_out = spot.importing.left_out.add(row)
            self._rows.setdefault(entry.id, (left_out, article))
            return
        draft = self._draft(article, entry.annotator)
        if row and row in self._ids:
            spot.problem("id", f"{row} stands twice; one id may be given once")
            return
        self._ids.add(row)
        for at, label in enumerate(entry.tags):
            marked = draft.mark(
                spot,
                *found,
                label,
                note=entry.note,
                attributes=entry.attributes,
                origin=entry.origin,
                score=entry.score,
                answer=entry.answer,
                row=row if at == 0 else "",
                told_ms=made_ms if at or not row else None,
                repeats=True,
            )
            if marked is not None and entry.id and not row:
                self._rows.setdefault(entry.id, (marked.id, article))

    def _placed(
        self, spot: Spot, place: Place, article: Article
    ) -> tuple[int, int] | None:
        """Where the target is in the article; None, and why, if not sure."""
        if place.quote is None:
            return self._unproven(spot, place, article)
        self._tell_of(spot, place.others)
        inner = spot.inside("target.selector")
        span = carried(
            inner, article, place.quote, place.prefix, place.suffix, place.start
        )
        if span is None:
            return None
        told = place.start, place.end
        if place.start is not None and told != (span.start, span.end):
            inner.note(
                "start",
                f"{place.start}-{place.end} is not where {shortened(place.quote)} "
                f"stands; placed at {span.start}-{span.end} by quote and context",
            )
        return span.start, span.end

    def _unproven(
        self, spot: Spot, place: Place, article: Article
    ) -> tuple[int, int] | None:
        """The offsets of a target without a quote, if they are of this very text."""
        if place.start is None or place.end is None:
            kinds = ", ".join(place.others)
            if not kinds:
                spot.note("target", "is a whole page, and no span; left out")
                return None
            what = f"is {kinds} alone, which no plain text has"
        elif place.source.endswith(article.id):
            return place.start, place.end
        else:
            what = "is a TextPositionSelector alone, which nothing proves"
        spot.unplaced(
            "target.selector", f"{what}, and no TextQuoteSelector stands beside it"
        )
        return None

    def _tell_of(self, spot: Spot, kinds: tuple[str, ...]) -> None:
        """Tell once of each kind of selector that is not needed."""
        for kind in kinds:
            if kind not in self._passed_over:
                self._passed_over.add(kind)
                spot.note(
                    "target.selector",
                    f"{kind} is passed over, here and below; quotes place the spans",
                )

    def _take_link(self, entry: Entry) -> None:
        """Make the link of an annotation, or keep it for the end."""
        spot = entry.fields.spot
        entry = _directed(entry)
        if not entry.targets or not entry.resources:
            spot.note("target", "links no two annotations; left out")
        elif not entry.tags:
            spot.note("body", "has no tag that could be a kind of link; left out")
        elif entry.annotator is None:
            spot.problem("creator", "is missing; say whose work it is with --annotator")
        else:
            source = entry.fields.text(ARTICLE)
            named = named_article(spot, source) if source else None
            here = self._article
            if here is not None and named is not None and named.id == here.id:
                self._link(entry, here)
            else:
                self._wait(entry, named)

    def _wait(self, entry: Entry, named: Article | None) -> None:
        if named is not None:
            row = entry.targets[0].removeprefix(_UUID)
            self._rows.setdefault(entry.targets[0], (row, named))
        self._links.append(entry)

    def _link(self, entry: Entry, article: Article) -> None:
        spot = entry.fields.spot
        source = self._row(entry.targets[0])
        row, _ = _row_id(entry)
        if entry.annotator is None:
            return
        draft = self._draft(article, entry.annotator)
        for kind in entry.tags:
            if not spot.importing.takes_link(kind):
                spot.note("body", f"{shortened(kind)} is no kind of link; left out")
                continue
            for each in entry.resources:
                target = self._row(each)
                if spot.importing.left_out.loses(spot, source, target):
                    continue
                if not is_revision(target):
                    spot.note(
                        "body", f"{shortened(each)} is not in this file; left out"
                    )
                    continue
                draft.link(spot, kind, source, target, row=row)
                row = ""

    def _row(self, iri: str) -> str:
        """The id of the annotation with that IRI, as far as one is known."""
        return self._rows[iri][0] if iri in self._rows else iri.removeprefix(_UUID)


def _row_id(entry: Entry) -> tuple[str, int | None]:
    """The id of an annotation that is one of ours, and when another was made."""
    row = entry.id.removeprefix(_UUID)
    if is_revision(row) and entry.made_ms in {None, unix_ms(row)}:
        return row, None
    return "", entry.made_ms


def _directed(entry: Entry) -> Entry:
    """With the annotation that a link leads to as a body, as the W3C has it.

    Recogito gives both as targets, in the order of the arrow.
    """
    if len(entry.targets) == 2 and not entry.resources:
        source, target = entry.targets
        return entry._replace(targets=(source,), resources=(target,))
    return entry
