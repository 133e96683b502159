"""Adding articles: their id is the hash of their text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotate.model import article_id
from annotate.store.errors import UnstorableText, WrongArticleId

if TYPE_CHECKING:
    from annotate.ids import Ids
    from annotate.model import Article
    from annotate.store.engine import Engine, Params

__all__ = [
    "INSERT_ARTICLE",
    "add_article",
    "has_article",
    "new_article",
    "put_title",
    "refuse_wrong_id",
    "stored_title",
]

INSERT_ARTICLE = """
INSERT INTO article (id, source, title, text, meta, rev)
VALUES (:id, :source, :title, :text, :meta, :rev)"""


def has_article(engine: Engine, wanted: str) -> bool:
    """Whether the database holds the article."""
    found = engine.one("SELECT 1 FROM article WHERE id = :id", {"id": wanted})
    return found is not None


def stored_title(engine: Engine, article: str) -> str | None:
    """The title of the article; None when there is no such article."""
    row = engine.one("SELECT title FROM article WHERE id = :id", {"id": article})
    return str(row[0]) if row else None


def put_title(engine: Engine, ids: Ids, article: str, title: str) -> None:
    """Give an article that is there another title."""
    row = engine.one("SELECT rev FROM article WHERE id = :id", {"id": article})
    # Greater than what it replaces even on a slow clock, or a merge would drop it.
    rev = ids.mint(str(row[0]) if row else "")
    engine.run(
        "UPDATE article SET title = :title, rev = :rev WHERE id = :id",
        {"id": article, "title": title, "rev": rev},
    )


def refuse_wrong_id(engine: Engine, article: Article) -> None:
    """Nothing, for an article that can be stored.

    Raises:
        WrongArticleId: the id is not the hash of the text.
        UnstorableText: the text holds half a surrogate pair.
    """
    try:
        expected = article_id(article.text)
    except UnicodeEncodeError as error:
        raise UnstorableText(engine.path) from error
    if article.id != expected:
        raise WrongArticleId(article.id)


def add_article(engine: Engine, ids: Ids, article: Article) -> bool:
    """Whether the article was new; a known one stays as it is.

    Raises:
        WrongArticleId: the id is not the hash of the text.
        UnstorableText: the text holds half a surrogate pair.
    """
    refuse_wrong_id(engine, article)
    if has_article(engine, article.id):
        return False
    engine.run(INSERT_ARTICLE, new_article(ids, article))
    return True


def new_article(ids: Ids, article: Article) -> Params:
    """What `INSERT_ARTICLE` binds, for one that was not there."""
    return {
        "id": article.id,
        "source": article.source,
        "title": article.title,
        "text": article.text,
        "meta": article.meta,
        "rev": ids.mint(),
    }
