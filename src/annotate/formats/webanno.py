"""WebAnno TSV 3.3 in the folders of an INCEpTION project.

INCEpTION calls it a legacy format; its XMI (`cas`) holds more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from annotate.formats.cas_layer import layer_of
from annotate.formats.contract import Piece
from annotate.formats.decoding import decoded
from annotate.formats.folders import Folders
from annotate.formats.inception import place_of, user_path
from annotate.formats.seen import Seen
from annotate.formats.tsv_reading import cas_of
from annotate.formats.tsv_writing import tsv_of
from annotate.formats.uima_types import type_system_xml
from annotate.formats.untold import count_untold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from annotate.formats.contract import Exporting
    from annotate.formats.importing import Importing
    from annotate.formats.sources import Source
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

name = "webanno"
suffixes: tuple[str, ...] = (".tsv",)
reads = True
writes = True
folder = True
holds_parts = False
articles_only = False
has_tokens = False
offset_unit = "utf16"
offset_unit = "utf16"
drops = (
    "white space at the edges of spans, line breaks before the first word, links to "
    "other articles, titles, sources and meta of articles, statuses, which annotators "
    "are models, deleted annotations, history, times of work"
)


_README: Final = """\
To go on with these annotations in INCEpTION, make a project, import TypeSystem.xml
under Settings, Layers, and then the .tsv files of one annotator under Settings,
Documents, in the format "WebAnno TSV v3.3".
"""


def write(layers: Iterable[Layer], exporting: Exporting) -> Iterator[Piece]:
    """A file for each layer."""
    folders = Folders()
    for layer in layers:
        count_untold(layer, exporting.losses, rejected=True)
        data = tsv_of(layer, exporting.losses)
        yield Piece(f"{user_path(layer, folders)}.tsv", data)


def frame(counts: Mapping[str, int], exporting: Exporting) -> Iterator[Piece]:
    """The types, as INCEpTION takes them on its page of layers, and how to go on."""
    del counts, exporting
    yield Piece("TypeSystem.xml", type_system_xml().encode())
    yield Piece("README.txt", _README.encode())


def reads_like(name: str, head: bytes) -> bool:
    """Whether a file with that name and those first bytes may be WebAnno TSV 3."""
    del name
    return head.removeprefix(b"\xef\xbb\xbf").startswith(b"#FORMAT=WebAnno TSV 3.")


def read(source: Source, importing: Importing) -> Iterator[Layer]:
    """The layers of a folder, or of one `.tsv` file."""
    seen = Seen()
    for tsv in source.members(*suffixes):
        spot = importing.at(0, "" if tsv.path == source.path else tsv.name)
        text = decoded(tsv.data(), spot)
        cas = None if text is None else cas_of(text, spot)
        if cas is not None and cas.text is not None:
            place = place_of(tsv, source.path)
            yield layer_of(cas, cas.text, place, spot, seen)
