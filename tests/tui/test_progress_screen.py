"""The dashboard: its lines at any width, and the screen live from real key presses."""

from __future__ import annotations

import queue
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from flows import ME, Flow, running
from hypothesis import given
from hypothesis import strategies as st
from sittings import ARTICLES, database
from textual.widget import Widget

from annotate.config import Settings
from annotate.errors import AnnotateError
from annotate.model import Annotator, Assignment, Status
from annotate.sprint.drawing import ASCII, BLOCKS
from annotate.sprint.pace import HOUR_MS, Active
from annotate.sprint.progress import Facts, Progress, standing
from annotate.store.store import open_store
from annotate.text.cells import cell_len
from annotate.tui.progress_board import Board
from annotate.tui.screens.progress import ProgressScreen
from annotate.tui.watching import Watcher

if TYPE_CHECKING:
    from pathlib import Path

    from store_cases import Home

NOW = 1_790_000_000_000
FIRST, SECOND, THIRD = (one.id for one in ARTICLES)


def facts(people: int, articles: int, labels: tuple[str, ...] = ("claim",)) -> Facts:
    names = [f"person-{one}" for one in range(people)]
    ids = [f"article-{one}" for one in range(articles)]
    return Facts(
        [
            Annotator(one, name="平壌 \x1b[31m" if one[-1] == "1" else "")
            for one in names
        ],
        [(one, f"Title of\u2028{one} 平壌") for one in ids],
        labels,
        [
            Assignment(one, each, tuple(Status)[(at + len(one)) % 4])
            for one in names
            for at, each in enumerate(ids)
        ],
        {one: {"claim": 3 + len(one), "gone": 2} for one in names},
        dict.fromkeys(ids, 7),
        {},
        {(one, each): HOUR_MS for one in names for each in ids},
        {one: [Active(NOW - HOUR_MS, HOUR_MS, 5)] for one in names},
    )


def drawn(found: Progress, width: int, *, ascii_only: bool = False) -> list[str]:
    board = Board(found, width, ASCII if ascii_only else BLOCKS)
    return ["".join(text for text, _ in one) for one in board.lines(0, len(board))]


@given(
    st.integers(0, 60),
    st.integers(0, 5),
    st.lists(st.text("abc", min_size=1), unique=True).map(tuple),
    st.integers(0, 220),
)
def test_there_are_lines_at_any_width(
    people: int, articles: int, labels: tuple[str, ...], width: int
) -> None:
    found = standing(facts(people, articles, labels), NOW)
    board = Board(found, width, BLOCKS)
    every = board.lines(0, len(board))
    assert len(every) == len(board)
    for first in range(0, len(board), 7):
        assert board.lines(first, 5) == every[first : first + 5]
    assert board.lines(len(board), 3) == []


@pytest.mark.parametrize("width", [80, 120, 200])
def test_nothing_but_titles_is_cut_at_the_usual_widths(width: int) -> None:
    lines = drawn(standing(facts(6, 3), NOW), width)
    articles = next(i for i, one in enumerate(lines) if one.startswith(" Articles"))
    for line in lines[:articles]:
        assert cell_len(line.replace("\x1b", "␛")) <= width
    said = "\n".join(lines)
    assert "finish" in said
    assert "person-2" in said
    assert "█" in lines[1]
    assert "gone" in said


def test_the_articles_of_a_big_sprint_are_made_as_they_come_into_sight() -> None:
    found = standing(facts(2, 5000), NOW)
    board = Board(found, 80, BLOCKS)
    (line,) = board.lines(len(board) - 1, 1)
    assert "article-4999" in "".join(text for text, _ in line)


def test_ascii_alone_is_drawn_where_it_is_set() -> None:
    lines = drawn(standing(facts(2, 3, ()), NOW), 100, ascii_only=True)
    assert not set("█▒·▁▂▃▄▅▆▇") & set("".join(lines))
    assert any("#" in one for one in lines)


def test_an_empty_database_has_a_dashboard() -> None:
    said = "\n".join(drawn(standing(facts(0, 0), NOW), 80))
    assert "nobody yet" in said
    assert "no articles yet" in said


def shown(flow: Flow) -> str:
    widget = flow.app.screen.query_one("#board", Widget)
    strips = widget.render_lines(widget.size.region)
    return "\n".join(
        "".join(part.text for part in strip if not part.control) for strip in strips
    )


async def opened(flow: Flow) -> ProgressScreen:
    await flow.press("space", "p")
    screen = await flow.page(ProgressScreen)
    assert isinstance(screen, ProgressScreen)
    await flow.until(lambda: "counted at" in shown(flow))
    return screen


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = database(tmp_path / "a.db")
    with open_store(path, annotator="lead") as store:
        store.put_annotators([Annotator(ME), Annotator("bob", name="Bob B")])
        store.assign([(FIRST, ME), (SECOND, ME), (SECOND, "bob"), (THIRD, "bob")])
    return path


OTHER_PROCESS = """
import sys
from pathlib import Path
from annotate.model import Status
from annotate.store.store import open_store

with open_store(Path(sys.argv[1]), annotator="bob") as store:
    store.set_status(sys.argv[2], Status.DONE)
"""


def done_elsewhere(path: Path) -> subprocess.Popen[bytes]:
    """Bob's process, which marks the second article done and ends."""
    words = [sys.executable, "-c", OTHER_PROCESS, str(path), SECOND]
    return subprocess.Popen(words)  # noqa: S603  our own words


async def test_what_another_process_does_shows_without_a_key(path: Path) -> None:
    async with running(path, FIRST) as flow:
        await opened(flow)
        assert "0/4 articles" in shown(flow)
        other = done_elsewhere(path)
        await flow.until(lambda: "1/4 articles" in shown(flow))
        assert other.wait() == 0
        assert "Bob B" in shown(flow)


async def test_what_the_reader_did_is_there_and_the_desk_waits_below(
    path: Path,
) -> None:
    async with running(path, FIRST) as flow:
        await flow.press("space", "d")
        await flow.saved()
        await opened(flow)
        assert "1/4 articles" in shown(flow)
        # Keys of the desk mean nothing here.
        await flow.press("c", "n", "u")
        await flow.press("escape")
        await flow.closed()
        assert flow.stored(FIRST) == []
        await flow.press("s", "c")
        await flow.saved()
        assert len(flow.stored(FIRST)) == 1


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_it_fills_the_screen_and_scrolls(
    path: Path, size: tuple[int, int]
) -> None:
    with open_store(path) as store:
        store.put_annotators([Annotator(f"p{number:02}") for number in range(60)])
    with open_store(path, annotator="lead") as store:
        store.assign([(FIRST, f"p{number:02}") for number in range(60)])
    async with running(path, FIRST, size=size) as flow:
        await opened(flow)
        top = shown(flow).splitlines()
        assert (len(top), {cell_len(one) for one in top}) == (size[1], {size[0]})
        await flow.press("j")
        assert shown(flow).splitlines()[1:-2] == top[2:-1]
        await flow.press("k", "k")
        assert shown(flow).splitlines()[:-1] == top[:-1]
        await flow.press("G")
        assert ARTICLES[2].title[:20] in shown(flow).splitlines()[-2]
        await flow.press("pageup", "pagedown", "g")
        assert shown(flow).splitlines()[:-1] == top[:-1]
        await flow.pilot.resize_terminal(100, 30)
        await flow.until(lambda: len(shown(flow).splitlines()) == 30)
        await flow.press("q")
        await flow.closed()


async def test_ascii_is_kept_to(path: Path) -> None:
    async with running(path, FIRST, settings=Settings(ascii=True)) as flow:
        await opened(flow)
        assert not set("█▒·▁▂▃▄▅▆▇") & set("".join(shown(flow).splitlines()[1:-1]))


def test_a_watcher_tells_of_a_database_that_is_gone_and_of_one_that_comes(
    tmp_path: Path,
) -> None:
    told: queue.SimpleQueue[Progress | AnnotateError] = queue.SimpleQueue()
    watcher = Watcher(tmp_path / "a.db", told.put)
    watcher.start()
    assert isinstance(told.get(timeout=10), AnnotateError)
    database(tmp_path / "a.db")
    while isinstance(found := told.get(timeout=10), AnnotateError):
        pass
    assert len(found.articles) == 3
    watcher.stop()
    assert watcher.wait(10)
    assert told.empty() or isinstance(told.get(), Progress)


def test_a_watcher_tells_what_others_do_in_a_file_and_on_a_server(home: Home) -> None:
    path = home / "a.db"
    database(path)
    told: queue.SimpleQueue[Progress | AnnotateError] = queue.SimpleQueue()
    watcher = Watcher(path, told.put)
    watcher.start()
    assert isinstance(told.get(timeout=20), Progress)
    with open_store(path, annotator="lead") as store:
        store.put_annotators([Annotator("bob")])
        store.assign([(FIRST, "bob")])
    found = told.get(timeout=20)
    while not (isinstance(found, Progress) and found.people):
        found = told.get(timeout=20)
    assert [(one.annotator.id, one.states.todo) for one in found.people] == [("bob", 1)]
    watcher.stop()
    assert watcher.wait(20)
