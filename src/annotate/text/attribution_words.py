"""The words that attribute speech to somebody, and those that go with them.

Closed lists for English news prose; the rules that join them are in attributions.
"""

from __future__ import annotations

__all__ = [
    "DAYS",
    "HYPOTHETICAL",
    "NOUN_BEHIND",
    "NO_CLAUSE",
    "NO_SPEAKER",
    "SAYING",
    "SAYING_AFTER",
    "SAYING_THAT",
    "SAYING_WHILE",
    "SOMETIMES_NOUNS",
    "TOLD_THAT",
]


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


SAYING = _listed(
    "said says say told tells tell claimed claims claim added adds noted notes warned "
    "warns warn explained explains stated states argued argues argue announced announces "
    "reported reports report suggested insisted insists insist wrote writes tweeted "
    "declared declares stressed stresses acknowledged acknowledges concluded concludes "
    "asserted asserts alleged alleges allege testified testifies conceded concedes "
    "admitted admits contended contends contend disclosed reiterated emphasized "
    "emphasised emphasizes emphasises cautioned cautions complained hinted predicted "
    "predicts confirmed confirms revealed reveals estimated estimates clarified posted "
    "suggests suggest indicates indicated indicate caution predict concede assert complain "
    "acknowledge confirm maintain remarked recalled recalls observed observes maintains joked vowed vows pledged "
    "pledges threatened boasted affirmed"
)
"""Verbs behind which stands what is said, with or without “that”."""

SAYING_AFTER = _listed(
    "continued replied quipped shouted joked lamented countered asked asks responded "
    "recounted whispered yelled screamed cried exclaimed commented mused opined marveled "
    "pleaded urged begged chanted answered agreed thundered sighed"
)
"""Verbs that only follow the words in quotation marks."""

SAYING_THAT = _listed(
    "found finds shows showed show determined agreed agree ruled promised maintained proposed proposes ordered "
    "demanded demands asks note stress estimate declare concur stipulates specifies"
)
"""Verbs that report only where “that” follows."""

SAYING_WHILE = _listed(
    "saying adding noting claiming warning alleging arguing insisting stressing asserting "
    "suggesting stating explaining confirming acknowledging tweeting writing predicting "
    "announcing revealing complaining emphasizing emphasising telling reporting declaring "
    "concluding reiterating cautioning conceding admitting asking boasting"
)
"""Forms in -ing behind which somebody goes on."""

TOLD_THAT = _listed(
    "claims allegations reports rumours rumors accusations suggestions speculation speculations "
    "allegation accusation assertion assertions statement statements claim report rumour "
    "rumor complaints warnings announcement announcements warning declaration admission"
)
"""Nouns of speech behind which “that” may report it."""

SOMETIMES_NOUNS = _listed(
    "claims claim reports report notes states estimates say tell warn warns argue posted "
    "vows pledges show shows finds demands estimated maintain confirm"
)
"""Forms that are often no verbs."""

NOUN_BEHIND = _listed(
    "the a an this that these those his her its their our my your no any some of in on "
    "for with by from media news such many several early false new recent official all "
    "other more two three conflicting local police unconfirmed earlier previous and or "
    "about at under united member other"
)
"""Words behind which such a form is a noun."""

HYPOTHETICAL = _listed(
    "would could might may should must can cannot not n’t n't never if to let shall will "
    "don’t don't didn’t didn't doesn’t doesn't won’t won't can’t can't couldn’t couldn't "
    "wouldn’t wouldn't neither nor without nobody"
)
"""Words behind which nobody has said anything."""

NO_SPEAKER = _listed(
    "and but or who which that while when where as after before because if so though "
    "although with including citing to in on at then since until for by from of whose "
    "whom what despite during"
)
"""Words that begin no speaker."""

NO_CLAUSE = _listed(
    "on in at during by to of for from as about via through upon over with and or but "
    "goodbye so yes nothing something anything everything what how why whether who where "
    "which when after before while earlier later today yesterday recently monday tuesday "
    "wednesday thursday friday saturday sunday early late last once again repeatedly "
    "separately publicly privately simply merely only this under into out off up back "
    "her him them us me "
) - _listed("this")
"""Words that begin no clause behind a verb of saying."""

DAYS = (
    r"(?:(?:late|early|earlier|later|just) )?(?:on )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur"
    r"|Sun)day(?: (?:morning|evening|night|afternoon))?"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}"
    r"|(?:last|this|earlier this|later this|this past|the same) (?:week|month|year|day"
    r"|morning|evening|afternoon|weekend|summer|spring|autumn|fall|winter)"
    r"|in (?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|\d{4})|today|yesterday|earlier|recently|later|tonight|separately)"
)
"""When something was said, as a pattern."""
