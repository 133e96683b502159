"""The store of one annotator: everything that changes a database.

One thread only; a second thread opens its own. Every method that changes something
is one transaction: when it raises, nothing has changed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.ids import Ids
from annotate.model import Verb
from annotate.store.articles import add_article, put_title, stored_title
from annotate.store.assignments import give, take_away
from annotate.store.backup import backup
from annotate.store.errors import NoSuchArticle
from annotate.store.importing import Imported, Importing
from annotate.store.journal import Journal
from annotate.store.labels import put_labels
from annotate.store.merged import Merged
from annotate.store.people import add_annotator, set_name
from annotate.store.reader import Reader
from annotate.store.reverting import Reverted, Reverting
from annotate.store.settings import put_setting
from annotate.store.sqlite import open_sqlite
from annotate.store.statuses import move_status
from annotate.store.undo import UNDOABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from annotate.model import Annotator, Article, Edit, Label, Layer, Status
    from annotate.store.engine import Engine
    from annotate.store.place import Place

__all__ = ["Added", "Imported", "Merged", "Reverted", "Store", "open_store"]

_TEXTS_KEPT = 8
_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the articles that were to be added, by id."""

    new: tuple[str, ...]
    known: tuple[str, ...]
    """Already there; their title and source stay as they were."""


def open_store(
    path: Place,
    *,
    annotator: str = "",
    ids: Ids | None = None,
    must_exist: bool = False,
    busy_seconds: float = 30.0,
) -> Store:
    """A store on a file, made and brought up to date where needed.

    Opening does not change a file that is up to date. A file that cannot be written
    opens for reading, and the first change says why.

    Args:
        path: of the database.
        annotator: who acts; may be empty to add and import only.
        ids: where ids come from; the clock and chance when left out.
        must_exist: raise NoSuchDatabase instead of making a file.
        busy_seconds: how long to wait for another program's lock.

    Raises:
        StoreFailure: NoSuchDatabase, NotADatabase, DamagedDatabase, NewerDatabase,
            OlderDatabase, ForeignSchema, NetworkFileSystem, UnwritableFolder,
            DatabaseBusy, DiskFull.
    """
    engine: Engine
    if isinstance(path, Path):
        engine = open_sqlite(path, must_exist=must_exist, busy_seconds=busy_seconds)
    else:
        from annotate.store.postgres import open_postgres  # noqa: PLC0415  psycopg

        engine = open_postgres(path, must_exist=must_exist, busy_seconds=busy_seconds)
    try:
        return Store(engine, annotator, ids or Ids())
    except BaseException:
        engine.close()
        raise


class Store(Reader):
    """Reads as a `Reader`, and writes; `open_store` makes one for a file.

    Besides what a method names, each that writes may raise DatabaseBusy, DiskFull,
    DamagedDatabase, ReadOnlyDatabase, UnwritableFolder and UnstorableText.
    """

    def __init__(self, engine: Engine, annotator: str, ids: Ids) -> None:
        super().__init__(engine)
        self.annotator = annotator
        self._engine = engine
        self._ids = ids
        self._journal = Journal(engine, annotator, ids)
        self._reverting = Reverting(engine, self._journal, ids)
        self._texts: dict[str, str] = {}
        self._importing: Importing | None = None

    def commit(self, edit: Edit) -> None:
        """Store one edit whole; storing it again changes nothing.

        Revisions of the gold layer are its too, when this annotator adjudicates.

        Raises:
            ValueError: the verb is one that undo takes back, and nothing is changed.
            Superseded: another revision has replaced one that is edited, or another
                adjudicator has decided on the same label and stretch.
            AlreadyTagged: the annotator has the label on exactly that stretch.
            QuoteMismatch: a quote is not the text at its span.
            StoreFailure: NoSuchArticle, NoSuchAnnotator, UnknownLabel,
                UnknownLinkKind, GoldIsSomebody.
        """
        if edit.verb in UNDOABLE and not (edit.annotations or edit.links):
            raise ValueError(f"an edit with the verb {edit.verb} changes something")
        with self._engine.transaction(*_layers_of(edit, self.annotator)):
            is_new = self._journal.event(
                edit.rev,
                edit.verb,
                edit.article,
                active_ms=edit.active_ms,
                detail=edit.detail,
            )
            if is_new:
                self._journal.revisions(edit, self._text)

    def set_status(
        self,
        article_id: str,
        status: Status,
        rev: str = "",
        *,
        layer: str = "",
        active_ms: int = 0,
    ) -> None:
        """Move this annotator's assignment of an article; undo takes it back.

        Beginning an article (to do, doing) is noted, but undo leaves it alone. The
        event tells how long the annotator was active before it.

        Args:
            article_id: of the article.
            status: what it is to be.
            rev: of the event, so that asking twice moves once; minted when empty.
            layer: GOLD to say how far the gold layer is; the event is this
                annotator's all the same.
            active_ms: how long the annotator was active before.

        Raises:
            NoSuchArticle: there is no such article.
            GoldIsSomebody: as `commit`.
        """
        whose = layer or self.annotator
        with self._engine.transaction(*{self.annotator, whose}):
            if rev and self._journal.has(rev):
                return
            move_status(
                self._engine,
                self._journal,
                self._ids,
                article_id,
                status,
                rev=rev,
                layer=layer,
                active_ms=active_ms,
            )

    def put_annotators(
        self, added: Iterable[Annotator] = (), names: Mapping[str, str] = _NOTHING
    ) -> None:
        """Add annotators and give some the names that are shown, all or none.

        Args:
            added: people, models or gold who have not been here yet.
            names: by id; "" shows the id again.

        Raises:
            AnnotatorExists: an id that is to be added is there.
            CalledTheSame: another one is called so.
            NoSuchAnnotator: nobody has an id among the names.
        """
        with self._engine.transaction():
            for each in added:
                add_annotator(self._engine, self._ids, each)
            for annotator, name in names.items():
                set_name(self._engine, self._ids, annotator, name)

    def assign(self, pairs: Iterable[tuple[str, str]]) -> int:
        """How many articles were given, by pairs of article and annotator id.

        What an annotator has already stays as it is.

        Raises:
            NoSuchAnnotator: nobody has that id.
            NotHuman: it is a model or gold.
            NoSuchArticle: there is no such article.
        """
        with self._engine.transaction():
            return give(self._engine, self._journal, self._ids, pairs)

    def unassign(self, pairs: Iterable[tuple[str, str]]) -> int:
        """How many articles were taken away, by such pairs; what is begun stays."""
        with self._engine.transaction():
            return take_away(self._engine, self._journal, self._ids, pairs)

    def undo(self, rev: str = "") -> Reverted:
        """Take back this annotator's last action at the desk that still stands.

        Args:
            rev: of the event, so that asking twice undoes once; minted when empty.

        Raises:
            NothingToUndo: there is none.
            UndoBlocked: what it changed was changed by someone else since; it is
                passed over for good, and the next call goes on to the one before.
        """
        return self._reverting.revert(Verb.UNDO, rev or self._ids.mint(), self._text)

    def redo(self, rev: str = "") -> Reverted:
        """Bring back what the last undo took; a new action leaves nothing to redo.

        Args:
            rev: of the event, so that asking twice redoes once; minted when empty.

        Raises:
            NothingToRedo: there is none.
            UndoBlocked: what it changed was changed by someone else since; it is
                passed over for good, and the next call goes on to the one before.
        """
        return self._reverting.revert(Verb.REDO, rev or self._ids.mint(), self._text)

    def add_articles(self, articles: Iterable[Article]) -> Added:
        """Add the articles that are not there yet, all or none.

        Raises:
            WrongArticleId: an id is not the hash of its text.
        """
        new: list[str] = []
        known: list[str] = []
        with self._engine.transaction():
            for article in articles:
                is_new = add_article(self._engine, self._ids, article)
                (new if is_new else known).append(article.id)
        return Added(tuple(new), tuple(known))

    def set_title(self, article_id: str, title: str, rev: str = "") -> None:
        """Give an article another title; undo takes it back.

        A store without an annotator leaves no event of it, so nobody undoes it.

        Args:
            article_id: which one.
            title: what it is to be called.
            rev: of the event, so that asking twice does it once; minted when empty.

        Raises:
            NoSuchArticle: there is no such article.
        """
        with self._engine.transaction():
            if rev and self._journal.has(rev):
                return
            before = stored_title(self._engine, article_id)
            if before is None:
                raise NoSuchArticle(self.path, article_id)
            if before == title:
                return
            put_title(self._engine, self._ids, article_id, title)
            if self.annotator:
                detail = json.dumps({"before": before, "title": title})
                rev = rev or self._ids.mint()
                self._journal.event(rev, Verb.EDIT, article_id, detail=detail)

    def put_labels(self, labels: Iterable[Label], *, first: bool = False) -> int:
        """How many labels were added to the scheme or changed, all or none.

        A label whose id is there becomes what is given; new ones come behind the
        others, or with `first` all in their order before them. None is taken out:
        annotations may have it.
        """
        with self._engine.transaction():
            return put_labels(self._engine, self._ids, labels, first=first)

    def set_setting(self, name: str, value: str) -> bool:
        """Whether a setting of the database was another one before.

        Raises:
            UnknownSetting: there is none of that name.
            UnknownValue: it cannot be that.
        """
        with self._engine.transaction():
            return put_setting(self._engine, self._ids, name, value)

    def import_layers(
        self,
        layers: Iterable[Layer],
        *,
        new_label: Callable[[str, int], Label] | None = None,
        replaced_labels: Collection[str] = (),
    ) -> Imported:
        """Take in the layers, all or none; a second time changes nothing.

        They are taken some at a time inside one transaction: whatever their iterator
        raises, nothing has changed. What it asks `known` for is there. See
        `annotate.store.importing` for what is new, known and changed.

        Args:
            layers: in any order.
            new_label: makes a label that the scheme lacks, of its id and of how many
                there are; it is put behind them. None: such labels are an error.
            replaced_labels: under which each layer says all that its annotator has in
                its article: what it lacks is taken back.

        Raises:
            UnknownLabel: names every label that the scheme has not.
            UnknownLinkKind: the same for kinds of link.
            UnusableId: an id has the wrong form or lies in the future.
            IdTaken: an id belongs to another annotator or article here.
            WrongArticleId: an article's id is not the hash of its text.
            QuoteMismatch: a quote is not the text at its span.
        """
        with self._engine.transaction():
            importing = Importing(self._engine, self._ids, new_label, replaced_labels)
            self._importing = importing
            try:
                return importing.run(layers)
            finally:
                self._importing = None

    def _settle(self) -> None:
        """Store the layers that an import has read; see `known`."""
        if self._importing is not None:
            self._importing.settle()

    def merge(
        self,
        *others: Path,
        dry_run: bool = False,
        renamed: Mapping[str, str] | None = None,
    ) -> Merged:
        """Take in what other files hold, all or none; a second time changes nothing.

        Any order of merging gives the same rows: see `annotate.store.merging`. The
        other files stay as they are, byte by byte. They may be in use, but not by
        this process.

        Args:
            others: database files of annotate, also of earlier versions.
            dry_run: tell what would come, and change nothing.
            renamed: what annotators of the others are called here, by their names
                there.

        Raises:
            StoreFailure: a file is refused whole, as Untrusted, ForeignSchema,
                NotADatabase, DamagedDatabase, NewerDatabase, MergedWithItself,
                UnlikeAnnotators, TwoHistories, UnfinishedChange, NameTaken; or
                NoSuchAnnotator (`renamed` names nobody of the files), NoSuchDatabase.
        """
        from annotate.store.others import merge_files, preview  # noqa: PLC0415  not for a start

        if dry_run:
            return preview(self.path, others, renamed or {})
        if not isinstance(self.path, Path):
            from annotate.store.merging_there import merge_there  # noqa: PLC0415  rare

            return merge_there(self.path, others, renamed or {})
        return merge_files(self._engine, others, renamed or {})

    def backup(self, target: Path) -> None:
        """Write a sound copy of the database, also while others work in it.

        Raises:
            BackupRefused: the target is this database or another one in use.
            DamagedDatabase: there is damage; nothing was written.
            UnwritableFolder: the target cannot be made there.
        """
        backup(self.path, target)

    def _text(self, article: str) -> str:
        """The text of an article; it cannot change, so a few are kept."""
        text = self._texts.get(article)
        if text is None:
            text = self.article(article).text
            while len(self._texts) >= _TEXTS_KEPT:
                del self._texts[next(iter(self._texts))]
            self._texts[article] = text
        return text


def _layers_of(edit: Edit, annotator: str) -> set[str]:
    """Whose layers an edit by that annotator reads and changes."""
    others = {each.annotator for each in edit.annotations}
    return {annotator} | others | {each.annotator for each in edit.links}
