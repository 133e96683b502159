"""Relabel, resize, remove, describe and take over: what becomes of a tag."""

from __future__ import annotations

import pytest
from desk_cases import ME, THEM, Hand

from annotate.desk.errors import (
    AlreadyThere,
    NoAnnotationHere,
    NothingSelected,
    NothingToAdopt,
    NotYours,
)
from annotate.desk.intents import (
    Adopt,
    Describe,
    GoToAnnotation,
    Move,
    NextAnnotation,
    Relabel,
    Remove,
    Resize,
    Shape,
    Tag,
    Toggle,
    ToggleKind,
)
from annotate.model import Answer, Verb


def test_relabel_keeps_the_tag_and_its_note_and_drops_attributes_of_the_old() -> None:
    hand = Hand("The [mayor|] said no.")
    old = hand.mine("mayor", "claim", note="who?", attributes='{"speaker":"x"}')
    hand.do(NextAnnotation(), Relabel("denial"))
    verb, one = hand.last
    assert (verb, one.id, one.prev, one.label) == (
        Verb.EDIT,
        old.id,
        old.rev,
        "denial",
    )
    assert (one.note, one.attributes) == ("who?", "{}")
    assert hand.tags == [("denial", "mayor")]
    assert hand.message == "claim is now denial: “mayor”; u undoes"
    assert hand.active == one


@pytest.mark.parametrize("label", ["claim", "number"])
def test_relabel_to_what_is_there_is_refused(label: str) -> None:
    hand = Hand("The [mayor|] said no.").do(Tag("number"), Tag("claim"))
    hand.refuse(Relabel(label), AlreadyThere)


def test_resize_gives_the_active_tag_the_selection() -> None:
    hand = Hand("The [mayor|] of Lyon said no.").do(Tag("claim"))
    tagged = hand.last[1]
    hand.do(Move("word-next", extend=True), Move("word-next", extend=True))
    assert hand.selected == "mayor of Lyon"
    assert hand.active == tagged
    hand.do(Resize())
    verb, one = hand.last
    assert (verb, one.id, one.prev) == (Verb.EDIT, tagged.id, tagged.rev)
    assert hand.tags == [("claim", "mayor of Lyon")]


def test_resize_trims_and_refuses_blanks_the_same_and_a_bare_cursor() -> None:
    hand = Hand("The [mayor|] said no.")
    hand.mine("mayor")
    hand.do(NextAnnotation())
    hand.refuse(Resize(), AlreadyThere)
    hand.select("The| mayor said no.").refuse(Resize(), NothingSelected)
    hand.select("The[ |]mayor said no.").refuse(Resize(), NothingSelected)
    hand.select("The mayor [said no.|]").do(Resize())
    assert hand.tags == [("claim", "said no")]


def test_remove_keeps_the_stretch_and_takes_the_tag() -> None:
    hand = Hand("The [mayor|] said no.").do(Tag("claim"))
    tagged = hand.last[1]
    hand.do(Remove())
    verb, one = hand.last
    assert (verb, one.answer, one.prev) == (Verb.EDIT, Answer.DELETE, tagged.rev)
    assert (one.span, one.quote) == (tagged.span, tagged.quote)
    assert hand.tags == []
    assert hand.active is None
    assert hand.message == "removed claim “mayor”; u undoes"
    hand.refuse(Remove(), NoAnnotationHere)


def test_without_an_active_tag_the_readers_innermost_under_the_cursor_is_meant() -> (
    None
):
    hand = Hand("The old may|or said no.")
    hand.mine("The old mayor said no", "claim")
    hand.mine("old mayor", "quote")
    hand.theirs("mayor", "number")
    hand.do(Remove())
    assert hand.last[1].label == "quote"
    hand.do(Relabel("denial"))
    assert hand.tags == [("denial", "The old mayor said no")]


@pytest.mark.parametrize("wish", [Relabel("quote"), Remove()], ids=repr)
def test_the_tags_of_others_are_theirs(wish: Relabel | Remove) -> None:
    hand = Hand("The [mayor|] said no.")
    hand.theirs("mayor")
    hand.do(NextAnnotation())
    assert hand.refuse(wish, NotYours) == (
        "This tag is ben's; y makes it yours as well."
    )
    # Without being active it is not even meant.
    hand.do(Shape.COLLAPSE)
    hand.refuse(wish, NoAnnotationHere)


def test_others_tags_cannot_be_resized_or_described() -> None:
    hand = Hand("The [mayor|] said no.")
    one = hand.theirs("mayor")
    hand.do(NextAnnotation())
    hand.select("[The mayor|] said no.").refuse(Resize(), NotYours)
    hand.refuse(Describe(one.id, "mine!", "{}"), NotYours)


def test_describe_sets_note_and_attributes_of_the_tag_named() -> None:
    hand = Hand("The [mayor|] said no.")
    first, second = hand.mine("mayor"), hand.mine("said no", "denial")
    hand.do(Describe(second.id, "odd", '{"strength":"flat"}'))
    verb, one = hand.last
    assert (verb, one.id, one.note, one.attributes) == (
        Verb.EDIT, second.id, "odd", '{"strength":"flat"}',
    )  # fmt: skip
    assert hand.desk.sheet.annotation(first.id) == first


@pytest.mark.parametrize(
    ("label", "attributes", "said"),
    [
        ("number", '{"low":"many"}', "noted on “ten”, but low “many” is no number"),
        (
            "number",
            '{"high":"x","low":"y"}',
            "noted on “ten”, but low “y” and high “x” are no numbers",
        ),
        ("number", '{"high":"1,000.5","low":"-2"}', "noted on “ten”"),
        ("number", '{"counts":"men","high":"","low":"10"}', "noted on “ten”"),
        ("claim", '{"low":"many"}', "noted on “ten”"),
    ],
)
def test_an_end_of_a_number_that_is_no_number_is_stored_and_said(
    label: str, attributes: str, said: str
) -> None:
    hand = Hand("The [ten|] said no.").do(Tag(label))
    hand.do(Describe(hand.last[1].id, "", attributes))
    assert hand.last[1].attributes == attributes
    assert hand.message == f"{said}; u undoes"


def test_a_note_is_stored_as_an_import_would_store_it() -> None:
    hand = Hand("The [mayor|] said no.")
    one = hand.mine("mayor")
    hand.do(Describe(one.id, "\ufeffa\r\nb\x00\ud800 \u2028", "{}"))
    assert hand.last[1].note == "a\nb\ufffd\ufffd \u2028"
    before = len(hand.edits)
    hand.do(Describe(one.id, "a\rb\x00\x00 \u2028", "{}"))
    assert len(hand.edits) == before


def test_describing_with_what_is_there_stores_nothing() -> None:
    hand = Hand("The [mayor|] said no.")
    one = hand.mine("mayor", note="a")
    hand.do(Describe(one.id, "a", "{}"))
    assert (hand.edits, hand.message) == ([], "")


def test_describing_a_tag_that_is_gone_is_refused() -> None:
    hand = Hand("The [mayor|] said no.").do(Tag("claim"))
    gone = hand.last[1].id
    hand.do(Remove())
    hand.refuse(Describe(gone, "late", "{}"), NoAnnotationHere)


def test_a_take_over_is_the_readers_own_tag_and_names_where_it_is_from() -> None:
    hand = Hand("The may|or said no.")
    theirs = hand.theirs("mayor", "claim", note="hm", attributes='{"speaker":"x"}')
    hand.do(Adopt())
    verb, one = hand.last
    assert (verb, one.annotator, one.origin, one.prev) == (
        Verb.TAG, ME, theirs.id, None,
    )  # fmt: skip
    assert one.id not in {theirs.id, theirs.rev}
    assert (one.span, one.note, one.attributes) == (
        theirs.span,
        "hm",
        '{"speaker":"x"}',
    )
    assert hand.desk.sheet.annotation(theirs.id) == theirs
    hand.refuse(Adopt(), AlreadyThere)


def test_take_overs_go_from_the_innermost_outwards_each_once() -> None:
    hand = Hand("The old may|or said no.")
    hand.theirs("The old mayor", "claim")
    hand.theirs("old mayor", "quote")
    hand.theirs("said no", "denial")
    hand.do(Adopt())
    assert hand.tags == [("quote", "old mayor")]
    hand.do(Adopt())
    assert hand.tags == [("claim", "The old mayor"), ("quote", "old mayor")]
    hand.refuse(Adopt(), AlreadyThere)
    hand.do(Shape.COLLAPSE)
    hand.refuse(Adopt(), AlreadyThere)


def test_a_take_over_takes_the_active_one_and_no_other() -> None:
    hand = Hand("|The old mayor said no.")
    claim = hand.theirs("The old mayor", "claim")
    hand.theirs("old mayor", "quote")
    wish = GoToAnnotation(claim.article, claim.id)
    hand.do(wish, Adopt())
    assert hand.tags == [("claim", "The old mayor")]
    hand.do(wish)
    hand.refuse(Adopt(), AlreadyThere)


@pytest.mark.parametrize("by", [ME, THEM])
def test_nothing_to_take_over_where_none_of_others_shows(by: str) -> None:
    hand = Hand("The may|or said no.")
    hand.theirs("mayor", by=by)
    if by == THEM:
        hand.do(Toggle(ToggleKind.OTHERS))
    hand.refuse(Adopt(), NothingToAdopt)


def test_edits_outrank_revisions_from_a_clock_that_runs_ahead() -> None:
    hand = Hand("The [mayor|] said no.")
    ahead = "0fffffff-ffff-7000-8000-000000000000"
    text = hand.desk.text
    one = hand.mine("mayor")
    later = one.revised(ahead, label="quote")
    hand.desk = hand.desk.with_sheet(hand.desk.sheet.with_revisions((later,)))
    hand.do(NextAnnotation(), Relabel("number"))
    assert hand.last[1].rev > ahead
    assert hand.last[1].prev == ahead
    assert text == hand.desk.text


def test_a_label_that_came_to_the_database_meanwhile_is_called_by_its_id() -> None:
    hand = Hand("The may|or said no.")
    hand.theirs("mayor", "rumour")
    hand.do(NextAnnotation(), Adopt())
    assert hand.message == "took over rumour “mayor”; u undoes"
    hand.do(Relabel("claim"))
    assert hand.message == "rumour is now claim: “mayor”; u undoes"
