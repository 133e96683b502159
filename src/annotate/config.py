"""Settings: a TOML file, the environment and flags become one frozen value.

A flag wins over the environment, the environment over the file, the file over the
defaults. A key or value that nobody knows is an error that names its neighbour.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeVar

from annotate.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "BadSettings",
    "Colour",
    "Settings",
    "Theme",
    "config_path",
    "load_settings",
    "state_dir",
]

NAME: Final = "annotate"

_Choice = TypeVar("_Choice", bound=StrEnum)


class Theme(StrEnum):
    """The palette; auto takes what the terminal's background asks for."""

    AUTO = "auto"
    DARK = "dark"
    LIGHT = "light"


class Colour(StrEnum):
    """How many colours are used; auto takes what the terminal tells of itself."""

    AUTO = "auto"
    TRUECOLOR = "truecolor"
    MANY = "256"
    FEW = "16"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person may choose about the program."""

    theme: Theme = Theme.AUTO
    colour: Colour = Colour.AUTO
    ascii: bool = False
    """Draw marks and frames with ASCII alone."""
    keys: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    """Command id to its keys; not yet checked against the command table."""


class BadSettings(UsageError):
    """A setting that cannot be used; `origin` is the file, variable or flag."""

    def __init__(self, origin: str, what: str) -> None:
        super().__init__(f"{origin}: {what}.")
        self.origin = origin


def config_path(explicit: str | None, environ: Mapping[str, str] = os.environ) -> Path:
    """The settings file: as named, by ANNOTATE_CONFIG, or in the config folder."""
    named = explicit or environ.get("ANNOTATE_CONFIG", "")
    if named:
        return Path(named)
    return _folder("XDG_CONFIG_HOME", environ) / "config.toml"


def state_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """The user's folder for what the program remembers; it may not exist yet."""
    return _folder("XDG_STATE_HOME", environ)


def load_settings(
    explicit: str | None = None,
    *,
    theme: str | None = None,
    colour: str | None = None,
    ascii: bool | None = None,  # noqa: A002  the setting's name
    environ: Mapping[str, str] = os.environ,
) -> Settings:
    """The settings in force; a missing default file is no settings.

    Args:
        explicit: Path of a settings file, which must then exist.
        theme: From a flag; None when not given.
        colour: From a flag; None when not given.
        ascii: From a flag; None when not given.
        environ: The environment; ANNOTATE_THEME, ANNOTATE_COLOUR, ANNOTATE_ASCII,
            and NO_COLOR where neither file nor flag speaks of colour.

    Raises:
        BadSettings: A file that cannot be read, an unknown key or a wrong value.
    """
    path = config_path(explicit, environ)
    must_exist = bool(explicit or environ.get("ANNOTATE_CONFIG"))
    settings = _from_file(path, must_exist=must_exist)
    if environ.get("NO_COLOR") and settings.colour is Colour.AUTO:
        settings = replace(settings, colour=Colour.NONE)
    given: list[tuple[str, str, object]] = [
        (variable, name, environ[variable])
        for variable, name in (
            ("ANNOTATE_THEME", "theme"),
            ("ANNOTATE_COLOUR", "colour"),
            ("ANNOTATE_ASCII", "ascii"),
        )
        if environ.get(variable)
    ]
    given += [
        (f"--{name}", name, value)
        for name, value in (("theme", theme), ("colour", colour), ("ascii", ascii))
        if value is not None
    ]
    for origin, name, value in given:
        settings = _with(settings, name, value, origin)
    return settings


def _folder(variable: str, environ: Mapping[str, str]) -> Path:
    # Relative paths in these variables are to be ignored (XDG base directories).
    base = environ.get(variable, "")
    if base and Path(base).is_absolute():
        return Path(base) / NAME
    import platformdirs  # noqa: PLC0415  only where the variable is not set

    if variable == "XDG_STATE_HOME":
        return platformdirs.user_state_path(NAME)
    return platformdirs.user_config_path(NAME)


def _from_file(path: Path, *, must_exist: bool) -> Settings:
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        if not must_exist:
            return Settings()
        raise BadSettings(str(path), "no such settings file; check --config") from error
    except OSError as error:
        raise BadSettings(str(path), f"cannot be read ({error.strerror})") from error
    import tomllib  # noqa: PLC0415  most people have no settings file

    try:
        table: dict[str, object] = tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettings(str(path), f"is not TOML: {error}") from error
    settings = Settings()
    for name, value in table.items():
        settings = _with(settings, name, value, str(path))
    return settings


def _with(settings: Settings, name: str, value: object, origin: str) -> Settings:
    match name:
        case "theme":
            return replace(settings, theme=_choice(Theme, name, value, origin))
        case "colour":
            return replace(settings, colour=_choice(Colour, name, value, origin))
        case "ascii":
            return replace(settings, ascii=_truth(name, value, origin))
        case "keys":
            return replace(settings, keys=_keys(value, origin))
        case _:
            known = ("theme", "colour", "ascii", "keys")
            if name == "color":
                raise BadSettings(origin, 'unknown setting "color"; write "colour"')
            raise BadSettings(origin, f'unknown setting "{name}"; {_near(name, known)}')


def _choice(choices: type[_Choice], name: str, value: object, origin: str) -> _Choice:
    # 256 and 16 read more naturally as numbers in TOML.
    word = str(value) if type(value) is int else value
    names = tuple(choices)
    if isinstance(word, str) and word in names:
        return choices(word)
    raise BadSettings(origin, f'{name} cannot be "{value}"; {_near(str(value), names)}')


def _truth(name: str, value: object, origin: str) -> bool:
    if isinstance(value, bool):
        return value
    # The environment holds only words.
    if origin.startswith("ANNOTATE_") and value in {"1", "true", "yes"}:
        return True
    if origin.startswith("ANNOTATE_") and value in {"0", "false", "no"}:
        return False
    raise BadSettings(origin, f'{name} cannot be "{value}"; write true or false')


def _keys(value: object, origin: str) -> Mapping[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise BadSettings(origin, '[keys] is a table, as in `undo = "u"`')
    table: dict[str, tuple[str, ...]] = {}
    for command, keys in value.items():
        listed = [keys] if isinstance(keys, str) else keys
        if not isinstance(listed, list) or not all(
            isinstance(key, str) and key for key in listed
        ):
            raise BadSettings(
                origin, f'keys.{command} is a key or a list of keys, as in ["u", "z"]'
            )
        table[command] = tuple(listed)
    return MappingProxyType(table)


def _near(word: str, known: tuple[str, ...]) -> str:
    import difflib  # noqa: PLC0415  only for a message

    close = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    if close:
        return f'did you mean "{close[0]}"?'
    return f"known are {', '.join(known)}"
