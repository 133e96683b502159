"""What a model that has learned suggests for texts."""

from __future__ import annotations

from collections import deque
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from annotate.suggest.proposal import Proposal
from annotate.text.trimming import snap, trim_blanks
from annotate.train.pieces import cuts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["RULE", "suggest_with"]

RULE: Final = "spancat"
"""What a suggestion of a model names as its rule."""
_BATCH: Final = 32


def suggest_with(
    pipeline: Language, key: str, texts: Iterable[str]
) -> Iterator[tuple[Proposal, ...]]:
    """What the pipeline suggests for each text, by start, then longest first.

    The label is an id of the scheme that it learned, not a colour role. The score is
    the pipeline's own. Of suggestions of one label that overlap, the one with the
    highest score is made, and of equal ones the first and longest.

    Args:
        pipeline: with a span categorizer.
        key: where that puts its spans.
        texts: read as they are needed, some pieces ahead.
    """
    waiting: deque[tuple[str, list[int]]] = deque()

    def read() -> Iterator[str]:
        for text in texts:
            edges = cuts(text)
            waiting.append((text, edges))
            for start, end in pairwise(edges):
                yield text[start:end]

    docs = pipeline.pipe(read(), batch_size=_BATCH)
    for first in docs:
        # Texts have at least one piece, so that the doc is of the one that waits.
        text, edges = waiting.popleft()
        found = list(_best(_proposals(first, key, 0, text)))
        for offset in edges[1:-1]:
            found += _best(_proposals(next(docs), key, offset, text))
        yield tuple(found)


def _proposals(doc: Doc, key: str, offset: int, text: str) -> Iterator[Proposal]:
    group = doc.spans[key]
    # A doc without candidates has no scores.
    for span, score in zip(group, group.attrs.get("scores", ()), strict=True):
        whole = snap(text, offset + span.start_char, offset + span.end_char)
        trimmed = trim_blanks(text, whole.start, whole.end)
        if trimmed is not None:
            yield Proposal(
                trimmed.start, trimmed.end, span.label_, RULE, round(float(score), 4)
            )


def _best(found: Iterable[Proposal]) -> list[Proposal]:
    chosen: list[Proposal] = []
    for each in sorted(found, key=_rank):
        if not any(_clash(each, other) for other in chosen):
            chosen.append(each)
    return sorted(chosen, key=_place)


def _clash(one: Proposal, other: Proposal) -> bool:
    return one.label == other.label and one.start < other.end and other.start < one.end


def _rank(each: Proposal) -> tuple[float, int, int, str]:
    return -each.score, *_place(each)


def _place(each: Proposal) -> tuple[int, int, str]:
    return each.start, -each.end, each.label
