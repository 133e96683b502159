"""What another process writes comes onto the screen by itself."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from flows import ME, running
from sittings import ARTICLES, database

from annotate.desk.intents import Select, Tag
from annotate.model import Annotator
from annotate.store.store import open_store
from annotate.text.selection import Selection

if TYPE_CHECKING:
    from pathlib import Path

FIRST = ARTICLES[0]

OTHER_PROCESS = """
import sys
from pathlib import Path
from annotate.ids import Ids
from annotate.model import Annotation, Edit, Span, Verb
from annotate.store.store import open_store

with open_store(Path(sys.argv[1]), annotator="bob") as store:
    article = store.article(sys.argv[2])
    quote = "10 trucks"
    start, rev = article.text.index(quote), Ids().mint()
    span = Span(start, start + len(quote))
    made = Annotation(rev, rev, None, article.id, span, quote, "number", "bob")
    store.commit(Edit(Ids().mint(), Verb.TAG, article.id, (made,)))
"""


def tag_elsewhere(path: Path) -> subprocess.Popen[bytes]:
    """Bob's process, which tags a number in the first article and ends."""
    words = [sys.executable, "-c", OTHER_PROCESS, str(path), FIRST.id]
    return subprocess.Popen(words)  # noqa: S603  our own words


async def test_a_tag_of_another_process_shows_without_a_key(tmp_path: Path) -> None:
    path = database(tmp_path / "a.db")
    async with running(path, FIRST.id) as flow:
        assert not flow.desk.sheet.annotations
        other = tag_elsewhere(path)
        await flow.until(lambda: flow.desk.sheet.annotations)
        assert other.wait() == 0
        (one,) = flow.desk.sheet.annotations
        assert (one.annotator, one.quote) == ("bob", "10 trucks")
        await flow.press("tab")
        assert "bob" in flow.seen("#hints")


async def test_it_shows_to_one_who_tags_without_a_pause(tmp_path: Path) -> None:
    path = database(tmp_path / "a.db")
    async with running(path, FIRST.id) as flow:
        other = tag_elsewhere(path)
        made = 0

        def goes_on() -> bool:
            nonlocal made
            made += 1
            at = made % 60
            flow.session.wish(Select(0, Selection(at, at + 2)))
            flow.session.wish(Tag("claim"))
            return any(one.annotator == "bob" for one in flow.desk.sheet.annotations)

        await flow.until(goes_on)
        assert other.wait() == 0


async def test_an_annotator_is_shown_by_the_name_that_is_given_to_them(
    tmp_path: Path,
) -> None:
    path = database(tmp_path / "a.db")
    assert tag_elsewhere(path).wait() == 0
    async with running(path, FIRST.id) as flow:
        await flow.press("tab", "space", "i")
        await flow.until(lambda: "by bob" in flow.seen("#inspector"))
        with open_store(path) as store:
            store.put_annotators([Annotator(ME, name="Ada L.")], {"bob": "Bob Miller"})
        await flow.until(lambda: "by Bob Miller" in flow.seen("#inspector"))
        assert "by Bob Miller" in flow.seen("#hints")
        assert "Ada L." in flow.seen("#status")
        assert "Bob Miller:number" in flow.seen("#status")
        await flow.press("delete")
        assert "Bob Miller's" in flow.session.message
