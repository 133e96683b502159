"""`annotate progress`: for people, for programs, and where nothing is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from annotate.ids import Ids
from annotate.model import Annotation, Annotator, Edit, Span, Status, Verb
from annotate.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HOUR = 3_600_000


@pytest.fixture
def sprint(example: Path) -> Path:
    """Ada has done one of two articles, in half an hour, with one tag."""
    with open_store(example, annotator="ada") as store:
        store.put_annotators([Annotator("ada", name="Ada \x1b[31m")])
        first, second, *_ = store.articles()
        store.assign([(first.id, "ada"), (second.id, "ada")])
        text = store.article(first.id).text
        rev = Ids().mint()
        made = Annotation(
            rev, rev, None, first.id, Span(0, 9), text[:9], "claim", "ada"
        )
        store.commit(
            Edit(Ids().mint(), Verb.TAG, first.id, (made,), active_ms=HOUR // 2)
        )
        store.set_status(first.id, Status.DONE)
    return example


def test_programs_get_every_figure(sprint: Path, run: Callable) -> None:
    done = run("progress", "--json")
    assert done.code == 0, done.err
    found = json.loads(done.out)
    ada, example = found["annotators"]
    finish = ada.pop("finish")
    assert ada == {
        "id": "ada",
        "name": "Ada \x1b[31m",
        "kind": "human",
        "articles": {"todo": 1, "doing": 0, "done": 1, "skipped": 0},
        "labels": {"claim": 1, "quote": 0, "number": 0, "denial": 0},
        "spans": 1,
        "active_hours": 0.5,
        "spans_per_hour": 2.0,
        "hours_left": 0.5,
    }
    assert found["at"] < finish == found["total"]["finish"]
    assert example["id"] == "example"
    assert (example["spans_per_hour"], example["finish"]) == (None, None)
    assert found["total"]["articles"]["done"] == 6
    first = found["articles"][0]
    assert first["annotators"] == {"todo": 0, "doing": 0, "done": 2, "skipped": 0}
    assert first["spans"] == 74
    assert sprint.is_file()


def test_people_get_bars_that_need_no_colour(sprint: Path, run: Callable) -> None:
    done = run("progress")
    assert done.code == 0, done.err
    people, labels, articles = done.out.split("\n\n")
    assert "\x1b" not in done.out
    assert "▇▇▇▇▇▇▇▇▇▇··········" in people.splitlines()[0]
    assert labels.splitlines()[0].split()[-4:] == ["1", "0", "0", "0"]
    assert len(articles.splitlines()) == 5
    assert "6/7 articles · 419 spans · " in done.err
    assert sprint.is_file()


def test_ascii_alone_is_drawn_when_asked_for(sprint: Path, run: Callable) -> None:
    out = run("progress", "--ascii").out
    assert "##########.........." in out
    assert not set("█▒·▁▂▃▄▅▆▇") & set(out)
    assert sprint.is_file()


def test_progress_of_nothing_is_no_error(folder: Path, run: Callable) -> None:
    assert run("progress").code == 1
    open_store(folder / "annotations.db").close()
    done = run("progress")
    assert done.code == 0
    assert "annotators --add" in done.err
    assert json.loads(run("progress", "--json").out)["annotators"] == []
