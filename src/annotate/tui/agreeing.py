"""Finished work of a database, as agreement compares it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotate.agreement.layers import Unit
from annotate.agreement.sheets import Sheet
from annotate.formats.tokens import tokenize
from annotate.model import AnnotatorKind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from annotate.model import Annotator
    from annotate.store.reader import Reader

__all__ = ["Compared", "compared", "renamed", "who_is_compared"]


class Compared(NamedTuple):
    """What is compared."""

    people: tuple[str, ...]
    """Everyone whose work was asked for, also those who share nothing."""
    sheets: tuple[Sheet, ...]
    """The articles that two or more of them finished."""
    titles: dict[str, str]
    """Of these articles, by id."""


def who_is_compared(
    annotators: Collection[Annotator], *, gold: bool = False
) -> tuple[str, ...]:
    """The ids of all people by name; with gold, the gold layer stands before them."""
    kinds = (
        (AnnotatorKind.GOLD, AnnotatorKind.HUMAN) if gold else (AnnotatorKind.HUMAN,)
    )
    return tuple(each.id for kind in kinds for each in annotators if each.kind is kind)


def compared(
    reader: Reader,
    people: tuple[str, ...],
    articles: Collection[str] = (),
    *,
    unit: Unit = Unit.TOKEN,
    unfinished: bool = False,
    left_out: Collection[str] = (),
) -> Compared:
    """The finished work of these people on these articles, all for none.

    The tokens are those of `formats.tokens`, which are documented. Articles of
    `left_out` do not come.
    """
    sheets, titles = [], {}
    for each in reader.finished(
        people, articles, unfinished=unfinished, left_out=left_out
    ):
        tokens = (
            [(token.start, token.end) for token in tokenize(each.text)]
            if unit is Unit.TOKEN
            else []
        )
        sheets.append(Sheet(each.article, len(each.text), tokens, each.marks))
        titles[each.article] = each.title
    return Compared(people, tuple(sheets), titles)


def renamed(found: Compared, names: Mapping[str, str], *, in_order: bool) -> Compared:
    """The same with people under the names of `names`; who is not there keeps theirs.

    Their order would tell who is who: the new names come in an order of their own,
    shorter ones first, unless `in_order` keeps the one that was asked for.
    """

    def new(name: str) -> str:
        return names.get(name, name)

    people = [new(name) for name in found.people]
    if not in_order:
        kept = [name for name in people if name not in names.values()]
        anonymous = [name for name in people if name in names.values()]
        people = [*kept, *sorted(anonymous, key=lambda name: (len(name), name))]
    return found._replace(
        people=tuple(people),
        sheets=tuple(
            sheet._replace(
                marks={new(name): marks for name, marks in sheet.marks.items()}
            )
            for sheet in found.sheets
        ),
    )
