"""The rows of a tag in the inspector: its facts and its links.

They are kept from key to key, since few of those in sight change with one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from annotate.desk.links import link_count, links_of
from annotate.desk.outcome import shortened
from annotate.tui.widgets.lines import strip_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.strip import Strip

    from annotate.desk.links import Linked
    from annotate.desk.state import Desk
    from annotate.model import Annotation
    from annotate.tui.segments import Piece
    from annotate.tui.themes import Styles

__all__ = ["Row", "TagBlocks"]

_MOST_LINKS = 12
"""Links of one tag that are listed at a time."""


class Row(NamedTuple):
    """A row of the list, and what it is of."""

    strip: Strip
    annotation: str
    """Its id."""
    link: str = ""
    """Its id; "" for a row of the annotation itself."""
    is_lit: bool = False
    """Whether the keys of the list are here."""


class _Block(NamedTuple):
    """All that the rows of a tag are made of."""

    one: Annotation
    links: tuple[Linked, ...]
    """Those that are listed."""
    first: int
    """Index of the first of them among all."""
    total: int
    """Links that it has."""
    at: int | None
    """Where the keys of the list are; None for elsewhere, -1 for the tag itself."""
    is_here: bool
    """Whether the tag is the active one."""
    unsaved: frozenset[str]
    """Ids of the tag and the links here whose last change is not durable yet."""
    panes: tuple[str, ...]
    """Articles of the panes, whose numbers are told."""
    me: str
    who: str
    """What the tag's annotator is called."""
    width: int
    styles: Styles


class TagBlocks:
    """Makes the rows of tags for one width after another; one `begin` a painting."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[_Block, list[Row]]] = {}
        self._before = self._kept

    def begin(
        self, desk: Desk, unsaved: frozenset[str], width: int, styles: Styles
    ) -> None:
        """Make rows of this desk from now on, and forget those not asked for since."""
        self._desk, self._unsaved = desk, unsaved
        self._width, self._styles = width, styles
        self._panes = tuple(pane.article for pane in desk.panes)
        self._before, self._kept = self._kept, {}

    def rows(self, one: Annotation, at: int | None, *, is_here: bool) -> list[Row]:
        """The rows of a tag; see `_Block` for what is asked for."""
        desk = self._desk
        total = link_count(desk, one.id)
        first = max(0, min((at or 0) - _MOST_LINKS // 2, total - _MOST_LINKS))
        part = slice(first, first + _MOST_LINKS)
        links = links_of(desk, one.id, part) if total else ()
        unsaved = self._unsaved
        if unsaved:
            unsaved &= {one.id, *(linked.link.id for linked in links)}
        block = _Block(
            one, links, first, total, at, is_here, unsaved,
            self._panes, desk.annotator, desk.who(one.annotator), self._width,
            self._styles,
        )  # fmt: skip
        kept = self._before.get(one.id)
        rows = kept[1] if kept is not None and kept[0] == block else None
        if rows is None:
            rows = [*_facts(block), *(_links(block, desk) if total else ())]
        self._kept[one.id] = (block, rows)
        return rows


def _facts(block: _Block) -> Iterator[Row]:
    """Label, place and quote; below them note and attributes."""
    one, styles = block.one, block.styles
    is_other = one.annotator != block.me
    is_lit = block.at is not None and block.at < 0
    line = styles.text
    if block.is_here:
        line = styles.lit_bar if is_lit else styles.status
    pieces: list[Piece] = [
        ("►" if block.is_here else " ", line),
        (f"{one.label} ", styles.letter(one.label, is_other=is_other)),
        (f"{one.span.start}-{one.span.end} ", styles.quiet),
    ]
    if one.id in block.unsaved:
        pieces.append(("UNSAVED ", styles.alarm))
    if is_other:
        pieces.append((f"by {block.who} ", styles.quiet))
    pieces.append((shortened(one.quote), line))
    more = one.note
    if one.attributes != "{}":
        values = json.loads(one.attributes).items()
        known = ", ".join(f"{name}: {value}" for name, value in values)
        more = f"{more} · {known}" if more else known
    foot: list[Piece] = [(f"   {more}", styles.quiet)]
    for row, rest in ((pieces, line), (foot, styles.text)):
        yield Row(strip_of(row, block.width, rest), one.id, is_lit=is_lit)


def _links(block: _Block, desk: Desk) -> Iterator[Row]:
    # Where no tag has links, its module is not needed.
    from annotate.tui.link_lines import link_strips  # noqa: PLC0415

    one, width, styles = block.one, block.width, block.styles
    for number, linked in enumerate(block.links, block.first):
        link, is_lit = linked.link.id, number == block.at
        is_unsaved = link in block.unsaved
        for strip in link_strips(
            desk, linked, width, styles, is_here=is_lit, is_unsaved=is_unsaved
        ):
            yield Row(strip, one.id, link, is_lit)
    if block.total > len(block.links):
        more = f"   {block.total} links, {len(block.links)} shown"
        yield Row(strip_of([(more, styles.quiet)], width, styles.text), one.id)
