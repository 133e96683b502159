"""From a choice to the revisions of the gold layer that it makes.

What is taken is adopted: a gold row with the id of the tag as its origin, and with its
note and attributes. What is not taken is refused: a rejected gold row, so that it is
known to be decided, and why not to ask again. A further decision of the same case
revises those rows; nothing of the one before stays.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from annotate.agreement.work import mark_of
from annotate.ids import outranking
from annotate.model import GOLD, Answer, Span

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from annotate.adjudication.cases import Case
    from annotate.adjudication.gold import Gold
    from annotate.agreement.work import Mark
    from annotate.model import Annotation

__all__ = [
    "Choice",
    "Ruling",
    "both",
    "corrected",
    "has_decided",
    "is_begun",
    "neither",
    "noted",
    "revisions",
    "ruling_on",
    "taken_from",
]


class Choice(StrEnum):
    """What the adjudicator chose; the `decision` in the detail of its event."""

    LEFT = "left"
    """What the first annotator has, also when that is nothing."""
    RIGHT = "right"
    """What the last annotator has."""
    ONE = "one"
    """What another annotator has."""
    BOTH = "both"
    """Every variant."""
    NEITHER = "neither"
    """None of them."""
    CORRECTED = "corrected"
    """A span or label that nobody has."""
    AGREED = "agreed"
    """What so many have, in bulk."""


class Ruling(NamedTuple):
    """A choice, and what gold is to have because of it."""

    choice: Choice
    taken: tuple[Annotation, ...]
    """As they are adopted: span, label, note, attributes; `id` is the origin. Their
    marks differ."""

    @property
    def marks(self) -> frozenset[Mark]:
        """Of what is taken."""
        return frozenset(map(mark_of, self.taken))


def taken_from(case: Case, annotator: str, choice: Choice = Choice.ONE) -> Ruling:
    """What that annotator has in the case; nothing where they have none of it."""
    return Ruling(choice, case.of(annotator))


def both(case: Case) -> Ruling:
    """All variants, each as its first holder has it."""
    return Ruling(Choice.BOTH, tuple(each.holders[0] for each in case.variants))


def neither() -> Ruling:
    """None of the variants."""
    return Ruling(Choice.NEITHER, ())


def corrected(case: Case, span: Span, quote: str, label: str) -> Ruling:
    """A span and label instead of the variants.

    It is adopted from the variant that is most like it; the attributes come along where
    the label stays. A mark that is a variant is that variant, with its own attributes.
    """
    mark = (span.start, span.end, label)
    for variant in case.variants:
        if variant.mark == mark:
            return Ruling(Choice.CORRECTED, (variant.holders[0],))

    def likeness(one: Annotation) -> tuple[bool, int, int]:
        common = min(one.span.end, span.end) - max(one.span.start, span.start)
        return one.label == label, common, -len(one.span)

    nearest = max((each.holders[0] for each in case.variants), key=likeness)
    attributes = nearest.attributes if nearest.label == label else "{}"
    made = replace(nearest, span=span, quote=quote, label=label, attributes=attributes)
    return Ruling(Choice.CORRECTED, (made,))


def has_decided(case: Case, gold: Gold) -> bool:
    """Whether gold says something of each variant of the case."""
    return all(gold.at(each.mark) is not None for each in case.variants)


def is_begun(case: Case, gold: Gold) -> bool:
    """Whether something of the case is decided, or was before it changed."""
    has_row = any(gold.at(each.mark) is not None for each in case.variants)
    return has_row or bool(_corrections(case, gold))


def ruling_on(case: Case, gold: Gold) -> tuple[Annotation, ...]:
    """The accepted gold rows of a case: variants taken, and corrected spans."""
    at_marks = (gold.at(each.mark) for each in case.variants)
    taken = [one for one in at_marks if one and one.answer is Answer.ACCEPT]
    return (*taken, *_corrections(case, gold))


def revisions(
    case: Case,
    ruling: Ruling,
    gold: Gold,
    rev: str,
    variants: Container[Mark] = (),
) -> tuple[Annotation, ...]:
    """The revisions that make gold hold of this case exactly what is taken.

    () when it does so already.

    Args:
        case: what is decided.
        ruling: of variants of the case, or of a corrected span.
        gold: the layer so far, other cases' decisions among it.
        rev: of the event; those of the revisions follow it.
        variants: the marks of all cases. A correction of the decision before stays
            where another case has it as a variant, since it stands for that one too.
    """
    wanted = {mark_of(one): one for one in ruling.taken}
    made: list[Annotation] = []
    for variant in case.variants:
        adopted = wanted.get(variant.mark)
        source = adopted or variant.holders[0]
        answer = Answer.REJECT if adopted is None else Answer.ACCEPT
        made += _row(gold, source, answer)
    of_case = frozenset(case.marks)
    for mark, source in wanted.items():
        if mark not in of_case:
            made += _row(gold, source, Answer.ACCEPT)
    for old in _corrections(case, gold):
        mark = mark_of(old)
        if mark not in wanted and mark not in variants:
            made.append(replace(old, answer=Answer.DELETE))
    return _numbered(made, gold, rev)


def noted(case: Case, gold: Gold, rev: str) -> tuple[Annotation, ...]:
    """One row of a decided case revised as it is, for an event that adds a reason.

    An event needs something that it changed. () for a case without a row.
    """
    rows = (*ruling_on(case, gold), *(gold.at(mark) for mark in case.marks))
    return _numbered([row for row in rows if row is not None][:1], gold, rev)


def _row(gold: Gold, source: Annotation, answer: Answer) -> Iterable[Annotation]:
    """The row of a mark as it is to be, where it is not so yet; others of it go."""
    mark = mark_of(source)
    for stale in gold.stale(mark):
        yield replace(stale, answer=Answer.DELETE)
    old = gold.at(mark)
    row = replace(
        source, annotator=GOLD, origin=source.id, score=None, answer=answer, prev=None
    )
    if old is None:
        yield replace(row, id="")
        return
    row = replace(row, id=old.id, rev=old.rev, prev=old.prev)
    if row != old and (answer is Answer.ACCEPT or old.answer is not answer):
        yield row


def _corrections(case: Case, gold: Gold) -> tuple[Annotation, ...]:
    """Accepted gold rows that were made of the case's tags, and are no variant."""
    of_case = frozenset(case.marks)
    found = {
        row.id: row
        for variant in case.variants
        for holder in variant.holders
        for row in gold.from_origin(holder.id)
        if row.answer is Answer.ACCEPT and mark_of(row) not in of_case
    }
    return tuple(found.values())


def _numbered(
    rows: Sequence[Annotation], gold: Gold, rev: str
) -> tuple[Annotation, ...]:
    numbered = []
    for row in rows:
        old = gold.get(row.id) if row.id else None
        rev = outranking(rev, old.rev if old else "")
        prev = old.rev if old else None
        numbered.append(replace(row, id=row.id or rev, rev=rev, prev=prev))
    return tuple(numbered)
