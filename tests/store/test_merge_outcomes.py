"""What a merge makes of conflicts, twins, schemes, names, clocks and files in use."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from merge_cases import HOUR_MS, NOON_MS, copied, digest, merged
from store_cases import (
    ARTICLE,
    OTHER,
    SECOND,
    Child,
    Clock,
    desk,
    execute,
    made,
    rows_of,
)

from annotate.ids import Ids, unix_ms
from annotate.model import (
    Annotation,
    Annotator,
    AnnotatorKind,
    Answer,
    Label,
    Layer,
    Link,
    Status,
)
from annotate.store.check import check
from annotate.store.conflicts import conflict_among
from annotate.store.errors import NoSuchAnnotator, NothingToUndo, UndoBlocked
from annotate.store.merged import Change, Merged, Namesake
from annotate.store.merging import TwoHistories, UnlikeAnnotators
from annotate.store.others import MergedWithItself, NameTaken
from annotate.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A database in which alice has tagged the mayor."""
    path = tmp_path / "ours.db"
    with desk(path) as it:
        it.tag(0, 9)
    return path


@pytest.fixture
def theirs(ours: Path) -> Path:
    """A copy of ours that went its own way from here."""
    return copied(ours, "theirs.db")


def mayor(path: Path) -> Annotation:
    with open_store(path) as store:
        return next(row for row in store.annotations(ARTICLE.id) if row.span.start == 0)


def merge(path: Path, *others: Path, **more: str) -> Merged:
    with open_store(path) as store:
        return store.merge(*others, renamed=more)


# --- conflicts


def test_of_two_changes_the_later_stands_everywhere_and_both_stay(
    ours: Path, theirs: Path
) -> None:
    row = mayor(ours)
    with desk(ours) as it:
        first = it.relabel(row, "denial")
    with desk(theirs) as it:
        second = it.relabel(row, "quote")
    there, here = merge(theirs, ours), merge(ours, theirs)
    assert [(each.kept, each.lost) for each in here.conflicts] == [(second, (first,))]
    assert here.conflicts == there.conflicts
    assert digest(ours) == digest(theirs)
    assert mayor(ours) == second
    with open_store(ours) as store:
        assert store.conflicts() == here.conflicts
        assert store.merge(theirs) == Merged()
        assert store.conflicts() == here.conflicts
    assert check(ours) == ()


def test_a_deeper_fork_is_won_by_its_greatest_revision(
    ours: Path, theirs: Path
) -> None:
    row = mayor(ours)
    with desk(ours) as it:
        first = it.relabel(row, "denial")
    with desk(theirs) as it:
        gone = it.remove(it.relabel(it.relabel(row, "quote"), "number"))
    with desk(ours) as it:
        last = it.relabel(it.relabel(first, "claim"), "number")
    (conflict,) = merge(ours, theirs).conflicts
    assert (conflict.kept, conflict.lost) == (last, (gone,))
    assert mayor(ours) == last


def test_the_same_change_on_both_sides_is_no_conflict(ours: Path, theirs: Path) -> None:
    for path in (ours, theirs):
        with desk(path) as it:
            it.relabel(mayor(path), "denial")
    assert merge(ours, theirs).conflicts == ()
    with open_store(ours) as store:
        assert store.conflicts() == ()


def test_links_changed_apart_are_conflicts_too(ours: Path) -> None:
    with desk(ours) as it:
        link = it.link("denies", it.tag(4, 9, "denial"), mayor(ours))
    theirs = copied(ours, "theirs.db")
    with desk(ours) as it:
        gone = replace(link, rev=it.ids.mint(), prev=link.rev, answer=Answer.DELETE)
        it.store.commit(it.edit(gone))
    with desk(theirs) as it:
        other = replace(link, rev=it.ids.mint(), prev=link.rev, kind="confirms")
        it.store.commit(it.edit(other))
    (conflict,) = merge(ours, theirs).conflicts
    assert (conflict.kept, conflict.lost) == (other, (gone,))
    with open_store(ours) as store:
        assert store.links(ARTICLE.id) == (other,)


@pytest.mark.parametrize(
    ("drawn", "outcome"),
    [
        # each revision with the one it replaces and what it says
        (["1 -a"], ""),
        (["1 -a", "2 1b"], ""),
        (["1 -a", "2 1b", "3 1c"], "3 beats 2"),
        (["1 -a", "2 1b", "3 1b"], ""),
        (["1 -a", "2 -b"], "2 beats 1"),
        (["1 -a", "2 1b", "3 2c", "4 1d"], "4 beats 3"),
        (["1 -a", "2 1b", "3 1c", "4 1d"], "4 beats 2 3"),
        (["1 -a", "2 1b", "3 1c", "4 2c"], ""),
        (["1 -a", "2 1b", "3 1c", "4 2d", "5 3e"], "5 beats 4"),
    ],
)
def test_a_conflict_is_two_ends_that_differ(drawn: list[str], outcome: str) -> None:
    revisions = [
        Link("id", rev, None if prev == "-" else prev, "alice", said, "from", "to")
        for rev, _, prev, said in drawn
    ]
    found = conflict_among(revisions[::-1])
    told = ""
    if found is not None:
        told = f"{found.kept.rev} beats {' '.join(each.rev for each in found.lost)}"
    assert told == outcome


# --- clocks


def test_a_change_made_on_a_slow_clock_outranks_what_it_replaces(ours: Path) -> None:
    theirs = copied(ours, "theirs.db")
    with desk(theirs, ids=Clock(NOON_MS - 10 * HOUR_MS)) as it:
        changed = it.relabel(mayor(theirs), "denial")
    assert merge(ours, theirs).conflicts == ()
    assert mayor(ours) == changed


def test_a_clock_that_runs_fast_wins_and_the_next_edit_wins_over_it(
    ours: Path, theirs: Path
) -> None:
    row = mayor(ours)
    fast = Ids(lambda: unix_ms(row.rev) + 5 * HOUR_MS)
    with desk(theirs, ids=fast) as it:
        early = it.relabel(row, "denial")
    with desk(ours) as it:
        it.relabel(row, "quote")
    merge(ours, theirs)
    assert mayor(ours) == early
    with desk(ours) as it:
        late = it.relabel(early, "number")
    merge(theirs, ours)
    assert mayor(theirs) == late


def test_a_clock_that_is_set_back_keeps_the_order_of_undo(ours: Path) -> None:
    with desk(ours, ids=Clock(NOON_MS)) as it:
        before = it.tag(10, 16)
    with desk(ours, ids=Clock(NOON_MS - 20 * HOUR_MS)) as it:
        after = it.tag(17, 20)
        assert it.store.undo().edit.annotations[0].id == after.id
        assert it.store.undo().edit.annotations[0].id == before.id


# --- twins


def test_one_label_set_apart_on_one_stretch_counts_once(
    ours: Path, theirs: Path
) -> None:
    with desk(ours) as it:
        first = it.tag(10, 16)
    with desk(theirs) as it:
        second = it.tag(10, 16)
        link = it.link("denies", second, mayor(theirs))
    with desk(theirs, "bob") as it:
        it.tag(10, 16)
    both = merge(theirs, ours)
    (twins,) = merge(ours, theirs).twins
    assert both.twins == (twins,)
    assert (twins.kept, twins.other, twins.quote) == (first.id, second.id, "denied")
    assert digest(ours) == digest(theirs)
    with open_store(ours, annotator="alice") as store:
        assert store.twins() == (twins,)
        (alice, *_), _ = [
            [one for one in store.layers() if one.article == each]
            for each in (ARTICLE, SECOND)
        ]
        assert [row.id for row in alice.annotations][1:] == [first.id]
        assert alice.links == (replace(link, source=first.id),)
        # On the desk both are there, so that either can be removed.
        assert {first, second} <= set(store.annotations(ARTICLE.id))
    with desk(ours) as it:
        it.store.commit(it.edit(first.revised(it.ids.mint(), note="one of two")))
        it.remove(second)
        assert it.store.twins() == ()
        assert it.store.annotations(ARTICLE.id)[1].note == "one of two"


def test_twins_that_merged_away_are_not_told(ours: Path, theirs: Path) -> None:
    with desk(ours) as it:
        it.remove(it.tag(10, 16))
    with desk(theirs) as it:
        it.tag(10, 16)
    assert merge(ours, theirs).twins == ()


# --- undo


def test_undo_reaches_what_the_same_annotator_did_elsewhere_and_nobody_elses(
    ours: Path, theirs: Path
) -> None:
    with desk(theirs) as it:
        elsewhere = it.tag(10, 16)
        layer = Layer(ARTICLE, Annotator("alice"), annotations=(it.new(21, 24),))
        it.store.import_layers([layer])
    with desk(theirs, "bob") as it:
        bobs = it.tag(17, 20)
    merge(ours, theirs)
    with desk(ours) as it:
        here = it.tag(25, 28)
        undone = [it.store.undo().edit.annotations[0].id for _ in range(3)]
        assert undone == [here.id, elsewhere.id, mayor(theirs).id]
        with pytest.raises(NothingToUndo):
            it.store.undo()
        left = {row.id for row in it.store.annotations(ARTICLE.id)}
        assert bobs.id in left
        assert len(left) == 2
        assert it.store.redo().edit.annotations[0].id == mayor(theirs).id


def test_undo_passes_over_what_lost_a_conflict(ours: Path, theirs: Path) -> None:
    row = mayor(ours)
    with desk(ours) as it:
        it.relabel(row, "denial")
    with desk(theirs, "bob") as it:
        theirs_now = row.revised(it.ids.mint(row.rev), label="quote")
        it.store.commit(it.edit(theirs_now))
    merge(ours, theirs)
    with desk(ours) as it:
        with pytest.raises(UndoBlocked):
            it.store.undo()
        assert mayor(ours) == theirs_now


# --- schemes, settings, titles


def test_of_two_schemes_the_later_label_stands_and_new_ones_come(
    ours: Path, theirs: Path
) -> None:
    with open_store(ours) as store:
        store.put_labels([Label("rumour", "Rumour", "r", "extra-1", "bold", "")])
    with open_store(theirs) as store:
        claim = replace(store.scheme().label("claim"), title="Assertion", key="a")
        report = Label("report", "Report", "r", "extra-2", "bold", "")
        store.put_labels([claim, report])
        store.set_setting("suggestions", "never")
    told = merge(ours, theirs)
    assert told.labels == ("report",)
    assert Change("label", "claim", "title", "Claim", "Assertion") in told.changes
    assert Change("label", "claim", "key", "c", "a") in told.changes
    assert told.shared_keys == (("r", ("report", "rumour")),)
    with open_store(ours) as store:
        assert store.scheme().label("claim") == claim
        assert store.settings()["suggestions"] == "never"
    assert merge(theirs, ours).labels == ("rumour",)
    assert digest(ours) == digest(theirs)


def test_the_seed_of_another_version_with_the_same_revision_has_one_outcome(
    ours: Path, theirs: Path
) -> None:
    execute(theirs, "UPDATE label SET hint = 'zzz' WHERE id = 'claim'")
    merge(ours, theirs)
    merge(theirs, ours)
    assert digest(ours) == digest(theirs)
    with open_store(ours) as store:
        assert store.scheme().label("claim").hint == "zzz"


def test_other_texts_under_the_same_title_both_stay_and_are_told(
    ours: Path, theirs: Path
) -> None:
    newer = made(OTHER + " Later.", "Second", "elsewhere.txt")
    moved = made("Quite another text.", "Fourth", ARTICLE.source)
    with open_store(theirs) as store:
        store.add_articles([newer, moved])
    told = merge(ours, theirs)
    assert told.articles == (newer.id, moved.id)
    assert set(told.namesakes) == {
        Namesake("Second", newer.id, SECOND.id),
        Namesake("Fourth", moved.id, ARTICLE.id),
    }
    assert merge(ours, theirs) == Merged()


def test_the_later_title_and_status_stand(ours: Path, theirs: Path) -> None:
    with open_store(ours, annotator="alice") as store:
        store.set_title(ARTICLE.id, "Ours")
        store.set_status(ARTICLE.id, Status.DONE)
    with open_store(theirs, annotator="alice") as store:
        store.set_title(ARTICLE.id, "Theirs")
        store.set_status(ARTICLE.id, Status.SKIPPED)
    assert merge(theirs, ours).changes == ()
    told = merge(ours, theirs)
    assert told.changes == (Change("article", ARTICLE.id, "title", "Ours", "Theirs"),)
    assert [(each.annotator, each.status) for each in told.came] == [
        ("alice", "skipped")
    ]


# --- names


def put_annotator(path: Path, name: str, kind: str) -> None:
    rev = Ids().mint()
    execute(path, f"INSERT INTO annotator VALUES ('{name}', '{kind}', '', '{rev}')")


def test_one_name_of_a_person_and_of_a_model_is_refused_with_the_remedy(
    ours: Path, tmp_path: Path
) -> None:
    theirs = tmp_path / "model.db"
    with desk(theirs) as it:
        rules = Annotator("alice", AnnotatorKind.MODEL)
        it.store.import_layers([Layer(ARTICLE, rules, annotations=(it.new(4, 9),))])
    before = digest(ours)
    with pytest.raises(UnlikeAnnotators, match=r"--rename alice=NEW"):
        merge(ours, theirs)
    assert digest(ours) == before
    told = merge(ours, theirs, alice="robot")
    assert told.annotators == ("robot",)
    assert merge(ours, theirs, alice="robot") == Merged()
    with open_store(ours) as store:
        assert store.models() == {"robot"}
        assert len(store.annotations(ARTICLE.id)) == 2


def test_two_people_with_one_name_are_told_apart_by_a_new_one(
    ours: Path, tmp_path: Path
) -> None:
    theirs = tmp_path / "other-alice.db"
    with desk(theirs) as it:
        it.tag(0, 9)
        it.store.set_status(ARTICLE.id, Status.DONE)
        it.tag(4, 9)
    with desk(theirs, "bob") as it:
        it.tag(4, 9)
    assert merge(ours, theirs, alice="alice-2").twins == ()
    with open_store(ours) as store:
        tagged = [
            (row.annotator, row.span.start) for row in store.annotations(ARTICLE.id)
        ]
        assert sorted(tagged) == [
            ("alice", 0),
            ("alice-2", 0),
            ("alice-2", 4),
            ("bob", 4),
        ]
        assert store.status("alice-2", ARTICLE.id) is Status.DONE
    # Without the new name the same file is not taken in for another's.
    with pytest.raises(TwoHistories, match=r"--rename alice=alice-2"):
        merge(ours, theirs)
    with pytest.raises(NameTaken):
        merge(ours, theirs, alice="bob")
    with pytest.raises(NoSuchAnnotator, match="carol"):
        merge(ours, theirs, carol="dave")


def test_one_file_imported_for_two_annotators_is_refused_with_the_remedy(
    tmp_path: Path,
) -> None:
    row = None
    for name in ("ann", "ben"):
        with desk(tmp_path / f"{name}.db") as it:
            row = row or it.new(4, 9)
            layer = Layer(ARTICLE, Annotator(name), annotations=(row,))
            it.store.import_layers([layer])
    with pytest.raises(TwoHistories, match="--rename ben=ann"):
        merge(tmp_path / "ann.db", tmp_path / "ben.db")
    assert merge(tmp_path / "ann.db", tmp_path / "ben.db", ben="ann").came == ()


# --- files


def test_many_files_come_all_or_none(ours: Path, tmp_path: Path) -> None:
    parts = []
    for number in range(12):
        with desk(tmp_path / f"{number}.db", f"person {number}") as it:
            it.tag(number, number + 3)
        parts.append(tmp_path / f"{number}.db")
    before = digest(ours)
    execute(parts[7], "UPDATE annotation SET quote = 'never said'")
    with pytest.raises(Exception, match=r"7\.db is refused"):
        merge(ours, *parts)
    assert digest(ours) == before
    del parts[7]
    told = merge(ours, *parts)
    assert len(told.annotators) == len(told.came) == 11
    one_by_one = tmp_path / "one.db"
    with open_store(one_by_one) as store:
        for each in (ours, *parts[::-1]):
            store.merge(each)
    assert digest(one_by_one) == digest(ours)


def _die_with_a_log(send: Callable[[str], None], path: Path) -> None:
    with desk(path, "bob") as it:
        send(it.tag(17, 20).id)
        os.kill(os.getpid(), signal.SIGKILL)


def bytes_of(folder: Path, name: str) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.glob(f"{name}*")}


def test_a_log_beside_the_file_counts_and_no_byte_changes(
    ours: Path, theirs: Path
) -> None:
    (told,) = Child(_die_with_a_log, theirs).end()
    theirs.with_name("theirs.db-shm").unlink()
    before = bytes_of(theirs.parent, "theirs.db")
    assert before["theirs.db-wal"]
    assert merge(ours, theirs).annotators == ("bob",)
    with open_store(ours) as store:
        assert told in {row.id for row in store.annotations(ARTICLE.id)}
    assert bytes_of(theirs.parent, "theirs.db") == before


def _tag_and_wait(send: Callable[[str], None], path: Path) -> None:
    with desk(path, "bob") as it:
        send(it.tag(17, 20).id)
        signal.pause()


def test_a_file_in_use_is_merged_as_it_is_then(ours: Path, theirs: Path) -> None:
    child = Child(_tag_and_wait, theirs)
    told = child.first()
    before = bytes_of(theirs.parent, "theirs.db")
    assert told in {
        row[0] for row in rows_of(merged(ours, theirs, name="all.db"))["annotation"]
    }
    assert bytes_of(theirs.parent, "theirs.db") == before
    child.process.kill()
    child.end()


def test_a_file_is_not_merged_into_itself(ours: Path, tmp_path: Path) -> None:
    link, hard = tmp_path / "link.db", tmp_path / "hard.db"
    link.symlink_to(ours)
    os.link(ours, hard)
    for same in (ours, link, hard):
        with pytest.raises(MergedWithItself):
            merge(ours, same)


def test_a_file_of_an_earlier_version_is_brought_up_to_date_in_a_copy(
    ours: Path, theirs: Path
) -> None:
    with desk(theirs, "bob") as it:
        it.tag(17, 20)
    execute(
        theirs,
        "DROP TABLE setting",
        "DELETE FROM _sqlite_migrations WHERE name = 'm002_settings'",
    )
    before = theirs.read_bytes()
    assert merge(ours, theirs).annotators == ("bob",)
    assert theirs.read_bytes() == before


def test_a_file_of_the_older_journal_mode_is_merged(ours: Path, theirs: Path) -> None:
    with desk(theirs, "bob") as it:
        it.tag(17, 20)
    execute(theirs, "PRAGMA journal_mode = DELETE")
    before = bytes_of(theirs.parent, "theirs.db")
    assert merge(ours, theirs).annotators == ("bob",)
    assert bytes_of(theirs.parent, "theirs.db") == before


def test_a_dry_run_tells_the_same_and_changes_nothing(ours: Path, theirs: Path) -> None:
    with desk(theirs, "bob") as it:
        it.tag(17, 20)
    before = ours.read_bytes()
    with open_store(ours) as store:
        foreseen = store.merge(theirs, dry_run=True)
    assert ours.read_bytes() == before
    assert merge(ours, theirs) == foreseen != Merged()
