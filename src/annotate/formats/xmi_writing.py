"""A layer as UIMA CAS XMI.

Written as text, in a quarter of the time that dkpro-cassis takes and without it, so
that the tests can have it read what comes out. Offsets count UTF-16 units. Line ends
and tabs of the text are character references, or every parser would make blanks of
them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from annotate.formats.features import span_features
from annotate.formats.jsontext import stored_object
from annotate.formats.sentences import sentences
from annotate.formats.tokens import tokenize
from annotate.formats.uima_types import (
    CROSS_LINK,
    METADATA,
    REJECTED,
    RELATION,
    SPAN,
    TOKEN,
    WORK,
)
from annotate.text.offsets import OffsetUnit, UnitMap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotate.formats.contract import Losses
    from annotate.model import Layer, Span

__all__ = ["xmi_of", "xml_text"]

_ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML 1.0 may hold, however it is written."""
_ESCAPED: Final = {
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    ord('"'): "&quot;",
    **{each: f"&#{each};" for each in (9, 10, 13, *range(127, 160), 0x2028, 0x2029)},
}
_JSON: Final = frozenset({"attributes", "meta"})
"""Features that hold JSON, which can escape every character."""
_SOFA: Final = '<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text"'
_PREFIXES: Final = {
    METADATA.rpartition(".")[0]: "meta",
    TOKEN.rpartition(".")[0]: "type",
    SPAN.rpartition(".")[0]: "custom",
}
"""By package."""


def xml_text(text: str) -> str:
    """The text as XML can hold it: each illegal character another, none more or less.

    White space becomes a blank, so that words stay apart, and the others U+FFFD.
    """
    return _ILLEGAL.sub(lambda found: " " if found[0].isspace() else "\ufffd", text)


def xmi_of(layer: Layer, losses: Losses) -> bytes:
    """The file; what it changes or drops is counted."""
    writing = _Writing(layer.article.text, losses)
    writing.about(layer)
    writing.segments()
    writing.work(layer)
    return writing.file()


@lru_cache(maxsize=1)
def _segments(text: str, first: int) -> tuple[str, ...]:
    """The elements of the tokens and sentences, their ids from `first` on.

    The last is kept for the next annotator of the same article.
    """
    units = UnitMap(text, OffsetUnit.UTF16).units
    lines: list[str] = []

    def add(name: str, start: int, end: int) -> None:
        number = first + len(lines)
        place = f'begin="{units(start)}" end="{units(end)}"'
        lines.append(f'<type:{name} xmi:id="{number}" sofa="1" {place}/>')

    for sentence in sentences(text, tokenize(text)):
        for token in sentence:
            add("Token", token.start, token.end)
        add("Sentence", sentence[0].start, sentence[-1].end)
    return tuple(lines)


class _Writing:
    """An XMI file as it grows, an element a line."""

    def __init__(self, text: str, losses: Losses) -> None:
        self._text = text
        self._losses = losses
        self._units = UnitMap(text, OffsetUnit.UTF16)
        self._lines: list[str] = []

    def about(self, layer: Layer) -> None:
        """Add what is said of the whole: the article, and whose work the file is."""
        article, annotator = layer.article, layer.annotator
        described = {
            "documentTitle": article.title,
            "documentId": article.id,
            "documentUri": article.source,
            "isLastSegment": "false",
        }
        self._element(METADATA, {**self._place(0, len(self._text)), **described})
        told = {
            "annotator": annotator.id if annotator else "",
            "kind": annotator.kind if annotator else "",
            "status": layer.status,
            "meta": stored_object(article.meta, f"article {article.id}"),
        }
        self._element(WORK, told)

    def segments(self) -> None:
        """Add the tokens and sentences."""
        self._lines += _segments(self._text, 2 + len(self._lines))

    def work(self, layer: Layer) -> None:
        """Add the spans and the links between them."""
        spans: dict[str, tuple[int, Span]] = {}
        for row in layer.annotations:
            place = self._place(row.span.start, row.span.end)
            spans[row.id] = self._element(SPAN, place | span_features(row)), row.span
        for row in layer.rejected:
            place = self._place(row.span.start, row.span.end)
            self._element(REJECTED, place | span_features(row))
        for link in layer.links:
            said = {"kind": link.kind, "id": link.id}
            if link.source in spans and link.target in spans:
                source, _ = spans[link.source]
                target, span = spans[link.target]
                # DKPro has a relation stand where its target does.
                ends = {"Governor": str(source), "Dependent": str(target)}
                place = self._place(span.start, span.end)
                self._element(RELATION, place | ends | said)
            else:
                ends = {"source": link.source, "target": link.target}
                self._element(CROSS_LINK, ends | said)

    def file(self) -> bytes:
        """The whole of it."""
        illegal = len(_ILLEGAL.findall(self._text))
        if illegal:
            self._losses.add("control characters of texts replaced", illegal)
        spaces = "".join(
            f' xmlns:{prefix}="http:///{package.replace(".", "/")}.ecore"'
            for package, prefix in (*_PREFIXES.items(), ("uima.cas", "cas"))
        )
        members = " ".join(str(2 + each) for each in range(len(self._lines)))
        lines = (
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<xmi:XMI xmlns:xmi="http://www.omg.org/XMI"{spaces} xmi:version="2.0">',
            '<cas:NULL xmi:id="0"/>',
            *self._lines,
            f'{_SOFA} sofaString="{xml_text(self._text).translate(_ESCAPED)}"/>',
            f'<cas:View sofa="1" members="{members}"/>',
            "</xmi:XMI>",
            "",
        )
        return "\n".join(lines).encode()

    def _place(self, start: int, end: int) -> dict[str, str]:
        units = self._units.units
        return {"begin": str(units(start)), "end": str(units(end))}

    def _element(self, kind: str, attributes: Mapping[str, str]) -> int:
        """Add an element; its id."""
        package, _, name = kind.rpartition(".")
        number = 2 + len(self._lines)
        said = "".join(
            f' {key}="{self._held(key, value)}"'
            for key, value in attributes.items()
            if value
        )
        line = f'<{_PREFIXES[package]}:{name} xmi:id="{number}" sofa="1"{said}/>'
        self._lines.append(line)
        return number

    def _held(self, name: str, value: str) -> str:
        if value.isalnum():
            return value
        if name in _JSON:
            value = _ILLEGAL.sub(lambda found: f"\\u{ord(found[0]):04x}", value)
        held = xml_text(value)
        if held != value:
            self._losses.add("notes and fields with control characters replaced")
        return held.translate(_ESCAPED)
