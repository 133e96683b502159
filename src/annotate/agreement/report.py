"""Every figure of a comparison as one value, for the screen, the terminal and JSON."""

from __future__ import annotations

from statistics import fmean, pstdev
from typing import TYPE_CHECKING, NamedTuple

from annotate.agreement.chance import alpha, cohen_kappas, fleiss, share_inside
from annotate.agreement.confusion import Confusion, confusion
from annotate.agreement.layers import Unit, layers
from annotate.agreement.matching import HALF
from annotate.agreement.pairs import Pair, pairs_of
from annotate.agreement.semeval import Outcome, Scheme, semeval
from annotate.agreement.sheets import labels_of, narrowed
from annotate.agreement.unitizing import unitizing_alpha

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    from annotate.agreement.sheets import Sheet

__all__ = ["FEW", "Asked", "Figures", "Report", "Spread", "Warned", "report"]

FEW = 20
"""Below so many spans a figure says nothing: only the counts are shown."""
_RARE = 0.01
"""Below this share of the units inside, alpha hangs on a few spans."""


class Asked(NamedTuple):
    """Which figures are wanted, and how they are counted."""

    relaxed: Fraction = HALF
    """The least IoU of relaxed F1; 0 for any overlap."""
    unit: Unit = Unit.TOKEN
    semeval: bool = False
    kappa: bool = False
    unitizing: bool = False


class Spread(NamedTuple):
    """A figure over pairs of annotators, but for those where it is undefined."""

    mean: float | None
    """None when it is undefined for every pair."""
    sd: float | None
    """Of the population: these pairs are all there are."""
    pairs: int
    """For how many it is defined."""


class Warned(NamedTuple):
    """Why a label's figures are to be read with care."""

    is_few: bool
    """It has fewer spans than `FEW`."""
    is_rare: bool
    """It is so rare that alpha may be near 0 or below while F1 is high."""


class Figures(NamedTuple):
    """What is known of one label, or of all together."""

    label: str
    """"" for all together."""
    spans: int
    """Of all annotators, in articles that two or more finished."""
    exact: Spread
    relaxed: Spread
    alpha: float | None
    """On the layer of the label; for all together on the layer of any label."""
    share: float | None
    """The share of the units that are inside."""
    cohen: Spread | None
    """None when it was not asked for; so are the next ones."""
    fleiss: float | None
    unitizing: float | None
    schemes: Mapping[Scheme, Outcome]
    """Empty when they were not asked for."""

    @property
    def warned(self) -> Warned:
        """Why to read them with care."""
        is_rare = self.share is not None and self.share < _RARE
        is_odd = (
            self.alpha is not None
            and self.alpha <= 0
            and (self.exact.mean or 0) >= 1 / 2
        )
        return Warned(self.spans < FEW, self.spans > 0 and (is_rare or is_odd))


class Report(NamedTuple):
    """How far annotators agree."""

    asked: Asked
    people: tuple[str, ...]
    articles: int
    """Those that two or more finished."""
    articles_of_all: int
    """Those that everybody finished: what Fleiss' kappa and the like are over."""
    finished: Mapping[str, int]
    """How many articles each of the people finished."""
    labels: tuple[Figures, ...]
    overall: Figures
    pairs: tuple[Pair, ...]
    cohen: Mapping[str, tuple[float | None, ...]]
    """By label, "" for any, in the order of `pairs`; empty when not asked for."""
    confusion: Confusion


def report(
    sheets: Sequence[Sheet],
    people: Sequence[str],
    labels: Sequence[str] = (),
    asked: Asked = Asked(),  # noqa: B008 - a frozen value
) -> Report:
    """The figures of these people.

    Args:
        sheets: articles with everyone's marks; those of other people count nowhere.
        people: in the order in which pairs are made.
        labels: to compare; those without a mark are left out. Empty for all that are
            there, by id.
        asked: what else is wanted, and how it is counted.
    """
    wanted = set(people)
    sheets = tuple(
        sheet._replace(
            marks={name: marks for name, marks in sheet.marks.items() if name in wanted}
        )
        for sheet in sheets
    )
    counted = labels_of(sheets)
    shown = tuple(label for label in (labels or sorted(counted)) if counted[label])
    pairs = pairs_of(sheets, people, shown, asked.relaxed)
    by_label = layers(sheets, people, shown, asked.unit)
    cohen = (
        {label: cohen_kappas(by_label[label], people) for label in by_label}
        if asked.kappa
        else {}
    )

    def figures(label: str) -> Figures:
        """Of a label, or of all together where it is empty."""
        own = by_label[label]
        counts = [pair.labels[label] if label else pair.overall for pair in pairs]
        return Figures(
            label,
            counted[label] if label else sum(counted[each] for each in shown),
            _spread(each.f1 for each in counts),
            _spread(each.relaxed_f1 for each in counts),
            alpha(own),
            share_inside(own),
            _spread(cohen[label]) if asked.kappa else None,
            fleiss(own, people) if asked.kappa else None,
            unitizing_alpha(sheets, people, (label,) if label else shown)
            if asked.unitizing
            else None,
            _schemes(sheets, people, (label,) if label else shown)
            if asked.semeval
            else {},
        )

    return Report(
        asked,
        tuple(people),
        sum(len(sheet.marks) > 1 for sheet in sheets),
        sum(len(sheet.marks) == len(people) > 1 for sheet in sheets),
        {name: sum(name in sheet.marks for sheet in sheets) for name in people},
        tuple(map(figures, shown)),
        figures(""),
        pairs,
        cohen,
        confusion(sheets, people, shown, HALF, pairs),
    )


def _schemes(
    sheets: Sequence[Sheet], people: Sequence[str], labels: Sequence[str]
) -> dict[Scheme, Outcome]:
    return semeval(narrowed(sheets, labels), people)


def _spread(values: Iterable[float | None]) -> Spread:
    defined = [value for value in values if value is not None]
    if not defined:
        return Spread(None, None, 0)
    return Spread(fmean(defined), pstdev(defined), len(defined))
