"""What label keys do, with a selection and with a bare cursor."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk_cases import ME, Hand, counted_ids, made

from annotate.desk.errors import (
    NothingHere,
    NothingSelected,
    NothingToRepeat,
    NothingWider,
)
from annotate.desk.intents import (
    ClosePane,
    Describe,
    Find,
    FocusPane,
    Move,
    MovePane,
    NextAnnotation,
    NextPane,
    OpenArticle,
    Place,
    Remove,
    Repeat,
    Select,
    Shape,
    Stamp,
    Tag,
    Toggle,
    ToggleKind,
    Where,
)
from annotate.desk.reduce import reduce
from annotate.desk.state import Desk, Pane, Sheet
from annotate.model import Answer, Verb
from annotate.scheme import DEFAULT_SCHEME
from annotate.text.objects import guesses
from annotate.text.selection import Selection

STORY = (
    "The mayor of Lyon denied the report. He said “we lost about 10 trucks, not 12” "
    "on Monday.\n\nA second paragraph says little."
)


@pytest.mark.parametrize(
    ("drawing", "quote"),
    [
        ("The [mayor|] said no.", "mayor"),
        ("The [|mayor] said no.", "mayor"),
        ("The[ mayor |]said no.", "mayor"),
        ("[The mayor said no.|]", "The mayor said no"),
        ("[\n\n The mayor.\n|]", "The mayor"),
        ("He said [“no.”|] Then", "“no.”"),
        ("[👩\u200d👩\u200d👧|] e", "👩\u200d👩\u200d👧"),
        ("a [e\u0301|] b", "e\u0301"),
        ("[平壌は|]否定", "平壌は"),
        ("x [\x1b[31mred|] y", "\x1b[31mred"),
        ("one [two\u2028three|] four", "two\u2028three"),
    ],
)
def test_a_selection_is_tagged_without_blanks_and_the_final_stop(
    drawing: str, quote: str
) -> None:
    hand = Hand(drawing).do(Tag("claim"))
    assert hand.tags == [("claim", quote)]
    verb, one = hand.last
    assert (verb, one.prev, one.annotator) == (Verb.TAG, None, ME)
    assert one.answer is Answer.ACCEPT
    assert hand.active == one


@pytest.mark.parametrize("label", [label.id for label in DEFAULT_SCHEME.labels])
def test_the_selection_stays_after_a_tag_and_takes_a_second_label(label: str) -> None:
    hand = Hand("The[ mayor|] said no.").do(Tag(label))
    assert hand.drawn == "The[ mayor|] said no."
    other = next(one.id for one in DEFAULT_SCHEME.labels if one.id != label)
    hand.do(Tag(other))
    assert sorted(hand.tags) == sorted([(label, "mayor"), (other, "mayor")])
    assert hand.drawn == "The[ mayor|] said no."


def test_the_same_label_on_the_same_stretch_is_refused_and_nothing_changes() -> None:
    hand = Hand("The [mayor|] said no.").do(Tag("claim"))
    before = hand.desk
    hand.do(Tag("claim"))
    assert hand.message == "Already tagged claim: “mayor”; Del removes it."
    assert (hand.desk, len(hand.edits)) == (before, 1)
    # The blank at the edge makes no other stretch of it.
    hand.select("The[ mayor |]said no.").do(Tag("claim"))
    assert len(hand.edits) == 1


def test_what_is_tagged_already_becomes_active_so_that_del_removes_it() -> None:
    hand = Hand("The [mayor said 10 men|] left.")
    claim = hand.mine("mayor said 10 men")
    number = hand.mine("10 men", "number")
    hand.do(Tag("claim"))
    assert hand.active == claim
    hand.do(Remove())
    assert hand.desk.sheet.annotations == (number,)


def test_what_somebody_else_tagged_does_not_stand_in_the_way() -> None:
    hand = Hand("The [mayor|] said no.")
    hand.theirs("mayor")
    hand.do(Tag("claim"))
    assert hand.tags == [("claim", "mayor")]
    assert len(hand.desk.sheet.annotations) == 2


def test_a_tag_says_what_it_did_and_how_to_take_it_back() -> None:
    hand = Hand("The [mayor|] said no.").do(Tag("denial"))
    assert hand.message == "tagged denial “mayor”; u undoes"


@pytest.mark.parametrize("drawing", ["a[  |]b", "a[\n\n|]b", "[ \t |]", "a[ . |] b"])
def test_nothing_but_blanks_is_refused(drawing: str) -> None:
    Hand(drawing).refuse(Tag("claim"), NothingSelected)


@pytest.mark.parametrize("label", [label.id for label in DEFAULT_SCHEME.labels])
@pytest.mark.parametrize("offset", [0, 20, 45, 60, len(STORY)])
def test_a_bare_cursor_takes_the_first_guess_and_stays(label: str, offset: int) -> None:
    hand = Hand(f"{STORY[:offset]}|{STORY[offset:]}")
    spans = guesses(STORY, offset, label)
    if not spans:  # no number and no denial in this paragraph
        hand.refuse(Tag(label), NothingHere)
        return
    first = spans[0]
    hand.do(Tag(label))
    assert hand.tags == [(label, STORY[first.start : first.end])]
    assert hand.desk.pane.selection == Selection(offset, offset)
    assert hand.active is not None
    assert hand.active.span == first


@pytest.mark.parametrize("label", [label.id for label in DEFAULT_SCHEME.labels])
def test_the_same_key_at_once_widens_the_same_annotation(label: str) -> None:
    offset = STORY.index("trucks")
    spans = guesses(STORY, offset, label)
    assert len(spans) > 1
    hand = Hand(f"{STORY[:offset]}|{STORY[offset:]}").do(Tag(label))
    made = hand.last[1]
    for wider in spans[1:]:
        hand.do(Tag(label))
        verb, one = hand.last
        assert (verb, one.id, one.prev) == (Verb.EDIT, made.id, made.rev)
        assert one.span == wider
        assert hand.tags == [(label, one.quote)]
        assert hand.desk.pane.selection == Selection(offset, offset)
        made = one
    # At its widest it stays: a label key never deletes and never starts again.
    before = hand.desk
    hand.refuse(Tag(label), NothingWider)
    assert hand.desk is before


def test_a_widening_steps_over_what_is_tagged_already() -> None:
    offset = STORY.index("trucks")
    spans = guesses(STORY, offset, "number")
    assert len(spans) > 2
    hand = Hand(f"{STORY[:offset]}|{STORY[offset:]}")
    hand.mine(STORY[spans[1].start : spans[1].end], "number")
    hand.do(Tag("number"), Tag("number"))
    assert hand.last[1].span == spans[2]


def test_another_label_key_makes_its_own_guess() -> None:
    offset = STORY.index("trucks")
    hand = Hand(f"{STORY[:offset]}|{STORY[offset:]}")
    hand.do(Tag("claim"), Tag("quote"), Tag("number"), Tag("denial"))
    assert {label for label, _ in hand.tags} == {"claim", "quote", "number", "denial"}
    assert [edit.verb for edit in hand.edits] == [Verb.TAG] * 4
    assert hand.active == hand.last[1]


def test_the_first_label_again_after_another_does_not_widen_the_other() -> None:
    offset = STORY.index("trucks")
    hand = Hand(f"{STORY[:offset]}|{STORY[offset:]}").do(Tag("claim"), Tag("number"))
    hand.do(Tag("claim"))
    assert "Already tagged" in hand.message
    assert (len(hand.tags), len(hand.edits)) == (2, 2)


ENDS = [
    Move("char-previous"),
    Place(3),
    Shape.COLLAPSE,
    Toggle(ToggleKind.OTHERS),
    Toggle(ToggleKind.STICKY),
    Toggle(ToggleKind.ZOOM),
    FocusPane(0),
    NextPane(),
    MovePane(),
    NextAnnotation(),
    Find("mayor"),
    Select(0, Selection(0, 0)),
]


@pytest.mark.parametrize("wish", ENDS, ids=repr)
def test_any_other_wish_ends_the_guess(wish: object) -> None:
    hand = Hand("The |mayor said 10 men left.\n\nHe said no.", "|Another text.")
    hand.do(Tag("number"))
    assert hand.desk.guess is not None
    hand.do(wish)  # type: ignore[arg-type]  # one of ENDS
    assert hand.desk.guess is None


def test_after_a_step_to_and_fro_the_key_guesses_anew_and_refuses() -> None:
    hand = Hand("The m|ayor said 10 men left.").do(Tag("number"))
    hand.do(Move("char-next"), Move("char-previous"))
    hand.do(Tag("number"))
    assert "Already tagged" in hand.message
    assert hand.tags == [("number", "10 men")]


def test_opening_closing_describing_and_removing_end_the_guess() -> None:
    other = Sheet.of(made("More text."), ())
    for more in (OpenArticle(other, Where.NEW_PANE), Remove()):
        hand = Hand("The |mayor said 10 men left.").do(Tag("number"), more)
        assert hand.desk.guess is None
    hand = Hand("The |mayor said 10 men left.", "|B").do(Tag("number"))
    number = hand.last[1]
    hand.do(Describe(number.id, "", "{}"))
    assert hand.desk.guess is None
    hand.do(ClosePane())
    assert hand.desk.guess is None


def test_a_guess_that_was_removed_is_guessed_again_and_not_widened() -> None:
    hand = Hand("The |mayor said 10 men left.").do(Tag("number"), Remove())
    hand.do(Tag("number"))
    assert hand.tags == [("number", "10 men")]
    assert hand.last[1].prev is None


def test_a_label_key_never_deletes() -> None:
    hand = Hand(f"|{STORY}")
    seen = 0
    for label in ["claim", "claim", "quote", "number", "number", "denial", "claim"] * 2:
        try:
            hand.do(Tag(label))
        except Exception:  # noqa: BLE001, S112 - refusals are what is tried here
            continue
        assert len(hand.tags) >= seen
        seen = len(hand.tags)
    assert all(edit.annotations[0].answer is Answer.ACCEPT for edit in hand.edits)


def test_an_article_of_blanks_has_nothing_for_a_bare_cursor() -> None:
    said = Hand("| \n \n").refuse(Tag("quote"), NothingHere)
    assert said == "No quote near the cursor; select the words, then tag."


def test_a_label_of_another_scheme_takes_what_a_claim_takes() -> None:
    place = replace(DEFAULT_SCHEME.labels[0], id="place", title="Place", key="6")
    scheme = replace(DEFAULT_SCHEME, labels=(*DEFAULT_SCHEME.labels, place))
    hand = Hand("The |mayor left Lyon. He came back.", scheme=scheme).do(Tag("place"))
    assert hand.tags == [("place", "The mayor left Lyon")]


def test_repeat_tags_with_the_last_label() -> None:
    hand = Hand("The [mayor|] said no.")
    hand.refuse(Repeat(), NothingToRepeat)
    hand.do(Tag("quote"), Move("word-next"), Repeat())
    assert hand.tags == [("quote", "mayor"), ("quote", "said")]


def test_repeat_at_once_widens_a_guess_as_the_key_would() -> None:
    hand = Hand("A |mayor said 10 men left.").do(Tag("number"))
    first = hand.last[1]
    hand.do(Repeat())
    assert hand.last[1].id == first.id
    assert hand.last[1].span.covers(first.span)


def test_the_same_wish_gives_the_same_outcome() -> None:
    article = made("The mayor said no.")
    desk = Desk(
        ME,
        DEFAULT_SCHEME,
        {article.id: Sheet.of(article, ())},
        (Pane(article.id, Selection(4, 9)),),
    )
    stamp = Stamp(counted_ids().mint(), 12)
    first, second = (reduce(desk, Tag("claim"), stamp) for _ in range(2))
    assert first == second
    assert first.edits[0].rev == stamp.rev
    assert first.edits[0].active_ms == 12


def test_a_label_guesses_by_its_colour_role_whatever_its_id() -> None:
    words = replace(DEFAULT_SCHEME.labels[1], id="wort", title="Wort")
    scheme = replace(DEFAULT_SCHEME, labels=(words,))
    hand = Hand("|She said “never again” to him.", scheme=scheme).do(Tag("wort"))
    assert hand.tags == [("wort", "“never again”")]
