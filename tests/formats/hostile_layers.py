"""Layers that try everything a format might lose, drawn by hypothesis."""

from __future__ import annotations

import json

from hypothesis import strategies as st

from annotate.formats.jsontext import canonical_object
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
from annotate.scheme import DEFAULT_SCHEME
from annotate.text.clean import clean, clean_title, guess_title, portable_source

__all__ = ["TEXTS", "corpora"]

_MS = 1_767_603_600_000  # 2026-01-05T09:00:00Z
_LABELS = [label.id for label in DEFAULT_SCHEME.labels]
_KINDS = [kind.id for kind in DEFAULT_SCHEME.link_kinds]
_ALPHABET = [
    *"ab .,/<>&\"'\\[]{}=#",
    *"\r\n\t\x0b\x0c\x1b\x1c\x7f\x85\x9b\u2028\u2029\u202e\u200b\u200d\u00a0\u3000",
    *"🙂👩e\u0301\u0302中文عא’“”𝒜",
    "👩‍👩‍👧‍👦",
    "\r\n",
    "\x1b[31m",
    "\ufeff",
]

TEXTS = st.text(
    st.one_of(
        st.sampled_from(_ALPHABET).filter(lambda each: len(each) == 1),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=12,
) | st.lists(st.sampled_from(_ALPHABET), max_size=24).map("".join)


class _Maker:
    """Draws layers whose ids are all different."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.number = 0

    def id(self) -> str:
        self.number += 1
        return pack(_MS + self.number, self.number)

    def json(self) -> str:
        drawn = self.draw(st.dictionaries(TEXTS, TEXTS | st.integers(), max_size=2))
        return canonical_object(json.dumps(drawn))

    def article(self) -> Article:
        text = clean(self.draw(TEXTS.filter(lambda text: bool(clean(text).strip()))))
        sources = st.sampled_from(["", "a/b.txt", "https://x.org/\u2028?q=1#é"])
        return Article(
            article_id(text),
            clean_title(self.draw(TEXTS)) or guess_title(text),
            text,
            portable_source(self.draw(sources)),
            self.json(),
        )

    def row(self, article: Article, annotator: str, answer: Answer) -> Annotation:
        length = len(article.text)
        start = self.draw(st.integers(0, length - 1))
        span = Span(start, self.draw(st.integers(start + 1, length)))
        rev = self.id()
        return Annotation(
            rev,
            rev,
            None,
            article.id,
            span,
            article.quote(span),
            self.draw(st.sampled_from(_LABELS)),
            annotator,
            note=clean(self.draw(TEXTS)),
            attributes=self.json(),
            origin=clean(self.draw(TEXTS)),
            score=self.draw(st.none() | st.floats(0, 1)),
            answer=answer,
        )

    def rows(
        self, article: Article, annotator: str, answer: Answer
    ) -> tuple[Annotation, ...]:
        count = self.draw(st.integers(0, 4))
        drawn = [self.row(article, annotator, answer) for _ in range(count)]
        by_place = {(row.span, row.label): row for row in drawn}
        return tuple(sorted(by_place.values(), key=_order))

    def layer(self, article: Article, annotator: Annotator) -> Layer:
        return Layer(
            article,
            annotator,
            self.draw(st.sampled_from(Status)),
            self.rows(article, annotator.id, Answer.ACCEPT),
            self.rows(article, annotator.id, Answer.REJECT),
        )

    def linked(self, layer: Layer, ends: list[str]) -> Layer:
        found = {}
        for _ in range(self.draw(st.integers(0, 3)) if layer.annotations else 0):
            source = self.draw(st.sampled_from(layer.annotations)).id
            target = self.draw(st.sampled_from(ends))
            kind = self.draw(st.sampled_from(_KINDS))
            rev = self.id()
            if source != target and layer.annotator is not None:
                who = layer.annotator.id
                found[source, target, kind] = Link(
                    rev, rev, None, who, kind, source, target
                )
        return Layer(
            layer.article,
            layer.annotator,
            layer.status,
            layer.annotations,
            layer.rejected,
            tuple(sorted(found.values(), key=lambda link: link.id)),
        )


def _order(row: Annotation) -> tuple[int, int, str, str]:
    return row.span.start, -row.span.end, row.label, row.id


@st.composite
def corpora(draw: st.DrawFn) -> tuple[Layer, ...]:
    """One or two articles with the work of one to three annotators each."""
    maker = _Maker(draw)
    articles = {each.id: each for each in (maker.article() for _ in range(2))}
    names = draw(
        st.lists(
            st.sampled_from(["alice", "Alice", "b/ob", "ada@x.org", ".Ünder", "con"]),
            min_size=1,
            max_size=3,
            unique=True,
        )
    )
    kinds = {name: draw(st.sampled_from(AnnotatorKind)) for name in names}
    layers = [
        maker.layer(article, Annotator(name, kinds[name]))
        for article in articles.values()
        for name in names
    ]
    ends = [row.id for layer in layers for row in layer.annotations]
    return tuple(maker.linked(layer, ends) for layer in layers)
