"""Colours of the reading desk: one palette for each thing a terminal can show.

The four label colours were searched for under normal, protan, deutan and tritan vision
(Machado, Oliveira & Fernandes 2009) with WCAG contrast limits for the text on them.
Nothing means anything by colour alone: the gutter letter, the bracket and the
underlines say the same.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rich.color import Color, blend_rgb
from rich.style import Style

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotate.model import Scheme
    from annotate.text.paint import Look

__all__ = ["PALETTES", "Palette", "Styles", "palette_for"]


class Role(NamedTuple):
    """The two colours of a label."""

    tint: str
    """Behind its text; "" where the terminal has too few colours."""
    strong: str
    """Of its bracket and gutter letter, and of its text where there is no tint."""


class Palette(NamedTuple):
    """All colours of one look of the desk; "" is the terminal's own."""

    name: str
    is_dark: bool
    text: str
    base: str
    quiet: str
    """Text that matters less: separators, hints."""
    bar: str
    """Behind the headers of panes without the focus."""
    bar_text: str
    lit_bar: str
    """Behind the focused pane's header and the status line."""
    lit_text: str
    selection: str
    selection_text: str
    cursor: str
    cursor_text: str
    match: str
    alarm: str
    alarm_text: str
    roles: Mapping[str, Role]


_EXTRA_DARK = {
    "extra-1": Role("#4a2f6b", "#c9a2ff"),
    "extra-2": Role("#1f5c73", "#7fd8ff"),
    "extra-3": Role("#5b5f1e", "#d9e26a"),
    "extra-4": Role("#6b3552", "#ff9fd0"),
}

PALETTES = {
    "dark": Palette(
        "dark", True, "#e4e8ef", "#14161b", "#8b93a1", "#262a33", "#b4bcc9", "#3b4252",
        "#f4f6fa", "#9aa3b5", "#14161b", "#ffffff", "#000000", "#54407a", "#b3261e",
        "#ffffff",
        {
            "claim": Role("#0e355e", "#6f9bff"),
            "quote": Role("#1e6b59", "#8bfbf0"),
            "number": Role("#7c5e22", "#fee16f"),
            "denial": Role("#69292b", "#ff7f86"),
            **_EXTRA_DARK,
        },
    ),
    "light": Palette(
        "light", False, "#1d2127", "#fbfaf7", "#6b6f76", "#e4e1d8", "#4a4e55",
        "#c9c4b6", "#14161b", "#4b5568", "#ffffff", "#000000", "#ffffff", "#e2ccff",
        "#b3261e", "#ffffff",
        {
            "claim": Role("#d3e0fd", "#243262"),
            "quote": Role("#47d1b7", "#2a7f79"),
            "number": Role("#fae2a7", "#897316"),
            "denial": Role("#e5888d", "#601f25"),
            "extra-1": Role("#e0cffc", "#4b2a80"),
            "extra-2": Role("#bfe6f5", "#1f5c73"),
            "extra-3": Role("#e6e8a8", "#5b5f1e"),
            "extra-4": Role("#f8cfe3", "#7a2b55"),
        },
    ),
    "dark-256": Palette(
        "dark-256", True, "color(255)", "color(234)", "color(245)", "color(236)",
        "color(250)", "color(239)", "color(255)", "color(248)", "color(234)",
        "color(231)", "color(16)", "color(60)", "color(124)", "color(231)",
        {
            "claim": Role("color(18)", "color(105)"),
            "quote": Role("color(23)", "color(51)"),
            "number": Role("color(94)", "color(220)"),
            "denial": Role("color(88)", "color(204)"),
            "extra-1": Role("color(54)", "color(141)"),
            "extra-2": Role("color(24)", "color(117)"),
            "extra-3": Role("color(58)", "color(185)"),
            "extra-4": Role("color(53)", "color(212)"),
        },
    ),
    "light-256": Palette(
        "light-256", False, "color(234)", "color(231)", "color(242)", "color(253)",
        "color(239)", "color(250)", "color(16)", "color(240)", "color(231)",
        "color(16)", "color(231)", "color(183)", "color(124)", "color(231)",
        {
            "claim": Role("color(189)", "color(18)"),
            "quote": Role("color(79)", "color(23)"),
            "number": Role("color(223)", "color(94)"),
            "denial": Role("color(174)", "color(52)"),
            "extra-1": Role("color(183)", "color(54)"),
            "extra-2": Role("color(153)", "color(24)"),
            "extra-3": Role("color(187)", "color(58)"),
            "extra-4": Role("color(218)", "color(53)"),
        },
    ),
    "dark-16": Palette(
        "dark-16", True, "", "", "", "", "", "", "", "", "", "", "", "", "red",
        "bright_white",
        {
            "claim": Role("", "bright_blue"),
            "quote": Role("", "bright_green"),
            "number": Role("", "bright_yellow"),
            "denial": Role("", "bright_magenta"),
            "extra-1": Role("", "bright_cyan"),
            "extra-2": Role("", "cyan"),
            "extra-3": Role("", "green"),
            "extra-4": Role("", "magenta"),
        },
    ),
    "light-16": Palette(
        "light-16", False, "", "", "", "", "", "", "", "", "", "", "", "", "red",
        "bright_white",
        {
            "claim": Role("", "blue"),
            "quote": Role("", "green"),
            "number": Role("", "yellow"),
            "denial": Role("", "magenta"),
            "extra-1": Role("", "cyan"),
            "extra-2": Role("", "blue"),
            "extra-3": Role("", "green"),
            "extra-4": Role("", "magenta"),
        },
    ),
    "plain": Palette(
        "plain", True, "", "", "", "", "", "", "", "", "", "", "", "", "", "", {}
    ),
}  # fmt: skip


def palette_for(colours: str, *, is_dark: bool) -> Palette:
    """The palette of "truecolor", "256", "16" or "none", dark or light."""
    if colours == "none":
        return PALETTES["plain"]
    shade = "dark" if is_dark else "light"
    return PALETTES[shade if colours == "truecolor" else f"{shade}-{colours}"]


class Styles:
    """Rich styles of the desk in one palette, made once each."""

    def __init__(self, palette: Palette, scheme: Scheme) -> None:
        self.palette = palette
        self._labels = {label.id: label for label in scheme.labels}
        p = palette
        few = not p.base
        self.text = _style(p.text, p.base)
        self.quiet = _style(p.quiet, p.base, dim=few)
        self.bar = _style(p.bar_text, p.bar, underline=few)
        self.lit_bar = _style(p.lit_text, p.lit_bar, bold=True, reverse=few)
        self.status = _style(p.lit_text, p.lit_bar, reverse=few)
        self.alarm = _style(p.alarm_text, p.alarm, bold=True, reverse=p.name == "plain")
        self.hint = self.text if few else _style(p.bar_text, p.bar)
        self.hint_key = self.hint + Style(bold=True)
        self.cursor = _style(p.cursor_text, p.cursor, reverse=few, bold=few)
        self.underline = Style(underline=True)
        self.edge = _style(p.text, p.base, bold=True)
        self.jump = _style(p.cursor_text, p.cursor, reverse=few, bold=True)
        self.look = lru_cache(maxsize=1024)(self._look)
        self.bracket = lru_cache(maxsize=256)(self._bracket)
        self.letter = lru_cache(maxsize=64)(self._letter)
        self.block = lru_cache(maxsize=64)(self._block)
        self.suggested = lru_cache(maxsize=256)(self._suggested)

    def role(self, label: str) -> Role:
        """The colours of a label; those of the text where there are none."""
        known = self._labels.get(label)
        colour = known.colour if known else ""
        return self.palette.roles.get(colour, Role("", self.palette.text))

    def _letter(self, label: str, *, is_other: bool) -> Style:
        """The gutter letter of a label, and its name elsewhere on the base colour."""
        strong = self.role(label).strong
        if is_other:
            return _style(self._faded(strong, 0.35), self.palette.base, dim=self._few)
        return _style(strong, self.palette.base, bold=True)

    def _block(self, label: str, *, is_other: bool) -> Style:
        """A cell filled with the strong colour of a label, with something on it."""
        strong = self.role(label).strong
        if self._few:
            return _style(strong, "", bold=True, dim=is_other, reverse=True)
        shade = self._faded(strong, 0.35) if is_other else strong
        return _style(self.palette.base, shade, bold=not is_other)

    def jump_to(self, label: str) -> Style:
        """A jump label that leads to an annotation of the label; to a word for ""."""
        return self.block(label, is_other=False) if label else self.jump

    @property
    def _few(self) -> bool:
        return not self.palette.base

    def _faded(self, colour: str, share: float) -> str:
        """The colour moved towards the base; itself where it cannot be mixed."""
        if not colour.startswith("#") or not self.palette.base.startswith("#"):
            return colour
        mixed = blend_rgb(
            Color.parse(colour).get_truecolor(),
            Color.parse(self.palette.base).get_truecolor(),
            share,
        )
        return mixed.hex

    def _look(self, look: Look) -> Style:
        p = self.palette
        style = self._tinted(look)
        if look.is_match:
            style += _style("", p.match, bold=True, underline=self._few)
        if look.is_selected:
            style += _style(p.selection_text, p.selection, reverse=self._few, dim=False)
            if look.label:
                style += Style(underline=True)
        if look.depth == 2:
            style += Style(underline=True)
        elif look.depth > 2:
            style += Style(underline2=True, underline=False)
        if look.is_active:
            style += Style(bold=True)
        if look.is_edge:
            strong = self.role(look.label or look.suggested).strong
            if self._few:
                style += Style(bold=True, underline=True, reverse=not look.is_selected)
            else:
                style += _style(p.base, strong, bold=True)
        return style

    def _hinted(self, label: str) -> Style:
        """The text of a suggestion: on the base, with a touch of the label's colour."""
        strong = self.role(label).strong
        if self._few or not strong.startswith("#"):
            return Style()
        return _style(
            blend_rgb(
                Color.parse(self.palette.text).get_truecolor(),
                Color.parse(strong).get_truecolor(),
                0.3,
            ).hex,
            "",
        )

    def _suggested(self, label: str, look: Look | None) -> Style:
        """An end of a suggestion's outline, or its letter in the gutter."""
        strong = self._faded(self.role(label).strong, 0.25)
        under = self.text if look is None else self._look(look)
        return Style(
            color=Color.parse(strong) if strong else None,
            bgcolor=under.bgcolor,
            dim=self._few or None,
            italic=look is None or None,
            reverse=under.reverse,
        )

    def _tinted(self, look: Look) -> Style:
        """What label and suggestion make of the text."""
        style = self.text
        if look.label:
            style += self._label_style(look.label, is_other=look.is_other)
        elif look.suggested:
            style += self._hinted(look.suggested)
        return style + Style(underline=True) if look.suggested else style

    def _label_style(self, label: str, *, is_other: bool) -> Style:
        role = self.role(label)
        p = self.palette
        if p.name == "plain":
            known = self._labels.get(label)
            shapes = {
                "underline": Style(underline=True),
                "italic": Style(italic=True),
                "bold": Style(bold=True),
                "double": Style(underline2=True),
            }
            shape = shapes.get(known.shape if known else "", Style(underline=True))
            return shape + Style(dim=is_other or None)
        if not role.tint:
            return _style(role.strong, "", dim=is_other)
        if is_other:
            if role.tint.startswith("#"):
                return _style(self._faded(p.text, 0.22), self._faded(role.tint, 0.45))
            return _style(role.strong, "", dim=True)
        return _style("", role.tint)

    def _bracket(self, label: str, look: Look | None, *, is_other: bool) -> Style:
        """The mark before a span, on what stands behind it."""
        strong = self.role(label).strong
        if is_other:
            strong = self._faded(strong, 0.35)
        under = self.text if look is None else self._look(look)
        if look is not None and look.is_edge:
            return under
        return Style(
            color=Color.parse(strong) if strong else None,
            bgcolor=under.bgcolor,
            bold=True,
            dim=is_other and self._few,
            reverse=under.reverse,
        )


def _style(
    colour: str,
    background: str,
    *,
    bold: bool | None = None,
    dim: bool | None = None,
    reverse: bool | None = None,
    underline: bool | None = None,
) -> Style:
    return Style(
        color=Color.parse(colour) if colour else None,
        bgcolor=Color.parse(background) if background else None,
        bold=bold or None,
        dim=dim,
        reverse=reverse or None,
        underline=underline or None,
    )
