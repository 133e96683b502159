"""Adjudication used: three people's work on a real database, keys in, gold out."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from flows import ME, running
from hearings import LEAD, PEOPLE, Hearing, hearing
from textual.widgets import Static

from annotate.adjudication.deciding import neither
from annotate.adjudication.errors import NothingLeft, StillAtWork, TooFewPeople
from annotate.adjudication.recording import decision_edit
from annotate.config import Settings
from annotate.ids import Ids
from annotate.model import GOLD, Edit, Status, Verb
from annotate.store.check import Severity, check
from annotate.store.store import open_store
from annotate.tui.adjudication.reads import read_cases
from annotate.tui.adjudication.words import greeting
from annotate.tui.commands import Act
from annotate.tui.messages import ReadCases
from annotate.tui.screens.adjudicate import AdjudicateScreen
from annotate.tui.screens.reader import ReaderScreen
from three_people import put, sprint

if TYPE_CHECKING:
    from pathlib import Path

SIZES = [(200, 50), (120, 40), (80, 24), (40, 12)]


@pytest.fixture(scope="session")
def made(
    built: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str, str]:
    """The sprint, made once: its database and the ids of its two articles."""
    path = tmp_path_factory.mktemp("sprint") / "sprint.db"
    first, second = sprint(built, path)
    return path, first, second


@pytest.fixture
def path(made: tuple[Path, str, str], tmp_path: Path) -> Path:
    """A copy of the sprint, to be written to."""
    copy = tmp_path / "sprint.db"
    copy.write_bytes(made[0].read_bytes())
    return copy


@pytest.fixture
def first(made: tuple[Path, str, str]) -> str:
    return made[1]


@pytest.fixture
def second(made: tuple[Path, str, str]) -> str:
    return made[2]


def sound(path: Path) -> bool:
    return not [one for one in check(path) if one.severity is Severity.ERROR]


@pytest.mark.parametrize("size", SIZES)
async def test_columns_stand_side_by_side_in_step(
    path: Path, size: tuple[int, int]
) -> None:
    async with hearing(path, size=size) as flow:
        heads = flow.heads
        assert heads[-1].startswith("►gold")
        shown = max(1, min(3, size[0] // 26 - 1))
        assert [one.split()[1] for one in heads[:-1]] == list(PEOPLE[:shown])
        assert len({one.size.width for one in flow.columns}) == 1
        for _ in range(8):
            await flow.press("tab")
        await flow.pilot.pause()
        spans = {one.visible_span for one in flow.columns}
        assert len(spans) == 1
        start, end = spans.pop()
        assert start <= flow.desk.cursor < end
        await flow.press("pagedown", "pagedown")
        await flow.pilot.pause()
        assert len({one.visible_span for one in flow.columns}) == 1


async def test_the_wheel_scrolls_all_columns(path: Path) -> None:
    async with hearing(path) as flow:
        before = {one.visible_span for one in flow.columns}
        flow.columns[1].scroll_by(5)
        await flow.pilot.pause()
        after = {one.visible_span for one in flow.columns}
        assert len(before) == len(after) == 1
        assert before != after


async def test_status_and_marks_say_which_case_it_is_and_who_has_what(
    path: Path,
) -> None:
    async with hearing(path) as flow:
        count = len(flow.session.docket.differences)
        assert flow.case == "claim 0-77 ada | claim 0-74 ben"
        status = flow.seen("#status")
        assert f"1/{count} boundary, open, {count} left" in status
        assert "claim 0-77 ada | claim 0-74 ben | – cy" in status
        assert [one.split()[-1] for one in flow.heads] == ["0-77", "0-74", "–", "?"]
        # Not by colour alone: the edge of the row, and the mark before the tag.
        for column in flow.columns[:2]:
            row = flow.seen(column).splitlines()[1]
            assert row[2] == "≠"
            assert row.endswith("≠")
        lacking = flow.seen(flow.columns[2]).splitlines()[1]
        assert (lacking[2], lacking[-1]) == ("▐", "≠")
        await flow.press("[")
        await flow.saved()
        row = flow.seen(flow.columns[0]).splitlines()[1]
        assert row[-1] in "✓≠"
        await flow.press("shift+tab")
        assert "decided" in flow.seen("#status")
        assert "left by lead" in flow.seen("#hints")


CHOICES = [
    ("[", ["claim 0-77"], "left"),
    ("]", [], "right"),
    ("1", ["claim 0-77"], "one"),
    ("2", ["claim 0-74"], "one"),
    ("3", [], "one"),
    ("y", ["claim 0-77", "claim 0-74"], "both"),
    ("delete", [], "neither"),
    ("backspace", [], "neither"),
]


@pytest.mark.parametrize(("key", "gold", "decision"), CHOICES)
async def test_one_key_decides_and_goes_on(
    path: Path, key: str, gold: list[str], decision: str
) -> None:
    async with hearing(path) as flow:
        before = flow.session.at
        await flow.press(key)
        await flow.saved()
        assert flow.marks == gold
        assert flow.decided() == {(LEAD, decision, "")}
        assert flow.session.at > before
        assert flow.session.docket.is_open(flow.session.at)
        await flow.press("u")
        await flow.saved()
        assert flow.marks == []
        assert flow.session.at == before
        assert flow.session.docket.is_open(before)
        await flow.press("U")
        await flow.saved()
        assert flow.marks == gold
    assert sound(path)


async def test_a_selection_and_a_label_key_correct_what_nobody_has(path: Path) -> None:
    async with hearing(path) as flow:
        await flow.press(">", ">", "q")
        await flow.saved()
        (row,) = flow.gold()
        assert (row.label, row.span.start) == ("quote", 0)
        assert row.span.end < 74
        assert flow.decided() == {(LEAD, "corrected", "")}
        # Deciding again replaces it.
        await flow.press("shift+tab")
        assert flow.case == "claim 0-77 ada | claim 0-74 ben"
        await flow.press("2")
        await flow.saved()
        assert flow.marks == ["claim 0-74"]
        await flow.press("u", "u")
        await flow.saved()
        assert flow.marks == []


async def test_a_correction_needs_a_tag_of_somebody_there(path: Path) -> None:
    async with hearing(path) as flow:
        text = flow.desk.text
        place = text.index("AFP takes a look")
        await flow.press("/")
        await flow.type("AFP takes")
        await flow.press("enter")
        assert flow.desk.pane.selection.start == place
        await flow.press("c")
        assert "No tags to decide on here" in flow.session.message
        assert flow.marks == []


async def test_a_reason_is_given_before_or_after_and_stays(path: Path) -> None:
    async with hearing(path) as flow:
        await flow.press("enter")
        await flow.type("ada has  the whole clause")
        await flow.press("enter")
        await flow.pilot.pause()
        assert "reason" in flow.session.message
        await flow.press("[")
        await flow.saved()
        why = "ada has the whole clause"
        assert flow.decided() == {(LEAD, "left", why)}
        await flow.press("shift+tab")
        assert f"left by lead: {why}" in flow.seen("#hints")
        await flow.press("enter")
        assert flow.field().value == why
        await flow.type("!")
        await flow.press("enter")
        await flow.pilot.pause()
        await flow.saved()
        assert (LEAD, "left", f"{why}!") in flow.decided()
        assert flow.marks == ["claim 0-77"]
    async with hearing(path) as flow:
        await flow.press("shift+tab")
        await flow.press("tab", "shift+tab", "shift+tab")
        assert len(flow.session.docket.open) == len(flow.session.docket.differences) - 1


async def test_what_so_many_agree_on_is_accepted_in_one_step(path: Path) -> None:
    async with hearing(path) as flow:
        docket = flow.session.docket
        waiting = len(docket.waiting)
        await flow.press("Y")
        assert flow.field().value == "3"
        await flow.press("enter")
        await flow.pilot.pause()
        await flow.saved()
        assert len(flow.gold()) == waiting
        assert flow.session.docket.waiting == ()
        assert f"accepted {waiting} cases on which all 3 agree" in flow.session.message
        await flow.press("Y", "backspace")
        await flow.type("2")
        await flow.press("enter")
        await flow.pilot.pause()
        await flow.saved()
        assert len(flow.gold()) > waiting
        for wrong in ("0", "4", "x", ""):
            await flow.press("Y", "backspace")
            await flow.type(wrong)
            await flow.press("enter")
            await flow.pilot.pause()
            assert "type a number from 1 to 3" in flow.session.message
        await flow.press("u", "u")
        await flow.saved()
        assert flow.gold() == []
        assert len(flow.session.docket.waiting) == waiting


async def test_every_difference_is_decided_gold_is_done_and_the_next_article_comes(
    path: Path, first: str, second: str
) -> None:
    async with hearing(path) as flow:
        assert flow.session.article == first
        await flow.press("Y", "enter")
        await flow.pilot.pause()
        for _ in flow.session.docket.open:
            await flow.press("[")
        await flow.saved()
        assert flow.session.docket.open == ()
        assert "none open, Space d: done" in flow.session.message
        await flow.press("!")
        assert "every difference is decided" in flow.session.message
        ada = [
            f"{one.label} {one.span.start}-{one.span.end}"
            for one in flow.session.cases.sheets["ada"].annotations
        ]
        assert sorted(flow.marks) == sorted(ada)
        await flow.press("space", "d")
        await flow.saved()
        assert "gold done" in flow.seen("#status")
        await flow.press("space", "n")
        await flow.until(lambda: flow.session.article == second)
        await flow.press("]", "space", "d", "space", "n")
        await flow.saved()
        await flow.until(lambda: "No article waits" in flow.session.message)
    with open_store(path) as store:
        assert store.status(GOLD, first) is Status.DONE
        assert store.status(GOLD, second) is Status.DONE
        assert store.status(LEAD, first) is Status.TODO
        with pytest.raises(NothingLeft):
            read_cases(store, LEAD, ReadCases("", is_next=True))
    assert sound(path)


async def test_undo_reaches_back_over_a_restart_and_into_another_article(
    path: Path, first: str, second: str
) -> None:
    async with hearing(path, first) as flow:
        await flow.press("[", "y")
        await flow.saved()
    async with hearing(path, second) as flow:
        await flow.press("[")
        await flow.saved()
        await flow.press("u")
        await flow.saved()
        assert flow.gold(second) == []
        await flow.press("u")
        await flow.until(lambda: flow.session.article == first)
        assert flow.marks == ["claim 0-77"]
        await flow.press("u")
        await flow.saved()
        assert flow.marks == []
        await flow.press("u")
        await flow.saved()
        assert "nothing to undo" in flow.session.message
        await flow.press("U", "U", "U")
        await flow.saved()
        await flow.until(lambda: flow.session.article == second)
        assert flow.gold(second) != []
        assert len(flow.gold(first)) >= 2


def do(flow: Hearing, name: str) -> None:
    """A command of the screen, in this very moment."""
    commands = flow.screen.keymap.commands
    flow.screen.keys.perform(next(each for each in commands if each.id == name))


def accepted(flow: Hearing) -> set[str]:
    """What the screen has of gold, not the database."""
    return {
        f"{one.label} {one.span.start}-{one.span.end}"
        for one in flow.session.docket.gold.accepted
    }


async def test_of_two_adjudicators_one_decides_and_both_see_it(
    path: Path, first: str
) -> None:
    async with (
        hearing(path, first) as one,
        hearing(path, first, adjudicator="other") as two,
    ):
        at = one.session.at
        do(one, "adjudicate-column-1")
        do(two, "adjudicate-column-2")
        await one.saved()
        await two.saved()
        (mark,) = one.marks
        ((winner, _, _),) = one.decided()
        assert mark == {LEAD: "claim 0-77", "other": "claim 0-74"}[winner]
        told = two if winner == LEAD else one
        await told.until(lambda: "changed in another window" in told.session.message)
        # What comes from elsewhere is shown without a key.
        for each in (one, two):
            await each.until(lambda each=each: accepted(each) == {mark})
            assert not each.session.docket.is_open(at)
        # Seen, it may be decided otherwise.
        told.session.go(at)
        do(told, "adjudicate-both")
        await told.saved()
        for each in (one, two):
            await each.until(
                lambda each=each: accepted(each) == {"claim 0-77", "claim 0-74"}
            )
    assert sound(path)


async def test_a_superseded_decision_is_said(path: Path, first: str) -> None:
    async with hearing(path, first) as flow:
        # Somebody decides between our reading and our key, and nobody has told us yet.
        with open_store(path, annotator="other") as store:
            cases = read_cases(store, "other", ReadCases(first))
            rev = Ids().mint()
            index = cases.docket.differences[0]
            made = cases.docket.decided(index, neither(), rev)
            store.commit(decision_edit(made, neither().choice, first, rev))
        do(flow, "adjudicate-both")
        await flow.until(lambda: "changed in another window" in flow.session.message)
        await flow.until(lambda: flow.session.docket.gold.rows)
        assert flow.marks == []
        assert not flow.session.docket.is_open(index)


async def test_nobody_is_named_in_anonymous_mode(path: Path, first: str) -> None:
    async with hearing(path, first, is_anonymous=True, size=(200, 50)) as flow:
        await flow.press("[", "shift+tab")
        await flow.saved()
        seen = "".join(
            flow.seen(one) for one in (*flow.columns, "#strip", "#status", "#hints")
        )
        heads = [one.split()[1] for one in flow.heads[:-1]]
        assert heads == ["a1", "a2", "a3"]
        words = set(seen.replace("•", " ").replace(",", " ").split())
        assert not words & set(PEOPLE)
        # In another order than that of the alphabet in one of two articles.
        orders = []
        with open_store(path) as store:
            for each in store.articles():
                request = ReadCases(each.id, is_anonymous=True)
                orders.append(read_cases(store, LEAD, request).docket.annotators)
        assert set(map(frozenset, orders)) == {frozenset(PEOPLE)}


async def test_more_annotators_than_columns_stand_in_a_carousel(
    path: Path, first: str
) -> None:
    async with hearing(path, first, size=(80, 24)) as flow:
        assert [one.split()[1] for one in flow.heads[:-1]] == ["ada", "ben"]
        await flow.press(")")
        await flow.pilot.pause()
        assert [one.split()[1] for one in flow.heads[:-1]] == ["ben", "cy"]
        row = flow.seen(flow.columns[0]).splitlines()[1]
        assert row.startswith("qc≠")
        await flow.press(")")
        assert [one.split()[1] for one in flow.heads[:-1]] == ["ben", "cy"]
        # Left is what stands on the left now.
        await flow.press("[")
        await flow.saved()
        assert flow.marks == ["claim 0-74"]
        await flow.press("(")
        await flow.pilot.pause()
        assert [one.split()[1] for one in flow.heads[:-1]] == ["ada", "ben"]
        await flow.press("5")
        assert "No column 5" in flow.session.message


async def test_space_j_opens_it_from_the_desk_and_leaving_shows_gold_there(
    path: Path, first: str
) -> None:
    async with running(path, first) as desk:
        await desk.press("space", "j", "[")
        await desk.until(lambda: desk.has_page)
        flow = Hearing(desk.app, desk.pilot, path)
        await flow.until(lambda: flow.screen.stands)
        await flow.until(lambda: flow.gold() != [])
        await flow.saved()
        assert isinstance(flow.app.screen, AdjudicateScreen)
        await flow.press("?")
        page = await flow.page(ReaderScreen)
        text = str(page.query_one(Static).content)
        assert "DECIDE" in text
        assert "Take left" not in text
        assert "leftmost annotator" in text
        await flow.press("escape")
        await flow.until(lambda: isinstance(flow.app.screen, AdjudicateScreen))
        await flow.press("ctrl+q")
        await desk.closed()
        await desk.until(
            lambda: any(one.annotator == GOLD for one in desk.desk.sheet.annotations)
        )
        assert desk.session.desk.annotator == ME


async def test_what_was_asked_for_before_leaving_does_not_open_the_screen_again(
    path: Path, first: str
) -> None:
    async with running(path, first) as desk:
        await desk.press("space", "j")
        await desk.until(lambda: desk.has_page)
        flow = Hearing(desk.app, desk.pilot, path)
        await flow.until(lambda: flow.screen.stands)
        # Asked for, and left in the same moment: both answers are still to come.
        flow.session.open_next()
        flow.session.switch_status(Status.DONE)
        left = flow.session
        flow.screen.dismiss()
        await desk.closed()
        with open_store(path) as store:
            await desk.until(lambda: store.status(GOLD, first) is Status.DONE)
        await desk.pilot.pause()
        assert left.article == first
        assert not desk.has_page
        assert not desk.session.is_opening
        await desk.press("space", "j")
        await desk.until(lambda: desk.has_page)


async def test_the_palette_has_the_commands_of_the_screen(path: Path) -> None:
    async with hearing(path) as flow:
        titles = [one.title for one in flow.app.get_system_commands(flow.screen)]
        assert "Take left" in titles
        assert "Open article here" not in titles


async def test_every_act_of_the_screen_has_a_deed(path: Path) -> None:
    async with hearing(path) as flow:
        wished = {one.wish for one in flow.screen.keymap.commands}
        acts = {one for one in wished if isinstance(one, Act)}
        assert acts <= set(flow.screen.acts._does())


async def test_ctrl_q_leaves_the_program_that_began_with_it(path: Path) -> None:
    async with hearing(path) as flow:
        await flow.press("y", "ctrl+q")
        await flow.pilot.pause()
        assert flow.app.return_code == 0
    with open_store(path) as store:
        assert any(
            one.annotator == GOLD for one in store.annotations(store.articles()[0].id)
        )


def unfinished(path: Path, who: str, article: str) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:  # as if nothing was done yet
        raw.execute(
            "DELETE FROM assignment WHERE annotator = ? AND article = ?", (who, article)
        )
    with open_store(path, annotator=who) as store:
        store.assign([(article, who)])
        store.set_status(article, Status.DOING)


async def test_an_article_that_is_mine_to_tag_is_refused(
    path: Path, first: str, second: str
) -> None:
    unfinished(path, ME, first)
    async with running(path, first) as desk:
        await desk.press("space", "j")
        await desk.until(lambda: "others' tags would sway you" in desk.session.message)
        assert not desk.has_page
    with open_store(path) as store, pytest.raises(StillAtWork):
        read_cases(store, ME, ReadCases(first))
    async with hearing(path, adjudicator=ME) as flow:
        assert flow.session.article == second


async def test_who_is_still_at_work_has_no_column_unless_asked_for(
    path: Path, first: str
) -> None:
    unfinished(path, "cy", first)
    async with hearing(path, first) as flow:
        assert flow.session.annotators == ("ada", "ben")
        assert "1 is still at work" in flow.session.message
    async with hearing(path, first, annotators=("cy", "ada")) as flow:
        assert flow.session.annotators == ("cy", "ada")
    unfinished(path, "ben", first)
    with open_store(path) as store, pytest.raises(TooFewPeople, match="only ada has"):
        read_cases(store, LEAD, ReadCases(first))


async def test_own_keys_for_the_screen_come_from_the_settings(path: Path) -> None:
    own = Settings(keys={"adjudicate-left": ("w",), "sentence-next": ("ctrl+n",)})
    async with hearing(path, settings=own) as flow:
        # Of two that have one key, the one of the screen has it here.
        await flow.press("w")
        await flow.saved()
        assert flow.marks == ["claim 0-77"]
        await flow.press("ctrl+n")
        assert flow.selected.endswith(".")


@pytest.mark.parametrize("size", SIZES)
async def test_no_key_of_the_table_breaks_the_screen(
    path: Path, size: tuple[int, int]
) -> None:
    async with hearing(path, size=size) as flow:
        for command in flow.screen.keymap.commands:
            if command.id in {"adjudicate-back", "suspend"}:
                continue
            flow.screen.keys.perform(command)
            await flow.pilot.pause(0)
            while flow.app.screen is not flow.screen or flow.screen.focused is not None:
                await flow.press("escape")
                await flow.pilot.pause()
            assert all(flow.seen(one) is not None for one in flow.columns)
        await flow.saved()
    assert sound(path)


async def test_where_nobody_differs_all_is_taken_at_once(
    path: Path, tmp_path: Path, first: str
) -> None:
    alike, ids = tmp_path / "alike.db", Ids()
    with open_store(path) as store:
        article = store.article(first)
        tags = [one for one in store.annotations(first) if one.annotator == "ada"]
    for person in ("ada", "ben"):
        with open_store(alike, annotator=person) as store:
            store.add_articles([article])
            copies = []
            for one in tags:
                rev = ids.mint()
                copies.append(
                    replace(one, id=rev, rev=rev, prev=None, annotator=person)
                )
            put(store, first, copies, ids)
    async with hearing(alike, first) as flow:
        assert flow.session.case is None
        for key in ("tab", "shift+tab", "!", "[", "y", "delete", "enter"):
            await flow.press(key)
            await flow.press("escape")
        await flow.pilot.pause()
        assert flow.marks == []
        assert f"0 differences, 0 open · {len(tags)} agreed" in greeting(
            flow.session.cases
        )
        await flow.press("Y", "enter")
        await flow.pilot.pause()
        await flow.saved()
        assert len(flow.marks) == len(tags)
        await flow.press("tab")
        assert "nobody differs here; Space d" in flow.session.message


async def test_the_log_says_what_was_decided_on_which_tags(
    path: Path, first: str
) -> None:
    async with hearing(path, first) as flow:
        held = [
            one.id
            for each in flow.session.docket.cases[flow.session.at].variants
            for one in each.holders
        ]
        await flow.press("2")
        await flow.saved()
    with closing(sqlite3.connect(path)) as reads:
        ((who, verb, detail),) = reads.execute(
            "SELECT annotator, verb, detail FROM event WHERE detail LIKE '%decision%'"
        )
        ((origin,),) = reads.execute(
            "SELECT origin FROM annotation WHERE annotator = 'gold' "
            "AND answer = 'accept'"
        )
    assert (who, verb) == (LEAD, "tag")
    assert json.loads(detail) == {"decision": "one", "of": held}
    assert origin in held


def test_links_into_other_articles_are_read_with_the_cases(example: Path) -> None:
    ids = Ids()
    with open_store(example, annotator="ben") as store:
        articles = [one.id for one in store.articles()]
        for article in articles:
            first = store.annotations(article)[0]
            rev = ids.mint()
            own = replace(first, id=rev, rev=rev, prev=None, annotator="ben", origin="")
            store.commit(Edit(rev, Verb.TAG, article, (own,)))
            store.set_status(article, Status.DONE)
        far = set()
        for article in articles:
            docket = read_cases(store, LEAD, ReadCases(article)).docket
            assert docket.cases
            far.update(
                type(end).__name__
                for each in docket.links
                for end in (each.source, each.target)
            )
    assert "Far" in far
