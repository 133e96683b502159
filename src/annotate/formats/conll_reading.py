"""The documents of a CoNLL file, ours and others', become layers."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import unquote

from annotate.formats.bio import chunks, is_tag
from annotate.formats.conll_documents import documents
from annotate.formats.details import COLUMN, Details
from annotate.formats.fields import Fields
from annotate.formats.importing import shortened
from annotate.formats.jsontext import canonical_object, loads
from annotate.formats.naming import annotator_of
from annotate.formats.placing import article_for, draft_onto
from annotate.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotate.formats.bio import Chunk
    from annotate.formats.conll_documents import Document, Row
    from annotate.formats.drafting import Draft
    from annotate.formats.importing import Importing
    from annotate.formats.sources import Source
    from annotate.model import Layer

__all__ = ["hidden", "quoted", "read"]

_CONTROL = re.compile("[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_NOT_IN_NAMES = re.compile(r"[%\s]")
_NO_TAGS: Final = frozenset(
    {
        *(
            "ID",
            "FORM",
            "LEMMA",
            "UPOS",
            "XPOS",
            "FEATS",
            "HEAD",
            "DEPREL",
            "DEPS",
            "MISC",
        ),
        *("POS", "CHUNK"),
    }
)
"""Columns of CoNLL-U and CoNLL-2003 that mark no spans to annotate."""


def hidden(text: str) -> str:
    """The text, as long as before, without what acts on a terminal."""
    return _CONTROL.sub("\ufffd", text)


def quoted(label: str) -> str:
    """The label without white space, which parts columns."""
    return _NOT_IN_NAMES.sub(
        lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), label
    )


def read(source: Source, importing: Importing) -> Iterator[Layer]:
    """The layers of a file.

    A document of ours says its text. The text of another is the one known article with
    the same letters, or else the tokens with one blank between them and a line for each
    sentence. Of several columns of tags without names the last is read.
    """
    seen: dict[tuple[str, str], int] = {}
    for document in documents(source.lines(), importing):
        before = len(importing.problems)
        layer = _layer(document)
        if layer is None or len(importing.problems) > before:
            continue
        who = layer.annotator.id if layer.annotator else ""
        first = seen.setdefault((layer.article.id, who), document.spot.line)
        if first != document.spot.line:
            document.spot.note(
                "", f"has the article and annotator of line {first} again; taken as one"
            )
        yield layer


def _layer(document: Document) -> Layer | None:
    ours = _ours(document)
    rows = tuple(chain.from_iterable(document.sentences))
    form_at, tags_at = _roles(document, rows, is_ours=ours is not None)
    forms = [hidden(row.columns[form_at]) for row in rows]
    raw = ours.text("text", required=True) if ours else _rebuilt(document, forms)
    places = _places(hidden(raw), forms, rows)
    if places is None:
        return None
    details = _details(document)
    draft = _draft(document, raw, ours, details)
    for at in tags_at:
        for chunk in _chunks(rows, at):
            start, end = places[chunk.first].start, places[chunk.after - 1].end
            label = unquote(chunk.label) if ours else chunk.label
            known = details.recall(start, end, label)
            draft.mark(
                rows[chunk.first].spot,
                start,
                end,
                label,
                note=known.note,
                attributes=known.attributes,
                origin=known.origin,
                score=known.score,
                row=known.id,
                repeats=True,
            )
    details.add_rejected(draft)
    details.add_links(draft, ())
    layer = draft.layer()
    if layer.annotator is None and (layer.annotations or layer.rejected):
        document.spot.problem(
            "", "nobody is named as the annotator; say who is with --annotator"
        )
    return layer


def _details(document: Document) -> Details:
    said = document.said(COLUMN)
    if said is None:
        return Details.of(Fields({}, document.spot))
    return Details.of(Fields({COLUMN: said.value}, said.spot))


def _ours(document: Document) -> Fields | None:
    """What our own files say of the article."""
    said = document.said("article")
    if said is None:
        return None
    try:
        row = loads(canonical_object(said.value))
    except ValueError as error:
        said.spot.problem("article", f"is not the text of a JSON object ({error})")
        row = {"text": ""}
    return Fields(cast("dict[str, object]", row), said.spot)


def _roles(
    document: Document, rows: Sequence[Row], *, is_ours: bool
) -> tuple[int, tuple[int, ...]]:
    """The column of the tokens, and those of the tags."""
    width = len(rows[0].columns)
    if document.names:
        if len(document.names) != width:
            rows[0].spot.problem(
                "", f"has {width} columns, where {len(document.names)} are named"
            )
            return 0, ()
        form_at = document.names.index("FORM") if "FORM" in document.names else 0
        return form_at, tuple(
            at
            for at, name in enumerate(document.names)
            if at != form_at and (is_ours or name not in _NO_TAGS)
        )
    if width == 1:
        rows[0].spot.problem("", "has a token and no tag; put one behind, after a tab")
        return 0, ()
    is_counted = width > 2 and all(
        row.columns[0] == str(number)
        for sentence in document.sentences
        for number, row in enumerate(sentence, start=1)
    )
    return int(is_counted), (width - 1,)


def _rebuilt(document: Document, forms: Sequence[str]) -> str:
    """The known text that has these letters, else the tokens and nothing but blanks."""
    rest = iter(forms)
    text = "\n".join(
        " ".join(islice(rest, len(sentence))) for sentence in document.sentences
    )
    known = document.spot.importing.known.by_letters(text)
    return known.text if known else text


def _places(text: str, forms: Sequence[str], rows: Sequence[Row]) -> list[Span] | None:
    """Where the tokens are; None, and a problem, when the text has others."""
    letters = [at for at, char in enumerate(text) if not char.isspace()]
    found: list[Span] = []
    at = 0
    for form, row in zip(forms, rows, strict=True):
        wanted = "".join(form.split())
        own = letters[at : at + len(wanted)]
        if not wanted:
            row.spot.problem("", "has no token; the first column is empty")
            return None
        if wanted != "".join(text[each] for each in own):
            there = text[own[0] : own[-1] + 1] if own else ""
            row.spot.problem(
                "",
                f"has the token {shortened(form)}, where the text goes on with "
                f"{shortened(there)}; change text and tokens alike",
            )
            return None
        found.append(Span(own[0], own[-1] + 1))
        at += len(wanted)
    if at < len(letters):
        rows[-1].spot.problem(
            "", "is the last token, but the text goes on; fetch the whole file"
        )
        return None
    return found


def _draft(
    document: Document, raw: str, ours: Fields | None, details: Details
) -> Draft:
    named = document.said("newdoc id")
    name = named.value if named else ""
    spot = document.spot
    article = article_for(
        ours.spot if ours else spot,
        raw,
        name=name,
        source=ours.text("source") if ours else name,
        title=ours.text("title") if ours else "",
        meta=details.meta,
    )
    annotator = annotator_of(spot, details.annotator, details.kind)
    return draft_onto(article, raw, annotator, status=details.status)


def _chunks(rows: Sequence[Row], at: int) -> Iterator[Chunk]:
    column = [row.columns[at] for row in rows]
    wrong = next((row for row in rows if not is_tag(row.columns[at])), None)
    if wrong is None:
        yield from chunks(column)
    else:
        wrong.spot.problem(
            f"column {at + 1}",
            f"{shortened(wrong.columns[at])} is no tag, as B-claim, I-claim and O are",
        )
