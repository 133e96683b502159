"""The program used: keys and mouse on the worked example, first to last."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from flows import ME, Flow, running
from textual import events
from textual.widgets import OptionList, Static

from annotate.config import Settings
from annotate.ids import Ids
from annotate.model import Annotation, Edit, Span, Status, Verb
from annotate.store.store import open_store
from annotate.text.segments import word_at
from annotate.text.selection import Selection
from annotate.tui.commands import Act
from annotate.tui.screens.picker import PickerScreen
from annotate.tui.screens.reader import ReaderScreen

if TYPE_CHECKING:
    from pathlib import Path

SIZES = [(200, 50), (120, 40), (80, 24), (60, 20), (20, 5)]
LABEL_KEYS = {"c": "claim", "q": "quote", "n": "number", "d": "denial"}


def ids_of(path: Path) -> list[str]:
    with open_store(path) as store:
        return [one.id for one in store.articles()]


@pytest.mark.parametrize("size", SIZES)
async def test_tags_are_made_saved_undone_and_redone(
    example: Path, size: tuple[int, int]
) -> None:
    async with running(example, size=size) as flow:
        assert len(flow.desk.panes) == 5
        assert len(flow.panes_shown) == max(1, min(5, size[0] // 32))
        made = []
        for key, label in LABEL_KEYS.items():
            await flow.press("w", key)
            made.append((label, flow.selected))
            assert flow.mine == made
        await flow.saved()
        assert flow.stored_tags() == made
        assert " saved" in flow.seen("#status") or size[0] < 60
        await flow.press("u", "u")
        await flow.saved()
        assert flow.mine == flow.stored_tags() == made[:2]
        await flow.press("U")
        await flow.saved()
        assert flow.mine == flow.stored_tags() == made[:3]
        assert flow.selected == made[2][1]


@pytest.mark.parametrize("size", SIZES)
async def test_no_key_of_the_table_breaks_the_desk(
    example: Path, size: tuple[int, int]
) -> None:
    async with running(example, size=size) as flow:
        by_id = {one.id: one for one in flow.screen.keymap.commands}
        starts = ("text-start", "word-next", "annotation-next")
        for number, command in enumerate(flow.screen.keymap.commands):
            if command.wish in {Act.QUIT, Act.SUSPEND}:
                continue
            flow.screen.keys.perform(by_id[starts[number % 3]])
            flow.screen.keys.perform(command)
            await flow.pilot.pause(0)
            flow.screen.keys.press(events.Key("escape", None))
            assert all(flow.seen(flow.pane(slot)) is not None for slot in range(5))
            while flow.has_page or flow.screen.focused is not None:
                await flow.press("escape")
                await flow.pilot.pause()
            if flow.desk.is_zoomed:
                flow.screen.keys.perform(by_id["zoom"])
        await flow.saved()
        assert len(flow.desk.panes) <= 5
        assert flow.seen("#status")


async def test_every_act_has_a_deed(example: Path) -> None:
    async with running(example) as flow:
        wished = {one.wish for one in flow.screen.keymap.commands}
        assert set(flow.screen.acts._does()) == {
            one for one in wished if isinstance(one, Act)
        }


async def test_a_bare_cursor_takes_what_is_there_and_the_same_key_more(
    example: Path,
) -> None:
    async with running(example) as flow:
        await flow.press("n")  # no number in the first paragraph
        assert (flow.mine, flow.desk.active) == ([], "")
        await flow.press("#", ";", "n")
        (first,) = flow.mine
        assert flow.desk.pane.selection.is_bare
        await flow.press("n")
        (wider,) = flow.mine
        assert first[1] in wider[1]
        assert len(wider[1]) > len(first[1])
        await flow.saved()
        (one,) = flow.stored()
        assert one.quote == wider[1]
        assert one.prev is not None


async def test_a_tag_is_made_by_its_capital_amended_and_taken_back_step_by_step(
    example: Path,
) -> None:
    async with running(example) as flow:
        await flow.press("N")
        (first,) = flow.mine
        await flow.press("N")
        assert len(flow.mine) == 2
        await flow.press("apostrophe", "greater_than_sign")
        await flow.saved()
        assert len(flow.mine) == 2
        assert [tag for tag in flow.mine if tag not in flow.stored_tags()] == []
        amended = flow.desk.active_shown()
        assert amended is not None
        await flow.press("u")
        before = flow.desk.active_shown()
        assert before is not None
        assert before.id == amended.id
        assert before.quote.startswith(amended.quote)
        # As fresh as before: the same key amends it again.
        await flow.press("greater_than_sign")
        again = flow.desk.active_shown()
        assert again is not None
        assert (again.id, again.quote) == (amended.id, amended.quote)
        await flow.press("u", "u", "u")
        assert flow.mine == [first]
        await flow.press("u")
        assert flow.mine == []
        await flow.saved()
        assert flow.stored_tags() == []


async def test_an_extending_jump_sets_the_end_of_the_tag_just_made(
    example: Path,
) -> None:
    async with running(example) as flow:
        await flow.press("C", "F")
        jumps = flow.screen.keys.jumps
        made = flow.desk.active_shown()
        assert jumps is not None
        assert made is not None
        label, (_, target) = next(
            (label, place)
            for label, place in jumps.by_label.items()
            if place[1] > made.span.end
        )
        await flow.type(label)
        ((_, quote),) = flow.mine
        word = word_at(flow.desk.text, target)
        assert word is not None
        assert quote == flow.desk.text[made.span.start : word.end]


async def test_relabel_takes_a_label_key_and_nothing_else(example: Path) -> None:
    async with running(example) as flow:
        await flow.press("w", "c", "r")
        assert "relabel" in flow.seen("#hints")
        await flow.press("q")
        assert [label for label, _ in flow.mine] == ["quote"]
        await flow.press("r", "x")
        assert flow.session.message == "not relabelled"
        await flow.press("r", "й")  # q on a Russian keyboard
        assert "Already" in flow.session.message
        await flow.saved()
        assert [label for label, _ in flow.stored_tags()] == ["quote"]


@pytest.mark.parametrize("key", ["backspace", "delete"])
async def test_a_tag_is_removed_and_comes_back(example: Path, key: str) -> None:
    async with running(example) as flow:
        await flow.press("s", "d", key)
        assert flow.mine == []
        await flow.saved()
        assert flow.stored_tags() == []
        await flow.press("u")
        await flow.until(lambda: flow.mine)
        assert flow.stored_tags() == [("denial", flow.selected.rstrip("."))]


async def test_what_others_tagged_is_not_removed(example: Path) -> None:
    async with running(example) as flow:
        await flow.press("tab", "delete")
        assert flow.session.message.startswith("This tag is example's")
        await flow.press("enter")
        await flow.page(ReaderScreen)
        await flow.press("escape")
        await flow.closed()
        assert flow.mine == []
        await flow.press("y")
        (tag,) = flow.mine
        assert tag[1] == flow.selected
        await flow.saved()
        assert flow.stored()[0].origin


async def test_a_search_follows_what_is_typed_and_esc_goes_back(
    example: Path,
) -> None:
    async with running(example) as flow:
        await flow.press("p", "w", "w")
        before = flow.desk.pane.selection
        await flow.press("/")
        await flow.type("kor")
        assert flow.selected.lower() == "kor"
        await flow.type("ean")
        assert flow.selected.lower() == "korean"
        assert flow.mine == []
        await flow.press("escape")
        assert flow.desk.pane.selection == before
        assert flow.desk.needle == ""
        await flow.press("/")
        await flow.type("korean")
        await flow.press("enter")
        first = flow.desk.pane.selection
        await flow.press("m")
        second = flow.desk.pane.selection
        assert second.start > first.start
        await flow.press("M")
        assert flow.desk.pane.selection == first
        assert "hits" in flow.seen(flow.pane(0))
        await flow.press("/", "enter")
        assert flow.desk.needle == ""


async def test_the_selection_is_marked_in_all_panes(example: Path) -> None:
    async with running(example, size=(200, 50)) as flow:
        text = flow.desk.text
        at = text.index("Kim Jong Un")
        flow.session.desk = flow.desk.with_pane(
            replace(flow.desk.pane, selection=Selection(at, at + 11))
        )
        await flow.press("*")
        assert flow.desk.needle == "Kim Jong Un"
        for slot, pane in enumerate(flow.desk.panes):
            shown = flow.desk.sheets[pane.article].article.text
            hits = shown.count("Kim Jong Un")
            word = "hit" if hits == 1 else "hits"
            assert f" {hits} {word} " in flow.seen(flow.pane(slot)).split("\n")[0]


async def test_much_text_or_several_lines_are_not_marked(example: Path) -> None:
    async with running(example) as flow:
        text = flow.desk.text
        for start, end in ((0, len(text)), (5, text.index("\n") + 40)):
            flow.session.desk = flow.desk.with_pane(
                replace(flow.desk.pane, selection=Selection(start, end))
            )
            await flow.press("*")
            assert flow.desk.needle == ""
            assert "at most 1000 characters of one line" in flow.session.message


async def test_jump_labels_lead_to_words_in_any_pane(example: Path) -> None:
    async with running(example, size=(120, 20)) as flow:
        await flow.press("f")
        jumps = flow.screen.keys.jumps
        assert jumps is not None
        label, (pane, offset) = next(
            (label, place) for label, place in jumps.by_label.items() if place[0] == 1
        )
        await flow.type(label)
        assert (flow.desk.focus, pane) == (1, 1)
        assert flow.desk.pane.selection == Selection(offset, offset)
        await flow.press("F")
        jumps = flow.screen.keys.jumps
        assert jumps is not None
        label, (pane, target) = list(jumps.by_label.items())[-1]
        assert pane == 1
        await flow.type(label)
        # To the far edge of the word, so that it is in.
        word = word_at(flow.desk.text, target)
        assert word is not None
        assert flow.desk.pane.selection == Selection(offset, word.end)
        await flow.press("f", "escape", "w")
        assert flow.screen.keys.jumps is None
        assert flow.selected


async def test_the_picker_opens_by_title_and_by_text(example: Path) -> None:
    ids = ids_of(example)
    async with running(example, ids[0]) as flow:
        assert len(flow.desk.panes) == 1
        with open_store(example) as store:
            title = store.article(ids[3]).title
        await flow.press("e")
        await flow.page(PickerScreen)
        await flow.type(title[:20])
        await flow.press("enter")
        await flow.until(lambda: flow.desk.pane.article == ids[3])
        await flow.closed()
        assert len(flow.desk.panes) == 1
        await flow.press("E")
        picker = await flow.page(PickerScreen)
        await flow.type("cannon fodder mercenaries")
        options = picker.query_one("#list", OptionList)
        await flow.until(lambda: options.option_count == 1)
        await flow.press("enter")
        await flow.until(lambda: len(flow.desk.panes) == 2)
        assert [pane.article for pane in flow.desk.panes] == [ids[3], ids[0]]
        await flow.press("e")
        await flow.page(PickerScreen)
        await flow.press("down", "down", "up", "escape")
        await flow.closed()
        assert [pane.article for pane in flow.desk.panes] == [ids[3], ids[0]]


async def test_panes_are_closed_zoomed_and_moved(example: Path) -> None:
    ids = ids_of(example)
    async with running(example, size=(200, 50)) as flow:
        await flow.press("E")
        assert flow.session.message.startswith("5 panes are open")
        await flow.press("2", "-", "-")
        assert flow.panes_shown == [ids[0], ids[3], ids[4]]
        await flow.press("1", "space", ",")
        assert flow.panes_shown == [ids[3], ids[4], ids[0]]
        assert flow.desk.focus == 2
        await flow.press("=")
        await flow.until(lambda: flow.panes_shown == [ids[0]])
        await flow.press("]")
        await flow.until(lambda: flow.panes_shown == [ids[3]])
        await flow.press("=", "[")
        await flow.until(lambda: len(flow.panes_shown) == 3)
        assert flow.desk.focus == 2
        await flow.press("5")
        assert flow.session.message.startswith("No pane 5")


async def test_hidden_tags_of_others_are_passed_by(example: Path) -> None:
    async with running(example) as flow:
        await flow.press("w", "c", "escape", "p", "p", "w", "q", "g")
        await flow.press("tab")
        shown = flow.seen(flow.pane(0))
        await flow.press("t", "g")
        assert flow.seen(flow.pane(0)) != shown
        quotes = []
        for _ in range(3):
            await flow.press("tab")
            active = flow.desk.active_shown()
            assert active is not None
            assert active.annotator == ME
            quotes.append(active.quote)
        assert quotes[0] == quotes[2] != quotes[1]


async def test_the_inspector_lists_filters_and_leads_to_tags(example: Path) -> None:
    async with running(example, size=(140, 30)) as flow:
        await flow.press("w", "c", "space", "i")
        await flow.until(lambda: "All tags" in flow.seen("#inspector"))
        assert "example" in flow.seen("#inspector")
        await flow.press("space", "f")
        await flow.until(lambda: "Claim tags" in flow.seen("#inspector"))
        assert "quote " not in flow.seen("#inspector").split("\n")[1]
        await flow.press("escape")
        rows = flow.seen("#inspector").split("\n")
        row = next(n for n in range(5, 30) if rows[n].startswith(" claim"))
        await flow.pilot.click("#inspector", offset=(4, row))
        active = flow.desk.active_shown()
        assert active is not None
        assert active.label == "claim"
        assert flow.selected == active.quote
        await flow.press(*["space", "f"] * 4)
        await flow.until(lambda: "All tags" in flow.seen("#inspector"))
        await flow.press("space", "i")
        await flow.until(lambda: not flow.screen.has_class("-inspector"))


@pytest.mark.parametrize(
    ("keys", "says"),
    [(["?"], "Tag the selection"), (["space", "g"], "asserted | hedged | reported")],
)
async def test_pages_of_help_open_and_close(
    example: Path, keys: list[str], says: str
) -> None:
    async with running(example, size=(80, 24)) as flow:
        await flow.press(*keys)
        page = await flow.page(ReaderScreen)
        assert says in str(page.query_one(Static).render())
        await flow.press("j", "j", "pagedown")
        await flow.until(lambda: page.query_one("#page").scroll_y > 0)
        await flow.press("escape")
        await flow.closed()
        await flow.press(*keys)
        await flow.page(ReaderScreen)
        await flow.press("q")
        await flow.closed()
        assert flow.mine == []


async def test_the_palette_runs_a_command(example: Path) -> None:
    async with running(example) as flow:
        await flow.press(":")
        await flow.until(lambda: flow.has_page)
        await flow.pilot.pause()
        await flow.type("tag claim")
        await flow.until(lambda: flow.app.screen.query_one(OptionList).option_count > 0)
        await flow.press("enter")
        await flow.closed()
        await flow.until(lambda: flow.mine)
        assert flow.mine[0][0] == "claim"


async def test_pasted_text_never_tags(example: Path) -> None:
    async with running(example) as flow:
        await flow.press("w")
        before = flow.desk
        flow.app.post_message(events.Paste("cqnd\nw#\x7f"))
        await flow.until(lambda: flow.session.message)
        assert flow.session.message == "pasted text is ignored here"
        assert flow.desk == before


async def test_the_mouse_places_drags_and_selects(example: Path) -> None:
    async with running(example) as flow:
        pane = flow.pane(0)
        here = pane.offset_under(12, 3)
        assert here is not None
        await flow.pilot.click("#pane-0", offset=(12, 3))
        assert flow.desk.pane.selection == Selection(here, here)
        await flow.pilot.mouse_down("#pane-0", offset=(12, 3))
        await flow.pilot.hover("#pane-0", offset=(20, 4))
        await flow.pilot.mouse_up("#pane-0", offset=(20, 4))
        there = pane.offset_under(20, 4)
        assert there is not None
        assert flow.desk.pane.selection == Selection(here, there)
        await flow.pilot.hover("#pane-0", offset=(5, 5))
        assert flow.desk.pane.selection == Selection(here, there)
        await flow.pilot.click("#pane-0", offset=(12, 3), times=2)
        word = flow.selected
        assert word
        assert " " not in word
        await flow.pilot.click("#pane-0", offset=(12, 3), times=3)
        assert word in flow.selected
        assert len(flow.selected) > len(word)
        await flow.press("c")
        assert [label for label, _ in flow.mine] == ["claim"]
        await flow.pilot.click("#pane-2", offset=(10, 0))
        assert flow.desk.focus == 2
        assert flow.desk.pane.selection == Selection(0, 0)
        await flow.pilot.click("#pane-1", offset=(10, 2))
        assert flow.desk.focus == 1


async def test_the_wheel_scrolls_and_leaves_the_cursor(example: Path) -> None:
    async with running(example, size=(80, 24)) as flow:
        top = flow.pane(1).visible_span[0]
        wheel = flow.pilot._post_mouse_events
        await wheel([events.MouseScrollDown], "#pane-1", (5, 5))
        assert flow.pane(1).visible_span[0] > top
        assert flow.desk.focus == 0
        assert flow.desk.panes[1].selection == Selection(0, 0)
        for _ in range(3):
            await wheel([events.MouseScrollUp], "#pane-1", (5, 5))
        assert flow.pane(1).visible_span[0] == top


async def test_a_title_is_edited_for_the_article_it_was_asked_of(
    example: Path,
) -> None:
    ids = ids_of(example)
    async with running(example) as flow:
        await flow.press("space", "e")
        await flow.until(lambda: flow.screen.focused is not None)
        old = flow.desk.sheets[ids[1]].article.title
        await flow.press("home")
        await flow.type("q: ")
        await flow.pilot.click("#pane-1", offset=(10, 2))
        await flow.press("enter")
        await flow.saved()
        assert flow.mine == []
        with open_store(example) as store:
            assert store.article(ids[0]).title.startswith("q: ")
            assert store.article(ids[1]).title == old
        assert "q: " in flow.seen(flow.pane(0)).split("\n")[0]
        await flow.press("space", "e", "x", "escape")
        assert flow.desk.sheets[ids[1]].article.title == old
        await flow.press("w")
        assert flow.selected


async def test_a_search_goes_back_even_when_its_pane_was_closed(
    example: Path,
) -> None:
    async with running(example) as flow:
        await flow.press("2", "G", "/")
        await flow.type("a")
        # The palette reaches the desk from inside the prompt.
        closing = next(
            one for one in flow.screen.keymap.commands if one.id == "close-pane"
        )
        flow.screen.keys.perform(closing)
        await flow.press("escape", "w")
        assert len(flow.desk.panes) == 4
        assert flow.selected


async def test_an_article_is_done_and_skipped(example: Path) -> None:
    async with running(example) as flow:
        article = flow.desk.pane.article
        for keys, status in ((["d"], Status.DONE), (["s"], Status.SKIPPED)):
            await flow.press("space", *keys)
            await flow.saved()
            assert status.value in flow.seen("#status")
            with open_store(example) as store:
                assert store.status(ME, article) is status
        await flow.press("space", "s")
        assert flow.session.status is Status.TODO
        await flow.press("u")
        await flow.until(lambda: flow.session.status is Status.SKIPPED)


async def test_a_restart_is_where_the_last_one_ended(example: Path) -> None:
    async with running(example) as flow:
        await flow.press("4", "-", "1", "space", ".", "p", "p", "W", "=")
        await flow.press("space", "i", "t")
        before = flow.desk
        assert before.pane.selection.end > 0
        flow.app.keep()
    async with running(example) as flow:
        assert [one.article for one in flow.desk.panes] == [
            one.article for one in before.panes
        ]
        assert flow.desk.focus == before.focus
        assert flow.desk.pane.selection == before.pane.selection
        assert flow.desk.is_zoomed
        assert not flow.desk.shows_others
        assert flow.screen.shows_inspector


async def test_quitting_saves_what_was_tagged_last(example: Path) -> None:
    async with running(example) as flow:
        await flow.press("w", "c", "w", "q", "w", "n", "ctrl+q")
        made = flow.mine
        await flow.until(lambda: flow.app._exit)
        assert flow.stored_tags() == made
        assert len(made) == 3
        assert flow.app.farewell == ""
        assert flow.app.return_value == 0


async def test_what_another_window_tags_is_shown(example: Path) -> None:
    async with running(example) as flow:
        article = flow.desk.sheet.article
        await flow.press("w", "c")
        await flow.saved()
        ids = Ids()
        rev = ids.mint()
        row = Annotation(
            rev, rev, None, article.id, Span(0, 6), article.text[:6], "number", "ben"
        )
        with open_store(example, annotator="ben") as store:
            store.commit(Edit(ids.mint(), Verb.TAG, article.id, (row,)))
        await flow.until(lambda: flow.desk.sheet.annotation(row.id))
        await flow.press("g")
        assert "ben:number[0-6]" in flow.seen("#status")


async def test_a_smaller_window_shows_fewer_panes_of_the_same_place(
    example: Path,
) -> None:
    async with running(example, size=(200, 50)) as flow:
        await flow.press("3", *["p"] * 6)
        selection = flow.desk.pane.selection
        for width, height in [(80, 24), (20, 5), (7, 2), (1, 1), (120, 40)]:
            await flow.pilot.resize_terminal(width, height)
            await flow.pilot.pause()
            await flow.press("j", "k")
            count = max(1, min(5, width // 32))
            if height >= 5:
                assert len(flow.panes_shown) == count
                assert flow.desk.pane.article in flow.panes_shown
        assert flow.desk.pane.selection.head <= selection.end
        shown = flow.pane(flow.panes_shown.index(flow.desk.pane.article)).visible_span
        assert shown[0] <= flow.desk.pane.selection.head <= shown[1]


@pytest.mark.parametrize("colours", ["none", "16", "256"])
async def test_few_colours_and_ascii_marks_do(example: Path, colours: str) -> None:
    settings = Settings(ascii=True)
    async with running(example, colours=colours, settings=settings) as flow:
        await flow.press("w", "c", "tab", "space", "t", "space", "i", "*")
        await flow.pilot.pause()
        strips = flow.pane(0).render_lines(flow.pane(0).size.region)
        used = {
            colour.type.name
            for strip in strips
            for part in strip
            if part.style
            for colour in (part.style.color, part.style.bgcolor)
            if colour is not None
        }
        allowed = {"none": set(), "16": {"STANDARD"}, "256": {"STANDARD", "EIGHT_BIT"}}
        assert used <= allowed[colours]


async def test_the_panel_behind_the_leader_goes_with_the_next_key(
    example: Path,
) -> None:
    async with running(example) as flow:
        await flow.press("space")
        await flow.until(lambda: "Next article" in flow.seen("#which-key"))
        await flow.press("escape")
        assert not flow.screen.has_class("-leader")
        await flow.press("space", "space", "c")
        assert [label for label, _ in flow.mine] == ["claim"]


@pytest.mark.parametrize("keys", ["c", "cc"])
async def test_a_guess_taken_back_leaves_the_cursor_bare_for_another(
    example: Path, keys: str
) -> None:
    async with running(example) as flow:
        await flow.type("jj")
        stood = flow.desk.pane.selection
        assert stood.is_bare
        await flow.type(keys)
        for left in reversed(range(len(keys))):
            assert flow.desk.pane.selection == stood
            await flow.press("u")
            await flow.until(lambda: "undid" in flow.session.message)
            assert len(flow.mine) == bool(left)
            flow.session.message = ""
        assert flow.desk.pane.selection == stood
        await flow.type("q")
        ((label, quote),) = flow.mine
        assert label == "quote"
        assert quote.startswith("“")


@pytest.mark.parametrize("size", [(80, 24), (60, 24), (120, 40)])
async def test_the_panel_behind_the_leader_has_room_for_all(
    example: Path, size: tuple[int, int]
) -> None:
    async with running(example, size=size) as flow:
        await flow.press("space")
        await flow.until(lambda: "Next article" in flow.seen("#which-key"))
        seen = flow.seen("#which-key")
        for _, command in flow.screen.keymap.rarer():
            assert command.title in seen
        assert "…" not in seen


async def test_the_next_article_comes_in_the_place_of_this_one(example: Path) -> None:
    ids = ids_of(example)
    async with running(example, ids[1]) as flow:
        await flow.press("space", "n")
        await flow.until(lambda: flow.desk.pane.article == ids[2])
        assert len(flow.desk.panes) == 1


async def use(flow: Flow) -> None:
    """What a reader does in a minute."""
    await flow.type('sc#n"qxd')
    await flow.press("tab", "r", "n", "u", "u")


async def test_a_minute_of_reading_leaves_a_sound_database(example: Path) -> None:
    from annotate.store.check import Severity, check  # noqa: PLC0415

    async with running(example) as flow:
        for pane in "12345":
            await flow.press(pane)
            await use(flow)
        await flow.saved()
    errors = [one for one in check(example) if one.severity is Severity.ERROR]
    assert errors == []
