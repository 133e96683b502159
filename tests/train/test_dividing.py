from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from train_cases import articles_with_numbers, filler, layer_of

from annotate.model import Annotator, Layer, Status
from annotate.train.dividing import (
    Divided,
    NothingToLearn,
    OneText,
    divide,
    portions,
)

TEXTS = [f"{number} says 12 things: {filler(number)}." for number in range(40)]


def some(count: int) -> list[Layer]:
    return [layer_of(text, ("12", "number")) for text in TEXTS[:count]]


def texts(articles: tuple[tuple[Layer, ...], ...]) -> set[str]:
    return {layer.article.text for layers in articles for layer in layers}


@pytest.mark.parametrize(
    ("count", "share", "held_out"),
    [(2, 0.2, 1), (3, 0.2, 1), (5, 0.2, 1), (10, 0.2, 2), (40, 0.2, 8), (10, 0.5, 5)],
)
def test_a_share_of_the_articles_is_held_out_and_never_none(
    count: int, share: float, held_out: int
) -> None:
    found = divide(some(count), share, 0)
    assert len(found.held_out) == held_out
    assert len(found.training) == count - held_out


@given(st.integers(2, 40), st.integers(), st.floats(0.05, 0.5))
def test_every_article_is_on_one_side(count: int, seed: int, share: float) -> None:
    found = divide(some(count), share, seed)
    assert texts(found.training) | texts(found.held_out) == set(TEXTS[:count])
    assert not texts(found.training) & texts(found.held_out)
    assert found.training
    assert found.held_out


def test_all_annotators_of_an_article_are_on_one_side() -> None:
    layers = some(10)
    layers += [replace(layer, annotator=Annotator("bob")) for layer in layers]
    found = divide(layers, 0.3, 1)
    assert all(len(each) == 2 for each in (*found.training, *found.held_out))


def test_the_division_is_the_same_everywhere_and_another_for_another_seed() -> None:
    def held_out(seed: int) -> list[str]:
        layers = divide(some(6), 0.34, seed).held_out
        return [each[0].article.text.split()[0] for each in layers]

    layers = some(6)
    assert divide(layers, 0.34, 0) == divide(layers[::-1], 0.34, 0)
    assert [held_out(seed) for seed in range(4)] == [
        ["0", "5"], ["2", "4"], ["4", "0"], ["5", "4"],
    ]  # fmt: skip


def test_what_nobody_has_done_teaches_nothing() -> None:
    todo = Layer(layer_of("Nothing yet.").article, Annotator("alice"))
    bare = Layer(layer_of("Nobody.").article, None)
    done = replace(layer_of("Nothing here."), status=Status.DONE)
    found = divide([*some(3), todo, bare, done], 0.2, 0)
    assert texts(found.training) | texts(found.held_out) == {
        *TEXTS[:3],
        "Nothing here.",
    }


@pytest.mark.parametrize(
    ("layers", "error"),
    [
        ([], NothingToLearn),
        ([layer_of("Nothing here."), layer_of("Nor here.")], NothingToLearn),
        (some(1), OneText),
        ([*some(1), replace(some(1)[0], annotator=Annotator("bob"))], OneText),
    ],
)
def test_too_little_is_told(
    layers: list[Layer], error: type[NothingToLearn | OneText]
) -> None:
    with pytest.raises(error):
        divide(layers, 0.2, 0)


@pytest.mark.parametrize(
    ("count", "sizes"),
    [(1, [1]), (2, [1, 2]), (4, [1, 2, 3, 4]), (10, [3, 5, 8, 10])],
)
def test_a_learning_curve_has_growing_portions(count: int, sizes: list[int]) -> None:
    training = Divided(tuple((each,) for each in some(count)), ()).training
    found = portions(training)
    assert [len(each) for each in found] == sizes
    assert all(each == training[: len(each)] for each in found)


def test_portions_of_a_division_begin_with_the_same_articles() -> None:
    found = divide(articles_with_numbers(), 0.2, 0)
    first, *_, last = portions(found.training)
    assert last == found.training
    assert first == last[: len(first)]
