"""Blind work: no part of the desk shows others' tags before one's own are done."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from flows import ME, running
from sittings import ARTICLES, STORY, Sitting, database

from annotate.config import Settings
from annotate.desk.intents import (
    Adopt,
    NextAnnotation,
    Remove,
    Select,
    Tag,
    Toggle,
    ToggleKind,
    Where,
)
from annotate.ids import Ids
from annotate.model import (
    Annotation,
    Annotator,
    AnnotatorKind,
    Edit,
    Link,
    Span,
    Status,
    Verb,
)
from annotate.store.store import open_store
from annotate.text.selection import Selection
from annotate.tui.first_frame import first_frame
from annotate.tui.messages import (
    ArticlesListed,
    ListArticles,
    ListFor,
    RevertDone,
    SheetsRead,
)
from annotate.tui.start import prepare_start
from annotate.tui.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotate.model import Article

FIRST, SECOND, THIRD = (one.id for one in ARTICLES)
FREE = (FIRST, SECOND)
"""What is open."""


def annotation(who: str, article: Article, quote: str, label: str) -> Annotation:
    rev = Ids().mint()
    start = article.text.index(quote)
    span = Span(start, start + len(quote))
    return Annotation(rev, rev, None, article.id, span, quote, label, who)


def put(path: Path, *made: Annotation | Link) -> None:
    """Store what annotators have made, each in their own name."""
    for one in made:
        with open_store(path, annotator=one.annotator) as store:
            is_link = isinstance(one, Link)
            store.commit(
                Edit(
                    Ids().mint(),
                    Verb.LINK if is_link else Verb.TAG,
                    None if is_link else one.article,
                    () if is_link else (one,),
                    (one,) if is_link else (),
                )
            )


def link(source: Annotation, target: Annotation, who: str) -> Link:
    rev = Ids().mint()
    return Link(rev, rev, None, who, "denies", source.id, target.id)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Tags and links of ada, bob, gold and a rule in the first two articles."""
    path = database(tmp_path / "a.db")
    with open_store(path) as store:
        store.put_annotators(
            [
                Annotator("ada"),
                Annotator("bob"),
                Annotator("gold", AnnotatorKind.GOLD),
                Annotator("rule", AnnotatorKind.MODEL),
            ]
        )
    story, other, _ = ARTICLES
    mine = annotation("ada", story, "The mayor denied it.", "claim")
    bobs = annotation("bob", story, "denied it", "denial")
    gold = annotation("gold", story, "10 trucks", "number")
    rule = annotation("rule", story, "“We lost 10 trucks,”", "quote")
    far_bob = annotation("bob", other, "Nobody could confirm it.", "denial")
    far_mine = annotation("ada", other, "Around 10,000", "number")
    put(path, mine, bobs, gold, rule, far_bob, far_mine)
    put(
        path,
        link(bobs, mine, "bob"),
        link(mine, bobs, "ada"),
        link(far_mine, bobs, "ada"),
        link(mine, far_mine, "ada"),
        link(far_bob, gold, "bob"),
    )
    return path


def assign(path: Path, *articles: str, annotator: str = "ada") -> None:
    with open_store(path, annotator="lead") as store:
        store.assign([(one, annotator) for one in articles])


@pytest.fixture
def ada(path: Path) -> Iterator[Sitting]:
    """Ada at the desk, to whom the first article is assigned."""
    assign(path, FIRST)
    sitting = Sitting(path, articles=(FIRST, SECOND))
    yield sitting
    with suppress(RuntimeError):
        sitting.end()


def seen(sitting: Sitting) -> set[str]:
    """Whose annotations, links and ends in the first article are on the desk."""
    desk = sitting.session.desk
    sheet = desk.sheets[FIRST]
    ends = {
        one.annotation.annotator
        for each in desk.sheets.values()
        for end in each.links.ends
        if (one := desk.end(end)) is not None and one.annotation.article == FIRST
    }
    lost = {
        "?"
        for each in desk.sheets.values()
        for end in each.links.ends
        if desk.end(end) is None
    }
    return (
        {one.annotator for one in sheet.annotations}
        | {one.annotator for one in sheet.links}
        | {one.annotator for one in sheet.index.at(5)}
        | ends
        | lost
    )


def mark(sitting: Sitting, status: Status) -> None:
    """Press the key, and wait until what it changed is shown."""
    came = sitting.saw(SheetsRead)
    sitting.session.switch_status(status)
    sitting.wait(came)


def test_only_ones_own_and_what_models_suggest_is_on_the_desk(ada: Sitting) -> None:
    sheet = ada.session.desk.sheets[FIRST]
    assert seen(ada) == {"ada"}
    assert sheet.is_blind
    assert [one.annotator for one in sheet.suggestions.waiting] == ["rule"]
    other = ada.session.desk.sheets[SECOND]
    assert {one.annotator for one in other.annotations} == {"ada", "bob"}
    # Of the links between the two, the one whose ends may both be seen.
    assert [one.annotator for one in other.links] == ["ada"]


def test_others_come_when_it_is_done_and_go_when_it_is_taken_up_again(
    ada: Sitting,
) -> None:
    mark(ada, Status.DONE)
    assert "others' tags show" in ada.session.message
    assert seen(ada) == {"ada", "bob", "gold"}
    assert not ada.session.desk.sheets[FIRST].is_blind
    assert len(ada.session.desk.sheets[SECOND].links) == 3
    mark(ada, Status.DONE)
    assert ada.session.status is Status.TODO
    assert seen(ada) == {"ada"}
    mark(ada, Status.SKIPPED)
    assert seen(ada) == {"ada", "bob", "gold"}


def test_undo_of_done_hides_them_again(ada: Sitting) -> None:
    mark(ada, Status.DONE)
    for redo, whose in ((False, {"ada"}), (True, {"ada", "bob", "gold"})):
        came = ada.saw(RevertDone)
        ada.session.undo(redo=redo)
        ada.wait(came)
        came = ada.saw(SheetsRead)
        ada.wait(came)
        assert seen(ada) == whose


def test_a_link_that_undo_brings_back_shows_no_end_that_is_hidden(
    ada: Sitting,
) -> None:
    session = ada.session
    own = next(one for one in session.desk.sheet.annotations)
    session.wish(NextAnnotation())
    assert session.desk.active == own.id
    session.wish(Remove())
    ada.settle()
    came = ada.saw(RevertDone)
    session.undo()
    ada.wait(came)
    assert seen(ada) == {"ada"}


def test_the_key_for_others_tags_says_why_they_are_hidden(ada: Sitting) -> None:
    ada.session.wish(Toggle(ToggleKind.OTHERS))
    assert ada.session.message.endswith("until you mark it done: Space d.")
    assert ada.session.desk.shows_others


def test_what_is_hidden_cannot_be_stepped_to_or_taken_over(ada: Sitting) -> None:
    session = ada.session
    for _ in range(3):
        session.wish(NextAnnotation())
        one = session.desk.active_shown()
        assert one is None or one.annotator == "ada"
    at = STORY.index("10 trucks")
    session.wish(Select(0, Selection(at, at)))
    session.wish(Adopt())
    ada.settle()
    assert {one.annotator for one in ada.stored() if one.label == "number"} == {"gold"}


def test_a_list_of_articles_counts_only_ones_own(ada: Sitting) -> None:
    for status, count in ((None, 1), (Status.DONE, 3)):
        if status:
            mark(ada, status)
        came = ada.saw(ArticlesListed)
        ada.session.ask(ListArticles(ListFor.PICK))
        ada.wait(came)
        listed = next(one for one in ada.seen if isinstance(one, ArticlesListed))
        ada.seen.clear()
        counts = {one.id: one.annotations for one in listed.summaries}
        assert (counts[FIRST], counts[SECOND]) == (count, 2)


def test_what_is_assigned_while_it_is_open_hides_at_once(path: Path) -> None:
    ada = Sitting(path, articles=FREE)
    try:
        assert seen(ada) == {"ada", "bob", "gold"}
        came = ada.saw(SheetsRead)
        assign(path, FIRST)
        ada.wait(came)
        assert seen(ada) == {"ada"}
        came = ada.saw(SheetsRead)
        with open_store(path, annotator="lead") as store:
            store.set_setting("blind", "off")
        ada.wait(came)
        assert seen(ada) == {"ada", "bob", "gold"}
    finally:
        ada.end()


def test_a_reader_whom_nobody_gave_anything_is_never_blind(path: Path) -> None:
    ada = Sitting(path, articles=FREE)
    try:
        for status in (Status.DONE, Status.DONE, Status.SKIPPED, Status.SKIPPED):
            mark(ada, status)
            assert seen(ada) == {"ada", "bob", "gold"}
        ada.session.wish(Select(0, Selection(0, 3)))
        ada.session.wish(Tag("claim"))
        ada.settle()
        assert ada.session.status is Status.TODO
        with open_store(path) as store:
            assert store.status("ada", FIRST) is Status.TODO
    finally:
        ada.end()


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
def test_the_first_frame_is_that_of_a_database_without_others(
    path: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    terminal = Terminal("truecolor", is_dark=True)
    bare = database(tmp_path / "b.db")
    mine = annotation("ada", ARTICLES[0], "The mayor denied it.", "claim")
    far = annotation("ada", ARTICLES[1], "Around 10,000", "number")
    put(bare, mine, far, link(mine, far, "ada"))
    frames = []
    for each in (path, bare):
        assign(each, FIRST)
        start = prepare_start(each, "ada", (FIRST,), Settings(), terminal)
        frames.append(first_frame(start, *size))
    assert frames[0] == frames[1]
    assert "blind" in frames[0]


async def test_the_screen_shows_nothing_of_others_until_the_key_for_done(
    path: Path,
) -> None:
    assign(path, FIRST, annotator=ME)
    async with running(path, FIRST) as flow:
        await flow.press("space", "i")
        await flow.until(lambda: "denied" in flow.seen("#inspector"))
        assert "bob" not in flow.seen("#inspector")
        assert "blind" in flow.seen("#status")
        await flow.press("t")
        assert "Space d" in flow.session.message
        await flow.press("space", "d")
        await flow.until(lambda: "bob" in flow.seen("#inspector"))
        assert "gold" in flow.seen("#inspector")
        assert "blind" not in flow.seen("#status")
        await flow.press("space", "d")
        await flow.until(lambda: "bob" not in flow.seen("#inspector"))


async def test_the_first_tag_begins_an_assigned_article(path: Path) -> None:
    assign(path, FIRST, annotator=ME)
    async with running(path, FIRST, SECOND) as flow:
        assert flow.session.status is Status.TODO
        await flow.press("s", "c")
        await flow.saved()
        assert flow.session.status is Status.DOING
        assert "doing" in flow.seen("#status")
        await flow.press("2", "s", "c")
        await flow.saved()
        assert flow.session.status is Status.TODO
        with open_store(path) as store:
            assert store.status(ME, FIRST) is Status.DOING
            assert store.assignment(ME, SECOND) is None
        # Undo takes the tag back, and leaves that the article was begun.
        await flow.press("u", "u")
        await flow.until(lambda: not flow.session.is_undoing)
        with open_store(path) as store:
            assert store.status(ME, FIRST) is Status.DOING


async def test_next_article_goes_through_those_assigned_and_says_when_all_are_done(
    path: Path,
) -> None:
    assign(path, THIRD, FIRST, annotator=ME)
    async with running(path, SECOND) as flow:
        for expected in (THIRD, FIRST):
            await flow.press("space", "n")
            await flow.until(lambda now=expected: flow.desk.pane.article == now)
            await flow.saved()
            assert flow.session.status is Status.DOING
            await flow.press("space", "d")
            await flow.saved()
        await flow.press("space", "n")
        await flow.until(lambda: "2 articles assigned" in flow.session.message)
        assert flow.desk.pane.article == FIRST


async def test_next_article_goes_to_the_pane_of_one_that_is_open(path: Path) -> None:
    assign(path, THIRD, FIRST, annotator=ME)
    async with running(path, FIRST, SECOND, THIRD) as flow:
        for expected in (THIRD, FIRST, THIRD):
            await flow.press("space", "n")
            await flow.until(lambda now=expected: flow.desk.pane.article == now)
            assert "2 articles left to you are open" in flow.session.message
        await flow.press("space", "d", "space", "n")
        await flow.until(lambda: flow.desk.pane.article == FIRST)
        await flow.press("space", "n")
        await flow.until(lambda: "last article left to you" in flow.session.message)


def test_opening_an_assigned_article_begins_it_but_a_start_does_not(
    path: Path,
) -> None:
    assign(path, FIRST, SECOND)
    ada = Sitting(path, articles=(FIRST,))
    try:
        assert ada.session.statuses[FIRST] is Status.TODO
        came = ada.saw(SheetsRead)
        ada.session.open(SECOND, Where.NEW_PANE)
        ada.wait(came)
        ada.settle()
        with open_store(path) as store:
            assert store.status("ada", FIRST) is Status.TODO
            assert store.status("ada", SECOND) is Status.DOING
    finally:
        ada.end()
