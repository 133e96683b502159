"""Keys for each span of a file, from the end of one to the next, beside others.

    python benchmarks/keystrokes.py FILE.jsonl [--show]

FILE is native JSONL. The spans of one annotator of each article are tagged in order of
place (by start, then the longest first, then by label), each exactly: same start, end
and label. A sequence begins with the desk as the one before left it, at first with the
cursor at the top. It is made with the keys of the real command table on the real desk:

- *shortest*: the fewest keys, found by search (`shortest_keys.py` states its bounds);
- *habit*: what a reader presses who learnt one paragraph (`habit_keys.py`); no search.

The last line is `shortest median M p90 P · habit median M p90 P · spans N`.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotate.scheme import DEFAULT_SCHEME
from desk_keys import keys_of, open_article
from figures import percentile
from gold_spans import read_gold
from habit_keys import by_jumps, habit
from rival_keys import MOUSE_SECONDS, SlateKeys, keyed_seconds, slate_keys
from shortest_keys import shortest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gold_spans import Gold, Target
    from shortest_keys import Way

__all__ = ["main"]


class Cost(NamedTuple):
    """What one span costs."""

    target: Target
    quote: str
    shortest: Way
    habit: Way
    slate: SlateKeys


def main() -> int:
    """Measure and print; 1 when the file holds no span to tag."""
    parser = argparse.ArgumentParser(description="Keys for each span of a file.")
    parser.add_argument("file", type=Path, help="native JSONL")
    parser.add_argument("--show", action="store_true", help="each span's keys")
    options = parser.parse_args()
    labels = [label.id for label in DEFAULT_SCHEME.labels]
    golds, said = read_gold(options.file, labels)
    began = time.perf_counter()
    for line in said:
        print(line, file=sys.stderr)
    costs: list[Cost] = []
    missed: list[str] = []
    for gold in golds:
        for cost in _costs(gold, missed):
            costs.append(cost)
            if options.show:
                _show(cost)
    for line in missed:
        print(f"no keys of ours make it, left out: {line}", file=sys.stderr)
    if not costs:
        print(f"{options.file} has no span to tag", file=sys.stderr)
        return 1
    _report(labels, costs, len(golds), time.perf_counter() - began)
    return 0


def _costs(gold: Gold, missed: list[str]) -> Iterator[Cost]:
    fewest = plain = open_article(gold.article)
    for target, slate in zip(gold.targets, slate_keys(gold), strict=True):
        keys = keys_of(target.label)
        usual = habit(plain.begun(), target, keys)
        begun = fewest.begun()
        found = shortest(
            begun,
            target,
            keys,
            (habit(begun, target, keys), by_jumps(begun, target, keys)),
        )
        quote = gold.article.quote(target.span)
        if usual is None or found is None:
            missed.append(f"{target.label} {quote!r}")
            continue
        plain, fewest = usual.sitting, found.sitting
        yield Cost(target, quote, found, usual, slate)


def _show(cost: Cost) -> None:
    sign = "" if cost.shortest.is_shortest else "at most "
    print(
        f"{cost.target.label:<8}{sign}{cost.shortest.presses} "
        f"{' '.join(cost.shortest.keys)} · habit {cost.habit.presses} "
        f"{' '.join(cost.habit.keys)} · {cost.quote[:60]!r}"
    )


def _spread(values: Sequence[float]) -> str:
    middle, high = percentile(values, 0.5), percentile(values, 0.9)
    return f"{middle:>7.3g}{high:>6.3g}{max(values):>6.3g}"


def _report(
    labels: Iterable[str], costs: list[Cost], articles: int, seconds: float
) -> None:
    bounded = sum(not cost.shortest.is_shortest for cost in costs)
    print(f"{len(costs)} spans of {articles} articles, {seconds:.0f} s")
    head = "".join(
        f"{name:>19}" for name in ("shortest", "habit", "SLATE", "SLATE, counts")
    )
    print(f"{'keys: median p90 max':<22}{'n':>5}{head}")
    for name in (*labels, "all"):
        some = [cost for cost in costs if name in ("all", cost.target.label)]
        if some:
            columns = (
                [cost.shortest.presses for cost in some],
                [cost.habit.presses for cost in some],
                [cost.slate.documented for cost in some],
                [cost.slate.counted for cost in some],
            )
            print(f"{name:<22}{len(some):>5}{''.join(map(_spread, columns))}")
    counts = [cost.shortest.presses for cost in costs]
    usual = [cost.habit.presses for cost in costs]
    for title, values in (("shortest", counts), ("habit", usual)):
        print(f"{title}, spans by keys: {_histogram(values)}")
    if bounded:
        print(
            f"shortest: {bounded} spans of more keys than the search reaches, counted "
            "with the fewest of habit and jump labels"
        )
    ours = percentile([keyed_seconds(cost.habit.keys) for cost in costs], 0.5)
    print(
        f"keystroke-level model, median seconds a span: habit {ours:.2f}, "
        f"mouse {MOUSE_SECONDS:.2f}"
    )
    print(
        f"shortest {_middle_and_high(counts)} · habit {_middle_and_high(usual)} · "
        f"spans {len(costs)}"
    )


def _middle_and_high(values: Sequence[int]) -> str:
    return f"median {percentile(values, 0.5):g} p90 {percentile(values, 0.9):g}"


def _histogram(values: Sequence[int]) -> str:
    return ", ".join(f"{keys}: {values.count(keys)}" for keys in sorted(set(values)))


if __name__ == "__main__":
    raise SystemExit(main())
