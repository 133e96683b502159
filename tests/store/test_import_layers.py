"""Layers out of one database into another, and what a second import does."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_cases import ARTICLE, SECOND, TEXT, Clock, desk, made, rows_of

from annotate.ids import Ids, is_revision, pack, unix_ms
from annotate.model import (
    Annotation,
    Annotator,
    AnnotatorKind,
    Answer,
    Article,
    Layer,
    Link,
    QuoteMismatch,
    Span,
    Status,
)
from annotate.store import rows
from annotate.store.check import check
from annotate.store.derive import rev_after
from annotate.store.errors import (
    IdTaken,
    NoSuchAnnotator,
    NoSuchArticle,
    UnknownLabel,
    UnknownLinkKind,
    UnusableId,
    WrongArticleId,
)
from annotate.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from store_cases import Home, NewHome

    from annotate.store.store import Store

BOB = Annotator("bob", name="Bob B.")
RULES = Annotator("rules", AnnotatorKind.MODEL)
GOLD = Annotator("gold", AnnotatorKind.GOLD)
LABELS = ("claim", "quote", "number", "denial")


def tag(
    row: str, start: int, end: int, label: str = "claim", article: Article = ARTICLE
) -> Annotation:
    quote = article.text[start:end]
    return Annotation(row, "", None, article.id, Span(start, end), quote, label, "")


def errors(path: Path) -> list[object]:
    return [each for each in check(path) if each.severity == "error"]


@st.composite
def corpora(draw: st.DrawFn) -> list[Layer]:
    """Layers as an export gives them: articles in order, annotators by name."""
    ids = Clock()
    texts = draw(
        st.lists(
            st.text(
                st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"),
                min_size=1,
                max_size=30,
            ),
            min_size=1,
            max_size=3,
            unique=True,
        )
    )
    layers = []
    for text in texts:
        article = made(text, draw(st.text("aé[\x1b]", max_size=3)))
        people = draw(st.sets(st.sampled_from([BOB, GOLD, Annotator("alice")])))
        if not people:
            layers.append(Layer(article, None))
        names = sorted(people, key=lambda each: each.id)
        layers.extend(_layer(draw, ids, article, who) for who in names)
    return layers


def _layer(draw: st.DrawFn, ids: Ids, article: Article, who: Annotator) -> Layer:
    size = len(article.text)
    spans = st.tuples(st.integers(0, size - 1), st.integers(1, size)).filter(
        lambda pair: pair[0] < pair[1]
    )
    places = draw(st.sets(st.tuples(spans, st.sampled_from(LABELS)), max_size=5))
    rows = [
        Annotation(
            ids.mint(),
            "",
            None,
            article.id,
            Span(*span),
            article.text[slice(*span)],
            label,
            who.id,
            note=draw(st.text("n\x9b]", max_size=2)),
            score=draw(st.none() | st.floats(0, 1)),
            answer=draw(st.sampled_from([Answer.ACCEPT, Answer.REJECT])),
        )
        for span, label in places
    ]
    rows.sort(key=lambda row: (row.span.start, -row.span.end, row.label, row.id))
    links = []
    if len(rows) > 1:
        link = ids.mint()
        links.append(Link(link, "", None, who.id, "denies", rows[0].id, rows[1].id))
    return Layer(
        article,
        who,
        draw(st.sampled_from(Status)),
        tuple(row for row in rows if row.answer is Answer.ACCEPT),
        tuple(row for row in rows if row.answer is Answer.REJECT),
        tuple(links),
    )


def bare(layers: list[Layer]) -> list[Layer]:
    """The layers without revisions, which an export does not carry."""
    return [
        replace(
            layer,
            annotations=tuple(replace(row, rev="") for row in layer.annotations),
            rejected=tuple(replace(row, rev="") for row in layer.rejected),
            links=tuple(replace(row, rev="") for row in layer.links),
        )
        for layer in layers
    ]


@given(corpora())
@settings(max_examples=25, deadline=None)
def test_what_goes_in_comes_out_and_goes_in_again(
    new_home: NewHome, layers: list[Layer]
) -> None:
    with new_home() as home:
        one, two = home / "one.db", home / "two.db"
        with open_store(one, ids=Clock()) as store:
            store.import_layers(layers)
            found = list(store.layers())
            assert bare(found) == layers
            before = rows_of(one)
            again = store.import_layers(layers)
            assert again.known == sum(
                len(each.annotations) + len(each.rejected) + len(each.links)
                for each in layers
            )
            assert again.annotations == again.links == again.changed == 0
            assert rows_of(one) == before
        with open_store(two, ids=Clock()) as store:
            store.import_layers(iter(found))
            assert list(store.layers()) == found
        assert rows_of(two) == before
        assert errors(one) == errors(two) == []


@given(corpora())
@settings(max_examples=25, deadline=None)
def test_the_layers_of_one_article_are_those_among_all(
    new_home: NewHome, layers: list[Layer]
) -> None:
    with new_home() as home:
        path = home / "one.db"
        with open_store(path, ids=Clock()) as store:
            store.import_layers(layers)
            every = list(store.layers())
            known = list(dict.fromkeys(each.article.id for each in every))
            apart = [list(store.layers(articles=[each])) for each in known]
            assert [layer for found in apart for layer in found] == every
            assert list(store.layers(articles=known[::-1])) == every


@given(corpora(), st.none() | st.just(pack(1_750_000_000_000, 5)))
@settings(max_examples=25)
def test_a_rev_is_the_hash_of_what_its_row_says(
    layers: list[Layer], prev: str | None
) -> None:
    for row in (row for layer in layers for row in (*layer.annotations, *layer.links)):
        said = json.dumps([*rows.content(row), prev or ""]).encode()
        bits = int.from_bytes(hashlib.sha256(said).digest()[:10])
        after = unix_ms(prev) + 1 if prev else unix_ms(row.id)
        assert rev_after(row, prev) == pack(after, bits)


def test_the_counts_say_what_came(home: Home) -> None:
    ids = Ids()
    with open_store(home / "a.db") as store:
        rows = (tag(ids.mint(), 0, 3), tag(ids.mint(), 4, 9, "denial"))
        no = tag(ids.mint(), 0, 9, "quote")
        link = Link(ids.mint(), "", None, "", "denies", rows[1].id, rows[0].id)
        layer = Layer(ARTICLE, BOB, Status.DONE, rows, (no,), (link,))
        count = store.import_layers([layer, Layer(SECOND, None)])
        assert (count.articles, count.annotators, count.statuses) == (2, 1, 1)
        assert (count.annotations, count.links) == (3, 1)
        assert (count.changed, count.known) == (0, 0)
        assert store.annotators() == (BOB,)
        assert store.status("bob", ARTICLE.id) is Status.DONE
        found = store.annotations(ARTICLE.id)
        assert [row.answer for row in found].count(Answer.REJECT) == 1
        assert {row.annotator for row in found} == {"bob"}


def test_an_import_is_one_event_for_each_layer(home: Home) -> None:
    path = home / "a.db"
    ids = Ids()
    first = Layer(ARTICLE, BOB, annotations=(tag(ids.mint(), 0, 3),))
    other = tag(ids.mint(), 0, 6, article=SECOND)
    second = Layer(SECOND, BOB, annotations=(other,))
    with open_store(path) as store:
        store.import_layers([first, second])
    events = rows_of(path)["event"]
    assert [event[3] for event in events] == ["import", "import"]
    assert all(is_revision(str(event[0])) for event in events)
    assert unix_ms(str(events[-1][0])) == unix_ms(other.id)


def test_an_old_export_does_not_bring_back_what_was_changed(home: Home) -> None:
    with desk(home / "a.db") as it:
        kept, removed = it.tag(0, 3), it.tag(4, 9)
        old = list(it.store.layers())
        it.relabel(kept, "denial")
        it.remove(removed)
        count = it.store.import_layers(old)
        assert (count.known, count.changed) == (2, 0)
        assert [row.label for row in it.store.annotations(ARTICLE.id)] == ["denial"]


def test_another_content_under_a_known_id_is_an_edit(home: Home) -> None:
    path = home / "a.db"
    with desk(path) as it:
        row = it.tag(0, 9)
        (layer, *_) = it.store.layers()
        changed = replace(layer, annotations=(replace(row, note="seen"),))
        assert it.store.import_layers([changed]).changed == 1
        assert it.store.import_layers([changed]).known == 1
        (found,) = it.store.annotations(ARTICLE.id)
        assert (found.id, found.prev, found.note) == (row.id, row.rev, "seen")
        assert found.rev > row.rev
    assert errors(path) == []


def test_a_new_id_for_the_same_tag_is_known_and_its_links_follow(
    home: Home,
) -> None:
    ids = Ids()
    with desk(home / "a.db", "bob") as it:
        row = it.tag(0, 9)
        twin, other = tag(ids.mint(), 0, 9), tag(ids.mint(), 4, 9, "denial")
        second = tag(ids.mint(), 0, 6, article=SECOND)
        link = Link(ids.mint(), "", None, "", "denies", second.id, twin.id)
        count = it.store.import_layers(
            [
                # The link comes before the layer that shows what it leads to.
                Layer(SECOND, BOB, annotations=(second,), links=(link,)),
                Layer(ARTICLE, BOB, annotations=(twin, other)),
            ]
        )
        assert (count.annotations, count.known, count.links) == (2, 1, 1)
        (found,) = it.store.links(ARTICLE.id)
        assert found.target == row.id


def test_the_same_tag_twice_in_one_file_is_stored_once(home: Home) -> None:
    ids = Ids()
    one, other = tag(ids.mint(), 0, 9), tag(ids.mint(), 0, 9)
    with open_store(home / "a.db") as store:
        count = store.import_layers([Layer(ARTICLE, BOB, annotations=(one, other))])
        assert (count.annotations, count.known) == (1, 1)
        count = store.import_layers([Layer(ARTICLE, BOB, annotations=(one, one))])
        assert count.known == 2


def test_a_status_that_is_there_stays(home: Home) -> None:
    with desk(home / "a.db", "bob") as it:
        it.store.set_status(ARTICLE.id, Status.DONE)
        it.store.import_layers([Layer(ARTICLE, BOB, Status.SKIPPED)])
        assert it.store.status("bob", ARTICLE.id) is Status.DONE


def test_every_unknown_label_is_named_and_nothing_comes_in(home: Home) -> None:
    path = home / "a.db"
    ids = Ids()
    rows = [tag(ids.mint(), 0, 3, label) for label in ("x", "claim", "y", "x")]
    layers = [Layer(ARTICLE, BOB, annotations=(row,)) for row in rows]
    with open_store(path) as store:
        before = rows_of(path)
        with pytest.raises(UnknownLabel) as caught:
            store.import_layers(layers)
        assert caught.value.labels == ("x", "y")
        link = Link(ids.mint(), "", None, "", "likes", rows[0].id, rows[1].id)
        with pytest.raises(UnknownLinkKind):
            store.import_layers([Layer(ARTICLE, BOB, links=(link,))])
        assert rows_of(path) == before


FUTURE = pack(9_999_999_999_999, 1)


@pytest.mark.parametrize(
    ("spoil", "failure"),
    [
        (lambda row: replace(row, id="1"), UnusableId),
        (lambda row: replace(row, id=""), UnusableId),
        (lambda row: replace(row, id=row.id.upper()), UnusableId),
        (lambda row: replace(row, id=FUTURE), UnusableId),
        (lambda row: replace(row, quote="x"), QuoteMismatch),
        (lambda row: replace(row, span=Span(0, 10**30)), QuoteMismatch),
    ],
)
def test_a_bad_row_spoils_the_whole_import(
    home: Home,
    spoil: Callable[[Annotation], Annotation],
    failure: type[Exception],
) -> None:
    path = home / "a.db"
    good, bad = tag(Ids().mint(), 4, 9), tag(Ids().mint(), 0, 9)
    with open_store(path) as store:
        before = rows_of(path)
        with pytest.raises(failure):
            store.import_layers(
                [
                    Layer(SECOND, None),
                    Layer(ARTICLE, BOB, annotations=(good, spoil(bad))),
                ]
            )
        assert rows_of(path) == before
        assert store.import_layers([Layer(SECOND, None)]).articles == 1


def test_a_failure_of_the_source_leaves_nothing_behind(home: Home) -> None:
    def source():  # noqa: ANN202 (a generator that fails)
        yield Layer(ARTICLE, BOB, annotations=(tag(Ids().mint(), 0, 9),))
        raise OSError("the stick was pulled out")

    with open_store(home / "a.db") as store:
        with pytest.raises(OSError, match="pulled"):
            store.import_layers(source())
        assert store.articles() == ()


@given(corpora(), st.lists(st.integers(0, 99), max_size=4))
@settings(max_examples=25, deadline=None)
def test_layers_taken_together_give_what_they_give_one_by_one(
    new_home: NewHome, layers: list[Layer], again: list[int]
) -> None:
    # Some come again at once, with other notes, which are edits of the first.
    for number in again:
        layer = layers[number % len(layers)]
        layers = [*layers, noted(layer, f"{number}")]

    def alone(store: Store) -> Iterator[Layer]:
        for layer in layers:
            yield layer
            assert store.known().by_id(layer.article.id) == layer.article

    with new_home() as home:
        one, other = home / "one.db", home / "other.db"
        with open_store(one, ids=Clock()) as store:
            together = store.import_layers(layers)
        with open_store(other, ids=Clock()) as store:
            assert store.import_layers(alone(store)) == together
        assert rows_of(one) == rows_of(other)
        assert errors(one) == []


def noted(layer: Layer, note: str) -> Layer:
    rows = tuple(replace(row, note=note) for row in layer.annotations)
    return replace(layer, annotations=rows)


def test_ids_that_two_layers_of_one_import_share_are_refused(home: Home) -> None:
    row = tag(Ids().mint(), 0, 9)
    with open_store(home / "a.db") as store:
        for layer in (
            Layer(ARTICLE, GOLD, annotations=(row,)),
            Layer(SECOND, BOB, annotations=(tag(row.id, 0, 6, article=SECOND),)),
        ):
            with pytest.raises(IdTaken):
                store.import_layers([Layer(ARTICLE, BOB, annotations=(row,)), layer])
        assert store.articles() == ()


def test_more_layers_come_in_than_are_taken_together(home: Home) -> None:
    ids = Ids()
    texts = [made(f"Text {number} " + "x" * 30_000) for number in range(80)]
    texts += [made(f"Text {number}") for number in range(80, 300)]
    layers = [
        Layer(text, BOB, annotations=(tag(ids.mint(), 0, 4, article=text),))
        for text in texts
    ]
    with open_store(home / "a.db") as store:
        came = store.import_layers(layers)
        assert (came.articles, came.annotations) == (300, 300)
        found = {each.article: each.annotations[0].id for each in store.layers()}
        assert found == {each.article: each.annotations[0].id for each in layers}


def test_a_text_that_does_not_fit_its_id_is_refused(home: Home) -> None:
    with open_store(home / "a.db") as store, pytest.raises(WrongArticleId):
        store.import_layers([Layer(replace(ARTICLE, text=TEXT + "!"), None)])


def test_an_id_of_somebody_else_is_refused(home: Home) -> None:
    ids = Ids()
    row = tag(ids.mint(), 0, 9)
    link = Link(ids.mint(), "", None, "", "denies", row.id, ids.mint())
    with open_store(home / "a.db") as store:
        store.import_layers([Layer(ARTICLE, BOB, annotations=(row,), links=(link,))])
        for layer in (
            Layer(ARTICLE, GOLD, annotations=(row,)),
            Layer(SECOND, BOB, annotations=(tag(row.id, 0, 6, article=SECOND),)),
            Layer(ARTICLE, GOLD, links=(link,)),
        ):
            with pytest.raises(IdTaken) as caught:
                store.import_layers([layer])
            assert "bob" in str(caught.value)
        itself = replace(link, id=ids.mint(), target=row.id)
        with pytest.raises(UnusableId, match="take the link out"):
            store.import_layers([Layer(ARTICLE, BOB, links=(itself,))])
        twice = (tag(row.id, 0, 8), tag(row.id, 0, 7))
        with pytest.raises(UnusableId, match="join the two"):
            store.import_layers([Layer(ARTICLE, BOB, annotations=twice)])


def test_two_thousand_rows_of_one_layer_come_in(home: Home) -> None:
    ids = Ids()
    article = made("word " * 2000)
    rows = tuple(
        tag(ids.mint(), place * 5, place * 5 + 4, article=article)
        for place in range(2000)
    )
    layer = Layer(article, BOB, annotations=rows)
    with open_store(home / "a.db") as store:
        assert store.import_layers([layer]).annotations == 2000
        assert store.import_layers([layer]).known == 2000
        assert bare(list(store.layers()))[0].annotations == tuple(
            replace(row, annotator="bob") for row in rows
        )


def filled(path: Path) -> None:
    ids = Clock()
    with open_store(path, ids=ids) as store:
        store.add_articles([ARTICLE, SECOND, made("Nobody read this.")])
        store.import_layers(
            [
                Layer(
                    ARTICLE,
                    BOB,
                    Status.DONE,
                    (tag(ids.mint(), 0, 9), tag(ids.mint(), 4, 9, "denial")),
                ),
                Layer(ARTICLE, RULES, annotations=(tag(ids.mint(), 0, 3, "quote"),)),
                Layer(
                    SECOND,
                    RULES,
                    annotations=(tag(ids.mint(), 0, 6, "number", SECOND),),
                ),
                Layer(SECOND, GOLD, Status.TODO),
            ]
        )


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["First bob 2", "Second gold 0", "- 0"]),
        ({"annotators": ["bob"]}, ["First bob 2"]),
        ({"annotators": ["rules"]}, ["First rules 1", "Second rules 1"]),
        (
            {"kinds": list(AnnotatorKind)},
            ["First bob 2", "First rules 1", "Second gold 0", "Second rules 1", "- 0"],
        ),
        ({"kinds": [AnnotatorKind.HUMAN]}, ["First bob 2", "Second - 0", "- 0"]),
        ({"articles": [SECOND.id[:8]]}, ["Second gold 0"]),
        ({"labels": ["denial"]}, ["First bob 1", "Second gold 0", "- 0"]),
        ({"statuses": [Status.DONE]}, ["First bob 2"]),
        ({"statuses": [Status.TODO]}, ["Second gold 0", "- 0"]),
        ({"statuses": [Status.SKIPPED]}, []),
    ],
)
def test_layers_can_be_chosen(
    home: Home, asked: dict[str, list[str]], expected: list[str]
) -> None:
    filled(home / "a.db")
    with open_store(home / "a.db") as store:
        found = [
            f"{each.article.title} {each.annotator.id if each.annotator else '-'} "
            f"{len(each.annotations)}".strip()
            for each in store.layers(**asked)  # type: ignore[arg-type]  # a table
        ]
        assert found == expected


def test_links_need_both_ends_among_the_chosen_labels(home: Home) -> None:
    with desk(home / "a.db") as it:
        it.link("denies", it.tag(4, 9, "denial"), it.tag(0, 9))

        def links(*labels: str) -> int:
            return sum(len(each.links) for each in it.store.layers(labels=labels))

        assert [links(), links("denial", "claim"), links("denial")] == [1, 1, 0]


def test_names_that_choose_nothing_are_errors(home: Home) -> None:
    filled(home / "a.db")
    with open_store(home / "a.db") as store:
        with pytest.raises(NoSuchAnnotator):
            store.layers(annotators=["nobody"])
        with pytest.raises(NoSuchArticle):
            store.layers(articles=["abcdef"])
        with pytest.raises(UnknownLabel):
            store.layers(labels=["nothing"])


def test_layers_are_of_one_moment(home: Home) -> None:
    path = home / "a.db"
    with desk(path) as it, desk(path, "bob") as bob:
        it.tag(0, 9)
        bob.tag(0, 3)
        bob.store.undo()
        layers = it.store.layers()
        bob.tag(4, 9)
        # Only now, with the first layer, the moment is fixed.
        first = next(layers)
        bob.tag(0, 6, article=SECOND)
        assert first.annotator == Annotator("alice")
        assert [each.annotator for each in layers] == [Annotator("bob"), None]
        assert [each.annotator for each in it.store.layers()] == [
            Annotator("alice"),
            Annotator("bob"),
            Annotator("bob"),
        ]
        it.tag(0, 3)


def test_a_layer_left_half_read_blocks_no_later_write(home: Home) -> None:
    with desk(home / "a.db") as it:
        layers = it.store.layers()
        next(layers)
        layers.close()
        it.tag(0, 9)
