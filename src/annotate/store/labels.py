"""Labels that are put into the scheme of a database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.store import rows
from annotate.store.schema import INSERT_LABEL, label_values

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotate.ids import Ids
    from annotate.model import Label
    from annotate.store.engine import Engine

__all__ = ["put_labels"]

_UPDATE_LABEL = """
UPDATE label SET title = :title, key = :key, colour = :colour, shape = :shape,
  hint = :hint, attributes = :attributes, position = :position, rev = :rev
WHERE id = :id"""


def put_labels(
    engine: Engine, ids: Ids, labels: Iterable[Label], *, first: bool = False
) -> int:
    """How many labels are new or changed now.

    A label whose id is there is changed to what is given; new ones come behind those
    that are there, in the order given.

    Args:
        engine: inside a transaction.
        ids: where revisions come from.
        labels: whole labels, each id once.
        first: put the labels in their order before all others.
    """
    held = {each.id: each for each in map(rows.label, engine.all(rows.LABELS))}
    given = {each.id: each for each in labels}
    order = [*given, *held] if first else [*held, *given]
    places = {row: place for place, row in enumerate(dict.fromkeys(order))}
    changed = 0
    for row, place in places.items():
        label = given.get(row, held.get(row))
        if label is None:
            continue
        bound = {"id": row}
        stored = engine.one("SELECT position, rev FROM label WHERE id = :id", bound)
        if stored is not None and (stored[0], held[row]) == (place, label):
            continue
        # Greater than what it replaces even on a slow clock, or a merge would drop it.
        rev = ids.mint(str(stored[1]) if stored else "")
        sql = INSERT_LABEL if stored is None else _UPDATE_LABEL
        engine.run(sql, label_values(label, place, rev))
        changed += 1
    return changed
