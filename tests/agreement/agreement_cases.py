"""Marks and annotations drawn as text, and made by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

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
