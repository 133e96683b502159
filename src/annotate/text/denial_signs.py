"""Where a denial cue may begin, told by single words and those behind them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from annotate.text.lexicon import MOST_WORDS
from annotate.text.patterns import any_of, compiled_later

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["CANDIDATE", "first_words", "signs"]

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

CANDIDATE: Final = compiled_later(
    "[sa!ncrdv](?:"
    # denied; has not commented, was no truth; has neither confirmed; would rule out
    r"(?<=s)|(?<=a)(?:[a.]?!(?=.{0,6}[kfw])|n(?=.{0,14}[kw])|(?=r.?o)|(?=.{0,5}f))"
    # no comment; without confirming; called it false; ruled out; declined to comment
    r"|(?<=!)(?=.{0,6}[kfw])|(?<=n)(?=.{0,14}[kw])|(?<=c)(?=.{0,20}f)|(?<=r)(?=.?o)"
    # declined to comment; kept silent
    r"|(?<=d)(?=.{0,3}[kw])|(?<=v)(?=.{0,4}w))"
)
"""Where a cue may begin among the letters of `signs`."""
_AROUND_A_WORD: Final = " \n\t\r\u2028\u2029“\"‘'(”’,.;:!?)]…["


class _Signs(dict[str, str]):
    """The letter of a word, a point for words of no cue; remembered."""

    def __missing__(self, word: str) -> str:
        sign = _known().get(word.strip(_AROUND_A_WORD).lower(), ".")
        if len(self) < MOST_WORDS:
            self[word] = sign
        return sign


@cache
def _known() -> dict[str, str]:
    return {word: sign for sign, words in _SIGNS.items() for word in words.split()}


@cache
def _remembered() -> _Signs:
    return _Signs()


def signs(words: Iterable[str]) -> str:
    """A letter for each word, blanks and marks around it put aside."""
    return "".join(map(_remembered().__getitem__, words))


@cache
def first_words() -> re.Pattern[str]:
    """A word with which a cue may begin, to pass over what holds none."""
    words = (word for word, sign in _known().items() if sign in _FIRST_WORDS)
    return re.compile(rf"\b{any_of(words)}\b", re.IGNORECASE)
