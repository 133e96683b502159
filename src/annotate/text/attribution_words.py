"""The words that attribute speech to somebody, and those that go with them.

Closed lists for English news prose; the rules that join them are in attributions.
"""

from __future__ import annotations

from annotate.text.listed import listed

__all__ = [
    "AUXILIARIES",
    "BEFORE_CUE",
    "CLOSING",
    "DAYS",
    "DAY_STARTS",
    "GOES_ON",
    "HYPOTHETICAL",
    "HYPOTHETICAL_BEFORE",
    "KINDS",
    "LEADING",
    "NOUN_BEHIND",
    "NO_CLAUSE",
    "NO_SPEAKER",
    "REPORTING",
    "REPORTS",
    "SAYING",
    "SAYING_AFTER",
    "SAYING_ALONE",
    "SAYING_THAT",
    "SAYING_WHILE",
    "SAYS_TOO",
    "SOMETIMES_NOUNS",
    "TELLING",
    "TOLD_THAT",
]


AUXILIARIES = listed(
    "is are was were has have had will would could should may might can do does did "
    "must"
)
"""Finite forms of verbs that help others."""
BEFORE_CUE = ' \n\t”"“’‘(—'
"""The characters of which one stands before a cue."""
CLOSING = "”\"’'»"
"""Marks that close a quotation."""

SAYING = listed(
    "said says say told tells tell claimed claims claim added adds noted notes "
    "warned warns warn explained explains stated states argued argues argue "
    "announced announces reported reports report suggested insisted insists insist "
    "wrote writes tweeted declared declares stressed stresses acknowledged "
    "acknowledges concluded concludes asserted asserts alleged alleges allege "
    "testified testifies conceded concedes admitted admits contended contends "
    "contend disclosed reiterated emphasized emphasised emphasizes emphasises "
    "cautioned cautions complained hinted predicted predicts confirmed confirms "
    "revealed reveals estimated estimates clarified posted suggests suggest "
    "indicates indicated indicate caution predict concede assert complain "
    "acknowledge confirm maintain remarked recalled recalls observed observes "
    "maintains joked vowed vows pledged pledges threatened boasted affirmed"
)
"""Verbs behind which stands what is said, with or without “that”."""

SAYING_AFTER = listed(
    "continued replied quipped shouted joked lamented countered asked asks "
    "responded recounted whispered yelled screamed cried exclaimed commented mused "
    "opined marveled pleaded urged begged chanted answered agreed thundered sighed"
)
"""Verbs that only follow the words in quotation marks."""

SAYING_THAT = listed(
    "found finds shows showed show determined agreed agree ruled promised "
    "maintained proposed proposes ordered demanded demands asks note stress "
    "estimate declare concur stipulates specifies"
)
"""Verbs that report only where “that” follows."""

SAYING_WHILE = listed(
    "saying adding noting claiming warning alleging arguing insisting stressing "
    "asserting stating explaining confirming acknowledging tweeting "
    "writing predicting announcing revealing complaining emphasizing emphasising "
    "telling reporting declaring concluding reiterating cautioning conceding "
    "admitting asking boasting"
)
"""Forms in -ing behind which somebody goes on."""

REPORTING = listed("suggesting indicating showing")
"""Forms that report where documents or figures do it, and else draw a conclusion."""

REPORTS = listed(
    "reports report claims studies study research polls poll data documents "
    "intelligence rumours rumors figures surveys survey images footage"
)
"""What such forms stand behind."""

TOLD_THAT = listed(
    "claims allegations reports rumours rumors accusations suggestions speculation "
    "speculations allegation accusation assertion assertions statement statements "
    "claim report rumour rumor complaints warnings announcement announcements "
    "warning declaration admission"
)
"""Nouns of speech behind which “that” may report it."""

SOMETIMES_NOUNS = listed(
    "claims claim reports report notes states estimates say tell warn warns argue "
    "posted vows pledges show shows finds demands estimated maintain confirm"
)
"""Forms that are often no verbs."""

NOUN_BEHIND = listed(
    "the a an this that these those his her its their our my your no any some of in "
    "on for with by from media news such many several early false new recent "
    "official all other more two three conflicting local police unconfirmed earlier "
    "previous and or about at under united member other"
)
"""Words behind which such a form is a noun."""

HYPOTHETICAL = listed(
    "would could might may should must can cannot not n’t n't never if to let shall "
    "will don’t don't didn’t didn't doesn’t doesn't won’t won't can’t can't "
    "couldn’t couldn't wouldn’t wouldn't neither nor without nobody"
)
"""Words behind which nobody has said anything."""

HYPOTHETICAL_BEFORE = HYPOTHETICAL - {"to", "if"}
"""The same, with one more word between."""

NO_SPEAKER = listed(
    "and but or who which that while when where as after before because if so "
    "though although with including citing to in on at then since until for by from "
    "of whose whom what despite during"
)
"""Words that begin no speaker."""

NO_CLAUSE = listed(
    "on in at during by to of for from as about via through upon over with and or "
    "but goodbye so yes nothing something anything everything what how why whether "
    "who where which when after before while earlier later today yesterday recently "
    "monday tuesday wednesday thursday friday saturday sunday early late last once "
    "again repeatedly separately publicly privately simply merely only this under "
    "into out off up back her him them us me"
) - listed("this")
"""Words that begin no clause behind a verb of saying."""

DAYS = (
    r"(?:(?:late|early|earlier|later|just) )?(?:on )?(?:(?:Mon|Tues|Wednes|Thurs|Fri"
    r"|Satur"
    r"|Sun)day(?: (?:morning|evening|night|afternoon))?"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}"
    r"|(?:last|this|earlier this|later this|this past|the same|the other) (?:week|month"
    r"|year|day"
    r"|morning|evening|afternoon|weekend|summer|spring|autumn|fall|winter)"
    r"|in (?:January|February|March|April|May|June|July|August|September|October"
    r"|November"
    r"|December|\d{4})|today|yesterday|earlier|recently|later|tonight|separately)"
)
"""When something was said, as a pattern."""

DAY_STARTS = listed(
    "late early earlier later just on monday tuesday wednesday thursday friday "
    "saturday sunday last this the in today yesterday recently tonight separately jan "
    "feb mar apr may jun jul aug sept sep oct nov dec january february march april "
    "june july august september october november december jan. feb. mar. apr. aug. "
    "sept. oct. nov. dec."
)
"""The words with which it begins."""

LEADING = DAY_STARTS | listed(
    "that to on in at during through via from after before of for with"
)
"""The words that may stand between a verb of saying and its clause."""

GOES_ON = (
    "adding|saying|citing|calling|accusing|slamming|warning|describing|noting"
    "|insisting|claiming|stressing|alleging|arguing|urging|referring|explaining"
    "|suggesting|confirming|acknowledging|condemning|demanding|asking|telling"
    "|reporting|quoting|denouncing|dismissing|rejecting|pointing out|predicting"
    "|promising|vowing|pledging"
)
"""Forms with which somebody goes on, as a pattern."""

SAYS_TOO = (
    "said|says|called|calls|urged|urges|asked|denied|denies|accused|accuses|warned"
    "|warns|declined|refused|stopped|insisted|vowed|rejected|dismissed|referred"
    "|demanded|added|told|praised|condemned|criticized|criticised|blamed|described"
    "|thanked|stood by|promised"
)
"""Forms that say what else somebody says or does, as a pattern."""

TELLING = listed("told tells tell telling")
"""Verbs that say who is told before they say what."""

SAYING_ALONE = listed(
    "said says say saying argued argues arguing insisted insists insisting contends "
    "contended"
)
"""Verbs that hardly take an object, so that what follows is a clause."""

KINDS = {
    **dict.fromkeys(SAYING_AFTER, "after"),
    **dict.fromkeys(SAYING_THAT | REPORTING, "that"),
    **dict.fromkeys(TOLD_THAT, "noun"),
    **dict.fromkeys(SAYING_WHILE, "while"),
    **dict.fromkeys(SAYING, "say"),
    **dict.fromkeys(listed("accused accuses accusing accuse"), "accuse"),
    **dict.fromkeys(("according to", "According to"), "according"),
    **dict.fromkeys(
        listed("Says Claims Warns Alleges Insists Argues Admits Confirms Said"), "say"
    ),
}
"""Each cue, and what kind it is of. Capitals are those of headlines."""
