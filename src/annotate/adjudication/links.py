"""Which links of the annotators belong to gold.

A link is adopted when both its ends are, and when everybody who has both ends has the
link. Those who lack an end could not have made it, and say nothing against it. It goes
when an end is no longer accepted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from annotate.ids import outranking
from annotate.model import GOLD, Answer, Link

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from annotate.adjudication.cases import Case
    from annotate.adjudication.gold import Gold
    from annotate.agreement.work import Mark

__all__ = ["AgreedLink", "Far", "agreed_links", "link_revisions"]


class Far(NamedTuple):
    """An end of a link in another article."""

    holders: frozenset[str]
    """The annotators who have that label on that span there."""
    gold: str
    """Id of the accepted gold row there; "" while there is none."""


class AgreedLink(NamedTuple):
    """A link that everybody has who has both ends."""

    kind: str
    source: Mark | Far
    target: Mark | Far
    origin: str
    """The first such link's id."""


def agreed_links(
    cases: Iterable[Case], links: Sequence[Link], far: Mapping[str, Far]
) -> tuple[AgreedLink, ...]:
    """The links that are adopted as soon as their ends are, by origin.

    Args:
        cases: of the article.
        links: of its annotators, those that start or end in the article.
        far: by annotation id, the ends elsewhere; a link to what is in neither is left.
    """
    ends: dict[str, Mark | Far] = dict(far)
    holders: dict[Mark | Far, frozenset[str]] = {
        one: one.holders for one in far.values()
    }
    for case in cases:
        for variant in case.variants:
            ends.update((each.id, variant.mark) for each in variant.holders)
            holders[variant.mark] = frozenset(one.annotator for one in variant.holders)
    made: dict[tuple[str, Mark | Far, Mark | Far], dict[str, str]] = {}
    for link in sorted(links, key=lambda one: one.id):
        if link.source in ends and link.target in ends:
            key = (link.kind, ends[link.source], ends[link.target])
            made.setdefault(key, {}).setdefault(link.annotator, link.id)
    found = [
        AgreedLink(*key, next(iter(by.values())))
        for key, by in made.items()
        if holders[key[1]] & holders[key[2]] <= by.keys()
    ]
    return tuple(sorted(found, key=lambda one: one.origin))


def link_revisions(
    agreed: Iterable[AgreedLink],
    stored: Collection[Link],
    gold: Gold,
    gone: Collection[str],
    rev: str,
) -> tuple[Link, ...]:
    """The revisions of gold's links that a decision makes.

    Args:
        agreed: the links that may be adopted.
        stored: gold's links, accepted ones.
        gold: the layer after the decision.
        gone: ids of the gold rows that it no longer accepts.
        rev: the last one in use; those of the links follow it.
    """
    return tuple(_numbered(_changes(agreed, stored, gold, gone), rev))


def _changes(
    agreed: Iterable[AgreedLink],
    stored: Collection[Link],
    gold: Gold,
    gone: Collection[str],
) -> Iterator[Link]:
    there = {(one.kind, one.source, one.target) for one in stored}
    for one in stored:
        if one.source in gone or one.target in gone:
            there.discard((one.kind, one.source, one.target))
            yield replace(one, answer=Answer.DELETE)
    for each in agreed:
        source, target = _row(each.source, gold), _row(each.target, gold)
        key = (each.kind, source, target)
        if source and target and source != target and key not in there:
            there.add(key)
            yield Link("", "", None, GOLD, *key, origin=each.origin)


def _row(end: Mark | Far, gold: Gold) -> str:
    """Id of the accepted gold row at an end; "" for none."""
    if isinstance(end, Far):
        return end.gold
    row = gold.at(end)
    return row.id if row is not None and row.answer is Answer.ACCEPT else ""


def _numbered(links: Iterable[Link], rev: str) -> Iterator[Link]:
    for link in links:
        rev = outranking(rev, link.rev)
        yield replace(link, id=link.id or rev, rev=rev, prev=link.rev or None)
