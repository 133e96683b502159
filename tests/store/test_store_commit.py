"""One edit is stored whole or not at all."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from store_cases import (
    ARTICLE,
    OTHER,
    SECOND,
    TEXT,
    Clock,
    desk,
    execute,
    made,
    rows_of,
    until,
)

from annotate.model import (
    Annotator,
    AnnotatorKind,
    Answer,
    Edit,
    Link,
    QuoteMismatch,
    Span,
    Status,
    Verb,
)
from annotate.scheme import DEFAULT_SCHEME
from annotate.store.errors import (
    AlreadyTagged,
    AmbiguousArticle,
    NoSuchAnnotator,
    NoSuchArticle,
    Superseded,
    UnknownLabel,
    UnknownLinkKind,
    UnstorableText,
    WrongArticleId,
)
from annotate.store.reader import Reader
from annotate.store.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from store_cases import Home


def test_a_new_database_has_the_scheme_and_the_tables(home: Home) -> None:
    path = home / "a.db"
    with open_store(path) as store:
        assert store.scheme() == DEFAULT_SCHEME
        assert store.articles() == store.annotators() == ()
    columns = {name for name, rows in rows_of(path).items() if rows}
    assert columns == {"label", "link_kind"}


def test_a_tag_is_read_back_as_it_was_made(home: Home) -> None:
    with desk(home / "a.db") as it:
        row = it.new(0, 9, note="\x1b[2J", attributes='{"speaker":"x"}')
        row = replace(row, score=0.25, origin="rule")
        it.store.commit(it.edit(row, verb=Verb.TAG))
        assert it.store.annotations(ARTICLE.id) == (row,)
        assert it.store.annotations(SECOND.id) == ()


def test_every_stretch_of_a_hostile_text_can_be_tagged(home: Home) -> None:
    with desk(home / "a.db") as it:
        for start in range(0, len(TEXT) - 5, 3):
            it.tag(start, start + 5, "quote")
        found = it.store.annotations(ARTICLE.id)
        assert [row.quote for row in found] == [
            TEXT[start : start + 5] for start in range(0, len(TEXT) - 5, 3)
        ]


def test_annotations_come_by_start_then_longest_then_label(home: Home) -> None:
    with desk(home / "a.db") as it:
        for start, end, label in [
            (4, 9, "quote"),
            (0, 3, "claim"),
            (0, 9, "number"),
            (0, 9, "denial"),
        ]:
            it.tag(start, end, label)
        assert [
            (row.span.start, row.span.end, row.label)
            for row in it.store.annotations(ARTICLE.id)
        ] == [
            (0, 9, "denial"),
            (0, 9, "number"),
            (0, 3, "claim"),
            (4, 9, "quote"),
        ]


def test_nothing_of_the_annotator_is_written_before_the_first_edit(
    home: Home,
) -> None:
    path = home / "a.db"
    with desk(path) as it:
        assert it.store.annotators() == ()
        it.tag(0, 3)
        assert it.store.annotators() == (Annotator("alice"),)
    events = rows_of(path)["event"]
    assert [event[3] for event in events] == ["start", "tag"]
    assert {event[1] for event in events} == {events[0][0]}


def test_a_session_starts_once_for_each_store(home: Home) -> None:
    path = home / "a.db"
    for start in (0, 10):
        with desk(path) as it:
            it.tag(start, start + 3)
            it.tag(start + 4, start + 6)
    verbs = [event[3] for event in rows_of(path)["event"]]
    assert verbs == ["start", "tag", "tag"] * 2


def test_an_edit_stored_twice_changes_nothing(home: Home) -> None:
    path = home / "a.db"
    with desk(path) as it:
        edit = it.edit(it.new(0, 9), verb=Verb.TAG)
        it.store.commit(edit)
        change = it.edit(edit.annotations[0].revised(it.ids.mint(), label="denial"))
        it.store.commit(change)
        before = rows_of(path)
        it.store.commit(edit)
        it.store.commit(change)
        assert rows_of(path) == before


def test_attention_and_detail_go_with_the_event(home: Home) -> None:
    path = home / "a.db"
    with desk(path) as it:
        edit = it.edit(it.new(0, 9), verb=Verb.TAG)
        it.store.commit(replace(edit, active_ms=1500, detail='{"by":"mouse"}'))
    assert rows_of(path)["event"][-1][5:] == (1500, '{"by":"mouse"}')


def test_the_second_to_change_a_revision_is_told(home: Home) -> None:
    path = home / "a.db"
    with desk(path) as one, desk(path) as other:
        row = one.tag(0, 9)
        theirs = other.relabel(row, "denial")
        before = rows_of(path)
        mine = row.revised(one.ids.mint(row.rev), label="number")
        with pytest.raises(Superseded) as caught:
            one.store.commit(one.edit(mine))
        assert caught.value.mine == mine
        assert caught.value.theirs == theirs
        assert not caught.value.is_transient
        assert rows_of(path) == before


def test_a_refused_edit_leaves_no_part_of_itself(home: Home) -> None:
    path = home / "a.db"
    with desk(path) as it:
        row = it.tag(0, 9)
        it.relabel(row, "denial")
        before = rows_of(path)
        good = it.new(10, 16)
        stale = row.revised(it.ids.mint(row.rev), label="number")
        with pytest.raises(Superseded):
            it.store.commit(it.edit(good, stale))
        assert rows_of(path) == before


def test_a_revision_of_what_is_not_there_is_told(home: Home) -> None:
    with desk(home / "a.db") as it:
        row = it.new(0, 9)
        with pytest.raises(Superseded) as caught:
            it.store.commit(it.edit(row.revised(it.ids.mint(), label="denial")))
        assert caught.value.theirs is None


def test_an_id_cannot_be_begun_twice(home: Home) -> None:
    with desk(home / "a.db") as it:
        row = it.tag(0, 9)
        again = replace(row, rev=it.ids.mint(), label="number")
        with pytest.raises(Superseded):
            it.store.commit(it.edit(again))


def test_the_same_label_on_the_same_stretch_is_refused(home: Home) -> None:
    path = home / "a.db"
    with desk(path) as it, desk(path, "bob") as bob:
        row = it.tag(0, 9)
        with pytest.raises(AlreadyTagged) as caught:
            it.tag(0, 9)
        assert caught.value.existing == row.id
        it.tag(0, 9, "denial")
        it.tag(0, 8)
        bob.tag(0, 9)
        with pytest.raises(AlreadyTagged):
            it.relabel(it.tag(0, 9, "number"), "claim")
        it.remove(row)
        it.tag(0, 9)


def test_one_edit_may_move_a_label_from_one_annotation_to_another(
    home: Home,
) -> None:
    with desk(home / "a.db") as it:
        row = it.tag(0, 9)
        moved = it.new(0, 9)
        gone = row.revised(it.ids.mint(row.rev), answer=Answer.DELETE)
        it.store.commit(it.edit(moved, gone))
        assert it.store.annotations(ARTICLE.id) == (moved,)


@pytest.mark.parametrize("quote", ["The mayoR", "", "The mayor "])
def test_a_quote_that_is_not_the_text_is_refused(home: Home, quote: str) -> None:
    with desk(home / "a.db") as it:
        with pytest.raises(QuoteMismatch):
            it.store.commit(it.edit(replace(it.new(0, 9), quote=quote)))
        assert it.store.annotators() == ()


def test_a_span_behind_the_text_is_refused(home: Home) -> None:
    with desk(home / "a.db") as it:
        row = replace(it.new(0, 9), span=Span(len(TEXT), len(TEXT) + 9))
        with pytest.raises(QuoteMismatch):
            it.store.commit(it.edit(row))


def test_names_that_are_not_there_are_told(home: Home) -> None:
    with desk(home / "a.db") as it:
        with pytest.raises(UnknownLabel) as caught:
            it.tag(0, 9, "cl\x1baim")
        assert caught.value.labels == ("cl\x1baim",)
        assert "\x1b" not in str(caught.value)
        with pytest.raises(NoSuchArticle):
            it.tag(0, 1, article=made("elsewhere"))
        with pytest.raises(NoSuchAnnotator):
            it.store.commit(it.edit(it.new(0, 9, annotator="nobody")))
        with pytest.raises(UnknownLinkKind):
            it.link("likes", it.tag(0, 3), it.tag(4, 9))


def test_an_edit_without_revisions_is_a_mistake(home: Home) -> None:
    with desk(home / "a.db") as it:
        with pytest.raises(ValueError, match="changes something"):
            it.store.commit(Edit(it.ids.mint(), Verb.TAG, ARTICLE.id))
        it.store.commit(Edit(it.ids.mint(), Verb.OPEN, ARTICLE.id, active_ms=10))
    with desk(home / "a.db", "") as it, pytest.raises(ValueError, match="without"):
        it.tag(0, 9)


def test_a_revision_before_its_own_past_is_a_mistake(home: Home) -> None:
    with desk(home / "a.db") as it:
        row = it.tag(0, 9)
        with pytest.raises(ValueError, match="does not come after"):
            it.store.commit(it.edit(row.revised(row.rev, label="denial")))


def test_links_are_seen_from_both_articles_while_both_ends_stand(
    home: Home,
) -> None:
    with desk(home / "a.db") as it:
        denial = it.tag(4, 9, "denial")
        claim = it.tag(0, 6, article=SECOND)
        link = it.link("denies", denial, claim)
        assert it.store.links(ARTICLE.id) == it.store.links(SECOND.id) == (link,)
        gone = it.remove(claim)
        assert it.store.links(ARTICLE.id) == it.store.links(SECOND.id) == ()
        back = replace(gone, rev=it.ids.mint(), prev=gone.rev, answer=Answer.ACCEPT)
        it.store.commit(it.edit(back))
        assert it.store.links(SECOND.id) == (link,)


def test_what_the_links_of_an_annotation_lead_to_is_read_without_its_article(
    home: Home,
) -> None:
    path = home / "a.db"
    with desk(path) as it:
        denial, claim = it.tag(4, 9, "denial"), it.tag(0, 6, article=SECOND)
        link = it.link("denies", denial, claim)
        other = it.link("repeats", claim, it.tag(0, 3, article=SECOND))
        assert it.store.links_of([denial.id]) == (link,)
        assert it.store.links_of([claim.id, denial.id]) == (link, other)
        assert it.store.links_of(["nobody's"]) == ()
        wanted = [claim.id, "nobody's", denial.id]
        assert it.store.ends(wanted) == (
            (claim, SECOND.title), (denial, ARTICLE.title),
        )  # fmt: skip
        it.remove(claim)
        assert it.store.links_of([denial.id]) == ()
        assert it.store.ends(wanted) == ((denial, ARTICLE.title),)
    execute(path, f"UPDATE annotation SET quote = 'else' WHERE id = '{denial.id}'")
    with desk(path) as it, pytest.raises(QuoteMismatch):
        it.store.ends([denial.id])


def test_a_link_can_be_changed_and_removed(home: Home) -> None:
    with desk(home / "a.db") as it:
        link = it.link("denies", it.tag(4, 9, "denial"), it.tag(0, 3))
        changed = replace(link, rev=it.ids.mint(), prev=link.rev, kind="confirms")
        it.store.commit(it.edit(changed, verb=Verb.LINK))
        assert it.store.links(ARTICLE.id) == (changed,)
        with pytest.raises(Superseded) as caught:
            it.store.commit(it.edit(replace(changed, rev=it.ids.mint(), prev=link.rev)))
        assert caught.value.theirs == changed
        gone = replace(
            changed, rev=it.ids.mint(), prev=changed.rev, answer=Answer.DELETE
        )
        it.store.commit(it.edit(gone, verb=Verb.LINK))
        assert it.store.links(ARTICLE.id) == ()


def test_a_link_to_itself_is_a_mistake_that_stores_nothing(home: Home) -> None:
    path = home / "a.db"
    with desk(path) as it:
        row = it.tag(0, 3)
        before = rows_of(path)
        with pytest.raises(Exception, match=r"CHECK|check"):
            it.link("denies", row, row)
        assert rows_of(path) == before


def test_articles_are_added_once_and_keep_their_order(home: Home) -> None:
    with open_store(home / "a.db") as store:
        added = store.add_articles([SECOND, ARTICLE, SECOND])
        assert added.new == (SECOND.id, ARTICLE.id)
        assert added.known == (SECOND.id,)
        again = store.add_articles([replace(ARTICLE, title="other")])
        assert (again.new, again.known) == ((), (ARTICLE.id,))
        store.set_title(SECOND.id, "A better title")
        store.set_title(SECOND.id, "A better title")
        assert [each.title for each in store.articles()] == ["A better title", "First"]
        assert [each.length for each in store.articles()] == [len(OTHER), len(TEXT)]
        assert store.article(ARTICLE.id) == ARTICLE
        with pytest.raises(NoSuchArticle):
            store.set_title("0" * 32, "x")


def test_articles_are_added_all_or_none(home: Home) -> None:
    with open_store(home / "a.db") as store:
        with pytest.raises(WrongArticleId):
            store.add_articles([ARTICLE, replace(SECOND, text="changed")])
        with pytest.raises(UnstorableText):
            store.add_articles([ARTICLE, replace(SECOND, title="\ud800")])
        with pytest.raises(UnstorableText):
            store.add_articles([ARTICLE, replace(SECOND, text="\ud800")])
        assert store.articles() == ()


def test_an_article_is_found_by_the_beginning_of_its_id(home: Home) -> None:
    path = home / "a.db"
    with desk(path) as it:
        store = it.store
        assert store.resolve(ARTICLE.id) == ARTICLE.id
        assert store.resolve(f" {ARTICLE.id[:6].upper()} ") == ARTICLE.id
        for wrong in (ARTICLE.id[:5], "", "%%%%%%", "zzzzzz", "' OR 1=1", "f" * 33):
            with pytest.raises(NoSuchArticle):
                store.resolve(wrong)
        # Two ids that begin alike are made by hand: hashes will not do it for us.
        twin = ARTICLE.id[:31] + ("0" if ARTICLE.id[31] != "0" else "1")
        store._engine.run(
            "INSERT INTO article (id, text, rev) VALUES (:id, 'x', 'y')", {"id": twin}
        )
        with pytest.raises(AmbiguousArticle) as caught:
            store.resolve(ARTICLE.id[:8])
        assert set(caught.value.found) == {twin, ARTICLE.id}


def test_summaries_count_what_is_accepted(home: Home) -> None:
    with desk(home / "a.db") as it, desk(home / "a.db", "bob") as bob:
        it.tag(0, 9)
        it.remove(it.tag(0, 8))
        no = replace(bob.new(0, 3), answer=Answer.REJECT)
        bob.store.commit(bob.edit(no))
        bob.tag(4, 9)
        assert [each.annotations for each in it.store.articles()] == [2, 0]
        assert len(it.store.annotations(ARTICLE.id)) == 3


def test_a_status_is_set_noted_and_read(home: Home) -> None:
    path = home / "a.db"
    with desk(path) as it:
        assert it.store.status("alice", ARTICLE.id) is Status.TODO
        for status in (Status.DOING, Status.DONE, Status.DONE, Status.SKIPPED):
            it.store.set_status(ARTICLE.id, status)
            assert it.store.status("alice", ARTICLE.id) is status
        it.store.set_status(ARTICLE.id, Status.TODO)
        assert it.store.status("bob", ARTICLE.id) is Status.TODO
        with pytest.raises(NoSuchArticle):
            it.store.set_status("0" * 32, Status.DONE)
        with pytest.raises(ValueError, match="done changes something"):
            it.store.commit(Edit(it.ids.mint(), Verb.DONE, SECOND.id))
    events = rows_of(path)["event"]
    assert [event[3] for event in events] == [
        "start",
        "open",
        "done",
        "skip",
        "edit",
    ]
    assert json.loads(str(events[2][6])) == {
        "before": "doing",
        "state": "done",
        "given": False,
    }


def test_a_slow_clock_still_outranks_what_it_replaces(home: Home) -> None:
    path = home / "a.db"
    with desk(path) as it:
        it.store.set_status(ARTICLE.id, Status.DONE)
        (first,) = rows_of(path)["assignment"]
    with desk(path, ids=Clock(1_000_000)) as slow:
        slow.store.set_status(ARTICLE.id, Status.SKIPPED)
    (second,) = rows_of(path)["assignment"]
    assert str(second[3]) > str(first[3])


def test_equal_ids_give_equal_databases(home: Home) -> None:
    for name in ("a.db", "b.db"):
        with desk(home / name, ids=Clock()) as it:
            it.link("denies", it.tag(4, 9, "denial"), it.tag(0, 3))
            it.store.undo()
            it.store.set_status(SECOND.id, Status.DONE)
    assert rows_of(home / "a.db") == rows_of(home / "b.db")


def test_others_changes_are_noticed_and_own_ones_are_not(home: Home) -> None:
    path = home / "a.db"
    with desk(path) as it, Reader.open(path) as reader:
        assert not it.store.changed()
        it.tag(0, 3)
        assert not it.store.changed()
        until(reader.changed)
        assert not reader.changed()
        with desk(path, "bob") as bob:
            bob.tag(0, 3)
        until(it.store.changed)
        assert not it.store.changed()


def test_names_with_marks_in_them_are_only_names(tmp_path: Path) -> None:
    path = tmp_path / "o'brien ?mode=memory #1 %41 ünï.db"
    with desk(path, "Robert'); DROP TABLE event;--") as it:
        it.tag(0, 3)
    with Reader.open(path) as reader:
        assert reader.annotators()[0].id == "Robert'); DROP TABLE event;--"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_a_model_layer_may_be_written_once_its_annotator_is_there(
    home: Home,
) -> None:
    with desk(home / "a.db") as it:
        it.store._engine.run(
            "INSERT INTO annotator (id, kind, rev) VALUES ('gold', 'gold', 'x')"
        )
        row = it.new(0, 9, annotator="gold")
        it.store.commit(it.edit(row))
        assert it.store.annotations(ARTICLE.id) == (row,)
        assert Annotator("gold", AnnotatorKind.GOLD) in it.store.annotators()


def test_a_link_of_a_missing_annotation_is_not_shown(home: Home) -> None:
    with desk(home / "a.db") as it:
        rev = it.ids.mint()
        link = Link(rev, rev, None, "alice", "denies", it.ids.mint(), it.ids.mint())
        it.store.commit(it.edit(link, verb=Verb.LINK))
        assert it.store.links(ARTICLE.id) == ()
