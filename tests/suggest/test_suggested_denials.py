"""Denials: a cue with what it denies, and words that only look like one."""

from __future__ import annotations

import re

import pytest
from suggest_cases import HOSTILE, proposals_for

from annotate.suggest.registry import propose

proposals = proposals_for("denial")
DENIALS = [
    # Flat.
    "The mayor [fdenied the report].",
    "The mayor has repeatedly [fdenied that the dam was unsafe], calling for calm.",
    "The mayor [fdenied on Monday that the dam was unsafe].",
    "The army [fdenied shelling the town] and said it had left in May.",
    "The army [frejected claims that the dam, which it guards, was unsafe].",
    "“I categorically [fdeny this claim],” he said.",
    "He [fdenied] it.",
    "Mr.\u00a0Lee\u00a0[fdenied the report].",
    "Both men [fpleaded not guilty to theft] on Friday.",
    "The company [fdisputes the finding], which it calls old.",
    "The minister [frefuted reports of a deal] during a visit to Leeds.",
    # Dismissed.
    "The Kremlin [ddismissed the report as “a fairy tale”] on Friday.",
    "The mayor [dbrushed off criticism of the plan].",
    "The army [druled out a mistake].",
    "“I [dwould rule out a second dam],” he said.",
    "She [dcalled the story “complete nonsense”].",
    "Mr. Lee [ddescribed the claims as false].",
    "The minister [dplayed down the risk of a flood].",
    # Not confirmed.
    "Reuters [ucould not independently verify the account].",
    "The number [ucould not be confirmed].",
    "The BBC [uhas not been able to verify the video].",
    "The agency [uwas unable to confirm the report].",
    "He said he [uhad seen no evidence that the dam was unsafe].",
    "There [uis no evidence of a leak], the council said.",
    "He said he [uhadn’t seen any sign of a leak].",
    "The army spoke of a flood [uwithout confirming the number of dead].",
    "[uNeither the army nor the council has confirmed the report].",
    "The White House [uwould neither confirm nor deny the report].",
    "The council [udeclined to confirm or deny the report].",
    # No comment.
    "The firm [sdeclined to comment on the case].",
    "The firm [sdid not immediately respond to a request for comment].",
    "The ministry [shas not commented].",
    "The firm [sdid not return calls seeking comment].",
    "The mayor [scould not be reached for comment].",
    "State media [savoided mentioning the flood].",
    "Leeds [skept silent].",
    "The ministry [shad no comment].",
    # Said to be false.
    "The story [xis false], the council said.",
    "“That [xis simply not true],” she said.",
    "The claims [xare completely baseless].",
    "The report [xwas a fabrication].",
    # None.
    "He did not deny it, and could not rule out a second flood.",
    "Nobody disputes that the dam is old.",
    "The court rejected his appeal.",
    "The judge dismissed the case.",
    "He was dismissed from the army.",
    "She was denied bail by a judge.",
    "The guards denied them access.",
    "The firm has refused to pay.",
    "If the council rejects the plan, the dam will stay.",
    "The council called the road unsafe.",
    "I don’t think the story is false.",
    "It is a border dispute in a region of denials.",
    "The rule is old, and the report is on the table.",
    "He was fired and went back to Leeds.",
]  # fmt: skip
KINDS = {
    "f": "flat", "d": "dismissed", "u": "unconfirmed", "s": "silent", "x": "false",
}  # fmt: skip


def drawn(text: str) -> str:
    """The text with brackets around what is proposed, and the kind of its cue."""
    letters = {f"denial-{kind}": letter for letter, kind in KINDS.items()}
    for each in sorted(proposals(text), reverse=True):
        start, end = each.span.start, each.span.end
        text = f"{text[:start]}[{letters[each.rule]}{text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize("expected", DENIALS)
def test_denials(expected: str):
    text = re.sub(r"\[[fdusx]|\]", "", expected)
    assert drawn(text) == expected


def test_a_denial_holds_the_claim_that_it_is_about():
    text = "The mayor denied that the dam was unsafe, and declined to comment on it."
    found = [
        (each.label, text[each.span.start : each.span.end])
        for each in propose(text, ["claim", "denial"])
    ]
    assert found == [
        ("denial", "denied that the dam was unsafe"),
        ("claim", "the dam was unsafe"),
        ("denial", "declined to comment on it"),
    ]


def test_a_headline_ends_with_its_line():
    text = "Seoul Says More Troops Left, as Moscow Keeps Mum\n\nThe army has left."
    assert drawn(text).startswith(
        "Seoul Says More Troops Left, as Moscow [sKeeps Mum]\n\nThe"
    )


def test_nothing_but_cues_is_read_to_its_end():
    found = proposals("denied " * 20_000 + "\n\nHe denied it.")
    assert len(found) > 1
    assert found[-1].rule == "denial-flat"


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_text_that_no_newspaper_prints_holds_no_denials(name: str):
    assert proposals(HOSTILE[name]) == ()
