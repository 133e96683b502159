from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from train_cases import LABELS, articles_with_numbers, layer_of, model_of_numbers

from annotate.text.clean import clean
from annotate.text.graphemes import is_boundary
from annotate.train.curve import curve, measure
from annotate.train.dividing import divide
from annotate.train.learning import Settings, learn
from annotate.train.pipeline import SPANS, NoSuchLanguage
from annotate.train.suggesting import suggest_with
from formats.hostile_layers import TEXTS

if TYPE_CHECKING:
    from annotate.suggest.proposal import Proposal

NEW = articles_with_numbers(14)[10:]
"""Articles that the model has not seen."""


def suggested(*texts: str) -> list[tuple[Proposal, ...]]:
    return list(suggest_with(model_of_numbers().pipeline, SPANS, texts))


def test_a_model_finds_in_new_articles_what_it_has_learned() -> None:
    found = measure(model_of_numbers(), NEW, LABELS)
    for label in LABELS:
        assert found[label].gold
        strict = found[label].strict.f1
        assert strict is not None
        assert strict > 0.9


def test_the_same_lessons_make_the_same_model() -> None:
    layers = articles_with_numbers()[:3]
    made = Settings(LABELS, rounds=3, seed=4)
    one, two = (learn(layers, made).pipeline.to_bytes() for _ in range(2))
    other = learn(layers, Settings(LABELS, rounds=3, seed=5)).pipeline.to_bytes()
    assert one == two != other


def test_suggestions_come_text_by_text_whatever_their_order() -> None:
    texts = [layer.article.text for layer in NEW]
    together = suggested(*texts)
    assert together == [suggested(text)[0] for text in texts]
    assert together[::-1] == suggested(*texts[::-1])
    long = "\n".join(texts)
    (found,) = suggested(long)
    assert len(found) == sum(map(len, together))
    assert [long[each.span.start : each.span.end] for each in found] == [
        text[each.span.start : each.span.end]
        for text, own in zip(texts, together, strict=True)
        for each in own
    ]


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_suggestions_for_any_text_are_spans_of_whole_characters(text: str) -> None:
    text = clean(f"{text} counted 12,000 troops {text}\n{text} “No,” he said.")
    (found,) = suggested(text)
    assert list(found) == sorted(
        found, key=lambda each: (each.span.start, -each.span.end, each.label)
    )
    for each in found:
        quote = text[each.span.start : each.span.end]
        assert quote == quote.strip() != ""
        assert is_boundary(text, each.span.start)
        assert is_boundary(text, each.span.end)
        assert each.label in LABELS
        assert each.rule == "spancat"
        assert 0 < each.score <= 1
        assert not any(
            each.label == other.label
            and each is not other
            and each.span.start < other.span.end
            and other.span.start < each.span.end
            for other in found
        )


def test_a_text_of_nothing_has_no_suggestions() -> None:
    assert suggested("", " \n", "x") == [(), (), ()]
    assert suggested() == []


def test_a_curve_measures_models_of_more_and_more_articles() -> None:
    divided = divide(articles_with_numbers(), 0.2, 0)
    parts: list[float] = []
    points = list(curve(divided, Settings(LABELS, rounds=4), parts.append))
    assert [point.articles for point in points] == [2, 4, 6, 8]
    assert [point.annotations for point in points] == sorted(
        point.annotations for point in points
    )
    assert sum(parts) == pytest.approx(1)
    for point in points:
        assert point.overall.gold == sum(
            len(layer.annotations) for layers in divided.held_out for layer in layers
        )
    last = points[-1].overall.strict.f1
    assert last is not None
    assert last > 0.7
    (only,) = curve(
        divided, Settings(LABELS, rounds=4), lambda _part: None, is_whole=False
    )
    assert only.by_label == points[-1].by_label


def test_spans_inside_words_and_very_long_ones_are_counted() -> None:
    long = " ".join(f"word{number}" for number in range(120))
    layers = [
        layer_of(
            f"It was 60somethings there. {long}. He left.",
            ("60some", "number"),
            (long, "quote"),
            ("He left", "quote"),
        )
    ]
    found = learn(layers, Settings(LABELS, rounds=1))
    assert (found.unmet, found.too_long, found.longest) == (1, 1, 100)


@pytest.mark.parametrize("language", ["xx1", "english", "ja"])
def test_a_language_that_spacy_lacks_is_told(language: str) -> None:
    with pytest.raises(NoSuchLanguage, match=f"the language '{language}'"):
        learn(NEW, Settings(LABELS, language=language))


def test_another_language_than_english_is_learned_too() -> None:
    layers = [layer_of("Es waren 12 Autos. Dann kamen 30 Autos.", ("12", "number"))]
    found = learn(layers, Settings(("number",), language="de", rounds=1))
    assert found.pipeline.lang == "de"
