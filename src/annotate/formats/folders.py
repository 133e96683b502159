"""Names of folders and files, for formats that tell annotator and article by them.

No name can leave its folder or hide there, whatever the data says. The folder of an
annotator is read back: what is no letter or digit is `%XX` in it, as in addresses.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

if TYPE_CHECKING:
    from annotate.model import Article

__all__ = ["Folders", "annotator_in", "stem_of"]

_LONGEST_STEM: Final = 40
"""Code points of the part that is for people."""
_LONGEST: Final = 200
"""Bytes of a name without its ending; file systems hold 255."""
_DIGITS: Final = 16
"""Of the hash of a name that is too long."""

_RUN = re.compile(r"[\W_]+")
_UNSAFE = re.compile(r"[^\w.@+-]")
_UNSAFE_OR_CASED = re.compile(r"[^\d_.@+-]")
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|com\d|lpt\d|initial_cas|curation_user)(?:\.|\Z)|[.-]",
    re.IGNORECASE,
)
"""Devices of Windows, INCEpTION's own files, hidden files, options of programs."""


def stem_of(article: Article) -> str:
    """A name for the article's files, without ending: its source or title, and its id.

    The id tells the article again, whatever becomes of its text in other programs.
    """
    source = article.source.rstrip("/").rpartition("/")[2]
    named = source.rpartition(".")[0] or source or article.title
    words = _RUN.sub("_", named)[:_LONGEST_STEM].strip("_")
    return f"{words or 'article'}-{article.id}"


class Folders:
    """Gives each annotator a folder that no other has, on any file system."""

    def __init__(self) -> None:
        self._given: dict[str, str] = {}
        self._taken: set[str] = set()

    def of(self, annotator: str) -> str:
        """The name of the folder; see `annotator_in` for the way back.

        A name that is too long for a file loses its end and gets a hash.
        """
        found = self._given.get(annotator)
        if found is None:
            found = _folder(annotator, _UNSAFE)
            if found.casefold() in self._taken:
                # Differs from another in nothing but its capitals.
                found = _folder(annotator, _UNSAFE_OR_CASED)
            self._given[annotator] = found
            self._taken.add(found.casefold())
        return found


def annotator_in(folder: str) -> str:
    """The annotator whose folder it is, unless the name was too long."""
    return unquote(folder)


def _folder(annotator: str, unsafe: re.Pattern[str]) -> str:
    name = unsafe.sub(lambda found: _escaped(found[0]), annotator)
    if _RESERVED.match(name):
        name = _escaped(name[0]) + name[1:]
    if name.endswith("."):
        name = name[:-1] + _escaped(".")
    if len(name.encode()) <= _LONGEST:
        return name
    digest = hashlib.sha256(annotator.encode()).hexdigest()[:_DIGITS]
    cut = name.encode()[: _LONGEST - _DIGITS - 1].decode(errors="ignore")
    return f"{re.sub('%[0-9A-F]?$', '', cut)}-{digest}"


def _escaped(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())
