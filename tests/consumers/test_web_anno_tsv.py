"""web-anno-tsv, a reader of WebAnno TSV 3 by others, and our files.

It gives the second feature of the first layer, sentence by sentence, and refuses a file
in which a word does not stand at its offsets.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from web_anno_tsv import open_web_anno_tsv
from web_anno_tsv.web_anno_tsv import ReadException

from annotate.formats import load
from annotate.formats.sentences import sentences
from annotate.formats.tokens import tokenize
from annotate.model import Annotator, Layer
from formats.format_cases import annotation, article, layers_of_seeds
from formats.written import write_into

if TYPE_CHECKING:
    from pathlib import Path


def pieces(layer: Layer) -> Counter[tuple[str, str]]:
    """The label and the text of each span in each sentence that it is in."""
    text = layer.article.text
    found: Counter[tuple[str, str]] = Counter()
    for tokens in sentences(text, tokenize(text)):
        for row in layer.annotations:
            inside = [
                token
                for token in tokens
                if token.start < row.span.end and row.span.start < token.end
            ]
            if inside:
                start = max(row.span.start, inside[0].start)
                end = min(row.span.end, inside[-1].end)
                found[row.label, text[start:end]] += 1
    return found


def read(file: Path) -> Counter[tuple[str, str]]:
    with open_web_anno_tsv(str(file)) as found:
        return Counter(
            (each.label, each.text)
            for sentence in found
            for each in sentence.annotations
        )


def emoji() -> Layer:
    text = "🙂🙂 “Non”, dit-il 👩\u200d👩 là.\nFin e\u0301té 𝒜."
    of = article(text)
    spans = [(0, 2), (1, 2), (3, 8), (17, 27), (26, 33)]
    rows = (annotation(of, *span, number=at) for at, span in enumerate(spans))
    return Layer(of, Annotator("ada"), annotations=tuple(rows))


def test_every_word_and_span_stands_where_we_say(tmp_path: Path) -> None:
    layers = (*layers_of_seeds(), emoji())
    write_into(tmp_path, load("webanno"), layers)
    files = sorted(tmp_path.rglob("*.tsv"))
    assert len(files) == len(layers)
    found = [read(file) for file in files]
    assert sum(map(Counter.total, found)) > 400
    assert sorted(map(repr, map(sorted, map(Counter.elements, found)))) == sorted(
        repr(sorted(pieces(layer).elements())) for layer in layers
    )


def test_one_shifted_offset_is_found(tmp_path: Path) -> None:
    write_into(tmp_path, load("webanno"), layers_of_seeds())
    file = sorted(tmp_path.rglob("*.tsv"))[2]
    was = file.read_text()

    def later(found: re.Match[str]) -> str:
        return f"{found[1]}{int(found[2]) + 1}-{int(found[3]) + 1}\t"

    file.write_text(re.sub(r"^(3-4\t)(\d+)-(\d+)\t", later, was, flags=re.MULTILINE))
    assert file.read_text() != was
    with pytest.raises(ReadException):
        read(file)
