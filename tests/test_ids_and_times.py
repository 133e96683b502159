"""Ids and their times, beside what `uuid` and `datetime` make of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotate.formats.row_ids import created, derived_id
from annotate.ids import Ids, is_revision, outranking, pack, unix_ms

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
YEAR_9999_MS = 253_402_300_799_999


@given(st.integers(0, 2**48 - 1), st.integers(0, 2**74 - 1))
@example(0, 0)
@example(2**48 - 1, 2**74 - 1)
def test_an_id_is_the_uuid_of_its_bits(milliseconds: int, tail: int) -> None:
    rev = pack(milliseconds, tail)
    known = UUID(rev)
    assert str(known) == rev
    assert is_revision(rev)
    assert unix_ms(rev) == known.int >> 80 == milliseconds
    assert known.int & (2**62 - 1) == tail & (2**62 - 1)
    assert (known.int >> 64) & 0xFFF == tail >> 62


@pytest.mark.parametrize("milliseconds", [-1, 2**48])
def test_a_time_that_has_no_room_makes_no_id(milliseconds: int) -> None:
    with pytest.raises(ValueError, match="48 bits"):
        pack(milliseconds, 0)


@given(st.uuids() | st.text(max_size=40))
@example("019B8D7D-6280-7000-8000-000000000001")
@example("019b8d7d-6280-7000-8000-00000000000\n")
@example("{019b8d7d-6280-7000-8000-000000000001}")
@example("019b8d7d-6280-7000-8000-00000000000\u0661")
def test_any_text_has_the_time_that_uuid_reads_or_none(given_: UUID | str) -> None:
    text = str(given_)
    try:
        expected = UUID(text).int >> 80
    except ValueError:
        with pytest.raises(ValueError):  # noqa: PT011 - the message is that of uuid
            unix_ms(text)
    else:
        assert unix_ms(text) == expected


@given(st.integers(1, YEAR_9999_MS))
@example(1)
@example(59_999)
@example(60_000)
@example(YEAR_9999_MS)
def test_the_time_of_an_id_is_written_as_datetime_writes_it(milliseconds: int) -> None:
    moment = EPOCH + timedelta(milliseconds=milliseconds)
    said = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    assert created(pack(milliseconds, 7)) == said


def test_an_id_whose_time_nobody_told_has_none() -> None:
    assert created(derived_id("a", "b")) == ""
    assert created(pack(0, 7)) == ""


def test_a_time_after_the_year_9999_is_refused_as_datetime_refuses_it() -> None:
    with pytest.raises(OverflowError):
        created(pack(YEAR_9999_MS + 1, 0))


@given(st.integers(0, 2**48 - 2), st.integers(0, 2**74 - 9), st.integers(0, 2**74 - 2))
def test_what_follows_from_a_stamp_outranks_and_is_its_own(
    milliseconds: int, tail: int, chance: int
) -> None:
    older = pack(milliseconds, tail)
    behind = [pack(milliseconds, tail + step) for step in range(1, 9)]
    for stamp in (pack(milliseconds // 2, chance), pack(milliseconds + 1, chance)):
        rev = outranking(stamp, older)
        assert rev > max(older, stamp)
        assert is_revision(rev)
        assert rev not in behind or stamp in (older, *behind)


def test_a_slow_clock_that_outranks_an_id_does_not_take_what_came_behind_it() -> None:
    quick, slow = Ids(lambda: 2_000), Ids(lambda: 1_000)
    # All in one millisecond, so each goes on from the one before.
    made = [quick.mint() for _ in range(200)]
    outranking = [slow.mint(one) for one in made]
    assert all(new > old for new, old in zip(outranking, made, strict=True))
    assert not set(outranking) & set(made)


@given(st.integers(0, 2**48 - 2), st.integers(2**74 - 3, 2**74 - 1))
def test_an_id_at_the_end_of_its_millisecond_is_outranked_by_the_next(
    milliseconds: int, tail: int
) -> None:
    last = pack(milliseconds, tail)
    rev = Ids(lambda: 0).mint(last)
    assert rev > last
    assert is_revision(rev)
