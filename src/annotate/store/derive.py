"""Ids that follow from what they stand for, so that equal imports give equal rows."""

from __future__ import annotations

import hashlib
import json
from json.encoder import encode_basestring_ascii as quoted
from typing import TYPE_CHECKING

from annotate.ids import beside, pack, unix_ms
from annotate.model import Annotation, Answer, Link
from annotate.store.rows import content

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotate.store.engine import Value

__all__ = ["event_for", "place", "rev_after"]


def rev_after(value: Annotation | Link, prev: str | None) -> str:
    """The rev of the value as the next revision of its id.

    Args:
        value: what the revision says; its own `rev` and `prev` do not count.
        prev: the rev of the one before; the new one comes one millisecond after it. For
            None, which is the first, it has the time of the id.
    """
    if isinstance(value, Annotation):
        bits = _bits(_said(value, prev or ""))
    else:
        bits = _bits(json.dumps([*content(value), prev or ""]))
    return beside(value.id, bits) if prev is None else pack(unix_ms(prev) + 1, bits)


def event_for(revs: Sequence[str]) -> str:
    """The rev of the event that brought these revisions, made at the last of them."""
    listed = '", "'.join(("import", *revs))
    return beside(max(revs), _bits(f'["{listed}"]'))


def place(value: Annotation) -> tuple[Value, ...]:
    """What no two annotations of one layer share."""
    origin = value.origin if value.answer is Answer.REJECT else ""
    span = value.span
    return span.start, span.end, value.label, value.answer is Answer.REJECT, origin


def _said(value: Annotation, prev: str) -> str:
    """What `json.dumps` makes of the content and `prev`, in a third of the time."""
    score = "null" if value.score is None else json.dumps(value.score)
    return (
        f"[{quoted(value.id)}, {quoted(value.annotator)}, {quoted(value.answer)}, "
        f"{quoted(value.origin)}, {score}, {quoted(value.article)}, "
        f"{quoted(value.label)}, {value.span.start}, {value.span.end}, "
        f"{quoted(value.quote)}, {quoted(value.note)}, {quoted(value.attributes)}, "
        f"{quoted(prev)}]"
    )


def _bits(said: str) -> int:
    return int.from_bytes(hashlib.sha256(said.encode()).digest()[:10])
