"""The patterns by which attributions are found; each is compiled when it is used."""

from __future__ import annotations

import re
from functools import cache

from annotate.text import attribution_words as words
from annotate.text.patterns import any_of, compiled_later

__all__ = [
    "accused",
    "apposition",
    "article",
    "aside",
    "be_behind",
    "connective",
    "cue",
    "dateline",
    "day",
    "end_of_speech",
    "finite",
    "finite_or_past",
    "first_person",
    "goes_on",
    "leads",
    "noun_ahead",
    "opening",
    "relative",
    "source_described",
    "what_behind",
    "word",
]


@cache
def cue() -> re.Pattern[str]:
    """A cue with the character before it."""
    return re.compile(rf"[{words.BEFORE_CUE}]{any_of(words.KINDS)}\b")


_LISTENER = (
    r"(?: (?:reporters|journalists|lawmakers|parliament"
    r"|(?:(?:local|state|national|foreign) )?media|police|investigators|officials"
    r"|supporters|fans|viewers|members|the (?:court|committee|newspaper|paper|agency"
    r"|hearing|crowd|broadcaster|panel|jury|inquiry|council|audience|meeting|nation"
    r"|magazine|station|channel|website|programme|program|press|media|public|police"
    r"|conference|judge|house)|(?:the )?[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3}"
    r"|(?:a|an|his|her|its|their) [^\s,;:“”\"]+(?: [^\s,;:“”\"]+){0,4}?|him|her|them"
    r"|us|me|you|people))"
)
_FILLER = (
    rf"(?:,? {words.DAYS}|,? to{_LISTENER}"
    r"|,? (?:on|in|at|during|through|via|from|after|before|of|for|with) (?![a-z]+ing\b)"
    r"[^\s,;:“”\"]+(?: [^\s,;:“”\"]+){0,7}?)"
)
_SUBJECT = (
    r"(?=(?:the|a|an|it|he|she|they|we|I|you|there|this|these|those|his|her|its|their"
    r"|our|my|some|many|most|more|no|all|both|several|thousands|hundreds|dozens|two"
    r"|three|four|nearly|about|around|at least|if|any|another|each|neither|one|nobody)"
    r"\b(?![^\W\d_]*[.!?]?\Z))"
)
_THAT = r"(?:,? that (?=\S))"
_MARK = r"(?=[“\"‘«])"


@cache
def leads(kind: str) -> tuple[re.Pattern[str], ...]:
    """What may stand between a cue and the clause it leads to; the likelier first.

    Args:
        kind: say, named (a verb that may take an object), told, tell, heard (was told),
            or another, which leads by “that” alone.
    """
    if kind in ("told", "tell"):
        heard = r" (?!that\b)[^\s,;:“”\"]+(?: (?!that\b)[^\s,;:“”\"]+){0,9}?"
        return (
            re.compile(rf"{heard}(?:, [^,“”\"]{{2,40}},)?{_THAT}"),
            re.compile(rf"{_LISTENER}(?:{_FILLER})?[:,]? {_MARK}|[:,] {_MARK}"),
            re.compile(rf"{_LISTENER}(?:{_FILLER})? {_SUBJECT}"),
        )
    if kind == "heard":
        return re.compile(_THAT), re.compile(rf" {_SUBJECT}")
    if kind not in ("say", "named"):
        return (re.compile(rf"(?:{_FILLER})?{_THAT}"),)
    subject = rf"| {_SUBJECT}" if kind == "say" else ""
    return (
        re.compile(rf"(?:{_THAT}|[:,]? ?{_MARK}|:\s(?=\S))"),
        re.compile(rf"(?:{_FILLER}){{1,2}}?(?:{_THAT}|[:,]? {_MARK}{subject})"),
    )


_AUXILIARIES = "|".join(sorted(words.AUXILIARIES))

word = compiled_later(r" ([^\W_][\w’'.-]*)")
accused = compiled_later(r" [^,.;:“”\"]{2,80}? of (?=\S)")
finite = compiled_later(rf"\b(?:{_AUXILIARIES})\b|n['’]t\b")
finite_or_past = compiled_later(
    rf"\b(?:{_AUXILIARIES}|[a-z]{{2,}}ed|went|came|fell|rose|took|made|gave|got|knew"
    r"|began|lost|won|sent|fled|left|led|held|became|torched)\b|n['’]t\b"
)
article = compiled_later(r"\b(?:of|the|an?|by|in)\Z")
"""What stands before the past of a verb that is no verb."""
relative = compiled_later(
    r"\b(?:that|which|who|whose|whom|where|when|as|after|while)\b|,"
)
first_person = compiled_later(r"\b(?:I|[Ww]e|I['’]ve|I['’]m|we['’]ve)\b[^,.;:]*\Z")
noun_ahead = compiled_later(
    r" (?:of|suggest|suggests|say|said|says|indicate|indicates|indicated|show|showed"
    r"|shows|finds|found|reveals|revealed|claim|claimed|is|are|was|were|has|have|had|will|would|could|may|might|from"
    r"|about)\b"
)
"""What shows that the word before it is a noun: claims of, reports say."""
be_behind = compiled_later(r"\b(?:is|are|was|were|been|being) \Z")
what_behind = compiled_later(r"\bwhat (?:[^\s,]+ ){1,6}\Z")
aside = compiled_later(
    r"(?:.*(?:[,;—“\"] ?|\b[Aa]nd |\b[Bb]ut ))?[Aa]s (?:[^\s,]+ ){1,5}\Z"
)
"""What stands before the verb in “but, as the mayor said, …”."""
day = compiled_later(words.DAYS)
dateline = compiled_later(
    r"(?:[A-Z][\w .,’'/-]{2,40}?)?\((?:[A-Z][\w ./]{1,20})\) ?[-–—]+ "
    r"|[A-Z]{3,}[\w .,’'/-]{0,30}? (?:\([^)]{2,20}\) ?)?[-–—]+ "
    r"|[A-Z]{4,}[A-Z .,’'/]*(?: \w+)? \d{1,2}: "
)
"""KYIV, Oct 1 (Reuters) - and the like."""
connective = compiled_later(
    r"(?:However|Additionally|Moreover|Meanwhile|Furthermore|In addition|For example"
    r"|For instance|Besides|Therefore|Thus|Instead|Nevertheless|Nonetheless|Still|Yet"
    r"|Also|Similarly|Indeed|In fact|Consequently|As a result|But|And|Or|So), "
    r"|(?:But|And|Or|Yet|So|Still) (?=[\w“\"‘])"
)
opening = compiled_later(
    r"(?:In|On|At|After|During|Earlier|Last|Meanwhile|However|For|By|Since|Before|Also"
    r"|Speaking|Asked|When|While|As|But|And)\b"
)
"""What begins a sentence before its subject."""
apposition = compiled_later(
    r"(?:a|an|the|who|one|its|his|her|editor|president|head|director|chief|chairman"
    r"|professor|spokesman|spokeswoman|spokesperson|author|analyst|minister|leader"
    r"|founder|member|senior|former|deputy|co-\w+|executive|vice|criminal|\d+|lead"
    r"|founding|general|managing|research|associate|assistant)\b"
)
source_described = compiled_later(
    r"(?:an?|who|which|whose|published|released|compiled|led|one)\b"
)
_AND = "(?:and|but|while|before) (?:also |then |later |has |had |have )?"
goes_on = compiled_later(rf"(?:{words.GOES_ON}|and|but|who|which|while|with|as)\b")
end_of_speech = compiled_later(
    rf",[”\"’]? (?:(?:{words.GOES_ON})\b|according to "
    r"|without (?:[a-z]+ly )?[a-z]+ing\b"
    rf"|{_AND}(?:{words.SAYS_TOO}|{words.GOES_ON})\b"
    r"|(?!which|who|and|but|as|that|when|while|if|because|where|so|including)"
    r"(?:[^\s,“”\"]+ ){1,6}(?:said|says|reported|reports|added|told [^\s,]+|wrote)\b)"
    rf"| (?=[abw—–])(?:according to |{_AND}(?:{words.SAYS_TOO}|{words.GOES_ON})\b"
    r"|[—–] (?:something|an?|one|despite|[a-z]+ing|the first|which)\b(?![^.]* [—–] ))"
)
"""Where what is said ends in the middle of a sentence."""
