"""Claims: the finite propositions of each sentence, without who says them.

A score is the share of a rule's proposals that were exactly an annotator's claim, in
news items of a dozen publishers that are not in the repository and were not looked at
while the rules were made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from annotate.suggest.proposal import Proposal
from annotate.text.propositions import propositions_read
from annotate.text.readings import readings

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["proposals"]

_ASSERTED: Final = ("claim", "claim-asserted", 0.8)
"""What the article says itself."""
_REPORTED: Final = ("claim", "claim-reported", 0.7)
"""What it says that somebody says, shows or believes."""


def proposals(text: str) -> Iterator[Proposal]:
    """The claims of a text in order."""
    for reading in readings(text):
        for span, is_reported, is_asked in propositions_read(text, reading):
            if not is_asked:
                yield Proposal(span, *(_REPORTED if is_reported else _ASSERTED))
