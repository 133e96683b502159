"""A pipeline learns its lessons, in bounded time and the same way every time."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from annotate.formats.extras import require
from annotate.train.lessons import (
    lessons,
    longest_span,
    refresh,
    suggest_candidates,
)
from annotate.train.pipeline import CATEGORIZER, EXTRA, FINDER, blank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.language import Language
    from spacy.training import Example

    from annotate.model import Layer
    from annotate.train.lessons import Lesson

__all__ = ["Learned", "Settings", "learn"]

_WORDS: Final = 2_000_000
"""Words that are looked at in all, when one round has not more: some minutes."""
_STEP: Final = 200
"""Words of a step."""
_FRESH: Final = 2
"""Rounds after which the span finder is asked for candidates again."""
_NOTHING: Final = 0.002
"""What a round costs, on average, when there is nothing left to learn."""
_IN_A_ROW: Final = 4


@dataclass(frozen=True, slots=True)
class Settings:
    """How to learn."""

    labels: tuple[str, ...]
    language: str = "en"
    seed: int = 0
    rounds: int = 20
    """How often each piece is looked at, at most."""


@dataclass(frozen=True, slots=True)
class Learned:
    """A pipeline that has learned, and how."""

    pipeline: Language
    rounds: int
    longest: int
    """Words of the longest span that it can find."""
    unmet: int
    """Spans whose edges are inside words, learned with the words around."""
    too_long: int
    """Spans that were too long to learn."""


def learn(
    layers: Sequence[Layer],
    settings: Settings,
    passed: Callable[[float], object] = lambda _share: None,
) -> Learned:
    """A pipeline that has learned from the layers.

    It looks at all of them up to `settings.rounds` times, fewer when they are many or
    when nothing is left to learn. The same layers in the same order and the same
    settings give the same pipeline. The chance of Python and numpy is seeded for that,
    for all of the process.

    Args:
        layers: at least one annotation among them.
        settings: how to learn.
        passed: called with what part of the work has been done since the last call;
            the parts add up to 1.

    Raises:
        NoSuchLanguage: spaCy lacks the language, or a package for it.
        MissingExtra: spaCy is not installed.
    """
    spacy = require("spacy", EXTRA, what="A model")
    spacy.util.fix_random_seed(settings.seed)
    longest = longest_span(layers, blank(settings.language, (), 1))
    pipeline = blank(settings.language, settings.labels, longest)
    found = lessons(layers, pipeline, longest)
    size = sum(lesson.size for lesson in found)
    rounds = max(1, min(settings.rounds, _WORDS // max(size, 1)))
    history: list[float] = []

    def looked_at(words: int) -> None:
        passed(words / (size * rounds))

    losses = _rounds(found, pipeline, longest, settings, looked_at)
    for loss in losses:
        history.append(loss)
        recent = history[-_IN_A_ROW:]
        if len(history) >= rounds or (
            len(recent) == _IN_A_ROW and max(recent) < _NOTHING
        ):
            break
    passed(1 - len(history) / rounds)
    return Learned(
        pipeline,
        len(history),
        longest,
        sum(lesson.unmet for lesson in found),
        sum(lesson.too_long for lesson in found),
    )


def _rounds(
    found: Sequence[Lesson],
    pipeline: Language,
    longest: int,
    settings: Settings,
    looked_at: Callable[[int], object],
) -> Iterator[float]:
    """Learns a round whenever one is asked for; the loss of each."""
    from thinc.api import Adam  # noqa: PLC0415  comes with spaCy

    examples = [lesson.example for lesson in found]
    pipeline.initialize(lambda: examples)
    categorizer = pipeline.get_pipe(CATEGORIZER)
    own = categorizer.suggester  # type: ignore[attr-defined]  # a span categorizer
    optimizer = Adam(0.003, L2=0.01, grad_clip=1.0)
    chance = random.Random(settings.seed)  # noqa: S311  must be the same each time
    number = 0
    while True:
        if number % _FRESH == 0 and number:
            refresh(found, pipeline, longest)
        losses: dict[str, float] = {}
        categorizer.suggester = suggest_candidates  # type: ignore[attr-defined]  # the same
        try:
            for batch in _batches(found, chance):
                pipeline.update(batch, sgd=optimizer, losses=losses, drop=0.1)
                looked_at(sum(len(example.predicted) for example in batch))
        finally:
            categorizer.suggester = own  # type: ignore[attr-defined]  # the same
        number += 1
        # The finder learns from all words, the categorizer from more candidates as it
        # goes: only what each costs on average can be compared with earlier rounds.
        words = sum(lesson.size for lesson in found)
        candidates = sum(lesson.candidates for lesson in found)
        yield losses[FINDER] / words + losses[CATEGORIZER] / candidates


def _batches(found: Sequence[Lesson], chance: random.Random) -> Iterator[list[Example]]:
    """The lessons in another order each time, some at once."""
    shuffled = list(found)
    chance.shuffle(shuffled)
    batch: list[Example] = []
    size = 0
    for lesson in shuffled:
        batch.append(lesson.example)
        size += lesson.size
        if size >= _STEP:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
