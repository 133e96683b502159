"""A layer as WebAnno TSV 3.3.

Offsets count UTF-16 units. Whoever reads the file joins sentences by one line break and
pads with blanks, so that what else stands behind a sentence is written as part of it;
only white space before the first one cannot be told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from annotate.formats.features import span_features
from annotate.formats.sentences import sentences
from annotate.formats.tokens import tokenize
from annotate.formats.tsv_text import cell_of, text_line
from annotate.formats.tsv_units import laid_out, ordered
from annotate.formats.uima_types import REJECTED, RELATION, SPAN, SPAN_FEATURES
from annotate.text.offsets import OffsetUnit, UnitMap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from annotate.formats.contract import Losses
    from annotate.formats.tsv_units import Laid, Unit
    from annotate.model import Layer, Link, Span

__all__ = ["tsv_of"]

_NATURAL = re.compile(r"\n *\Z")
"""What a reader puts between two sentences of itself."""


def tsv_of(layer: Layer, losses: Losses) -> bytes:
    """The file; what it changes or drops is counted."""
    text = layer.article.text
    tokens = tokenize(text)
    spans = laid_out(layer.annotations, tokens, losses)
    rejected = laid_out(layer.rejected, tokens, losses)
    rows = ordered(tokens, (*spans, *rejected))
    grouped = sentences(text, tokens)
    columns = _Columns(_names(rows, grouped))
    columns.spans(SPAN, spans)
    if rejected:
        columns.spans(REJECTED, rejected)
    columns.relations(layer.links, spans, losses)
    lead = text[: tokens[0].start] if tokens else text
    if strange := len(lead) - lead.count(" "):
        losses.add("line ends and tabs before the first word made blanks", strange)
    lines = ["#FORMAT=WebAnno TSV 3.3", *columns.heads, ""]
    for part in _sentences(text, tokens, rows, grouped, columns):
        lines += ["", *part]
    return ("\n".join(lines) + "\n").encode()


def _names(
    rows: Iterable[Sequence[Unit]], grouped: Iterable[Sequence[Span]]
) -> dict[Unit, str]:
    """What each row is called: 2-3 for a token, 2-3.1 for a part of it."""
    tokens = (
        f"{sentence}-{token}"
        for sentence, group in enumerate(grouped, start=1)
        for token, _ in enumerate(group, start=1)
    )
    return {
        unit: f"{name}.{part}" if part else name
        for name, units in zip(tokens, rows, strict=True)
        for part, unit in enumerate(units)
    }


def _sentences(
    text: str,
    tokens: Sequence[Span],
    rows: Sequence[Sequence[Unit]],
    grouped: Sequence[Sequence[Span]],
    columns: _Columns,
) -> Iterator[list[str]]:
    """The lines of each sentence."""
    units = UnitMap(text, OffsetUnit.UTF16).units
    at = 0
    for group in grouped:
        behind = at + len(group)
        next_start = tokens[behind].start if behind < len(tokens) else len(text)
        gap = text[group[-1].end : next_start]
        if behind < len(tokens):
            gap = _NATURAL.sub("", gap)
        said = text[group[0].start : group[-1].end] + gap
        lines = [f"#Text={text_line(line)}" for line in said.split("\n")]
        for unit in (unit for token in rows[at:behind] for unit in token):
            place = f"{units(unit.start)}-{units(unit.end)}"
            shown = text[unit.start : unit.end]
            cells = (columns.names[unit], place, shown, *columns.cells(unit))
            lines.append("\t".join(cells) + "\t")
        yield lines
        at = behind


class _Columns:
    """The columns behind the text of a row, as they are declared one by one."""

    def __init__(self, names: Mapping[Unit, str]) -> None:
        self.names = names
        self.heads: list[str] = []
        """The lines that declare the columns."""
        self._columns: list[Mapping[Unit, list[str]]] = []
        self._numbers: dict[str, int] = {}
        """Of the annotations that need one to be told apart, by id."""

    def cells(self, unit: Unit) -> Iterator[str]:
        """What stands in the columns of a row."""
        for column in self._columns:
            yield "|".join(column.get(unit, "_"))

    def spans(self, layer: str, laid: Sequence[Laid]) -> None:
        """Declare a layer of spans: a column for each feature that has a value."""
        on: dict[Unit, int] = defaultdict(int)
        for each in laid:
            for unit in each.units:
                on[unit] += 1
        for each in laid:
            if len(each.units) > 1 or on[each.units[0]] > 1:
                self._numbers[each.row.id] = len(self._numbers) + 1
        said = {each.row.id: span_features(each.row) for each in laid}
        used = {name for features in said.values() for name in features} | {"label"}
        shown = [name for name in SPAN_FEATURES if name in used]
        self.heads.append(f"#T_SP={'|'.join((layer, *shown))}")
        for name in shown:
            column: dict[Unit, list[str]] = defaultdict(list)
            for each in laid:
                value = said[each.row.id].get(name, "")
                cell = cell_of(value, self._numbers.get(each.row.id))
                for unit in each.units:
                    column[unit].append(cell)
            self._columns.append(column)

    def relations(
        self, links: Sequence[Link], laid: Sequence[Laid], losses: Losses
    ) -> None:
        """Declare the layer of relations, which stand where their targets begin."""
        first = {each.row.id: each.units[0] for each in laid}
        kinds: dict[Unit, list[str]] = defaultdict(list)
        ids: dict[Unit, list[str]] = defaultdict(list)
        sources: dict[Unit, list[str]] = defaultdict(list)
        for link in links:
            if link.source not in first or link.target not in first:
                losses.add("links dropped with an end that the file does not hold")
                continue
            unit = first[link.target]
            kinds[unit].append(cell_of(link.kind))
            ids[unit].append(cell_of(link.id))
            ends = [self._numbers.get(end, 0) for end in (link.source, link.target)]
            suffix = f"[{ends[0]}_{ends[1]}]" if any(ends) else ""
            sources[unit].append(self.names[first[link.source]] + suffix)
        if kinds:
            self.heads.append(f"#T_RL={RELATION}|kind|id|BT_{SPAN}")
            self._columns += [kinds, ids, sources]
