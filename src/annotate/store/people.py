"""The annotators of a database: added before they come, and called by another name.

An id stands in every row that its annotator wrote, in every file that went out, and is
what two files are merged by; so it never changes. What changes is the name that is
shown: a row whose greater rev wins when files meet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.errors import AnnotateError
from annotate.store import rows
from annotate.store.errors import NoSuchAnnotator

if TYPE_CHECKING:
    from annotate.ids import Ids
    from annotate.model import Annotator
    from annotate.store.engine import Engine, Reads

__all__ = [
    "AnnotatorExists",
    "CalledTheSame",
    "add_annotator",
    "set_name",
    "stored_annotators",
]

_INSERT = """
INSERT INTO annotator (id, kind, name, rev) VALUES (:id, :kind, :name, :rev)"""

_RENAME = "UPDATE annotator SET name = :name, rev = :rev WHERE id = :id"


class AnnotatorExists(AnnotateError):
    """Somebody is called so already: two people need two names."""

    def __init__(self, annotator: Annotator) -> None:
        self.annotator = annotator
        super().__init__(
            f"{annotator.id!r} is there already, as a {annotator.kind.value}; two "
            "annotators need two names, so that their work stays apart."
        )


class CalledTheSame(AnnotateError):
    """The name that is to be shown is another annotator's."""

    def __init__(self, name: str, other: Annotator) -> None:
        self.name, self.other = name, other
        super().__init__(
            f"{name!r} is what {other.id!r} is called; give a name that tells the two "
            "apart."
        )


def stored_annotators(reads: Reads) -> tuple[Annotator, ...]:
    """Everyone who has a row, by id."""
    return tuple(rows.annotator(row) for row in reads.all(rows.ANNOTATORS))


def add_annotator(engine: Engine, ids: Ids, annotator: Annotator) -> None:
    """Add an annotator, in a transaction of the engine.

    Raises:
        AnnotatorExists: the id is there.
        CalledTheSame: another one is called by the id or by the name to be shown.
    """
    known = stored_annotators(engine)
    for each in known:
        if each.id == annotator.id:
            raise AnnotatorExists(each)
    for name in filter(None, (annotator.id, annotator.name)):
        _refuse_taken(name, annotator.id, known)
    bound = {
        "id": annotator.id,
        "kind": annotator.kind.value,
        "name": annotator.name,
        "rev": ids.mint(),
    }
    engine.run(_INSERT, bound)


def set_name(engine: Engine, ids: Ids, annotator: str, name: str) -> None:
    """Show an annotator by another name from now on; by the id again for "".

    Raises:
        NoSuchAnnotator: nobody has that id.
        CalledTheSame: another one is called so.
    """
    known = {each.id: each for each in stored_annotators(engine)}
    if annotator not in known:
        raise NoSuchAnnotator(engine.path, [annotator], known)
    if name:
        _refuse_taken(name, annotator, tuple(known.values()))
    if known[annotator].name == name:
        return
    row = engine.one("SELECT rev FROM annotator WHERE id = :id", {"id": annotator})
    # Greater than what it replaces even on a slow clock, or a merge would drop it.
    rev = ids.mint(str(row[0]) if row else "")
    engine.run(_RENAME, {"id": annotator, "name": name, "rev": rev})


def _refuse_taken(name: str, whose: str, known: tuple[Annotator, ...]) -> None:
    for other in known:
        called = {other.id.casefold(), other.name.casefold()} - {""}
        if other.id != whose and name.casefold() in called:
            raise CalledTheSame(name, other)
