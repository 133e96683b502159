"""What a word alone tells of attributions and quotations: a letter for each part of it.

With the letters of a text in one string, all cues are found by a pattern over that, and
whether speech may end before its sentence does. A word says only what may be: the text
tells whether it is so.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from annotate.text import attribution_words as words
from annotate.text.patterns import compiled_later
from annotate.text.quotation_marks import contexts

__all__ = [
    "AS",
    "BAR",
    "CUE",
    "ENDS_SPEECH",
    "HYPOTHETICAL",
    "HYPOTHETICAL_BEFORE",
    "IN_A_WORD",
    "IN_COMMA",
    "IN_MARK_AND_COMMA",
    "LETTERS",
    "MARKS",
    "NOT_ALONE",
    "PLAIN",
    "attribution_signs",
    "follower",
    "is_before_noun",
]

LETTERS: Final = {
    "|": "the blanks between sentences",
    ".": "a word of no other letter, with which a clause may begin",
    "x": "another word, with which none does, or an auxiliary",
    "A": "according",
    "B": "a cue, or what may be one",
    "C": "said and the like, which hardly take an object",
    "D": "a noun of speech that is no verb",
    "E": "a word that holds a cue farther on",
    "F": "one in which a mark may stand, as in _'so'_; it may hold a cue as well",
    "J": "“ that opens if none is open", "K": "” that closes such a one",
    "L": "a straight mark that opens", "M": "one that closes",
    "N": "another quotation mark",
    ",": "a comma at the end of a word, or before the mark at its end",
    "*": "a comma behind a closing mark",
    "+": "and, but, while, before",
    "-": "a dash",
    "g": "a verb with which somebody goes on, or is said to say something too",
    "h": "not, would and the like", "H": "to, if",
    "s": "as", "t": "that", "T": "the", "o": "same, other",
    ":": "another sign, and what a word goes on with",
}  # fmt: skip
"""What the letters mean. Those that are looked for together follow each other.

So the pattern engine looks for them in half the time.
"""
BAR: Final = "|"
PLAIN: Final = "."
IN_A_WORD: Final = "F"
NOT_ALONE: Final = ":-EFJKLMN"
"""What may be a part of the word before, so that its letter does not tell that word."""
HYPOTHETICAL: Final = "hH"
"""Words of `attribution_words.HYPOTHETICAL`."""
HYPOTHETICAL_BEFORE: Final = "h"
"""Those of them that say so with a word between, too."""
IN_COMMA: Final = ",*"
IN_MARK_AND_COMMA: Final = "*"
AS: Final = "s"
MARKS: Final = "JKLMN"
_BEHIND_COMMA: Final = "[J-N]?(?:[ghH]|[^|,*]*[A-F])"
"""What may end speech behind a comma: …, calling; …, without giving; …, he said."""
_BEHIND_AND: Final = ".?[gA-F]"
"""What may end it behind “and”: … and called; … and has called."""
ENDS_SPEECH: Final = compiled_later(
    rf"[*-\-A](?:(?<=[-A])|(?<=\+){_BEHIND_AND}|(?<=[,*]){_BEHIND_COMMA})"
)
"""Where speech may end in the middle of a sentence.

Where it does not fit, `attribution_patterns.end_of_speech` does not either.
"""
_TO_THE_END: Final = (
    r"[^|*-\-A]*+"
    rf"(?:(?:\+(?!{_BEHIND_AND})|[,*](?!{_BEHIND_COMMA}))[^|*-\-A]*+)*+(\|)"
)
CUE: Final = compiled_later(
    # … he said the dam was safe.; other cues; claims that
    rf"[A-F](?:(?<=[.xTto]C)(?<!h.C)(?=(?:\.|T(?!o)){_TO_THE_END})|(?<!D)|(?=t))"
)
"""A word that may be a cue, or hold one.

The group is the end of the sentence where surely a clause reaches from the cue to it.
"""

_OWN: Final = {"as": "s", "that": "t", "the": "T", "same": "o", "other": "o"}
"""Words with a letter of their own; days follow “the same” and “the other”."""
_MARKS: Final = frozenset("“”„‟\"«»‹›「」『』‘’‚'")
_PARTNERS: Final = {"“": "JN", "”": "NK", '"': "LM"}
"""The letters of marks that open, and of those that close."""
_APOSTROPHES: Final = frozenset("'’‘")
_WORD: Final = compiled_later(r"[^\W_][\w’'.-]*")
_JOINTS: Final = compiled_later(r"[-'’&.]")


@cache
def _cues() -> frozenset[str]:
    """The cues, of two words the first."""
    return frozenset(cue.partition(" ")[0] for cue in words.KINDS)


@cache
def _going_on() -> frozenset[str]:
    """The words with which somebody goes on, or is said to say something too."""
    forms = f"{words.GOES_ON}|{words.SAYS_TOO}"
    return frozenset(form.partition(" ")[0] for form in forms.split("|"))


def attribution_signs(word: str, parts: list[tuple[int, int]]) -> str:
    """Of `LETTERS` one for each part of what stands between blanks."""
    signs = ""
    for start, end in parts:
        part = word[start:end]
        if part in _MARKS:
            signs += _sign_of_mark(word, start)
        elif part == ",":
            signs += _sign_of_comma(word, start)
        elif part in "—–":
            signs += "-" if start == 0 else ":"
        else:
            signs += _sign_of_word(word, start, end)
    return signs


def _sign_of_mark(word: str, place: int) -> str:
    before, mark = word[place - 1 : place] or " ", word[place]
    after = word[place + 1 : place + 2] or " "
    if mark in _APOSTROPHES and before.isalnum() and after.isalnum():
        return ":"
    if mark not in _PARTNERS or max(before, after) > "~":
        return "N"
    may_close, opens = contexts()[before + mark + after]
    if opens:
        return _PARTNERS[mark][0]
    is_closing = may_close and not before.isspace() and before not in _MARKS
    return _PARTNERS[mark][1] if is_closing else "N"


def _sign_of_comma(word: str, place: int) -> str:
    rest = word[place + 1 :]
    if len(rest) > 1 or (rest and rest not in words.CLOSING):
        return ":"
    return "*" if word[place - 1 : place] in {*words.CLOSING} else ","


def _sign_of_word(word: str, start: int, end: int) -> str:
    part = word[start:end]
    pieces = [part] if part.isalnum() else _JOINTS().split(part)
    if "_" in part and not _APOSTROPHES.isdisjoint(part):
        return IN_A_WORD
    if start == 0 and part in _cues():
        return _sign_of_cue(part)
    if not _cues().isdisjoint(pieces):
        return "E"
    if start > 0:
        return ":"
    if pieces[0] in _going_on():
        return "g"
    return _sign_by_role(word, end)


def _sign_of_cue(cue: str) -> str:
    if cue in ("according", "According"):
        return "A"
    if cue in words.SAYING_ALONE and cue not in words.SOMETIMES_NOUNS:
        return "C" if words.KINDS[cue] == "say" else "B"
    return "D" if words.KINDS[cue] == "noun" else "B"


def _sign_by_role(word: str, end: int) -> str:
    """The letter of a word whose first part is no verb, and ends at `end`."""
    if end == len(word):
        small = word.lower()
        if small in words.HYPOTHETICAL:
            return "h" if small in words.HYPOTHETICAL_BEFORE else "H"
        if small in _OWN:
            return _OWN[small]
        if word in ("and", "but", "while", "before"):
            return "+"
    follows = follower(word)
    return PLAIN if follows == "clause" else "x" if follows else ":"


@lru_cache(maxsize=1 << 10)
def follower(word: str) -> str:
    """What a word makes of the verb of saying before it.

    The answers: “” for one that begins with no letter or digit, “clause” for one that
    begins a clause, “finite” for one that does so with a finite verb, “none” for one
    that does not; “lead” and “lead, none” for such that may also stand between the verb
    and its clause, and “the” for itself, which does so in “the other day”.
    """
    match = _WORD().match(word)
    if match is None:
        return ""
    small = match[0].lower()
    if small == "the":
        return small
    if _JOINTS().split(small, 1)[0] in words.AUXILIARIES:
        return "finite"
    is_none = small in words.NO_CLAUSE or small.endswith("ly")
    if small in words.LEADING:
        return "lead, none" if is_none else "lead"
    return "none" if is_none else "clause"


def is_before_noun(word: str) -> bool:
    """Whether a word makes a noun of a form behind it that may be one."""
    small = word.lower()
    return small in words.NOUN_BEHIND or small.endswith(("’s", "'s", "s’"))
