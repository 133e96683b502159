"""One Web Annotation, as the W3C, Hypothesis or Recogito write it, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from annotate.formats.fields import Fields
from annotate.formats.naming import annotator_of
from annotate.formats.w3c_terms import ANSWER, ATTRIBUTES, KIND, ORIGIN, SCORE
from annotate.model import Annotator, AnnotatorKind, Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Entry", "Place", "entry_of"]

_OA: Final = "http://www.w3.org/ns/oa#"
_TAGS: Final = ("tagging", "classifying", "identifying")
_SAYS: Final = ("commenting", "describing", "replying", "questioning", "editing")


class Place(NamedTuple):
    """Where a target is."""

    source: str
    quote: str | None
    """What it holds; None where nothing says it."""
    prefix: str
    suffix: str
    start: int | None
    end: int | None
    others: tuple[str, ...]
    """The kinds of its other selectors."""


class Entry(NamedTuple):
    """What an annotation says."""

    fields: Fields
    id: str
    """Its IRI; "" for none."""
    annotator: Annotator | None
    made_ms: int | None
    motivations: frozenset[str]
    tags: tuple[str, ...]
    """Labels, or kinds of links."""
    note: str
    resources: tuple[str, ...]
    """The IRIs of bodies that are other resources."""
    targets: tuple[str, ...]
    """The IRIs of targets that are whole resources."""
    places: tuple[Place, ...]
    """The targets that are parts of one."""
    answer: Answer
    attributes: str
    origin: str
    score: float | None


class _Bodies(NamedTuple):
    tags: list[str]
    notes: list[str]
    resources: list[str]


def entry_of(fields: Fields) -> Entry:
    """The annotation that an object tells of."""
    row = fields.row
    motivations = frozenset(_words(row.get("motivation")))
    answer = fields.choice(ANSWER, Answer, Answer.ACCEPT)
    bodies = _bodies(fields, motivations, answer)
    targets = [*_targets(fields)]
    return Entry(
        fields,
        _iri(row),
        _annotator(fields),
        fields.moment_ms("created"),
        motivations,
        tuple(dict.fromkeys(bodies.tags)),
        "\n".join(dict.fromkeys(bodies.notes)),
        tuple(bodies.resources),
        tuple(each for each in targets if isinstance(each, str)),
        tuple(each for each in targets if isinstance(each, Place)),
        answer,
        fields.json_object(ATTRIBUTES),
        fields.text(ORIGIN),
        fields.score(SCORE) if SCORE in row else None,
    )


def _listed(value: object) -> list[object]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _texts(value: object) -> list[str]:
    return [each for each in _listed(value) if isinstance(each, str)]


def _words(value: object) -> list[str]:
    """Words of the vocabulary without what may stand before them."""
    return [
        each.removeprefix(_OA).removeprefix("oa:") for each in _texts(value) if each
    ]


def _iri(row: object) -> str:
    if not isinstance(row, dict):
        return row if isinstance(row, str) else ""
    for name in ("id", "@id"):
        if isinstance(found := row.get(name), str):
            return found
    return ""


def _bodies(fields: Fields, motivations: frozenset[str], answer: Answer) -> _Bodies:
    row = fields.row
    # Hypothesis has tags and a text instead of bodies.
    found = _Bodies(_texts(row.get("tags")), _texts(row.get("text")), [])
    found.notes.extend(_texts(row.get("bodyValue")))
    for at, each in enumerate(_listed(row.get("body"))):
        if isinstance(each, str):
            found.resources.append(each)
            continue
        spot = fields.spot.inside(f"body[{at}]")
        value = each.get("value") if isinstance(each, dict) else None
        if not isinstance(each, dict) or not isinstance(value, str):
            resource = _iri(each)
            found.resources.extend([resource] if resource else [])
            if not resource:
                spot.note("", "is no text; left out")
            continue
        purposes = _words(each.get("purpose")) or [*motivations]
        refuses = answer is Answer.REJECT and "assessing" in purposes
        if refuses or any(purpose in _TAGS for purpose in purposes):
            found.tags.append(value)
        elif not purposes or any(purpose in _SAYS for purpose in purposes):
            found.notes.append(value)
        elif "linking" in purposes:
            found.tags.append(value)
        else:
            spot.note("purpose", f"{', '.join(purposes)} is no tag or note; left out")
    found.notes[:] = filter(None, found.notes)
    return found


def _targets(fields: Fields) -> Iterator[str | Place]:
    """Whole resources by their IRIs, and places in one."""
    listed = _listed(fields.row.get("target"))
    if not listed:
        fields.problem("target", "is missing")
    for at, each in enumerate(listed):
        inner = fields.spot.inside("target" if len(listed) == 1 else f"target[{at}]")
        if isinstance(each, str):
            yield each
        elif not isinstance(each, dict):
            inner.problem("", "is neither an IRI nor an object")
        elif "source" in each or "selector" in each:
            yield _place(Fields(each, inner), _iri(fields.row.get("uri")))
        else:
            yield _iri(each)


def _place(fields: Fields, page: str) -> Place:
    source = _iri(fields.row.get("source")) or page
    if not source:
        fields.problem("source", "is missing")
    quotes, positions, others = [], [], []
    for each in _selectors(fields, "selector"):
        kind = _kind(each)
        if kind == "TextQuoteSelector":
            quotes.append(each)
        elif kind == "TextPositionSelector":
            positions.append(each)
        else:
            others.append(kind or "a selector without type")
    quote = quotes[0].text("exact", required=True) if quotes else None
    start = positions[0].integer("start") if positions else None
    end = positions[0].integer("end") if positions else None
    return Place(
        source,
        quote,
        quotes[0].text("prefix") if quotes else "",
        quotes[0].text("suffix") if quotes else "",
        start,
        end,
        tuple(others),
    )


def _selectors(fields: Fields, name: str) -> Iterator[Fields]:
    """The selectors, and those that refine them."""
    for at, each in enumerate(_listed(fields.row.get(name))):
        if isinstance(each, dict):
            found = Fields(each, fields.spot.inside(f"{name}[{at}]"))
            yield found
            yield from _selectors(found, "refinedBy")


def _kind(fields: Fields) -> str:
    row = fields.row
    kinds = _words(row.get("type")) or _words(row.get("@type"))
    return kinds[0] if kinds else ""


def _annotator(fields: Fields) -> Annotator | None:
    """Who made it: a creator, or a user of Hypothesis."""
    row = fields.row
    creator = next(iter(_listed(row.get("creator"))), None)
    user = row.get("user")
    if creator is None and isinstance(user, str):
        return annotator_of(fields.spot, user.removeprefix("acct:"))
    if not isinstance(creator, dict):
        return annotator_of(fields.spot, _iri(creator).removeprefix("acct:"))
    inner = Fields(creator, fields.spot.inside("creator"))
    said = [creator.get(name) for name in ("nickname", "name", "email")]
    names = [each for each in (*_texts(said), _iri(creator)) if each]
    is_software = _kind(inner) == "Software"
    guess = AnnotatorKind.MODEL if is_software else AnnotatorKind.HUMAN
    kind = inner.choice(KIND, AnnotatorKind, guess)
    return annotator_of(fields.spot, names[0] if names else "", kind)
