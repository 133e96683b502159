"""What can fail in the store: one class for each thing a caller may handle."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.errors import AnnotateError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotate.model import Annotation, Link
    from annotate.store.place import Place

__all__ = [
    "AlreadyTagged",
    "AmbiguousArticle",
    "BackupRefused",
    "DamagedDatabase",
    "DatabaseBusy",
    "DiskFull",
    "ForeignSchema",
    "GoldIsSomebody",
    "IdTaken",
    "NetworkFileSystem",
    "NewerDatabase",
    "NoSuchAnnotator",
    "NoSuchArticle",
    "NoSuchDatabase",
    "NotADatabase",
    "NothingToRedo",
    "NothingToUndo",
    "OlderDatabase",
    "ReadOnlyDatabase",
    "StoreFailure",
    "Superseded",
    "UndoBlocked",
    "UnknownLabel",
    "UnknownLinkKind",
    "UnstorableText",
    "UnusableId",
    "UnwritableFolder",
    "WrongArticleId",
    "printable",
]


def printable(text: object) -> str:
    """The text with every character that could act on a terminal escaped."""
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode()
        for each in str(text)
    )


class StoreFailure(AnnotateError):
    """The database did not do what was asked; nothing changed in it."""

    is_transient = False
    """Whether the same request may succeed later."""


class _FileFailure(StoreFailure):
    """A failure of one database file; `path` tells which."""

    def __init__(self, path: Place, sentence: str) -> None:
        super().__init__(sentence)
        self.path = path


class NoSuchDatabase(_FileFailure):
    """There is no file at the path."""

    def __init__(self, path: Place) -> None:
        super().__init__(
            path,
            f"There is no database at {printable(path)}; "
            "check --db, or make one with `annotate add PATH`.",
        )


class NotADatabase(_FileFailure):
    """The file holds something else than an SQLite database."""

    def __init__(self, path: Place, found: str = "a file of another kind") -> None:
        super().__init__(
            path,
            f"{printable(path)} is {printable(found)}, not a database of annotate; "
            "name another file.",
        )


class DamagedDatabase(_FileFailure):
    """The file is an SQLite database with broken pages or rows."""

    def __init__(self, path: Place, found: str = "damaged pages") -> None:
        super().__init__(
            path,
            f"The database {printable(path)} is damaged ({printable(found)}); "
            "run `annotate check` and go back to the last backup.",
        )


class NewerDatabase(_FileFailure):
    """A later version of annotate has changed the tables."""

    def __init__(self, path: Place, unknown: Iterable[str]) -> None:
        self.unknown = tuple(unknown)
        super().__init__(
            path,
            f"The database {printable(path)} was made by a newer annotate "
            f"(unknown: {printable(', '.join(self.unknown))}); update annotate.",
        )


class OlderDatabase(_FileFailure):
    """The tables must be brought up to date before they can be read."""

    def __init__(self, path: Place) -> None:
        super().__init__(
            path,
            f"The database {printable(path)} was made by an older annotate; open it "
            "once with `annotate` where it can be written, which updates it.",
        )


class ForeignSchema(_FileFailure):
    """The file holds triggers, views or tables that are not ours, and could act."""

    def __init__(self, path: Place, foreign: Iterable[str]) -> None:
        self.foreign = tuple(foreign)
        super().__init__(
            path,
            f"The database {printable(path)} holds {printable(', '.join(self.foreign))}"
            ", which annotate did not make; drop them or use another database.",
        )


class ReadOnlyDatabase(_FileFailure):
    """The file can be read but not written."""

    def __init__(self, path: Place) -> None:
        super().__init__(
            path,
            f"The database {printable(path)} cannot be written; change its "
            "permissions, or work on a copy with --db.",
        )


class UnwritableFolder(_FileFailure):
    """The folder of the database is missing or cannot be written."""

    is_transient = True

    def __init__(self, path: Place) -> None:
        folder = path.parent if isinstance(path, Path) else path
        found = "cannot be written"
        with suppress(OSError):
            if isinstance(folder, Path) and not folder.exists():
                found = "does not exist"
        super().__init__(
            path,
            f"The folder {printable(folder)} of the database {found}; make it "
            "so that you can write in it, or choose another place with --db.",
        )


class NetworkFileSystem(_FileFailure):
    """The file lies where several machines see it, which SQLite's log cannot bear."""

    def __init__(self, path: Path, kind: str) -> None:
        self.kind = kind
        super().__init__(
            path,
            f"The database {printable(path)} is on a network file system "
            f"({printable(kind)}), where SQLite may lose work; keep it on a local "
            "disk and exchange exports.",
        )


class DatabaseBusy(_FileFailure):
    """Another program held the write lock for longer than we wait."""

    is_transient = True

    def __init__(self, path: Place) -> None:
        super().__init__(
            path,
            f"Another program keeps the database {printable(path)} locked; "
            "wait for it or close it, then try again.",
        )


class DiskFull(_FileFailure):
    """There is no room, or the disk fails."""

    is_transient = True

    def __init__(self, path: Place, found: str = "no room") -> None:
        super().__init__(
            path,
            f"The disk of {printable(path)} did not take the change "
            f"({printable(found)}); make room, then try again.",
        )


class BackupRefused(_FileFailure):
    """The target of a backup must not be replaced."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            path, f"No backup was written: {printable(path)} {why}; choose another."
        )


class NoSuchArticle(StoreFailure):
    """No article has that id or begins with those digits."""

    def __init__(self, path: Place, wanted: str) -> None:
        self.wanted = wanted
        super().__init__(
            f"No article of {printable(path)} has the id {printable(wanted)!r}; "
            "`annotate articles` lists them (at least 6 digits of the id)."
        )


class AmbiguousArticle(StoreFailure):
    """Several articles begin with those digits."""

    def __init__(self, path: Place, wanted: str, found: Iterable[str]) -> None:
        self.wanted = wanted
        self.found = tuple(found)
        super().__init__(
            f"{len(self.found)} articles of {printable(path)} begin with "
            f"{wanted!r} ({', '.join(each[:12] for each in self.found[:4])}…); "
            "give more digits."
        )


class NoSuchAnnotator(StoreFailure):
    """No annotator of the database has that id."""

    def __init__(
        self, path: Place, wanted: Iterable[str], known: Iterable[str] = ()
    ) -> None:
        """Name who is meant among those who are `known`, and how to add somebody."""
        self.wanted = tuple(wanted)
        self.nearest = _nearest_name(self.wanted[0], known) if self.wanted else ""
        remedy = "check the spelling."
        if self.nearest:
            remedy = f"did you mean {printable(self.nearest)}?"
        super().__init__(
            f"No annotator of {printable(path)} is called "
            f"{printable(', '.join(self.wanted))}; {remedy} "
            "`annotate annotators` lists them, --add NAME adds one."
        )


def _nearest_name(name: str, known: Iterable[str]) -> str:
    from annotate.text.names import lookalike, nearest  # noqa: PLC0415  for a message

    known = tuple(known)
    return lookalike(name, known) or nearest(name, known)


class UnknownLabel(StoreFailure):
    """The scheme of the database has no such label."""

    def __init__(self, path: Place, labels: Iterable[str]) -> None:
        self.labels = tuple(labels)
        super().__init__(
            f"The scheme of {printable(path)} has no label "
            f"{printable(', '.join(self.labels))}; map it to one that it has."
        )


class UnknownLinkKind(StoreFailure):
    """The scheme of the database has no such kind of link."""

    def __init__(self, path: Place, kinds: Iterable[str]) -> None:
        self.kinds = tuple(kinds)
        super().__init__(
            f"The scheme of {printable(path)} has no kind of link "
            f"{printable(', '.join(self.kinds))}; use one that it has."
        )


class WrongArticleId(StoreFailure):
    """The id of an article is not the hash of its text."""

    def __init__(self, article: str) -> None:
        self.article = article
        super().__init__(
            f"The id {printable(article)!r} is not the hash of the article's text; "
            "leave it out, so that it is made from the text."
        )


class UnusableId(StoreFailure):
    """An id of a row has the wrong form, lies in the future, or stands for two."""

    def __init__(
        self,
        row: str,
        why: str,
        remedy: str = "leave it out, so that a new one is made",
    ) -> None:
        self.row = row
        super().__init__(f"The id {printable(row)!r} {why}; {remedy}.")


class IdTaken(StoreFailure):
    """An incoming id already belongs to another annotator's or article's row."""

    def __init__(self, row: str, holder: str) -> None:
        self.row = row
        self.holder = holder
        super().__init__(
            f"The id {row} already belongs to {printable(holder)}; empty the id "
            "to import it as a new annotation."
        )


class UnstorableText(StoreFailure):
    """A text holds half a surrogate pair, which no database takes."""

    def __init__(self, path: Place) -> None:
        super().__init__(
            f"A text for {printable(path)} holds half of a surrogate pair; "
            "save the source as UTF-8 and read it again."
        )


class Superseded(StoreFailure):
    """Someone replaced the revision that this edit builds on; theirs stays."""

    def __init__(
        self, mine: Annotation | Link, theirs: Annotation | Link | None
    ) -> None:
        self.mine = mine
        self.theirs = theirs
        """The revision that stands now; None when the database has none of that id."""
        found = "is not in the database"
        if theirs is not None:
            found = "has been changed in another window"
        super().__init__(
            f"The {_what(mine)} {found}, so your change to it was not saved; "
            "look at it again and repeat what is still right."
        )


class AlreadyTagged(StoreFailure):
    """The annotator already has this label on exactly this stretch."""

    def __init__(self, mine: Annotation, existing: str) -> None:
        self.mine = mine
        self.existing = existing
        """Id of the annotation that is there."""
        super().__init__(
            f"{mine.span.start}-{mine.span.end} is already tagged "
            f"{printable(mine.label)} by {printable(mine.annotator)}; "
            "change or remove that one."
        )


class GoldIsSomebody(StoreFailure):
    """The name of the gold layer is that of a person or a model."""

    def __init__(self, place: object, kind: str) -> None:
        super().__init__(
            f"The annotator gold of {printable(str(place))} is a {printable(kind)}, so "
            "decisions cannot be stored under that name; give that annotator another "
            "one."
        )
        self.kind = kind


class NothingToUndo(StoreFailure):
    """This annotator has no action left to undo."""

    def __init__(self) -> None:
        super().__init__("There is nothing to undo; tag something first.")


class NothingToRedo(StoreFailure):
    """No action was undone since the last new one."""

    def __init__(self) -> None:
        super().__init__("There is nothing to redo; undo something first.")


class UndoBlocked(StoreFailure):
    """What would be undone or redone has been changed since by someone else."""

    def __init__(self, row: Annotation | Link | None, what: str = "") -> None:
        self.row = row
        """What stands there now; None when it is the state of an article."""
        named = what or (_what(row) if row is not None else "state of the article")
        super().__init__(
            f"Skipped the {named}, which someone else has changed since; the next "
            "undo or redo goes on behind it."
        )


def _what(row: Annotation | Link) -> str:
    """The row in words: `claim "Some said…"`."""
    quote = getattr(row, "quote", None)
    if quote is None:
        return f"link {printable(getattr(row, 'kind', ''))}"
    short = quote if len(quote) <= 40 else quote[:39] + "…"
    return f"{printable(getattr(row, 'label', ''))} “{printable(short)}”"
