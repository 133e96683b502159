"""Pages for readers, rows for spreadsheets, and articles out of both."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from format_cases import annotation, article, layers_of_seeds

from annotate.formats import for_source, load
from annotate.formats.contract import Exporting
from annotate.formats.importing import Importing
from annotate.formats.sources import Source
from annotate.model import Annotator, Layer
from annotate.scheme import DEFAULT_SCHEME

if TYPE_CHECKING:
    from pathlib import Path


def written(name: str, *layers: Layer) -> tuple[str, dict[str, int]]:
    exporting = Exporting(DEFAULT_SCHEME)
    pieces = load(name).write(iter(layers), exporting)
    text = b"".join(piece.data for piece in pieces).decode()
    return text, exporting.losses.counted()


def reads(name: str, path: Path, **more: str) -> tuple[list[Layer], list[str]]:
    importing = Importing(**more)
    layers = list(load(name).read(Source(path.name, path), importing))
    return layers, [str(each) for each in importing.problems]


class Page(HTMLParser):
    """The text of each article as a browser shows it, and the spans of each label."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.letters: list[str] = []
        self.tags: set[str] = set()
        self._inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]
        if tag == "div" and ("class", "text") in attrs:
            self.texts.append("")
            self._inside = "text"
        elif tag == "sup" and self._inside:
            self._inside = "letter"

    def handle_endtag(self, tag: str) -> None:
        if tag == "div":
            self._inside = ""
        elif tag == "sup" and self._inside:
            self._inside = "text"

    def handle_data(self, data: str) -> None:
        if self._inside == "text":
            self.texts[-1] += data
        elif self._inside == "letter":
            self.letters.append(data)


def test_a_page_holds_all_texts_and_a_letter_for_each_span() -> None:
    layers = layers_of_seeds()
    page = Page(written("html", *layers)[0])
    assert page.texts == [layer.article.text for layer in layers]
    assert len(page.letters) == sum(len(layer.annotations) for layer in layers)
    assert {letter: page.letters.count(letter) for letter in "CQND"} == {
        "C": 214, "Q": 146, "N": 42, "D": 16,
    }  # fmt: skip


def test_a_page_needs_nothing_from_elsewhere_and_runs_nothing() -> None:
    page, _ = written("html", *layers_of_seeds())
    assert not re.search(r"(?:\ssrc=|\shref=|@import|url\()", page)
    assert "default-src 'none'" in page
    assert not Page(page).tags & {"script", "link", "img", "iframe", "object"}


def test_hostile_text_stays_text_on_a_page() -> None:
    text = '<script>alert(1)</script> & \x1b[31m \u202eevil\u202c "x" 👨\u200d👩 no.'
    of = article(text, title="<b>T</b>", source='"><img src=x onerror=1>')
    row = annotation(of, 0, 8, note='"><script>')
    page, _ = written("html", Layer(of, Annotator("a<b>"), annotations=(row,)))
    found = Page(page)
    assert found.texts == [
        '<script>alert(1)</script> & ␛[31m ⇄evil⇄ "x" 👨\u200d👩 no.'
    ]
    assert not found.tags & {"script", "img", "b"}
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page)


def test_crossing_and_equal_spans_are_all_there() -> None:
    of = article("The mayor said no.")
    rows = (
        annotation(of, 0, 9, number=1),
        annotation(of, 4, 14, "quote", number=2),
        annotation(of, 4, 14, "denial", number=3),
    )
    page, _ = written("html", Layer(of, Annotator("ada"), annotations=rows))
    found = Page(page)
    assert found.texts == [of.text]
    assert sorted(found.letters) == ["C", "D", "Q"]
    assert "d3" in page


PAGE = """<!doctype html><html><head><title>Site - Talks fail</title>
<meta property="og:title" content="Talks fail"><meta name="date" content="2024-10-18">
<link rel="canonical" href="https://example.org/talks"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Talks fail</h1>
<p>The talks between the two sides failed on Friday, an official of the city said.</p>
<p>Around 10,000 people had hoped for a result, and many of them stayed till night.</p>
</article><footer>Subscribe to our newsletter</footer></body></html>"""


def test_a_web_page_becomes_an_article_with_title_date_and_source(
    tmp_path: Path,
) -> None:
    path = tmp_path / "talks.html"
    path.write_text(PAGE, "utf-8")
    ((layer,), problems) = reads("html", path)
    assert not problems
    assert layer.annotator is None
    assert layer.article.title == "Talks fail"
    assert "Around 10,000 people" in layer.article.text
    assert "Subscribe" not in layer.article.text
    assert '"date":"2024-10-18"' in layer.article.meta
    assert layer.article.source == "https://example.org/talks"


@pytest.mark.parametrize("data", ["", "<html></html>", "<html><body>\x00"])
def test_a_page_without_an_article_is_told(tmp_path: Path, data: str) -> None:
    path = tmp_path / "x.html"
    path.write_text(data)
    layers, problems = reads("html", path)
    assert not layers
    assert "holds no article" in problems[0]


def test_a_row_for_each_span_reads_back_right() -> None:
    layers = layers_of_seeds()
    text, losses = written("csv", *layers)
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == sum(len(layer.annotations) for layer in layers)
    texts = {layer.article.id: layer.article.text for layer in layers}
    for row in rows:
        quote = texts[row["article"]][int(row["start"]) : int(row["end"])]
        assert row["text"] in {quote, f"'{quote}"}
    assert losses["links dropped"] == 41


@pytest.mark.parametrize(
    "bad", ["=1+1", "+cmd", "-2", "@SUM(A1)", "\tx", "\r=x", "\n=x", "＝1", "＠SUM(A1)"]
)
def test_no_cell_is_a_formula(bad: str) -> None:
    of = article(f"{bad} said no.", title=bad, source=bad)
    row = annotation(of, 0, len(bad), note=bad)
    text, losses = written("csv", Layer(of, Annotator("ada"), annotations=(row,)))
    (found,) = csv.DictReader(io.StringIO(text, newline=""))
    assert all(
        not cell.startswith(tuple("=+-@\t\r\n＝＋－＠")) for cell in found.values()
    )
    assert found["note"] == f"'{bad}"
    assert any("apostrophe" in what for what in losses)


def test_articles_come_out_of_a_named_column(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(
        '\ufeffbody,headline,url,desk\r\n"One, and\nmore.",First,http://a/1,world\r\n'
        "\r\nTwo.,Second,,\r\n"
    )
    layers, problems = reads("csv", path, text_column="body")
    assert not problems
    assert [layer.article.text for layer in layers] == ["One, and\nmore.", "Two."]
    assert [layer.article.title for layer in layers] == ["First", "Second"]
    assert layers[0].article.source == "http://a/1"
    assert layers[0].article.meta == '{"desk":"world"}'


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("a,b\n1,2\n", "text: is no column"),
        ("text,b\nx\n", "line 2: has 1 cells, not 2"),
        ('text\n"x\n', "is no CSV"),
        ("text,text\nx,y\n", "names text twice"),
        ("text\n\nx,\n", "line 3: has 2 cells, not 1"),
        ("article,start,end,label,text\n", "an export of spans"),
        ("text\n\udce9\n", "line 2: is not UTF-8"),
    ],
)
def test_what_is_wrong_with_rows_is_told(tmp_path: Path, data: str, says: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(data.encode("utf-8", "surrogateescape"))
    _, problems = reads("csv", path)
    assert [each for each in problems if says in each], problems


def test_lines_of_articles_keep_what_else_they_say(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"body": "One.", "title": "T", "n": 3}\n{"body": 7}\n')
    layers, problems = reads("articles", path, text_column="body")
    assert [layer.article.meta for layer in layers] == ['{"n":3}']
    assert problems == [
        "line 2, body: is no text; name the right one with --text-column"
    ]


def test_markdown_takes_its_heading_for_a_title(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text("Lead\n\n## Talks *fail* ##\n\nThe talks failed.\n")
    ((layer,), problems) = reads("text", path)
    assert not problems
    assert layer.article.title == "Talks *fail*"
    assert layer.article.text.startswith("Lead")


def test_a_page_that_is_called_like_data_is_no_article(tmp_path: Path) -> None:
    page = b"<!DOCTYPE html><html><body><p>404 not found</p></body></html>"
    names = {"a.html": "html", "b": "html", "c.json": "labelstudio", "d.jsonl": "jsonl"}
    for name in names:
        (tmp_path / name).write_bytes(page)
    found = {name: for_source(Source(name, tmp_path / name)) for name in names}
    assert found == {name: load(each) for name, each in names.items()}
