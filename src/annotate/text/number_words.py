"""The words that a stated quantity is made of, and those that end one.

Closed lists for English news prose; the rules that join them are in numbers.
"""

from __future__ import annotations

__all__ = [
    "BEFORE_A_NAME",
    "COMPOUND_PLURALS",
    "HEDGES",
    "INVARIANT_NOUNS",
    "MAGNITUDES",
    "MONTHS",
    "NOT_COUNTED_ONES",
    "NUMBER_WORDS",
    "PHRASE_ENDS",
    "SHORT_UNITS",
    "UNITS_BEHIND_A_HYPHEN",
]


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


MAGNITUDES = "hundred|thousand|million|billion|trillion|dozen|bn|mn|tn"

_UNITS = "one|two|three|four|five|six|seven|eight|nine"

NUMBER_WORDS = (
    f"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:{_UNITS}))?"
    "|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    f"|zero|{_UNITS}"
)

HEDGES = (
    "as (?:many|few|much|little|high|low) as|no (?:more|less|fewer) than"
    "|(?:(?:slightly|far|well|much|significantly|little) )?(?:more|less|fewer) than"
    "|(?:just |well |slightly )?(?:over|under|above|below)|at (?:least|most)"
    "|(?:just )?(?:about|around|approximately|roughly|nearly|almost|some|circa)"
    "|up to|upwards? of|close to|just short of|an? estimated|estimated"
    "|possibly|perhaps|maybe|~|≈|<|>"
)
"""What may touch a number from the front; longer ones first."""

MONTHS = (
    "jan(?:uary|\\.)?|feb(?:ruary|\\.)?|mar(?:ch|\\.)|apr(?:il|\\.)?|may|june?\\.?"
    "|july?\\.?|aug(?:ust|\\.)?|sept?(?:ember|\\.)?|oct(?:ober|\\.)?|nov(?:ember|\\.)?"
    "|dec(?:ember|\\.)?"
)

SHORT_UNITS = (
    "percentage points?|percent|per ?cent|km/h|kph|mph|km|kg|mm|cm|mg|ml|kilometers?"
    "|kilometres?|meters?|metres?|miles?|tons?|tonnes?|pounds?|feet|foot|ft|yards?"
    "|acres?|hectares?|degrees?|°C|°F|kWh|MW|GW|kW|GB|MB|TB|GHz|MHz|Hz|m|g|l|lbs?|oz"
    "|hours?|hrs?|minutes?|mins?|seconds?|secs?|days?|weeks?|months?|years?|decades?"
    "|dollars?|euros?|cents?|yuan|won|yen|rubles?|roubles?|rupees?|lira|baht|pence"
)

UNITS_BEHIND_A_HYPHEN = (
    "mm|cm|km|m|kg|lb|mile|met(?:er|re)|kilomet(?:er|re)|foot|inch|yard|ton|tonne|kiloton"
    "|megaton|second|minute|hour|day|night|week|month|year|decade|man|woman|person|member"
    "|strong|seat|room|page|point|percent|dollar|acre|vehicle|barrel|story|storey|volt"
    "|watt|megawatt|nation|country|party|judge|fold|plus"
)

INVARIANT_NOUNS = _listed(
    "troops people personnel infantry men women children police staff crew cattle "
    "sheep fish aircraft spacecraft hovercraft feet teeth mice lives media yuan won "
    "yen baht lira pence percent servicemen servicewomen policemen firefighters "
    "fishermen militia cavalry artillery sailors marines gunmen crewmen businessmen "
    "craft offspring poor wounded dead injured missing casualties fewer deaths "
    "barrels species series"
)
"""Nouns that can be counted and show no plural s, or are often counted."""

COMPOUND_PLURALS = _listed(
    "arms sports sales news goods drugs savings customs weapons systems operations "
    "states nations emirates affairs forces missiles communications services rights "
    "women men special united human infantry artillery cavalry marines sailors"
)
"""Plurals that often stand before the noun that is counted."""

NOT_COUNTED_ONES = _listed(
    "of another day by hand thing side such more and or to in on who which that at "
    "for key reason way example possibility issue problem point option question time "
    "can must might should would could may will is was has had has’s else before "
    "after where with from about as than but not final last first big major main"
)
"""What follows a “one” that states no quantity."""

BEFORE_A_NAME = (
    "no\\.|nos\\.|number|article|art\\.|section|sec\\.|chapter|page|pp?\\.|figure|fig\\."
    "|table|type|channel|route|highway|interstate|flight|phase|stage|level|room|gate"
    "|boeing|airbus|apollo|soyuz|resolution|title|part|volume|vol\\.|windows|version"
    "|group|grade|category|line|platform|bus|sector|zone|district|ward|lot|box|pier"
    "|exhibit|appendix|annex|rule|step|lesson|episode|season|series|act|scene|verse"
    "|covid|area|aged|age|ages|hwy|apt|suite|team|unit|formula|catch|studio"
)
"""Words that make the number behind them a name or an age."""

PHRASE_ENDS = _listed(
    # articles, demonstratives, possessives, pronouns
    "a an the this that these those its it his her their our your my he she they we i "
    "you him them us who whom whose which what where when why how there each every "
    "all both any no none neither either another one "
    # prepositions and conjunctions
    "of in on at by for from with without within into onto to toward towards through "
    "throughout during before after since until till while as about above across "
    "against along among amid around behind below beneath beside between beyond "
    "despite down except inside like near off out outside over past per plus than "
    "under up upon via and or but nor so yet if because although though unless "
    "whether whereas once according including excluding following regarding "
    "concerning versus vs ago later earlier away apart alone together only just also "
    "even ever never not n’t already still currently now then soon again today "
    "yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday "
    "nearly almost reportedly likely allegedly "
    # verbs that often follow what is counted
    "is are was were be been being am has have had having do does did done will would "
    "shall should can could may might must said says say told added claimed claims "
    "joined left went go goes gone came come comes took take takes taken made make "
    "makes gave give given got get gets sent sends died dies fought fight fights fled "
    "flee remain remained stay stayed became become began begin begun need needs "
    "needed want wants wanted lack lacks lacked live lived serve served serves fell "
    "rose dropped increased decreased crossed arrived entered attended voted believe "
    "think thought know known see saw seen found find used using involving deployed "
    "participated signed agreed allow allowed allows seem seems seemed appear appears "
    "appeared continue continues continued include includes included face faces faced "
    "hit hits struck strikes cost costs worth"
)
"""Words that end a noun phrase behind a number."""
