"""What each stretch of a row looks like, drawn under the text.

Spans are drawn as lines of dashes below the text, each with its label's letter and
annotator: `---- c me`. Runs are drawn as a line of letters, one for each code point.
"""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.model import Annotation, Span
from annotate.text.paint import (
    Bracket,
    GutterMark,
    Look,
    Outline,
    SpanIndex,
    brackets,
    gutter,
    outlines,
    row_runs,
)

LABELS = {"c": "claim", "q": "quote", "n": "number", "d": "denial"}
KEYS = {label: key for key, label in LABELS.items()}


def annotation(
    start: int, end: int, label: str = "claim", by: str = "me", name: str = ""
) -> Annotation:
    name = name or f"{start}-{end}-{label}-{by}"
    return Annotation(
        name, "r", None, "x", Span(start, end), "?" * (end - start), label, by
    )


def parse(text: str, *drawn: str) -> tuple[Annotation, ...]:
    found = []
    for line in drawn:
        dashes, letter, by = line.split()
        start = line.index("-")
        assert start + len(dashes) <= len(text)
        found.append(annotation(start, start + len(dashes), LABELS[letter], by))
    return tuple(found)


def index(text: str, *drawn: str) -> SpanIndex:
    return SpanIndex(parse(text, *drawn), LABELS.values())


def letter(look: Look) -> str:
    key = KEYS.get(look.label, ".")
    return key.upper() if look.is_other else key


TEXT = "He said 10,000 troops went"


@pytest.mark.parametrize(
    ("drawn", "labels", "depths"),
    [
        ((), "." * 26, "0" * 26),
        (
            ("        ------------- n me",),
            "........nnnnnnnnnnnnn.....",
            "00000000111111111111100000",
        ),
        (
            (
                "-------------------------- c me",
                "        ------------------ q me",
                "        ------ n me",
            ),
            "ccccccccnnnnnnqqqqqqqqqqqq",
            "11111111333333222222222222",
        ),
        (  # crossing spans: the shorter one tints
            ("-------------- c me", "        ------------------ q me"),
            "ccccccccccccccqqqqqqqqqqqq",
            "11111111222222111111111111",
        ),
        (  # of equal length the later one tints
            ("-------------- c me", "    -------------- q me"),
            "ccccqqqqqqqqqqqqqq........",
            "11112222222222111100000000",
        ),
        (  # of one span the last in the order of the labels tints
            ("        ------ n me", "        ------ c me"),
            "........nnnnnn............",
            "00000000222222000000000000",
        ),
        (  # the reader's own comes before a shorter one of another
            ("-------------------------- c me", "        ------ n you"),
            "cccccccccccccccccccccccccc",
            "11111111222222111111111111",
        ),
        (
            ("        ------ n me", "-------------------------- c you"),
            "CCCCCCCCnnnnnnCCCCCCCCCCCC",
            "11111111222222111111111111",
        ),
        (  # two annotators who agree are no overlap
            ("        ------ n me", "        ------ n you"),
            "........nnnnnn............",
            "00000000111111000000000000",
        ),
        (  # no deeper than three
            ("-- c me", "-- q me", "-- n me", "-- d me", "--- c me"),
            "ddc" + "." * 23,
            "331" + "0" * 23,
        ),
    ],
)
def test_tint_and_depth(drawn: tuple[str, ...], labels: str, depths: str) -> None:
    runs = row_runs(0, len(TEXT), index(TEXT, *drawn), me="me")
    assert "".join(letter(r.look) * (r.end - r.start) for r in runs) == labels
    assert "".join(str(r.look.depth) * (r.end - r.start) for r in runs) == depths


def flags(runs_of: str, **kwargs: object) -> str:
    """The flag's line: # where it is set."""
    runs = row_runs(0, len(TEXT), SpanIndex(()), me="me", **kwargs)  # type: ignore[arg-type]  # tests only
    return "".join(" #"[getattr(r.look, runs_of)] * (r.end - r.start) for r in runs)


def test_selection_matches_and_active_are_told_apart() -> None:
    assert flags("is_selected", selection=Span(3, 7)) == f"{'   ####':26}"
    matches = (Span(0, 2), Span(8, 14), Span(22, 30))
    assert flags("is_match", matches=matches) == "##      ######        ####"
    active = annotation(8, 14)
    assert flags("is_active", active=active) == f"{'        ######':26}"
    assert flags("is_edge", active=active) == f"{'        #    #':26}"


def test_the_edges_of_the_active_annotation_are_whole_graphemes() -> None:
    text = "e\u0301lan vital 👨\u200d👩"
    active = Annotation("a", "r", None, "x", Span(0, len(text)), text, "claim", "me")
    runs = row_runs(0, len(text), SpanIndex([active]), me="me", active=active)
    assert [(r.start, r.end) for r in runs if r.look.is_edge] == [(0, 2), (12, 15)]


def test_an_active_annotation_of_one_grapheme_is_all_edge() -> None:
    runs = row_runs(0, 5, SpanIndex(()), me="me", active=annotation(2, 3))
    assert [(r.start, r.end, r.look.is_edge) for r in runs] == [
        *((0, 2, False), (2, 3, True), (3, 5, False))
    ]


def test_a_row_shows_its_part_of_a_longer_span() -> None:
    runs = row_runs(5, 9, SpanIndex([annotation(0, 7)]), me="me")
    assert [(r.start, r.end, r.look.label) for r in runs] == [
        *((5, 7, "claim"), (7, 9, ""))
    ]


def test_an_empty_stretch_has_no_runs() -> None:
    assert row_runs(0, 0, SpanIndex(()), me="me") == ()


spans_drawn = st.builds(
    lambda start, length, label, by: (start, start + length, label, by),
    st.integers(0, 900),
    st.one_of(st.integers(1, 30), st.integers(1, 900)),
    st.sampled_from(list(LABELS.values())),
    st.sampled_from(["me", "you"]),
)
layers = st.lists(spans_drawn, max_size=25, unique=True).map(
    lambda drawn: tuple(annotation(*span) for span in drawn)
)


def stacked(found: list[Annotation]) -> tuple[Annotation, ...]:
    order = list(LABELS.values())
    return tuple(
        sorted(
            found,
            key=lambda a: (a.span.start, -a.span.end, order.index(a.label), a.id),
        )
    )


@settings(deadline=None)
@given(layers, st.integers(0, 900), st.integers(0, 300))
def test_the_index_finds_what_a_walk_over_all_finds(
    layer: tuple[Annotation, ...], start: int, length: int
) -> None:
    spans = SpanIndex(layer, LABELS.values())
    end = start + length
    assert len(spans) == len(layer)
    assert spans.at(start) == stacked([a for a in layer if a.span.contains(start)])
    assert spans.starting(start, end) == stacked(
        [a for a in layer if start <= a.span.start < end]
    )
    touched = [a for a in layer if a.span.start < end and a.span.end > start]
    assert spans.between(start, end) == (stacked(touched) if length else ())


@settings(deadline=None)
@given(layers, layers)
def test_a_changed_index_is_as_one_built_anew(
    before: tuple[Annotation, ...], after: tuple[Annotation, ...]
) -> None:
    old = SpanIndex(before, LABELS.values())
    new = old.with_changes(
        [a for a in before if a not in after], [a for a in after if a not in before]
    )
    assert new.between(0, 2000) == stacked(list(after))
    assert len(new) == len(after)
    for offset in range(0, 900, 37):
        assert new.at(offset) == SpanIndex(after, LABELS.values()).at(offset)
    assert old.between(0, 2000) == stacked(list(before))


def test_spans_as_long_as_a_book_are_found_and_removed() -> None:
    book = annotation(10, 1_000_000)
    word = annotation(500_000, 500_010)
    spans = SpanIndex([word, book])
    assert spans.at(500_005) == (book, word)
    assert spans.starting(0, 2_000_000) == (book, word)
    without = spans.with_changes([book], [])
    assert without.at(500_005) == (word,)
    assert without.with_changes([], [book]).at(500_005) == (book, word)


def test_what_is_not_there_cannot_be_removed() -> None:
    spans = SpanIndex([annotation(3, 5)])
    with pytest.raises(KeyError):
        spans.with_changes([annotation(3, 6)], [])
    with pytest.raises(KeyError):
        spans.with_changes([annotation(700, 706)], [])
    with pytest.raises(KeyError):
        spans.with_changes([annotation(0, 1_000_000)], [])


@settings(deadline=None)
@given(layers, st.integers(0, 900), st.integers(1, 80), st.integers(0, 900))
def test_runs_tile_the_row_and_no_two_neighbours_look_alike(
    layer: tuple[Annotation, ...], start: int, length: int, other: int
) -> None:
    spans = SpanIndex(layer)
    runs = row_runs(
        start,
        start + length,
        spans,
        me="me",
        selection=Span(other, other + 20),
        active=layer[0] if layer else None,
        matches=(Span(100, 104), Span(other + 1000, other + 1001)),
    )
    assert runs[0].start == start
    assert runs[-1].end == start + length
    for run, following in pairwise(runs):
        assert run.end == following.start
        assert run.look != following.look
    for run in runs:
        for offset in (run.start, run.end - 1):
            stack = spans.at(offset)
            own = [a for a in stack if a.annotator == "me"]
            pool = own or list(stack)
            assert run.look.is_other == bool(stack and not own)
            shortest = min((len(a.span) for a in pool), default=0)
            assert run.look.label in (
                {a.label for a in pool if len(a.span) == shortest} or {""}
            )


@pytest.mark.parametrize(
    ("drawn", "found"),
    [
        (("        ------ n me",), [(7, "number", False, False)]),
        (("------- c you",), [(0, "claim", True, True)]),
        (("    --- c me",), []),  # no blank before it
        (  # the outermost is told: the tint tells the innermost
            ("        ------ n me", "        ------------------ q me"),
            [(7, "quote", False, False)],
        ),
        (  # the reader's own first
            ("        ------ n me", "        ------------------ q you"),
            [(7, "number", False, False)],
        ),
        (
            ("-------------------------- c me", "               ------ n you"),
            [(0, "claim", False, True), (14, "number", True, False)],
        ),
    ],
)
def test_brackets(
    drawn: tuple[str, ...], found: list[tuple[int, str, bool, bool]]
) -> None:
    spans = index(TEXT, *drawn)
    assert brackets(0, len(TEXT), spans, TEXT, me="me") == tuple(
        Bracket(*bracket) for bracket in found
    )


def test_a_span_on_the_next_row_gets_no_bracket_on_this_one() -> None:
    spans = index(TEXT, "        ------ n me")
    assert brackets(0, 8, spans, TEXT, me="me") == ()
    assert brackets(8, 15, spans, TEXT, me="me") == (
        Bracket(8, "number", is_other=False, is_in_gutter=True),
    )


@pytest.mark.parametrize(
    ("drawn", "letters"),
    [
        ((), ""),
        (("  ------ n me",), "n"),
        (("  ------ n me", "----- c me"), "cn"),
        (("  ------ n me", "----- c you"), "nC"),  # the reader's own first
        (("  ------ n me", "----- n you", "         --- n me"), "n"),
        (("----- q me", "----- c me", "----- d you"), "c+"),
        (("----- q me", "----- c you", "----- d you"), "q⊕"),
    ],
)
def test_the_gutter_has_at_most_two_letters(
    drawn: tuple[str, ...], letters: str
) -> None:
    marks = gutter(0, len(TEXT), index(TEXT, *drawn), KEYS, me="me")
    told = "".join(
        {"+": "⊕"}.get(mark.letter, mark.letter.upper())
        if mark.is_other
        else mark.letter
        for mark in marks
    )
    assert told == letters


def test_a_label_without_a_key_is_told_by_its_first_letter() -> None:
    spans = SpanIndex([annotation(0, 3, "source"), annotation(4, 5, "claim")])
    assert gutter(0, 9, spans, {"source": "", "claim": "c"}, me="me") == (
        GutterMark("s", "source", is_other=False),
        GutterMark("c", "claim", is_other=False),
    )


@pytest.mark.parametrize(
    ("drawn", "looks", "ends"),
    [
        # TEXT is: He said 10,000 troops went
        (("        ------------- n rules",), "........nnnnnnnnnnnnn.....", "7( 21)"),
        (("-- c rules",), "cc........................", "0( 2)"),
        # A blank between two is the beginning of the second.
        (
            ("        ------ n rules", "               ------ q rules"),
            "........nnnnnn.qqqqqq.....",
            "7( 14( 21)",
        ),
        # The shortest tells the label.
        (
            ("------------------------ c rules", "        ------ n rules"),
            "ccccccccnnnnnncccccccccc..",
            "0( 7( 14)",
        ),
        # Inside a word there is no blank to stand on.
        (("         ---- n rules",), ".........nnnn.............", ""),
    ],
)
def test_suggestions_are_outlined_and_change_no_tint(
    drawn: tuple[str, ...], looks: str, ends: str
) -> None:
    suggested = index(TEXT, *drawn)
    tags = index(TEXT, "        ------ q me")
    runs = row_runs(0, len(TEXT), tags, me="me", suggestions=suggested)
    seen = "".join(
        KEYS.get(run.look.suggested, ".") * (run.end - run.start) for run in runs
    )
    assert seen == looks
    tints = "".join(letter(run.look) * (run.end - run.start) for run in runs)
    assert tints == "........qqqqqq............"
    marks = sorted(outlines(0, len(TEXT), suggested, TEXT))
    assert " ".join(f"{one.offset}{'()'[one.is_end]}" for one in marks) == ends
    assert all(mark.is_in_gutter == (mark.offset == 0) for mark in marks)
    without = row_runs(0, len(TEXT), tags, me="me")
    assert all(run.look.suggested == "" for run in without)


def test_a_suggestion_that_goes_on_in_the_next_row_begins_once() -> None:
    suggested = index(TEXT, "        ------------- n rules")
    assert outlines(0, 15, suggested, TEXT) == (Outline(7, "number"),)
    assert outlines(15, len(TEXT), suggested, TEXT) == (
        Outline(21, "number", is_end=True),
    )


def test_gutter_letters_of_suggestions_come_last() -> None:
    tags = index(TEXT, "        ------ q you")
    suggested = index(TEXT, "-- c rules", "        ------ q rules")
    marks = gutter(0, len(TEXT), tags, KEYS, me="me", suggestions=suggested)
    assert marks == (
        GutterMark("q", "quote", is_other=True),
        GutterMark("c", "claim", is_other=True, is_suggested=True),
    )
