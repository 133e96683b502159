"""Links as they are read for the screen, and the annotations that they lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.model import QuoteMismatch
from annotate.store import rows
from annotate.store.layers import LINK_WITH_ENDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotate.model import Annotation, Link
    from annotate.store.engine import Reads

__all__ = ["ends", "links_in", "links_of"]


_VISIBLE_LINK = f"""{LINK_WITH_ENDS}
AND s.answer = 'accept' AND COALESCE(t.answer, 'accept') = 'accept'"""
"""On the screen a rejected end hides its links too; a layer has it, and its links."""


def _either(condition: str) -> str:
    """Links that hold a condition at one of their ends, `s` and `t`, by id."""
    either = (condition.format(end=end, side=side) for end, side in _SIDES)
    return "\nUNION\n".join(
        f"SELECT {rows.LINK} FROM {_VISIBLE_LINK} AND {each}" for each in either
    )


_SIDES = (("s", "source"), ("t", "target"))

_IN_ARTICLE = f"{_either('{end}.article = :article')}\nORDER BY 1"

_OF_ANNOTATION = f"{_either('l.{side} = :id')}\nORDER BY 1"

_END = f"""
SELECT r.title,
  substr(r.text, CAST(a.start + 1 AS INTEGER), CAST(a.stop - a.start AS INTEGER)),
  {rows.ANNOTATION}
FROM annotation a JOIN article r ON r.id = a.article
WHERE a.id = :id AND a.live = 1 AND a.answer <> 'delete'"""


def links_in(reads: Reads, article: str) -> tuple[Link, ...]:
    """The links that show in an article, by id."""
    return tuple(map(rows.link, reads.all(_IN_ARTICLE, {"article": article})))


def links_of(reads: Reads, annotations: Iterable[str]) -> tuple[Link, ...]:
    """The links that show of some annotations, each once, by id."""
    found = {
        link.id: link
        for one in annotations
        for link in map(rows.link, reads.all(_OF_ANNOTATION, {"id": one}))
    }
    return tuple(found[each] for each in sorted(found))


def ends(reads: Reads, annotations: Iterable[str]) -> Iterator[tuple[Annotation, str]]:
    """Those of the annotations that are there, with the titles of their articles."""
    for one in annotations:
        row = reads.one(_END, {"id": one})
        if row is not None:
            title, text, *values = row
            end = rows.annotation(tuple(values))
            if end.quote != text:
                raise QuoteMismatch(end.article, end.span.start, end.span.end)
            yield end, title
