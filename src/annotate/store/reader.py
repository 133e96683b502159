"""Everything that can be read from a database, without loading sqlite_utils."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Self

from annotate.model import (
    AnnotatorKind,
    Article,
    ArticleSummary,
    LinkKind,
    Scheme,
    Status,
    Suggesting,
)
from annotate.store import rows
from annotate.store.connection import Connection
from annotate.store.errors import (
    AmbiguousArticle,
    NoSuchAnnotator,
    NoSuchArticle,
    UnknownLabel,
)
from annotate.store.files import access_to, refuse_place
from annotate.store.layers import each_layer
from annotate.store.linked import ends, links_in, links_of
from annotate.store.refuse import refuse_reading
from annotate.store.settings import stored_settings
from annotate.store.statuses import (
    blind_articles,
    given_to,
    is_blind,
    stored_assignment,
    stored_assignments,
)
from annotate.store.translate import translated

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from contextlib import AbstractContextManager

    from annotate.model import Annotation, Annotator, Assignment, Layer, Link
    from annotate.store.adjudicating import Decided, FarEnd, Worker
    from annotate.store.adjudicating import Progress as GoldProgress
    from annotate.store.conflicts import Conflict
    from annotate.store.engine import Reads
    from annotate.store.finished import Finished
    from annotate.store.known import KnownArticles
    from annotate.store.place import Place
    from annotate.store.progress import Counted
    from annotate.store.twins import Twins

__all__ = ["Reader"]

_PREFIX = re.compile(r"[0-9a-f]{6,32}")

_SUMMARIES = """
SELECT r.id, r.title, r.source, length(r.text), COALESCE(n.number, 0)
FROM article r LEFT JOIN (
  SELECT article, count(*) AS number FROM annotation
  WHERE live = 1 AND answer = 'accept'
    AND annotator NOT IN (SELECT id FROM annotator WHERE kind = 'model')
  GROUP BY article
) n ON n.article = r.id
ORDER BY r.rowid"""

_ADDITIONS = """
SELECT (SELECT COALESCE(max(rowid), 0) FROM event),
  (SELECT COALESCE(max(rowid), 0) FROM article),
  (SELECT COALESCE(max(rowid), 0) FROM assignment),
  (SELECT count(*) FROM label),
  (SELECT COALESCE(max(rev), '') FROM setting),
  (SELECT COALESCE(max(rev), '') FROM annotator)"""

_ANNOTATIONS = f"""
SELECT {rows.ANNOTATION} FROM annotation a
WHERE a.article = :article AND a.live = 1 AND a.answer <> 'delete'
ORDER BY a.start, a.stop DESC, a.label, a.id"""


class Reader:
    """A view of one database; one thread only. `open` makes one for a file."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._seen_version = reads.data_version()

    @classmethod
    def open(cls, path: Place, *, busy_seconds: float = 30.0) -> Self:
        """A reader of an existing database; it leaves the file's bytes as they are.

        Raises:
            StoreFailure: NoSuchDatabase, NotADatabase, DamagedDatabase, NewerDatabase,
                OlderDatabase, ForeignSchema, NetworkFileSystem, UnwritableFolder (a
                log without its index in a folder that cannot be written).
        """
        reads = _opened(path, busy_seconds)
        try:
            return cls(reads)
        except BaseException:
            reads.close()
            raise

    @property
    def path(self) -> Place:
        """Where the database is."""
        return self._reads.path

    def snapshot(self) -> AbstractContextManager[None]:
        """Inside, all reads see the database at one moment."""
        return self._reads.snapshot()

    def additions(self) -> tuple[str, ...]:
        """Facts of which one changes with whatever is added to the database."""
        moment = self._reads.dialect.moment
        row = self._reads.one(_ADDITIONS) or ()
        return tuple(map(str, (*row, *((moment and self._reads.one(moment)) or ()))))

    def scheme(self) -> Scheme:
        """The labels in order, and the link kinds."""
        with self._reads.snapshot():
            labels = self._reads.all(rows.LABELS)
            kinds = self._reads.all(
                "SELECT id, title, hint FROM link_kind ORDER BY position, id"
            )
        with translated(self.path):
            return Scheme(
                tuple(rows.label(row) for row in labels),
                tuple(LinkKind(*row) for row in kinds),
            )

    def settings(self) -> dict[str, str]:
        """The value of every setting of `annotate.store.settings`, by name."""
        return stored_settings(self._reads)

    def suggesting(self) -> Suggesting:
        """What the database says of suggestions on the screen."""
        return Suggesting(self.settings()["suggestions"])

    def models(self) -> frozenset[str]:
        """Ids of the annotators that are models."""
        found = self._reads.all("SELECT id FROM annotator WHERE kind = 'model'")
        return frozenset(str(row[0]) for row in found)

    def annotators(self) -> tuple[Annotator, ...]:
        """Everyone who has a row, by id."""
        with translated(self.path):
            return tuple(map(rows.annotator, self._reads.all(rows.ANNOTATORS)))

    def articles(self) -> tuple[ArticleSummary, ...]:
        """All articles in the order of their addition, without their texts."""
        return tuple(ArticleSummary(*row) for row in self._reads.all(_SUMMARIES))

    def article(self, article_id: str) -> Article:
        """The article with that id.

        Raises:
            NoSuchArticle: there is none.
        """
        row = self._reads.one(
            "SELECT id, title, text, source, meta FROM article WHERE id = :id",
            {"id": article_id},
        )
        if row is None:
            raise NoSuchArticle(self.path, article_id)
        return Article(*row)

    def containing(self, words: str) -> tuple[str, ...]:
        """Ids of the articles whose text holds these words as written, in order.

        Case counts for letters beyond ASCII only; () for blank words.
        """
        if not words.strip():
            return ()
        pattern = re.sub(r"([%_\\])", r"\\\1", words.strip())
        holds = self._reads.dialect.holds.format(column="text", pattern=":pattern")
        found = self._reads.all(
            f"SELECT id FROM article WHERE {holds} ORDER BY rev",
            {"pattern": f"%{pattern}%"},
        )
        return tuple(str(row[0]) for row in found)

    def resolve(self, prefix: str) -> str:
        """The id of the one article whose id begins so.

        Args:
            prefix: six or more hex digits, in either case.

        Raises:
            NoSuchArticle: none begins so, or these are no six hex digits.
            AmbiguousArticle: several do.
        """
        wanted = prefix.strip().lower()
        if not _PREFIX.fullmatch(wanted):
            raise NoSuchArticle(self.path, prefix)
        found = self._reads.all(
            "SELECT id FROM article WHERE id >= :low AND id < :high ORDER BY id",
            {"low": wanted, "high": wanted + "g"},
        )
        if not found:
            raise NoSuchArticle(self.path, prefix)
        if len(found) > 1:
            raise AmbiguousArticle(self.path, wanted, (row[0] for row in found))
        return str(found[0][0])

    def annotations(self, article_id: str) -> tuple[Annotation, ...]:
        """The accepted and rejected annotations of all annotators on an article.

        By start, then longest first, then label, then id.

        Raises:
            NoSuchArticle: there is no such article.
            QuoteMismatch: a quote is not the text at its span.
        """
        with self._reads.snapshot():
            text = self.article(article_id).text
            found = self._reads.all(_ANNOTATIONS, {"article": article_id})
        with translated(self.path):
            return tuple(rows.checked(rows.annotation(row), text) for row in found)

    def links(self, article_id: str) -> tuple[Link, ...]:
        """The accepted links that begin or end in the article, by id.

        A link is left out while one of its ends is removed.
        """
        with translated(self.path):
            return links_in(self._reads, article_id)

    def links_of(self, annotations: Iterable[str]) -> tuple[Link, ...]:
        """The accepted links that begin or end at these annotations, by id.

        A link is left out while one of its ends is removed.
        """
        with translated(self.path), self._reads.snapshot():
            return links_of(self._reads, annotations)

    def ends(self, annotations: Iterable[str]) -> tuple[tuple[Annotation, str], ...]:
        """These annotations with the titles of their articles, in the order given.

        Those that are removed or in no article of this database are left out.

        Raises:
            QuoteMismatch: a quote is not the text at its span.
        """
        with translated(self.path), self._reads.snapshot():
            return tuple(ends(self._reads, annotations))

    def status(self, annotator: str, article_id: str) -> Status:
        """How far the annotator is with the article; TODO without an assignment."""
        row = self._reads.one(
            "SELECT state FROM assignment "
            "WHERE annotator = :annotator AND article = :article",
            {"annotator": annotator, "article": article_id},
        )
        with translated(self.path):
            return rows.status(row[0]) if row else Status.TODO

    def assignment(self, annotator: str, article_id: str) -> Assignment | None:
        """The assignment of an article to an annotator; None when there is none."""
        with translated(self.path):
            return stored_assignment(self._reads, annotator, article_id)

    def assignments(self, annotator: str = "") -> tuple[Assignment, ...]:
        """Those of an annotator, or of everybody for "", in the order of giving."""
        with translated(self.path):
            return stored_assignments(self._reads, annotator)

    def given_to(self, article_id: str) -> dict[str, Status]:
        """How far those are to whom an article is assigned, by id."""
        with translated(self.path):
            return given_to(self._reads, article_id)

    def refuse_unfit(self, annotators: Iterable[str]) -> None:
        """Returns when articles may be given to all of them.

        Raises:
            NoSuchAnnotator: nobody has that id.
            NotHuman: it is a model or gold.
        """
        from annotate.store.assignments import refuse_unfit  # noqa: PLC0415  rare

        with translated(self.path):
            refuse_unfit(self._reads, annotators)

    def counted(self) -> Counted:
        """What a sprint is counted by, aggregated by the database."""
        from annotate.store.progress import Counted  # noqa: PLC0415  not for a start

        return Counted(self._reads)

    def is_blind(self, annotator: str, article_id: str) -> bool:
        """Whether others' annotations of an article are hidden from an annotator."""
        with translated(self.path):
            return is_blind(self._reads, annotator, article_id)

    def blind_articles(self, annotator: str) -> frozenset[str]:
        """Ids of the articles whose others' annotations are hidden from them."""
        with translated(self.path):
            return blind_articles(self._reads, annotator)

    def layers(
        self,
        *,
        annotators: Collection[str] = (),
        articles: Collection[str] = (),
        labels: Collection[str] = (),
        statuses: Collection[Status] = (),
        kinds: Collection[AnnotatorKind] = (AnnotatorKind.HUMAN, AnnotatorKind.GOLD),
    ) -> Iterator[Layer]:
        """One layer for each article and annotator, in article order, then by name.

        An annotator has a layer where an annotation, a link or an assignment of
        theirs stands. An article without any gives one layer whose annotator is None,
        unless annotators or statuses leave it out. All come from one moment of the
        database; finish or close the iterator before the next write.

        Args:
            annotators: ids; empty for all.
            articles: ids or their beginnings; empty for all.
            labels: of annotations to keep; a layer that becomes empty stays.
            statuses: of layers to keep; empty for all.
            kinds: of annotators to keep; not asked where `annotators` names them.

        Raises:
            NoSuchAnnotator: `annotators` names one that is not there.
            NoSuchArticle: `articles` names one that is not there.
            AmbiguousArticle: a beginning in `articles` fits several.
            UnknownLabel: `labels` names one that is not in the scheme.
        """
        people = {each.id for each in self.annotators()}
        unknown = [name for name in annotators if name not in people]
        if unknown:
            raise NoSuchAnnotator(self.path, unknown)
        wanted = {self.resolve(each) for each in articles}
        if labels:
            known = {label.id for label in self.scheme().labels}
            strange = [each for each in labels if each not in known]
            if strange:
                raise UnknownLabel(self.path, strange)
        return each_layer(
            self._reads,
            annotators=frozenset(annotators),
            articles=wanted,
            labels=frozenset(labels),
            statuses=frozenset(statuses),
            kinds=tuple(AnnotatorKind) if annotators else kinds,
        )

    def finished(
        self,
        annotators: Collection[str],
        articles: Collection[str] = (),
        *,
        unfinished: bool = False,
        left_out: Collection[str] = (),
    ) -> Iterator[Finished]:
        """The articles that two or more of them finished, with everyone's marks.

        All come from one moment of the database; see `store.finished`. Finish or close
        the iterator before the next write.
        """
        from annotate.store.finished import each_finished  # noqa: PLC0415  not for a start

        return each_finished(
            self._reads,
            annotators=annotators,
            articles=articles,
            unfinished=unfinished,
            left_out=left_out,
        )

    def known(self) -> KnownArticles:
        """The articles as an import looks for them."""
        from annotate.store.known import KnownArticles  # noqa: PLC0415  not for a start

        return KnownArticles(self._reads, self._settle)

    def _settle(self) -> None:
        """Store what waits; a reader has nothing."""

    # Adjudication; see annotate.store.adjudicating

    def workers(self, article_id: str) -> tuple[Worker, ...]:
        """Everybody but gold who tagged an article or is assigned to it, by id."""
        from annotate.store import adjudicating  # noqa: PLC0415  not for a start

        return adjudicating.workers(self._reads, article_id)

    def decisions(self, article_id: str) -> dict[str, Decided]:
        """Who decided what and why, by the revision of each row of the gold layer."""
        from annotate.store import adjudicating  # noqa: PLC0415  not for a start

        return adjudicating.decisions(self._reads, article_id)

    def far_ends(self, annotations: Iterable[str]) -> dict[str, FarEnd]:
        """By id, those of the annotations that are there: who else has the same."""
        from annotate.store import adjudicating  # noqa: PLC0415  not for a start

        return adjudicating.far_ends(self._reads, annotations)

    def gold_progress(self, people: Collection[str]) -> tuple[GoldProgress, ...]:
        """How far each article is on its way to gold, in the order of addition.

        `people` are the ids of those whose work is adjudicated.
        """
        from annotate.store import adjudicating  # noqa: PLC0415  not for a start

        return adjudicating.progress(self._reads, people)

    def conflicts(self) -> tuple[Conflict, ...]:
        """What was changed apart and merged, where the histories end differently."""
        from annotate.store.conflicts import conflicts  # noqa: PLC0415  not for a start

        with self._reads.snapshot(), translated(self.path):
            return tuple(conflicts(self._reads))

    def twins(self) -> tuple[Twins, ...]:
        """Where an annotator has one label twice on one stretch, after a merge."""
        from annotate.store.twins import all_twins  # noqa: PLC0415  not for a start

        return all_twins(self._reads)

    def data_version(self) -> int:
        """A number that moves when somebody else has changed the database."""
        return self._reads.data_version()

    def changed(self) -> bool:
        """Whether somebody else changed the database since this was last asked."""
        version = self.data_version()
        is_changed = version != self._seen_version
        self._seen_version = version
        return is_changed

    def close(self) -> None:
        """Give everything back; a second call does nothing."""
        self._reads.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _opened(path: Place, busy_seconds: float) -> Reads:
    """A connection to a database that is ours and up to date."""
    if not isinstance(path, Path):
        from annotate.store.postgres import open_reads  # noqa: PLC0415  psycopg

        return open_reads(path, busy_seconds)
    refuse_place(path, must_exist=True)
    reads = Connection.for_reading(path, access_to(path), busy_seconds)
    try:
        refuse_reading(reads)
    except BaseException:
        reads.close()
        raise
    return reads
