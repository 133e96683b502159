from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.model import Status
from annotate.store.reader import Reader
from annotate.store.store import open_store
from team import make_team

if TYPE_CHECKING:
    from pathlib import Path

    from annotate.store.finished import Finished
    from annotate.store.place import Place
    from servers import ServerHome

    Home = Path | ServerHome

_PEOPLE = ("ada", "ben", "cy")


def _read(
    path: Place, *people: str, unfinished: bool = False, left_out: tuple[str, ...] = ()
) -> list[Finished]:
    with Reader.open(path) as reader:
        return list(
            reader.finished(people or _PEOPLE, unfinished=unfinished, left_out=left_out)
        )


def _work(found: list[Finished]) -> list[dict[str, list[str]]]:
    return [
        {name: sorted(each.text[s:e] for s, e, _ in marks)
         for name, marks in each.marks.items()}
        for each in found
    ]  # fmt: skip


def _team(path: Place) -> Place:
    make_team(
        path,
        {
            "ada": {0: "claim 0-1, claim 0-1, quote 0-1, claim 3-4", 1: "claim 0-1"},
            "ben": {0: "claim 0-1", 1: "claim 1-2"},
            "cy": {1: "", 2: "claim 0-1"},
        },
        unfinished=frozenset({("ben", 1)}),
    )
    return path


def test_articles_that_two_finished_come_with_everyones_marks(home: Home) -> None:
    found = _read(_team(home / "a.db"))
    assert [each.title for each in found] == ["Article 0", "Article 1"]
    assert _work(found) == [
        {"ada": ["w0000", "w0000", "w0003"], "ben": ["w0000"]},
        {"ada": ["w0100"], "cy": []},
    ]


def test_unfinished_work_comes_when_it_is_asked_for_and_has_a_mark(
    home: Home,
) -> None:
    path = _team(home / "a.db")
    assert _work(_read(path, unfinished=True))[1] == {
        "ada": ["w0100"], "ben": ["w0101"], "cy": [],
    }  # fmt: skip


def test_only_the_people_and_articles_that_are_named_come(home: Home) -> None:
    path = _team(home / "a.db")
    assert _work(_read(path, "ada", "cy")) == [{"ada": ["w0100"], "cy": []}]
    assert _read(path, "ada") == []
    with Reader.open(path) as reader:
        first = reader.articles()[0].id
        assert len(list(reader.finished(_PEOPLE, [first]))) == 1


def test_work_that_was_removed_or_taken_back_does_not_come(home: Home) -> None:
    path = _team(home / "a.db")
    with open_store(path, annotator="ada") as store:
        first = store.articles()[0].id
        store.set_status(first, Status.SKIPPED)
    assert [each.title for each in _read(path)] == ["Article 1"]


def test_articles_that_are_left_out_do_not_come(home: Home) -> None:
    path = _team(home / "a.db")
    with Reader.open(path) as reader:
        first = reader.articles()[0].id
    found = _read(path, left_out=(first,))
    assert [each.title for each in found] == ["Article 1"]
