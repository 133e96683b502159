"""spaCy's DocBin: `doc.spans["sc"]`, ready for its span categorizer.

One Doc for each article and annotator. Tokens are those of `spacy.blank("en")`, since
these are what `spacy train` makes of the text again and compares with; where a span
begins or ends inside one it is cut, so that no span moves or is lost. Spans may nest,
cross and repeat. `span.id_` is the annotation's id; `doc.user_data` has what native
JSONL has but for the text (`DocBin(store_user_data=True)`).

The default suggester of `spancat` proposes n-grams of up to 3 tokens, and never finds
a quotation: in news half of them have more than 11 tokens, and one in a hundred more
than 63. Use `spacy.ngram_range_suggester.v1` with a max_size of 30 or more, or a
`span_finder` before it, which is what `annotate train` does.

A DocBin is written in one piece, so it is held in memory.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from annotate.formats.contract import Piece, never, no_frame
from annotate.formats.extras import require
from annotate.formats.jsonl import row_of
from annotate.formats.tokens import blanks_behind, fitted
from annotate.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

    from annotate.formats.contract import Exporting
    from annotate.formats.importing import Importing
    from annotate.formats.sources import Source
    from annotate.model import Layer

__all__ = [
    "SPANS_KEY",
    "articles_only",
    "doc_of",
    "drops",
    "folder",
    "frame",
    "has_tokens",
    "holds_parts",
    "name",
    "offset_unit",
    "read",
    "reads",
    "reads_like",
    "suffixes",
    "write",
    "writes",
]

SPANS_KEY: Final = "sc"
"""Where spaCy's span categorizer looks for spans."""

name = "spacy"
suffixes: tuple[str, ...] = (".spacy",)
reads = False
writes = True
folder = False
holds_parts = False
articles_only = False
has_tokens = True
offset_unit = "codepoint"
drops = "articles without annotations, deleted annotations, history, times of work"


def write(layers: Iterable[Layer], exporting: Exporting) -> Iterator[Piece]:
    """The file, in one piece."""
    require("spacy", "spacy")
    from spacy.tokens import DocBin  # noqa: PLC0415  heavy, and may be missing

    language = _language()
    found = DocBin(attrs=["ORTH", "SPACY"], store_user_data=True)
    for layer in layers:
        if layer.annotator is None:
            exporting.losses.add("articles without annotations")
        else:
            found.add(doc_of(layer, language, exporting))
    yield Piece("", found.to_bytes())


frame = no_frame
reads_like = never


def read(source: Source, importing: Importing) -> Iterator[Layer]:
    """Nothing: the format is for export only."""
    del source, importing
    return iter(())


def doc_of(layer: Layer, language: Language, exporting: Exporting) -> Doc:
    """The layer as a Doc with the tokens of a language, cut as `exporting` says."""
    from spacy.tokens import Doc  # noqa: PLC0415  the same
    from spacy.tokens import Span as DocSpan  # noqa: PLC0415  the same

    text = layer.article.text
    tokens, fits = fitted(
        layer,
        exporting,
        white_space=True,
        tokens=[
            Span(token.idx, token.idx + len(token))
            for token in language.tokenizer(text)
        ],
    )
    row = row_of(layer)
    del row["text"]
    doc = Doc(
        language.vocab,
        words=[text[token.start : token.end] for token in tokens],
        spaces=blanks_behind(text, tokens),
        user_data=row,
    )
    doc.spans[SPANS_KEY] = [
        DocSpan(doc, fit.first, fit.after, label=fit.row.label, span_id=fit.row.id)
        for fit in fits
    ]
    return doc


@cache
def _language() -> Language:
    import spacy  # noqa: PLC0415  the same

    return spacy.blank("en")
