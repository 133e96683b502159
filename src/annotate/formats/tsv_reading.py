"""A WebAnno TSV 3 file becomes the values of a CAS.

Spans and the relations between them are read, from whichever layers the head of the
file declares; chains and slots are counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.formats.cas_values import Cas, Structure
from annotate.formats.features import SpanLayer, chosen, is_read
from annotate.formats.tsv_sheet import sheet_of
from annotate.formats.tsv_text import values_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotate.formats.importing import Spot
    from annotate.formats.tsv_sheet import Columns, Row, Sheet

__all__ = ["cas_of"]


def cas_of(data: str, spot: Spot) -> Cas | None:
    """What the text of a file holds; None, and problems, when it is none."""
    sheet = sheet_of(data, spot)
    return _Reading(sheet, spot).cas() if sheet else None


class _Reading:
    """A sheet that is being read."""

    def __init__(self, sheet: Sheet, spot: Spot) -> None:
        self._sheet = sheet
        self._spot = spot
        self._found: dict[str, Structure] = {}
        """The annotations by their ids."""
        self._numbered: dict[str, Structure] = {}
        """Those with a number that tells them apart, by it."""
        self._on: dict[tuple[str, str], list[Structure]] = {}
        """The annotations by layer and row."""

    def cas(self) -> Cas:
        """What the sheet holds."""
        cas = Cas()
        cas.text = self._sheet.text
        for layer in self._sheet.layers:
            self._count_left(layer, cas)
            if layer.kind == "SP":
                for row in self._sheet.rows:
                    self._take_spans(layer, row)
                if is_read(layer.layer):
                    names = tuple(filter(None, layer.features))
                    cas.layers[layer.layer] = SpanLayer(
                        layer.layer, names, chosen(names)
                    )
        for each in self._found.values():
            if each.type not in cas.layers:
                cas.left[each.type] += 1
            elif each.values["begin"] == each.values["end"]:
                cas.left[f"{each.type} without length"] += 1
            else:
                cas.spans.append(each)
        for layer in self._sheet.layers:
            for row in self._sheet.rows if layer.base else ():
                cas.relations += self._relations(layer, row)
        return cas

    def _count_left(self, layer: Columns, cas: Cas) -> None:
        """Count what stands in the columns of chains and slots."""
        columns = {f"slots of {layer.layer}": column for column in layer.slots}
        if layer.kind == "CH":
            columns |= {f"{n} of {layer.layer}": c for n, c in layer.features.items()}
        for name, column in columns.items():
            for row in self._sheet.rows:
                cas.left[name] += row.cells[column] not in {"_", "*"}

    def _take_spans(self, layer: Columns, row: Row) -> None:
        """Take the annotations of a layer on a row, or make them longer."""
        here = self._on.setdefault((layer.layer, row.id), [])
        for number, values in _stacked(layer, row):
            known = self._numbered.get(number)
            if known is None:
                name = f"{row.id}[{number}]" if number else row.id
                while name in self._found:
                    name += "+"
                values["begin"] = str(row.begin)
                known = Structure(row.line, name, layer.layer, values)
                self._found[name] = known
                if number:
                    self._numbered[number] = known
            elif known.type != layer.layer or any(
                known.values.get(feature, value) != value
                for feature, value in values.items()
            ):
                self._spot.on(row.line).problem(
                    "", f"[{number}] stands for two annotations; number them anew"
                )
            known.values.update(values, end=str(row.end))
            here.append(known)

    def _relations(self, layer: Columns, row: Row) -> Iterator[Structure]:
        """The relations whose targets begin on a row."""
        features = [values for _, values in _stacked(layer, row)]
        for at, source in enumerate(values_in(row.cells[layer.sources])):
            values = features[at] if at < len(features) else {}
            first, _, second = source.id.partition("_")
            ends = {
                "Governor": self._at(layer.base, source.text or "", first),
                "Dependent": self._at(layer.base, row.id, second),
            }
            yield Structure(row.line, row.id, layer.layer, {**values, **ends})

    def _at(self, layer: str, row: str, number: str) -> str:
        """The id of the annotation that a relation means; "" for none."""
        if number in self._numbered:
            return self._numbered[number].id
        here = self._on.get((layer, row), ())
        return here[0].id if here else ""


def _stacked(layer: Columns, row: Row) -> Iterator[tuple[str, dict[str, object]]]:
    """The number and the values of each annotation of a layer on a row."""
    if all(row.cells[column] == "_" for column in layer.features.values()):
        return
    columns = {
        name: values_in(row.cells[column]) for name, column in layer.features.items()
    }
    for at in range(max(map(len, columns.values()), default=0)):
        stacked = {name: each[at] for name, each in columns.items() if at < len(each)}
        number = next((value.id for value in stacked.values() if value.id), "")
        yield (
            number,
            {
                name: value.text
                for name, value in stacked.items()
                if name and value.text is not None
            },
        )
