"""Layers that say all there is: what they lack is taken back, and comes back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_cases import ARTICLE, SECOND, Clock, rows_of

from annotate.ids import pack
from annotate.model import Annotation, Annotator, AnnotatorKind, Answer, Layer, Span
from annotate.store.check import check
from annotate.store.store import Imported, open_store

if TYPE_CHECKING:
    from store_cases import Home, NewHome

    from annotate.model import Article
    from annotate.store.store import Store

RULES = Annotator("rules", AnnotatorKind.MODEL)


def suggestion(
    start: int, end: int, label: str = "number", article: Article = ARTICLE
) -> Annotation:
    row = pack(0, hash((article.id[:4], start, end, label)) & 0xFFFFFFFF)
    span, quote = Span(start, end), article.text[start:end]
    return Annotation(
        row, row, None, article.id, span, quote, label, "rules", origin="r", score=0.5
    )


def replaced(
    store: Store,
    *rows: Annotation,
    labels: tuple[str, ...] = ("number",),
    article: Article = ARTICLE,
) -> Imported:
    return store.import_layers(
        [Layer(article, RULES, annotations=rows)], replaced_labels=labels
    )


def there(store: Store, article: Article = ARTICLE) -> set[tuple[int, int, str]]:
    return {
        (each.span.start, each.span.end, each.label)
        for each in store.annotations(article.id)
    }


@pytest.fixture
def store(home: Home):
    with open_store(home / "a.db", ids=Clock()) as opened:
        yield opened
        opened.close()
    problems = [each for each in check(home / "a.db") if each.severity == "error"]
    assert problems == []


def test_what_no_longer_comes_is_taken_back_and_what_comes_again_is_back(store: Store):
    one, two = suggestion(0, 3), suggestion(4, 9)
    assert replaced(store, one, two).annotations == 2
    done = replaced(store, one)
    assert (done.taken_back, done.known, done.changed) == (1, 1, 0)
    assert there(store) == {(0, 3, "number")}
    done = replaced(store, one, two)
    assert (done.taken_back, done.known, done.changed, done.annotations) == (0, 1, 1, 0)
    assert there(store) == {(0, 3, "number"), (4, 9, "number")}
    done = replaced(store)
    assert done.taken_back == 2
    assert there(store) == set()


def test_the_same_again_changes_no_row(store: Store):
    rows = suggestion(0, 3), suggestion(4, 9)
    replaced(store, *rows)
    replaced(store, rows[0])
    before = rows_of(store.path)
    done = replaced(store, rows[0])
    assert (done.known, done.taken_back, done.changed) == (1, 0, 0)
    assert rows_of(store.path) == before


def test_a_score_that_changes_and_changes_back_is_the_last_one_said(store: Store):
    row = suggestion(0, 3)
    replaced(store, row)
    for score in (0.9, 0.5, 0.9):
        assert replaced(store, replace(row, score=score)).changed == 1
        assert [each.score for each in store.annotations(ARTICLE.id)] == [score]


def test_other_labels_articles_and_people_stay(store: Store):
    quote = suggestion(4, 9, "quote")
    elsewhere = suggestion(0, 6, "number", SECOND)
    replaced(store, suggestion(0, 3))
    replaced(store, elsewhere, article=SECOND)
    store.import_layers([Layer(ARTICLE, RULES, annotations=(quote,))])
    bobs = replace(suggestion(0, 3), id=pack(1, 1), rev=pack(1, 1), annotator="bob")
    store.import_layers([Layer(ARTICLE, Annotator("bob"), annotations=(bobs,))])
    assert replaced(store).taken_back == 1
    assert there(store, SECOND) == {(0, 6, "number")}
    left = store.annotations(ARTICLE.id)
    assert {(each.annotator, each.label) for each in left} == {
        ("rules", "quote"),
        ("bob", "number"),
    }


def test_a_decision_about_a_suggestion_outlives_it(store: Store):
    row = suggestion(0, 3)
    replaced(store, row)
    refused = replace(
        row,
        id=pack(1, 1),
        rev=pack(1, 1),
        annotator="bob",
        origin=row.id,
        score=None,
        answer=Answer.REJECT,
    )
    store.import_layers([Layer(ARTICLE, Annotator("bob"), rejected=(refused,))])
    replaced(store)
    [left] = store.annotations(ARTICLE.id)
    assert (left.annotator, left.answer, left.origin) == ("bob", "reject", row.id)


def test_an_article_without_suggestions_gets_no_assignment(store: Store):
    replaced(store)
    assert [each.annotator for each in store.layers(annotators=["rules"])] == []


@given(
    st.lists(
        st.sets(st.tuples(st.integers(0, 8), st.integers(1, 3)), max_size=4),
        max_size=5,
    )
)
@settings(max_examples=40, deadline=None)
def test_after_each_run_the_database_says_what_the_run_said(
    new_home: NewHome, runs: list[set[tuple[int, int]]]
):
    with new_home() as home, open_store(home / "a.db", ids=Clock()) as store:
        for run in runs:
            rows = [suggestion(start, start + size) for start, size in run]
            replaced(store, *rows)
            assert there(store) == {
                (start, start + size, "number") for start, size in run
            }
