"""Suggestions from the keyboard, from real key presses to the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flows import ME, Flow, running

from annotate.ids import Ids
from annotate.model import (
    Annotation,
    Annotator,
    AnnotatorKind,
    Answer,
    Article,
    Layer,
    Span,
    article_id,
)
from annotate.store.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Ann said 12 trucks and 10,000 men went. “We lost 9,” she said."
RULES = Annotator("rules", AnnotatorKind.MODEL)
WANTED = (("number", "12 trucks"), ("number", "10,000 men"), ("quote", "“We lost 9,”"))
ARTICLE = Article(article_id(TEXT), "News", TEXT)


def suggest(path: Path) -> None:
    """Run the rules: the same suggestions have the same ids each time."""
    ids = Ids(lambda: 1_750_000_000_000, lambda _bits: next(counted))
    counted = iter(range(1, 99))
    made = []
    for label, quote in WANTED:
        start, rev = TEXT.index(quote), ids.mint()
        span = Span(start, start + len(quote))
        made.append(
            Annotation(
                rev, rev, None, ARTICLE.id, span, quote, label, "rules",
                origin=f"{label}-rule", score=0.75,
            )
        )  # fmt: skip
    with open_store(path) as store:
        store.import_layers(
            [Layer(ARTICLE, RULES, annotations=tuple(made))],
            replaced_labels=("number", "quote"),
        )


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    suggest(path)
    return path


def decisions(path: Path) -> list[tuple[str, str, str, bool]]:
    """Answer, label, quote of the reader's rows, and whether they lead back."""
    with open_store(path) as store:
        rows = store.annotations(ARTICLE.id)
    models = {one.id: one for one in rows if one.annotator == "rules"}
    return [
        (one.answer.value, one.label, one.quote, leads_back(one, models))
        for one in rows
        if one.annotator == ME
    ]


def leads_back(one: Annotation, models: dict[str, Annotation]) -> bool:
    """Whether it names what was suggested, with its score if the label is that."""
    source = models.get(one.origin)
    if source is None:
        return False
    return one.score == (source.score if one.label == source.label else None)


def active(flow: Flow) -> str:
    found = flow.desk.active_shown()
    return found.quote if found else ""


async def test_they_are_hidden_until_asked_for(news: Path) -> None:
    async with running(news, size=(80, 24)) as flow:
        pane = flow.pane(0)
        assert "▕" not in flow.seen(pane)
        await flow.press(")")
        assert flow.session.message == "Suggestions are hidden; Space r shows them."
        await flow.press("space", "r")
        assert "said▕12 trucks▏and▕10,000 men▏went.▕“We lost 9,”▏she" in flow.seen(pane)
        assert flow.seen(pane).splitlines()[1].startswith("nq ")
        await flow.press("t")
        assert "▕12 trucks▏" in flow.seen(pane)
        await flow.press("space", "r")
        assert "▕" not in flow.seen(pane)
        assert flow.seen(pane).splitlines()[1].startswith("   ")
    async with running(news, size=(80, 24)) as flow:
        assert not flow.desk.shows_suggestions


async def test_rule_and_score_are_told_of_the_active_one(news: Path) -> None:
    async with running(news, size=(80, 24)) as flow:
        await flow.press("space", "r", ")", ")")
        assert flow.selected == "10,000 men"
        assert "Number? number-rule 0.75 by rules" in flow.seen("#hints")
        assert "number? number-rule 0.75" in flow.seen("#status")
        await flow.press("(")
        assert flow.selected == "12 trucks"
        assert "y accept" in flow.seen("#hints")


async def test_each_decision_is_one_key_and_stays_decided(news: Path) -> None:
    async with running(news) as flow:
        await flow.press("space", "r", ")", "y")
        assert active(flow) == "10,000 men"
        await flow.press("backspace")
        assert active(flow) == "“We lost 9,”"
        await flow.press("c")
        await flow.saved()
        assert decisions(news) == [
            ("accept", "number", "12 trucks", True),
            ("reject", "number", "10,000 men", True),
            ("accept", "claim", "“We lost 9,”", True),
        ]
        assert "none left" in flow.session.message
        assert "▕" not in flow.seen(flow.pane(0))
    suggest(news)
    async with running(news) as flow:
        await flow.press("space", "r", ")")
        assert flow.session.message.startswith("No suggestions left")
        assert len(decisions(news)) == 3


async def test_rejecting_is_undone_and_redone(news: Path) -> None:
    async with running(news) as flow:
        await flow.press("space", "r", ")", "delete")
        await flow.saved()
        await flow.press("u")
        await flow.until(lambda: decisions(news) == [])
        await flow.until(lambda: not flow.session.is_undoing)
        assert active(flow) == "12 trucks"
        assert "is suggested again; U redoes" in flow.session.message
        assert "▕12 trucks▏" in flow.seen(flow.pane(0))
        await flow.press("U")
        await flow.until(lambda: not flow.session.is_undoing)
        assert decisions(news) == [("reject", "number", "12 trucks", True)]
        assert "is rejected again; u undoes" in flow.session.message
        assert "▕12 trucks▏" not in flow.seen(flow.pane(0))


async def test_all_of_a_label_are_accepted_and_taken_back_in_one_step(
    news: Path,
) -> None:
    async with running(news) as flow:
        await flow.press("space", "r", ")", "Y")
        await flow.saved()
        assert [one[2] for one in decisions(news)] == ["12 trucks", "10,000 men"]
        with open_store(news) as store:
            events = {one.rev for one in store.annotations(ARTICLE.id)}
        assert len(events) == 5
        assert "▕“We lost 9,”▏" in flow.seen(flow.pane(0))
        await flow.press("u")
        await flow.until(lambda: decisions(news) == [])
        await flow.until(lambda: not flow.session.is_undoing)
        assert ", and 1 more with it; U redoes" in flow.session.message
        assert flow.mine == []
        await flow.press("U")
        await flow.until(lambda: not flow.session.is_undoing)
        assert len(flow.mine) == 2


async def test_undo_before_a_restart_and_decisions_after_it(news: Path) -> None:
    async with running(news) as flow:
        await flow.press("space", "r", ")", "Y")
        await flow.saved()
    async with running(news) as flow:
        await flow.press("u")
        await flow.until(lambda: decisions(news) == [])
        await flow.until(lambda: not flow.session.is_undoing)
        await flow.press("space", "r", ")", "y", "y", "y")
        await flow.saved()
        assert len(decisions(news)) == 3


async def test_removing_an_accepted_one_rejects_it_for_good(news: Path) -> None:
    async with running(news) as flow:
        await flow.press("space", "r", ")", "y", "I", "delete")
        await flow.saved()
        assert decisions(news) == [("reject", "number", "12 trucks", True)]
        assert "rejected the suggestion" in flow.session.message


@pytest.mark.parametrize(("value", "shows"), [("on", True), ("never", False)])
async def test_the_database_decides_what_a_start_shows(
    news: Path, value: str, *, shows: bool
) -> None:
    with open_store(news) as store:
        store.set_setting("suggestions", value)
    async with running(news) as flow:
        assert flow.desk.shows_suggestions is shows
        assert ("▕" in flow.seen(flow.pane(0))) is shows
        await flow.press("space", "r")
        assert not flow.desk.shows_suggestions
        if not shows:
            assert "never shows suggestions" in flow.session.message


async def test_a_setting_made_elsewhere_hides_them_at_once(news: Path) -> None:
    async with running(news) as flow:
        await flow.press("space", "r", ")")
        with open_store(news) as store:
            store.set_setting("suggestions", "never")
        await flow.until(lambda: not flow.desk.shows_suggestions)
        assert flow.desk.active == ""


@pytest.mark.parametrize("key", ["y", "delete", "c", "Y"])
async def test_what_is_painted_again_looks_as_if_all_were(news: Path, key: str) -> None:
    async with running(news, size=(40, 24)) as flow:
        await flow.press("space", "r", ")")
        pane = flow.pane(0)
        before = flow.seen(pane)
        await flow.press(key)
        after = flow.seen(pane)
        assert before != after
        pane.use_styles(flow.screen.styles_in_use)
        assert flow.seen(pane) == after


async def test_answers_of_the_reader_are_the_only_ones_that_count(news: Path) -> None:
    with open_store(news) as store:
        theirs = store.annotations(ARTICLE.id)[0]
    ids = Ids()
    rev = ids.mint()
    other = Annotation(
        rev, rev, None, ARTICLE.id, theirs.span, theirs.quote, theirs.label, "ben",
        origin=theirs.id, answer=Answer.REJECT,
    )  # fmt: skip
    with open_store(news) as store:
        store.import_layers([Layer(ARTICLE, Annotator("ben"), rejected=(other,))])
    async with running(news) as flow:
        await flow.press("space", "r", ")")
        assert active(flow) == "12 trucks"


async def test_an_open_desk_follows_what_the_database_says_of_them(
    news: Path,
) -> None:
    def setting(value: str) -> None:
        with open_store(news, annotator="lead") as store:
            store.set_setting("suggestions", value)

    setting("never")
    async with running(news, size=(80, 24)) as flow:
        await flow.press("space", "r")
        assert "never shows suggestions" in flow.session.message
        setting("on")
        await flow.until(lambda: "▕12 trucks▏" in flow.seen(flow.pane(0)))
        assert "suggestions shown: the setting" in flow.seen("#hints")
        for value, by_hand in (("off", True), ("never", False)):
            setting(value)
            await flow.until(lambda: not flow.desk.shows_suggestions)
            assert "▕12 trucks▏" not in flow.seen(flow.pane(0))
            assert "suggestions hidden: the setting" in flow.seen("#hints")
            await flow.press("space", "r")
            assert flow.desk.shows_suggestions is by_hand
