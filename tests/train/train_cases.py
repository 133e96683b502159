"""Articles in which what is to be learned is plain to see."""

from __future__ import annotations

import hashlib
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

from annotate.ids import pack
from annotate.model import (
    Annotation,
    Annotator,
    Article,
    Layer,
    Span,
    Status,
    article_id,
)
from annotate.train.learning import Settings, learn

if TYPE_CHECKING:
    from annotate.train.learning import Learned

__all__ = [
    "LABELS",
    "articles_with_numbers",
    "filler",
    "layer_of",
    "model_of_numbers",
]

LABELS = ("quote", "number")
_MS = 1_767_603_600_000
_NUMBERS = count(1)
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
_TOWNS = ("Kyiv", "Seoul", "Oslo", "Quito", "Lima", "Bern", "Riga", "Accra")
_THINGS = ("troops", "trucks", "homes", "votes", "jobs", "shells")


def filler(number: int) -> str:
    """A line of words that no other article has, so that no two are alike."""
    digits = hashlib.sha256(str(number).encode()).hexdigest()
    return " ".join(
        digits[at : at + 5].translate(_LETTERS) for at in range(0, len(digits), 5)
    )


def layer_of(text: str, *marked: tuple[str, str], who: str = "alice") -> Layer:
    """A layer in which each of these texts is marked with its label wherever it is."""
    article = Article(article_id(text), "T", text)
    rows = []
    for quote, label in marked:
        at = text.find(quote)
        while at >= 0:
            rev = pack(_MS, next(_NUMBERS))
            span = Span(at, at + len(quote))
            rows.append(Annotation(rev, rev, None, article.id, span, quote, label, who))
            at = text.find(quote, at + 1)
    return Layer(article, Annotator(who), Status.DONE, tuple(rows))


@cache
def articles_with_numbers(many: int = 10) -> tuple[Layer, ...]:
    """Each has six numbers and two quotations."""
    found = []
    for number in range(many):
        lines = []
        marked = []
        for line in range(6):
            town = _TOWNS[(number + line) % len(_TOWNS)]
            thing = _THINGS[(number * 5 + line) % len(_THINGS)]
            figure = f"{(number * 37 + line * 11) % 90 + 10},000 {thing}"
            lines.append(f"The mayor of {town} counted {figure} near the river.")
            marked.append((figure, "number"))
            lines.append(f"Then {filler(number * 6 + line)}.")
            if line % 3 == 0:
                quote = f"“We like {town} and the {thing} a lot,”"
                lines.append(f"{quote} he said in the town.")
                marked.append((quote, "quote"))
        found.append(layer_of("\n".join(lines), *dict.fromkeys(marked)))
    return tuple(found)


@cache
def model_of_numbers() -> Learned:
    """A model that has learned them."""
    return learn(articles_with_numbers(), Settings(LABELS, rounds=12))
