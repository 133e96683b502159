"""How panes open, close, move and take the focus, and what is switched."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk_cases import THEM, Hand, made

from annotate.desk.errors import LastPane, NoSuchPane, TooManyPanes
from annotate.desk.intents import (
    ClosePane,
    FocusPane,
    Move,
    MovePane,
    NextAnnotation,
    NextPane,
    OpenArticle,
    Place,
    Tag,
    Toggle,
    ToggleKind,
    Where,
)
from annotate.desk.state import MAX_PANES, Sheet
from annotate.text.selection import Selection

TEXTS = ["One mayor.", "Two mayors.", "Three men.", "Four men.", "Five men."]


def sheet(text: str) -> Sheet:
    return Sheet.of(made(text), ())


def shown(hand: Hand) -> str:
    """The first words of the panes in order, the focused one in capitals."""
    words = [
        hand.desk.sheets[pane.article].article.text.split()[0]
        for pane in hand.desk.panes
    ]
    words[hand.desk.focus] = words[hand.desk.focus].upper()
    return " ".join(words)


def opened(count: int) -> Hand:
    return Hand(*(f"|{text}" for text in TEXTS[:count]))


@pytest.mark.parametrize(
    ("focus", "where", "after"),
    [
        (0, Where.HERE, "NEW Two Three"),
        (2, Where.HERE, "One Two NEW"),
        (0, Where.NEW_PANE, "One NEW Two Three"),
        (2, Where.NEW_PANE, "One Two Three NEW"),
    ],
)
def test_an_article_opens_here_or_beside_and_has_the_focus(
    focus: int, where: Where, after: str
) -> None:
    hand = opened(3).do(FocusPane(focus), OpenArticle(sheet("New text."), where))
    assert shown(hand) == after
    assert hand.drawn == "|New text."


@pytest.mark.parametrize("where", list(Where))
def test_an_article_that_is_open_gets_the_focus_and_no_second_pane(
    where: Where,
) -> None:
    hand = opened(3).do(Place(4), FocusPane(2), OpenArticle(sheet(TEXTS[0]), where))
    assert shown(hand) == "ONE Two Three"
    assert hand.drawn == "One |mayor."


def test_a_sixth_pane_is_refused_and_five_stay() -> None:
    hand = opened(MAX_PANES)
    said = hand.refuse(OpenArticle(sheet("Six."), Where.NEW_PANE), TooManyPanes)
    assert said == "5 panes are open; - closes one, e replaces this one."
    hand.do(OpenArticle(sheet("Six."), Where.HERE))
    assert shown(hand) == "SIX. Two Three Four Five"


def test_a_closed_pane_gives_the_focus_to_the_next_and_the_last_stays() -> None:
    hand = opened(3).do(FocusPane(1), ClosePane())
    assert shown(hand) == "One THREE"
    assert shown(hand.do(ClosePane())) == "ONE"
    assert hand.refuse(ClosePane(), LastPane).startswith("This is the only pane")


def test_an_article_comes_back_where_the_reader_left_it() -> None:
    hand = opened(2).do(Move("word-next"), Move("word-next"))
    assert hand.drawn == "One [mayor|]."
    hand.do(OpenArticle(sheet("New."), Where.HERE))
    hand.do(OpenArticle(sheet(TEXTS[0]), Where.NEW_PANE))
    assert hand.drawn == "One [mayor|]."
    hand.do(Move("text-start"), ClosePane())
    hand.do(OpenArticle(sheet(TEXTS[0]), Where.HERE))
    assert hand.drawn == "|One mayor."


def test_a_resting_place_outside_the_text_or_in_a_character_is_put_right() -> None:
    family = "x👩\u200d👩\u200d👧"
    article = made(family)
    for place in (Selection(0, 3), Selection(99, 3), Selection(99, 99)):
        hand = opened(1)
        hand.desk = replace(hand.desk, resting={article.id: place})
        hand.do(OpenArticle(Sheet.of(article, ()), Where.HERE))
        for offset in (hand.desk.pane.selection.anchor, hand.desk.pane.selection.head):
            assert offset in {0, 1, len(family)}


@pytest.mark.parametrize("index", [-1, 2, 4])
def test_a_pane_that_is_not_open_is_refused(index: int) -> None:
    said = opened(2).refuse(FocusPane(index), NoSuchPane)
    assert said == f"No pane {index + 1}: 2 open; e opens another article."


def test_the_next_pane_goes_round_the_ends() -> None:
    hand = opened(3)
    seen = [shown(hand.do(NextPane())) for _ in range(3)]
    assert seen == ["One TWO Three", "One Two THREE", "ONE Two Three"]
    assert shown(hand.do(NextPane(backwards=True))) == "One Two THREE"
    assert shown(opened(1).do(NextPane())) == "ONE"


def test_a_pane_moves_with_the_focus_round_the_ends() -> None:
    hand = opened(3)
    assert shown(hand.do(MovePane())) == "Two ONE Three"
    assert shown(hand.do(MovePane())) == "Two Three ONE"
    assert shown(hand.do(MovePane())) == "ONE Two Three"
    assert shown(hand.do(MovePane(backwards=True))) == "Two Three ONE"
    assert shown(opened(1).do(MovePane())) == "ONE"


def test_each_pane_keeps_its_own_selection() -> None:
    hand = opened(2).do(Move("word-next"), FocusPane(1), Place(4), FocusPane(0))
    assert hand.drawn == "[One|] mayor."
    assert hand.do(MovePane(), NextPane()).drawn == "Two |mayors."


@pytest.mark.parametrize(
    "away", [FocusPane(1), NextPane(), ClosePane()], ids=["focus", "next", "close"]
)
def test_another_pane_has_no_active_tag(
    away: FocusPane | NextPane | ClosePane,
) -> None:
    hand = Hand("[One|] mayor.", "|Two").do(Tag("claim"))
    assert hand.active is not None
    assert hand.do(away).active is None


def test_the_focus_on_the_pane_that_has_it_keeps_the_active_tag() -> None:
    hand = Hand("[One|] mayor.", "|Two").do(Tag("claim"), FocusPane(0))
    assert hand.active is not None


def test_zoom_and_sticky_switch() -> None:
    hand = opened(2).do(Toggle(ToggleKind.ZOOM))
    assert hand.desk.is_zoomed
    assert not hand.do(Toggle(ToggleKind.ZOOM)).desk.is_zoomed
    hand.do(Toggle(ToggleKind.STICKY), Move("word-next"), Move("word-next"))
    assert hand.drawn == "[One mayor|]."
    assert hand.do(FocusPane(1), Move("word-next")).drawn == "[Two|] mayors."
    hand.do(FocusPane(0), Toggle(ToggleKind.STICKY), Move("char-next"))
    assert hand.drawn == "One mayor|."


def test_zoom_ends_when_one_pane_is_left() -> None:
    hand = opened(2).do(Toggle(ToggleKind.ZOOM), ClosePane())
    assert not hand.desk.is_zoomed


def test_sticky_makes_a_row_motion_extend() -> None:
    hand = opened(1).do(Toggle(ToggleKind.STICKY), Place(3))
    assert hand.drawn == "[One|] mayor."


def test_hidden_others_cannot_stay_active_and_the_readers_own_can() -> None:
    hand = Hand("The [mayor|] said.")
    hand.theirs("mayor")
    hand.do(NextAnnotation())
    assert hand.active is not None
    assert hand.active.annotator == THEM
    hand.do(Toggle(ToggleKind.OTHERS))
    assert hand.active is None
    assert hand.message == "others' tags hidden; t switches"
    hand.do(Toggle(ToggleKind.OTHERS), Tag("claim"), Toggle(ToggleKind.OTHERS))
    assert hand.active is not None


def test_an_open_article_that_comes_again_without_its_active_tag_has_none() -> None:
    hand = Hand("[One|] mayor.").do(Tag("claim"))
    hand.do(OpenArticle(Sheet.of(hand.desk.sheet.article, ()), Where.HERE))
    assert hand.desk.active == ""
