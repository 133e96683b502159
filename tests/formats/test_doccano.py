from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from format_cases import Articles, layers_of_seeds
from hostile_layers import corpora
from hypothesis import HealthCheck, given, settings

from annotate.formats import doccano, for_source, load
from annotate.formats.contract import Exporting
from annotate.formats.importing import Importing
from annotate.formats.sources import Source
from annotate.model import Annotator, Layer, Span, Status
from annotate.scheme import DEFAULT_SCHEME

if TYPE_CHECKING:
    from pathlib import Path


def export(
    layers: tuple[Layer, ...], folder: Path
) -> dict[str, list[dict[str, object]]]:
    """Write the layers to files; the rows of each."""
    exporting = Exporting(DEFAULT_SCHEME)
    for piece in doccano.write(iter(layers), exporting):
        path = folder / piece.path
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(piece.data)
    assert not exporting.losses.counted()
    return {
        path.name: [json.loads(line) for line in path.read_bytes().splitlines()]
        for path in folder.glob("*.jsonl")
    }


def read(
    path: Path, annotator: str = "", known: tuple[Layer, ...] = ()
) -> tuple[tuple[Layer, ...], list[str], list[str]]:
    importing = Importing(annotator=annotator, known=Articles(known))
    layers = tuple(doccano.read(Source(path.name, path), importing))
    problems = [str(each) for each in importing.problems]
    return layers, problems, [str(each) for each in importing.notes]


def read_rows(
    tmp_path: Path, *rows: object, name: str = "ada.jsonl", annotator: str = ""
) -> tuple[tuple[Layer, ...], list[str], list[str]]:
    path = tmp_path / name
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return read(path, annotator)


def places(layer: Layer) -> list[tuple[int, int, str]]:
    return [(row.span.start, row.span.end, row.label) for row in layer.annotations]


@given(corpora())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_everything_comes_back(
    tmp_path_factory: pytest.TempPathFactory, layers: tuple[Layer, ...]
) -> None:
    folder = tmp_path_factory.mktemp("out")
    files = export(layers, folder)
    for rows in files.values():
        for row in rows:
            assert list(row) == list(next(iter(files.values()))[0])
            assert all(value is not None for value in row.values())
    numbers = [
        each["id"]
        for rows in files.values()
        for row in rows
        for each in row["entities"]
    ]
    assert all(
        path.read_bytes().isascii() and path.suffix == ".jsonl"
        for path in folder.iterdir()
    )
    assert len(numbers) == sum(len(layer.annotations) for layer in layers)
    found, problems, _ = read(folder)
    assert not problems
    assert sorted(found, key=_key) == sorted(layers, key=_key)


def _key(layer: Layer) -> tuple[str, str]:
    return layer.article.id, layer.annotator.id if layer.annotator else ""


def test_a_row_is_what_both_kinds_of_project_read(tmp_path: Path) -> None:
    (layer, *_) = [each for each in layers_of_seeds() if each.links]
    (row,) = export((layer,), tmp_path)["example.jsonl"]
    assert row["label"] == [
        [each.span.start, each.span.end, each.label] for each in layer.annotations
    ]
    assert row["entities"] == [
        {
            "id": at,
            "label": each.label,
            "start_offset": each.span.start,
            "end_offset": each.span.end,
        }
        for at, each in enumerate(layer.annotations)
    ]
    order = [each.id for each in layer.annotations]
    assert row["relations"] == [
        {
            "id": at,
            "from_id": order.index(each.source),
            "to_id": order.index(each.target),
            "type": each.kind,
        }
        for at, each in enumerate(
            link for link in layer.links if {link.source, link.target} <= {*order}
        )
    ]


def test_numbers_of_entities_are_never_used_twice_in_a_file(tmp_path: Path) -> None:
    rows = export(layers_of_seeds(), tmp_path)["example.jsonl"]
    numbers = [each["id"] for row in rows for each in row["entities"]]
    assert numbers == list(range(len(numbers)))


def test_an_article_that_nobody_annotated_goes_to_a_file_of_its_own(
    tmp_path: Path,
) -> None:
    (layer, *_) = layers_of_seeds()
    bare = Layer(layer.article, None)
    named = Layer(layer.article, Annotator("unknown"), Status.DONE)
    assert set(export((bare, named), tmp_path)) == {"unknown.jsonl"}
    found, problems, _ = read(tmp_path)
    assert not problems
    assert found == (bare, named)


def test_annotators_whose_names_differ_in_case_share_a_file(tmp_path: Path) -> None:
    (layer, *_) = layers_of_seeds()
    names = ["Alice", "alice", "b/ob", "../x"]
    layers = tuple(Layer(layer.article, Annotator(each)) for each in names)
    assert set(export(layers, tmp_path)) == {
        "Alice.jsonl",
        "b%2Fob.jsonl",
        "%2E.%2Fx.jsonl",
    }
    found, problems, _ = read(tmp_path)
    assert not problems
    assert {each.annotator for each in found} == {each.annotator for each in layers}


def test_a_kind_of_relation_that_there_is_not_is_told_and_left_out(
    tmp_path: Path,
) -> None:
    path = tmp_path / "ada.jsonl"
    path.write_text(json.dumps(RELATED))
    importing = Importing(link_kinds=["confirms"])
    (layer,) = doccano.read(Source("ada.jsonl", path), importing)
    assert not importing.problems
    assert layer.links == ()
    assert "'denies' is no kind of link" in str(importing.notes[-1])


def test_labels_and_kinds_of_links_have_files_that_doccano_imports() -> None:
    exporting = Exporting(DEFAULT_SCHEME)
    files = {
        each.path: json.loads(each.data) for each in doccano.frame({"": 1}, exporting)
    }
    claim = files["span_types.json"][0]
    assert claim == {
        "text": "claim",
        "suffix_key": "c",
        "background_color": "#d3e0fd",
        "text_color": "#000000",
    }
    assert files["relation_types.json"][0] == {"text": "denies"}


# What doccano itself writes.

PLAIN = {
    "id": 7,
    "text": "🙂 The mayor said no.",
    "label": [[2, 11, "claim"], [6, 11, "quote"]],
    "Comments": [],
}
RELATED = {
    "id": 7,
    "text": "The mayor said no.",
    "entities": [
        {"id": 40, "label": "claim", "start_offset": 0, "end_offset": 9},
        {"id": 41, "label": "denial", "start_offset": 15, "end_offset": 17},
    ],
    "relations": [{"id": 3, "from_id": 41, "to_id": 40, "type": "denies"}],
    "Comments": ["look at this again"],
}


def test_an_export_of_sequence_labelling_is_read(tmp_path: Path) -> None:
    (layer,), problems, notes = read_rows(tmp_path, PLAIN)
    assert not problems
    assert not notes
    assert layer.annotator == Annotator("ada")
    assert places(layer) == [(2, 11, "claim"), (6, 11, "quote")]
    assert [row.quote for row in layer.annotations] == ["The mayor", "mayor"]
    assert read_rows(tmp_path, PLAIN)[0] == (layer,)


def test_an_export_with_relations_is_read(tmp_path: Path) -> None:
    (layer,), problems, notes = read_rows(tmp_path, RELATED)
    assert not problems
    assert notes == ["line 1, Comments: are of the whole article and left out"]
    claim, denial = layer.annotations
    (link,) = layer.links
    assert (link.kind, link.source, link.target) == ("denies", denial.id, claim.id)


@pytest.mark.parametrize(
    ("name", "annotator", "whose"),
    [
        ("ada.jsonl", "", "ada"),
        ("ada.jsonl", "bob", "bob"),
        ("all.jsonl", "bob", "bob"),
        ("unknown.jsonl", "bob", "bob"),
    ],
)
def test_a_row_is_the_work_of_the_user_whose_name_the_file_has(
    tmp_path: Path, name: str, annotator: str, whose: str
) -> None:
    (layer,), problems, _ = read_rows(tmp_path, PLAIN, name=name, annotator=annotator)
    assert not problems
    assert layer.annotator == Annotator(whose)


def test_work_of_everybody_needs_a_name(tmp_path: Path) -> None:
    layers, problems, _ = read_rows(tmp_path, PLAIN, name="all.jsonl")
    assert not layers
    assert problems == ["line 1: has spans, but of nobody; say whose with --annotator"]


def test_what_doccano_changed_wins_over_what_went_along(tmp_path: Path) -> None:
    (layer, *_) = [each for each in layers_of_seeds() if each.links]
    (row,) = export((layer,), tmp_path / "out")["example.jsonl"]
    gone = layer.annotations[0]
    label = [each for each in row["label"] if each[:2] != [0, 3]]
    label = [*label[1:], [0, 3, "number"]]
    # A project without relations gives back its spans as `label`, and no `entities`.
    back = {**row, "id": 12, "label": label}
    del back["entities"]
    (found,), problems, notes = read_rows(tmp_path, back)
    assert not problems
    assert (0, 3, "number") in places(found)
    kept = {each.id: each for each in layer.annotations if each != gone}
    assert {each.id: each for each in found.annotations if each.id in kept} == kept
    lost = [link for link in layer.links if gone.id in {link.source, link.target}]
    assert len(found.links) == len(layer.links) - len(lost)
    assert len([each for each in notes if "no longer there" in each]) == len(lost)


def test_a_span_that_stands_twice_comes_once(tmp_path: Path) -> None:
    twice = {
        **RELATED,
        "entities": [
            *RELATED["entities"],
            {"id": 42, "label": "claim", "start_offset": 0, "end_offset": 9},
        ],
        "relations": [{"id": 3, "from_id": 41, "to_id": 42, "type": "denies"}],
        "Comments": [],
    }
    (layer,), problems, notes = read_rows(tmp_path, twice)
    assert not problems
    assert notes == ["line 1, entities[2].label: claim stands twice on 0-9"]
    assert layer.links[0].target == layer.annotations[0].id


def test_a_text_that_is_known_in_another_version_gets_the_spans(tmp_path: Path) -> None:
    (known, *_) = layers_of_seeds()
    text = f"Corrected.\n\n{known.article.text}"
    start = text.index(known.annotations[0].quote)
    label = [[start, start + len(known.annotations[0].quote), "claim"]]
    path = tmp_path / "ada.jsonl"
    row = {"id": known.article.id, "text": text, "label": label}
    path.write_text(f"{json.dumps(row)}\n")
    (found,), problems, notes = read(path, known=(known,))
    assert not problems
    assert found.article == known.article
    assert found.annotations[0].span == Span(start - 12, label[0][1] - 12)
    assert "another version of the known article" in notes[0]


EMPTY = {"text": "no", "label": []}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("[]", ""),
        ("7", "line 1: is no JSON object"),
        ('{"text": "a"', "line 1: the JSON breaks off"),
        ('{"label": []}', "line 1, text: is missing"),
        ('{"text": 7, "label": []}', "line 1, text: is a whole number"),
        ('{"text": "\\n", "label": []}', "line 1, text: is empty"),
        ('{"text": "", "label": []}', "line 1, text: is empty"),
        ('{"text": "no"}', "line 1, label: is missing"),
        ('{"text": "no", "label": {}}', "line 1, label: is no list"),
        ('{"text": "no", "label": ["claim"]}', "line 1, label[0]: labels the whole"),
        ('{"text": "no", "label": [[0, 2]]}', "line 1, label[0]: is not [start"),
        ('{"text": "no", "label": [["0", 2, "claim"]]}', "line 1, label[0]: is not"),
        ('{"text": "no", "label": [[true, 2, "claim"]]}', "line 1, label[0]: is not"),
        ('{"text": "no", "label": [[0.0, 2, "claim"]]}', "line 1, label[0]: is not"),
        ('{"text": "no", "label": [[0, 2, 7]]}', "line 1, label[0]: is not"),
        ('{"text": "no", "label": [[0, 3, "claim"]]}', "line 1, label[0].end: 3 is"),
        ('{"text": "no", "label": [[-1, 2, "claim"]]}', "line 1, label[0].start: -1"),
        ('{"text": "no", "label": [[2, 0, "claim"]]}', "line 1, label[0].end: is not"),
        ('{"text": "no", "label": [[1, 1, "claim"]]}', "line 1, label[0].end: is not"),
        ('{"text": "no", "label": [[0, 2, "a\\u001b"]]}', "line 1, label[0].label: "),
        ('{"text": "no", "label": [[0, 2, ""]]}', "line 1, label[0].label: needs"),
        ('{"text": "no", "entities": [7]}', "line 1, entities[0]: is a whole number"),
        (
            json.dumps({**RELATED, "entities": RELATED["entities"][:1] * 2}),
            "line 1, entities[1].id: 40 stands twice in this row",
        ),
        (
            '{"text": "no", "entities": [{"id": 1, "end_offset": 2, "label": "x"}]}',
            "line 1, entities[0].start_offset: is missing",
        ),
        (
            '{"text": "no", "entities": [], "relations": [{"from_id": 1, "to_id": 2}]}',
            "line 1, relations[0].from_id: 1 is the id of no entity",
        ),
        ('{"text": "no", "label": [], "annotate": "["}', "line 1, annotate: is not"),
        ('{"text": "no", "label": [], "annotate": 7}', "line 1, annotate: is a whole"),
        (
            '{"text": "no", "label": [], "annotate": "{\\"kind\\": \\"robot\\"}"}',
            "line 1, annotate.kind: is 'robot'; known are human",
        ),
        (
            json.dumps({**EMPTY, "annotate": '{"rejected": [{"end": 9}]}'}),
            "line 1, annotate.rejected[0].start: is missing",
        ),
        ("<html>", "line 1: is not JSON"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, row: str, says: str
) -> None:
    path = tmp_path / "ada.jsonl"
    path.write_text(row)
    layers, problems, _ = read(path)
    assert layers == ()
    assert any(each.startswith(says) for each in problems) if says else not problems


def test_a_problem_in_a_folder_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "ada.jsonl").write_text("7\n")
    (tmp_path / "notes.json").write_text("[]")
    _, problems, _ = read(tmp_path)
    assert problems == [f"{tmp_path.name}/ada.jsonl line 1: is no JSON object"]


@pytest.mark.parametrize(
    ("head", "is_doccano"),
    [
        (b'{"id":1,"text":"a","label":[[0,1,"x"]]}\n', True),
        (b'{"id": 1, "text": "a", "labels": [[0, 1, "x"]]}\n', True),
        (b'{"id":1,"text":"a","label":[],"Comments":[]}\n', True),
        (b'{"id":1,"text":"a","entities":[],"relations":[]}\n', True),
        (b'{"schema":"annotate/1","text":"a","spans":[]}\n', False),
        (b'{"text":"a","spans":[],"label":"x"}\n', False),
        (b'[{"data":{"text":"a"},"annotations":[]}]', False),
        (b"", False),
    ],
)
def test_a_file_is_known_by_its_first_bytes(
    tmp_path: Path, head: bytes, is_doccano: bool
) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(head)
    assert doccano.reads_like("x.jsonl", head) == is_doccano
    if is_doccano:
        assert for_source(Source("x.jsonl", path)) is load("doccano")
