"""Motions and changes of the selection, drawn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.model import Span
from annotate.text import motions, reshaping
from annotate.text.graphemes import is_boundary
from annotate.text.motions import MOTIONS, move
from annotate.text.selection import Selection, cursor_offset, of
from annotate.text.selection import span as span_of
from drawing import draw, parse

if TYPE_CHECKING:
    from collections.abc import Callable

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def check(before: str, name: str, after: str, *, extend: bool = False) -> None:
    text, selection = parse(before)
    assert draw(text, move(text, selection, name, extend=extend)) == after


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        ("|abc", "char-next", "a|bc"),
        ("ab|c", "char-next", "abc|"),
        ("abc|", "char-next", "abc|"),
        ("a|bc", "char-previous", "|abc"),
        ("|abc", "char-previous", "|abc"),
        ("[ab|]cd", "char-next", "ab|cd"),
        ("[ab|]cd", "char-previous", "|abcd"),
        ("a[|bc]d", "char-next", "ab|cd"),
        ("a[|bc]d", "char-previous", "|abcd"),
        ("|e\u0301a", "char-next", "e\u0301|a"),
        ("👨‍👩‍👧|x", "char-previous", "|👨‍👩‍👧x"),
        ("a[b|]c", "text-start", "|abc"),
        ("a[b|]c", "text-end", "abc|"),
        # words
        ("The [mayor|] said no", "word-next", "The mayor [said|] no"),
        ("|The mayor", "word-next", "[The|] mayor"),
        ("The ma|yor said", "word-next", "The [mayor|] said"),
        ("The| mayor said", "word-next", "The [mayor|] said"),
        ("The [|mayor] said", "word-next", "The mayor [said|]"),
        ("The [mayor said|]", "word-next", "The [mayor said|]"),
        ("The mayor| ", "word-next", "The mayor| "),
        ("The [mayor|] said", "word-previous", "[The|] mayor said"),
        ("The ma|yor", "word-previous", "The [mayor|]"),
        ("The |mayor", "word-previous", "[The|] mayor"),
        ("The mayor|", "word-previous", "The [mayor|]"),
        ("|The", "word-previous", "|The"),
        ("One.\n\n[Two|]", "word-previous", "[One|].\n\nTwo"),
        # sentences
        ("A |b. C d. E.", "sentence-next", "[A b.|] C d. E."),
        ("[A b.|] C d. E.", "sentence-next", "A b. [C d.|] E."),
        ("A b. [C|] d. E.", "sentence-next", "A b. [C d.|] E."),
        ("A b. [C d.|] E.", "sentence-previous", "[A b.|] C d. E."),
        ("A b. C [d|]. E.", "sentence-previous", "A b. [C d.|] E."),
        ("A b. C d. E.|", "sentence-previous", "A b. C d. [E.|]"),
        ("A b.| C d.", "sentence-next", "A b. [C d.|]"),
        ("A [b. C|] d. E.", "sentence-next", "A b. [C d.|] E."),
        ("A [b. C|] d. E.", "sentence-previous", "[A b.|] C d. E."),
        ("A b. [C d.|]", "sentence-next", "A b. [C d.|]"),
        # paragraphs
        ("A. B.|\n\nC.", "paragraph-next", "A. B.\n\n[C.|]"),
        ("A.| B.\n\nC.", "paragraph-next", "[A. B.|]\n\nC."),
        ("[A.|] B.\n\nC.", "paragraph-next", "[A. B.|]\n\nC."),
        ("A. B.\n|\nC.", "paragraph-previous", "[A. B.|]\n\nC."),
        ("A. B.\n\n[C.|]", "paragraph-previous", "[A. B.|]\n\nC."),
        # numbers
        ("|He saw two men and 10 cars.", "number-next",
         "He saw [two men|] and 10 cars."),
        ("He saw [two men|] and 10 cars.", "number-next",
         "He saw two men and [10 cars|]."),
        ("[He saw two men and 10 cars.|]", "number-next",
         "He saw [two men|] and 10 cars."),
        ("[Two men and 10 cars.|]", "number-next", "[Two men|] and 10 cars."),
        ("He saw two m|en and 10 cars.", "number-next",
         "He saw [two men|] and 10 cars."),
        ("He saw [two|] men and 10 cars.", "number-next",
         "He saw two men and [10 cars|]."),
        ("He saw two men and [10 cars|].", "number-previous",
         "He saw [two men|] and 10 cars."),
        ("He saw two men and 10 cars.|", "number-previous",
         "He saw two men and [10 cars|]."),
        ("He saw [two men|] and ten.", "number-previous", "He saw [two men|] and ten."),
        # quotations
        ("|He said “no ‘way’ now” to “it”", "quotation-next",
         "He said [“no ‘way’ now”|] to “it”"),
        ("He said [“no ‘way’ now”|] to “it”", "quotation-next",
         "He said “no [‘way’|] now” to “it”"),
        ("He said “no [‘way’|] now” to “it”", "quotation-next",
         "He said “no ‘way’ now” to [“it”|]"),
        ("He said “no ‘w|ay’ now” to “it”", "quotation-next",
         "He said “no [‘way’|] now” to “it”"),
        ("He said “no ‘way’ now” to [“it”|]", "quotation-previous",
         "He said “no [‘way’|] now” to “it”"),
        ("He said “no [‘way’|] now” to “it”", "quotation-previous",
         "He said [“no ‘way’ now”|] to “it”"),
        ("|None here", "quotation-next", "|None here"),
        # cues
        ("|He said no. She told me.", "reporting-cue-next",
         "He [said|] no. She told me."),
        ("He [said|] no. She told me.", "reporting-cue-next",
         "He said no. She [told|] me."),
        ("He said no. She [told|] me.", "reporting-cue-previous",
         "He [said|] no. She told me."),
        ("|He denied it. She said no.", "denial-cue-next",
         "He [denied|] it. She said no."),
        ("He denied it. She| said no.", "denial-cue-previous",
         "He [denied|] it. She said no."),
        ("|It rained.", "denial-cue-next", "|It rained."),
    ],
)  # fmt: skip
def test_motions_select(before: str, name: str, after: str):
    check(before, name, after)


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        ("a|bc", "char-next", "a[b|]c"),
        ("a[b|]c", "char-next", "a[bc|]"),
        ("a[b|]c", "char-previous", "a|bc"),
        ("a|bc", "char-previous", "[|a]bc"),
        ("a|bc", "text-end", "a[bc|]"),
        ("a[b|]c", "text-start", "[|a]bc"),
        ("The [mayor|] said no", "word-next", "The [mayor said|] no"),
        ("The m|ayor said", "word-next", "The m[ayor|] said"),
        ("The| mayor said", "word-next", "The[ mayor|] said"),
        ("The [mayor said|] no", "word-previous", "The [mayor|] said no"),
        ("The [mayor|] said", "word-previous", "The |mayor said"),
        ("The |mayor said", "word-previous", "[|The ]mayor said"),
        ("The [|mayor] said", "word-previous", "[|The mayor] said"),
        ("[|The mayor] said", "word-next", "The [|mayor] said"),
        ("The mayor [said|].", "word-next", "The mayor [said|]."),
        ("A |b. C d. E.", "sentence-next", "A [b.|] C d. E."),
        ("[A b.|] C d. E.", "sentence-next", "[A b. C d.|] E."),
        ("[A b. C d.|] E.", "sentence-previous", "[A b.|] C d. E."),
        ("A.| B.\n\nC.", "paragraph-next", "A.[ B.|]\n\nC."),
        ("[A. B.|]\n\nC.", "paragraph-next", "[A. B.\n\nC.|]"),
        ("[He|] saw two men.", "number-next", "[He saw two men|]."),
        ("He saw two men [there|].", "number-previous", "He saw [|two men ]there."),
        ("[He|] said “no”.", "quotation-next", "[He said “no”|]."),
    ],
)
def test_motions_extend(before: str, name: str, after: str):
    check(before, name, after, extend=True)


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("The ma|yor, he said. No.", "expand", "The [mayor|], he said. No."),
        ("The [mayor|], he said. No.", "expand", "[The mayor|], he said. No."),
        ("[The mayor|], he said. No.", "expand", "[The mayor, he said.|] No."),
        ("[The mayor, he said.|] No.", "expand", "[The mayor, he said. No.|]"),
        ("[A b.|]\n\nC.", "expand", "[A b.\n\nC.|]"),
        ("[A b.\n\nC.|]", "expand", "[A b.\n\nC.|]"),
        ("The mayor|, no", "expand", "The [mayor|], no"),
        ("A [b.\n\nC|].", "expand", "[A b.\n\nC.|]"),
        ("[A b, c. D.\n\nE.|]", "shrink_to", "[A b, c. D.|]\n\nE."),
        ("[A b, c. D.|]\n\nE.", "shrink_to", "[A b, c.|] D.\n\nE."),
        ("[A b, c.|] D.", "shrink_to", "[A b|], c. D."),
        ("[A b|], c. D.", "shrink_to", "[A|] b, c. D."),
        ("[A|] b", "shrink_to", "|A b"),
        ("|A b", "shrink_to", "|A b"),
        ("[The mayor said|] no", "drop_first_word", "The [mayor said|] no"),
        ("[|The mayor said] no", "drop_first_word", "The [|mayor said] no"),
        ("[The|] mayor", "drop_first_word", "[The|] mayor"),
        ("[The mayor said.|] No", "drop_last_word", "[The mayor|] said. No"),
        ("[The|] mayor", "drop_last_word", "[The|] mayor"),
        ("The |mayor", "drop_last_word", "The |mayor"),
        ("a[bc|]d", "end_less", "a[b|]cd"),
        ("a[b|]c", "end_less", "a[b|]c"),
        ("a[|bc]d", "end_less", "a[|b]cd"),
        ("a|bc", "end_less", "a|bc"),
        ("a[be\u0301|]c", "end_less", "a[b|]e\u0301c"),
        ("a[b|]e\u0301c", "end_more", "a[be\u0301|]c"),
        ("a|bc", "end_more", "a[b|]c"),
        ("a[bc|]", "end_more", "a[bc|]"),
        ("a[bc|]", "swap_ends", "a[|bc]"),
        ("a|bc", "swap_ends", "a|bc"),
        ("a[bc|]d", "collapse", "ab|cd"),
        ("a[|bc]d", "collapse", "a|bcd"),
    ],
)
def test_changes_of_the_selection(before: str, change: str, after: str):
    text, selection = parse(before)
    changed: Callable[[str, Selection], Selection] = getattr(motions, change)
    assert draw(text, changed(text, selection)) == after


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("The [mayor|] said", "take_word_before", "[The mayor|] said"),
        ("The [|mayor] said", "take_word_before", "[|The mayor] said"),
        ("The ma[yor|] said", "take_word_before", "The [mayor|] said"),
        ("The |mayor", "take_word_before", "[The |]mayor"),
        ("[The|] mayor", "take_word_before", "[The|] mayor"),
        ("The [mayor|] said", "take_word_behind", "The [mayor said|]"),
        ("The [|mayor] said", "take_word_behind", "The [|mayor said]"),
        ("The [ma|]yor said", "take_word_behind", "The [mayor|] said"),
        ("The [mayor|], no.", "take_word_behind", "The [mayor, no|]."),
        ("The [mayor|].", "take_word_behind", "The [mayor|]."),
        ("a[bc|]d", "start_less", "ab[c|]d"),
        ("a[|bc]d", "start_less", "ab[|c]d"),
        ("ab[c|]d", "start_less", "ab[c|]d"),
        ("a|bc", "start_less", "a|bc"),
        ("[e\u0301b|]c", "start_less", "e\u0301[b|]c"),
        ("ab[c|]d", "start_more", "a[bc|]d"),
        ("e\u0301[b|]", "start_more", "[e\u0301b|]"),
        ("a|bc", "start_more", "[a|]bc"),
        ("[a|]bc", "start_more", "[a|]bc"),
        ("[A fell, and B rose|].", "drop_first_clause", "A fell, and [B rose|]."),
        ("[A fell, and B rose|].", "drop_last_clause", "[A fell|], and B rose."),
        ("A fell, and [B rose|].", "drop_last_clause", "A fell, and [B rose|]."),
        ("A fell, and [B rose|].", "take_clause_before", "[A fell, and B rose|]."),
        ("[A fell|], and B rose.", "take_clause_behind", "[A fell, and B rose|]."),
        ("[A f|]ell, and B rose.", "take_clause_behind", "[A fell|], and B rose."),
        ("A fell. [B rose|].", "take_clause_before", "[A fell. B rose|]."),
        ("[A fell|]. B rose.", "take_clause_behind", "[A fell. B rose|]."),
        ("[A fell. B rose.|]", "drop_last_clause", "[A fell. B rose|]."),
        ("[A fell. B rose|].", "drop_last_clause", "[A fell|]. B rose."),
        ("[A fell|].", "take_clause_behind", "[A fell|]."),
    ],
)
def test_ends_are_moved_by_word_character_and_clause(
    before: str, change: str, after: str
):
    text, selection = parse(before)
    changed: Callable[[str, Selection], Selection] = getattr(reshaping, change)
    assert draw(text, changed(text, selection)) == after


def test_a_double_click_takes_the_word_and_a_triple_click_the_sentence():
    text = "The U.S. said no. He left."
    assert motions.select_word_at(text, 5) == Selection(4, 8)
    assert motions.select_word_at(text, 8) == Selection(8, 8)
    assert motions.select_sentence_at(text, 5) == Selection(0, 17)
    assert motions.select_sentence_at(text, 17) == Selection(17, 17)


def test_an_unknown_motion_is_a_key_error():
    with pytest.raises(KeyError):
        move("text", Selection(0, 0), "line-next")


def test_the_cursor_is_drawn_on_the_last_character_of_a_forward_selection():
    text = "abe\u0301"
    assert cursor_offset(text, Selection(0, 4)) == 2
    assert cursor_offset(text, Selection(4, 0)) == 0
    assert cursor_offset(text, Selection(1, 1)) == 1
    assert cursor_offset(text, Selection(4, 4)) == 4


def test_a_selection_and_a_span_are_made_of_each_other():
    assert of(Span(1, 3)) == Selection(1, 3)
    assert of(Span(1, 3), backwards=True) == Selection(3, 1)
    assert span_of(Selection(3, 1)) == Span(1, 3)
    assert span_of(Selection(2, 2)) is None


def test_the_same_selection_comes_back_where_there_is_nothing():
    selection = Selection(0, 3)
    for name in ("word-next", "sentence-next", "number-next", "quotation-previous"):
        assert move("One", selection, name) is selection


ALPHABET = "ab .,\n“”‘’\"'—-1,0$|Ü\u0301\u200d👨👩🇰🇷ᄀ가ᅡก็क्ष。北いア\u0600\r\u2028"
texts = st.text(st.sampled_from(ALPHABET), max_size=40) | st.text(max_size=20)
CHANGES = (
    motions.expand,
    motions.shrink_to,
    motions.drop_first_word,
    motions.drop_last_word,
    motions.end_less,
    motions.end_more,
    motions.swap_ends,
    motions.collapse,
    reshaping.start_less,
    reshaping.start_more,
    reshaping.take_word_before,
    reshaping.take_word_behind,
    reshaping.drop_first_clause,
    reshaping.drop_last_clause,
    reshaping.take_clause_before,
    reshaping.take_clause_behind,
)
GROWING = (
    reshaping.take_word_before,
    reshaping.take_word_behind,
    reshaping.take_clause_before,
    reshaping.take_clause_behind,
    reshaping.start_more,
    reshaping.end_more,
)
DROPPING = (
    reshaping.drop_first_word,
    reshaping.drop_last_word,
    reshaping.drop_first_clause,
    reshaping.drop_last_clause,
    reshaping.start_less,
    reshaping.end_less,
)


@given(texts, st.integers(0, 45), st.integers(0, 45))
@settings(max_examples=150, deadline=None)
def test_every_result_lies_on_boundaries_of_the_text(text: str, anchor: int, head: int):
    selection = Selection(anchor, head)
    results = [
        move(text, selection, name, extend=extend)
        for name in MOTIONS
        for extend in (False, True)
    ]
    results += [change(text, selection) for change in CHANGES]
    results += [motions.select_word_at(text, min(head, len(text)))]
    results += [motions.select_sentence_at(text, min(head, len(text)))]
    for result in results:
        assert is_boundary(text, result.anchor)
        assert is_boundary(text, result.head)
        assert 0 <= cursor_offset(text, result) <= len(text)


@given(texts, st.integers(0, 45), st.integers(0, 45))
@settings(max_examples=150, deadline=None)
def test_taking_in_keeps_all_and_dropping_keeps_some(text: str, anchor: int, head: int):
    before = reshaping.settle(text, Selection(anchor, head))
    for grow in GROWING:
        after = grow(text, before)
        assert after.start <= before.start
        assert after.end >= before.end
        assert after == before or after.end - after.start > before.end - before.start
    for drop in DROPPING:
        after = drop(text, before)
        assert before.start <= after.start <= after.end <= before.end
        assert after.is_bare == before.is_bare


@given(texts, st.integers(0, 45), st.integers(0, 45))
@settings(max_examples=150, deadline=None)
def test_a_character_taken_in_and_dropped_again_is_the_way_back(
    text: str, anchor: int, head: int
):
    before = reshaping.settle(text, Selection(anchor, head))
    for more, less in (
        (reshaping.start_more, reshaping.start_less),
        (reshaping.end_more, reshaping.end_less),
    ):
        wider = more(text, before)
        if not before.is_bare and wider != before:
            assert less(text, wider) == before


@given(texts, st.integers(0, 45), st.sampled_from(sorted(MOTIONS)))
@settings(max_examples=150, deadline=None)
def test_a_motion_repeated_comes_to_an_end(text: str, place: int, name: str):
    selection = move(text, Selection(place, place), name)
    for _ in range(2 * len(text) + 2):
        moved = move(text, selection, name)
        if moved == selection:
            return
        selection = moved
    pytest.fail("it went on for ever")


@given(texts, st.integers(0, 45), st.integers(0, 45))
@settings(max_examples=150, deadline=None)
def test_expanding_always_ends_with_the_whole_text(text: str, anchor: int, head: int):
    selection = motions.expand(text, Selection(anchor, head))
    for _ in range(5):
        wider = motions.expand(text, selection)
        assert wider.start <= selection.start
        assert wider.end >= selection.end
        selection = wider
    assert (selection.start, selection.end) == (0, len(text))


def test_words_of_the_seeds_are_the_same_forward_and_back():
    for path in SEEDS:
        text = path.read_text(encoding="utf-8")
        there, selection = [], Selection(0, 0)
        while (moved := move(text, selection, "word-next")) is not selection:
            there.append(moved)
            selection = moved
        back = [selection]
        while (moved := move(text, selection, "word-previous")) is not selection:
            back.append(moved)
            selection = moved
        assert there == back[::-1]
        assert len(there) > 400
