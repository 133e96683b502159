"""The words that a Web Annotation of ours has beside those of the W3C."""

from __future__ import annotations

from typing import Final

__all__ = [
    "ANSWER",
    "ARTICLE",
    "ATTRIBUTES",
    "CONTEXT",
    "KIND",
    "ORIGIN",
    "PREFIX",
    "SCORE",
]

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
PREFIX: Final = "urn:annotate:"
"""What `annotate:` stands for in the context of a page."""

KIND: Final = "annotate:kind"
"""Of a creator: human, model or gold."""
ATTRIBUTES: Final = "annotate:attributes"
"""The text of a JSON object."""
ORIGIN: Final = "annotate:origin"
SCORE: Final = "annotate:score"
ANSWER: Final = "annotate:answer"
"""Missing where it is accept."""
ARTICLE: Final = "annotate:article"
"""Of a link: the source of the annotation that it leads from."""
