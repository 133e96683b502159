"""The rules over many texts: in this process, or in several where that pays."""

from __future__ import annotations

import os
import signal
from collections import deque
from typing import TYPE_CHECKING, Final, TypeVar

from annotate.errors import AnnotateError
from annotate.suggest.joined import TOGETHER, propose_all, ranked_all
from annotate.suggest.proposal import proposals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from annotate.suggest.proposal import Proposal, Ranked

__all__ = ["WorkerLost", "cores", "suggested"]

SMALL: Final = 3_000_000
"""Code points up to which the work is done before workers have started."""
_BATCH: Final = 200_000
"""Code points sent to a worker at once."""
_WAITING: Final = 3
"""Batches for each worker that are under way at once, so that memory stays small."""

_Item = TypeVar("_Item")


class WorkerLost(AnnotateError):
    """A worker process ended in the middle of its work."""

    def __init__(self) -> None:
        super().__init__(
            "A worker process was ended from outside (is memory short?) and nothing "
            "was changed; try again with fewer --jobs."
        )


def cores() -> int:
    """How many processes can run at once here."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def suggested(
    items: Iterable[_Item],
    text: Callable[[_Item], str],
    roles: Sequence[str],
    *,
    size: int,
    jobs: int,
) -> Iterator[tuple[_Item, tuple[Proposal, ...]]]:
    """Each item with what the rules propose for its text, in the items' order.

    Args:
        items: read as they are needed.
        text: of an item.
        roles: to propose for.
        size: code points of all texts together; a small job stays in this process.
        jobs: processes at most.

    Raises:
        WorkerLost: a worker did not come back.
    """
    if jobs < 2 or size <= SMALL:
        for batch in _batches(items, text, 2 * TOGETHER):
            found = propose_all([text(item) for item in batch], roles)
            yield from zip(batch, found, strict=True)
        return
    yield from _in_workers(items, text, roles, jobs)


def _in_workers(
    items: Iterable[_Item],
    text: Callable[[_Item], str],
    roles: Sequence[str],
    jobs: int,
) -> Iterator[tuple[_Item, tuple[Proposal, ...]]]:
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  big jobs only
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415  the same
    from multiprocessing import get_context  # noqa: PLC0415  the same

    pool = ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_prepare_worker
    )
    waiting: deque[tuple[list[_Item], Future[list[list[Ranked]]]]] = deque()
    try:
        for batch in _batches(items, text, _BATCH):
            texts = [text(item) for item in batch]
            waiting.append((batch, pool.submit(ranked_all, texts, tuple(roles))))
            if len(waiting) >= jobs * _WAITING:
                done, future = waiting.popleft()
                yield from zip(done, map(proposals, future.result()), strict=True)
        while waiting:
            done, future = waiting.popleft()
            yield from zip(done, map(proposals, future.result()), strict=True)
    except BrokenProcessPool as error:
        raise WorkerLost from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _batches(
    items: Iterable[_Item], text: Callable[[_Item], str], size: int
) -> Iterator[list[_Item]]:
    """The items in batches of so many code points, the last item of each included."""
    batch: list[_Item] = []
    held = 0
    for item in items:
        batch.append(item)
        held += len(text(item))
        if held >= size:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _prepare_worker() -> None:
    """Leave Ctrl-C to the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
