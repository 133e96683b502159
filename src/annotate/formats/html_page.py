"""The page of the HTML export: articles in columns, their spans coloured and lettered.

Spans may cross, which elements cannot: the text is cut at every edge, and each piece
has the colour of its innermost span and an underline for each that is on it. Where a
span starts stands its letter, and its end is a thin line, so that no colour is needed.
"""

from __future__ import annotations

import re
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from annotate.formats.colours import colours_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotate.model import Annotation, Label, Layer, Scheme

__all__ = ["column", "head", "tail"]

_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; padding: 1rem; background: #fbfaf7; color: #1d2127;
  font: 16px/1.6 Georgia, "Times New Roman", serif; }
header, footer { max-width: 70rem; margin: 0 auto 1rem; font-size: .9rem; }
h1 { font-size: 1.3rem; margin: 0 0 .5rem; }
h2 { font-size: 1.1rem; line-height: 1.3; margin: 0 0 .25rem; }
h2, .by, .text { overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem .8rem;
  margin: 0; }
dt { font-weight: bold; } dd { margin: 0; }
main { display: flex; gap: 1rem; overflow-x: auto; align-items: flex-start; }
article { flex: 1 0 20rem; max-width: 42rem; background: #fff; padding: 1rem;
  border: 1px solid #d9d6cc; border-radius: .3rem; }
.by { color: #4a4e55; font-size: .85rem; margin: 0 0 .8rem; }
.text { white-space: pre-wrap; unicode-bidi: isolate; }
.s { text-decoration: underline; text-underline-offset: .25em;
  text-decoration-thickness: 1px; }
.d2 { text-decoration-style: double; }
.d3 { text-decoration-style: wavy; }
.e { border-right: 1px solid #1d2127; }
sup { font: bold .6em/1 sans-serif; vertical-align: super; padding: 0 .15em;
  user-select: none; }
@media print {
  body { background: none; padding: 0; font-size: 10pt; }
  main { display: block; } article { border: 0; max-width: none; padding: 0 0 1rem;
  break-after: page; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""

_UNFIT = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def head(scheme: Scheme) -> str:
    """The page up to the first article: its style and what the labels mean."""
    rules = "".join(
        f".l{number} {{ background: {colours.behind}; }} "
        f"sup.l{number} {{ background: none; color: {colours.strong}; }}\n"
        for number, label in enumerate(scheme.labels)
        for colours in (colours_of(label),)
    )
    legend = "".join(
        f'<dt><span class="s l{number}">{_shown(label.title)}</span>'
        f'<sup class="l{number}">{_shown(_letter(label))}</sup></dt>'
        f"<dd>{_shown(label.hint)}</dd>"
        for number, label in enumerate(scheme.labels)
    )
    return (
        '<!doctype html>\n<html lang="und">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Annotated articles</title>\n<style>{_STYLE}{rules}</style>\n</head>\n"
        f"<body>\n<header>\n<h1>Annotated articles</h1>\n<dl>{legend}</dl>\n</header>\n"
        "<main>\n"
    )


def column(layer: Layer, scheme: Scheme) -> str:
    """One annotator's work on one article."""
    article, who = layer.article, layer.annotator
    numbers = {label.id: number for number, label in enumerate(scheme.labels)}
    letters = {label.id: _letter(label) for label in scheme.labels}
    facts = [
        _shown(who.id) if who else "not annotated",
        f"{len(layer.annotations)} spans",
        *([_shown(article.source)] if article.source else []),
    ]
    return (
        f'<article id="{article.id[:16]}-{_slug(who.id if who else "")}">\n'
        f"<h2>{_shown(article.title)}</h2>\n"
        f'<p class="by">{" · ".join(facts)}</p>\n'
        f'<div class="text">{"".join(_pieces(layer, numbers, letters))}</div>\n'
        "</article>\n"
    )


def tail() -> str:
    """The end of the page."""
    return "</main>\n</body>\n</html>\n"


def _pieces(
    layer: Layer, numbers: dict[str, int], letters: dict[str, str]
) -> Iterator[str]:
    text, rows = layer.article.text, layer.annotations
    display = _readable(text)
    edges = {0, len(text)}
    starting: dict[int, list[Annotation]] = {}
    for row in rows:
        edges |= {row.span.start, row.span.end}
        starting.setdefault(row.span.start, []).append(row)
    ends = {row.span.end for row in rows}
    open_rows: list[Annotation] = []
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        open_rows = [row for row in open_rows if row.span.end > start]
        for row in starting.get(start, ()):
            open_rows.append(row)
            number = numbers.get(row.label, -1)
            yield (
                f'<sup class="l{number}">{_shown(letters.get(row.label, "?"))}</sup>'
            )
        piece = escape(display[start:end], quote=False)
        if not open_rows:
            yield piece
            continue
        inner = min(open_rows, key=lambda row: len(row.span))
        classes = ["s", f"l{numbers.get(inner.label, -1)}"]
        if len(open_rows) > 1:
            classes.append(f"d{min(len(open_rows), 3)}")
        if end in ends and any(row.span.end == end for row in open_rows):
            classes.append("e")
        told = " › ".join(_told(row) for row in open_rows)
        yield f'<span class="{" ".join(classes)}" title="{told}">{piece}</span>'


def _told(row: Annotation) -> str:
    note = f": {row.note}" if row.note else ""
    return _shown(f"{row.label}{note}")


def _letter(label: Label) -> str:
    return (label.key or label.id)[:1].upper()


def _readable(text: str) -> str:
    """The text with a sign for what HTML cannot hold or what could reorder it."""
    return _UNFIT.sub(_sign, text)


def _sign(found: re.Match[str]) -> str:
    char = found[0]
    if char < " ":
        return chr(0x2400 + ord(char))
    return "\u2421" if char == "\x7f" else "\u21c4" if char > "\xff" else "\ufffd"


def _shown(text: str) -> str:
    return escape(_readable(text).replace("\n", " "))


def _slug(name: str) -> str:
    return "".join(char if char.isascii() and char.isalnum() else "-" for char in name)
