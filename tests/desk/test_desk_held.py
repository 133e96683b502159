from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.desk.held import ById, ByPlace, Keyed, place_of
from annotate.ids import pack
from annotate.model import Annotation, Span


def annotation(number: int, start: int, size: int = 3) -> Annotation:
    rev = pack(1_767_603_600_000 + number, number)
    span = Span(start, start + size)
    return Annotation(rev, rev, None, "a" * 32, span, "x" * size, "claim", "ada")


ALL = [annotation(number, number * 37 % 500, 1 + number % 5) for number in range(700)]


@given(
    st.lists(st.integers(0, 699), unique=True, max_size=700),
    st.lists(st.integers(0, 699), max_size=60),
)
def test_what_is_held_is_what_a_plain_list_would_hold(
    first: list[int], changes: list[int]
) -> None:
    plain = {ALL[at].id: ALL[at] for at in first}
    by_place, by_id = ByPlace(plain.values()), ById(plain.values())
    for at in changes:
        one = ALL[at]
        before = (list(by_place), dict(by_id))
        if one.id in plain:
            del plain[one.id]
            changed = (by_place.without(one), by_id.without(one.id))
        else:
            plain[one.id] = one
            changed = (by_place.adding(one), by_id.adding(one))
        assert (list(by_place), dict(by_id)) == before
        by_place, by_id = changed
    ordered = sorted(plain.values(), key=place_of)
    assert by_place == ordered
    assert len(by_place) == len(by_id) == len(plain)
    assert [by_place[at] for at in range(len(ordered))] == ordered
    assert by_place[-3:] == tuple(ordered[-3:])
    assert dict(by_id) == plain
    assert hash(by_place) == hash(ByPlace(ordered))


@given(
    st.lists(st.integers(0, 699), unique=True, max_size=700),
    st.lists(st.integers(0, 699), unique=True, max_size=300),
)
def test_many_changes_at_once_are_the_same_as_one_by_one(
    first: list[int], changes: list[int]
) -> None:
    held = {ALL[at].id: ALL[at] for at in first}
    by_place, by_id = ByPlace(held.values()), ById(held.values())
    lost = [ALL[at] for at in changes if ALL[at].id in held]
    new = {ALL[at].id: ALL[at] for at in changes if ALL[at].id not in held}
    one_by_one = (by_place, by_id)
    for one in lost:
        one_by_one = (one_by_one[0].without(one), one_by_one[1].without(one.id))
    for one in new.values():
        one_by_one = (one_by_one[0].adding(one), one_by_one[1].adding(one))
    changed = by_place.with_changes(lost, list(new.values()))
    assert list(changed) == list(one_by_one[0])
    assert by_id.with_changes([one.id for one in lost], new) == one_by_one[1]
    assert dict(by_id) == held


@pytest.mark.parametrize("count", [1, 300])
def test_of_many_changes_none_may_be_to_what_is_not_there(count: int) -> None:
    with pytest.raises(KeyError):
        ByPlace(ALL[:count]).with_changes(ALL[count : 2 * count], ())
    with pytest.raises(KeyError):
        Keyed([(1, "one")]).with_changes([2], {})


def test_what_is_not_there_cannot_go() -> None:
    for held in (ByPlace(), ByPlace(ALL[:3])):
        with pytest.raises(KeyError):
            held.without(ALL[9])
    with pytest.raises(KeyError):
        ById(ALL[:3]).without(ALL[9].id)
    with pytest.raises(IndexError):
        ByPlace(ALL[:3])[3]
