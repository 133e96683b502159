"""What a database says for everybody who works in it: the rows of `setting`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotate.errors import UsageError
from annotate.model import Suggesting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotate.ids import Ids
    from annotate.store.engine import Engine, Reads

__all__ = [
    "SETTINGS",
    "Setting",
    "UnknownSetting",
    "UnknownValue",
    "known_setting",
    "put_setting",
    "stored_settings",
]


class Setting(NamedTuple):
    """One thing that can be set."""

    values: tuple[str, ...]
    """All there are; the first one stands where nothing is set."""
    hint: str


SETTINGS: Mapping[str, Setting] = {
    "suggestions": Setting(
        tuple(Suggesting),
        "off: hidden until Space r; on: shown from the start; never: always hidden",
    ),
    "blind": Setting(
        ("on", "off"),
        "on: others' tags are hidden in an assigned article until it is done; off: no",
    ),
}
"""By name."""


class UnknownSetting(UsageError):
    """Nothing is called so that can be set."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.nearest = _nearest(name, SETTINGS)
        meant = f"did you mean {self.nearest}? " if self.nearest else ""
        super().__init__(
            f"No setting is called {name!r}; {meant}"
            f"`annotate settings` lists them: {', '.join(SETTINGS)}."
        )


class UnknownValue(UsageError):
    """A setting cannot have the value."""

    def __init__(self, name: str, value: str) -> None:
        self.name, self.value = name, value
        self.nearest = _nearest(value, SETTINGS[name].values)
        meant = f"did you mean {self.nearest}? " if self.nearest else ""
        known = ", ".join(SETTINGS[name].values)
        super().__init__(
            f"The setting {name} cannot be {value!r}; {meant}it is one of {known}."
        )


def known_setting(name: str) -> Setting:
    """The setting of that name.

    Raises:
        UnknownSetting: there is none.
    """
    try:
        return SETTINGS[name]
    except KeyError:
        raise UnknownSetting(name) from None


def stored_settings(reads: Reads) -> dict[str, str]:
    """The value of every setting by name; of those not set, the first one.

    What a newer program has set, in name or value, does not count.
    """
    found = {str(row): str(value) for row, value in reads.all(_STORED)}
    return {
        name: found[name] if found.get(name) in each.values else each.values[0]
        for name, each in SETTINGS.items()
    }


def put_setting(engine: Engine, ids: Ids, name: str, value: str) -> bool:
    """Whether the setting was another one before; in a transaction of the engine.

    Raises:
        UnknownSetting: there is none of that name.
        UnknownValue: it cannot be that.
    """
    if value not in known_setting(name).values:
        raise UnknownValue(name, value)
    if stored_settings(engine)[name] == value:
        return False
    row = engine.one("SELECT rev FROM setting WHERE id = :id", {"id": name})
    # Greater than what it replaces even on a slow clock, or a merge would drop it.
    rev = ids.mint(str(row[0]) if row else "")
    engine.run(_PUT, {"id": name, "value": value, "rev": rev})
    return True


_STORED = "SELECT id, value FROM setting"

_PUT = """
INSERT INTO setting (id, value, rev) VALUES (:id, :value, :rev)
ON CONFLICT (id) DO UPDATE SET value = :value, rev = :rev"""


def _nearest(word: str, known: Mapping[str, Setting] | tuple[str, ...]) -> str:
    from annotate.text.names import nearest  # noqa: PLC0415  for a message

    return nearest(word, known)
