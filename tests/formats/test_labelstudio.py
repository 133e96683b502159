from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from format_cases import Articles, layers_of_seeds
from hostile_layers import corpora
from hypothesis import HealthCheck, given, settings

from annotate.formats import for_source, labelstudio, load
from annotate.formats.contract import Exporting
from annotate.formats.importing import Importing
from annotate.formats.labelstudio_config import config
from annotate.formats.sources import Source
from annotate.ids import unix_ms
from annotate.model import (
    Annotator,
    AnnotatorKind,
    Attribute,
    Label,
    Layer,
    LinkKind,
    Scheme,
    Span,
    Status,
)
from annotate.scheme import DEFAULT_SCHEME

if TYPE_CHECKING:
    from pathlib import Path

Found = tuple[tuple[Layer, ...], list[str], list[str]]


def export(layers: tuple[Layer, ...]) -> str:
    exporting = Exporting(DEFAULT_SCHEME)
    pieces = [*labelstudio.write(iter(layers), exporting)]
    assert {piece.path for piece in pieces} == {"tasks.json"}
    assert not exporting.losses.counted()
    return b"".join(piece.data for piece in pieces).decode("ascii")


def read(
    path: Path, text: str, annotator: str = "", known: tuple[Layer, ...] = ()
) -> Found:
    path.write_text(text)
    importing = Importing(annotator=annotator, known=Articles(known))
    layers = tuple(labelstudio.read(Source(path.name, path), importing))
    problems = [str(each) for each in importing.problems]
    return layers, problems, [str(each) for each in importing.notes]


def read_tasks(tmp_path: Path, *tasks: object) -> Found:
    return read(tmp_path / "x.json", json.dumps(tasks))


def places(layer: Layer) -> list[tuple[int, int, str]]:
    return [(row.span.start, row.span.end, row.label) for row in layer.annotations]


def _key(layer: Layer) -> tuple[str, str]:
    return layer.article.id, layer.annotator.id if layer.annotator else ""


@given(corpora())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_everything_comes_back(
    tmp_path_factory: pytest.TempPathFactory, layers: tuple[Layer, ...]
) -> None:
    path = tmp_path_factory.mktemp("out") / "tasks.json"
    text = export(layers)
    for task in json.loads(text):
        strictly_checked(task)
    found, problems, _ = read(path, text)
    assert not problems
    assert sorted(found, key=_key) == sorted(layers, key=_key)


def strictly_checked(task: dict[str, object]) -> None:
    """Hold a task to what labelstud.io/guide/task_format says of text."""
    data, text = task["data"], task["data"]["text"]
    assert set(task) == {"data", "annotations", "predictions"}
    assert all(isinstance(value, str) for value in data.values())
    for each in (*task["annotations"], *task["predictions"]):
        assert "completed_by" not in each
        labelled = [one["id"] for one in each["result"] if one["type"] == "labels"]
        assert len(labelled) == len(set(labelled))
        for one in each["result"]:
            if one["type"] == "relation":
                assert {one["from_id"], one["to_id"]} <= set(labelled)
                continue
            assert one["to_name"] == "text"
            value = one["value"]
            if one["type"] == "labels":
                assert text[value["start"] : value["end"]] == value["text"]
                assert len(value["labels"]) == 1
            elif one["id"] in labelled:
                assert 0 <= value["start"] < value["end"] <= len(text)
            else:
                assert one["from_name"] == "marked_by"


def test_two_layers_of_an_article_are_two_annotations_of_a_task() -> None:
    (layer, *_) = layers_of_seeds()
    layers = (
        layer,
        Layer(layer.article, Annotator("bob"), Status.SKIPPED),
        Layer(layer.article, Annotator("gold", AnnotatorKind.GOLD), Status.DONE),
        Layer(layer.article, Annotator("rules", AnnotatorKind.MODEL)),
    )
    (task,) = json.loads(export(layers))
    assert [each["was_cancelled"] for each in task["annotations"]] == [
        False,
        True,
        False,
    ]
    assert [each["ground_truth"] for each in task["annotations"]] == [
        False,
        False,
        True,
    ]
    (prediction,) = task["predictions"]
    assert prediction == {"model_version": "rules", "result": []}


def test_nothing_is_an_empty_list(tmp_path: Path) -> None:
    assert json.loads(export(())) == []
    assert read(tmp_path / "x.json", export(())) == ((), [], [])


def test_an_article_that_nobody_annotated_is_a_task_without_annotations(
    tmp_path: Path,
) -> None:
    (layer, *_) = layers_of_seeds()
    bare = Layer(layer.article, None)
    (task,) = json.loads(export((bare,)))
    assert (task["annotations"], task["predictions"]) == ([], [])
    assert read(tmp_path / "x.json", export((bare,)))[0] == (bare,)


def test_the_config_has_labels_keys_colours_attributes_and_kinds_of_links() -> None:
    top = ET.fromstring(config(DEFAULT_SCHEME))  # noqa: S314  our own
    labels = top.find("Labels")
    assert labels is not None
    assert [(each.get("value"), each.get("hotkey")) for each in labels] == [
        ("claim", "c"),
        ("quote", "q"),
        ("number", "n"),
        ("denial", "d"),
    ]
    assert labels[0].get("background") == "#d3e0fd"
    (status,) = [each for each in top if each.get("name") == "claim.status"]
    assert [each.get("value") for each in status] == ["asserted", "hedged", "reported"]
    assert status.get("whenLabelValue") == "claim"
    assert [each.get("value") for each in top.findall("Relations/Relation")] == [
        kind.id for kind in DEFAULT_SCHEME.link_kinds
    ]


def test_a_hostile_scheme_makes_a_config_of_different_names() -> None:
    attributes = (Attribute("b.c"), Attribute("c", ('<"&', "\x1b")))
    label = Label(
        "a", "A", "a", "claim", "bold", 'one\n"two" <b>\x00\ufffe', attributes
    )
    other = Label("a.b", "A", "", "none", "bold", "", (Attribute("c"),))
    odd = Label("x,y", "X", "", "none", "bold", "", (Attribute("d"),))
    scheme = Scheme((label, other, odd), (LinkKind("&", "&", ""),))
    top = ET.fromstring(config(scheme))  # noqa: S314  our own
    names = [name for each in top.iter() if (name := each.get("name"))]
    assert sorted(names) == [
        "a.b.c", "a.c", "label", "marked_by", "note", "text", "x,y.d",
    ]  # fmt: skip
    hint = top.find("Labels/Label")
    assert hint is not None
    assert hint.get("hint") == 'one\n"two" <b>\ufffd\ufffd'
    (last,) = [each for each in top if each.get("name") == "x,y.d"]
    assert last.get("whenLabelValue") is None


# What Label Studio itself writes.

TEXT = "The mayor said no."


def region(start: int, end: int, label: str, **more: object) -> dict[str, object]:
    return {
        "id": more.pop("id", f"r{start}"),
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "origin": "manual",
        "value": {
            "start": start,
            "end": end,
            "text": more.pop("text", TEXT[start:end]),
            "labels": [label],
        },
        **more,
    }


def task(*annotations: object, **more: object) -> dict[str, object]:
    return {
        "id": 12,
        "data": {"text": TEXT},
        "annotations": list(annotations),
        "predictions": [],
        **more,
    }


def done(*results: object, **more: object) -> dict[str, object]:
    return {
        "id": 3,
        "completed_by": 1,
        "result": list(results),
        "was_cancelled": False,
        "ground_truth": False,
        "created_at": "2026-01-05T09:00:00.500000Z",
        **more,
    }


def test_an_export_with_several_annotators_is_read(tmp_path: Path) -> None:
    layers, problems, notes = read_tasks(
        tmp_path,
        task(
            done(region(0, 9, "claim"), completed_by=1),
            done(completed_by={"id": 2, "email": "ada@example.org"}),
            done(region(4, 9, "quote"), completed_by=3, was_cancelled=True),
            predictions=[
                {
                    "model_version": "tagger-2",
                    "score": 0.5,
                    "result": [
                        region(0, 3, "claim", score=0.25),
                        region(4, 9, "quote"),
                    ],
                }
            ],
        ),
    )
    assert not problems
    assert not notes
    one, two, three, model = layers
    assert [(each.annotator, each.status) for each in layers] == [
        (Annotator("user-1"), Status.DONE),
        (Annotator("ada@example.org"), Status.DONE),
        (Annotator("user-3"), Status.SKIPPED),
        (Annotator("tagger-2", AnnotatorKind.MODEL), Status.TODO),
    ]
    assert places(one) == [(0, 9, "claim")]
    assert two.annotations == ()
    assert places(three) == [(4, 9, "quote")]
    assert [row.score for row in model.annotations] == [0.25, 0.5]
    assert unix_ms(one.annotations[0].id) == 1_767_603_600_500
    again, _, _ = read_tasks(tmp_path, task(done(region(0, 9, "claim"))))
    assert again == (one,)


def test_choices_text_areas_and_notes_of_a_region_come_along(tmp_path: Path) -> None:
    def said(name: str, kind: str, **value: object) -> dict[str, object]:
        return {
            "id": "r0",
            "from_name": name,
            "to_name": "text",
            "type": kind,
            "value": {"start": 0, "end": 9, **value},
        }

    (layer,), problems, notes = read_tasks(
        tmp_path,
        task(
            done(
                region(0, 9, "claim", meta={"text": ["from the region"]}),
                said("claim.status", "choices", choices=["hedged"]),
                said("topics", "choices", choices=["war", "money"]),
                said("sure", "rating", rating=4),
                said("note", "textarea", text=["who said it?", "and when?"]),
                {
                    "id": "whole",
                    "from_name": "sentiment",
                    "to_name": "text",
                    "type": "choices",
                    "value": {"choices": ["good"]},
                },
            )
        ),
    )
    assert not problems
    (row,) = layer.annotations
    assert json.loads(row.attributes) == {
        "status": "hedged",
        "topics": ["war", "money"],
        "sure": 4,
    }
    assert row.note == "who said it?\nand when?\nfrom the region"
    assert notes == [
        "line 1, annotations[0].result[5]: choices is of no region; left out"
    ]


def test_relations_become_links(tmp_path: Path) -> None:
    def relation(**more: object) -> dict[str, object]:
        return {
            "type": "relation",
            "from_id": "r15",
            "to_id": "r0",
            "direction": "right",
            "labels": ["denies"],
            **more,
        }

    regions = region(0, 9, "claim"), region(15, 17, "denial")
    (layer,), problems, notes = read_tasks(
        tmp_path,
        task(
            done(
                *regions,
                relation(),
                relation(direction="left", labels=["repeats"]),
                relation(direction="bi", labels=["conflicts"]),
                relation(labels=[]),
            )
        ),
    )
    assert not problems
    claim, denial = layer.annotations
    assert {(each.kind, each.source, each.target) for each in layer.links} == {
        ("denies", denial.id, claim.id),
        ("repeats", claim.id, denial.id),
        ("conflicts", denial.id, claim.id),
        ("conflicts", claim.id, denial.id),
    }
    assert "the relation is left out" in notes[0]
    _, problems, _ = read_tasks(tmp_path, task(done(*regions, relation(to_id="r7"))))
    assert problems == [
        "line 1, annotations[0].result[2].to_id: 'r7' is the id of no region here"
    ]


def test_json_min_is_read(tmp_path: Path) -> None:
    row = {
        "text": TEXT,
        "id": 12,
        "label": [
            {"start": 0, "end": 9, "text": "The mayor", "labels": ["claim"]},
            {"start": 4, "end": 9, "text": "mayor", "labels": ["quote", "number"]},
        ],
        "claim.speaker": ["Ada", "Bob"],
        "annotator": "ada@example.org",
        "annotation_id": 3,
        "created_at": "2026-01-05T09:00:00Z",
        "updated_at": "2026-01-05T09:00:00Z",
        "lead_time": 7.5,
    }
    layers, problems, notes = read_tasks(
        tmp_path, row, {**row, "annotator": 4, "marked_by": "bob", "label": []}
    )
    assert not problems
    assert notes[0].startswith("line 1, claim.speaker: is of no region, as JSON-MIN")
    ada, bob = layers
    assert ada.annotator == Annotator("ada@example.org")
    assert places(ada) == [(0, 9, "claim"), (4, 9, "number"), (4, 9, "quote")]
    assert (bob.annotator, bob.annotations) == (Annotator("bob"), ())


def test_an_annotation_from_cloud_storage_holds_its_task(tmp_path: Path) -> None:
    entry = {**done(region(0, 9, "claim")), "task": {"id": 12, "data": {"text": TEXT}}}
    (layer,), problems, _ = read(tmp_path / "3.json", json.dumps(entry))
    assert not problems
    assert places(layer) == [(0, 9, "claim")]


def test_old_completions_are_annotations(tmp_path: Path) -> None:
    old = {
        "id": 1,
        "data": {"text": TEXT},
        "completions": [done(region(0, 9, "claim"))],
    }
    (layer,), problems, _ = read_tasks(tmp_path, old)
    assert not problems
    assert places(layer) == [(0, 9, "claim")]


ASTRAL = "🙂🙂 The mayor said no, no."


@pytest.mark.parametrize(
    ("told", "found", "says"),
    [
        ([(3, 12, "The mayor")], [(3, 12)], ""),
        ([(5, 14, "The mayor"), (24, 26, "no")], [(3, 12), (22, 24)], "UTF-16"),
        ([(5, 14, "The mayor"), (15, 19, None)], [(3, 12), (13, 17)], "UTF-16"),
        ([(3, 12, "The mayor"), (13, 17, None)], [(3, 12), (13, 17)], ""),
        ([(0, 1, "🙂"), (5, 14, "The mayor")], [(0, 1), (3, 12)], ""),
        ([(9, 18, "The mayor")], [(3, 12)], "placed at 3-12"),
        ([(3, 12, "The\\nmayor")], [(3, 12)], ""),
    ],
)
def test_old_offsets_are_told_by_the_texts_beside_them(
    tmp_path: Path,
    told: list[tuple[int, int, str | None]],
    found: list[tuple[int, int]],
    says: str,
) -> None:
    regions = [region(start, end, "claim", text=text) for start, end, text in told]
    for each in regions:
        if each["value"]["text"] is None:
            del each["value"]["text"]
    (layer,), problems, notes = read_tasks(
        tmp_path, {**task(done(*regions)), "data": {"text": ASTRAL}}
    )
    assert not problems
    assert [(row.span.start, row.span.end) for row in layer.annotations] == found
    assert says in " ".join(notes)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ([(5, 14, None)], "nothing else tells whether offsets count"),
        ([(40, 42, "no")], "stands not surely elsewhere"),
        ([(3, 12, "The major")], "is 'The major', but the article has 'The mayor'"),
        ([(5, 14, "The mayor"), (1, 3, None)], "inside a character"),
    ],
)
def test_offsets_that_nothing_proves_are_refused(
    tmp_path: Path, told: list[tuple[int, int, str | None]], says: str
) -> None:
    regions = [region(start, end, "claim", text=text) for start, end, text in told]
    for each in regions:
        if each["value"]["text"] is None:
            del each["value"]["text"]
    layers, problems, _ = read_tasks(
        tmp_path, {**task(done(*regions)), "data": {"text": ASTRAL}}
    )
    assert not layers
    assert any(says in each for each in problems), problems


def test_a_shifted_offset_in_our_own_export_is_refused(tmp_path: Path) -> None:
    tasks = json.loads(export(layers_of_seeds()))
    tasks[1]["annotations"][0]["result"][0]["value"]["start"] += 1
    layers, problems, _ = read_tasks(tmp_path, *tasks)
    assert len(problems) == 1
    assert "annotations[0].result[0].value.text: is " in problems[0]
    assert len(layers) == len(tasks) - 1


def test_what_was_changed_there_wins_over_what_went_along(tmp_path: Path) -> None:
    (layer, *_) = [each for each in layers_of_seeds() if each.links]
    (one,) = json.loads(export((layer,)))
    results = one["annotations"][0]["result"]
    gone = results[0]["id"]
    results = [
        each
        for each in results
        if gone not in {each.get("id"), each.get("from_id"), each.get("to_id")}
    ]
    text = one["data"]["text"]
    results.append(
        {
            **region(0, 3, "number", text=text[:3], id="aB3xYz_9Qw"),
        }
    )
    one["annotations"][0] |= {"result": results, "completed_by": 9, "id": 4}
    (found,), problems, _ = read_tasks(tmp_path, one)
    assert not problems
    assert found.annotator == layer.annotator
    assert (0, 3, "number") in places(found)
    kept = {row.id: row for row in layer.annotations if row.id != gone}
    assert {row.id: row for row in found.annotations if row.id in kept} == kept
    assert gone not in {row.id for row in found.annotations}


def test_a_text_that_is_known_in_another_version_gets_the_spans(tmp_path: Path) -> None:
    (known, *_) = layers_of_seeds()
    text = f"Corrected.\n\n{known.article.text}"
    row = known.annotations[0]
    start = text.index(row.quote)
    each = region(start, start + len(row.quote), "claim", text=row.quote)
    one = {**task(done(each)), "data": {"text": text, "id": known.article.id}}
    (found,), problems, notes = read(
        tmp_path / "x.json", json.dumps([one]), known=(known,)
    )
    assert not problems
    assert found.article == known.article
    assert found.annotations[0].span == Span(start - 12, start - 12 + len(row.quote))
    assert "another version" in notes[0]


def test_nobodys_work_needs_a_name(tmp_path: Path) -> None:
    one = task(done(region(0, 9, "claim"), completed_by=None))
    layers, problems, _ = read_tasks(tmp_path, one)
    assert problems == [
        "line 1, annotations[0]: is of nobody; say whose with --annotator"
    ]
    assert not layers
    (layer,), problems, _ = read(tmp_path / "x.json", json.dumps([one]), "bob")
    assert not problems
    assert layer.annotator == Annotator("bob")


def with_value(**value: object) -> str:
    each = region(0, 9, "claim")
    each["value"] = {**each["value"], **value}
    return json.dumps([task(done(each))])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[7]", "line 1: is no JSON object"),
        ("[{", "line 1: the JSON breaks off"),
        ('[{"data": 7}]', "line 1, data: is a whole number, where an object"),
        ('[{"data": {}}]', "line 1, data.text: is missing or empty; say which key"),
        ('[{"data": {"text": 7}}]', "line 1, data.text: is a whole number"),
        ('[{"data": {"text": " "}}]', "line 1, data.text: is empty"),
        ('[{"nothing": 1}]', "line 1, text: is missing or empty"),
        ('[{"data": {"text": "a"}, "annotations": {}}]', "line 1, annotations: is an"),
        (json.dumps([task({"result": 7, "completed_by": 1})]),
         "line 1, annotations[0].result: is a whole number"),
        (json.dumps([task({"result": [7], "completed_by": 1})]),
         "line 1, annotations[0].result[0]: is a whole number"),
        (json.dumps([task(done({"type": "labels"}))]),
         "line 1, annotations[0].result[0].value: is missing"),
        (json.dumps([task(done(region(0, 9, "claim", type="HyperTextLabels")))]),
         "line 1, annotations[0].result[0].type: is hypertextlabels; only"),
        (with_value(start="/div[1]/text()[1]"),
         "line 1, annotations[0].result[0].value.start: is text"),
        (with_value(start=True), "value.start: is true or false"),
        (with_value(start=1.5), "value.start: is a number"),
        (with_value(start=-1), "value.start: -1 is outside"),
        (with_value(start=9, end=0), "value.end: is not after the start"),
        (with_value(end=99, text="no such words"), "stands not surely elsewhere"),
        (with_value(labels=7), "value.labels: is a whole number"),
        (with_value(labels=[7]), "value.labels[0]: is a whole number"),
        (with_value(labels=[""]), "value.label: needs 1 to 64 characters"),
        (with_value(labels=["a\x1b"]), "value.label: 'a\\x1b' holds a control"),
        (json.dumps([task(done(region(0, 9, "claim", score=-2)))]), "score: is -2.0"),
        (json.dumps([task(done(completed_by="a\nb"))]), "annotator: The name"),
        (json.dumps([{**task(), "data": {"text": "a", "annotate": "["}}]),
         "line 1, data.annotate: is not the text of a JSON object"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, text: str, says: str
) -> None:
    layers, problems, _ = read(tmp_path / "x.json", text)
    assert layers == ()
    assert any(says in each for each in problems), problems


def test_a_region_without_label_is_told_and_left_out(tmp_path: Path) -> None:
    each = region(0, 9, "claim")
    del each["value"]["labels"]
    (layer,), problems, notes = read_tasks(tmp_path, task(done(each)))
    assert not problems
    assert layer.annotations == ()
    (note,) = notes
    assert note.startswith("line 1, annotations[0].result[0].value.labels: are none;")


def test_the_files_of_a_folder_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    layers = layers_of_seeds()
    (folder / "tasks.json").write_text(export(layers))
    (folder / "labeling_config.xml").write_text(config(DEFAULT_SCHEME))
    (folder / "manifest.json").write_text('{"format": "labelstudio"}')
    importing = Importing()
    assert tuple(labelstudio.read(Source("out", folder), importing)) == layers
    assert not importing.problems


@pytest.mark.parametrize(
    ("text", "is_ours"),
    [
        (json.dumps([task()]), True),
        (json.dumps([task()], indent=2), True),
        (json.dumps([{"text": "a", "label": [], "annotation_id": 3}]), True),
        ('{"schema":"annotate/1","text":"a"}', False),
        ('{"@context": "http://www.w3.org/ns/anno.jsonld", "data": {}}', False),
        ("", False),
    ],
)
def test_a_file_is_known_by_its_first_bytes(
    tmp_path: Path, text: str, is_ours: bool
) -> None:
    path = tmp_path / "x.data"
    path.write_text(text)
    assert labelstudio.reads_like("x.data", text.encode()) == is_ours
    if is_ours:
        assert for_source(Source("x.data", path)) is load("labelstudio")


def test_attributes_that_the_config_has_no_place_for_come_back(tmp_path: Path) -> None:
    (layer, *_) = layers_of_seeds()
    row = replace(
        layer.annotations[0],
        label="claim",
        attributes='{"as_of":" ","odd":{"a":[1]},"speaker":"Ada","status":"sure"}',
        note=" two\nlines ",
    )
    layer = replace(layer, annotations=(row,), links=())
    (task_,) = json.loads(export((layer,)))
    names = [each["from_name"] for each in task_["annotations"][0]["result"]]
    assert names == ["label", "claim.speaker", "note", "marked_by"]
    assert read(tmp_path / "x.json", export((layer,)))[0] == (layer,)


def test_an_id_is_that_of_one_region(tmp_path: Path) -> None:
    """Which region would a relation lead to?"""
    one, other = region(0, 9, "claim", id="r"), region(15, 17, "denial", id="r")
    _, problems, _ = read_tasks(tmp_path, task(done(one, other)))
    assert problems == [
        "line 1, annotations[0].result[1].id: 'r' is the id of another region too"
    ]
    again = region(0, 9, "quote", id="r")
    (layer,), problems, _ = read_tasks(tmp_path, task(done(one, again)))
    assert not problems
    assert [each.label for each in layer.annotations] == ["claim", "quote"]
