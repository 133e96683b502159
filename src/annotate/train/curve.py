"""How well models learn from more and more articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotate.suggest.evaluation import Agreement, agreement
from annotate.train.dividing import portions
from annotate.train.learning import learn
from annotate.train.pipeline import SPANS
from annotate.train.suggesting import suggest_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from annotate.model import Layer
    from annotate.train.dividing import Divided
    from annotate.train.learning import Learned, Settings

__all__ = ["Point", "curve", "measure"]


@dataclass(frozen=True, slots=True)
class Point:
    """One model of a learning curve."""

    articles: int
    """It learned from so many."""
    annotations: int
    by_label: dict[str, Agreement]
    """How it agrees with the articles held out."""
    learned: Learned

    @property
    def overall(self) -> Agreement:
        """All labels together."""
        return sum(self.by_label.values(), Agreement())


def curve(
    divided: Divided,
    settings: Settings,
    passed: Callable[[float], object],
    *,
    is_whole: bool = True,
) -> Iterator[Point]:
    """The points, from few articles to all; the last one only unless `is_whole`.

    Each model begins anew; all are measured on the same articles.

    Args:
        divided: what to learn from, and what is held out.
        settings: how to learn.
        passed: called with what part of the work has been done since the last call.
        is_whole: whether all points are wanted.
    """
    wanted = portions(divided.training)
    if not is_whole:
        wanted = wanted[-1:]
    held_out = [layer for layers in divided.held_out for layer in layers]
    work = sum(len(articles) for articles in wanted)
    for articles in wanted:
        layers = [layer for layers in articles for layer in layers]
        share = len(articles) / work
        learned = learn(layers, settings, _scaled(passed, share))
        yield Point(
            len(articles),
            sum(len(layer.annotations) for layer in layers),
            measure(learned, held_out, settings.labels),
            learned,
        )


def measure(
    learned: Learned, layers: Sequence[Layer], labels: Sequence[str]
) -> dict[str, Agreement]:
    """How the model agrees with the layers, by label.

    Each layer is right by itself: where several people tagged an article, the
    suggestions for it are measured against each of them, and the counts are added up.
    """
    found = dict.fromkeys(labels, Agreement())
    texts = (layer.article.text for layer in layers)
    suggested = suggest_with(learned.pipeline, SPANS, texts)
    for layer, proposals in zip(layers, suggested, strict=True):
        for label in labels:
            right = {row.span for row in layer.annotations if row.label == label}
            made = {each.span for each in proposals if each.label == label}
            found[label] += agreement(right, made)
    return found


def _scaled(passed: Callable[[float], object], share: float) -> Callable[[float], None]:
    def tell(part: float) -> None:
        passed(part * share)

    return tell
