"""Which words of a sentence of English news prose deny something.

They reject, dispute or refuse to confirm. “Did not deny” and “cannot rule out” do not,
nor does a court that rejects an appeal, or who is denied bail.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from annotate.model import Span  # noqa: TC001 - compiled, a NamedTuple needs it
from annotate.text.denial_signs import CANDIDATE
from annotate.text.patterns import compiled_later
from annotate.text.trimming import snap

if TYPE_CHECKING:
    from annotate.text.readings import Reading

__all__ = ["Cue", "cues_read"]

_BE: Final = "(?:is|are|was|were|be|been|being)"
_NOT: Final = (
    r"(?:(?:could|can|do|does|did|has|have|had|will|would|is|are|was|were)"
    r"(?: not|n['’]t)|cannot|can['’]t|won['’]t)"
)
_HOW: Final = r"(?:(?:\w+ly|yet|so far|also|ever|even|been|be|to) ){0,3}"
_UNTRUE: Final = (
    r"(?:false|untrue|not true|baseless|groundless|unfounded|unsubstantiated|fake"
    r"|fabricated|fictitious|bogus|misleading|inaccurate|nonsense|rubbish"
    r"|slander(?:ous)?|defamatory|(?<=a )lie|lies|(?:dis|mis)information|propaganda"
    r"|hoax|fiction|fantasy|smears?|fabrications?|rumou?rs|empty noise"
)
_FALSE: Final = (
    rf"{_UNTRUE}|absurd|ridiculous|ludicrous|preposterous|laughable|witch[- ]hunt)"
)
_FORMS: Final = {
    "flat": (
        r"den(?:y|ies|ied|ying)\b|denials? (?:that|of|by|from)\b"
        r"|(?:refut|rebut|repudiat|debunk|disput|contradict|disavow)"
        r"(?:t?e[sd]|s|t?ing|e)?\b(?! resolution)|reject(?:s|ed|ing)?\b"
        r"|ple(?:aded|ads|d|ading) (?:not guilty|innocent)\b"
        r"|(?:maintain|protest|insist on|proclaim)(?:s|ed|ing)? (?:his|her|their|its) "
        r"innocence\b"
    ),
    "dismissed": (
        r"dismiss(?:es|ed|ing)?\b(?! from| for)"
        r"|(?:brush|shrug|laugh|wav|sho)(?:e?s|e?d|g?ed|ing|o|oed)? "
        r"(?:off|aside|away)\b|po(?:ur|urs|ured|uring) (?:cold water|scorn) on\b"
        r"|(?:push|hit|fir)(?:e?s|e?d|ing|e)? back (?:on|at|against)\b"
        r"|(?:would |will )?rul(?:e|es|ed|ing) out\b|play(?:s|ed|ing)? down\b"
        r"|downplay(?:s|ed|ing)?\b"
        r"|(?:describ|call|label|brand|denounc|slam|blast|consider|characteri[sz])"
        rf"(?:m?e?s|m?e?d|m?ing|e)? (?:[^\s.;]+ ){{1,20}}?[“\"‘']?{_FALSE}(?: news)?\b"
        rf"|{_BE} (?:\w+ly )?dismissed as\b"
    ),
    "unconfirmed": (
        rf"{_NOT} {_HOW}(?:able )?{_HOW}(?:confirm|verif|corroborat|substantiat"
        r"|authenticat|acknowledg)(?:ied|y|e|ed|ing)?(?: (?:or|nor) \w+)?\b"
        rf"|{_BE} (?:\w+ly )?unable to (?:\w+ly )?(?:confirm|verify|corroborate)\b"
        rf"|(?:{_NOT} {_HOW}(?:seen?|found|find|have|had|presented|provided|received)"
        r" any|(?:(?:is|are|was|were|be|been|has|have|had|saw|sees?|seen|found|finds?)"
        r" ){1,3}(?:absolutely )?no) (?:\w+ ){0,2}?"
        r"(?:evidence|proof|indications?|confirmation|signs?|basis)\b"
        r"|(?:saw|sees?|seen) no grounds\b"
        r"|without (?:\w+ly )?(?:confirming|acknowledging|admitting)\b"
        r"|(?:(?:would|did|has|have|had|could|can|will) )?neither (?:\w+ly )?"
        r"(?:confirm(?:s|ed)?|verif(?:y|ied)|admit(?:ted|s)?)"
        r"(?: n?or den(?:y|ied|ies))?\b"
        r"|neither (?:[^\s.;]+ ){1,12}?(?:has |have |had |could |was |were |would )"
        r"{0,2}(?:\w+ly )?(?:be (?:\w+ly )?)?(?:confirm|comment|respond|issued?"
        r"|acknowledg|repl|answer|verif|corroborat|admit)\w*"
        r"|(?:declin|refus)(?:e|es|ed|ing) to (?:\w+ly )?(?:confirm(?: or deny)?"
        r"|acknowledge|verify|admit)\b"
    ),
    "silent": (
        rf"{_NOT} {_HOW}(?:comment(?:ed)?|respond(?:ed)?|repl(?:y|ied)"
        r"|return(?:ed)? (?:\w+ ){0,3}?(?:calls?|messages?|requests?|e-?mails?)"
        r"|returned|reached(?= for|[,.]| on\b| by\b| at\b|$)"
        r"|answer(?:ed)?(?= quest| req| calls)"
        r"|(?:immediately )?available (?:for|to) comment|immediately available"
        r"|(?:issued?|made|make|given?|offer(?:ed)?|released?) (?:any |an? )?(?:\w+ )?"
        r"(?:statements?|response|comments?|explanation))\b"
        r"|(?:declin|refus)(?:e|es|ed|ing) to (?:\w+ly )?(?:comment|answer"
        r"|respond|discuss|say|elaborate|be (?:drawn|interviewed)|speak)\b"
        rf"|{_BE} unavailable (?:for|to) comment\b|{_BE} unable to (?:reach|contact)\b"
        r"|(?:(?:had|has|have|made|gave|offered|with) )?no (?:immediate |official "
        r"|further )?(?:comments?|response|reply)\b"
        r"|(?:avoid|refrain)(?:s|ed|ing)?(?: from)? (?:\w+ly )?(?:confirming|commenting"
        r"|mentioning|acknowledging)\b"
        r"|stopp?(?:s|ed|ing)? short of (?:confirm|admit|acknowledg|blam)\w*ing\b"
        r"|ke(?:ep|pt|eps|eping) (?:mum|silent|quiet)\b"
        r"|remain(?:s|ed)? (?:silent|mum)\b"
    ),
    "false": (
        r"(?:is|are|was|were) (?:(?:\w+ly|all|an?|just|pure|complete|total|utter"
        r"|nothing (?:but|more than)|simply|not only) ){0,3}[“\"‘']?(?:\w+ly )?"
        rf"{_UNTRUE})\b|(?:{_BE} (?:\w+ly )?not|(?:is|are|was|were)n['’]t) (?:\w+ly )?"
        r"(?:true|correct|accurate|the case|based on fact)\b"
        r"|(?:can(?:not|['’]t)|could(?: not|n['’]t)) (?:\w+ly )?"
        r"(?:be true|have any grounds)\b"
        r"|ha(?:s|ve|d) (?:absolutely )?(?:nothing to do with (?:the )?truth"
        rf"|no (?:basis|foundation|merit)(?: in fact)?)\b|{_BE} no truth\b"
    ),
}
"""What each kind of cue looks like, with spaces between its words."""
_BEHIND_A_SIGN: Final = {
    "s": ("flat", "dismissed"),
    "a": ("unconfirmed", "silent", "false", "dismissed"),
    "!": ("unconfirmed", "silent", "false"),
    "n": ("unconfirmed", "silent"),
    "c": ("dismissed",),
    "r": ("dismissed",),
    "d": ("unconfirmed", "silent"),
    "v": ("silent", "flat"),
}
"""The kinds of cues that may begin with a word of each letter of the signs."""
_LONGEST: Final = 256
"""Code points in which a cue ends."""
_NEARBY: Final = 48
"""Code points before a cue that may turn it into none."""

_NEGATED = compiled_later(
    r"(?:\bnot|n['’]t|\bnever|\bcannot|\bcan ?not|\bneither|\bnor|\bnobody|\bno one"
    r"|\bhard to|\bimpossible to|\bdifficult to|\brefrain\w* from|\bwithout|\bavoid\w*"
    r"|\brefus\w+ to|\bdeclin\w+ to|\bif [^,.;]{1,40}|\bif)"
    r"(?: (?:yet|be|to|been|\w+ly))*\s\Z"
)
_MAY_BE_NEGATED = compiled_later(
    r"no|n['’]t|if|never|neither|without|avoid|hard|impossible|difficult|refrain|refus"
    r"|declin"
)
"""What stands in all that negates: without it this is seen sooner."""
_OF_A_COURT = compiled_later(
    r"\b(?:court|judges?|justices?|jury|tribunal|voters|senate|parliament|lawmakers"
    r"|bill|motion|lawsuit|suit|appeal|case)\b[^,;]{0,40}\s\Z"
)
_NOUN_BEHIND = compiled_later(
    r"\b(?:an?|the|this|that|these|any|in|of|under|no|\w+al|trade|border|labou?r"
    r"|is|are|was|were|be|been|being)(?: \w+ly)?\s\Z"
)
_DOUBTED = compiled_later(
    r"(?:\bnot|n['’]t) (?:\w+ )?"
    r"(?:think|thinking|believe|say|saying|suggest\w*|mean)\b"
)
_WITHHELD = compiled_later(
    r"\s(?:(?:him|her|them|us|me|the \w+|\w+s)\s)?"
    r"(?:access|entry|bail|boarding|visas?|permission|parole|asylum|treatment|medical"
    r"|food|water|the right|the chance|the opportunity"
    r"|an? (?:visa|permit|licen[cs]e))\b"
)


class Cue(NamedTuple):
    """Words of a reading that deny."""

    letter: int
    """Where they begin among the kinds of words."""
    span: Span
    kind: str
    """One of flat, dismissed, unconfirmed, silent, false."""


@cache
def _cue(sign: str) -> re.Pattern[str]:
    """The cues that begin with a word of that letter."""
    joined = "|".join(f"(?P<{kind}>{_FORMS[kind]})" for kind in _BEHIND_A_SIGN[sign])
    return re.compile(joined, re.IGNORECASE)


@lru_cache(maxsize=64)
def cues_read(text: str, reading: Reading) -> tuple[Cue, ...]:
    """The denial cues of a reading of the text, in order; none overlap."""
    found: list[Cue] = []
    reached = -1
    for candidate in CANDIDATE().finditer(reading.signs):
        letter = candidate.start()
        place = reading.start(letter)
        if place < reached:
            continue
        match = _cue(candidate[0][0]).match(text, place, place + _LONGEST)
        if match is None:
            continue
        low = reading.start(reading.kinds.rfind("|", 0, letter) + 1)
        if _is_denial(text, low, match):
            start, reached = match.span()
            span = snap(text, start, reached)
            found.append(Cue(letter, span, match.lastgroup or "flat"))
    return tuple(found)


def _is_denial(text: str, low: int, match: re.Match[str]) -> bool:
    """Whether the cue denies: no noun, not negated itself, not what a court does.

    `low` is where its sentence begins.
    """
    start = match.start()
    behind = text[max(low, start - _NEARBY) : start]
    if match.lastgroup == "false":
        return not _DOUBTED().search(behind.lower())
    if match.lastgroup not in ("flat", "dismissed"):
        return True
    if _WITHHELD().match(text, match.end()):
        return False
    behind = behind.lower()
    if _MAY_BE_NEGATED().search(behind) and _NEGATED().search(behind):
        return False
    word = match.group().lower()
    if word.startswith("denial"):
        return True
    if word.startswith(("reject", "dismiss")) and _OF_A_COURT().search(behind):
        return False
    # It can only begin with the last word or the one before.
    last_but_one = behind.rfind(" ", 0, behind.rfind(" ", 0, -1)) + 1
    return not _NOUN_BEHIND().search(behind, last_but_one)
