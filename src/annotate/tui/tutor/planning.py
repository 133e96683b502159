"""The lessons with the keys of a reader's keymap. Pure; no Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotate.tui.keymap import shown_key
from annotate.tui.tutor.lessons import LESSONS, Typed

if TYPE_CHECKING:
    from annotate.tui.keymap import Keymap
    from annotate.tui.tutor.lessons import JumpLabel, Lesson

__all__ = ["Planned", "planned"]


class Planned(NamedTuple):
    """A lesson for one keymap."""

    lesson: Lesson
    task: str
    hint: str
    keys: tuple[str | JumpLabel, ...]
    """The shortest way, key by key."""

    @property
    def fewest(self) -> int:
        """The fewest keys that do."""
        return len(self.keys)


def planned(keymap: Keymap) -> tuple[Planned, ...]:
    """The lessons with the reader's keys; none whose commands have no key any more."""
    keys = {one.id: one.keys[0] for one in keymap.commands if one.keys}
    names = {one.id: f"(:) {one.title}" for one in keymap.commands}
    names |= {name: shown_key(key) for name, key in keys.items()}
    found = []
    for lesson in LESSONS:
        needed = [step for step in lesson.way if isinstance(step, str)]
        if all(step in keys for step in needed):
            way: list[str | JumpLabel] = []
            for step in lesson.way:
                if isinstance(step, str):
                    way += keys[step].split(" ")
                else:
                    way.append(step.key if isinstance(step, Typed) else step)
            task = lesson.task.format_map(names)
            hint = lesson.hint.format_map(names)
            found.append(Planned(lesson, task, hint, tuple(way)))
    return tuple(found)
