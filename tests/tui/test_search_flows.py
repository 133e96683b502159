"""Search in all panes by real key presses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from flows import running

from annotate.model import Article, article_id
from annotate.store.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = (
    "No weekday here, but rice.",
    "On Tuesday he left; Tuesday it rained.",
    "Wheat on Tuesday, 12,000 tons.",
)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    with open_store(tmp_path / "news.db") as store:
        store.add_articles(
            Article(article_id(text), f"News {number}", text)
            for number, text in enumerate(TEXTS)
        )
    return tmp_path / "news.db"


async def test_all_panes_are_searched_while_typing(news: Path) -> None:
    async with running(news, size=(150, 30)) as flow:
        await flow.press("backslash")
        assert "search all pane" in flow.seen("#prompt-title")
        await flow.type("tuesday")
        await flow.until(lambda: flow.desk.needle == "tuesday")
        assert (flow.desk.focus, flow.selected) == (1, "Tuesday")
        heads = [flow.seen(flow.pane(slot)).splitlines()[0] for slot in range(3)]
        assert [head.split("  ")[-1].strip(" ") for head in heads] == [
            "0 hits", "2 hits", "1 hit",
        ]  # fmt: skip
        await flow.press("enter")
        await flow.until(lambda: flow.screen.focused is None)
        assert "2 here, 1 in other panes" in flow.session.message
        seen = []
        for key in ("m", "m", "m", "M", "M"):
            await flow.press(key)
            seen.append((flow.desk.focus, flow.desk.pane.selection.start))
        assert seen == [(1, 20), (2, 9), (1, 3), (2, 9), (1, 20)]
        await flow.press("c")
        await flow.saved()
        assert flow.stored_tags() == [("claim", "Tuesday")]


async def test_hits_of_panes_off_the_screen_are_counted_above(news: Path) -> None:
    async with running(news, size=(80, 24)) as flow:
        assert "(" not in flow.seen("#strip")
        await flow.press("backslash")
        await flow.type("tuesday")
        await flow.until(lambda: flow.desk.needle == "tuesday")
        counted = re.findall(r"(.)([123]) News \d \((\d)\)", flow.seen("#strip"))
        assert [(pane, hits) for _, pane, hits in counted] == [
            ("1", "0"), ("2", "2"), ("3", "1"),
        ]  # fmt: skip
        # At least one of them is off the screen.
        assert " " in [mark for mark, _, _ in counted]
        await flow.press("escape")
        await flow.until(lambda: flow.desk.needle == "")
        assert "(" not in flow.seen("#strip")


async def test_esc_goes_back_to_where_every_pane_was(news: Path) -> None:
    async with running(news, size=(150, 30)) as flow:
        await flow.press("w", "2", "w", "w", "1")
        before = flow.desk.panes
        await flow.press("backslash")
        await flow.type("tuesday")
        await flow.until(lambda: flow.desk.focus == 1)
        await flow.press("escape")
        await flow.until(lambda: flow.screen.focused is None)
        assert (flow.desk.panes, flow.desk.focus) == (before, 0)
        assert flow.desk.needle == ""
        await flow.press("m")
        assert flow.session.message == "Nothing is searched; / searches."


async def test_the_selection_is_found_in_all_panes(news: Path) -> None:
    async with running(news, size=(150, 30)) as flow:
        await flow.press("2", "w", "w")
        assert flow.selected == "Tuesday"
        await flow.press("*")
        assert "2 here, 1 in other panes" in flow.session.message
        await flow.press("m", "m")
        assert (flow.desk.focus, flow.selected) == (2, "Tuesday")
        await flow.press("M")
        assert (flow.desk.focus, flow.desk.pane.selection.start) == (1, 20)


async def test_a_search_in_the_article_stays_in_the_article(news: Path) -> None:
    async with running(news, size=(150, 30)) as flow:
        await flow.press("2", "slash")
        await flow.type("tuesday")
        await flow.press("enter")
        await flow.until(lambda: flow.screen.focused is None)
        await flow.press("m", "m", "m")
        assert flow.desk.focus == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (r"/\d[\d,]*/", "0 here, 1 in other panes"),
        ("/(/", "This is no pattern"),
    ],
)
async def test_patterns_stand_between_slashes(
    news: Path, typed: str, said: str
) -> None:
    async with running(news, size=(150, 30)) as flow:
        await flow.press("backslash")
        await flow.type(typed)
        await flow.until(lambda: flow.desk.needle == typed)
        await flow.press("enter")
        await flow.until(lambda: flow.screen.focused is None)
        assert said in flow.session.message or said.startswith("0 here")
        if said.startswith("This"):
            assert "? hits" in flow.seen(flow.pane(0)).splitlines()[0]
        else:
            assert flow.selected == "12,000"


async def test_a_bomb_ends_and_is_said(tmp_path: Path) -> None:
    path, text = tmp_path / "bomb.db", "a" * 30_000 + "!"
    with open_store(path) as store:
        store.add_articles([Article(article_id(text), "Bomb", text)])
    async with running(path) as flow:
        await flow.press("slash")
        await flow.type("/(a|aa)+$/")
        await flow.until(lambda: flow.desk.needle == "/(a|aa)+$/")
        await flow.press("enter")
        await flow.until(lambda: flow.screen.focused is None)
        assert flow.session.message.startswith("The pattern takes too long here")
