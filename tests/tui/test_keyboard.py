"""What a terminal sends becomes what was typed, and nothing else."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser

from annotate.tui.keyboard import Keyboard
from annotate.tui.sequences import Kind, Piece, Sequences

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.message import Message

PASTE, PASTED = "\x1b[200~", "\x1b[201~"


def named(found: Iterable[Message]) -> list[str]:
    """Names of the keys, and of other events, in braces."""
    return [
        one.key if isinstance(one, events.Key) else f"{{{type(one).__name__}}}"
        for one in found
    ]


def typed(sent: str) -> list[str]:
    """What comes of what is sent, with a pause behind it."""
    keyboard = Keyboard()
    return named([*keyboard.feed(sent), *keyboard.pause()])


# What is typed


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        ("cq", ["c", "q"]),
        ("\x1b", ["escape"]),
        ("\x1b\x1b", ["escape", "escape"]),
        ("\x1b\x1b[A", ["escape", "up"]),
        ("\x1b[Aq", ["up", "q"]),
        ("\x1b[[Aq", ["f1", "q"]),
        ("\x1b[7$q", ["shift+home", "q"]),
        ("\x1bOPq", ["f1", "q"]),
        ("\x1bcq", ["alt+c", "q"]),
        ("\x1bc\x1b[Aq", ["alt+c", "up", "q"]),
        ("\x1bC", ["alt+shift+c"]),
        ("\x1b.", ["alt+full_stop"]),
        ("\x1b ", ["alt+space"]),
        ("\x1bй", ["alt+й"]),
        ("\x1b[", ["alt+left_square_bracket"]),
        ("\x1bO", ["alt+shift+o"]),
        ("\x1b]", ["alt+right_square_bracket"]),
        ("\x1b]cq", ["alt+right_square_bracket", "c", "q"]),
        ("\x1bPcq", ["alt+shift+p", "c", "q"]),
        ("\x1bf", ["ctrl+right"]),
        ("\x1b\x11", ["ctrl+q"]),
        # kitty's
        ("\x1b[99;;99u", ["c"]),
        ("\x1b[1089;;1089u", ["с"]),
        ("\x1b[99;5u", ["ctrl+c"]),
        ("\x1b[99;5:1u", ["ctrl+c"]),
        ("\x1b[1;2:2A", ["shift+up"]),
        ("\x1b[1;2:3A", []),
        ("\x1b[99;5:3u", []),
        # reports that are asked for
        ("\x1b[?2026;2$yq", ["{TerminalSupportsSynchronizedOutput}", "q"]),
        ("\x1b[<35;12;9Mq", ["{MouseMove}", "q"]),
        ("\x1b[48;40;120;800;960tq", ["{Resize}", "q"]),
        ("\x1b[Iq\x1b[O", ["{AppFocus}", "q", "{AppBlur}"]),
    ],
)
def test_keys_are_known_by_what_terminals_send(sent: str, keys: list[str]) -> None:
    assert typed(sent) == keys


def test_every_key_that_textual_knows_is_the_same_key() -> None:
    known = [sent for sent in ANSI_SEQUENCES_KEYS if len(sent) > 1]
    known.remove("\x1b\x1b")  # Esc twice, of which Textual waits for the second
    assert len(known) > 200
    theirs = {sent: named(XTermParser().feed(sent)) for sent in known}
    assert {sent: typed(f"{sent}q") for sent in known} == {
        sent: [*keys, "q"] for sent, keys in theirs.items()
    }


@pytest.mark.parametrize(
    "answer",
    [
        "\x1b[?62;22c",  # what terminal it is
        "\x1b[>41;2500;0c",
        "\x1b[0n",  # whether it is well
        "\x1b[?997;1n",  # whether it is dark
        "\x1b[8;24;80t",  # how large it is
        "\x1b[?1u",  # which of kitty's keys
        "\x1b[4;2$y",  # whether it inserts
        "\x1b[?1;2;3S",  # what it draws
        "\x1b]11;rgb:0c0c/0d0d/1010\x1b\\",  # its background
        "\x1b]11;rgb:0c0c/0d0d/1010\x07",
        "\x1b]52;c;Y3FuZA==\x07",  # its clipboard
        "\x1b]lcqnd\x1b\\",  # its title
        "\x1bP1+r544e=787465726d\x1b\\",  # what it can
        "\x1bP>|xterm(370)\x1b\\",  # its name
        "\x1b_Gi=1;OK\x1b\\",  # about a picture
        "\x1b[M\ufffd\ufffd!",  # the mouse, as old terminals tell it
        "\x1b[1;2;3;4;5;6u",
        "\x1b[99999999;5u",  # no character
        "\x1b[5:5:5;:;u",
        "\x1b[12\x18",  # broken off
    ],
    ids=repr,
)
def test_an_answer_to_another_program_types_nothing(answer: str) -> None:
    assert [key for key in typed(f"a{answer}z") if key != "ctrl+x"] == ["a", "z"]


def test_a_sequence_that_stops_in_the_middle_types_nothing() -> None:
    for sent in ("\x1b[12;", "\x1b]11;rgb:0c", "\x1bP1+r54", "\x1b[M!"):
        assert typed(sent) == []


@given(st.text(st.sampled_from("\x1b[]OPM?;:0129$~ucAqR<\x07\\\x18 é漢\x9b")))
def test_nothing_that_is_sent_ends_the_keyboard(sent: str) -> None:
    keyboard = Keyboard()
    list(keyboard.feed(sent))
    list(keyboard.pause())
    list(keyboard.feed(f"{PASTED}\x1b\\"))
    list(keyboard.pause())
    assert [one.key for one in keyboard.feed("q") if isinstance(one, events.Key)] in (
        ["q"],
        [],  # inside a paste that has begun
    )


# What is pasted


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        "cqnd",
        "red \x1b[31mred\x1b[0m \x1b[A",
        "\x1b",
        "\x1b\x1b[20",
        f"{PASTE}again",
        "\x1b]11;rgb:0/0/0\x07\x1bc",
        "line\rline\n",
    ],
    ids=repr,
)
def test_a_paste_is_one_text_whatever_is_in_it(pasted: str) -> None:
    found = list(Keyboard().feed(f"a{PASTE}{pasted}{PASTED}z"))
    assert [one.key for one in found if isinstance(one, events.Key)] == ["a", "z"]
    assert [one.text for one in found if isinstance(one, events.Paste)] == [pasted]


def test_a_paste_that_takes_its_time_is_waited_for() -> None:
    keyboard = Keyboard()
    for part in (f"{PASTE}cq", "nd", "\x1b[2"):
        assert not list(keyboard.feed(part))
        assert not list(keyboard.pause())
    (paste,) = keyboard.feed("01~")
    assert isinstance(paste, events.Paste)
    assert paste.text == "cqnd"


# What comes in pieces

SENT = (
    f"ab\x1b[Aé\x1b[1;5C{PASTE}x\x1b[31mred\x1b\x1b[20{PASTE}y\x1b{PASTED}q\x1bOP"
    f"\x1b]11;rgb:0c\x1b\\\x1b[?62;22c{PASTE}{PASTED}\x1bxz\x1b\x1b[<35;12;9M\x1b[[A."
)


def joined(pieces: list[Piece]) -> list[Piece]:
    """With stretches of text in one."""
    found: list[Piece] = []
    for piece in pieces:
        if found and found[-1].kind is piece.kind is Kind.TEXT:
            piece = Piece(Kind.TEXT, found.pop().text + piece.text)  # noqa: PLW2901
        found.append(piece)
    return found


@given(st.lists(st.integers(0, len(SENT))))
def test_pieces_of_any_size_say_the_same(cuts: list[int]) -> None:
    ends = [0, *sorted(cuts), len(SENT)]
    sequences = Sequences()
    found = [
        piece
        for start, end in pairwise(ends)
        for piece in sequences.feed(SENT[start:end])
    ]
    assert joined(found) == joined(Sequences().feed(SENT))
    assert sequences.pause() == []


@pytest.mark.parametrize("cut", range(3, 6))
def test_a_pause_in_the_mark_of_a_paste_makes_no_keys_of_it(cut: int) -> None:
    sequences, sent = Sequences(), "\x1b[200~cq\x1b[201~d"
    assert sequences.feed(sent[:cut]) == []
    assert sequences.pause() == []
    assert sequences.feed(sent[cut:]) == [
        Piece(Kind.PASTE, "cq"),
        Piece(Kind.TEXT, "d"),
    ]
