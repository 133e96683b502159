"""Which forms the verbs of English news prose have, and which of them are nouns too.

A base form with an asterisk doubles its last letter: ban*, banned, banning.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

__all__ = [
    "DOING",
    "IRREGULAR",
    "MAINLY_PAST",
    "MAINLY_THIRD",
    "NOUNS_TOO",
    "SAYING",
    "SHOWING",
    "URGING",
    "Forms",
    "forms",
]

SAYING: Final = (
    "acknowledge add admit* allege announce argue assert assume attest believe boast "
    "caution claim clarify complain concede conclude confirm contend counsel declare "
    "disclose emphasise emphasize estimate exclaim explain fear forecast hint insist "
    "joke lament maintain note observe opine predict profess quip* reaffirm recall "
    "reckon recount reiterate remark report retort reveal shout speculate state stress "
    "suggest surmise suspect testify tweet underline underscore warn whisper"
)
"""Verbs that report what somebody holds true, with “that” or without."""
SHOWING: Final = (
    "agree anticipate calculate confess decide demonstrate determine discover doubt "
    "ensure establish expect guess hear highlight illustrate imply indicate infer* "
    "learn mention notice point project prove realise realize recognise recognize "
    "reflect require rule signal* stipulate vote worry"
)
"""Verbs that report where “that” follows."""
URGING: Final = (
    "accuse advise apologise apologize appeal applaud ask beg* berate blame call "
    "castigate chastise chide commend condemn congratulate criticise criticize decry "
    "demand denounce deny deplore describe dismiss dispute express hail implore "
    "lambast lambaste laud mock plead pledge praise pray promise rebuff rebuke rebut* "
    "recommend refute reject repudiate request ridicule scold slap summon thank "
    "threaten tout urge vow welcome"
)
"""Verbs for what somebody does by speaking; their sentences state no more than that."""
DOING: Final = (
    "abandon abduct absorb abuse accelerate accept accompany account accumulate "
    "achieve acquire act activate adapt address adjust administer admire adopt advance "
    "affect afford agonise aid aim air alarm alert allocate allow alter amaze amend "
    "amount analyse analyze anger answer appear apply appoint apprehend approach "
    "approve arise arm arrange arrest arrive ascertain aspire assassinate assault "
    "assemble assess assign assist associate astonish attach attack attain attempt "
    "attend attract auction authorise authorize avert avoid await award back baffle "
    "balance ban* bankroll bar* base battle beat become begin belong bend benefit bet "
    "bill bind bite blast bleed block blow board bolster bomb bombard book boom boost "
    "borrow bother boycott brace brand breach break breed brief bring broadcast broker "
    "build bulldoze burn burst bury buy calm campaign cancel* capture care carry cast "
    "catch cater cause cease celebrate cement centre challenge change chant charge "
    "chase check choose circulate cite clash clean clear climb cling clock close coach "
    "coincide collapse collect collide combat combine come command commission commit* "
    "compare compel* compensate compete compile complete comply comprise compromise "
    "conceal conceive concentrate concern condone conduct confer confine confiscate "
    "confront confuse connect conserve consider consist constitute construct consult "
    "consume contact contain contest continue contradict contribute control* convene "
    "convert convey convict convince cool cooperate coordinate cope copy correspond "
    "cost count counter couple cover crack crash create cross crumble crush curb cure "
    "cut damage dance date deal debate debut decimate decline decorate decrease "
    "dedicate deem deepen defeat defect defend defer* define defy delay delegate "
    "delete deliberate deliver depart depend depict deploy deport deprive derail "
    "descend deserve design destroy detail detain deteriorate detonate devastate "
    "develop devise devote die differ dig* diminish disable disagree disappear "
    "disappoint disarm disband discard discharge discourage discuss dismantle dispatch "
    "disperse displace display disrupt dissolve distance distribute disturb dive "
    "divert divide dodge dominate donate double draft drag* draw dress drift drill "
    "drink drive drop* drown dub* dump dwarf dwindle earn ease eat echo edge edit "
    "educate elect elevate eliminate embark embed embrace emerge emit* employ empower "
    "enable encompass encounter encourage end endanger endorse endure enforce engage "
    "engulf enhance enjoy enlist enrich enrol enroll entail enter entitle envisage "
    "equip* eradicate erase erect erode erupt escalate escape escort evacuate evade "
    "evaluate evolve examine exceed excel exchange exclude execute exempt exercise "
    "exhaust exist exit expand expel* experience expire explode exploit explore export "
    "expose extend extract extradite face facilitate fade fail fall falter fare favor "
    "favour feature feed feel fetch fight figure file fill finalise finalize finance "
    "find finish fire fit* fix flank flare flash flatten flee flicker float flood "
    "flourish flow fly focus follow forbid force forge forget forgo form forward "
    "foster free freeze fret frustrate fuel fulfil* function fund gain garner gather "
    "gauge generate get give glance go govern grab grant grapple greet grip* grow "
    "guard guide halt halve hamper hand handle hang happen harass harm haul head heal "
    "help hide hinder hinge hire hit hold honour hospitalise hospitalize host hover "
    "hunt hurt identify idle ignite ignore imagine impact impair impede implement "
    "import impose imprison improve inch include incorporate increase incur* indict "
    "induce inflict influence inform inherit inhibit initiate injure insert inspect "
    "inspire install instil instruct insult integrate intend intensify intercept "
    "interest interfere interpret interrogate interrupt intervene interview introduce "
    "intrude invade invent invest investigate invite invoke involve issue jail "
    "jeopardise jeopardize join jolt judge juggle jump justify keep kick kidnap* kill "
    "kneel knock know label* lack lag land languish last launch lay lead leak lean "
    "leap lease leave legalise legalize lend lessen let level* levy liberate lie lift "
    "light limit line linger link list listen live load loan lobby locate lock lodge "
    "look loom loosen loot lose love lower lurk make malfunction manage manipulate "
    "manufacture mar march mark market marry match matter mature mean measure mediate "
    "meet melt mend merge migrate mine mingle minimise minimize miss misuse mobilise "
    "mobilize model* moderate modify monitor mount mourn move mow multiply murder name "
    "narrow navigate near need neglect negotiate neutralise nominate nudge number "
    "nurture obey object oblige obstruct obtain occupy occur* offend offer offset omit "
    "ooze open operate oppose opt orchestrate order organise organize oust outlaw "
    "outline outnumber outpace outperform outstrip overcome overhaul overlook overrun "
    "oversee overshadow overtake overthrow overturn owe own pack paint panic* "
    "participate pass patrol* pause pay peak perform permit* persecute persist "
    "persuade phase pick place plague plan* plant play please plot* plummet plunge "
    "poach poise poison poll pollute populate pose position possess post postpone pour "
    "practice practise precede predate prepare present preserve preside press pressure "
    "presume prevail prevent price print privatise probe process procure produce "
    "profit progress prohibit prolong promote prompt prop propel* propose prosecute "
    "prosper protect protest provide provoke prune publish pull pump punish purchase "
    "pursue push put qualify quell question quit quote race radicalise raid rain raise "
    "rally ram* range rank rape rate ratify reach react read reassure rebel* rebound "
    "rebuild recede receive reclaim reconsider record recover recruit recuperate "
    "recycle redeem redirect reduce reel refer* refill reform refrain refuel refurbish "
    "refuse register regulate reign reinforce reinstate reinvent rejoin relate relax "
    "release relent relieve relocate rely remain remedy remember remove renegotiate "
    "renew renounce renovate reopen repair repatriate repay repeal repeat repel* "
    "replace replenish reply reposition represent rescue research resemble reserve "
    "resettle reshape reside resign resist resolve resort respect respond rest restore "
    "restrain restrict restructure result resume resurface retain retake rethink "
    "retire retreat retrieve return reunite revamp reverse review revise revive revoke "
    "revolve reward ride rip* rise risk rival roam roar rob* roll rout ruin run rush "
    "sack sail salute save scale scare scatter schedule score scour scramble scrap* "
    "scrape screen scrutinise seal search seat secure see seek seem seep seize sell "
    "send sense sentence separate serve set settle shadow shake shape share shatter "
    "shed shell shelter shelve shift shine ship* shock shoot shop* shore shoulder "
    "shove show showcase shrink shroud shut sideline sign simmer simplify sink sit "
    "skip* skyrocket slam* slash slay sleep slide slip* slow slump smash smoke smuggle "
    "snatch soar sober soften solicit solve sound span spare spark speak spearhead "
    "specify speed spend spill spin spiral split spoil sponsor spot* sprawl spread "
    "sprint spur* square squeeze stab* stabilise stabilize stage stagger stain stall "
    "stampede stand star* start startle starve stash stay steal steer stem* step* "
    "stick stimulate stir* stockpile stop* store storm straddle strain strand stray "
    "streamline strengthen stretch strike strip* strive struggle study stumble subdue "
    "submit* subside subsidise subsidize substitute subtract succeed sue suffer suit "
    "supervise supplement supply support suppress surface surge surpass surprise "
    "surrender surround survey survive suspend sustain swallow swap* swarm sway swear "
    "sweep swell swing switch tackle taint take talk target tarnish tax teach team "
    "tear tease tend terminate test think thrash thrive throw thwart tie tighten tilt "
    "tolerate toll top* topple torch torture toss touch toughen tour trace track trade "
    "trail train transcend transfer* transform transit transmit* transport trap* "
    "travel* treat trek tremble trigger trim triple trounce trump try tug tumble turn "
    "uncover undergo undermine understand undertake unearth unfold unify unite unleash "
    "unload unravel unveil update upgrade uphold upset use usher utilise utilize "
    "vacate value vanish vary vault venture verify veto view vindicate violate visit "
    "voice volunteer wage wait wake walk wane want ward warm warrant wash waste watch "
    "waver weaken wear weather weigh whip whistle widen wield win wind wipe withdraw "
    "wither withhold withstand witness work worsen wound wrap* wreak wreck wrestle "
    "write yield zoom"
)
"""Verbs for everything else."""
IRREGULAR: Final = (
    "arise/arose/arisen beat/beat/beaten become/became/become begin/began/begun "
    "bend/bent/bent bet/bet/bet bind/bound/bound bite/bit/bitten bleed/bled/bled "
    "blow/blew/blown break/broke/broken breed/bred/bred bring/brought/brought "
    "broadcast/broadcast/broadcast build/built/built burst/burst/burst "
    "buy/bought/bought cast/cast/cast catch/caught/caught choose/chose/chosen "
    "cling/clung/clung come/came/come cost/cost/cost cut/cut/cut deal/dealt/dealt "
    "dig/dug/dug draw/drew/drawn drink/drank/drunk drive/drove/driven eat/ate/eaten "
    "fall/fell/fallen feed/fed/fed feel/felt/felt fight/fought/fought find/found/found "
    "flee/fled/fled fly/flew/flown forbid/forbade/forbidden forecast/forecast/forecast "
    "forget/forgot/forgotten freeze/froze/frozen get/got/got give/gave/given "
    "go/went/gone grow/grew/grown hang/hung/hung hear/heard/heard hide/hid/hidden "
    "hit/hit/hit hold/held/held hurt/hurt/hurt keep/kept/kept know/knew/known "
    "lay/laid/laid lead/led/led leave/left/left lend/lent/lent let/let/let "
    "lie/lay/lain lose/lost/lost make/made/made mean/meant/meant meet/met/met "
    "overcome/overcame/overcome oversee/oversaw/overseen overtake/overtook/overtaken "
    "overthrow/overthrew/overthrown pay/paid/paid put/put/put quit/quit/quit "
    "read/read/read rebuild/rebuilt/rebuilt repay/repaid/repaid retake/retook/retaken "
    "rethink/rethought/rethought ride/rode/ridden rise/rose/risen run/ran/run "
    "see/saw/seen seek/sought/sought sell/sold/sold send/sent/sent set/set/set "
    "shake/shook/shaken shed/shed/shed shine/shone/shone shoot/shot/shot "
    "show/showed/shown shrink/shrank/shrunk shut/shut/shut sink/sank/sunk sit/sat/sat "
    "sleep/slept/slept slide/slid/slid speak/spoke/spoken spend/spent/spent "
    "spin/spun/spun split/split/split spread/spread/spread stand/stood/stood "
    "steal/stole/stolen stick/stuck/stuck strike/struck/struck strive/strove/striven "
    "swear/swore/sworn sweep/swept/swept swing/swung/swung take/took/taken "
    "teach/taught/taught tear/tore/torn think/thought/thought throw/threw/thrown "
    "undergo/underwent/undergone understand/understood/understood "
    "undertake/undertook/undertaken uphold/upheld/upheld upset/upset/upset "
    "wake/woke/woken wear/wore/worn win/won/won withdraw/withdrew/withdrawn "
    "withhold/withheld/withheld withstand/withstood/withstood write/wrote/written"
)
"""Base form, past and participle."""
MAINLY_PAST: Final = (
    "agreed appeared arrived became began belonged celebrated clashed climbed "
    "coincided collapsed consisted continued contributed cost crashed decided depended "
    "deserved died dipped disappeared dropped earned emerged ended enjoyed entered "
    "erupted exceeded existed exploded faced failed fell fled gained gathered gave "
    "grew happened hoped included intended intensified involved jumped lacked lasted "
    "liked lived looked managed merged met moved needed occurred owed participated "
    "plummeted plunged rallied rang refrained rejoined relied remained resigned "
    "responded resulted resumed retired returned sank sat seemed served slept slid "
    "slumped soared spoke started stayed stood stopped stretched struggled succeeded "
    "suffered surged surpassed survived tended took topped traveled travelled tried "
    "tumbled turned vanished walked wanted won worked"
)
"""Past forms that are rarely a participle in front of, or behind, a noun."""
MAINLY_THIRD: Final = (
    "begins fits fixes flies hits holds hurts keeps kicks kills knocks lacks leads "
    "looks loves lowers marks means misses offers opens owns pays pulls pushes reads "
    "rides rushes sleeps spreads starts stays sticks stops stretches suits sweeps "
    "swings tears ties touches tries turns wants wears"
)
"""Forms in -s of nouns too that are verbs mostly."""
NOUNS_TOO: Final = (
    "abuse account act address advance aid aim air alarm alert amount anger answer "
    "appeal approach arm arrest assault attack attempt auction award back balance ban "
    "bar base battle beat benefit bet bill block board bomb book boost bound boycott "
    "brand breach break broadcast call calm campaign care cause centre challenge "
    "change charge chase check claim clash clear climb close coach collapse combat "
    "command comment commission complete compromise concern conduct contact control "
    "cool copy correct cost count couple cover crack crash cross crush curb cure cut "
    "damage dance date deal debate decline decrease dedicate defeat defect delay "
    "delegate demand design detail discharge discount dispatch display dispute "
    "distance dive doubt draft drag draw dress drift drill drink drive drop dump ease "
    "echo edge edit elaborate elect encounter end escape escort estimate exchange "
    "exercise exit experience export extract face fall favor favour fear feature feed "
    "feel fellow fight figure file fill finance finish fire fit fix flare flash flood "
    "flow fly focus force forecast form forward found free freeze fuel function fund "
    "gain grant grip guard guide halt hand handle harm haul head help highlight hint "
    "hire hit hold hope host hunt hurt impact import increase influence interest "
    "interview issue jail joke judge jump kick kill knock label lack land last launch "
    "lay lead leak lean leap leave level levy lie lift light limit line link list live "
    "load loan lobby lock look love lower major makes march mark market match matter "
    "mean measure mine minor model monitor mount move murder name near need note "
    "number object offer open order outline own pack paint panic pass patrol pause pay "
    "peak permit phase pick place plague plan plant play plot plunge point poll pose "
    "position post pour practice present press pressure price print process produce "
    "profit progress project promise prompt protest pull pump purchase push question "
    "quote race raid rain raise rally range rank rape rate read rebel rebound record "
    "recruit reform refuse register release repair repeal repeat report request rescue "
    "research reserve resort respect rest result retreat return reverse review reward "
    "ride rise risk roll rout rule run rush sack sail salute save scale scare schedule "
    "score scrap seal search seat secure sense sentence separate set shape share shed "
    "shell shelter shift ship shock shop shore show shut sign signal sink slap slash "
    "sleep slide slip slow smoke sound spark speed spill spin split sponsor spot "
    "spread spur stage stall stampede stand star start state stay stem step stick stop "
    "store storm strain strand stress stretch strike strip struggle study suit supply "
    "support surface surge surprise surrender survey suspect swap sweep swing switch "
    "talk target tax team tear test thank tie top torch torture touch tour trace track "
    "trade trail train transfer transport trap travel treat trigger triple try turn "
    "tweet update upgrade upset use value venture veto view visit voice volunteer vote "
    "vow wage wait walk want wash waste watch weigh welcome win wind wish witness work "
    "worry wound wrap yield"
)
"""Base forms that are nouns or adjectives as well, and whose -s form mostly is."""

_VOWELS = "aeiou"
_DOUBLED = re.compile(r"(?:^|[^aeiou])[aeiou][bdgmnpt]\Z")
"""A short verb whose last letter is doubled: hit, begin."""


class Forms(NamedTuple):
    """What becomes of a verb."""

    base: str
    third: str
    """“reports”"""
    past: str
    participle: str
    ing: str


_IRREGULAR = {
    base: (past, participle)
    for base, past, participle in (verb.split("/") for verb in IRREGULAR.split())
}


def forms(verb: str) -> Forms:
    """The forms of a verb from the lists above."""
    base = verb.rstrip("*")
    stem = base + base[-1] if verb != base else base
    if base.endswith("y") and base[-2] not in _VOWELS:
        third, past = base[:-1] + "ies", base[:-1] + "ied"
    elif base.endswith(("s", "x", "z", "ch", "sh", "o")):
        third, past = base + "es", stem + "ed"
    else:
        third, past = base + "s", stem + ("d" if base.endswith("e") else "ed")
    if base.endswith("ie"):
        ing = base[:-2] + "ying"
    elif base.endswith("e") and not base.endswith("ee"):
        ing = base[:-1] + "ing"
    else:
        ing = stem + "ing"
    irregular = _IRREGULAR.get(base)
    if irregular is None:
        return Forms(base, third, past, past, ing)
    if _DOUBLED.search(base):
        ing = base + base[-1] + "ing"
    return Forms(base, third, *irregular, ing)
