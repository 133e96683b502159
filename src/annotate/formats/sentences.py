"""The tokens of a text, sentence by sentence, for formats that know both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.text.segments import sentence_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotate.model import Span

__all__ = ["sentences"]


def sentences(text: str, tokens: Iterable[Span]) -> list[list[Span]]:
    """The tokens in sentences: each token in one, in order, and no sentence empty.

    A sentence begins and ends with a token; a token over the end of a sentence belongs
    to that sentence. A line break always ends one.
    """
    found: list[list[Span]] = []
    end = 0
    for token in tokens:
        if token.start >= end:
            sentence = sentence_at(text, token.start)
            if sentence is not None or not found:
                found.append([])
                end = sentence.end if sentence else token.end
        found[-1].append(token)
    return found
