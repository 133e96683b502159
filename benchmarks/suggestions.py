"""How well the rules agree with gold spans, beside textacy and a plain expression.

`python benchmarks/suggestions.py FILE.jsonl` reads native JSONL whose spans are gold,
as `annotate suggest --evaluate` does, and prints strict and partial precision, recall
and F1 for each label, then for quotes what textacy's `direct_quotations` finds, and for
numbers what a regular expression finds. Quotes are measured twice: against all of them,
and against those whose attribute `kind` is direct, for which textacy is made.

textacy needs spaCy with a parser; without them its rows say what to install.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.formats.jsonl import read_lines
from annotate.model import Span
from annotate.suggest.evaluation import Agreement, Measures, agreement
from annotate.suggest.registry import MODULES, propose

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from annotate.model import Annotation, Layer

    Finder = Callable[[str], Collection[Span]]

_PLAIN = re.compile(
    r"[$€£]?\d[\d,]*(?:\.\d+)?(?:%| (?:percent|per cent|thousand|million|billion))?"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty"
    r"|forty|fifty|hundreds?|thousands?|millions?|billions?|dozens?)\b"
)
_INSTALL = (
    "needs spaCy, textacy and an English model: pip install spacy textacy, "
    "python -m spacy download en_core_web_sm"
)


def main() -> int:
    """Print the table; 1 when the file cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path, help="native JSONL with gold spans")
    parser.add_argument(
        "--model", default="en_core_web_sm", help="spaCy's, for textacy"
    )
    words = parser.parse_args()
    with words.file.open("rb") as lines:
        layers, problems = read_lines(lines, annotator="gold")
    for problem in problems:
        print(f"{words.file} {problem}", file=sys.stderr)
    layers = tuple(layer for layer in layers if layer.annotations)
    if not layers:
        return 1
    print(
        f"{'':<34}{'gold':>6}{'found':>6}  strict P     R    F1  partial P    R    F1"
    )
    for role in MODULES:
        gold = [[each.span for each in _of(layer, role)] for layer in layers]
        _print(f"{role}: rules", layers, gold, _rules(role))
        if role == "quote":
            direct = [
                [each.span for each in _of(layer, role) if _is_direct(each)]
                for layer in layers
            ]
            _print("quote, direct alone: rules", layers, direct, _direct_rules)
            try:
                textacy = _textacy(words.model)
            except (ImportError, OSError):
                print(f"quote: textacy  {_INSTALL}")
            else:
                _print("quote: textacy", layers, gold, textacy)
                _print("quote, direct alone: textacy", layers, direct, textacy)
        if role == "number":
            _print("number: regular expression", layers, gold, _plain)
    return 1 if problems else 0


def _of(layer: Layer, label: str) -> list[Annotation]:
    return [each for each in layer.annotations if each.label == label]


def _is_direct(each: Annotation) -> bool:
    return bool(json.loads(each.attributes).get("kind") == "direct")


def _rules(role: str) -> Finder:
    return lambda text: {each.span for each in propose(text, [role])}


def _direct_rules(text: str) -> set[Span]:
    rules = {"quote-direct", "quote-unattributed", "quote-fragment"}
    return {each.span for each in propose(text, ["quote"]) if each.rule in rules}


def _plain(text: str) -> set[Span]:
    return {Span(*match.span()) for match in _PLAIN.finditer(text)}


def _textacy(model: str) -> Finder:
    """What textacy finds; nothing in a text with an odd number of marks, as it says."""
    import spacy  # noqa: PLC0415 - the rest works without it
    from textacy.extract.triples import (  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415 - asked for by name alone
        direct_quotations,
    )

    pipeline = spacy.load(model, exclude=["ner"])

    def found(text: str) -> set[Span]:
        spans = set()
        try:
            for triple in direct_quotations(pipeline(text)):
                start = triple.content.start_char
                spans.add(Span(start, triple.content.end_char))
        except ValueError:
            return set()
        return spans

    return found


def _print(
    name: str, layers: Sequence[Layer], gold: Sequence[Sequence[Span]], find: Finder
) -> None:
    total = sum(
        (
            agreement(wanted, find(layer.article.text))
            for layer, wanted in zip(layers, gold, strict=True)
        ),
        Agreement(),
    )
    if total.gold:
        cells = _cells(total.strict), _cells(total.overlapping)
        counts = f"{total.gold:>6}{total.proposed:>6}"
        print(f"{name:<34}{counts}  {cells[0]}   {cells[1]}")


def _cells(measures: Measures) -> str:
    values = measures.precision, measures.recall, measures.f1
    return " ".join("   – " if each is None else f"{each:5.3f}" for each in values)


if __name__ == "__main__":
    sys.exit(main())
