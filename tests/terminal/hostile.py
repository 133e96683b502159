"""A database in which every text tries to act on the terminal or on the screen."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

from annotate.corpus import article_from_bytes
from annotate.ids import Ids
from annotate.model import Annotation, Annotator, Layer, Span
from annotate.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotate.model import Article

__all__ = ["EVIL", "MARKER", "PIECES", "TEXTS", "hostile_database"]

MARKER: Final = "31;9"
"""In every hostile look: struck through, which the desk never writes."""

PIECES: Final = (
    "\x1b[2J\x1b]0;pwned\x07\x1b]52;c;cHduZWQ=\x07\x1b[31;9mred\x1b[?1049l\x1bc",
    "C1 \x9b2J\x9b31;9m \x90q\x9c \x9d0;t\x9c \x85 nel \x8d up",
    "\x01\x02\x05\x07\x08\x0b\x0c\x0e\x0f\x10\x1f\x7f controls",
    "\u202eevil\u202c \u2066x\u2069 \u200f\u200e \u061c \ufeff bidi",
    "[/x] [@click=app.quit]x[/] [bold red]no[/bold red] [/] [[ \\[",
    "👨\u200d👩\u200d👧\u200d👦 🇺🇦🇰🇷🇫 👍🏽 ❤️ 1️⃣ 🏴\U000e0067\U000e0062\U000e007f",
    "漢字かな交じり文 한국어 문장 ﾊﾝｶｸ ＷＩＤＥ",
    "العربية مع تشكيل كَتَبَ שלום עולם",
    "ภาษาไทยที่มีสระซ้อน กำลัง น้ำ",
    "e\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a\u030b\u030c Z̴̧̢̛͇͍̫a̵͖̾l̴g̶o",
    "line\u2028sep\u2029para \u3164\u115f filler",
    "देवनागरी क्षि नमस्ते हिन्दी தமிழ் නමස්තේ",
    "\u0301 a mark of its own\n\u0302 and one at the start of a row",
)
_ALL: Final = " ".join(PIECES)
EVIL: Final = f"evil {_ALL}"
_QUOTED: Final = "\n\n".join(f"He said “{one}” and 12 {one} more." for one in PIECES)
TEXTS: Final = (
    f"Hostile headline {_ALL}\n\n{_QUOTED}",
    "A second one\n\n" + "\n\n".join(PIECES) + "\n\n" + _ALL * 3,
    "x" * 1_000_000,
    "A plain text.\n\n" + "A word and another one. " * 400,
)
_NAMES = (
    ("annotator", "id"),
    ("annotation", "annotator"),
    ("event", "annotator"),
    ("assignment", "annotator"),
)


def hostile_database(path: Path) -> None:
    """Four articles; titles, notes, labels and another annotator are hostile too."""
    articles = [
        article_from_bytes(text.encode(), f"{number}.txt")
        for number, text in enumerate(TEXTS)
    ]
    with closing(open_store(path)) as store:
        store.add_articles(articles)
        store.import_layers(
            Layer(one, Annotator("other"), annotations=tuple(_tags(one)))
            for one in articles[:2]
        )
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        for table, column in _NAMES:
            raw.execute(
                f"UPDATE {table} SET {column} = ? WHERE {column} = 'other'", [EVIL]
            )
        raw.execute("UPDATE label SET title = title || ?, hint = ?", [EVIL, EVIL])
        raw.execute(
            "UPDATE article SET title = ?, source = ? WHERE length(text) < 900000",
            [f"Title {EVIL}", f"{EVIL}.txt"],
        )
        raw.execute("UPDATE article SET title = title || ' (' || rowid || ')'")


def _tags(article: Article) -> Iterator[Annotation]:
    """A tag of each label on many stretches, which end anywhere."""
    ids = Ids()
    labels = ("claim", "quote", "number", "denial")
    for index, start in enumerate(range(0, len(article.text) - 40, 23)):
        span = Span(start, start + 7 + index % 31)
        rev = ids.mint()
        yield Annotation(
            rev,
            rev,
            None,
            article.id,
            span,
            article.quote(span),
            labels[index % 4],
            "other",
            note=EVIL,
            attributes=json.dumps({"source": EVIL, EVIL: EVIL}),
        )
