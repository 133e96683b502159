"""Which tag the list of tags is round."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotate.desk.state import Sheet
from annotate.ids import Ids
from annotate.model import Annotation, Article, Span, article_id
from annotate.tui.widgets.inspector import nearest

TEXT = "ab" * 30
ARTICLE = Article(article_id(TEXT), "", TEXT, "")
IDS = Ids()
SPANS = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9)), max_size=12)


def tags(spans: list[tuple[int, int]]) -> tuple[Annotation, ...]:
    made = []
    for start, length in spans:
        span = Span(start, start + length)
        quote = TEXT[start : span.end]
        rev = IDS.mint()
        made.append(Annotation(rev, rev, None, ARTICLE.id, span, quote, "claim", "ada"))
    return Sheet.of(ARTICLE, made).annotations


@given(SPANS, st.integers(0, 60))
def test_without_an_active_tag_it_is_the_first_behind_the_cursor(
    spans: list[tuple[int, int]], cursor: int
) -> None:
    listed = tags(spans)
    behind = [i for i, one in enumerate(listed) if one.span.start >= cursor]
    assert nearest(listed, None, cursor) == (
        behind[0] if behind else max(len(listed) - 1, 0)
    )


@given(SPANS.filter(bool), st.integers(0, 60))
def test_the_active_tag_counts_before_the_cursor(
    spans: list[tuple[int, int]], cursor: int
) -> None:
    listed = tags(spans)
    for index, one in enumerate(listed):
        assert nearest(listed, one, cursor) == index
        others = (*listed[:index], *listed[index + 1 :])
        assert nearest(others, one, cursor) == nearest(others, None, cursor)
        twin = replace(one, id=IDS.mint())
        assert nearest(listed, twin, cursor) == nearest(listed, None, cursor)
