"""A bar on stderr for work that takes longer than a moment."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from click._termui_impl import ProgressBar

__all__ = ["byte_bar", "can_show", "progress"]

_Item = TypeVar("_Item")

MOMENT: Final = 0.5
"""Seconds of silence before the bar appears."""


def can_show(*, stdout_is_data: bool = False) -> bool:
    """Whether a bar would be seen, and not stand in the middle of data on a screen."""
    return sys.stderr.isatty() and not (stdout_is_data and sys.stdout.isatty())


def progress(
    items: Iterable[_Item],
    label: str,
    total: int,
    *,
    size: Callable[[_Item], int] = lambda _item: 1,
    shown: bool = True,
) -> Iterator[_Item]:
    """The items, while a bar tells how much of `total` has been handed out."""
    if not (shown and can_show()):
        yield from items
        return
    appears = time.monotonic() + MOMENT
    done = 0
    rest = iter(items)
    for item in rest:
        yield item
        done += size(item)
        if time.monotonic() >= appears:
            break
    else:
        return
    with click.progressbar(length=total, label=label, file=sys.stderr) as bar:
        bar.update(done)
        for item in rest:
            yield item
            bar.update(size(item))


@contextmanager
def byte_bar(label: str, total: int) -> Iterator[Callable[[int], object]]:
    """A function that is told of bytes done, and shows a bar after a moment."""
    if not can_show() or not total:
        yield lambda _count: None
        return
    appears = time.monotonic() + MOMENT
    waiting = 0
    with ExitStack() as shown:
        bars: list[ProgressBar[int]] = []

        def told(count: int) -> None:
            nonlocal waiting
            waiting += count
            if time.monotonic() < appears:
                return
            if not bars:
                bar = click.progressbar(length=total, label=label, file=sys.stderr)
                bars.append(shown.enter_context(bar))
            bars[0].update(waiting)
            waiting = 0

        yield told
