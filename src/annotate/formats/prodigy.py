"""Prodigy's JSONL, as its recipes `spans.manual` and `db-in` have it.

One line per article and annotator. `token_end` is the last token of a span, not the one
after it; tokens are those of `tokens.py`, with white space as Prodigy has it. The key
`_input_hash` is what Prodigy knows a text by, so it is the same for all annotators of
a text; `_task_hash` is another number for each line of a file. Links between spans of
a line are `relations`. The rest stands in `annotate`, which Prodigy passes on.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from annotate.formats.contract import Piece, no_frame
from annotate.formats.details import COLUMN, details_of
from annotate.formats.jsontext import dumps
from annotate.formats.murmur import murmur3
from annotate.formats.prodigy_rows import read
from annotate.formats.tokens import blanks_behind, fitted, holding
from annotate.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotate.formats.contract import Exporting
    from annotate.formats.tokens import Fit
    from annotate.model import Annotator, Layer, Link

__all__ = [
    "articles_only",
    "drops",
    "folder",
    "frame",
    "has_tokens",
    "holds_parts",
    "input_hash",
    "name",
    "offset_unit",
    "read",
    "reads",
    "reads_like",
    "suffixes",
    "write",
    "writes",
]

name = "prodigy"
suffixes: tuple[str, ...] = (".jsonl",)
reads = True
writes = True
folder = False
holds_parts = False
articles_only = False
has_tokens = True
offset_unit = "codepoint"
drops = "articles without annotations, deleted annotations, history, times of work"

_TELLING = re.compile(
    rb'"_(?:input_hash|task_hash|view_id|session_id|annotator_id)"'
    rb'|"answer": ?"(?:accept|reject|ignore)"'
)


def write(layers: Iterable[Layer], exporting: Exporting) -> Iterator[Piece]:
    """The lines of a file, each with its line end."""
    hashes: set[int] = set()
    for layer in layers:
        if layer.annotator is None:
            # A task without spans that is said to be accepted would be trained on.
            exporting.losses.add("articles without annotations")
            continue
        task = _task_hash(layer.article.id, layer.annotator.id, hashes)
        row = _row(layer, layer.annotator, task, exporting)
        yield Piece("", f"{dumps(row)}\n".encode())


frame = no_frame


def reads_like(name: str, head: bytes) -> bool:
    """Whether a file with that name and those first bytes may be Prodigy's."""
    del name
    begins = head.lstrip(b"\xef\xbb\xbf \r\n").startswith((b"{", b"["))
    return begins and _TELLING.search(head) is not None


@lru_cache(maxsize=4)  # the annotators of an article come one after the other
def input_hash(text: str) -> int:
    """What Prodigy knows the text by."""
    return murmur3(f"text={json.dumps(text)}".encode())


def _task_hash(article: str, annotator: str, taken: set[int]) -> int:
    facts = f"id={article} annotator={annotator}".encode()
    seed = 0
    while (found := murmur3(facts, seed)) in taken:
        seed += 1
    taken.add(found)
    return found


def _row(
    layer: Layer, annotator: Annotator, task: int, exporting: Exporting
) -> dict[str, object]:
    article = layer.article
    text = article.text
    tokens, fits = fitted(layer, exporting, white_space=True)
    held = holding(layer, [fit.row for fit in fits], exporting.losses)
    blanks = blanks_behind(text, tokens)
    row: dict[str, object] = {
        "_input_hash": input_hash(text),
        "_task_hash": task,
        "_view_id": "spans_manual",
        "_is_binary": False,
        "_annotator_id": annotator.id,
        "_session_id": annotator.id,
        "answer": "ignore" if layer.status is Status.SKIPPED else "accept",
        "meta": {"id": article.id, "title": article.title, "source": article.source},
        "text": text,
        "tokens": [
            {
                "text": text[token.start : token.end],
                "start": token.start,
                "end": token.end,
                "id": number,
                "ws": blank,
            }
            for number, (token, blank) in enumerate(zip(tokens, blanks, strict=True))
        ],
        "spans": [{**_span(fit), "text": fit.row.quote} for fit in fits],
        COLUMN: dumps(details_of(held)),
    }
    if relations := list(_relations(held.links, fits)):
        row["relations"] = relations
    return row


def _span(fit: Fit) -> dict[str, object]:
    return {
        "start": fit.row.span.start,
        "end": fit.row.span.end,
        "token_start": fit.first,
        "token_end": fit.after - 1,
        "label": fit.row.label,
    }


def _relations(
    links: Iterable[Link], fits: Iterable[Fit]
) -> Iterator[dict[str, object]]:
    by_id = {fit.row.id: fit for fit in fits}
    for link in links:
        head, child = by_id.get(link.source), by_id.get(link.target)
        if head and child:
            yield {
                "head": head.after - 1,
                "child": child.after - 1,
                "head_span": _span(head),
                "child_span": _span(child),
                "label": link.kind,
            }
