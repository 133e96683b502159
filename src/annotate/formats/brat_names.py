"""What brat calls labels, link kinds and attributes, and the files that tell it so.

brat separates by blanks, commas, bars, colons and angle brackets, so that its names
hold letters, digits, `-` and `_` alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from annotate.formats.colours import colours_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotate.model import Scheme

__all__ = [
    "LINE_ENDS",
    "NOTE",
    "OURS",
    "BratNames",
    "annotation_conf",
    "brat_name",
    "one_line",
    "visual_conf",
]

NOTE: Final = "AnnotatorNotes"
"""The type of the comments that brat's own form writes."""
OURS: Final = "annotate"
"""The type of the comments that hold, as JSON, what brat has no place for."""
LINE_ENDS: Final = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
"""What readers of lines may take for the end of one."""

_UNSAFE = re.compile(r"[^\w-]")


def brat_name(text: str) -> str:
    """The text with `_` for each character that brat gives a meaning."""
    name = _UNSAFE.sub("_", text)
    # A line of hyphens draws a rule in brat's menu.
    return name if name.strip("-") else f"_{name}"


def one_line(text: str) -> str:
    """The text with a blank for each run of characters that may end a line."""
    return LINE_ENDS.sub(" ", text)


class BratNames:
    """The names of a scheme, each brat name for one of ours."""

    def __init__(self, scheme: Scheme) -> None:
        self._labels = _unique(label.id for label in scheme.labels)
        self._kinds = _unique(kind.id for kind in scheme.link_kinds)
        self.choices = {
            label.id: {each.name: each.choices for each in label.attributes}
            for label in scheme.labels
        }
        """For each label its attributes, and the choices of each."""

    def label(self, label: str) -> str:
        """What brat calls a label."""
        return self._labels.get(label) or brat_name(label)

    def kind(self, kind: str) -> str:
        """What brat calls a kind of link."""
        return self._kinds.get(kind) or brat_name(kind)


def annotation_conf(scheme: Scheme) -> str:
    """The text of `annotation.conf`: what may be annotated, overlap allowed."""
    names = BratNames(scheme)
    lines = ["[entities]", *(names.label(each.id) for each in scheme.labels), ""]
    lines += [
        "[relations]",
        *(
            f"{names.kind(each.id)}\tArg1:<ENTITY>, Arg2:<ENTITY>"
            for each in scheme.link_kinds
        ),
        "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
        "",
        "[events]",
        "",
        "[attributes]",
        *_attributes(scheme, names),
    ]
    return "\n".join(lines) + "\n"


def visual_conf(scheme: Scheme) -> str:
    """The text of `visual.conf`: titles and colours."""
    names = BratNames(scheme)
    titled = (
        *((names.label(each.id), each.title) for each in scheme.labels),
        *((names.kind(each.id), each.title) for each in scheme.link_kinds),
    )
    lines = ["[labels]", *(f"{name} | {_plain(title)}" for name, title in titled), ""]
    lines += ["[drawing]", "SPAN_DEFAULT\tfgColor:black, borderColor:darken"]
    lines += [
        f"{names.label(label.id)}\tbgColor:{colours_of(label).behind}"
        for label in scheme.labels
    ]
    return "\n".join(lines) + "\n"


def _attributes(scheme: Scheme, names: BratNames) -> Iterator[str]:
    """One line for each name; labels that share it share their choices."""
    owners: dict[str, list[str]] = {}
    values: dict[str, list[str]] = {}
    for label in scheme.labels:
        for field in label.attributes:
            if field.choices:
                name = brat_name(field.name)
                owners.setdefault(name, []).append(names.label(label.id))
                values.setdefault(name, []).extend(map(brat_name, field.choices))
    for name, labels in owners.items():
        choices = "|".join(dict.fromkeys(values[name]))
        yield f"{name}\tArg:{'|'.join(dict.fromkeys(labels))}, Value:{choices}"


def _plain(title: str) -> str:
    return " ".join(re.sub(r"[|<>\[\]\t]", " ", title).split()) or "_"


def _unique(ids: Iterable[str]) -> dict[str, str]:
    taken: dict[str, str] = {}
    names: dict[str, str] = {}
    for each in ids:
        plain = name = brat_name(each)
        number = 2
        while taken.setdefault(name, each) != each:
            name = f"{plain}_{number}"
            number += 1
        names[each] = name
    return names
