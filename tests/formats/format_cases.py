"""Layers that the tests of formats share."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.formats import jsonl
from annotate.formats.sources import Source
from annotate.ids import pack
from annotate.model import Annotation, Article, Span, article_id
from annotate.text.letters import letters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotate.model import Layer

from paths import SEEDS


@cache
def layers_of_seeds() -> tuple[Layer, ...]:
    """The worked example."""
    with (SEEDS / "example.jsonl").open("rb") as lines:
        layers, problems = jsonl.read_lines(lines)
    assert not problems
    return layers


MS = 1_767_603_600_000  # 2026-01-05T09:00:00Z


def article(text: str, **fields: str) -> Article:
    return Article(article_id(text), fields.pop("title", "T"), text, **fields)


def annotation(
    of: Article,
    start: int,
    end: int,
    label: str = "claim",
    number: int = 1,
    **more: object,
) -> Annotation:
    rev = pack(MS + number, number)
    base = Annotation(
        rev, rev, None, of.id, Span(start, end), of.text[start:end], label, "alice"
    )
    return replace(base, **more)  # type: ignore[arg-type]


_FOLDER = tempfile.TemporaryDirectory()


def source_of(data: str | bytes, name: str = "in") -> Source:
    """A file that holds the data, until the next one of that name."""
    path = Path(_FOLDER.name) / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return Source(name, path)


class Articles:
    """A database that knows the articles of some layers."""

    def __init__(self, layers: Iterable[Layer]) -> None:
        self._articles = {layer.article.id: layer.article for layer in layers}

    def by_id(self, article: str):
        return self._articles.get(article)

    def by_source(self, source: str):
        return next((a for a in self._articles.values() if a.source == source), None)

    def by_letters(self, text: str):
        wanted = letters(text)
        return next(
            (a for a in self._articles.values() if letters(a.text) == wanted),
            None,
        )
