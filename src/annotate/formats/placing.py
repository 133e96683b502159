"""Which article a file means, and where its spans stand there.

A file may hold its own version of an article that is known. Its spans are carried over
by quote and context then; what cannot be placed is told of with its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from annotate.formats.drafting import Draft
from annotate.formats.importing import shortened
from annotate.formats.naming import article_of
from annotate.model import Status, article_id
from annotate.text.anchor import anchor, context, letter_place
from annotate.text.clean import clean, portable_source
from annotate.text.letters import letters
from annotate.text.offsets import OffsetUnit

if TYPE_CHECKING:
    from annotate.formats.importing import Spot
    from annotate.model import Annotator, Article, Span

__all__ = ["article_for", "carried", "draft_onto", "named_article", "note_version"]

_ID: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}\Z")
_SHINGLE: Final = 8
_COMPARED: Final = 100_000
_ALIKE: Final = 0.3
"""Least share of common shingles in two versions of a text; other texts have 0.05."""


def article_for(
    spot: Spot,
    raw: str,
    *,
    name: str = "",
    source: str = "",
    title: str = "",
    meta: str = "{}",
) -> Article:
    """The article that a file's text belongs to: one that is known, else a new one.

    The known article with this text; else the one that the file names, if it names one;
    else the one whose text has the same letters, however they are set. A source alone
    names an article only where the texts are alike, since many articles may come from
    one source. Where the text differs, that is noted, and `draft_onto` carries the
    spans.

    Args:
        spot: where it stands in the file.
        raw: the text as the file has it.
        name: what the file calls it, as far as it may be, or end in, an article's id.
        source: where the text came from; of a new article too.
        title: of a new article; guessed from the text when empty.
        meta: of a new article.
    """
    text = clean(raw)
    known = spot.importing.known
    if (same := known.by_id(article_id(text))) is not None:
        return same
    found = _version_of(spot, name, text) or _version_of(spot, source, text)
    if found is None and text.strip():
        found = known.by_letters(text)
    if found is None:
        return article_of(spot, raw, title=title, source=source, meta=meta)
    note_version(spot, found)
    return found


def note_version(spot: Spot, article: Article) -> None:
    """Tell that the spans of a file are carried to that article."""
    spot.note(
        "text",
        f"is another version of the known article {article.id[:8]}; the spans are "
        "placed there by quote and context",
    )


def _version_of(spot: Spot, name: str, text: str) -> Article | None:
    """The known article of that id, or the one of that source and a like text."""
    found = named_article(spot, name)
    if found is None or name.endswith(found.id) or _are_versions(text, found.text):
        return found
    return None


def named_article(spot: Spot, name: str) -> Article | None:
    """The known article whose id ends the name, or whose source it is."""
    if not name:
        return None
    known = spot.importing.known
    by_id = _ID.search(name)
    found = known.by_id(by_id[0]) if by_id else None
    return found or known.by_source(portable_source(name))


def draft_onto(
    article: Article,
    raw: str,
    annotator: Annotator | None,
    *,
    unit: OffsetUnit = OffsetUnit.CODE_POINT,
    status: Status = Status.TODO,
) -> Draft:
    """A draft for offsets in `raw`, which is the article's text or a version of it.

    Args:
        article: what `article_for` gave for the text.
        raw: the text that the file's offsets count in, before cleaning.
        annotator: whose work it is; None for nobody's.
        unit: what the file's offsets count.
        status: how far the annotator is.
    """
    text = clean(raw)
    carry = None if text == article.text else _Carrier(text, article)
    return Draft(raw, article, annotator, unit=unit, status=status, carry=carry)


def carried(
    spot: Spot,
    article: Article,
    quote: str,
    prefix: str = "",
    suffix: str = "",
    hint: int | None = None,
) -> Span | None:
    """The span of the article that holds the quote; None, and told, if not sure.

    See `anchor.anchor` for the arguments.
    """
    found = anchor(article.text, quote, prefix, suffix, hint)
    if found is not None:
        return found
    if letters(quote) in letters(article.text):
        why = "stands in another context, or more than once, in"
    else:
        why = "is not in"
    spot.unplaced(
        "text", f"{shortened(quote)} {why} article {article.id[:8]} as it is known"
    )
    return None


@dataclass(frozen=True, slots=True)
class _Carrier:
    """Carries the spans of one text to an article."""

    text: str
    article: Article

    def __call__(self, spot: Spot, span: Span) -> Span | None:
        quote = self.text[span.start : span.end]
        lead = len(quote) - len(quote.lstrip())
        letter = letter_place(self.text, span.start + lead, self.article.text)
        around = context(self.text, span)
        return carried(spot, self.article, quote, *around, letter - lead)


def _are_versions(one: str, other: str) -> bool:
    """Whether two texts have much in common."""
    first, second = _shingles(one), _shingles(other)
    least = min(len(first), len(second))
    return len(first & second) > _ALIKE * least


def _shingles(text: str) -> set[str]:
    whole = letters(text[:_COMPARED])
    count = max(len(whole) - _SHINGLE + 1, 1)
    return {whole[at : at + _SHINGLE] for at in range(count)}
