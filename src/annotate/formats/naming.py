"""What files call their articles, people and labels, checked and told of."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from annotate.formats.importing import shortened
from annotate.model import Annotator, AnnotatorKind, Article, article_id
from annotate.text.clean import clean, clean_title, guess_title, portable_source
from annotate.text.names import BadName, annotator_name

if TYPE_CHECKING:
    from annotate.formats.importing import Spot

__all__ = ["annotator_of", "article_of", "is_label", "label_id"]

_LONGEST_LABEL: Final = 64


def article_of(
    spot: Spot, raw: str, *, title: str = "", source: str = "", meta: str = "{}"
) -> Article:
    """The article of a text as a file has it; a problem when it is empty."""
    text = clean(raw)
    if not text.strip():
        spot.problem("text", "is empty")
    return Article(
        article_id(text),
        clean_title(title) or guess_title(text),
        text,
        portable_source(source),
        meta,
    )


def annotator_of(
    spot: Spot, name: str, kind: AnnotatorKind | None = None
) -> Annotator | None:
    """The annotator that a file names, else the one that the import was told.

    None when both are empty, and with a problem when the name cannot be one.
    """
    given = name or spot.importing.annotator
    if not given:
        return None
    try:
        return Annotator(annotator_name(given), kind or AnnotatorKind.HUMAN)
    except BadName as error:
        spot.problem("annotator", str(error))
        return None


def label_id(spot: Spot, label: str) -> str | None:
    """The label, when it can be one of a scheme; else None and a problem."""
    if is_label(label):
        return label
    if not label.strip() or len(label) > _LONGEST_LABEL:
        spot.problem("label", f"needs 1 to {_LONGEST_LABEL} characters")
    else:
        spot.problem("label", f"{shortened(label)} holds a control character")
    return None


@lru_cache(maxsize=256)
def is_label(label: str) -> bool:
    """Whether it can be a label of a scheme."""
    if not label.strip() or len(label) > _LONGEST_LABEL:
        return False
    return not any(unicodedata.category(char)[0] == "C" for char in label)
