"""What the lists over all open articles say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flows import ME, running
from textual.widgets import OptionList

from annotate.ids import Ids
from annotate.model import Annotation, Article, Edit, Link, Span, Verb, article_id
from annotate.store.store import open_store
from annotate.tui.screens.places import PlacesScreen

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("attributes", "kind", "said"),
    [
        ("{}", "", "both seem to count “houses”: a guess from the wording"),
        ('{"counts":"fallen houses"}', "",
         "both count “fallen houses”, as noted on the tags"),
        ('{"unit":"m"}', "conflicts", "linked as a conflict"),
        ("{}", "same-quantity",
         "linked as the same quantity, but the numbers differ"),
    ],
)  # fmt: skip
async def test_a_list_says_in_plain_words_why_numbers_conflict(
    tmp_path: Path, attributes: str, kind: str, said: str
) -> None:
    path, ids, text = tmp_path / "a.db", Ids(), "He saw 6 houses. She saw 9 houses."
    article = Article(article_id(text), "News", text)
    made = []
    for quote in ("6 houses", "9 houses"):
        rev, start = ids.mint(), text.index(quote)
        span = Span(start, start + len(quote))
        made.append(
            Annotation(rev, rev, None, article.id, span, quote, "number", ME,
                       attributes=attributes)
        )  # fmt: skip
    with open_store(path, annotator=ME) as store:
        store.add_articles([article])
        store.commit(Edit(ids.mint(), Verb.TAG, article.id, tuple(made)))
        if kind:
            rev = ids.mint()
            link = Link(rev, rev, None, ME, kind, made[0].id, made[1].id)
            store.commit(Edit(ids.mint(), Verb.LINK, None, (), (link,)))
    async with running(path, size=(80, 24)) as flow:
        await flow.press("space", "x")
        page = await flow.page(PlacesScreen)
        shown = page.query_one(OptionList).get_option_at_index(0).prompt
        assert said in str(shown)
