"""Who gets which article: filled, level, paired evenly, and the same every time."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.sprint.assigning import Shortage, Taken, distribute, shortages

if TYPE_CHECKING:
    from random import Random

ARTICLES = [f"article-{number}" for number in range(12)]
PEOPLE = ["ann", "ben", "cem", "dua", "eli", "fay"]

people = st.lists(st.sampled_from(PEOPLE), min_size=1, unique=True)
some_articles = st.lists(st.sampled_from(ARTICLES), unique=True)
taken_before = st.lists(
    st.builds(Taken, st.sampled_from(ARTICLES), st.sampled_from(PEOPLE), st.booleans()),
    unique_by=lambda one: (one.article, one.annotator),
)


def loads(pairs: tuple[tuple[str, str], ...], who: list[str]) -> list[int]:
    found = Counter(one for _, one in pairs)
    return [found[one] for one in who]


def pair_counts(pairs: tuple[tuple[str, str], ...], who: list[str]) -> list[int]:
    found = Counter(
        pair
        for _, group in groupby(pairs, itemgetter(0))
        for pair in combinations(sorted(one for _, one in group), 2)
    )
    return [found[pair] for pair in combinations(sorted(who), 2)]


def test_articles_go_round() -> None:
    assert distribute(ARTICLES[:3], ["ben", "ann"], 1) == (
        ("article-0", "ann"),
        ("article-1", "ben"),
        ("article-2", "ann"),
    )


def test_three_people_in_pairs_meet_each_other_equally() -> None:
    pairs = distribute(ARTICLES[:6], PEOPLE[:3], 2)
    assert loads(pairs, PEOPLE[:3]) == [4, 4, 4]
    assert pair_counts(pairs, PEOPLE[:3]) == [2, 2, 2]


@pytest.mark.parametrize("number", range(2, 13))
@pytest.mark.parametrize("overlap", [2, 3, 4])
def test_pairs_of_annotators_have_nearly_as_much_in_common(
    number: int, overlap: int
) -> None:
    who = [f"person-{one:02}" for one in range(number)]
    for articles in (10, 37, 100):
        pairs = distribute([str(one) for one in range(articles)], who, overlap)
        counts = pair_counts(pairs, who)
        assert max(counts) - min(counts) <= (2 if overlap == 2 else 3)


@given(some_articles, people, st.integers(1, 7))
def test_every_article_has_its_annotators_and_loads_are_level(
    articles: list[str], who: list[str], overlap: int
) -> None:
    pairs = distribute(articles, who, overlap)
    assert len(set(pairs)) == len(pairs)
    got = Counter(article for article, _ in pairs)
    assert all(got[one] == min(overlap, len(who)) for one in articles)
    found = loads(pairs, who)
    assert max(found) - min(found) <= 1


@given(some_articles, people, st.integers(1, 4), taken_before, st.randoms())
def test_the_same_people_in_any_order_get_the_same(
    articles: list[str],
    who: list[str],
    overlap: int,
    taken: list[Taken],
    chance: Random,
) -> None:
    first = distribute(articles, who, overlap, taken)
    chance.shuffle(who)
    chance.shuffle(taken)
    assert distribute([*articles, *articles], [*who, *who], overlap, taken) == first


@given(some_articles, people, st.integers(1, 4), taken_before)
def test_nobody_gets_what_they_have_and_no_article_gets_too_many(
    articles: list[str], who: list[str], overlap: int, taken: list[Taken]
) -> None:
    pairs = distribute(articles, who, overlap, taken)
    assert not {(one.article, one.annotator) for one in taken} & set(pairs)
    held = Counter(one.article for one in taken if one.fills)
    for article in articles:
        given_now = {one for each, one in pairs if each == article}
        barred = {one.annotator for one in taken if one.article == article}
        free = set(who) - barred
        assert len(given_now) == min(max(overlap - held[article], 0), len(free))
    short = shortages(articles, overlap, taken, pairs)
    assert all(one.lacking > 0 for one in short)
    assert {one.article for one in short} == {
        one
        for one in articles
        if held[one] + sum(each == one for each, _ in pairs) < overlap
    }


@given(some_articles, people, st.integers(1, 4), taken_before)
def test_no_single_hand_over_would_level_the_loads_more(
    articles: list[str], who: list[str], overlap: int, taken: list[Taken]
) -> None:
    pairs = distribute(articles, who, overlap, taken)
    load = Counter(one for _, one in pairs)
    load.update(one.annotator for one in taken if one.fills)
    barred = {(one.article, one.annotator) for one in taken} | set(pairs)
    for article, giver in pairs:
        for taker in who:
            if (article, taker) not in barred:
                assert load[taker] + 1 >= load[giver]


@given(some_articles, some_articles, people, people, st.integers(1, 4))
def test_more_articles_and_people_leave_what_is_given(
    first: list[str], second: list[str], who: list[str], more: list[str], overlap: int
) -> None:
    before = distribute(first, who, overlap)
    taken = [Taken(article, one) for article, one in before]
    assert distribute(first, who, overlap, taken) == () or overlap > len(who)
    after = distribute([*first, *second], [*who, *more], overlap, taken)
    assert not set(before) & set(after)


def test_a_newcomer_gets_the_new_articles() -> None:
    before = distribute(ARTICLES[:4], ["ann", "ben"], 1)
    taken = [Taken(article, one) for article, one in before]
    after = distribute(ARTICLES[:8], ["ann", "ben", "cem"], 1, taken)
    assert Counter(one for _, one in (*before, *after)) == {
        "ann": 3,
        "ben": 3,
        "cem": 2,
    }


def test_an_article_that_was_skipped_goes_to_somebody_else() -> None:
    taken = [Taken("article-0", "ann", fills=False)]
    assert distribute(["article-0"], ["ann", "ben"], 1, taken) == (
        ("article-0", "ben"),
    )
    assert distribute(["article-0"], ["ann"], 1, taken) == ()
    assert shortages(["article-0"], 1, taken, ()) == (Shortage("article-0", 1),)


def test_what_only_one_can_take_does_not_unlevel_the_loads() -> None:
    # ben and cem cannot take the last article, so ann is kept free for it.
    taken = [Taken("article-2", one, fills=False) for one in ("ben", "cem")]
    pairs = distribute(ARTICLES[:3], ["ann", "ben", "cem"], 1, taken)
    assert sorted(loads(pairs, ["ann", "ben", "cem"])) == [1, 1, 1]
