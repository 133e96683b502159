"""What words alone tell of attributions: a letter for each, and what it rules out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.text import attribution_patterns as patterns
from annotate.text import attribution_words as words
from annotate.text.attribution_signs import CUE, ENDS_SPEECH, LETTERS, follower
from annotate.text.quotation_marks import MARK
from annotate.text.readings import read
from annotate.text.sentence_bounds import sentence_bounds

POOL = [
    *words.KINDS,
    *words.HYPOTHETICAL,
    *(
        "the",
        "that",
        "same",
        "other",
        "As",
        "as",
        "and",
        "but",
        "before",
        "while",
        "so",
    ),
    *("dam", "was", "he", "Kim", "stood by", "pointing out", "calling", "U.S.", "Inc."),
    *("without giving", "soldiers’", "Kim’s", "x’said", "_'so'_", "5", "—", "–", "-"),
]
SIGNS = ["", ",", ",”", "”,", "’,", ".", "?”", ")", ":", "”", '"', ',"', "…", "'s"]
BEFORE = ["", "“", "(", '"', "‘", "—", "’"]
BLANKS = [" ", " ", " ", " ", "  ", "\n", "\u00a0", ""]
TEXTS = st.lists(
    st.tuples(*(st.sampled_from(some) for some in (BEFORE, POOL, SIGNS, BLANKS))),
    max_size=20,
).map(lambda words: "".join("".join(word) for word in words))


def signs(text: str) -> str:
    return read(text, zip(*sentence_bounds(text), strict=True)).saying


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Officials said the dam was safe.", "|.CT.x.:|"),
        ("“We left,” he claimed that day.", "|J:.,K.Bt.:|"),
        ('"We left", he (said).', "|L:.M*.:E::|"),
        ("It could, according to the claims of", "|.x,AHTBx|"),
        ("As he and Kim called for calm — and", "|s.+.gx.-+|"),
        ("There were accusations that so-called allies lied.", "|.xDt...:|"),
        ("the soldiers’ claim, U.S.-led don’t", "|T.NB,.::h|"),
        ("a—said, _'so'_ x’said", "|.:E,FE|"),
    ],
)
def test_letters(text: str, expected: str):
    assert signs(text) == expected


@given(TEXTS)
@settings(max_examples=500, deadline=None)
def test_letters_that_rule_something_out_are_right(text: str):
    reading = read(text, zip(*sentence_bounds(text), strict=True))
    letters, edges = reading.saying, reading.edges
    assert len(letters) == len(reading.kinds)
    assert set(letters) <= set(LETTERS)
    cues = [match.start() for match in CUE().finditer(letters)]
    for match in patterns.cue().finditer(text):
        letter = reading.letter(match.start() + 1)
        letter -= edges[letter] > match.start() + 1
        assert letter in cues or (
            letters[letter] == "D" and not text.startswith(" that", match.end())
        )
    for match in MARK().finditer(text):
        assert any(
            letters[letter] in "JKLMNF"
            and edges[letter] <= match.start() < edges[letter + 1]
            for letter in range(len(letters))
        )
    stop = letters.find("|", 1)
    if stop > 0 and not ENDS_SPEECH().search(letters, 0, stop):
        assert not patterns.end_of_speech().search(text, edges[1], edges[stop])


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("dam", "clause"),
        ("U.S.", "clause"),
        ("was", "finite"),
        ("recently", "lead, none"),
        ("badly", "none"),
        ("into", "none"),
        ("that", "lead"),
        ("on", "lead, none"),
        ("Monday,", "lead, none"),
        ("The", "the"),
        ("“dam", ""),
        ("—", ""),
    ],
)
def test_what_a_word_makes_of_the_verb_before_it(word: str, expected: str):
    assert follower(word) == expected
