"""What an article holds, kept so that a changed copy shares what did not change.

A tag in an article of thousands must not cost a copy of them all.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Self, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from annotate.model import Annotation

__all__ = ["ById", "ByPlace", "Keyed", "place_of"]

_CHUNK = 128
"""Annotations in a chunk when it is made; it is split at twice as many."""
_SHARD_BITS = 6

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


def place_of(annotation: Annotation) -> tuple[int, int, str, str]:
    """Sort key of annotations in an article: by start, longest first, label, id."""
    span = annotation.span
    return (span.start, -span.end, annotation.label, annotation.id)


class ByPlace(Sequence["Annotation"]):
    """Sorted by `place_of`; equal to any sequence of the same annotations."""

    __slots__ = ("_chunks", "_ends", "_firsts")

    def __init__(self, annotations: Iterable[Annotation] = ()) -> None:
        """Sort them, in whatever order they come."""
        every = sorted(annotations, key=place_of)
        self._keep(
            tuple(every[at : at + _CHUNK]) for at in range(0, len(every), _CHUNK)
        )

    def _keep(self, chunks: Iterable[tuple[Annotation, ...]]) -> None:
        self._chunks = tuple(chunks)
        self._firsts = [place_of(chunk[0]) for chunk in self._chunks]
        self._ends = list(accumulate(map(len, self._chunks)))

    def with_changes(
        self, removed: Collection[Annotation], added: Collection[Annotation]
    ) -> Self:
        """All but `removed`, and `added`; KeyError when one to remove is not here."""
        if len(removed) + len(added) > _CHUNK:
            lost = {place_of(one) for one in removed}
            kept = [one for one in self if place_of(one) not in lost]
            if len(kept) + len(lost) != len(self):
                raise KeyError(next(one.id for one in removed))
            return type(self)(chain(kept, added))
        changed = self
        for one in removed:
            changed = changed.without(one)
        for one in added:
            changed = changed.adding(one)
        return changed

    def without(self, annotation: Annotation) -> Self:
        """All but this one; KeyError when it is not here with that id and place."""
        place = place_of(annotation)
        at = max(bisect_right(self._firsts, place) - 1, 0)
        chunk = self._chunks[at] if self._chunks else ()
        kept = tuple(one for one in chunk if place_of(one) != place)
        if len(kept) == len(chunk):
            raise KeyError(annotation.id)
        return self._with_chunk(at, (kept,) if kept else ())

    def adding(self, annotation: Annotation) -> Self:
        """These and one more, in its place."""
        if not self._chunks:
            return self._with_chunk(0, ((annotation,),))
        place = place_of(annotation)
        at = max(bisect_right(self._firsts, place) - 1, 0)
        chunk = self._chunks[at]
        inside = bisect_right(chunk, place, key=place_of)
        grown = (*chunk[:inside], annotation, *chunk[inside:])
        if len(grown) > 2 * _CHUNK:
            return self._with_chunk(at, (grown[:_CHUNK], grown[_CHUNK:]))
        return self._with_chunk(at, (grown,))

    def _with_chunk(self, at: int, chunks: tuple[tuple[Annotation, ...], ...]) -> Self:
        changed = object.__new__(type(self))
        changed._keep((*self._chunks[:at], *chunks, *self._chunks[at + 1 :]))
        return changed

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[Annotation]:
        return chain.from_iterable(self._chunks)

    @overload
    def __getitem__(self, index: int) -> Annotation: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Annotation, ...]: ...
    def __getitem__(self, index: int | slice) -> Annotation | tuple[Annotation, ...]:
        if isinstance(index, slice):
            return tuple(self[at] for at in range(*index.indices(len(self))))
        at = index + len(self) if index < 0 else index
        if not 0 <= at < len(self):
            raise IndexError(index)
        chunk = bisect_right(self._ends, at)
        before = self._ends[chunk - 1] if chunk else 0
        return self._chunks[chunk][at - before]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(self) != len(other):
            return False
        if isinstance(other, ByPlace) and self._ends == other._ends:
            return self._chunks == other._chunks  # most are the same objects
        return tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({list(self)!r})"


class Keyed(Mapping[_Key, _Value]):
    """Values by key."""

    __slots__ = ("_mask", "_shards")

    def __init__(self, items: Iterable[tuple[_Key, _Value]] = ()) -> None:
        """Keep them; of one key, the last."""
        held = dict(items)
        # A few are copied faster than they are divided.
        self._mask = (1 << _SHARD_BITS) - 1 if len(held) > 2 * _CHUNK else 0
        shards: list[dict[_Key, _Value]] = [{} for _ in range(self._mask + 1)]
        for key, one in held.items():
            shards[hash(key) & self._mask][key] = one
        self._shards = tuple(shards)

    def without(self, key: _Key) -> Self:
        """All but that one; KeyError when it is not here."""
        shard = dict(self._shards[hash(key) & self._mask])
        del shard[key]
        return self._with_shard(key, shard)

    def having(self, key: _Key, value: _Value) -> Self:
        """These and one more, or another in its place."""
        shard = {**self._shards[hash(key) & self._mask], key: value}
        return self._with_shard(key, shard)

    def with_changes(
        self, removed: Iterable[_Key], added: Mapping[_Key, _Value]
    ) -> Self:
        """All but `removed`, and `added`; KeyError when one to remove is not here."""
        shards = list(self._shards)
        fresh: set[int] = set()

        def own(key: _Key) -> dict[_Key, _Value]:
            at = hash(key) & self._mask
            if at not in fresh:
                fresh.add(at)
                shards[at] = dict(shards[at])
            return shards[at]

        for key in removed:
            del own(key)[key]
        for key, value in added.items():
            own(key)[key] = value
        changed = object.__new__(type(self))
        changed._mask = self._mask
        changed._shards = tuple(shards)
        return changed

    def _with_shard(self, key: _Key, shard: dict[_Key, _Value]) -> Self:
        at = hash(key) & self._mask
        changed = object.__new__(type(self))
        changed._mask = self._mask
        changed._shards = (*self._shards[:at], shard, *self._shards[at + 1 :])
        return changed

    def __getitem__(self, key: _Key) -> _Value:
        return self._shards[hash(key) & self._mask][key]

    def __iter__(self) -> Iterator[_Key]:
        return chain.from_iterable(self._shards)

    def __len__(self) -> int:
        return sum(map(len, self._shards))


class ById(Keyed[str, "Annotation"]):
    """By id."""

    __slots__ = ()

    def __init__(self, annotations: Iterable[Annotation] = ()) -> None:
        """Keep them; their ids differ."""
        super().__init__((one.id, one) for one in annotations)

    def adding(self, annotation: Annotation) -> Self:
        """These and one more, or another in its place."""
        return self.having(annotation.id, annotation)
