"""The tokens in force: those of a file as it is now, or one made for this run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from annotate.serve.tokens import BadTokenFile, Tokens, new_token, read_tokens

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Keyring"]


class Keyring:
    """Who may log in now; a person is added or removed while the server runs."""

    def __init__(self, tokens: Tokens, path: Path | None = None) -> None:
        self.tokens = tokens
        self._path = path
        self._seen = _looks(path)

    @classmethod
    def of_file(cls, path: Path) -> Self:
        """Those of a file; raises as `read_tokens`."""
        seen = _looks(path)
        keyring = cls(read_tokens(path), path)
        keyring._seen = seen
        return keyring

    @classmethod
    def of_one(cls, name: str) -> tuple[Self, str]:
        """One person, and the token, which nobody has seen before."""
        token = new_token()
        return cls(Tokens.of(name, token)), token

    def read_again(self) -> str:
        """Take in what changed in the file; what is wrong with it, or "".

        While something is wrong the tokens stay as they were.
        """
        seen = _looks(self._path)
        if self._path is None or seen == self._seen:
            return ""
        self._seen = seen
        try:
            self.tokens = read_tokens(self._path)
        except BadTokenFile as error:
            return f"{error} Until then the tokens of before are in force."
        return ""


def _looks(path: Path | None) -> tuple[int, ...]:
    """What changes when the file does; () where there is none."""
    if path is None:
        return ()
    try:
        found = path.stat()
    except OSError:
        return ()
    return (found.st_mtime_ns, found.st_size, found.st_ino, found.st_mode)
