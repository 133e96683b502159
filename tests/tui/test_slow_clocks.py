"""A machine whose clock is behind that of the one where the tags were made."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sittings import ARTICLES, Sitting, database

from annotate.desk.intents import GoToAnnotation, Relabel, Remove
from annotate.ids import following, pack
from annotate.model import Annotation, Edit, Span, Verb
from annotate.store.store import open_store
from annotate.tui.messages import Refused, SetAside

if TYPE_CHECKING:
    from pathlib import Path

HOUR_MS = 3_600_000


def test_each_of_many_tags_of_one_moment_can_be_changed(tmp_path: Path) -> None:
    path = database(tmp_path / "a.db")
    article = ARTICLES[0]
    rev = event = pack(time.time_ns() // 1_000_000 + HOUR_MS, 5)
    made = []
    for start in range(4):
        rev = following(rev)
        span = Span(start, start + 3)
        made.append(
            Annotation(
                rev, rev, None, article.id, span, article.quote(span), "claim", "ada"
            )
        )
    with open_store(path, annotator="ada") as store:
        store.commit(Edit(event, Verb.TAG, article.id, tuple(made)))
    ada = Sitting(path, articles=(article.id,))
    try:
        for one in made:
            ada.session.wish(GoToAnnotation(article.id, one.id))
            ada.session.wish(Relabel("quote"))
        ada.session.wish(Remove())
        ada.settle()
    finally:
        ada.end()
    assert not [one for one in ada.seen if isinstance(one, Refused | SetAside)]
    assert [label for label, _ in ada.stored_tags()] == ["quote"] * 3
