"""The tokens of a text, and the tokens that a span is made of.

The rule is documented, since whoever trains on the tokens must be able to make them
again. Left to right, in each run without white space, the first of these that fits:

1. letters with a full stop after each, two or more: `U.S.`, `a.m.`
2. digits, with single points and commas between them: `10,000`, `3.5`, the `6` of `6pm`
3. the English endings `'s 't 'd 'm 're 've 'll` after a letter
4. one character of a script that is written without blanks: Han, kana, Thai, Lao, …
5. letters, marks, digits and `_`, with single apostrophes between them: `O'Brien`
6. one character, which is a whole grapheme cluster: a mark, a symbol, an emoji

So every code point that is no white space is in exactly one token.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from annotate.formats.contract import Alignment
from annotate.model import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    import regex

    from annotate.formats.contract import Exporting, Losses
    from annotate.model import Annotation, Layer

__all__ = [
    "Aligned",
    "Fit",
    "aligned",
    "blanks_behind",
    "fitted",
    "holding",
    "tokenize",
    "with_white_space",
]

_RUN = re.compile(r"\S+")
_SPACELESS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_ENDING = r"['’](?i:s|t|d|m|re|ve|ll)(?![\p{L}\p{M}\p{N}_])"
_FLAG = "[\U0001f1e6-\U0001f1ff]"
# The flags before the last, since \X alone would count a run of them again for each.
_TOKEN = rf"""
    (?:\p{{L}}\.){{2,}}
  | \p{{Nd}}++(?:[.,]\p{{Nd}}++)*+(?!\p{{M}})
  | (?<=[\p{{L}}\p{{M}}]){_ENDING}
  | (?=[{_SPACELESS}])\X
  | [[\p{{L}}\p{{N}}_]--[{_SPACELESS}]]
    (?:[[\p{{L}}\p{{N}}\p{{M}}_\u200c\u200d]--[{_SPACELESS}]]
      |(?<=[\p{{L}}\p{{M}}])(?!{_ENDING})['’](?=[\p{{L}}--[{_SPACELESS}]])
    )*+
  | {_FLAG}{{2}}(?={_FLAG})
  | \X
"""


class Aligned(NamedTuple):
    """The tokens of a text, and where among them its spans are."""

    tokens: list[Span]
    """In order; between them is nothing but white space."""
    places: list[tuple[int, int] | None]
    """For each span its first token and the token after its last; None for a span that
    is dropped."""


class Fit(NamedTuple):
    """An annotation as tokens hold it, which may have moved its edges."""

    row: Annotation
    first: int
    """Its first token."""
    after: int
    """The token after its last one."""


def tokenize(text: str) -> list[Span]:
    """The tokens in order; never white space, and nothing else is left out."""
    pattern = _token()
    return [
        Span(*match.span())
        for run in _RUN.finditer(text)
        for match in pattern.finditer(text, run.start(), run.end())
    ]


def with_white_space(
    text: str, tokens: Iterable[Span], blanks: Collection[int] = ()
) -> list[Span]:
    """The tokens with white space between them as tokens too, as spaCy has it.

    One blank behind a token belongs to that token and is none itself, unless its
    offset is among `blanks`; all other white space is, in one piece between two tokens.
    """
    found: list[Span] = []
    at = 0
    for token in (*tokens, None):
        start = token.start if token else len(text)
        if found and at < start and text[at] == " ":
            if at in blanks:
                found.append(Span(at, at + 1))
            at += 1
        if at < start:
            found.append(Span(at, start))
        if token:
            found.append(token)
            at = token.end
    return found


def blanks_behind(text: str, tokens: Sequence[Span]) -> list[bool]:
    """For each token whether one blank follows it that is no token itself."""
    starts = {token.start for token in tokens}
    return [
        token.end not in starts and text[token.end : token.end + 1] == " "
        for token in tokens
    ]


def aligned(
    text: str,
    spans: Sequence[Span],
    alignment: Alignment,
    losses: Losses,
    *,
    white_space: bool = False,
    tokens: list[Span] | None = None,
) -> Aligned:
    """The tokens of the text, and for each span those that it is made of.

    Spans that come out longer or shorter, and those that are dropped, are counted in
    `losses`. With `Alignment.SPLIT` these are only spans with white space at an edge,
    and with `white_space` none.

    Args:
        text: the whole of it.
        spans: in any order; they may nest, cross and repeat.
        alignment: what is done with a span whose edge is no border of a token.
        losses: of the export.
        white_space: whether white space is made of tokens too, as spaCy has it.
        tokens: of another rule; those of `tokenize` when None.
    """
    is_split = alignment is Alignment.SPLIT
    if tokens is None:
        tokens = tokenize(text)
    if white_space:
        # What no token covers can be no edge of a span.
        edge_blanks = {at for span in spans for at in (span.start, span.end - 1)}
        tokens = with_white_space(text, tokens, edge_blanks if is_split else ())
    if is_split:
        edges = sorted({edge for span in spans for edge in (span.start, span.end)})
        tokens = list(_cut(tokens, edges))
    starts = [token.start for token in tokens]
    ends = [token.end for token in tokens]
    places = [_place(span, starts, ends, alignment) for span in spans]
    for span, place in zip(spans, places, strict=True):
        if place is None:
            losses.add(
                "spans dropped that do not meet the borders of tokens"
                if text[span.start : span.end].strip()
                else "spans dropped that are white space alone"
            )
        elif (starts[place[0]], ends[place[1] - 1]) != (span.start, span.end):
            losses.add("spans moved to the borders of tokens")
    return Aligned(tokens, places)


def fitted(
    layer: Layer,
    exporting: Exporting,
    *,
    white_space: bool = False,
    tokens: list[Span] | None = None,
) -> tuple[list[Span], list[Fit]]:
    """The tokens of a layer's text, and its annotations that they can hold, in order.

    See `aligned` for what is counted and for the last two arguments.
    """
    rows = layer.annotations
    found = aligned(
        layer.article.text,
        [row.span for row in rows],
        exporting.alignment,
        exporting.losses,
        white_space=white_space,
        tokens=tokens,
    )
    fits = []
    for row, place in zip(rows, found.places, strict=True):
        if place is None:
            exporting.losses.missing[row.label] += 1
        else:
            first, after = place
            span = Span(found.tokens[first].start, found.tokens[after - 1].end)
            if span != row.span:
                row = replace(row, span=span, quote=layer.article.quote(span))  # noqa: PLW2901  the same one, moved
            fits.append(Fit(row, first, after))
    return found.tokens, fits


def holding(layer: Layer, rows: Sequence[Annotation], losses: Losses) -> Layer:
    """The layer with these annotations alone, and no link that leads to a dropped one.

    Links that are dropped with their spans are counted in `losses`.
    """
    dropped = {row.id for row in layer.annotations} - {row.id for row in rows}
    links = tuple(
        link for link in layer.links if not dropped & {link.source, link.target}
    )
    if len(links) < len(layer.links):
        losses.add("links of dropped spans", len(layer.links) - len(links))
    return replace(layer, annotations=tuple(rows), links=links)


def _place(
    span: Span, starts: Sequence[int], ends: Sequence[int], alignment: Alignment
) -> tuple[int, int] | None:
    if alignment is Alignment.EXPAND:
        first, last = bisect_right(ends, span.start), bisect_left(starts, span.end)
    else:
        first, last = bisect_left(starts, span.start), bisect_right(ends, span.end)
    if first >= last:
        return None
    if alignment is Alignment.STRICT and (
        starts[first] != span.start or ends[last - 1] != span.end
    ):
        return None
    return first, last


def _cut(tokens: Iterable[Span], edges: Sequence[int]) -> Iterator[Span]:
    """The tokens, each cut at the edges inside it."""
    for token in tokens:
        start = token.start
        for edge in edges[
            bisect_right(edges, token.start) : bisect_left(edges, token.end)
        ]:
            yield Span(start, edge)
            start = edge
        yield Span(start, token.end)


@cache
def _token() -> regex.Pattern[str]:
    # Imported on first need: it costs a good part of the start of the program.
    import regex  # noqa: PLC0415 (see above)

    return regex.compile(_TOKEN, regex.VERBOSE | regex.VERSION1)
