"""The annotations of an article, found by place.

The *stack* at an offset is its annotations, outermost first: by start, then longest
first, then the order of the labels, then id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from annotate.model import Annotation

__all__ = ["SpanIndex"]

_BUCKET_BITS = 8
_PAGE_BITS = 6
"""Buckets are kept in pages, so that a change copies one page and not all of them."""
_LONG_BUCKETS = 64


class SpanIndex:
    """Annotations of one article, found by place; it does not know any width.

    An index never changes; `with_changes` gives the next one and shares what is the
    same. A lookup costs by the annotations around, not by those of the article.
    """

    __slots__ = ("_count", "_long", "_pages", "_rank")

    def __init__(
        self, annotations: Iterable[Annotation], label_order: Iterable[str] = ()
    ) -> None:
        """The index of accepted annotations.

        Args:
            annotations: In any order; their ids differ.
            label_order: Ids of labels as the scheme has them; it settles the order of
                annotations of one span. Labels that are not named come behind, by id.
        """
        self._rank = {label: rank for rank, label in enumerate(label_order)}
        ordered = sorted(annotations, key=self._order)
        buckets: dict[int, list[Annotation]] = {}
        long = []
        for annotation in ordered:
            first, last = _buckets_of(annotation)
            if last - first >= _LONG_BUCKETS:
                long.append(annotation)
                continue
            for bucket in range(first, last + 1):
                if bucket in buckets:
                    buckets[bucket].append(annotation)
                else:
                    buckets[bucket] = [annotation]
        self._pages: dict[int, dict[int, tuple[Annotation, ...]]] = {}
        for bucket, held in buckets.items():
            page = self._pages.setdefault(bucket >> _PAGE_BITS, {})
            page[bucket] = tuple(held)
        self._long = tuple(long)
        self._count = len(ordered)

    def __len__(self) -> int:
        return self._count

    def at(self, offset: int) -> tuple[Annotation, ...]:
        """The stack at `offset`, outermost first."""
        return self.between(offset, offset + 1)

    def between(self, start: int, end: int) -> tuple[Annotation, ...]:
        """Annotations that share a code point with [start, end), in stack order."""

        def overlaps(annotation: Annotation) -> bool:
            return annotation.span.start < end and start < annotation.span.end

        return self._found(start, end, overlaps)

    def starting(self, start: int, end: int) -> tuple[Annotation, ...]:
        """Annotations that start in [start, end), in stack order."""

        def starts(annotation: Annotation) -> bool:
            return start <= annotation.span.start < end

        return self._found(start, end, starts)

    def with_changes(
        self, removed: Iterable[Annotation], added: Iterable[Annotation]
    ) -> Self:
        """The index without `removed` and with `added`; this one stays as it is.

        A changed annotation is removed as it was and added as it is.

        Raises:
            KeyError: An annotation to remove is not here with that id and span.
        """
        index = object.__new__(type(self))
        index._rank = self._rank
        index._pages = dict(self._pages)
        index._long = self._long
        index._count = self._count
        for annotation in removed:
            index._remove(annotation)
        for annotation in added:
            index._add(annotation)
        return index

    def _found(
        self, start: int, end: int, is_wanted: Callable[[Annotation], bool]
    ) -> tuple[Annotation, ...]:
        if end <= start or end <= 0:
            return ()
        first = max(start, 0) >> _BUCKET_BITS
        found = [held for held in self._held(first) if is_wanted(held)]
        for bucket in range(first + 1, (end - 1 >> _BUCKET_BITS) + 1):
            # Those that started further left were found in an earlier bucket.
            found += [
                held
                for held in self._held(bucket)
                if held.span.start >> _BUCKET_BITS == bucket and is_wanted(held)
            ]
        if self._long:
            found += filter(is_wanted, self._long)
            found.sort(key=self._order)
        return tuple(found)

    def _held(self, bucket: int) -> tuple[Annotation, ...]:
        page = self._pages.get(bucket >> _PAGE_BITS)
        return () if page is None else page.get(bucket, ())

    def _hold(self, bucket: int, held: tuple[Annotation, ...]) -> None:
        """Change one bucket in a page of its own: others may share the page."""
        page = dict(self._pages.get(bucket >> _PAGE_BITS, ()))
        if held:
            page[bucket] = held
        else:
            del page[bucket]
        self._pages[bucket >> _PAGE_BITS] = page

    def _remove(self, annotation: Annotation) -> None:
        first, last = _buckets_of(annotation)
        if last - first >= _LONG_BUCKETS:
            self._long = _without(self._long, annotation)
        else:
            for bucket in range(first, last + 1):
                self._hold(bucket, _without(self._held(bucket), annotation))
        self._count -= 1

    def _add(self, annotation: Annotation) -> None:
        first, last = _buckets_of(annotation)
        if last - first >= _LONG_BUCKETS:
            self._long = tuple(sorted((*self._long, annotation), key=self._order))
        else:
            for bucket in range(first, last + 1):
                held = (*self._held(bucket), annotation)
                self._hold(bucket, tuple(sorted(held, key=self._order)))
        self._count += 1

    def _order(self, annotation: Annotation) -> tuple[int, int, int, str, str]:
        span, label = annotation.span, annotation.label
        rank = self._rank.get(label, len(self._rank))
        return span.start, -span.end, rank, label, annotation.id


def _buckets_of(annotation: Annotation) -> tuple[int, int]:
    span = annotation.span
    return span.start >> _BUCKET_BITS, span.end - 1 >> _BUCKET_BITS


def _without(
    held: tuple[Annotation, ...], annotation: Annotation
) -> tuple[Annotation, ...]:
    kept = tuple(other for other in held if other.id != annotation.id)
    if len(kept) == len(held):
        raise KeyError(annotation.id)
    return kept
