"""What is kept beside the database: where the reader was, and work in danger."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sittings import ARTICLES, STORY, database

from annotate.formats import jsonl
from annotate.ids import Ids
from annotate.model import (
    GOLD,
    Annotation,
    Annotator,
    AnnotatorKind,
    Answer,
    Edit,
    Span,
    Status,
    Verb,
)
from annotate.store.store import open_store
from annotate.text.selection import Selection
from annotate.tui.messages import Commit, Revert, SetStatus, SetTitle
from annotate.tui.opening import NoArticles, opened_desk
from annotate.tui.reading import Reading, load_reading, reading_path, save_reading
from annotate.tui.rescue import rescue

if TYPE_CHECKING:
    from pathlib import Path

FULL = Reading(
    panes=("a" * 32, "b" * 32),
    focus=1,
    positions={"a" * 32: (3, 9), "c" * 32: (7, 7)},
    is_zoomed=True,
    shows_others=False,
    shows_inspector=True,
)


def test_where_the_reader_was_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "reading.json"
    assert save_reading(path, FULL)
    assert load_reading(path) == FULL
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_each_annotator_and_each_database_has_a_place_of_its_own(
    tmp_path: Path,
) -> None:
    paths = {
        reading_path(tmp_path, tmp_path / name, who)
        for name in ("a.db", "b.db")
        for who in ("ada", "ben", "ada\nben")
    }
    assert len(paths) == 6
    relative = reading_path(tmp_path, tmp_path / "x" / ".." / "a.db", "ada")
    assert relative in paths


WHOLE = json.dumps(
    {
        "panes": [], "focus": 0, "positions": {}, "is_zoomed": False,
        "shows_others": True, "shows_inspector": False,
    }
)  # fmt: skip


@pytest.mark.parametrize(
    "damage",
    [
        b"", b"{", b"[]", b"null", b"7", b'"text"', b"\xff\xfe\x00", b"\x00" * 40,
        b'{"panes": []}', WHOLE.replace('"focus": 0', '"focus": 1e999').encode(),
        WHOLE.replace('"focus": 0', '"focus": null').encode(),
        WHOLE.replace('"focus": 0', '"focus": "two"').encode(),
        WHOLE.replace('"panes": []', '"panes": 3').encode(),
        WHOLE.replace('"positions": {}', '"positions": {"a": 1}').encode(),
        WHOLE.replace('"positions": {}', '"positions": {"a": [1, 2, 3]}').encode(),
        WHOLE.replace('"positions": {}', '"positions": {"a": [1, NaN]}').encode(),
        b"[" * 100_000,
    ],
)  # fmt: skip
def test_a_damaged_file_costs_the_place_and_nothing_else(
    tmp_path: Path, damage: bytes
) -> None:
    path = tmp_path / "reading.json"
    path.write_bytes(damage)
    assert load_reading(path) == Reading()


def test_a_missing_file_or_a_folder_in_its_place_is_no_place(tmp_path: Path) -> None:
    assert load_reading(tmp_path / "none.json") == Reading()
    assert load_reading(tmp_path) == Reading()


def test_a_place_that_cannot_be_written_is_told_and_leaves_nothing(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("in the way")
    assert not save_reading(tmp_path / "file" / "reading.json", FULL)
    in_the_way = tmp_path / "folder"
    in_the_way.mkdir()
    (in_the_way / "x").touch()
    assert not save_reading(in_the_way, FULL)
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".read")]


def test_only_the_newest_places_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "reading.json"
    many = {f"{number:032}": (number, number) for number in range(700)}
    save_reading(path, Reading(positions=many))
    kept = load_reading(path).positions
    assert len(kept) == 500
    assert f"{699:032}" in kept
    assert f"{0:032}" not in kept


# What a start makes of it


def test_a_start_opens_where_the_reader_was(tmp_path: Path) -> None:
    path = database(tmp_path / "a.db")
    first, second, third = (one.id for one in ARTICLES)
    reading = Reading((third, "f" * 32, first), 1, {first: (4, 9), second: (2, 2)})
    desk, statuses, _ = opened_desk(path, "ada", (), reading)
    assert [pane.article for pane in desk.panes] == [third, first]
    assert desk.focus == 1
    assert desk.pane.selection == Selection(4, 9)
    assert desk.resting[second] == Selection(2, 2)
    assert statuses == {third: Status.TODO, first: Status.TODO}


def test_articles_that_are_asked_for_come_alone_and_first(tmp_path: Path) -> None:
    path = database(tmp_path / "a.db")
    first, second, third = (one.id for one in ARTICLES)
    reading = Reading((third, first), 1, is_zoomed=True)
    desk, *_ = opened_desk(path, "ada", (second, first, second), reading)
    assert [pane.article for pane in desk.panes] == [second, first]
    assert (desk.focus, desk.is_zoomed) == (0, False)


def test_a_first_start_opens_what_one_was_given_and_has_not_finished(
    tmp_path: Path,
) -> None:
    path = database(tmp_path / "a.db")
    first, second, third = (one.id for one in ARTICLES)
    with open_store(path, annotator="ada") as store:
        store.put_annotators([Annotator("ada"), Annotator("ben")])
        store.assign([(second, "ada"), (third, "ada"), (first, "ben")])
        store.set_status(second, Status.DONE)
    desk, *_ = opened_desk(path, "ada", (), Reading())
    assert [pane.article for pane in desk.panes] == [third]
    # Where one was comes back all the same, and who was given nothing sees all.
    desk, *_ = opened_desk(path, "ada", (), Reading((first,)))
    assert [pane.article for pane in desk.panes] == [first]
    desk, *_ = opened_desk(path, "cy", (), Reading())
    assert len(desk.panes) == 3


@pytest.mark.parametrize("focus", [-5, 0, 99])
def test_a_place_that_is_not_there_any_more_does_no_harm(
    tmp_path: Path, focus: int
) -> None:
    path = database(tmp_path / "a.db")
    positions = {one.id: (10**9, len(one.text) - 7) for one in ARTICLES}
    desk, *_ = opened_desk(path, "ada", (), Reading((), focus, positions))
    assert len(desk.panes) == 3
    for pane in desk.panes:
        text = desk.sheets[pane.article].article.text
        assert pane.selection.anchor == len(text)
        assert 0 <= desk.focus < 3


def test_a_database_without_articles_says_what_to_do(tmp_path: Path) -> None:
    open_store(tmp_path / "a.db").close()
    with pytest.raises(NoArticles, match="annotate add PATH"):
        opened_desk(tmp_path / "a.db", "ada", (), Reading())


# Work in danger

KNOWN = {one.id: one for one in ARTICLES}
IDS = Ids()


def tag(start: int, end: int, label: str = "claim", article: int = 0) -> Annotation:
    rev, one = IDS.mint(), ARTICLES[article]
    return Annotation(
        rev, rev, None, one.id, Span(start, end), one.text[start:end], label, "ada",
        note="a \u2028 note", attributes='{"speaker":"x"}',
    )  # fmt: skip


def commit(*rows: Annotation, verb: Verb = Verb.TAG) -> Commit:
    return Commit(Edit(IDS.mint(), verb, rows[0].article, rows))


def test_the_stores_import_takes_back_what_was_rescued(tmp_path: Path) -> None:
    path = database(tmp_path / "a.db")
    mayor, other = tag(4, 9), tag(7, 20, "number", article=1)
    nobody = tag(STORY.index("Nobody"), len(STORY), "denial")
    gone = tag(0, 3)
    relabelled = mayor.revised(IDS.mint(mayor.rev), label="quote")
    writes = [
        commit(mayor), commit(other), commit(gone), SetTitle(mayor.article, "x"),
        commit(relabelled, verb=Verb.EDIT), commit(nobody), Revert(IDS.mint()),
        commit(gone.revised(IDS.mint(), answer=Answer.DELETE), verb=Verb.EDIT),
        SetStatus(mayor.article, Status.DONE),
    ]  # fmt: skip
    file = rescue(writes, KNOWN, tmp_path / "state")
    assert file is not None
    assert file.parent == tmp_path / "state"
    with file.open("rb") as lines:
        layers, problems = jsonl.read_lines(lines)
    assert problems == ()
    with open_store(path) as store:
        store.import_layers(layers)
        found = {one.id: one for each in ARTICLES for one in store.annotations(each.id)}
    assert set(found) == {mayor.id, other.id, nobody.id}
    for row in (relabelled, other, nobody):
        one = found[row.id]
        assert (one.span, one.quote, one.label, one.annotator, one.note) == (
            row.span, row.quote, row.label, "ada", row.note,
        )  # fmt: skip
        assert json.loads(one.attributes) == json.loads(row.attributes)


def test_what_was_half_saved_is_no_second_tag_when_it_is_taken_back(
    tmp_path: Path,
) -> None:
    path = database(tmp_path / "a.db")
    mayor = tag(4, 9)
    with open_store(path, annotator="ada") as store:
        store.commit(commit(mayor).edit)
    file = rescue([commit(mayor)], KNOWN, tmp_path)
    assert file is not None
    with file.open("rb") as lines:
        layers, _ = jsonl.read_lines(lines)
    with open_store(path) as store:
        store.import_layers(layers)
        store.import_layers(layers)
        assert len(store.annotations(mayor.article)) == 1


def test_unsaved_decisions_are_rescued_in_the_name_of_gold(tmp_path: Path) -> None:
    path = database(tmp_path / "a.db")
    taken = replace(tag(4, 9), annotator=GOLD)
    refused = replace(tag(7, 20), annotator=GOLD, answer=Answer.REJECT)
    mine = tag(0, 3)
    file = rescue([commit(taken, refused), commit(mine)], KNOWN, tmp_path)
    assert file is not None
    with file.open("rb") as lines:
        layers, problems = jsonl.read_lines(lines)
    assert problems == ()
    with open_store(path) as store:
        store.import_layers(layers)
        kinds = {each.id: each.kind for each in store.annotators()}
        found = {one.id: one for one in store.annotations(mine.article)}
    assert kinds == {GOLD: AnnotatorKind.GOLD, "ada": AnnotatorKind.HUMAN}
    assert [
        (found[one.id].annotator, found[one.id].answer)
        for one in (taken, refused, mine)
    ] == [(GOLD, Answer.ACCEPT), (GOLD, Answer.REJECT), ("ada", Answer.ACCEPT)]


def test_nothing_to_rescue_makes_no_file(tmp_path: Path) -> None:
    gone = tag(0, 3).revised(IDS.mint(), answer=Answer.DELETE)
    writes = [commit(gone, verb=Verb.EDIT), SetTitle(gone.article, "x")]
    assert rescue(writes, KNOWN, tmp_path / "state") is None
    assert rescue([], KNOWN, tmp_path / "state") is None
    assert not (tmp_path / "state").exists()


def test_a_state_folder_that_cannot_be_written_has_another_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    spare = tmp_path / "spare"
    spare.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(spare))
    file = rescue([commit(tag(0, 3))], KNOWN, tmp_path / "file")
    assert file is not None
    assert file.parent == spare
    assert file.stat().st_mode & 0o077 == 0
