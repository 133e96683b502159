"""What the desk starts with: the articles asked for, or where the reader was."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotate.desk.state import MAX_PANES, Desk, Pane
from annotate.errors import AnnotateError
from annotate.model import UNFINISHED, Suggesting
from annotate.store.reader import Reader
from annotate.text.graphemes import floor_boundary
from annotate.text.selection import Selection
from annotate.tui.reads import sheets_of

if TYPE_CHECKING:
    from annotate.model import Article, Status
    from annotate.store.place import Place
    from annotate.tui.reading import Reading

__all__ = ["NoArticles", "Opened", "opened_desk"]


class NoArticles(AnnotateError):
    """The database has nothing to read."""

    def __init__(self, path: Place) -> None:
        super().__init__(
            f"The database {path} holds no articles; add some with `annotate add PATH`."
        )


class Opened(NamedTuple):
    """What a start reads, all at one moment of the database."""

    desk: Desk
    statuses: dict[str, Status]
    """The annotator's, of each article on the desk."""
    additions: tuple[str, ...]
    """`Reader.additions` of that moment."""


def opened_desk(
    path: Place, annotator: str, asked: tuple[str, ...], reading: Reading
) -> Opened:
    """The desk of a start.

    Articles asked for come first; without any, those of the last session; without
    those, the first five of what the annotator was given and has not finished, so that
    nobody begins with another one's article; without those, the first five of all.
    Raises NoArticles, and what `Reader.open` raises.
    """
    with Reader.open(path) as reader, reader.snapshot():
        known = [summary.id for summary in reader.articles()]
        if not known:
            raise NoArticles(path)
        wanted = asked or tuple(one for one in reading.panes if one in known)
        if not wanted:
            given = {
                one.article
                for one in reader.assignments(annotator)
                if one.is_given and one.status in UNFINISHED
            }
            wanted = tuple(one for one in known if one in given) or tuple(known)
        shown = tuple(dict.fromkeys(wanted))[:MAX_PANES]
        scheme = reader.scheme()
        found = sheets_of(reader, shown, scheme, annotator)
        suggesting = reader.suggesting()
        additions = reader.additions()
    sheets = found.by_id
    panes = tuple(
        Pane(one, _resting(sheets[one].article, reading.positions.get(one)))
        for one in shown
    )
    focus = 0 if asked else min(max(reading.focus, 0), len(panes) - 1)
    resting = {key: Selection(*place) for key, place in reading.positions.items()}
    desk = Desk(
        annotator,
        scheme,
        sheets,
        panes,
        focus,
        is_zoomed=reading.is_zoomed and len(panes) > 1 and not asked,
        shows_others=reading.shows_others,
        suggesting=suggesting,
        # As the database says, whatever the reader saw last time: they bias.
        shows_suggestions=suggesting is Suggesting.ON,
        resting=resting,
        far={end.annotation.id: end for end in found.ends},
        names=found.names,
    )
    return Opened(desk, found.statuses, additions)


def _resting(article: Article, place: tuple[int, int] | None) -> Selection:
    if place is None:
        return Selection(0, 0)
    text = article.text
    anchor, head = (floor_boundary(text, min(one, len(text))) for one in place)
    return Selection(anchor, head)
