"""The agreement screen, from real key presses on a real database."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from flows import ME, Flow, running

from annotate.model import GOLD, Status
from annotate.store.store import open_store
from annotate.tui.agreement_view import View
from annotate.tui.screens.agreement import AgreementScreen, Body
from annotate.tui.screens.places import PlacesScreen
from team import make_team

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CLAIMS = ", ".join(f"claim {at}-{at + 2}" for at in range(0, 40, 4))
_BEN = _CLAIMS.replace("claim 0-2", "quote 0-2").replace("claim 4-6", "claim 4-7")
_CY = ", ".join(_CLAIMS.split(", ")[1:])


@pytest.fixture
def team(tmp_path: Path) -> Path:
    path = tmp_path / "team.db"
    make_team(
        path,
        {
            ME: {0: _CLAIMS, 1: _CLAIMS},
            "ben": {0: _BEN, 1: _CLAIMS},
            "cy": {1: _CY},
        },
    )
    return path


@contextmanager
def _gone(path: Path) -> Iterator[None]:
    """While the block lasts, the file has another name."""
    other = path.with_suffix(".gone")
    path.rename(other)
    try:
        yield
    finally:
        other.rename(path)


async def _opened(flow: Flow) -> AgreementScreen:
    await flow.press("space", "a")
    page: AgreementScreen = await flow.page(AgreementScreen)
    await flow.until(lambda: "Comparing" not in _text(page))
    return page


def _text(page: AgreementScreen) -> str:
    return str(page.query_one(Body).render())


def _title(flow: Flow) -> str:
    box = flow.app.screen.query("#box, #agreement").first()
    return str(box.border_title)


async def test_gold_is_not_one_of_the_people(team: Path) -> None:
    with open_store(team, annotator="lead") as store:
        for article in store.articles():
            store.set_status(article.id, Status.DONE, layer=GOLD)
    async with running(team) as flow:
        await _opened(flow)
        assert _title(flow) == "Agreement of 3 annotators · 2 articles · 49 spans"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_everybody_is_compared_with_everybody(
    team: Path, size: tuple[int, int]
) -> None:
    async with running(team, size=size) as flow:
        page = await _opened(flow)
        assert _title(flow) == "Agreement of 3 annotators · 2 articles · 49 spans"
        lines = _text(page).splitlines()
        assert lines[2] == "Each annotator with each other"
        assert [line.split() for line in lines[3:7]] == [
            ["annotator", "articles", "1", "2", "3"],
            ["1", "ada", "2", "█0.95", "n=19"],
            ["2", "ben", "2", "[█0.90]", "n=19"],
            ["3", "cy", "1", "n=19", "n=19"],
        ]
        await flow.press("escape")
        await flow.closed()


async def test_from_two_people_to_their_differences_to_the_place(team: Path) -> None:
    async with running(team, size=(80, 24)) as flow:
        page = await _opened(flow)
        # The cursor is on the first two.
        await flow.press("enter")
        await flow.until(lambda: "ada and ben" in _title(flow))
        assert "▸3 Taken for which" in _text(page)
        await flow.press("right", "enter")
        await flow.page(PlacesScreen)
        assert _title(flow) == "Differences of ada and ben · 1"
        await flow.press("enter")
        await flow.closed()
        assert flow.selected == "w0000 w0001"
        active = flow.desk.active_shown()
        assert active is not None
        assert (active.annotator, active.label) == (ME, "claim")


async def test_differences_of_two_have_their_kinds_and_are_narrowed_by_words(
    team: Path,
) -> None:
    async with running(team) as flow:
        await _opened(flow)
        await flow.press("d")
        await flow.page(PlacesScreen)
        assert _title(flow) == "Differences of ada and ben · 2"
        await flow.type("boundary")
        await flow.until(lambda: _title(flow).endswith("· 1"))
        await flow.press("enter")
        await flow.closed()
        assert flow.selected == "w0004 w0005"


async def test_what_only_another_has_opens_in_an_article_that_was_closed(
    team: Path,
) -> None:
    async with running(team) as flow:
        await flow.press("t")
        assert not flow.desk.shows_others
        await _opened(flow)
        await flow.press("3", "d")
        await flow.page(PlacesScreen)
        # All in cy's article: ada and ben have the first claim, cy has not.
        await flow.type("missing ben cy")
        await flow.until(lambda: _title(flow).endswith("· 1"))
        await flow.press("enter")
        await flow.closed()
        await flow.until(lambda: flow.selected == "w0100 w0101")
        assert flow.desk.shows_others
        active = flow.desk.active_shown()
        assert active is not None
        assert active.annotator == "ben"


async def test_tables_labels_and_the_way_back(team: Path) -> None:
    async with running(team) as flow:
        page = await _opened(flow)
        await flow.press("tab")
        assert "By label" in _text(page)
        await flow.press("l")
        assert "claim, each annotator with each other" in _text(page)
        await flow.press("l", "l")
        assert _text(page).splitlines()[2] == "Each annotator with each other"
        await flow.press("shift+tab")
        assert "Which label is taken for which" in _text(page)
        await flow.press("1", "enter")
        await flow.until(lambda: "ada and ben" in _title(flow))
        await flow.press("escape")
        await flow.until(lambda: "3 annotators" in _title(flow))
        await flow.press("q")
        await flow.closed()


async def test_where_nobody_shares_work_it_is_said(example: Path) -> None:
    async with running(example) as flow:
        page = await _opened(flow)
        assert _text(page).startswith("No two people have marked one article done.")
        await flow.press("enter", "d", "l", "down", "2", "escape")
        await flow.closed()


async def test_articles_that_i_have_still_to_annotate_blindly_are_left_out(
    team: Path,
) -> None:
    async with running(team) as flow:
        # Space d takes "done" back.
        await flow.press("space", "d")
        await flow.saved()
        await _opened(flow)
        assert "1 articles" in _title(flow)


async def test_a_cell_without_differences_says_so(team: Path) -> None:
    async with running(team) as flow:
        page = await _opened(flow)
        await flow.press("3", "down", "enter")
        await flow.pilot.pause()
        state = page._state
        assert state is not None
        assert (state.view, state.cursor) == (View.CONFUSION, (1, 0))
        await flow.page(PlacesScreen)
        assert _title(flow).endswith("· 1")
        await flow.press("escape")
        await flow.page(AgreementScreen)
        await flow.press("right", "enter")
        await flow.until(
            lambda: any(
                "No differences" in each.message for each in flow.app._notifications
            )
        )
        assert isinstance(flow.app.screen, AgreementScreen)


async def test_the_list_goes_on_where_it_was_left(team: Path) -> None:
    async with running(team, size=(80, 24)) as flow:
        await _opened(flow)
        await flow.press("enter")
        await flow.until(lambda: "ada and ben" in _title(flow))
        await flow.press("d")
        await flow.page(PlacesScreen)
        await flow.type("claim")
        await flow.press("down", "enter")
        await flow.closed()
        assert flow.selected == "w0004 w0005"
        await flow.press("space", "a")
        page = await flow.page(PlacesScreen)
        assert flow.field().value == "claim"
        assert page.at == 1
        await flow.press("up", "enter")
        await flow.closed()
        assert flow.selected == "w0000 w0001"
        await flow.press("space", "a")
        await flow.page(PlacesScreen)
        await flow.press("escape")
        await flow.page(AgreementScreen)
        assert "ada and ben" in _title(flow)


async def test_a_database_that_went_away_is_told_of(team: Path) -> None:
    async with running(team) as flow:
        page = await _opened(flow)
        await flow.press("escape")
        await flow.closed()
        with _gone(team):
            page = await _opened(flow)
            assert "no database" in _text(page).lower()
        await flow.press("escape", "space", "a")
        page = await flow.page(AgreementScreen)
        await flow.until(lambda: "Annotators" in _text(page))
        with _gone(team):
            await flow.press("d")
            await flow.until(
                lambda: any(
                    "no database" in each.message.lower()
                    for each in flow.app._notifications
                )
            )
        assert "Annotators" in _text(page)
