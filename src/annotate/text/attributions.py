"""What somebody is reported to have said: the stretch, and the word that says so.

Rules for English news prose: “X said that …”, “…, X said”, “according to X, …”, “…,
adding that …”, “accused X of …”, “claims that …”. Questions that are reported, what
nobody has said (“would say”, “did not say”) and beliefs are none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from annotate.text import attribution_words as words
from annotate.text.patterns import compiled_later
from annotate.text.quotations import quotations
from annotate.text.sentence_bounds import sentence_bounds

if TYPE_CHECKING:
    from annotate.model import Span

__all__ = ["LONGEST_SENTENCE", "Attribution", "attributions"]


class Attribution(NamedTuple):
    """A stretch that somebody says, not trimmed yet."""

    start: int
    end: int
    cue: int
    """Where the word stands that attributes it."""
    rule: str
    """before or after (where the cue stands), around (one of two parts with the cue
    between), according, while (…, adding that …), accused or noun (claims that …)."""


MOST_SPEAKER_WORDS = 12
LONGEST_SENTENCE = 3000
"""Code points of a sentence that is read; a longer one is no prose."""

_KINDS = {
    **dict.fromkeys(words.SAYING_AFTER, "after"),
    **dict.fromkeys(words.SAYING_THAT, "that"),
    **dict.fromkeys(words.TOLD_THAT, "noun"),
    **dict.fromkeys(words.SAYING_WHILE, "while"),
    **dict.fromkeys(words.SAYING, "say"),
    **dict.fromkeys("accused accuses accusing accuse".split(), "accuse"),
    **dict.fromkeys(("according to", "According to"), "according"),
    **dict.fromkeys(
        "Says Claims Warns Alleges Insists Argues Admits Confirms Predicts Said".split(),
        "say",
    ),
}


@cache
def _cue() -> re.Pattern[str]:
    """A cue with the character before it, grouped by first letter for speed."""
    tails: dict[str, list[str]] = {}
    for word in sorted(_KINDS, reverse=True):
        tails.setdefault(word[0], []).append(word[1:])
    groups = (f"{letter}(?:{'|'.join(tail)})" for letter, tail in tails.items())
    return re.compile(rf"[ \n\t”\"“’‘(—](?:{'|'.join(groups)})\b")


_LISTENER = (
    r"(?: (?:reporters|journalists|lawmakers|parliament|(?:(?:local|state|national|foreign) )?"
    r"media|police|investigators|officials|supporters|fans|viewers|members|the (?:court"
    r"|committee|newspaper|paper|agency|hearing|crowd|broadcaster|panel|jury|inquiry|council"
    r"|audience|meeting|nation|magazine|station|channel|website|programme|program|press"
    r"|media|public|police|conference|judge|house)|the [A-Z][\w’'.-]*"
    r"(?: [A-Z][\w’'.-]*){0,3}|[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3}|(?:a|an|his|her|its"
    r"|their) [^\s,;:“”\"]+(?: [^\s,;:“”\"]+){0,4}?|him|her|them|us|me|you|people))"
)
_FILLER = (
    rf"(?:,? {words.DAYS}|,? to{_LISTENER}"
    r"|,? (?:on|in|at|during|through|via|from|after|before|of|for|with) "
    r"[^\s,;:“”\"]+(?: [^\s,;:“”\"]+){0,7}?)"
)
_SUBJECT = (
    r"(?=(?:the|a|an|it|he|she|they|we|I|you|there|this|these|those|his|her|its|their|our|my"
    r"|some|many|most|more|no|all|both|several|thousands|hundreds|dozens|two|three|four"
    r"|nearly|about|around|at least|if|any|another|each|neither|one|nobody)\b"
    r"(?![^\W\d_]*[.!?]?\Z))"
)
_THAT = r"(?:,? that (?=\S))"
_MARK = r"(?:[:,]? ?(?=[“\"‘«]))"


@cache
def _leads(kind: str) -> tuple[re.Pattern[str], ...]:
    """What may stand between a cue of some kind and the clause that it leads to.

    The likelier comes first.
    """
    if kind == "told":
        heard = r" (?!that\b)[^\s,;:“”\"]+(?: (?!that\b)[^\s,;:“”\"]+){0,9}?"
        return (
            re.compile(rf"{heard}(?:, [^,“”\"]{{2,40}},)?{_THAT}"),
            re.compile(rf"{_LISTENER}(?:{_FILLER})?[:,]? (?=[“\"‘«])|[:,] (?=[“\"‘«])"),
            re.compile(rf"{_LISTENER}(?:{_FILLER})? {_SUBJECT}"),
        )
    if kind == "heard":
        return (re.compile(rf"{_THAT}"), re.compile(rf" {_SUBJECT}"))
    if kind in ("that", "noun", "after", "accuse", "according"):
        return (re.compile(rf"(?:{_FILLER})?{_THAT}"),)
    plain = rf"(?:{_THAT}|{_MARK}|:\s(?=\S))"
    filled = rf"(?:{_FILLER}){{1,2}}?(?:{_THAT}|[:,]? (?=[“\"‘«])"
    return (
        re.compile(plain),
        re.compile(rf"{filled}| {_SUBJECT})" if kind == "say" else rf"{filled})"),
    )


_WORD = compiled_later(r" ([^\W_][\w’'.-]*)")
_ACCUSED = compiled_later(r" [^,.;:“”\"]{2,80}? of (?=\S)")
_FINITE = compiled_later(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|should|may|might|can|do|does|did"
    r"|must)\b|n['’]t\b"
)
_RELATIVE = compiled_later(r"\b(?:that|which|who|whose|whom|where|when|as|after|while)\b|,")
_FIRST_PERSON = compiled_later(r"\b(?:I|[Ww]e|I['’]ve|I['’]m|we['’]ve)\b[^,.;:]*\Z")
_NOUN = compiled_later(
    r" (?:of|suggest|suggests|say|said|says|indicate|indicates|indicated|show|showed|claim"
    r"|claimed|is|are|was|were|has|have|had|will|would|could|may|might|from|about)\b"
)
"""What shows that the word before it is a noun: claims of, reports say."""
_BE_BEHIND = compiled_later(r"\b(?:is|are|was|were|been|being) \Z")
_WHAT = compiled_later(r"\bwhat (?:[^\s,]+ ){1,6}\Z")
_TELLING = frozenset("told tells tell telling".split())
_SAYING_ALONE = frozenset(
    "said says say saying argued argues arguing insisted insists insisting contends "
    "contended".split()
)
"""Verbs that hardly take an object, so that what follows is a clause."""
_FINITE_OR_PAST = compiled_later(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|should|may|might|can|do|does|did"
    r"|must|[a-z]{2,}ed|went|came|fell|rose|took|made|gave|got|knew|began|lost|won|sent|fled"
    r"|left|led|held|became|torched)\b|n['’]t\b"
)
_LEAD_KINDS = {
    word: "told"
    if word in _TELLING
    else "named"
    if kind in ("say", "while") and word not in _SAYING_ALONE
    else "say"
    if kind == "while"
    else kind
    for word, kind in _KINDS.items()
}
_DAY = compiled_later(words.DAYS)
_DAY_STARTS = frozenset(
    "late early earlier later just on monday tuesday wednesday thursday friday saturday "
    "sunday last this the in today yesterday recently tonight separately jan feb mar apr "
    "may jun jul aug sept sep oct nov dec january february march april june july august "
    "september october november december jan. feb. mar. apr. aug. sept. oct. nov. dec."
    .split()
)
_DATELINE = compiled_later(
    r"(?:[A-Z][\w .,’'/-]{2,40}?)?\((?:[A-Z][\w ./]{1,20})\) ?[-–—]+ |[A-Z]{3,}[\w .,’'/-]{0,30}? "
    r"(?:\([^)]{2,20}\) ?)?[-–—]+ |[A-Z]{4,}[A-Z .,’'/]*(?: \w+)? \d{1,2}: "
)
_CONNECTIVE = compiled_later(
    r"(?:However|Additionally|Moreover|Meanwhile|Furthermore|In addition|For example"
    r"|For instance|Besides|Therefore|Thus|Instead|Nevertheless|Nonetheless|Still|Yet"
    r"|Also|Similarly|Indeed|In fact|Consequently|As a result|But|And|Or|So), "
    r"|(?:But|And|Or|Yet|So|Still) (?=[\w“\"‘])"
)
_OPENING = compiled_later(
    r"(?:In|On|At|After|During|Earlier|Last|Meanwhile|However|For|By|Since|Before|Also"
    r"|Speaking|Asked|When|While|As|But|And)\b"
)
_APPOSITION = compiled_later(
    r"(?:a|an|the|who|one|its|his|her|editor|president|head|director|chief|chairman"
    r"|professor|spokesman|spokeswoman|spokesperson|author|analyst|minister|leader|founder"
    r"|member|senior|former|deputy|co-\w+|executive|vice|criminal|\d+|lead|founding|general"
    r"|managing|research|associate|assistant)\b"
)
_GOES_ON = (
    "adding|saying|citing|calling|accusing|slamming|warning|describing|noting|insisting"
    "|claiming|stressing|alleging|arguing|urging|referring|explaining|suggesting"
    "|confirming|acknowledging|condemning|demanding|asking|telling|reporting|quoting"
    "|denouncing|dismissing|rejecting|pointing out|predicting|promising|vowing|pledging"
)
_SAYS_TOO = (
    "said|says|called|calls|urged|urges|asked|denied|denies|accused|accuses|warned|warns"
    "|declined|refused|stopped|insisted|vowed|rejected|dismissed|referred|demanded|added|told"
    "|praised|condemned|criticized|criticised|blamed|described|thanked|stood by|promised"
)
_END = compiled_later(
    rf",[”\"’]? (?:(?:{_GOES_ON})\b|according to |without (?:[a-z]+ly )?[a-z]+ing\b"
    rf"|(?:and|but|while|before) (?:also |then |later |has |had |have )?(?:{_SAYS_TOO}"
    rf"|{_GOES_ON})\b|(?!which|who|and|but|as|that|when|while|if|because|where|so|including)"
    r"(?:[^\s,“”\"]+ ){1,6}(?:said|says|reported|reports|added|told [^\s,]+|wrote)\b)"
    rf"| (?:according to |(?:and|but|while|before) (?:also |then |later |has |had |have )?"
    rf"(?:{_SAYS_TOO}|{_GOES_ON})\b"
    r"|[—–] (?:something|an?|one|despite|[a-z]+ing|the first|which)\b(?![^.]* [—–] ))"
)


@lru_cache(maxsize=2)
def attributions(text: str) -> tuple[Attribution, ...]:
    """What is said in a text, by cue. Stretches may hold others and cross them."""
    return tuple(_Finder(text).find())


class _Finder:
    """Finds the attributions of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.marked = [span for span in quotations(text) if len(span) > 2]
        self.outer: list[Span] = []
        for span in self.marked:
            if not self.outer or span.start >= self.outer[-1].end:
                self.outer.append(span)
        self.starts = [span.start for span in self.outer]
        self.ends = [span.end for span in self.outer]
        self.sentences = sentence_bounds(text)

    def find(self) -> list[Attribution]:
        found: list[Attribution] = []
        places = [
            (match.start() + 1, match.end(), match.group()[1:])
            for match in _cue().finditer(self.text)
        ]
        if self.text.startswith("According to "):
            places.insert(0, (0, len("According to"), "According to"))
        for cue, end, word in places:
            one = self.of_cue(cue, end, word, found)
            if one is None or one.end - one.start <= 2:
                continue
            if one.rule == "around":
                comma = self.text.rfind(", ", one.start, cue)
                found.append(one._replace(end=comma))
                comma = self.text.find(", ", end)
                one = one._replace(start=comma + 2)
            found.append(one)
        return found

    def of_cue(
        self, cue: int, end: int, word: str, found: list[Attribution]
    ) -> Attribution | None:
        text, kind = self.text, _KINDS[word]
        place = bisect_right(self.sentences.starts, cue) - 1
        if place < 0 or self.sentences.ends[place] <= cue:
            return None
        low, high = self.sentences.starts[place], self.sentences.ends[place]
        if high - low > LONGEST_SENTENCE:
            return None
        inside = self._around(cue)
        if inside is not None:
            low, high = max(low, inside.start + 1), min(high, inside.end - 1)
        if kind == "according":
            return self._according(low, high, cue, end, found)
        if kind == "accuse":
            return self._accused(cue, end, high)
        before = text[max(low, cue - 24) : cue].split()
        previous = before[-1].lower() if before else ""
        if previous in words.HYPOTHETICAL or (
            len(before) > 1 and before[-2].lower() in words.HYPOTHETICAL - {"to", "if"}
        ):
            return None
        if inside is not None and _FIRST_PERSON().search(text, max(low, cue - 32), cue):
            return None
        if kind == "noun" or (word in words.TOLD_THAT and self._is_noun(word, previous)):
            return self._told(cue, end, high)
        if self._is_noun(word, previous):
            return None
        if kind == "while":
            return self._before(cue, end, high, word, "while")
        if word in words.SOMETIMES_NOUNS and _NOUN().match(text, end):
            return None
        boundary = self._boundary(low, cue)
        if boundary is not None and self.text[boundary - 1] in "”\"’'»":
            return self._after(low, boundary, cue, found)
        if kind == "after":
            return None
        if boundary is not None and not text[boundary + 1 : cue].strip():
            return self._inverted(low, boundary, cue, end, high, word, found)
        if text.startswith(", ", end) and boundary is None and kind == "say":
            comma = text.find(", ", low, cue)
            if 0 <= comma and len(text[low:comma].split()) < 4:
                if _FINITE().match(text, end + 2):
                    return Attribution(self._start(low), high, cue, "around")
                return self._said(end + 2, high, cue, "before")
        after = self._before(cue, end, high, word, "before") if before else None
        if after is not None:
            return after
        if boundary is None or kind == "that":
            return None
        if text[end : end + 2] == ", " and self._is_around(low, boundary, end, high):
            return Attribution(self._start(low), high, cue, "around")
        if not self._is_rest(end, high):
            return None
        return self._after(low, boundary, cue, found)

    def _inverted(
        self,
        low: int,
        comma: int,
        cue: int,
        end: int,
        high: int,
        word: str,
        found: list[Attribution],
    ) -> Attribution | None:
        """What is said where the cue follows a comma: “…, said X”, “X, the …, said …”."""
        after = self._before(cue, end, high, word, "before")
        if after is not None:
            stop = self.text.find(", ", after.start, high)
            stop = high if stop < 0 else stop
            if self.text.startswith(" that ", after.start - 6) or _FINITE().search(
                self.text, after.start, stop
            ):
                return after
        if _KINDS[word] != "say" or not _FINITE().search(self.text, low, comma):
            return None
        return self._after(low, comma, cue, found)

    def _around(self, cue: int) -> Span | None:
        """The quotation in which a cue stands."""
        place = bisect_right(self.starts, cue) - 1
        if place >= 0 and self.outer[place].end > cue:
            return self.outer[place]
        return None

    @staticmethod
    def _is_noun(word: str, previous: str) -> bool:
        return word in words.SOMETIMES_NOUNS and (
            previous in words.NOUN_BEHIND or previous.endswith(("’s", "'s", "s’"))
        )

    def _boundary(self, low: int, cue: int) -> int | None:
        """Where what is said ends, if the cue follows it: behind a mark or a comma.

        The comma is not in it.
        """
        text = self.text
        place = bisect_right(self.ends, cue) - 1
        if place >= 0 and self.ends[place] > low:
            last = self.outer[place]
            tail = text[last.end : cue]
            inner = text[last.end - 2]
            if inner in ",?!…—-.;" or tail[:1] == "," or not tail.strip():
                comma = tail.find(", ", 1)
                if inner in ",?!…—" or tail[:1] == "," or comma < 0:
                    return last.end if len(tail) < 200 else None
        comma = text.rfind(", ", low, cue)
        if comma < 0:
            return None
        speaker = text[comma + 2 : cue]
        if not speaker:
            before = text.rfind(", ", low, comma)
            if before >= 0 and _APPOSITION().match(text, before + 2):
                name = self._named(low, before)
                comma = comma if name is None else name
                speaker = text[comma + 2 : cue] if name is not None else ""
        elif _APPOSITION().match(speaker):
            name = self._named(low, comma)
            comma = comma if name is None else name
            speaker = text[comma + 2 : cue]
        first = speaker.split(" ", 1)[0].lower()
        longest = 2 * MOST_SPEAKER_WORDS if "," in speaker else MOST_SPEAKER_WORDS
        if first in words.NO_SPEAKER or len(speaker.split()) > longest:
            return None
        said = text[low:comma]
        if len(said.split()) < 3 or (
            _OPENING().match(said) and not _FINITE().search(said)
        ):
            return None
        return comma

    def _named(self, low: int, comma: int) -> int | None:
        """The comma before the name that ends at one; None where no name stands."""
        before = self.text.rfind(", ", low, comma)
        name = self.text[before + 2 : comma]
        if before < 0 or not name[:1].isupper() or len(name.split()) > 6:
            return None
        return before

    def _is_around(self, low: int, boundary: int, end: int, high: int) -> bool:
        """Whether an attribution between commas parts subject and predicate."""
        left = self.text[low:boundary]
        rest = self.text[end + 2 : high]
        return (
            len(left.split()) < 10
            and not _FINITE().search(left)
            and not re.match(rf"(?:{_GOES_ON}|and|but|who|which|while|with|as)\b", rest)
        )

    def _is_rest(self, end: int, high: int) -> bool:
        """Whether the sentence ends with where, when and to whom it was said."""
        word = _WORD().match(self.text, end, high)
        if word is None:
            return True
        return word[1].lower() in words.NO_CLAUSE or word[1].endswith("ly") or (
            _DAY().match(self.text, end + 1, high) is not None
            or self.text[end - 4 : end] in ("told", "ells")
        )

    def _start(self, low: int) -> int:
        """Where what a sentence says begins, behind dateline and connective."""
        for pattern in (_DATELINE(), _CONNECTIVE()):
            match = pattern.match(self.text, low, low + 90)
            low = match.end() if match else low
        return low

    def _after(
        self, low: int, boundary: int, cue: int, found: list[Attribution]
    ) -> Attribution | None:
        """What stands in front of its attribution."""
        place = bisect_right(self.ends, boundary) - 1
        last = self.outer[place] if place >= 0 and self.ends[place] == boundary else None
        start = self._start(low)
        if last is not None and (
            last.start <= max(start, low + 1)
            or self.text.endswith((":", ": "), start, last.start)
        ):
            start = last.start
        if (
            found
            and found[-1].start >= start
            and found[-1].rule in ("before", "according")
            and (last is None or found[-1].cue < last.start)
        ):
            return None
        return Attribution(start, boundary, cue, "after")

    def _before(
        self, cue: int, end: int, high: int, word: str, rule: str
    ) -> Attribution | None:
        """What stands behind its attribution."""
        text = self.text
        kind = _LEAD_KINDS[word]
        if word == "told" and _BE_BEHIND().search(text, max(0, cue - 8), cue):
            kind = "heard"
        for pattern in _leads(kind):
            lead = pattern.match(text, end, high)
            if lead is not None:
                start = lead.end()
                break
        else:
            if kind not in ("say", "named"):
                return None
            token = _WORD().match(text, end, high)
            if token is None:
                return None
            first = token[1].lower()
            if first in words.NO_CLAUSE or first.endswith("ly"):
                return None
            start = token.start(1)
            if first in _DAY_STARTS and _DAY().match(text, start, high):
                return None
            if kind == "named" and not self._is_clause(start, high):
                return None
        if _FINITE().match(text, start) and _WHAT().search(text, max(0, cue - 40), cue):
            return None
        return self._said(start, high, cue, rule)

    def _is_clause(self, start: int, high: int) -> bool:
        """Whether a finite verb stands soon behind `start`, and none “as saying”."""
        end = min(high, start + 110)
        finite = _FINITE_OR_PAST().search(self.text, start, end)
        stop = _RELATIVE().search(self.text, start, end)
        if finite is None or (stop and stop.start() < finite.start()):
            return False
        return " as saying" not in self.text[start:high]

    def _said(self, start: int, high: int, cue: int, rule: str) -> Attribution | None:
        """The stretch from `start` to where another thought begins."""
        text = self.text
        if text[start] in "“\"‘«":
            place = bisect_right(self.starts, start) - 1
            marked = self.outer[place] if place >= 0 else None
            if marked is not None and marked.start == start:
                rest = text[marked.end : high]
                if marked.end >= high - 1 or rest[:1] in ",;" or rest[:2] in (" —", " –"):
                    return Attribution(marked.start, marked.end, cue, rule)
        end = self._cut(start, high)
        if text.count(" ", start, end) < 2:
            return None
        return Attribution(start, end, cue, rule)

    def _cut(self, start: int, high: int) -> int:
        """Where what is said ends: before who says it, or what else is done."""
        for match in _END().finditer(self.text, start, high):
            place = match.start()
            inside = self._around(place)
            if inside is not None and inside.start > start:
                continue
            if place - start > 8:
                return place
        return high

    def _told(self, cue: int, end: int, high: int) -> Attribution | None:
        """What stands behind a noun of speech and “that”."""
        if not self.text.startswith(" that ", end):
            return None
        start = end + 6
        word = _WORD().match(self.text, start - 1, high)
        if word is None or _FINITE().match(word[1]):
            return None
        return self._said(start, high, cue, "noun")

    def _accused(self, cue: int, end: int, high: int) -> Attribution | None:
        match = _ACCUSED().match(self.text, end, high)
        return match and self._said(match.end(), high, cue, "accused")

    def _according(
        self, low: int, high: int, cue: int, end: int, found: list[Attribution]
    ) -> Attribution | None:
        text = self.text
        if cue - self._start(low) <= 1:
            comma = text.find(", ", end, high)
            if comma >= 0 and re.match(
                r"(?:an?|who|which|whose|published|released|compiled|led|one)\b",
                text[comma + 2 : comma + 14],
            ):
                further = text.find(", ", comma + 2, high)
                comma = further if further >= 0 else comma
            if comma < 0:
                return None
            return self._said(comma + 2, high, cue, "according")
        place = cue - 1
        if text[place - 1] == ",":
            place -= 1
            comma = text.find(", ", end, high)
            if comma >= 0 and self._is_around(low, place, comma, high):
                return Attribution(self._start(low), high, cue, "around")
        if found and found[-1].cue >= low and found[-1].end >= place - 2:
            return None
        return Attribution(self._start(low), place, cue, "according")
