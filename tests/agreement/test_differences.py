from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from agreement_cases import annotation, annotations, mark_sets, shown
from hypothesis import given

from annotate.agreement.differences import Kind, differences
from annotate.agreement.work import mark_of

if TYPE_CHECKING:
    from annotate.agreement.work import Mark
    from annotate.model import Annotation


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("", "", []),
        ("claim 0-10", "claim 0-10", []),
        ("claim 0-10, claim 0-10", "claim 0-10", []),  # twice is once
        ("claim 0-10", "", ["missing: claim 0-10 / –"]),
        ("", "claim 0-10", ["extra: – / claim 0-10"]),
        ("claim 0-10", "claim 9-30", ["boundary: claim 0-10 / claim 9-30"]),
        ("claim 0-10", "quote 0-10", ["label: claim 0-10 / quote 0-10"]),
        ("claim 0-10", "quote 0-6", ["label: claim 0-10 / quote 0-6"]),
        ("claim 0-10", "quote 0-4",
         ["missing: claim 0-10 / –", "extra: – / quote 0-4"]),
        ("claim 0-10", "claim 10-20",
         ["missing: claim 0-10 / –", "extra: – / claim 10-20"]),
        # What is equal is never paired with something else.
        ("claim 0-10, claim 0-6", "claim 0-10, claim 4-10",
         ["boundary: claim 0-6 / claim 4-10"]),
        # A quote within a claim, both moved: two boundaries and no label.
        ("claim 0-20, quote 1-19", "claim 1-20, quote 0-19",
         ["boundary: claim 0-20 / claim 1-20", "boundary: quote 1-19 / quote 0-19"]),
        # Half before any overlap: the label is another, the claim behind is extra.
        ("claim 0-10", "quote 0-9, claim 9-30",
         ["label: claim 0-10 / quote 0-9", "extra: – / claim 9-30"]),
        # By place.
        ("claim 20-30, quote 5-8", "quote 5-9",
         ["boundary: quote 5-8 / quote 5-9", "missing: claim 20-30 / –"]),
    ],
)  # fmt: skip
def test_every_difference_has_its_kind(
    one: str, other: str, expected: list[str]
) -> None:
    found = differences(annotations(one, "ada"), annotations(other, "ben"))
    assert [
        f"{each.kind}: {shown(each.one)} / {shown(each.other)}" for each in found
    ] == expected


def _of(drawn: set[Mark], annotator: str) -> list[Annotation]:
    return [annotation(each, annotator, at) for at, each in enumerate(sorted(drawn))]


@given(mark_sets(), mark_sets())
def test_equal_marks_and_differences_hold_everything_once(
    one: set[Mark], other: set[Mark]
) -> None:
    found = differences(_of(one, "ada"), _of(other, "ben"))
    mine = Counter(mark_of(each.one) for each in found if each.one)
    theirs = Counter(mark_of(each.other) for each in found if each.other)
    assert mine == Counter(one - other)
    assert theirs == Counter(other - one)


@given(mark_sets(), mark_sets())
def test_seen_from_the_other_side_as_many_labels_differ(
    one: set[Mark], other: set[Mark]
) -> None:
    found = differences(_of(one, "ada"), _of(other, "ben"))
    back = differences(_of(other, "ben"), _of(one, "ada"))
    kinds, turned = ([each.kind for each in side] for side in (found, back))
    assert kinds.count(Kind.LABEL) == turned.count(Kind.LABEL)


@given(mark_sets(), mark_sets())
def test_differences_come_by_place_and_in_any_order_of_what_is_given(
    one: set[Mark], other: set[Mark]
) -> None:
    mine, theirs = _of(one, "ada"), _of(other, "ben")
    found = differences(mine, theirs)
    assert [each.span.start for each in found] == sorted(
        each.span.start for each in found
    )
    assert differences(mine[::-1], theirs[::-1]) == found
