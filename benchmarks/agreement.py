"""Agreement of many annotators beside nervaluate and krippendorff on the same spans.

People mark what an article has (claims, quotes within some of them, numbers, denials)
and leave some of it out, move edges and take one label for another, by chance with a
fixed seed. Then, on one core by the processor's clock:

- `report`: everything that `annotate agree` tells without being asked for more;
- nervaluate: its evaluation of every two people, who are compared by exact F1 in ours;
- krippendorff: alpha on the binary layer of each label, of tokens, as in ours.

nervaluate needs hours for all pairs: it does some, drawn by chance, and its time is
scaled to all of them, which is said. The figures of these pairs are compared with ours.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import krippendorff
import numpy as np
from nervaluate import Evaluator  # type: ignore[import-untyped]  # no types

from annotate.agreement.chance import alpha
from annotate.agreement.layers import Unit, layers
from annotate.agreement.report import report
from annotate.agreement.semeval import semeval
from annotate.agreement.sheets import Sheet
from annotate.formats.jsontext import dumps
from subjects import run_annotate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotate.agreement.report import Report

__all__ = ["main", "team"]

_LABELS = ("claim", "quote", "number", "denial")
_LETTERS = 6_000
_TOKEN_LETTERS = 5
_KEPT, _MOVED, _RELABELLED = 0.87, 0.25, 0.04
_LONGEST_MOVE = 12


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--spans", type=int, default=100)
    parser.add_argument("--pairs", type=int, default=3, help="of nervaluate")
    parser.add_argument("--semeval", action="store_true", help="time --semeval too")
    parser.add_argument(
        "--whole", action="store_true", help="time `annotate agree --json` too"
    )
    options = parser.parse_args()
    sheets = team(options.people, options.articles, options.spans)
    people = sorted(sheets[0].marks)
    spans = sum(len(held) for sheet in sheets for held in sheet.marks.values())
    print(
        f"{len(people)} annotators, {len(sheets)} articles, {spans} spans, "
        f"load {os.getloadavg()[0]:.1f}"
    )
    began = time.process_time()
    found = report(sheets, people, _LABELS)
    ours = time.process_time() - began
    print(f"  report, all pairs                 {ours:10.1f} s")
    _beside_nervaluate(sheets, people, found, ours, options.pairs)
    _beside_krippendorff(sheets, people, found)
    if options.semeval:
        began = time.process_time()
        semeval(sheets, people)
        took = time.process_time() - began
        print(f"  SemEval schemes, all pairs        {took:10.1f} s")
    if options.whole:
        _whole(sheets)
    return 0


def team(people: int, articles: int, spans: int) -> list[Sheet]:
    """The articles with everyone's marks, the same ones at each call."""
    chance = random.Random(7)  # noqa: S311 - the same marks each time
    tokens = [
        (at, at + _TOKEN_LETTERS) for at in range(0, _LETTERS, _TOKEN_LETTERS + 1)
    ]
    names = [f"person-{number:02}" for number in range(people)]
    return [
        Sheet(
            f"article-{number:03}",
            _LETTERS,
            tokens,
            _marks(names, _there(chance, round(spans / _KEPT)), chance),
        )
        for number in range(articles)
    ]


def _there(chance: random.Random, count: int) -> list[list[tuple[int, int, str]]]:
    """What an article has, place for place: a claim or denial, and what lies in it.

    No two of one label overlap, for any person: where they do, nervaluate counts
    differently, as docs/agreement.md explains.
    """
    places = max((count + 1) // 2, 1)
    room = _LETTERS // places
    found = []
    for at in range(places):
        start = at * room + _LONGEST_MOVE
        end = start + chance.randint(room // 3, room - 2 * _LONGEST_MOVE)
        size = (end - start) // 2
        first = chance.randint(start, end - size)
        found.append(
            [
                (start, end, chance.choice(("claim", "claim", "denial"))),
                (first, first + size, chance.choice(("quote", "number"))),
            ]
        )
    return found


def _marks(
    names: Sequence[str],
    there: Sequence[Sequence[tuple[int, int, str]]],
    chance: random.Random,
) -> dict[str, frozenset[tuple[int, int, str]]]:
    found = {}
    for name in names:
        own = set()
        for place in there:
            used = {label for _, _, label in place}
            for start, end, label in place:
                if chance.random() > _KEPT:
                    continue
                first, behind, kind = start, end, label
                if chance.random() < _MOVED:
                    far = min(_LONGEST_MOVE, (end - start) // 3)
                    first = start + chance.randint(-far, far)
                    behind = end + chance.randint(-far, far)
                if chance.random() < _RELABELLED:
                    kind = chance.choice([each for each in _LABELS if each not in used])
                    used.add(kind)
                own.add((first, behind, kind))
        found[name] = frozenset(own)
    return found


def _beside_nervaluate(
    sheets: Sequence[Sheet],
    people: Sequence[str],
    found: Report,
    ours: float,
    some: int,
) -> None:
    pairs = list(combinations(people, 2))
    drawn = random.Random(1).sample(range(len(pairs)), min(some, len(pairs)))  # noqa: S311 - the same pairs
    took, differing, seen = 0.0, 0, 0
    for at in drawn:
        documents = [
            [
                [
                    {"label": label, "start": start, "end": end - 1}
                    for start, end, label in sorted(sheet.marks[name])
                ]
                for sheet in sheets
            ]
            for name in pairs[at]
        ]
        began = time.process_time()
        theirs = Evaluator(*documents, tags=list(_LABELS), loader="dict").evaluate()
        took += time.process_time() - began
        # By label: among all labels a mark that fits spoils one that is equal.
        for label, counts in found.pairs[at].labels.items():
            seen += 1
            other = theirs["entities"][label]["strict"]
            differing += abs((counts.f1 or 0) - other.f1) > 1e-9
    whole = took / len(drawn) * len(pairs)
    print(
        f"  nervaluate, {len(drawn)} of {len(pairs)} pairs   {took:10.1f} s, "
        f"{whole:.0f} s for all by scaling: {whole / ours:.0f} times ours"
    )
    print(
        f"    exact F1 by label of these pairs: {seen - differing} of {seen} the same"
    )


def _beside_krippendorff(
    sheets: Sequence[Sheet], people: Sequence[str], found: Report
) -> None:
    began = time.process_time()
    by_label = layers(sheets, people, _LABELS, Unit.TOKEN)
    ours = {label: alpha(by_label[label]) for label in _LABELS}
    took = time.process_time() - began
    print(f"  alpha of each label, with layers  {took:10.1f} s")
    began = time.process_time()
    theirs = {
        label: krippendorff.alpha(
            _table(sheets, people, label), level_of_measurement="nominal"
        )
        for label in _LABELS
    }
    other = time.process_time() - began
    worst = max(abs((ours[label] or 0) - theirs[label]) for label in _LABELS)
    assert all(  # noqa: S101 - a benchmark that compares other figures says nothing
        each.alpha == ours[each.label] for each in found.labels
    )
    print(
        f"  krippendorff, with its tables     {other:10.1f} s: "
        f"{other / took:.1f} times ours; figures differ by at most {worst:.0e}"
    )


def _table(sheets: Sequence[Sheet], people: Sequence[str], label: str) -> np.ndarray:
    """What krippendorff takes: a row of 0 and 1 for each person, a column a token."""
    rows = np.zeros((len(people), sum(len(each.tokens) for each in sheets)))
    offset = 0
    for sheet in sheets:
        starts = np.array([start for start, _ in sheet.tokens])
        ends = np.array([end for _, end in sheet.tokens])
        for at, name in enumerate(people):
            for start, end, each in sheet.marks[name]:
                if each == label:
                    first = np.searchsorted(ends, start, side="right")
                    behind = np.searchsorted(starts, end, side="left")
                    rows[at, offset + first : offset + behind] = 1
        offset += len(starts)
    return rows


def _whole(sheets: Sequence[Sheet]) -> None:
    """The command on a database, from its start to its end, by the wall's clock."""
    word = "abcde"[:_TOKEN_LETTERS]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "in.jsonl").open("w", encoding="utf-8") as file:
            for at, sheet in enumerate(sheets):
                text = " ".join([f"{at:05}"[:_TOKEN_LETTERS], *[word] * 999])[:_LETTERS]
                for who, held in sheet.marks.items():
                    spans = [
                        {"start": start, "end": min(end, len(text)), "label": label}
                        for start, end, label in sorted(held)
                        if start < len(text)
                    ]
                    row = {"text": text, "annotator": who, "spans": spans}
                    file.write(dumps(row | {"status": "done"}) + "\n")
        run_annotate(folder, "import", "in.jsonl")
        began = time.perf_counter()
        run_annotate(folder, "agree", "--json")
        took = time.perf_counter() - began
    print(f"  annotate agree --json             {took:10.1f} s by the wall's clock")


if __name__ == "__main__":
    raise SystemExit(main())
