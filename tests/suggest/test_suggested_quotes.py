"""Quotes, direct, indirect and mixed, and what is in marks without being one."""
# ruff: noqa: E501 (tables of long drawn cases read better on one line)

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from suggest_cases import proposals_for

from annotate.suggest.quotes import SCORES
from annotate.suggest.registry import propose
from annotate.text.graphemes import is_boundary

proposals = proposals_for("quote")
RULES = {
    "d": "quote-direct", "i": "quote-indirect", "m": "quote-mixed",
    "u": "quote-unattributed", "f": "quote-fragment",
}  # fmt: skip

DRAWN = [
    # Direct, with the cue behind, before, around and inverted.
    "[d“We are leaving,”] she said. [u“Nobody asked us to stay.”]",
    '[d"We are leaving,"] said Ann Lee, a spokeswoman for the mayor.',
    "[d‘We are leaving,’] Lee told the BBC. [u‘It is over for us.’]",
    "Mr Lee said: [d“We are leaving. It is over.”]",
    "He told reporters, [d“We are leaving.”]",
    "[d“Will it hold?”] asked Kim Jones. The answer was no.",
    "[d“We left,”] Allyssa Hall, an attorney at the ACLU in Ohio, told The Bee about it.",
    "[d“We left”], Dr Mark Hill, a lecturer at the University of Leeds, told AFP.",
    "[d“One.\n\n“Two,”] he said.",
    # Indirect, with and without that.
    "Officials said on Monday that [ithe dam was safe].",
    "Officials said [ithe dam was safe].",
    "[iThe dam was safe], officials said on Monday.",
    "[iThe dam is safe], according to the mayor of Leeds.",
    "According to the mayor, [ithe dam is safe].",
    "According to Ann Lee, a spokeswoman, [ithe dam is safe].",
    "The mayor told Reuters that [ithe dam was safe and would last].",
    "The mayor told local media [ithe dam was safe].",
    "KYIV, Oct 1 (Reuters) - [iA dam has burst near the city], the agency said.",
    "However, [ithe dam is safe], he added.",
    "Kim Lee, spokesman for the county, said [ithe agency was aware of it].",
    "They were told [ithe dam would hold for years].",
    "He spoke again, adding that [ithe dam was safe].",
    "There have been claims that [ithe dam is unsafe].",
    "The army accused the rebels of [ishelling the town on Sunday].",
    "Intelligence reports suggest [ithe troops were short of food].",
    "A study found that [ithe ice was melting faster].",
    "Officials  said [ithe  dam was safe].",
    "Officials said [ithe mayor claimed [ihe was never asked about the dam]].",
    "[u“As the mayor often said the dam was safe for us.”]",
    # “was” far before the verb makes no aside of it, as “as the mayor said” is.
    "It was internationally renowned speakers who recently said [ithe dam was safe].",
    # Broken by its cue: two of them.
    "[iThe new law], the newspapers say, [imust be obeyed by all].",
    "[d“We left,”] he said, [d“and they stayed with us.”]",
    # What else the speaker did is no part of it.
    "She said [ithe dam was safe], adding that [iit was watched].",
    "He said [ithe dam was safe] and called for calm.",
    "The ministry said [iit was looking into it], without giving details.",
    "[iThe dam is safe], Seoul said Thursday, slamming the reports.",
    # Mixed: the whole clause, no second span for the words in marks.
    "[mThe dam was “perfectly safe” yesterday], he said.",
    "He said [mthe dam was “perfectly safe.”]",
    "[m“Kim simply sold them” into a war], he added.",
    # Fragments.
    "He called the report [f“another piece of fake news”] on Friday.",
    "The president condemned [f“grave threats.”]",
    # Inside of a quote.
    "[d“He told me that [ithe dam was unsafe],”] she said.",
]

NONE = [
    "The so-called “red line” was crossed.",
    "The film “Gone With the Wind” is old.",
    "Her book, “Failure to Adjust,” sold well.",
    "The word “claim” has five letters.",
    "He is a “star” of sorts.",
    "It is what he calls “the last resort” of all.",
    "Officials would not say whether the dam was safe.",
    "He did not say the dam was safe.",
    "They could say that the dam was safe.",
    "She asked whether the dam was safe.",
    "The claims of the army were many.",
    "An estimated 500 residents have left.",
    "Kallis added 72 without loss.",
    "The report was long and the notes were short.",
    "He claimed the set after four games.",
    "The dam reportedly burst on Monday.",
]


def drawn(drawing: str) -> tuple[str, set[tuple[int, int, str]]]:
    """The text without the marks, and the stretches with the rule they name."""
    text, opened, found = "", [], set()
    for piece in re.split(r"(\[[dimuf]|\])", drawing):
        if re.fullmatch(r"\[[dimuf]", piece):
            opened.append((len(text), RULES[piece[1]]))
        elif piece == "]":
            start, rule = opened.pop()
            found.add((start, len(text), rule))
        else:
            text += piece
    return text, found


@pytest.mark.parametrize("drawing", DRAWN)
def test_quotes_are_found_as_drawn(drawing: str):
    text, expected = drawn(drawing)
    found = {(each.span.start, each.span.end, each.rule) for each in proposals(text)}
    assert found == expected, [text[start:end] for start, end, _ in found]


@pytest.mark.parametrize("text", NONE)
def test_what_nobody_says_is_no_quote(text: str):
    assert [text[each.span.start : each.span.end] for each in proposals(text)] == []


def test_the_scores_are_those_of_the_rules():
    text, _ = drawn("\n".join(DRAWN))
    for each in proposals(text):
        assert each.score == SCORES[each.rule]
        assert each.label == "quote"


PIECES = [
    "He ", "Kim", "the dam ", "is ", "safe", "said ", "said that ", "told AFP ", "saying ",
    ", ", ",” ", "“", "”", '"', "‘", "’", "'", ". ", ".", "\n", "\n\n", "according to ",
    "accused them of ", " — ", "«", "»", "e\u0301", "\u0301", "🇰🇷", "가", "(", ") ", "? ",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@settings(max_examples=500, deadline=None)
def test_every_quote_of_every_text_is_clean_and_comes_once(text: str):
    found = propose(text, ["quote"])
    assert len({each.span for each in found}) == len(found)
    for each in found:
        quote = text[each.span.start : each.span.end]
        assert quote == quote.strip()
        assert is_boundary(text, each.span.start)
        assert is_boundary(text, each.span.end)
