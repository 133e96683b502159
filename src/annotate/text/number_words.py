"""The words that a stated quantity is made of, and those that end one.

Closed lists for English news prose; the rules that join them are in numerals,
stated_numbers and number_names.
"""

from __future__ import annotations

from annotate.text.listed import listed

__all__ = [
    "AGED",
    "COMMON_COUNTS",
    "COMPOUND_PLURALS",
    "CURRENCY_CODES",
    "CURRENCY_SIGNS",
    "HEDGES",
    "HEDGE_ENDS",
    "INVARIANT_NOUNS",
    "MAGNITUDES",
    "MONTHS",
    "NAMED_BY_NUMBER",
    "NOT_COUNTED_ONES",
    "NO_PLURALS",
    "NUMBER_WORDS",
    "PHRASE_ENDS",
    "SCORED",
    "SPOKEN_ABOUT",
    "UNITS",
    "UNITS_BEHIND_A_HYPHEN",
    "UNIT_STARTS",
    "YEAR_BEHIND",
]


MAGNITUDES = "hundred|thousand|million|billion|trillion|dozen|crore|lakh"

_UNITS = "one|two|three|four|five|six|seven|eight|nine"

NUMBER_WORDS = (
    f"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:{_UNITS}))?"
    "|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    f"|zero|{_UNITS}"
)

CURRENCY_SIGNS = "$€£¥₩₹₽₺₴₦₱฿₪₫₵"
CURRENCY_CODES: list[str] = sorted(
    listed(
        "USD EUR GBP CHF JPY CNY RMB INR AUD CAD NZD SEK NOK DKK PLN ZAR KES NGN BRL "
        "Rs Rs. RM NT"
    )
)


def _hedges() -> frozenset[str]:
    compared = [
        f"{adverb}{word} than"
        for adverb in (
            *("", "slightly ", "far ", "well ", "much ", "significantly ", "little "),
            *("considerably ", "a little ", "any ", "no ", "not ", "just "),
        )
        for word in listed("more less fewer greater higher lower larger smaller")
    ]
    limits = [
        f"{adverb}{word}"
        for adverb in ("", "just ", "well ", "slightly ", "a little ", "somewhere ")
        for word in (*listed("over under above below around"), "short of", "shy of")
    ]
    as_many = [f"as {word} as" for word in listed("many few much little high low")]
    others = (
        *listed("about approximately roughly nearly almost circa approx approx. some"),
        *listed("nearer anywhere somewhere estimated possibly perhaps maybe barely"),
        *listed("scarcely virtually ~ ≈ < > ≥ ≤"),
        *("at least", "at most", "at the least", "at the most", "at the very least"),
        *("at a minimum", "just about", "up to", "upwards of", "upward of"),
        *("in excess of", "close to", "nearer to", "north of", "an estimated"),
        *("a estimated", "something like", "in the region of", "on the order of"),
        *("in the order of", "a minimum of", "a maximum of"),
    )
    return frozenset((*compared, *limits, *as_many, *others))


HEDGES = _hedges()
"""What may touch a number from the front, in small letters."""

HEDGE_ENDS = {
    hedge.rpartition(" ")[2]: hedge.count(" ") + 1
    for hedge in sorted(HEDGES, key=lambda hedge: hedge.count(" "))
}
"""The last words of hedges, with the words of the longest hedge that ends so.

Where none stands, there is no hedge.
"""

SPOKEN_ABOUT = listed(
    "film films movie movies book books story stories report reports reported talk "
    "talks talked talking think thinks thought worry worried worries concern "
    "concerns concerned question questions questioned know knew knows information "
    "details detail said song news complained complaints complaint conversation "
    "documentary speech lied lying lie learn learned asked asking ask argue argued "
    "joke joked jokes play dispute row control won victory victories win wins fears "
    "protest protests charges case lead triumph allegations reminded told warned "
    "written wrote write evidence discussion debate"
)
"""Behind which about or over is no hedge."""

MONTHS = listed(
    "January February March April May June July August September October November "
    "December Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sept. Sep. Oct. Nov. Dec. Jan Feb "
    "Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec"
)

UNITS = (
    "percentage[ -]points?|per ?cent|percent(?:age)?|pct|pc|basis[ -]points?|bps?"
    "|(?:square|cubic|nautical|light|metric|long|short) ?-?"
    "(?:kilomet(?:er|re)s?|met(?:er|re)s?|centimet(?:er|re)s?|miles?|feet|foot|yards?"
    "|inch(?:es)?|tons?|tonnes?|years?)"
    "|(?:kilomet(?:er|re)s?|met(?:er|re)s?|miles?|feet)(?:[ -]per[ -]| an | a )"
    "(?:hour|second)"
    "|kilomet(?:er|re)s?|met(?:er|re)s?|centimet(?:er|re)s?|millimet(?:er|re)s?"
    "|miles?|feet|foot|yards?|inch(?:es)?|sq\\.? ?(?:km|ft|mi|m)"
    "|km/h|kph|mph|km2|km²|km|kg|mm|cm|mg|ml|mi|acres?|hectares?|lit(?:er|re)s?"
    "|gallons?"
    "|(?:kilo|mega|giga|tera)?(?:watts?|bytes?|tons?|hertz|volts?)(?:[ -]hours?)?"
    "|tonnes?|kilotonnes?|kilos?|kilograms?|grams?|milligrams?|pounds?|ounces?|stone"
    "|pints?|cups?|tablespoons?|teaspoons?|knots?|calories"
    "|degrees?(?: (?:Celsius|Fahrenheit|Centigrade|C|F))?"
    "|kWh|MWh|GWh|TWh|kW|MW|GW|TW|KB|GB|MB|TB|GHz|MHz|Hz|Mbps|Gbps|m|g|l|lbs?|oz|ft"
    "|yds?"
    "|bn|mn"
    "|(?:working|consecutive|straight|calendar|full) "
    "(?:hours?|minutes?|seconds?|days?|nights?|weeks?|weekends?|months?|years?"
    "|quarters?"
    "|decades?)"
    "|hours?|hrs?|minutes?|mins?|seconds?|secs?|days?|nights?|weeks?|weekends?|months?"
    "|years?|yrs?|decades?|centur(?:y|ies)|fortnights?"
    "|(?:U\\.S\\.|US|American|Canadian|Australian|Singapore|Hong Kong|New Zealand) "
    "dollars?"
    "|(?:Chinese|South Korean|Korean|Japanese|Swiss|Russian|Indian|Pakistani|Turkish"
    "|Indonesian|Mexican|Philippine|Thai|British|Egyptian|Israeli|Nigerian|Swedish"
    "|Danish"
    "|Norwegian|Czech|Polish|Malaysian|Iranian|Saudi) "
    "(?:yuan|won|yen|francs?|rou?bles?|rupees?|liras?|rupiah|pesos?|baht|pounds?"
    "|shekels?"
    "|naira|kron(?:a|or|er|e)|koruna|zlotys?|ringgit|rials?|riyals?)"
    "|dollars?|euros?|cents?|pence|yuan|won|renminbi|yen|pesos?|francs?|rou?bles?"
    "|rupees?"
    "|rupiah|liras?|baht|shekels?|ringgit|rials?|riyals?|dinars?|dirhams?"
    "|kron(?:a|or|er|e)|zlotys?|rand|naira|shillings?|hryvnias?|bitcoins?|times"
)
"""Units that follow a number; of two that begin alike the longer comes first."""

UNIT_STARTS = listed(
    "percentage per percent pct pc basis bp bps square cubic nautical light metric "
    "long short kilometer kilometers kilometre kilometres meter meters metre metres "
    "centimeter centimeters centimetre centimetres millimeter millimeters "
    "millimetre millimetres mile miles feet foot yard yards inch inches sq sq. km "
    "kph mph km2 km² kg mm cm mg ml mi acre acres hectare hectares liter liters "
    "litre litres gallon gallons watt watts kilowatt kilowatts megawatt megawatts "
    "gigawatt gigawatts terawatt terawatts byte bytes kilobytes megabytes gigabytes "
    "terabytes ton tons kiloton kilotons megaton megatons hertz kilohertz megahertz "
    "gigahertz volt volts kilovolts tonne tonnes kilotonnes kilo kilos kilogram "
    "kilograms gram grams milligram milligrams pound pounds ounce ounces stone pint "
    "pints cup cups tablespoon tablespoons teaspoon teaspoons knot knots calories "
    "degree degrees kwh mwh gwh twh kw mw gw tw kb gb mb tb ghz mhz hz mbps gbps m "
    "g l lb lbs oz ft yd yds bn mn working consecutive straight calendar full hour "
    "hours hr hrs minute minutes min mins second seconds sec secs day days night "
    "nights week weeks weekend weekends month months year years yr yrs decade "
    "decades century centuries fortnight fortnights u.s us american canadian "
    "australian singapore hong new chinese south korean japanese swiss russian "
    "indian pakistani turkish indonesian mexican philippine thai british egyptian "
    "israeli nigerian swedish danish norwegian czech polish malaysian iranian saudi "
    "dollar dollars euro euros cent cents pence yuan won renminbi yen peso pesos "
    "franc francs ruble rubles rouble roubles rupee rupees rupiah lira liras baht "
    "shekel shekels ringgit rial rials riyal riyals dinar dinars dirham dirhams "
    "krona kronor kroner krone zloty zlotys rand naira shilling shillings hryvnia "
    "hryvnias bitcoin bitcoins times"
)
"""The first words of units in small letters."""

UNITS_BEHIND_A_HYPHEN = (
    "mm|cm|km|m|kg|lb|miles?|met(?:er|re)|kilomet(?:er|re)|foot|feet|inch|yard|ton"
    "|tonne"
    "|kiloton|megaton|pound|ounce|gram|lit(?:er|re)|gallon|second|minute|hour|day|night"
    "|week|weekend|month|year|decade|century|man|woman|person|people|member|strong|seat"
    "|room|bed|bedroom|page|point|percentage-point|percent|per-cent|dollar|euro|cent"
    "|acre"
    "|hectare|vehicle|car|barrel|story|storey|floor|volt|watt|megawatt|gigawatt"
    "|kilowatt"
    "|nation|country|state|city|party|judge|justice|fold|plus|odd|degree|game|match|set"
    "|goal|run|try|hole|lap|stop|stage|part|step|word|count|mph|knot|team|player|vote"
    "|seater|door|wheel|engine|lane|piece|track|episode|course|ship|gun|round|shot|term"
    "|mile-long|week-long|month-long|year-long|hour-long|day-long|time"
)

NO_PLURALS = listed(
    "bus corpus campus status census virus various previous serious religious "
    "famous anonymous dangerous enormous numerous continuous consecutive less "
    "useless homeless wireless gas glass class press process access success cross "
    "loss mass grass express congress business princess actress witness fitness "
    "illness wilderness address progress stress tennis basis crisis analysis "
    "emphasis his this is was has does its us plus surplus bonus perhaps always "
    "sometimes nowadays besides towards afterwards whereas across unless says goes "
    "does hamas texas paris kansas arkansas honduras wales illinois massachusetts "
    "dallas athens brussels los las james thomas carlos reuters laos mars christmas "
    "venus dubois davis lewis harris jones williams"
)
"""Words in s that are no plural."""

INVARIANT_NOUNS = listed(
    "troops people personnel infantry men women children police staff crew cattle "
    "sheep fish deer salmon shrimp aircraft spacecraft hovercraft feet teeth mice "
    "lives media yuan won yen baht lira pence percent servicemen servicewomen "
    "policemen policewomen firefighters fishermen militia cavalry artillery sailors "
    "marines gunmen crewmen businessmen businesswomen congressmen congresswomen "
    "craft offspring poor wounded dead injured missing casualties fewer deaths "
    "barrels species series clergy elderly disabled unemployed jobless "
    "grandchildren schoolchildren stepchildren countrymen militiamen tribesmen "
    "clansmen cameramen salesmen sportsmen sportswomen israelis iraqis pakistanis "
    "saudis somalis yemenis kuwaitis omanis emiratis qataris bahrainis bangladeshis "
    "nepalis azeris punjabis houthis yazidis kurds taxis skis bikinis geese "
    "criteria phenomena bacteria referenda stadia alumni"
)
"""Nouns that can be counted and show no plural s, or are often counted."""

COMPOUND_PLURALS = listed(
    "arms sports sales news goods drugs savings customs weapons systems operations "
    "states nations emirates affairs forces missiles communications services rights "
    "women men special united human infantry artillery cavalry marines sailors "
    "securities electronics staff police crew fish cattle aircraft media poor works "
    "series veterans students athletics commons lords"
)
"""Plurals that often stand before the noun that is counted."""

COMMON_COUNTS = listed(
    "people troops soldiers men women children civilians residents workers "
    "employees jobs homes houses families households officers police personnel "
    "staff students pupils teachers members voters votes seats patients cases "
    "deaths dead injured migrants refugees prisoners protesters demonstrators "
    "demonstrations passengers cars vehicles tanks planes flights missiles drones "
    "shells bombs rockets barrels firefighters fighters militants inmates delegates "
    "athletes fans players buildings properties businesses companies stores shops "
    "schools hospitals villages words pages copies tickets others fewer more "
    "customers visitors tourists participants respondents adults Americans Britons "
    "Australians Israelis Palestinians trees animals sheep cattle birds points "
    "mentions signatures sites times"
)
"""Nouns behind which a number like 2000 is no year."""

SCORED = listed(
    "vote votes win wins victory victories loss losses defeat defeats lead draw tie "
    "ties decision ruling majority margin score record split scoreline thriller "
    "start rout thrashing drubbing triumph aggregate upset reverse season setback "
    "deficit advantage deadlock stalemate ballot edge verdict"
)
"""What a pair of numbers such as 5-4 is said of when it is a score."""

NOT_COUNTED_ONES = listed(
    "of another day by hand thing side such more and or to in on who which that at "
    "for key reason way example possibility issue problem point option question "
    "time can must might should would could may will is was has had has’s else "
    "before after where with from about as than but not final last first big major "
    "main moment better worse myself himself herself itself morning night evening "
    "afternoon end form sense level stage step area theory idea factor measure "
    "version part place case called named aspect if when because being too just "
    "also only goal aim concern challenge advantage approach method solution answer "
    "explanation sign hope word glance bit instance occasion lesson whose whom we "
    "you he she it they i am are were be been do does did have so now then there "
    "here up down out off over under near long official analyst expert source "
    "observer critic aide adviser advisor lawmaker senator commentator reviewer "
    "user reader report study poll survey diplomat resident witness economist "
    "researcher scientist supporter opponent spokesman spokeswoman spokesperson "
    "insider executive trader strategist tweet post comment reporter journalist "
    "statement document email letter fan activist leader reads read wrote says said "
    "told might’s"
)
"""What follows a “one” that states no quantity, or only means a or an."""

NAMED_BY_NUMBER = listed(
    "no. nos. no nº № number numbers article articles art. section sections sec. "
    "chapter page pages p. pp. figure fig. table type channel route highway "
    "interstate flight phase stage level room gate boeing airbus apollo soyuz "
    "resolution title part volume vol. windows version grade category line platform "
    "bus sector zone district ward lot box pier exhibit appendix annex rule lesson "
    "episode season act scene verse covid area aged age ages hwy apt suite formula "
    "catch studio proposition prop measure amendment item paragraph clause schedule "
    "form model block building tower terminal junction exit step floor tier class "
    "division round week day game heat lane hole bay cell hut iphone ipad galaxy "
    "xbox playstation radio psalm hymn opus op. chromosome protocol apartment flat "
    "checkpoint runway question case docket file code zip postcode seed ranked "
    "ranking position rank subsection regulation directive generation top kilometre "
    "kilometer km mile year beech cessna embraer bombardier falcon gulfstream bill "
    "sb hb ab act order statute decree"
)
"""Words in small letters that make the bare number behind them a name or a rank."""

AGED = listed(
    "children people adults kids those anyone everyone women men persons boys girls "
    "aged residents voters youngsters athletes players pupils students youths "
    "teenagers americans britons australians workers patients somebody someone "
    "drivers ages child fathers mothers parents son daughter females males"
)
"""Behind whom “under 16” is an age."""

YEAR_BEHIND = listed(
    "in since until till by from of the late early mid during before after to and "
    "through for summer winter spring fall autumn circa its his her their our a an "
    "fiscal year around about this next last between election"
) | frozenset(month.lower() for month in MONTHS)
"""Words behind which a number like 2008 is a year."""

_POINTING = listed(
    "a an the this that these those its it his her their our your my he she they we "
    "i you him them us who whom whose which what where when why how there each "
    "every many several much few means all both any no none neither either another "
    "one"
)
_LINKING = listed(
    "of in on at by for from with without within into onto to toward towards "
    "through throughout during before after since until till while as about above "
    "across against along among amongst amid around behind below beneath beside "
    "besides between beyond despite down except inside like near off out outside "
    "over past per plus than under up upon via and or but nor so yet if because "
    "although though unless whether whereas once according including excluding "
    "following regarding concerning versus vs vs. v ago later earlier away apart "
    "alone together only just also even ever never not n’t already still currently "
    "now then soon again today tonight yesterday tomorrow monday tuesday wednesday "
    "thursday friday saturday sunday nearly almost reportedly likely allegedly "
    "overall respectively annually daily worldwide nationwide globally abroad "
    "overnight instead compared higher lower too such"
)
_VERBS = listed(
    "is are was were be been being am has have had having do does did done will "
    "would shall should can could may might must said says say told added claimed "
    "claims joined left went go goes gone came come comes took take takes taken "
    "made make gave give given got get sent died die fought fight fled flee remain "
    "remained stay stayed became become began begin begun need needed want wanted "
    "lack lacked lived serve served fell rose dropped increased decreased crossed "
    "arrived entered attended voted think thought know known see saw seen found "
    "find found used using involving participated signed agreed allow allowed seem "
    "seemed appear appeared continue continued include included face faced hit "
    "struck cost worth lost showed show showing expect expected tells reported "
    "ended opened closed scored beat ran run set put let held hold led lead leading "
    "paid pay sold sells built bought grew grows saying warning adding arriving "
    "waiting working seeking making taking belonging leaving carrying fleeing isn’t "
    "aren’t wasn’t weren’t don’t didn’t doesn’t can’t couldn’t won’t wouldn’t "
    "haven’t hasn’t hadn’t isn't aren't wasn't weren't don't didn't doesn't can't "
    "couldn't won't wouldn't haven't hasn't hadn't"
)
"""Verbs that often follow what is counted."""
PHRASE_ENDS = _POINTING | _LINKING | _VERBS
"""Words that end a noun phrase behind a number."""
