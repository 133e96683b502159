from __future__ import annotations

import random
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.model import Span
from annotate.text.anchor import CONTEXT, anchor, context, letter_place

HOSTILE = st.text(
    st.one_of(
        st.sampled_from("ab .\n\t\x1b\u2028\u202e\u200d🙂👩e\u0301中ع\u00a0’"),
        st.characters(exclude_categories=["Cs"]),
    ),
    min_size=1,
    max_size=60,
)


def drawn(drawing: str) -> tuple[str, Span | None]:
    """The text without its brackets, and the span between them."""
    start, end = drawing.find("["), drawing.find("]")
    text = drawing.replace("[", "").replace("]", "")
    return text, Span(start, end - 1) if start >= 0 else None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The [mayor] said no.", "The [mayor] said no."),
        ("The [mayor] said no.", "Today, once more: The [mayor] said no."),
        ("The [mayor] said no to all.", "Again the [mayor] said no to all."),
        ("The [mayor] left.", "Again the mayor left."),
        ("The [mayor] said no.", "The mayors met. The [mayor] said no."),
        ("The [mayor] said no.", "The\n[mayor]\nsaid no."),
        ("The [mayor of Kyiv] left.", "The\u00a0[mayor\n  of Kyiv] left."),
        ("The [mayor of Kyiv] left.", "The [mayorofKyiv] left."),
        # The words themselves changed.
        ("The [mayor] said no.", "The major said no."),
        ("The [mayor] said no.", "The Mayor said no."),
        ("The mayor said [no].", ""),
        # One side of the context changed.
        ("A friend of [the mayor] said so.", "Nobody near [the mayor] said so."),
        ("Early on Monday, [no] one came.", "Early on Monday, [no] man went."),
        # The better context wins, whatever is nearer.
        (
            "On Monday the [mayor] said no to all of them.",
            "The mayor went. On Monday the [mayor] said no to all.",
        ),
        # Little is left of the context: a short quote might be another's.
        ("All in all [7] people died there.", "She bought 7 cars."),
        ("All [seven of the people] died.", "She met [seven of the people]."),
        # Nothing tells one from the other.
        ("no [no] no", "no no"),
        ("[no]\n", "yes\nno\nno\n"),
        # It stands where it stood.
        ("He: no.\n\nShe: no.\n\nHe: [no].", "He: no.\n\nShe: no.\n\nHe: [no]."),
        ("no no no no no [no] no", "no no no no no [no] no no no no no no"),
        # Quotation marks and dashes are set otherwise.
        ("He said [“no – never”] to us.", 'He said ["no - never"] to us.'),
        ("It’s [Kyiv's] day.", "It's [Kyiv’s] day. Kyiv is there."),
        ("He [said “no”] twice.", "He said «no» once."),
        # White space at the edges stays where the new text has it.
        ("He said[ no ]to all of us", "We heard he said[ no ]to all of us"),
        ("He said[ no ]to all of us", "We heard he said\n[no ]to all of us"),
        ("He said[  ]no to us", "We heard: he said[  ]no to us"),
        ("He said[  ]no to us", "We heard: he said no to us"),
        # The beginning and the end of a text are context of a kind.
        ("[No], she said.", "[No], she said. And no, he said."),
    ],
)
def test_a_quote_is_found_again_or_left_to_a_person(old: str, new: str) -> None:
    before, span = drawn(old)
    assert span is not None
    text, expected = drawn(new)
    quote = before[span.start : span.end]
    found = anchor(text, quote, *context(before, span), hint=span.start)
    assert found == expected


@pytest.mark.parametrize(
    ("hint", "expected"),
    [(None, None), (0, 0), (1, 0), (10, None), (999, None), (120, 120)],
)
def test_nearness_decides_only_where_it_is_clear(
    hint: int | None, expected: int | None
) -> None:
    line = "the mayor said no to each of us again and again, all week.\n\n"
    found = anchor(line * 3, "the mayor", hint=hint)
    assert (None if found is None else found.start) == expected


def test_a_hint_next_to_one_place_and_far_from_the_other_decides() -> None:
    text = f"no{'x' * 200}no"
    assert anchor(text, "no", hint=5) == Span(0, 2)
    assert anchor(text, "no", hint=20) is None
    assert anchor(text, "no", hint=199) == Span(202, 204)
    assert anchor(text, "no", hint=-4) == Span(0, 2)


@pytest.mark.parametrize("quote", ["", "yes", "Yes"])
def test_what_is_not_there_is_not_found(quote: str) -> None:
    assert anchor("The mayor said no.", quote, "The ", " said", 4) is None


def test_the_context_is_cut_at_the_ends_of_the_text() -> None:
    assert context("ab", Span(0, 1)) == ("", "b")
    text = "x" * 100
    assert context(text, Span(40, 60)) == ("x" * CONTEXT, "x" * CONTEXT)


@given(HOSTILE, st.data())
def test_a_span_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    quote = text[span.start : span.end]
    assert anchor(text, quote, *context(text, span), hint=start) == span


@given(HOSTILE, HOSTILE, HOSTILE, st.data())
def test_what_is_found_has_the_letters_of_the_quote(
    before: str, text: str, after: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    quote = text[span.start : span.end]
    new = f"{before}{text}{after}"
    found = anchor(new, quote, *context(text, span), hint=start)
    if found is not None:
        assert new[found.start : found.end].split() == quote.split()


@given(HOSTILE, st.data())
def test_places_are_counted_in_letters(text: str, data: st.DataObject) -> None:
    other = "".join(f" {char}" for char in text if not char.isspace())
    offset = data.draw(st.integers(0, len(text)))
    count = len("".join(text[:offset].split()))
    assert letter_place(text, offset, other) == min(2 * count + 1, len(other))


class Case(NamedTuple):
    text: str
    quote: str
    prefix: str
    suffix: str
    hint: int | None


@st.composite
def cases(draw: st.DrawFn, *, size: int) -> Case:
    """A text of few different letters, without white space, and something to find."""
    chance = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311  no secret
    repeated = "".join(chance.choices("abc", k=draw(st.integers(1, 60))))
    text = "".join(
        repeated if chance.random() < 0.5 else chance.choice("abcdefghijklmnop")
        for _ in range(size)
    )
    at = chance.randrange(len(text))
    length = draw(st.integers(1, 20))
    prefix, quote, suffix = text[max(at - CONTEXT, 0) : at], text[at : at + length], ""
    suffix = text[at + length : at + length + CONTEXT]
    if draw(st.booleans()):
        cut = draw(st.integers(0, len(prefix)))
        prefix = f"{prefix[:cut]}q{prefix[cut + 1 :]}"
    if draw(st.booleans()):
        cut = draw(st.integers(0, len(suffix)))
        suffix = f"{suffix[:cut]}q{suffix[cut + 1 :]}"
    hint = draw(st.none() | st.just(at) | st.integers(0, len(text)))
    return Case(text, quote, prefix, suffix, hint)


def agreement(case: Case, place: int) -> int:
    before = case.text[:place][-CONTEXT:][::-1]
    end = place + len(case.quote)
    after = case.text[end : end + CONTEXT]
    return sum(
        next((i for i, (a, b) in enumerate(pairs) if a != b), len(pairs))
        for pairs in (
            [*zip(before, case.prefix[::-1], strict=False)],
            [*zip(after, case.suffix, strict=False)],
        )
    )


def judged(case: Case) -> int | None:
    """What `anchor` should find, by looking at every place."""
    places = [
        place
        for place in range(len(case.text))
        if case.text.startswith(case.quote, place)
    ]
    most = max(agreement(case, place) for place in places)
    best = [place for place in places if agreement(case, place) == most]
    every = len(case.prefix) + len(case.suffix)
    if most < every and most + len(case.quote) < 14:
        return None
    if len(best) == 1:
        return best[0]
    if case.hint is None:
        return None
    near, next_ = sorted(abs(place - case.hint) for place in best)[:2]
    return (
        min(best, key=lambda place: abs(place - (case.hint or 0)))
        if near * 16 < next_
        else None
    )


def found(case: Case) -> int | None:
    span = anchor(case.text, case.quote, case.prefix, case.suffix, case.hint)
    return None if span is None else span.start


@given(cases(size=12))
@settings(max_examples=300)
def test_every_place_is_judged(case: Case) -> None:
    assert found(case) == judged(case)


@given(cases(size=1500))
@settings(max_examples=12, deadline=None)
def test_every_place_of_a_long_text_is_judged(case: Case) -> None:
    assert found(case) == judged(case)
