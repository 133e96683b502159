"""A model as a folder: spaCy's own files, and one that says what was learned."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from annotate.errors import AnnotateError
from annotate.formats.extras import require
from annotate.formats.jsontext import dumps_indented, loads
from annotate.text.names import BadName, annotator_name
from annotate.train.pipeline import CATEGORIZER, EXTRA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.language import Language

__all__ = ["MARK", "Model", "NoModel", "files_of", "load_model"]

MARK: Final = "annotate.json"
"""The file that says what was learned; beside spaCy's own."""
_SCHEMA: Final = "annotate-model/1"
_CONFIG: Final = "config.cfg"


class NoModel(AnnotateError):
    """A folder holds no model that can suggest spans."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path} is no model that can suggest spans ({why}); name a folder that "
            "`annotate train -o` wrote."
        )
        self.path = path


@dataclass(frozen=True, slots=True)
class Model:
    """A pipeline that suggests spans."""

    name: str
    """Whose suggestions they are: an annotator of the kind model."""
    labels: tuple[str, ...]
    pipeline: Language
    key: str
    """Where the pipeline puts its spans."""


def files_of(
    pipeline: Language, name: str, facts: Mapping[str, object]
) -> Iterator[tuple[str, bytes]]:
    """The files of a model's folder, each with its path in there.

    Args:
        pipeline: that has learned.
        name: of the model.
        facts: what else is to be said of it, for whoever finds it.
    """
    pipeline.meta["name"] = "spans"
    pipeline.meta["description"] = "Spans as people tagged them with annotate."
    said = {"schema": _SCHEMA, "name": name, **facts}
    yield MARK, f"{dumps_indented(said)}\n".encode()
    with tempfile.TemporaryDirectory() as folder:
        pipeline.to_disk(folder)
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                yield path.relative_to(folder).as_posix(), path.read_bytes()


def load_model(path: Path) -> Model:
    """The model in a folder: one of ours, or another spaCy pipeline with `spancat`.

    Raises:
        NoModel: it is none, or cannot be read.
        MissingExtra: spaCy is not installed.
    """
    spacy = require("spacy", EXTRA, what="A model")
    if not path.is_dir():
        raise NoModel(path, "it is no folder" if path.exists() else "it does not exist")
    if not (path / _CONFIG).is_file():
        raise NoModel(path, f"it has no {_CONFIG}")
    try:
        pipeline: Language = spacy.load(path)
    except (OSError, ValueError, TypeError, KeyError, ImportError) as error:
        why = " ".join(str(error).split()) or type(error).__name__
        raise NoModel(path, f"spaCy cannot load it: {why[:200]}") from error
    from spacy.pipeline import SpanCategorizer  # noqa: PLC0415  spaCy is there

    for _, pipe in pipeline.pipeline:
        if isinstance(pipe, SpanCategorizer):
            return Model(_name(path), tuple(pipe.labels), pipeline, pipe.key)
    raise NoModel(path, f"it has no {CATEGORIZER}")


def _name(path: Path) -> str:
    """What the model calls itself, else what its folder is called."""
    name: object = None
    said = path / MARK
    if said.is_file():
        try:
            value = loads(said.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise NoModel(path, f"{MARK} cannot be read: {error}") from error
        name = value.get("name") if isinstance(value, dict) else None
    try:
        return annotator_name(name if isinstance(name, str) else path.resolve().name)
    except BadName as error:
        raise NoModel(path, str(error)) from error
