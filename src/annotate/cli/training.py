"""One run of `annotate train`: from the options to figures and a model."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from annotate.cli.evaluating import figures, shown
from annotate.cli.exporting import KINDS, NoSuchLabel
from annotate.cli.output import folder_output
from annotate.cli.progress import byte_bar
from annotate.cli.report import counted_of, say
from annotate.cli.tables import echo_json, echo_table
from annotate.formats.extras import require
from annotate.store.reader import Reader
from annotate.text.names import annotator_name
from annotate.train.curve import curve
from annotate.train.dividing import divide
from annotate.train.folder import MARK, files_of
from annotate.train.learning import Settings
from annotate.train.pipeline import EXTRA

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from annotate.model import Layer, Status
    from annotate.store.place import Place
    from annotate.train.curve import Point
    from annotate.train.dividing import Divided

__all__ = ["Choices", "run_training"]

_STEPS: Final = 1000
"""Of the bar."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the options say."""

    target: str | None
    """A folder; None to keep nothing."""
    annotators: tuple[str, ...]
    labels: tuple[str, ...]
    statuses: tuple[Status, ...]
    layer: str
    """"annotators", "gold", or "" for both."""
    held_out: float
    seed: int
    rounds: int
    language: str
    is_whole: bool
    """Whether to learn from fewer articles too."""
    as_json: bool


def run_training(path: Place, choices: Choices) -> None:
    """Train, show the figures, and keep the model if a folder is named.

    Raises:
        AnnotateError: there is nothing to learn from, nothing to measure on, no spaCy,
            or no room for the model; nothing is written then.
    """
    # Before the work: a missing library or a wrong name should not cost minutes.
    require("spacy", EXTRA, what="`annotate train`")
    name = _name(choices.target) if choices.target else ""
    layers, labels = _chosen(path, choices)
    divided = divide(layers, choices.held_out, choices.seed)
    settings = Settings(labels, choices.language, choices.seed, choices.rounds)
    if choices.target:
        with folder_output(choices.target, MARK) as add:
            points = _points(divided, settings, choices)
            facts = _facts(points, divided, settings, choices)
            pipeline = points[-1].learned.pipeline
            for file, data in files_of(pipeline, name, facts):
                add(file, data)
    else:
        points = _points(divided, settings, choices)
        facts = _facts(points, divided, settings, choices)
    if choices.as_json:
        echo_json({**facts, "model": choices.target or ""})
    else:
        _show(points, labels)
    _tell(points[-1], divided, choices)


def _name(target: str) -> str:
    """The name of the annotator that the model will be."""
    return annotator_name(Path(target).resolve().name)


def _chosen(path: Place, choices: Choices) -> tuple[list[Layer], tuple[str, ...]]:
    """The layers, and the labels that they have, in the order of the scheme."""
    with Reader.open(path) as reader:
        known = tuple(label.id for label in reader.scheme().labels)
        if strange := [each for each in choices.labels if each not in known]:
            raise NoSuchLabel(path, strange, known)
        found = reader.layers(
            annotators=choices.annotators,
            labels=choices.labels,
            statuses=choices.statuses,
            kinds=KINDS[choices.layer],
        )
        # A generator behind its type; it uses the reader's connection until closed.
        with closing(cast("Generator[Layer]", found)):
            layers = list(found)
    used = {row.label for layer in layers for row in layer.annotations}
    return layers, tuple(label for label in known if label in used)


def _points(divided: Divided, settings: Settings, choices: Choices) -> list[Point]:
    done = 0.0
    with byte_bar("Training", _STEPS) as told:

        def passed(part: float) -> None:
            nonlocal done
            before, done = round(done * _STEPS), done + part
            told(round(done * _STEPS) - before)

        return list(curve(divided, settings, passed, is_whole=choices.is_whole))


def _show(points: Sequence[Point], labels: Sequence[str]) -> None:
    rows: list[tuple[str | int, ...]] = []
    for point in points:
        for label in (*labels, "overall"):
            each = point.overall if label == "overall" else point.by_label[label]
            rows.append(
                (
                    point.articles,
                    label,
                    each.gold,
                    each.proposed,
                    shown(each.strict.f1),
                    shown(each.overlapping.f1),
                )
            )
    echo_table(
        rows,
        heads=("articles", "label", "gold", "proposed", "strict F1", "partial F1"),
    )


def _tell(point: Point, divided: Divided, choices: Choices) -> None:
    held_out = [row for layers in divided.held_out for row in layers]
    say(
        f"Learned from {counted_of(point.annotations, 'annotation')} on "
        f"{counted_of(point.articles, 'article')} in "
        f"{counted_of(point.learned.rounds, 'round')}; measured on "
        f"{counted_of(len(divided.held_out), 'article')} with "
        f"{counted_of(sum(len(row.annotations) for row in held_out), 'annotation')}."
    )
    learned = point.learned
    if learned.too_long:
        say(
            f"{counted_of(learned.too_long, 'annotation')} of more than "
            f"{learned.longest} words were left out."
        )
    if learned.unmet:
        say(
            f"{counted_of(learned.unmet, 'annotation')} begin or end inside a word of "
            "spaCy; the model learned the whole words."
        )
    if choices.target:
        say(f"The model is in {choices.target}.")


def _facts(
    points: Sequence[Point], divided: Divided, settings: Settings, choices: Choices
) -> dict[str, object]:
    return {
        "labels": list(settings.labels),
        "language": settings.language,
        "seed": settings.seed,
        "articles": len(divided.training),
        "held_out": len(divided.held_out),
        "annotators": list(choices.annotators),
        "layer": choices.layer,
        "curve": [
            {
                "articles": point.articles,
                "annotations": point.annotations,
                "rounds": point.learned.rounds,
                "labels": {
                    label: figures(each) for label, each in point.by_label.items()
                },
                "overall": figures(point.overall),
            }
            for point in points
        ],
        "longest": points[-1].learned.longest,
        "too_long": points[-1].learned.too_long,
        "inside_words": points[-1].learned.unmet,
    }
