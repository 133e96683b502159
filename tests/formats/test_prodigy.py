from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from format_cases import (
    MS,
    Articles,
    annotation,
    article,
    layers_of_seeds,
    source_of,
)
from hostile_layers import corpora
from hypothesis import given, settings

from annotate.formats import for_source, load, prodigy
from annotate.formats.contract import Alignment, Exporting
from annotate.formats.importing import Importing
from annotate.formats.prodigy import input_hash
from annotate.formats.sources import Source
from annotate.ids import pack
from annotate.model import Annotator, AnnotatorKind, Answer, Layer, Link, Span, Status
from annotate.scheme import DEFAULT_SCHEME

if TYPE_CHECKING:
    from pathlib import Path

    from annotate.model import Annotation

TEXT = "The mayor said no."


def written(*found: Layer, exporting: Exporting | None = None) -> list[dict]:
    pieces = prodigy.write(iter(found), exporting or Exporting(DEFAULT_SCHEME))
    return [json.loads(piece.data) for piece in pieces]


def test_all_annotators_of_a_text_share_its_hash_and_no_task_is_another() -> None:
    layer = layers_of_seeds()[0]
    names = ("example", "bob", "carol")
    rows = written(*(replace(layer, annotator=Annotator(name)) for name in names))
    assert {row["_input_hash"] for row in rows} == {input_hash(layer.article.text)}
    assert len({row["_task_hash"] for row in rows}) == len(rows)
    assert [row["_annotator_id"] for row in rows] == list(names)


@pytest.mark.parametrize(
    ("text", "hashed"),
    # Of a file that Prodigy itself wrote.
    [("Reciclaje aceite de cocina", 1918924457), ("Hola!.", 1627876553)],
)
def test_a_text_has_the_hash_that_prodigy_gives_it(text: str, hashed: int) -> None:
    assert input_hash(text) == hashed


def test_a_line_is_what_prodigy_writes_itself() -> None:
    of = article("It cost 6pm. “No”", title="T", source="a.txt")
    layer = Layer(
        of,
        Annotator("alice"),
        Status.DONE,
        (annotation(of, 8, 9, "number", 1), annotation(of, 13, 17, "quote", 2)),
    )
    (row,) = written(layer)
    assert {key: row[key] for key in ("text", "answer", "_view_id", "_is_binary")} == {
        "text": of.text,
        "answer": "accept",
        "_view_id": "spans_manual",
        "_is_binary": False,
    }
    assert row["meta"] == {"id": of.id, "title": "T", "source": "a.txt"}
    assert row["tokens"][:4] == [
        {"text": "It", "start": 0, "end": 2, "id": 0, "ws": True},
        {"text": "cost", "start": 3, "end": 7, "id": 1, "ws": True},
        {"text": "6", "start": 8, "end": 9, "id": 2, "ws": False},
        {"text": "pm", "start": 9, "end": 11, "id": 3, "ws": False},
    ]
    places = [
        {
            key: span[key]
            for key in ("start", "end", "token_start", "token_end", "label")
        }
        for span in row["spans"]
    ]
    assert places == [
        {"start": 8, "end": 9, "token_start": 2, "token_end": 2, "label": "number"},
        {"start": 13, "end": 17, "token_start": 5, "token_end": 7, "label": "quote"},
    ]


def test_links_are_relations_where_both_ends_are_in_the_line() -> None:
    of = article(TEXT)
    one, two = annotation(of, 0, 3, number=1), annotation(of, 4, 9, number=2)
    links = tuple(
        Link(rev, rev, None, "alice", "denies", one.id, target)
        for rev, target in ((pack(MS, 8), two.id), (pack(MS, 9), pack(MS, 77)))
    )
    layer = Layer(of, Annotator("alice"), Status.DONE, (one, two), (), links)
    exporting = Exporting(DEFAULT_SCHEME)
    (row,) = written(layer, exporting=exporting)
    (relation,) = row["relations"]
    assert (relation["head"], relation["child"], relation["label"]) == (0, 1, "denies")
    assert not exporting.losses.counted()
    (back,) = rows_read(row)
    assert back.links == links


def test_an_article_without_annotator_is_no_task_and_is_counted() -> None:
    exporting = Exporting(DEFAULT_SCHEME)
    assert not written(Layer(article(TEXT), None), exporting=exporting)
    assert exporting.losses.counted() == {"articles without annotations": 1}


def test_a_span_is_where_its_tokens_are_whatever_the_alignment() -> None:
    of = article("It cost 60,000pm.")
    layer = Layer(of, Annotator("alice"), annotations=(annotation(of, 9, 16),))
    wanted = {
        Alignment.SPLIT: ["0,000pm"],
        Alignment.STRICT: [],
        Alignment.CONTRACT: ["pm"],
        Alignment.EXPAND: ["60,000pm"],
    }
    for alignment, quotes in wanted.items():
        exporting = Exporting(DEFAULT_SCHEME, alignment=alignment)
        (row,) = written(layer, exporting=exporting)
        assert [span["text"] for span in row["spans"]] == quotes
        for span in row["spans"]:
            inside = row["tokens"][span["token_start"] : span["token_end"] + 1]
            assert (inside[0]["start"], inside[-1]["end"]) == (
                span["start"],
                span["end"],
            )
        assert bool(exporting.losses.counted()) == (alignment is not Alignment.SPLIT)


@given(corpora())
@settings(max_examples=150, deadline=None)
def test_layers_come_back_from_prodigy_as_they_went(drawn: tuple[Layer, ...]) -> None:
    rows = written(*drawn)
    assert rows_read(*rows) == list(drawn)
    for row in rows:
        for token in row["tokens"]:
            assert row["text"][token["start"] : token["end"]] == token["text"]
        text = "".join(each["text"] + " " * each["ws"] for each in row["tokens"])
        assert text == row["text"]


def rows_read(*rows: object, importing: Importing | None = None) -> list[Layer]:
    importing = importing or Importing()
    text = "\n".join(json.dumps(row) for row in rows)
    found = list(prodigy.read(source_of(text), importing))
    assert not importing.problems
    return found


def task(*spans: dict, **more: object) -> dict[str, object]:
    return {
        "text": TEXT,
        "_input_hash": 1,
        "_task_hash": 2,
        "spans": list(spans),
        "_annotator_id": "news-alice",
        "_session_id": "news-alice",
        "answer": "accept",
        **more,
    }


MAYOR = {"start": 4, "end": 9, "label": "claim"}
NO = {"start": 15, "end": 17, "label": "denial"}


def said(rows: tuple[Annotation, ...]) -> list[tuple[str, str]]:
    return [(row.quote, row.label) for row in rows]


@pytest.mark.parametrize(
    ("rows", "accepted", "rejected", "status"),
    [
        ([task(MAYOR, NO)], [("mayor", "claim"), ("no", "denial")], [], Status.DONE),
        ([task(MAYOR, answer="reject")], [], [("mayor", "claim")], Status.DONE),
        ([task(MAYOR, answer="ignore")], [], [], Status.SKIPPED),
        ([task(MAYOR, answer=None)], [("mayor", "claim")], [], Status.TODO),
        (
            [task(MAYOR), task(NO, answer="reject"), task(answer="ignore")],
            [("mayor", "claim")],
            [("no", "denial")],
            Status.DONE,
        ),
        (
            [task({**MAYOR, "answer": "reject"}, {**NO, "answer": "accept"})],
            [("no", "denial")],
            [("mayor", "claim")],
            Status.DONE,
        ),
        (
            [task({**MAYOR, "answer": "ignore"}, NO)],
            [("no", "denial")],
            [],
            Status.DONE,
        ),
        (
            [task({"start": 4, "end": 9, "label": None}, label="ORG")],
            [("mayor", "ORG")],
            [],
            Status.DONE,
        ),
        (
            [task({**MAYOR, "id": 7, "score": -3.2, "source": "en_core_web_sm"})],
            [("mayor", "claim")],
            [],
            Status.DONE,
        ),
        ([task(MAYOR), task(MAYOR)], [("mayor", "claim")], [], Status.DONE),
        ([task(spans=None, tokens=None)], [], [], Status.DONE),
    ],
)
def test_the_answers_of_real_files_are_understood(
    rows: list[object],
    accepted: list[tuple[str, str]],
    rejected: list[tuple[str, str]],
    status: Status,
) -> None:
    (layer,) = rows_read(*rows)
    assert layer.annotator == Annotator("news-alice", AnnotatorKind.HUMAN)
    assert said(layer.annotations) == accepted
    assert said(layer.rejected) == rejected
    assert {row.answer for row in layer.rejected} <= {Answer.REJECT}
    assert layer.status is status


@pytest.mark.parametrize("session", [None, "", "2023-07-25_14-50-21"])
def test_who_gave_no_name_is_whoever_the_import_was_told(session: str | None) -> None:
    row = task(MAYOR, _annotator_id=session, _session_id=session)
    importing = Importing()
    assert not list(prodigy.read(source_of(json.dumps(row)), importing))
    assert [str(each) for each in importing.problems] == [
        "line 1, _annotator_id: names nobody, but there are spans; use --annotator"
    ]
    (layer,) = rows_read(row, row, importing=Importing(annotator="bob"))
    assert layer.annotator == Annotator("bob")


def test_the_same_text_of_two_annotators_is_two_layers_of_one_article() -> None:
    one, two = rows_read(task(MAYOR), task(NO, _annotator_id="news-bob"))
    assert one.article == two.article
    assert {one.annotator, two.annotator} == {
        Annotator("news-alice"),
        Annotator("news-bob"),
    }


def test_what_the_task_says_of_the_text_goes_with_the_article() -> None:
    (layer,) = rows_read(task(meta={"title": "No", "url": "https://x.org/1", "n": 3}))
    assert (layer.article.title, layer.article.source) == ("No", "https://x.org/1")
    assert json.loads(layer.article.meta) == {
        "title": "No",
        "url": "https://x.org/1",
        "n": 3,
    }


def test_relations_between_spans_are_links_and_others_are_noted() -> None:
    importing = Importing()
    relation = {"head_span": MAYOR, "child_span": NO, "label": "denies", "head": 1}
    token = {"head": 0, "child": 2, "label": "denies"}
    (layer,) = rows_read(
        task(MAYOR, NO, relations=[relation, relation, token]), importing=importing
    )
    (link,) = layer.links
    mayor, no = layer.annotations
    assert (link.kind, link.source, link.target) == ("denies", mayor.id, no.id)
    assert [str(each) for each in importing.notes] == [
        "line 1, relations[1]: stands twice",
        "line 1, relations[2]: is no link between two spans; left out",
    ]


def test_relations_of_a_kind_that_the_database_lacks_are_noted_and_left_out() -> None:
    relation = {"head_span": MAYOR, "child_span": NO, "label": "REASON"}
    importing = Importing(link_kinds=["denies"])
    (layer,) = rows_read(task(MAYOR, NO, relations=[relation]), importing=importing)
    assert not layer.links
    assert [str(each) for each in importing.notes] == [
        "line 1, relations[0].label: 'REASON' is no kind of link; left out"
    ]


def test_a_text_with_other_line_ends_has_its_spans_where_they_are() -> None:
    row = task({"start": 7, "end": 9, "label": "claim"}, text="\ufeffOne\r\n\r\ntwo")
    (layer,) = rows_read(row)
    assert layer.article.text == "One\n\ntwo"
    assert layer.annotations[0].span == Span(4, 6)


def test_spans_of_another_version_of_a_known_article_are_carried_over() -> None:
    known = article("By A. Reporter\n\nThe mayor said no. He left.")
    row = {
        **task(MAYOR, text="The mayor said no. He  left."),
        "meta": {"id": known.id},
    }
    layer = Layer(known, None)
    importing = Importing(known=Articles([layer]))
    (found,) = rows_read(row, importing=importing)
    assert found.article == known
    assert found.annotations[0].quote == "mayor"


TOKENS = [
    {"text": TEXT[start:end], "start": start, "end": end, "id": number}
    for number, (start, end) in enumerate(
        [(0, 3), (4, 9), (10, 14), (15, 17), (17, 18)]
    )
]
LOWER = [{**each, "text": each["text"].lower()} for each in TOKENS]
PIECES = [{"text": "##yor", "start": 6, "end": 9, "id": 0}]
FROM_SEVEN = [{**each, "id": each["id"] + 7} for each in TOKENS]


def edges(first: object, last: object, **more: object) -> dict[str, object]:
    return {**MAYOR, "token_start": first, "token_end": last, **more}


DOUBT = "; mend them, or take `tokens` out of the task if the span is right"
PROVEN = "; the span is placed by its text"


@pytest.mark.parametrize(
    ("tokens", "span", "problems", "notes"),
    [
        (TOKENS, edges(1, 1), [], []),
        (TOKENS, MAYOR, [], []),
        (None, edges(99, 99), [], []),
        ([], edges(99, 99), [], []),
        (LOWER, edges(1, 1), [], []),
        (PIECES, MAYOR, [], []),
        ([{**TOKENS[1], "text": "[UNK]"}], MAYOR, [], []),
        (FROM_SEVEN, edges(8, 8), [], []),
        ([{"text": "a token without offsets"}], edges(0, 0), [], []),
        (
            TOKENS,
            edges(1, 3),
            ["spans[0].token_end: 3 stands at 15-17, but the span ends at 9" + DOUBT],
            [],
        ),
        (
            TOKENS,
            edges(0, 1),
            ["spans[0].token_start: 0 stands at 0-3, but the span begins at 4" + DOUBT],
            [],
        ),
        (
            TOKENS,
            edges(5, -1),
            [
                "spans[0].token_start: 5 is none of the 5 tokens" + DOUBT,
                "spans[0].token_end: -1 is none of the 5 tokens" + DOUBT,
            ],
            [],
        ),
        (
            TOKENS,
            edges(5, 1, text="mayor"),
            [],
            ["spans[0].token_start: 5 is none of the 5 tokens" + PROVEN],
        ),
        (
            TOKENS,
            edges(1, 1, start=5),
            [],
            ["spans[0].token_start: 1 has the edge 5 inside it; kept so"],
        ),
        (
            TOKENS,
            edges("1", 1),
            ["spans[0].token_start: is text, where a whole number is needed"],
            [],
        ),
        (
            [TOKENS[0], {**TOKENS[1], "text": "major"}],
            edges(1, 1),
            [
                "spans[0].start: 4-9 is in doubt: tokens[1].text is 'major', but the "
                "text has 'mayor' at 4-9" + DOUBT
            ],
            ["tokens[1].text: is 'major', but the text has 'mayor' at 4-9"],
        ),
        (
            [
                {"text": "Ah", "start": -3, "end": 0, "id": 0},
                {**TOKENS[3], "text": "yes"},
            ],
            MAYOR,
            [],
            ["tokens[0].text: is 'Ah', but the text has '' at -3-0; and 1 more"],
        ),
        (
            [TOKENS[0], {**TOKENS[1], "text": "major"}],
            edges(1, 1, text="mayor"),
            [],
            ["tokens[1].text: is 'major', but the text has 'mayor' at 4-9"],
        ),
    ],
)
def test_tokens_that_contradict_the_text_or_a_span_are_told_of(
    tokens: object, span: dict[str, object], problems: list[str], notes: list[str]
) -> None:
    importing = Importing()
    row = task(span, tokens=tokens)
    (layer,) = prodigy.read(source_of(json.dumps(row)), importing)
    assert list(map(str, importing.problems)) == [f"line 1, {p}" for p in problems]
    assert list(map(str, importing.notes)) == [f"line 1, {n}" for n in notes]
    assert len(layer.annotations) == (not problems or "where a whole" in problems[0])


def test_the_token_after_the_last_is_understood_and_told_once() -> None:
    importing = Importing()
    no = {**NO, "token_start": 3, "token_end": 4}
    point = {"start": 17, "end": 18, "label": "claim", "token_start": 4, "token_end": 5}
    row = task(edges(1, 2), no, point, tokens=TOKENS)
    (layer,) = rows_read(row, importing=importing)
    assert [each.quote for each in layer.annotations] == ["mayor", "no", "."]
    assert [str(each) for each in importing.notes] == [
        "line 1, spans[0].token_end: 2 is the token after the last; read so"
    ]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"image": "a.png"}, "text: is missing"),
        (task(text=""), "text: is empty"),
        (task(text=3), "text: is a whole number"),
        (task(answer="maybe"), "answer: is 'maybe'; known are accept, reject, ignore"),
        (task(_annotator_id="a\nb"), "annotator: The name of the annotator holds"),
        (
            task({"start": 4, "end": 99, "label": "claim"}),
            "spans[0].end: 99 is outside",
        ),
        (task({"start": -4, "end": 9, "label": "claim"}), "spans[0].start: -4 is"),
        (task({"start": 9, "end": 4, "label": "claim"}), "spans[0].end: is not after"),
        (task({"end": 4, "label": "claim"}), "spans[0].start: is missing"),
        (task({"start": 4, "end": 9}), "spans[0].label: needs 1 to 64"),
        (
            task({**MAYOR, "label": "a\x1bb"}),
            "spans[0].label: 'a\\x1bb' holds a control",
        ),
        (task({**MAYOR, "text": "major"}), "spans[0].text: is 'major', but"),
        (task({**MAYOR, "answer": 1}), "spans[0].answer: is a whole number"),
        (task(spans={}), "spans: is an object, where a list"),
        (task(spans=[3]), "spans[0]: is a whole number"),
        (task(relations=[{"head_span": MAYOR}]), "relations[0].label: is missing"),
        (task(annotate='{"status":"x"}'), "annotate.status: is 'x'; known are todo"),
        (task(annotate='{"kind":"x"}'), "annotate.kind: is 'x'; known are human"),
        (task(annotate="x"), "annotate: is not the text of a JSON object"),
        (3, "is no JSON object"),
    ],
)
def test_what_is_wrong_with_a_task_is_told_with_its_place(
    row: object, says: str
) -> None:
    importing = Importing()
    for _ in prodigy.read(source_of(json.dumps(row)), importing):
        pass
    assert any(str(each).startswith("line 1") for each in importing.problems)
    assert any(says in str(each) for each in importing.problems), importing.problems


def test_prodigys_files_are_told_from_native_ones(tmp_path: Path) -> None:
    ours = tmp_path / "a.jsonl"
    ours.write_bytes(
        b"".join(
            piece.data
            for piece in prodigy.write(
                iter(layers_of_seeds()), Exporting(DEFAULT_SCHEME)
            )
        )
    )
    theirs = tmp_path / "b.jsonl"
    theirs.write_text('{"text":"a","_input_hash":1,"_task_hash":2}\n')
    bare = tmp_path / "d.jsonl"
    bare.write_text('{"text": "a", "spans": [], "answer": "accept"}\n')
    native = tmp_path / "c.jsonl"
    native.write_text('{"schema":"annotate/1","text":"a"}\n')
    paths = (ours, theirs, bare, native)
    found = [for_source(Source(path.name, path)) for path in paths]
    assert found == [load("prodigy")] * 3 + [load("jsonl")]
