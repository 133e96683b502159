"""The documents of a CoNLL file: rows of columns, and what comments say of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from annotate.formats.bio import is_tag
from annotate.formats.lines import text_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotate.formats.importing import Importing, Spot

__all__ = ["COLUMNS", "DOCUMENT", "Comment", "Document", "Row", "documents"]

COLUMNS: Final = "global.columns"
"""The comment that names the columns, as in CoNLL-U Plus."""
DOCUMENT: Final = "-DOCSTART-"
"""The token that begins a document, as in CoNLL-2003."""

_BEGINNINGS: Final = {"newdoc", "newdoc id", COLUMNS}
"""Comments that begin a document; the last, where files were put behind each other."""
_COMMENT = re.compile(r"#\s*([\w.:-]+(?: \w+)?)\s*=\s*(.*)")


class Comment(NamedTuple):
    """What a line `# key = value` says."""

    spot: Spot
    value: str


class Row(NamedTuple):
    """The columns of a token."""

    spot: Spot
    columns: tuple[str, ...]


@dataclass(slots=True)
class Document:
    """An article's part of the file."""

    spot: Spot
    """Where it begins."""
    names: tuple[str, ...] = ()
    """Of the columns; empty where the file names none."""
    comments: dict[str, list[Comment]] = field(default_factory=dict)
    sentences: list[list[Row]] = field(default_factory=list)
    """None of them empty."""

    def said(self, key: str) -> Comment | None:
        """The first comment of that name; None when there is none."""
        found = self.comments.get(key)
        return found[0] if found else None


def documents(lines: Iterable[bytes], importing: Importing) -> Iterator[Document]:
    """The documents with rows, in order.

    `-DOCSTART-` and a comment `newdoc` begin one; without either, all of the file is
    one. A blank line ends a sentence.
    """
    names: tuple[str, ...] = ()
    width = 0
    document: Document | None = None
    is_inside = False
    for spot, line in text_lines(lines, importing):
        columns = _columns(line)
        comment = _comment(line, columns)
        is_start = bool(columns) and columns[0] == DOCUMENT
        begins = is_start or (comment is not None and comment[0] in _BEGINNINGS)
        if document is None or (begins and document.sentences):
            if document is not None:
                yield document
            document, is_inside, width = Document(spot, names), False, 0
        if not columns or is_start:
            is_inside = False
        elif comment is not None:
            key, value = comment
            if key == COLUMNS:
                names = document.names = tuple(value.split())
            document.comments.setdefault(key, []).append(Comment(spot, value))
        else:
            width = width or len(columns)
            if len(columns) != width:
                spot.problem(
                    "", f"has {len(columns)} columns, where the first token has {width}"
                )
                continue
            if not is_inside:
                document.sentences.append([])
            is_inside = True
            document.sentences[-1].append(Row(spot, columns))
    if document is not None and document.sentences:
        yield document


def _columns(line: str) -> tuple[str, ...]:
    line = line.strip("\r\n")
    if "\t" in line:
        found = tuple(each.strip() for each in line.split("\t"))
        return found if any(found) else ()
    return tuple(line.split())


def _comment(line: str, columns: tuple[str, ...]) -> tuple[str, str] | None:
    """The key and value of a comment, the key empty where it has none."""
    if not line.startswith("#") or "\t" in line:
        return None
    if match := _COMMENT.match(line):
        return match[1], match[2].rstrip()
    is_token = len(columns) > 1 and columns[0] == "#" and is_tag(columns[-1])
    return None if is_token else ("", line)
