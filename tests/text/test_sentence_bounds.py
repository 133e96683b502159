"""All sentences at once are the same as one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_large_texts import HOSTILE

from annotate.text.segments import next_sentence
from annotate.text.sentence_bounds import sentence_bounds
from annotate.text.sentences import MAYBE_NO_LAST_WORDS
from paths import SEEDS

if TYPE_CHECKING:
    from collections.abc import Callable


def one_by_one(text: str) -> list[tuple[int, int]]:
    found = []
    sentence = next_sentence(text, 0)
    while sentence is not None:
        found.append((sentence.start, sentence.end))
        sentence = next_sentence(text, sentence.end)
    return found


def at_once(text: str) -> list[tuple[int, int]]:
    return list(zip(*sentence_bounds(text), strict=True))


@pytest.mark.parametrize("name", sorted(path.name for path in SEEDS.glob("*.txt")))
def test_sentences_of_the_seeds(name: str):
    text = (SEEDS / name).read_text(encoding="utf-8")
    assert at_once(text) == one_by_one(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        "A",
        ". ",
        "Mr. Hong left. He did!",
        "“A b.” C d. “Will it?” Kim asked.",
        "It cost 3.5 Mr. Then Gen. Lee of Acme Inc. The end. 5. Six.",
        "One.\n\nTwo\u2028Three. \u00a0Four.\t Five.",
        "A b. \u0301c d. E",
        "1. First\n2. Second. A. B. Lee won. U.S. The dam",
        "他走了。她也走了。",
        "x" * 9000 + ". He left. " + "a. b" * 3000,
    ],
)
def test_sentences_of_other_texts(text: str):
    assert at_once(text) == one_by_one(text)


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_sentences_of_texts_that_hurt(name: str):
    text = HOSTILE[name][:20_000]
    assert at_once(text) == one_by_one(text)


FORMS = (str, str.lower, str.upper, str.capitalize, "x{}".format, "so-{}".format)


@pytest.mark.parametrize(
    "behind", ["The dam", "12 men", "(AP)", "“It", "she", "…", "é"]
)
@pytest.mark.parametrize("form", FORMS)
def test_what_may_be_no_last_word_ends_the_same_sentences(
    form: Callable[[str], str], behind: str
):
    for word in sorted(MAYBE_NO_LAST_WORDS):
        start = f"{form(word)}. {behind} came"
        for text in (start, f"He saw {start}. {start}", f"{start}.”\n\n“{start}.” "):
            assert at_once(text) == one_by_one(text)


PIECES = [
    *"ab .!?,\n“”‘’\"'…—)1\u0301\u200d\u2028\u00a0가。",
    *("Mr.", "Inc.", "U.S.", "Lee", " The ", " said", "etc.", "Dr", "no.", "5.", ". A"),
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=600, deadline=None)
def test_sentences_of_any_text(text: str):
    assert at_once(text) == one_by_one(text)
