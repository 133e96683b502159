"""What stands on the screen, without a screen: styles, status, strips and labels."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import Color, ColorType
from rich.style import Style

from annotate.config import Colour, Settings, Theme
from annotate.desk.state import Desk, Pane, Sheet
from annotate.model import Annotation, Article, Label, Span, Status, article_id
from annotate.scheme import DEFAULT_SCHEME
from annotate.text.cells import cell_len
from annotate.text.paint import Look
from annotate.text.selection import Selection
from annotate.tui.carousel import PANE_CELLS, visible_panes
from annotate.tui.commands import commands_for
from annotate.tui.jumps import jump_labels
from annotate.tui.keymap import build_keymap, shown_key
from annotate.tui.status import (
    SaveState,
    article_strip,
    hint_pieces,
    stack_text,
    status_pieces,
)
from annotate.tui.terminal import Terminal, prepare_environment
from annotate.tui.themes import PALETTES, Palette, Styles, palette_for
from annotate.tui.whichkey import which_key_strips
from annotate.tui.widgets.lines import strip_of

if TYPE_CHECKING:
    from textual.strip import Strip

SCHEME = replace(
    DEFAULT_SCHEME,
    labels=(
        *DEFAULT_SCHEME.labels,
        *(
            Label(f"more-{n}", f"More {n}", "", f"extra-{n}", shape, "")
            for n, shape in zip(
                range(1, 5), ("underline", "italic", "bold", "double"), strict=True
            )
        ),
    ),
)
LABELS = ("", *(label.id for label in SCHEME.labels), "unknown")
LOOKS = [
    Look(label, depth, *flags)
    for label in LABELS
    for depth in ((0,) if not label else (1, 2, 3))
    for flags in itertools.product((False, True), repeat=5)
]
LOOKS += [one._replace(suggested=label) for one in LOOKS[:64] for label in LABELS]
KEYMAP = build_keymap(commands_for(DEFAULT_SCHEME), {})
WORST = "A title \x1b[31m with 平壌 👩\u200d👩\u200d👧 \u202e and [b]markup[/b]" * 3


def styles_of(palette: Palette) -> list[Style]:
    styles = Styles(palette, SCHEME)
    fixed = [one for one in vars(styles).values() if isinstance(one, Style)]
    looks = [styles.look(look) for look in LOOKS]
    marks = [
        styles.bracket(label, look, is_other=is_other)
        for label in LABELS
        for look in (None, *LOOKS[:64], *LOOKS[-32:])
        for is_other in (False, True)
    ]
    letters = [
        styles.letter(label, is_other=is_other)
        for label in LABELS
        for is_other in (False, True)
    ]
    outlines = [
        styles.suggested(label, look)
        for label in LABELS
        for look in (None, *LOOKS[:64], *LOOKS[-32:])
    ]
    return [*fixed, *looks, *marks, *letters, *outlines]


def colours_of(style: Style) -> list[Color]:
    return [one for one in (style.color, style.bgcolor) if one is not None]


@pytest.mark.parametrize("name", PALETTES)
def test_no_palette_uses_more_colours_than_it_says(name: str) -> None:
    allowed = {
        "dark": {ColorType.TRUECOLOR},
        "light": {ColorType.TRUECOLOR},
        "dark-256": {ColorType.EIGHT_BIT, ColorType.STANDARD},
        "light-256": {ColorType.EIGHT_BIT, ColorType.STANDARD},
        "dark-16": {ColorType.STANDARD},
        "light-16": {ColorType.STANDARD},
        "plain": set(),
    }[name]
    used = {
        colour.type
        for style in styles_of(PALETTES[name])
        for colour in colours_of(style)
    }
    assert used <= allowed


def test_without_colour_nothing_is_coloured() -> None:
    for style in styles_of(PALETTES["plain"]):
        assert colours_of(style) == []
        codes = style.render("x")
        numbers = {
            int(code)
            for part in codes.split("\x1b[")[1:]
            for code in part.split("m")[0].split(";")
            if code
        }
        assert not {code for code in numbers if 30 <= code <= 49 or 90 <= code <= 107}


@pytest.mark.parametrize("name", PALETTES)
def test_the_four_labels_look_different_from_one_another_and_from_text(
    name: str,
) -> None:
    styles = Styles(PALETTES[name], DEFAULT_SCHEME)
    looks = [styles.look(Look())]
    looks += [styles.look(Look(one.id, 1)) for one in DEFAULT_SCHEME.labels]
    assert len({one.render("x") for one in looks}) == 5


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize(
    "change",
    ["is_other", "is_selected", "is_active", "is_edge", "is_match"],
)
def test_each_state_of_a_tag_can_be_seen(name: str, change: str) -> None:
    styles = Styles(PALETTES[name], DEFAULT_SCHEME)
    for label in DEFAULT_SCHEME.labels:
        if (name, change, label.shape) == ("plain", "is_active", "bold"):
            continue  # the edges of the active one show it
        before = Look(label.id, 1)
        after = Look(label.id, 1, **{change: True})
        assert styles.look(before) != styles.look(after), label.id


@pytest.mark.parametrize("name", PALETTES)
def test_a_suggestion_shows_without_colour_and_is_no_tag(name: str) -> None:
    styles = Styles(PALETTES[name], DEFAULT_SCHEME)
    text = styles.look(Look())
    for label in DEFAULT_SCHEME.labels:
        style = styles.look(Look(suggested=label.id))
        assert style.underline
        assert style.bgcolor == text.bgcolor
        assert not (style.bold)
        assert not (style.reverse)
        tag = Look(label.id, 1)
        assert styles.look(tag) != styles.look(tag._replace(is_match=True))
        inside = tag._replace(suggested="number")
        assert styles.look(inside).bgcolor == styles.look(tag).bgcolor
        assert styles.look(inside).underline or styles.look(inside).underline2
        marked = [Look(suggested=label.id, **{state: True}) for state in _STATES]
        assert all(styles.look(one) != style for one in marked)


_STATES = ("is_selected", "is_active", "is_edge", "is_match")


@pytest.mark.parametrize("name", PALETTES)
def test_one_two_and_more_tags_on_a_cell_can_be_told_apart(name: str) -> None:
    styles = Styles(PALETTES[name], DEFAULT_SCHEME)
    for label in ("quote", "number"):
        seen = {styles.look(Look(label, depth)).render("x") for depth in (1, 2, 3)}
        assert len(seen) == 3


@pytest.mark.parametrize("name", PALETTES)
def test_the_selection_shows_on_text_and_on_every_label(name: str) -> None:
    styles = Styles(PALETTES[name], DEFAULT_SCHEME)
    for label in ("", *(one.id for one in DEFAULT_SCHEME.labels)):
        for depth in (0,) if not label else (1, 2, 3):
            plain = styles.look(Look(label, depth))
            assert styles.look(Look(label, depth, is_selected=True)) != plain


@pytest.mark.parametrize(
    ("environ", "given", "colours", "is_dark"),
    [
        ({}, Settings(), "16", True),
        ({"TERM": "xterm-256color"}, Settings(), "256", True),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, Settings(), "truecolor", True),
        ({"TERM": "dumb", "COLORTERM": "truecolor"}, Settings(), "none", True),
        ({"NO_COLOR": "1", "COLORTERM": "24bit"}, Settings(), "none", True),
        ({"COLORFGBG": "0;15"}, Settings(), "16", False),
        ({"COLORFGBG": "0;default;7"}, Settings(), "16", False),
        ({"COLORFGBG": "0;15"}, Settings(theme=Theme.DARK), "16", True),
        ({}, Settings(theme=Theme.LIGHT, colour=Colour.MANY), "256", False),
    ],
)
def test_the_terminal_says_how_many_colours_there_are(
    environ: dict[str, str], given: Settings, colours: str, is_dark: bool
) -> None:
    terminal = Terminal.of(environ, given)
    assert terminal == Terminal(colours, is_dark)
    assert palette_for(terminal.colours, is_dark=terminal.is_dark).roles is not None


def test_the_size_of_the_window_is_not_taken_from_the_environment() -> None:
    environ = {"COLUMNS": "80", "LINES": "24", "ESCDELAY": "100"}
    prepare_environment(environ, Terminal("truecolor", is_dark=True))
    assert "COLUMNS" not in environ
    assert "LINES" not in environ
    assert environ["ESCDELAY"] == "100"


# Which panes show


@pytest.mark.parametrize(
    ("count", "focus", "width", "first", "shown"),
    [
        (5, 0, 200, 0, [0, 1, 2, 3, 4]),
        (5, 0, 80, 0, [0, 1]),
        (5, 2, 80, 0, [1, 2]),
        (5, 1, 80, 3, [1, 2]),
        (5, 4, 80, 0, [3, 4]),
        (5, 4, 20, 0, [4]),
        (1, 0, 200, 0, [0]),
        (2, 1, 100, 3, [0, 1]),
    ],
)
def test_panes_show_that_fit_and_the_focused_one_among_them(
    count: int, focus: int, width: int, first: int, shown: list[int]
) -> None:
    found = visible_panes(count, focus, width, first=first, is_zoomed=False)
    assert list(found) == shown


def test_a_zoomed_pane_stands_alone() -> None:
    assert list(visible_panes(5, 3, 200, first=0, is_zoomed=True)) == [3]


@given(
    count=st.integers(1, 5),
    focus=st.integers(0, 4),
    width=st.integers(0, 300),
    first=st.integers(0, 4),
)
@settings(max_examples=100, deadline=None)
def test_the_row_of_panes_moves_no_further_than_it_must(
    count: int, focus: int, width: int, first: int
) -> None:
    focus %= count
    shown = visible_panes(count, focus, width, first=first, is_zoomed=False)
    assert focus in shown
    assert shown.start >= 0
    assert shown.stop <= count
    assert len(shown) == max(1, min(count, width // PANE_CELLS))
    again = visible_panes(count, focus, width, first=shown.start, is_zoomed=False)
    assert again == shown


# The foot


def desk_of(text: str, *tags: tuple[str, str, str], at: int = 0) -> Desk:
    """A desk of one article with (label, quote, annotator) tags."""
    article = Article(article_id(text), WORST, text)
    rows = []
    for number, (label, quote, who) in enumerate(tags):
        start = text.index(quote)
        rows.append(
            Annotation(
                str(number), str(number), None, article.id,
                Span(start, start + len(quote)), quote, label, who,
            )
        )  # fmt: skip
    sheet = Sheet.of(article, rows)
    pane = Pane(article.id, Selection(at, at))
    return Desk("ada", DEFAULT_SCHEME, {article.id: sheet}, (pane,))


NESTED = desk_of(
    "Ann said “we lost 10 trucks” here.",
    ("claim", "Ann said “we lost 10 trucks” here", "ada"),
    ("quote", "“we lost 10 trucks”", "ben"),
    ("number", "10 trucks", "ada"),
    at=18,
)
PLAIN = Styles(PALETTES["plain"], DEFAULT_SCHEME)


def shown(strip: Strip) -> str:
    """What can be read, without what tells the terminal where it stands."""
    return "".join(segment.text for segment in strip if not segment.control)


def line(desk: Desk, save: SaveState, width: int, status: Status = Status.TODO) -> str:
    pieces = status_pieces(desk, save, status, width, PLAIN)
    strip = strip_of(pieces, width, PLAIN.status)
    assert strip.cell_length == width
    assert cell_len(shown(strip)) == width
    return shown(strip)


def test_the_stack_names_what_is_under_the_cursor_outermost_first() -> None:
    assert stack_text(NESTED) == ("claim[0-33] > ben:quote[9-28] > number[18-27]")
    hidden = replace(NESTED, shows_others=False)
    assert stack_text(hidden) == "claim[0-33] > number[18-27]"


def test_the_status_line_tells_who_saved_place_and_stack() -> None:
    said = line(NESTED, SaveState(), 200, Status.DONE)
    for part in ("ada", "saved", "1/1", "18", "done", "claim[0-33] > ben:quote[9-28]"):
        assert part in said
    assert "NOT SAVED" not in said
    assert "saving 3" in line(NESTED, SaveState(3), 200)


def test_on_a_narrow_screen_the_outer_tags_of_the_stack_give_way_first() -> None:
    said = line(NESTED, SaveState(), 60)
    assert "ada" in said
    assert " saved " in said
    assert "1/1" in said
    assert "… > " in said
    assert "number[18-27]" in said
    assert "claim" not in said


@pytest.mark.parametrize("width", [80, 200])
def test_a_save_that_failed_is_told_before_all_else(width: int) -> None:
    failed = SaveState(2, "Another program keeps the database locked.")
    said = line(NESTED, failed, width)
    assert "! 2 NOT SAVED: Another program keeps the database locked." in said
    pieces = status_pieces(NESTED, failed, Status.TODO, width, PLAIN)
    assert (" ! 2 NOT SAVED: Another program keeps the database locked. ",
            PLAIN.alarm) in pieces  # fmt: skip


@pytest.mark.parametrize("width", [1, 5, 20, 60])
def test_the_status_line_fits_any_width(width: int) -> None:
    line(NESTED, SaveState(1, WORST), width, Status.SKIPPED)


def hint(desk: Desk, message: str = "") -> str:
    pieces = hint_pieces(desk, KEYMAP, message, PLAIN)
    return strip_of(pieces, 300, PLAIN.hint).text


def test_the_hints_are_the_message_else_the_active_tag_else_the_keys() -> None:
    assert hint(NESTED, "tagged claim").strip() == "tagged claim"
    theirs = hint(replace(NESTED, active="1"))
    assert theirs.startswith(" Quote by ben “we lost 10 trucks”")
    keys = hint(NESTED)
    for part in ("c claim", "q quote", "n number", "d denial", "u undo", "? help"):
        assert part in keys


def test_hints_of_a_label_that_came_meanwhile_and_without_keys() -> None:
    strange = desk_of("One.", ("rumour", "One", "ada"))
    assert hint(replace(strange, active="0")).startswith(" rumour “One”")
    bare = build_keymap(commands_for(DEFAULT_SCHEME), {"undo": ()})
    pieces = hint_pieces(NESTED, bare, "", PLAIN)
    assert "undo" not in "".join(text for text, _ in pieces)


@pytest.mark.parametrize("hits", [(), ("12345+",)])
@pytest.mark.parametrize("width", [5, 20, 60, 80])
def test_the_strip_of_articles_fits_and_shows_no_control(
    width: int, hits: tuple[str, ...]
) -> None:
    pieces = article_strip(NESTED, range(1), width, PLAIN, hits)
    said = strip_of(pieces, width, PLAIN.bar)
    assert said.cell_length == width
    assert cell_len(shown(said)) == width
    assert "\x1b" not in shown(said)
    assert "\u202e" not in shown(said)


@pytest.mark.parametrize("width", [20, 60, 120, 200])
def test_the_panel_behind_the_leader_lists_every_rarer_command(width: int) -> None:
    strips = which_key_strips("Space, then", KEYMAP.rarer(), width, PLAIN)
    assert all(strip.cell_length == width for strip in strips)
    said = "\n".join(strip.text for strip in strips)
    for key, command in KEYMAP.rarer():
        shown = f" {shown_key(key):>2} {command.title}"
        assert shown[: width - 1] in said


# Jump labels


@pytest.mark.parametrize("count", [0, 1, 25, 26, 27, 60, 300, 676, 900])
def test_jump_labels_begin_no_other_label(count: int) -> None:
    text = "word " * count
    jumps = jump_labels([(0, text, 0, len(text))], focus=0, extend=False)
    labels = sorted(jumps.by_label)
    assert len(labels) == min(count, 26 * 26)
    for one, following in itertools.pairwise(labels):
        assert not following.startswith(one)
    if count <= 26:
        assert all(len(label) == 1 for label in labels)
    places = [offset for _, offset in jumps.by_label.values()]
    assert len(places) == len(set(places))
    assert all(text.startswith("word", offset) for offset in places)


def test_the_focused_pane_has_the_short_labels_and_alone_can_be_extended_to() -> None:
    text = "word " * 20
    panes = [(0, text, 0, len(text)), (1, text, 0, len(text))]
    jumps = jump_labels(panes, focus=1, extend=False)
    lengths: dict[int, set[int]] = {0: set(), 1: set()}
    for label, (pane, _) in jumps.by_label.items():
        lengths[pane].add(len(label))
    assert lengths == {0: {1, 2}, 1: {1}}
    extending = jump_labels(panes, focus=1, extend=True)
    assert {pane for pane, _ in extending.by_label.values()} == {1}


def test_short_labels_stand_where_clauses_begin_or_end_next_to_the_cursor() -> None:
    text = "one two, three four. " * 30
    shown = [(0, text, 0, len(text))]

    def short(*, extend: bool, near: int) -> set[int]:
        jumps = jump_labels(shown, focus=0, extend=extend, near=near)
        return {at for label, (_, at) in jumps.by_label.items() if len(label) == 1}

    begins = short(extend=False, near=0)
    assert len(begins) > 10
    assert begins == {at for at in begins if text[at:].startswith(("one", "three"))}
    assert min(begins) == 0
    ends = short(extend=True, near=0)
    assert ends == {at for at in ends if text[at:].startswith(("two", "four"))}
    assert max(short(extend=False, near=len(text))) == text.rindex("three")


def test_where_words_are_many_other_panes_have_labels_at_their_sentences() -> None:
    text = "One two, three four. " * 60
    panes = [(at, text, 0, len(text)) for at in range(5)]
    jumps = jump_labels(panes, focus=2, extend=False)
    for pane in range(5):
        starts = {offset for index, offset in jumps.by_label.values() if index == pane}
        assert len(starts) == (240 if pane == 2 else 60)
    short = [place for label, place in jumps.by_label.items() if len(label) == 1]
    assert short
    assert {pane for pane, _ in short} == {2}


def test_a_typed_letter_leaves_what_is_left_to_type() -> None:
    text = "word " * 40
    jumps = jump_labels([(0, text, 0, len(text))], focus=0, extend=False)
    double = next(label for label in jumps.by_label if len(label) == 2)
    typed = jumps.with_key(double[0])
    assert typed is not None
    assert typed.place is None
    left = typed.labels(0)
    assert left[jumps.by_label[double][1]] == double[1]
    assert all(len(label) == 1 for label in left.values())
    assert typed.labels(1) == {}
    whole = typed.with_key(double[1])
    assert whole is not None
    assert whole.place == jumps.by_label[double]


@pytest.mark.parametrize("key", ["A", "1", "escape", "tab", "é"])
def test_a_key_that_no_label_begins_with_ends_the_jump(key: str) -> None:
    jumps = jump_labels([(0, "One two", 0, 7)], focus=0, extend=False)
    assert jumps.with_key(key) is None


def test_jump_labels_stand_on_words_that_show() -> None:
    text = "One two three four"
    jumps = jump_labels([(0, text, 4, 13)], focus=0, extend=False)
    assert sorted(offset for _, offset in jumps.by_label.values()) == [4, 8]
