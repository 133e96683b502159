"""`annotate suggest`: what rules or a model would tag, as the work of a model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotate.cli.group import AnnotateCommand
from annotate.cli.options import pass_globals
from annotate.cli.progress import progress
from annotate.cli.report import counted_of, say
from annotate.cli.tables import echo_json, echo_table
from annotate.errors import AnnotateError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from annotate.cli.options import Globals
    from annotate.cli.suggesters import Suggester
    from annotate.model import Annotation, Article, Layer
    from annotate.store.place import Place
    from annotate.store.reader import Reader
    from annotate.suggest.proposal import Proposal

__all__ = ["suggest"]

_SHOWN_DIGITS = 8
_SHOWN_TEXT = 60


class NameTaken(AnnotateError):
    """Somebody works under the name that suggestions need."""

    def __init__(self, path: Place, name: str) -> None:
        super().__init__(
            f"In {path} {name!r} is the name of a person, and suggestions need it; "
            "use --evaluate or --dry-run, or a database of its own."
        )


@click.command(
    "suggest",
    cls=AnnotateCommand,
    example=(
        "annotate suggest\n"
        "annotate suggest 3ba51f --label number --dry-run\n"
        "annotate suggest --evaluate gold.jsonl --json\n"
        "annotate suggest --model tagger"
    ),
)
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@click.option(
    "--label", "labels", multiple=True, metavar="LABEL", help="Only these labels."
)
@click.option(
    "--model",
    "folder",
    metavar="FOLDER",
    help="By a model of `annotate train` instead of by rules.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    metavar="N",
    help="Processes at once; as many as there are cores if not given.",
)
@click.option("--dry-run", is_flag=True, help="Show the suggestions and store nothing.")
@click.option(
    "--evaluate",
    "gold",
    metavar="FILE",
    help="Say how well they agree with the spans of a JSONL file.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="With --dry-run or --evaluate: as JSON."
)
@pass_globals
def suggest(
    globals_: Globals,
    articles: tuple[str, ...],
    labels: tuple[str, ...],
    folder: str | None,
    jobs: int | None,
    gold: str | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Suggest spans, by rules for English news or by a model.

    ARTICLE is 6 or more digits of an article's id; without one, all articles of the
    database. The suggestions are stored as the work of the model `rules`, for the desk
    to show when it is asked to. Running it again changes nothing; suggestions that the
    rules no longer make are taken back. What people decided about them stays. With
    --model it is the same, and they are the work of a model with the folder's name.

    With --evaluate nothing is stored and no database is needed: the spans of each line
    of the file are gold, and precision, recall and F1 are told for each label, strict
    (the same edges) and partial (an overlap counts half), as in SemEval-2013 task 9.1.
    """
    from annotate.cli.suggesters import Rules, Trained  # noqa: PLC0415  not for --help
    from annotate.cli.suggesting import cores  # noqa: PLC0415  the same

    if as_json and not (dry_run or gold is not None):
        raise UsageError("--json goes with --dry-run or --evaluate.")
    if gold is not None and (articles or dry_run):
        raise UsageError("--evaluate reads its own file; leave out what else.")
    path = globals_.database()
    suggester = Trained(Path(folder)) if folder is not None else Rules(jobs or cores())
    if gold is not None:
        from annotate.cli.evaluating import evaluate  # noqa: PLC0415  only then

        return evaluate(gold, labels, suggester, as_json=as_json)
    found = _Suggestions(path, articles, labels, suggester)
    if dry_run:
        found.show(as_json=as_json)
    else:
        found.store()
    return 0


class _Suggestions:
    """What is proposed for articles of a database."""

    def __init__(
        self,
        path: Place,
        articles: tuple[str, ...],
        labels: tuple[str, ...],
        suggester: Suggester,
    ) -> None:
        self.path = path
        self._articles = articles
        self._labels = labels
        self._suggester = suggester

    def show(self, *, as_json: bool) -> None:
        """Write the suggestions to stdout."""
        rows = [
            {
                "article": article.id,
                "start": each.span.start,
                "end": each.span.end,
                "label": each.label,
                "rule": each.origin,
                "score": each.score,
                "text": each.quote,
            }
            for article, made in self._made()
            for each in made
        ]
        if as_json:
            echo_json(rows)
            return
        echo_table(
            [
                (
                    str(row["article"])[:_SHOWN_DIGITS],
                    int(str(row["start"])),
                    int(str(row["end"])),
                    str(row["label"]),
                    str(row["rule"]),
                    f"{row['score']:.2f}",
                    _shortened(str(row["text"])),
                )
                for row in rows
            ],
            heads=("article", "start", "end", "label", "rule", "score", "text"),
        )
        say(f"{counted_of(len(rows), 'suggestion')}; nothing was stored.")

    def store(self) -> None:
        """Put the suggestions into the database, all or none."""
        from annotate.model import Annotator, AnnotatorKind, Layer  # noqa: PLC0415  not for --help
        from annotate.store.store import open_store  # noqa: PLC0415  the same

        whose = Annotator(self._suggester.name, AnnotatorKind.MODEL)
        made = tuple(self._made(refuse_name=True))

        def layers() -> Iterator[Layer]:
            for article, found in progress(made, "Storing", len(made)):
                yield Layer(article, whose, annotations=found)

        with open_store(self.path, must_exist=True) as store:
            labels = self._suggester.labels(store.scheme(), self._labels)
            done = store.import_layers(layers(), replaced_labels=tuple(labels.values()))
        say(
            f"{self.path}: {done.annotations} suggestions came in for "
            f"{counted_of(len(made), 'article')}, {done.changed} changed, "
            f"{done.taken_back} were taken back, {done.known} were there."
        )

    def _made(
        self, *, refuse_name: bool = False
    ) -> Iterator[tuple[Article, tuple[Annotation, ...]]]:
        """The articles with their suggestions, under a bar that counts letters."""
        from annotate.store.reader import Reader  # noqa: PLC0415  not for --help

        suggester = self._suggester
        with Reader.open(self.path) as reader:
            if refuse_name:
                _refuse_name(reader, suggester.name)
            labels = suggester.labels(reader.scheme(), self._labels)
            wanted, size = self._wanted(reader)
            articles = (reader.article(each) for each in wanted)
            found = suggester.suggested(
                articles, lambda article: article.text, tuple(labels), size=size
            )
            counted = progress(
                found, "Suggesting", size, size=lambda pair: len(pair[0].text)
            )
            for article, proposals in counted:
                made = _annotations(article, proposals, labels, suggester.name)
                yield article, made

    def _wanted(self, reader: Reader) -> tuple[tuple[str, ...], int]:
        """The ids of the articles in order, and the code points of all together."""
        named = {reader.resolve(each) for each in self._articles}
        chosen = [
            each for each in reader.articles() if not self._articles or each.id in named
        ]
        return tuple(each.id for each in chosen), sum(each.length for each in chosen)


def _refuse_name(reader: Reader, name: str) -> None:
    from annotate.model import AnnotatorKind  # noqa: PLC0415  not for --help

    if any(
        each.id == name and each.kind is not AnnotatorKind.MODEL
        for each in reader.annotators()
    ):
        raise NameTaken(reader.path, name)


def _annotations(
    article: Article,
    proposals: Sequence[Proposal],
    labels: Mapping[str, str],
    annotator: str,
) -> tuple[Annotation, ...]:
    """The proposals as annotations; the same ones have the same ids everywhere."""
    from annotate.formats.row_ids import derived_id  # noqa: PLC0415  not for --help
    from annotate.model import Annotation, Answer  # noqa: PLC0415  the same

    made = []
    for each in proposals:
        label, span = labels[each.label], each.span
        place = f"{span.start}-{span.end}"
        row = derived_id(article.id, annotator, Answer.ACCEPT, label, place, "")
        made.append(
            Annotation(
                id=row,
                rev=row,
                prev=None,
                article=article.id,
                span=span,
                quote=article.quote(span),
                label=label,
                annotator=annotator,
                origin=each.rule,
                score=each.score,
            )
        )
    return tuple(made)


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN_TEXT else f"{text[: _SHOWN_TEXT - 1]}…"
