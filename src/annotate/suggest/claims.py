"""Claims: the finite propositions of each sentence, without who says them.

A score is the share of a rule's proposals that were exactly an annotator's claim, in
news items of a dozen publishers that are not in the repository and were not looked at
while the rules were made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from annotate.text.propositions import propositions_read
from annotate.text.readings import readings

if TYPE_CHECKING:
    from annotate.suggest.proposal import Found

__all__ = ["SCORES", "found"]

SCORES: Final = {"claim-asserted": 0.8, "claim-reported": 0.7}
"""What the article says itself, and what it says that somebody says or believes."""


def found(text: str) -> list[Found]:
    """The claims of a text in order."""
    return [
        (start, end, "claim-reported" if is_reported else "claim-asserted")
        for reading in readings(text)
        for start, end, is_reported, is_asked in propositions_read(text, reading)
        if not is_asked
    ]
