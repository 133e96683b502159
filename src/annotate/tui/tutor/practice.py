"""The practice articles, and a database of them that may be spoilt.

An invented flood in an invented town. Each sentence that a lesson names stands once.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

from annotate.ids import Ids, following
from annotate.model import (
    Annotation,
    Annotator,
    AnnotatorKind,
    Article,
    Edit,
    Span,
    Verb,
    article_id,
)
from annotate.store.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "ARTICLES",
    "PREPARED",
    "Prepared",
    "Whose",
    "made_by",
    "make_practice",
]

_FLOOD = """\
The river Orle left its bed on Tuesday night. The water stood 2.4 metres deep in the \
old market of Ostrey. Some 300 people slept in the school on the hill.

“We heard the bank break,” said the baker Tilda Marrow. The mayor Osric Penn denied \
that the pumps had failed. He said that they had never been switched off.

The town had bought 12 pumps in spring. Each cost 7,000 crowns. The council had \
promised a higher wall. It was never built.

But the water fell by Friday noon. The bridge at Lowgate opened again. By then \
6 houses had fallen.
"""
_LOSSES = """\
The shops of Ostrey stay shut this week. No shop was robbed, the guard says. Bread \
costs 30 percent more than in May.

The miller lost 40 sacks of flour and a zinc bath. “I will bake from what is dry,” he \
said.

The clerk counts 210 wet cellars and 9 fallen houses. No boat sank, she says. The mill \
of 1894 still stands. Lost are 60 sheep, 14 goats and 3 carts.
"""


def _article(title: str, text: str) -> Article:
    text = text.rstrip("\n")
    return Article(article_id(text), title, text, "tutor")


ARTICLES: Final = (
    _article("The Orle floods the old market", _FLOOD),
    _article("Ostrey counts its losses", _LOSSES),
)
"""In the order of their panes."""


class Whose(Enum):
    """Who has made what is there before the first lesson."""

    READER = "reader"
    EXAMPLE = "example"
    """Another one, to show what a tag looks like."""
    RULES = "rules"
    """A model, whose tags are suggestions."""


class Prepared(NamedTuple):
    """A tag or suggestion that is there before the first lesson."""

    label: str
    quote: str
    whose: Whose = Whose.READER
    score: float | None = None
    """How sure a model is of it."""


PREPARED: Final = (
    Prepared("claim", "The river Orle left its bed on Tuesday night", Whose.EXAMPLE),
    # The reader's own mistakes, to be put right.
    Prepared("number", "Lowgate"),
    Prepared("claim", "No shop was robbed"),
    # The reader's own, to be described and linked.
    Prepared("denial", "denied that the pumps had failed"),
    Prepared("claim", "the pumps had failed"),
    Prepared("number", "6 houses"),
    Prepared("number", "9 fallen houses"),
    Prepared("number", "210 wet cellars", Whose.RULES, 0.93),
    Prepared("claim", "No boat sank", Whose.RULES, 0.71),
    Prepared("number", "1894", Whose.RULES, 0.52),
    Prepared("number", "60 sheep", Whose.RULES, 0.9),
    Prepared("number", "14 goats", Whose.RULES, 0.9),
    Prepared("number", "3 carts", Whose.RULES, 0.9),
)


def made_by(whose: Whose, reader: str) -> str:
    """The name over what is prepared, which is the reader's for their own alone."""
    if whose is Whose.READER:
        return reader
    return whose.value if whose.value != reader else "tutor"


def make_practice(path: Path, reader: str) -> None:
    """A new database at `path`, with both articles and the tags that lessons need."""
    rules = Annotator(made_by(Whose.RULES, reader), AnnotatorKind.MODEL)
    with open_store(path, annotator=reader) as store:
        store.add_articles(ARTICLES)
        store.put_annotators([rules])
    ids = Ids()
    for whose in (Whose.EXAMPLE, Whose.RULES, Whose.READER):
        who = made_by(whose, reader)
        with open_store(path, annotator=who) as store:
            for one in PREPARED:
                if one.whose is whose:
                    store.commit(_edit(one, who, ids.mint()))


def _edit(prepared: Prepared, annotator: str, rev: str) -> Edit:
    article = next(one for one in ARTICLES if prepared.quote in one.text)
    start = article.text.index(prepared.quote)
    tag = following(rev)
    annotation = Annotation(
        id=tag,
        rev=tag,
        prev=None,
        article=article.id,
        span=Span(start, start + len(prepared.quote)),
        quote=prepared.quote,
        label=prepared.label,
        annotator=annotator,
        score=prepared.score,
    )
    # No verb that undo takes back: undo is for what the reader did.
    return Edit(rev, Verb.IMPORT, article.id, (annotation,))
