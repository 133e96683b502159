"""The articles that are compared, each with the marks of everyone who finished it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from annotate.agreement.work import Mark, Work

__all__ = ["Sheet", "labels_of", "narrowed", "people_of", "sheets_of"]


class Sheet(NamedTuple):
    """One article with the marks of everyone who finished it."""

    article: str
    length: int
    """Code points of the text."""
    tokens: Sequence[tuple[int, int]]
    """First code point of each token and the first behind it, by place; they do not
    overlap. Empty where only code points are asked for."""
    marks: Mapping[str, Collection[Mark]]
    """By annotator. Who finished it without a mark has an empty one."""


def sheets_of(
    works: Iterable[Work], tokens: Mapping[str, Sequence[tuple[int, int]]]
) -> tuple[Sheet, ...]:
    """The work of several people, put together by article, in the order it comes."""
    found: dict[str, Sheet] = {}
    for work in works:
        sheet = found.setdefault(
            work.article,
            Sheet(work.article, work.length, tokens.get(work.article, ()), {}),
        )
        found[work.article] = sheet._replace(
            marks={**sheet.marks, work.annotator: work.marks}
        )
    return tuple(found.values())


def people_of(sheets: Iterable[Sheet]) -> tuple[str, ...]:
    """Everyone who finished one of them, by name."""
    return tuple(sorted({name for sheet in sheets for name in sheet.marks}))


def labels_of(sheets: Iterable[Sheet]) -> Counter[str]:
    """How many marks each label has, where two people finished the article."""
    found: Counter[str] = Counter()
    for sheet in sheets:
        if len(sheet.marks) > 1:
            for marks in sheet.marks.values():
                found.update(label for _, _, label in set(marks))
    return found


def narrowed(sheets: Iterable[Sheet], labels: Collection[str]) -> tuple[Sheet, ...]:
    """The same articles with the marks of these labels."""
    return tuple(
        sheet._replace(
            marks={
                name: {mark for mark in marks if mark[2] in labels}
                for name, marks in sheet.marks.items()
            }
        )
        for sheet in sheets
    )
