from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

import pytest

from annotate.serve.keyring import Keyring
from annotate.serve.tokens import (
    BadTokenFile,
    OpenTokenFile,
    add_token,
    new_token,
    read_tokens,
)
from annotate.text.names import BadName

if TYPE_CHECKING:
    from pathlib import Path

GOOD = "Kq3-vPz7_RtY1mWc9LxN0b"
OTHER = "Zw8-aHd2_JfS6kEo4UgT5i"


def written(folder: Path, text: str | bytes, mode: int = 0o600) -> Path:
    path = folder / "tokens.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    path.chmod(mode)
    return path


def names(path: Path) -> list[str]:
    return [each.name for each in read_tokens(path).holders]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"ada {GOOD}", ["ada"]),
        (f"# who may come\n\n  ada\t{GOOD}  \r\nben {OTHER}\n", ["ada", "ben"]),
        (f"\ufeffada {GOOD}\n", ["ada"]),
        (f"Ada de la Cruz {GOOD}\n", ["Ada de la Cruz"]),
        (f"$(touch x) {GOOD}\n", ["$(touch x)"]),
        (f"ada {GOOD}\nada {OTHER}\n", ["ada", "ada"]),  # a token is being replaced
        (f"ada {'0123456789abcdef' * 2}\n", ["ada"]),  # 128 bits in hexadecimal
    ],
)
def test_a_file_names_who_may_come(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    assert names(written(tmp_path, text)) == expected


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        (f"ada {GOOD}\nben {OTHER[:-1]}", "line 2", "has 21 characters"),
        ("ada abc", "line 1", "has 3 characters"),
        ("ada 0123456789abcdef0123456789abcde", "line 1", "32 at least"),
        ("ada 123456789012345678901234567890123456", "line 1", "39 at least"),
        ("ada abcdefghijklmnopqrstuvwx", "line 1", "25 at least"),
        (f"ada {'aB-' * 20}", "line 1", "can be guessed"),
        (f"ada {GOOD * 12}", "line 1", "longer than 256"),
        (f"ada {GOOD}!", "line 1", "other characters"),
        (f"# x\n{GOOD}", "line 2", "one word"),
        (f"ada {GOOD}\nben {GOOD}", "line 2", "in line 1 too"),
        (f"{'x' * 65} {GOOD}", "line 1", "65 characters"),
        (f"a\x1bda {GOOD}", "line 1", "U+001B"),
        (f"ada {GOOD}\n\xff".encode("latin-1"), "line 2", "not UTF-8"),
        ("# nobody\n", "", "has no tokens"),
        (b"\n" * (1 << 21), "", "larger than 1 MiB"),
    ],
)
def test_a_wrong_line_is_refused_with_its_number_and_without_the_token(
    tmp_path: Path, text: str | bytes, place: str, what: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(BadTokenFile) as caught:
        read_tokens(path)
    message = str(caught.value)
    assert str(path) in message
    assert place in message
    assert what in message
    assert GOOD[:20] not in message
    assert OTHER[:20] not in message


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o666])
def test_a_file_that_others_can_read_or_change_is_refused(
    tmp_path: Path, mode: int
) -> None:
    path = written(tmp_path, f"ada {GOOD}", mode)
    with pytest.raises(OpenTokenFile, match="chmod 600"):
        read_tokens(path)
    with pytest.raises(OpenTokenFile):
        add_token(path, "ben")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_of_another_person_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, f"ada {GOOD}")
    os.chown(path, 65534, 65534)
    if os.geteuid() == 0:
        with pytest.raises(OpenTokenFile):
            read_tokens(path)


def test_a_missing_file_is_told_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(BadTokenFile, match="--new-token"):
        read_tokens(tmp_path / "none.txt")


def test_a_token_belongs_to_its_line_and_nothing_else_is_one(tmp_path: Path) -> None:
    tokens = read_tokens(written(tmp_path, f"ada {GOOD}\nben {OTHER}\n"))
    ada, ben = tokens.holder(GOOD), tokens.holder(OTHER)
    assert ada is not None
    assert ben is not None
    assert (ada.name, ben.name) == ("ada", "ben")
    wrong = ("", GOOD[:-1], f"{GOOD}a", GOOD.lower(), "ada", GOOD * 1000, "\ud800", "ä")
    for candidate in wrong:
        assert tokens.holder(candidate) is None, candidate
    # What is kept of a token does not tell it.
    assert GOOD not in repr(tokens)


def test_new_tokens_are_added_for_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "tokens.txt"
    first = add_token(path, "ada")
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_text(path.read_text().rstrip("\n"))  # as some editors leave it
    second = add_token(path, "  Ben B.  ")
    assert names(path) == ["ada", "Ben B."]
    assert first != second
    assert min(len(first), len(second)) >= 43
    holder = read_tokens(path).holder(second)
    assert holder is not None
    assert holder.name == "Ben B."


def test_nobody_is_added_to_a_file_that_is_wrong(tmp_path: Path) -> None:
    path = written(tmp_path, "ada short\n")
    with pytest.raises(BadTokenFile, match="line 1"):
        add_token(path, "ben")
    assert path.read_text() == "ada short\n"


@pytest.mark.parametrize("name", ["", "a\nb", "x" * 65])
def test_a_name_that_cannot_be_an_annotators_gets_no_token(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(BadName):
        add_token(tmp_path / "tokens.txt", name)
    assert not (tmp_path / "tokens.txt").exists()


def test_a_name_that_would_be_a_remark_gets_no_token(tmp_path: Path) -> None:
    with pytest.raises(BadTokenFile, match="remark"):
        add_token(tmp_path / "tokens.txt", "#1")


def test_every_new_token_can_be_used(tmp_path: Path) -> None:
    tokens = [new_token() for _ in range(300)]
    path = written(tmp_path, "".join(f"ada {each}\n" for each in tokens))
    assert len(read_tokens(path).holders) == 300


def test_a_changed_file_is_taken_in_and_a_broken_one_is_not(tmp_path: Path) -> None:
    path = written(tmp_path, f"ada {GOOD}\n")
    keyring = Keyring.of_file(path)
    assert keyring.read_again() == ""
    path.write_text(f"ada {GOOD}\nben {OTHER}\n")
    assert keyring.read_again() == ""
    assert keyring.tokens.holder(OTHER) is not None
    path.write_text("ada short\n")
    assert "line 1" in keyring.read_again()
    assert keyring.read_again() == ""  # told once
    assert keyring.tokens.holder(GOOD) is not None
    path.write_text(f"ben {OTHER}\n")
    keyring.read_again()
    assert keyring.tokens.holder(GOOD) is None


def test_a_token_made_for_one_run_lets_one_person_in() -> None:
    keyring, token = Keyring.of_one("ada")
    holder = keyring.tokens.holder(token)
    assert holder is not None
    assert holder.name == "ada"
    assert keyring.tokens.holder(secrets.token_urlsafe(32)) is None
    assert keyring.read_again() == ""
