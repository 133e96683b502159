"""What the desk says, and what keys do that wait for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flows import running

from annotate.config import Settings

if TYPE_CHECKING:
    from pathlib import Path


async def test_what_is_in_no_open_article_is_marked_nowhere(example: Path) -> None:
    async with running(example) as flow:
        await flow.press("/")
        await flow.type("zzzz")
        await flow.press("enter")
        await flow.until(lambda: "in no open article" in flow.session.message)
        assert "e searches all of them" in flow.seen("#hints")
        assert flow.desk.needle == ""
        assert "hits" not in flow.seen(flow.pane(0))


async def test_hits_are_told_of_the_panes_that_there_are(example: Path) -> None:
    async with running(example) as flow:
        await flow.press("w", "*")
        assert "other panes; m M step, 1-5 change pane" in flow.session.message
        await flow.press(*"----", "w", "*")
        assert " here; m M step, / Enter ends" in flow.session.message


@pytest.mark.parametrize("waiting", [("f",), ("F",), ("space",), ("w", "c", "r")])
async def test_the_way_out_is_open_while_a_key_waits_for_another(
    example: Path, waiting: tuple[str, ...]
) -> None:
    async with running(example) as flow:
        await flow.press(*waiting, "ctrl+q")
        await flow.until(lambda: flow.app._exit)


@pytest.mark.parametrize("page", ["?", "e", "/", ":", "space e"])
async def test_the_way_out_is_open_on_pages_and_in_fields(
    example: Path, page: str
) -> None:
    settings = Settings(keys={"quit": ("ctrl+x",)})
    async with running(example, settings=settings) as flow:
        await flow.press(*page.split())
        await flow.until(lambda: flow.has_page or flow.screen.has_class("-prompt"))
        await flow.press("ctrl+x")
        await flow.until(lambda: flow.app._exit)


async def test_a_key_that_leads_nowhere_says_so(example: Path) -> None:
    async with running(example) as flow:
        await flow.press("space", "ctrl+a")
        assert "Space Ctrl-A does nothing" in flow.seen("#hints")
        await flow.press("space", "space")
        assert flow.session.message == ""
        await flow.press("space", "escape", "w")
        assert flow.session.message == ""
        assert flow.selected


@pytest.mark.parametrize("act", ["?", "e", "E", "/", ":"])
async def test_what_was_said_goes_when_something_else_is_done(
    example: Path, act: str
) -> None:
    async with running(example) as flow:
        await flow.press("-", "*")
        assert "Nothing is selected" in flow.session.message
        await flow.press(act)
        await flow.until(lambda: flow.has_page or flow.screen.has_class("-prompt"))
        assert flow.session.message == ""


async def test_the_list_of_tags_gives_way_to_the_text_on_few_rows(
    example: Path,
) -> None:
    async with running(example, size=(60, 7)) as flow:
        await flow.press("space", "i")
        assert flow.pane(0).size.height == 5
        await flow.pilot.resize_terminal(60, 20)
        await flow.until(lambda: "tags:" in flow.seen("#inspector"))
        assert flow.pane(0).size.height < 12


async def test_a_click_on_the_strip_goes_to_the_article_named_there(
    example: Path,
) -> None:
    async with running(example, size=(82, 24)) as flow:
        cells = 82 // 5
        for index in (3, 0, 4):
            named = flow.seen("#strip")[index * cells :].split()[0]
            await flow.pilot.click("#strip", offset=(index * cells + cells - 1, 0))
            assert flow.desk.focus == index
            assert named.endswith(str(index + 1))
        await flow.pilot.click("#strip", offset=(81, 0))
        assert flow.desk.focus == 4
