"""Rows that are kept look as they would if they were painted again."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

import pytest
from flows import running

from annotate.text.display import make_display
from annotate.text.rows import wrap
from annotate.tui.widgets.painter import MARGIN_CELLS, RowPainter
from paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from flows import Flow

    from annotate.tui.widgets.article_pane import ArticlePane

KEYS = (
    *"hjklwbspo#xz<>vcqndCQNDuUt12345fF",
    *("tab", "escape", "down", "pagedown", "shift+right"),
)
FINDING = (
    ("slash", "n", "o", "r", "t", "h", "backspace", "e", "escape"),
    ("backslash", "o", "f", " ", "t", "enter", "m", "m", "M", "escape"),
    ("f", "a", "F", "s", "f", "c", "q", "escape"),
    ("s", "asterisk", "m", "escape", "escape"),
    ("slash", "u", "k", "r", "enter", "f", "escape", "n"),
)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    return shutil.copy(ROOT / "annotations.db", tmp_path / "a.db")


def cells(strips: object) -> list[tuple[str, object]]:
    return [(part.text, part.style) for part in strips]  # type: ignore[attr-defined]


def assert_rows_are_as_painted_anew(flow: Flow) -> None:
    for slot in range(5):
        pane = flow.pane(slot)
        if pane.display and pane.size.height:
            kept = [cells(strip) for strip in pane.render_lines(pane.size.region)]
            assert kept == anew(flow, pane)


def anew(flow: Flow, pane: ArticlePane) -> list[list[tuple[str, object]]]:
    """All lines of a pane by a painter that has kept nothing."""
    view, width = pane.view, pane.size.width
    assert view is not None
    text = view.sheet.article.text
    rows = wrap(text, make_display(text), width - MARGIN_CELLS)
    painter = RowPainter(flow.screen.styles_in_use)
    top = rows.row_of(pane.visible_span[0])
    return [
        cells(painter.line(view, rows, top, y, width)) for y in range(pane.size.height)
    ]


@pytest.mark.parametrize("size", [(200, 50), (80, 24)], ids=str)
async def test_while_labels_and_searches_come_and_go(
    example: Path, size: tuple[int, int]
) -> None:
    async with running(example, size=size) as flow:
        for keys in FINDING:
            for key in keys:
                await flow.press("space" if key == " " else key)
                await flow.pilot.pause()
                assert_rows_are_as_painted_anew(flow)


async def test_while_keys_are_pressed_by_chance(example: Path) -> None:
    chance = random.Random(0)  # noqa: S311  the same in every run
    async with running(example, size=(160, 40)) as flow:
        for _ in range(60):
            await flow.press(chance.choice(KEYS))
            assert_rows_are_as_painted_anew(flow)
