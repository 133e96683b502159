"""What a pipeline learns from: docs with the spans that are right, and with wrong ones.

`spancat` learns from candidates. Those of a span finder that has learned nothing are
none or all, so that lessons bring their own: the right spans, others between their
edges, and from time to time those that the finder likes best by then.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final, NamedTuple

from annotate.train.pieces import pieces
from annotate.train.pipeline import CANDIDATES, FINDER, SPANS, VECTORS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.training import Example
    from thinc.api import Ops, Ragged

    from annotate.model import Layer

__all__ = ["Lesson", "lessons", "longest_span", "refresh", "suggest_candidates"]

_LONGEST: Final = 100
"""Words of the longest span that is learned; longer ones are rare, and slow."""
_SPARE: Final = 4
_BATCH: Final = 32

_EASY, _HARD = "annotate_easy", "annotate_hard"


class Lesson(NamedTuple):
    """A piece of a text with its right spans."""

    example: Example
    unmet: int
    """Spans whose edges are inside words; the words around are learned."""
    too_long: int
    """Spans that are left out."""

    @property
    def size(self) -> int:
        """Words."""
        return len(self.example.predicted)

    @property
    def candidates(self) -> int:
        """How many it has now."""
        return len(_candidates(self.example.predicted))


def longest_span(layers: Iterable[Layer], language: Language) -> int:
    """The words of the longest span that is to be learned, 100 at most, 1 at least."""
    lengths = [1]
    for layer in layers:
        lengths += [len(language.tokenizer(row.quote)) for row in layer.annotations]
    return min(max(lengths), _LONGEST)


def lessons(layers: Iterable[Layer], pipeline: Language, longest: int) -> list[Lesson]:
    """The pieces of the layers, in order."""
    return [
        _lesson(piece, pipeline, longest) for layer in layers for piece in pieces(layer)
    ]


def _lesson(layer: Layer, pipeline: Language, longest: int) -> Lesson:
    from spacy.training import Example  # noqa: PLC0415  heavy; asked for in blank()

    reference = pipeline.make_doc(layer.article.text)
    found = []
    unmet = too_long = 0
    for row in layer.annotations:
        start, end = row.span.start, row.span.end
        span = reference.char_span(start, end, label=row.label, alignment_mode="expand")
        if span is None or not len(span):
            unmet += 1
        elif len(span) > longest:
            too_long += 1
        else:
            unmet += (span.start_char, span.end_char) != (start, end)
            found.append(span)
    reference.spans[SPANS] = found
    reference.spans[CANDIDATES] = found
    predicted = pipeline.make_doc(layer.article.text)
    right = {(span.start, span.end) for span in found}
    between = sorted(
        {
            (start, end)
            for start, _ in right
            for _, end in right
            if start < end <= start + longest
        }
        - right
    )
    most = 3 * len(right) + _SPARE
    if len(between) > most:
        between = random.Random(0).sample(between, most)  # noqa: S311  the same each time
    predicted.user_data[_EASY] = sorted(right | set(between))
    predicted.user_data[_HARD] = []
    return Lesson(Example(predicted, reference), unmet, too_long)


def refresh(found: Sequence[Lesson], pipeline: Language, longest: int) -> None:
    """Give each lesson the candidates that the span finder likes best now."""
    vectors, finder = pipeline.get_pipe(VECTORS), pipeline.get_pipe(FINDER)
    for at in range(0, len(found), _BATCH):
        batch = found[at : at + _BATCH]
        docs = [lesson.example.predicted for lesson in batch]
        vectors.set_annotations(docs, vectors.predict(docs))  # type: ignore[attr-defined]  # trainable
        scores = finder.predict(docs)  # type: ignore[attr-defined]  # the same
        reached = 0
        for lesson, doc in zip(batch, docs, strict=True):
            own = scores[reached : reached + len(doc)].tolist()
            reached += len(doc)
            count = len(lesson.example.reference.spans[SPANS])
            doc.user_data[_HARD] = _likeliest(own, count, longest)


def _likeliest(
    scores: Sequence[tuple[float, float]], count: int, longest: int
) -> list[tuple[int, int]]:
    """Some stretches whose edges have the best scores, about three for each span."""
    most = count + _SPARE
    numbers = range(len(scores))
    starts = sorted(numbers, key=lambda at: -scores[at][0])[:most]
    ends = sorted(numbers, key=lambda at: -scores[at][1])[:most]
    pairs = sorted(
        (-(scores[start][0] + scores[end][1]), start, end + 1)
        for start in starts
        for end in ends
        if start <= end < start + longest
    )
    return [(start, end) for _, start, end in pairs[: 3 * count + 2 * _SPARE]]


def suggest_candidates(docs: Iterable[Doc], *, ops: Ops | None = None) -> Ragged:
    """The candidates of lessons, in the way of spaCy's suggesters."""
    from thinc.api import Ragged, get_current_ops  # noqa: PLC0415  comes with spaCy

    ops = ops or get_current_ops()
    found: list[tuple[int, int]] = []
    lengths = []
    for doc in docs:
        own = _candidates(doc)
        found += own
        lengths.append(len(own))
    spans = ops.asarray2i(found, dtype="i") if found else ops.alloc2i(0, 2)
    return Ragged(spans, ops.asarray1i(lengths, dtype="i"))


def _candidates(doc: Doc) -> list[tuple[int, int]]:
    return sorted({*doc.user_data[_EASY], *doc.user_data[_HARD]})
