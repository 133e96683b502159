"""All that is to be decided on one article, and how far it is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple, Self

from annotate.adjudication.bulk import agreed_ruling
from annotate.adjudication.cases import cases
from annotate.adjudication.deciding import has_decided, is_begun, noted, revisions
from annotate.adjudication.gold import Gold
from annotate.adjudication.links import agreed_links, link_revisions
from annotate.agreement.work import mark_of
from annotate.model import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from annotate.adjudication.cases import Case
    from annotate.adjudication.deciding import Ruling
    from annotate.adjudication.links import AgreedLink, Far
    from annotate.agreement.work import Mark, Work
    from annotate.model import Annotation, Link

__all__ = ["Decision", "Docket"]


class Decision(NamedTuple):
    """What one event of an adjudicator changes."""

    annotations: tuple[Annotation, ...] = ()
    """Revisions of gold rows."""
    links: tuple[Link, ...] = ()
    """Revisions of gold's links."""
    cases: int = 1
    """How many cases it decides."""
    of: tuple[str, ...] = ()
    """Ids of the annotations that were looked at."""


@dataclass(frozen=True, slots=True)
class Docket:
    """The cases of an article in order, and the gold layer so far."""

    annotators: tuple[str, ...]
    """Whose work it is, in the order of the columns."""
    cases: tuple[Case, ...]
    gold: Gold
    case_of: Mapping[Mark, int] = field(repr=False)
    """Index of the case that has the mark as a variant."""
    starts: tuple[int, ...] = field(repr=False)
    """Of the cases, in order: asked for each row that is drawn."""
    differences: tuple[int, ...]
    """Indexes of the cases in which not all have the same."""
    open: tuple[int, ...]
    """Those of the differences that are not decided."""
    waiting: tuple[int, ...]
    """Indexes of the cases in which all agree and that are not in gold yet."""
    links: tuple[AgreedLink, ...] = ()
    gold_links: Mapping[str, Link] = field(default_factory=dict)
    """Gold's accepted links, by id."""

    @classmethod
    def of(
        cls,
        works: Sequence[Work],
        gold: Iterable[Annotation] = (),
        links: Sequence[Link] = (),
        gold_links: Iterable[Link] = (),
        far: Mapping[str, Far] | None = None,
    ) -> Self:
        """The docket of an article.

        Args:
            works: of its annotators, in the order of the columns.
            gold: rows of the gold layer, accepted and rejected.
            links: of the annotators, those that start or end in the article.
            gold_links: accepted ones of the gold layer.
            far: by annotation id, the ends of links in other articles.
        """
        found = cases(works)
        names = tuple(work.annotator for work in works)
        shared = [one for one in links if one.annotator in names]
        bare = cls(
            names,
            found,
            Gold(),
            {mark: index for index, case in enumerate(found) for mark in case.marks},
            tuple(case.variants[0].mark[0] for case in found),
            tuple(at for at, case in enumerate(found) if case.is_difference),
            (),
            (),
            agreed_links(found, shared, far or {}),
        )
        return bare.with_layer(gold, gold_links)

    def is_open(self, index: int) -> bool:
        """Whether the case with that index is not decided."""
        return not has_decided(self.cases[index], self.gold)

    def decided(self, index: int, ruling: Ruling, rev: str) -> Decision:
        """What that ruling on a case changes; nothing where it was so already.

        `rev` is that of the event.
        """
        case = self.cases[index]
        made = revisions(case, ruling, self.gold, rev, self.case_of)
        return self._linked(made, rev, 1, _held(case))

    def noted(self, index: int, rev: str) -> Decision:
        """A decided case once more as it is, for a reason that is added."""
        case = self.cases[index]
        return Decision(noted(case, self.gold, rev), of=_held(case))

    def agreed(self, least: int, rev: str) -> Decision:
        """What accepting all open cases changes in which so many have the same.

        A case of which something was decided before is left to a person.
        """
        made: list[Annotation] = []
        held: list[str] = []
        count, last = 0, rev
        for index in sorted((*self.open, *self.waiting)):
            case = self.cases[index]
            ruling = agreed_ruling(case, least)
            if ruling is None or is_begun(case, self.gold):
                continue
            made += revisions(case, ruling, self.gold, last, self.case_of)
            last = made[-1].rev if made else last
            held += [one.id for one in ruling.taken]
            count += 1
        return self._linked(tuple(made), rev, count, tuple(held))

    def _linked(
        self, made: tuple[Annotation, ...], rev: str, count: int, of: tuple[str, ...]
    ) -> Decision:
        after = self.gold.with_revisions(made)
        gone = {one.id for one in made if one.answer is not Answer.ACCEPT}
        last = made[-1].rev if made else rev
        links = link_revisions(
            self.links, tuple(self.gold_links.values()), after, gone, last
        )
        return Decision(made, links if made else (), count if made else 0, of)

    def with_revisions(
        self, annotations: Iterable[Annotation], links: Iterable[Link] = ()
    ) -> Self:
        """The docket after these revisions of gold rows and links."""
        annotations = tuple(annotations)
        gold = self.gold.with_revisions(annotations)
        marks = {mark_of(one) for one in annotations}
        for one in annotations:
            before = self.gold.get(one.id)
            marks |= {mark_of(before)} if before is not None else set()
        concerned = {self.case_of[mark] for mark in marks if mark in self.case_of}
        changed = replace(self, gold=gold)
        gold_links = dict(self.gold_links)
        for link in links:
            if link.answer is Answer.ACCEPT:
                gold_links[link.id] = link
            else:
                gold_links.pop(link.id, None)
        undecided = {at for at in concerned if changed.is_open(at)}
        differing = {at for at in concerned if self.cases[at].is_difference}
        return replace(
            changed,
            gold_links=gold_links,
            open=_moved(self.open, differing, undecided & differing),
            waiting=_moved(self.waiting, concerned - differing, undecided - differing),
        )

    def with_layer(
        self, gold: Iterable[Annotation], gold_links: Iterable[Link] = ()
    ) -> Self:
        """The same cases with another gold layer, which is all of it."""
        layer = Gold(gold)
        undecided = [
            at for at, case in enumerate(self.cases) if not has_decided(case, layer)
        ]
        return replace(
            self,
            gold=layer,
            gold_links={one.id: one for one in gold_links},
            open=tuple(at for at in undecided if self.cases[at].is_difference),
            waiting=tuple(at for at in undecided if not self.cases[at].is_difference),
        )

    # Where the cases stand

    def at(self, start: int, end: int) -> range:
        """Indexes of the cases that start in [start, end)."""
        first = bisect_left(self.starts, start)
        return range(first, bisect_left(self.starts, end, lo=first))

    def next_difference(self, place: int, *, backwards: bool = False) -> int | None:
        """The difference behind the case with index `place`, round the ends.

        From -1 it is the first one. None without any.
        """
        return _beside(self.differences, place, backwards=backwards)

    def next_open(self, place: int, *, backwards: bool = False) -> int | None:
        """The same among those that are not decided."""
        return _beside(self.open, place, backwards=backwards)

    def number(self, index: int) -> int:
        """Which of the differences a case is, from 1; 0 where all agree."""
        at = bisect_left(self.differences, index)
        is_one = at < len(self.differences) and self.differences[at] == index
        return at + 1 if is_one else 0


def _held(case: Case) -> tuple[str, ...]:
    return tuple(one.id for each in case.variants for one in each.holders)


def _beside(places: Sequence[int], place: int, *, backwards: bool) -> int | None:
    if not places:
        return None
    if backwards:
        return places[bisect_left(places, place) - 1]
    return places[bisect_right(places, place) % len(places)]


def _moved(
    places: tuple[int, ...], concerned: Iterable[int], open_now: set[int]
) -> tuple[int, ...]:
    """The sorted places after these were decided or opened."""
    kept = list(places)
    for one in concerned:
        at = bisect_left(kept, one)
        was_open = at < len(kept) and kept[at] == one
        if was_open and one not in open_now:
            del kept[at]
        elif not was_open and one in open_now:
            insort(kept, one)
    return tuple(kept)
