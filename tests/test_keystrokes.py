"""The benchmark that counts keys: what it reads, what it presses, what it prints."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from annotate.model import Article, Span, article_id
from desk_keys import keys_of, open_article
from gold_spans import Target, read_gold
from habit_keys import by_jumps, habit
from rival_keys import MOUSE_SECONDS, keyed_seconds, slate_keys
from shortest_keys import shortest

SCRIPT = Path(__file__).resolve().parents[1] / "benchmarks" / "keystrokes.py"
TEXT = "About 10,000 troops left Lyon. “We saw 12 ships,” Kim said.\n\nIt rained."
LABELS = ("claim", "quote", "number", "denial")


def row(*quotes: tuple[str, str], text: str = TEXT, **more: object) -> str:
    spans = []
    for label, quote in quotes:
        start = text.index(quote)
        spans.append({"start": start, "end": start + len(quote), "label": label})
    given = {"schema": "annotate/1", "text": text, "annotator": "ada"}
    return json.dumps({**given, "kind": "human", "spans": spans, **more})


def written(path: Path, *rows: str) -> Path:
    path.write_text("".join(f"{each}\n" for each in rows), encoding="utf-8")
    return path


def target(label: str, quote: str) -> Target:
    start = TEXT.index(quote)
    return Target(Span(start, start + len(quote)), label)


def run(path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(SCRIPT), str(path), *options],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def test_spans_come_in_order_of_place_the_longest_first(tmp_path: Path) -> None:
    path = written(
        tmp_path / "gold.jsonl",
        row(
            ("number", "10,000"),
            ("number", "About 10,000 troops"),
            ("quote", "About 10,000 troops left Lyon"),
            ("claim", "About 10,000 troops left Lyon"),
        ),
    )
    (gold,), said = read_gold(path, LABELS)
    labels = [(one.label, len(one.span)) for one in gold.targets]
    assert labels == [("claim", 29), ("quote", 29), ("number", 19), ("number", 6)]
    assert said == ()


def test_one_annotator_is_taken_and_what_is_left_out_is_said(tmp_path: Path) -> None:
    path = written(
        tmp_path / "gold.jsonl",
        row(("number", "12 ships")),
        row(("number", "12"), ("mood", "rained"), annotator="gold", kind="gold"),
        row(("number", "12 ships"), annotator="rules", kind="model"),
        row(annotator=""),
        "no json",
        "",
    )
    (gold,), said = read_gold(path, LABELS)
    assert gold.annotator == "gold"
    assert [TEXT[one.span.start : one.span.end] for one in gold.targets] == ["12"]
    assert [line for line in said if "label mood" in line]
    assert [line for line in said if "2 layers" in line]
    assert [line for line in said if "line 5" in line]


def test_of_two_people_the_one_with_more_spans_in_the_file_is_taken(
    tmp_path: Path,
) -> None:
    other = "Ten men left."
    path = written(
        tmp_path / "gold.jsonl",
        row(("number", "12 ships"), annotator="ada"),
        row(("number", "12"), annotator="ben"),
        row(("number", "Ten men"), text=other, annotator="ben"),
    )
    golds, _ = read_gold(path, LABELS)
    assert {gold.annotator for gold in golds} == {"ben"}


def test_ids_and_strange_keys_of_a_file_do_not_matter(tmp_path: Path) -> None:
    path = written(
        tmp_path / "gold.jsonl",
        row(("number", "12 ships"), id="f" * 32, split="test", title=""),
    )
    golds, said = read_gold(path, LABELS)
    assert (len(golds), said) == (1, ())


@pytest.mark.parametrize(
    ("label", "quote", "keys"),
    [
        ("number", "About 10,000 troops", "N"),
        ("number", "12 ships", "N '"),
        ("number", "12", "N ' >"),
        ("claim", "About 10,000 troops left", "C >"),
        ("number", "About 10,000 troops left Lyon", "N n"),
        ("quote", "“We saw 12 ships,”", "Q"),
        ("denial", "rained", "f j F k d"),
    ],
)
def test_the_habit_presses_what_its_paragraph_says(
    label: str, quote: str, keys: str
) -> None:
    start = open_article(Article(article_id(TEXT), "", TEXT))
    way = habit(start, target(label, quote), keys_of(label))
    assert way is not None
    assert way.sitting.holds(target(label, quote))
    assert [len(key) for key in way.keys] == [len(key) for key in keys.split()]
    if label != "denial":
        assert " ".join(way.keys) == keys


@pytest.mark.parametrize(
    ("label", "quote", "most"),
    [
        ("number", "About 10,000 troops", 1),
        ("number", "12 ships", 2),
        ("quote", "saw 12 ships", 3),
        ("claim", "troops", 4),
        ("denial", "rained", 4),
    ],
)
def test_no_way_is_shorter_than_the_one_found(
    label: str, quote: str, most: int
) -> None:
    start = open_article(Article(article_id(TEXT), "", TEXT))
    wanted = target(label, quote)
    keys = keys_of(label)
    way = shortest(start, wanted, keys, (by_jumps(start, wanted, keys),))
    assert way is not None
    assert way.is_shortest
    assert way.presses <= most
    usual = habit(start, wanted, keys)
    assert usual is not None
    assert way.presses <= usual.presses
    # The keys do it when they are pressed again.
    by_name = {key.name: key.wish for key in keys}
    sitting = start
    for name in way.keys:
        after = sitting.press(by_name[name])
        assert after is not None
        sitting = after
    assert sitting.holds(wanted)


def test_slate_s_keys_are_counted_by_its_documented_moves(tmp_path: Path) -> None:
    path = written(
        tmp_path / "gold.jsonl",
        row(("number", "10,000"), ("number", "12 ships"), ("claim", "It rained")),
    )
    (gold,), _ = read_gold(path, LABELS)
    counts = list(slate_keys(gold))
    # A token right, Space and a letter.
    assert counts[0].documented == 1 + 2
    # To the end of the line, three tokens left, one more into the span.
    assert counts[1].documented == 1 + 3 + 1 + 2
    # Six tokens right by a number, one more into the span.
    assert counts[1].counted == 2 + 1 + 2
    # A line down and to its start, one token more.
    assert counts[2].documented == 2 + 1 + 2


def test_the_model_counts_shift_as_a_key() -> None:
    assert keyed_seconds(["c"]) == pytest.approx(1.35 + 0.2)
    assert keyed_seconds(["C", "'"]) == pytest.approx(1.35 + 0.6)
    assert keyed_seconds(["space #"]) == pytest.approx(1.35 + 0.6 + 0)
    assert pytest.approx(4.75) == MOUSE_SECONDS


def test_the_last_line_is_for_programs(tmp_path: Path) -> None:
    path = written(
        tmp_path / "gold.jsonl",
        row(("number", "About 10,000 troops"), ("number", "12 ships")),
    )
    done = run(path, "--show")
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(
        r"shortest median 1 p90 1 · habit median 1 p90 1 · spans 2",
        done.stdout.splitlines()[-1],
    )


def test_a_file_without_spans_to_tag_is_said(tmp_path: Path) -> None:
    path = written(tmp_path / "gold.jsonl", row(("mood", "rained")))
    done = run(path)
    assert done.returncode == 1
    assert "no span" in done.stderr
