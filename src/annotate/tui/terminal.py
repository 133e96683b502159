"""What the terminal can show, from the environment and the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from annotate.config import Settings

__all__ = ["Terminal", "prepare_environment"]


# What Textual calls them; without colours, it takes what is left out of the sixteen.
_SYSTEMS = {
    "truecolor": "truecolor",
    "256": "256",
    "16": "standard",
    "none": "standard",
}


def prepare_environment(environ: MutableMapping[str, str], terminal: Terminal) -> None:
    """Set what Textual reads when it is imported; call before that.

    COLUMNS and LINES go: with them, Textual never learns of a new window size; but in a
    browser they are how it learns of the first one. At its 60 frames a second, "saved"
    would wait 16 ms behind the tag that it tells of.
    """
    if "TEXTUAL_DRIVER" not in environ:
        environ.pop("COLUMNS", None)
        environ.pop("LINES", None)
    # The pages are Textual's own widgets, which ask the environment for colours.
    environ["TEXTUAL_COLOR_SYSTEM"] = _SYSTEMS[terminal.colours]
    environ.pop("NO_COLOR", None)
    if terminal.colours == "none":
        environ["NO_COLOR"] = "1"
    environ.setdefault("ESCDELAY", "25")
    environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    environ.setdefault("TEXTUAL_FPS", "240")


class Terminal(NamedTuple):
    """Colours and shade to paint with."""

    colours: str
    """"truecolor", "256", "16" or "none"."""
    is_dark: bool

    @classmethod
    def of(cls, environ: MutableMapping[str, str], settings: Settings) -> Terminal:
        """By NO_COLOR, COLORTERM, TERM and COLORFGBG, unless the settings say."""
        is_auto = settings.colour == "auto"
        colours = _colours(environ) if is_auto else settings.colour.value
        is_dark = settings.theme != "light"
        if settings.theme == "auto":
            # rxvt's convention: "foreground;background", 7 and 15 are light.
            is_dark = environ.get("COLORFGBG", "").rpartition(";")[2] not in {"7", "15"}
        return cls(colours, is_dark)


def _colours(environ: MutableMapping[str, str]) -> str:
    term = environ.get("TERM", "").lower()
    if environ.get("NO_COLOR") or term == "dumb":
        return "none"
    if environ.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"}:
        return "truecolor"
    if "256color" in term or "kitty" in term or "direct" in term:
        return "256"
    return "16"
