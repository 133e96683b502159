"""Builds annotations.db, the committed database, from seeds/ alone.

Usage: python tools/build_example.py [-o annotations.db]

The articles are seeds/*.txt in name order, the annotations are seeds/example.jsonl.
Clock and chance are fixed, so that the same files give the same rows.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.corpus import read_articles
from annotate.errors import AnnotateError
from annotate.formats import jsonl
from annotate.ids import Ids, unix_ms
from annotate.store.check import Severity, check
from annotate.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotate.model import Article, Layer

ROOT = Path(__file__).resolve().parents[1]


class BadSeeds(AnnotateError):
    """The files do not fit together; `problems` has a line for each reason."""

    def __init__(self, problems: Iterable[object]) -> None:
        self.problems = tuple(map(str, problems))
        super().__init__("\n".join(self.problems))


def build(target: Path, root: Path = ROOT) -> None:
    """Writes the database to `target` when all is well, and else nothing.

    Raises:
        BadSeeds: A file cannot be read, or the example is of other texts.
        StoreFailure: As the store raises it.
    """
    articles, layers = _read(root)
    # The same folder, so that the rename at the end is one.
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".build-") as folder:
        fresh = Path(folder) / "annotations.db"
        with open_store(fresh, ids=_fixed_ids(layers)) as store:
            store.add_articles(articles)
            store.import_layers(layers)
        errors = [each for each in check(fresh) if each.severity is Severity.ERROR]
        left = [each.name for each in fresh.parent.iterdir() if each != fresh]
        if errors or left:
            raise BadSeeds([*errors, *(f"{name} was left behind" for name in left)])
        # A log of the replaced file would be taken for the log of this one.
        for suffix in ("-wal", "-shm"):
            if target.with_name(target.name + suffix).exists():
                raise BadSeeds([f"{target} is in use; close annotate and try again."])
        fresh.replace(target)


def _read(root: Path) -> tuple[tuple[Article, ...], tuple[Layer, ...]]:
    paths = sorted((root / "seeds").glob("*.txt"))
    articles, unread = read_articles(paths, bases=(root,))
    example = root / "seeds" / "example.jsonl"
    try:
        with example.open("rb") as lines:
            layers, wrong = jsonl.read_lines(lines)
    except OSError as error:
        raise BadSeeds([f"{example} cannot be read ({error.strerror})."]) from error
    known = {each.id: each for each in articles}
    problems = [*unread, *(f"example.jsonl {each}." for each in wrong)]
    problems += [
        f"example.jsonl: {layer.article.title!r} is not the text, title and source of "
        "a file in seeds/; take them from there."
        for layer in layers
        if known.get(layer.article.id) != layer.article
    ]
    if not articles:
        problems.append(f"{root / 'seeds'} has no *.txt.")
    if problems:
        raise BadSeeds(problems)
    return articles, layers


def _fixed_ids(layers: Iterable[Layer]) -> Ids:
    """Ids of the moment of the last annotation, counted instead of drawn."""
    moment = max(
        (
            unix_ms(row.id)
            for layer in layers
            for row in (*layer.annotations, *layer.rejected)
        ),
        default=0,
    )
    counter = itertools.count()
    return Ids(lambda: moment, lambda _bits: next(counter))


def main() -> int:
    """The exit code: 0 built, 1 not."""
    parser = argparse.ArgumentParser(description="Build the committed database.")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "annotations.db")
    target: Path = parser.parse_args().output
    try:
        build(target)
    except AnnotateError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
