"""Undo and redo come from the log alone."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_cases import ARTICLE, SECOND, Desk, desk, execute, rows_of

from annotate.ids import Ids
from annotate.model import Answer, Edit, Layer, Status, Verb
from annotate.store.check import check
from annotate.store.errors import (
    AlreadyTagged,
    NothingToRedo,
    NothingToUndo,
    UndoBlocked,
)
from annotate.store.undo import Action, Stacks, fold

if TYPE_CHECKING:
    from store_cases import Home

    from annotate.model import Annotation


def state(it: Desk) -> object:
    """What stands, without the revisions that say so."""
    annotations = [
        replace(row, rev="", prev=None)
        for article in (ARTICLE, SECOND)
        for row in it.store.annotations(article.id)
    ]
    links = [
        replace(row, rev="", prev=None)
        for article in (ARTICLE, SECOND)
        for row in it.store.links(article.id)
    ]
    statuses = [
        it.store.status(it.store.annotator, article.id) is status
        for article in (ARTICLE, SECOND)
        for status in (Status.DONE, Status.SKIPPED)
    ]
    return annotations, links, statuses


def standing(it: Desk) -> list[Annotation]:
    return [
        row
        for article in (ARTICLE, SECOND)
        for row in it.store.annotations(article.id)
        if row.answer is Answer.ACCEPT and row.annotator == it.store.annotator
    ]


def act(it: Desk, chance: random.Random) -> None:
    """One action of the desk that changes something."""
    before = state(it)
    rows = standing(it)
    kind = chance.choice(["tag", "tag", "relabel", "remove", "note", "link", "status"])
    label = chance.choice(["claim", "quote", "number", "denial"])
    article = chance.choice([ARTICLE, SECOND])
    try:
        if kind == "status":
            status = chance.choice([Status.DONE, Status.SKIPPED, Status.TODO])
            it.store.set_status(article.id, status)
        elif kind == "tag" or len(rows) < 2:
            start = chance.randrange(0, 40)
            it.tag(start, start + chance.randrange(1, 9), label, article)
        elif kind == "relabel":
            row = chance.choice(rows)
            it.relabel(row, "quote" if row.label == label else label)
        elif kind == "remove":
            it.remove(chance.choice(rows))
        elif kind == "note":
            row = chance.choice(rows)
            note = str(chance.random())
            it.store.commit(it.edit(row.revised(it.ids.mint(row.rev), note=note)))
        else:
            it.link("denies", *chance.sample(rows, 2))
    except AlreadyTagged:
        pass
    if state(it) == before:
        act(it, chance)


def test_sixty_actions_go_back_and_forth_state_by_state(home: Home) -> None:
    path = home / "a.db"
    chance = random.Random(7)  # noqa: S311 (the same walk in every run)
    with desk(path) as it:
        states = [state(it)]
        for _ in range(60):
            act(it, chance)
            states.append(state(it))
        for _ in range(2):
            for expected in reversed(states[:-1]):
                it.store.undo()
                assert state(it) == expected
            with pytest.raises(NothingToUndo):
                it.store.undo()
            for expected in states[1:]:
                it.store.redo()
                assert state(it) == expected
            with pytest.raises(NothingToRedo):
                it.store.redo()
    assert [each for each in check(path) if each.severity == "error"] == []


@pytest.mark.parametrize("seed", range(3))
def test_any_mixture_follows_a_list_of_states(home: Home, seed: int) -> None:
    """The model: a list of states and a place in it; windows come and go."""
    path = home / "a.db"
    chance = random.Random(seed)  # noqa: S311 (the same)
    with desk(path) as it:
        states, place = [state(it)], 0
    for _ in range(8):
        with desk(path) as it:
            for _ in range(8):
                what = chance.choice(["act", "act", "undo", "undo", "redo"])
                if what == "undo" and place > 0:
                    place -= 1
                    it.store.undo()
                elif what == "redo" and place < len(states) - 1:
                    place += 1
                    it.store.redo()
                elif what == "act":
                    act(it, chance)
                    place += 1
                    states = [*states[:place], state(it)]
                assert state(it) == states[place]


def test_an_undo_says_what_and_where(home: Home) -> None:
    with desk(home / "a.db") as it:
        row = it.tag(0, 6, article=SECOND)
        it.relabel(row, "denial")
        first = it.store.undo()
        assert (first.undone, first.article) == (Verb.EDIT, SECOND.id)
        assert first.edit.verb is Verb.UNDO
        assert [each.label for each in first.edit.annotations] == ["claim"]
        second = it.store.undo()
        assert second.undone is Verb.TAG
        assert second.edit.annotations[0].answer is Answer.DELETE
        third = it.store.redo()
        assert (third.undone, third.edit.verb) == (Verb.TAG, Verb.REDO)
        assert third.edit.annotations[0].id == row.id
        assert third.edit.annotations == it.store.annotations(SECOND.id)


def test_the_tag_comes_back_with_its_links(home: Home) -> None:
    with desk(home / "a.db") as it:
        claim = it.tag(0, 6, article=SECOND)
        denial = it.tag(4, 9, "denial")
        it.link("denies", denial, claim)
        it.remove(denial)
        assert it.store.links(SECOND.id) == ()
        it.store.undo()
        assert len(it.store.links(SECOND.id)) == 1
        assert it.store.undo().undone is Verb.LINK
        assert it.store.links(SECOND.id) == ()


@pytest.mark.parametrize("at_source", [True, False])
def test_links_of_a_rejected_tag_show_when_it_is_accepted_again(
    home: Home, *, at_source: bool
) -> None:
    with desk(home / "a.db") as it:
        claim = it.tag(0, 6, article=SECOND)
        denial = it.tag(4, 9, "denial", article=SECOND)
        link = it.link("denies", denial, claim)
        end = denial if at_source else claim
        rejected = end.revised(it.ids.mint(end.rev), answer=Answer.REJECT)
        it.store.commit(it.edit(rejected, verb=Verb.REJECT))
        assert it.store.links(SECOND.id) == ()
        # A layer holds what is rejected, and so what leads there.
        [layer] = it.store.layers(articles=[SECOND.id])
        assert (layer.rejected, layer.links) == ((rejected,), (link,))
        it.store.undo()
        assert it.store.links(SECOND.id) == (link,)


def test_undo_asked_twice_with_one_revision_undoes_once(home: Home) -> None:
    with desk(home / "a.db") as it:
        it.tag(0, 3)
        it.tag(4, 9)
        rev = it.ids.mint()
        assert it.store.undo(rev) == it.store.undo(rev)
        assert len(it.store.annotations(ARTICLE.id)) == 1
        rev = it.ids.mint()
        assert it.store.redo(rev) == it.store.redo(rev)
        assert len(it.store.annotations(ARTICLE.id)) == 2


def test_undo_reaches_own_actions_of_other_windows_only(home: Home) -> None:
    path = home / "a.db"
    with desk(path) as one, desk(path) as other, desk(path, "bob") as bob:
        one.tag(0, 3)
        bob.tag(0, 3)
        other.tag(4, 9)
        assert one.store.undo().edit.annotations[0].span.start == 4
        assert other.store.undo().edit.annotations[0].span.start == 0
        with pytest.raises(NothingToUndo):
            one.store.undo()
        assert other.store.redo().edit.annotations[0].span.start == 0
        assert one.store.redo().edit.annotations[0].span.start == 4
        assert len(bob.store.annotations(ARTICLE.id)) == 3


def test_a_new_action_leaves_nothing_to_redo(home: Home) -> None:
    with desk(home / "a.db") as it:
        it.tag(0, 3)
        it.store.undo()
        it.tag(4, 9)
        with pytest.raises(NothingToRedo):
            it.store.redo()


def test_opening_and_looking_are_not_undone(home: Home) -> None:
    with desk(home / "a.db") as it:
        it.tag(0, 3)
        it.store.commit(Edit(it.ids.mint(), Verb.OPEN, SECOND.id))
        it.store.set_status(ARTICLE.id, Status.DOING)
        assert it.store.undo().undone is Verb.TAG
        assert it.store.status("alice", ARTICLE.id) is Status.DOING


def test_a_status_goes_back_and_forth(home: Home) -> None:
    with desk(home / "a.db") as it:
        it.store.set_status(ARTICLE.id, Status.DONE)
        undone = it.store.undo()
        assert (undone.undone, undone.status) == (Verb.DONE, Status.TODO)
        it.store.set_status(ARTICLE.id, Status.DOING)
        redone = it.store.redo()
        assert (redone.undone, redone.status) == (Verb.DONE, Status.DONE)
        assert it.store.status("alice", ARTICLE.id) is Status.DONE


def test_a_title_goes_back_and_forth(home: Home) -> None:
    path = home / "a.db"
    with desk(path) as it:
        row = it.tag(0, 3)
        old = it.store.article(ARTICLE.id).title
        for title in ("Once", "Once", "Twice “in\u2028quotes”"):
            it.store.set_title(ARTICLE.id, title)
        for undo, title in (
            (it.store.undo, "Once"),
            (it.store.undo, old),
            (it.store.redo, "Once"),
            (it.store.redo, "Twice “in\u2028quotes”"),
            (it.store.undo, "Once"),
        ):
            done = undo()
            assert (done.undone, done.title, done.article) == (
                Verb.EDIT, title, ARTICLE.id,
            )  # fmt: skip
            assert (done.status, done.edit.annotations) == (None, ())
            assert it.store.article(ARTICLE.id).title == title
        revs = [it.store.undo().edit.rev for _ in range(2)]
        assert it.store.undo(revs[0]).title == old
        assert it.store.article(ARTICLE.id).title == old
        assert standing(it) == []
        assert row.id in {one.id for one in it.store.redo().edit.annotations}
    assert [each for each in check(path) if each.severity == "error"] == []


def test_a_title_that_someone_changed_is_passed_over(home: Home) -> None:
    path = home / "a.db"
    with desk(path) as alice, desk(path, "bob") as bob:
        row = alice.tag(0, 9)
        alice.store.set_title(ARTICLE.id, "Hers")
        bob.store.set_title(ARTICLE.id, "His")
        rev = alice.ids.mint()
        for _ in range(2):
            with pytest.raises(UndoBlocked, match="title of the article"):
                alice.store.undo(rev)
        assert alice.store.article(ARTICLE.id).title == "His"
        assert alice.store.undo().edit.annotations[0].id == row.id
        assert bob.store.undo().title == "Hers"


def test_a_title_given_by_nobody_leaves_nothing_to_undo(home: Home) -> None:
    with desk(home / "a.db", "") as it:
        it.store.set_title(ARTICLE.id, "New")
        assert it.store.article(ARTICLE.id).title == "New"
        with pytest.raises(NothingToUndo):
            it.store.undo()


def test_undo_leaves_alone_what_someone_else_has_changed(home: Home) -> None:
    path = home / "a.db"
    with desk(path) as alice, desk(path, "bob") as bob:
        row = alice.tag(0, 9)
        theirs = bob.relabel(row, "denial")
        before = rows_of(path)
        with pytest.raises(UndoBlocked) as caught:
            alice.store.undo()
        assert caught.value.row == theirs
        assert "The mayor" in str(caught.value)
        after = rows_of(path)
        passed = after.pop("event")[-1]
        assert [*before.pop("event"), passed] == rows_of(path)["event"]
        assert '"blocked": true' in str(passed)
        assert after == before
        with pytest.raises(NothingToUndo):
            alice.store.undo()
        bob.store.undo()
        assert standing(alice)[0].label == "claim"


def test_what_cannot_be_undone_does_not_bar_what_is_older(home: Home) -> None:
    path = home / "a.db"
    with desk(path) as alice, desk(path, "bob") as bob:
        old = alice.tag(10, 16)
        row = alice.tag(0, 9)
        last = alice.tag(20, 23)
        bob.relabel(row, "denial")
        alice.store.undo()
        rev = alice.ids.mint()
        with pytest.raises(UndoBlocked):
            alice.store.undo(rev)
        with pytest.raises(UndoBlocked):
            alice.store.undo(rev)
        assert alice.store.undo().edit.annotations[0].id == old.id
        with pytest.raises(NothingToUndo):
            alice.store.undo()
    with desk(path) as later:
        assert later.store.redo().edit.annotations[0].id == old.id
        assert later.store.redo().edit.annotations[0].id == last.id
        with pytest.raises(NothingToRedo):
            later.store.redo()
    assert [each for each in check(path) if each.severity == "error"] == []


def test_what_cannot_be_redone_does_not_bar_the_rest(home: Home) -> None:
    path = home / "a.db"
    with desk(path) as alice, desk(path, "bob") as bob:
        row = alice.tag(0, 9)
        alice.relabel(row, "quote")
        last = alice.tag(20, 23)
        alice.store.undo()
        now = alice.store.undo().edit.annotations[0]
        bob.relabel(now, "denial")
        with pytest.raises(UndoBlocked):
            alice.store.redo()
        assert alice.store.redo().edit.annotations[0].id == last.id
        assert alice.store.undo().edit.annotations[0].id == last.id
        with pytest.raises(UndoBlocked):
            alice.store.undo()


def test_a_state_that_someone_changed_is_passed_over(home: Home) -> None:
    path = home / "a.db"
    with desk(path) as it:
        row = it.tag(0, 9)
        it.store.set_status(ARTICLE.id, Status.DONE)
        execute(path, "UPDATE assignment SET state = 'skipped'")
        with pytest.raises(UndoBlocked, match="state of the article"):
            it.store.undo()
        assert it.store.status("alice", ARTICLE.id) is Status.SKIPPED
        assert it.store.undo().edit.annotations[0].id == row.id


def test_undo_leaves_alone_where_an_import_has_taken_the_place(home: Home) -> None:
    with desk(home / "a.db") as it:
        gone = it.remove(it.tag(0, 9))
        twin = replace(gone, id=it.ids.mint(), prev=None, answer=Answer.ACCEPT)
        layer = Layer(ARTICLE, it.store.annotators()[0], annotations=(twin,))
        it.store.import_layers([layer])
        with pytest.raises(UndoBlocked):
            it.store.undo()
        assert [row.id for row in it.store.annotations(ARTICLE.id)] == [twin.id]


def test_imports_are_not_undone(home: Home) -> None:
    with desk(home / "a.db") as it:
        it.tag(0, 3)
        (layer, _) = it.store.layers()
        other = it.new(4, 9)
        it.store.import_layers([replace(layer, annotations=(other,))])
        assert it.store.undo().edit.annotations[0].span.start == 0
        with pytest.raises(NothingToUndo):
            it.store.undo()
        assert [row.id for row in it.store.annotations(ARTICLE.id)] == [other.id]


@given(st.lists(st.sampled_from(["act", "undo", "redo", "look"]), max_size=30))
@settings(max_examples=60, deadline=None)
def test_the_stacks_are_those_of_an_editor(wishes: list[str]) -> None:
    ids = Ids()
    stacks, root = Stacks(), {}
    done: list[str] = []
    undone: list[str] = []
    for wish in wishes:
        rev, of = ids.mint(), ""
        if wish == "undo":
            if not done:
                continue
            of = stacks.undoable[-1]
            undone.append(done.pop())
            root[rev] = root[of]
        elif wish == "redo":
            if not undone:
                continue
            of = stacks.redoable[-1]
            done.append(undone.pop())
            root[rev] = root[of]
        elif wish == "act":
            done, undone = [*done, rev], []
            root[rev] = rev
        verb = {"act": Verb.TAG, "look": Verb.OPEN}.get(wish) or Verb(wish)
        stacks = fold(stacks, [Action(rev, verb, of)])
        assert [root[each] for each in stacks.undoable] == done
        assert [root[each] for each in stacks.redoable] == undone
