"""A capital label key tags the next thing; what was just tagged can be amended."""

from __future__ import annotations

from contextlib import suppress

import pytest
from desk_cases import ME, Hand
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_desk_properties import LABELS, TEXTS, check

from annotate.desk.errors import (
    AlreadyThere,
    DeskRefusal,
    NothingFresh,
    NothingMore,
)
from annotate.desk.guessing import fresh
from annotate.desk.intents import (
    Move,
    MoveOn,
    NextAnnotation,
    NextUntagged,
    Place,
    Remove,
    Repeat,
    Shape,
    Tag,
    TagNext,
)
from annotate.model import Verb
from annotate.text.selection import Selection

NEWS = (
    "About 10,000 troops left, Seoul said. “We saw 12 ships,” Kim said.\n\n"
    "Moscow denied sending 300 men. It rained, but the road to the port stayed open."
)


@pytest.mark.parametrize(
    ("label", "quotes"),
    [
        ("number", ["About 10,000 troops", "12 ships", "300 men"]),
        ("quote", ["About 10,000 troops left", "“We saw 12 ships,”"]),
        ("denial", ["denied sending 300 men"]),
    ],
)
def test_a_capital_tags_one_thing_after_the_other(
    label: str, quotes: list[str]
) -> None:
    hand = Hand("|" + NEWS)
    for quote in quotes:
        hand.do(TagNext(label))
        assert hand.active is not None
        assert hand.active.quote == quote
        start = hand.active.span.start
        assert hand.desk.pane.selection == Selection(start, start)
    assert hand.tags == [(label, quote) for quote in quotes]
    assert "behind this" in hand.refuse(TagNext(label), NothingMore)


def test_a_capital_takes_what_starts_at_the_cursor_and_nothing_before_it() -> None:
    hand = Hand(NEWS.replace("12 ships", "|12 ships")).do(TagNext("number"))
    assert hand.tags == [("number", "12 ships")]
    assert Hand(NEWS.replace("12", "1|2")).do(TagNext("number")).tags == [
        ("number", "300 men")
    ]


def test_a_capital_looks_from_the_start_of_a_selection() -> None:
    hand = Hand("Ten men. [Some saw 12 ships.|] 300 men.")
    hand.do(Tag("claim"), TagNext("number"))
    assert hand.tags == [("claim", "Some saw 12 ships"), ("number", "12 ships")]


def test_what_is_tagged_so_already_is_passed_over_and_others_tags_are_not() -> None:
    hand = Hand("|" + NEWS)
    hand.mine("10,000", "number")
    hand.theirs("12 ships", "number")
    hand.mine("12 ships", "quote")
    hand.do(TagNext("number"))
    assert ("number", "12 ships") in hand.tags


def test_the_rest_of_a_proposition_that_is_tagged_in_part_is_a_claim() -> None:
    text = "The road to the port was closed, but the bridge to the town was open."
    hand = Hand("[|]" + text)
    hand.mine("The road to the port was closed", "claim")
    hand.do(TagNext("claim"))
    assert hand.active is not None
    assert hand.active.quote == "the bridge to the town was open"


def test_each_label_of_a_sentence_takes_one_key() -> None:
    hand = Hand("|About 10,000 troops left Lyon, Seoul said. No more happened.")
    hand.do(TagNext("claim"), TagNext("quote"), TagNext("number"))
    assert hand.tags == [
        ("claim", "About 10,000 troops left Lyon"),
        ("quote", "About 10,000 troops left Lyon"),
        ("number", "About 10,000 troops"),
    ]
    assert len(hand.edits) == 3


def test_the_small_letter_amends_what_the_capital_took() -> None:
    hand = Hand("|" + NEWS).do(TagNext("number"), Tag("number"))
    (tag,) = hand.tags
    assert tag[1].startswith("About 10,000 troops left")
    assert [edit.verb for edit in hand.edits] == [Verb.TAG, Verb.EDIT]


def test_the_tag_moves_on_to_the_next_thing_and_is_still_one() -> None:
    hand = Hand("|" + NEWS).do(TagNext("number"), MoveOn())
    assert hand.tags == [("number", "12 ships")]
    assert hand.desk.pane.selection.head == NEWS.index("12 ships")
    hand.do(MoveOn())
    assert hand.tags == [("number", "300 men")]
    assert hand.last[0] is Verb.EDIT
    hand.refuse(MoveOn(), NothingMore)


def test_a_small_letter_s_guess_moves_on_as_well() -> None:
    hand = Hand("|" + NEWS).do(Tag("number"), MoveOn())
    assert hand.tags == [("number", "12 ships")]


def test_nothing_moves_on_where_nothing_was_just_tagged() -> None:
    hand = Hand("|" + NEWS)
    hand.refuse(MoveOn(), NothingFresh)
    hand.do(TagNext("number"), Move("word-next"))
    hand.refuse(MoveOn(), NothingFresh)


STORY = "A storm hit Lyon on Monday, and it closed the port, Kim said."
CLAIM = "hit Lyon on Monday"


@pytest.mark.parametrize(
    ("wishes", "quote"),
    [
        ([Shape.DROP_FIRST_WORD], "Lyon on Monday"),
        ([Shape.DROP_LAST_WORD], "hit Lyon on"),
        ([Shape.TAKE_WORD_BEFORE], "storm hit Lyon on Monday"),
        ([Shape.TAKE_WORD_BEHIND], "hit Lyon on Monday, and"),
        ([Shape.TAKE_CLAUSE_BEFORE], "A storm hit Lyon on Monday"),
        ([Shape.TAKE_CLAUSE_BEHIND], "hit Lyon on Monday, and it closed the port"),
        (
            [Shape.TAKE_CLAUSE_BEHIND, Shape.DROP_FIRST_CLAUSE],
            "it closed the port",
        ),
        ([Shape.TAKE_CLAUSE_BEHIND, Shape.DROP_LAST_CLAUSE], "hit Lyon on Monday"),
        ([Shape.START_LESS], "it Lyon on Monday"),
        ([Shape.START_MORE], "m hit Lyon on Monday"),
        ([Shape.START_MORE, Shape.START_MORE], "rm hit Lyon on Monday"),
        ([Shape.END_LESS], "hit Lyon on Monda"),
        ([Shape.END_MORE], "hit Lyon on Monday,"),
        ([Shape.END_MORE] * 2, "hit Lyon on Monday, a"),
        ([Move("word-next", extend=True)], "hit Lyon on Monday, and"),
        ([Move("word-previous", extend=True)], "hit Lyon on"),
        ([Move("char-next", extend=True)], "hit Lyon on Monday,"),
        ([Shape.SWAP_ENDS, Move("word-previous", extend=True)], "storm " + CLAIM),
        ([Shape.SWAP_ENDS, Move("char-next", extend=True)], "it Lyon on Monday"),
        ([Move("sentence-next", extend=True)], STORY[8:-1]),
        ([Place(11, extend=True)], "hit"),
        ([Place(2, extend=True)], "storm hit Lyon on Monday"),
        ([Shape.SWAP_ENDS, Place(12, extend=True)], "Lyon on Monday"),
        ([Shape.EXPAND], "A storm hit Lyon on Monday"),
        ([Shape.EXPAND, Shape.EXPAND], STORY[:-1]),
        ([Shape.EXPAND, Shape.EXPAND, Shape.SHRINK, Shape.SHRINK], CLAIM),
    ],
)
def test_keys_that_change_a_selection_change_the_fresh_tag(
    wishes: list[Shape | Move | Place], quote: str
) -> None:
    hand = Hand(STORY.replace(CLAIM, "[" + CLAIM + "|]")).do(Tag("claim"))
    first = hand.active
    assert first is not None
    # As a guess leaves it: bare, active.
    hand = Hand("|" + STORY)
    hand.do(TagNext("claim"))
    made = hand.active
    assert made is not None
    hand.do(Shape.SWAP_ENDS, Place(8, extend=True), Shape.SWAP_ENDS)
    hand.do(Place(first.span.end, extend=True))
    assert hand.tags == [("claim", CLAIM)]
    hand.do(*wishes)
    assert hand.tags == [("claim", quote)]
    assert hand.active is not None
    assert hand.active.id == made.id
    assert hand.desk.pane.selection.is_bare
    assert hand.desk.guess is not None


def test_sticky_motions_change_the_fresh_tag() -> None:
    hand = Hand("|Ten men left Lyon.")
    hand.desk = hand.desk.with_pane(hand.desk.pane.__class__(
        hand.desk.pane.article, hand.desk.pane.selection, is_sticky=True
    ))  # fmt: skip
    hand.do(TagNext("number"), Move("word-next"))
    assert hand.tags == [("number", "Ten men left")]


def test_collapsing_ends_what_can_be_amended() -> None:
    hand = Hand("|Ten men left Lyon.").do(TagNext("number"), Shape.COLLAPSE)
    assert hand.desk.guess is None
    hand.do(Shape.END_MORE)
    assert hand.tags == [("number", "Ten men")]
    assert hand.drawn == "[T|]en men left Lyon."


def test_a_change_that_changes_nothing_is_said_and_stores_nothing() -> None:
    hand = Hand("|Ten men").do(TagNext("number"), Shape.TAKE_WORD_BEHIND)
    assert "stays" in hand.message
    assert len(hand.edits) == 1
    assert fresh(hand.desk) is not None


def test_the_same_label_on_the_same_stretch_is_refused() -> None:
    hand = Hand("|Ten men left.")
    hand.mine("Ten men left", "number")
    hand.do(Tag("number"))
    hand.refuse(Shape.TAKE_WORD_BEHIND, AlreadyThere)


def test_the_cursor_stays_in_the_tag() -> None:
    hand = Hand("|Ten men left.").do(TagNext("number"), Shape.DROP_FIRST_WORD)
    assert hand.drawn == "Ten |men left."
    hand.do(Shape.TAKE_WORD_BEFORE)
    assert hand.drawn == "Ten |men left."


def test_a_quote_takes_the_stretch_of_the_claim_that_was_just_amended() -> None:
    hand = Hand("|Kim said a storm had hit Lyon on Monday.")
    hand.do(TagNext("claim"), Shape.DROP_LAST_WORD, Shape.DROP_LAST_WORD)
    (claim,) = hand.tags
    hand.do(Tag("quote"))
    assert hand.tags == [claim, ("quote", claim[1])]


def test_a_number_after_a_claim_is_a_guess_of_its_own() -> None:
    hand = Hand("|About 10,000 troops left Lyon.").do(Tag("claim"), Tag("number"))
    assert hand.tags == [
        ("claim", "About 10,000 troops left Lyon"),
        ("number", "About 10,000 troops"),
    ]


def test_the_last_tag_can_be_repeated_where_the_cursor_is() -> None:
    hand = Hand("|Ten men left. Six men came.").do(TagNext("number"))
    hand.do(Move("sentence-next"), Move("sentence-next"), Shape.COLLAPSE, Repeat())
    assert [quote for _, quote in hand.tags] == ["Ten men", "Six men"]


# Text in which at least one thing is found.
SOME = TEXTS.map("The mayor lost 10 trucks in Lyon.\n\n{}".format)
FOUND = st.sampled_from(["claim", "number"])


def tagged(text: str, label: str, steps: int) -> Hand:
    """A desk with a fresh tag that moved on so often, or as often as it could."""
    hand = Hand("[|]" + text).do(TagNext(label))
    for _ in range(steps):
        with suppress(NothingMore):
            hand.do(MoveOn())
    return hand


@given(
    SOME,
    FOUND,
    st.integers(0, 3),
    st.lists(st.sampled_from(list(Shape)), max_size=6),
)
@settings(deadline=None, max_examples=150)
def test_whatever_is_amended_the_tag_is_sound_and_one_edit_each(
    text: str, label: str, steps: int, shapes: list[Shape]
) -> None:
    hand = tagged(text, label, steps)
    for count, shape in enumerate(shapes, start=len(hand.edits) + 1):
        try:
            hand.do(shape)
        except DeskRefusal:
            continue
        assert len(hand.edits) <= count
        check(hand.desk)
        mine = [one for one in hand.desk.sheet.annotations if one.annotator == ME]
        assert len(mine) == 1
        assert not mine[0].quote[0].isspace()
        assert not mine[0].quote[-1].isspace()


@given(SOME, FOUND, st.integers(0, 3), st.integers(1, 6))
@example("“We lost 10 trucks,” she said. .\n\nThe mayor denied it. ", "claim", 0, 4)
@settings(deadline=None, max_examples=150)
def test_a_tag_expanded_and_shrunk_as_often_is_what_it_was(
    text: str, label: str, steps: int, times: int
) -> None:
    hand = tagged(text, label, steps)
    spans = list(hand.tags)
    grown = 0
    for _ in range(times):
        before = len(hand.edits)
        hand.do(Shape.EXPAND)
        grown += len(hand.edits) > before
    hand.do(*[Shape.SHRINK] * grown)
    assert hand.tags == spans


@given(TEXTS, LABELS)
@settings(deadline=None, max_examples=100)
def test_capitals_go_through_a_text_in_order_and_come_to_an_end(
    text: str, label: str
) -> None:
    hand = Hand("[|]" + text)
    starts = []
    for _ in range(60):
        try:
            hand.do(TagNext(label))
        except DeskRefusal:
            break
        assert hand.active is not None
        starts.append(hand.active.span.start)
        check(hand.desk)
    else:
        pytest.fail("the things of a short text do not end")
    assert starts == sorted(starts)


# Untagged sentences, own tags


def test_the_next_sentence_without_a_tag_of_the_reader_is_selected() -> None:
    hand = Hand("|One is. Two is. Three is.\n\nFour is.")
    hand.mine("Two", "claim")
    hand.theirs("Three", "claim")
    hand.do(NextUntagged())
    assert hand.selected == "One is."
    hand.do(NextUntagged())
    assert hand.selected == "Three is."
    hand.do(NextUntagged())
    assert hand.selected == "Four is."
    hand.do(NextUntagged())
    assert hand.selected == "Four is."
    assert "no sentence" in hand.message
    hand.do(NextUntagged(backwards=True), NextUntagged(backwards=True))
    assert hand.selected == "One is."


def test_own_tags_are_visited_alone() -> None:
    hand = Hand("|One is. Two is. Three is.")
    hand.mine("One")
    hand.theirs("Two")
    hand.mine("Three")
    seen = []
    for _ in range(3):
        hand.do(NextAnnotation(mine=True))
        seen.append(hand.selected)
    assert seen == ["One", "Three", "One"]
    hand.do(NextAnnotation(backwards=True, mine=True))
    assert hand.selected == "Three"


def test_a_removed_tag_can_be_tagged_again() -> None:
    hand = Hand("|Ten men left.").do(TagNext("number"), Remove())
    assert hand.tags == []
    hand.do(TagNext("number"))
    assert hand.tags == [("number", "Ten men")]
