"""What the desk reads of a store: articles with their tags, and where links lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.desk.links import End
from annotate.desk.state import Sheet

if TYPE_CHECKING:
    from collections.abc import Collection

    from annotate.model import Scheme
    from annotate.store.reader import Reader

__all__ = ["ends_of", "sheet_of"]


def sheet_of(
    store: Reader, article: str, scheme: Scheme, reader: str, models: frozenset[str]
) -> Sheet:
    """An article with its annotations and links, read from the store for `reader`."""
    return Sheet.of(
        store.article(article),
        store.annotations(article),
        store.links(article),
        tuple(label.id for label in scheme.labels),
        reader=reader,
        models=models,
    )


def ends_of(store: Reader, sheets: Collection[Sheet]) -> tuple[End, ...]:
    """What the links of the sheets lead to in articles that are not among them."""
    far = {
        end: None
        for sheet in sheets
        for end in sheet.links.ends
        if not any(end in each.by_id for each in sheets)
    }
    return tuple(End(*found) for found in store.ends(far))
