"""Lines of a page that are no part of its story bring no proposals."""

from __future__ import annotations

import pytest
from suggest_cases import quoted

from annotate.suggest.furniture import furniture
from annotate.suggest.registry import propose

STORY = "At least 12 people died."
FURNITURE = [
    "Reporting by Ann Lee; Editing by Kim Jones",
    "If you like our work, you can subscribe to the paper for $15 a month.",
    "Sign up for our morning newsletter, which 5,000 people read.",
    "Kim Jones contributed to this report.",
    "This article was originally published by the council, which owns it.",
    "Read this article in full: it is free.",
    "© 2024 The Leeds Herald. All rights reserved. It has 12 pages.",
    "Click here, he said, “for the picture”.",
]
STORIES = [
    "The union has signed up 300 people for the plan, and its members can read more.",
    "He was reporting from Leeds when the dam burst.",
    "The council has a subscription to 12 papers.",
]


@pytest.mark.parametrize("line", FURNITURE)
@pytest.mark.parametrize("form", ["{line}\n{story}", "{story}\n\n{line}"])
def test_a_line_of_furniture_brings_nothing(form: str, line: str):
    text = form.format(line=line, story=STORY)
    start = text.index(line)
    assert furniture(text) == [(start, start + len(line))]
    assert quoted(text, propose(text)) == [STORY[:-1], "At least 12 people"]


@pytest.mark.parametrize("line", STORIES)
def test_a_line_of_the_story_is_none(line: str):
    assert furniture(line) == []
    assert {each.label for each in propose(line)} & {"claim"}


def test_a_whole_text_may_be_one_line():
    text = "Editing by Ann Lee. " * 50_000
    assert furniture(text) == [(0, len(text))]
    assert furniture("word " * 200_000) == []
