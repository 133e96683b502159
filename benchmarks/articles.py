"""Large articles with many annotations, the same at every run."""

from __future__ import annotations

import json
import random
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["landmarks", "write_articles"]

_WORDS = (  # noqa: SIM905 - forty words read better as a text
    "the government said that officials had not confirmed whether troops were sent "
    "to a region near Zürich while prices rose again and the mayor of Kyjiw told "
    "reporters who asked about losses in spring under new rules for trade"
).split()
_LABELS = ("claim", "quote", "number", "denial")


def write_articles(
    folder: Path, count: int = 5, length: int = 1_000_000, spans: int = 10_000
) -> tuple[tuple[Path, ...], Path]:
    """Text files of about `length` code points; native JSONL with spans by `bench`.

    The spans lie evenly from the first word to the last, each of one to thirty words,
    so that many nest and overlap; no two have the same place and label.
    """
    texts: list[Path] = []
    layers = folder / "layers.jsonl"
    with layers.open("w", encoding="utf-8") as rows:
        for number in range(1, count + 1):
            chance = random.Random(number)  # noqa: S311 - the same articles each time
            text = _text(number, length, chance)
            path = folder / f"large-{number}.txt"
            path.write_text(text, encoding="utf-8", newline="\n")
            texts.append(path)
            row = {
                "schema": "annotate/1",
                "text": text,
                "annotator": "bench",
                "kind": "human",
                "offset_unit": "codepoint",
                "spans": list(_spans(text, spans, chance)),
            }
            rows.write(json.dumps(row, ensure_ascii=False) + "\n")
    return tuple(texts), layers


def landmarks(articles: Sequence[Path]) -> tuple[str, ...]:
    """A word from the start of each text that stands in no title and no other start.

    Where all of them are on the screen, the texts are, and not their titles only.
    """
    starts = [path.read_text(encoding="utf-8")[:500] for path in articles]
    titles = " ".join(start.partition("\n")[0] for start in starts)
    words = [set(re.findall(r"[A-Za-z]{5,}", start)) for start in starts]
    return tuple(
        max(
            (
                word
                for word in mine
                if word not in titles and sum(word in start for start in starts) == 1
            ),
            key=lambda word: (len(word), word),
        )
        for mine in words
    )


def _text(number: int, length: int, chance: random.Random) -> str:
    mark = f"{chr(ord('A') + number)}beginning"  # a landmark that no other text has
    parts = [f"Large article {number}\n\n{mark} of the text.\n\n"]
    size = len(parts[0])
    while size < length:
        paragraph = " ".join(_sentence(chance) for _ in range(chance.randint(1, 5)))
        parts.append(paragraph + "\n\n")
        size += len(parts[-1])
    return "".join(parts)[: length - 1].rstrip() + "\n"


def _sentence(chance: random.Random) -> str:
    words = chance.choices(_WORDS, k=chance.randint(6, 30))
    words[0] = words[0].capitalize()
    if chance.random() < 0.3:
        words[2] = f"around {chance.randint(2, 90)},000"
    sentence = " ".join(words)
    if chance.random() < 0.3:
        return f"“{sentence},” she said."
    return sentence + "."


def _spans(
    text: str, count: int, chance: random.Random
) -> Iterator[dict[str, int | str]]:
    words = _words(text)
    step = (len(words) - 30) / count
    for number in range(count):
        first = int(number * step)
        last = first + (0 if number % 2 else chance.randint(1, 29))
        yield {
            "start": words[first][0],
            "end": words[last][1],
            "label": _LABELS[number % len(_LABELS)],
        }


def _words(text: str) -> list[tuple[int, int]]:
    """The stretches between white space."""
    found: list[tuple[int, int]] = []
    start = 0
    for word in text.split():
        start = text.index(word, start)
        found.append((start, start + len(word)))
        start += len(word)
    return found
