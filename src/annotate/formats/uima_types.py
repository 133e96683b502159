"""The types of a UIMA CAS: those that we write, and those that a TypeSystem.xml says.

INCEpTION takes our `TypeSystem.xml` on its page of layers, and makes of it layers that
may overlap, cross sentences and stand on single characters (`TypeSystemAnalysis` in its
sources chooses the most permissive settings).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from annotate.formats.plain_xml import elements

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotate.formats.plain_xml import Element

__all__ = [
    "CROSS_LINK",
    "METADATA",
    "OURS",
    "REJECTED",
    "RELATION",
    "SENTENCE",
    "SPAN",
    "SPAN_FEATURES",
    "TOKEN",
    "WORK",
    "Types",
    "type_system_xml",
    "types_in",
]

_SEGMENTATION: Final = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type"
TOKEN: Final = f"{_SEGMENTATION}.Token"
SENTENCE: Final = f"{_SEGMENTATION}.Sentence"
METADATA: Final = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
SPAN: Final = "webanno.custom.Span"
REJECTED: Final = "webanno.custom.RejectedSpan"
"""Suggestions that somebody refused: a layer of its own, since whoever trains on the
layer of spans trains on all of it."""
RELATION: Final = "webanno.custom.Relation"
CROSS_LINK: Final = "webanno.custom.CrossLink"
"""A link to an annotation of another article."""
WORK: Final = "webanno.custom.Work"
"""Whose work the file is, and how far it is."""

SPAN_FEATURES: Final = ("id", "label", "attributes", "note", "origin", "score")

_ANNOTATION: Final = "uima.tcas.Annotation"
_UIMA: Final = {"uima.tcas.DocumentAnnotation": _ANNOTATION}
"""What every type system has, as far as types derive from it."""
_BASE: Final = "uima.cas.AnnotationBase"
_STRING: Final = "uima.cas.String"


@dataclass(frozen=True, slots=True)
class Types:
    """A type system."""

    supertypes: Mapping[str, str]
    own_features: Mapping[str, Mapping[str, str]]
    """By type, the range of each feature that it adds to those of its supertype."""

    def is_annotation(self, name: str) -> bool:
        """Whether it has a begin and an end in the text."""
        return _ANNOTATION in self._line(name)

    def features(self, name: str) -> dict[str, str]:
        """The range of each feature, those of supertypes first, without UIMA's own."""
        found: dict[str, str] = {}
        for each in reversed(self._line(name)):
            found.update(self.own_features.get(each, {}))
        return found

    def _line(self, name: str) -> list[str]:
        """The type and its supertypes; a circle ends where it began."""
        line: list[str] = []
        while name and name not in line:
            line.append(name)
            name = self.supertypes.get(name) or _UIMA.get(name, "")
        return line


def _strings(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, _STRING)


OURS: Final = Types(
    {
        METADATA: "uima.tcas.DocumentAnnotation",
        SENTENCE: _ANNOTATION,
        TOKEN: _ANNOTATION,
        SPAN: _ANNOTATION,
        REJECTED: _ANNOTATION,
        RELATION: _ANNOTATION,
        CROSS_LINK: _BASE,
        WORK: _BASE,
    },
    {
        METADATA: {
            **_strings("documentTitle", "documentId", "documentUri"),
            **_strings("collectionId", "documentBaseUri"),
            "isLastSegment": "uima.cas.Boolean",
        },
        SPAN: _strings(*SPAN_FEATURES),
        REJECTED: _strings(*SPAN_FEATURES),
        RELATION: {"Governor": SPAN, "Dependent": SPAN, **_strings("kind", "id")},
        CROSS_LINK: _strings("kind", "source", "target", "id"),
        WORK: _strings("annotator", "kind", "status", "meta"),
    },
)
"""Scores are text: a float would lose digits, and INCEpTION knows no doubles."""


def type_system_xml() -> str:
    """Our types as the text of a TypeSystem.xml."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">',
        "<types>",
    ]
    for name, supertype in OURS.supertypes.items():
        lines += [
            "<typeDescription>",
            f"<name>{name}</name>",
            "<description/>",
            f"<supertypeName>{supertype}</supertypeName>",
            "<features>",
            *(
                f"<featureDescription><name>{feature}</name><description/>"
                f"<rangeTypeName>{kind}</rangeTypeName></featureDescription>"
                for feature, kind in OURS.own_features.get(name, {}).items()
            ),
            "</features>",
            "</typeDescription>",
        ]
    lines += ["</types>", "</typeSystemDescription>", ""]
    return "\n".join(lines)


def types_in(data: bytes) -> Types:
    """The types that a TypeSystem.xml describes.

    Raises:
        BadXml: It is none.
    """
    supertypes: dict[str, str] = {}
    features: dict[str, dict[str, str]] = {}
    root = "http://uima.apache.org/resourceSpecifier typeSystemDescription"
    for each in elements(data, root, 2):
        if each.local != "typeDescription":
            continue
        name = _text(each, "name")
        supertypes[name] = _text(each, "supertypeName")
        described = each.child("features")
        features[name] = {
            _text(feature, "name"): _text(feature, "rangeTypeName")
            for feature in (described.children if described else ())
        }
    return Types(supertypes, features)


def _text(element: Element, name: str) -> str:
    child = element.child(name)
    return child.text.strip() if child else ""
