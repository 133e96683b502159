"""JSON as text that is safe to print, to split at line ends and to compare."""

from __future__ import annotations

import json
import re
from functools import lru_cache, partial
from typing import NoReturn

__all__ = ["canonical_object", "dumps", "dumps_indented", "loads"]

_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


# Made once: making them takes as long as writing a short object.
_encoder = partial(
    json.JSONEncoder, ensure_ascii=False, allow_nan=False, separators=(",", ":")
)
_PLAIN = _encoder()
_SORTED = _encoder(sort_keys=True)
_DECODER = json.JSONDecoder(parse_constant=_refuse)


def dumps(value: object, *, sort_keys: bool = False) -> str:
    r"""One line of compact JSON in UTF-8 characters.

    Everything that a terminal, `str.splitlines` or an encoder could trip over (C0, DEL,
    C1, U+2028, U+2029, surrogates) is written as \uXXXX. ValueError for NaN,
    infinity and endless nesting.
    """
    try:
        line = (_SORTED if sort_keys else _PLAIN).encode(value)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def dumps_indented(value: object) -> str:
    """The same on many lines, for people."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def loads(text: str) -> object:
    """The value of JSON text; ValueError also for NaN, infinity and endless nesting."""
    try:
        return _DECODER.decode(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


@lru_cache(maxsize=1024)
def canonical_object(text: str) -> str:
    """The JSON object `text` in the one form that is stored, keys sorted.

    ValueError when it is no JSON object, or holds a number that JSON has not.
    """
    if text == "{}":
        return text
    value = loads(text)
    if not isinstance(value, dict):
        raise ValueError("it is JSON, but no object")  # noqa: TRY004  bad data, no bug
    return dumps(value, sort_keys=True)
