"""Articles out of rows of other people's data, without annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from annotate.formats.jsontext import dumps
from annotate.formats.naming import article_of
from annotate.model import Layer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotate.formats.importing import Spot

__all__ = ["layer_of"]

_TITLES: Final = ("title", "headline")
_SOURCES: Final = ("source", "url", "link")


def layer_of(spot: Spot, row: Mapping[str, object], text_column: str) -> Layer | None:
    """The article of a row as a layer of nobody; None, and a problem, without a text.

    Its title is `title` or `headline`, its source `source`, `url` or `link`, as far as
    these are text; all other values become `meta`.
    """
    text = row.get(text_column)
    if not isinstance(text, str):
        why = "is missing" if text is None else "is no text"
        spot.problem(text_column, f"{why}; name the right one with --text-column")
        return None
    if not text.strip():
        spot.problem(text_column, "is empty")
        return None
    used = {text_column}

    def first(names: tuple[str, ...]) -> str:
        for name in names:
            value = row.get(name)
            if name not in used and isinstance(value, str) and value.strip():
                used.add(name)
                return value
        return ""

    title, source = first(_TITLES), first(_SOURCES)
    rest = {name: value for name, value in row.items() if name not in used and name}
    try:
        meta = dumps(rest, sort_keys=True)
    except ValueError as error:
        spot.problem("", f"cannot be kept as JSON ({error})")
        return None
    return Layer(article_of(spot, text, title=title, source=source, meta=meta), None)
