"""Labels that are added to the scheme of a database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.store.schema import INSERT_LABEL, label_values

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotate.ids import Ids
    from annotate.model import Label
    from annotate.store.engine import Engine

__all__ = ["add_labels"]


def add_labels(engine: Engine, ids: Ids, labels: Iterable[Label]) -> None:
    """Put labels behind those that are there; one whose id is taken stays as it is."""
    known = {row[0] for row in engine.all("SELECT id FROM label")}
    for label in labels:
        if label.id not in known:
            values = label_values(label, len(known), ids.mint())
            engine.run(INSERT_LABEL, values)
            known.add(label.id)
