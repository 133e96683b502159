from __future__ import annotations

from collections import Counter
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

from annotate.formats import conll, for_source, load
from annotate.formats.contract import Alignment, Exporting
from annotate.formats.importing import Importing
from annotate.ids import pack
from annotate.model import (
    Annotation,
    Annotator,
    AnnotatorKind,
    Answer,
    Layer,
    Link,
    Span,
    Status,
)
from annotate.scheme import DEFAULT_SCHEME

if TYPE_CHECKING:
    from collections.abc import Sequence

OVERLAP = "spans dropped that overlap another of their label"
BLANK = "spans dropped that are white space alone"
MOVED = "spans moved to the borders of tokens"
HIDDEN = "control characters shown as U+FFFD in tokens"

TWO_COLUMNS = """\
EU B-ORG
rejects O
German B-MISC
call O

New I-LOC
York I-LOC
. O
"""


def written(*found: Layer, exporting: Exporting | None = None) -> str:
    pieces = conll.write(iter(found), exporting or Exporting(DEFAULT_SCHEME))
    return b"".join(piece.data for piece in pieces).decode()


def rows_of(text: str) -> list[str]:
    """The rows without comments, the first document's mark and its blank line."""
    lines = [line for line in text.split("\n") if not line.startswith("# ")]
    return lines[lines.index("-DOCSTART-\tO\tO\tO\tO") + 2 :]


def read(text: str | bytes, importing: Importing | None = None) -> list[Layer]:
    importing = importing or Importing(annotator="bob")
    found = list(conll.read(source_of(text), importing))
    assert not importing.problems
    return found


def said(layer: Layer) -> list[tuple[str, str]]:
    return [(row.quote, row.label) for row in layer.annotations]


def test_spans_of_two_labels_stand_in_two_columns() -> None:
    of = article("He said “10 or 6pm”.\nNo.")
    layer = Layer(
        of,
        Annotator("alice"),
        annotations=(
            annotation(of, 8, 19, "quote", 1),
            annotation(of, 9, 11, "number", 2),
            annotation(of, 15, 16, "number", 3),
        ),
    )
    assert rows_of(written(layer)) == [
        "He\tO\tO\tO\tO",
        "said\tO\tO\tO\tO",
        "“\tO\tB-quote\tO\tO",
        "10\tO\tI-quote\tB-number\tO",
        "or\tO\tI-quote\tO\tO",
        "6\tO\tI-quote\tB-number\tO",
        "pm\tO\tI-quote\tO\tO",
        "”\tO\tI-quote\tO\tO",
        ".\tO\tO\tO\tO",
        "",
        "No\tO\tO\tO\tO",
        ".\tO\tO\tO\tO",
        "",
        "",
    ]


def test_no_blank_line_stands_inside_a_span() -> None:
    of = article("One two. Three four.\nFive.")
    layer = Layer(of, Annotator("alice"), annotations=(annotation(of, 4, 14),))
    forms = [line.split("\t")[0] for line in rows_of(written(layer))]
    assert forms == ["One", "two", ".", "Three", "four", ".", "", "Five", ".", "", ""]


def test_of_overlapping_spans_of_one_label_the_first_and_longest_is_held() -> None:
    of = article("a b c d e f")
    rows = [
        annotation(of, start, end, number=number)
        for number, (start, end) in enumerate(
            ((0, 5), (0, 3), (4, 7), (6, 9), (10, 11))
        )
    ]
    layer = Layer(of, Annotator("alice"), annotations=tuple(rows))
    exporting = Exporting(DEFAULT_SCHEME)
    (back,) = read(written(layer, exporting=exporting))
    assert [row.quote for row in back.annotations] == ["a b c", "d e", "f"]
    assert exporting.losses.counted() == {OVERLAP: 2}


def test_every_column_of_the_worked_example_counts_what_it_drops() -> None:
    exporting = Exporting(DEFAULT_SCHEME)
    wanted = sum(len(layer.annotations) for layer in layers_of_seeds())
    found = read(written(*layers_of_seeds(), exporting=exporting))
    held = sum(len(layer.annotations) for layer in found)
    assert exporting.losses.counted() == {OVERLAP: wanted - held}
    assert held > 0.98 * wanted


def held(layer: Layer) -> tuple[list[Annotation], dict[str, int]]:
    """What comes back of a layer, told another way than the writer does it."""
    found: list[Annotation] = []
    losses = {OVERLAP: 0, BLANK: 0, MOVED: 0}
    rows = []
    for row in layer.annotations:
        words = row.quote.strip()
        if not words:
            losses[BLANK] += 1
            continue
        start = row.span.start + row.quote.index(words)
        losses[MOVED] += words != row.quote
        rows.append(replace(row, span=Span(start, start + len(words)), quote=words))
    for row in sorted(rows, key=lambda each: (each.span.start, -each.span.end)):
        if any(
            each.label == row.label and each.span.end > row.span.start for each in found
        ):
            losses[OVERLAP] += 1
        else:
            found.append(row)
    found.sort(key=lambda row: (row.span.start, -row.span.end, row.label, row.id))
    return found, {what: count for what, count in losses.items() if count}


@given(corpora())
@settings(max_examples=200, deadline=None)
def test_layers_come_back_but_for_what_is_told(drawn: tuple[Layer, ...]) -> None:
    exporting = Exporting(DEFAULT_SCHEME)
    text = written(*drawn, exporting=exporting)
    losses = Counter[str]()
    for back, layer in zip(read(text), drawn, strict=True):
        wanted, lost = held(layer)
        gone = {row.id for row in layer.annotations} - {row.id for row in wanted}
        links = [link for link in layer.links if not {link.source, link.target} & gone]
        losses.update(lost)
        losses["links of dropped spans"] += len(layer.links) - len(links)
        losses[HIDDEN] += sum(
            ord(char) < 32 or 127 <= ord(char) < 160
            for char in layer.article.text
            if not char.isspace()
        )
        assert list(back.annotations) == wanted
        assert list(back.links) == links
        assert replace(back, annotations=(), links=()) == replace(
            layer, annotations=(), links=()
        )
    assert exporting.losses.counted() == dict(+losses)
    # Each row is a line to everybody's reader, and none acts on a terminal.
    for line in text.splitlines():
        assert not {chr(code) for code in [*range(9), *range(10, 32), 127]} & set(line)


def test_a_label_with_white_space_is_one_word_in_columns() -> None:
    of = article("The mayor said no.")
    label = replace(DEFAULT_SCHEME.labels[0], id="main claim 100%")
    scheme = replace(DEFAULT_SCHEME, labels=(label,))
    row = annotation(of, 4, 9, "main claim 100%")
    layer = Layer(of, Annotator("alice"), annotations=(row,))
    text = written(layer, exporting=Exporting(scheme))
    assert text.startswith("# global.columns = FORM main%20claim%20100%25\n")
    assert "mayor\tB-main%20claim%20100%25\n" in text
    assert read(text)[0].annotations == (row,)


@pytest.mark.parametrize("alignment", Alignment)
def test_tokens_meet_spans_as_the_alignment_says(alignment: Alignment) -> None:
    of = article("It cost 60,000pm.")
    layer = Layer(of, Annotator("alice"), annotations=(annotation(of, 9, 16),))
    exporting = Exporting(DEFAULT_SCHEME, alignment=alignment)
    (back,) = read(written(layer, exporting=exporting))
    quotes = [row.quote for row in back.annotations]
    assert (
        quotes
        == {
            Alignment.SPLIT: ["0,000pm"],
            Alignment.STRICT: [],
            Alignment.CONTRACT: ["pm"],
            Alignment.EXPAND: ["60,000pm"],
        }[alignment]
    )
    assert bool(exporting.losses.counted()) == (alignment is not Alignment.SPLIT)


def test_what_has_no_place_in_a_file_is_counted() -> None:
    of = article("The mayor said no.")
    row = annotation(of, 4, 9, "speaker")
    rev = pack(MS, 5)
    link = Link(rev, rev, None, "alice", "denies", row.id, pack(MS, 6))
    exporting = Exporting(DEFAULT_SCHEME)
    written(
        Layer(of, None),
        Layer(of, Annotator("alice"), annotations=(row,), links=(link,)),
        exporting=exporting,
    )
    assert exporting.losses.counted() == {
        "articles without annotations": 1,
        "links of dropped spans": 1,
        "spans dropped whose label the scheme lacks": 1,
    }


@pytest.mark.parametrize(
    "text",
    [
        TWO_COLUMNS,
        TWO_COLUMNS.replace(" ", "\t"),
        TWO_COLUMNS.replace("\n", "\r\n"),
        "\ufeff" + TWO_COLUMNS,
        "-DOCSTART- O\n\n" + TWO_COLUMNS,
        TWO_COLUMNS.replace(" ", " NN B-NP "),
        "# a comment\n#another = one\n" + TWO_COLUMNS,
        TWO_COLUMNS.rstrip("\n"),
        "\n\n" + TWO_COLUMNS.replace("\n\n", "\n\n \n\n"),
        (
            "1 EU B-ORG\n2 rejects O\n3 German B-MISC\n4 call O\n\n"
            "1 New I-LOC\n2 York I-LOC\n3 . O\n"
        ),
    ],
)
def test_columns_of_others_are_read_with_single_blanks(text: str) -> None:
    (layer,) = read(text)
    assert layer.article.text == "EU rejects German call\nNew York ."
    assert said(layer) == [("EU", "ORG"), ("German", "MISC"), ("New York", "LOC")]
    assert layer.annotator == Annotator("bob")
    assert (layer.status, layer.rejected, layer.links) == (Status.TODO, (), ())


def test_several_documents_are_several_articles() -> None:
    text = (
        "-DOCSTART- -X- -X- O\n\nEU NNP I-NP I-ORG\n\n"
        "-DOCSTART- -X- -X- O\n\nUN NNP I-NP I-ORG\n\n"
    )
    assert [layer.article.text for layer in read(text)] == ["EU", "UN"]
    named = "# newdoc id = a/1\nEU\tB-ORG\n\n# newdoc id = a/2\nUN\tB-ORG\n"
    assert [layer.article.source for layer in read(named)] == ["a/1", "a/2"]


def test_named_columns_are_told_apart() -> None:
    text = (
        "# global.columns = ID FORM UPOS one two\n"
        "1\tThe\tDET\tB-a\tO\n2\tmayor\tNOUN\tI-a\tB-b\n"
    )
    (layer,) = read(text)
    assert said(layer) == [("The mayor", "a"), ("mayor", "b")]


def test_a_known_article_is_found_by_its_letters() -> None:
    known = article("EU  rejects\n\nGerman call New York.")
    importing = Importing(annotator="bob", known=Articles([Layer(known, None)]))
    (layer,) = read(TWO_COLUMNS, importing)
    assert layer.article == known
    assert said(layer) == [("EU", "ORG"), ("German", "MISC"), ("New York", "LOC")]


def test_tokens_with_blanks_in_them_and_hash_marks_are_tokens() -> None:
    (layer,) = read("New York\tB-LOC\n#\tO\n# \tO\n#1\tB-n\n")
    assert layer.article.text == "New York # # #1"
    assert said(layer) == [("New York", "LOC"), ("#1", "n")]


def test_a_span_taken_out_of_the_tags_is_gone_with_its_links() -> None:
    of = article("The mayor said no.")
    one, two = annotation(of, 4, 9, number=1), annotation(of, 15, 17, "denial", 2)
    rev = pack(MS, 5)
    link = Link(rev, rev, None, "alice", "denies", two.id, one.id)
    layer = Layer(of, Annotator("alice"), annotations=(one, two), links=(link,))
    importing = Importing()
    (back,) = read(written(layer).replace("mayor\tB-claim", "mayor\tO"), importing)
    assert (back.annotations, back.links) == ((two,), ())
    assert [each.message for each in importing.notes] == [
        "links a span that is no longer there; left out"
    ]


def test_a_changed_tag_of_ours_is_a_span_without_history() -> None:
    of = article("The mayor said no.")
    layer = Layer(
        of,
        Annotator("alice", AnnotatorKind.GOLD),
        annotations=(annotation(of, 4, 9, note="x"),),
    )
    (back,) = read(written(layer).replace("said\tO", "said\tI-claim"))
    (row,) = back.annotations
    assert (row.quote, row.note, row.answer) == ("mayor said", "", Answer.ACCEPT)
    assert back.annotator == layer.annotator


def lines_of_ours() -> list[str]:
    of = article("The mayor said no.")
    row = annotation(of, 4, 9)
    layer = Layer(of, Annotator("alice"), annotations=(row,), rejected=(row,))
    return written(layer).split("\n")


def changed(old: str, new: str) -> str:
    text = "\n".join(lines_of_ours())
    assert old in text
    return text.replace(old, new)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("EU\n", "line 1: has a token and no tag"),
        ("EU NNP\n", "line 1, column 2: 'NNP' is no tag, as B-claim"),
        ("EU B-ORG\nUN\n", "line 2: has 1 columns, where the first token has 2"),
        ("\tB-ORG\nUN\tO\n", "line 1: has no token"),
        ("# global.columns = FORM a b\nEU\tO\n", "line 2: has 2 columns, where 3 are"),
        (b"\xff\xfe B-ORG\n", "line 1: is not UTF-8 (byte 0"),
        ("EU B-" + "x" * 65, "line 1, label: needs 1 to 64"),
        ("EU B-a\x1bb", "line 1, label: 'a\\x1bb' holds a control"),
        (changed("mayor\tB-claim", "major\tB-claim"), ("line 9: has the token "
         "'major', where the text goes on with 'mayor'")),
        (changed("said\tO\tO\tO\tO\n", ""), "line 10: has the token 'no', where"),
        (changed("\n.\tO\tO\tO\tO", ""), "line 11: is the last token, but the text"),
        (changed('"text":"The', '"text":"the'), "line 8: has the token 'The'"),
        (changed('# article = {"title"', "# article = {title"), ("line 4, article: is "
         "not the text of a JSON object")),
        (changed('"kind":"human"', '"kind":"x"'), ("line 5, annotate.kind: is 'x'; "
         "known are human")),
        (changed('"annotator":"alice"', '"annotator":""'), "line 1: nobody is named"),
        (changed('9,"label":"claim"}],"links', '99,"label":"claim"}],"links'),
         "line 5, annotate.rejected[0].end: 99 is outside the text"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(text: str | bytes, says: str) -> None:
    importing = Importing()
    for _ in conll.read(source_of(text), importing):
        pass
    assert any(str(each).startswith(says) for each in importing.problems), (
        importing.problems
    )


@pytest.mark.parametrize(
    ("data", "is_conll"),
    [
        (TWO_COLUMNS, True),
        ("-DOCSTART- -X- O O\n\nEU NNP I-NP I-ORG\n", True),
        ("# global.columns = FORM claim\n\n# newdoc id = 1\n", True),
        ("The mayor said no.\nHe left.\n", False),
        ("Vitamin O\n", False),
        ("start,end,label\n1,2,claim\n", False),
        ("#FORMAT=WebAnno TSV 3.3\n#T_SP=x|y\n\n1-1\t0-3\tThe\tclaim\n", False),
        ('{"text":"a O"}\n{"text":"b O"}\n', False),
        ("T1\tclaim 0 3\tThe\nT2\tclaim 4 9\tmayor\n", False),
    ],
)
def test_columns_are_known_by_their_first_lines(data: str, is_conll: bool) -> None:
    assert conll.reads_like("x.txt", data.encode()) == is_conll
    if is_conll:
        assert for_source(source_of(data, "x.txt")) is load("conll")


def test_a_file_of_one_long_document_is_read_in_one_go() -> None:
    text = "word O\n" * 60_000 + "EU B-ORG\n"
    (layer,) = read(text)
    assert said(layer) == [("EU", "ORG")]


def test_files_put_behind_each_other_are_read_and_what_stands_twice_is_noted() -> None:
    of = article("A man left.")
    label = replace(DEFAULT_SCHEME.labels[0], id="man")
    row = annotation(of, 2, 5, "man")
    other = written(
        Layer(of, Annotator("alice"), annotations=(row,)),
        exporting=Exporting(replace(DEFAULT_SCHEME, labels=(label,))),
    )
    ours = "\n".join(lines_of_ours())
    importing = Importing()
    found = read(ours + other + ours, importing)
    assert [said(layer) for layer in found] == [
        [("mayor", "claim")],
        [("man", "man")],
        [("mayor", "claim")],
    ]
    (note,) = importing.notes
    assert note.message == "has the article and annotator of line 1 again; taken as one"


def test_layers_of_one_article_have_it_together() -> None:
    layer = layers_of_seeds()[0]
    other = replace(layer, annotator=Annotator("bob"), annotations=(), links=())
    found: Sequence[Layer] = read(written(layer, other))
    assert [each.annotator for each in found] == [layer.annotator, Annotator("bob")]
    assert found[0].article == found[1].article == layer.article
