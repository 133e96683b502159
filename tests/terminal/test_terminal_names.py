"""A mistyped name is asked about on a terminal, before the desk opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pseudo_terminal import CTRL_Q, Program

from annotate.model import Annotator, article_id
from annotate.model import Article as Text
from annotate.store.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "The mayor denied it."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_store(tmp_path / "annotations.db") as store:
        store.add_articles([Text(article_id(TEXT), "News", TEXT)])
        store.put_annotators([Annotator("charlotte", name="Charlotte B")])
    return tmp_path


@pytest.mark.parametrize(
    ("name", "answer", "who"),
    [
        ("charlote", "\r", "Charlotte B"),
        ("Charlotte", "y\r", "Charlotte B"),
        ("charlote", "n\r", "charlote"),
    ],
)
def test_the_answer_says_who_annotates(
    folder: Path, name: str, answer: str, who: str
) -> None:
    with Program("--as", name, folder=folder, size=(80, 24)) as program:
        program.until(r"Are you 'charlotte'\? \[Y/n\]")
        program.press(answer)
        program.until(rf"{who} .*saved")
        program.press(CTRL_Q)
        assert program.end() == 0


def test_the_end_of_input_at_the_question_opens_nothing(folder: Path) -> None:
    with Program("--as", "charlote", folder=folder, size=(80, 24)) as program:
        program.until(r"Are you 'charlotte'\?")
        program.press("\x04")
        assert program.end() == 130
        assert "nothing was changed" in program.text


def test_a_known_and_a_new_name_are_not_asked_about(folder: Path) -> None:
    for name in ("charlotte", "dimitri"):
        with Program("--as", name, folder=folder, size=(80, 24)) as program:
            program.until("saved")
            assert "Are you" not in program.text
            program.press(CTRL_Q)
            assert program.end() == 0
