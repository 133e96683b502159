"""The links of open articles, found by the annotations that they join."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotate.model import Answer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from annotate.desk.state import Desk, Pane
    from annotate.model import Annotation, Link

__all__ = ["End", "LinkIndex", "Linked", "link_count", "links_of", "shown_links"]


_ALL = slice(None)


class End(NamedTuple):
    """The annotation at one end of a link."""

    annotation: Annotation
    title: str
    """Of its article."""


class Linked(NamedTuple):
    """A link as one of its annotations has it."""

    link: Link
    is_source: bool
    """Whether the link starts here."""
    end: End | None
    """The other end; None when this database does not have it."""


class LinkIndex:
    """The accepted links of one article, found by id and by the annotation at an end.

    An index never changes; a lookup costs by what it finds.
    """

    __slots__ = ("_by_end", "_by_id")

    def __init__(self, links: Iterable[Link] = ()) -> None:
        kept = [link for link in links if link.answer is Answer.ACCEPT]
        self._by_id = {link.id: link for link in sorted(kept, key=_id)}
        by_end: dict[str, list[Link]] = {}
        for link in self._by_id.values():
            by_end.setdefault(link.source, []).append(link)
            by_end.setdefault(link.target, []).append(link)
        self._by_end = {end: tuple(held) for end, held in by_end.items()}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LinkIndex) and self._by_id == other._by_id

    def __hash__(self) -> int:
        return hash(tuple(self._by_id))

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Link]:
        return iter(self._by_id.values())

    def __contains__(self, link_id: str) -> bool:
        return link_id in self._by_id

    def get(self, link_id: str) -> Link | None:
        """The link with that id; None when it is not here."""
        return self._by_id.get(link_id)

    def of(self, annotation_id: str) -> tuple[Link, ...]:
        """The links that start or end at the annotation, the oldest first."""
        return self._by_end.get(annotation_id, ())

    def shown_of(self, annotation_id: str, annotator: str) -> tuple[Link, ...]:
        """Those links that are the annotator's; of everybody for ""."""
        links = self.of(annotation_id)
        if not annotator:
            return links
        return tuple(link for link in links if link.annotator == annotator)

    def shows(self, annotation_id: str, annotator: str) -> bool:
        """Whether there is a link of the annotation as `shown_of` gives them."""
        links = self.of(annotation_id)
        return any(not annotator or link.annotator == annotator for link in links)

    @property
    def ends(self) -> Collection[str]:
        """Ids of the annotations that a link starts or ends at, wherever they are."""
        return self._by_end.keys()

    def with_revisions(self, links: Iterable[Link]) -> LinkIndex:
        """The index after these revisions; a link that is not accepted goes."""
        changed = dict(self._by_id)
        changed.update((link.id, link) for link in links)
        return LinkIndex(changed.values())

    def without(self, annotations: Collection[str]) -> LinkIndex:
        """The index without the links of these annotations; itself for none."""
        lost = {link.id for one in annotations for link in self.of(one)}
        if not lost:
            return self
        return LinkIndex(link for link in self if link.id not in lost)


def _id(link: Link) -> str:
    return link.id


def links_of(desk: Desk, annotation_id: str, part: slice = _ALL) -> tuple[Linked, ...]:
    """The links that show of an annotation that is open, the oldest first.

    Those of other annotators show where their annotations do. `part` is for some of
    many, of which the rest costs nothing.
    """
    links = _links_shown(desk, annotation_id)[part]
    return tuple(_seen(desk, link, annotation_id) for link in links)


def link_count(desk: Desk, annotation_id: str) -> int:
    """How many links of an annotation show."""
    return len(_links_shown(desk, annotation_id))


def _links_shown(desk: Desk, annotation_id: str) -> tuple[Link, ...]:
    whose = "" if desk.shows_others else desk.annotator
    for sheet in desk.sheets.values():
        if annotation_id in sheet.by_id:
            return sheet.links.shown_of(annotation_id, whose)
    return ()


def shown_links(desk: Desk, pane: Pane) -> Iterator[Link]:
    """The links that show in a pane, those from and to other articles as well."""
    links = desk.sheets[pane.article].links
    return (
        link for link in links if desk.shows_others or link.annotator == desk.annotator
    )


def _seen(desk: Desk, link: Link, annotation_id: str) -> Linked:
    is_source = link.source == annotation_id
    return Linked(link, is_source, desk.end(link.target if is_source else link.source))
