"""Layers of a file under other names: another annotator, other labels."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from annotate.ids import pack, unix_ms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotate.model import Annotation, Annotator, AnnotatorKind, Layer

__all__ = ["with_annotator", "with_kind", "with_labels"]


def with_labels(layers: Iterable[Layer], new: Mapping[str, str]) -> tuple[Layer, ...]:
    """The layers with each label that is a key of `new` replaced by its value."""

    def relabelled(rows: tuple[Annotation, ...]) -> tuple[Annotation, ...]:
        return tuple(
            replace(row, label=new[row.label]) if row.label in new else row
            for row in rows
        )

    return tuple(
        replace(
            layer,
            annotations=relabelled(layer.annotations),
            rejected=relabelled(layer.rejected),
        )
        for layer in layers
    )


def with_kind(layers: Iterable[Layer], kind: AnnotatorKind) -> tuple[Layer, ...]:
    """The layers with every annotator of that kind."""
    return tuple(
        replace(layer, annotator=replace(layer.annotator, kind=kind))
        if layer.annotator
        else layer
        for layer in layers
    )


def with_annotator(layers: Iterable[Layer], name: str) -> tuple[Layer, ...]:
    """The layers as the work of `name`.

    Rows that were another's get new ids, made of the old id and the name: they are
    other annotations than the ones they copy, and the same ones at every call. Links
    between them follow.
    """
    layers = tuple(layers)
    new_ids = {
        row.id: _copied(row.id, name)
        for layer in layers
        if layer.annotator and layer.annotator.id != name
        for row in (*layer.annotations, *layer.rejected)
    }
    new_ids |= {
        link.id: _copied(link.id, name)
        for layer in layers
        if layer.annotator and layer.annotator.id != name
        for link in layer.links
    }
    return tuple(
        _renamed(layer, replace(layer.annotator, id=name), new_ids)
        if layer.annotator
        else layer
        for layer in layers
    )


def _renamed(layer: Layer, annotator: Annotator, new_ids: Mapping[str, str]) -> Layer:
    def renamed(rows: tuple[Annotation, ...]) -> tuple[Annotation, ...]:
        return tuple(
            replace(
                row,
                id=new_ids.get(row.id, row.id),
                rev=new_ids.get(row.rev, row.rev),
                annotator=annotator.id,
            )
            for row in rows
        )

    return replace(
        layer,
        annotator=annotator,
        annotations=renamed(layer.annotations),
        rejected=renamed(layer.rejected),
        links=tuple(
            replace(
                link,
                id=new_ids.get(link.id, link.id),
                rev=new_ids.get(link.rev, link.rev),
                annotator=annotator.id,
                source=new_ids.get(link.source, link.source),
                target=new_ids.get(link.target, link.target),
            )
            for link in layer.links
        ),
    )


def _copied(rev: str, name: str) -> str:
    digest = hashlib.sha256(f"{rev}\0{name}".encode()).digest()
    return pack(unix_ms(rev), int.from_bytes(digest[:10]))
