r"""The display: an article's text as it may be shown, one code point for one.

`make_display` gives a text of the same length, so that an offset into the article is
an offset into its display. No byte of an article acts on the terminal:

- C0 controls and DEL become their pictures (ESC is ␛); tab and newline a blank;
- C1 controls, tag characters, private use, surrogates, noncharacters and the format
  characters that no article needs become �; line and paragraph separators ␤;
- controls of direction become ⇄, since they can make a text read as another;
- regional indicators become letters, so a flag is shown as its country code;
- zero-width spaces, joiners, soft hyphens, variation selectors, skin tones and
  invisible fillers become `cells.DROPPED`, 0 cells wide. `visible` takes them out;
- combining marks stay. A mark with nothing before it to stand on (at the start of the
  text or of a line, or behind a control) becomes ◌, 1 cell, since a terminal would
  put it on whatever it printed before: the next pane. Of a pile of marks on one
  letter the first 8 stay.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from annotate.text.cells import DROPPED, SIMPLE, is_mark

__all__ = ["make_display", "safe_line", "visible"]

_REPLACEMENT = "\ufffd"
_DIRECTION = "\u21c4"
_LINE = "\u2424"
_DOTTED_CIRCLE = "\u25cc"
_PILE = 8

# What cannot be shown as it is, as the inside of a regular expression's [...].
_C0 = "\x00-\x1f\x7f"
_EXTENDING = (
    "\u034f\u17b4\u17b5\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f"
    "\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef"
)
"""Not shown, and part of the grapheme before them."""
_EMPTY = "\xad\u115f\u1160\u180e\u200b\u2060-\u2064\u3164\ufeff\uffa0"
"""Not shown, and a grapheme of their own, or the base of one."""
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_LINES = "\u2028\u2029"
_FLAGS = "\U0001f1e6-\U0001f1ff"
_FORMATS = (
    "\x80-\x9f\u206a-\u206f\ufff0-\ufffb\ud800-\udfff"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
)
_OTHERS = (
    "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u2065\U000110bd\U000110cd"
    "\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U0001fffe\U0001ffff\U0002fffe\U0002ffff"
    "\U0003fffe-\U000e00ff\U000e01f0-\U0010ffff"
)
_UNFIT = _C0 + _EXTENDING + _EMPTY + _BIDI + _LINES + _FLAGS + _FORMATS + _OTHERS
_NO_BASE = _C0 + _EMPTY + _BIDI + _LINES + _FORMATS
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0610-\u061a\u064b-\u065f\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)

_ODD = re.compile(f"[^\n{SIMPLE}]")
# Written out only: compiled at first need, since each costs a start 1 to 2 ms.
_UNFIT_CHAR = f"[{_UNFIT}]"
# Python tests characters beyond U+FFFF against one range after the other, also for
# every character that is not among them: one range for all is 5 times as fast.
_PERHAPS_UNFIT = (
    "[" + re.sub("[\U00010000-\U0010ffff]-?", "", _UNFIT) + "\U00010000-\U0010ffff]"
)
_ORPHAN = f"([{_NO_BASE}][{_EXTENDING}]*)([^{SIMPLE}{_UNFIT}])"
_ORPHAN_ON_LINE = f"(\n[{_EXTENDING}]*)([^{SIMPLE}{_UNFIT}])"
_FIRST_ORPHAN = rf"\A([{_EXTENDING}]*)([^{SIMPLE}{_UNFIT}])"
_MARK_PILE = f"[{_MARKS}][{_MARKS}]{{{_PILE},}}"
_NO_BASE_CHAR = f"[{_NO_BASE}]"

_ASCII_FORMS = (
    *(("\u201c", '"'), ("\u201d", '"'), ("\u201e", '"'), ("\u2033", '"')),
    *(("\u2018", "'"), ("\u2019", "'"), ("\u201a", "'"), ("\u2032", "'")),
    *(("\u2010", "-"), ("\u2011", "-"), ("\u2013", "-"), ("\u2014", "-")),
    *(("\u2015", "-"), ("\u2026", "."), ("\u2022", "*"), (_REPLACEMENT, "?")),
)
_FEW = 16
"""Up to so many different code points, replacing one after the other is faster."""
_MANY = 1000
"""From so many on, looking at each costs more than it saves."""


def make_display(text: str, *, ascii_only: bool = False) -> str:
    """`text` as it may be shown, of the same length; see the module for the rules.

    With `ascii_only`, typographic quotes, dashes, the ellipsis and the bullet become
    ASCII too; letters stay.
    """
    display = _shown(text)
    if ascii_only and not display.isascii():
        for char, form in _ASCII_FORMS:
            display = display.replace(char, form)
    return display


def visible(display: str) -> str:
    """What to write to the terminal for a stretch of a display.

    A stretch that starts inside a grapheme may start with a mark, which the terminal
    puts on the cell before; rows and runs at graphemes never do.
    """
    return display.replace(DROPPED, "")


def safe_line(text: str, *, ascii_only: bool = False) -> str:
    """Any text as one safe line, for titles, names, notes, file names and messages.

    Newlines become blanks, controls visible, and what has no width is left out, so
    offsets into it mean nothing.
    """
    return visible(make_display(text, ascii_only=ascii_only))


def _shown(text: str) -> str:
    if text.isascii():
        return text.translate(_c0_table())
    first = _ODD.search(text)
    if first is None:
        return text.replace("\n", " ")
    at = first.start()
    unfit = {"\n", DROPPED, *re.compile(_PERHAPS_UNFIT).findall(text, at)}
    if len(unfit) <= _MANY:
        unfit = set(filter(re.compile(_UNFIT_CHAR).match, unfit))
    shown = _mark_orphans(text, at, unfit)
    if re.compile(_MARK_PILE).search(shown, at):
        shown = re.compile(_MARK_PILE).sub(_thin, shown)
    if len(unfit) > _FEW:
        return re.compile(_UNFIT_CHAR).sub(lambda found: _symbol(found[0]), shown)
    for char in unfit:
        shown = shown.replace(char, _symbol(char))
    return shown


def _mark_orphans(text: str, at: int, unfit: set[str]) -> str:
    """`text` with ◌ for marks that have nothing to stand on; the first odd is `at`."""
    only_lines = len(unfit) <= _MANY and not any(
        map(re.compile(_NO_BASE_CHAR).match, unfit - {"\n"})
    )
    pattern = re.compile(_ORPHAN_ON_LINE if only_lines else _ORPHAN)
    if pattern.search(text, max(at - 1, 0)):
        text = pattern.sub(_circle, text)
    return re.compile(_FIRST_ORPHAN).sub(_circle, text) if at == 0 else text


def _circle(found: re.Match[str]) -> str:
    before, char = found.groups()
    return before + (_DOTTED_CIRCLE if is_mark(char) else char)


def _thin(found: re.Match[str]) -> str:
    return found[0][:_PILE] + DROPPED * (len(found[0]) - _PILE)


@cache
def _c0_table() -> dict[int, str]:
    return {code: _symbol(chr(code)) for code in (*range(0x20), 0x7F)}


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], str], ...]:
    return (
        (re.compile(f"[{_EXTENDING}{_EMPTY}]"), DROPPED),
        (re.compile(f"[{_BIDI}]"), _DIRECTION),
        (re.compile(f"[{_LINES}]"), _LINE),
    )


@lru_cache(maxsize=1024)
def _symbol(char: str) -> str:
    """What stands for a code point that cannot be shown."""
    code = ord(char)
    if char in "\t\n":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if 0x1F1E6 <= code <= 0x1F1FF:
        return chr(code - 0x1F1E6 + ord("A"))
    return next((sign for kind, sign in _kinds() if kind.match(char)), _REPLACEMENT)
