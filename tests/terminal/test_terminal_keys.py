"""Keys in bursts, keys that come too early, and pastes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desk_copy import SAVED, copied_database, started
from pseudo_terminal import CTRL_Q, ESCAPE, live_tags, rows_of, unfit

if TYPE_CHECKING:
    from pathlib import Path

    from pseudo_terminal import Program

PASTE, PASTED = "\x1b[200~", "\x1b[201~"


def made(folder: Path) -> list[tuple[object, ...]]:
    """Label and quote of ada's tags, in the order they were made."""
    return rows_of(
        folder / "a.db",
        "SELECT label, quote FROM annotation WHERE live = 1 AND answer = 'accept' "
        "AND annotator = 'ada' ORDER BY rev",
    )


def leave(program: Program) -> None:
    """Quit, with everything saved."""
    program.press(CTRL_Q)
    assert program.end() == 0


@pytest.mark.parametrize("waits", [False, True], ids=["shell's", "ours"])
def test_keys_typed_before_the_first_paint_are_obeyed_in_order(
    tmp_path: Path, *, waits: bool
) -> None:
    with started(tmp_path, waits=False) as program:
        if waits:
            # Before that, the terminal makes a newline of Enter.
            program.wait(lambda: not program.terminal_is_as_before)
        program.press("wc3sq/Seoul\rd")
        program.until("tagged denial")
        leave(program)
    assert made(tmp_path) == [
        ("claim", "Russia"),
        ("quote", "South Korea says North Korea is sending troops to Russia"),
        ("denial", "Seoul"),
    ]


def test_a_search_and_what_follows_can_be_typed_in_one_go(tmp_path: Path) -> None:
    with started(tmp_path) as program:
        program.press("/Pyongyang\rq")
        program.until("tagged quote “Pyongyang”")
        leave(program)
    assert made(tmp_path) == [("quote", "Pyongyang")]


def test_an_article_can_be_opened_and_tagged_in_one_go(tmp_path: Path) -> None:
    copied_database(tmp_path)
    (tmp_path / "new.txt").write_text("Brandnew headline\n\nIt has a text.\n")
    with started(tmp_path, "new.txt", copies=False) as program:
        program.press("eRussia is using\rwcwn")
        program.until("tagged number “is”")
        program.press("eBrandnew\rwq")
        program.until("tagged quote “Brandnew”")
        leave(program)
    assert made(tmp_path) == [
        ("claim", "Russia"),
        ("number", "is"),
        ("quote", "Brandnew"),
    ]


def test_a_note_and_a_title_can_be_typed_in_one_go(tmp_path: Path) -> None:
    with started(tmp_path) as program:
        program.press("wc\rtmy note\rwd eX\rwq")
        program.until("tagged quote “using”")
        program.until(SAVED)
        leave(program)
    assert [label for label, _ in made(tmp_path)] == ["claim", "denial", "quote"]
    notes = "SELECT note FROM annotation WHERE annotator = 'ada' AND live = 1"
    assert ("my note",) in rows_of(tmp_path / "a.db", notes)
    titles = "SELECT title FROM article WHERE title LIKE 'Russia is using%X'"
    assert len(rows_of(tmp_path / "a.db", titles)) == 1


def test_pages_can_be_opened_and_closed_in_one_go(tmp_path: Path) -> None:
    with started(tmp_path) as program:
        program.press("?qwc gqwn:quot")
        program.until("Search|Tag quote")
        program.press(ESCAPE)
        program.until_gone("Tag quote")
        leave(program)
    assert made(tmp_path) == [("claim", "Russia"), ("number", "is")]


def test_a_marked_paste_never_tags(tmp_path: Path) -> None:
    with started(tmp_path) as program:
        program.press("w")
        program.press(f"{PASTE}cqnd\r\x7fu:quit\ris it\x1b[31mred?{PASTED}")
        program.until("pasted text is ignored")
        program.settle()
        assert program.is_alive
        assert not live_tags(tmp_path / "a.db", "ada")
        program.press("n")
        program.until("tagged number “Russia”")
        leave(program)
    assert made(tmp_path) == [("number", "Russia")]


def test_a_paste_goes_where_the_key_before_it_leads(tmp_path: Path) -> None:
    with started(tmp_path) as program:
        program.press(f"e{PASTE}is preparing{PASTED}\rwc")
        program.until("tagged claim “North”")
        leave(program)
    assert made(tmp_path) == [("claim", "North")]


def test_a_byte_that_is_no_text_ends_nothing(tmp_path: Path) -> None:
    with started(tmp_path) as program:
        program.press("w\udcffc e\udcff\udce2\udc82X\r")
        program.until("title is now")
        program.until(SAVED)
        leave(program)
    assert made(tmp_path) == [("claim", "Russia")]
    titles = rows_of(tmp_path / "a.db", "SELECT title FROM article")
    assert any(str(title).endswith("…\ufffd\ufffdX") for (title,) in titles)


def test_answers_to_another_program_do_not_tag(tmp_path: Path) -> None:
    with started(tmp_path) as program:
        program.press("w\x1b[?62;22c\x1b[0n\x1b]11;rgb:0c0c/0d0d/1010\x1b\\")
        program.press("\x1b[1;2:9A\x1b[99999999u")
        program.press("d")
        program.until("tagged denial “Russia”")
        leave(program)
    assert made(tmp_path) == [("denial", "Russia")]


def test_keys_go_where_they_are_typed_when_the_window_has_not_the_focus(
    tmp_path: Path,
) -> None:
    with started(tmp_path) as program:
        program.press("/North")
        program.until("search +North")
        program.press("\x1b[Oq")
        program.until("search +Northq")
        program.press("\x7f\r")
        program.until("m M step")
        leave(program)
    assert made(tmp_path) == []


def test_a_paste_into_a_field_is_text_without_controls(tmp_path: Path) -> None:
    with started(tmp_path) as program:
        program.press(f" e{PASTE}a\x9b31;9mb\x07c\u202ed{PASTED}")
        program.until("b␇c⇄d")
        program.press("\r")
        program.until("title is now")
        program.until(SAVED)
        leave(program)
    assert not unfit(program.text)
    titles = rows_of(tmp_path / "a.db", "SELECT title FROM article")
    assert any("b␇c⇄d" in str(title) for (title,) in titles)


def test_a_paste_that_a_terminal_does_not_mark_is_typing_and_can_be_undone(
    tmp_path: Path,
) -> None:
    with started(tmp_path) as program:
        program.press("wcq")
        program.until("tagged quote")
        program.press("uu")
        program.until("undid: claim")
        program.until(SAVED)
        leave(program)
    assert not live_tags(tmp_path / "a.db", "ada")
