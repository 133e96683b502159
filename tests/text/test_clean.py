from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotate.text.clean import clean, clean_title, guess_title, portable_source
from annotate.text.names import BadName, annotator_name, nearest

SEEDS = Path(__file__).parents[2] / "seeds"
LONG = "The ministry said on Monday that the second batch had left the port of Chongjin"


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("\r\r\n\n", "\n\n\n"),
        ("\ufefftext", "text"),
        ("\ufeff\ufefftext", "text"),
        ("in\ufeffside", "in\ufeffside"),
        ("nul\0nul", "nul\ufffdnul"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("e\u0301 is not é", "e\u0301 is not é"),
        ("line\u2028para\u2029nel\x85ff\x0c", "line\u2028para\u2029nel\x85ff\x0c"),
        ("\x1b[31mred\x1b[0m", "\x1b[31mred\x1b[0m"),
        ("", ""),
    ],
)
def test_cleaning_changes_line_ends_and_what_cannot_be_stored(
    raw: str, stored: str
) -> None:
    assert clean(raw) == stored


@given(st.text(st.characters()))
def test_cleaned_text_can_be_stored_and_is_clean(raw: str) -> None:
    text = clean(raw)
    text.encode()
    assert clean(text) == text
    assert not text.startswith("\ufeff")
    assert not {"\r", "\0"} & set(text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Markets rally\n\nThey did.", "Markets rally"),
        ("|\n\nReal headline here\n", "Real headline here"),
        (
            "- The Media Line - https://themedialine.org -\n\nMum stays mum",
            "Mum stays mum",
        ),
        ("https://example.org/a/b\nwww.example.org\nA story", "A story"),
        ("Kristina Kormilitsyna/Sputnik/AP/File\nReal news today", "Real news today"),
        ("By John Smith and Ann Lee\nA story begins", "A story begins"),
        ("By JOHN SMITH, Associated Press\nA story begins", "A story begins"),
        ("Photo: AP\nImage credit | Reuters\nA story begins", "A story begins"),
        ("© 2024 Example Media\nA story begins", "A story begins"),
        ("Updated: 24 October 2024, 10:30\nA story begins", "A story begins"),
        ("Advertisement\nThe news is this", "The news is this"),
        ("By the numbers\nTen of them", "By the numbers"),
        ("Yes/No vote is due in Italy\nMore", "Yes/No vote is due in Italy"),
        ("# Heading of a page #1\ntext", "Heading of a page #1"),
        ("One word a line\t with\x0b tabs", "One word a line with tabs"),
        ("Onlyword", "Onlyword"),
        ("https://example.org", "https://example.org"),
        ("สวัสดีชาวโลก\nabc def", "สวัสดีชาวโลก"),
        ("東京で大雨が降る\nabc def", "東京で大雨が降る"),
        ("\x1b[31mRed alert\x1b[0m today", "[31mRed alert [0m today"),
        ("\ufeff\r\nA story begins\r\n", "A story begins"),
        ("", "Untitled"),
        ("\n \n", "Untitled"),
        ("|\n***\n1,234\n", "Untitled"),
        (f"{LONG}. {LONG}.", LONG),
        (
            f"He met Mr. Smith of the U.S. Senate. {LONG}. {LONG}.",
            "He met Mr. Smith of the U.S. Senate",
        ),
        (
            f"“No,” he said. “Never!” {LONG} and more and more and more.",
            "“No,” he said",
        ),
        (f"Is it true? {LONG} and more and more and more and more.", "Is it true?"),
        (f"{LONG}, but also {LONG}.", f"{LONG}, but also The ministry said on Monday…"),
        ("x" * 300, "x" * 119 + "…"),
    ],
)
def test_the_title_is_the_first_headline_or_sentence(text: str, title: str) -> None:
    assert guess_title(text) == title


@pytest.mark.parametrize(
    ("number", "title"),
    [
        (
            "000",
            (
                "Russia is using North Korean troops as “cannon fodder” for its war in "
                "Ukraine, Seoul said Thursday, slamming the…"
            ),
        ),
        (
            "001",
            (
                "North Korea has reportedly begun sending troops to support Russia in "
                "the ongoing conflict in Ukraine, a claim made by…"
            ),
        ),
        (
            "002",
            "South Korea says North Korea is sending troops to Russia. Is that true?",
        ),
        (
            "003",
            (
                "South Korea Alleges More North Korean Troops Sent to Ukraine, as "
                "Moscow and Pyongyang Keep Mum"
            ),
        ),
        (
            "004",
            (
                "North Korea is preparing to send soldiers to the front lines of "
                "Russia’s war in Ukraine, according to South Korean…"
            ),
        ),
    ],
)
def test_the_seed_articles_have_titles_a_person_would_give(
    number: str, title: str
) -> None:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    assert guess_title(path.read_text("utf-8")) == title


@given(st.text(st.characters(), max_size=400))
@example("=\ufeffa")
@example("a\ufeff =")
def test_a_title_is_one_short_line_and_never_empty(text: str) -> None:
    title = guess_title(text)
    assert title
    assert len(title) <= 120
    assert len(title.splitlines()) == 1
    assert title == clean_title(title)


@pytest.mark.parametrize("text", ["\ufeffa b", " \ufeff a\tb ", "\n\ufeff\ufeff a b"])
def test_a_title_that_was_cleaned_stays_as_it_is(text: str) -> None:
    assert clean_title(text) == "a b"
    assert clean_title(clean_title(text)) == "a b"


def test_a_cut_title_keeps_a_character_with_its_marks() -> None:
    text = "x" * 118 + "e\u0301" + "x" * 100
    assert guess_title(text) == "x" * 118 + "…"


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("seeds/x.txt", "seeds/x.txt"),
        ("./x.txt", "x.txt"),
        ("https://example.org/a", "https://example.org/a"),
        ("/home/alice/x.txt", "x.txt"),
        ("~/x.txt", "x.txt"),
        ("~", ""),
        ("../other/x.txt", "x.txt"),
        ("C:\\Users\\alice\\x.txt", "x.txt"),
        ("\\\\server\\share\\x.txt", "x.txt"),
        ("file:///home/alice/x.txt", "x.txt"),
        ("", ""),
    ],
)
def test_a_source_names_no_folder_of_a_machine(source: str, kept: str) -> None:
    assert portable_source(source) == kept


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        (" alice ", "alice"),
        ("Zoe\u0308", "Zoë"),
        ("김 연구원", "김 연구원"),
        ("x" * 64, "x" * 64),
    ],
)
def test_a_name_is_trimmed_and_composed(given_name: str, name: str) -> None:
    assert annotator_name(given_name) == name


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\x1b[31m", "a\u2028b", "x" * 65])
def test_a_name_that_no_list_could_show_is_refused(name: str) -> None:
    with pytest.raises(BadName):
        annotator_name(name)


@pytest.mark.parametrize(
    ("word", "like"),
    [("alcie", "alice"), ("Alice", "alice"), ("bob", ""), ("", "")],
)
def test_the_nearest_name_is_found_or_none(word: str, like: str) -> None:
    assert nearest(word, ["alice", "example"]) == like
