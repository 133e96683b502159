"""The lessons, as data: what to do, when it is done, and the shortest way there.

`{sentence-next}` in a sentence stands for the reader's key of that command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from annotate.tui.keymap import shown_key
from annotate.tui.tutor.goals import (
    Found,
    HasPage,
    InFront,
    NoPage,
    Selected,
    Tagged,
    Untagged,
)

if TYPE_CHECKING:
    from annotate.tui.keymap import Keymap
    from annotate.tui.tutor.goals import Goal

__all__ = ["LESSONS", "JumpLabel", "Lesson", "Planned", "Typed", "planned"]


class Typed(NamedTuple):
    """A key that is typed as it is, whatever the keymap says."""

    key: str


class JumpLabel(NamedTuple):
    """The letter that a jump shows at a place."""

    quote: str


class Lesson(NamedTuple):
    """One thing to learn."""

    id: str
    title: str
    """A few words, for the figures at the end."""
    task: str
    """One sentence, for the line over the panes."""
    hint: str
    """For a reader who has used too many keys."""
    start: str
    """The text at whose beginning the bare cursor is put."""
    goals: tuple[Goal, ...]
    """What has to come true, one after another."""
    way: tuple[str | Typed | JumpLabel, ...]
    """The shortest way with what is taught so far: ids of commands, and plain keys."""


LESSONS: Final = (
    Lesson(
        "select", "Select a sentence",
        "{sentence-next} selects a sentence, and again the next: select the second.",
        "{sentence-next} {sentence-next}; {sentence-previous} goes back.",
        "The river Orle left",
        (Selected("The water stood 2.4 metres deep in the old market of Ostrey."),),
        ("sentence-next", "sentence-next"),
    ),
    Lesson(
        "claim", "Tag what is at the cursor",
        "{tag-claim} tags as claim what the cursor is in: “Some 300 people … hill”.",
        "{collapse} drops the selection; go into the sentence, then {tag-claim}.",
        "Some 300 people",
        (Tagged("claim", "Some 300 people slept in the school on the hill"),),
        ("tag-claim",),
    ),
    Lesson(
        "quote", "Tag a quotation",
        "{quotation-next} selects the next quotation; tag the baker's with "
        "{tag-quote}, as quote.",
        "{text-start} goes to the top; {quotation-next}, then {tag-quote}.",
        "Some 300 people",
        (Tagged("quote", "“We heard the bank break,”"),),
        ("quotation-next", "tag-quote"),
    ),
    Lesson(
        "numbers", "Tag numbers",
        "{number-next} selects a number, {tag-number} tags it, {repeat} repeats: "
        "12 pumps and 7,000 crowns.",
        "{number-next} {tag-number} {number-next} {repeat}; {number-previous} is back.",
        "The town had bought",
        (Tagged("number", "12 pumps"), Tagged("number", "7,000 crowns")),
        ("number-next", "tag-number", "number-next", "repeat"),
    ),
    Lesson(
        "extend", "Extend a selection",
        "{extend-sentence-next} extends: tag “The council … built” as one claim.",
        "{sentence-next} {extend-sentence-next} {tag-claim}, from the sentence's "
        "start.",
        "The council had",
        (
            Tagged(
                "claim", "The council had promised a higher wall. It was never built"
            ),
        ),
        ("sentence-next", "extend-sentence-next", "tag-claim"),
    ),
    Lesson(
        "expand", "Grow and shrink a selection",
        "{expand} grows, {shrink} shrinks: from 7,000 crowns to its clause and back.",
        "{number-next}, {expand}, {shrink}; again {expand}: sentence, paragraph.",
        "7,000 crowns",
        (Selected("Each cost 7,000 crowns"), Selected("7,000 crowns")),
        ("number-next", "expand", "shrink"),
    ),
    Lesson(
        "amend", "Amend the tag just made",
        "{tag-claim} tags, {drop-last-word} then takes out the last word: “the water "
        "… Friday”.",
        "{tag-claim} {drop-last-word}; {drop-first-word} drops the first word, "
        "{take-word-behind} takes one in.",
        "But the water",
        (Tagged("claim", "the water fell by Friday"),),
        ("tag-claim", "drop-last-word"),
    ),
    Lesson(
        "undo", "Undo and redo",
        "Tag 2.4 metres with {tag-number}, take it back with {undo}, and redo it "
        "with {redo}.",
        "{undo} undoes your last action, {redo} does it again, on any day.",
        "2.4 metres",
        (
            Tagged("number", "2.4 metres"),
            Untagged("number", "2.4 metres"),
            Tagged("number", "2.4 metres"),
        ),
        ("tag-number", "undo", "redo"),
    ),
    Lesson(
        "remove", "Remove a tag",
        "{annotation-next} goes to the next tag, {remove} removes it: Lowgate is no "
        "number.",
        "{annotation-next} to Lowgate, {remove}; {annotation-previous} goes back.",
        "The bridge at",
        (Untagged("number", "Lowgate"),),
        ("annotation-next", "remove"),
    ),
    Lesson(
        "search", "Another pane, and search",
        "{pane-2} goes to the second article; {search} searches, Enter ends: find "
        "zinc there.",
        "{pane-2}, then {search}, the first letters of zinc, and Enter.",
        "The river Orle left",
        (InFront("zinc"), Found("zinc")),
        ("pane-2", "search", Typed("z"), Typed("enter")),
    ),
    Lesson(
        "relabel", "Relabel a tag",
        "{relabel} and a label's key relabel: “No shop was robbed” is a denial.",
        "{annotation-next} {relabel} {tag-denial}, from the top; {text-start} goes "
        "there.",
        "The shops of",
        (
            Tagged("denial", "No shop was robbed"),
            Untagged("claim", "No shop was robbed"),
        ),
        ("annotation-next", "relabel", "tag-denial"),
    ),
    Lesson(
        "jump", "Jump to a word",
        "{jump} puts letters on words: go to “Bread”, tag its sentence as claim.",
        "{jump}, the letters at Bread, {tag-claim}.",
        "The shops of",
        (Tagged("claim", "Bread costs 30 percent more than in May"),),
        ("jump", JumpLabel("Bread"), "tag-claim"),
    ),
    Lesson(
        "next", "Tag the next thing",
        "{tag-next-number} tags the next number, {move-on} takes the one behind "
        "instead: 40 sacks.",
        "{tag-next-number}, then {move-on}, from the top; {text-start} goes there.",
        "The shops of",
        (Tagged("number", "40 sacks"), Untagged("number", "30 percent")),
        ("tag-next-number", "move-on"),
    ),
    Lesson(
        "leader", "The rarer keys",
        "Space leads to rarer keys: {guidelines} tells of the labels, Esc closes it.",
        "{guidelines}, then Esc.",
        "The shops of",
        (HasPage(), NoPage()),
        ("guidelines", Typed("escape")),
    ),
    Lesson(
        "help", "Help",
        "{help} shows all keys: look at them, and close the page with Esc.",
        "{help}, then Esc.",
        "The shops of",
        (HasPage(), NoPage()),
        ("help", Typed("escape")),
    ),
)  # fmt: skip


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
