from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.formats.bio import Chunk, chunks, flat, is_tag, tags

FOUND = st.lists(
    st.builds(
        lambda first, length, label: Chunk(first, first + length, label),
        st.integers(0, 20),
        st.integers(1, 6),
        st.sampled_from(["a", "b"]),
    )
)


@pytest.mark.parametrize(
    ("column", "wanted"),
    [
        ("O O", ""),
        ("B-a I-a O B-b", "0-2a 3-4b"),
        ("B-a B-a I-a", "0-1a 1-3a"),
        ("B-a I-b I-a", "0-1a 1-2b 2-3a"),
        # IOB1: B- only where two of a label touch
        ("I-a I-a O I-b B-b I-b", "0-2a 3-4b 4-6b"),
        # IOBES, BILOU, BMEWO
        ("B-a I-a E-a S-a S-a E-b O", "0-3a 3-4a 4-5a 5-6b"),
        ("B-a L-a I-a U-b I-b", "0-2a 2-3a 3-4b 4-5b"),
        ("B-a M-a E-a W-a", "0-3a 3-4a"),
        ("B_a I_a B:b o", "0-2a 2-3b"),
        ("B-B-a I-B-a", "0-2B-a"),
        ("", ""),
    ],
)
def test_tags_of_every_scheme_are_spans(column: str, wanted: str) -> None:
    found = chunks(column.split())
    assert (
        " ".join(f"{each.first}-{each.after}{each.label}" for each in found) == wanted
    )


@pytest.mark.parametrize("tag", ["O", "B-a", "I-a b", "E_x", "U-New%20York"])
def test_a_tag_is_known(tag: str) -> None:
    assert is_tag(tag)


@pytest.mark.parametrize("tag", ["", "NN", "B", "B-", "X-a", "-X-", "_", "B-\tx ", "1"])
def test_what_is_no_tag_is_known(tag: str) -> None:
    assert not is_tag(tag)


@given(FOUND)
@settings(deadline=None)
def test_a_column_gives_back_what_it_can_hold(found: list[Chunk]) -> None:
    for label in ("a", "b"):
        held = list(flat(each for each in found if each.label == label))
        assert list(chunks(tags(30, held))) == held
        for one in found:
            if one.label == label and one not in held:
                assert any(
                    other.first <= one.first < other.after
                    or one.first <= other.first < one.after
                    for other in held
                )
