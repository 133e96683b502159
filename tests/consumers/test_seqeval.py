"""seqeval reads our CoNLL columns."""

from __future__ import annotations

import pytest
from seqeval.metrics import f1_score
from seqeval.metrics.sequence_labeling import get_entities
from seqeval.scheme import IOB2

from annotate.formats import conll
from annotate.formats.contract import Exporting
from annotate.scheme import DEFAULT_SCHEME
from formats.format_cases import layers_of_seeds

LABELS = [label.id for label in DEFAULT_SCHEME.labels]


def documents() -> tuple[list[list[list[str]]], dict[str, int]]:
    """The rows of each document without comments, and what was dropped."""
    exporting = Exporting(DEFAULT_SCHEME)
    pieces = conll.write(iter(layers_of_seeds()), exporting)
    text = b"".join(piece.data for piece in pieces).decode()
    found: list[list[list[str]]] = []
    for line in text.split("\n"):
        if line.startswith("-DOCSTART-\t"):
            found.append([])
        elif line and not line.startswith("# "):
            found[-1].append(line.split("\t"))
    return found, exporting.losses.counted()


def quotes(rows: list[list[str]], column: int) -> list[tuple[str, str]]:
    """The label and the letters of what seqeval finds in a column."""
    return [
        (label, "".join(row[0] for row in rows[first : last + 1]))
        for label, first, last in get_entities([row[column] for row in rows])
    ]


def wanted(number: int, label: str) -> list[tuple[str, str]]:
    return [
        (label, "".join(row.quote.split()))
        for row in layers_of_seeds()[number].annotations
        if row.label == label
    ]


def test_seqeval_finds_every_span_that_was_not_counted_as_dropped() -> None:
    found, losses = documents()
    missing = 0
    for number, rows in enumerate(found):
        for column, label in enumerate(LABELS, start=1):
            ours = wanted(number, label)
            theirs = quotes(rows, column)
            in_order = iter(ours)
            assert all(each in in_order for each in theirs)
            missing += len(ours) - len(theirs)
    assert losses == {"spans dropped that overlap another of their label": missing}


@pytest.mark.parametrize("label", LABELS)
def test_a_column_against_itself_is_perfect_and_one_shifted_tag_is_not(
    label: str,
) -> None:
    column = LABELS.index(label) + 1
    tags = [[row[column] for row in rows] for rows in documents()[0]]
    assert f1_score(tags, tags, mode="strict", scheme=IOB2) == 1.0
    shifted = [list(each) for each in tags]
    first = next(at for at, tag in enumerate(shifted[1]) if tag == f"B-{label}")
    shifted[1].insert(0, shifted[1].pop())
    assert shifted[1][first + 1] == f"B-{label}"
    assert f1_score(tags, shifted, mode="strict", scheme=IOB2) < 1.0


def test_one_shifted_offset_would_be_seen() -> None:
    found, _ = documents()
    rows = found[1]
    at = next(at for at, row in enumerate(rows) if row[1] == "B-claim")
    rows[at][1], rows[at + 1][1] = "O", "B-claim"
    assert quotes(rows, 1)[0] not in wanted(1, "claim")
