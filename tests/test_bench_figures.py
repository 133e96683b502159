"""What the benchmarks count with; nothing here takes or checks a time."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from articles import landmarks, write_articles
from figures import percentile, ratio_interval
from plans import BadPlan, parse_keys


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("w", "w"),
        ("w*3", "w w w"),
        ("(w s)*2 p", "w s w s p"),
        ("((w s)*2 p)*2", "w s w s p w s w s p"),
        ("(w)", "w"),
        ('# "', '# "'),
        ("*", "*"),
        ("", ""),
    ],
)
def test_a_line_of_keys_is_spelled_out(line: str, names: str) -> None:
    assert [key.name for key in parse_keys(line)] == names.split()


def test_a_key_after_an_exclamation_mark_is_pressed_and_not_measured() -> None:
    keys = parse_keys("!right*2 c !")
    assert [(key.data, key.measured) for key in keys] == [
        (b"\x1b[C", False),
        (b"\x1b[C", False),
        (b"c", True),
        (b"!", True),
    ]


@pytest.mark.parametrize("line", ["(w", "w)", "(w))*2"])
def test_brackets_must_match(line: str) -> None:
    with pytest.raises(BadPlan):
        parse_keys(line)


def test_keys_joined_by_a_plus_are_written_at_once() -> None:
    assert [key.data for key in parse_keys("space+a*2 +")] == [b" a", b" a", b"+"]


def test_each_article_is_known_by_a_word_that_no_title_and_no_other_has(
    tmp_path: Path,
) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_text("Magnificent title\n\nMagnificent shared morning\n")
    two.write_text("Second title\n\nshared evenings titles\n")
    assert landmarks([one, two]) == ("morning", "evenings")


def test_percentiles_are_interpolated() -> None:
    assert percentile([4, 1, 3, 2], 0.5) == 2.5
    assert [percentile([1, 2, 3], part) for part in (0, 0.5, 1)] == [1, 2, 3]


def test_the_interval_of_a_ratio_holds_it() -> None:
    low, high = ratio_interval([2, 2.1, 1.9, 2] * 20, [1, 1.1, 0.9, 1] * 20)
    assert low <= 2 <= high
    assert high - low < 0.3


def test_large_articles_are_the_same_each_time_and_their_spans_fit(
    tmp_path: Path,
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        texts, layers = write_articles(tmp_path / name, count=2, length=9000, spans=90)
    assert landmarks(texts) == ("Bbeginning", "Cbeginning")
    rows = [json.loads(line) for line in layers.read_text("utf-8").splitlines()]
    assert [path.read_text("utf-8") for path in texts] == [row["text"] for row in rows]
    for row in rows:
        text, spans = row["text"], row["spans"]
        assert 8990 < len(text) <= 9000  # cut at a blank
        assert len({tuple(span.values()) for span in spans}) == 90
        assert all(text[span["start"] : span["end"]].strip() for span in spans)
        assert spans[-1]["end"] > 8000
    files = [
        sorted((path.name, path.read_bytes()) for path in (tmp_path / name).iterdir())
        for name in ("one", "two")
    ]
    assert files[0] == files[1]
