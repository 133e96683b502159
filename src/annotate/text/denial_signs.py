"""Where a denial cue may begin, told by single words and those behind them."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from annotate.text.patterns import any_of, compiled_later

__all__ = ["CANDIDATE", "first_words", "sign_of_parts"]

_SIGNS: Final = {
    "s": (
        "deny denies denied denying denial denials refute refutes refuted refuting "
        "rebut rebuts rebutted rebutting repudiate repudiates repudiated debunk "
        "debunks debunked debunking dispute disputes disputed disputing contradict "
        "contradicts contradicted contradicting disavow disavows disavowed "
        "disavowing reject rejects rejected rejecting plead pleads pleaded pled "
        "pleading dismiss dismisses dismissed dismissing downplay downplays "
        "downplayed downplaying"
    ),
    "a": (
        "is are was were be been being has have had do does did can could will would "
        "saw see sees seen found find finds made gave offered with"
    ),
    "!": (
        "not no cannot unable unavailable can't can’t won't won’t isn't isn’t aren't "
        "aren’t wasn't wasn’t weren't weren’t hasn't hasn’t haven't haven’t hadn't "
        "hadn’t don't don’t doesn't doesn’t didn't didn’t wouldn't wouldn’t couldn't "
        "couldn’t"
    ),
    "c": (
        "describe describes described describing call calls called calling label "
        "labels labelled labeled labelling labeling brand brands branded branding "
        "denounce denounces denounced denouncing slam slams slammed slamming blast "
        "blasts blasted blasting consider considers considered considering "
        "characterize characterizes characterized characterizing characterise "
        "characterises characterised"
    ),
    "r": (
        "rule rules ruled ruling brush brushes brushed brushing shrug shrugs "
        "shrugged shrugging laugh laughs laughed laughing wave waves waved waving "
        "shoo shooed pour pours poured pouring push pushes pushed pushing hit hits "
        "hitting fire fires fired firing play plays played playing"
    ),
    "o": "out off aside away back down cold scorn",
    "n": "without neither",
    "d": "decline declines declined declining refuse refuses refused refusing",
    "v": (
        "avoid avoids avoided avoiding refrain refrains refrained refraining stop "
        "stops stopped stopping keep keeps kept keeping remain remains remained "
        "maintain maintains maintained maintaining protest protests protested "
        "protesting insist insists insisted insisting proclaim proclaims proclaimed "
        "proclaiming"
    ),
    "w": (
        "confirming acknowledging admitting commenting mentioning blaming short mum "
        "silent quiet innocence"
    ),
    "k": (
        "confirm confirmed verify verified corroborate corroborated substantiate "
        "substantiated authenticate authenticated acknowledge acknowledged admit "
        "evidence proof indication indications confirmation sign signs basis grounds "
        "comment commented comments respond responded reply replied return returned "
        "reached answer answered available issued statement statements response "
        "responses explanation discuss say elaborate interviewed drawn speak reach "
        "contact"
    ),
    "f": (
        "false untrue true baseless groundless unfounded unsubstantiated fake "
        "fabricated fictitious bogus misleading inaccurate nonsense absurd "
        "ridiculous ludicrous preposterous laughable rubbish slander slanderous "
        "defamatory lie lies disinformation misinformation propaganda hoax fiction "
        "fantasy smear smears fabrication fabrications rumours rumors noise correct "
        "accurate case fact truth foundation merit hunt witch-hunt"
    ),
}
"""The words by which cues are known; those of one part in them have one letter."""
_FIRST_WORDS: Final = "sa!ncrdv"
"""The letters of words with which a cue may begin."""


def _within(words: int, letters: str) -> str:
    """A pattern for one of the letters behind at most so many words and their marks."""
    return rf"(?=(?:[^{letters}],*+){{0,{words}}}+[{letters}])"


CANDIDATE: Final = compiled_later(
    # denied; has not commented, was no truth; has neither confirmed; would rule out
    rf"s|a(?:,*+[a.]?,*+!{_within(6, 'kfw')}|,*+n{_within(14, 'kw')}"
    rf"|(?=r.?o)|(?=[^f]{{0,16}}f){_within(5, 'f')})"
    # no comment; without confirming; called it false; ruled out; declined to comment
    rf"|!{_within(6, 'kfw')}|n{_within(14, 'kw')}|c{_within(20, 'f')}|r(?=.?o)"
    # declined to comment; kept silent
    rf"|d{_within(3, 'kw')}|v{_within(4, 'w')}"
)
"""Where a cue may begin among the letters of words and marks."""
_BEFORE_A_WORD: Final = "“\"‘'(["
_AROUND_A_WORD: Final = _BEFORE_A_WORD + "”’,.;:!?)]…"


@cache
def _known() -> dict[str, str]:
    return {word: sign for sign, words in _SIGNS.items() for word in words.split()}


def sign_of_parts(word: str, parts: list[tuple[int, int]]) -> str:
    """A letter for each part of a word: one for its own, commas for marks beside it.

    A point is the letter of words of no cue.
    """
    bare = word.lstrip(_BEFORE_A_WORD)
    sign = _known().get(bare.rstrip(_AROUND_A_WORD).lower(), ".")
    begin = len(word) - len(bare)
    return "".join(sign if start == begin else "," for start, _ in parts)


@cache
def first_words() -> re.Pattern[str]:
    """A word with which a cue may begin, to pass over what holds none."""
    words = (word for word, sign in _known().items() if sign in _FIRST_WORDS)
    return re.compile(rf"\b{any_of(words)}\b", re.IGNORECASE)
