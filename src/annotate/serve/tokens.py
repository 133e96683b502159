"""The tokens that people log in with: a file of names and tokens, kept from others."""

from __future__ import annotations

import hashlib
import hmac
import math
import os
import re
import secrets
import stat
from typing import TYPE_CHECKING, Final, NamedTuple

from annotate.errors import AnnotateError
from annotate.text.names import BadName, annotator_name

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "BadTokenFile",
    "Holder",
    "OpenTokenFile",
    "Tokens",
    "add_token",
    "new_token",
    "read_tokens",
]

_LEAST_BITS: Final = 128
LONGEST: Final = 256
"""Characters of a token; what is longer is none."""
_BYTES: Final = 32
_LARGEST_FILE: Final = 1 << 20
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]+")
_LEAST_DISTINCT: Final = 8
"""A random token has more characters that differ; "aaaa…" is nobody's secret."""
_ALPHABETS: Final = (
    (re.compile(r"[0-9]+"), 10),
    (re.compile(r"[0-9a-f]+|[0-9A-F]+"), 16),
    (re.compile(r"[0-9a-z]+|[0-9A-Z]+"), 36),
)


class BadTokenFile(AnnotateError):
    """A file of tokens that cannot be used, with the place of what is wrong."""


class OpenTokenFile(BadTokenFile):
    """Other people of the machine can read the tokens, or change them."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} can be read or changed by other people of this machine; "
            f"run `chmod 600 {path}`, and give out new tokens if they were read."
        )
        self.path = path


class Holder(NamedTuple):
    """A person with a token."""

    name: str
    """The annotator."""
    digest: bytes
    """SHA-256 of the token, which itself is not kept."""


class Tokens(NamedTuple):
    """Who may log in."""

    holders: tuple[Holder, ...]

    @classmethod
    def of(cls, name: str, token: str) -> Tokens:
        """One person, with one token."""
        return cls((Holder(name, _digest(token)),))

    def holder(self, candidate: str) -> Holder | None:
        """Whose token that is; it takes as long for every candidate of a length."""
        digest = _digest(candidate[:LONGEST])
        found = None
        for each in self.holders:
            if hmac.compare_digest(each.digest, digest):
                found = each
        return found if len(candidate) <= LONGEST else None


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def new_token() -> str:
    """A random token of 256 bits."""
    return secrets.token_urlsafe(_BYTES)


def read_tokens(path: Path) -> Tokens:
    """The people of a file: lines of a name and a token, `#` for remarks.

    A name may stand in several lines, so that a token can be replaced without haste.

    Raises:
        OpenTokenFile: others than the owner can read or change it.
        BadTokenFile: it cannot be read, a line is wrong, or it names nobody.
    """
    holders: dict[bytes, Holder] = {}
    lines: dict[bytes, int] = {}
    for number, line in enumerate(_text(path).splitlines(), 1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        holder = _holder(stripped, f"{path}, line {number}")
        if holder.digest in holders:
            raise BadTokenFile(
                f"{path}, line {number}: the token stands in line "
                f"{lines[holder.digest]} too; give each person one of their own with "
                "`annotate serve --new-token NAME`."
            )
        holders[holder.digest], lines[holder.digest] = holder, number
    if not holders:
        raise BadTokenFile(
            f"{path} has no tokens; add one with "
            f"`annotate serve --token-file {path} --new-token NAME`."
        )
    return Tokens(tuple(holders.values()))


def add_token(path: Path, name: str) -> str:
    """A new token for that name, now in the file, which is made if there is none.

    Raises:
        BadName: nobody can be called that.
        BadTokenFile: the file is wrong or cannot be written.
    """
    name = annotator_name(name)
    if name.startswith("#"):
        raise BadTokenFile(
            f"A line that begins with # is a remark, so {name!r} cannot stand in a "
            "token file; take a name that begins with another character."
        )
    is_there = path.exists()
    if is_there and _text(path).strip():
        read_tokens(path)
    token = new_token()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "ab") as file:
            before = b"\n" if is_there and not _ends_a_line(path) else b""
            file.write(before + f"{name} {token}\n".encode())
    except OSError as error:
        raise BadTokenFile(
            f"{path} cannot be written ({error.strerror}); name another file with "
            "--token-file."
        ) from error
    return token


def _ends_a_line(path: Path) -> bool:
    data = path.read_bytes()
    return not data or data.endswith(b"\n")


def _text(path: Path) -> str:
    """What the file says, when it is nobody's business but the owner's."""
    try:
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            if os.name == "posix":
                _refuse_open(path, found)
            data = file.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise BadTokenFile(
            f"{path} cannot be read ({error.strerror}); make it with "
            f"`annotate serve --token-file {path} --new-token NAME`."
        ) from error
    if len(data) > _LARGEST_FILE:
        raise BadTokenFile(f"{path} is larger than 1 MiB; it is no token file.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadTokenFile(
            f"{path}, line {line} is not UTF-8; save the file as UTF-8."
        ) from error


def _refuse_open(path: Path, found: os.stat_result) -> None:
    is_anothers = found.st_uid not in {0, os.geteuid()}
    if is_anothers or stat.S_IMODE(found.st_mode) & 0o077:
        raise OpenTokenFile(path)


def _holder(line: str, place: str) -> Holder:
    """The person of a line; the token is never part of what is said about it."""
    words = line.rsplit(maxsplit=1)
    if len(words) != 2:
        raise BadTokenFile(
            f"{place} has one word; write a name and a token, as "
            "`annotate serve --new-token NAME` does."
        )
    try:
        name = annotator_name(words[0])
    except BadName as error:
        raise BadTokenFile(f"{place}: {error}") from error
    wrong = _what_is_wrong(words[1])
    if wrong:
        raise BadTokenFile(
            f"{place}: the token {wrong}; make one with "
            "`annotate serve --new-token NAME`."
        )
    return Holder(name, _digest(words[1]))


def _what_is_wrong(token: str) -> str:
    """The end of a sentence about the token; "" for nothing."""
    if not _TOKEN.fullmatch(token):
        return "has other characters than letters, digits, _ and -"
    if len(token) > LONGEST:
        return f"is longer than {LONGEST} characters"
    size = next((size for form, size in _ALPHABETS if form.fullmatch(token)), 64)
    least = math.ceil(_LEAST_BITS / math.log2(size))
    if len(token) < least:
        return (
            f"has {len(token)} characters, and of this kind {least} at least are "
            f"needed ({_LEAST_BITS} bits)"
        )
    if len(set(token)) < _LEAST_DISTINCT:
        return "repeats a few characters and can be guessed"
    return ""
