"""Work that could not be saved goes to a file that `annotate import` takes back."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.formats import jsonl
from annotate.model import Annotation, Annotator, Answer, Layer
from annotate.tui.messages import Commit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from annotate.model import Article
    from annotate.tui.messages import Write
    from annotate.tui.session import Session

__all__ = ["last_words", "rescue"]


def last_words(unsaved: Sequence[Write], session: Session, folder: Path) -> str:
    """What to tell a reader who leaves with writes that could not be saved.

    Their tags are written to a file of `folder`, which the sentence names.
    """
    count = len(unsaved)
    what = "1 change is" if count == 1 else f"{count} changes are"
    why = session.save.failure or "The database did not answer in time."
    said = f"annotate: {what} NOT SAVED. {why}"
    try:
        path = rescue(unsaved, session.edited, session.desk.annotator, folder)
    except OSError as error:
        return f"{said} The tags could not be written to a file either: {error}."
    if path is None:
        return said
    return f"{said} The tags are in {path}; `annotate import` takes them from there."


def rescue(
    writes: Iterable[Write],
    articles: Mapping[str, Article],
    annotator: str,
    folder: Path,
) -> Path | None:
    """The native JSONL file that holds the unsaved tags; None when there are none.

    It goes to `folder`, or to the system's temporary folder where that cannot be
    written. Removals, titles and statuses have no place in it. Raises OSError when
    neither folder can be written.
    """
    last: dict[str, Annotation] = {}
    for write in writes:
        if isinstance(write, Commit):
            last |= {one.id: one for one in write.edit.annotations}
    by_article: dict[str, list[Annotation]] = {}
    for one in last.values():
        if one.answer is Answer.ACCEPT and one.article in articles:
            by_article.setdefault(one.article, []).append(one)
    if not by_article:
        return None
    lines = [
        jsonl.dump(
            Layer(
                articles[article],
                Annotator(annotator),
                annotations=tuple(sorted(found, key=lambda one: one.span)),
            )
        )
        for article, found in by_article.items()
    ]
    return _written("\n".join(lines) + "\n", folder)


def _written(text: str, folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _temporary(text, str(folder))
    except OSError:
        return _temporary(text, None)


def _temporary(text: str, folder: str | None) -> Path:
    handle, name = tempfile.mkstemp(".jsonl", "annotate-unsaved-", folder)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return Path(name)
