"""What Prodigy's tasks say, told line by line, becomes layers.

A task is one question about a text: all its spans (`spans.manual`), or one span to say
yes or no to (`ner.teach`). So an annotator's work on a text may stand on many lines.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from annotate.formats.details import COLUMN, Details, Remembered
from annotate.formats.fields import Fields
from annotate.formats.importing import shortened
from annotate.formats.jsonitems import items
from annotate.formats.jsontext import dumps
from annotate.formats.naming import annotator_of
from annotate.formats.placing import article_for, draft_onto
from annotate.formats.prodigy_tokens import Tokens
from annotate.model import Answer, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from annotate.formats.drafting import Draft
    from annotate.formats.importing import Importing
    from annotate.formats.sources import Source
    from annotate.model import Annotation, Annotator, Article, Layer

__all__ = ["read"]

_UNNAMED: Final = re.compile(r"\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d")
"""The session of somebody who gave no name: the time at which it began."""
_BY_WEIGHT: Final = (Status.SKIPPED, Status.TODO, Status.DOING, Status.DONE)


class _Answer(StrEnum):
    """What an annotator answers to a task."""

    ACCEPT = "accept"
    REJECT = "reject"
    IGNORE = "ignore"
    NONE = ""


_STATUS: Final = {
    _Answer.ACCEPT: Status.DONE,
    _Answer.REJECT: Status.DONE,
    _Answer.IGNORE: Status.SKIPPED,
    _Answer.NONE: Status.TODO,
}

_Place = tuple[int, int, str]


def read(source: Source, importing: Importing) -> Iterator[Layer]:
    """The layers of a file; null is as good as a missing key.

    Spans of a task that was rejected, and those that were rejected one by one, are
    refused ones; those of a task that was ignored are left out, which is noted. Tokens
    place nothing, but a span that they put elsewhere is a problem, if its text is not
    there to prove it.
    """
    drafts: dict[tuple[str, str], Draft] = {}
    lines: dict[tuple[str, str], int] = {}
    for spot, value in items(source, importing):
        before = len(importing.problems)
        if not isinstance(value, dict):
            spot.problem("", "is no JSON object")
            continue
        row = _Row(Fields(value, spot))
        annotator = row.annotator()
        if len(importing.problems) > before:
            continue
        key = row.text, annotator.id if annotator else ""
        draft = drafts.get(key)
        if draft is None:
            draft = draft_onto(row.article(), row.text, annotator, status=row.status)
            drafts[key], lines[key] = draft, spot.line
        draft.status = max(draft.status, row.status, key=_BY_WEIGHT.index)
        row.fill(draft)
    for key, draft in drafts.items():
        layer = draft.layer()
        if layer.annotator is None and (layer.annotations or layer.rejected):
            importing.at(lines[key]).problem(
                "_annotator_id", "names nobody, but there are spans; use --annotator"
            )
            return
        yield layer


class _Row:
    """One task."""

    def __init__(self, fields: Fields) -> None:
        self.fields = _without_nulls(fields)
        self.is_ours = bool(self.fields.row.get(COLUMN))
        """Whether `prodigy.write` made it."""
        self.details = Details.of(self.fields)
        self.text = self.fields.text("text", required=True)
        self.tokens = Tokens(self.fields, self.text)
        self.answer = self.fields.choice("answer", _Answer, _Answer.NONE)
        self.status = self.details.status if self.is_ours else _STATUS[self.answer]

    def annotator(self) -> Annotator | None:
        """Whose answer it is; None when nobody is named."""
        named = [self.fields.text(key) for key in ("_annotator_id", "_session_id")]
        names = [each for each in named if each and not _UNNAMED.fullmatch(each)]
        return annotator_of(
            self.fields.spot,
            self.details.annotator or (names[0] if names else ""),
            self.details.kind,
        )

    def article(self) -> Article:
        """What the task is about."""
        value = self.fields.row.get("meta")
        meta = _without_nulls(
            # Recipes put what they like there.
            Fields(value if isinstance(value, dict) else {}, self.fields.spot)
        )
        return article_for(
            self.fields.spot,
            self.text,
            name=_string(meta, "id"),
            title=_string(meta, "title"),
            source=_string(meta, "source") or _string(meta, "url"),
            meta=self.details.meta if self.is_ours else dumps(meta.row, sort_keys=True),
        )

    def fill(self, draft: Draft) -> None:
        """Mark and link what the row tells of."""
        marked: dict[_Place, Annotation] = {}
        left_out = 0
        for each in self.fields.objects("spans"):
            span = _without_nulls(each)
            answer = self._answer(span)
            if answer is None:
                left_out += 1
                continue
            found = self._mark(draft, span, answer)
            if found is not None:
                marked[_place(span.row, found.label)] = found
        if left_out:
            self.fields.spot.note(
                "spans", f"{left_out} left out, for the answer to them is ignore"
            )
        self.details.add_rejected(draft)
        self.details.add_links(draft, list(self._link(draft, marked)))

    def _answer(self, span: Fields) -> Answer | None:
        """What is said of the span; None when it is to be left out."""
        given = span.choice("answer", _Answer, self.answer)
        if given is _Answer.REJECT:
            return Answer.REJECT
        if given is _Answer.IGNORE and not self.is_ours:
            return None
        return Answer.ACCEPT

    def _mark(self, draft: Draft, span: Fields, answer: Answer) -> Annotation | None:
        before = len(span.spot.importing.problems)
        start, end = span.integer("start"), span.integer("end")
        # Binary tasks have one label for the whole task.
        label = span.text("label") or self.fields.text("label")
        quote = span.text("text") if "text" in span.row else None
        if len(span.spot.importing.problems) > before or start is None or end is None:
            return None
        if not self.tokens.allow(span, start, end, quote):
            return None
        known = Remembered()
        if self.is_ours:
            known = self.details.recall(start, end, label)
        return draft.mark(
            span.spot,
            start,
            end,
            label,
            quote=quote,
            note=known.note,
            attributes=known.attributes,
            origin=known.origin,
            score=known.score,
            answer=answer,
            row=known.id,
            repeats=True,
        )

    def _link(
        self, draft: Draft, marked: Mapping[_Place, Annotation]
    ) -> Iterator[tuple[str, str, str]]:
        """Kind, source and target of each link that is made."""
        seen: set[tuple[str, str, str]] = set()
        for each in self.fields.objects("relations"):
            ends = [
                marked.get(_place(span, _string(Fields(span, each.spot), "label")))
                for name in ("head_span", "child_span")
                if isinstance(span := each.row.get(name), dict)
            ]
            kind = each.text("label", required=True)
            if len(ends) < 2 or ends[0] is None or ends[1] is None:
                each.spot.note("", "is no link between two spans; left out")
                continue
            if kind and not each.spot.importing.takes_link(kind):
                each.spot.note(
                    "label", f"{shortened(kind)} is no kind of link; left out"
                )
                continue
            link = kind, ends[0].id, ends[1].id
            if link in seen:
                each.spot.note("", "stands twice")
                continue
            seen.add(link)
            draft.link(each.spot, *link, row=self.details.link_id(*link))
            yield link


def _without_nulls(fields: Fields) -> Fields:
    row = {key: value for key, value in fields.row.items() if value is not None}
    return Fields(row, fields.spot)


def _place(span: Mapping[str, object], label: str) -> _Place:
    start, end = span.get("start"), span.get("end")
    return (
        start if isinstance(start, int) else -1,
        end if isinstance(end, int) else -1,
        label,
    )


def _string(fields: Fields, name: str) -> str:
    """A text; "" where recipes have put something else there."""
    value = fields.row.get(name)
    return value if isinstance(value, str) else ""
