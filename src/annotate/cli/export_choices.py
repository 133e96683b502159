"""What the options of `annotate export` say, and whether they go together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.errors import UsageError
from annotate.formats import NAMES, for_path, load

if TYPE_CHECKING:
    from annotate.formats.contract import Alignment, Format
    from annotate.model import Status

__all__ = ["Choices", "format_of"]


class NeedsFolder(UsageError):
    """An export of many files was to go to stdout."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} gives a folder of files; name it with -o FOLDER.")


class UnknownEnding(UsageError):
    """An export was to be a file whose ending is that of no format."""

    def __init__(self, path: str, ending: str) -> None:
        writers = [each for each in map(load, NAMES) if each.writes]
        endings = (each.suffixes[0] for each in writers if not each.folder)
        super().__init__(
            f"No format is written as {ending}, the ending of {path}; end it in "
            f"{', '.join(dict.fromkeys(endings))}, or name the format with -f "
            f"({', '.join(each.name for each in writers)})."
        )


@dataclass(frozen=True, slots=True)
class Choices:
    """What the options say."""

    format_name: str | None
    """None: by the ending of the target."""
    target: str
    """A path, or - for stdout."""
    annotators: tuple[str, ...]
    labels: tuple[str, ...]
    articles: tuple[str, ...]
    statuses: tuple[Status, ...]
    layer: str
    """"annotators", "gold", or "" for both."""
    split: str
    """As the user wrote it; "" for none."""
    group_by: str
    """"article", "story", or "" where it is not given."""
    seed: int | None
    alignment: Alignment | None
    manifest: str | None
    """A path, "-" for none, None for the usual place."""
    anonymise: bool


def format_of(choices: Choices) -> Format:
    """The format that is written.

    Raises:
        UsageError: the choices do not go together.
    """
    chosen = _named_or_told(choices)
    _refuse_idle(choices, chosen)
    if choices.target == "-" and (chosen.folder or choices.split):
        raise NeedsFolder("--split" if choices.split else f"The format {chosen.name}")
    if choices.manifest not in {None, "-"} and _are_one(choices):
        raise UsageError(f"{choices.target} cannot be the export and its manifest.")
    return chosen


def _named_or_told(choices: Choices) -> Format:
    name, target = choices.format_name, Path(choices.target)
    chosen = load(name) if name else for_path(target)
    if chosen is None and (choices.split or target.is_dir()):
        # The names of folders have dots too.
        chosen = load(NAMES[0])
    if chosen is None:
        raise UnknownEnding(choices.target, target.suffix)
    if not chosen.writes:
        raise UsageError(f"The format {chosen.name} is for import only.")
    if not name and chosen.folder and chosen.reads and not target.is_dir():
        # By its ending it is to be a file.
        raise UsageError(
            f"An export to {chosen.name} is a folder of files; write -f {chosen.name} "
            "-o FOLDER, or for one file of JSON lines name it .jsonl."
        )
    return chosen


def _refuse_idle(choices: Choices, chosen: Format) -> None:
    """Refuse options that would change nothing, since they are meant to."""
    if choices.group_by and not choices.split:
        raise UsageError(
            "--group-by says what --split keeps together, and there is no --split; add "
            "--split train=.8,test=.2, or leave --group-by out."
        )
    if choices.seed is not None and not (choices.split or choices.anonymise):
        raise UsageError(
            "--seed changes the division by --split and the names by --anonymise, and "
            "neither is given; add one of them, or leave --seed out."
        )
    if choices.alignment is not None and not chosen.has_tokens:
        every = (load(name) for name in NAMES)
        names = ", ".join(each.name for each in every if each.has_tokens)
        raise UsageError(
            f"--align is for formats of tokens, and {chosen.name} has none; choose "
            f"one that has with -f ({names}), or leave --align out."
        )


def _are_one(choices: Choices) -> bool:
    manifest, target = Path(choices.manifest or ""), Path(choices.target)
    return manifest.resolve() == target.resolve()
