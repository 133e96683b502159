"""The command line on a real terminal, and stopped in the middle."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from annotate.formats import NAMES
from paths import SEEDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

COMMAND = [sys.executable, "-m", "annotate"]


@contextmanager
def terminal(*words: str, columns: int = 120) -> Iterator[tuple[subprocess.Popen, int]]:
    """A program on a terminal of its own, and our end of it."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    environ = {**os.environ, "TERM": "xterm-256color"}
    for name in ("COLUMNS", "LINES"):  # what runs the tests may have set them
        environ.pop(name, None)
    process = subprocess.Popen(  # noqa: S603  our own program
        [*COMMAND, *words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environ,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield process, ours
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        os.close(ours)


def output_until(ours: int, wanted: bytes, seconds: float = 20) -> bytes:
    """What the program writes until `wanted` is in it, or until it ends."""
    found = b""
    end = time.monotonic() + seconds
    while wanted not in found and time.monotonic() < end:
        if select.select([ours], [], [], 0.1)[0]:
            try:
                data = os.read(ours, 65536)
            except OSError:
                break
            if not data:
                break
            found += data
    return found


def test_a_new_database_starts_with_the_seeds_and_the_desk_opens(
    folder: Path, run: Callable
) -> None:
    shutil.copytree(SEEDS, folder / "seeds")
    with terminal("--as", "bob") as (process, ours):
        assert b"cannon" in output_until(ours, b"cannon")
        os.write(ours, b"\x11")
        output_until(ours, b"\0never")
        assert process.wait(20) == 0
    listed = json.loads(run("articles", "--json").out)
    names = sorted(path.name for path in SEEDS.glob("*.txt"))
    assert [each["source"] for each in listed] == [f"seeds/{name}" for name in names]
    assert run("check").code == 0


def test_a_table_with_titles_keeps_to_the_terminal(folder: Path) -> None:
    (folder / "new.txt").write_text("A headline that goes on " * 4 + "to its end.\n")
    for words in (("add", "new.txt"), ("articles",)):
        with terminal(*words, columns=60) as (_, ours):
            told = output_until(ours, b"\0never").decode()
        (line,) = (one for one in told.split("\r\n") if "A headline" in one)
        assert line.endswith("…")
        assert len(line) == 60


@pytest.mark.parametrize("columns", [80, 120, 200])
def test_labels_and_suggestions_keep_to_the_terminal(
    folder: Path, run: Callable, columns: int
) -> None:
    shutil.copytree(SEEDS, folder / "seeds")
    assert run("add", "seeds").code == 0
    for words in (("labels",), ("suggest", "--dry-run")):
        with terminal(*words, columns=columns) as (_, ours):
            told = output_until(ours, b"\0never").decode().split("\r\n")
        assert max(len(line) for line in told if "%" not in line) <= columns
    hints = [line.split("  ")[-1] for line in run("labels").out.splitlines()]
    assert all(hint.endswith((".", "it”.")) for hint in hints)


@pytest.mark.parametrize("columns", [80, 120, 200])
def test_progress_keeps_to_the_terminal(
    folder: Path, run: Callable, columns: int
) -> None:
    shutil.copytree(SEEDS, folder / "seeds")
    assert run("add", "seeds").code == 0
    assert run("annotators", "--add", "ann").code == 0
    assert run("assign", "--annotator", "ann").code == 0
    with terminal("progress", columns=columns) as (_, ours):
        told = output_until(ours, b"\0never").decode().split("\r\n")
    assert told[0].split()[:2] == ["annotator", "done"]
    assert told[0].endswith("tagged") == (columns > 80)
    assert max(map(len, told)) <= columns


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("columns", [80, 120])
def test_the_list_of_keys_keeps_to_the_terminal(run: Callable, columns: int) -> None:
    with terminal("keys", columns=columns) as (_, ours):
        told = output_until(ours, b"\0never").decode().split("\r\n")
    assert max(map(len, told)) <= columns
    assert " ".join(" ".join(told).split()) == " ".join(run("keys").out.split())


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("columns", [80, 120])
def test_an_evaluation_keeps_to_the_terminal(columns: int) -> None:
    gold = str(SEEDS / "example.jsonl")
    with terminal("suggest", "--evaluate", gold, columns=columns) as (_, ours):
        told = output_until(ours, b"\0never").decode().split("\r\n")
    rows = [line for line in told if line.startswith(("label", "claim", "overall"))]
    assert len(rows) == 3
    assert ("overlap" in rows[0]) == (columns > 80)
    assert max(map(len, rows)) <= columns


def test_articles_named_are_added_and_opened(folder: Path, run: Callable) -> None:
    (folder / "new.txt").write_text("Brandnew headline\n\nWith a text of its own.\n")
    with terminal("new.txt", "--as", "bob") as (process, ours):
        assert b"Brandnew" in output_until(ours, b"Brandnew")
        os.write(ours, b"\x11")
        output_until(ours, b"\0never")
        assert process.wait(20) == 0
    assert len(json.loads(run("articles", "--json").out)) == 1


def test_a_web_page_is_opened_without_what_stands_around_its_text(
    folder: Path, run: Callable
) -> None:
    (folder / "page.html").write_text(
        "<!doctype html><title>A page</title><nav>Home</nav><article><h1>A page</h1>"
        "<p>The first paragraph of an article, which is long enough to be told from "
        "what stands around it.</p><p>A second one says that nothing happened on "
        "Tuesday in the capital.</p></article>"
    )
    with terminal("page.html", "--as", "bob") as (process, ours):
        assert b"Tuesday" in output_until(ours, b"Tuesday")
        os.write(ours, b"\x11")
        output_until(ours, b"\0never")
        assert process.wait(20) == 0
    (row,) = map(json.loads, run("export").out.splitlines())
    assert (row["title"], row["source"]) == ("A page", "page.html")
    assert "nothing happened on Tuesday" in row["text"]
    assert "<" not in row["text"]
    assert "Home" not in row["text"]


@pytest.mark.usefixtures("example")
def test_tables_have_heads_on_a_terminal_alone(run: Callable) -> None:
    for command, heads in (
        ("articles", b"id        length  annotations  status  title\r\n"),
        ("labels", b"key  id      attributes"),
    ):
        with terminal(command) as (process, ours):
            shown = output_until(ours, b"\0never")
            assert process.wait(20) == 0
        assert shown.startswith(heads), shown
        listed = [row for row in shown.splitlines() if not row.startswith(b" ")]
        assert len(listed) == len(run(command).out.splitlines()) + 1


@pytest.mark.parametrize("columns", [80, 40])
def test_formats_are_listed_within_the_terminal(run: Callable, columns: int) -> None:
    with terminal("formats", columns=columns) as (process, ours):
        shown = output_until(ours, b"\0never").decode().splitlines()
        assert process.wait(20) == 0
    if columns == 80:
        assert max(map(len, shown)) <= columns
    remarks = [line for line in shown if line.startswith(" ")]
    assert max(map(len, remarks)) <= columns
    assert shown[0].split() == ["name", "does", "output", "endings"]
    heads = [line for line in shown[1:] if not line.startswith(" ")]
    assert [line.split()[0] for line in heads] == list(NAMES)
    # The same words on one line for each format, where a program reads them.
    piped = run("formats").out
    assert " ".join(" ".join(shown[1:]).split()) == " ".join(piped.split())


def test_ctrl_c_stops_an_import_and_changes_nothing(example: Path) -> None:
    before = example.read_bytes()
    process = subprocess.Popen(  # noqa: S603  our own program
        [*COMMAND, "import", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin is not None
    process.stdin.write(b'{"text": "One more."}\n')
    process.stdin.flush()
    # It reads to the end of its input, which does not come.
    _wait_until_it_reads(process)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert b"Traceback" not in err
    assert example.read_bytes() == before


@pytest.mark.usefixtures("example")
def test_ctrl_c_and_sigterm_leave_no_half_written_export(folder: Path) -> None:
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        script = (
            "import sys, time\n"
            "from annotate.cli.report import exit_code\n"
            "from annotate.cli.output import output\n"
            "def work():\n"
            "    with output('out.jsonl') as write:\n"
            "        write(b'half')\n"
            "        print('ready', flush=True)\n"
            "        time.sleep(60)\n"
            "sys.exit(exit_code(work, debug=False))\n"
        )
        process = subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, "-c", script],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(number)
        process.communicate(timeout=20)
        assert process.returncode == code
        assert not [each for each in folder.iterdir() if "out.jsonl" in each.name]


def test_long_work_shows_a_bar_on_the_terminal_and_not_in_the_data() -> None:
    script = (
        "import sys, time\n"
        "from annotate.cli.progress import progress\n"
        "for number in progress(range(8), 'Counting', 8):\n"
        "    time.sleep(0.1)\n"
        "    print(number)\n"
    )
    ours, theirs = pty.openpty()
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=theirs,
        check=True,
    )
    os.close(theirs)
    shown = output_until(ours, b"100%")
    os.close(ours)
    assert done.stdout.split() == [b"%d" % number for number in range(8)]
    assert b"Counting" in shown
    assert b"100%" in shown
    quiet = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", script], capture_output=True, check=True
    )
    assert (quiet.stdout, quiet.stderr) == (done.stdout, b"")


def _wait_until_it_reads(process: subprocess.Popen) -> None:
    """Returns when the program sleeps in a read of its input."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with open(f"/proc/{process.pid}/wchan") as place:  # noqa: PTH123  a device
            if "pipe" in place.read():
                return
        time.sleep(0.05)
    raise AssertionError("the program does not read its input")
