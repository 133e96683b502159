"""What of a layer a format has no place for, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.model import AnnotatorKind, Status

if TYPE_CHECKING:
    from annotate.formats.contract import Losses
    from annotate.model import Layer

__all__ = ["count_untold"]


def count_untold(layer: Layer, losses: Losses, *, rejected: bool) -> None:
    """Count the status and the kind of annotator that a file will not tell.

    Rejected suggestions are counted too, unless the format has a place for them.
    """
    if layer.status is not Status.TODO:
        losses.add("statuses dropped")
    if layer.annotator and layer.annotator.kind is not AnnotatorKind.HUMAN:
        losses.add("annotators that come back as humans")
    if layer.rejected and not rejected:
        losses.add("rejected suggestions dropped", len(layer.rejected))
