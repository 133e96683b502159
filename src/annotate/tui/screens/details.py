"""The form of one tag: its note and the attributes of its label."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from annotate.desk.outcome import shortened
from annotate.formats.jsontext import dumps
from annotate.text.display import safe_line
from annotate.tui.widgets.field import Field

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from annotate.model import Annotation, Label

__all__ = ["DetailsScreen", "attributes_text", "completed", "shown_value"]

_NOTE = "note"


def attributes_text(known: dict[str, object], entered: dict[str, str]) -> str:
    """Attributes as stored: a JSON object with sorted keys.

    A field that shows what is known keeps it as it is, also where that is no text; an
    empty one takes the attribute away.
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


def completed(value: str, choices: tuple[str, ...]) -> str | None:
    """The choice that `value` begins, itself if empty or free; None if it is none."""
    value = value.strip()
    if not value or not choices or value in choices:
        return value
    begun = [choice for choice in choices if choice.startswith(value.lower())]
    return begun[0] if begun else None


class DetailsScreen(ModalScreen[tuple[str, str] | None]):
    """Gives note and attributes; None when the form was left."""

    # Written first, also by keys that come before the form stands.
    AUTO_FOCUS = f"#{_NOTE}"
    CSS_PATH = "pages.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Leave as it was"),
        Binding("ctrl+s", "save", "Save", priority=True),
        Binding("down", "app.focus_next", "Next field", priority=True),
        Binding("up", "app.focus_previous", "Field before", priority=True),
    ]

    def __init__(self, annotation: Annotation, label: Label) -> None:
        super().__init__()
        self._annotation = annotation
        self._label = label
        self._known: dict[str, object] = json.loads(annotation.attributes)

    def compose(self) -> ComposeResult:
        """One field for the note, one for each attribute."""
        box = VerticalScroll(id="details")
        box.border_title = Content(safe_line(self._label.title))
        box.border_subtitle = Content("Enter saves · Tab next field · Esc leaves")
        with box:
            quote = Content(safe_line(shortened(self._annotation.quote)))
            yield Static(quote, markup=False)
            yield Static(Content("note"), markup=False, classes="name")
            yield Field(self._annotation.note, id=_NOTE)
            for index, attribute in enumerate(self._label.attributes):
                choices = attribute.choices
                named = ": ".join(filter(None, (attribute.name, " | ".join(choices))))
                yield Static(Content(safe_line(named)), markup=False, classes="name")
                yield Field(
                    shown_value(self._known.get(attribute.name)),
                    id=f"attribute-{index}",
                    choices=choices,
                )
            yield Static("", id="problem", markup=False)

    @on(Input.Submitted)
    def save(self, event: Input.Submitted) -> None:
        """Enter in any field saves."""
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        """Give what the fields hold, if every choice is one that there is."""
        entered: dict[str, str] = {}
        for index, attribute in enumerate(self._label.attributes):
            field = self.query_one(f"#attribute-{index}", Field)
            value = completed(field.entered, attribute.choices)
            if value is None:
                wanted = ", ".join(attribute.choices)
                problem = f"{attribute.name} is one of {wanted}, or empty."
                self.query_one("#problem", Static).update(Content(safe_line(problem)))
                field.focus()
                return
            entered[attribute.name] = value
        note = self.query_one(f"#{_NOTE}", Field).entered.strip()
        self.dismiss((note, attributes_text(self._known, entered)))

    def action_close(self) -> None:
        """Back to the desk; the tag is as it was."""
        self.dismiss(None)
