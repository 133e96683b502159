"""Spans of native JSONL as our own export writes them, read in one go.

Reading a file field by field, each with its place in case it is wrong, takes four times
as long. What is not plain in every field is left to that way, which also tells what is
wrong; a test holds the two to the same annotations.
"""

from __future__ import annotations

from math import inf
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from annotate.formats.jsontext import canonical_object
from annotate.formats.naming import is_label
from annotate.formats.row_ids import LAST_MS, time_of
from annotate.ids import revision_ms
from annotate.model import Annotation, Answer, Span, UnfrozenAnnotation
from annotate.text.clean import clean

if TYPE_CHECKING:
    from annotate.formats.drafting import Draft

__all__ = ["SPAN_KEYS", "plain"]

SPAN_KEYS: Final = (
    *("id", "start", "end", "label", "text", "note", "attributes", "origin"),
    *("score", "created"),
)
_VALUES = itemgetter(*SPAN_KEYS)


def plain(draft: Draft, rows: object, answer: Answer) -> list[Annotation] | None:
    """The annotations of a list of spans, each with all its fields as we write them.

    None where one of them is any other, be it wrong or not. The edges of the spans are
    not looked at.
    """
    if not (isinstance(rows, list) and draft.counts_alike):
        return None
    try:
        return [_annotation(draft, row, answer) for row in rows]
    except _NotPlain:
        return None


class _NotPlain(Exception):
    """A span has a field that is missing, too many, wrong or written otherwise."""


def _annotation(draft: Draft, row: object, answer: Answer) -> Annotation:
    if not (isinstance(row, dict) and len(row) == len(SPAN_KEYS)):
        raise _NotPlain
    try:
        rev, start, end, label, quote, note, said, origin, score, made = _VALUES(row)
    except KeyError as error:
        raise _NotPlain from error
    article = draft.article
    if not (
        type(start) is type(end) is int
        and 0 <= start < end <= len(article.text)
        and article.text[start:end] == quote
        and type(label) is type(rev) is type(note) is type(said) is type(origin) is str
        and is_label(label)
        and (milliseconds := revision_ms(rev)) is not None
        and milliseconds <= LAST_MS
        and time_of(milliseconds) == made
        and type(score) is float
        and (score == -1.0 or 0.0 <= score < inf)
    ):
        raise _NotPlain
    if said != "{}":
        try:
            said = canonical_object(said or "{}")
        except ValueError as error:
            raise _NotPlain from error
    return UnfrozenAnnotation(
        rev,
        rev,
        None,
        article.id,
        Span(start, end),
        quote,
        label,
        draft.annotator.id if draft.annotator else "",
        clean(note) if note else "",
        said,
        clean(origin) if origin else "",
        None if score == -1.0 else score,
        answer,
    ).frozen()
