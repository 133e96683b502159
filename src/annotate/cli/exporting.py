"""One run of `annotate export`: from the options to the files."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, cast

from annotate.cli.export_choices import format_of
from annotate.cli.output import folder_output, output
from annotate.cli.progress import can_show, progress
from annotate.cli.report import counted_of, say
from annotate.errors import AnnotateError
from annotate.formats.anonymising import anonymous_names, with_names
from annotate.formats.contract import Alignment, Exporting, Losses
from annotate.formats.jsontext import dumps_indented
from annotate.formats.manifest import MANIFEST, Tally
from annotate.formats.splitting import Share, divided, shares_of
from annotate.formats.stories import stories
from annotate.model import AnnotatorKind
from annotate.store.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from annotate.cli.export_choices import Choices
    from annotate.formats.contract import Format, Piece
    from annotate.model import Layer
    from annotate.store.place import Place

__all__ = ["KINDS", "NoSuchLabel", "run_export"]

KINDS = {
    "": (AnnotatorKind.HUMAN, AnnotatorKind.GOLD),
    "annotators": (AnnotatorKind.HUMAN,),
    "gold": (AnnotatorKind.GOLD,),
}
"""Whose layers --layer chooses, "" where it is not given."""


class NoSuchLabel(AnnotateError):
    """The scheme of the database lacks a label that is asked for."""

    def __init__(
        self, path: Place, unknown: Iterable[str], known: Iterable[str]
    ) -> None:
        self.unknown = tuple(unknown)
        super().__init__(
            f"The database {path} has no label {', '.join(map(repr, self.unknown))}; "
            f"it has {', '.join(known)}."
        )


def run_export(path: Place, choices: Choices) -> None:
    """Write what is chosen of the database, and say what was written.

    Raises:
        UsageError: as `format_of`, or --split names no parts.
        AnnotateError: as `Reader.layers` and the outputs raise it; nothing is written.
    """
    chosen = format_of(choices)
    shares = shares_of(choices.split) if choices.split else ()
    with Reader.open(path) as reader, reader.snapshot():
        _Export(reader, chosen, choices, shares).run()


class _Export:
    """The run, with what it counts."""

    def __init__(
        self,
        reader: Reader,
        chosen: Format,
        choices: Choices,
        shares: tuple[Share, ...],
    ) -> None:
        self._reader = reader
        self._chosen = chosen
        self._choices = choices
        self._shares = shares
        self._scheme = reader.scheme()
        self._losses = Losses()
        self._tally = Tally()
        self._left_out = 0
        """Annotations that the format cannot hold."""
        self._names: dict[str, str] = {}
        known = tuple(label.id for label in self._scheme.labels)
        strange = [each for each in choices.labels if each not in known]
        if strange:
            raise NoSuchLabel(reader.path, strange, known)
        if choices.anonymise:
            self._names = anonymous_names(reader.annotators(), choices.seed or 0)

    def run(self) -> None:
        choices, is_folder = self._choices, bool(self._chosen.folder or self._shares)
        if is_folder:
            with folder_output(choices.target, MANIFEST) as add:
                self._write(add)
                if (name := self._manifest_inside()) is not None:
                    add(name, self._manifest())
                else:
                    self._write_manifest()
        else:
            # The manifest first, so that a failure of either leaves both as they were.
            with output(choices.target, ready=self._write_manifest) as write:
                self._write(lambda _path, data: write(data))
        self._say(is_folder=is_folder)

    def _manifest_inside(self) -> str | None:
        """The path of the manifest in the folder; None when it is not to be there."""
        if self._choices.manifest is None:
            return MANIFEST
        path = Path(self._choices.manifest).resolve()
        folder = Path(self._choices.target).resolve()
        return str(path.relative_to(folder)) if folder in path.parents else None

    def _write_manifest(self) -> None:
        """A file where the user wants it, or else beside the export."""
        beside, target = self._choices.manifest, self._choices.target
        if beside is None and target != "-":
            beside = _manifest_beside(target)
        if beside is not None and beside != "-":
            with output(beside) as write:
                write(self._manifest())

    def _write(self, add: Callable[[str, bytes], object]) -> None:
        chosen, parts = self._chosen, self._parts()
        for part, articles in parts.items():
            exporting = self._exporting(part)
            # It uses the reader's connection until it is closed.
            with closing(self._layers(articles)) as layers:
                counted = self._tally.counting(part, layers)
                pieces = chosen.write(counted, exporting)
                self._pass_on(self._placed(part, pieces), add)
            self._tally.without(part, self._losses.missing)
            self._left_out += self._losses.missing.total()
            self._losses.missing.clear()
            if not chosen.holds_parts:
                frame = chosen.frame({part: self._tally.layers[part]}, exporting)
                self._pass_on(self._placed(part, frame), add)
        if chosen.holds_parts:
            self._pass_on(chosen.frame(self._tally.layers, self._exporting("")), add)

    def _pass_on(
        self, pieces: Iterable[Piece], add: Callable[[str, bytes], object]
    ) -> None:
        for piece in self._tally.hashing(pieces):
            add(piece.path, piece.data)

    def _exporting(self, part: str) -> Exporting:
        choices = self._choices
        return Exporting(
            self._scheme,
            self._losses,
            choices.alignment or Alignment.SPLIT,
            choices.labels,
            part,
        )

    def _placed(self, part: str, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """The pieces of a part below the folder that all parts share."""
        chosen = self._chosen
        if not part or chosen.holds_parts:
            yield from pieces
        elif chosen.folder:
            for piece in pieces:
                yield piece._replace(path=f"{part}/{piece.path}")
        else:
            for piece in pieces:
                yield piece._replace(path=f"{part}{chosen.suffixes[0]}")

    def _parts(self) -> dict[str, tuple[str, ...] | None]:
        """The articles of each part; None for all that are chosen."""
        if not self._shares:
            return {"": None}
        choices, reader = self._choices, self._reader
        wanted = {reader.resolve(each) for each in choices.articles}
        known = [
            each.id for each in reader.articles() if not wanted or each.id in wanted
        ]
        by_story = choices.group_by == "story"
        groups = stories(map(reader.article, known), by_story=by_story)
        parts = divided(groups, self._shares, choices.seed or 0)
        empty = [one.part for one in self._shares if one.part not in parts.values()]
        if empty:
            kind = "stories" if by_story else "texts"
            say(
                f"{', '.join(empty)}: empty, since there "
                f"{'is' if len(groups) == 1 else 'are'} "
                f"{counted_of(len(groups), 'group')} of {kind} to divide."
            )
        return {
            one.part: tuple(each for each in known if parts[each] == one.part)
            for one in self._shares
        }

    def _layers(self, articles: tuple[str, ...] | None) -> Generator[Layer]:
        """The layers chosen, of these articles; of all that are chosen for None."""
        choices = self._choices
        if articles == ():
            return
        found = self._reader.layers(
            annotators=choices.annotators,
            articles=choices.articles if articles is None else articles,
            labels=choices.labels,
            statuses=choices.statuses,
            kinds=KINDS[choices.layer],
        )
        # A generator behind its type.
        with closing(cast("Generator[Layer]", found)):
            for layer in self._shown(found, articles):
                who = layer.annotator
                # A line without annotator would say that the article holds nothing.
                if not choices.layer or (who and who.kind in KINDS[choices.layer]):
                    yield with_names(layer, self._names)

    def _shown(
        self, layers: Iterator[Layer], articles: tuple[str, ...] | None
    ) -> Iterator[Layer]:
        """The layers, under a bar that counts articles where one can be seen."""
        if not can_show(stdout_is_data=self._choices.target == "-"):
            return layers
        before = ""

        def is_next_article(layer: Layer) -> int:
            nonlocal before
            is_next = layer.article.id != before
            before = layer.article.id
            return int(is_next)

        total = len(articles or self._choices.articles or self._reader.articles())
        return progress(layers, "Exporting", total, size=is_next_article)

    def _manifest(self) -> bytes:
        choices = self._choices
        chosen: dict[str, object] = {}
        if self._shares:
            chosen["split"] = {one.part: one.share for one in self._shares}
            chosen["group_by"] = choices.group_by or "article"
            chosen["seed"] = choices.seed or 0
        if choices.anonymise:
            chosen["anonymised"] = True
        found = self._tally.manifest(self._chosen, self._exporting(""), chosen)
        return f"{dumps_indented(found)}\n".encode()

    def _say(self, *, is_folder: bool) -> None:
        tally, target = self._tally, self._choices.target
        if target != "-":
            layers = sum(tally.layers.values())
            noun = "layer" if is_folder else "line"
            if self._chosen.name != "jsonl":
                noun = "layer"
            held = counted_of(tally.annotations, "annotation")
            if self._left_out:
                every = tally.annotations + self._left_out
                held = f"{tally.annotations} of {counted_of(every, 'annotation')}"
            say(f"{target} holds {counted_of(layers, noun)} with {held}.")
        for what, count in self._losses.counted().items():
            say(f"{self._chosen.name}: {count} {what}.")


def _manifest_beside(target: str) -> str | None:
    """None for a device or a pipe, which has nothing beside it."""
    path = Path(target)
    return f"{target}.{MANIFEST}" if path.is_file() or not path.exists() else None
