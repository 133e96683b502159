"""Much of anything costs a bounded time at an offset."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest

from annotate.text import motions
from annotate.text.motions import move
from annotate.text.objects import guesses
from annotate.text.search import count, find_next
from annotate.text.selection import Selection

SIZE = 200_000
SOME_MOTIONS = (
    "char-next",
    "word-next",
    "sentence-previous",
    "number-previous",
    "quotation-next",
)
HOSTILE = {
    "one-word": "a" * SIZE,
    "blanks": " " * SIZE,
    "line-breaks": "\n" * SIZE,
    "stops": "." * SIZE,
    "dashes": "--- " * (SIZE // 4),
    "initials": "A." * (SIZE // 2),
    "marks": "a" + "\u0301" * SIZE,
    "spaces-with-marks": " \u0301" * (SIZE // 2),
    "flags": "x" + "🇰" * SIZE,
    "families": "👨‍👩‍👧" * (SIZE // 5),
    "open-quotes": "“a " * 60_000,
    "straight-quotes": '"a ' * 60_000,
    "open-paragraphs": "“a\n\n" * 60_000,
    "single-quotes": "'a s' b " * 60_000,
    "digits": "1" * SIZE,
    "dates": "Oct. 18 " * (SIZE // 8),
    "numbers": "ten 10 " * (SIZE // 7),
    "denials": "not deny " * (SIZE // 9),
    "said": "he said that, " * (SIZE // 14),
    "according": ", according to " * (SIZE // 15),
    "commas": "a, " * (SIZE // 3),
    "brackets": "(" * SIZE,
    "chinese": "北朝鲜" * (SIZE // 3),
    "hindi": "क्षि" * (SIZE // 4),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_no_motion_or_guess_takes_long(name: str):
    text = HOSTILE[name]
    middle = len(text) // 2
    slowest = (0.0, "")
    for what, work in {
        **{
            motion: lambda m=motion: move(text, Selection(middle, middle), m)
            for motion in SOME_MOTIONS
        },
        **{
            f"guess {role}": lambda r=role: guesses(text, middle, r)
            for role in ("claim", "number")
        },
        "expand": lambda: motions.expand(text, Selection(middle, middle + 1)),
        "shrink": lambda: motions.shrink_to(text, Selection(0, len(text))),
        "search": lambda: (find_next(text, "zebra", 0), count(text, "zebra")),
    }.items():
        start = perf_counter()
        work()
        slowest = max(slowest, (perf_counter() - start, what))
    # A quadratic step takes minutes; the machine may be busy.
    assert slowest[0] < 10, slowest


@pytest.mark.parametrize("role", ["claim", "quote", "number", "denial"])
def test_no_guess_in_an_article_is_felt(role: str):
    for path in (Path(__file__).parents[2] / "seeds").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        for offset in range(0, len(text), 97):
            start = perf_counter()
            guesses(text, offset, role)
            # Mostly half a millisecond; patterns that try too much took 600.
            assert perf_counter() - start < 0.3, text[offset : offset + 60]
