"""What a label key takes: quotations, numbers, denials, claims, and wider guesses."""
# ruff: noqa: E501, ISC004 (tables of long drawn cases read better on one line)

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.model import Span
from annotate.text.graphemes import is_boundary
from annotate.text.objects import (
    DENIAL,
    NUMBER,
    QUOTATION,
    claim_at,
    guesses,
    next_quotation,
    quotation_at,
    trim,
)

if TYPE_CHECKING:
    from annotate.text.segments import Unit

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
TEXTS = {path.name[:3]: path.read_text(encoding="utf-8") for path in SEEDS}


def found(unit: Unit, text: str) -> list[str]:
    """All objects from the front; the way back must give the same."""
    there: list[Span] = []
    span = unit.next(text, 0)
    while span is not None:
        there.append(span)
        span = unit.next(text, span)  # type: ignore[arg-type] # objects take a span too
    back: list[Span] = []
    span = unit.previous(text, len(text))
    while span is not None:
        back.append(span)
        span = unit.previous(text, span)  # type: ignore[arg-type] # as above
    assert there == back[::-1]
    for each in there:
        assert unit.at(text, each.start) is not None
    return [text[each.start : each.end] for each in there]


NUMBERS_OF_THE_SEEDS = {
    "000": [
        "thousands of North Korean troops", "3,000 North Koreans", "thousands more",
        "$2,000 a month",
    ],
    "001": [
        "around 10,000 North Korean soldiers", "approximately 1,500 North Korean troops",
        "as many as 12,000", "nearly 11,000 North Korean infantry troops",
        "2,600 troops", "around 13,000 shipping containers",
        "as many as eight million 122-mm and 152-mm artillery shells",
    ],
    "002": [
        "1,500 special forces", "12,000 troops", "10,000 troops",
        "1,500 North Korean special operation forces", "12,000 troops",
        "four brigades", "1.2 million troops", "two years", "10,000 soldiers",
        "six North Koreans", "thousands of soldiers", "10 years", "$15",
    ],
    "003": [
        "two North Korean soldiers", "two captured soldiers", "around 3,000 soldiers",
        "between 11,000 and 15,000 North Korean soldiers", "seven to eight years",
        "over 1 million", "seven to eight years", "over 1 million",
        "several thousand Koreans", "several thousand Koreans",
    ],
    "004": [
        "Around 10,000 North Korean troops", "3,000",
        "approximately 100 basic military words", "one interpreter",
        "three senior officers", "30 North Korean soldiers",
        "1.2 million active personnel", "six weeks",
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(NUMBERS_OF_THE_SEEDS))
def test_numbers_of_the_seeds(name: str):
    assert found(NUMBER, TEXTS[name]) == NUMBERS_OF_THE_SEEDS[name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nearly 30% of the 5,600 workers, or about 1,700 people, left in 2023.",
         ["Nearly 30%", "5,600 workers", "about 1,700 people"]),
        ("It sent $60 billion in aid and 31 Abrams tanks since Feb. 24, 2022.",
         ["$60 billion", "31 Abrams tanks"]),
        ("At least three people were killed and more than two dozen injured.",
         ["At least three people", "more than two dozen injured"]),
        ("Hundreds of thousands of civilians fled tens of thousands of homes.",
         ["Hundreds of thousands of civilians", "tens of thousands of homes"]),
        ("The 19-year-old, one of two officers aged 25, took Flight 447 at 10:30 a.m.",
         ["two officers"]),
        ("Lee Jae, 41, won 98-92; call 555-1234 or see page 7.", []),
        ("He drove 120 km in two and a half hours at 55 mph for 5 million dollars a day.",
         ["120 km", "two and a half hours", "55 mph", "5 million dollars a day"]),
        ("A third country paid a third of it, up to €5bn, over the next five years.",
         ["a third", "up to €5bn", "five years"]),
        ("The Group of Seven met at 9 p.m. on 3 March for the 10th time in the 1990s.",
         []),
        ("Between 20 and 30 percent chose 5 to 10 sites.",
         ["Between 20 and 30 percent", "5 to 10 sites"]),
        ("One soldier died. One of them left. No one knows. On the one hand, yes.",
         ["One soldier"]),
        ("F-16, KN-23, COVID-19, G7, 9/11, 24/7, No. 5, Article 5, #1, 2024-10-18", []),
        ("She paid £3.50 for 12 eggs, 2 kg of flour and half a million won.",
         ["£3.50", "12 eggs", "2 kg", "half a million won"]),
        ("Around 2000 soldiers, twenty-five women and a few hundred men came in 2000.",
         ["Around 2000 soldiers", "twenty-five women", "a few hundred men"]),
        ("An estimated 1,200 troops or more for 1950-53, from 1914 to 1918.",
         ["An estimated 1,200 troops or more"]),
        ("Sales rose 3.5 percent in the three months to Sept. 30, June 19, 2024.",
         ["3.5 percent", "three months"]),
        ("A 10,000-strong force made a two-day visit.", ["10,000-strong", "two-day"]),
        ("Some 200 arrived Monday, two others left, a couple of trucks followed.",
         ["Some 200", "two others", "a couple of trucks"]),
        ("https://example.org/2024/1018/a-5 and 192.168.0.1", []),
        ("No numbers here, oneself and tend to anyone.", []),
    ],
)  # fmt: skip
def test_numbers_of_other_news(text: str, expected: list[str]):
    assert found(NUMBER, text) == expected


QUOTATIONS_OF_THE_SEEDS = [
    ("000", "“cannon fodder”"),
    ("000", "“be deployed deep into enemy territory,”"),
    ("000", "‘aggression'"),
    ("000", "“Kim Jong Un can defend his dispatch of troops there by saying that he"
     " assisted Russia in repelling Ukrainian ‘aggression'”"),
    ("000", "“Surrender! Ukraine will protect you and provide food and warmth.”"),
    ("001", "“grave security threat.”"),
    ("001", "“But I would rule out the possibility of these units being deployed directly"
     " to the front line anytime soon.”"),
    ("002", "“another piece of fake news”"),
    ("002", "“world war.”"),
    ("002", "‘boring’"),
    ("002", "“do things that don’t interest you”"),
    ("003", "‘Hello, comrade lieutenant,’"),
    ("003", "“extreme.”"),
    ("004", '"fire"'),
    ("004", '"the f**king Chinese."'),
]  # fmt: skip


@pytest.mark.parametrize(("name", "quotation"), QUOTATIONS_OF_THE_SEEDS)
def test_quotations_of_the_seeds(name: str, quotation: str):
    text = TEXTS[name]
    assert quotation in found(QUOTATION, text)
    start = text.index(quotation)
    assert quotation_at(text, start) == Span(start, start + len(quotation))
    assert quotation_at(text, start + len(quotation)) != Span(
        start, start + len(quotation)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no" and "yes, no."', ['"no"', '"yes, no."']),
        ("It’s the soldiers’ and Kim's; rock 'n' roll in the ’90s", ["'n'"]),
        ("‘We don’t know,’ he said.", ["‘We don’t know,’"]),
        ("‘the soldiers’ families left,’ he said", ["‘the soldiers’ families left,’"]),
        ("'We don't know,' she said, 'yet.'", ["'We don't know,'", "'yet.'"]),
        ("“a ‘b “c” d’ e”", ["“a ‘b “c” d’ e”", "‘b “c” d’", "“c”"]),
        ("«Non», dit-il. „Ja“, sagte er. ”Joo”, hän sanoi.",
         ["«Non»", "„Ja“", "”Joo”"]),
        ("他说：“不知道。”「はい『いいえ』」", ["“不知道。”", "「はい『いいえ』」", "『いいえ』"]),
        ("“Unclosed and gone.\n\nNext “one” here.", ["“one”"]),
        ("no opening” here", []),
        ('A 6" gun and a 5\' man', []),
        ("“One.\n\n“Two.\n\n“Three,” he said. “Four.”",
         ["“One.\n\n“Two.\n\n“Three,”", "“Four.”"]),
        ('"One.\n\n"Two," he said.', ['"One.\n\n"Two,"']),
        ("“One.\n\nHe left.\n\n“Two.”", ["“Two.”"]),
        ("“”", []),
        ("e\u0301“a”\u0301", ["“a”\u0301"]),
    ],
)  # fmt: skip
def test_quotations_of_other_texts(text: str, expected: list[str]):
    assert found(QUOTATION, text) == expected


def test_a_quotation_over_paragraphs_is_one_from_each_of_them():
    text = "He: “One ‘a’.\n\n“Two.\n\n“Three,” he said."
    whole = Span(4, text.index("”") + 1)
    for word in ("One", "Two", "Three"):
        assert quotation_at(text, text.index(word)) == whole
    assert quotation_at(text, text.index("a")) == Span(9, 12)
    assert quotation_at(text, text.index("he said")) is None
    assert next_quotation(text, whole) == Span(9, 12)


DENIALS_OF_THE_SEEDS = {
    "000": ["deny"],
    "001": [
        "would rule out the possibility of these units being deployed directly to the"
        " front line anytime soon",
    ],
    "002": [
        "could not confirm the reports",
        "cannot confirm reports that North Koreans are actively now as soldiers engaged"
        " in the war effort",
        "couldn’t confirm or corroborate media reports on the North Korean troop dispatch"
        " to Russia",
        "denied using North Korean troops in the war",
        "describing the claims as “another piece of fake news”",
        "hasn’t commented on the issue",
    ],
    "003": [
        "Keep Mum",
        "Neither Russia nor North Korea has issued official responses to the allegations",
        "avoided confirming reports of North Korean involvement",
        "had not seen any evidence to suggest that North Korean troops have been fully"
        " integrated into the Russian chain of command",
        "avoided mentioning the deployment of soldiers to Ukraine",
    ],
    "004": [
        "denied claims of North Korean troop deployments",
        "dismissed these reports",
        "without explicitly confirming their presence",
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(DENIALS_OF_THE_SEEDS))
def test_denials_of_the_seeds(name: str):
    assert found(DENIAL, TEXTS[name]) == DENIALS_OF_THE_SEEDS[name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Kremlin denied on Monday that it had sent troops, calling it “fake news.”",
         ["denied on Monday that it had sent troops", "calling it “fake news.”"]),
        ("Iran rejected the accusation as baseless; officials declined to comment.",
         ["rejected the accusation as baseless", "declined to comment"]),
        ("He did not deny it, and could not rule out an attack in the trade dispute.", []),
        ("There is no evidence that it works.", ["is no evidence that it works"]),
        ("“That is not true,” he said.", ["is not true"]),
        ("Apple did not immediately respond to a request for comment.",
         ["did not immediately respond to a request for comment"]),
        ("She was denied entry and dismissed from her post.", []),
        ("The report is false, but it could not be independently verified.",
         ["is false", "could not be independently verified"]),
        ("“I deny it,” she said.", ["deny"]),
    ],
)  # fmt: skip
def test_denials_of_other_news(text: str, expected: list[str]):
    assert found(DENIAL, text) == expected


@pytest.mark.parametrize(
    ("name", "place", "claim"),
    [
        ("000", "using North Korean",
         "Russia is using North Korean troops as “cannon fodder” for its war in Ukraine"),
        ("000", "thousands of North",
         "thousands of North Korean troops are training in Russia — something Moscow and"
         " Pyongyang deny"),
        ("000", "elite forces",
         "The first batch of elite forces left for Vladivostok early October"),
        ("000", "3,000",
         "3,000 North Koreans are currently training at military bases across the Far"
         " East, using Russian paperwork and uniforms, with thousands more to follow"),
        ("000", "simply sold",
         "“Kim Jong Un simply sold his soldiers” into an illegal war"),
        ("000", "infiltrate",
         "Their objective usually is to infiltrate the rear, strike key facilities, and"
         " carry out disruption operations"),
        ("000", "highly likely", "It is “highly likely” this will happen"),
        ("000", "destroy", "would “destroy” South Korea’s ties with Russia"),
        ("000", "be welcomed",
         "Sending lethal weapons to Kyiv would be welcomed by the United States"),
        ("001", "around 10,000", "around 10,000 North Korean soldiers could be deployed to"
         " the front lines based on intelligence assessments"),
        ("001", "NIS), approx",
         "approximately 1,500 North Korean troops have already arrived in Russia"),
        ("001", "total number", "the total number could rise to as many as 12,000"),
        ("001", "They might be", "They might be assigned to guard certain segments of the"
         " Russian-Ukrainian border, freeing up Russian units for combat elsewhere"),
        ("002", "Oct. 18 that", "North Korea has dispatched troops to support Russia’s war"
         " against Ukraine"),
        ("002", "forged", "The North Korean soldiers deployed in Russia have been given"
         " Russian military uniforms, weapons, and forged identification documents"),
        ("002", "poses", "North Korea’s troop dispatch poses “a grave security threat” to"
         " South Korea and the international community"),
        ("002", "Mr. Hong said", "Mr. Kim may also see the troop dispatch as a crucial"
         " opportunity to expose his soldiers to modern weapons technology and warfare"
         " and test their combat capabilities"),
        ("003", "sniper", "the two captured soldiers—a sniper and a rifleman—joined North"
         " Korea’s military in 2016 and 2021"),
        ("003", "paratroopers", "The troops sent abroad include paratroopers, assault"
         " troops, and various types of special forces"),
        ("003", "no say", "Ordinary North Korean soldiers likely had no say in their"
         " deployment to Europe"),
        ("004", "is preparing", "North Korea is preparing to send soldiers to the front"
         " lines of Russia’s war in Ukraine"),
        ("004", "tightened", "North Korea has tightened security measures, aiming to"
         " protect its leader Kim Jong Un and suppress news of the deployment to Russia"
         " within its isolated populace"),
    ],
)  # fmt: skip
def test_claims_of_the_seeds(name: str, place: str, claim: str):
    text = TEXTS[name]
    span = claim_at(text, text.index(place))
    assert span is not None
    assert text[span.start : span.end] == claim


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The dam is safe.", "The dam is safe"),
        ("The dam is safe, officials said on Monday.", "The dam is safe"),
        ("The dam is safe, according to the mayor.", "The dam is safe"),
        ("Officials said on Monday that the dam was safe.", "the dam was safe"),
        ("But “the dam is safe,” said Ann Lee, the mayor.", "the dam is safe"),
        ("According to the mayor, the dam is safe.", "the dam is safe"),
        ("However, the dam is safe.", "the dam is safe"),
        ("The mayor told Reuters the dam was safe.", "the dam was safe"),
        ("“Is the dam safe?” asked Ann Lee.", "Is the dam safe?"),
        ("After the storm, officials said the dam was safe.", "the dam was safe"),
        ("Said no one ever", "Said no one ever"),
        ("No", "No"),
        ("“", "“"),
    ],
)
def test_claims_of_other_news(text: str, claim: str):
    span = claim_at(text, len(text) // 2)
    assert span is not None
    assert text[span.start : span.end] == claim


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  He left. ", "He left"),
        ("“He left.”", "“He left.”"),
        ("He left the U.S.", "He left the U.S."),
        ("Wait...", "Wait..."),
        ("Why?", "Why?"),
        ("他走了。", "他走了"),
        ("Apple Inc.", "Apple Inc."),
        ("He left .", "He left"),
        ("“said. .", "“said"),
        ("the U.S. .", "the U.S."),
        (" \u0301a \u0301", "a"),
        (".", None),
        (" . ", None),
        (" \n", None),
    ],
)
def test_trimming_drops_blanks_and_the_final_stop(text: str, expected: str | None):
    span = trim(text, Span(0, len(text)))
    assert (span and text[span.start : span.end]) == expected


@given(st.text(st.sampled_from("aU.． “”\u0301\n"), min_size=1, max_size=12))
def test_what_is_trimmed_has_nothing_to_trim(text: str):
    span = trim(text, Span(0, len(text)))
    assert span is None or trim(text, span) == span


@pytest.mark.parametrize(
    ("text", "place", "role", "expected"),
    [
        ("A b. Seoul, he said, won 10 cars. C.", "won", "number",
         ["10 cars", "won 10 cars", "Seoul, he said, won 10 cars",
          "A b. Seoul, he said, won 10 cars. C"]),
        ("He left. She stayed, Kim said.", "She", "claim",
         ["She stayed, Kim said", "He left. She stayed, Kim said"]),
        ("He has left. The army stayed there, Kim said.", "stayed", "claim",
         ["The army stayed there", "The army stayed there, Kim said",
          "He has left. The army stayed there, Kim said"]),
        ("He “may ‘go’ now” then.", "go", "quote",
         ["‘go’", "“may ‘go’ now”", "He “may ‘go’ now” then"]),
        ("He went. “Yes,” she said.", "He", "quote",
         ["“Yes,”", "“Yes,” she said", "He went. “Yes,” she said"]),
        ("“Yes,” she said. He went.", "went", "quote",
         ["“Yes,”", "“Yes,” she said", "“Yes,” she said. He went"]),
        ("Kim said that he was ill.", "Kim", "quote",
         ["he was ill", "Kim said that he was ill"]),
        ("Iran denied the report, he said.", "Iran", "denial",
         ["denied the report", "Iran denied the report, he said"]),
        ("Just words here.", "words", "number", []),
        ("Just words here.", "words", "denial", []),
        ("Just words here.", "words", "something-else", ["Just words here"]),
        ("He saw 10 cars.\n\nNone here.", "None", "number", []),
        ("\n\nHe left.", "\n", "claim", ["He left"]),
        ("  \n\t\n", "\n", "claim", []),
        ("|", "|", "claim", ["|"]),
    ],
)  # fmt: skip
def test_guesses_widen(text: str, place: str, role: str, expected: list[str]):
    spans = guesses(text, text.index(place), role)
    assert [text[span.start : span.end] for span in spans] == expected


def test_at_the_end_of_a_line_the_guess_is_on_that_line():
    text = "He left. \n\nShe stayed."
    for offset in (8, 9):
        assert guesses(text, offset, "claim")[0] == Span(0, 7)
    assert guesses(text, 10, "claim")[0] == Span(11, 21)
    assert guesses(text, len(text), "claim")[0] == Span(11, 21)


ALPHABET = [
    *"ab .,\n“”‘’\"'—1$\u0301\u200d👨🇰가ก्क。北\u0600",
    " said ", "ten ", "denied ", "10,000 ", "Kim ", " that ", ", according to ",
]  # fmt: skip
texts = st.lists(st.sampled_from(ALPHABET), max_size=30).map("".join)
ROLES = ("claim", "quote", "number", "denial", "extra-1")


@given(texts, st.integers(0, 60), st.sampled_from(ROLES))
@settings(max_examples=400, deadline=None)
def test_guesses_are_clean_and_ever_wider(text: str, offset: int, role: str):
    spans = guesses(text, min(offset, len(text)), role)
    for span in spans:
        quote = text[span.start : span.end]
        assert quote[0] + quote[-1] == (quote[0] + quote[-1]).strip()
        assert is_boundary(text, span.start)
        assert is_boundary(text, span.end)
    for inner, outer in pairwise(spans):
        assert outer.covers(inner)
        assert len(outer) > len(inner)
    blank = " .。\u0301\u094d\u200d\u0600"
    has_its_own = role in {"number", "denial"}
    if (
        not has_its_own
        and text.strip()
        and all(line.strip(blank) for line in text.split("\n"))
    ):
        assert spans


@given(texts)
@settings(max_examples=150, deadline=None)
def test_objects_are_the_same_from_both_ends(text: str):
    for unit in (QUOTATION, NUMBER, DENIAL):
        found(unit, text)


def test_preparing_leaves_little_for_the_first_guess_to_compile():
    code = (
        "import re\n"
        "from annotate.text.objects import guesses, prepare\n"
        "prepare()\n"
        "compiled, compile_now = [], re.compile\n"
        "def note(pattern, *flags):\n"
        "    compiled.append(pattern)\n"
        "    return compile_now(pattern, *flags)\n"
        "re.compile = note\n"
        "for role in ('claim', 'quote', 'number', 'denial'):\n"
        "    guesses('He said “two men” left. Iran denied it, he said.', 9, role)\n"
        "assert sum(map(len, compiled)) < 200, compiled\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 (our own)
