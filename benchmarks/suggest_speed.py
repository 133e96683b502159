"""How many megabytes of text a second the rules read, beside spaCy's tokenizer.

`python benchmarks/suggest_speed.py [FILE...]` reads text files, or articles made of the
seeds' paragraphs in many orders, and prints megabytes (of UTF-8) a second: of each
module of rules, of all four together on one core, and of spaCy's blank English pipeline
on the same articles, by turns in one run. These are seconds of the processor, so that
a busy machine counts less. Then the same articles with one worker, two, four … up to
the cores, in seconds of the clock with the start of the workers, beside those of the
processors, here and in the workers, which say on a busy machine how it would scale.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.cli.suggesting import cores, suggested
from annotate.suggest.joined import propose_all
from annotate.suggest.registry import MODULES
from figures import percentile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SEEDS = Path(__file__).parents[1] / "seeds"
_MEGABYTE = 1_000_000


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="*", type=Path, help="text in UTF-8")
    parser.add_argument("--megabytes", type=float, default=2.0, help="of text at least")
    parser.add_argument("--turns", type=int, default=9)
    words = parser.parse_args()
    articles = _articles(words.files, words.megabytes)
    size = sum(len(text.encode()) for text in articles) / _MEGABYTE
    compiled = find_spec("annotate.text.readings")
    is_python = compiled is None or str(compiled.origin).endswith(".py")
    kind = "plain Python" if is_python else "machine code"
    print(f"The rules are {kind}; {len(articles)} articles, {size:.1f} MB")
    work = {
        role: _module(module) for role, module in MODULES.items() if find_spec(module)
    }
    work["all rules together"] = propose_all
    tokens = _tokenizer()
    if tokens is None:
        print("spaCy is missing, so that it is not measured: pip install spacy")
    else:
        work["spaCy, blank English tokenizer"] = tokens
    seconds: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(words.turns):
        for name, read in work.items():
            start = time.process_time()
            read(articles)
            seconds[name].append(time.process_time() - start)
    print(f"{'MB a second, one core':<34}{'median':>9}{'best':>9}")
    for name, each in seconds.items():
        print(
            f"  {name:<32}{size / percentile(each, 0.5):>9.2f}{size / min(each):>9.2f}"
        )
    _print_scaling(articles, size)


def _articles(files: Sequence[Path], megabytes: float) -> list[str]:
    """Articles of a few thousand characters, no two alike."""
    texts = [path.read_text(encoding="utf-8") for path in files]
    if not texts:
        texts = [path.read_text(encoding="utf-8") for path in _SEEDS.glob("*.txt")]
    paragraphs = [line for text in texts for line in text.split("\n") if line.strip()]
    chance = random.Random(1)  # noqa: S311 - the same articles each time
    articles: list[str] = []
    held = 0
    while held < megabytes * _MEGABYTE:
        chosen = chance.sample(paragraphs, min(30, len(paragraphs)))
        articles.append("\n\n".join(chosen) + "\n")
        held += len(articles[-1].encode())
    return articles


def _module(name: str) -> Callable[[Sequence[str]], object]:
    found = import_module(name).found
    return lambda texts: [sum(1 for _ in found(text)) for text in texts]


def _tokenizer() -> Callable[[Sequence[str]], object] | None:
    try:
        import spacy  # noqa: PLC0415 - the rest works without it
    except ImportError:
        return None
    tokens = spacy.blank("en").make_doc
    return lambda texts: [len(tokens(text)) for text in texts]


def _print_scaling(articles: list[str], size: float) -> None:
    print(
        f"{'MB a second, clock, with the start':<34}{'MB':>9}{'MB/s':>9}"
        f"{'ms of processors a MB: here':>29}{'workers':>9}"
    )
    several = articles * max(1, round(20 / size))
    total = sum(map(len, several))
    megabytes = size * len(several) / len(articles)
    jobs = 1
    while jobs <= cores():
        start, used = time.perf_counter(), os.times()
        roles = tuple(MODULES)
        for _ in suggested(several, str, roles, size=total, jobs=jobs):
            pass
        speed = megabytes / (time.perf_counter() - start)
        spent = [after - before for before, after in zip(used, os.times(), strict=True)]
        here, there = sum(spent[:2]) / megabytes, sum(spent[2:4]) / megabytes
        name = f"{jobs} {'process' if jobs == 1 else 'workers'}"
        print(
            f"  {name:<32}{megabytes:>9.1f}{speed:>9.2f}"
            f"{here * 1000:>29.0f}{there * 1000:>9.0f}"
        )
        jobs *= 2


if __name__ == "__main__":
    main()
