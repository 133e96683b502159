from __future__ import annotations

import pytest
from format_cases import Articles
from hypothesis import given
from hypothesis import strategies as st

from annotate.formats.importing import Importing
from annotate.formats.naming import article_of
from annotate.formats.placing import article_for, carried, draft_onto, named_article
from annotate.model import Annotator, Article, Layer, Span
from annotate.text.clean import clean
from annotate.text.offsets import OffsetUnit

TEXT = (
    "The mayor said no on Monday.\n\nShe told reporters that nobody had asked her "
    "about the bridge, and that 7 people had left the council since May.\n"
)
ALICE = Annotator("alice")


def article(text: str, source: str = "") -> Article:
    return article_of(Importing().at(), text, title="Known", source=source)


def importing(*known: Article) -> Importing:
    return Importing(known=Articles(Layer(each, None) for each in known))


def test_a_text_that_is_known_means_that_article() -> None:
    known = article(TEXT, "news/bridge.txt")
    importing_ = importing(known)
    raw = "\ufeff" + TEXT.replace("\n", "\r\n")
    found = article_for(importing_.at(), raw, title="Other", source="else.txt")
    assert found == known
    assert not importing_.notes


def test_a_text_that_is_new_becomes_an_article() -> None:
    importing_ = importing(article("Another text."))
    found = article_for(importing_.at(), TEXT, title="New", source="a.txt", meta="{}")
    assert found == Article(article(TEXT).id, "New", TEXT, "a.txt")
    assert not importing_.notes


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.replace("nobody", "no one"),
        TEXT + "\nMore of it.\n",
        "Text of\n\n" + TEXT,
        TEXT.replace("\n\n", " "),
    ],
)
@pytest.mark.parametrize("by", ["name", "source"])
def test_another_version_of_a_known_article_is_told_of(raw: str, by: str) -> None:
    known = article(TEXT, "news/bridge.txt")
    importing_ = importing(known)
    called = {
        "name": {"name": f"urn:annotate:article:{known.id}"},
        "source": {"source": "news/bridge.txt"},
    }
    assert article_for(importing_.at(4), raw, **called[by]) == known
    (note,) = importing_.notes
    assert (note.line, note.field) == (4, "text")
    assert known.id[:8] in note.message


def test_one_source_may_have_many_articles() -> None:
    importing_ = importing(article(TEXT, "Reuters"))
    other = "Prices of bread and fuel rose again in April, officials said.\n" * 3
    for called in ({"source": "Reuters"}, {"name": "Reuters"}):
        assert article_for(importing_.at(), other, **called).text == other
    assert not importing_.notes


def test_a_text_that_differs_in_white_space_alone_is_known() -> None:
    known = article(TEXT)
    importing_ = importing(known)
    assert article_for(importing_.at(), " ".join(TEXT.split())) == known


def test_a_text_that_is_set_otherwise_is_known_and_its_spans_are_carried() -> None:
    known = article("“No,” said Ann–Marie. It’s over; ‘no’ means «no».\n")
    raw = '"No," said Ann-Marie.  It\'s over; \'no\' means "no".'
    importing_ = importing(known)
    spot = importing_.at()
    assert article_for(spot, raw) == known
    draft = draft_onto(known, raw, ALICE)
    for quote, placed in (('"No,"', "“No,”"), ("'no'", "‘no’"), ("It's", "It’s")):
        start = raw.index(quote)
        row = draft.mark(spot, start, start + len(quote), "quote", quote=quote)
        assert row is not None
        assert row.quote == placed
    assert not importing_.problems


def test_an_empty_text_is_a_problem_and_no_known_article() -> None:
    importing_ = importing(article(TEXT))
    article_for(importing_.at(2), " \n")
    (problem,) = importing_.problems
    assert str(problem) == "line 2, text: is empty"


@pytest.mark.parametrize(
    ("name", "is_found"),
    [
        ("{id}", True),
        ("https://example.org/articles/{id}", True),
        ("urn:annotate:article:{id}", True),
        ("news/bridge.txt", True),
        ("./news/bridge.txt", True),
        ("{id}.txt", False),
        ("0{id}", False),
        ("bridge.txt", False),
        ("", False),
    ],
)
def test_an_article_is_named_by_its_id_or_source(name: str, *, is_found: bool) -> None:
    known = article(TEXT, "news/bridge.txt")
    found = named_article(importing(known).at(), name.format(id=known.id))
    assert found == (known if is_found else None)


def test_spans_are_carried_to_the_known_version() -> None:
    known = article(TEXT, "a.txt")
    raw = "🙂\r\n" + TEXT.replace("Monday", "Tuesday").replace("\n", "\r\n")
    importing_ = importing(known)
    spot = importing_.at(1)
    draft = draft_onto(
        article_for(spot, raw, name=known.id), raw, ALICE, unit=OffsetUnit.UTF16
    )
    utf16 = raw.encode("utf-16-le")

    def mark(quote: str, told: str) -> None:
        start = utf16.index(quote.encode("utf-16-le")) // 2
        end = start + len(quote.encode("utf-16-le")) // 2
        draft.mark(spot, start, end, "claim", quote=told)

    mark("The mayor said no", "The mayor said no")
    mark("Monday.\r\n\r\nShe".replace("Monday", "Tuesday"), "Tuesday.\n\nShe")
    mark("7 people", "7 persons")
    mark("7 people", "7 people")
    assert [row.quote for row in draft.layer().annotations] == [
        "The mayor said no",
        "7 people",
    ]
    for row in draft.layer().annotations:
        assert row.article == known.id
        assert row.quote == known.quote(row.span)
    gone, wrong = map(str, importing_.problems)
    assert gone == (
        f"line 1, text: 'Tuesday.\\n\\nShe' is not in article {known.id[:8]} as it is "
        "known; leave such spans out with --leave-out-unplaced, and mark them by hand"
    )
    assert wrong.startswith("line 1, text: is '7 persons', but the article has '7 pe")


def test_a_quote_that_stands_twice_is_not_placed() -> None:
    known = article("no\nyes\nno\n")
    importing_ = importing(known)
    spot = importing_.at(3)
    assert carried(spot, known, "no") is None
    (problem,) = importing_.problems
    assert "more than once" in problem.message
    assert carried(spot, known, "no", "yes\n", "\n") == Span(7, 9)


@given(st.data())
def test_white_space_alone_moves_no_span_to_other_words(data: st.DataObject) -> None:
    """Even where the text repeats itself: letters are counted."""
    words = st.lists(st.sampled_from(["no", "yes", "🙂", "e\u0301", "n", "o"]))
    letters = data.draw(words.filter(bool))
    blank = st.sampled_from(["", " ", "\n", "\r\n", "\u2028", " \t "])
    one, two = (
        "".join(f"{word}{data.draw(blank)}" for word in letters) for _ in range(2)
    )
    known = article(two)
    importing_ = importing(known)
    spot = importing_.at()
    draft = draft_onto(article_for(spot, one), one, ALICE)
    start = data.draw(st.integers(0, len(one) - 1))
    end = data.draw(st.integers(start + 1, len(one)))
    quote = one[start:end]
    row = draft.mark(spot, start, end, "claim")
    assert draft.article.id == known.id
    if not quote.strip():
        return
    assert row is not None
    assert not importing_.problems

    def count(text: str) -> int:
        return len("".join(text.split()))

    assert "".join(row.quote.split()) == "".join(clean(quote).split())
    assert count(known.text[: row.span.start]) == count(one[:start])
