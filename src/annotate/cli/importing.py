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
    from annotate.formats.left_out import LeftOut
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
        left_out: LeftOut,
        labels: Collection[str] | None,
        passed: Callable[[int], object],
    ) -> None:
        """See `Importing` for most; `passed` is told of the bytes read."""
        self._files = files
        self._annotator = annotator
        self._kind = kind
        self._known = known
        self._text_column = text_column
        self._link_kinds = link_kinds
        self._left_out = left_out
        self._labels = labels
        self._passed = passed
        self._notes: list[str] = []
        """The first ones."""
        self._more_notes = 0
        self._done: list[tuple[Importing, str]] = []
        """Each with the name of its file."""

    def layers(self) -> Iterator[Layer]:
        """The layers of all files.

        Where spans are left out, links between layers come at the end, since what they
        lead to may be left out in a later one.

        Raises:
            Several: at the end of the last file, when anything was wrong in any.
        """
        if not self._left_out.is_wanted:
            yield from self._read()
            return
        waiting: list[tuple[Layer, bool]] = []
        for layer in self._read():
            ours = {each.id for each in (*layer.annotations, *layer.rejected)}
            far = [e for e in layer.links if not ours.issuperset((e.source, e.target))]
            near = [e for e in layer.links if ours.issuperset((e.source, e.target))]
            if far:
                late = replace(layer, annotations=(), rejected=(), links=tuple(far))
                waiting.append((late, not ours))
            if ours or not far:
                yield replace(layer, links=tuple(near))
        for layer, is_whole in waiting:
            kept = [each for each in layer.links if not self._left_out.loses_late(each)]
            if kept or is_whole:
                yield replace(layer, links=tuple(kept))
        for importing, name in self._done:
            self._note(importing, name)

    def _read(self) -> Iterator[Layer]:
        """The layers of all files, as they are there; raises as `layers`."""
        problems: list[str] = []
        for file in self._files:
            source = replace(file.source, passed=self._passed)
            importing = Importing(
                annotator=self._annotator,
                kind=self._kind,
                known=self._known,
                text_column=self._text_column,
                link_kinds=self._link_kinds,
                left_out=self._left_out,
                labels=self._labels,
            )
            self._done.append((importing, source.name))
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

    def place_of(self, label: str) -> str:
        """Where a label that will not be taken stands first; all files if unknown."""
        for importing, name in self._done:
            if (told := importing.strange.get(label)) is not None:
                return told.place if told.file else f"{name} {told.place}"
        return ", ".join(name for _, name in self._done)

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
