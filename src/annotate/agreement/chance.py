"""Agreement beyond chance on binary layers: alpha, Cohen's kappa, Fleiss' kappa.

None where chance alone would give full agreement, since nothing can be measured there:
nobody has anything inside, or everybody has everything.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from annotate.agreement.bits import counted
from annotate.agreement.layers import whole_layers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotate.agreement.layers import LayerSheet

__all__ = ["alpha", "cohen_kappas", "fleiss", "fleiss_kappa", "share_inside"]


def alpha(sheets: Sequence[LayerSheet]) -> float | None:
    """Krippendorff's alpha for nominal data of any number of people, some missing.

    An article counts with those who finished it; with fewer than two it does not
    (Krippendorff 2004, Content Analysis, ch. 11).
    """
    inside = outside = 0
    differing = Fraction(0)
    for sheet in sheets:
        people = len(sheet.inside)
        if people < 2:
            continue
        total, squares = counted(sheet.inside.values())
        inside += total
        outside += people * sheet.size - total
        # Of each unit k of the people say inside: k (people - k) differing pairs.
        differing += Fraction(people * total - squares, people - 1)
    if not inside or not outside:
        return None
    return float(1 - (inside + outside - 1) * differing / (inside * outside))


def share_inside(sheets: Sequence[LayerSheet]) -> float | None:
    """The share of all people's units that are inside; None without any."""
    inside = every = 0
    for sheet in sheets:
        if len(sheet.inside) > 1:
            inside += sum(bits.bit_count() for bits in sheet.inside.values())
            every += len(sheet.inside) * sheet.size
    return inside / every if every else None


def cohen_kappas(
    sheets: Sequence[LayerSheet], people: Sequence[str]
) -> tuple[float | None, ...]:
    """Cohen's kappa of every two people in order, over the articles both finished.

    (Cohen 1960.)
    """
    found = []
    for (mine, can), (theirs, could) in combinations(whole_layers(sheets, people), 2):
        units = (can & could).bit_count()
        one, other = (mine & could).bit_count(), (theirs & can).bit_count()
        both = (mine & theirs).bit_count()
        same = units - one - other + 2 * both
        # Times the square of the units, to stay with whole numbers.
        chance = one * other + (units - one) * (units - other)
        left = units * units - chance
        found.append((units * same - chance) / left if left else None)
    return tuple(found)


def fleiss(sheets: Sequence[LayerSheet], people: Sequence[str]) -> float | None:
    """Fleiss' kappa over the articles that all of these people finished."""
    units = inside = squares = 0
    for sheet in sheets:
        if len(sheet.inside) == len(people):
            total, square = counted(sheet.inside.values())
            units += sheet.size
            inside += total
            squares += square
    outside = units * len(people) - inside
    # (people - k) squared, summed over the units.
    outside_squares = units * len(people) ** 2 - 2 * len(people) * inside + squares
    return fleiss_kappa(
        units, len(people), (inside, outside), squares + outside_squares
    )


def fleiss_kappa(
    units: int, people: int, totals: Sequence[int], squares: int
) -> float | None:
    """Fleiss' kappa (1971).

    Args:
        units: how many were judged.
        people: how many judged each of them.
        totals: how often each answer was given.
        squares: the sum, over units and answers, of how many gave it, squared.
    """
    answers = units * people
    if people < 2 or not units:
        return None
    observed = Fraction(squares - answers, answers * (people - 1))
    chance = sum(Fraction(total, answers) ** 2 for total in totals)
    return None if chance == 1 else float((observed - chance) / (1 - chance))
