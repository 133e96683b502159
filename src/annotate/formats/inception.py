"""The folders of a project of INCEpTION, in which a file stands for a user's work.

A project that INCEpTION exports has `annotation/DOCUMENT/USER.zip` for each user and
`curation/DOCUMENT/CURATION_USER.zip` for the adjudicated layer; the user `INITIAL_CAS`
is the document before anybody worked on it. We write the same without the zips, and
read what we write and what somebody has unpacked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from annotate.formats.folders import annotator_in, stem_of
from annotate.model import AnnotatorKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from annotate.formats.folders import Folders
    from annotate.formats.sources import Source
    from annotate.model import Article, Layer

__all__ = ["Place", "document_of", "place_of", "user_path"]

_INITIAL: Final = "INITIAL_CAS"


class Place(NamedTuple):
    """Where a file stands in a project."""

    document: str
    """The name of its text."""
    user: str
    """"" for nobody's."""
    is_gold: bool
    is_initial: bool
    """Whether it is the document before anybody worked on it."""


def document_of(article: Article) -> str:
    """What a project calls the document."""
    return f"{stem_of(article)}.txt"


def user_path(layer: Layer, folders: Folders) -> str:
    """The path of the layer's file in a project, without ending."""
    annotator = layer.annotator
    is_gold = annotator is not None and annotator.kind is AnnotatorKind.GOLD
    kind = "curation" if is_gold else "annotation"
    user = folders.of(annotator.id) if annotator else _INITIAL
    return f"{kind}/{document_of(layer.article)}/{user}"


def place_of(member: Source, top: Path | None) -> Place:
    """The place of a member of a folder; outside a project nobody's document.

    A user's file may have a folder of its own, into which a zip was unpacked.
    """
    path = member.path
    assert path and top  # noqa: S101, PT018  stdin has no members
    parts = (top.name, *path.relative_to(top).parts)
    document = path.with_suffix(".txt").name
    return _place_in(parts) or Place(document, "", is_gold=False, is_initial=False)


def _place_in(parts: Sequence[str]) -> Place | None:
    for at, part in enumerate(parts[:-2]):
        if part in {"annotation", "curation"}:
            document, user = parts[at + 1 : at + 3]
            if at + 3 == len(parts):
                user = user.rpartition(".")[0]
            is_initial = user == _INITIAL
            whose = "" if is_initial else annotator_in(user)
            return Place(document, whose, part == "curation", is_initial)
    return None
