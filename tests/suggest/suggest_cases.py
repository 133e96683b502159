"""What the tests of the rules share: texts that hurt, and proposals as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.suggest.registry import propose

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotate.suggest.proposal import Proposal

__all__ = ["HOSTILE", "proposals_for", "quoted"]

HOSTILE = {
    "a megabyte without a space": "x" * 1_000_000,
    "opening marks": "“a " * 100_000,
    "straight marks": '" a' * 100_000,
    "closing marks": "a” " * 100_000,
    "single marks": "‘a " * 100_000,
    "digits": "7" * 50_000,
    "digits and commas": "1," * 50_000,
    "ranges": "5-" * 100_000,
    "ranges in words": "5 to " * 60_000,
    "hedges": "about " * 60_000 + "5",
    "hedged numbers": "nearly about 5 " * 20_000,
    "adjectives": "5 " + "old " * 100_000,
    "months": "Oct. 18 " * 30_000,
    "he said that": "he said that " * 20_000,
    "commas and said": ", said, " * 30_000,
    "told": "he told a b c d " * 20_000,
    "according to": "According to " + "a " * 100_000,
    "straight marks alone": '"' * 100_000,
    "nested marks": "“a ‘b " * 40_000,
    "commas": ", " * 100_000,
    "a sentence without end": "the dam is safe and " * 12_000,
    "said": "said " * 50_000,
    "claims that": "claims that the " * 15_000,
    "saying": ", saying " * 25_000,
    "not": "not " * 50_000,
    "called the": "called the " * 20_000,
    "two hundred": "two hundred " * 20_000,
    "stops": ". " * 100_000,
    "line breaks": "\n" * 300_000,
    "combining marks": "a" + "\u0301" * 100_000,
    "Korean": "북한은 러시아에 병력 10,000명을 파병했다고 말했다. " * 3000,
    "Arabic": "قالت كوريا الشمالية إنها أرسلت ١٠٠٠٠ جندي. " * 3000,
    "Thai": "เกาหลีเหนือส่งทหาร 10,000 นายไปรัสเซีย " * 3000,
    "Chinese": "朝鲜派遣了10,000名士兵，“他们说”。" * 5000,
}
"""Text that no newspaper prints, a few hundred thousand code points of each."""


def proposals_for(role: str) -> Callable[[str], tuple[Proposal, ...]]:
    """What the rules of one role propose for a text, as a function of it."""
    return lambda text: propose(text, [role])


def quoted(text: str, proposals: tuple[Proposal, ...]) -> list[str]:
    """The stretches proposed, in the order of the proposals."""
    return [text[each.span.start : each.span.end] for each in proposals]
