"""Numbers of news as different publishers write them, and what states none."""
# ruff: noqa: E501 (tables of long drawn cases read better on one line)

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from suggest_cases import proposals_for, quoted

from annotate.model import Span
from annotate.suggest.numbers import SCORES, found
from annotate.text.graphemes import is_boundary
from annotate.text.numbers import next_number
from paths import SEEDS

proposals = proposals_for("number")
CASES = [
("The three US soldiers and 234 Israelis met 20 West Bank settlers.", ["three US soldiers","234 Israelis","20 West Bank settlers"]),
("Profits fell 12.5% to £3.2bn, or 45p a share, from £3.6bn a year earlier.", ["12.5%","£3.2bn","45p a share","£3.6bn"]),
("The company will pay $US1,000 and A$25 million; Rs 500 crore was set aside.", ["$US1,000","A$25 million","Rs 500 crore"]),
("It costs ₩50,000 (US$36) and €4.50 per litre.", ["₩50,000","US$36","€4.50 per litre"]),
("Unemployment rose to 5.2 per cent in March, up 0.3 percentage points.", ["5.2 per cent","0.3 percentage points"]),
("Rates were cut by 25 basis points to between 4.25% and 4.5%.", ["25 basis points","between 4.25% and 4.5%"]),
("Smith, 45, of Leeds, was born in 1978 and has two children, aged 7 and 9.", ["two children"]),
("Mary Jones (34) and her son, 6, lived at 10 Downing Street from 2010 to 2016.", []),
("She was 27 when she won 11 gold medals at the 2016 Olympics.", ["11 gold medals"]),
("At 7:30pm on Friday 3 May, about 40,000 fans watched United win 2-1 at 8 p.m.", ["about 40,000 fans"]),
("The Senate voted 52-48 and the court ruled 5-4; the House vote was 220 to 210.", []),
("Call 0800 123 4567, 020 7946 0958 or (202) 555-0143 before 5pm.", []),
("Section 230, Article 5, Chapter 11, Room 101, Route 66, Boeing 737, iPhone 12 and Windows 10.", []),
("Covid-19, the G7, the F-35, 5G, MH17, a B-52 and the A320neo.", []),
("One in five Americans and nine out of 10 doctors agreed; three in four did not.", ["One in five Americans","nine out of 10 doctors","three in four"]),
("Two-thirds of voters, half of Democrats and a quarter of the population.", ["Two-thirds of voters","half of Democrats","a quarter"]),
("Half an hour later, half the passengers had left; half a dozen remained.", ["Half an hour","half the passengers","half a dozen"]),
("Dozens of people and scores of homes; tens of millions of dollars.", ["Dozens of people","scores of homes","tens of millions of dollars"]),
("They waited two hours and 15 minutes for a five-minute, three-page statement.", ["two hours and 15 minutes","five-minute","three-page"]),
("Just over 200 homes, upwards of 1,000 people, in excess of $5 million, close to half of them.", ["Just over 200 homes","upwards of 1,000 people","in excess of $5 million","close to half"]),
("A total of 14 yachts, a further 20 people and another 500 jobs.", ["14 yachts","20 people","500 jobs"]),
("Prices rose from 3.5% to 4% and sales from 10 to 15.", ["3.5%","4%","10","15"]),
("It takes 10 to 12 hours, $10-$15, 5-10% or two or three days.", ["10 to 12 hours","$10-$15","5-10%","two or three days"]),
("Children under 5 and adults over 65; people aged 18 to 34; 18- to 34-year-olds.", []),
("A film about two brothers and a row over 12 cars cost about two million.", ["two brothers","12 cars","about two million"]),
("The world's 10 biggest banks hold $2 trillion; the top 10 fell.", ["10 biggest banks","$2 trillion"]),
("He ran 26.2 miles at 30C (86F), lost 5kg and drank 2 litres of water.", ["26.2 miles","30C","86F","5kg","2 litres"]),
("Interest of 3% a year on $1.5m; 60 miles per hour; 500 a day; three times a week.", ["3% a year","$1.5m","60 miles per hour","500 a day","three times a week"]),
("The magnitude 6.8 quake killed at least 1,400 and injured 3,000 more.", ["6.8","at least 1,400","3,000 more"]),
("Some 20-plus countries and 50-odd firms; 100 or more people; a week or so; 20 or so.", ["Some 20-plus","50-odd","100 or more people","20 or so"]),
("1. First item\n2. Second item\n(3) Third", []),
("Two dead, five injured in crash on M25", ["Two dead","five injured"]),
("Five Dead After Two Boats Collide Off Coast of Greece", ["Five Dead","Two Boats"]),
("She scored 24 points and 11 rebounds in 35 minutes as they won 101-98.", ["24 points","11 rebounds","35 minutes"]),
("In the 1990s, in his 40s, the 21st century, 3rd place, the 18th of May.", []),
("“We lost 200 men,” he said. ‘Ten thousand homes’ were hit.", ["200 men","Ten thousand homes"]),
("It is a 10-fold rise, a one-third cut, a 2,000-pound bomb and 1.2 million sq ft.", ["10-fold","one-third","2,000-pound","1.2 million sq ft"]),
("Turnout was 67 percent, up from 61 percent in 2019.", ["67 percent","61 percent"]),
("He paid 1.5 million pounds ($1.9 million) for 12 percent of it.", ["1.5 million pounds","$1.9 million","12 percent"]),
("At least 2000 people and 1500 troops came in 2000; 2024 was hot; by 2030, 2050 targets.", ["At least 2000 people","1500 troops"]),
("The two leaders met. The two agreed. Both sides lost; the other three left.", ["two leaders"]),
("Six of the 15 hostages and two of the men were freed.", ["Six","15 hostages","two of the men"]),
("3 million Ukrainians and 6,000 Japanese live there; 900 British troops left.", ["3 million Ukrainians","6,000 Japanese","900 British troops"]),
("Nearly one in three children, or 4.2 million, live in poverty.", ["Nearly one in three children","4.2 million"]),
("The budget is 5,000,000 euros; 1,00,000 rupees; 10\u00a0000 people.", ["5,000,000 euros","1,00,000 rupees","10\u00a0000 people"]),
("an eight-hour, 200-kilometer trip with 12 to 15 other men and women", ["eight-hour","200-kilometer","12 to 15 other men and women"]),
("He faces up to 20 years in prison and a fine of as much as $250,000.", ["up to 20 years","as much as $250,000"]),
("the Sept. 11, 2001, attacks; Oct. 8 to Oct. 13; July 4 and 5; 11 September", []),
("More than a dozen countries, nearly a third of the 193 U.N. members.", ["More than a dozen countries","nearly a third","193 U.N. members"]),
("The S&P 500 fell 1.2%, the FTSE 100 0.5% and the Nikkei 225 lost 300 points.", ["1.2%","0.5%","300 points"]),
("They had fought in World War Two, drove in Formula One and watched it on Channel 4.", []),
("zero tolerance, net zero, ground zero, zero cases", ["zero cases"]),
("Between 500,000 and 1 million people, anywhere from 5 to 10.", ["Between 500,000 and 1 million people","5","10"]),
("minus 5 degrees, -5C, down -2%; +3%.", ["5 degrees","-5C","-2%","+3%"]),
("They lost 3 to 1 on day three of the series, 40 minutes after the first half.", ["40 minutes"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quantities_are_found_whole_and_nothing_else(text: str, expected: list[str]):
    assert quoted(text, proposals(text)) == expected


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("It cost $5 a day.", "number-money"),
        ("It rose 5 per cent.", "number-percent"),
        ("It rose 5%.", "number-percent"),
        ("It is 5 miles off.", "number-unit"),
        ("It weighs 5kg.", "number-unit"),
        ("It has five rooms.", "number-noun"),
        ("It has dozens.", "number-vague"),
        ("It lost a third of it.", "number-fraction"),
        ("It is a five-year plan.", "number-attached"),
        ("It lost about 50.", "number-hedged"),
        ("It rose to 50.", "number-bare"),
    ],
)
def test_each_says_by_which_rule_it_was_found(text: str, rule: str):
    [proposal] = proposals(text)
    assert proposal.rule == rule
    assert proposal.label == "number"
    assert proposal.score == SCORES[rule]


def test_a_measure_inside_of_a_quantity_is_a_number_too():
    text = "They fired two 500-pound bombs and 122-mm and 152-mm shells."
    by_rule = {each.rule: each for each in proposals(text)}
    assert quoted(text, proposals(text))[:2] == [
        "two 500-pound bombs",
        "500-pound",
    ]
    assert by_rule["number-part"].score < by_rule["number-noun"].score


def test_a_number_counts_no_more_than_some_of_many_plurals_in_a_row() -> None:
    (many,) = proposals("He saw 5 " + "Rights " * 50_000 + "there.")
    assert many.span == Span(7, 8 + 9 * len(" Rights"))


PIECES = [
    "5", "12,000", "2016", "ten", "two", "one", "a dozen", "half", "dozens", "$", "€", "%",
    " ", " ", "-", "–", ",", ".", "\n", "“", "’", "(", ")", "about ", "between ", " and ",
    " to ", " or ", "men", "North Korean ", "troops", "May ", "aged ", "a year", " of ",
    "the ", "e\u0301", "\u0301", "\u200d", "🇰🇷", "가", "ก็", "k", "m", "mm",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


@given(texts)
@settings(max_examples=500, deadline=None)
def test_every_number_of_every_text_is_clean(text: str):
    for each in proposals(text):
        quote = text[each.span.start : each.span.end]
        assert quote == quote.strip()
        assert any(char.isalnum() or char in "½¼¾⅓⅔⅛" for char in quote)
        assert is_boundary(text, each.span.start)
        assert is_boundary(text, each.span.end)


@pytest.mark.parametrize("name", sorted(path.name for path in SEEDS.glob("*.txt")))
def test_the_desk_finds_the_numbers_that_the_rules_suggest(name: str):
    text = Path(SEEDS, name).read_text(encoding="utf-8")
    at_the_desk = []
    span = next_number(text, 0)
    while span is not None:
        at_the_desk.append(span)
        span = next_number(text, span)
    whole = [Span(*edges) for *edges, rule in found(text) if rule != "number-part"]
    assert at_the_desk == whole
