from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.desk.held import ById, ByPlace, place_of
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


def test_what_is_not_there_cannot_go() -> None:
    for held in (ByPlace(), ByPlace(ALL[:3])):
        with pytest.raises(KeyError):
            held.without(ALL[9])
    with pytest.raises(KeyError):
        ById(ALL[:3]).without(ALL[9].id)
    with pytest.raises(IndexError):
        ByPlace(ALL[:3])[3]
