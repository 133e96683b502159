from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings

from annotate.model import Layer, Span
from annotate.text.clean import clean
from annotate.train.pieces import cuts, pieces
from formats.format_cases import layers_of_seeds
from formats.hostile_layers import TEXTS, corpora


@given(TEXTS)
@settings(deadline=None)
def test_pieces_are_all_of_the_text(text: str) -> None:
    text = clean(text) * 40
    edges = cuts(text)
    assert (edges[0], edges[-1]) == (0, len(text))
    assert "".join(text[start:end] for start, end in pairwise(edges)) == text
    assert all(end - start >= 250 for start, end in pairwise(edges[:-1]))


@given(corpora())
@settings(max_examples=30, deadline=None)
def test_no_annotation_is_cut_and_each_is_in_one_piece(
    drawn: tuple[Layer, ...],
) -> None:
    for layer in drawn:
        quotes = []
        for piece in pieces(layer):
            for row in piece.annotations:
                assert piece.article.quote(row.span) == row.quote
                quotes.append(row.id)
        assert quotes == [row.id for row in layer.annotations]


def test_an_article_has_pieces_of_some_sentences() -> None:
    for layer in layers_of_seeds():
        found = list(pieces(layer))
        assert 5 < len(found) < 40
        for piece in found[1:]:
            assert piece.article.text[0].isspace()


def test_a_piece_ends_behind_the_longest_span_that_is_open() -> None:
    text = "One two three four five. " * 60
    long, short = Span(10, 700), Span(20, 30)
    edges = cuts(text, [short, long])
    assert all(not long.start < edge < long.end for edge in edges)
    assert 700 <= edges[1] < 730
