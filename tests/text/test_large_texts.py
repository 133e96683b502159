"""A megabyte of anything costs a bounded time at an offset."""

from __future__ import annotations

from time import perf_counter

import pytest

from annotate.text import motions
from annotate.text.motions import MOTIONS, move
from annotate.text.objects import guesses
from annotate.text.search import count, find_next
from annotate.text.selection import Selection

MEGABYTE = 1_000_000
HOSTILE = {
    "one-word": "a" * MEGABYTE,
    "blanks": " " * MEGABYTE,
    "line-breaks": "\n" * MEGABYTE,
    "stops": "." * MEGABYTE,
    "dashes": "--- " * (MEGABYTE // 4),
    "initials": "A." * (MEGABYTE // 2),
    "marks": "a" + "\u0301" * MEGABYTE,
    "spaces-with-marks": " \u0301" * (MEGABYTE // 2),
    "flags": "x" + "🇰" * MEGABYTE,
    "families": "👨‍👩‍👧" * (MEGABYTE // 5),
    "open-quotes": "“a " * 100_000,
    "straight-quotes": '"a ' * 100_000,
    "open-paragraphs": "“a\n\n" * 100_000,
    "single-quotes": "'a s' b " * 100_000,
    "digits": "1" * MEGABYTE,
    "dates": "Oct. 18 " * (MEGABYTE // 8),
    "numbers": "ten 10 " * (MEGABYTE // 7),
    "denials": "not deny " * (MEGABYTE // 9),
    "said": "he said that, " * (MEGABYTE // 14),
    "according": ", according to " * (MEGABYTE // 15),
    "commas": "a, " * (MEGABYTE // 3),
    "brackets": "(" * MEGABYTE,
    "chinese": "北朝鲜" * (MEGABYTE // 3),
    "hindi": "क्षि" * (MEGABYTE // 4),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_no_motion_or_guess_takes_long(name: str):
    text = HOSTILE[name]
    middle = len(text) // 2
    slowest = (0.0, "")
    for what, work in {
        **{
            motion: lambda m=motion: move(text, Selection(middle, middle), m)
            for motion in MOTIONS
        },
        **{
            f"guess {role}": lambda r=role: guesses(text, middle, r)
            for role in ("claim", "quote", "number", "denial")
        },
        "expand": lambda: motions.expand(text, Selection(middle, middle + 1)),
        "shrink": lambda: motions.shrink_to(text, Selection(0, len(text))),
        "search": lambda: (find_next(text, "zebra", 0), count(text, "zebra")),
    }.items():
        start = perf_counter()
        work()
        slowest = max(slowest, (perf_counter() - start, what))
    # A quadratic step takes minutes; the machine may be busy.
    assert slowest[0] < 3, slowest
