from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.agreement.differences import Kind
from annotate.agreement.report import Report, report
from annotate.agreement.sheets import Sheet
from annotate.text.cells import cell_len
from annotate.tui.agreement_view import State, View, page
from annotate.tui.differing import Wanted

_LABELS = ("claim", "quote")
_TOKENS = [(at, at + 4) for at in range(0, 500, 5)]


def _report(people: int, names: str = "person-") -> Report:
    spans = {(at, at + 4, "claim") for at in range(0, 300, 5)}
    marks = {
        f"{names}{number:02}": {
            *spans,
            (400, 400 + number + 1, _LABELS[number % 2]),
        }
        for number in range(people)
    }
    sheet = Sheet("article", 500, _TOKENS, marks)
    return report((sheet,), tuple(marks), _LABELS)


def _seen(state: State, width: int, height: int) -> list[str]:
    return ["".join(text for text, _ in line) for line in page(state, width, height)[1]]


@pytest.mark.parametrize("people", [2, 3, 50])
@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("size", [(20, 8), (76, 22), (196, 48)])
def test_every_line_fits_and_the_cursor_is_seen(
    people: int, view: View, size: tuple[int, int]
) -> None:
    state = State(_report(people)).seen(view)
    for rows, columns in ((0, 0), (1000, 0), (0, 1000), (-3, -2), (-1000, -1000)):
        state = state.moved(rows, columns)
        lines = _seen(state, *size)
        assert len(lines) <= size[1]
        assert all(cell_len(line) <= size[0] for line in lines)
        assert sum("[" in line and "]" in line for line in lines) == 1


def test_fifty_people_are_cut_to_the_part_around_the_cursor() -> None:
    state = State(_report(50)).moved(30, 30)
    lines = _seen(state, 76, 22)
    assert "‹" in lines[3]
    assert "›" in lines[3]
    assert any(line.startswith("32 person-31") for line in lines)
    assert not any(line.startswith("1 person-00") for line in lines)


def test_the_pair_is_that_of_row_and_column_in_the_order_of_names() -> None:
    state = State(_report(3))
    assert state.cursor == (1, 1)
    assert state.pair == ("person-00", "person-01")
    assert state.moved(-1, 1).pair == ("person-00", "person-01")  # above the diagonal
    assert state.moved(0, 1).pair is None  # on it
    assert state.moved(0, -1).pair is None  # on the number of articles
    assert state.seen(View.LABELS).pair is None


def _at(state: State, row: int, column: int) -> Wanted:
    return state.seen(View.CONFUSION).moved(-99, -99).moved(row, column).wanted


def test_a_cell_of_labels_asks_for_its_differences() -> None:
    two = State(_report(2))
    both = ("person-00", "person-01")
    assert _at(two, 0, 0) == Wanted(both, "claim", "claim")
    assert _at(two, 0, 1) == Wanted(both, "claim", "quote")
    assert _at(two, 1, 2) == Wanted(both, alone="quote", whose=Kind.MISSING)
    assert _at(two, 2, 0) == Wanted(both, alone="claim", whose=Kind.EXTRA)
    assert _at(two, 2, 2) == Wanted(both)
    many = State(_report(3))
    assert _at(many, 1, 2).whose is None


def test_labels_go_round_and_a_pair_goes_in_and_out() -> None:
    state = State(_report(3))
    seen = []
    for _ in range(3):
        state = state.with_next_label()
        seen.append(state.label)
    assert seen == ["claim", "quote", ""]
    inside = state.with_pair(_report(2))
    assert inside.view is View.CONFUSION
    assert inside.report.people == ("person-00", "person-01")
    assert inside.with_pair(None).view is View.PEOPLE


@given(st.text(max_size=12), st.integers(16, 90), st.integers(6, 30))
def test_names_of_any_text_act_on_nothing_and_keep_the_lines(
    name: str, width: int, height: int
) -> None:
    for view in View:
        for line in _seen(State(_report(2, name)).seen(view), width, height):
            assert cell_len(line) <= width
            assert line.isprintable() or not any(ord(each) < 32 for each in line)


def test_an_empty_report_has_nothing_to_show() -> None:
    state = State(report((), ("ada", "ben")))
    for view in View:
        shown = state.seen(view).moved(1, 1)
        assert _seen(shown, 40, 12)
        assert shown.wanted == Wanted(("ada", "ben"))
