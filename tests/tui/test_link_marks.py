"""How links look: marks in the gutter, jump labels on tags, rows in the inspector."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.strip import Strip

from annotate.desk.links import End, Linked
from annotate.desk.state import Desk, Pane, Sheet
from annotate.model import Annotation, Article, Link, Span, article_id
from annotate.scheme import DEFAULT_SCHEME
from annotate.text.display import make_display
from annotate.text.rows import wrap
from annotate.text.selection import Selection
from annotate.text.spans import Own
from annotate.tui.link_lines import link_strips, told
from annotate.tui.link_targets import Sight, link_targets
from annotate.tui.pane_views import PaneView
from annotate.tui.tag_blocks import Row
from annotate.tui.themes import PALETTES, Styles
from annotate.tui.widgets.inspector import around
from annotate.tui.widgets.painter import RowPainter

if TYPE_CHECKING:
    from rich.style import Style

TEXT = "Kim sent men, Seoul said. Moscow denied it. No one knows more now."
ARTICLE = Article(article_id(TEXT), "A title", TEXT)
ME, THEM = "ada", "ben"


def tag(number: int, quote: str, label: str, by: str = ME) -> Annotation:
    start = TEXT.index(quote)
    span, name = Span(start, start + len(quote)), f"{number:02}"
    return Annotation(name, name, None, ARTICLE.id, span, quote, label, by)


CLAIM, DENIAL = tag(1, "Kim sent men", "claim"), tag(2, "denied it", "denial")
THEIRS = tag(3, "No one knows more", "claim", THEM)
MORE = tag(4, "more now", "claim")
TAGS = (CLAIM, DENIAL, THEIRS, MORE)


def link(number: int, source: Annotation, target: Annotation, by: str = ME) -> Link:
    name = f"1{number}"
    return Link(name, name, None, by, "denies", source.id, target.id)


def view(*links: Link, shows_all: bool = True) -> PaneView:
    sheet = Sheet.of(ARTICLE, TAGS, links)
    keys = {label.id: label.key for label in DEFAULT_SCHEME.labels}
    return PaneView(
        0, sheet, sheet.index if shows_all else Own(sheet.index, ME), keys,
        Selection(0, 0), ME, shows_all=shows_all,
    )  # fmt: skip


def painted(seen: PaneView, palette: str = "dark", width: int = 28) -> list[Strip]:
    rows = wrap(TEXT, make_display(TEXT), width - 5)
    painter = RowPainter(Styles(PALETTES[palette], DEFAULT_SCHEME))
    return [Strip(painter.row(seen, rows, row, width)) for row in range(len(rows))]


def texts(strips: list[Strip]) -> list[str]:
    return [strip.text.rstrip("│").rstrip() for strip in strips]


@pytest.mark.parametrize(
    ("links", "shown"),
    [
        ((), ["c ▐Kim sent men, Seoul", "d  said. Moscow▐denied it.",
              "c ▐No one knows▐more now."]),
        ((link(1, DENIAL, CLAIM),),
         ["c ⇄Kim sent men, Seoul", "d ⇄said. Moscow▐denied it.",
          "c ▐No one knows▐more now."]),
        ((link(1, DENIAL, MORE),),
         ["c ▐Kim sent men, Seoul", "d ⇄said. Moscow▐denied it.",
          "c ⇄No one knows▐more now."]),
        ((link(1, DENIAL, THEIRS), link(2, CLAIM, THEIRS)),
         ["c ⇄Kim sent men, Seoul", "d ⇄said. Moscow▐denied it.",
          "c ⇄No one knows▐more now."]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("palette", PALETTES)
def test_a_row_where_a_linked_tag_starts_has_a_mark_in_its_third_cell(
    links: tuple[Link, ...], shown: list[str], palette: str
) -> None:
    assert texts(painted(view(*links), palette)) == shown


def third_cell(strip: Strip) -> tuple[str, Style | None]:
    cells = [(char, part.style) for part in strip for char in part.text]
    return cells[2]


@pytest.mark.parametrize("palette", PALETTES)
def test_a_mark_that_is_a_bracket_as_well_looks_like_both(palette: str) -> None:
    plain = painted(view(), palette)
    marked = painted(view(link(1, DENIAL, CLAIM)), palette)
    bracket, both, alone = (third_cell(one) for one in (plain[0], marked[0], marked[1]))
    assert (bracket[0], both[0], alone[0]) == ("▐", "⇄", "⇄")
    assert len({str(bracket[1]), str(both[1]), str(alone[1])}) == 3
    assert both[1] is not None
    assert both[1].reverse or both[1].bgcolor
    palette_of = PALETTES[palette]
    if not palette_of.roles:
        assert alone[1] is not None
        assert {both[1].color, both[1].bgcolor, alone[1].color} == {None}


@pytest.mark.parametrize("palette", PALETTES)
def test_links_of_others_are_dimmed_and_can_be_hidden(palette: str) -> None:
    theirs = (link(1, THEIRS, MORE, THEM),)
    marked = painted(view(*theirs), palette)
    own = painted(view(link(1, DENIAL, CLAIM)), palette)
    assert third_cell(marked[2])[1] != third_cell(own[0])[1]
    assert texts(painted(view(*theirs, shows_all=False), palette)) == [
        "c ▐Kim sent men, Seoul", "d  said. Moscow▐denied it.",
        "c  No one knows▐more now.",
    ]  # fmt: skip


@pytest.mark.parametrize("palette", PALETTES)
def test_jump_labels_on_tags_tell_their_labels_where_there_are_colours(
    palette: str,
) -> None:
    styles = Styles(PALETTES[palette], DEFAULT_SCHEME)
    looks = [styles.jump_to(one.id) for one in DEFAULT_SCHEME.labels]
    has_colours = bool(PALETTES[palette].roles)
    assert len({str(one) for one in looks}) == (4 if has_colours else 1)
    assert all(one.reverse or one.bgcolor for one in looks)
    assert styles.jump_to("") == styles.jump


# Jump labels on tags


def sight(pane: int, text: str, tags: list[tuple[int, int]], *seen: int) -> Sight:
    article = Article(article_id(text), "", text)
    made = [
        Annotation(f"{pane}{n:02}", "r", None, article.id, Span(*one),
                   text[slice(*one)], "claim", ME)
        for n, one in enumerate(tags)
    ]  # fmt: skip
    start, end = seen or (0, len(text))
    return Sight(pane, text, start, end, Sheet.of(article, made).index)


def placed(*sights: Sight, focus: int = 0) -> dict[tuple[int, int], str]:
    targets = link_targets(sights, focus=focus, suits=lambda _one: True)
    assert set(targets.jumps.by_label.values()) <= set(targets.by_place)
    assert set(targets.jumps.looks) == set(targets.by_place)
    return {place: one.id for place, one in targets.by_place.items()}


def test_tags_that_start_together_have_their_labels_behind_one_another() -> None:
    found = placed(sight(0, "abcdefghij klm", [(0, 3), (0, 9), (0, 5), (3, 8)]))
    assert found == {(0, 0): "001", (0, 2): "002", (0, 4): "000", (0, 6): "003"}


def test_a_label_stands_on_no_part_of_a_character() -> None:
    text = "e\u0301👩\u200d👩\u200d👧xyz"
    found = placed(sight(0, text, [(0, 2), (0, len(text))]))
    assert found == {(0, 0): "001", (0, 7): "000"}


def test_only_what_is_in_sight_is_labelled_and_from_where_it_is() -> None:
    text = "one two three four five"
    tags = [(0, 3), (0, 7), (8, 13), (19, 23)]
    assert placed(sight(0, text, tags, 4, 14)) == {(0, 4): "001", (0, 8): "002"}


def test_the_focused_pane_has_the_first_letters() -> None:
    sights = [sight(0, "one two", [(0, 3)]), sight(1, "one two", [(4, 7)])]
    targets = link_targets(sights, focus=1, suits=lambda _one: True)
    assert targets.jumps.by_label == {"a": (1, 4), "s": (0, 0)}


def test_what_does_not_suit_has_no_label() -> None:
    one = sight(0, "one two", [(0, 3), (4, 7)])
    targets = link_targets([one], focus=0, suits=lambda each: each.id == "001")
    assert list(targets.by_place) == [(0, 4)]
    assert link_targets([one], focus=0, suits=lambda _one: False).by_place == {}


def test_more_tags_than_letters_have_labels_of_two() -> None:
    text = "x " * 100
    found = link_targets(
        [sight(0, text, [(n * 2, n * 2 + 1) for n in range(90)])],
        focus=0,
        suits=lambda _one: True,
    )
    assert len(found.jumps.by_label) == 90
    assert {len(label) for label in found.jumps.by_label} == {1, 2}


# The inspector


def blocks(heights: list[int], lit: int = 0) -> list[list[Row]]:
    return [
        [Row(Strip.blank(1), f"{n}", is_lit=row == lit) for row in range(height)]
        for n, height in enumerate(heights)
    ]


@given(
    st.lists(st.integers(2, 9), min_size=1, max_size=30),
    st.integers(0, 29),
    st.integers(1, 30),
    st.integers(0, 8),
)
def test_the_list_is_full_and_in_order_and_holds_the_tag_it_is_round(
    heights: list[int], here: int, room: int, lit: int
) -> None:
    here %= len(heights)
    made = blocks(heights, lit % heights[here])
    rows = around(len(made), here, room, made.__getitem__)
    everything = [row for block in made for row in block]
    # A block that does not fit above is left out whole, which may leave room below.
    assert len(rows) <= min(room, len(everything))
    names = [int(row.annotation) for row in rows]
    assert names == sorted(names)
    assert here in names
    shown = [row for row in rows if int(row.annotation) == here]
    if heights[here] <= room:
        assert shown == made[here]
    assert any(row.is_lit for row in shown)
    if names[-1] < len(heights) - 1:
        assert len(rows) == room


def test_an_empty_list_has_no_rows() -> None:
    assert around(0, 0, 10, lambda _index: []) == []


def test_the_first_tag_stands_at_the_top() -> None:
    made = blocks([2] * 9)
    assert around(9, 0, 6, made.__getitem__) == [row for one in made[:3] for row in one]


def listed(end: End | None, by: str = ME, width: int = 44) -> list[str]:
    sheet = Sheet.of(ARTICLE, TAGS)
    desk = Desk(ME, DEFAULT_SCHEME, {ARTICLE.id: sheet}, (Pane(ARTICLE.id),))
    if end is not None:
        desk = replace(desk, far={end.annotation.id: end})
    target = end.annotation if end else replace(CLAIM, id="99")
    linked = Linked(link(1, DENIAL, target, by), True, end)
    styles = Styles(PALETTES["dark"], DEFAULT_SCHEME)
    strips = link_strips(desk, linked, width, styles, is_here=False, is_unsaved=False)
    assert all(strip.cell_length == width for strip in strips)
    return [*(strip.text.rstrip() for strip in strips), told(desk, linked)]


def test_a_link_is_told_with_kind_direction_quote_and_article() -> None:
    end = End(CLAIM, "A title")
    assert listed(end) == [
        "   → denies “Kim sent men” · 1 A title",
        "→ denies “Kim sent men” · 1 A title",
    ]
    assert listed(end, THEM, 30)[:2] == [
        "   → denies “Kim sent men” by…", "     1 A title",
    ]  # fmt: skip


def test_what_is_hostile_in_a_title_or_quote_stays_text() -> None:
    quote = "\x1b[31m\u202e[b]x[/b]\n2"
    other = replace(CLAIM, id="77", article="f" * 32, quote=quote)
    strips = "\n".join(listed(End(other, "\x1b]0;t\x07 \x9b2J"), width=80)[:-1])
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(strips)
    assert "[b]x[/b]" in strips


def test_an_end_that_is_not_here_is_told_as_that() -> None:
    said = "→ denies a tag that is not here"
    assert listed(None) == [f"   {said}", said]
