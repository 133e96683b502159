"""The links of an import, stored when all its annotations are known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotate.model import Answer, Link
from annotate.store.arrivals import arrival
from annotate.store.errors import IdTaken, UnusableId
from annotate.store.stored import stored_links

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotate.store.arrivals import Arrival, Arrivals
    from annotate.store.engine import Engine

__all__ = ["Waiting", "take_links"]

_SAME = """
SELECT 1 FROM link
WHERE source = :source AND live = 1 AND answer = 'accept' AND target = :target
  AND kind = :kind AND annotator = :annotator"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Links of a layer, until every annotation of the import is known."""

    article: str
    annotator: str
    event: str | None
    """The one that the annotations of the layer came with."""
    links: tuple[Link, ...]


def take_links(
    engine: Engine, arrivals: Arrivals, waiting: Waiting, same: Mapping[str, str]
) -> None:
    """Store a layer's links, now that it is known what their ends are called.

    Args:
        engine: inside the transaction of the import.
        arrivals: of the import.
        waiting: the links.
        same: ids of annotations that are there under another id, which they lead to.
    """
    incoming = [
        replace(
            each,
            annotator=waiting.annotator,
            source=same.get(each.source, each.source),
            target=same.get(each.target, each.target),
            answer=Answer.ACCEPT,
        )
        for each in waiting.links
    ]
    stored = stored_links(engine, [each.id for each in incoming])
    new: dict[str, Arrival[Link]] = {}
    for each in incoming:
        arrivals.refuse_id(each.id)
        if each.source == each.target:
            raise UnusableId(
                each.id,
                "links an annotation to itself",
                "take the link out, or mend its source or target",
            )
        earlier = stored.get(each.id, [])
        for other in earlier:
            if other.annotator != waiting.annotator:
                raise IdTaken(each.id, other.annotator)
        if not earlier and _is_there(engine, each):
            arrivals.counts["known"] += 1
        elif arrivals.is_wanted(each, earlier, new.get(each.id)):
            new[each.id] = arrival(each, earlier)
    if not new:
        return
    event = waiting.event or arrivals.event(
        waiting.article, waiting.annotator, [each.rev for each in new.values()]
    )
    arrivals.add_links(event, new.values())


def _is_there(engine: Engine, link: Link) -> bool:
    """Whether its annotator has the same link under another id."""
    ends = {"source": link.source, "target": link.target}
    whose = {"kind": link.kind, "annotator": link.annotator}
    return engine.one(_SAME, {**ends, **whose}) is not None
