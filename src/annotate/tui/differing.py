"""The differences between annotators, one by one, as a list of places."""

from __future__ import annotations

from itertools import combinations, groupby, islice
from typing import TYPE_CHECKING, NamedTuple

from annotate.agreement.differences import Kind, differences
from annotate.tui.screens.places import Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from annotate.agreement.differences import Difference
    from annotate.model import Annotation, Layer
    from annotate.store.reader import Reader

__all__ = ["MOST", "Wanted", "listed"]

MOST = 1000
"""So many differences are listed at a time."""
_MOST_CHARACTERS = 300


class Wanted(NamedTuple):
    """Which differences are asked for; everything empty asks for all."""

    people: tuple[str, ...]
    """Whose, in the order of pairs."""
    row: str = ""
    """Label of the first, or of either where people are more than two."""
    column: str = ""
    """Label of the second; the same as `row` for one label on other spans."""
    alone: str = ""
    """Label of what one of two has alone."""
    whose: Kind | None = None
    """MISSING for what the first has alone, EXTRA for the second, None for both."""

    def has(self, found: Difference) -> bool:
        """Whether a difference is one of them."""
        one, other = found.one, found.other
        if self.alone:
            shown = one or other
            is_alone = found.kind in {Kind.MISSING, Kind.EXTRA}
            is_whose = self.whose in {None, found.kind}
            return is_alone and is_whose and bool(shown and shown.label == self.alone)
        if not self.row:
            return True
        if one is None or other is None:
            return False
        labels = (one.label, other.label)
        wanted = (self.row, self.column)
        is_mirrored = len(self.people) > 2 and labels[::-1] == wanted
        return labels == wanted or is_mirrored


def listed(
    reader: Reader, wanted: Wanted, articles: Collection[str], me: str
) -> tuple[Place, ...]:
    """The first `MOST` differences in these articles, by article, pair and place."""
    layers = reader.layers(annotators=wanted.people, articles=articles)
    return tuple(islice(_places(layers, wanted, me), MOST)) if articles else ()


def _places(layers: Iterator[Layer], wanted: Wanted, me: str) -> Iterator[Place]:
    for _, group in groupby(layers, key=lambda layer: layer.article.id):
        of_article: dict[str, Layer] = {}
        for layer in group:
            if layer.annotator is not None and layer.status == "done":
                of_article[layer.annotator.id] = layer
        people = [name for name in wanted.people if name in of_article]
        for one, other in combinations(people, 2):
            found = differences(
                of_article[one].annotations, of_article[other].annotations
            )
            title = of_article[one].article.title
            for each in found:
                if wanted.has(each):
                    yield _place(each, (one, other), title, me)


def _place(found: Difference, pair: Sequence[str], title: str, me: str) -> Place:
    shown = [each for each in (found.one, found.other) if each is not None]
    mine = [each for each in shown if each.annotator == me]
    remark = str(found.kind)
    if found.kind in {Kind.MISSING, Kind.EXTRA}:
        lacking = pair[1] if found.kind is Kind.MISSING else pair[0]
        remark = f"{found.kind}: {lacking} has no such tag"
    return Place(
        tuple((mine or shown)[:1]),
        tuple((_flat(each), f"{each.label} by {each.annotator}") for each in shown),
        f"{remark} · {title}",
    )


def _flat(each: Annotation) -> str:
    """The quote in one line, of which the screen shows what fits."""
    return " ".join(each.quote[:_MOST_CHARACTERS].split())
