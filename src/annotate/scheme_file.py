"""A scheme as a TOML file that people edit: labels with keys, colours and attributes.

The file has a `[[label]]` for each label in order, with `id`, `title`, `key`, `colour`,
`shape`, `hint` and `attributes`, and may have `[[link_kind]]` with `id`, `title` and
`hint`, which are shown and cannot be changed. Only `id` must be there; the rest stays
as it is known.
"""

from __future__ import annotations

import tomllib
import unicodedata
from typing import TYPE_CHECKING, Final

from annotate.errors import AnnotateError
from annotate.model import Attribute, Label
from annotate.text.names import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from annotate.model import Scheme

__all__ = ["COLOURS", "SHAPES", "BadScheme", "labels_of", "toml_of"]

COLOURS: Final = (
    *("claim", "quote", "number", "denial"),
    *("extra-1", "extra-2", "extra-3", "extra-4"),
)
"""The colour roles that every theme has."""
SHAPES: Final = ("underline", "italic", "bold", "double")
"""The cues of a terminal without colours."""

_LONGEST: Final = 64
_KEYS: Final = ("id", "title", "key", "colour", "shape", "hint", "attributes")
_PARTS: Final = ("label", "link_kind")


class BadScheme(AnnotateError):
    """A scheme file cannot be used; `problems` has a line for each reason."""

    def __init__(self, name: str, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            "\n".join(
                f"{name}: {each}{'' if each.endswith('?') else '.'}"
                for each in self.problems
            )
        )


def toml_of(scheme: Scheme) -> str:
    """The scheme as such a file."""
    return "\n".join(_lines(scheme))


def _lines(scheme: Scheme) -> Iterator[str]:
    yield f"# Colours: {', '.join(COLOURS)}. Shapes: {', '.join(SHAPES)}."
    yield "# A key is one character, or empty; the desk's own keys win over it."
    for label in scheme.labels:
        yield ""
        yield "[[label]]"
        for name in ("id", "title", "key", "colour", "shape", "hint"):
            yield f"{name} = {_quoted(getattr(label, name))}"
        if not label.attributes:
            yield "attributes = []"
            continue
        yield "attributes = ["
        for each in label.attributes:
            choices = ", ".join(map(_quoted, each.choices))
            rest = f", choices = [{choices}]" if each.choices else ""
            yield f"  {{ name = {_quoted(each.name)}{rest} }},"
        yield "]"
    for kind in scheme.link_kinds:
        yield ""
        yield "[[link_kind]]"
        for name in ("id", "title", "hint"):
            yield f"{name} = {_quoted(getattr(kind, name))}"
    yield ""


def _quoted(text: str) -> str:
    """A basic string of TOML 1.0."""
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
    return '"' + "".join(
        escapes.get(char)
        or (char if char.isprintable() else f"\\U{ord(char):08X}")
        for char in text
    ) + '"'  # fmt: skip


def labels_of(data: bytes, name: str, known: Iterable[Label] = ()) -> tuple[Label, ...]:
    """The labels of a scheme file, in its order.

    What the file leaves out of a label stays as it is known. Of a new one it is: its id
    for a title, no key, the next colour and shape that no other label has, no hint, no
    attributes.

    Args:
        data: the file.
        name: what it is called.
        known: the labels that there are; those that the file leaves out stay.

    Raises:
        BadScheme: `name`, the file, with every problem and its place.
    """
    held = {label.id: label for label in known}
    try:
        found = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadScheme(name, [f"is not UTF-8 (byte {error.start})"]) from error
    except tomllib.TOMLDecodeError as error:
        raise BadScheme(name, [f"is no TOML ({error})"]) from error
    problems = [_unknown(each, _PARTS) for each in found if each not in _PARTS]
    rows = found.get("label", [])
    if not isinstance(rows, list) or not rows:
        raise BadScheme(name, [*problems, "has no [[label]]; write one for each label"])
    given = [row.get("id") for row in rows if isinstance(row, dict)]
    staying = [label for label in held.values() if label.id not in given]
    taken = [label for label in held.values() if label.id in given]
    labels: list[Label] = []
    for number, row in enumerate(rows, 1):
        place = f"label {number}"
        if not isinstance(row, dict):
            problems.append(f"{place} is no table; begin it with [[label]]")
            continue
        found_id = row.get("id")
        before = held.get(found_id) if isinstance(found_id, str) else None
        others = (*labels, *staying, *taken)
        label = _label(row, place, before or _new(number - 1, others), problems)
        problems += _clashes(label, (*labels, *staying), place)
        labels.append(label)
    if problems:
        raise BadScheme(name, problems)
    return tuple(labels)


def _new(position: int, others: Iterable[Label]) -> Label:
    """What a new label is where the file leaves it out."""
    colours = {each.colour for each in others}
    free = [each for each in COLOURS if each not in colours]
    colour = free[0] if free else COLOURS[position % len(COLOURS)]
    # Shapes go with colours, as in the scheme that a database begins with.
    shape = SHAPES[COLOURS.index(colour) % len(SHAPES)]
    return Label("", "", "", colour, shape, "")


def _label(
    row: Mapping[str, object], place: str, before: Label, problems: list[str]
) -> Label:
    strange = (each for each in row if each not in _KEYS)
    problems += [f"{place}, {_unknown(each, _KEYS)}" for each in strange]

    def text(key: str, default: str) -> str:
        value = row.get(key, default)
        if isinstance(value, str):
            if any(unicodedata.category(char)[0] == "C" for char in value):
                problems.append(f"{place}, {key} holds a control character")
            return value
        problems.append(f"{place}, {key} is no text")
        return default

    def choice(key: str, choices: tuple[str, ...], default: str) -> str:
        value = text(key, default)
        if value not in choices:
            problems.append(
                f"{place}, {key} is {value!r}; known are {', '.join(choices)}"
            )
        return value

    label_id = text("id", "")
    if not label_id.strip() or len(label_id) > _LONGEST:
        problems.append(f"{place}, id needs 1 to {_LONGEST} characters")
    key = text("key", before.key)
    if len(key) > 1 or key.isspace():
        problems.append(f"{place}, key is {key!r}; it is one character, or empty")
    return Label(
        label_id,
        text("title", before.title) or label_id,
        key,
        choice("colour", COLOURS, before.colour),
        choice("shape", SHAPES, before.shape),
        text("hint", before.hint),
        tuple(_attributes(row["attributes"], place, problems))
        if "attributes" in row
        else before.attributes,
    )


def _attributes(rows: object, place: str, problems: list[str]) -> Iterator[Attribute]:
    if not isinstance(rows, list):
        problems.append(f"{place}, attributes is no list")
        return
    seen: set[str] = set()
    for number, row in enumerate(rows, 1):
        here = f"{place}, attribute {number}"
        name = row.get("name") if isinstance(row, dict) else None
        choices = row.get("choices", []) if isinstance(row, dict) else None
        if not isinstance(name, str) or not name.strip():
            problems.append(f'{here} has no name; write {{ name = "speaker" }}')
        elif not isinstance(choices, list) or not all(
            isinstance(each, str) and each for each in choices
        ):
            problems.append(f"{here}, choices is no list of words")
        elif name in seen or len(set(choices)) < len(choices):
            problems.append(f"{here} names {name!r} or one of its choices twice")
        else:
            seen.add(name)
            yield Attribute(name, tuple(choices))


def _clashes(label: Label, others: Iterable[Label], place: str) -> Iterator[str]:
    for other in others:
        if other.id == label.id:
            yield f"{place} has the id {label.id!r} of another"
        elif label.key and other.key == label.key:
            yield f"{place}, key {label.key!r} is that of {other.id} too"


def _unknown(key: str, known: tuple[str, ...]) -> str:
    close = nearest(key, known)
    hint = f"did you mean {close!r}?" if close else f"known are {', '.join(known)}"
    return f"{key!r} is unknown; {hint}"
