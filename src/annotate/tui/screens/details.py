"""The form of one tag: its note and the attributes of its label."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from annotate.desk.outcome import shortened
from annotate.formats.jsontext import dumps
from annotate.text.cells import cell_len
from annotate.text.display import safe_line
from annotate.text.quantities import quantity
from annotate.tui.form_keys import form_keys
from annotate.tui.keymap import latin_letter
from annotate.tui.widgets.choices import Choices
from annotate.tui.widgets.field import Field

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from annotate.model import Annotation, Label

__all__ = ["DetailsScreen", "attributes_text", "read_values", "shown_value"]

_NOTE = "note"
_MOST_NAME_CELLS = 20


def attributes_text(known: dict[str, object], entered: dict[str, str]) -> str:
    """Attributes as stored: a JSON object with sorted keys.

    A field that shows what is known keeps it as it is, also where that is no text; an
    empty one takes the attribute away. Attributes that have no field stay.
    """
    values = dict(known)
    for name, value in entered.items():
        if value != shown_value(known.get(name)):
            values[name] = value
        if not value:
            values.pop(name, None)
    return dumps(values, sort_keys=True)


def shown_value(value: object) -> str:
    """What a field shows of an attribute; other values than text as JSON."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def read_values(annotation: Annotation, label: Label) -> dict[str, str]:
    """What the quote of a number says of its attributes; {} where it is in doubt."""
    found = quantity(annotation.quote) if label.colour == "number" else None
    if found is None:
        return {}
    low, high = ("" if end is None else f"{end:f}" for end in found.reach)
    read = {
        "low": low,
        "high": high,
        "approximate": "yes" if found.is_approximate else "no",
    }
    known = {attribute.name for attribute in label.attributes}
    return {name: value for name, value in read.items() if value and name in known}


class DetailsScreen(ModalScreen[tuple[str, str] | None]):
    """Gives note and attributes; None when the form was left."""

    # Written first, also by keys that come before the form stands.
    AUTO_FOCUS = "Choices, Field"
    CSS_PATH = "pages.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Leave as it was"),
        Binding("enter", "save", "Save"),
        Binding("ctrl+s", "save", "Save", priority=True),
        Binding("down", "app.focus_next", "Next field", priority=True),
        Binding("up", "app.focus_previous", "Field before", priority=True),
    ]

    def __init__(self, annotation: Annotation, label: Label) -> None:
        super().__init__()
        self._annotation = annotation
        self._label = label
        self._known: dict[str, object] = json.loads(annotation.attributes)
        self._keys = form_keys(label)
        self._read = read_values(annotation, label)
        self._ids = {
            attribute.name: f"attribute-{index}"
            for index, attribute in enumerate(label.attributes)
        }

    def compose(self) -> ComposeResult:
        """A row for each attribute with choices, for the note, for each other one."""
        box = VerticalScroll(id="details", can_focus=False)
        box.border_title = Content(safe_line(self._label.title))
        box.border_subtitle = Content(
            "Enter saves · Tab next · Del clears · Esc leaves"
        )
        with box:
            quote = Content(safe_line(shortened(self._annotation.quote)))
            yield Static(quote, markup=False, id="quote")
            for attribute in self._label.attributes:
                if attribute.choices:
                    yield self._choices(attribute.name, attribute.choices)
            yield from self._row(self._keys.note, _NOTE, _NOTE, self._annotation.note)
            for attribute in self._label.attributes:
                if not attribute.choices:
                    name = attribute.name
                    key, value = self._keys.fields[name], self._known.get(name)
                    yield from self._row(key, name, self._ids[name], shown_value(value))
            if self._read:
                yield Static(self._offer(), markup=False, id="read")

    @property
    def _cells(self) -> int:
        """Cells of the column with the keys and names."""
        longest = max(cell_len(safe_line(name)) for name in (_NOTE, *self._ids))
        return min(longest, _MOST_NAME_CELLS) + 4

    def _choices(self, name: str, choices: tuple[str, ...]) -> Choices:
        keys = {choice: self._keys.choices[name, choice] for choice in choices}
        value = shown_value(self._known.get(name))
        return Choices(name, keys, value, cells=self._cells, id=self._ids[name])

    def _row(self, key: str, name: str, place: str, value: str) -> ComposeResult:
        with Horizontal(classes="row"):
            shown = Content.assemble((f"{key:>2} ", "bold"), safe_line(name))
            told = Static(shown, markup=False, classes="name")
            told.styles.width = self._cells
            yield told
            yield Field(value, id=place)

    def _offer(self) -> Content:
        read = ", ".join(f"{name} {value}" for name, value in self._read.items())
        key = self._keys.read
        return Content.assemble((f"{key:>2} ", "bold"), f"as the quote says: {read}")

    def leads_on(self, key: events.Key) -> bool:
        """Whether a key takes the focus to another field, which gets the next ones."""
        if key.key in {"tab", "shift+tab"}:
            return True
        if not isinstance(self.focused, Choices) or key.character is None:
            return False
        letter = latin_letter(key.character).casefold()
        return letter == self._keys.note or self._keys.field(letter) is not None

    @on(Choices.Pressed)
    def answer(self, event: Choices.Pressed) -> None:
        """Set a choice, go into a field, or take what the quote says."""
        event.stop()
        key = latin_letter(event.key).casefold()
        chosen, field = self._keys.choice(key), self._keys.field(key)
        if chosen is not None:
            name, choice = chosen
            self.query_one(f"#{self._ids[name]}", Choices).set(choice)
        elif key == self._keys.note or field is not None:
            place = _NOTE if field is None else self._ids[field]
            # At once, for the keys that come right behind.
            self.set_focus(self.query_one(f"#{place}", Field))
        elif key == self._keys.read:
            self._take_read()

    def _take_read(self) -> None:
        for name, value in self._read.items():
            field = self.query_one(f"#{self._ids[name]}")
            if isinstance(field, Choices):
                field.set(value)
            elif isinstance(field, Field):
                field.value = value

    @on(Input.Submitted)
    def save(self, event: Input.Submitted) -> None:
        """Enter in any field saves."""
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        """Give what the fields hold."""
        entered: dict[str, str] = {}
        for name, place in self._ids.items():
            field = self.query_one(f"#{place}")
            if isinstance(field, Choices):
                entered[name] = field.value
            elif isinstance(field, Field):
                entered[name] = field.entered.strip()
        note = self.query_one(f"#{_NOTE}", Field).entered.strip()
        self.dismiss((note, attributes_text(self._known, entered)))

    def action_close(self) -> None:
        """Back to the desk; the tag is as it was."""
        self.dismiss(None)
