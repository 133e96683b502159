"""What a database says for everybody, and how an older file comes to say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from store_cases import ARTICLE, Clock, execute, rows_of

from annotate.model import Annotator, AnnotatorKind, Layer, Suggesting
from annotate.store.check import Severity, check
from annotate.store.errors import OlderDatabase
from annotate.store.reader import Reader
from annotate.store.settings import SETTINGS, UnknownSetting, UnknownValue
from annotate.store.store import open_store

if TYPE_CHECKING:
    from store_cases import Home

    from annotate.store.place import Place


only_files = pytest.mark.parametrize("home", ["sqlite"], indirect=True)


@pytest.fixture
def path(home: Home) -> Place:
    with open_store(home / "a.db", annotator="ada", ids=Clock()) as store:
        store.add_articles([ARTICLE])
    return home / "a.db"


@pytest.fixture
def older(path: Place) -> Place:
    """A database as the first version made it."""
    execute(
        path,
        "DROP TABLE setting",
        "DELETE FROM _sqlite_migrations WHERE name = 'm002_settings'",
    )
    return path


def test_what_is_not_set_is_the_first_value(path: Place) -> None:
    with Reader.open(path) as reader:
        assert reader.settings() == {"suggestions": "off", "blind": "on"}
        assert reader.suggesting() is Suggesting.OFF
    assert SETTINGS["suggestions"].values == tuple(Suggesting)


@pytest.mark.parametrize("value", Suggesting)
def test_a_setting_is_there_for_everybody_after_a_restart(
    path: Place, value: Suggesting
) -> None:
    with open_store(path) as store:
        is_new = value is not Suggesting.OFF
        assert store.set_setting("suggestions", value) is is_new
        assert store.set_setting("suggestions", value) is False
    with Reader.open(path) as reader:
        assert reader.suggesting() is value


def test_a_later_value_has_the_greater_rev_also_on_a_slow_clock(path: Place) -> None:
    revs = []
    for ids, value in ((Clock(2_000_000_000_000), "on"), (Clock(), "never")):
        with open_store(path, ids=ids) as store:
            store.set_setting("suggestions", value)
        revs += [row[-1] for row in rows_of(path)["setting"]]
    assert len(revs) == 2
    assert revs[0] < revs[1]


@pytest.mark.parametrize(
    ("name", "value", "error", "nearest"),
    [
        ("sugestions", "on", UnknownSetting, "suggestions"),
        ("zzz", "on", UnknownSetting, ""),
        ("suggestions", "nevr", UnknownValue, "never"),
        ("suggestions", "", UnknownValue, ""),
        ("suggestions", "maybe", UnknownValue, ""),
    ],
)
def test_another_name_or_value_is_refused_and_nothing_changes(
    path: Place,
    name: str,
    value: str,
    error: type[UnknownSetting | UnknownValue],
    nearest: str,
) -> None:
    with open_store(path) as store:
        with pytest.raises(error) as caught:
            store.set_setting(name, value)
        assert caught.value.nearest == nearest
        assert ("did you mean" in str(caught.value)) is bool(nearest)
        assert store.settings() == {"suggestions": "off", "blind": "on"}


def test_what_a_newer_program_has_set_does_not_count(path: Place) -> None:
    execute(
        path,
        "INSERT INTO setting (id, value, rev) "
        "VALUES ('suggestions', 'dimly', 'x'), ('new', 'y', 'z')",
    )
    with Reader.open(path) as reader:
        assert reader.settings() == {"suggestions": "off", "blind": "on"}


@only_files
def test_an_older_database_is_sound_and_gets_the_table_when_it_is_opened(
    older: Place,
) -> None:
    assert check(older) == ()
    with pytest.raises(OlderDatabase):
        Reader.open(older)
    with open_store(older) as store:
        assert store.set_setting("suggestions", "never")
        assert [one.id for one in store.articles()] == [ARTICLE.id]
    assert check(older) == ()
    with Reader.open(older) as reader:
        assert reader.suggesting() is Suggesting.NEVER


@only_files
def test_a_settings_table_that_is_lost_is_damage(path: Place) -> None:
    execute(path, "DROP TABLE setting")
    found = [(one.table, one.message, one.severity) for one in check(path)]
    assert found == [("setting", "the table is missing", Severity.ERROR)]


def test_a_backup_keeps_the_settings(path: Place, tmp_path: Place) -> None:
    with open_store(path) as store:
        store.set_setting("suggestions", "on")
        store.backup(tmp_path / "copy.db")
    with Reader.open(tmp_path / "copy.db") as reader:
        assert reader.suggesting() is Suggesting.ON


def test_models_are_told_from_people(path: Place) -> None:
    people = [
        Annotator("rules", AnnotatorKind.MODEL),
        Annotator("best", AnnotatorKind.GOLD),
        Annotator("ben"),
    ]
    with open_store(path) as store:
        store.import_layers(Layer(ARTICLE, each) for each in people)
        assert store.models() == {"rules"}
