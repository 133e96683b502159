"""THE command table: every key, palette entry, footer hint and help line comes from it.

Keys are written as the reader names them: one printable character as itself, other
keys by name ("tab", "shift+left", "ctrl+z"), and a rarer command as "space x": the
leader, then the key.
"""

from __future__ import annotations

from enum import Enum, StrEnum
from string import ascii_lowercase, ascii_uppercase
from typing import TYPE_CHECKING, NamedTuple

from annotate.desk.intents import (
    AcceptAll,
    Adopt,
    ClosePane,
    FocusPane,
    Move,
    MoveOn,
    MovePane,
    NextAnnotation,
    NextPane,
    NextSuggestion,
    NextUntagged,
    Remove,
    Repeat,
    Resize,
    Shape,
    Tag,
    TagNext,
    Toggle,
    ToggleKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotate.desk.intents import Intent
    from annotate.model import Label, Scheme

__all__ = ["Act", "Command", "Group", "RowMotion", "RowStep", "commands_for"]


class Group(StrEnum):
    """The heading a command stands under in help."""

    TAG = "Tag"
    TAGS = "Tags that are there"
    SELECT = "Select"
    MOVE = "Move"
    SHAPE = "Shape the selection"
    FIND = "Find"
    PANES = "Articles and panes"
    DECIDE = "Decide"
    WORK = "Work"
    SCREEN = "Screen"


class RowStep(Enum):
    """Where a motion over wrapped rows goes; only the screen knows rows."""

    DOWN = "down"
    UP = "up"
    PAGE_DOWN = "page down"
    PAGE_UP = "page up"
    START = "start"
    END = "end"


class RowMotion(NamedTuple):
    """A motion over the rows as they are wrapped now."""

    step: RowStep
    extend: bool = False


class Act(Enum):
    """What the screen itself does."""

    UNDO = "undo"
    REDO = "redo"
    RELABEL = "relabel"
    DETAILS = "details"
    LINK = "link"
    UNLINK = "unlink"
    OTHER_END = "other-end"
    DENIALS = "denials"
    CONFLICTS = "conflicts"
    AGREEMENT = "agreement"
    JUMP = "jump"
    JUMP_EXTEND = "jump-extend"
    SEARCH = "search"
    SEARCH_ALL = "search-all"
    SEARCH_NEXT = "search-next"
    SEARCH_PREVIOUS = "search-previous"
    SEARCH_SELECTION = "search-selection"
    OPEN_HERE = "open-here"
    OPEN_BESIDE = "open-beside"
    NEXT_ARTICLE = "next-article"
    TITLE = "title"
    ADJUDICATE = "adjudicate"
    PROGRESS = "progress"
    BACK = "back"
    REASON = "reason"
    ACCEPT_AGREED = "accept-agreed"
    DONE = "done"
    SKIP = "skip"
    COPY = "copy"
    INSPECTOR = "inspector"
    INSPECTOR_KEYS = "inspector-keys"
    INSPECTOR_LABEL = "inspector-label"
    GUIDELINES = "guidelines"
    DARK = "dark"
    HELP = "help"
    PALETTE = "palette"
    SUSPEND = "suspend"
    QUIT = "quit"


class Command(NamedTuple):
    """One thing the reader can ask for."""

    id: str
    keys: tuple[str, ...]
    title: str
    """A few words, for palette and footer."""
    help: str
    """One sentence, for help and docs."""
    group: Group
    wish: Intent | RowMotion | Act


def _motions() -> tuple[Command, ...]:
    rows = (
        ("word-next", "w", "W", "Next word", "the word here or the next one"),
        ("word-previous", "b", "B", "Previous word", "the word before"),
        ("sentence-next", "s", "S", "Sentence", "the sentence here, then the next one"),
        ("sentence-previous", "a", "A", "Previous sentence", "the sentence before"),
        ("paragraph-next", "p", "P", "Paragraph", "the paragraph here, then the next"),
        ("paragraph-previous", "o", "O", "Previous paragraph", "the paragraph before"),
    )
    found = []
    for name, key, capital, title, what in rows:
        more = {"word-next": ("ctrl+right",), "word-previous": ("ctrl+left",)}
        extends = {
            "word-next": ("ctrl+shift+right",),
            "word-previous": ("ctrl+shift+left",),
        }
        found += [
            Command(
                name,
                (key, *more.get(name, ())),
                title,
                f"Select {what}.",
                Group.SELECT,
                Move(name),
            ),
            Command(
                f"extend-{name}",
                (capital, *extends.get(name, ())),
                f"Extend: {title[0].lower()}{title[1:]}",
                f"Extend the selection by {what}.",
                Group.SELECT,
                Move(name, extend=True),
            ),
        ]
    return tuple(found)


def _chars_and_rows() -> tuple[Command, ...]:
    def rows(step: RowStep) -> tuple[RowMotion, RowMotion]:
        return RowMotion(step), RowMotion(step, extend=True)

    def move(name: str) -> tuple[Move, Move]:
        return Move(name), Move(name, extend=True)

    steps = (
        ("left", ("h", "left"), ("H", "shift+left"), "Left", move("char-previous")),
        ("down", ("j", "down"), ("J", "shift+down"), "Down", rows(RowStep.DOWN)),
        ("up", ("k", "up"), ("K", "shift+up"), "Up", rows(RowStep.UP)),
        ("right", ("l", "right"), ("L", "shift+right"), "Right", move("char-next")),
        ("row-start", ("home",), ("shift+home",), "To the row's start",
         rows(RowStep.START)),
        ("row-end", ("end",), ("shift+end",), "To the row's end", rows(RowStep.END)),
        ("page-down", ("pagedown",), ("shift+pagedown",), "A page down",
         rows(RowStep.PAGE_DOWN)),
        ("page-up", ("pageup",), ("shift+pageup",), "A page up",
         rows(RowStep.PAGE_UP)),
        ("text-start", ("g", "ctrl+home"), ("ctrl+shift+home",), "To the top",
         move("text-start")),
        ("text-end", ("G", "ctrl+end"), ("ctrl+shift+end",), "To the bottom",
         move("text-end")),
    )  # fmt: skip
    return tuple(
        command
        for name, keys, extending, title, (plain, extended) in steps
        for command in (
            Command(
                name,
                keys,
                title,
                f"Go {title.lower()}; no selection.",
                Group.MOVE,
                plain,
            ),
            Command(
                f"extend-{name}",
                extending,
                f"Extend {title.lower()}",
                f"Extend the selection {title.lower()}.",
                Group.MOVE,
                extended,
            ),
        )
    )


def _fixed() -> tuple[Command, ...]:
    c, g = Command, Group
    return (
        c("number-next", ("#",), "Next number", "Select the next number with its unit.",
          g.SELECT, Move("number-next")),
        c("quotation-next", ('"',), "Next quotation",
          "Select the next quotation with its marks.", g.SELECT,
          Move("quotation-next")),
        c("number-previous", ("space #",), "Previous number",
          "Select the number before.", g.SELECT, Move("number-previous")),
        c("quotation-previous", ('space "',), "Previous quotation",
          "Select the quotation before.", g.SELECT, Move("quotation-previous")),
        c("reporting-cue-next", ("@",), "Next reporting cue",
          "Select the next word that says who says it: said, according to.",
          g.SELECT, Move("reporting-cue-next")),
        c("denial-cue-next", ("~",), "Next denial cue",
          "Select the next words that deny: denied, could not confirm.", g.SELECT,
          Move("denial-cue-next")),
        c("reporting-cue-previous", ("space @",), "Previous reporting cue",
          "Select the reporting cue before.", g.SELECT,
          Move("reporting-cue-previous")),
        c("denial-cue-previous", ("space ~",), "Previous denial cue",
          "Select the denial cue before.", g.SELECT, Move("denial-cue-previous")),
        c("untagged-next", ("!",), "Next untagged sentence",
          "Select the next sentence that has no tag of yours.", g.SELECT,
          NextUntagged()),
        c("untagged-previous", ("space !",), "Previous untagged sentence",
          "Select the sentence before that has no tag of yours.", g.SELECT,
          NextUntagged(backwards=True)),
        c("expand", ("x",), "Expand",
          "Grow the selection: word, number, quotation, clause, sentence, paragraph.",
          g.SHAPE, Shape.EXPAND),
        c("shrink", ("z",), "Shrink", "Shrink the selection the way it grew.",
          g.SHAPE, Shape.SHRINK),
        c("drop-first-word", ("<",), "Drop first word",
          "Take the first word out of the selection.", g.SHAPE,
          Shape.DROP_FIRST_WORD),
        c("drop-last-word", (">",), "Drop last word",
          "Take the last word out of the selection.", g.SHAPE, Shape.DROP_LAST_WORD),
        c("take-word-before", ("^",), "Take word before",
          "Take the word before the selection in.", g.SHAPE, Shape.TAKE_WORD_BEFORE),
        c("take-word-behind", ("$",), "Take word behind",
          "Take the word behind the selection in.", g.SHAPE, Shape.TAKE_WORD_BEHIND),
        c("drop-first-clause", ("V",), "Drop first clause",
          "Start the selection at its next clause.", g.SHAPE,
          Shape.DROP_FIRST_CLAUSE),
        c("drop-last-clause", ("Z",), "Drop last clause",
          "End the selection before its last clause.", g.SHAPE,
          Shape.DROP_LAST_CLAUSE),
        c("take-clause-before", ("T",), "Take clause before",
          "Start the selection a clause sooner.", g.SHAPE, Shape.TAKE_CLAUSE_BEFORE),
        c("take-clause-behind", ("X",), "Take clause behind",
          "End the selection a clause later.", g.SHAPE, Shape.TAKE_CLAUSE_BEHIND),
        c("start-more", ("_",), "Start one more",
          "Start the selection a character sooner.", g.SHAPE, Shape.START_MORE),
        c("start-less", ("+",), "Start one less",
          "Start the selection a character later.", g.SHAPE, Shape.START_LESS),
        c("end-less", ("{",), "End one less", "End the selection a character sooner.",
          g.SHAPE, Shape.END_LESS),
        c("end-more", ("}",), "End one more", "End the selection a character later.",
          g.SHAPE, Shape.END_MORE),
        c("swap-ends", ("i",), "Swap ends",
          "Move the other end of the selection from now on.", g.SHAPE,
          Shape.SWAP_ENDS),
        c("collapse", (";", "escape"), "Collapse", "Back to a bare cursor.", g.SHAPE,
          Shape.COLLAPSE),
        c("sticky", ("v",), "Sticky extend", "Every motion extends, until v again.",
          g.SHAPE, Toggle(ToggleKind.STICKY)),
        c("move-on", ("'",), "Not this, the next",
          "The tag just made goes on to the next thing of its kind.", g.TAG,
          MoveOn()),
        c("repeat", (".",), "Repeat the last tag", "Tag with the last label, here.",
          g.TAG, Repeat()),
        c("adopt", ("y",), "Accept, take over",
          "Make the suggestion or another's tag under the cursor your own as well.",
          g.TAG, Adopt()),
        c("accept-all", ("Y",), "Accept all of this label",
          "Make all suggestions of the active one's label in this article your own.",
          g.TAG, AcceptAll()),
        c("undo", ("u",), "Undo", "Undo your last action, in any article, any day.",
          g.TAG, Act.UNDO),
        c("redo", ("U",), "Redo", "Do again what was undone.", g.TAG, Act.REDO),
        c("annotation-next", ("tab",), "Next tag",
          "Select the next tag and make it active.", g.TAGS, NextAnnotation()),
        c("annotation-previous", ("shift+tab",), "Previous tag",
          "Select the tag before and make it active.", g.TAGS,
          NextAnnotation(backwards=True)),
        c("own-annotation-next", ("I",), "Next tag of yours",
          "Select your next tag and make it active.", g.TAGS,
          NextAnnotation(mine=True)),
        c("own-annotation-previous", ("space I",), "Previous tag of yours",
          "Select your tag before and make it active.", g.TAGS,
          NextAnnotation(backwards=True, mine=True)),
        c("suggestion-next", (")",), "Next suggestion",
          "Select the next suggestion: y accepts it, a label key as that label.",
          g.TAGS, NextSuggestion()),
        c("suggestion-previous", ("(",), "Previous suggestion",
          "Select the suggestion before and make it active.", g.TAGS,
          NextSuggestion(backwards=True)),
        c("relabel", ("r",), "Relabel", "Give the active tag another label: r, label.",
          g.TAGS, Act.RELABEL),
        c("resize", ("R",), "Resize",
          "Give the active tag the selection as its span.", g.TAGS, Resize()),
        c("remove", ("delete", "backspace"), "Remove",
          "Remove the active tag, or reject the active suggestion for good.",
          g.TAGS, Remove()),
        c("details", ("enter",), "Note and attributes",
          "Edit note and attributes of the active tag; another's are shown.",
          g.TAGS, Act.DETAILS),
        c("link", ("space l",), "Link",
          "Link the active tag with another one, in any pane.", g.TAGS, Act.LINK),
        c("unlink", ("space L",), "Unlink", "Remove a link of the active tag.", g.TAGS,
          Act.UNLINK),
        c("other-end", ("space k",), "Other end of the link",
          "Go to what the active tag is linked with, opening its article.", g.TAGS,
          Act.OTHER_END),
        c("denials", ("space u",), "Denials without a claim",
          "List the denials of all panes that are linked with no claim.", g.FIND,
          Act.DENIALS),
        c("conflicts", ("space x",), "Numbers that conflict",
          "List the numbers of all panes that cannot both be right.", g.FIND,
          Act.CONFLICTS),
        c("search", ("/",), "Search",
          "Search in this article while typing; /…/ is a pattern.", g.FIND, Act.SEARCH),
        c("search-all", ("\\",), "Search all panes",
          "Search in all panes while typing, with the hits of each.", g.FIND,
          Act.SEARCH_ALL),
        c("search-next", ("m",), "Next match",
          "Go to the next match, also in the next pane if all are searched.", g.FIND,
          Act.SEARCH_NEXT),
        c("search-previous", ("M",), "Previous match", "Go to the match before.",
          g.FIND, Act.SEARCH_PREVIOUS),
        c("search-selection", ("*",), "Find the selection everywhere",
          "Mark the selected words in all panes and count them.", g.FIND,
          Act.SEARCH_SELECTION),
        c("jump", ("f",), "Jump", "Show a label on each word; typing it goes there.",
          g.FIND, Act.JUMP),
        c("jump-extend", ("F",), "Jump, extending",
          "The same, extending the selection to there.", g.FIND, Act.JUMP_EXTEND),
        *(
            c(f"pane-{number}", (str(number),), f"Pane {number}",
              f"Go to pane {number}.", g.PANES, FocusPane(number - 1))
            for number in range(1, 6)
        ),
        c("pane-previous", ("[",), "Previous pane", "Go to the pane on the left.",
          g.PANES, NextPane(backwards=True)),
        c("pane-next", ("]",), "Next pane", "Go to the pane on the right.",
          g.PANES, NextPane()),
        c("open-here", ("e",), "Open article here",
          "Pick an article for this pane.", g.PANES, Act.OPEN_HERE),
        c("open-beside", ("E",), "Open article beside",
          "Pick an article for a new pane.", g.PANES, Act.OPEN_BESIDE),
        c("close-pane", ("-",), "Close pane", "Close this pane; the article stays.",
          g.PANES, ClosePane()),
        c("zoom", ("=",), "Zoom", "This pane alone, or all of them again.", g.PANES,
          Toggle(ToggleKind.ZOOM)),
        c("pane-left", ("space ,",), "Move pane left",
          "Let this pane and its left neighbour change places.", g.PANES,
          MovePane(backwards=True)),
        c("pane-right", ("space .",), "Move pane right",
          "Let this pane and its right neighbour change places.", g.PANES,
          MovePane()),
        c("title", ("space e",), "Edit the title", "Give this article another title.",
          g.PANES, Act.TITLE),
        c("next-article", ("space n",), "Next article",
          "Open here the next article assigned to you, else the next not open.",
          g.WORK, Act.NEXT_ARTICLE),
        c("done", ("space d",), "Done", "Mark this article done, or to do again.",
          g.WORK, Act.DONE),
        c("skip", ("space s",), "Skip", "Mark this article skipped, or to do again.",
          g.WORK, Act.SKIP),
        c("adjudicate", ("space j",), "Adjudicate",
          "See everybody's tags of this article side by side, and decide on them.",
          g.WORK, Act.ADJUDICATE),
        c("agreement", ("space a",), "Agreement",
          "Show how far annotators agree, and list where they differ.", g.WORK,
          Act.AGREEMENT),
        c("progress", ("space p",), "Progress",
          "See how far everybody is, live while they work.", g.WORK, Act.PROGRESS),
        c("copy", ("space c", "ctrl+c"), "Copy", "Copy the selection by OSC 52.",
          g.WORK, Act.COPY),
        c("others", ("t",), "Others' tags", "Show or hide the tags of others.",
          g.SCREEN, Toggle(ToggleKind.OTHERS)),
        c("suggestions", ("space r",), "Suggestions",
          "Show or hide what rules and models suggest.", g.SCREEN,
          Toggle(ToggleKind.SUGGESTIONS)),
        c("inspector", ("space i",), "Inspector",
          "Show or hide the list of this article's tags.", g.SCREEN, Act.INSPECTOR),
        c("inspector-keys", ("space tab",), "Into the inspector",
          "Step through tags and links in the inspector; Enter goes to the other end.",
          g.SCREEN, Act.INSPECTOR_KEYS),
        c("inspector-label", ("space f",), "Inspector: filter by label",
          "List one label only; again for the next one, then all.", g.SCREEN,
          Act.INSPECTOR_LABEL),
        c("guidelines", ("space g",), "Guidelines", "Show what each label means.",
          g.SCREEN, Act.GUIDELINES),
        c("dark", ("space t",), "Dark or light", "Switch between dark and light.",
          g.SCREEN, Act.DARK),
        c("help", ("?",), "Help", "Show all keys.", g.SCREEN, Act.HELP),
        c("palette", (":", "ctrl+p"), "Palette", "Find a command by its name.",
          g.SCREEN, Act.PALETTE),
        c("suspend", ("ctrl+z",), "Suspend", "Back to the shell; fg returns.",
          g.SCREEN, Act.SUSPEND),
        c("quit", ("ctrl+q",), "Quit", "Leave; everything is saved.", g.SCREEN,
          Act.QUIT),
    )  # fmt: skip


_SPARE_KEYS = ("6", "7", "8", "9", "0")


def commands_for(scheme: Scheme) -> tuple[Command, ...]:
    """All commands, the labels of the scheme first.

    A label whose key is taken by another command, or that has none, gets the next of
    6, 7, 8, 9, 0, and when they are used up the leader and its own key, or the next
    letter that is free there. A scheme of more labels than keys leaves some without.
    The capital of a label's letter tags the next such thing, where it is free.
    """
    others = (*_motions(), *_chars_and_rows(), *_fixed())
    taken = {"space", *(key for command in others for key in command.keys)}
    spare = iter(_SPARE_KEYS)
    keys: dict[str, str] = {}
    for label in scheme.labels:
        key = label.key
        if not key or key in taken:
            key = next(spare, "") or _behind_leader(label, taken)
        taken.add(key)
        keys[label.id] = key
    return (*_tagging(scheme, keys, taken), *others)


def _tagging(
    scheme: Scheme, keys: dict[str, str], taken: set[str]
) -> Iterator[Command]:
    """What tags: each label by its key, and the next thing by the key's capital."""
    for label in scheme.labels:
        title, key = label.title.lower(), keys[label.id]
        yield Command(
            f"tag-{label.id}",
            (key,) if key else (),
            f"Tag {title}",
            f"Tag the selection, or what stands at the cursor, as {title}.",
            Group.TAG,
            Tag(label.id),
        )
        capital = key.upper() if len(key) == 1 and key.isalpha() else ""
        is_free = capital != key and capital not in taken
        yield Command(
            f"tag-next-{label.id}",
            (capital,) if capital and is_free else (),
            f"Tag the next {title}",
            f"Tag the next {title} behind that has no such tag of yours.",
            Group.TAG,
            TagNext(label.id),
        )


def _behind_leader(label: Label, taken: set[str]) -> str:
    for letter in (label.key, *label.id, *ascii_lowercase, *ascii_uppercase):
        if len(letter) == 1 and letter.isalnum() and f"space {letter}" not in taken:
            return f"space {letter}"
    return ""
