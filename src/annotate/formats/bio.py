"""Spans as tags of tokens, and tags as spans.

Written is BIO as of CoNLL-2002: `B-` at the first token of a span, `I-` at its others,
`O` outside. Read is that too, and IOB as of CoNLL-2003 (`B-` only where two spans of a
label touch), and the schemes that mark the last token (`E-`, `L-`) and the only one
(`S-`, `U-`, `W-`), some with `M-` inside: where a span begins is told as CoNLL's own
evaluation tells it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["OUTSIDE", "Chunk", "chunks", "flat", "is_tag", "tags"]

OUTSIDE = "O"

_TAG = re.compile(r"([BIMELSUW])[-_:](\S.*)")
_FIRST = frozenset("BSUW")
_LAST = frozenset("ELSUW")


class Chunk(NamedTuple):
    """A labelled run of tokens."""

    first: int
    after: int
    """The token after the last one."""
    label: str


def is_tag(text: str) -> bool:
    """Whether the text is a tag of one of the schemes."""
    return text in {OUTSIDE, "o"} or _TAG.fullmatch(text) is not None


def flat(found: Iterable[Chunk]) -> Iterator[Chunk]:
    """The chunks of one label that one column can hold, in order.

    Of those that overlap, the one that begins first is held, and of those that begin
    together the longest.
    """
    end = 0
    for chunk in sorted(found, key=lambda each: (each.first, -each.after)):
        if chunk.first >= end:
            yield chunk
            end = chunk.after


def tags(count: int, held: Iterable[Chunk]) -> list[str]:
    """The tags of so many tokens; no two of the chunks overlap."""
    found = [OUTSIDE] * count
    for first, after, label in held:
        found[first:after] = [f"I-{label}"] * (after - first)
        found[first] = f"B-{label}"
    return found


def chunks(column: Sequence[str]) -> Iterator[Chunk]:
    """The chunks of tags, in order; what is no tag is outside."""
    first, label = 0, ""
    ends_here = False
    for at, tag in enumerate((*column, OUTSIDE)):
        match = _TAG.fullmatch(tag)
        mark, name = match.groups() if match else (OUTSIDE, "")
        if label and (ends_here or mark in _FIRST or name != label):
            yield Chunk(first, at, label)
            label = ""
        if name and not label:
            first, label = at, name
        ends_here = mark in _LAST
