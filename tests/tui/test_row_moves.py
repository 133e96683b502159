"""A motion over rows leads where the eye goes, on text of ten cells a row."""

from __future__ import annotations

import pytest

from annotate.desk.intents import Place
from annotate.desk.state import Desk, Pane, Sheet
from annotate.model import Article, article_id
from annotate.scheme import DEFAULT_SCHEME
from annotate.text.display import make_display
from annotate.text.rows import wrap
from annotate.text.selection import Selection
from annotate.tui.commands import RowMotion, RowStep
from annotate.tui.row_moves import moved_by_rows
from drawing import draw, parse

DOWN, UP = RowMotion(RowStep.DOWN), RowMotion(RowStep.UP)
PAGE_DOWN, PAGE_UP = RowMotion(RowStep.PAGE_DOWN), RowMotion(RowStep.PAGE_UP)
START, END = RowMotion(RowStep.START), RowMotion(RowStep.END)
PAGE = 3


def moved(
    drawing: str, motion: RowMotion, *, goal: int | None = None, is_sticky: bool = False
) -> Place:
    """The wish of a motion with the selection drawn; "/" ends a line."""
    text, selection = parse(drawing.replace("/", "\n"))
    article = Article(article_id(text), "A title", text)
    pane = Pane(article.id, selection, goal_cell=goal, is_sticky=is_sticky)
    sheets = {article.id: Sheet.of(article, (), ())}
    desk = Desk("ada", DEFAULT_SCHEME, sheets, (pane,))
    rows = wrap(text, make_display(text), 10)
    return moved_by_rows(desk, motion, rows, PAGE)


# The rows: "One two", "three four", "", "five six", "seven."
@pytest.mark.parametrize(
    ("before", "motion", "after"),
    [
        (
            "One |two three four//five six seven.",
            DOWN,
            "One two thre|e four//five six seven.",
        ),
        (
            "One two thre|e four//five six seven.",
            UP,
            "One |two three four//five six seven.",
        ),
        (
            "One |two three four//five six seven.",
            UP,
            "One |two three four//five six seven.",
        ),
        (
            "One two three four//five six seve|n.",
            DOWN,
            "One two three four//five six seve|n.",
        ),
        (
            "One |two three four//five six seven.",
            PAGE_DOWN,
            "One two three four/|/five six seven.",
        ),
        (
            "One two three four//five six seve|n.",
            PAGE_UP,
            "One two three four/|/five six seven.",
        ),
        (
            "One tw|o three four//five six seven.",
            START,
            "|One two three four//five six seven.",
        ),
        (
            "One two three four//f|ive six seven.",
            END,
            "One two three four//five six| seven.",
        ),
        # Without extending, from where the cursor is seen.
        (
            "[One|] two three four//five six seven.",
            DOWN,
            "One two th|ree four//five six seven.",
        ),
    ],
)
def test_a_step_leads_to_the_row_and_cell_that_it_names(
    before: str, motion: RowMotion, after: str
) -> None:
    place = moved(before, motion)
    text, _ = parse(before)
    assert draw(text, Selection(place.offset, place.offset)) == after


def test_the_cell_aimed_at_is_kept_through_shorter_rows() -> None:
    first = moved("One two three fou|r//five six seven.", DOWN)
    assert (first.offset, first.goal_cell) == (19, 9)
    second = moved("One two three four/|/five six seven.", DOWN, goal=9)
    assert (second.offset, second.goal_cell) == (28, 9)


@pytest.mark.parametrize("motion", [START, END])
def test_a_motion_along_a_row_aims_at_no_cell(motion: RowMotion) -> None:
    assert moved("One |two", motion, goal=7).goal_cell is None


@pytest.mark.parametrize(
    ("motion", "is_sticky"), [(DOWN._replace(extend=True), False), (DOWN, True)]
)
def test_what_extends_goes_from_the_head(motion: RowMotion, *, is_sticky: bool) -> None:
    place = moved("[One|] two three four", motion, is_sticky=is_sticky)
    # The desk knows that it is sticky.
    assert place == Place(11, motion.extend, 3)
