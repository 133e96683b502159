"""Names of files and folders that every system takes, made of articles and annotators.

No name that comes from data can leave its folder: what is no letter, digit, mark or one
of `-_.` is replaced in the names of articles, and written as `%XX` in those of
annotators, which must be read back.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

if TYPE_CHECKING:
    from annotate.model import Article

__all__ = ["annotator_in", "folder_of", "stem_of"]

_LONGEST_STEM: Final = 40
"""Code points of the part that is for people; a file's name may have 255 bytes."""
_LONGEST_FOLDER: Final = 200
"""Bytes of the name of an annotator's folder."""
_ID: Final = 16
"""Digits of the article's id: enough to tell any two articles apart."""

_RUN = re.compile(r"[^\w]+")
_UNSAFE = re.compile(r"[^\w.-]")
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|com\d|lpt\d|initial_cas|curation_user)(?:\.|\Z)|[.-]",
    re.IGNORECASE,
)
"""Names of devices on Windows, of INCEpTION's own files, hidden files and options."""


def stem_of(article: Article) -> str:
    """A name for the article's files, without ending: its source or title, and its id.

    The same for the same article, and another one for each.
    """
    source = article.source.rstrip("/").rpartition("/")[2]
    named = source.rpartition(".")[0] or source or article.title
    words = _RUN.sub("_", named).strip("_")[:_LONGEST_STEM].strip("_")
    while len(words.encode()) > 3 * _LONGEST_STEM:
        words = words[:-1]
    return "-".join(filter(None, (words or "article", article.id[:_ID])))


def folder_of(annotator: str) -> str:
    """A name for the folder or file of an annotator's work, without ending.

    A name that would be too long for a file loses its end and gets a hash.
    """
    name = _UNSAFE.sub(lambda found: _escaped(found[0]), annotator)
    if _RESERVED.match(name):
        name = _escaped(name[0]) + name[1:]
    if name.endswith("."):
        name = name[:-1] + _escaped(".")
    data = name.encode()
    if len(data) > _LONGEST_FOLDER:
        digest = hashlib.sha256(annotator.encode()).hexdigest()[:_ID]
        cut = data[: _LONGEST_FOLDER - _ID - 1].decode(errors="ignore")
        name = f"{re.sub('%[0-9A-F]?$', '', cut)}-{digest}"
    return name


def annotator_in(folder: str) -> str:
    """The annotator whose folder it is, as far as `folder_of` kept the name."""
    return unquote(folder)


def _escaped(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode())
