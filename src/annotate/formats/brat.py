"""brat standoff: a folder with one folder per annotator, of `.txt` and `.ann` files.

brat, bratiaa and most readers of standoff take it as it is. What brat has no place for
(ids, free attributes, origin, score, links to other articles) stands as JSON in
comments of the type `annotate`, which brat keeps and shows; they come back on import.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from annotate.formats.brat_names import BratNames, annotation_conf, visual_conf
from annotate.formats.brat_reading import layer_of
from annotate.formats.brat_writing import lines_of
from annotate.formats.contract import Piece
from annotate.formats.decoding import decoded
from annotate.formats.folders import Folders, annotator_in, stem_of
from annotate.formats.naming import annotator_of
from annotate.formats.seen import Seen
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

name = "brat"
suffixes: tuple[str, ...] = (".ann",)
reads = True
writes = True
folder = True
holds_parts = False
articles_only = False
has_tokens = False
offset_unit = "codepoint"
offset_unit = "codepoint"
drops = (
    "rejected suggestions, line breaks at the edges of spans, titles, sources and meta "
    "of articles, statuses, kinds of annotators, deleted annotations, history, times "
    "of work"
)


def write(layers: Iterable[Layer], exporting: Exporting) -> Iterator[Piece]:
    """The text and the annotations of each layer.

    An article that nobody annotated stands at the top, with an empty `.ann` file.
    """
    names, folders = BratNames(exporting.scheme), Folders()
    for layer in layers:
        count_untold(layer, exporting.losses, rejected=False)
        stem = stem_of(layer.article)
        if layer.annotator:
            stem = f"{folders.of(layer.annotator.id)}/{stem}"
        lines = lines_of(layer, names, exporting.losses)
        yield Piece(f"{stem}.txt", layer.article.text.encode())
        yield Piece(f"{stem}.ann", "".join(f"{each}\n" for each in lines).encode())


def frame(counts: Mapping[str, int], exporting: Exporting) -> Iterator[Piece]:
    """What tells brat the labels, links and attributes, and their colours."""
    del counts
    yield Piece("annotation.conf", annotation_conf(exporting.scheme).encode())
    yield Piece("visual.conf", visual_conf(exporting.scheme).encode())


def reads_like(name: str, head: bytes) -> bool:
    """Whether a file with that name and those first bytes may be one of brat."""
    del head
    return name.lower().endswith(".ann")


def read(source: Source, importing: Importing) -> Iterator[Layer]:
    """The layers of a folder, or of one `.ann` file with its `.txt` beside it.

    In a folder the first folder on the way to a file is the annotator's. Texts without
    an `.ann` file are no documents of brat.
    """
    seen = Seen()
    texts = {each.path: each for each in source.members(".txt")}
    annotators: set[str] = set()
    for ann in source.members(*suffixes):
        path, top = ann.path, source.path
        assert path and top  # noqa: S101, PT018  stdin has no members
        spot = importing.at(0, "" if path == top else ann.name)
        *folders, own_name = path.relative_to(top).parts or (path.name,)
        whose = annotator_in(folders[0]) if folders else ""
        if whose not in {"", *annotators}:
            annotators.add(whose)
            spot.note("", f"is taken as the work of {whose}, whose folder it is in")
        document = PurePath(*folders[1:], own_name).with_suffix(".txt")
        beside = (
            texts.get(path.with_suffix(".txt"))
            or texts.get(top / document)
            or ann.sibling(document.name)
        )
        if beside is None:
            spot.problem("", f"has no text; put {document.name} beside it")
            continue
        raw = decoded(beside.data(), importing.at(0, beside.name))
        lines = decoded(ann.data(), spot)
        if raw is not None and lines is not None:
            annotator = annotator_of(spot, whose, importing.kind)
            yield layer_of(spot, raw, lines, annotator, document.as_posix(), seen)
