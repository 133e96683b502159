from __future__ import annotations

import json
import sqlite3
import sys
from typing import TYPE_CHECKING, Any

import pytest

from annotate.agreement.tables import Cell, Table
from annotate.cli.maps import map_lines
from annotate.model import AnnotatorKind
from team import make_team

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Done

_SAME = ", ".join(f"claim {at}-{at + 2}" for at in range(0, 40, 4))
_MOVED = ", ".join(f"claim {at}-{at + 1}" for at in range(0, 40, 4))
"""Half of each."""
_QUOTES = _SAME.replace("claim", "quote")


@pytest.fixture
def team(folder: Path) -> Path:
    """Two articles: ada and ben agree on the first; cy calls all quotes, eve halves."""
    path = folder / "annotations.db"
    make_team(
        path,
        {
            "ada": {0: _SAME, 1: _SAME},
            "ben": {0: _SAME, 1: _MOVED},
            "cy": {0: _QUOTES},
            "eve": {1: _SAME},
            "gold": {0: _SAME, 1: _SAME},
            "rules": {0: _MOVED},
        },
        kinds={"gold": AnnotatorKind.GOLD, "rules": AnnotatorKind.MODEL},
        unfinished=frozenset({("eve", 1)}),
    )
    return path


def _document(done: Done) -> dict[str, Any]:
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def _f1(document: dict[str, Any]) -> dict[tuple[str, str], tuple[float, float]]:
    return {
        (pair["one"], pair["other"]): (
            pair["overall"]["exact_f1"],
            pair["overall"]["relaxed_f1"],
        )
        for pair in document["pairs"]
    }


@pytest.mark.usefixtures("team")
def test_people_are_compared_on_what_both_marked_done(
    run: Callable[..., Done],
) -> None:
    found = _document(run("agree", "--json"))
    assert found["annotators"] == [
        {"id": "ada", "articles": 2},
        {"id": "ben", "articles": 2},
        {"id": "cy", "articles": 1},
    ]
    assert (found["articles"], found["articles_of_all"]) == (2, 1)
    # The half of ten characters and one blank is a bit less than a half.
    assert _f1(found) == {
        ("ada", "ben"): (0.5, 0.5), ("ada", "cy"): (0, 0), ("ben", "cy"): (0, 0),
    }  # fmt: skip
    assert found["overall"]["exact_f1"]["pairs"] == 3
    assert found["confusion"]["labels"] == ["claim", "quote"]
    assert found["confusion"]["counts"] == [[10, 20], [20, 0]]
    assert not found["confusion"]["directed"]


@pytest.mark.usefixtures("team")
def test_unfinished_work_counts_when_all_is_asked_for(
    run: Callable[..., Done],
) -> None:
    found = _document(run("agree", "--all", "--json", "--annotator", "eve",
                          "--annotator", "ada"))  # fmt: skip
    assert _f1(found) == {("eve", "ada"): (1, 1)}


@pytest.mark.usefixtures("team")
def test_the_options_narrow_what_is_compared(run: Callable[..., Done]) -> None:
    articles = json.loads(run("articles", "--json").out)
    first = articles[0]["id"][:8]
    of_first = _document(run("agree", "--json", "--article", first))
    assert _f1(of_first)["ada", "ben"] == (1, 1)
    of_claims = _document(run("agree", "--json", "--label", "claim"))
    assert list(of_claims["labels"]) == ["claim"]
    assert of_claims["confusion"]["counts"] == [[10]]
    near = _document(run("agree", "--json", "--relaxed", "any"))
    assert _f1(near)["ada", "ben"] == (0.5, 1)
    assert near["relaxed"] == "any"
    assert _f1(_document(run("agree", "--json", "--relaxed", ".45")))[
        "ada", "ben"
    ] == (0.5, 1)  # fmt: skip


@pytest.mark.usefixtures("team")
def test_gold_and_models_are_compared_when_they_are_named(
    run: Callable[..., Done],
) -> None:
    with_gold = _document(run("agree", "--json", "--layer", "gold"))
    assert [each["id"] for each in with_gold["annotators"]] == [
        "gold", "ada", "ben", "cy",
    ]  # fmt: skip
    assert _f1(with_gold)["gold", "ada"] == (1, 1)
    named = _document(run("agree", "--json", "--annotator", "gold",
                          "--annotator", "rules", "--semeval"))  # fmt: skip
    assert _f1(named) == {("gold", "rules"): (0, 0)}
    partial = named["overall"]["semeval"]["partial"]
    assert (partial["partial"], partial["precision"]) == (10, 0.5)


@pytest.mark.usefixtures("team")
def test_tokens_or_characters_are_the_unit(run: Callable[..., Done]) -> None:
    pair = ("--annotator", "ada", "--annotator", "ben", "--json", "--kappa",
            "--unitizing")  # fmt: skip
    tokens = _document(run("agree", *pair))
    # Of 80 tokens ada has 40 inside and ben 30 of those: .5 are by chance alike.
    assert tokens["overall"]["share"] == pytest.approx(70 / 160)
    assert tokens["pairs"][0]["cohen"]["overall"] == pytest.approx(0.75)
    assert tokens["overall"]["unitizing"] == tokens["labels"]["claim"]["unitizing"]
    assert 0 < tokens["labels"]["claim"]["unitizing"] < 1
    chars = _document(run("agree", *pair, "--unit", "char"))
    assert chars["unit"] == "char"
    assert chars["overall"]["share"] == pytest.approx((220 + 110 + 50) / 956, abs=1e-6)


@pytest.mark.usefixtures("team")
def test_names_are_hidden_when_asked_for(run: Callable[..., Done]) -> None:
    found = run("agree", "--anonymise", "--json")
    assert [each["id"] for each in _document(found)["annotators"]] == ["a1", "a2", "a3"]
    tables = run("agree", "--anonymise", "--semeval", "--kappa", "--unitizing")
    for name in ("ada", "ben", "cy"):
        assert name not in found.out + tables.out + tables.err


@pytest.mark.usefixtures("team")
def test_tables_say_the_same_to_people(run: Callable[..., Done]) -> None:
    done = run("agree")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[:5] == [
        "Each annotator with each other",
        "annotator  articles      1      2      3",
        "1 ada             2         ▓0.50   0.00",
        "2 ben             2  ▓0.50          0.00",
        "3 cy              1   0.00   0.00",
    ]
    at = lines.index("Which label is taken for which")
    assert lines[at + 1 : at + 4] == [
        "label  claim  quote  alone",
        "claim    ▓10    █20    █20",
        "quote    █20      0      0",
    ]
    assert (
        "annotate: 3 annotators, 2 articles that two or more finished, 50 spans."
        in (done.err)
    )
    assert "Fewer than 20 spans, so only the count is shown: quote." in done.err


def test_where_nothing_is_finished_twice_it_is_said(
    folder: Path, run: Callable[..., Done]
) -> None:
    make_team(folder / "annotations.db", {"ada": {0: _SAME}, "ben": {1: _SAME}})
    done = run("agree")
    assert (done.code, done.out) == (0, "")
    assert "No two of them have marked one article done" in done.err
    found = _document(run("agree", "--json", "--kappa", "--semeval", "--unitizing"))
    assert found["annotators"] == found["pairs"] == []
    assert found["overall"]["exact_f1"] == {"mean": None, "sd": None, "pairs": 0}
    alone = _document(run("agree", "--json", "--annotator", "ada"))
    assert alone["annotators"] == [{"id": "ada", "articles": 0}]


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--annotator", "nobody"), 1, "nobody"),
        (("--label", "nothing"), 1, "no label 'nothing'"),
        (("--article", "000000"), 1, "000000"),
        (("--relaxed", "0"), 2, "`any` takes any overlap"),
        (("--relaxed", "1.5"), 2, "no share above 0"),
        (("--relaxed", "nan"), 2, "no share above 0"),
        (("--unit", "word"), 2, "word"),
    ],
)
def test_what_is_not_there_or_wrong_is_told(
    run: Callable[..., Done], words: tuple[str, ...], code: int, told: str
) -> None:
    done = run("agree", *words)
    assert (done.code, done.out) == (code, "")
    assert told in done.err


def test_a_mark_behind_the_end_of_its_article_is_a_damage(
    team: Path, run: Callable[..., Done]
) -> None:
    with sqlite3.connect(team) as raw:
        raw.execute("UPDATE annotation SET stop = 99999 WHERE annotator = 'ben'")
    raw.close()
    done = run("agree")
    assert done.code == 1
    assert "behind the end" in done.err


def test_tables_wider_than_the_terminal_come_in_parts() -> None:
    table = Table(
        "t", ("name", "one", "two"), ((Cell("x\x1b[31m"), Cell("12345"), Cell("1", 1)),)
    )
    assert list(map_lines(table, 0)) == [
        "t",
        "name      one  two",
        "x␛[31m  12345   █1",
        "",
    ]
    assert list(map_lines(table, 14)) == [
        "t",
        "name      one",
        "x␛[31m  12345",
        "name    two",
        "x␛[31m   █1",
        "",
    ]
    coloured = "\n".join(map_lines(table, 0, is_coloured=True))
    assert "\x1b[31m" in coloured  # of the heat
    assert "x␛[31m" in coloured


def test_gamma_without_its_package_is_refused_before_anything_is_read(
    folder: Path, run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pygamma_agreement", None)
    done = run("--db", folder / "none.db", "agree", "--gamma")
    assert (done.code, done.out) == (1, "")
    assert "pip install 'annotate-tui[gamma]'" in done.err


@pytest.mark.usefixtures("team")
def test_gamma_stands_beside_the_other_figures(run: Callable[..., Done]) -> None:
    pair = ("--annotator", "ada", "--annotator", "gold")
    assert _document(run("agree", "--gamma", "--json", *pair))["gamma"] == 1
    assert run("agree", "--gamma", *pair).out.splitlines()[-2:] == [
        "overall  1.000",
        "",
    ]
    assert "gamma" not in _document(run("agree", "--json", *pair))
