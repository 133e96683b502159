"""The single keys of a tag's form: one for each choice, one to go into each field."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotate.model import Label

__all__ = ["FormKeys", "form_keys"]

_SPARE = "abcdefghijklmnopqrstuvwxyz0123456789"
_NOTE, _READ = "te", "vx"
"""Tried first. No choice of the default scheme takes them, so that they are the same in
each of its forms."""


class FormKeys(NamedTuple):
    """The keys of one form; "" where letters and digits were used up."""

    choices: Mapping[tuple[str, str], str]
    """By name of the attribute and choice."""
    fields: Mapping[str, str]
    """By name of the attribute, of those without choices."""
    note: str
    read: str
    """Takes values from the quote."""

    def choice(self, key: str) -> tuple[str, str] | None:
        """The attribute and the choice that a key sets; None when it sets none."""
        for choice, held in self.choices.items():
            if held == key:
                return choice
        return None

    def field(self, key: str) -> str | None:
        """The attribute that a key leads to; None when it leads to none."""
        for name, held in self.fields.items():
            if held == key:
                return name
        return None


def form_keys(label: Label) -> FormKeys:
    """Keys for the attributes of a label: the first letter of each that is free.

    Choices come before fields.
    """
    taken: set[str] = set()

    def take(wanted: str) -> str:
        for letter in wanted.casefold() + _SPARE:
            if letter in _SPARE and letter not in taken:
                taken.add(letter)
                return letter
        return ""

    choices = {
        (attribute.name, choice): take(choice)
        for attribute in label.attributes
        for choice in attribute.choices
    }
    note, read = take(_NOTE), take(_READ)
    free = (one.name for one in label.attributes if not one.choices)
    return FormKeys(choices, {name: take(name) for name in free}, note, read)
