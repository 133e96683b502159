"""The practice articles, and a database of them that may be spoilt.

An invented flood in an invented town. Each sentence that a lesson names stands once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from annotate.ids import Ids, following
from annotate.model import Annotation, Article, Edit, Span, Verb, article_id
from annotate.store.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["ARTICLES", "PREPARED", "Prepared", "example_annotator", "make_practice"]

_FLOOD = """\
The river Orle left its bed on Tuesday night. The water stood 2.4 metres deep in the \
old market of Ostrey. Some 300 people slept in the school on the hill.

“We heard the bank break,” said the baker Tilda Marrow. The mayor Osric Penn denied \
that the pumps had failed. He said that they had never been switched off.

The town had bought 12 pumps in spring. Each cost 7,000 crowns. The council had \
promised a higher wall. It was never built.

But the water fell by Friday noon. The bridge at Lowgate opened again.
"""
_LOSSES = """\
The shops of Ostrey stay shut this week. No shop was robbed, the guard says. Bread \
costs 30 percent more than in May.

The miller lost 40 sacks of flour and a zinc bath. “I will bake from what is dry,” he \
said.
"""


def _article(title: str, text: str) -> Article:
    text = text.rstrip("\n")
    return Article(article_id(text), title, text, "tutor")


ARTICLES: Final = (
    _article("The Orle floods the old market", _FLOOD),
    _article("Ostrey counts its losses", _LOSSES),
)
"""In the order of their panes."""


class Prepared(NamedTuple):
    """A tag that is there before the first lesson."""

    label: str
    quote: str
    is_example: bool = False
    """Whether it is another's, to show what a tag looks like."""


PREPARED: Final = (
    Prepared("claim", "The river Orle left its bed on Tuesday night", is_example=True),
    Prepared("number", "Lowgate"),
    Prepared("claim", "No shop was robbed"),
)
"""One to look at, and two mistakes of the reader's own to put right."""


def example_annotator(reader: str) -> str:
    """The name over the example, which is never the reader's."""
    return "example" if reader != "example" else "tutor"


def make_practice(path: Path, reader: str) -> None:
    """A new database at `path`, with both articles and the tags that lessons need."""
    with open_store(path, annotator=reader) as store:
        store.add_articles(ARTICLES)
    ids = Ids()
    for is_example in (True, False):
        who = example_annotator(reader) if is_example else reader
        with open_store(path, annotator=who) as store:
            for one in PREPARED:
                if one.is_example is is_example:
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
    )
    # No verb that undo takes back: undo is for what the reader did.
    return Edit(rev, Verb.IMPORT, article.id, (annotation,))
