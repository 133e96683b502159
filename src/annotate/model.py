"""The values everything speaks of: articles, spans, labels, annotations, edits.

Frozen, slotted, built of tuples and text; no clock, and no ids made inside. Offsets
count Unicode code points of the stored text and are half-open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, cast

from annotate.errors import AnnotateError

__all__ = [
    "GOLD",
    "UNFINISHED",
    "Annotation",
    "Annotator",
    "AnnotatorKind",
    "Answer",
    "Article",
    "ArticleSummary",
    "Assignment",
    "Attribute",
    "Edit",
    "Label",
    "Layer",
    "Link",
    "LinkKind",
    "QuoteMismatch",
    "Scheme",
    "Span",
    "Status",
    "Suggesting",
    "UnfrozenAnnotation",
    "Verb",
    "article_id",
]


GOLD: Final = "gold"
"""Id of the annotator in whose name the adjudicated layer stands."""


class QuoteMismatch(AnnotateError):
    """The stored quote is not the text at its span."""

    def __init__(self, article: str, start: int, end: int) -> None:
        super().__init__(
            f"The quote at {start}-{end} of article {article[:8]} is not the text "
            "there; run `annotate check`."
        )
        self.article = article
        self.start = start
        self.end = end


class AnnotatorKind(StrEnum):
    """Who works in a layer."""

    HUMAN = "human"
    MODEL = "model"
    GOLD = "gold"


class Answer(StrEnum):
    """What a revision says of its span: yes, no, or no longer there."""

    ACCEPT = "accept"
    REJECT = "reject"
    DELETE = "delete"


class Status(StrEnum):
    """How far an annotator is with an article; the states of an assignment."""

    TODO = "todo"
    DOING = "doing"
    DONE = "done"
    SKIPPED = "skipped"


UNFINISHED = frozenset({Status.TODO, Status.DOING})


class Suggesting(StrEnum):
    """What a database says of suggestions on the screen."""

    OFF = "off"
    """Hidden until the reader asks for them."""
    ON = "on"
    """Shown from the start."""
    NEVER = "never"
    """Hidden, whoever asks."""


class Verb(StrEnum):
    """What kind of action an event was."""

    START = "start"
    OPEN = "open"
    TAG = "tag"
    REJECT = "reject"
    EDIT = "edit"
    LINK = "link"
    DONE = "done"
    SKIP = "skip"
    UNDO = "undo"
    REDO = "redo"
    MERGE = "merge"
    EXPORT = "export"
    IMPORT = "import"
    ASSIGN = "assign"


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """A stretch of an article, never empty."""

    start: int
    """First code point."""
    end: int
    """First code point after the span."""

    def __init__(self, start: int, end: int) -> None:
        """ValueError for an empty one, and for one before the text."""
        if not 0 <= start < end:
            raise ValueError(f"no span: {start}-{end}")
        # Texts have many: what dataclasses write here takes three times as long.
        _set_start(self, start)
        _set_end(self, end)

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, offset: int) -> bool:
        """Whether the code point at `offset` is inside."""
        return self.start <= offset < self.end

    def covers(self, other: Span) -> bool:
        """Whether every code point of `other` is inside."""
        return self.start <= other.start and other.end <= self.end


_set_start = vars(Span)["start"].__set__
_set_end = vars(Span)["end"].__set__


def article_id(text: str) -> str:
    """First 32 hex digits of the SHA-256 of the cleaned text in UTF-8."""
    import hashlib  # noqa: PLC0415 - a start makes no article; OpenSSL would cost it 5 ms

    return hashlib.sha256(text.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Article:
    """One text; it never changes under its id."""

    id: str
    title: str
    text: str
    source: str = ""
    """Where it came from: an address, or a file's relative path or name."""
    meta: str = "{}"
    """A JSON object as text."""

    def quote(self, span: Span) -> str:
        """The text at `span`; IndexError past the end."""
        if span.end > len(self.text):
            raise IndexError(f"{span.end} > {len(self.text)}")
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """An article in a list, without its text."""

    id: str
    title: str
    source: str
    length: int
    """Code points."""
    annotations: int
    """Accepted annotations of people; suggestions do not count."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """A field of a label."""

    name: str
    choices: tuple[str, ...] = ()
    """The values allowed; empty for free text."""


@dataclass(frozen=True, slots=True)
class Label:
    """One kind of thing that is marked."""

    id: str
    title: str
    key: str
    """The key that tags it; empty when it has none."""
    colour: str
    """Colour role in the themes: claim, quote, number, denial or extra-1 to extra-4."""
    shape: str
    """Cue without colour: underline, italic, bold or double."""
    hint: str
    """One line of guidance for the screen."""
    attributes: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkKind:
    """One kind of link between annotations."""

    id: str
    title: str
    hint: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """The labels of a database in order, and its link kinds."""

    labels: tuple[Label, ...]
    link_kinds: tuple[LinkKind, ...]

    def label(self, label_id: str) -> Label:
        """The label with that id; KeyError when there is none."""
        for label in self.labels:
            if label.id == label_id:
                return label
        raise KeyError(label_id)


@dataclass(frozen=True, slots=True)
class Annotator:
    """A person, a model, or the adjudicated layer."""

    id: str
    kind: AnnotatorKind = AnnotatorKind.HUMAN
    name: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """How far an annotator is with an article."""

    annotator: str
    article: str
    status: Status = Status.TODO
    is_given: bool = True
    """Whether it was given to them; else they took the article up by themselves."""

    @property
    def is_open(self) -> bool:
        """Whether the annotator is still to finish what was given to them."""
        return self.is_given and self.status in UNFINISHED


@dataclass(frozen=True, slots=True)
class Annotation:
    """One revision of a tag: what an annotator says of a span."""

    id: str
    """The id of its first revision; it stays through every edit."""
    rev: str
    prev: str | None
    """The revision this one replaces; None for the first."""
    article: str
    span: Span
    quote: str
    label: str
    annotator: str
    note: str = ""
    attributes: str = "{}"
    """A JSON object as text, keys sorted."""
    origin: str = ""
    """Id of the annotation it adopts or refuses, or the rule that made it."""
    score: float | None = None
    """A model's confidence; None when there is none."""
    answer: Answer = Answer.ACCEPT

    def revised(
        self,
        rev: str,
        *,
        span: Span | None = None,
        quote: str | None = None,
        label: str | None = None,
        note: str | None = None,
        attributes: str | None = None,
        answer: Answer | None = None,
    ) -> Annotation:
        """The next revision with the named fields changed; a new span needs a quote."""
        if (span is None) != (quote is None):
            raise ValueError("span and quote change together")
        return replace(
            self,
            rev=rev,
            prev=self.rev,
            span=self.span if span is None else span,
            quote=self.quote if quote is None else quote,
            label=self.label if label is None else label,
            note=self.note if note is None else note,
            attributes=self.attributes if attributes is None else attributes,
            answer=self.answer if answer is None else answer,
        )


class UnfrozenAnnotation:
    """The fields of an annotation, for where a million are made.

    A frozen dataclass sets each field by a call, which takes four times as long.
    """

    __slots__ = Annotation.__slots__

    def __init__(
        self,
        id: str,  # noqa: A002 - the name of the field
        rev: str,
        prev: str | None,
        article: str,
        span: Span,
        quote: str,
        label: str,
        annotator: str,
        note: str,
        attributes: str,
        origin: str,
        score: float | None,
        answer: Answer,
    ) -> None:
        self.id = id
        self.rev = rev
        self.prev = prev
        self.article = article
        self.span = span
        self.quote = quote
        self.label = label
        self.annotator = annotator
        self.note = note
        self.attributes = attributes
        self.origin = origin
        self.score = score
        self.answer = answer

    def frozen(self) -> Annotation:
        """The annotation with these fields, which this object becomes."""
        # Allowed between classes with the same slots (Python's reference, 3.3.2.4).
        self.__class__ = Annotation  # type: ignore[assignment]
        return cast("Annotation", self)


@dataclass(frozen=True, slots=True)
class Link:
    """One revision of a typed link between two annotations."""

    id: str
    rev: str
    prev: str | None
    annotator: str
    kind: str
    source: str
    """Annotation id."""
    target: str
    """Annotation id."""
    origin: str = ""
    score: float | None = None
    answer: Answer = Answer.ACCEPT


@dataclass(frozen=True, slots=True)
class Layer:
    """One annotator's work on one article: the unit of export and import."""

    article: Article
    annotator: Annotator | None
    """None for an article that nobody annotated."""
    status: Status = Status.TODO
    annotations: tuple[Annotation, ...] = ()
    """Accepted ones, by start, then longest first, then label, then id."""
    rejected: tuple[Annotation, ...] = ()
    """Refused suggestions, in the same order."""
    links: tuple[Link, ...] = ()
    """Accepted links whose source annotation is in this article, by id."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One event and the revisions it makes: stored whole or not at all."""

    rev: str
    verb: Verb
    article: str | None
    annotations: tuple[Annotation, ...] = ()
    links: tuple[Link, ...] = ()
    active_ms: int = 0
    """Attention since the session's last event, idle time capped."""
    detail: str = "{}"
    """A JSON object as text."""

    @property
    def ids(self) -> frozenset[str]:
        """Ids of the annotations and links that it changes."""
        links = (link.id for link in self.links)
        return frozenset((*(one.id for one in self.annotations), *links))
