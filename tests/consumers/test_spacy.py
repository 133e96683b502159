"""spaCy reads what we write, and trains on it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import spacy
from hypothesis import given, settings
from murmurhash import mrmr
from shifting import with_one_shifted
from spacy.tokens import Doc, DocBin
from spacy.tokens import Span as DocSpan
from spacy.training import Corpus
from spacy.vocab import Vocab

from annotate.formats import load
from annotate.formats.contract import Alignment, Exporting
from annotate.formats.murmur import murmur3
from annotate.formats.prodigy import input_hash
from annotate.model import Annotator, Layer
from annotate.scheme import DEFAULT_SCHEME
from formats.format_cases import annotation, article, layers_of_seeds
from formats.hostile_layers import corpora

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def written(
    name: str, found: Iterable[Layer], alignment: Alignment = Alignment.SPLIT
) -> tuple[bytes, dict[str, int]]:
    exporting = Exporting(DEFAULT_SCHEME, alignment=alignment)
    data = b"".join(piece.data for piece in load(name).write(iter(found), exporting))
    return data, exporting.losses.counted()


def docs_of(data: bytes) -> list[Doc]:
    return list(DocBin().from_bytes(data).get_docs(Vocab()))


def spans_of(doc: Doc) -> list[tuple[str, int, int, str, str]]:
    return sorted(
        (span.id_, span.start_char, span.end_char, span.label_, span.text)
        for span in doc.spans["sc"]
    )


def assert_same_spans(docs: list[Doc], wanted: tuple[Layer, ...]) -> None:
    assert [doc.text for doc in docs] == [layer.article.text for layer in wanted]
    for doc, layer in zip(docs, wanted, strict=True):
        assert spans_of(doc) == sorted(
            (row.id, row.span.start, row.span.end, row.label, row.quote)
            for row in layer.annotations
        )


def test_the_docbin_has_every_span_where_it_is() -> None:
    data, losses = written("spacy", layers_of_seeds())
    assert not losses
    assert_same_spans(docs_of(data), layers_of_seeds())


def test_one_shifted_offset_would_be_seen() -> None:
    data, _ = written("spacy", with_one_shifted(layers_of_seeds()))
    with pytest.raises(AssertionError):
        assert_same_spans(docs_of(data), layers_of_seeds())


@given(corpora())
@settings(max_examples=100, deadline=None)
def test_hostile_texts_and_spans_are_in_the_docbin_as_they_are(
    drawn: tuple[Layer, ...],
) -> None:
    data, losses = written("spacy", drawn)
    assert not losses
    assert_same_spans(docs_of(data), drawn)


def test_a_doc_knows_its_article_its_annotator_and_what_else_is_said() -> None:
    layer = layers_of_seeds()[0]
    (doc, *_) = docs_of(written("spacy", layers_of_seeds())[0])
    assert doc.user_data["id"] == layer.article.id
    assert doc.user_data["annotator"] == "example"
    assert doc.user_data["status"] == "done"
    assert doc.user_data["title"] == layer.article.title
    assert [span["note"] for span in doc.user_data["spans"]] == [
        row.note for row in layer.annotations
    ]
    assert "text" not in doc.user_data


@pytest.mark.parametrize(
    ("alignment", "quotes"),
    [
        (Alignment.SPLIT, ["0,000pm", "is "]),
        (Alignment.STRICT, []),
        (Alignment.CONTRACT, ["is"]),
        (Alignment.EXPAND, ["60,000pm", "is"]),
    ],
)
def test_alignments_are_those_of_char_span(
    alignment: Alignment, quotes: list[str]
) -> None:
    of = article("It is 60,000pm.")
    rows = (annotation(of, 7, 14, number=1), annotation(of, 3, 6, number=2))
    data, losses = written(
        "spacy", [Layer(of, Annotator("a"), annotations=rows)], alignment
    )
    (doc,) = docs_of(data)
    assert [span.text for span in doc.spans["sc"]] == quotes
    assert bool(losses) == (alignment is not Alignment.SPLIT)
    if alignment is not Alignment.SPLIT:
        plain = spacy.blank("en")(of.text)
        theirs = [
            plain.char_span(
                row.span.start, row.span.end, alignment_mode=alignment.value
            )
            for row in rows
        ]
        assert [span.text for span in theirs if span is not None] == quotes


def test_a_blank_span_categorizer_learns_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "train.spacy"
    path.write_bytes(written("spacy", layers_of_seeds())[0])
    spacy.util.fix_random_seed(0)
    language = spacy.blank("en")
    suggester = {
        "@misc": "spacy.ngram_range_suggester.v1",
        "min_size": 1,
        "max_size": 3,
    }
    language.add_pipe("spancat", config={"spans_key": "sc", "suggester": suggester})
    examples = list(Corpus(path)(language))
    assert len(examples) == len(layers_of_seeds())
    for example, layer in zip(examples, layers_of_seeds(), strict=True):
        # What is learned: the spans in the tokens that the pipeline makes itself.
        learned = example.get_aligned_spans_y2x(
            example.reference.spans["sc"], allow_overlap=True
        )
        assert sorted(span.text for span in learned) == sorted(
            row.quote for row in layer.annotations
        )
    language.initialize(lambda: examples)
    losses = [language.update(examples, losses={})["spancat"] for _ in range(4)]
    assert losses[-1] < losses[0] / 2
    assert set(language.get_pipe("spancat").labels) == {
        label.id for label in DEFAULT_SCHEME.labels
    }


def read_as_prodigy_does(data: bytes) -> list[Doc]:
    """Docs made of the tasks in the way of Prodigy's own recipes."""
    docs = []
    language = spacy.blank("en")
    for line in data.decode().split("\n")[:-1]:
        task = json.loads(line)
        known = json.loads(task["annotate"])
        doc = Doc(
            language.vocab,
            words=[token["text"] for token in task["tokens"]],
            spaces=[token["ws"] for token in task["tokens"]],
        )
        doc.spans["sc"] = [
            DocSpan(
                doc,
                span["token_start"],
                span["token_end"] + 1,
                label=span["label"],
                span_id=row["id"],
            )
            for span, row in zip(task["spans"], known["spans"], strict=True)
        ]
        assert [(token.i, token.idx) for token in doc] == [
            (token["id"], token["start"]) for token in task["tokens"]
        ]
        docs.append(doc)
    return docs


def test_the_tasks_of_prodigy_have_every_span_where_it_is() -> None:
    data, losses = written("prodigy", layers_of_seeds())
    assert not losses
    assert_same_spans(read_as_prodigy_does(data), layers_of_seeds())


def test_one_shifted_offset_in_a_task_would_be_seen() -> None:
    data, _ = written("prodigy", with_one_shifted(layers_of_seeds()))
    with pytest.raises(AssertionError):
        assert_same_spans(read_as_prodigy_does(data), layers_of_seeds())


def test_the_hash_of_a_text_is_that_of_the_library_prodigy_takes_it_from() -> None:
    for layer in layers_of_seeds():
        text = layer.article.text
        assert input_hash(text) == mrmr.hash("text=" + json.dumps(text))
    for length in range(40):
        data = bytes(range(200, 200 + length))
        assert murmur3(data, length) == mrmr.hash(data, length)


def test_two_exports_are_equal_whatever_was_exported_before() -> None:
    one, _ = written("spacy", layers_of_seeds())
    written("spacy", layers_of_seeds()[:1])
    assert written("spacy", layers_of_seeds())[0] == one
