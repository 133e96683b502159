"""Which lines of an article are the page's and not the story's.

Credits, subscription appeals and the like, told by words that stand in few stories.
"""

from __future__ import annotations

import re
from functools import cache

from annotate.text.sign_words import sign_words

__all__ = ["furniture"]


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
    stems = [*sign_words(text).page, "©"]
    if "@" in text:
        stems.append("ollow @")
    for stem in stems:
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
