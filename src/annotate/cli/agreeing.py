"""What `annotate agree` does: read, compute, print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotate.agreement.report import report
from annotate.agreement.tables import (
    confusion_table,
    label_table,
    matrix_table,
    semeval_table,
    shown,
    warnings,
)
from annotate.cli.exporting import NoSuchLabel
from annotate.cli.maps import echo_map
from annotate.cli.report import counted_of, say
from annotate.cli.tables import echo_json
from annotate.store.errors import NoSuchAnnotator
from annotate.store.reader import Reader
from annotate.tui.agreeing import compared, renamed, who_is_compared

if TYPE_CHECKING:
    from annotate.agreement.pairs import Counts
    from annotate.agreement.report import Asked, Figures, Report, Spread
    from annotate.store.place import Place
    from annotate.tui.agreeing import Compared

__all__ = ["Choices", "as_json", "run_agree"]

_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Choices:
    """What was asked for."""

    annotators: tuple[str, ...]
    """In the order of their pairs; empty for all people."""
    articles: tuple[str, ...]
    """Ids or their beginnings; empty for all."""
    labels: tuple[str, ...]
    asked: Asked
    with_gold: bool
    unfinished: bool
    gamma: bool
    anonymise: bool
    as_json: bool


def run_agree(path: Place, choices: Choices) -> None:
    """Print the figures.

    Raises:
        NoSuchAnnotator: one that is named is not there.
        NoSuchLabel: the same of a label.
        NoSuchArticle: the same of an article.
        AmbiguousArticle: the beginning of an id fits several.
        GammaMissing: gamma is asked for and cannot be computed.
    """
    if choices.gamma:
        from annotate.agreement.gamma import refuse_without_gamma  # noqa: PLC0415  rare

        refuse_without_gamma()
    read, labels = _read(path, choices)
    found = report(read.sheets, read.people, labels, choices.asked)
    gamma: float | None = None
    if choices.gamma:
        from annotate.agreement.gamma import gamma as measured  # noqa: PLC0415  rare
        from annotate.agreement.sheets import narrowed  # noqa: PLC0415  the same

        wanted = [each.label for each in found.labels]
        gamma = measured(narrowed(read.sheets, wanted), read.people)
    if choices.as_json:
        document = as_json(found)
        echo_json(document | {"gamma": _rounded(gamma)} if choices.gamma else document)
        return
    _print(found, gamma if choices.gamma else None, is_gamma=choices.gamma)


def _read(path: Place, choices: Choices) -> tuple[Compared, tuple[str, ...]]:
    """The work, under the names to show, and the labels in order."""
    with Reader.open(path) as reader, reader.snapshot():
        annotators = reader.annotators()
        known = {each.id for each in annotators}
        unknown = [name for name in choices.annotators if name not in known]
        if unknown:
            raise NoSuchAnnotator(path, unknown)
        scheme = tuple(label.id for label in reader.scheme().labels)
        strange = [label for label in choices.labels if label not in scheme]
        if strange:
            raise NoSuchLabel(path, strange, scheme)
        people = tuple(dict.fromkeys(choices.annotators)) or who_is_compared(
            annotators, gold=choices.with_gold
        )
        read = compared(
            reader,
            people,
            [reader.resolve(each) for each in choices.articles],
            unit=choices.asked.unit,
            unfinished=choices.unfinished,
        )
    if not choices.annotators:
        # Who finished nothing that another did has nothing to show.
        sharing = {name for sheet in read.sheets for name in sheet.marks}
        read = read._replace(people=tuple(name for name in people if name in sharing))
    if choices.anonymise:
        from annotate.formats.anonymising import anonymous_names  # noqa: PLC0415  rare

        names = anonymous_names(annotators, 0)
        read = renamed(read, names, in_order=bool(choices.annotators))
    labels = tuple(label for label in scheme if label in (choices.labels or scheme))
    return read, labels


def _print(found: Report, gamma: float | None, *, is_gamma: bool) -> None:
    if found.articles and found.labels:
        echo_map(matrix_table(found, found.people))
        echo_map(label_table(found))
        echo_map(confusion_table(found))
        if found.asked.semeval:
            echo_map(semeval_table(found))
    if is_gamma:
        from annotate.agreement.tables import Cell, Table  # noqa: PLC0415  rare

        echo_map(
            Table("Gamma", ("", "gamma"), ((Cell("overall"), Cell(shown(gamma))),))
        )
    for warning in warnings(found):
        say(warning)
    if not found.articles:
        say("No two of them have marked one article done, so there is nothing to say.")
        return
    say(
        f"{counted_of(len(found.people), 'annotator')}, "
        f"{counted_of(found.articles, 'article')} that two or more finished, "
        f"{counted_of(found.overall.spans, 'span')}."
    )


def as_json(found: Report) -> dict[str, object]:
    """The document of --json, which docs/agreement.md describes."""
    table = found.confusion
    cohen = list(zip(found.pairs, *found.cohen.values(), strict=True))
    pairs = [
        {
            "one": pair.one,
            "other": pair.other,
            "articles": pair.articles,
            "overall": _counts(pair.overall),
            "labels": {label: _counts(each) for label, each in pair.labels.items()},
        }
        for pair in found.pairs
    ]
    for document, (_, *values) in zip(
        pairs, cohen if found.cohen else [], strict=False
    ):
        kappas = dict(zip(found.cohen, map(_rounded, values), strict=True))
        overall = kappas.pop("")
        document["cohen"] = {"overall": overall, "labels": kappas}
    relaxed = found.asked.relaxed
    return {
        "unit": str(found.asked.unit),
        "relaxed": float(relaxed) if relaxed else "any",
        "annotators": [
            {"id": name, "articles": found.finished[name]} for name in found.people
        ],
        "articles": found.articles,
        "articles_of_all": found.articles_of_all,
        "overall": _figures(found.overall, found),
        "labels": {each.label: _figures(each, found) for each in found.labels},
        "pairs": pairs,
        "confusion": {
            "labels": list(table.labels),
            "counts": [list(row) for row in table.counts],
            "missed": list(table.missed),
            "spurious": list(table.spurious),
            "directed": table.is_directed,
        },
    }


def _counts(each: Counts) -> dict[str, object]:
    return {
        "one": each.one,
        "other": each.other,
        "exact": each.exact,
        "relaxed": each.relaxed,
        "exact_f1": _rounded(each.f1),
        "relaxed_f1": _rounded(each.relaxed_f1),
    }


def _figures(each: Figures, found: Report) -> dict[str, object]:
    document: dict[str, object] = {
        "spans": each.spans,
        "few": each.warned.is_few,
        "rare": each.warned.is_rare,
        "exact_f1": _spread(each.exact),
        "relaxed_f1": _spread(each.relaxed),
        "alpha": _rounded(each.alpha),
        "share": _rounded(each.share),
    }
    if each.cohen is not None:
        document["cohen"] = _spread(each.cohen)
        document["fleiss"] = _rounded(each.fleiss)
    if found.asked.unitizing:
        document["unitizing"] = _rounded(each.unitizing)
    if each.schemes:
        document["semeval"] = {
            str(scheme): outcome._asdict()
            | {
                "precision": _rounded(outcome.precision),
                "recall": _rounded(outcome.recall),
                "f1": _rounded(outcome.f1),
            }
            for scheme, outcome in each.schemes.items()
        }
    return document


def _spread(value: Spread) -> dict[str, object]:
    return {
        "mean": _rounded(value.mean),
        "sd": _rounded(value.sd),
        "pairs": value.pairs,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
