"""Histories of several machines, drawn by hypothesis and done by real stores."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st
from store_cases import ARTICLE, SECOND, Desk, made, rows_of

from annotate.ids import Ids
from annotate.model import (
    Annotator,
    AnnotatorKind,
    Answer,
    Label,
    Layer,
    Link,
    Status,
    Verb,
)
from annotate.store.errors import (
    AlreadyTagged,
    NoSuchArticle,
    NothingToRedo,
    NothingToUndo,
    UndoBlocked,
)
from annotate.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from annotate.model import Annotation

PEOPLE = ("alice", "bob")
LABELS = ("claim", "quote", "number", "denial")
ARTICLES = (ARTICLE, SECOND, made("A third text, added on one machine.", "First"))
HOUR_MS = 3_600_000
NOON_MS = 1_750_000_000_000


def digest(path: Path) -> str:
    """Of all rows of all tables, whatever their order."""
    found = rows_of(path)
    said = "\n".join(
        f"{table} {row!r}"
        for table in sorted(found)
        for row in sorted(found[table], key=repr)
    )
    return hashlib.sha256(said.encode()).hexdigest()


def copied(path: Path, name: str) -> Path:
    """A copy of a closed database."""
    return shutil.copyfile(path, path.with_name(name))


def merged(path: Path, *others: Path, name: str) -> Path:
    """A copy of a closed database into which others are merged, one after the other."""
    target = copied(path, name)
    for other in others:
        with open_store(target) as store:
            store.merge(other)
    return target


class Action(NamedTuple):
    """One thing that somebody does on one machine."""

    machine: int
    annotator: str
    what: str
    number: int
    """Which annotation, place, label or machine, as far as there are so many."""
    other: int
    pause_ms: int
    """Since the action before; may be negative, as when a clock is set back."""


WHAT = (
    *("tag", "tag", "tag", "relabel", "note", "remove", "undo", "undo", "redo"),
    *("status", "title", "scheme", "setting", "link", "unlink", "reject", "import"),
    *("article", "merge"),
)


def histories(machines: int, most: int) -> st.SearchStrategy[list[Action]]:
    """Lists of actions."""
    return st.lists(
        st.builds(
            Action,
            machine=st.integers(0, machines - 1),
            annotator=st.sampled_from(PEOPLE),
            what=st.sampled_from(WHAT),
            number=st.integers(0, 11),
            other=st.integers(0, 11),
            pause_ms=st.sampled_from((0, 0, 1, 7, 3000, HOUR_MS, -5, -HOUR_MS)),
        ),
        min_size=1,
        max_size=most,
    )


class Machines:
    """Databases apart, which began as copies of one."""

    def __init__(self, base: Path, folder: Path, offsets: Iterable[int]) -> None:
        """Take the hours by which the clocks of the machines are wrong."""
        self.paths: list[Path] = []
        self._clocks: list[list[int]] = []
        for number, hours in enumerate(offsets):
            self.paths.append(shutil.copyfile(base, folder / f"machine{number}.db"))
            self._clocks.append([NOON_MS + hours * HOUR_MS])

    def do(self, action: Action) -> None:
        """Do it, or not, where the store refuses."""
        path, clock = self.paths[action.machine], self._clocks[action.machine]
        clock[0] += action.pause_ms

        def now() -> int:
            clock[0] += 1
            return clock[0]

        with open_store(path, annotator=action.annotator, ids=Ids(now)) as store:
            it = Desk(store, store._ids)
            with suppress(*_REFUSALS):
                _ACTIONS[action.what](self, it, action)


_REFUSALS = (AlreadyTagged, NoSuchArticle, NothingToRedo, NothingToUndo, UndoBlocked)


def _own(it: Desk, number: int) -> Annotation | None:
    """One of the annotator's own annotations, as many as there are."""
    found = [
        each
        for article in it.store.articles()
        for each in it.store.annotations(article.id)
        if each.annotator == it.store.annotator and each.answer is Answer.ACCEPT
    ]
    return found[number % len(found)] if found else None


def _tag(_: Machines, it: Desk, action: Action) -> None:
    article = ARTICLES[action.other % len(ARTICLES)]
    start = action.number % 4 * 3
    it.tag(start, start + 3 + action.other % 2, LABELS[action.number % 4], article)


def _relabel(_: Machines, it: Desk, action: Action) -> None:
    if row := _own(it, action.number):
        it.relabel(row, LABELS[action.other % 4])


def _note(_: Machines, it: Desk, action: Action) -> None:
    if row := _own(it, action.number):
        it.store.commit(
            it.edit(row.revised(it.ids.mint(row.rev), note=f"note {action.other}"))
        )


def _remove(_: Machines, it: Desk, action: Action) -> None:
    if row := _own(it, action.number):
        it.remove(row)


def _reject(_: Machines, it: Desk, action: Action) -> None:
    no = replace(it.new(0, 3, origin=f"rule:{action.number}"), answer=Answer.REJECT)
    it.store.commit(it.edit(no, verb=Verb.REJECT))


def _undo(_: Machines, it: Desk, action: Action) -> None:
    del action
    it.store.undo()


def _redo(_: Machines, it: Desk, action: Action) -> None:
    del action
    it.store.redo()


def _status(_: Machines, it: Desk, action: Action) -> None:
    article = ARTICLES[action.number % len(ARTICLES)].id
    it.store.set_status(article, list(Status)[action.other % 4])


def _title(_: Machines, it: Desk, action: Action) -> None:
    it.store.set_title(ARTICLES[action.number % 3].id, f"title {action.other}")


def _scheme(_: Machines, it: Desk, action: Action) -> None:
    name = (*LABELS, "rumour", "report")[action.number % 6]
    label = Label(name, f"T{action.other}", "r", "extra-1", "bold", "hint")
    it.store.put_labels([label], first=action.other % 3 == 0)


def _setting(_: Machines, it: Desk, action: Action) -> None:
    it.store.set_setting("suggestions", ("off", "on", "never")[action.number % 3])


def _link(_: Machines, it: Desk, action: Action) -> None:
    source, target = _own(it, action.number), _own(it, action.other)
    if source and target and source.id != target.id:
        it.link("denies", source, target)


def _unlink(_: Machines, it: Desk, action: Action) -> None:
    own: list[Link] = [
        link
        for article in it.store.articles()
        for link in it.store.links(article.id)
        if link.annotator == it.store.annotator
    ]
    if own:
        link = own[action.number % len(own)]
        gone = replace(
            link, rev=it.ids.mint(link.rev), prev=link.rev, answer=Answer.DELETE
        )
        it.store.commit(it.edit(gone))


def _import(_: Machines, it: Desk, action: Action) -> None:
    """A file that both machines may import, with one or two annotations."""
    ids = Ids(lambda: NOON_MS - HOUR_MS, lambda _: action.number % 3)
    rows = []
    for place in range(1 + action.other % 2):
        row = Desk(it.store, ids).new(4 + place, 9 + place, annotator="rules")
        rows.append(row)
    rules = Annotator("rules", AnnotatorKind.MODEL)
    it.store.import_layers([Layer(ARTICLE, rules, annotations=tuple(rows))])


def _article(_: Machines, it: Desk, action: Action) -> None:
    it.store.add_articles([ARTICLES[action.number % 3]])


def _merge(them: Machines, it: Desk, action: Action) -> None:
    other = them.paths[action.number % len(them.paths)]
    if other != it.store.path:
        it.store.merge(other)


_ACTIONS: dict[str, Callable[[Machines, Desk, Action], None]] = {
    "tag": _tag,
    "relabel": _relabel,
    "note": _note,
    "remove": _remove,
    "undo": _undo,
    "redo": _redo,
    "status": _status,
    "title": _title,
    "scheme": _scheme,
    "setting": _setting,
    "link": _link,
    "unlink": _unlink,
    "reject": _reject,
    "import": _import,
    "article": _article,
    "merge": _merge,
}
