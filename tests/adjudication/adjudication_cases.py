"""Annotators' work drawn as text, and decisions made by chance."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from annotate.adjudication.docket import Docket
from annotate.agreement.work import Work, mark_of
from annotate.ids import Ids
from annotate.model import Annotation, Answer, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from annotate.agreement.work import Mark

TEXT = "".join(chr(ord("a") + at % 26) for at in range(60))
ARTICLE = "article"


def counted_ids() -> Ids:
    """Ids that are the same in every run, with room for those that follow each."""
    count = itertools.count(1 << 20, 1 << 20)
    return Ids(lambda: 1_750_000_000_000, lambda _bits: next(count))


IDS = counted_ids()


def marks(drawn: str) -> list[Mark]:
    """`claim 3-9, quote 0-4` as marks, in their order; "" is none."""
    found = []
    for each in drawn.split(", ") if drawn else ():
        label, _, place = each.partition(" ")
        start, _, end = place.partition("-")
        found.append((int(start), int(end), label))
    return found


def tag(
    mark: Mark, annotator: str, ids: Ids = IDS, note: str = "", attributes: str = "{}"
) -> Annotation:
    start, end, label = mark
    rev = ids.mint()
    return Annotation(
        rev, rev, None, ARTICLE, Span(start, end), TEXT[start:end], label, annotator,
        note, attributes,
    )  # fmt: skip


def works(drawn: Mapping[str, Iterable[Mark] | str]) -> tuple[Work, ...]:
    """By annotator, what they have: drawn, or as marks."""
    return tuple(
        Work(
            ARTICLE,
            who,
            len(TEXT),
            tuple(
                tag(mark, who) for mark in (marks(has) if isinstance(has, str) else has)
            ),
        )
        for who, has in drawn.items()
    )


def docket(**drawn: str) -> Docket:
    return Docket.of(works(drawn))


def shown(rows: Iterable[Annotation]) -> str:
    """Accepted ones as they are drawn, rejected ones behind a minus."""
    signs = {Answer.ACCEPT: "", Answer.REJECT: "-", Answer.DELETE: "x"}
    return ", ".join(
        f"{signs[one.answer]}{one.label} {one.span.start}-{one.span.end}"
        for one in rows
    )


def accepted(found: Docket) -> Sequence[Mark]:
    return [mark_of(one) for one in found.gold.accepted]
