"""JSON as text that is safe to print, to split at line ends and to compare."""

from __future__ import annotations

import json
import re
from functools import lru_cache, partial
from json.encoder import encode_basestring
from typing import Final, NoReturn

__all__ = [
    "DECODER",
    "canonical_object",
    "dumps",
    "dumps_indented",
    "loads",
    "quoted",
]

_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


# Made once: making them takes as long as writing a short object.
_encoder = partial(
    json.JSONEncoder, ensure_ascii=False, allow_nan=False, separators=(",", ":")
)
_PLAIN = _encoder()
_SORTED = _encoder(sort_keys=True)
_ASCII = json.JSONEncoder(allow_nan=False, separators=(",", ":"))
DECODER: Final = json.JSONDecoder(parse_constant=_refuse)
"""Reads JSON without NaN and infinity, for which it raises ValueError."""


def dumps(value: object, *, sort_keys: bool = False, is_ascii: bool = False) -> str:
    r"""One line of compact JSON in UTF-8 characters, or in ASCII.

    Everything that a terminal, `str.splitlines` or an encoder could trip over (C0, DEL,
    C1, U+2028, U+2029, surrogates) is written as \uXXXX. ValueError for NaN,
    infinity and endless nesting.
    """
    encoder = _SORTED if sort_keys else _PLAIN
    try:
        line = (_ASCII if is_ascii else encoder).encode(value)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return _escaped(line)


def dumps_indented(value: object) -> str:
    """The same on many lines, for people."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2)
    return _escaped(text)


def quoted(text: str) -> str:
    """What `dumps` makes of a text, in a third of the time."""
    return _escaped(encode_basestring(text))


def loads(text: str) -> object:
    """The value of JSON text; ValueError also for NaN, infinity and endless nesting."""
    try:
        return DECODER.decode(text)
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


def _escaped(text: str) -> str:
    # The search costs more than all else, and most texts have nothing to find.
    if text.isascii() and "\x7f" not in text:
        return text
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
