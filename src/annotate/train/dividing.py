"""What is learned from, and what is held out to see how well it was learned."""

from __future__ import annotations

import hashlib
from math import ceil
from typing import TYPE_CHECKING, Final, NamedTuple

from annotate.errors import AnnotateError
from annotate.formats.splitting import Share, divided
from annotate.formats.stories import stories
from annotate.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotate.model import Layer

__all__ = ["SHARES", "Divided", "NothingToLearn", "OneText", "divide", "portions"]

SHARES: Final = (0.25, 0.5, 0.75, 1.0)
"""How much of what there is to learn from each point of a learning curve has."""

_TRAINING, _HELD_OUT = "training", "held-out"


class NothingToLearn(AnnotateError):
    """There are no annotations."""

    def __init__(self) -> None:
        super().__init__(
            "There are no annotations to learn from; tag some articles first, or name "
            "others with --annotator, --layer, --label or --status."
        )


class OneText(AnnotateError):
    """All annotations are on one article, or on versions of one."""

    def __init__(self) -> None:
        super().__init__(
            "All annotations are on one text, and a model is measured on a text that "
            "it has not learned from; tag one more article."
        )


class Divided(NamedTuple):
    """The layers by article; the order of the articles follows from the seed."""

    training: tuple[tuple[Layer, ...], ...]
    held_out: tuple[tuple[Layer, ...], ...]


def divide(layers: Iterable[Layer], share: float, seed: int) -> Divided:
    """What to learn from and what to hold out, article by article.

    The same on every machine. An article without annotations counts where its annotator
    is done with it. Texts that are nearly alike stand on one side. At least one article
    is on each side.

    Args:
        layers: of all articles, those of one article one after the other or not.
        share: of the articles to hold out, more than 0 and less than 1.
        seed: another number gives another division.

    Raises:
        NothingToLearn: no layer has an annotation.
        OneText: there are not two texts to divide.
    """
    by_article: dict[str, list[Layer]] = {}
    found = False
    for layer in layers:
        if layer.annotator and (layer.annotations or layer.status is Status.DONE):
            by_article.setdefault(layer.article.id, []).append(layer)
            found = found or bool(layer.annotations)
    if not found:
        raise NothingToLearn
    groups = stories((each[0].article for each in by_article.values()), by_story=False)
    share = max(share, 1 / len(by_article))
    shares = (Share(_TRAINING, 1 - share), Share(_HELD_OUT, share))
    if len(groups) < 2:
        raise OneText
    parts = divided(groups, shares, seed)
    order = sorted(by_article, key=lambda article: _rank(seed, article))
    return Divided(
        *(
            tuple(tuple(by_article[each]) for each in order if parts[each] == part)
            for part in (_TRAINING, _HELD_OUT)
        )
    )


def portions(
    articles: Sequence[tuple[Layer, ...]],
) -> list[tuple[tuple[Layer, ...], ...]]:
    """The articles of each point of a learning curve, each with those before it.

    The last has all of them. Points that would have the same articles are one.
    """
    counts = sorted({ceil(share * len(articles)) for share in SHARES})
    return [tuple(articles[:count]) for count in counts]


def _rank(seed: int, name: str) -> bytes:
    return hashlib.sha256(f"order {seed}\0{name}".encode()).digest()
