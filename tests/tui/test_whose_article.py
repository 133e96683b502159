"""The status line says whose an article is that was assigned to others alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flows import ME, running
from sittings import ARTICLES, database

from annotate.model import Annotator, Status
from annotate.store.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

FIRST = ARTICLES[0].id


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((), ""),
        (("done",), ""),
        (("bob",), " · assigned to bob, not you"),
        (("bob", "cy", "dee"), " · assigned to bob and 2 more, not you"),
        (("bob", ME), ""),
    ],
)
async def test_an_article_that_is_anothers_says_whose_it_is(
    tmp_path: Path, given: tuple[str, ...], said: str
) -> None:
    path = database(tmp_path / "a.db")
    with open_store(path, annotator="lead") as store:
        store.put_annotators([Annotator(who) for who in given])
        store.assign([(FIRST, who) for who in given])
    with open_store(path, annotator="done") as store:
        if "done" in given:
            store.set_status(FIRST, Status.DONE)
    async with running(path, FIRST) as flow:
        line = flow.seen("#status")
        assert (said in line) if said else "not you" not in line
