"""Marks and annotations drawn as text, and made by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from annotate.agreement.sheets import Sheet
from annotate.model import Annotation, Span

if TYPE_CHECKING:
    from annotate.agreement.work import Mark

LENGTH = 40
LABELS = ("claim", "quote", "number")


def mark(drawn: str) -> Mark:
    """`claim 3-9` as a mark."""
    label, _, place = drawn.partition(" ")
    start, _, end = place.partition("-")
    return int(start), int(end), label


def marks(drawn: str) -> list[Mark]:
    """`claim 3-9, quote 0-4` as marks, in their order; "" is none."""
    return [mark(each) for each in drawn.split(", ") if each]


def annotations(drawn: str, annotator: str) -> list[Annotation]:
    """The same as annotations of one annotator."""
    return [annotation(each, annotator, at) for at, each in enumerate(marks(drawn))]


def annotation(each: Mark, annotator: str, at: int) -> Annotation:
    start, end, label = each
    name = f"{annotator}{at}"
    return Annotation(
        id=name,
        rev=name,
        prev=None,
        article="article",
        span=Span(start, end),
        quote="x" * (end - start),
        label=label,
        annotator=annotator,
    )


def shown(each: Annotation | None) -> str:
    """An annotation as it is drawn."""
    return f"{each.label} {each.span.start}-{each.span.end}" if each else "–"


def any_mark(
    length: int = LENGTH, labels: tuple[str, ...] = LABELS
) -> st.SearchStrategy[Mark]:
    """A span anywhere in a short text: overlapping, nested and crossing ones too."""
    return st.tuples(
        st.integers(0, length - 1), st.integers(1, length), st.sampled_from(labels)
    ).map(lambda drawn: (drawn[0], min(drawn[0] + drawn[1], length), drawn[2]))


def mark_sets(
    *, most: int = 7, labels: tuple[str, ...] = LABELS
) -> st.SearchStrategy[set[Mark]]:
    """One annotator's marks on an article."""
    return st.sets(any_mark(labels=labels), max_size=most)


def flat_marks(*, labels: tuple[str, ...] = LABELS) -> st.SearchStrategy[set[Mark]]:
    """One annotator's marks, of which no two overlap."""

    def laid(drawn: list[tuple[int, int, str]]) -> set[Mark]:
        found, at = set(), 0
        for gap, size, label in drawn:
            if at + gap + size <= LENGTH:
                found.add((at + gap, at + gap + size, label))
                at += gap + size
        return found

    piece = st.tuples(st.integers(0, 6), st.integers(1, 9), st.sampled_from(labels))
    return st.lists(piece, max_size=6).map(laid)


TOKENS = [(at, at + 3) for at in range(0, LENGTH - 3, 4)]
"""Words of three letters with a blank behind each."""
PEOPLE = ("ada", "ben", "cy", "dee")


def sheets(
    held: st.SearchStrategy[set[Mark]] | None = None, *, complete: bool = False
) -> st.SearchStrategy[tuple[Sheet, ...]]:
    """A few articles that some of four people, or all of them, finished."""
    held = mark_sets() if held is None else held
    who = st.fixed_dictionaries({}, optional=dict.fromkeys(PEOPLE, held))
    if complete:
        who = st.fixed_dictionaries(dict.fromkeys(PEOPLE, held))
    return st.lists(who, max_size=4).map(
        lambda drawn: tuple(
            Sheet(f"article {at}", LENGTH, TOKENS, marks)
            for at, marks in enumerate(drawn)
        )
    )


def sheet(**drawn: str) -> Sheet:
    """An article from what each person has of it, drawn."""
    return Sheet(
        "article", LENGTH, TOKENS, {name: marks(each) for name, each in drawn.items()}
    )
