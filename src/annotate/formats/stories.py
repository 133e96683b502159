"""Articles that must not be divided: the same text again, or the same event.

Two texts are near-duplicates when half of the shorter one's runs of five words stand in
the other too (shingles: Broder, On the resemblance and containment of documents, 1997).
Two articles tell of one event when they say so (`story`, `event` or `cluster` in their
meta), or when their names agree: of the 24 names that each uses most, counted by the
square root of how often, the poorer has two fifths in common with the other. That joins
more than it should rather than less: an event in two parts of a split spoils the test,
a part that is too large only its share.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from annotate.model import Article

__all__ = ["stories"]

_SHINGLE: Final = 5
"""Words."""
_SAMPLED: Final = 256
"""Shingles of a longer text that are looked at: those with the least hashes."""
_CONTAINED: Final = 0.5
_NAMES: Final = 24
_STEM: Final = 5
"""Letters of a name that count: Korea, Koreas and Korean are one."""
_AGREEING: Final = 0.4
_LEAST_SHARED: Final = 4
_COMMON: Final = 40
"""What stands in more articles than this, and in a tenth of them, is no lead."""
_STORY_KEYS: Final = ("story", "event", "cluster")

_WORD = re.compile(r"\w+")
_NAME = re.compile(r"\b[A-Z][^\W\d_]{2,}")


def stories(articles: Iterable[Article], *, by_story: bool) -> dict[str, list[str]]:
    """Ids by group; a group is called by the least id in it.

    Names are found by their capitals: texts in scripts without them are joined by what
    their meta says and as near-duplicates alone.

    Args:
        articles: taken one at a time; their texts are not kept.
        by_story: join articles on one event, not near-duplicates alone.
    """
    shingles: dict[str, frozenset[int]] = {}
    names: dict[str, dict[str, float]] = {}
    told: dict[str, str] = {}
    for article in articles:
        shingles[article.id] = _shingles(article.text)
        if by_story:
            names[article.id] = _names(article.text)
            told[article.id] = _told(article)
    groups = _Groups(shingles)
    for one, other in _together(shingles):
        if _is_contained(shingles[one], shingles[other]):
            groups.join(one, other)
    if by_story:
        first: dict[str, str] = {}
        for each, story in told.items():
            if story:
                groups.join(first.setdefault(story, each), each)
        for one, other in _together(names):
            # What people say of their articles wins over what we guess.
            is_told = bool(told[one] and told[other])
            if not is_told and _do_agree(names[one], names[other]):
                groups.join(one, other)
    return groups.by_name()


class _Groups:
    """Sets that are joined (union-find with the least id as the root)."""

    def __init__(self, members: Iterable[str]) -> None:
        self._root = {each: each for each in members}

    def _of(self, member: str) -> str:
        root = member
        while self._root[root] != root:
            root = self._root[root]
        while self._root[member] != root:
            self._root[member], member = root, self._root[member]
        return root

    def join(self, one: str, other: str) -> None:
        least, most = sorted((self._of(one), self._of(other)))
        self._root[most] = least

    def by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for member in self._root:
            found.setdefault(self._of(member), []).append(member)
        return found


def _together(
    features: Mapping[str, Collection[int] | Collection[str]],
) -> Iterable[tuple[str, str]]:
    """Pairs that share a feature, but for those that stand everywhere."""
    holders: dict[int | str, list[str]] = defaultdict(list)
    for each, held in features.items():
        for feature in held:
            holders[feature].append(each)
    most = max(_COMMON, len(features) // 10)
    pairs: dict[tuple[str, str], None] = {}
    for held_by in holders.values():
        if len(held_by) <= most:
            pairs |= dict.fromkeys(combinations(held_by, 2))
    return pairs


def _is_contained(one: frozenset[int], other: frozenset[int]) -> bool:
    return len(one & other) >= _CONTAINED * min(len(one), len(other))


def _do_agree(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    shared = one.keys() & other.keys()
    weight = sum(min(one[name], other[name]) for name in shared)
    whole = min(sum(one.values()), sum(other.values()))
    return len(shared) >= _LEAST_SHARED and weight >= _AGREEING * whole


def _shingles(text: str) -> frozenset[int]:
    words = _WORD.findall(text.casefold())
    count = max(len(words) - _SHINGLE + 1, 1)
    # Not Python's own hash, which is another one in each process.
    hashes = {
        crc32(" ".join(words[at : at + _SHINGLE]).encode()) for at in range(count)
    }
    # The least ones are the same sample of what two texts share.
    return frozenset(sorted(hashes)[:_SAMPLED])


def _names(text: str) -> dict[str, float]:
    """The weights of the names that the text uses most, by their first letters."""
    words = set(_WORD.findall(text))
    counts = Counter(
        name[:_STEM] for name in _NAME.findall(text) if name.lower() not in words
    )
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    return {name: counts[name] ** 0.5 for name in ranked[:_NAMES]}


def _told(article: Article) -> str:
    """The story that the article's meta names; "" for none."""
    try:
        meta = json.loads(article.meta)
    except ValueError:
        return ""
    values = (meta.get(key) for key in _STORY_KEYS) if isinstance(meta, dict) else ()
    return next((str(each) for each in values if each not in {None, ""}), "")
