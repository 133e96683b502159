from __future__ import annotations

import pytest
from hostile_layers import TEXTS
from hypothesis import given, settings

from annotate.formats.sentences import sentences
from annotate.formats.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said no. She left.", ["He said no.", "She left."]),
        ("Mr. Kim left.\nNo one\n\nasked", ["Mr. Kim left.", "No one", "asked"]),
        ("“Will it?” Kim asked. No.", ["“Will it?” Kim asked.", "No."]),
        ("  one  ", ["one"]),
        (" \u0301a", ["\u0301", "a"]),
        ("", []),
    ],
)
def test_tokens_come_sentence_by_sentence(text: str, found: list[str]) -> None:
    grouped = sentences(text, tokenize(text))
    assert [text[each[0].start : each[-1].end] for each in grouped] == found


@given(TEXTS)
@settings(deadline=None)
def test_every_token_is_in_one_sentence(text: str) -> None:
    grouped = sentences(text, tokenize(text))
    assert [token for each in grouped for token in each] == tokenize(text)
    assert all(grouped)
