"""One span that a rule proposes to tag."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from annotate.model import Span

__all__ = ["Proposal"]


class Proposal(NamedTuple):
    """A span, what it should be tagged as, and how much there is to that."""

    span: Span
    """Trimmed, on grapheme boundaries, never empty."""
    label: str
    """Colour role of the label: claim, quote, number or denial."""
    rule: str
    """Short stable name of the rule that made it, as in number-with-unit."""
    score: float
    """0 to 1: the share of the rule's proposals that annotators are likely to accept.

    Each module says beside its rules where its figures come from.
    """
