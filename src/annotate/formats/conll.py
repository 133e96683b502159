r"""CoNLL columns: one token a line, its tag in a column for each label.

The columns are the token and one BIO column (`bio.py`) for each label of the scheme, in
its order, apart by tabs; a blank line stands behind a sentence, but not inside a span.
Spans of two labels may overlap so; of overlapping spans of one label the first is held.
`-DOCSTART-` begins an article.

Lines that begin with `# ` are comments, as in CoNLL-U, and `grep -v '^# '` takes them
away:

    # global.columns = FORM claim quote number denial
    # newdoc id = 3ba51f…
    # article = {"title": …, "source": …, "text": …}
    # annotate = {"annotator": …, "kind": …, "status": …, "spans": [{…}], …}

The last two are JSON objects. The tokens stand in `text` in their order with white
space between them, which is where their offsets come from. The tags say what is marked,
`spans` say more of it. White space in the name of a label is written `%20` in tags and
columns. A control character in a token is written U+FFFD, since it would act on the
terminal; `text` has it.
"""

from __future__ import annotations

from itertools import chain, pairwise
from typing import TYPE_CHECKING

from annotate.formats.bio import OUTSIDE, Chunk, flat, is_tag, tags
from annotate.formats.conll_documents import COLUMNS, DOCUMENT
from annotate.formats.conll_reading import hidden, quoted, read
from annotate.formats.contract import Piece, no_frame
from annotate.formats.details import COLUMN, details_of
from annotate.formats.jsontext import dumps
from annotate.formats.sentences import sentences
from annotate.formats.tokens import fitted, holding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from annotate.formats.contract import Exporting, Losses
    from annotate.formats.tokens import Fit
    from annotate.model import Layer, Span

__all__ = [
    "articles_only",
    "drops",
    "folder",
    "frame",
    "has_tokens",
    "holds_parts",
    "name",
    "offset_unit",
    "read",
    "reads",
    "reads_like",
    "suffixes",
    "write",
    "writes",
]

name = "conll"
suffixes: tuple[str, ...] = (".conll", ".bio", ".iob", ".iob2")
reads = True
writes = True
folder = False
holds_parts = False
articles_only = False
has_tokens = True
offset_unit = ""
drops = (
    "all but the first of overlapping spans with one label, white space at the edges "
    "of spans, articles without annotations, deleted annotations, history, times of "
    "work"
)


def write(layers: Iterable[Layer], exporting: Exporting) -> Iterator[Piece]:
    """The lines of a file, an article and annotator in each piece after the first."""
    labels = tuple(
        label.id
        for label in exporting.scheme.labels
        if not exporting.labels or label.id in exporting.labels
    )
    columns = " ".join(("FORM", *map(quoted, labels)))
    yield Piece("", f"# {COLUMNS} = {columns}\n\n".encode())
    for layer in layers:
        if layer.annotator is None:
            exporting.losses.add("articles without annotations")
            continue
        lines = _lines(layer, labels, exporting)
        yield Piece("", "".join(f"{line}\n" for line in lines).encode())


frame = no_frame


def reads_like(name: str, head: bytes) -> bool:
    """Whether a file with that name and those first bytes may be of CoNLL's columns."""
    del name
    lines = head.decode("utf-8", "replace").removeprefix("\ufeff").split("\n")[:-1]
    if any(line.startswith((f"# {COLUMNS} =", DOCUMENT)) for line in lines[:5]):
        return True
    rows = [line.split() for line in lines if line.strip() and line[0] != "#"]
    return len(rows) > 1 and all(
        len(row) == len(rows[0]) > 1 and is_tag(row[-1]) for row in rows
    )


def _lines(layer: Layer, labels: Sequence[str], exporting: Exporting) -> Iterator[str]:
    article, losses = layer.article, exporting.losses
    tokens, fits = fitted(layer, exporting)
    columns = {label: _column(fits, label) for label in labels}
    rows = [fit.row for fit in _held(fits, columns, losses)]
    yield f"# newdoc id = {article.id}"
    named = {"title": article.title, "source": article.source, "text": article.text}
    yield f"# article = {dumps(named)}"
    yield f"# {COLUMN} = {dumps(details_of(holding(layer, rows, losses)))}"
    yield "\t".join((DOCUMENT, *(OUTSIDE for _ in labels)))
    yield ""
    forms = hidden(article.text)
    if forms != article.text:
        count = sum(map(str.__ne__, forms, article.text))
        losses.add("control characters shown as U+FFFD in tokens", count)
    tagged = [tags(len(tokens), column) for column in columns.values()]
    borders = _borders(article.text, tokens, chain.from_iterable(columns.values()))
    for first, after in pairwise(borders):
        for at in range(first, after):
            form = forms[tokens[at].start : tokens[at].end]
            yield "\t".join((form, *(column[at] for column in tagged)))
        yield ""


def _column(fits: Iterable[Fit], label: str) -> list[Chunk]:
    return [
        *flat(
            Chunk(fit.first, fit.after, quoted(label))
            for fit in fits
            if fit.row.label == label
        )
    ]


def _held(
    fits: Iterable[Fit], columns: Mapping[str, Iterable[Chunk]], losses: Losses
) -> Iterator[Fit]:
    """The annotations that are in their columns."""
    left = {label: set(column) for label, column in columns.items()}
    for fit in fits:
        chunk = Chunk(fit.first, fit.after, quoted(fit.row.label))
        if fit.row.label not in left:
            losses.add("spans dropped whose label the scheme lacks")
            losses.missing[fit.row.label] += 1
        elif chunk in left[fit.row.label]:
            left[fit.row.label].remove(chunk)
            yield fit
        else:
            losses.add("spans dropped that overlap another of their label")
            losses.missing[fit.row.label] += 1


def _borders(text: str, tokens: Sequence[Span], held: Iterable[Chunk]) -> list[int]:
    """The token at which each sentence begins, and the end; none is inside a span."""
    borders = {0, len(tokens)}
    at = 0
    for sentence in sentences(text, tokens):
        at += len(sentence)
        borders.add(at)
    for chunk in held:
        borders.difference_update(range(chunk.first + 1, chunk.after))
    return sorted(borders)
