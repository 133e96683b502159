"""The lines of a brat `.ann` file as values; what is no line of brat is told.

The format is that of brat.nlplab.org/standoff.html. Files in the wild break one of its
rules: the text column of a `T` line may hold a line break, so that the line goes on in
the next ones. A line that does not begin with an id is taken as such.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotate.formats.importing import Spot

__all__ = ["Attribute", "Comment", "Relation", "Standoff", "TextBound", "parse"]

_BEGIN = re.compile(r"(?:[TREAMN#][\w.#-]*|\*)\t")
_RANGE = r"-?[0-9]{1,18} +-?[0-9]{1,18}"
_TEXT_BOUND = re.compile(rf"(\S+) +({_RANGE}(?: *; *{_RANGE})*) *")
_RELATION = re.compile(r"(\S+) +([^\s:]+):(\S+) +([^\s:]+):(\S+)\s*")
_COMMENT = re.compile(r"(\S+) +(\S+)\s*")
_LEFT = {"E": "events", "N": "normalisations", "*": "equivalences"}


class TextBound(NamedTuple):
    """A `T` line: a label on one or more fragments of the text."""

    line: int
    id: str
    type: str
    fragments: tuple[tuple[int, int], ...]
    """As the file has them, unchecked; never none."""
    text: str | None
    """The column with the text; None when there is none."""


class Relation(NamedTuple):
    """An `R` line: a relation between two annotations."""

    line: int
    id: str
    type: str
    source: str
    target: str


class Attribute(NamedTuple):
    """An `A` or `M` line: a field of an annotation."""

    line: int
    id: str
    name: str
    target: str
    value: str
    """"" for an attribute without values, which is there or not."""


class Comment(NamedTuple):
    """A `#` line: words on an annotation."""

    line: int
    id: str
    type: str
    target: str
    text: str


class Standoff:
    """What a file holds, in its order, and how much it holds that is not read."""

    def __init__(self) -> None:
        self.text_bounds: list[TextBound] = []
        self.relations: list[Relation] = []
        self.attributes: list[Attribute] = []
        self.comments: list[Comment] = []
        self.left: dict[str, int] = {}
        """Names of what is not read, in plural, and how often."""


def parse(text: str, whole: Spot) -> Standoff:
    """What the text of an `.ann` file holds; `whole` is its place."""
    found = Standoff()
    seen: dict[str, int] = {}
    for number, line in _logical_lines(text):
        spot = whole.on(number)
        if not _BEGIN.match(line):
            spot.problem(
                "", "is no line of brat, as in T1, tab, claim 0 5, tab, the text"
            )
            continue
        name, _, rest = line.partition("\t")
        if name != "*" and seen.setdefault(name, number) != number:
            spot.problem("id", f"{name} stands on line {seen[name]} too; number anew")
            continue
        data, tab, tail = rest.partition("\t")
        if not _take(found, number, name, data, tail if tab else None):
            spot.problem("", f"{name} is cut off or not as brat writes it")
    return found


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers, those that go on joined by their line breaks."""
    first, pending = 0, ""
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        if first and pending.startswith("T") and not _BEGIN.match(line):
            pending += f"\n{line}"
            continue
        if first:
            yield first, pending.rstrip("\n")
        first, pending = (number, line) if line.strip() else (0, "")
    if first:
        yield first, pending.rstrip("\n")


def _take(found: Standoff, number: int, name: str, data: str, tail: str | None) -> bool:
    """Add what a line says; False when it is not well-formed."""
    kind = name[0]
    if kind in _LEFT:
        found.left[_LEFT[kind]] = found.left.get(_LEFT[kind], 0) + 1
    elif kind == "T" and (bound := _TEXT_BOUND.fullmatch(data)):
        fragments = tuple(
            (int(start), int(end)) for start, end in map(str.split, bound[2].split(";"))
        )
        found.text_bounds.append(TextBound(number, name, bound[1], fragments, tail))
    elif kind == "R" and (ends := _RELATION.fullmatch(data)):
        found.relations.append(Relation(number, name, ends[1], ends[3], ends[5]))
    elif kind == "#" and (about := _COMMENT.fullmatch(data)):
        found.comments.append(Comment(number, name, about[1], about[2], tail or ""))
    elif kind in "AM" and len(words := data.split(None, 2)) > 1:
        value = words[2].strip() if len(words) > 2 else ""
        found.attributes.append(Attribute(number, name, words[0], words[1], value))
    else:
        return False
    return True
