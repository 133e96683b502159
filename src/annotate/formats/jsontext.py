"""JSON as text that is safe to print, to split at line ends and to compare."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import lru_cache, partial
from json.encoder import encode_basestring
from typing import Final, NoReturn

from annotate.errors import AnnotateError
from annotate.formats.importing import shortened

__all__ = [
    "DECODER",
    "BadJsonText",
    "breaks_off",
    "canonical_object",
    "dumps",
    "dumps_indented",
    "loads",
    "loads_rows",
    "quoted",
    "stored_object",
]

_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


_WHITE: Final = " \t\r\n"
_CUT_ESCAPE = re.compile(r"\\u[0-9A-Fa-f]{0,4}\Z")
_CUT_NUMBER = re.compile(r"-|\.|[eE][+-]?")


class BadJsonText(AnnotateError):
    """Attributes or meta in the database are not the text of a JSON object."""

    def __init__(self, owner: str) -> None:
        super().__init__(
            f"The attributes or meta of {owner} are not JSON; run `annotate check`."
        )
        self.owner = owner


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The object of these keys and values; ValueError when a key comes again."""
    found = dict(pairs)
    if len(found) < len(pairs):
        ((name, _),) = Counter(name for name, _ in pairs).most_common(1)
        raise ValueError(f"the key {shortened(name)} stands twice in one object")
    return found


# Made once: making them takes as long as writing a short object.
_encoder = partial(
    json.JSONEncoder, ensure_ascii=False, allow_nan=False, separators=(",", ":")
)
_PLAIN = _encoder()
_SORTED = _encoder(sort_keys=True)
_ASCII = json.JSONEncoder(allow_nan=False, separators=(",", ":"))
DECODER: Final = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_refuse)
"""Reads JSON without NaN, infinity and repeated keys, which raise ValueError."""


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


_TRUSTING = json.JSONDecoder(parse_constant=_refuse)
_SPACED: Final = re.compile(r"[\t\r\n]:")


def loads(text: str) -> object:
    """The value of JSON text.

    ValueError also for NaN, infinity, repeated keys and endless nesting.
    """
    try:
        return DECODER.decode(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def loads_rows(text: str) -> object:
    """What `loads` gives, sooner for an object that holds lists of objects."""
    try:
        value = _TRUSTING.decode(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if isinstance(value, dict):
        keys = len(value)
        for part in value.values():
            if type(part) is list:
                keys += sum(len(each) for each in part if type(each) is dict)
        # Without white space before a colon there is one '":' for each key, and one
        # more for each quotation mark and colon in a text, which a backslash tells.
        colons = text.count('":') - text.count('\\":')
        # A backslash that ends a text tells of a quotation mark where there is none.
        is_odd = '\\\\":' in text or " :" in text or _has_spaced_colon(text)
        if colons == keys and not is_odd:
            return value
    return loads(text)


def _has_spaced_colon(text: str) -> bool:
    # To look for a single character takes a fortieth of the time. A line has its end.
    has_space = "\t" in text or "\r" in text or text.find("\n", 0, -1) >= 0
    return has_space and _SPACED.search(text) is not None


def breaks_off(text: str, error: json.JSONDecodeError) -> bool:
    """Whether JSON text, in which that is wrong, would be right if it went on."""
    if error.msg.startswith(("Unterminated string", "Invalid \\u")):
        return error.msg[0] == "U" or _CUT_ESCAPE.search(text) is not None
    rest = text[error.pos :].strip(_WHITE)
    if any(word.startswith(rest) for word in ("true", "false", "null")):
        return True
    return _CUT_NUMBER.fullmatch(rest) is not None


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


def stored_object(text: str, owner: str) -> str:
    """The canonical form of attributes or meta of the database.

    Raises:
        BadJsonText: they are no JSON object; it names the `owner`, as in `article 3b…`.
    """
    try:
        return canonical_object(text)
    except ValueError as error:
        raise BadJsonText(owner) from error


def _escaped(text: str) -> str:
    # The search costs more than all else, and most texts have nothing to find.
    if text.isascii() and "\x7f" not in text:
        return text
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
