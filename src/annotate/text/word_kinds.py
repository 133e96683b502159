"""Which kinds of words there are in English news prose, and which words are of which.

A kind is one letter, so that a sentence becomes a short string that patterns read:
“Officials said the dam was safe.” is `CrdNXN.` All are of Latin-1, since
strings of one byte a letter are joined and cut faster than those of two.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from annotate.text import verbs

__all__ = ["KINDS", "NO_NAMES", "SIGNS", "kinds_of_words"]

KINDS: Final = {
    "N": "noun, adjective or any word not known",
    "m": "noun in the plural",
    "C": "capitalised word not known",
    "U": "word of capitals alone",
    "#": "number",
    "d": "determiner or possessive: the, its, some",
    "p": "subject pronoun: he, there",
    "P": "object pronoun: him, themselves",
    "D": "day or time: Monday, today",
    "i": "preposition",
    "o": "to",
    "t": "that",
    "w": "which, who, whose",
    "W": "where",
    "Y": "what, how, why, whether",
    "a": "and, or",
    "u": "but, yet",
    "S": "so",
    "s": "because, although",
    "V": "while",
    "k": "if, when, unless",
    "j": "after, before, since",
    "K": "as",
    "l": "adverb",
    "n": "not, never",
    "X": "finite form of be",
    "x": "finite auxiliary: has, will, could, did, cannot",
    "h": "should, ought",
    "y": "be, been, being",
    "c": "pronoun with auxiliary: it’s, they’ve",
    "v": "finite verb and nothing else: went, becomes",
    "e": "past or participle: killed, made",
    "q": "participle alone: taken",
    "z": "third person or plural noun: plans",
    "b": "base form or noun: plan",
    "B": "base form alone: become",
    "g": "form in -ing",
    "r": "said, says, say",
    "E": "past or participle of a verb of saying: claimed",
    "Z": "present of one, or its noun: claims",
    "T": "told, tells",
    "f": "past or present of a verb that reports with “that”: showed, finds",
    "M": "noun that takes “that”: evidence",
    "R": "verb of saying in -ing: adding",
    "A": "finite form of a speech act: accused, urges",
    "F": "denied, denies",
    "G": "speech act in -ing: urging",
    "Q": "according",
    ".": "full stop", "?": "question mark", "!": "exclamation mark", ",": "comma",
    ";": "semicolon", ":": "colon", "-": "dash", "(": "bracket", ")": "bracket",
    "«": "opening quotation mark", "»": "closing quotation mark",
    "'": "apostrophe or closing single mark", "_": "any other sign",
    "|": "white space between sentences",
}  # fmt: skip
NO_NAMES: Final = "vezbBgqEZRAGFfMNm#"
"""Kinds of words that are names where they have a capital inside a sentence."""
SIGNS: Final = {
    ".": ".", "?": "?", "!": "!", ",": ",", ";": ";", ":": ":", "(": "(", "[": "(",
    ")": ")", "]": ")", "“": "«", "”": "»", "«": "«", "»": "»", "„": "«", "‘": "«",
    "’": "'", "—": "-", "–": "-", "…": ":", "...": ":", "&": "a",
}  # fmt: skip
"""The kind of each sign that has one."""

_CLOSED: Final = {
    "d": (
        "a an the this these those his its their our my your her all some any no "
        "every each many most several another such other more few fewer less either "
        "neither half enough much certain various whose"
    ),
    "p": "i he she we they you it there who’d",
    "P": ("him them us me himself herself itself themselves ourselves myself yourself"),
    "D": (
        "monday tuesday wednesday thursday friday saturday sunday today yesterday "
        "tomorrow tonight overnight week month year weekend morning night afternoon "
        "evening"
    ),
    "i": (
        "in of at by for from with on over under into onto through during against "
        "among between across amid amidst around behind below beneath beside besides "
        "beyond despite except inside near off outside per toward towards upon via "
        "within without like unlike than about above along alongside past throughout "
        "following including regarding concerning versus vs ahead due up down out"
    ),
    "o": "to",
    "t": "that",
    "w": "which who whom",
    "W": "where",
    "Y": "what how why whether whatever whoever",
    "a": "and or nor & plus",
    "u": "but however",
    "S": "so",
    "s": "because although though whereas",
    "V": "while whilst",
    "k": "if when unless once whenever wherever provided",
    "j": "after before until till since",
    "K": "as",
    "l": (
        "both also still yet already now then even only just later earlier again ever "
        "often sometimes always soon too thus therefore instead meanwhile perhaps "
        "maybe almost nearly quite rather very indeed nevertheless nonetheless "
        "moreover furthermore otherwise afterwards afterward here twice abroad "
        "together ago first likewise away back long far well mostly "
        "elsewhere overall"
    ),
    "n": "not never n't n’t",
    "X": ("is are was were am isn't isn’t aren't aren’t wasn't wasn’t weren't weren’t"),
    "x": (
        "has have had do does did will would can could may might must shall cannot "
        "hasn't hasn’t haven't haven’t hadn't hadn’t don't don’t doesn't doesn’t "
        "didn't didn’t won't won’t wouldn't wouldn’t can't can’t couldn't couldn’t "
        "mustn't mustn’t mightn't mightn’t"
    ),
    "h": "should ought shouldn't shouldn’t",
    "y": "be been being",
    "r": "said says say",
    "T": ("told tells tell informed informs assured assures reminded reminds notified"),
    "M": (
        "evidence allegation allegations speculation fears accusation accusations "
        "belief news rumour rumours rumor rumors indication indications assertion "
        "assertions suggestion suggestions perception assessment assumption "
        "conclusion confirmation revelation announcement warning warnings estimates "
        "criticism concern concerns complaints worries doubt doubts hopes prospect "
        "possibility risk idea notion argument theory proof testimony admission "
        "acknowledgement reassurances assurances chance likelihood realisation "
        "realization insistence impression finding findings"
    ),
    "Q": "according",
    "g": "having",
    "B": "become come",
    "b": "hope wish need",
    "z": "wishes needs",
    "e": "based born",
    "N": (
        "last next past united red bed seed hundred hundreds thousands naked sacred "
        "wicked rugged aged deed weed greed indeed embed infrared biped shed sled "
        "kindred meeting building spring king ring thing things nothing something "
        "anything everything string wing sibling ceiling wedding funding housing "
        "training beijing family early daily friendly only likely unlikely monthly "
        "weekly yearly italy july ally assembly elderly deadly costly holy ugly "
        "jelly belly lonely lovely lively timely orderly anomaly offspring sterling "
        "earnings proceedings holdings savings bearing shopping darling news "
        "politics christmas"
    ),
    "m": (
        "people police men women children authorities media troops forces officials "
        "critics experts analysts species series headquarters staff crew"
    ),
}
"""Words of each kind."""
_VERBS_ALONE: Final = {
    "F": "denied denies deny",
    "Z": "think write",
    "r": "thinks writes believes believe insists argues adds",
    "E": "thought wrote",
    "q": "written gone seen done shown",
    "R": "saying telling writing",
    "A": "refers referred calls called cited wished",
    "G": "referring slamming calling citing quoting",
    "g": "going doing",
    "v": "goes went means sees",
    "B": "go",
    "e": "posted meant",
    "f": (
        "signaled know feels felt knows knew found finds shows showed heard understand "
        "understands understood"
    ),
    "b": "mean",
    "T": "tells",
    "i": "during including following regarding concerning",
    "Q": "according",
}
"""Forms of verbs that are of another kind than the lists of verbs make them."""
_CONTRACTED: Final = (
    "i'm i've i'd i'll you're you've you'd you'll he's he'd he'll she's she'd she'll "
    "it's it'd it'll we're we've we'd we'll they're they've they'd they'll there's "
    "that's there'd there'll what's here's that'd that'll"
)
_NUMBERS: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty "
    "seventy eighty ninety hundred thousand million billion trillion dozen dozens"
)


@cache
def kinds_of_words() -> dict[str, str]:
    """The kind of each word that is listed, in small letters."""
    known: dict[str, str] = {}
    also_nouns = frozenset(verbs.NOUNS_TOO.split())
    mainly_past = frozenset(verbs.MAINLY_PAST.split())
    for listed, group in (
        (verbs.DOING, ("e", "z", "b", "B", "g")),
        (verbs.SHOWING, ("f", "f", "b", "f", "g")),
        (verbs.URGING, ("A", "A", "b", "B", "G")),
        (verbs.SAYING, ("E", "Z", "Z", "Z", "R")),
    ):
        past, third, noun, bare, ing = group
        for verb in listed.split():
            form = verbs.forms(verb)
            is_noun = form.base in also_nouns
            known[form.ing] = ing
            if form.participle != form.past:
                known[form.participle] = "q"
            known[form.base] = noun if is_noun else bare
            if is_noun and third != "Z":
                known[form.third] = "z"
            else:
                known[form.third] = "v" if third == "z" else third
            is_past = form.participle != form.past or form.past in mainly_past
            known[form.past] = "v" if past == "e" and is_past else past
    known.update(dict.fromkeys(verbs.MAINLY_THIRD.split(), "v"))
    for listing in (_CLOSED, _VERBS_ALONE):
        for kind, words in listing.items():
            known.update(dict.fromkeys(words.split(), kind))
    known.update(dict.fromkeys(_NUMBERS.split(), "#"))
    for word in _CONTRACTED.split():
        known[word] = known[word.replace("'", "’")] = "c"
    return known
