"""Keys pressed in several programs by turns, so that noise meets all of them alike."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plans import Key
    from terminal import Frame, Program

__all__ = ["Samples", "alternate"]

_GAP_S = 0.02


@dataclass(frozen=True, slots=True)
class Samples:
    """What one program's keys gave."""

    frames: tuple[Frame, ...]
    silent: tuple[str, ...]
    """Measured keys that painted nothing: a plan that runs into the text's end."""

    @property
    def last_ms(self) -> list[float]:
        """Key to the last byte, a time for each frame."""
        return [frame.last_ms for frame in self.frames]

    @property
    def shown_ms(self) -> list[float]:
        """Key to the end of the first frame, a time for each frame."""
        return [frame.shown_ms for frame in self.frames]

    @property
    def note(self) -> str:
        """What a reader of the figures must know of them; mostly nothing."""
        return f"silent: {' '.join(self.silent)}" if self.silent else ""


def alternate(
    programs: Sequence[Program], plans: Sequence[Sequence[Key]], warm_up: int = 10
) -> tuple[Samples, ...]:
    """Key 1 of each plan to its program, then key 2 of each, and so on.

    The first `warm_up` keys are pressed and not counted. Plans may differ in length.
    """
    chance = random.Random(0)  # noqa: S311 - gaps, not secrets
    frames: list[list[Frame]] = [[] for _ in programs]
    silent: list[list[str]] = [[] for _ in programs]
    for turn, keys in enumerate(zip_longest(*plans)):
        for place, (program, key) in enumerate(zip(programs, keys, strict=True)):
            if key is None:
                continue
            frame = program.press(key.data)
            if turn >= warm_up and key.measured:
                if frame is None:
                    silent[place].append(key.name)
                else:
                    frames[place].append(frame)
            time.sleep(_GAP_S * (1 + chance.random()))
    return tuple(
        Samples(tuple(some), tuple(none))
        for some, none in zip(frames, silent, strict=True)
    )
