"""The lessons, as data: what to do, when it is done, and the shortest way there.

`{sentence-next}` in a sentence stands for the reader's key of that command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from annotate.tui.tutor.goals import (
    Accepted,
    Described,
    Found,
    HasPage,
    InFront,
    Linked,
    NoPage,
    Rejected,
    Selected,
    Tagged,
    Untagged,
)

if TYPE_CHECKING:
    from annotate.tui.tutor.goals import Goal

__all__ = ["LESSONS", "JumpLabel", "Lesson", "Typed"]


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
    has_suggestions: bool = False
    """Whether suggestions show when it begins."""
    beside: str = ""
    """The text that has to be in sight in the other pane; "" for none."""


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
        "suggest", "Accept a suggestion",
        "{suggestions} shows suggestions, {suggestion-next} goes to one, {adopt} "
        "accepts: 210 wet cellars.",
        "{suggestion-next} {adopt}; {suggestions} shows and hides them, {undo} undoes.",
        "The clerk counts",
        (Accepted("number", "210 wet cellars"),),
        ("suggestions", "suggestion-next", "adopt"),
    ),
    Lesson(
        "accept-as", "Accept as another label",
        "“No boat sank” is no claim: {suggestion-next}, and {tag-denial} accepts it "
        "as a denial.",
        "{suggestion-next} {tag-denial}; {suggestion-previous} is back, {undo} undoes.",
        "9 fallen houses",
        (Accepted("denial", "No boat sank"),),
        ("suggestion-next", "tag-denial"),
        has_suggestions=True,
    ),
    Lesson(
        "reject", "Reject a suggestion",
        "1894 is a year, no number: {suggestion-next} goes to it, {remove} rejects it "
        "for good.",
        "{suggestion-next} {remove}; {suggestion-previous} goes back, {undo} undoes.",
        "The mill of",
        (Rejected("number", "1894"),),
        ("suggestion-next", "remove"),
        has_suggestions=True,
    ),
    Lesson(
        "accept-all", "Accept all of a label",
        "{suggestion-next}, and {accept-all} accepts all suggestions of this label: "
        "sheep, goats, carts.",
        "{suggestion-next} {accept-all}; {undo} undoes all of them.",
        "Lost are",
        (
            Accepted("number", "60 sheep"),
            Accepted("number", "14 goats"),
            Accepted("number", "3 carts"),
        ),
        ("suggestion-next", "accept-all"),
        has_suggestions=True,
    ),
    Lesson(
        "details", "Describe a tag",
        "{details} opens the form of a tag: this denial is flat; then Enter saves.",
        "{details}, f for flat, Enter; Esc leaves the tag as it was.",
        "denied that the pumps",
        (Described("denial", "denied that the pumps had failed", "strength", "flat"),),
        ("details", Typed("f"), Typed("enter")),
    ),
    Lesson(
        "link", "Link a denial and a claim",
        "{link} and the letter at “the pumps” link the denial with its claim.",
        "{link}, the letter at the claim; {undo} undoes.",
        "denied that the pumps",
        (
            Linked(
                "denies", "denied that the pumps had failed", "the pumps had failed"
            ),
        ),
        ("link", JumpLabel("the pumps had failed")),
    ),
    Lesson(
        "conflict", "Link across panes",
        "6 houses or 9? {link}, o for conflicts, the letter at 9 fallen houses.",
        "{link} o, the letter at 9 fallen houses; {undo} undoes.",
        "6 houses",
        (Linked("conflicts", "6 houses", "9 fallen houses"),),
        ("link", Typed("o"), JumpLabel("9 fallen houses")),
        beside="9 fallen houses",
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
