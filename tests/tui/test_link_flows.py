"""Links from the keyboard, from real key presses to the database."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from flows import ME, Flow, running

from annotate.desk.links import links_of
from annotate.ids import Ids
from annotate.model import Answer, Edit, Link, Verb
from annotate.store.store import open_store
from annotate.tui.screens.places import PlacesScreen

if TYPE_CHECKING:
    from pathlib import Path

    from annotate.model import Annotation

THEM = "example"


def links(path: Path, annotator: str = ME) -> list[tuple[str, str, str]]:
    """Kind and quotes of the annotator's links, as the database has them."""
    with open_store(path) as store:
        found = {
            link.id: link
            for article in store.articles()
            for link in store.links(article.id)
            if link.annotator == annotator
        }
        quotes = {
            one.id: one.quote
            for link in found.values()
            for one, _ in store.ends((link.source, link.target))
        }
    return [
        (link.kind, quotes[link.source], quotes[link.target]) for link in found.values()
    ]


def letters(flow: Flow, wanted: Annotation) -> str:
    """What the jump label says that stands on an annotation now."""
    jumps = flow.screen.keys.jumps
    assert jumps is not None
    pane = flow.desk.position(wanted.article)
    return next(
        label
        for label, place in jumps.by_label.items()
        if place == (pane, wanted.span.start)
    )


async def link(flow: Flow, target: Annotation, *keys: str) -> None:
    """Link the active tag by the keys behind Space l and the target's label."""
    await flow.press("space", "l", *keys)
    await flow.press(*letters(flow, target))
    await flow.saved()


async def tagged(flow: Flow, *keys: str) -> Annotation:
    """The tag that keys make, the last of them a label."""
    await flow.press(*keys)
    await flow.saved()
    active = flow.desk.active_shown()
    assert active is not None
    assert active.annotator == ME
    return active


async def a_claim_and_a_denial(flow: Flow) -> tuple[Annotation, Annotation]:
    """The first sentence of the first pane, and of the second, which has the focus."""
    claim = await tagged(flow, "t", "1", "g", "s", "c")
    return claim, await tagged(flow, "2", "g", "s", "d")


async def test_a_denial_is_linked_with_a_claim_in_another_pane_by_three_keys(
    example: Path,
) -> None:
    async with running(example, size=(80, 24)) as flow:
        claim, denial = await a_claim_and_a_denial(flow)
        await flow.press("space", "l")
        assert flow.seen("#hints").startswith(" denies: type the letters of a claim;")
        assert not flow.screen.has_class("-leader")
        await flow.press(*letters(flow, claim))
        await flow.saved()
        assert links(example) == [("denies", denial.quote, claim.quote)]
        assert "linked → denies" in flow.seen("#hints")
        assert flow.desk.active == denial.id
        await flow.press("u")
        await flow.until(lambda: links(example) == [])
        await flow.until(lambda: not flow.session.is_undoing)
        assert "→ denies" in flow.session.message
        assert "is gone; U redoes" in flow.session.message
        assert links_of(flow.desk, claim.id) == ()
        await flow.press("U")
        await flow.until(lambda: not flow.session.is_undoing)
        assert links(example) == [("denies", denial.quote, claim.quote)]
        assert len(links_of(flow.desk, claim.id)) == 1
        assert "is back; u undoes" in flow.session.message


async def test_keys_of_a_link_may_come_in_one_burst(example: Path) -> None:
    async with running(example) as flow:
        claim, denial = await a_claim_and_a_denial(flow)
        await flow.press("space", "l")
        label = letters(flow, claim)
        await flow.press("escape")
        assert flow.screen.keys.jumps is None
        await flow.type(f" l{label}u l{label} k")
        await flow.saved()
        await flow.until(lambda: not flow.session.is_undoing)
        assert links(example) == [("denies", denial.quote, claim.quote)]
        await flow.until(lambda: flow.desk.active == claim.id)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_where_several_kinds_fit_one_key_chooses(
    example: Path, size: tuple[int, int]
) -> None:
    async with running(example, size=size) as flow:
        one = await tagged(flow, "t", "1", "g", "s", "c")
        other = await tagged(flow, "2", "g", "s", "c")
        await flow.press("space", "l")
        await flow.pilot.pause()
        shown = flow.seen("#which-key").split("\n")
        assert [row.split()[0] for row in shown[1:]] == ["c", "r", "o", "d", "s"]
        assert "← denies" in shown[4]
        await flow.press("o")
        assert flow.seen("#hints").startswith(" conflicts: type the letters")
        await flow.press(*letters(flow, one))
        await flow.saved()
        assert links(example) == [("conflicts", other.quote, one.quote)]


async def test_from_a_claim_the_denial_of_it_can_be_chosen(example: Path) -> None:
    async with running(example) as flow:
        claim, denial = await a_claim_and_a_denial(flow)
        await flow.press("1", "g", "tab", "space", "l", "d")
        assert "a denial of yours" in flow.seen("#hints")
        await flow.press(*letters(flow, denial))
        await flow.saved()
        assert links(example) == [("denies", denial.quote, claim.quote)]
        assert "linked ← denies" in flow.session.message


async def test_ones_own_is_linked_to_what_somebody_else_tagged(example: Path) -> None:
    async with running(example) as flow:
        mine = await tagged(flow, "1", "g", "s", "d")
        theirs = next(
            one for one in flow.desk.sheet.annotations if one.label == "claim"
        )
        assert theirs.annotator == THEM
        await link(flow, theirs)
        assert links(example) == [("denies", mine.quote, theirs.quote)]


async def test_space_offers_the_kinds_that_do_not_fit_as_well(example: Path) -> None:
    async with running(example) as flow:
        _, denial = await a_claim_and_a_denial(flow)
        other = await tagged(flow, "3", "g", "s", "d")
        await flow.press("space", "l", "space")
        await flow.pilot.pause()
        assert "r → repeats" in flow.seen("#which-key")
        await flow.press("r")
        await flow.press(*letters(flow, denial))
        await flow.saved()
        assert links(example) == [("repeats", other.quote, denial.quote)]


@pytest.mark.parametrize("leaving", [["escape"], ["0"], ["o", "escape"], ["o", "0"]])
async def test_any_other_key_leaves_and_nothing_is_linked(
    example: Path, leaving: list[str]
) -> None:
    async with running(example) as flow:
        await tagged(flow, "t", "1", "g", "s", "c")
        await tagged(flow, "2", "g", "s", "c")
        await flow.press("space", "l", *leaving)
        assert flow.screen.keys.jumps is None
        assert not flow.screen.has_class("-leader")
        await flow.press("w")
        assert flow.selected
        assert links(example) == []


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (["1", "g", "tab", "space", "l"], "and this one is example's; y makes"),
        (["t", "1", "g", "space", "l"], "No tag of yours here"),
        (["t", "1", "g", "s", "d", "space", "l"], "denies: no claim in sight"),
        (["t", "1", "g", "s", "d", "space", "k"], "No link of this tag; Space l"),
        (["t", "1", "g", "s", "d", "space", "L"], "No link of this tag; Space l"),
        (["1", "g", "tab", "space", "L"], "This link is example's and stays"),
    ],
)
async def test_what_cannot_be_is_said_with_its_remedy(
    example: Path, keys: list[str], said: str
) -> None:
    async with running(example) as flow:
        await flow.press(*keys)
        assert said in flow.session.message
        assert flow.screen.keys.jumps is None
        await flow.saved()
        assert links(example) == []


async def test_what_is_linked_already_is_not_linked_again(example: Path) -> None:
    async with running(example) as flow:
        claim, _ = await a_claim_and_a_denial(flow)
        for _ in range(2):
            await link(flow, claim)
        assert flow.session.message.startswith("Already linked, denies")
        assert len(links(example)) == 1


async def test_the_other_end_is_one_key_away_and_so_is_the_way_back(
    example: Path,
) -> None:
    async with running(example, size=(80, 24)) as flow:
        claim, denial = await a_claim_and_a_denial(flow)
        await link(flow, claim)
        await flow.press("space", "k")
        assert (flow.desk.focus, flow.desk.active) == (0, claim.id)
        assert flow.selected == claim.quote
        assert "⇄ 1 link, Space k" in flow.seen("#hints")
        await flow.press("space", "k")
        assert (flow.desk.focus, flow.desk.active) == (1, denial.id)


@pytest.mark.parametrize("panes", [4, 5])
async def test_an_article_that_is_closed_opens_for_its_end_of_the_link(
    example: Path, panes: int
) -> None:
    async with running(example) as flow:
        claim, denial = await a_claim_and_a_denial(flow)
        await link(flow, claim)
        await flow.press("1", "-")
        if panes == 5:
            text = "One more article."
            with open_store(example) as store:
                added = replace(flow.desk.sheet.article, title="More", text=text)
                from annotate.model import article_id  # noqa: PLC0415

                store.add_articles([replace(added, id=article_id(text))])
            await flow.press("E")
            await flow.until(lambda: flow.has_page)
            await flow.type("More")
            await flow.press("enter")
            await flow.until(lambda: len(flow.desk.panes) == 5)
        at = flow.desk.position(denial.article)
        assert at is not None
        await flow.press(str(at + 1), "g", "tab", "space", "i")
        await flow.until(lambda: "→ denies" in flow.seen("#inspector"))
        await flow.press("space", "k")
        await flow.until(lambda: flow.desk.active == claim.id)
        assert flow.desk.pane.article == claim.article
        assert flow.selected == claim.quote
        assert len(flow.desk.panes) == 5


async def test_of_several_links_one_key_chooses(example: Path) -> None:
    async with running(example, size=(120, 40)) as flow:
        claim, denial = await a_claim_and_a_denial(flow)
        second = await tagged(flow, "3", "g", "s", "c")
        for end in (claim, second):
            await flow.press("2", "g", "tab")
            await link(flow, end)
        await flow.press("space", "k")
        await flow.pilot.pause()
        shown = flow.seen("#which-key")
        assert "Go to the other end" in shown
        assert [row.split()[0] for row in shown.split("\n")[1:]] == ["a", "s"]
        await flow.press("s")
        assert flow.desk.active == second.id
        await flow.press("space", "k", "space", "L", "a")
        await flow.saved()
        assert links(example) == [("denies", denial.quote, second.quote)]
        assert flow.session.message.startswith("unlinked → denies")
        await flow.press("space", "L")
        await flow.saved()
        assert links(example) == []
        await flow.press("u", "u")
        await flow.until(lambda: len(links(example)) == 2)


async def test_a_removed_tag_takes_its_links_along_and_undo_brings_them_back(
    example: Path,
) -> None:
    async with running(example) as flow:
        claim, denial = await a_claim_and_a_denial(flow)
        await link(flow, claim)
        await flow.press("space", "k", "delete")
        await flow.saved()
        assert links_of(flow.desk, denial.id) == ()
        # As when somebody else has written meanwhile, and all is read again.
        with open_store(example, annotator="ben") as store:
            store.set_title(denial.article, "Another title")
        await flow.until(lambda: "Another title" in flow.seen(flow.pane(1)))
        await flow.press("u")
        await flow.until(lambda: links_of(flow.desk, denial.id))
        assert flow.desk.active == claim.id


async def test_links_of_others_come_onto_the_screen_and_go(example: Path) -> None:
    async with running(example) as flow:
        claim, denial = await a_claim_and_a_denial(flow)
        await flow.press("t")
        ids = Ids()
        rev = ids.mint()
        foreign = Link(rev, rev, None, "ben", "denies", denial.id, claim.id)
        with open_store(example, annotator="ben") as store:
            edit = Edit(ids.mint(), Verb.LINK, denial.article, links=(foreign,))
            store.commit(edit)
            await flow.until(lambda: links_of(flow.desk, claim.id))
            await flow.press("t")
            assert links_of(flow.desk, claim.id) == ()
            await flow.press("t")
            gone = replace(foreign, rev=ids.mint(), prev=rev, answer=Answer.DELETE)
            store.commit(replace(edit, rev=ids.mint(), links=(gone,)))
            await flow.until(lambda: not links_of(flow.desk, claim.id))


# The gutter


async def test_rows_where_a_linked_tag_starts_have_a_mark_in_the_gutter(
    example: Path,
) -> None:
    async with running(example, size=(80, 24)) as flow:
        rows = flow.seen(flow.pane(0)).split("\n")
        assert rows[1].startswith("cq⇄Russia is using North Korean troops")
        assert rows[2].startswith("   as “cannon fodder”")
        assert rows[5].startswith("cq deployment and warning▐it")
        await flow.press("t")
        assert "⇄" not in flow.seen(flow.pane(0))
        await flow.press("t")
        claim, _ = await a_claim_and_a_denial(flow)
        assert flow.seen(flow.pane(0)).split("\n")[1].startswith("c ▐Russia")
        await link(flow, claim)
        await flow.pilot.pause()
        for slot, letter in ((0, "c"), (1, "d")):
            row = flow.seen(flow.pane(slot)).split("\n")[1]
            assert row.startswith(f"{letter} ⇄"), row
        await flow.press("u")
        await flow.until(lambda: "⇄" not in flow.seen(flow.pane(0)))
        await flow.until(lambda: "⇄" not in flow.seen(flow.pane(1)))


# The inspector


async def test_in_the_inspector_keys_step_to_links_and_follow_them(
    example: Path,
) -> None:
    async with running(example, size=(120, 40)) as flow:
        claim, denial = await a_claim_and_a_denial(flow)
        await link(flow, claim)
        await flow.press("g", "space", "tab")
        await flow.until(lambda: "→ denies" in flow.seen("#inspector"))
        assert flow.desk.active == denial.id
        rows = flow.seen("#inspector").split("\n")
        at = next(n for n, row in enumerate(rows) if "→ denies" in row)
        assert rows[at - 2].startswith("►denial")
        assert "“Russia is" in rows[at]
        assert "1 Russia is using North Korean" in rows[at + 1]
        await flow.press("j")
        rows = flow.seen("#inspector").split("\n")
        assert rows[at].startswith(" ► → denies")
        await flow.press("enter")
        assert not flow.has_page
        assert flow.desk.active == claim.id
        assert "in the list" not in flow.session.message
        assert "← denies" in flow.seen("#inspector")


async def test_in_the_inspector_del_unlinks_and_other_keys_are_the_desks(
    example: Path,
) -> None:
    async with running(example, size=(120, 40)) as flow:
        claim, denial = await a_claim_and_a_denial(flow)
        await link(flow, claim)
        await flow.press("space", "tab", "down", "delete")
        await flow.saved()
        assert links(example) == []
        assert flow.mine == [("denial", denial.quote)]
        assert flow.session.message.startswith("unlinked")
        await flow.press("u")
        await flow.until(lambda: len(links(example)) == 1)
        await flow.press("space", "tab", "escape", "down")
        assert flow.desk.active == ""
        await flow.press("tab", "space", "tab", "q")
        assert flow.screen.keys.listing is None
        await flow.saved()
        assert ("quote", denial.quote) in flow.stored_tags()


async def test_the_inspector_steps_through_the_listed_tags_and_stops_at_its_ends(
    example: Path,
) -> None:
    async with running(example, size=(120, 40)) as flow:
        await flow.press("G", "space", "f", "space", "tab")
        shown = [one for one in flow.desk.sheet.annotations if one.label == "claim"]
        assert flow.desk.active == shown[-1].id
        for _ in range(80):
            await flow.press("pageup")
        assert flow.desk.active == shown[0].id
        seen = []
        for _ in range(400):
            if flow.desk.active not in seen:
                seen.append(flow.desk.active)
            await asyncio.sleep(0)
            flow.screen.keys.press(_down())
        assert seen == [one.id for one in shown]
        await flow.press("shift+tab", "shift+tab", "tab")
        assert flow.desk.active == shown[-2].id


def _down() -> object:
    from textual import events  # noqa: PLC0415

    return events.Key("down", None)


async def test_a_click_on_a_link_in_the_inspector_goes_to_its_other_end(
    example: Path,
) -> None:
    async with running(example, size=(120, 40)) as flow:
        claim, _ = await a_claim_and_a_denial(flow)
        await link(flow, claim)
        await flow.press("space", "i")
        await flow.until(lambda: "→ denies" in flow.seen("#inspector"))
        rows = flow.seen("#inspector").split("\n")
        at = next(n for n, row in enumerate(rows) if "→ denies" in row)
        await flow.pilot.click("#inspector", offset=(5, at))
        assert flow.desk.active == claim.id


async def test_an_empty_list_is_not_entered(example: Path) -> None:
    async with running(example) as flow:
        await flow.press("t", "space", "tab")
        assert flow.screen.keys.listing is None
        assert "No tags in this article" in flow.session.message


# The lists


async def test_denials_without_a_claim_are_listed_and_gone_to(example: Path) -> None:
    async with running(example, size=(80, 24)) as flow:
        claim, denial = await a_claim_and_a_denial(flow)
        await flow.press("space", "u")
        page = await flow.page(PlacesScreen)
        assert str(page.query_one("#box").border_title).endswith("· 1")
        await flow.press("enter")
        await flow.closed()
        assert (flow.desk.focus, flow.desk.active) == (1, denial.id)
        await link(flow, claim)
        await flow.press("space", "u")
        assert not flow.has_page
        assert flow.session.message.startswith("Every denial in the open articles")


async def test_a_list_is_narrowed_by_words_and_left_without_a_trace(
    example: Path,
) -> None:
    async with running(example) as flow:
        await flow.press("2", "g")
        before = flow.desk
        await flow.press("space", "u")
        page = await flow.page(PlacesScreen)
        title = page.query_one("#box")
        assert str(title.border_title).endswith("· 6")
        # One by its words, the others by the title of their article.
        await flow.type("keep MUM")
        await flow.until(lambda: str(title.border_title).endswith("· 4"))
        await flow.type(" avoided conf")
        await flow.until(lambda: str(title.border_title).endswith("· 1"))
        await flow.type(" nowhere")
        await flow.until(lambda: str(title.border_title).endswith("· 0"))
        await flow.press("enter")
        assert flow.has_page
        await flow.press("escape")
        await flow.closed()
        assert flow.desk == before
        await flow.press("space", "u")
        await flow.page(PlacesScreen)
        await flow.type("mum keep")
        await flow.press("enter")
        await flow.closed()
        assert (flow.desk.focus, flow.selected) == (3, "Keep Mum")


async def test_numbers_that_conflict_are_selected_in_both_panes(example: Path) -> None:
    async with running(example) as flow:
        await flow.press("space", "x")
        page = await flow.page(PlacesScreen)
        await flow.press("down", "up", "enter")
        await flow.closed()
        assert (flow.desk.focus, flow.selected) == (0, "3,000 North Koreans")
        other = flow.desk.panes[1]
        text = flow.desk.sheets[other.article].article.text
        assert text[other.selection.start : other.selection.end] == (
            "nearly 11,000 North Korean infantry troops"
        )
        await flow.press("space", "x")
        page = await flow.page(PlacesScreen)
        await flow.pilot.click(page.query_one("#list"), offset=(4, 4))
        await flow.closed()
        assert flow.selected == "approximately 1,500 North Korean troops"


async def test_where_nothing_conflicts_it_is_said(example: Path) -> None:
    async with running(example) as flow:
        await flow.press("t", "space", "x")
        assert not flow.has_page
        assert flow.session.message == "No numbers in the open articles conflict."
