"""Typed reading of a JSON object; a wrong field becomes a problem with its place."""

from __future__ import annotations

import math
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from annotate.formats.importing import shortened
from annotate.formats.jsontext import canonical_object, dumps
from annotate.text.names import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from annotate.formats.importing import Spot

__all__ = ["Fields"]

_Choice = TypeVar("_Choice", bound=StrEnum)

_NAMES = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
    type(None): "null",
}


class Fields:
    """One JSON object being read; a wrong field is noted and read as its default."""

    def __init__(self, row: Mapping[str, object], spot: Spot) -> None:
        self.row = row
        self.spot = spot

    def problem(self, name: str, message: str) -> None:
        """Notes that the field `name` is wrong."""
        self.spot.problem(name, message)

    def refuse_unknown(self, known: Collection[str]) -> None:
        """Notes every key that is not in `known`: a typing mistake would lose data."""
        for name in self.row:
            if name not in known:
                close = nearest(name, known)
                hint = f"did you mean {close!r}?" if close else "remove it"
                self.problem(name, f"unknown key; {hint}")

    def text(self, name: str, *, required: bool = False) -> str:
        """The text of a field, "" when it is missing."""
        if name not in self.row:
            if required:
                self.problem(name, "is missing")
            return ""
        value = self.row[name]
        if isinstance(value, str):
            return value
        self._wrong_type(name, "text", value)
        return ""

    def choice(self, name: str, choices: type[_Choice], default: _Choice) -> _Choice:
        """One of the values of an enumeration, the default when the field is empty."""
        given = self.text(name)
        if not given:
            return default
        try:
            return choices(given)
        except ValueError:
            known = ", ".join(filter(None, choices))
            self.problem(name, f"is {shortened(given)}; known are {known}")
            return default

    def integer(self, name: str) -> int | None:
        """The whole number of a field that must be there; None when it is not one."""
        if name not in self.row:
            self.problem(name, "is missing")
            return None
        value = self.row[name]
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self._wrong_type(name, "a whole number", value)
        return None

    def score(self, name: str) -> float | None:
        """A finite number from 0 on; None when the field is missing or -1."""
        value = self.row.get(name, -1.0)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._wrong_type(name, "a number", value)
            return None
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if number == -1.0:
            return None
        if math.isfinite(number) and number >= 0.0:
            return number
        self.problem(name, f"is {number}; a score is 0 or more, and -1.0 for none")
        return None

    def json_object(self, name: str) -> str:
        """A JSON object as canonical text, "{}" when the field is missing or empty.

        The field may hold the text of the object, or the object itself.
        """
        value = self.row.get(name, "{}")
        try:
            if isinstance(value, dict):
                return dumps(value, sort_keys=True)
            if isinstance(value, str):
                return canonical_object(value or "{}")
        except ValueError as error:
            self.problem(name, f"is not the text of a JSON object ({error})")
        else:
            self._wrong_type(name, "the text of a JSON object", value)
        return "{}"

    def inner(self, name: str) -> Fields:
        """The object of a field that must be there; an empty one when it is not."""
        value = self.row.get(name, {})
        spot = self.spot.inside(name)
        if isinstance(value, dict):
            if name not in self.row:
                self.problem(name, "is missing")
            return Fields(value, spot)
        self._wrong_type(name, "an object", value)
        return Fields({}, spot)

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a list, none when the field is missing."""
        value = self.row.get(name, [])
        if not isinstance(value, list):
            self._wrong_type(name, "a list", value)
            return ()
        for position, each in enumerate(value):
            if not isinstance(each, str):
                self._wrong_type(f"{name}[{position}]", "text", each)
        return tuple(each for each in value if isinstance(each, str))

    def moment_ms(self, name: str) -> int | None:
        """Unix milliseconds of an ISO 8601 time with its zone; None for anything else.

        For times that other programs tell, which bar no import.
        """
        value = self.row.get(name)
        try:
            moment = datetime.fromisoformat(value) if isinstance(value, str) else None
            made = int(moment.timestamp() * 1000) if moment and moment.tzinfo else -1
        except (ValueError, OverflowError):
            return None
        return made if made >= 0 else None

    def objects(self, name: str) -> list[Fields]:
        """The objects of a list, none when the field is missing."""
        value = self.row.get(name, [])
        if not isinstance(value, list):
            self._wrong_type(name, "a list", value)
            return []
        found = []
        for position, each in enumerate(value):
            path = f"{name}[{position}]"
            if isinstance(each, dict):
                found.append(Fields(each, self.spot.inside(path)))
            else:
                self._wrong_type(path, "an object", each)
        return found

    def _wrong_type(self, name: str, wanted: str, value: object) -> None:
        found = _NAMES.get(type(value), type(value).__name__)
        self.problem(name, f"is {found}, where {wanted} is needed")
