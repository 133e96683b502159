"""What the reader makes of suggestions, and which of them stay open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from desk_cases import LABEL_ORDER, ME, THEM, Hand
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.desk.changes import jump_to_edit, with_edit
from annotate.desk.deciding import (
    show_suggestions,
    source_of_suggestion,
    with_suggesting,
)
from annotate.desk.errors import (
    AlreadyThere,
    NoMoreSuggestions,
    NoSuggestionHere,
    OnlySuggested,
    SuggestionsHidden,
    SuggestionsOff,
)
from annotate.desk.intents import (
    AcceptAll,
    Adopt,
    Move,
    NextAnnotation,
    NextSuggestion,
    Relabel,
    Remove,
    Resize,
    Shape,
    Tag,
    Toggle,
    ToggleKind,
)
from annotate.desk.state import Sheet
from annotate.desk.suggestions import Suggestions, open_suggestions
from annotate.model import Annotation, Answer, Span, Suggesting, Verb

if TYPE_CHECKING:
    from collections.abc import Iterable

RULES, OTHER_MODEL = "rules", "tagger"
SWITCH = Toggle(ToggleKind.SUGGESTIONS)
TEXT = "|Ann said 12 trucks and 10,000 men went. “We lost 9,” she said."


def suggesting(
    *suggested: tuple[str, str], drawing: str = TEXT, by: str = RULES
) -> Hand:
    """A desk on which a model suggests (label, quote), and shows it."""
    hand = Hand(drawing)
    made = [suggestion(hand, label, quote, by=by) for label, quote in suggested]
    return stored(hand, made).do(SWITCH)


def suggestion(hand: Hand, label: str, quote: str, by: str = RULES) -> Annotation:
    text, rev = hand.desk.text, hand.ids.mint()
    start = text.index(quote)
    return Annotation(
        rev, rev, None, hand.desk.sheet.article.id, Span(start, start + len(quote)),
        quote, label, by, origin=f"{label}-rule", score=0.75,
    )  # fmt: skip


def stored(hand: Hand, annotations: Iterable[Annotation]) -> Hand:
    """The hand's desk with an article as the store would bring it to the reader."""
    article = hand.desk.sheet.article
    sheet = Sheet.of(
        article, annotations, (), LABEL_ORDER, reader=ME, models={RULES, OTHER_MODEL}
    )
    hand.desk = hand.desk.with_sheet(sheet)
    return hand


def waiting(hand: Hand) -> list[tuple[str, str]]:
    found = hand.desk.sheet.suggestions
    assert sorted(found.index.between(0, 10_000), key=lambda one: one.id) == sorted(
        found.waiting, key=lambda one: one.id
    )
    return [(one.label, one.quote) for one in found.waiting]


def active(hand: Hand) -> str:
    found = hand.desk.active_shown()
    return found.quote if found else ""


def again(hand: Hand) -> Hand:
    """After a restart: everything stored so far is read anew."""
    live: dict[str, Annotation] = {}
    for edit in hand.edits:
        live |= {one.id: one for one in edit.annotations}
    kept = [one for one in live.values() if one.answer is not Answer.DELETE]
    every = hand.desk.sheet.suggestions
    models = [
        one
        for span in range(len(hand.desk.text))
        for one in _every(every)
        if one.span.start == span
    ]
    return stored(hand, [*models, *kept])


def _every(suggestions: Suggestions) -> list[Annotation]:
    return list(suggestions._every.values())


NUMBERS = (("number", "12 trucks"), ("number", "10,000 men"), ("quote", "“We lost 9,”"))


def test_what_a_model_says_is_no_tag_and_no_other_persons_tag() -> None:
    hand = suggesting(*NUMBERS)
    assert list(hand.desk.sheet.annotations) == []
    assert hand.desk.sheet.index.at(10) == ()
    hand.theirs("men", by=THEM)
    hand.do(NextAnnotation())
    assert active(hand) == "men"


def test_suggestions_are_hidden_until_they_are_asked_for() -> None:
    hand = suggesting(*NUMBERS).do(SWITCH)
    assert hand.message == "suggestions hidden; Space r switches"
    hand.refuse(NextSuggestion(), SuggestionsHidden)
    hand.refuse(AcceptAll(), SuggestionsHidden)
    hand.do(SWITCH)
    assert "3 here; ) goes to the next one" in hand.message


def test_a_database_can_forbid_them() -> None:
    hand = suggesting(*NUMBERS).do(NextSuggestion())
    hand.desk = with_suggesting(hand.desk, Suggesting.NEVER)
    assert not hand.desk.shows_suggestions
    assert hand.desk.active == ""
    for wish in (SWITCH, NextSuggestion(), AcceptAll()):
        hand.refuse(wish, SuggestionsOff)
    hand.desk = with_suggesting(hand.desk, Suggesting.OFF)
    assert hand.do(SWITCH).desk.shows_suggestions


@pytest.mark.parametrize("before", Suggesting)
@pytest.mark.parametrize("now", Suggesting)
@pytest.mark.parametrize("shows", [True, False])
def test_a_new_setting_is_followed_at_once_and_the_same_one_changes_nothing(
    before: Suggesting, now: Suggesting, shows: bool
) -> None:
    desk = replace(suggesting(*NUMBERS).do(NextSuggestion()).desk, suggesting=before)
    if not shows:
        desk = show_suggestions(desk, shows=False)
    after = with_suggesting(desk, now)
    assert after.suggesting is now
    if now is before:
        assert after is desk
    else:
        assert after.shows_suggestions is (now is Suggesting.ON)
        assert after.active == (desk.active if after.shows_suggestions else "")


def test_next_and_previous_go_round_the_ends_and_select_what_is_suggested() -> None:
    hand = suggesting(*NUMBERS)
    seen = []
    for wish in (*[NextSuggestion()] * 4, *[NextSuggestion(backwards=True)] * 2):
        hand.do(wish)
        assert hand.drawn == hand.desk.text.replace(active(hand), f"[{active(hand)}|]")
        seen.append(active(hand))
    first, second, third = (quote for _, quote in NUMBERS)
    assert seen == [first, second, third, first, third, second]
    assert source_of_suggestion(hand.desk.sheet.suggestions.waiting[0]) == (
        "number-rule 0.75"
    )


def test_from_a_bare_cursor_the_next_one_may_start_right_there() -> None:
    drawing = "Ann said |12 trucks and 10,000 men went. “We lost 9,” she said."
    assert active(suggesting(*NUMBERS, drawing=drawing).do(NextSuggestion())) == (
        "12 trucks"
    )
    back = suggesting(*NUMBERS, drawing=drawing).do(NextSuggestion(backwards=True))
    assert active(back) == "“We lost 9,”"


def test_an_accepted_one_is_the_readers_own_and_the_next_one_is_active() -> None:
    hand = suggesting(*NUMBERS).do(NextSuggestion())
    source = hand.desk.active
    hand.do(Adopt())
    (edit,) = hand.edits
    (mine,) = edit.annotations
    assert edit.verb is Verb.TAG
    assert (mine.annotator, mine.quote, mine.label) == (ME, "12 trucks", "number")
    assert (mine.origin, mine.score, mine.answer) == (source, 0.75, Answer.ACCEPT)
    assert active(hand) == "10,000 men"
    assert hand.message == "accepted number “12 trucks”; u undoes · 2 left"
    assert waiting(hand) == list(NUMBERS[1:])
    assert waiting(again(hand)) == list(NUMBERS[1:])


def test_the_one_under_the_cursor_is_accepted_without_going_to_it() -> None:
    drawing = TEXT.replace("|", "").replace("000", "0|00")
    hand = suggesting(*NUMBERS, drawing=drawing).do(Adopt())
    assert hand.tags == [("number", "10,000 men")]
    hidden = suggesting(*NUMBERS, drawing=drawing).do(SWITCH)
    hidden.theirs("10,000 men went", by=THEM)
    assert hidden.do(Adopt()).tags == [("claim", "10,000 men went")]


def test_a_label_key_accepts_it_as_that_label_on_its_span() -> None:
    hand = suggesting(*NUMBERS).do(NextSuggestion())
    source = hand.desk.active
    hand.do(Tag("claim"))
    (mine,) = hand.edits[-1].annotations
    assert (mine.label, mine.quote, mine.origin) == ("claim", "12 trucks", source)
    assert mine.score is None
    assert active(hand) == "10,000 men"
    assert waiting(again(hand)) == list(NUMBERS[1:])


def test_the_score_belongs_to_the_label_that_it_was_given_for() -> None:
    hand = suggesting(*NUMBERS).do(NextSuggestion(), Adopt(), Shape.COLLAPSE)
    hand.do(NextAnnotation(backwards=True))
    scores = []
    for wish in (Relabel("claim"), Relabel("quote"), Relabel("number"),
                 Relabel("claim"), Remove()):  # fmt: skip
        (mine,) = hand.do(wish).edits[-1].annotations
        scores.append((mine.label, mine.score, mine.answer.value))
    assert scores == [
        ("claim", None, "accept"),
        ("quote", None, "accept"),
        ("number", 0.75, "accept"),
        ("claim", None, "accept"),
        ("number", 0.75, "reject"),
    ]


def test_a_label_key_after_moving_an_edge_accepts_the_corrected_span() -> None:
    hand = suggesting(*NUMBERS).do(NextSuggestion(), NextSuggestion())
    hand.do(Move("word-next", extend=True), Tag("number"))
    (mine,) = hand.edits[-1].annotations
    assert mine.quote == "10,000 men went"
    assert waiting(hand) == [NUMBERS[0], NUMBERS[2]]


def test_a_rejected_one_is_a_counter_example_and_never_returns() -> None:
    hand = suggesting(*NUMBERS).do(NextSuggestion())
    source = hand.desk.active
    hand.do(Remove())
    (edit,) = hand.edits
    (mine,) = edit.annotations
    assert edit.verb is Verb.REJECT
    assert (mine.annotator, mine.quote, mine.label) == (ME, "12 trucks", "number")
    assert (mine.origin, mine.score, mine.answer) == (source, 0.75, Answer.REJECT)
    assert hand.tags == []
    assert active(hand) == "10,000 men"
    assert waiting(hand) == list(NUMBERS[1:])
    assert waiting(again(hand)) == list(NUMBERS[1:])


def test_the_last_one_leaves_the_reader_where_it_was() -> None:
    hand = suggesting(*NUMBERS).do(NextSuggestion(backwards=True), Remove())
    assert hand.message.endswith("u undoes · none behind, 2 before")
    assert hand.desk.active == ""
    hand.do(NextSuggestion(), Adopt(), Adopt())
    assert hand.message.endswith("u undoes · none left")
    hand.refuse(NextSuggestion(), NoMoreSuggestions)
    hand.do(Shape.COLLAPSE, Move("text-start"))
    hand.refuse(AcceptAll(), NoSuggestionHere)


def test_all_of_a_label_are_accepted_in_one_event() -> None:
    hand = suggesting(*NUMBERS).do(NextSuggestion(), AcceptAll())
    (edit,) = hand.edits
    assert [one.quote for one in edit.annotations] == ["12 trucks", "10,000 men"]
    assert len(edit.ids) == 2
    assert waiting(hand) == [NUMBERS[2]]
    assert "accepted 2 suggestions of number; u undoes all of them" in hand.message


def test_hundreds_are_accepted_at_once_and_the_rest_stay() -> None:
    text = "|" + "word " * 400 + "end"
    hand = Hand(text)
    made = []
    for number in range(400):
        one = suggestion(hand, "claim" if number % 4 else "quote", "word")
        span = Span(number * 5, number * 5 + 4)
        made.append(replace(one, span=span))
    stored(hand, made).do(SWITCH, NextSuggestion(), NextSuggestion(), AcceptAll())
    assert len(hand.tags) == 300
    assert waiting(hand) == [("quote", "word")] * 100
    assert waiting(again(hand)) == [("quote", "word")] * 100
    assert hand.desk.sheet.by_id.keys() == {one.id for one in hand.edits[0].annotations}


def test_two_models_that_agree_give_one_tag() -> None:
    hand = Hand(TEXT)
    both = [suggestion(hand, "number", "12 trucks", by) for by in (RULES, OTHER_MODEL)]
    stored(hand, both).do(SWITCH, NextSuggestion(), AcceptAll())
    assert hand.tags == [("number", "12 trucks")]
    assert waiting(hand) == []
    undone = stored(Hand(TEXT), both).do(SWITCH, NextSuggestion(), Remove())
    assert waiting(undone) == []


def test_an_own_tag_of_that_label_on_that_span_decides_too() -> None:
    hand = suggesting(*NUMBERS)
    mine = hand.mine("12 trucks", "number")
    assert waiting(hand) == list(NUMBERS[1:])
    hand.at(mine).do(Remove())
    assert waiting(hand) == list(NUMBERS)
    hand.mine("12 trucks", "claim")
    assert waiting(hand) == list(NUMBERS)


def test_removing_an_accepted_one_rejects_it() -> None:
    hand = suggesting(*NUMBERS).do(NextSuggestion())
    hand.do(Tag("claim"), NextAnnotation(mine=True), Remove())
    (gone,) = hand.edits[-1].annotations
    assert (gone.answer, gone.label, gone.quote) == (
        Answer.REJECT, "number", "12 trucks",
    )  # fmt: skip
    assert hand.tags == []
    assert waiting(hand) == list(NUMBERS[1:])
    assert waiting(again(hand)) == list(NUMBERS[1:])


def test_tagging_what_was_rejected_takes_the_rejection_back() -> None:
    hand = suggesting(*NUMBERS).do(NextSuggestion(), Remove())
    (rejected,) = hand.edits[-1].annotations
    hand.select("Ann said [12 trucks|] and 10,000 men went. “We lost 9,” she said.")
    hand.desk = replace(hand.desk, active="")
    hand.do(Tag("number"))
    (taken,) = hand.edits[-1].annotations
    assert (taken.id, taken.prev) == (rejected.id, rejected.rev)
    assert (taken.answer, taken.origin) == (Answer.ACCEPT, rejected.origin)
    assert waiting(hand) == list(NUMBERS[1:])


def test_a_second_tag_of_that_kind_there_is_refused() -> None:
    hand = suggesting(*NUMBERS)
    hand.mine("12 trucks", "claim")
    hand.do(NextSuggestion())
    hand.refuse(Tag("claim"), AlreadyThere)


@pytest.mark.parametrize("wish", [Relabel("claim"), Resize()])
def test_a_suggestion_cannot_be_changed_before_it_is_accepted(wish: Relabel) -> None:
    hand = suggesting(*NUMBERS).do(NextSuggestion())
    assert "y accepts it" in hand.refuse(wish, OnlySuggested)


def test_hiding_others_tags_leaves_the_active_suggestion_alone() -> None:
    hand = suggesting(*NUMBERS).do(NextSuggestion(), Toggle(ToggleKind.OTHERS))
    assert active(hand) == "12 trucks"


@pytest.mark.parametrize("decision", [Adopt(), Remove(), Tag("claim"), AcceptAll()])
def test_after_an_undo_it_is_open_and_active_again(decision: Adopt) -> None:
    hand = suggesting(*NUMBERS).do(NextSuggestion(), decision)
    (edit,) = hand.edits
    back = replace(
        edit,
        annotations=tuple(
            one.revised(hand.ids.mint(), answer=Answer.DELETE)
            for one in edit.annotations
        ),
    )
    hand.desk = jump_to_edit(with_edit(hand.desk, back), back)
    assert waiting(hand) == list(NUMBERS)
    assert hand.tags == []
    assert active(hand) == "12 trucks"


SPANS = [Span(start, start + size) for start in range(6) for size in (1, 2)]


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Annotation], list[Annotation]]:
    """Suggestions, and revisions of the reader's annotations one after another."""
    labels = st.sampled_from(["number", "quote"])
    suggested = [
        Annotation(
            f"s{number}", f"s{number}", None, "x", draw(st.sampled_from(SPANS)),
            "?", draw(labels), RULES,
        )
        for number in range(draw(st.integers(0, 8)))
    ]  # fmt: skip
    origins = st.sampled_from(["", "nobody", *(one.id for one in suggested)])
    return suggested, [
        Annotation(
            draw(st.sampled_from(["a", "b", "c"])), f"r{number}", None, "x",
            draw(st.sampled_from(SPANS)), "?", draw(labels), ME,
            origin=draw(origins), answer=draw(st.sampled_from(list(Answer))),
        )
        for number in range(draw(st.integers(0, 12)))
    ]  # fmt: skip


@settings(deadline=None)
@given(histories())
def test_what_stays_open_step_by_step_is_what_stays_open_of_all(
    history: tuple[list[Annotation], list[Annotation]],
) -> None:
    suggested, revisions = history
    kept = Suggestions(suggested, (), LABEL_ORDER)
    live: dict[str, Annotation] = {}
    for now in revisions:
        before = live.get(now.id)
        was_accepted = before is not None and before.answer is Answer.ACCEPT
        kept = kept.with_revisions([(before if was_accepted else None, now)])
        live[now.id] = now
        own = [one for one in live.values() if one.answer is not Answer.DELETE]
        expected = open_suggestions(suggested, own)
        whole = Suggestions(suggested, own, LABEL_ORDER)
        for one in (kept, whole):
            assert {each.id for each in one.waiting} == {each.id for each in expected}
            assert {each.id for each in one.index.between(0, 99)} == {
                each.id for each in expected
            }
        for span in SPANS:
            for label in ("number", "quote"):
                found = kept.rejected_at(label, span)
                assert (found is None) == (whole.rejected_at(label, span) is None)
