"""Ids that follow from what they stand for, so that equal imports give equal rows."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from annotate.ids import pack, unix_ms
from annotate.model import Annotation, Answer, Link
from annotate.store.rows import content

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotate.store.engine import Value

__all__ = ["event_for", "place", "revision_after"]

_Revision = TypeVar("_Revision", Annotation, Link)


def revision_after(value: _Revision, earlier: Sequence[_Revision]) -> _Revision:
    """The value as the next revision of its id.

    Args:
        value: what the revision says; its own `rev` and `prev` do not count.
        earlier: the revisions there are, oldest first. Without any, the time of the
            new rev is that of the id; else it comes one millisecond after the last.
    """
    if not earlier:
        rev = pack(unix_ms(value.id), _bits([*content(value), ""]))
        return replace(value, rev=rev, prev=None)
    prev = earlier[-1].rev
    rev = pack(unix_ms(prev) + 1, _bits([*content(value), prev]))
    return replace(value, rev=rev, prev=prev)


def event_for(revs: Sequence[str]) -> str:
    """The rev of the event that brought these revisions, made at the last of them."""
    return pack(max(map(unix_ms, revs)), _bits(["import", *revs]))


def place(value: Annotation) -> tuple[Value, ...]:
    """What no two annotations of one layer share."""
    origin = value.origin if value.answer is Answer.REJECT else ""
    span = value.span
    return span.start, span.end, value.label, value.answer.value, origin


def _bits(facts: Sequence[Value]) -> int:
    said = json.dumps(facts, ensure_ascii=True).encode()
    return int.from_bytes(hashlib.sha256(said).digest()[:10])
