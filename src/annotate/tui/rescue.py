"""Work that could not be saved goes to a file that `annotate import` takes back."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from annotate.formats import jsonl
from annotate.model import (
    GOLD,
    Annotation,
    Annotator,
    AnnotatorKind,
    Answer,
    Layer,
)
from annotate.tui.messages import Commit, Revert, SetStatus, SetTitle

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from annotate.model import Article, Link
    from annotate.tui.messages import Write
    from annotate.tui.session import Session

__all__ = ["last_words", "rescue"]


def last_words(unsaved: Sequence[Write], session: Session, folder: Path) -> str:
    """What to tell a reader who leaves with writes that could not be saved.

    Their tags are written to a file of `folder`, which the sentence names; what such a
    file cannot hold is counted.
    """
    count = len(unsaved)
    what = "1 change is" if count == 1 else f"{count} changes are"
    save = session.save
    why = save.failure or save.aside_why or "The database did not answer in time."
    said = [f"annotate: {what} NOT SAVED. {why}"]
    tags = _tags(unsaved, session.edited)
    links = _links(unsaved, session.edited)
    try:
        path = rescue(unsaved, session.edited, folder)
    except OSError as error:
        said.append(f"The tags could not be written to a file either: {error}.")
    else:
        if path is not None:
            kept = Counter({"tag": len(tags), "link": len(links)})
            verb = "is" if kept.total() == 1 else "are"
            said.append(
                f"{_counted(kept, ' and ')} {verb} in {path}; "
                "`annotate import` takes them from there."
            )
        left_out = _left_out(unsaved, tags, links)
        if left_out:
            said.append(f"Do again what no file holds: {left_out}.")
    if session.holds:
        said.append("What was pressed after the last undo was not done.")
    return " ".join(said)


def rescue(
    writes: Sequence[Write], articles: Mapping[str, Article], folder: Path
) -> Path | None:
    """The native JSONL file of the unsaved tags and links; None when there are none.

    What was decided for the gold layer stands in its name. The file goes to `folder`,
    or to the system's temporary folder where that cannot be written. Removals, undos,
    titles and statuses have no place in it. Raises OSError when neither folder can be
    written.
    """
    tags: dict[tuple[str, str], list[Annotation]] = {}
    for one in _tags(writes, articles).values():
        tags.setdefault((one.article, one.annotator), []).append(one)
    links: dict[tuple[str, str], list[Link]] = {}
    for article, link in _links(writes, articles).values():
        links.setdefault((article, link.annotator), []).append(link)
    if not tags and not links:
        return None
    lines = [
        jsonl.dump(
            Layer(
                articles[article],
                _annotator(who),
                annotations=_answered(tags.get((article, who), ()), Answer.ACCEPT),
                rejected=_answered(tags.get((article, who), ()), Answer.REJECT),
                links=tuple(links.get((article, who), ())),
            )
        )
        for article, who in dict.fromkeys((*tags, *links))
    ]
    return _written("\n".join(lines) + "\n", folder)


def _answered(tags: Iterable[Annotation], answer: Answer) -> tuple[Annotation, ...]:
    found = (one for one in tags if one.answer is answer)
    return tuple(sorted(found, key=lambda one: one.span))


def _annotator(who: str) -> Annotator:
    """Whose the tags are: a person's, or decided for the gold layer."""
    kind = AnnotatorKind.GOLD if who == GOLD else AnnotatorKind.HUMAN
    return Annotator(who, kind)


def _last_revisions(writes: Iterable[Write]) -> dict[str, Annotation]:
    """The last unsaved revision of each annotation, by its id."""
    last: dict[str, Annotation] = {}
    for write in writes:
        if isinstance(write, Commit):
            last |= {one.id: one for one in write.edit.annotations}
    return last


def _tags(
    writes: Sequence[Write], articles: Mapping[str, Article]
) -> dict[str, Annotation]:
    """The annotations that the file is to hold, by id."""
    is_new: dict[str, bool] = {}
    for write in writes:
        if isinstance(write, Commit):
            for one in write.edit.annotations:
                is_new.setdefault(one.id, one.prev is None)
    return {
        one.id: one if is_new[one.id] else _told_apart(one)
        for one in _last_revisions(writes).values()
        if one.answer is not Answer.DELETE and one.article in articles
    }


def _last_links(writes: Iterable[Write]) -> dict[str, tuple[str, Link]]:
    """The last unsaved revision of each link, by its id, with its edit's article."""
    return {
        link.id: (write.edit.article or "", link)
        for write in writes
        if isinstance(write, Commit)
        for link in write.edit.links
    }


def _links(
    writes: Sequence[Write], articles: Mapping[str, Article]
) -> dict[str, tuple[str, Link]]:
    """The links that the file is to hold, by id, with the article they start in."""
    return {
        key: (article, link)
        for key, (article, link) in _last_links(writes).items()
        if link.answer is Answer.ACCEPT and article in articles
    }


def _told_apart(one: Annotation) -> Annotation:
    """The annotation, unlike any of its revisions that are stored.

    An import takes an id with the contents of any earlier revision for known, and would
    leave what was changed and changed back as it was in between.
    """
    return replace(one, origin=f"{one.origin} rescued:{one.rev}".strip())


def _left_out(
    writes: Sequence[Write],
    tags: Mapping[str, Annotation],
    links: Mapping[str, tuple[str, Link]],
) -> str:
    """What of the writes is in no file, counted: "2 removals, 1 title"; "" for none."""
    counts = Counter[str]()
    for write in writes:
        match write:
            case Commit():
                continue
            case Revert():
                counts["redo" if write.redo else "undo"] += 1
            case SetTitle():
                counts["title"] += 1
            case SetStatus():
                counts["done or skip mark"] += 1
            case _:
                assert_never(write)
    for one in _last_revisions(writes).values():
        if one.id not in tags:
            # A tag that was made and removed without being saved leaves nothing to do,
            # but whether it was saved before is not known here.
            counts["removal" if one.answer is Answer.DELETE else "tag"] += 1
    for key, (_, link) in _last_links(writes).items():
        if key not in links:
            counts["unlinking" if link.answer is Answer.DELETE else "link"] += 1
    return _counted(counts, ", ")


def _counted(counts: Counter[str], joint: str) -> str:
    return joint.join(
        f"{count} {what}{'s' if count > 1 else ''}"
        for what, count in counts.items()
        if count
    )


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
