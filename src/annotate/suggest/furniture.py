"""Which lines of an article are the page's and not the story's.

Credits, subscription appeals and the like, told by words that stand in few stories.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain

__all__ = ["furniture"]

_STEMS = {
    "ubscri": ("ubscri",),
    "ewsletter": ("ewsletter",),
    "ign up": ("ign up",),
    "ting by": ("diting by", "eporting by"),
    "tribut": ("ontributed ",),
    "ll rights reserved": ("ll rights reserved",),
    "©": ("©",),
    "ead more": ("ead more",),
    "ead this article": ("ead this article",),
    "lick here": ("lick here",),
    "was originally": ("his article was originally", "his story was originally"),
    "upport our journalism": ("upport our journalism",),
    "dvertisement": ("dvertisement",),
    "Q": ("QR Code",),
    "@": ("ollow @",),
    "cookie": ("cookie",),
}
"""Parts of words, without the letter that may be a capital, that call for a look.

By what is looked for first: what is quicker to find than all of them.
"""


@cache
def _signs() -> re.Pattern[str]:
    return re.compile(
        r"\b[Ss]ubscribe (?:to|for|now|today)\b|\b(?:can|please|not yet) subscribe\b"
        r"|\b[Ss]ubscription (?:page|today)|\b[Ss]tart your subscription"
        r"|\b(?:[Ss]ign up (?:for|to)|[Gg]et) (?:\w+ ){0,4}(?:newsletter|inbox|alerts)"
        r"|\b(?:[Rr]eporting|[Ee]diting|[Ww]riting) by [A-Z]"
        r"|\bcontributed (?:to this (?:report|story)|reporting)\b"
        r"|[Aa]ll [Rr]ights [Rr]eserved|©|^\W*(?:Read|READ) (?:more|MORE|this article)"
        r"|\b[Cc]lick here\b|^\W*Advertisement\W*$|\bQR Code\b"
        r"|^This (?:article|story) was originally|\b[Ss]upport our journalism"
        r"|^\W*Follow (?:@|[A-Z][\w.]+ [A-Z][\w.]+ @)|\bour (?:use of )?cookies?\b",
        re.MULTILINE,
    )


def furniture(text: str) -> list[tuple[int, int]]:
    """Start and end of the lines that are furniture, in order."""
    lines: set[tuple[int, int]] = set()
    for stem in chain.from_iterable(
        stems for sign, stems in _STEMS.items() if sign in text
    ):
        place = text.find(stem)
        while place >= 0:
            start = text.rfind("\n", 0, place) + 1
            end = text.find("\n", place)
            end = len(text) if end < 0 else end
            # What marks furniture stands near its words: a line may be the whole text.
            near = max(start, place - 64), min(end, place + 64)
            if (start, end) not in lines and _signs().search(text, *near):
                lines.add((start, end))
            place = text.find(stem, end)
    return sorted(lines)
