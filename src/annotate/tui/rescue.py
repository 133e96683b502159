"""Work that could not be saved goes to a file that `annotate import` takes back."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.formats import jsonl
from annotate.model import Annotation, Annotator, Answer, Layer
from annotate.tui.writer import Commit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotate.desk.state import Sheet
    from annotate.tui.writer import Write

__all__ = ["rescue"]


def rescue(
    writes: Iterable[Write], sheets: Mapping[str, Sheet], annotator: str, folder: Path
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
        if one.answer is Answer.ACCEPT and one.article in sheets:
            by_article.setdefault(one.article, []).append(one)
    if not by_article:
        return None
    lines = [
        jsonl.dump(
            Layer(
                sheets[article].article,
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
