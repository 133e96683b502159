"""The lessons: as data, as a count of keys, and played on the real desk."""

from __future__ import annotations

import itertools
import subprocess
import sys
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from flows import ME, Flow
from textual import events

from annotate.config import Settings
from annotate.desk.errors import DeskRefusal
from annotate.desk.intents import (
    Adopt,
    Describe,
    MakeLink,
    NextAnnotation,
    NextSuggestion,
    Remove,
    Select,
    Stamp,
    Tag,
    Toggle,
    ToggleKind,
)
from annotate.desk.reduce import reduce
from annotate.ids import Ids
from annotate.model import Answer
from annotate.scheme import DEFAULT_SCHEME
from annotate.store.errors import NothingToUndo
from annotate.store.store import open_store
from annotate.text.cells import cell_len
from annotate.text.selection import Selection
from annotate.tui.carousel import PANE_CELLS
from annotate.tui.commands import Act, RowMotion, commands_for
from annotate.tui.keymap import build_keymap, shown_key
from annotate.tui.opening import opened_desk
from annotate.tui.reading import Reading
from annotate.tui.screens.reader import ReaderScreen
from annotate.tui.start import prepare_start
from annotate.tui.terminal import Terminal
from annotate.tui.tutor.course import Course, Figure, figure_lines, panel_rows, praise
from annotate.tui.tutor.goals import (
    Accepted,
    Described,
    Found,
    HasPage,
    InFront,
    Linked,
    NoPage,
    Rejected,
    Selected,
    Standing,
    Tagged,
    Untagged,
)
from annotate.tui.tutor.lessons import LESSONS, JumpLabel, Lesson
from annotate.tui.tutor.planning import planned
from annotate.tui.tutor.practice import (
    ARTICLES,
    PREPARED,
    Whose,
    made_by,
    make_practice,
)
from annotate.tui.tutor.screen import TutorApp, skip_key_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from annotate.desk.intents import Intent
    from annotate.desk.state import Desk
    from annotate.tui.keymap import Keymap
    from annotate.tui.tutor.goals import Goal
    from annotate.tui.tutor.planning import Planned

KEYMAP = build_keymap(commands_for(DEFAULT_SCHEME), {})
IDS = [article.id for article in ARTICLES]


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    path = tmp_path / "practice.db"
    make_practice(path, ME)
    return path


@pytest.fixture
def desk(practice: Path) -> Desk:
    return opened_desk(practice, ME, tuple(IDS), Reading()).desk


# The practice articles


def test_the_practice_database_is_sound_and_has_what_lessons_need(
    practice: Path,
) -> None:
    with open_store(practice) as store:
        assert {one.id for one in store.articles()} == set(IDS)
        tags = [
            (one.label, one.quote, one.annotator)
            for article in IDS
            for one in store.annotations(article)
        ]
    assert sorted(tags) == sorted(
        (one.label, one.quote, made_by(one.whose, ME)) for one in PREPARED
    )


def test_undo_does_not_take_back_what_was_prepared(practice: Path) -> None:
    with open_store(practice, annotator=ME) as store, pytest.raises(NothingToUndo):
        store.undo()


@pytest.mark.parametrize("reader", ["ada", "example", "rules", "tutor"])
def test_example_and_suggestions_are_never_the_reader_s_own(reader: str) -> None:
    assert len({made_by(whose, reader) for whose in Whose}) == len(Whose)
    assert made_by(Whose.READER, reader) == reader


def test_what_is_suggested_is_a_model_s_and_hidden_in_the_beginning(
    desk: Desk,
) -> None:
    waiting = [
        (one.label, one.quote, one.score)
        for article in IDS
        for one in desk.sheets[article].suggestions.waiting
    ]
    assert waiting == [
        (one.label, one.quote, one.score)
        for one in PREPARED
        if one.whose is Whose.RULES
    ]
    assert all(score for *_, score in waiting)
    assert not desk.shows_suggestions


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda one: one.id)
def test_what_a_lesson_names_stands_once_in_the_articles(lesson: Lesson) -> None:
    texts = [article.text for article in ARTICLES]
    named = [lesson.start, *([lesson.beside] if lesson.beside else [])]
    named += [
        quote
        for goal in lesson.goals
        for name in ("quote", "other")
        if (quote := getattr(goal, name, ""))
    ]
    named += [step.quote for step in lesson.way if isinstance(step, JumpLabel)]
    assert {
        one: sum(text.count(one) for text in texts) for one in named
    } == dict.fromkeys(named, 1)


# Goals


def select(desk: Desk, quote: str) -> Desk:
    for index, article in enumerate(ARTICLES):
        if quote in article.text:
            start = article.text.index(quote)
            wish = Select(index, Selection(start, start + len(quote)))
            return reduce(desk, wish, Stamp(Ids().mint(), 0)).desk
    raise AssertionError(quote)


def test_goals_hold_when_the_desk_says_so(desk: Desk) -> None:
    zinc = replace(select(desk, "zinc"), needle="zi")
    elsewhere = replace(select(desk, "miller"), needle="mi")
    bare = replace(
        zinc, panes=(zinc.panes[0], replace(zinc.panes[1], selection=Selection(0, 0)))
    )
    cases: list[tuple[Goal, Standing, bool]] = [
        (Selected("the pumps"), Standing(select(desk, "the pumps")), True),
        (Selected("the pumps"), Standing(select(desk, "pumps")), False),
        (Selected("the pumps"), Standing(desk), False),
        (Tagged("number", "Lowgate"), Standing(desk), True),
        (Tagged("claim", "Lowgate"), Standing(desk), False),
        (Tagged("claim", PREPARED[0].quote), Standing(desk), False),  # another's
        (Untagged("number", "Lowgate"), Standing(desk), False),
        (Untagged("claim", PREPARED[0].quote), Standing(desk), True),
        (InFront("zinc"), Standing(desk), False),
        (InFront("zinc"), Standing(zinc), True),
        (Found("zinc"), Standing(zinc), True),
        (Found("zinc"), Standing(zinc, is_asking=True), False),
        (Found("zinc"), Standing(replace(zinc, needle="")), False),
        (Found("zinc"), Standing(elsewhere), False),
        (Found("zinc"), Standing(bare), False),
        (Found("zinc"), Standing(replace(desk, needle="zi")), False),
        (HasPage(), Standing(desk), False),
        (HasPage(), Standing(desk, has_page=True), True),
        (NoPage(), Standing(desk), True),
        (NoPage(), Standing(desk, has_page=True), False),
    ]  # fmt: skip
    for goal, standing, holds in cases:
        assert goal.holds(standing) is holds, (goal, standing.is_asking)


def test_goals_of_suggestions_forms_and_links_are_not_reached_by_other_means(
    desk: Desk,
) -> None:
    ids = Ids()

    def done(desk: Desk, *wishes: Intent) -> Standing:
        for wish in wishes:
            desk = reduce(desk, wish, Stamp(ids.mint(), 0)).desk
        return Standing(desk)

    cellars = select(desk, "210 wet cellars")
    shown = done(cellars, Toggle(ToggleKind.SUGGESTIONS), NextSuggestion()).desk
    denial = done(select(desk, "denied that the pumps had failed"), NextAnnotation())
    tag = denial.tag("denial", "denied that the pumps had failed")
    claim = denial.tag("claim", "the pumps had failed")
    assert tag is not None
    assert claim is not None
    flat = Describe(tag.id, "", '{"strength": "flat"}')
    link, turned = (
        MakeLink("denies", *ends) for ends in ((tag.id, claim.id), (claim.id, tag.id))
    )
    accepted, rejected = (
        kind("number", "210 wet cellars") for kind in (Accepted, Rejected)
    )
    described = Described("denial", tag.quote, "strength", "flat")
    linked = Linked("denies", tag.quote, claim.quote)
    cases: list[tuple[Goal, Standing, bool]] = [
        (accepted, Standing(shown), False),
        (accepted, done(shown, Adopt()), True),
        (accepted, done(shown, Tag("claim")), False),
        (accepted, done(cellars, Tag("number")), False),  # by hand
        (accepted, done(shown, Remove()), False),
        (rejected, Standing(shown), False),
        (rejected, done(shown, Remove()), True),
        (rejected, done(shown, Adopt()), False),
        (described, denial, False),
        (described, done(denial.desk, flat), True),
        (described, done(denial.desk, flat)._replace(has_page=True), False),
        (described, done(denial.desk, flat._replace(attributes="{}")), False),
        (linked, denial, False),
        (linked, done(denial.desk, link), True),
        (linked, done(denial.desk, turned), True),
        (linked, done(denial.desk, link._replace(kind="repeats")), False),
        (Linked("denies", tag.quote, "6 houses"), done(denial.desk, link), False),
    ]
    for goal, standing, holds in cases:
        assert goal.holds(standing) is holds, goal


# The course


def course_of(*names: str) -> Course:
    by_name = {one.lesson.id: one for one in planned(KEYMAP)}
    return Course(tuple(by_name[name] for name in names))


def pressed(course: Course, keys: int) -> Course:
    for _ in range(keys):
        course = course.with_key()
    return course


def test_goals_come_true_in_order_and_the_next_lesson_follows(desk: Desk) -> None:
    away, page = Standing(desk), Standing(desk, has_page=True)
    course = course_of("help", "select").begun().with_key()
    assert course.seeing(away).reached == 0
    course = course.seeing(page)
    assert (course.reached, course.figures) == (1, ())
    course = course.with_key().seeing(away)
    assert course.figures == (Figure("Help", 2, 2),)
    assert course.lesson is not None
    assert course.lesson.lesson.id == "select"
    assert (course.is_on, course.reached, course.keys) == (False, 0, 0)


def test_keys_between_lessons_and_behind_the_last_do_not_count(desk: Desk) -> None:
    course = course_of("help")
    assert course.with_key().keys == 0
    assert course.seeing(Standing(desk)).reached == 0
    over = course.begun().skipped()
    assert over.lesson is None
    assert over == over.begun() == over.with_key() == over.skipped()
    assert over == over.seeing(Standing(desk))


def test_a_text_typed_into_a_field_counts_as_one_key() -> None:
    course = course_of("search").begun()
    # "/", "zinc", Enter, "/", "z", Esc
    for is_writing in (0, 1, 1, 1, 1, 0, 0, 1, 0):
        course = course.with_key(is_writing=bool(is_writing))
    assert course.keys == 6


@pytest.mark.parametrize(("keys", "wants"), [(0, False), (7, False), (8, True)])
def test_a_hint_comes_after_too_many_keys(keys: int, wants: bool) -> None:
    course = pressed(course_of("select").begun(), keys)
    assert course.wants_hint is wants
    assert ("goes back" in " ".join(panel_rows(course, "N", "Q", 80))) is wants


def test_the_figures_add_up_the_lessons_that_were_done(desk: Desk) -> None:
    course = pressed(course_of("help", "select", "claim").begun(), 5)
    course = course.seeing(Standing(desk, has_page=True)).seeing(Standing(desk))
    course = pressed(course.begun(), 9).skipped()
    assert [line.split() for line in figure_lines(course)] == [
        ["keys", "fewest"],
        ["Help", "5", "2"],
        ["Select", "a", "sentence", "skipped"],
        ["1", "of", "3", "lessons", "5", "2"],
    ]


def test_the_figures_stand_under_one_another() -> None:
    lessons = planned(KEYMAP)
    behind = tuple(Figure(one.lesson.title, 99, one.fewest) for one in lessons)
    lines = figure_lines(Course(lessons, behind))
    assert {len(line) for line in lines} == {41}


def keymaps() -> dict[str, Keymap]:
    own = {"sentence-next": ("ctrl+shift+right", "s"), "extend-word-next": ("W",),
           "word-next": ("w",), "extend-sentence-next": ("alt+s",),
           "undo": ("space z",), "quit": ("ctrl+x",), "help": ()}  # fmt: skip
    return {"default": KEYMAP, "own": build_keymap(commands_for(DEFAULT_SCHEME), own)}


@pytest.mark.parametrize(
    ("keys", "said"),
    [(3, "took 3, 2 would do"), (2, "the fewest keys"), (1, "fewer keys than are")],
)
def test_who_reaches_the_goals_hears_how(keys: int, said: str) -> None:
    assert said in praise(Figure("Help", keys, 2))


@pytest.mark.parametrize("name", keymaps())
def test_task_and_keys_take_two_rows_of_eighty_cells_also_with_the_hint(
    name: str,
) -> None:
    lessons = planned(keymaps()[name])
    # Longer names of keys may need one more.
    most = 2 if name == "default" else 3
    for at in range(len(lessons)):
        fresh = Course(lessons, (Figure("", 0, 0),) * at).begun()
        for course in (fresh, pressed(fresh, 99)):
            rows = panel_rows(course, "Ctrl-N", "Ctrl-Q", 80)
            assert 2 <= len(rows) <= most, rows
            assert all(cell_len(row) < 80 for row in rows)


def test_lessons_name_the_reader_s_own_keys() -> None:
    default, own = (
        {one.lesson.id: one for one in planned(keymap)} for keymap in keymaps().values()
    )
    assert default["undo"].keys == ("n", "u", "U")
    assert own["undo"].keys == ("n", "space", "z", "U")
    assert "Space z" in own["undo"].task
    assert "Ctrl-Shift-→ selects" in own["select"].task
    assert "help" in default
    assert "help" not in own  # its command has no key


def test_the_key_that_skips_is_free_in_every_keymap() -> None:
    assert skip_key_of(KEYMAP) == "ctrl+n"
    taken = build_keymap(commands_for(DEFAULT_SCHEME), {"help": ("ctrl+n", "f2")})
    assert skip_key_of(taken) == "f3"


def taught_until(plan: Planned) -> dict[Intent, int]:
    """What is taught so far and needs no screen: wishes, and how many keys each has."""
    so_far = LESSONS[: LESSONS.index(plan.lesson) + 1]
    ids = {step for one in so_far for step in one.way if isinstance(step, str)}
    return {
        one.wish: len(one.keys[0].split(" "))
        for one in KEYMAP.commands
        if one.id in ids and not isinstance(one.wish, Act | RowMotion)
    }


@pytest.mark.parametrize("plan", planned(KEYMAP), ids=lambda one: one.lesson.id)
def test_no_shorter_way_leads_there_with_what_is_taught(
    desk: Desk, plan: Planned
) -> None:
    start = plan.lesson.start
    begin = select(desk, start)
    at = begin.pane.selection.start
    begin = reduce(
        begin, Select(begin.focus, Selection(at, at)), Stamp(Ids().mint(), 0)
    ).desk
    begin = replace(begin, shows_suggestions=plan.lesson.has_suggestions)
    wishes, ids = taught_until(plan), Ids()
    course = Course((plan,)).begun()
    for length in range(plan.fewest):
        for way in itertools.product(wishes, repeat=length):
            if sum(wishes[wish] for wish in way) >= plan.fewest:
                continue
            now, seen = begin, course.seeing(Standing(begin))
            for wish in way:
                try:
                    now = reduce(now, wish, Stamp(ids.mint(), 0)).desk
                except DeskRefusal:
                    break
                seen = seen.seeing(Standing(now))
            assert seen.lesson is not None, way


# On the desk


@asynccontextmanager
async def tutoring(
    path: Path, size: tuple[int, int] = (80, 24), settings: Settings | None = None
) -> AsyncIterator[Flow]:
    """The lessons on the practice database, until the block ends."""
    wanted = settings or Settings()
    start = prepare_start(
        path, ME, tuple(IDS), wanted, Terminal("truecolor", is_dark=True)
    )
    app = TutorApp(path, ME, start, wanted)
    try:
        async with app.run_test(size=size) as pilot:
            flow = Flow(app, pilot, path)
            await flow.until(lambda: flow.screen.prompt is not None)
            await flow.until(lambda: course(flow).is_on)
            yield flow
    finally:
        assert app.keep(), app.farewell


def course(flow: Flow) -> Course:
    app = flow.app
    assert isinstance(app, TutorApp)
    assert app.course is not None
    return app.course


def event_of(key: str) -> events.Key:
    return events.Key(key, key if len(key) == 1 else None)


async def play(flow: Flow, plan: Planned) -> None:
    behind = len(course(flow).figures)
    assert course(flow).lesson == plan
    for step in plan.keys:
        key = step
        if isinstance(step, JumpLabel):
            jumps = flow.screen.keys.jumps
            assert jumps is not None
            article = next(one for one in ARTICLES if step.quote in one.text)
            pane = flow.desk.position(article.id)
            assert pane is not None
            key = jumps.labels(pane)[article.text.index(step.quote)]
        assert isinstance(key, str)
        flow.app.post_message(event_of(key))
        await flow.pilot.pause()
        if key in {"escape", "enter"}:
            await flow.until(lambda: flow.screen.focused is None)
    await flow.until(lambda: len(course(flow).figures) > behind)
    await flow.until(lambda: course(flow).is_on or course(flow).lesson is None)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
async def test_the_whole_tutor_is_played_with_the_fewest_keys(
    practice: Path, size: tuple[int, int]
) -> None:
    is_wide = size[0] >= 2 * PANE_CELLS
    async with tutoring(practice, size) as flow:
        lessons = course(flow).lessons
        assert len(lessons) == len(LESSONS)
        done = [one for one in lessons if is_wide or not one.lesson.beside]
        assert len(done) == len(lessons) - (not is_wide)
        for plan in done:
            rows = flow.seen("#lesson")
            assert " ".join(plan.task.split()) in " ".join(rows.split())
            assert f"0 keys, fewest {plan.fewest}" in rows
            await play(flow, plan)
        assert course(flow).figures == tuple(
            Figure(one.lesson.title, one.fewest, one.fewest)
            if one in done
            else Figure(one.lesson.title, 0, one.fewest, is_skipped=True)
            for one in lessons
        )
        page = await flow.page(ReaderScreen)
        told = page.query_one("Static").content
        fewest = sum(one.fewest for one in done)
        assert f"{len(done)} of {len(lessons)} lessons" in str(told)
        assert figure_lines(course(flow))[-1].split()[-2:] == [str(fewest)] * 2
        await flow.press("escape")
        await flow.closed()
        assert "Ctrl-Q leaves" in flow.seen("#lesson")
        await flow.press("ctrl+q")
        assert flow.app.return_code == 0
    with open_store(practice) as store:
        mine = {
            (one.answer, one.label, one.quote)
            for article in IDS
            for one in store.annotations(article)
            if one.annotator == ME
        }
    goals = [goal for lesson in LESSONS for goal in lesson.goals]
    wanted = {
        (Answer.ACCEPT, one.label, one.quote)
        for one in PREPARED
        if one.whose is Whose.READER
    }
    wanted -= {
        (Answer.ACCEPT, goal.label, goal.quote)
        for goal in goals
        if isinstance(goal, Untagged)
    }
    wanted |= {
        (Answer.ACCEPT, goal.label, goal.quote)
        for goal in goals
        if isinstance(goal, Tagged | Accepted)
    }
    wanted |= {
        (Answer.REJECT, goal.label, goal.quote)
        for goal in goals
        if isinstance(goal, Rejected)
    }
    assert mine == wanted


async def test_a_search_typed_in_full_is_as_short_as_its_first_letter(
    practice: Path,
) -> None:
    async with tutoring(practice) as flow:
        names = [one.lesson.id for one in course(flow).lessons]
        for _ in range(names.index("search")):
            await flow.press("ctrl+n")
        for key in ("2", "slash", "z", "i", "m", "backspace", "n", "c", "enter"):
            await flow.press(key)
        await flow.until(lambda: not course(flow).figures[-1].is_skipped)
        assert course(flow).figures[-1][1:] == (4, 4, False)
        await flow.until(lambda: course(flow).is_on)
        assert "the fewest keys" in flow.seen("#hints")


async def test_a_lesson_begins_with_suggestions_as_it_needs_them(
    practice: Path,
) -> None:
    async with tutoring(practice) as flow:
        await flow.press("space", "r")
        assert flow.desk.shows_suggestions
        for plan in course(flow).lessons:
            assert course(flow).lesson == plan
            await flow.press("ctrl+n")
            lesson = course(flow).lesson
            if lesson is not None:
                await flow.until(lambda: course(flow).is_on)
                assert flow.desk.shows_suggestions is lesson.lesson.has_suggestions


async def test_a_lesson_on_two_panes_brings_both_into_sight(practice: Path) -> None:
    async with tutoring(practice, (80, 14)) as flow:
        await flow.press("=")
        assert flow.panes_shown == IDS[:1]
        names = [one.lesson.id for one in course(flow).lessons]
        for _ in range(names.index("conflict")):
            await flow.press("ctrl+n")
        lesson = course(flow).lesson
        assert lesson is not None
        await flow.until(lambda: course(flow).is_on)
        assert flow.panes_shown == IDS
        assert flow.desk.pane.article == IDS[0]
        await play(flow, lesson)
        assert course(flow).figures[-1] == Figure("Link across panes", 4, 4)


async def test_other_keys_are_counted_and_lead_on_too(practice: Path) -> None:
    async with tutoring(practice) as flow:
        await flow.press("w", "w", "s", "s")
        await flow.until(lambda: course(flow).figures)
        assert course(flow).figures == (Figure("Select a sentence", 4, 2),)
        assert "took 4, 2 would do" in flow.seen("#hints")


async def test_a_key_skips_every_lesson_and_counts_none(practice: Path) -> None:
    async with tutoring(practice) as flow:
        for _ in LESSONS:
            await flow.press("ctrl+n")
        await flow.page(ReaderScreen)
        assert [one.keys for one in course(flow).figures] == [0] * len(LESSONS)
        assert all(one.is_skipped for one in course(flow).figures)


async def test_a_skip_from_a_page_waits_until_the_desk_is_there_again(
    practice: Path,
) -> None:
    async with tutoring(practice) as flow:
        await flow.press("question_mark")
        await flow.page(ReaderScreen)
        await flow.press("ctrl+n")
        assert not course(flow).is_on
        await flow.press("escape")
        await flow.closed()
        await flow.until(lambda: course(flow).is_on)
        lesson = course(flow).lesson
        assert lesson is not None
        assert lesson.lesson.id == "claim"
        assert course(flow).keys == 0


async def test_the_article_of_a_lesson_opens_again_when_its_pane_was_closed(
    practice: Path,
) -> None:
    async with tutoring(practice) as flow:
        await flow.press("-")
        assert [pane.article for pane in flow.desk.panes] == IDS[1:]
        await flow.press("ctrl+n")
        await flow.until(lambda: course(flow).is_on)
        assert sorted(pane.article for pane in flow.desk.panes) == sorted(IDS)
        assert flow.desk.text.startswith("Some 300", flow.desk.pane.selection.start)


async def test_the_lesson_names_keys_of_the_settings(practice: Path) -> None:
    settings = Settings(keys={"sentence-next": ("f9",), "quit": ("ctrl+x",)})
    async with tutoring(practice, settings=settings) as flow:
        assert "f9 selects" in flow.seen("#lesson")
        assert "Ctrl-X leaves" in flow.seen("#lesson")
        await flow.press("f9", "f9")
        await flow.until(lambda: course(flow).figures)
        assert course(flow).figures[0].keys == 2


def test_the_normal_desk_loads_no_lesson() -> None:
    program = (
        "import sys, annotate.cli.commands, annotate.cli.read, annotate.tui.run;"
        "import annotate.tui.app, annotate.tui.screens.acts;"
        "from annotate.tui.session import load_rules; load_rules();"
        "print([one for one in sys.modules if 'tutor' in one])"
    )
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_shown_keys_of_the_lessons_are_those_of_the_table() -> None:
    by_id = {one.id: one for one in KEYMAP.commands}
    for plan in planned(KEYMAP):
        for step in plan.lesson.way:
            if isinstance(step, str) and f"{{{step}}}" in plan.lesson.task:
                assert shown_key(by_id[step].keys[0]) in plan.task
