"""JSON as text that is safe to print, to split at line ends and to compare."""

from __future__ import annotations

import json
import re
from typing import NoReturn

__all__ = ["canonical_object", "dumps", "loads"]

_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def dumps(value: object, *, sort_keys: bool = False) -> str:
    r"""One line of compact JSON in UTF-8 characters.

    Everything that a terminal, `str.splitlines` or an encoder could trip over (C0, DEL,
    C1, U+2028, U+2029, surrogates) is written as \uXXXX. ValueError for NaN, infinity.
    """
    line = json.dumps(
        value,
        ensure_ascii=False,
        allow_nan=False,
        separators=(",", ":"),
        sort_keys=sort_keys,
    )
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def loads(text: str) -> object:
    """The value of JSON text; ValueError also for NaN, infinity and endless nesting."""
    try:
        return json.loads(text, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


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


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")
