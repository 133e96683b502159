"""`annotate settings`: listed, asked for, changed; and older databases at the desk."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest

from annotate.cli.opening import up_to_date
from annotate.ids import Ids
from annotate.model import Annotation, Annotator, AnnotatorKind, Answer, Layer, Span
from annotate.store.reader import Reader
from annotate.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_settings_are_listed_with_what_they_can_be(example: Path, run: Callable):
    done = run("settings")
    assert done.code == 0, done.err
    assert done.out.split()[:2] == ["suggestions", "off"]
    assert "never" in done.out
    assert json.loads(run("settings", "--json").out) == {
        "suggestions": "off",
        "blind": "on",
    }
    assert example.is_file()


def test_a_setting_is_changed_and_asked_for(example: Path, run: Callable):
    done = run("settings", "suggestions=never")
    assert (done.code, done.out) == (0, "")
    assert done.err.endswith("suggestions is now never.\n")
    assert run("settings", "suggestions = never").err.endswith("was never.\n")
    assert run("settings", "suggestions").out == "never\n"
    with Reader.open(example) as reader:
        assert reader.settings() == {"suggestions": "never", "blind": "on"}


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        ("sugestions=on", "did you mean suggestions?"),
        ("sugestions", "did you mean suggestions?"),
        ("suggestions=alwys", "it is one of off, on, never"),
        ("suggestions=nver", "did you mean never?"),
        ("suggestions=", "it is one of off, on, never"),
        ("=on", "`annotate settings` lists them"),
    ],
)
@pytest.mark.usefixtures("example")
def test_a_wrong_name_or_value_is_wrong_usage(run: Callable, words: str, nearest: str):
    done = run("settings", words)
    assert (done.code, done.out) == (2, "")
    assert nearest in done.err
    assert run("settings", "suggestions").out == "off\n"


def test_the_desk_brings_an_older_database_up_to_date(example: Path, run: Callable):
    connection = sqlite3.connect(example)
    connection.execute("DROP TABLE setting")
    connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'm002_settings'")
    connection.commit()
    connection.close()
    done = run("export")
    assert done.code == 1
    assert "open it once with `annotate`" in done.err
    with up_to_date(example) as reader:
        assert reader.settings() == {"suggestions": "off", "blind": "on"}
    assert run("export").code == 0


def test_what_was_accepted_and_rejected_goes_out_with_origin_and_score(
    example: Path, run: Callable
):
    ids = Ids()

    def decided(answer: Answer, start: int) -> Annotation:
        rev = ids.mint()
        span = Span(start, start + 6)
        return Annotation(
            rev, rev, None, article.id, span, article.quote(span), "claim", "alice",
            origin=ids.mint(), score=0.7, answer=answer,
        )  # fmt: skip

    with open_store(example, annotator="alice", ids=ids) as store:
        article = store.article(store.articles()[0].id)
        yes, no = decided(Answer.ACCEPT, 0), decided(Answer.REJECT, 7)
        who = Annotator("alice")
        store.import_layers([Layer(article, who, annotations=(yes,), rejected=(no,))])
    done = run("export", "--annotator", "alice")
    assert done.code == 0, done.err
    (row,) = map(json.loads, done.out.splitlines())
    for kind, one in (("spans", yes), ("rejected", no)):
        (found,) = row[kind]
        assert (found["origin"], found["score"]) == (one.origin, 0.7)


def test_suggestions_do_not_count_as_tags_of_an_article(example: Path, run: Callable):
    def counts() -> list[int]:
        with Reader.open(example) as reader:
            return [each.annotations for each in reader.articles()]

    before = counts()
    assert sum(before) > 0
    assert run("suggest").code == 0
    assert counts() == before
    with Reader.open(example) as reader:
        kinds = {each.kind for each in reader.annotators()}
    assert AnnotatorKind.MODEL in kinds
