"""Claims: the finite propositions of sentences, and what states nothing."""
# ruff: noqa: E501 (tables of long drawn cases read better on one line)

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from suggest_cases import HOSTILE, proposals_for

from annotate.text.graphemes import is_boundary

proposals = proposals_for("claim")
CLAIMS = [
    # Asserted.
    "{The dam burst on Monday}.",
    "{A dam that engineers had called safe burst on Monday, killing six people}.",
    "{The dam, which was built in 1964, has not been inspected for years}.",
    "{Ann Lee, the mayor of Leeds, closed the bridge on Friday}.",
    "{Three people were killed} and {six were hurt when the dam burst}.",
    "{On Friday, the council closed the bridge}.",
    "{If the rain goes on, the dam will not hold}.",
    "{When the rain stopped, the army left the town}.",
    "{After the storm the bridge was closed}.",
    "{Dam bursts near Leeds}",
    "{It could rise to 30 million by May}.",
    "{Critics fear a second wave}.",
    "{The two sides remain far apart}.",
    # Connectives stay out.
    "However, {the dam is safe}.",
    "But {the dam is safe}.",
    "For example, {the dam at Leeds was built in a year}.",
    "Despite the warning, {the road stayed open}.",
    "Meanwhile, {the council has closed the bridge}.",
    # Clauses that are joined are parted where each is finite.
    "{The dam burst} and {the bridge fell}.",
    "{The dam burst}, but {the bridge has held}.",
    "{He left the party} and {has joined the army}.",
    "{She resigned in May} and {moved to Spain}.",
    "{The dam is old}; {the bridge is new}.",
    "While {the dam is old}, {the bridge is new}.",
    "Although {the dam held}, {the bridge was closed}.",
    "{The road is closed} because {the bridge fell}.",
    "{The rules were not clear}, so {the mayor had to go}.",
    "{The town has 2,000 houses}, {which were built by the state}.",
    "{The army left the town}, {a move that will please the rebels}.",
    # But not these.
    "{The council approved the plan and the budget}.",
    "{He was arrested and charged with theft}.",
    "{The council wants to build houses and to close the road}.",
    "{It hired people who had left the army and were looking for work}.",
    # Who says it stays out.
    "Officials said {the dam was safe}.",
    "Officials said on Monday that {the dam was safe}.",
    "{The dam is safe}, officials said.",
    "{The dam is safe}, said Ann Lee, an engineer at the University of Leeds.",
    "{The dam is safe}, Ann Lee, an engineer, told Reuters.",
    "{The dam is safe}, according to the mayor of Leeds.",
    "According to a report by the council, {the dam is safe}.",
    "{The dam burst at night}, police said, as {people were asleep}.",
    "{Two people died}, police said, after the dam burst.",
    "The mayor told reporters {the dam was safe}.",
    "The mayor told the newspaper on Friday that {the dam was safe}.",
    "The spokesman, who asked not to be named, said {the dam was safe}.",
    "In a letter to the council, the mayor said {the dam was safe}.",
    "The mayor said {the dam was safe} and {the bridge would open in May}.",
    "The mayor said that {the dam was safe}, that {it was new} and that {it would last}.",
    "{The dam is old}, and critics say {it is unsafe}.",
    "{The council has closed the road}, saying {the bridge was unsafe}.",
    "{The mayor closed the road}, urging people to stay at home.",
    "A study found that {the ice was melting faster than before}.",
    "There are reports that {the dam has burst}.",
    "Data showed that {30 people left}.",
    "The report suggests {the dam is unsafe}.",
    "It was reported that {the dam had burst}.",
    "{He is believed to have left}, but police think {he is in Spain}.",
    "The agency quoted him as saying that {the dam was safe}.",
    "The mayor vowed {the city would rebuild the bridge}.",
    "The mayor said {if the rain went on, he would go}.",
    "The problem, she said, is that {the dam is old}.",
    "Lee said his aides had said {the dam was safe}.",
    "{More than 40 people were on board}, police said, and {at least nine remain missing}.",
    "Police say {Lee, who has pleaded not guilty, stole the money}.",
    "{Police have not yet named a suspect}, but said {he had fled}.",
    "The lawyer said {the claims were “quite false”} and that {his client would fight}.",
    "The firm said {it had closed the accounts}, {which it said were old}.",
    "The army told a meeting of mayors from the region {it would leave}.",
    "The agency is reporting that {cases have risen}.",
    "Officials say {the reef, which is old, is dying}.",
    # Quotations: marks and the comma stay out where the claim is wholly inside.
    "“{The dam is safe},” the mayor said.",
    "“{The dam is safe},” said the mayor. “{It was built in 1964}.”",
    "“{The dam is safe},” he said, “and {it will last}.”",
    "The mayor said: “{The dam is safe}.”",
    "“{The dam is old} and {the bridge is new},” she said.",
    "“{Nobody left the town on Monday}.”",
    "'{The dam is safe},' the mayor told AFP.",
    '"{The dam is safe}," the mayor told AFP.',
    "“But {the dam is safe},” he added.",
    "The mayor said {the dam was “as safe as a house”}.",
    "{The dam is “as safe as a house,”} the mayor said.",
    "{“The dam is safe” in dry years}, he added.",
    # Datelines and labels stay out.
    "LONDON, Feb 3 (AFP) — {The dam burst on Monday}.",
    "LEEDS, Eng. (AP) — {The dam burst on Monday}.",
    "Study: {The dam was never safe}",
    # The proposition that a denial is about is a claim; what denies it is none.
    "The mayor denied that {the dam was unsafe}.",
    "The army rejected claims that {it had shelled the town}.",
    "The mayor denied the claim.",
    "The army could not confirm the number.",
    "Neither the mayor nor the council responded to requests for comment.",
    "The firm declined to comment on the case.",
    "The company did not respond to a request for comment.",
    "“{That is not true},” she told the BBC.",
    "{The firm refused to pay the fine}.",
    # Neither questions, advice, wishes, speech acts nor fragments.
    "Is the dam safe?",
    "“Will the dam hold?” he asked.",
    "The council should close the road.",
    "We hope the dam will hold.",
    "The mayor accused the council of closing the road.",
    "The mayor has urged people to leave.",
    "He called for an inquiry into the flood.",
    "The mayor praised the army.",
    "A long night in Leeds",
    "By Ann Lee and Kim Jones",
    "Photo: Ann Lee/Getty Images",
    # Abbreviations and stops.
    "{The troops left the U.S. on Oct. 18}. {The rest stayed in St. Petersburg}.",
    "{He works for Ford Motor Co.}",
    "{Sen. Ann Lee, D-N.Y., won by 12 votes}.",
]  # fmt: skip


def drawn(text: str) -> str:
    """The text with brackets around what is proposed."""
    edges: list[tuple[int, int, str]] = []
    for each in proposals(text):
        edges += [(each.span.start, 1, "{"), (each.span.end, 0, "}")]
    for place, _, mark in sorted(edges, key=lambda edge: (-edge[0], -edge[1])):
        text = text[:place] + mark + text[place:]
    return text


@pytest.mark.parametrize("expected", CLAIMS)
def test_claims(expected: str):
    text = re.sub(r"[{}]", "", expected)
    assert drawn(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "북한군이 러시아에 있다고 한국이 말했다. 사실이다.",
        "وقال المسؤول إن السد آمن. وسقط الجسر.",
        "เขื่อนปลอดภัย เจ้าหน้าที่กล่าวเมื่อวันจันทร์",
        "朝鲜派兵，韩国说。",
        "Die Talsperre ist sicher, sagte der Bürgermeister.",
    ],
)
def test_text_in_other_languages_brings_nothing(text: str):
    assert proposals(text) == ()


PIECES = [
    *"ab ,.;:?!“”‘’\"'—-()\n1$\u0301\u200d👨🇰가ก्क。\u0600",
    " said ", " that ", "the dam ", "is ", "was safe", " and ", ", which ", "But ",
    "according to ", " denied ", "while ", "when ", ", adding that ", "Lee ", "U.S.",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=500, deadline=None)
def test_claims_of_any_text_are_clean_and_in_order(text: str):
    found = proposals(text)
    for each in found:
        quote = text[each.span.start : each.span.end]
        assert quote == quote.strip()
        assert is_boundary(text, each.span.start)
        assert is_boundary(text, each.span.end)
        assert "\n" not in quote
    spans = [each.span for each in found]
    assert all(one.end <= other.start for one, other in pairwise(spans))


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_text_that_no_newspaper_prints_brings_what_claims_it_holds(name: str):
    for each in proposals(HOSTILE[name]):
        assert len(each.span) < 10_000


def test_a_claim_is_the_same_in_whatever_text_it_stands():
    line = "“{The dam is safe},” the mayor said. {It was built in 1964}.\n"
    text = re.sub(r"[{}]", "", line)
    many = 6_000
    assert len(text) * many > 1 << 18
    assert drawn(text * many) == line * many
