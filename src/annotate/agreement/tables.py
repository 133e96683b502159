"""Figures of agreement as tables of text, for the terminal and the screen alike.

A cell that has a heat, from 0 to 1, is part of a map; what it says stands in its text
as well. Undefined is "–", too few spans for a figure are shown by their number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotate.agreement.report import FEW
from annotate.agreement.semeval import Scheme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotate.agreement.report import Figures, Report, Spread

__all__ = [
    "UNDEFINED",
    "Cell",
    "Table",
    "confusion_table",
    "label_table",
    "matrix_table",
    "semeval_table",
    "shown",
    "warnings",
]

UNDEFINED = "–"
_SHADES = " ░▒▓█"
_UNITS = {"token": "tokens", "char": "characters"}
_LABEL_NOTE = (
    "± is the standard deviation over the pairs. alpha is on the {units} inside; "
    "overall, inside any label."
)
_UNITIZING_NOTE = (
    "alpha-u is over the articles that all of them finished, and undefined where one "
    "person's spans of one label overlap."
)
_MATRIX_NOTE = (
    "Exact F1 below the diagonal, relaxed F1 above it; n is the number of spans where "
    f"they are fewer than {FEW}."
)


class Cell(NamedTuple):
    """One cell of a table."""

    text: str
    heat: float | None = None
    """How much of the greatest value it is; None outside a map."""
    is_agreement: bool = False
    """Whether much heat is good: the diagonal of a table of labels."""

    @property
    def level(self) -> int:
        """Of the heat, from 0 for none at all to 4."""
        heat = self.heat or 0
        return 0 if heat <= 0 else min(1 + int(heat * 4), 4)

    @property
    def marked(self) -> str:
        """The text, with a sign for the heat before it where the cell is of a map."""
        return self.text if self.heat is None else f"{_SHADES[self.level]}{self.text}"


class Table(NamedTuple):
    """A table with a line above it and some below."""

    title: str
    heads: tuple[str, ...]
    """Of the columns; the first one is that of the names."""
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


def shown(value: float | None, digits: int = 3) -> str:
    """A figure for people; "–" where there is none."""
    if value is None:
        return UNDEFINED
    # -0.000 says no more than 0.000.
    return f"{round(value, digits) + 0:.{digits}f}"


def label_table(report: Report) -> Table:
    """Every figure that is over all pairs, for each label and overall."""
    heads = ["label", "spans", "exact F1", "±", "relaxed F1", "±", "alpha"]
    if report.asked.kappa:
        heads += ["Cohen", "±", "Fleiss"]
    if report.asked.unitizing:
        heads += ["alpha-u"]
    rows = [_figures(each, report) for each in (*report.labels, report.overall)]
    return Table(
        "By label, over all pairs of annotators",
        tuple(heads),
        tuple(rows),
        (
            _LABEL_NOTE.format(units=_UNITS[report.asked.unit]),
            *((_UNITIZING_NOTE,) if report.asked.unitizing else ()),
        ),
    )


def _figures(each: Figures, report: Report) -> tuple[Cell, ...]:
    is_few = each.warned.is_few

    def figure(value: float | None) -> Cell:
        return Cell("" if is_few else shown(value))

    def spread(value: Spread | None) -> tuple[Cell, Cell]:
        if value is None:
            return figure(None), figure(None)
        # One pair has no spread to speak of.
        return figure(value.mean), figure(value.sd) if value.pairs > 1 else Cell("")

    cells = [
        Cell(each.label or "overall"),
        Cell(str(each.spans)),
        *spread(each.exact),
        *spread(each.relaxed),
        figure(each.alpha),
    ]
    if report.asked.kappa:
        cells += [*spread(each.cohen), figure(each.fleiss)]
    if report.asked.unitizing:
        cells.append(figure(each.unitizing))
    return tuple(cells)


def warnings(report: Report) -> tuple[str, ...]:
    """What to keep in mind of labels that are rare."""
    found = []
    few = [each.label for each in report.labels if each.warned.is_few]
    if few:
        found.append(
            f"Fewer than {FEW} spans, so only the count is shown: {', '.join(few)}."
        )
    rare = [
        each.label
        for each in report.labels
        if each.warned.is_rare and not each.warned.is_few
    ]
    if rare:
        found.append(
            "Rare, so that alpha may be near 0 or below while F1 is high: "
            f"{', '.join(rare)}."
        )
    return tuple(found)


def matrix_table(report: Report, names: Sequence[str], label: str = "") -> Table:
    """Each annotator with each other: exact F1 below the diagonal, relaxed above.

    Args:
        report: the figures.
        names: of `report.people`, as they are shown.
        label: its figures; "" for all labels together.
    """
    people = report.people
    cells = [[Cell("")] * len(people) for _ in people]
    places = {name: at for at, name in enumerate(people)}
    for pair in report.pairs:
        counts = pair.labels[label] if label else pair.overall
        at, place = places[pair.one], places[pair.other]
        if counts.one + counts.other < FEW:
            spans = counts.one + counts.other
            exact = relaxed = Cell(f"n={spans}" if pair.articles else UNDEFINED)
        else:
            exact = Cell(shown(counts.f1, 2), counts.f1)
            relaxed = Cell(shown(counts.relaxed_f1, 2), counts.relaxed_f1)
        cells[place][at], cells[at][place] = exact, relaxed
    numbers = [str(number) for number in range(1, len(people) + 1)]
    rows = tuple(
        (
            Cell(f"{number} {name}"),
            Cell(str(report.finished[who])),
            *(cell._replace(is_agreement=True) for cell in row),
        )
        for number, name, who, row in zip(numbers, names, people, cells, strict=True)
    )
    what = f"{label}, each" if label else "Each"
    return Table(
        f"{what} annotator with each other",
        ("annotator", "articles", *numbers),
        rows,
        (_MATRIX_NOTE,),
    )


def confusion_table(report: Report) -> Table:
    """Which label is taken for which, as a heat map."""
    found = report.confusion
    largest = found.largest or 1

    def cell(count: int, *, is_agreement: bool = False) -> Cell:
        return Cell(str(count), count / largest, is_agreement)

    rows = [
        (
            Cell(label),
            *(cell(count, is_agreement=at == place) for place, count in enumerate(row)),
            cell(missed),
        )
        for at, (label, row, missed) in enumerate(
            zip(found.labels, found.counts, found.missed, strict=True)
        )
    ]
    if found.is_directed:
        one, other = report.people
        note = (
            f"Rows are {one}'s, columns {other}'s; spans are paired when half of them "
            "is common. alone: without a partner."
        )
        rows.append((Cell("alone"), *map(cell, found.spurious), Cell("")))
    else:
        note = (
            "How often one of two annotators had the one label and the other the "
            "other; spans are paired when half of them is common. alone: only one of "
            "the two had it."
        )
    return Table(
        "Which label is taken for which",
        ("label", *found.labels, "alone"),
        tuple(rows) if found.labels else (),
        (note,),
    )


def semeval_table(report: Report) -> Table:
    """The four schemes, overall and for each label."""
    rows = []
    for each in (report.overall, *report.labels):
        for scheme in Scheme:
            outcome = each.schemes[scheme]
            figures = (outcome.precision, outcome.recall, outcome.f1)
            rows.append(
                (
                    Cell(f"{each.label or 'overall'} {scheme}"),
                    *(Cell(str(count)) for count in outcome),
                    *(
                        Cell("" if each.warned.is_few else shown(one))
                        for one in figures
                    ),
                )
            )
    return Table(
        "SemEval-2013, the earlier annotator as the truth",
        (
            *("scheme", "correct", "incorrect", "partial", "missed", "spurious"),
            *("precision", "recall", "F1"),
        ),
        tuple(rows),
    )
