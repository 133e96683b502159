"""One attribute of a form that has closed choices, each set by a single key."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from annotate.text.display import safe_line

if TYPE_CHECKING:
    from textual import events

__all__ = ["Choices"]

_CHOICE = "choice"


class Choices(Widget, can_focus=True):
    """Shows name, keys and choices on one line or more; holds the one that is set."""

    DEFAULT_CSS = """
    Choices { height: auto; }
    Choices:focus { background: $boost; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "step(1)", "Next choice"),
        Binding("left", "step(-1)", "Choice before"),
        Binding("delete,backspace", "clear", "No choice"),
    ]

    class Pressed(Message):
        """A key was pressed that is the form's to answer."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(
        self,
        name: str,
        keys: dict[str, str],
        value: str,
        *,
        cells: int,
        id: str,  # noqa: A002 - Textual's name
    ) -> None:
        """Take the choices with their keys, and the value that is set now or ""."""
        super().__init__(id=id)
        self.attribute = name
        self._keys = keys
        self._cells = cells
        self.value = value
        """One of the choices, "" for none, or what was there and is no choice."""

    def set(self, value: str) -> None:
        """Set this choice, or none for ""."""
        self.value = value
        self.refresh(layout=True)

    def render(self) -> Content:
        """The name and the choices, the one that is set marked and reversed."""
        parts: list[Content | str] = [
            f"   {safe_line(self.attribute)}".ljust(self._cells)
        ]
        for choice, key in self._keys.items():
            is_set = choice == self.value
            look = Style(reverse=True) if is_set else Style()
            text = f"{'✓' if is_set else ' '}{safe_line(choice)} "
            shown = Content.assemble((f" {key}", Style(bold=True)), (text, look))
            parts.append(shown.stylize(Style.from_meta({_CHOICE: choice})))
        if self.value and self.value not in self._keys:
            parts.append(f"  ✓{safe_line(self.value)}")
        return Content.assemble(*parts)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether the key may mean something here: every letter may."""
        del key
        return character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        """Have the form answer a letter."""
        if event.character is not None and event.is_printable:
            event.stop()
            self.post_message(self.Pressed(event.character))

    def on_click(self, event: events.Click) -> None:
        """Set the choice under the pointer; the one that is set goes."""
        choice = event.style.meta.get(_CHOICE)
        if choice in self._keys:
            self.set("" if choice == self.value else choice)

    def action_step(self, step: int) -> None:
        """Set the next choice, or the one before."""
        choices = list(self._keys)
        at = choices.index(self.value) + step if self.value in choices else 0
        self.set(choices[at % len(choices)])

    def action_clear(self) -> None:
        """Set none."""
        self.set("")
