"""How far a reader is with the lessons, and the keys used. Pure; no Textual."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from annotate.tui.tutor.goals import Standing
    from annotate.tui.tutor.planning import Planned

__all__ = ["Course", "Figure", "figure_lines", "panel_rows", "praise"]

_SPARE_KEYS = 3
"""A hint comes with the key after these and twice the fewest."""


class Figure(NamedTuple):
    """What a lesson took."""

    title: str
    keys: int
    fewest: int
    """With what is taught so far."""
    is_skipped: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """The lessons, those that are behind, and the one that is on."""

    lessons: tuple[Planned, ...]
    figures: tuple[Figure, ...] = ()
    """Of the lessons behind, in order."""
    is_on: bool = False
    """Whether the lesson has begun: the cursor stands at its place."""
    reached: int = 0
    """Goals of the lesson that have come true."""
    keys: int = 0
    """Keys used in the lesson."""
    is_writing: bool = False
    """Whether the last key was typed into a field."""

    @property
    def lesson(self) -> Planned | None:
        """The lesson that is on or next; None behind the last."""
        at = len(self.figures)
        return self.lessons[at] if at < len(self.lessons) else None

    @property
    def wants_hint(self) -> bool:
        """Whether so many keys were used that a hint is welcome."""
        lesson = self.lesson
        return lesson is not None and self.keys > 2 * lesson.fewest + _SPARE_KEYS

    def begun(self) -> Course:
        """With the lesson on."""
        return replace(self, is_on=self.lesson is not None)

    def with_key(self, *, is_writing: bool = False) -> Course:
        """With one more key used; none counts between lessons.

        A text that is typed into a field counts as one key, also when it is typed in
        full.
        """
        if not self.is_on:
            return self
        more = 0 if is_writing and self.is_writing else 1
        return replace(self, keys=self.keys + more, is_writing=is_writing)

    def seeing(self, standing: Standing) -> Course:
        """With the goals that have come true; behind the last one the next lesson."""
        lesson = self.lesson
        if lesson is None or not self.is_on:
            return self
        goals, reached = lesson.lesson.goals, self.reached
        while reached < len(goals) and goals[reached].holds(standing):
            reached += 1
        if reached < len(goals):
            return replace(self, reached=reached)
        return self._behind(lesson, is_skipped=False)

    def skipped(self) -> Course:
        """With the next lesson instead of this one."""
        lesson = self.lesson
        return self if lesson is None else self._behind(lesson, is_skipped=True)

    def _behind(self, lesson: Planned, *, is_skipped: bool) -> Course:
        figure = Figure(lesson.lesson.title, self.keys, lesson.fewest, is_skipped)
        return Course(self.lessons, (*self.figures, figure))


def _counted(keys: int) -> str:
    return f"{keys} key{'' if keys == 1 else 's'}"


def panel_rows(course: Course, skip_key: str, quit_key: str, width: int) -> list[str]:
    """The task, and under it the keys used with what else there is to know.

    Behind the last lesson one row. A row is cut into several where it does not fit.
    """
    lesson = course.lesson
    if lesson is None:
        rows = [f"All lessons are behind you: {quit_key} leaves."]
    else:
        number = f"{len(course.figures) + 1}/{len(course.lessons)}"
        rest = f"{skip_key} skips, {quit_key} leaves"
        if course.wants_hint:
            rest = lesson.hint
        used = f"{_counted(course.keys)}, fewest {lesson.fewest}"
        rows = [f"{number} {lesson.task}", f"{used} · {rest}"]
    # A cell stays free at the left and the right.
    room = max(width - 2, 10)
    return [f" {part}" for row in rows for part in textwrap.wrap(row, room)]


def praise(figure: Figure) -> str:
    """What to say to who has reached the goals of a lesson."""
    title = figure.title.lower()
    if figure.keys > figure.fewest:
        return f"Well done: {title} took {figure.keys}, {figure.fewest} would do"
    if figure.keys < figure.fewest:
        return f"Well done, with fewer keys than are taught: {title}"
    return f"Well done, with the fewest keys: {title}"


def figure_lines(course: Course) -> list[str]:
    """The keys of each lesson behind beside the fewest, and of those done in all."""
    done = [one for one in course.figures if not one.is_skipped]
    lines = [f"{'':<27}{'keys':>6}{'fewest':>8}"]
    lines += [
        f"{one.title:<27}{'skipped' if one.is_skipped else one.keys:>6}"
        + ("" if one.is_skipped else f"{one.fewest:>8}")
        for one in course.figures
    ]
    keys, fewest = sum(one.keys for one in done), sum(one.fewest for one in done)
    count = f"{len(done)} of {len(course.lessons)} lessons"
    return [*lines, f"{count:<27}{keys:>6}{fewest:>8}"]
