"""How undone work and the work of others come onto the desk."""

from __future__ import annotations

from dataclasses import replace

from desk_cases import LABEL_ORDER, THEM, Hand, made

from annotate.desk.changes import jump_to_edit, refreshed, with_edit
from annotate.desk.intents import FocusPane, Relabel, Remove, Shape, Tag
from annotate.desk.state import Desk, Sheet
from annotate.model import Annotation, Answer, Edit, Verb
from annotate.text.selection import Selection


def edit_of(hand: Hand, *rows: Annotation, verb: Verb = Verb.UNDO) -> Edit:
    return Edit(hand.ids.mint(), verb, rows[0].article if rows else None, rows)


def undone(hand: Hand) -> Edit:
    """What the store gives back for an undo of the last tag."""
    _, one = hand.last
    return edit_of(hand, one.revised(hand.ids.mint(one.rev), answer=Answer.DELETE))


def same(one: Sheet, other: Sheet) -> bool:
    """Whether two sheets hold the same, by place and by id as well."""
    end = len(one.article.text) + 1
    return (
        one == other
        and one.by_id == other.by_id
        and one.index.between(0, end) == other.index.between(0, end)
    )


def test_an_undone_tag_goes_and_is_not_active_any_more() -> None:
    hand = Hand("The [mayor|] said.", "|Two.").do(Tag("claim"))
    desk = with_edit(hand.desk, undone(hand))
    assert (desk.sheet.annotations, desk.active) == ((), "")


def test_an_edit_of_articles_that_are_not_open_changes_nothing() -> None:
    hand = Hand("The [mayor|] said.").do(Tag("claim"))
    (row,) = undone(hand).annotations
    elsewhere = edit_of(hand, replace(row, article=made("Else").id))
    assert with_edit(hand.desk, elsewhere) == hand.desk
    assert jump_to_edit(hand.desk, elsewhere) == hand.desk
    assert jump_to_edit(hand.desk, edit_of(hand)) == hand.desk


def test_an_edit_across_two_articles_changes_both() -> None:
    hand = Hand("[One|] man.", "[Two|] men.").do(Tag("claim"))
    first = hand.last[1]
    hand.do(FocusPane(1), Tag("quote"))
    second = hand.last[1]
    rows = [
        one.revised(hand.ids.mint(one.rev), answer=Answer.DELETE)
        for one in (first, second)
    ]
    desk = with_edit(hand.desk, edit_of(hand, *rows))
    assert [sheet.annotations for sheet in desk.sheets.values()] == [(), ()]


def test_undo_leaves_the_reader_at_its_place() -> None:
    hand = Hand("The [mayor|] said.", "|Two.").do(Tag("claim"), Remove(), FocusPane(1))
    gone = hand.last[1]
    back = gone.revised(hand.ids.mint(gone.rev), answer=Answer.ACCEPT)
    edit = edit_of(hand, back)
    desk = jump_to_edit(with_edit(hand.desk, edit), edit)
    assert (desk.focus, desk.active) == (0, back.id)
    assert desk.pane.selection == Selection(4, 9)
    assert desk.active_shown() == back


def test_a_jump_to_what_was_removed_selects_its_stretch_with_nothing_active() -> None:
    hand = Hand("The [mayor|] said.").do(Tag("claim"), Shape.COLLAPSE)
    edit = undone(hand)
    desk = jump_to_edit(with_edit(hand.desk, edit), edit)
    assert (desk.pane.selection, desk.active) == (Selection(4, 9), "")


def test_what_the_store_has_replaces_what_the_desk_had() -> None:
    hand = Hand("The [mayor|] said no.").do(Tag("claim"))
    mine = hand.last[1]
    theirs = replace(
        mine, id=hand.ids.mint(), rev=hand.ids.mint(), annotator=THEM, label="quote"
    )
    fresh = Sheet.of(hand.desk.sheet.article, (mine, theirs), (), LABEL_ORDER)
    desk = refreshed(hand.desk, fresh, ())
    assert same(desk.sheet, fresh)
    assert desk.active == mine.id
    assert desk.pane == hand.desk.pane


def test_unsaved_edits_are_put_on_top_of_what_the_store_has() -> None:
    hand = Hand("The [mayor|] said no.").do(Tag("claim"), Relabel("quote"))
    stored = hand.edits[0].annotations[0]
    fresh = Sheet.of(hand.desk.sheet.article, (stored,), (), LABEL_ORDER)
    desk = refreshed(hand.desk, fresh, hand.edits[1:])
    assert [one.label for one in desk.sheet.annotations] == ["quote"]
    assert same(desk.sheet, hand.desk.sheet)
    empty = Sheet.of(hand.desk.sheet.article, (), (), LABEL_ORDER)
    assert same(refreshed(hand.desk, empty, hand.edits).sheet, hand.desk.sheet)


def test_an_unsaved_removal_stays_removed() -> None:
    hand = Hand("The [mayor|] said no.").do(Tag("claim"), Remove())
    stored = hand.edits[0].annotations
    fresh = Sheet.of(hand.desk.sheet.article, stored, (), LABEL_ORDER)
    assert refreshed(hand.desk, fresh, hand.edits[1:]).sheet.annotations == ()


def test_an_active_tag_that_another_window_removed_is_not_active_any_more() -> None:
    hand = Hand("The |mayor said 10 men.").do(Tag("number"))
    assert hand.desk.guess is not None
    desk = refreshed(hand.desk, Sheet.of(hand.desk.sheet.article, ()), ())
    assert (desk.active, desk.guess) == ("", None)


def test_an_article_that_was_closed_meanwhile_stays_closed() -> None:
    hand = Hand("The [mayor|] said no.")
    desk: Desk = refreshed(hand.desk, Sheet.of(made("Else"), ()), ())
    assert desk == hand.desk
