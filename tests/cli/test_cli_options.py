from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from annotate import __version__
from annotate.cli import cli
from annotate.cli.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAVY = (
    "textual",
    "rich",
    "sqlite_utils",
    "sqlite3",
    "pysqlite3",
    "importlib.metadata",
)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--version"], 0),
        (["--help"], 0),
        (["-h"], 0),
        (["export", "--help"], 0),
        (["articles"], 1),
        (["--nope"], 2),
        (["articles", "--nope"], 2),
        (["add"], 2),
        (["--db"], 2),
        (["export", "--db"], 2),
        (["export", "--status", "nope"], 2),
    ],
)
def test_exit_codes(run: Callable, words: list[str], code: int) -> None:
    done = run(*words)
    assert done.code == code
    assert bool(done.out) == (code == 0)
    assert bool(done.err) == (code != 0)


def test_the_version_is_data(run: Callable) -> None:
    assert run("--version").out == f"annotate {__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_has_an_example(run: Callable, name: str) -> None:
    done = run(name, "--help")
    assert done.code == 0
    assert re.search(
        rf"\nExamples?:\n(?:  annotate .*\n)*  annotate {name}\b", done.out
    )
    assert "Global options:" in done.out
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert all(
        param.get_help_record(click.Context(command))
        for param in command.params
        if isinstance(param, click.Option)
    )


@pytest.mark.parametrize(
    "words",
    [
        ["--db", "x.db", "articles"],
        ["--db=x.db", "articles"],
        ["articles", "--db", "x.db"],
        ["articles", "--db=x.db", "--debug"],
        ["--debug", "--db", "x.db", "articles"],
        ["--db", "y.db", "articles", "--db", "x.db"],
        ["--as", "bob", "articles", "--db", "x.db", "--config", "none.toml"],
    ],
)
def test_global_options_stand_before_or_after_the_command(
    run: Callable, words: list[str]
) -> None:
    done = run(*words)
    assert done.code == 1
    assert "no database at x.db" in done.err


def test_the_environment_stands_behind_the_options(
    run: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANNOTATE_DB", "env.db")
    assert "at env.db" in run("articles").err
    assert "at x.db" in run("articles", "--db", "x.db").err
    assert "at x.db" in run("--db", "x.db", "articles").err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nothing"], "neither a file nor 6 or more digits"),
        (["abc"], "neither a file nor 6 or more digits"),
        (["abcdef"], "no database at annotations.db"),
        (["gone.txt"], "gone.txt does not exist"),
        (["empty.txt"], "holds no text"),
        (["empty.html"], "empty.html holds no article that can be told"),
        (["rows.csv"], "rows.csv holds rows; bring in their texts with `annotate add`"),
        (["rows.jsonl"], "rows.jsonl holds rows"),
        (["."], "is a folder"),
    ],
)
def test_words_that_are_no_article_are_told(
    run: Callable,
    folder: Path,
    words: list[str],
    says: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("empty.txt", "empty.html", "rows.csv", "rows.jsonl"):
        (folder / name).write_text("")
    monkeypatch.setenv("TEXTUAL_DRIVER", "none:None")
    for command in ([], ["read"], ["--as", "bob"]):
        done = run(*command, *words)
        assert (done.code, done.out) == (1, "")
        assert says in done.err
    assert not (folder / "annotations.db").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["exprot"],
        ["Exprot", "-o", "x.jsonl"],
        ["--as", "bob", "exprot", "--label", "claim"],
        ["--ascii", "exprot"],
        ["read", "gone.txt", "exprot"],
    ],
)
def test_a_word_near_a_command_is_wrong_usage(
    run: Callable, folder: Path, words: list[str]
) -> None:
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert re.fullmatch(
        r"annotate: No command or article is called [Ee]xprot; "
        r"did you mean export\?\n",
        done.err,
    )
    for name in ("exprot", "Exprot"):
        (folder / name).write_text("A text of that name.")
    assert "did you mean" not in run(*words).err


@pytest.mark.parametrize("word", ["added", "export.txt", "./exprot", "x" * 300])
def test_what_can_be_an_article_is_not_taken_for_a_command(
    run: Callable, word: str
) -> None:
    done = run(word)
    assert (done.code, "did you mean" in done.err) == (1, False)
    assert "Unexpected" not in done.err
    assert "Unexpected" not in done.err
    assert len(done.err.splitlines()) == 1


def test_more_articles_than_panes_are_wrong_usage(run: Callable, folder: Path) -> None:
    names = [f"{number}.txt" for number in range(6)]
    for name in names:
        (folder / name).write_text(f"The text of {name}.")
    done = run(*names)
    assert (done.code, done.out) == (2, "")
    assert "five" in done.err
    assert "annotate add" in done.err
    assert "needs a terminal" in run(*names[:5], names[0]).err
    assert not (folder / "annotations.db").exists()


@pytest.mark.parametrize("seeds", [None, [], ["readme.md"]])
def test_a_desk_without_anything_to_read_makes_no_database(
    run: Callable,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    seeds: list[str] | None,
) -> None:
    monkeypatch.setenv("TEXTUAL_DRIVER", "none:None")
    if seeds is not None:
        (folder / "seeds").mkdir()
        for name in seeds:
            (folder / "seeds" / name).write_text("Some text.")
    done = run()
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "annotate: The database annotations.db holds no articles; add some with "
        "`annotate add PATH`.\n"
    )
    assert not (folder / "annotations.db").exists()


@pytest.mark.parametrize(
    "words", [[], ["read"], ["a.txt"], ["--as", "bob"], ["--ascii"]]
)
def test_the_desk_needs_a_terminal(
    run: Callable, folder: Path, words: list[str]
) -> None:
    (folder / "a.txt").write_text("Some text.")
    done = run(*words)
    assert done.code == 2
    assert "needs a terminal" in done.err
    assert not (folder / "annotations.db").exists()


@pytest.mark.parametrize(
    ("db", "says"),
    [
        ("PostgreSQL://service=sprint", "cannot be read"),
        ("service=sprint", "is not a URL"),
        ("host=db.example.org dbname=x", "is not a URL"),
        ("postgresql://db/x?s3cret=1", "a parameter that annotate does not know"),
        ("postgresql://bob%3As3cret@db/sprint", "holds a password"),
        ("postgresql://bob:pa/s3cret@db/sprint", "cannot be read"),
        ("postgresql://db/sprint?pass%77ord=s3cret", "holds a password"),
        ("postgresql://db/sprint?sslpassword=s3cret", "holds a password"),
        ("postgresql://db/sprint#s3cret", "cannot be read"),
        ("postgresql://bob:s3cret@db/sprint", "holds a password"),
        ("postgresql://db/sprint?user=bob&password=s3cret", "holds a password"),
        ("host=db password=s3cret", "holds a password"),
        ("password = s3cret host=db", "holds a password"),
        ("mysql://bob:s3cret@db/sprint", "holds a password"),
        ("sqlite:///s3cret.db", "not a sqlite:// address"),
        (":memory:", "path of a file"),
        (" ", "path of a file"),
    ],
)
@pytest.mark.parametrize("command", ["articles", "read", "add", "export"])
def test_a_database_that_is_no_file_is_refused_without_its_secret(
    run: Callable, folder: Path, db: str, says: str, command: str
) -> None:
    (folder / "a.txt").write_text("Some text.")
    done = run(command, "--db", db, *(["a.txt"] if command == "add" else []))
    assert done.code == 2
    assert says in done.err
    assert "s3cret" not in done.err + done.out
    assert [each.name for each in folder.iterdir()] == ["a.txt"]
    if "password" in says:
        assert ".pgpass" in done.err


@pytest.mark.parametrize(
    ("name", "says"),
    [(" ", "is empty"), ("x" * 65, "65 characters"), ("a\tb", "U+0009")],
)
def test_a_name_that_cannot_be_used_is_refused(
    run: Callable, folder: Path, name: str, says: str
) -> None:
    (folder / "a.txt").write_text("Some text.")
    done = run("add", "a.txt", "--as", name)
    assert done.code == 2
    assert says in done.err
    assert not (folder / "annotations.db").exists()


def test_an_option_given_empty_is_refused(run: Callable) -> None:
    assert run("articles", "--db", "").code == 2
    assert run("articles", "--as", "").code == 2


def test_wrong_settings_are_told_by_what_uses_them(run: Callable, folder: Path) -> None:
    (folder / "c.toml").write_text('thme = "dark"')
    done = run("keys", "--config", "c.toml")
    assert done.code == 2
    assert done.err == (
        'annotate: c.toml: unknown setting "thme"; did you mean "theme"?.\n'
    )


def test_keys_lists_the_keys(run: Callable, folder: Path) -> None:
    done = run("keys")
    assert done.code == 0
    assert "undo" in done.out
    (folder / "c.toml").write_text('[keys]\nundo = ["f9"]\n')
    assert re.search(
        r"f9 +undo\b", run("keys", "--config", "c.toml").out, re.IGNORECASE
    )


def test_loading_the_command_line_loads_nothing_heavy() -> None:
    code = (
        "import sys, json, annotate.cli, annotate.__main__\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    out = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", code], check=True, capture_output=True
    ).stdout
    loaded = set(json.loads(out))
    assert not loaded & {*HEAVY, "importlib.metadata", "annotate.store", "annotate.tui"}


def test_the_way_to_the_desk_loads_no_sqlite_utils(example: Path) -> None:
    code = (
        "import sys, json\n"
        "import annotate.tui.run as run\n"
        "from annotate.cli import cli\n"
        "def stop(**_):\n"
        "    print(json.dumps(sorted(sys.modules)))\n"
        "    return 7\n"
        "run.run_desk = stop\n"
        "cli.main(['59de266b', '--as', 'exampel'])\n"
    )
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        env={"TEXTUAL_DRIVER": "none:None", "HOME": str(example.parent)},
        cwd=example.parent,
    )
    assert done.returncode == 7, done.stderr
    assert b"'exampel' is new in this database" in done.stderr
    loaded = set(json.loads(done.stdout))
    assert not loaded & {"sqlite_utils", "textual", "rich.console"}


@pytest.mark.usefixtures("folder")
def test_an_unexpected_failure_is_one_line_and_a_file(
    run: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A command that fails as no one foresaw: its table entry is of something else.
    monkeypatch.setitem(cli.lazy, "odd", "annotate.errors:AnnotateError")
    done = run("odd")
    assert done.code == 1
    assert done.out == ""
    assert len(done.err.splitlines()) == 1
    (crash,) = (tmp_path / "state" / "annotate").iterdir()
    assert str(crash) in done.err
    assert "Traceback" in crash.read_text()
    assert "Traceback" in run("odd", "--debug").err
    blocked = tmp_path / "blocked"
    blocked.write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    assert "run again with --debug" in run("odd").err


def test_messages_never_act_on_the_terminal(run: Callable, folder: Path) -> None:
    (folder / "a\x1b[31m.txt").write_text("")
    done = run("add", "a\x1b[31m.txt")
    assert "\x1b" not in done.err
    assert "holds no text" in done.err
