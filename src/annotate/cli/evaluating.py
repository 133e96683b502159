"""`annotate suggest --evaluate`: suggestions against the spans of a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from annotate.cli.progress import progress
from annotate.cli.report import Several, counted_of, say
from annotate.cli.tables import echo_json, echo_table
from annotate.corpus import refuse_binary
from annotate.formats import load
from annotate.formats.importing import Importing
from annotate.formats.sources import Source
from annotate.model import Status
from annotate.scheme import DEFAULT_SCHEME
from annotate.suggest.evaluation import Agreement, agreement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotate.cli.suggesters import Suggester
    from annotate.model import Layer
    from annotate.suggest.evaluation import Measures

__all__ = ["evaluate", "figures", "shown"]

_NOBODY: Final = "gold"
"""Whose the spans of a line are that names nobody."""
_SPARE: Final = (4, 3, 2)
"""Columns that a narrow terminal goes without: the shares tell of them too."""


def evaluate(
    name: str, labels: Sequence[str], suggester: Suggester, *, as_json: bool
) -> int:
    """Print how suggestions agree with a file; 1 when some of it could not be read.

    Each line is gold by itself: where several people tagged one article, its proposals
    are measured against each of their lines, and the counts are added up. A line
    without spans counts only when it says that its annotator is done. A label that no
    line has is left out, of the overall figures too.

    Raises:
        NoSuggestionsFor: a label of `labels` is never suggested.
        Several: the file has nothing to measure against.
    """
    keys = suggester.labels(DEFAULT_SCHEME, labels)
    layers, problems = _read(name)
    if not layers:
        missing = f"{name} has no line with spans; name a file of `annotate export`."
        raise Several(problems or (missing,))
    counts = _counts(layers, keys, suggester)
    counts = {label: each for label, each in counts.items() if each.gold}
    overall = sum(counts.values(), Agreement())
    if as_json:
        echo_json(_as_json(name, layers, counts, overall))
    else:
        _show(counts, overall)
        articles = len({layer.article.id for layer in layers})
        say(
            f"{counted_of(len(layers), 'line')} about "
            f"{counted_of(articles, 'article')} of {name}."
        )
    if problems:
        say(str(Several(problems)))
    return 1 if problems else 0


def _read(name: str) -> tuple[list[Layer], list[str]]:
    """The lines of a file that are gold, and what was wrong in it."""
    source = Source("stdin", None) if name == "-" else Source(name, Path(name))
    refuse_binary(source.head(), source.name)
    importing = Importing(annotator=_NOBODY)
    layers = [
        layer
        for layer in load("jsonl").read(source, importing)
        if layer.annotations or layer.status is Status.DONE
    ]
    return layers, [f"{source.name} {each}." for each in importing.problems]


def _counts(
    layers: Sequence[Layer], keys: Mapping[str, str], suggester: Suggester
) -> dict[str, Agreement]:
    """How each label agrees, over all lines."""
    by_article: dict[str, list[Layer]] = {}
    for layer in layers:
        by_article.setdefault(layer.article.id, []).append(layer)
    size = sum(len(lines[0].article.text) for lines in by_article.values())
    counts = dict.fromkeys(keys.values(), Agreement())
    found = suggester.suggested(
        by_article.values(),
        lambda lines: lines[0].article.text,
        tuple(keys),
        size=size,
    )
    for lines, proposals in progress(
        found, "Evaluating", size, size=lambda pair: len(pair[0][0].article.text)
    ):
        for key, label in keys.items():
            offered = {each.span for each in proposals if each.label == key}
            for line in lines:
                gold = {each.span for each in line.annotations if each.label == label}
                counts[label] += agreement(gold, offered)
    return counts


def _show(counts: dict[str, Agreement], overall: Agreement) -> None:
    rows: list[tuple[str | int, ...]] = [
        (
            label,
            each.gold,
            each.proposed,
            each.correct,
            each.partial,
            *map(shown, _triple(each.strict)),
            *map(shown, _triple(each.overlapping)),
        )
        for label, each in (*counts.items(), ("overall", overall))
    ]
    echo_table(
        rows,
        heads=(
            *("label", "gold", "proposed", "exact", "overlap"),
            *("strict P", "R", "F1", "partial P", "R", "F1"),
        ),
        spare=_SPARE,
    )


def _triple(measures: Measures) -> tuple[float | None, ...]:
    return measures.precision, measures.recall, measures.f1


def shown(value: float | None) -> str:
    """A share for people, "–" where there is none."""
    return "–" if value is None else f"{value:.3f}"


def _as_json(
    name: str,
    layers: Sequence[Layer],
    counts: dict[str, Agreement],
    overall: Agreement,
) -> dict[str, object]:
    return {
        "file": name,
        "lines": len(layers),
        "articles": len({layer.article.id for layer in layers}),
        "labels": {label: figures(each) for label, each in counts.items()},
        "overall": figures(overall),
    }


def figures(each: Agreement) -> dict[str, object]:
    """The counts and shares for programs; a share that there is none of is left out."""

    def shares(measures: Measures) -> dict[str, float]:
        named = zip(("precision", "recall", "f1"), _triple(measures), strict=True)
        return {key: round(value, 4) for key, value in named if value is not None}

    return {
        "gold": each.gold,
        "proposed": each.proposed,
        "correct": each.correct,
        "partial_matches": each.partial,
        "strict": shares(each.strict),
        "partial": shares(each.overlapping),
    }
