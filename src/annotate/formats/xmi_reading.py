"""The annotations, relations and texts of a UIMA CAS in XMI, with their lines.

Only what stands on the text that people see is taken, and only what is in its index:
that is what UIMA calls the members of a view. dkpro-cassis would read the same, but
knows no lines to tell of, and takes an offset outside the text as it is.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from annotate.formats.cas_values import Cas, Structure
from annotate.formats.features import SpanLayer, chosen, is_read
from annotate.formats.plain_xml import elements
from annotate.formats.uima_types import CROSS_LINK, METADATA, SENTENCE, TOKEN, WORK

if TYPE_CHECKING:
    from annotate.formats.importing import Spot
    from annotate.formats.plain_xml import Element
    from annotate.formats.uima_types import Types

__all__ = ["cas_of"]

_XMI: Final = "http://www.omg.org/XMI"
_CAS: Final = "http:///uima/cas.ecore"
_INITIAL_VIEW: Final = "_InitialView"
_UNSAID: Final = frozenset({TOKEN, SENTENCE, METADATA, "uima.tcas.DocumentAnnotation"})
"""Types of which nobody misses anything."""
_STRING: Final = "uima.cas.String"
_ABOUT: Final = frozenset({METADATA, WORK, CROSS_LINK})
"""Types that are read though they are no spans."""
_ENDS: Final = frozenset({"Governor", "Dependent"})
_PRIMITIVE: Final = frozenset(
    f"uima.cas.{name}"
    for name in (
        *("String", "StringArray", "StringList", "Boolean", "Byte", "Short"),
        *("Integer", "Long", "Float", "Double"),
    )
)


def cas_of(data: bytes, types: Types, spot: Spot) -> Cas:
    """What a file holds; problems go to `spot`, which is that of the file.

    Raises:
        BadXml: It is no XMI that is read.
    """
    return _Reading(types, spot).read(data)


class _Reading:
    """A file that is being read."""

    def __init__(self, types: Types, spot: Spot) -> None:
        self._types = types
        self._spot = spot
        self._cas = Cas()
        self._sofas: dict[str, Element] = {}
        self._members: dict[str, set[str]] = {}
        self._ids: set[str] = set()
        self._kinds: dict[str, tuple[str, bool]] = {}
        """By element name, its type and whether such are read."""
        self._kept: list[tuple[str, Structure]] = []
        """Each with the id of its sofa."""
        self._others: Counter[tuple[str, str]] = Counter()
        """The types that are not read, each with the id of its sofa."""

    def read(self, data: bytes) -> Cas:
        for element in elements(data, f"{_XMI} XMI", 1):
            self._take(element)
        sofas = self._sofas.items()
        chosen = next(
            (i for i, each in sofas if each.attributes.get("sofaID") == _INITIAL_VIEW),
            next(iter(self._sofas), None),
        )
        if chosen is None:
            self._spot.problem("", "holds no text; export it as UIMA CAS XMI once more")
            return self._cas
        sofa = self._sofas[chosen]
        self._cas.text = sofa.attributes.get("sofaString")
        if self._cas.text is None:
            self._spot.on(sofa.line).problem(
                "sofaString", "is missing: there is no text"
            )
        self._choose(chosen)
        return self._cas

    def _choose(self, sofa: str) -> None:
        """Take what stands on one text, and count the rest."""
        left = self._cas.left
        left["views of other texts"] += len(self._sofas) - 1
        members = self._members.get(sofa)
        for owner, each in self._kept:
            if owner == sofa and (members is None or each.id in members):
                self._sort(each)
        for (owner, kind), count in self._others.items():
            if owner in {sofa, ""} and kind not in _UNSAID:
                left[kind] += count

    def _take(self, element: Element) -> None:
        space, _, local = element.name.rpartition(" ")
        said = element.attributes
        number = said.get(f"{_XMI} id", "")
        if space == _CAS and local == "View":
            members = self._members.setdefault(said.get("sofa", ""), set())
            members.update(said.get("members", "").split())
            return
        if not number or number in self._ids:
            why = f"{number} stands twice" if number else "is missing"
            self._spot.on(element.line).problem(
                "xmi:id", f"{why}; export the file once more"
            )
        self._ids.add(number)
        if space == _CAS and local == "Sofa":
            self._sofas[number] = element
        elif space != _CAS:
            self._keep(element, number)

    def _keep(self, element: Element, number: str) -> None:
        owner = element.attributes.get("sofa", "")
        kind, is_kept = self._kind(element.name)
        if not is_kept:
            self._others[owner, kind] += 1
            return
        values: dict[str, object] = {
            name: value for name, value in element.attributes.items() if " " not in name
        }
        for child in element.children:
            listed = values.setdefault(child.local, [])
            if isinstance(listed, list):
                listed.append(child.text)
        self._kept.append((owner, Structure(element.line, number, kind, values)))

    def _kind(self, name: str) -> tuple[str, bool]:
        """The type of an element, and whether such are read."""
        if name not in self._kinds:
            space, _, local = name.rpartition(" ")
            kind = _type_name(space, local)
            is_read_ = self._types.is_annotation(kind) and is_read(kind)
            self._kinds[name] = kind, is_read_ or kind in _ABOUT
        return self._kinds[name]

    def _sort(self, each: Structure) -> None:
        cas = self._cas
        if each.type == METADATA:
            cas.metadata = each.values
        elif each.type == WORK:
            cas.work = each.values
        elif each.type == CROSS_LINK:
            cas.cross_links.append(each)
        elif self._types.features(each.type).keys() >= _ENDS:
            cas.relations.append(each)
        elif each.values.get("begin") == each.values.get("end") is not None:
            cas.left[f"{each.type} without length"] += 1
        else:
            self._layer(each.type)
            cas.spans.append(each)
            for name in each.values.keys() & self._references(each.type):
                cas.left[f"{name} of {each.type}"] += 1

    def _layer(self, kind: str) -> None:
        if kind not in self._cas.layers:
            features = self._types.features(kind)
            told = tuple(name for name, of in features.items() if of in _PRIMITIVE)
            texts = tuple(name for name, of in features.items() if of == _STRING)
            self._cas.layers[kind] = SpanLayer(kind, told, chosen(texts))

    def _references(self, kind: str) -> set[str]:
        features = self._types.features(kind)
        return {name for name, of in features.items() if of not in _PRIMITIVE}


def _type_name(space: str, local: str) -> str:
    package = space.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
    return local if package == "uima.noNamespace" else f"{package}.{local}"
