"""Files become articles here: what can be read, and why a file cannot.

A file is read whole, checked, cleaned once, and given a title and a source that names
no folder of this machine.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from annotate.errors import AnnotateError
from annotate.model import Article, article_id
from annotate.text.clean import clean, guess_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = [
    "LARGEST",
    "Unreadable",
    "article_from_bytes",
    "read_article",
    "read_articles",
    "refuse_binary",
    "refuse_irregular",
    "source_below",
    "text_files",
]

LARGEST: Final = 16 * 1024 * 1024
"""Bytes of the largest file that is read."""

_CONTROLS: Final = bytes({*range(32), 127} - set(b"\b\t\n\v\f\r\x1b"))
"""Control characters that text in the wild does not hold in bulk."""

_WIDE: Final = (
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)

_ZIP: Final = "a zip archive"
_GZIP: Final = "packed by gzip"
_PACKED: Final = (_ZIP, _GZIP)
"""Kinds of files that hold others, of which none is ever opened."""

_KINDS: Final = (
    (b"PK\x03\x04", ".docx", "a Word document"),
    (b"PK\x03\x04", ".odt", "an OpenDocument text"),
    (b"PK\x03\x04", ".epub", "an e-book"),
    (b"PK\x03\x04", "", _ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", "an old Office document"),
    (b"%PDF-", "", "a PDF"),
    (b"\x1f\x8b", "", _GZIP),
    (b"SQLite format 3\0", "", "an SQLite database"),
)
"""First bytes, the end of the name, and what a file with both is."""


class Unreadable(AnnotateError):
    """A file that cannot become an article; `path` is what the user named."""

    def __init__(self, path: str, what: str) -> None:
        super().__init__(f"{path} {what}.")
        self.path = path


def read_articles(
    paths: Iterable[Path], *, bases: Sequence[Path] = ()
) -> tuple[tuple[Article, ...], tuple[Unreadable, ...]]:
    """The articles of files and folders in the order given, and what was wrong.

    A folder gives its `*.txt` in name order. Two files with the same text give two
    articles with one id, which may differ in source.
    """
    files, unread = text_files(paths)
    articles: list[Article] = []
    problems = list(unread)
    for file in files:
        try:
            articles.append(read_article(file, bases=bases))
        except Unreadable as problem:
            problems.append(problem)
    return tuple(articles), tuple(problems)


def text_files(
    paths: Iterable[Path],
) -> tuple[tuple[Path, ...], tuple[Unreadable, ...]]:
    """The files named, each folder replaced by its `*.txt` in name order.

    The problems are folders without such files and folders that cannot be read.
    """
    files: list[Path] = []
    problems: list[Unreadable] = []
    for path in paths:
        try:
            files += _texts_in(path) if path.is_dir() else (path,)
        except Unreadable as problem:
            problems.append(problem)
    return tuple(files), tuple(problems)


def read_article(path: Path, *, bases: Sequence[Path] = ()) -> Article:
    """The article of one file.

    Its source is that of `source_below`.

    Raises:
        Unreadable: Missing, a folder, a pipe or device, larger than 16 MiB, empty,
            binary, not UTF-8, or without permission.
    """
    with _told(path):
        refuse_irregular(path)
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    return article_from_bytes(data, str(path), source=source_below(path, bases))


def refuse_irregular(path: Path, *, largest: int = LARGEST) -> None:
    """Returns when there is a regular file of at most `largest` bytes.

    Raises:
        Unreadable: There is none.
    """
    with _told(path):
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise Unreadable(str(path), "is a folder; add it with `annotate add`")
        # A pipe without a writer would be waited on for ever.
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable(
                str(path), "is no regular file; pipe its text into `annotate add -`"
            )
        if status.st_size > largest:
            raise _too_large(str(path), status.st_size, largest)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the system says of a file, as Unreadable."""
    try:
        yield
    except FileNotFoundError as error:
        raise Unreadable(str(path), "does not exist; check the path") from error
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise Unreadable(
            str(path), f"cannot be read ({reason}); check the path and its permissions"
        ) from error


def article_from_bytes(data: bytes, name: str, *, source: str = "") -> Article:
    """The article of the bytes of a file; `name` is what messages call it.

    Raises:
        Unreadable: As `read_article`.
    """
    if len(data) > LARGEST:
        raise _too_large(name, len(data))
    text = clean(_decoded(data, name))
    if not text.strip():
        raise Unreadable(name, "holds no text; an article needs at least one letter")
    return Article(article_id(text), guess_title(text), text, source)


def refuse_binary(data: bytes, name: str) -> None:
    """Returns when `data`, a file or its first lines, may be text in UTF-8.

    Raises:
        Unreadable: It is binary, UTF-16 or UTF-32.
    """
    for mark, encoding in _WIDE:
        if data.startswith(mark):
            raise Unreadable(
                name,
                f"is {encoding}, not UTF-8; convert it with "
                f"`iconv -f {encoding} -t UTF-8`",
            )
    for mark, suffix, kind in _KINDS:
        if data.startswith(mark) and name.lower().endswith(suffix):
            raise _binary(name, kind)
    controls = len(data) - len(data.translate(None, _CONTROLS))
    # A stray NUL or bell is cleaned or shown; one byte in ten is no text.
    if controls * 10 > len(data) or (controls and not _is_utf8(data)):
        raise _binary(name)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _decoded(data: bytes, name: str) -> str:
    refuse_binary(data, name)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            name,
            f"is not UTF-8 (byte {error.start}, line {line}); convert it, for example "
            f"with `iconv -f WINDOWS-1252 -t UTF-8`",
        ) from error


def _binary(name: str, kind: str = "") -> Unreadable:
    what = f"is a binary file ({kind})" if kind else "is a binary file"
    remedy = (
        "unpack it first"
        if kind in _PACKED
        else "save it as plain text in UTF-8 for `annotate add`, or in one of "
        "`annotate formats` for `annotate import`"
    )
    return Unreadable(name, f"{what}; {remedy}")


def _too_large(name: str, size: int, largest: int = LARGEST) -> Unreadable:
    return Unreadable(
        name,
        f"is larger than {largest >> 20} MiB ({size / 1024 / 1024:.1f} MiB); split it, "
        "for example "
        "with `split -C 8m`",
    )


def _texts_in(folder: Path) -> tuple[Path, ...]:
    try:
        found = sorted(folder.iterdir(), key=lambda file: file.name)
    except OSError as error:
        raise Unreadable(
            str(folder), f"cannot be read ({error.strerror}); check its permissions"
        ) from error
    files = tuple(
        file
        for file in found
        if file.suffix.lower() == ".txt" and not file.name.startswith(".")
    )
    if not files:
        raise Unreadable(str(folder), "has no *.txt; name the files to add")
    return files


def source_below(path: Path, bases: Sequence[Path]) -> str:
    """The path below the first of `bases`, or else the working folder, that holds it.

    The bare file name when none does.
    """
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  keeps the links of the user
    for base in (*bases, Path.cwd()):
        try:
            return absolute.relative_to(os.path.abspath(base)).as_posix()  # noqa: PTH100  the same
        except ValueError:
            continue
    return path.name
