"""How labels to type stand over the words of a row."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.strip import Strip

from annotate.desk.state import Sheet
from annotate.model import Article, article_id
from annotate.scheme import DEFAULT_SCHEME
from annotate.text.cells import cell_len
from annotate.text.display import make_display
from annotate.text.rows import wrap
from annotate.text.selection import Selection
from annotate.tui.jumps import jump_labels
from annotate.tui.pane_views import PaneView
from annotate.tui.themes import PALETTES, Styles
from annotate.tui.widgets.painter import RowPainter

WIDTH = 1000
_GUTTER = 3


def shown(text: str, jumps: dict[int, str]) -> str:
    """The text as its pane shows it under labels, in one long row."""
    article = Article(article_id(text), "", text)
    sheet = Sheet.of(article, ())
    view = PaneView(
        0, sheet, sheet.index, {}, Selection(0, 0), "ada", shows_all=True, jumps=jumps
    )
    rows = wrap(text, make_display(text), WIDTH - 5)
    painter = RowPainter(Styles(PALETTES["dark"], DEFAULT_SCHEME))
    assert len(rows) == 1
    row = Strip(it for it in painter.row(view, rows, 0, WIDTH) if not it.control)
    return row.text[_GUTTER:].rstrip("│").rstrip()


@pytest.mark.parametrize(
    ("text", "jumps", "seen"),
    [
        ("a total of", {0: "xz", 2: "xx", 8: "xc"}, "x xxtal xc"),
        ("a total of", {0: "z", 2: "x", 8: "c"}, "z xotal cf"),
        # No other label stands behind the blank.
        ("a total of", {0: "xz", 8: "xc"}, "xztotal xc"),
        ("is a “big” bag", {0: "vv", 3: "vb", 6: "vn", 11: "vm"}, "vv vb“vng” vmg"),
        ("up to 9,5", {0: "as", 3: "ad", 6: "af", 8: "ag"}, "as ad a,a"),
        # Where no blank is left there are letters alone.
        ("ab", {0: "as", 1: "ad"}, "aa"),
        ("at a", {0: "as", 3: "ad"}, "as a"),
    ],
)
def test_a_label_leaves_a_blank_before_the_next_one(
    text: str, jumps: dict[int, str], seen: str
) -> None:
    assert shown(text, jumps) == seen


@pytest.mark.parametrize(
    ("text", "jumps", "seen"),
    [
        ("북한군 파병", {0: "as", 4: "d"}, "as한군 d 병"),
        ("북 한", {0: "as", 2: "df"}, "as df"),
        ("a북한 b", {0: "as", 4: "d"}, "as 한 d"),
        ("e\u0301a\u0301 b", {0: "as", 5: "d"}, "as d"),
    ],
)
def test_a_label_over_wide_characters_moves_nothing(
    text: str, jumps: dict[int, str], seen: str
) -> None:
    assert shown(text, jumps) == seen
    assert cell_len(seen) == cell_len(shown(text, {}))


@given(st.lists(st.text("abc", min_size=1, max_size=4), min_size=20, max_size=150))
def test_every_label_begins_at_its_word_and_stands_apart(words: list[str]) -> None:
    text = " ".join(words)
    jumps = jump_labels([(0, text, 0, len(text))], focus=0, extend=False)
    labels = jumps.labels(0)
    painted, places = shown(text, labels), sorted(labels)
    for offset, behind in itertools.pairwise([*places, len(text) + 1]):
        assert painted[offset] == labels[offset][0]
        assert not painted[behind - 1 : behind].strip()
    # What was left out shows when the first letter is typed.
    for first in {one[0] for one in labels.values() if len(one) > 1}:
        typed = jumps.with_key(first)
        assert typed is not None
        left = typed.labels(0)
        painted = shown(text, left)
        assert {at: painted[at] for at in left} == left
