from __future__ import annotations

import pytest
from format_cases import layers_of_seeds
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.formats.contract import Alignment, Losses
from annotate.formats.tokens import aligned, tokenize, with_white_space
from annotate.model import Span

DROPPED = "spans dropped that do not meet the borders of tokens"
BLANK = "spans dropped that are white space alone"
MOVED = "spans moved to the borders of tokens"

TEXTS = st.text(
    st.one_of(
        st.sampled_from(
            "ab .,'’\n\t\f\x1b\x85\xa0\u2028\u200d\ufe0f👩🏽🇫🇷e\u0301中カعไำन\u094d1½_-"
        ),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=40,
)


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(TEXTS.filter(bool))
    ends = st.integers(0, len(text))
    pairs = draw(
        st.lists(st.tuples(ends, ends).filter(lambda each: each[0] != each[1]))
    )
    return text, [Span(min(pair), max(pair)) for pair in pairs]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("The mayor said no.", "The mayor said no ."),
        ("It cost $10,000.50, or 3.", "It cost $ 10,000.50 , or 3 ."),
        ("6pm 10.5m 1970s F16 122-mm", "6 pm 10.5 m 1970 s F16 122 - mm"),
        ("U.S.-led a.m. etc. D.C.", "U.S. - led a.m. etc . D.C."),
        ("Putin’s, don't, we’ll", "Putin ’s , don 't , we ’ll"),
        ("O'Brien l’homme 'yes' ‘s’", "O'Brien l’homme ' yes ' ‘ s ’"),
        ("snake_case a/b", "snake_case a / b"),
        ("caf\u0065\u0301 नमस्ते", "caf\u0065\u0301 नमस्ते"),
        ("東京でABC は", "東 京 で ABC は"),
        ("น้ำ", "น้ำ"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d👩\u200d👧🇫🇷🇩🇪🇮", "👩\u200d👩\u200d👧 🇫🇷 🇩🇪 🇮"),
        ("1\ufe0f\u20e3 ½ x²", "1\ufe0f\u20e3 ½ x²"),
        ("…“Hi!?”", "… “ Hi ! ? ”"),
        (" \n\u2028\xa0\t", ""),
        ("", ""),
    ],
)
def test_a_text_is_cut_into_words_numbers_and_single_marks(
    text: str, tokens: str
) -> None:
    assert [text[each.start : each.end] for each in tokenize(text)] == tokens.split()


@given(TEXTS)
@settings(deadline=None)
def test_what_is_no_white_space_is_in_exactly_one_token(text: str) -> None:
    covered = [at for each in tokenize(text) for at in range(each.start, each.end)]
    assert covered == [at for at, char in enumerate(text) if not char.isspace()]


@pytest.mark.parametrize("text", ["🇫" * 40_000, "e" + "\u0301" * 80_000, "1." * 40_000])
def test_a_long_run_of_anything_is_cut_too(text: str) -> None:
    assert sum(map(len, tokenize(text))) == len(text)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("a b", ["a", "b"]),
        ("a  b\n\nc ", ["a", " ", "b", "\n\n", "c"]),
        (" a \n b", [" ", "a", "\n ", "b"]),
        ("\n", ["\n"]),
        ("", []),
    ],
)
def test_white_space_is_tokens_where_it_is_not_one_blank(
    text: str, pieces: list[str]
) -> None:
    found = with_white_space(text, tokenize(text))
    assert [text[each.start : each.end] for each in found] == pieces


#     The cat's meow, 6pm.
#     0123456789012345678901
@pytest.mark.parametrize(
    ("span", "wanted"),
    [
        # (split, strict, contract, expand); "" where the span is dropped
        ((4, 7), ("cat", "cat", "cat", "cat")),
        ((4, 9), ("cat 's", "cat 's", "cat 's", "cat 's")),
        ((5, 7), ("at", "", "", "cat")),
        ((5, 14), ("at 's meow", "", "'s meow", "cat 's meow")),
        ((3, 7), ("cat", "", "cat", "cat")),
        ((4, 8), ("cat '", "", "cat", "cat 's")),
        ((9, 10), ("", "", "", "")),
        ((16, 17), ("6", "6", "6", "6")),
    ],
)
def test_a_span_is_made_of_tokens_by_the_alignment_that_is_asked_for(
    span: tuple[int, int], wanted: tuple[str, ...]
) -> None:
    text = "The cat's meow, 6pm."
    for alignment, tokens in zip(Alignment, wanted, strict=True):
        losses = Losses()
        found = aligned(text, [Span(*span)], alignment, losses)
        place = found.places[0]
        if not tokens:
            assert place is None
            white = not text[slice(*span)].strip()
            assert losses.counted() == {BLANK if white else DROPPED: 1}
            continue
        assert place is not None
        inside = found.tokens[slice(*place)]
        assert [text[each.start : each.end] for each in inside] == tokens.split()
        is_moved = (inside[0].start, inside[-1].end) != span
        assert losses.counted() == ({MOVED: 1} if is_moved else {})


@given(texts_with_spans())
@settings(deadline=None)
def test_split_keeps_every_span_but_its_outer_white_space(
    drawn: tuple[str, list[Span]],
) -> None:
    text, spans = drawn
    losses = Losses()
    tokens, places = aligned(text, spans, Alignment.SPLIT, losses)
    assert "".join(text[each.start : each.end] for each in tokens) == "".join(
        text.split()
    )
    moved = blank = 0
    for span, place in zip(spans, places, strict=True):
        quote = text[span.start : span.end]
        if place is None:
            blank += 1
            assert not quote.strip()
            continue
        start, end = tokens[place[0]].start, tokens[place[1] - 1].end
        assert text[start:end] == quote.strip()
        moved += quote != quote.strip()
    wanted = {BLANK: blank, MOVED: moved}
    assert losses.counted() == {what: count for what, count in wanted.items() if count}


@given(texts_with_spans())
@settings(deadline=None)
def test_split_with_white_space_keeps_every_span(drawn: tuple[str, list[Span]]) -> None:
    text, spans = drawn
    losses = Losses()
    tokens, places = aligned(text, spans, Alignment.SPLIT, losses, white_space=True)
    assert not losses.counted()
    for span, place in zip(spans, places, strict=True):
        assert place is not None
        assert (tokens[place[0]].start, tokens[place[1] - 1].end) == (
            span.start,
            span.end,
        )
    # As spaCy: nothing but one blank stands between two tokens.
    at = 0
    for token in tokens:
        assert text[at : token.start] in ({"", " "} if at else {""})
        at = token.end
    assert text[at:] in {"", " "}


@given(texts_with_spans(), st.sampled_from(Alignment), st.booleans())
@settings(deadline=None)
def test_a_span_never_grows_by_contract_nor_shrinks_by_expand(
    drawn: tuple[str, list[Span]], alignment: Alignment, white_space: bool
) -> None:
    text, spans = drawn
    tokens, places = aligned(text, spans, alignment, Losses(), white_space=white_space)
    for span, place in zip(spans, places, strict=True):
        if place is None:
            continue
        found = Span(tokens[place[0]].start, tokens[place[1] - 1].end)
        if alignment is Alignment.EXPAND:
            inside = text[span.start : span.end]
            first = span.start + len(inside) - len(inside.lstrip())
            last = span.end - len(inside) + len(inside.rstrip())
            assert white_space or found.covers(Span(first, last))
        else:
            assert span.covers(found)


def test_the_worked_example_meets_the_borders_of_tokens() -> None:
    losses = Losses()
    for layer in layers_of_seeds():
        spans = [row.span for row in layer.annotations]
        aligned(layer.article.text, spans, Alignment.STRICT, losses)
    assert not losses.counted()
