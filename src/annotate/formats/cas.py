"""UIMA CAS XMI in the folders of an INCEpTION project, with TypeSystem.xml.

INCEpTION has a zip where we have a user's folder. We read folders only: an archive can
unfold into more than a disk holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from annotate.formats.cas_layer import layer_of
from annotate.formats.contract import Piece
from annotate.formats.folders import Folders
from annotate.formats.inception import document_of, place_of, user_path
from annotate.formats.plain_xml import BadXml
from annotate.formats.seen import Seen
from annotate.formats.uima_types import OURS, type_system_xml, types_in
from annotate.formats.xmi_reading import cas_of
from annotate.formats.xmi_writing import xmi_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from annotate.formats.contract import Exporting
    from annotate.formats.importing import Importing, Spot
    from annotate.formats.sources import Source
    from annotate.formats.uima_types import Types
    from annotate.model import Layer

__all__ = [
    "articles_only",
    "drops",
    "folder",
    "frame",
    "has_tokens",
    "holds_parts",
    "name",
    "offset_unit",
    "read",
    "reads",
    "reads_like",
    "suffixes",
    "write",
    "writes",
]

name = "cas"
suffixes: tuple[str, ...] = (".xmi",)
reads = True
writes = True
folder = True
holds_parts = False
articles_only = False
has_tokens = False
offset_unit = "utf16"
offset_unit = "utf16"
drops = (
    "control characters, which no XML can hold, deleted annotations, history, times of "
    "work"
)

_TYPE_SYSTEM: Final = "TypeSystem.xml"
_TYPE_SYSTEMS: Final = (_TYPE_SYSTEM, "typesystem.xml")
"""As DKPro and as many users of cassis call it."""
_README: Final = f"""\
To go on with these annotations in INCEpTION:
1. Make a project. Under Settings, Layers, import {_TYPE_SYSTEM}. The layers that it
   makes may overlap and cross sentences, as the annotations do.
2. Under Settings, Documents, import .xmi files of one annotator, in the format
   "UIMA CAS XMI (XML 1.0)".

Programs that read a project which INCEpTION has exported want a zip for each
annotator, and one of the whole. In this folder, run:
    for folder in annotation/*/*/ curation/*/*/; do
        [ -d "$folder" ] && (cd "$folder" && zip -q "../$(basename "$folder").zip" *)
    done
    zip -qr project.zip . -i 'annotation/*.zip' 'curation/*.zip' 'source/*'
"""
_CURATOR: Final = "CURATION_USER"


def write(layers: Iterable[Layer], exporting: Exporting) -> Iterator[Piece]:
    """The text of each article, and an XMI file with its types for each layer.

    The first gold layer of an article is that of INCEpTION's curator.
    """
    types, folders = type_system_xml().encode(), Folders()
    article, is_curated = "", False
    for layer in layers:
        if layer.article.id != article:
            article, is_curated = layer.article.id, False
            source = f"source/{document_of(layer.article)}"
            yield Piece(source, layer.article.text.encode())
        path = user_path(layer, folders)
        if path.startswith("curation/") and not is_curated:
            path = f"{path.rpartition('/')[0]}/{_CURATOR}"
            is_curated = True
        yield Piece(f"{path}/{_TYPE_SYSTEM}", types)
        xmi = xmi_of(layer, exporting.losses)
        yield Piece(f"{path}/{path.rpartition('/')[2]}.xmi", xmi)


def frame(counts: Mapping[str, int], exporting: Exporting) -> Iterator[Piece]:
    """The types, as INCEpTION takes them on its page of layers, and how to go on."""
    del counts, exporting
    yield Piece(_TYPE_SYSTEM, type_system_xml().encode())
    yield Piece("README.txt", _README.encode())


def reads_like(name: str, head: bytes) -> bool:
    """Whether a file with that name and those first bytes may be XMI."""
    return name.lower().endswith(".xmi") or b"http://www.omg.org/XMI" in head


def read(source: Source, importing: Importing) -> Iterator[Layer]:
    """The layers of a folder, or of one `.xmi` file, with TypeSystem.xml beside them.

    The folder of a file may have none, then the next one up with one is asked.
    """
    seen = Seen()
    types = _TypeSystems(source)
    for xmi in source.members(*suffixes):
        is_alone = xmi.path == source.path
        spot = importing.at(0, "" if is_alone else xmi.name)
        known = types.of(xmi, spot)
        if known is None:
            continue
        try:
            cas = cas_of(xmi.data(), known, spot)
        except BadXml as bad:
            spot.on(bad.line).problem("", bad.why)
            continue
        if cas.text is not None:
            place = place_of(xmi, source.path)
            yield layer_of(cas, cas.text, place, spot, seen)
    _tell_archives(source, importing)


def _tell_archives(source: Source, importing: Importing) -> None:
    """A problem for each zip of a user that nobody has unpacked."""
    for archive in source.members(".zip"):
        place = place_of(archive, source.path)
        if place.user and archive.path and not archive.path.with_suffix("").is_dir():
            importing.at(0, archive.name).problem(
                "",
                "is an archive, and none is opened; unzip it into a folder "
                f"{archive.path.stem} beside it",
            )


class _TypeSystems:
    """The type systems of a source, found and read on demand."""

    def __init__(self, source: Source) -> None:
        self._top = source.path
        self._files = {
            each.path: each
            for each in source.members(".xml")
            if each.path and each.path.name in _TYPE_SYSTEMS
        }
        self._ours = type_system_xml().encode()
        self._read: dict[Path, Types | None] = {}

    def of(self, xmi: Source, spot: Spot) -> Types | None:
        """The types of an XMI file; None, and a problem, when there are none."""
        found = self._beside(xmi)
        if found is None or found.path is None:
            spot.problem(
                "",
                f"has no {_TYPE_SYSTEM} beside it, which tells what its layers are; "
                "take it from the same export",
            )
            return None
        if found.path not in self._read:
            self._read[found.path] = self._types(found, spot)
        return self._read[found.path]

    def _beside(self, xmi: Source) -> Source | None:
        if xmi.path is None or xmi.path == self._top:
            beside = (xmi.sibling(name) for name in _TYPE_SYSTEMS)
            return next(filter(None, beside), None)
        for folder in xmi.path.parents:
            for name in _TYPE_SYSTEMS:
                if folder / name in self._files:
                    return self._files[folder / name]
            if folder == self._top:
                break
        return None

    def _types(self, file: Source, spot: Spot) -> Types | None:
        data = file.data()
        if data == self._ours:
            return OURS
        try:
            return types_in(data)
        except BadXml as bad:
            spot.importing.at(bad.line, file.name).problem("", bad.why)
            return None
