"""brat's own parser, which bratiaa ships, and bratiaa itself."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from bratiaa.agree import compute_f1_agreement
from bratsubset.annotation import TextAnnotations
from bratsubset.projectconfig import ProjectConfiguration
from hypothesis import HealthCheck, given, settings
from shifting import with_one_shifted

from annotate.formats import load
from annotate.formats.folders import Folders, stem_of
from annotate.model import Annotator, Layer
from annotate.scheme import DEFAULT_SCHEME
from formats.format_cases import layers_of_seeds
from formats.hostile_layers import corpora
from formats.written import write_into

if TYPE_CHECKING:
    from pathlib import Path

LINE_ENDS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


def assert_read_right(folder: Path, layers: tuple[Layer, ...]) -> None:
    """brat's parser takes every line, and finds each span where it is."""
    folders = Folders()
    for layer in layers:
        assert layer.annotator is not None
        name = f"{folders.of(layer.annotator.id)}/{stem_of(layer.article)}"
        with TextAnnotations(str(folder / name), read_only=True) as read:
            assert read.failed_lines == []
            assert read.get_document_text() == layer.article.text
            found = Counter(
                (each.type, tuple(each.spans), each.text)
                for each in read.get_textbounds()
            )
            assert found == Counter(filter(None, map(bound, layer.annotations)))
            here = {row.id for row in layer.annotations if bound(row)}
            links = [x for x in layer.links if {x.source, x.target} <= here]
            assert Counter(each.type for each in read.get_relations()) == Counter(
                link.kind for link in links
            )


def bound(row: object) -> tuple[str, tuple[tuple[int, int], ...], str] | None:
    """A span in pieces between its line ends; None of line ends alone."""
    at, pieces = row.span.start, []  # type: ignore[attr-defined]
    for piece in re.split(f"({LINE_ENDS.pattern})", row.quote):  # type: ignore[attr-defined]
        if piece and not LINE_ENDS.match(piece):
            pieces.append((at, at + len(piece), piece))
        at += len(piece)
    spans = tuple((start, end) for start, end, _ in pieces)
    words = " ".join(piece for *_, piece in pieces)
    return (row.label, spans, words) if pieces else None  # type: ignore[attr-defined]


def test_brat_s_parser_reads_every_span_of_the_worked_example_right(
    tmp_path: Path,
) -> None:
    layers = layers_of_seeds()
    write_into(tmp_path, load("brat"), layers)
    assert_read_right(tmp_path, layers)


@given(corpora())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_brat_s_parser_reads_hostile_texts_right(
    tmp_path_factory: pytest.TempPathFactory, layers: tuple[Layer, ...]
) -> None:
    folder = tmp_path_factory.mktemp("out")
    write_into(folder, load("brat"), layers)
    assert_read_right(folder, layers)


def test_one_shifted_offset_is_found(tmp_path: Path) -> None:
    layers = layers_of_seeds()
    write_into(tmp_path, load("brat"), layers)
    file = sorted(tmp_path.rglob("*.ann"))[2]
    was = file.read_text()

    def later(found: re.Match[str]) -> str:
        return f"{found[1]}{int(found[2]) + 1} {int(found[3]) + 1}\t"

    file.write_text(re.sub(r"^(T3\t\w+ )(\d+) (\d+)\t", later, was, flags=re.MULTILINE))
    assert file.read_text() != was
    with pytest.raises(AssertionError):
        assert_read_right(tmp_path, layers)


def test_brat_takes_the_configuration_as_it_was_meant(tmp_path: Path) -> None:
    write_into(tmp_path, load("brat"), layers_of_seeds())
    read = ProjectConfiguration(str(tmp_path))
    assert read.get_entity_types() == [label.id for label in DEFAULT_SCHEME.labels]
    assert read.get_relation_types() == [
        *(kind.id for kind in DEFAULT_SCHEME.link_kinds),
        "<OVERLAP>",
    ]
    assert read.get_attribute_types() == ["status", "kind", "approximate", "strength"]
    labels = read.get_labels()
    assert labels["same-quantity"] == ["same quantity"]


def test_bratiaa_compares_two_annotators(tmp_path: Path) -> None:
    """Its F1 is 2|A∩B| / (|A| + |B|) over all documents and labels."""
    ada = layers_of_seeds()
    bob = tuple(
        replace(
            layer,
            annotator=Annotator("bob"),
            annotations=layer.annotations[: len(layer.annotations) // 2],
            links=(),
        )
        for layer in ada
    )
    both = tuple(layer for pair in zip(ada, bob, strict=True) for layer in pair)
    write_into(tmp_path, load("brat"), both)
    mean, _ = compute_f1_agreement(str(tmp_path)).mean_sd_total()
    mine = sum(len(layer.annotations) for layer in ada)
    shared = sum(len(layer.annotations) for layer in bob)
    assert mean == pytest.approx(2 * shared / (mine + shared))


def test_bratiaa_counts_a_shifted_offset_as_disagreement(tmp_path: Path) -> None:
    ada = layers_of_seeds()
    bob = tuple(
        replace(layer, annotator=Annotator("bob"), links=())
        for layer in with_one_shifted(ada)
    )
    both = tuple(layer for pair in zip(ada, bob, strict=True) for layer in pair)
    write_into(tmp_path, load("brat"), both)
    mean, _ = compute_f1_agreement(str(tmp_path)).mean_sd_total()
    count = sum(len(layer.annotations) for layer in ada)
    assert mean == pytest.approx((count - 1) / count)
