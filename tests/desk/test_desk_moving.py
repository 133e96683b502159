"""The selection under motions, shapes, search and the way from tag to tag."""

from __future__ import annotations

import pytest
from desk_cases import Hand

from annotate.desk.errors import NoAnnotationHere, NoMoreAnnotations
from annotate.desk.intents import (
    Find,
    FocusPane,
    GoToAnnotation,
    Move,
    NextAnnotation,
    Place,
    Remove,
    Select,
    Shape,
    Tag,
    Toggle,
    ToggleKind,
)
from annotate.text.motions import MOTIONS
from annotate.text.occurrences import SEARCH_LIMIT
from annotate.text.selection import Selection

TEXT = "Ann said: “We, the old guard, do not know, and Bob left.” Then Ann left."


def test_tab_goes_from_tag_to_tag_and_round_the_ends() -> None:
    hand = Hand("|One two three two.")
    for word in ("three", "One", "two"):
        hand.mine(word)
    seen = []
    for _ in range(4):
        hand.do(NextAnnotation())
        seen.append(hand.drawn)
        assert hand.active is not None
        assert hand.active.quote == hand.selected
    assert seen == [
        "[One|] two three two.",
        "One [two|] three two.",
        "One two [three|] two.",
        "[One|] two three two.",
    ]
    hand.do(NextAnnotation(backwards=True))
    assert hand.drawn == "One two [three|] two."


def test_tab_visits_every_tag_of_one_place_longest_first() -> None:
    hand = Hand("|One two three.")
    for words, label in [
        ("One", "quote"), ("One two three", "claim"), ("One", "claim"),
        ("two", "number"),
    ]:  # fmt: skip
        hand.mine(words, label)
    hand.theirs("One", "claim")
    forwards = []
    for _ in range(5):
        one = hand.do(NextAnnotation()).active
        assert one is not None
        forwards.append(one)
    assert [(one.label, one.quote) for one in forwards] == [
        ("claim", "One two three"), ("claim", "One"), ("claim", "One"),
        ("quote", "One"), ("number", "two"),
    ]  # fmt: skip
    assert len({one.id for one in forwards}) == 5
    backwards = [hand.do(NextAnnotation(backwards=True)).active for _ in range(4)]
    assert backwards == forwards[-2::-1]


@pytest.mark.parametrize(
    ("drawing", "forwards", "backwards"),
    [
        ("|One two three two.", "[One|] two three two.", "One two [three|] two."),
        ("One |two three two.", "One two [three|] two.", "[One|] two three two."),
        ("One two [three|] two.", "One two [three|] two.", "[One|] two three two."),
        ("One two three two.|", "[One|] two three two.", "One two [three|] two."),
    ],
)
def test_without_an_active_tag_tab_counts_from_the_selection(
    drawing: str, forwards: str, backwards: str
) -> None:
    for is_back, after in ((False, forwards), (True, backwards)):
        hand = Hand(drawing)
        hand.mine("One")
        hand.mine("three")
        assert hand.do(NextAnnotation(is_back)).drawn == after


def test_tab_passes_by_what_is_hidden() -> None:
    hand = Hand("|One two three.")
    hand.theirs("One")
    hand.mine("three")
    hand.do(Toggle(ToggleKind.OTHERS), NextAnnotation())
    assert hand.selected == "three"
    assert hand.do(NextAnnotation()).selected == "three"
    hand.do(Remove())
    said = hand.refuse(NextAnnotation(), NoMoreAnnotations)
    assert said.startswith("No tags in this article")


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("number", "number"),
        ("quotation", "quotation"),
        ("reporting-cue", "reporting cue"),
        ("denial-cue", "denial cue"),
    ],
)
def test_a_thing_too_far_away_is_not_said_to_be_missing(name: str, what: str) -> None:
    far = "The river ran on past the old mill. " * (SEARCH_LIMIT // 30)
    here, there = "Bo denied it: “12 men left,” he said.", far + "It ran."
    hand = Hand("|" + there + here).do(Move(f"{name}-next"))
    far_off = f"no {what} within 32,768 characters; go farther and press again"
    assert hand.message == far_off
    hand = Hand(here + there + "|").do(Move(f"{name}-previous"))
    assert hand.message == far_off
    hand = Hand("|It ran.").do(Move(f"{name}-next"))
    assert hand.message == f"no {what} behind this one"


def test_with_tags_of_others_alone_it_is_said_whose_are_missing() -> None:
    hand = Hand("|One two.")
    hand.theirs("One")
    said = hand.refuse(NextAnnotation(mine=True), NoMoreAnnotations)
    assert said.startswith("No tags of yours in this article")


@pytest.mark.parametrize(
    "shape",
    [
        *(Shape.DROP_FIRST_WORD, Shape.DROP_LAST_WORD),
        *(Shape.DROP_FIRST_CLAUSE, Shape.DROP_LAST_CLAUSE),
        *(Shape.START_LESS, Shape.END_LESS),
    ],
)
def test_of_a_bare_cursor_nothing_is_dropped_and_it_is_said(shape: Shape) -> None:
    hand = Hand("One| two, and three.").do(shape)
    assert hand.drawn == "One| two, and three."
    assert hand.message == "nothing is selected; w selects a word"
    assert Hand("[One two|], and three.").do(shape).message == ""


def test_after_a_removal_tab_goes_on_from_there() -> None:
    hand = Hand("|One two three.")
    for word in ("One", "two", "three"):
        hand.mine(word)
    hand.do(NextAnnotation(), NextAnnotation(), Remove(), NextAnnotation())
    assert hand.selected == "three"


def test_a_tag_can_be_gone_to_in_any_open_article() -> None:
    hand = Hand("|One.", "|Two men.")
    hand.do(FocusPane(1))
    one = hand.mine("men")
    hand.do(FocusPane(0), GoToAnnotation(one.article, one.id))
    assert (hand.desk.focus, hand.active) == (1, one)
    assert hand.drawn == "Two [men|]."
    hand.refuse(GoToAnnotation(one.article, "gone"), NoAnnotationHere)
    hand.refuse(GoToAnnotation("f" * 32, one.id), NoAnnotationHere)


def test_shrink_goes_back_the_way_it_grew() -> None:
    hand = Hand(TEXT.replace("guard", "gu|ard"))
    seen = [hand.drawn]
    while True:
        before = hand.desk
        if hand.do(Shape.EXPAND).desk == before:
            break
        seen.append(hand.drawn)
    assert len(seen) > 3
    back = [hand.drawn]
    back += [hand.do(Shape.SHRINK).drawn for _ in seen[1:]]
    assert back == seen[::-1]


def test_what_can_neither_grow_nor_shrink_says_so() -> None:
    hand = Hand("The guard| left.")
    while hand.desk.pane.selection != Selection(0, len(hand.desk.text)):
        assert hand.do(Shape.EXPAND).message == ""
    widest = hand.desk
    assert hand.do(Shape.EXPAND).desk == widest
    assert hand.message == "all of the article is selected; z shrinks"
    while not hand.desk.pane.selection.is_bare:
        assert hand.do(Shape.SHRINK).message == ""
    least = hand.desk
    assert hand.do(Shape.SHRINK).desk == least
    assert hand.message == "nothing is selected; x expands"


def test_a_motion_forgets_the_way_it_grew() -> None:
    hand = Hand(TEXT.replace("guard", "gu|ard")).do(Shape.EXPAND, Shape.EXPAND)
    hand.do(Move("word-next"), Shape.EXPAND)
    grown = hand.desk.pane.selection
    hand.do(Shape.SHRINK)
    assert hand.desk.pane.ladder == ()
    assert hand.desk.pane.selection.start >= grown.start
    assert hand.desk.pane.selection.end <= grown.end


@pytest.mark.parametrize("shape", [Shape.EXPAND, Shape.SHRINK])
def test_growing_keeps_the_active_tag(shape: Shape) -> None:
    hand = Hand("The [mayor|] said no.").do(Tag("claim"), shape)
    assert hand.active is not None


@pytest.mark.parametrize("name", sorted(MOTIONS))
def test_an_extending_motion_keeps_the_active_tag_and_another_drops_it(
    name: str,
) -> None:
    hand = Hand("One. The [mayor|] lost 10 men. “Never,” he said. Two.\n\nThree.")
    hand.do(Tag("claim"))
    tagged = hand.active
    assert tagged is not None
    assert hand.do(Move(name, extend=True)).active == tagged
    assert hand.do(Move(name)).active is None


@pytest.mark.parametrize(
    ("wish", "keeps"),
    [
        (Place(0, extend=True), True),
        (Place(0), False),
        (Shape.DROP_FIRST_WORD, True),
        (Shape.DROP_LAST_WORD, True),
        (Shape.END_LESS, True),
        (Shape.END_MORE, True),
        (Shape.SWAP_ENDS, True),
        (Shape.COLLAPSE, False),
        (Find("no"), False),
        (Select(0, Selection(0, 3)), False),
    ],
    ids=repr,
)
def test_what_shapes_the_selection_keeps_the_active_tag(
    wish: Place | Shape | Find | Select, keeps: bool
) -> None:
    hand = Hand("The [old mayor|] said no.").do(Tag("claim"), wish)
    assert (hand.active is not None) == keeps


@pytest.mark.parametrize(
    ("shape", "after"),
    [
        (Shape.DROP_FIRST_WORD, "The old [mayor|] said no."),
        (Shape.DROP_LAST_WORD, "The [old|] mayor said no."),
        (Shape.END_LESS, "The [old mayo|]r said no."),
        (Shape.END_MORE, "The [old mayor |]said no."),
        (Shape.SWAP_ENDS, "The [|old mayor] said no."),
    ],
)
def test_shapes_change_the_selection_where_it_stands(shape: Shape, after: str) -> None:
    assert Hand("The [old mayor|] said no.").do(shape).drawn == after


def test_a_row_motion_remembers_its_cell_and_others_forget_it() -> None:
    hand = Hand("|One two.").do(Place(4, goal_cell=9))
    assert hand.desk.pane.goal_cell == 9
    assert hand.do(Move("char-next")).desk.pane.goal_cell is None


@pytest.mark.parametrize(
    ("drawing", "wish", "after", "said"),
    [
        ("|Ann saw Ann.", Find("ann"), "[Ann|] saw Ann.", ""),
        ("[Ann|] saw Ann.", Find("ann"), "Ann saw [Ann|].", ""),
        ("Ann saw [Ann|].", Find("ann"), "[Ann|] saw Ann.", "the first match"),
        (
            "[Ann|] saw Ann.",
            Find("ann", backwards=True),
            "Ann saw [Ann|].",
            "the last match",
        ),
        ("Ann saw [Ann|].", Find("ann", backwards=True), "[Ann|] saw Ann.", ""),
        ("Ann saw Ann|.", Find("ann", origin=Selection(1, 1)), "Ann saw [Ann|].", ""),
        ("[Ann|] saw Bob.", Find("Ann"), "[Ann|] saw Bob.", "the only match"),
        ("[Ann|] saw Bob.", Find("Ann", origin=Selection(0, 3)), "[Ann|] saw Bob.", ""),
        ("|He said “no”.", Find('"no"'), "He said [“no”|].", ""),
    ],
)
def test_a_search_finds_the_next_place_round_the_ends_and_says_so(
    drawing: str, wish: Find, after: str, said: str
) -> None:
    hand = Hand(drawing).do(wish)
    assert hand.drawn == after
    assert hand.desk.needle == wish.needle
    assert said in hand.message
    assert bool(said) == bool(hand.message)


@pytest.mark.parametrize("needle", ["zebra", "aNN"])
def test_a_search_in_vain_goes_back_and_searches_the_other_articles(
    needle: str,
) -> None:
    hand = Hand("|Ann saw Ann.").do(Find("saw", origin=Selection(0, 0)))
    hand.do(Find(needle, origin=Selection(0, 0)))
    assert hand.message == f"Not in this article: {needle}"
    assert (hand.desk.needle, hand.drawn) == (needle, "|Ann saw Ann.")
    # Without an origin, as m steps, the selection stays.
    hand.do(Find("saw"), Find(needle))
    assert (hand.desk.needle, hand.selected) == (needle, "saw")


@pytest.mark.parametrize(
    ("name", "said"),
    [("word-next", "no word behind this one"), ("word-previous", ""),
     ("number-next", "no number behind this one"), ("char-next", "")],
)  # fmt: skip
def test_a_motion_with_nowhere_to_go_says_so(name: str, said: str) -> None:
    assert Hand("Ann saw [Bob|]").do(Move(name)).message == said
