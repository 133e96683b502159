"""The files of an import as one stream of layers, with all that is wrong in them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from annotate.cli.report import Several, more_of, most_told, say
from annotate.corpus import Unreadable, refuse_binary
from annotate.formats.importing import Importing
from annotate.formats.sources import UnreadableSource

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from annotate.formats.contract import Format
    from annotate.formats.importing import Known, LineProblem
    from annotate.formats.sources import Source
    from annotate.model import AnnotatorKind, Layer

__all__ = ["File", "Reading"]


class File(NamedTuple):
    """What is read, and as what."""

    source: Source
    chosen: Format | None
    """None when it looks like no format that is read."""


class Reading:
    """Reads the files one after the other."""

    def __init__(
        self,
        files: tuple[File, ...],
        *,
        annotator: str,
        kind: AnnotatorKind | None,
        known: Known,
        text_column: str,
        link_kinds: Collection[str],
        passed: Callable[[int], object],
    ) -> None:
        """See `Importing` for most; `passed` is told of the bytes read."""
        self._files = files
        self._annotator = annotator
        self._kind = kind
        self._known = known
        self._text_column = text_column
        self._link_kinds = link_kinds
        self._passed = passed
        self._notes: list[str] = []
        """The first ones."""
        self._more_notes = 0

    def layers(self) -> Iterator[Layer]:
        """The layers of all files.

        Raises:
            Several: at the end of the last file, when anything was wrong in any.
        """
        problems: list[str] = []
        for file in self._files:
            source = replace(file.source, passed=self._passed)
            importing = Importing(
                annotator=self._annotator,
                kind=self._kind,
                known=self._known,
                text_column=self._text_column,
                link_kinds=self._link_kinds,
            )
            is_empty = True
            try:
                if not source.is_folder:
                    refuse_binary(source.head(), source.name)
                if file.chosen is None:
                    problems.append(
                        f"{source.name} looks like no format that is read; name its "
                        "format with -f (`annotate formats` lists them)."
                    )
                    continue
                for layer in file.chosen.read(source, importing):
                    is_empty = False
                    self._note(importing, source.name)
                    yield layer
            except (Unreadable, UnreadableSource) as problem:
                problems.append(str(problem))
                continue
            self._note(importing, source.name)
            problems += [_sentence(each, source.name) for each in importing.problems]
            if is_empty and not importing.problems:
                problems.append(
                    f"{source.name} holds nothing of the format {file.chosen.name}; "
                    "name another file, or its format with -f."
                )
        if problems:
            raise Several(problems)

    def say_notes(self) -> None:
        """Tell what was kept, moved or left out."""
        for note in self._notes:
            say(note)
        if self._more_notes:
            say(more_of(self._more_notes))

    def _note(self, importing: Importing, name: str) -> None:
        """Keep the first notes and count the others, of which there may be millions."""
        found = importing.notes
        kept = found[: most_told() - len(self._notes)]
        self._notes += [_sentence(each, name) for each in kept]
        self._more_notes += len(found) - len(kept)
        found.clear()


def _sentence(told: LineProblem, name: str) -> str:
    """What was told of a file, with its name; what it quotes may end a sentence."""
    words = str(told) if told.file else f"{name} {told}"
    return f"{words.removesuffix('.')}."
