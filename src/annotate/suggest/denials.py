"""Denials: cues that reject, dispute or refuse to confirm, with what they deny.

The name of a rule is the kind of its cue. A score is the share of a rule's proposals
that were exactly an annotator's denial in news items that are not in the repository;
they hold 70 denials, so that small differences say nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from annotate.text.denials import denials_read
from annotate.text.readings import readings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotate.suggest.proposal import Found

__all__ = ["SCORES", "found"]

SCORES: Final = {
    "denial-flat": 0.9,
    "denial-dismissed": 0.8,
    "denial-unconfirmed": 0.8,
    "denial-silent": 0.8,
    "denial-false": 0.8,
}


def found(text: str) -> Iterator[Found]:
    """The denials of a text in order."""
    for reading in readings(text):
        for _, span, kind in denials_read(text, reading):
            yield span.start, span.end, f"denial-{kind}"
