"""What the reader should look at again: denials of nothing, numbers that disagree."""

from __future__ import annotations

import json
from bisect import bisect_right
from decimal import Decimal
from enum import Enum
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from annotate.desk.links import links_of, shown_links
from annotate.desk.outcome import shortened
from annotate.text.quantities import (
    Quantity,
    Reach,
    decimal_of,
    normal_thing,
    normal_unit,
    quantity,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotate.desk.state import Desk
    from annotate.model import Annotation

__all__ = [
    "MOST",
    "Conflict",
    "Why",
    "conflicts",
    "quantity_of",
    "unlinked_denials",
    "unread_ends",
]

MOST = 500
"""Conflicts that are found at most: a list of more is read by nobody."""

_MOST_PAIRS = 20 * MOST
"""Pairs of numbers that are looked at, among them the surest."""


_MOST_CHARACTERS = 300
"""Of a quote that are looked at for what it counts."""


_MARKS = " “”‘’\"'«».,;:!?()"


class Why(Enum):
    """Why two annotations are said to conflict, the surest first."""

    LINKED = "linked as a conflict"
    SAME_QUANTITY = "linked as one quantity"
    ATTRIBUTES = "counts of one thing by their attributes"
    WORDS = "counts of one thing by the words of one or both"


class Conflict(NamedTuple):
    """Two annotations that disagree, in the order of the panes."""

    first: Annotation
    second: Annotation
    why: Why
    counts: str = ""
    """What both count; "" where a link says that they do."""

    @property
    def thing(self) -> str:
        """What both count in the words of one of them: “troops”, not “troop”."""
        size = len(self.counts.split())
        for one in (self.first, self.second) if size else ():
            stated = _text(_attributes(one), "counts")
            words = one.quote[:_MOST_CHARACTERS].split()
            parts = (words[at : at + size] for at in range(len(words) - size + 1))
            for said in (stated, *map(" ".join, parts)):
                if normal_thing(said) == self.counts:
                    return said.strip(_MARKS)
        return self.counts


def unlinked_denials(desk: Desk) -> tuple[Annotation, ...]:
    """The denials that show and have no link to what they deny, in reading order."""
    return tuple(
        one
        for one in _shown(desk)
        if desk.label(one.label).colour == "denial" and not _is_linked(desk, one)
    )


def _is_linked(desk: Desk, denial: Annotation) -> bool:
    return any(
        found.is_source and found.link.kind == "denies"
        for found in links_of(desk, denial.id)
    )


def _shown(desk: Desk) -> Iterator[Annotation]:
    """The annotations that show, pane by pane."""
    for pane in desk.panes:
        yield from desk.shown(desk.sheets[pane.article].annotations)


def conflicts(desk: Desk) -> tuple[Conflict, ...]:
    """What conflicts in the open articles, the surest first, at most `MOST`.

    That are annotations linked so; numbers linked as one quantity whose values do not
    meet; and numbers that count the same in the same unit with values that do not.
    """
    order = {one.id: place for place, one in enumerate(_shown(desk))}
    numbers = _numbers(desk)
    found: dict[frozenset[str], Conflict] = {}
    for each in chain(_linked(desk, numbers), _compared(numbers)):
        first, second = sorted(
            (each.first, each.second), key=lambda one: order.get(one.id, len(order))
        )
        pair = frozenset((first.id, second.id))
        found.setdefault(pair, each._replace(first=first, second=second))
        if len(found) == MOST:
            break
    return tuple(sorted(found.values(), key=lambda each: _rank(each.why)))


class _Number(NamedTuple):
    """A number of the reader, or of another one where the reader has none."""

    annotation: Annotation
    says: Quantity
    why: Why


def _numbers(desk: Desk) -> dict[str, _Number]:
    """The numbers that say something, by id; of one stretch only one."""
    at: dict[tuple[str, int, int], _Number] = {}
    for one in _shown(desk):
        if desk.label(one.label).colour != "number":
            continue
        place = (one.article, one.span.start, one.span.end)
        if place in at and one.annotator != desk.annotator:
            continue
        says, why = quantity_of(one)
        if says is not None:
            at[place] = _Number(one, says, why)
    return {number.annotation.id: number for number in at.values()}


def quantity_of(annotation: Annotation) -> tuple[Quantity | None, Why]:
    """What a number says: by its attributes, and where they are silent by its words."""
    known = _attributes(annotation)
    read = quantity(annotation.quote)
    low, high = decimal_of(known.get("low")), decimal_of(known.get("high"))
    unit, counts = _text(known, "unit"), _text(known, "counts")
    if low is None and high is None:
        if read is None:
            return None, Why.WORDS
        reach = read.reach
    else:
        is_turned = low is not None and high is not None and low > high
        reach = Reach(high, low) if is_turned else Reach(low, high)
    is_rough = known.get("approximate") in ("yes", True)
    if "approximate" not in known and read is not None:
        is_rough = read.is_approximate
    says = Quantity(
        reach,
        is_rough,
        normal_unit(unit) or (read.unit if read else ""),
        normal_thing(counts) or (read.counts if read else ""),
    )
    return says, Why.ATTRIBUTES if counts else Why.WORDS


def unread_ends(annotation: Annotation) -> tuple[str, ...]:
    """What a number's low and high say where that is no number, as “low “many””."""
    known = _attributes(annotation)
    return tuple(
        f"{end} {shortened(_text(known, end))}"
        for end in ("low", "high")
        if _text(known, end) and decimal_of(known[end]) is None
    )


def _attributes(annotation: Annotation) -> dict[str, object]:
    try:
        known = json.loads(annotation.attributes)
    except (ValueError, RecursionError):
        return {}
    return known if isinstance(known, dict) else {}


def _text(known: dict[str, object], name: str) -> str:
    value = known.get(name)
    return value if isinstance(value, str) else ""


def _linked(desk: Desk, numbers: dict[str, _Number]) -> Iterator[Conflict]:
    """The conflicts that links tell: numbers before claims."""
    links = {link.id: link for pane in desk.panes for link in shown_links(desk, pane)}
    found = []
    for link in links.values():
        source, target = desk.end(link.source), desk.end(link.target)
        if source is None or target is None:
            continue
        pair = (source.annotation, target.annotation)
        if link.kind == "conflicts":
            found.append(Conflict(*pair, Why.LINKED))
        elif link.kind == "same-quantity" and _disagree(numbers, *pair):
            found.append(Conflict(*pair, Why.SAME_QUANTITY))

    def is_no_number(each: Conflict) -> bool:
        return desk.label(each.first.label).colour != "number"

    yield from sorted(found, key=is_no_number)


def _disagree(numbers: dict[str, _Number], *pair: Annotation) -> bool:
    one, other = (numbers.get(each.id) for each in pair)
    if one is None or other is None or one.says.unit != other.says.unit:
        return False
    return not _reach(one).meets(_reach(other))


def _reach(number: _Number) -> Reach:
    says = number.says
    return says.reach.widened() if says.is_approximate else says.reach


def _compared(numbers: dict[str, _Number]) -> Iterator[Conflict]:
    """The numbers of one thing and unit whose values do not meet, the surest first."""
    alike: dict[tuple[str, str], list[_Number]] = {}
    for number in numbers.values():
        if number.says.counts:
            alike.setdefault((number.says.counts, number.says.unit), []).append(number)
    pairs = chain.from_iterable(map(_apart, alike.values()))
    found = [
        Conflict(
            one.annotation,
            other.annotation,
            max(one.why, other.why, key=_rank),
            one.says.counts,
        )
        for one, other in islice(pairs, _MOST_PAIRS)
    ]
    yield from sorted(found, key=lambda each: _rank(each.why))


def _apart(group: list[_Number]) -> Iterator[tuple[_Number, _Number]]:
    """The pairs whose values do not meet, without looking at those that do."""
    group = sorted(group, key=_low)
    lows = [_low(number) for number in group]
    for one in group:
        high = _reach(one).high
        if high is not None:
            for other in group[bisect_right(lows, high) :]:
                if not _is_one_place(one.annotation, other.annotation):
                    yield one, other


def _low(number: _Number) -> Decimal:
    low = _reach(number).low
    return Decimal("-Infinity") if low is None else low


def _is_one_place(one: Annotation, other: Annotation) -> bool:
    """Whether two annotations are readings of the same words."""
    is_apart = one.span.end <= other.span.start or other.span.end <= one.span.start
    return one.article == other.article and not is_apart


def _rank(why: Why) -> int:
    return list(Why).index(why)
