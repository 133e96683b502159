"""The pipeline that learns: spaCy's `span_finder` and `spancat` on shared vectors.

`spancat` alone scores all n-grams up to a length. A claim has 30 words, and an article
so many n-grams of up to 30 that one round of learning takes 3.6 seconds with each of
the sample articles. So a span finder says where spans may begin and end, and `spancat`
scores what lies between: 0.15 seconds. Both, and the small network below them, are
spaCy's own: any program loads the model with `spacy.load`, and the spans are in
`doc.spans["sc"]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from annotate.errors import UsageError
from annotate.formats.extras import require

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.language import Language

__all__ = [
    "CANDIDATES",
    "CATEGORIZER",
    "EXTRA",
    "FINDER",
    "SPANS",
    "VECTORS",
    "NoSuchLanguage",
    "blank",
]

EXTRA: Final = "spacy"
VECTORS, FINDER, CATEGORIZER = "tok2vec", "span_finder", "spancat"
"""The names of the components."""
SPANS: Final = "sc"
CANDIDATES: Final = "span_candidates"

_WIDTH: Final = 64
_LIKELY: Final = 0.1
"""Least score of an edge that makes candidates; `spancat` sorts them out."""
_SURE: Final = 0.3
"""Least score of what is suggested. With few articles more comes with 0.3 than with 0.5
and no less of it is right; with many it makes no difference."""


class NoSuchLanguage(UsageError):
    """spaCy cannot cut texts of that language into words."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(
            f"spaCy has no words for the language {code!r} ({why}); take another code, "
            "as in --language de, or xx for any language written with blanks."
        )


def blank(language: str, labels: Iterable[str], longest: int) -> Language:
    """A pipeline that has learned nothing.

    Args:
        language: as spaCy calls it, as in `en`.
        labels: what it can learn to tag.
        longest: words of the longest span that it can learn.

    Raises:
        NoSuchLanguage: spaCy lacks it, or a package for it.
        MissingExtra: spaCy is not installed.
    """
    spacy = require("spacy", EXTRA, what="A model")
    try:
        made: Language = spacy.blank(language)
    except (ImportError, ValueError) as error:
        why = str(error).partition("\n")[0].removeprefix("[E048] ")
        raise NoSuchLanguage(language, why) from error
    listener = {
        "@architectures": "spacy.Tok2VecListener.v1",
        "width": _WIDTH,
        "upstream": VECTORS,
    }
    made.add_pipe(VECTORS, config={"model": _vectors()})
    made.add_pipe(
        FINDER,
        config={
            "threshold": _LIKELY,
            "spans_key": CANDIDATES,
            "min_length": 1,
            "max_length": longest,
            "model": {
                "@architectures": "spacy.SpanFinder.v1",
                "scorer": {"@layers": "spacy.LinearLogistic.v1", "nO": 2},
                "tok2vec": listener,
            },
        },
    )
    categorizer = made.add_pipe(
        CATEGORIZER,
        config={
            "spans_key": SPANS,
            "threshold": _SURE,
            "suggester": {
                "@misc": "spacy.preset_spans_suggester.v1",
                "spans_key": CANDIDATES,
            },
            "model": {
                "@architectures": "spacy.SpanCategorizer.v1",
                "reducer": {
                    "@layers": "spacy.mean_max_reducer.v1",
                    "hidden_size": 2 * _WIDTH,
                },
                "scorer": {"@layers": "spacy.LinearLogistic.v1"},
                "tok2vec": listener,
            },
        },
    )
    for label in labels:
        categorizer.add_label(label)  # type: ignore[attr-defined]  # a span categorizer
    return made


def _vectors() -> dict[str, object]:
    return {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "pretrained_vectors": None,
        "width": _WIDTH,
        "depth": 3,
        "embed_size": 2000,
        "window_size": 1,
        "maxout_pieces": 3,
        "subword_features": True,
    }
