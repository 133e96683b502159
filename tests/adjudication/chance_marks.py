"""Marks by chance in a short text: overlapping, nested and crossing ones too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from annotate.agreement.work import Mark

LENGTH = 40
LABELS = ("claim", "quote", "number")


def any_mark() -> st.SearchStrategy[Mark]:
    return st.tuples(
        st.integers(0, LENGTH - 1), st.integers(1, LENGTH), st.sampled_from(LABELS)
    ).map(lambda drawn: (drawn[0], min(drawn[0] + drawn[1], LENGTH), drawn[2]))


def mark_sets(most: int = 6) -> st.SearchStrategy[set[Mark]]:
    """One annotator's marks on an article."""
    return st.sets(any_mark(), max_size=most)
