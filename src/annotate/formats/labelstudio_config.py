"""Label Studio's labelling config for a scheme: labels, attributes, kinds of links.

Sources: labelstud.io/tags, and `LabelInterface` of label-studio-sdk 2.1.2, which a
server runs over the config and over predictions.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.sax.saxutils import quoteattr

from annotate.formats.colours import colours_of

if TYPE_CHECKING:
    from annotate.model import Attribute, Label, Scheme

__all__ = ["LABEL", "NOTE", "TEXT", "WHOSE", "Control", "config", "controls"]

TEXT: Final = "text"
LABEL: Final = "label"
NOTE: Final = "note"
WHOSE: Final = "marked_by"
"""Not `annotator`: an export for that key loses the project's own."""

_ILLEGAL: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Control(NamedTuple):
    """What the config has for an attribute of a label."""

    name: str
    attribute: Attribute

    def can_hold(self, value: object) -> bool:
        """Whether an annotator could have given the attribute that value."""
        if not isinstance(value, str) or not value.strip():
            return False
        choices = self.attribute.choices
        return not choices or value in choices


def controls(scheme: Scheme) -> dict[str, tuple[Control, ...]]:
    """What the config has for the attributes of each label, by its id.

    A control is called `label.attribute`; of two with one name the first is there.
    """
    taken: set[str] = set()
    found: dict[str, tuple[Control, ...]] = {}
    for label in scheme.labels:
        own = []
        for attribute in label.attributes:
            name = f"{label.id}.{attribute.name}"
            if name not in taken:
                taken.add(name)
                own.append(Control(name, attribute))
        found[label.id] = tuple(own)
    return found


def config(scheme: Scheme) -> str:
    """The config as XML, with a line end."""
    by_label = controls(scheme)
    lines = [
        "<View>",
        *_relations(scheme),
        f"  <Labels{_attributes(name=LABEL, toName=TEXT)}>",
        *(_label(label) for label in scheme.labels),
        "  </Labels>",
        f"  <Text{_attributes(name=TEXT, value=f'${TEXT}')}/>",
        *(
            line
            for label in scheme.labels
            for control in by_label[label.id]
            for line in _control(label, control)
        ),
        '  <Header value="Note" size="6"/>',
        _text_area(name=NOTE, toName=TEXT, perRegion="true", rows="2"),
        '  <Header value="Marked by" size="6"/>',
        _text_area(name=WHOSE, toName=TEXT, maxSubmissions="1", rows="1"),
        "</View>",
    ]
    return "\n".join(lines) + "\n"


def _relations(scheme: Scheme) -> list[str]:
    if not scheme.link_kinds:
        return []
    return [
        "  <Relations>",
        *(f"    <Relation{_attributes(value=kind.id)}/>" for kind in scheme.link_kinds),
        "  </Relations>",
    ]


def _label(label: Label) -> str:
    said = {"value": label.id, "background": colours_of(label).behind}
    if len(label.key) == 1:
        said["hotkey"] = label.key
    if label.hint:
        said["hint"] = label.hint
    return f"    <Label{_attributes(**said)}/>"


def _control(label: Label, control: Control) -> list[str]:
    said = {
        "name": control.name,
        "toName": TEXT,
        "perRegion": "true",
        "visibleWhen": "region-selected",
        "whenTagName": LABEL,
    }
    # Several labels are divided by commas there.
    if "," not in label.id:
        said["whenLabelValue"] = label.id
    choices = control.attribute.choices
    if not choices:
        said |= {"maxSubmissions": "1", "rows": "1", "placeholder": control.name}
        return [_text_area(**said)]
    return [
        f"  <Choices{_attributes(**said, choice='single', showInline='true')}>",
        *(f"    <Choice{_attributes(value=choice)}/>" for choice in choices),
        "  </Choices>",
    ]


def _text_area(**values: str) -> str:
    return f"  <TextArea{_attributes(**values, editable='true')}/>"


def _attributes(**values: str) -> str:
    """The attributes as they stand in a tag, each after a blank."""
    return "".join(f" {name}={_quoted(value)}" for name, value in values.items())


def _quoted(value: str) -> str:
    return quoteattr(_ILLEGAL.sub("\ufffd", value), {"\n": "&#10;", "\t": "&#9;"})
