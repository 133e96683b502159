"""The spans that a file asks for: one layer of each article, in order of place."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from annotate.desk.state import place_of
from annotate.formats.jsonl import parse
from annotate.model import AnnotatorKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from annotate.model import Article, Layer, Span

__all__ = ["Gold", "Target", "read_gold"]

_KEYS = ("text", "title", "annotator", "kind", "offset_unit")
_BY_KIND = (AnnotatorKind.GOLD, AnnotatorKind.HUMAN, AnnotatorKind.MODEL)


class Target(NamedTuple):
    """What is to be tagged exactly."""

    span: Span
    label: str


class Gold(NamedTuple):
    """An article and the spans that somebody tagged in it."""

    article: Article
    annotator: str
    targets: tuple[Target, ...]
    """By start; of those that start together the longest first, then by label."""


def read_gold(
    path: Path, labels: Iterable[str]
) -> tuple[tuple[Gold, ...], tuple[str, ...]]:
    """The articles of a native JSONL file with spans, and what there is to say of it.

    Of several annotators of an article one is taken: a gold layer before a human one
    before a model's, then who has more spans in the whole file, then by name. Spans of
    labels that are not among `labels` are left out, and lines that are not right.
    """
    layers, said = _layers(path)
    work: Counter[str] = Counter()
    by_article: dict[str, list[Layer]] = {}
    for layer in layers:
        if layer.annotator is not None and layer.annotations:
            work[layer.annotator.id] += len(layer.annotations)
            by_article.setdefault(layer.article.id, []).append(layer)
    known = frozenset(labels)
    taken = [_taken(some, work) for some in by_article.values()]
    strange = Counter(
        one.label
        for layer in taken
        for one in layer.annotations
        if one.label not in known
    )
    said += [
        f"left out, {count} spans of label {label}: it is not in the scheme"
        for label, count in sorted(strange.items())
    ]
    passed_over = sum(map(len, by_article.values())) - len(taken)
    if passed_over:
        said.append(f"left out, {passed_over} layers: one annotator for each article")
    golds = (_gold(layer, known) for layer in taken)
    return tuple(gold for gold in golds if gold.targets), tuple(said)


def _layers(path: Path) -> tuple[list[Layer], list[str]]:
    """The layers of a file; ids and keys that do not matter here are not looked at."""
    layers, said = [], []
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                text = json.dumps(_bare(row))
            except (ValueError, AttributeError) as error:
                said.append(f"left out, line {number}: {error}")
                continue
            layer, problems = parse(text, number, annotator="unnamed")
            said += [f"left out, {problem}" for problem in problems]
            if layer is not None:
                layers.append(layer)
    return layers, said


def _bare(row: dict[str, object]) -> dict[str, object]:
    kept = {key: row[key] for key in _KEYS if key in row}
    spans = row.get("spans")
    if isinstance(spans, list):
        rows = {(one["label"], one["start"], one["end"]) for one in spans}
        kept["spans"] = [
            {"label": label, "start": start, "end": end}
            for label, start, end in sorted(rows)
        ]
    return kept


def _taken(layers: list[Layer], work: Counter[str]) -> Layer:
    def rank(layer: Layer) -> tuple[int, int, str]:
        annotator = layer.annotator
        if annotator is None:
            return len(_BY_KIND), 0, ""
        return _BY_KIND.index(annotator.kind), -work[annotator.id], annotator.id

    return min(layers, key=rank)


def _gold(layer: Layer, known: frozenset[str]) -> Gold:
    ordered = sorted(layer.annotations, key=place_of)
    targets = tuple(
        Target(one.span, one.label) for one in ordered if one.label in known
    )
    return Gold(layer.article, layer.annotator.id if layer.annotator else "", targets)
