"""Words, clauses, sentences and paragraphs near an offset."""
# ruff: noqa: E501, ISC004 (tables of long drawn cases read better on one line)

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.text.cuts import LONGEST_STRETCH
from annotate.text.segments import CLAUSE, PARAGRAPH, SENTENCE, WORD, Unit, word_at
from annotate.text.words import words_between

if TYPE_CHECKING:
    from collections.abc import Iterator

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def quotes(unit: Unit, text: str) -> list[str]:
    return list(_forward(unit, text))


def _forward(unit: Unit, text: str) -> Iterator[str]:
    offset = 0
    while (span := unit.next(text, offset)) is not None:
        assert unit.at(text, span.start) == span
        assert unit.at(text, span.end - 1) == span
        yield text[span.start : span.end]
        offset = span.end


def backward(unit: Unit, text: str) -> list[str]:
    found, offset = [], len(text)
    while (span := unit.previous(text, offset)) is not None:
        found.append(text[span.start : span.end])
        offset = span.start
    return found[::-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor said no.", "The|mayor|said|no"),
        ("it’s Yoon's soldiers’ ‘aggression'", "it’s|Yoon's|soldiers|aggression"),
        ("1,500 of 1.2 million, $2,000 a month", "1,500|of|1.2|million|$2,000|a|month"),
        (
            "122-mm 1950-53 1950–53 15% US$5 10:30",
            "122-mm|1950-53|1950–53|15%|US$5|10:30",
        ),
        ("the U.S. at 5 p.m. U.S.-led", "the|U.S.|at|5|p.m.|U.S.-led"),
        ("in—to achieve – at (high-tech)", "in|to|achieve|at|high-tech"),
        ("AT&T and R&D, Q&A", "AT&T|and|R&D|Q&A"),
        ("--- | ... * “” —", ""),
        ("cafe\u0301 nai\u0308ve", "cafe\u0301|nai\u0308ve"),
        ("Здравствуй, мир!", "Здравствуй|мир"),
        ("مرحبا بالعالم", "مرحبا|بالعالم"),
        ("북한군이 러시아에 있다.", "북한군이|러시아에|있다"),
        ("朝鲜派兵，韩国说。", "朝鲜派兵|韩国说"),
        ("東京タワーに行きました", "東京|タワー|に|行きました"),
        ("สวัสดี ชาวโลก", "สวัสดี|ชาวโลก"),
        ("नमस्ते दुनिया", "नमस्ते|दुनिया"),
        ("👨‍👩‍👧 🇰🇷 ok👍", "ok"),
        (" \u0301 a", "a"),
        ("", ""),
        (" \n\n ", ""),
    ],
)
def test_words(text: str, expected: str):
    words = expected.split("|") if expected else []
    assert quotes(WORD, text) == words
    assert backward(WORD, text) == words


PIECES = [
    *(
        "the",
        "U.S.",
        "122-mm",
        "don’t",
        "$2,000",
        "15%",
        "북한군이",
        "東京は",
        "a\u0301b",
        "👩‍👧",
    ),
    *(" ", "\n", "\r\n", "—", "“", ".", "\u2028", "1", "x" * 5000, "y, " * 1500),
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.data())
@settings(max_examples=150, deadline=None)
def test_words_between_are_those_found_one_by_one(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    expected, offset = [], start
    while (word := WORD.next(text, offset)) is not None and word.start < end:
        expected.append(word)
        offset = word.end
    assert list(words_between(text, start, end)) == expected


def test_a_word_is_none_between_words_and_outside_of_the_text():
    text = "ab cd"
    assert word_at(text, 2) is None
    assert word_at(text, 5) is None
    assert word_at(text, -1) is None


@pytest.mark.parametrize(
    "text",
    [
        "One thing.| Another thing.",
        "Troops left the U.S. on Oct. 18.| The North stayed.",
        "Maj. Gen. Pat Ryder told reporters Oct. 17 that he knew.| Mr. Hong agreed.",
        "It fought the U.S.| The war ended.",
        "The U.S. Navy and Kim J. Smith met in St. Petersburg.| They left at 5 p.m. Monday.",
        "He paid $1.5 million.| No. 5 was sold to Apple Inc. and Ford Motor Co. for less.",
        "“Surrender!| Ukraine will protect you.”| Park said so.",
        "“Is it true?” he asked.| “Will it?” Kim Jong Un said.| Yes.",
        "He called it “extreme.”| “Men serve,” he said.",
        "She said (it was late.)| He left.",
        "Really?!| Yes...| Well… perhaps.",
        "Wait... what?| No.",
        "See the note.[1]| Then read on.",
        "No way!|\nA headline without a stop|\nThe next line.",
        "1. First point of the list.|\n2. Second.",
        "e.g. this, i.e. that vs. the other.| Etc. is not here.",
        "朝鲜派兵。|韩国说：“不知道。”|真的吗？|是！",
        "यह एक वाक्य है।| यह दूसरा है।",
        "هل هذا صحيح؟| نعم.",
        "A dog.| \t A cat.",
        "The end",
        "|",
        "In Washington, D.C., he spoke.| In Wash. Post style.",
        "Dr. Kim Jr. came.| Prof. Lee, Ph.D., left.",
        "LOUISVILLE, Ky. (AP) — The dam burst.| It was old.",
        "He lives in Louisville, Ky.| “It is home,” he said.",
    ],
)
def test_sentences(text: str):
    expected = [part.strip() for part in text.split("|") if part.strip()]
    text = text.replace("|", "")
    assert quotes(SENTENCE, text) == expected
    assert backward(SENTENCE, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He came, he saw.", ["He came", "he saw"]),
        ("Paid $2,000 a month — more than most — he left.",
         ["Paid $2,000 a month", "more than most", "he left"]),
        ("“We agree,” he said; “we do.”", ["“We agree,”", "he said", "“we do.”"]),
        ("The president (left) spoke: no.", ["The president", "(left)", "spoke", "no"]),
        ("Brought in—to win, he said.", ["Brought in", "to win", "he said"]),
        ("It is in the U.S.", ["It is in the U.S."]),
        ("，，，", []),
    ],
)  # fmt: skip
def test_clauses(text: str, expected: list[str]):
    assert quotes(CLAUSE, text) == expected
    assert backward(CLAUSE, text) == expected


def test_a_paragraph_is_a_line_without_its_blanks():
    text = "\n\n  One. Two. \n|\n\n\t\nThree\u2028four\n"
    assert quotes(PARAGRAPH, text) == ["One. Two.", "|", "Three\u2028four"]
    assert backward(PARAGRAPH, text) == ["One. Two.", "|", "Three\u2028four"]
    assert PARAGRAPH.at(text, 0) is None


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("002", "South Korea’s spy agency said Oct. 18 that North Korea has dispatched"
         " troops to support Russia’s war against Ukraine."),
        ("002", "Pentagon Press Secretary Maj. Gen. Pat Ryder told reporters Oct. 17 that"
         " the United States couldn’t confirm or corroborate media reports on the North"
         " Korean troop dispatch to Russia."),
        ("002", "Mr. Hong said Mr. Kim may also see the troop dispatch as a crucial"
         " opportunity to expose his soldiers to modern weapons technology and warfare"
         " and test their combat capabilities."),
        ("002", "On Oct. 17, Mr. Zelenskyy warned that a third nation wading into the"
         " hostilities could turn the conflict into a “world war.”"),
        ("002", "South Korea and the U.S. have responded by expanding their military"
         " exercises, which North Korea views as invasion rehearsals."),
        ("002", "|"),
        ("002", "Is that true?"),
        ("001", "“But I would rule out the possibility of these units being deployed"
         " directly to the front line anytime soon.”"),
        ("003", "Tertitskiy described North Korea’s conscription system as “extreme.”"),
        ("003", "To get these people, they are willing to pay huge sums to contract"
         " soldiers, recruit convicts, detainees, and even mercenaries from third-world"
         " countries, including poorly trained ones.”"),
        ("000", "Will Seoul commit to Kyiv?"),
        ("004", "Initially, Russian forces trained these North Korean soldiers in"
         ' approximately 100 basic military words, including commands like "fire" and'
         ' "in position."'),
    ],
)  # fmt: skip
def test_sentences_of_the_seeds(name: str, sentence: str):
    path = next(path for path in SEEDS if path.name.startswith(name))
    assert sentence in quotes(SENTENCE, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("unit", [WORD, CLAUSE, SENTENCE, PARAGRAPH])
def test_the_seeds_are_the_same_from_both_ends(unit: Unit):
    for path in SEEDS:
        text = path.read_text(encoding="utf-8")
        assert quotes(unit, text) == backward(unit, text)


@pytest.mark.parametrize("body", ["a", "ab-", "한", "a\u0301", "क्"])
def test_a_line_without_a_space_is_read_in_pieces(body: str):
    text = "x " + body * (5 * LONGEST_STRETCH // len(body)) + " y"
    words = quotes(WORD, text)
    assert "".join(words).replace("-", "") == text.replace(" ", "").replace("-", "")
    assert words == backward(WORD, text)
    assert max(map(len, words)) <= 2 * LONGEST_STRETCH
