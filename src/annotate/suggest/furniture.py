"""Which lines of an article are the page's and not the story's.

Credits, subscription appeals and the like, told by words that stand in few stories.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotate.text.patterns import compiled_later
from annotate.text.readings import readings
from annotate.text.sign_words import page_places

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["furniture"]

_NEAR = 64
"""Code points on either side of a word in which furniture shows."""


_AT_THE_START = compiled_later(
    r"\W*(?:Read|READ) (?:more|MORE|this article)|\W*Advertisement\W*$"
    r"|This (?:article|story) was originally"
    r"|\W*Follow (?:@|[A-Z][\w.]+ [A-Z][\w.]+ @)",
    re.MULTILINE,
)
_ANYWHERE = compiled_later(
    # One set of letters first, so that a search passes over all others quickly.
    r"[SscpnGgRrEeWwAaCQo©](?:(?<=©)|(?<=\b.)(?:"
    r"(?<=[Ss])(?:ubscribe (?:to|for|now|today)\b|ubscription (?:page|today)"
    r"|tart your subscription|upport our journalism)"
    r"|(?:(?<=c)an|(?<=p)lease|(?<=n)ot yet) subscribe\b"
    r"|(?:(?<=[Ss])ign up (?:for|to)|(?<=[Gg])et) "
    r"(?:\w+ ){0,4}(?:newsletter|inbox|alerts)"
    r"|(?:(?<=[Rr])eporting|(?<=[Ee])diting|(?<=[Ww])riting) by [A-Z]"
    r"|(?<=c)ontributed (?:to this (?:report|story)|reporting)\b"
    r"|(?<=[Aa])ll [Rr]ights [Rr]eserved|(?<=[Cc])lick here\b|(?<=Q)R Code\b"
    r"|(?<=o)ur (?:use of )?cookies?\b))"
)


def furniture(text: str) -> list[tuple[int, int]]:
    """Start and end of the lines that are furniture, in order."""
    lines: set[tuple[int, int]] = set()
    start = end = tested = -1
    for place in _places(text):
        if not start <= place < end:
            start = text.rfind("\n", 0, place) + 1
            end = text.find("\n", place)
            end = len(text) if end < 0 else end
        elif abs(place - tested) < _NEAR // 2:
            # A line may be the whole text, and hold nothing else.
            continue
        tested = place
        near = max(start, place - _NEAR), min(end, place + _NEAR)
        if (start, end) not in lines and (
            _ANYWHERE().search(text, *near)
            or (near[0] == start and _AT_THE_START().match(text, *near))
        ):
            lines.add((start, end))
    return sorted(lines)


def _places(text: str) -> Iterator[int]:
    for reading in readings(text):
        yield from page_places(reading)
    for stem in ("©", "ollow @"):
        place = text.find(stem) if stem[-1] in text else -1
        while place >= 0:
            yield place
            place = text.find(stem, place + 1)
