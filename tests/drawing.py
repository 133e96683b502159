"""Selections drawn into a text: `[` and `]` around what is selected, `|` at the head.

"The [mayor|] said" runs forward, "The [|mayor] said" backward, "The |mayor" is bare.
"""

from __future__ import annotations

from annotate.text.selection import Selection

__all__ = ["draw", "parse"]


def parse(drawing: str) -> tuple[str, Selection]:
    """The text without the marks, and the selection they draw."""
    text = ""
    places: dict[str, int] = {}
    for char in drawing:
        if char in "[|]" and char not in places:
            places[char] = len(text)
        else:
            text += char
    head = places["|"]
    start, end = places.get("[", head), places.get("]", head)
    assert head in (start, end), f"the head is at neither end: {drawing!r}"
    return text, Selection(start if head == end else end, head)


def draw(text: str, selection: Selection) -> str:
    """The text with the selection drawn into it."""
    start, end = selection.start, selection.end
    if selection.is_bare:
        return f"{text[:start]}|{text[start:]}"
    inside = text[start:end]
    marked = f"{inside}|" if selection.head == end else f"|{inside}"
    return f"{text[:start]}[{marked}]{text[end:]}"
