from __future__ import annotations

import json
from operator import itemgetter

import pytest
from format_cases import MS, Articles, annotation, article
from hostile_layers import corpora
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.formats import UnknownFormat, load
from annotate.formats.importing import Importing
from annotate.formats.jsonl import BadJsonText, dump, parse, read_lines, row_of
from annotate.formats.jsonl_line import SCHEMA, layer_of
from annotate.formats.jsontext import canonical_object, dumps, quoted
from annotate.formats.renaming import with_annotator, with_kind, with_labels
from annotate.ids import pack
from annotate.model import (
    Annotation,
    Annotator,
    AnnotatorKind,
    Answer,
    Article,
    Layer,
    Link,
    Span,
    Status,
    article_id,
)
from annotate.text.clean import clean, clean_title, guess_title, portable_source

HOSTILE = st.text(
    st.one_of(
        st.sampled_from(
            'ab .\n\t\x1b[31m\x7f\x85\x9b\u2028\u2029\u202e\u200d🙂👩e\u0301中عไ"\\[/]{'
        ),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=30,
)
ROW_KEYS = [
    "schema", "id", "title", "source", "text", "annotator", "kind", "status",
    "offset_unit", "spans", "rejected", "links", "meta",
]  # fmt: skip
SPAN_KEYS = [
    "id", "start", "end", "label", "text", "note", "attributes", "origin", "score",
    "created",
]  # fmt: skip


def line(**fields: object) -> str:
    return json.dumps({"text": "The mayor said no.", "annotator": "alice", **fields})


def span(**fields: object) -> dict[str, object]:
    return {"start": 4, "end": 9, "label": "claim", "text": "mayor", **fields}


@st.composite
def layers(draw: st.DrawFn) -> Layer:
    text = clean(draw(HOSTILE.filter(lambda text: bool(clean(text).strip()))))
    of = Article(
        article_id(text),
        clean_title(draw(HOSTILE)) or guess_title(text),
        text,
        portable_source(draw(st.sampled_from(["", "a/b.txt", "https://x.org/\u2028"]))),
        canonical_object(
            json.dumps(draw(st.dictionaries(HOSTILE, HOSTILE, max_size=2)))
        ),
    )
    numbers = iter(range(1, 99))

    def rows(answer: Answer) -> tuple[Annotation, ...]:
        found = {}
        for _ in range(draw(st.integers(0, 4))):
            start = draw(st.integers(0, len(text) - 1))
            end = draw(st.integers(start + 1, len(text)))
            label = draw(st.sampled_from(["claim", "quote", "number", "denial"]))
            found[start, end, label] = annotation(
                of,
                start,
                end,
                label,
                next(numbers),
                note=clean(draw(HOSTILE)),
                attributes=canonical_object(
                    json.dumps(draw(st.dictionaries(HOSTILE, HOSTILE, max_size=2)))
                ),
                origin=clean(draw(HOSTILE)),
                score=draw(st.none() | st.floats(0, allow_infinity=False)),
                answer=answer,
            )
        return tuple(
            sorted(
                found.values(),
                key=lambda row: (row.span.start, -row.span.end, row.label, row.id),
            )
        )

    accepted, rejected = rows(Answer.ACCEPT), rows(Answer.REJECT)
    links: tuple[Link, ...] = ()
    if len(accepted) > 1:
        rev = pack(MS + 99, 99)
        ends = accepted[0].id, accepted[1].id
        links = (Link(rev, rev, None, "alice", "denies", *ends),)
    kind = draw(st.sampled_from(AnnotatorKind))
    return Layer(
        of,
        Annotator("alice", kind),
        draw(st.sampled_from(Status)),
        accepted,
        rejected,
        links,
    )


@given(layers())
@settings(max_examples=150)
def test_a_layer_comes_back_as_it_went(layer: Layer) -> None:
    text = dump(layer)
    assert parse(text, 1) == (layer, ())
    assert dump(layer) == text


@given(layers() | corpora().map(itemgetter(0)))
@settings(max_examples=200)
def test_a_line_is_the_text_of_its_object(layer: Layer) -> None:
    assert dump(layer) == dumps({"schema": SCHEMA, **row_of(layer)})


@given(st.text(st.characters() | st.sampled_from("\x00\x1f\x7f\x80\x9f\u2028\ud800")))
def test_a_text_is_quoted_as_an_object_would_have_it(text: str) -> None:
    assert quoted(text) == dumps(text)
    assert json.loads(quoted(text)) == text


@pytest.mark.parametrize("score", [float("nan"), float("inf"), 1e308, 5e-324, 0, 3])
def test_a_line_has_a_score_as_its_object_has_it(score: float) -> None:
    of = article("The mayor said no.")
    layer = Layer(
        of, Annotator("alice"), annotations=(annotation(of, 4, 9, score=score),)
    )
    try:
        expected = dumps({"schema": SCHEMA, **row_of(layer)})
    except ValueError as error:
        with pytest.raises(ValueError, match=str(error)):
            dump(layer)
    else:
        assert dump(layer) == expected


@given(layers())
@settings(max_examples=60)
def test_a_row_is_one_safe_line_with_every_key_and_no_null(layer: Layer) -> None:
    text = dump(layer)
    assert len(text.splitlines()) == 1
    assert not {chr(code) for code in [*range(32), *range(127, 160)]} & set(text)
    row = json.loads(text)
    assert list(row) == ROW_KEYS
    for each in (*row["spans"], *row["rejected"]):
        assert list(each) == SPAN_KEYS
        assert row["text"][each["start"] : each["end"]] == each["text"]
    assert "null" not in json.dumps(
        {**row, "text": "", "title": "", "meta": "", "spans": [], "rejected": []}
    )
    assert all(
        value is not None
        for each in (*row["spans"], *row["rejected"], *row["links"], row)
        for value in each.values()
    )


def test_a_row_reads_as_the_design_writes_it() -> None:
    of = article("The mayor said no.", title="No", source="a.txt", meta='{"b":1}')
    row = annotation(of, 4, 9, number=0, attributes='{ "z": 1, "a": "é" }', score=0.5)
    layer = Layer(of, Annotator("alice"), Status.DONE, (row,))
    assert dump(layer) == (
        '{"schema":"annotate/1","id":"' + of.id + '","title":"No","source":"a.txt",'
        '"text":"The mayor said no.","annotator":"alice","kind":"human",'
        '"status":"done","offset_unit":"codepoint","spans":[{"id":"' + row.id + '",'
        '"start":4,"end":9,"label":"claim","text":"mayor","note":"",'
        '"attributes":"{\\"a\\":\\"é\\",\\"z\\":1}","origin":"","score":0.5,'
        '"created":"2026-01-05T09:00:00.000Z"}],"rejected":[],"links":[],'
        '"meta":"{\\"b\\":1}"}'
    )


def test_an_article_that_nobody_annotated_has_a_row_without_annotator() -> None:
    layer = Layer(article("No one was here."), None)
    row = json.loads(dump(layer))
    assert (row["annotator"], row["kind"], row["status"]) == ("", "", "todo")
    assert parse(dump(layer), 1) == (layer, ())


def test_attributes_that_are_no_json_are_an_error_and_not_a_broken_file() -> None:
    of = article("The mayor said no.")
    row = annotation(of, 4, 9, attributes="{broken")
    with pytest.raises(BadJsonText, match="annotate check"):
        dump(Layer(of, Annotator("alice"), annotations=(row,)))


def test_the_shortest_line_is_a_text() -> None:
    layer, problems = parse('{"text": "Hello world"}', 1)
    assert not problems
    assert layer == Layer(article("Hello world", title="Hello world"), None)


def test_attributes_may_be_an_object_instead_of_its_text() -> None:
    layer, _ = parse(line(spans=[span(attributes={"z": 1, "a": "é"})]), 1)
    assert layer is not None
    assert layer.annotations[0].attributes == '{"a":"é","z":1}'


def test_what_is_missing_is_made_the_same_at_every_import() -> None:
    text = line(spans=[span(), span(label="quote", created="2026-01-05T09:00:00Z")])
    layer, problems = parse(text, 1)
    assert not problems
    assert layer is not None
    assert parse(text, 7) == (layer, ())
    claim, quote = layer.annotations
    assert claim.id != quote.id
    row = json.loads(dump(layer))["spans"]
    assert row[0]["created"] == ""
    assert row[1]["created"] == "2026-01-05T09:00:00.000Z"
    assert parse(dump(layer), 1) == (layer, ())
    as_it_was = dump(layer).replace(
        '"created":""', '"created":"1970-01-01T00:00:00.000Z"'
    )
    assert parse(as_it_was, 1) == (layer, ())
    assert (claim.rev, claim.prev, claim.attributes) == (claim.id, None, "{}")
    assert (claim.score, claim.note, claim.origin) == (None, "", "")


@pytest.mark.parametrize(
    ("text", "start", "end", "quote", "mapped"),
    [
        ("a\r\nbc", 3, 5, "bc", (2, 4)),
        ("a\r\nbc", 0, 4, "a\r\nb", (0, 3)),
        ("a\r\nbc", 0, 4, "a\nb", (0, 3)),
        ("\ufeffab", 1, 3, "ab", (0, 2)),
        ("a\rb", 2, 3, "b", (2, 3)),
        ("a\0b", 1, 2, "\0", (1, 2)),
    ],
)
def test_offsets_of_a_text_that_gets_cleaned_are_mapped(
    text: str, start: int, end: int, quote: str, mapped: tuple[int, int]
) -> None:
    row = {"start": start, "end": end, "label": "claim", "text": quote}
    layer, problems = parse(line(text=text, spans=[row]), 1)
    assert not problems
    assert layer is not None
    (found,) = layer.annotations
    assert found.span == Span(*mapped)
    assert layer.article.text == clean(text)
    assert found.quote == layer.article.quote(found.span)


@pytest.mark.parametrize(("unit", "start", "end"), [("utf16", 3, 6), ("utf8", 5, 8)])
def test_other_units_are_counted(unit: str, start: int, end: int) -> None:
    row = {"start": start, "end": end, "label": "claim", "text": "yes"}
    layer, problems = parse(line(text="🙂 yes", offset_unit=unit, spans=[row]), 1)
    assert not problems
    assert layer is not None
    assert layer.annotations[0].span == Span(2, 5)


ID = pack(MS, 1)


@pytest.mark.parametrize(
    ("text", "field", "says"),
    [
        ("{", "", "is not JSON"),
        ("[1]", "", "no JSON object"),
        ("null", "", "no JSON object"),
        ('{"text": NaN}', "", "NaN"),
        ("[" * 100_000, "", "nested too deeply"),
        ("{}", "text", "is missing"),
        (line(text=7), "text", "is a whole number, where text is needed"),
        (line(text=None), "text", "is null"),
        (line(text=" \n"), "text", "is empty"),
        (line(schema="annotate/2"), "schema", "'annotate/1'"),
        (line(id="0" * 32), "id", "not the hash"),
        (line(spnas=[]), "spnas", "did you mean 'spans'?"),
        (line(kind="robot"), "kind", "human, model, gold"),
        (line(status="open"), "status", "todo, doing, done, skipped"),
        (line(offset_unit="inch"), "offset_unit", "codepoint"),
        (line(annotator="a\nb"), "annotator", "control character"),
        (line(annotator="", spans=[span()]), "annotator", "--annotator"),
        (line(annotator="", status="done"), "annotator", "--annotator"),
        (line(meta="[1]"), "meta", "JSON object"),
        (line(meta='{"a": NaN}'), "meta", "NaN"),
        (line(meta='{"a": 1e999}'), "meta", "JSON object"),
        (line(meta={"a": 1}).replace("1}", "1e999}"), "meta", "JSON object"),
        (line(meta=[1]), "meta", "is a list"),
        (line(spans={}), "spans", "a list is needed"),
        (line(spans=[7]), "spans[0]", "an object is needed"),
        (line(spans=[span(), span(start=-1)]), "spans[1].start", "outside the text"),
        (line(spans=[span(end=99)]), "spans[0].end", "outside the text"),
        (line(spans=[span(start=9, end=4)]), "spans[0].end", "not after the start"),
        (line(spans=[span(start=4, end=4)]), "spans[0].end", "not after the start"),
        (line(spans=[span(start=True)]), "spans[0].start", "is true or false"),
        (line(spans=[span(start=4.0)]), "spans[0].start", "is a number"),
        (line(spans=[span(start="4")]), "spans[0].start", "is text"),
        (line(spans=[{"end": 3, "label": "claim"}]), "spans[0].start", "is missing"),
        (line(spans=[span(text="major")]), "spans[0].text", ("'major', but the article "
         "has 'mayor' at 4-9")),
        (line(spans=[span(label="")]), "spans[0].label", "1 to 64"),
        (line(spans=[span(label="a\x1b")]), "spans[0].label", "control"),
        (line(spans=[{"start": 0, "end": 3}]), "spans[0].label", "is missing"),
        (line(spans=[span(label=["claim"])]), "spans[0].label", "is a list"),
        (line(spans=[span(id="7")]), "spans[0].id", "no UUIDv7"),
        (line(spans=[span(id=7)]), "spans[0].id", "is a whole number"),
        (line(spans=[span(id=pack(2**48 - 1, 0))]), "spans[0].id", "9999"),
        (line(spans=[span(score=True)]), "spans[0].score", "is true or false"),
        (line(spans=[span(score=-0.5)]), "spans[0].score", "0 or more"),
        (line(spans=[span(score=10**400)]), "spans[0].score", "0 or more"),
        (line(spans=[span(note=None)]), "spans[0].note", "is null"),
        (line(spans=[span(attributes="nope")]), "spans[0].attributes", "JSON object"),
        (line(spans=[span(created="monday")]), "spans[0].created", "no time"),
        (line(spans=[span(created="2026-01-05T09:00:00")]), "spans[0].created", "zone"),
        (line(spans=[span(id=ID, created="2026-01-05T09:00:01Z")]),
         "spans[0].created", "not the time of the id"),
        (line(spans=[span(lable="claim")]), "spans[0].lable", "'label'"),
        (line(rejected=[span(end=99)]), "rejected[0].end", "outside"),
        (line(links=[{"kind": "denies", "source": ID, "target": "x"}]),
         "links[0].target", "not the id of an annotation"),
        (line(links=[{"kind": "denies", "source": ID, "target": ID}]),
         "links[0].target", "the source itself"),
        (line(links=[{"source": ID, "target": pack(MS, 2)}]),
         "links[0].kind", "missing"),
        (line(text="\ufeffa", spans=[{"start": 0, "end": 1, "label": "claim"}]),
         "spans[0].start", "byte order mark"),
        (line(text="🙂", offset_unit="utf16",
              spans=[{"start": 0, "end": 1, "label": "claim"}]),
         "spans[0].end", "inside a character"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named_with_its_line(text: str, field: str, says: str) -> None:
    layer, problems = parse(text, 3)
    assert layer is None
    assert {each.line for each in problems} == {3}
    assert field in {each.field for each in problems}
    assert any(says in str(each) for each in problems if each.field == field)


@pytest.mark.parametrize(
    "text",
    [
        line(annotator="a\nb", spans=[span()]),
        line(text=None, spans=[span()]),
        line(text="", spans=[span()]),
        json.dumps({"annotator": "bob", "spans": [span()]}),
    ],
)
def test_what_follows_from_a_wrong_field_is_not_told_too(text: str) -> None:
    assert len(parse(text, 1)[1]) == 1


def test_rows_of_others_are_told_how_to_become_articles() -> None:
    _, problems = parse('{"body": "The mayor said no.", "date": "2026-01-05"}', 1)
    assert [each.field for each in problems] == ["body"]
    assert "--text-column" in problems[0].message


def test_spans_of_another_version_of_a_known_article_are_placed_in_it() -> None:
    known = Layer(article("The mayor said no. So did they.", title="t"), None)
    text = "INTRO. The mayor said no.  So did they."
    start = text.index("said no")
    marked = {"start": start, "end": start + 7, "label": "claim", "text": "said no"}
    row = {"id": known.article.id, "text": text, "annotator": "bob", "spans": [marked]}
    importing = Importing(known=Articles([known]))
    layer = layer_of(json.dumps(row), importing.at(1))
    assert layer is not None
    assert layer.article == known.article
    assert [each.quote for each in layer.annotations] == ["said no"]
    assert "another version" in str(importing.notes[0])
    gone = {"start": 0, "end": 5, "label": "claim"}
    assert layer_of(json.dumps(row | {"spans": [gone]}), importing.at(2)) is None
    assert "is not in article" in str(importing.problems[0])


def test_all_wrong_fields_of_a_line_are_told_at_once() -> None:
    _, problems = parse(line(status="x", kind="y", spans=[span(end=99)]), 1)
    assert [each.field for each in problems] == ["kind", "status", "spans[0].end"]


def test_a_file_is_read_with_bom_blank_lines_and_either_line_end() -> None:
    rows = [line(annotator=name) for name in ("alice", "bob")]
    data = b"\xef\xbb\xbf" + "\r\n\n".join(rows).encode()
    found, problems = read_lines(data.splitlines(keepends=True))
    assert not problems
    assert [layer.annotator.id for layer in found if layer.annotator] == [
        "alice",
        "bob",
    ]
    assert found[0].article is found[1].article


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (line().encode()[:-9], "line 1: breaks off and is not JSON"),
        (line().encode() + b"}", "line 1: is not JSON (Extra data"),
        (line().encode()[:-9] + b"\n", "line 1: is not JSON ("),
        (
            f"{line()}\n".replace(
                '"text"', '"title": "a", "title": "b", "text"'
            ).encode(),
            "line 1: is not JSON (the key 'title' stands twice in one object)",
        ),
        (b"\xff\n", "line 1: is not UTF-8 (byte 0 of the line)"),
        (
            f"{line()}\n{line()}\n".encode(),
            "line 2, id: the same article and annotator",
        ),
        (f"{line(spans=[span(), span()])}\n".encode(), "line 1, spans:"),
        (
            f"{line(spans=[span(id=ID)])}\n"
            f"{line(annotator='bob', rejected=[span(id=ID)])}\n".encode(),
            f"line 2, rejected: {ID} stands twice (first on line 1)",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_told(data: bytes, says: str) -> None:
    _, problems = read_lines(data.splitlines(keepends=True))
    assert [says for each in problems if says in str(each)], problems


def test_work_of_nobody_gets_the_annotator_who_is_named() -> None:
    data = line(annotator="", spans=[span()]).encode()
    found, problems = read_lines([data], annotator="bob")
    assert not problems
    assert found[0].annotator == Annotator("bob")
    assert found[0].annotations[0].annotator == "bob"


def test_a_file_under_another_name_gets_other_ids_and_keeps_its_links() -> None:
    of = article("The mayor said no.")
    one, two = annotation(of, 0, 3, number=1), annotation(of, 4, 9, number=2)
    rev = pack(MS, 9)
    link = Link(rev, rev, None, "alice", "denies", one.id, two.id)
    mine = Layer(of, Annotator("alice"), annotations=(one, two), links=(link,))
    (copied,) = with_annotator([mine], "bob")
    assert copied.annotator == Annotator("bob")
    first, second = copied.annotations
    assert not {one.id, two.id} & {first.id, second.id}
    assert {first.annotator, second.annotator} == {"bob"}
    assert (copied.links[0].source, copied.links[0].target) == (first.id, second.id)
    assert copied.links[0].id != link.id
    assert with_annotator([mine], "bob") == (copied,)
    assert with_annotator([mine], "alice") == (mine,)


def test_labels_and_kinds_are_replaced() -> None:
    of = article("The mayor said no.")
    layer = Layer(of, Annotator("alice"), annotations=(annotation(of, 0, 3),))
    (found,) = with_labels([layer], {"claim": "quote", "denial": "claim"})
    assert found.annotations[0].label == "quote"
    (found,) = with_kind([layer], AnnotatorKind.MODEL)
    assert found.annotator == Annotator("alice", AnnotatorKind.MODEL)


def test_an_unknown_format_is_told_with_the_known_ones() -> None:
    with pytest.raises(UnknownFormat, match="jsonl"):
        load("brot")
