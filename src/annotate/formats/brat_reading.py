"""One document of brat becomes a layer."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from annotate.formats.brat_names import NOTE, OURS, brat_name, one_line
from annotate.formats.brat_offsets import joined, quotes, reading_of
from annotate.formats.brat_standoff import parse
from annotate.formats.fields import Fields
from annotate.formats.importing import shortened
from annotate.formats.jsontext import loads
from annotate.formats.placing import article_for, draft_onto

if TYPE_CHECKING:
    from annotate.formats.brat_offsets import Reading
    from annotate.formats.brat_standoff import Standoff, TextBound
    from annotate.formats.drafting import Draft
    from annotate.formats.importing import Spot
    from annotate.formats.seen import Seen
    from annotate.model import Annotation, Annotator, Layer

__all__ = ["layer_of"]

_NUMBER = re.compile(r"_[0-9]+\Z")


def layer_of(
    spot: Spot,
    raw: str,
    ann: str,
    annotator: Annotator | None,
    source: str,
    seen: Seen,
) -> Layer:
    """The layer of a document's text and annotations.

    Args:
        spot: of the whole `.ann` file.
        raw: the text as it is on the disk, with its line ends.
        ann: the text of the `.ann` file.
        annotator: whose work it is; None for nobody's.
        source: what the article is called when it is new.
        seen: what the files before it held.
    """
    found = parse(ann, spot)
    reading = reading_of(raw, found.text_bounds)
    if reading.unusual:
        spot.note("", f"its offsets fit the text only {reading.unusual}; read so")
    stem = source.removesuffix(".txt")
    article = article_for(spot, reading.text, name=stem, source=source)
    draft = draft_onto(article, reading.text, annotator, unit=reading.unit)
    document = _Document(draft, found, spot, seen)
    for bound in found.text_bounds:
        document.mark(bound, reading)
    document.link()
    document.tell_left()
    layer = draft.layer()
    if annotator is None and found.text_bounds:
        spot.problem("", "is in no annotator's folder; say whose with --annotator")
    return seen.layer(spot, layer)


class _Document:
    """A document whose lines become annotations and links."""

    def __init__(self, draft: Draft, found: Standoff, whole: Spot, seen: Seen) -> None:
        self._draft = draft
        self._found = found
        self._whole = whole
        self._seen = seen
        self._left = Counter(found.left)
        self._marked: dict[str, Annotation] = {}
        self._notes: dict[str, list[str]] = defaultdict(list)
        self._ours: dict[str, Fields] = {}
        self._fields: dict[str, dict[str, str]] = defaultdict(dict)
        """By target, name and value."""
        bounds = {each.id for each in found.text_bounds}
        known = bounds | {each.id for each in found.relations}
        for comment in found.comments:
            spot = whole.on(comment.line)
            if comment.target in known and comment.type == OURS:
                self._ours[comment.target] = _own(comment.text, spot)
            elif comment.target in bounds and comment.type == NOTE:
                self._notes[comment.target].append(comment.text)
            else:
                self._left["comments"] += 1
        for attribute in found.attributes:
            if attribute.target not in bounds:
                self._left["attributes"] += 1
                continue
            fields = self._fields[attribute.target]
            if attribute.name in fields:
                whole.on(attribute.line).note(
                    "", f"{attribute.target} has {attribute.name} twice; the last holds"
                )
            fields[attribute.name] = attribute.value

    def mark(self, bound: TextBound, reading: Reading) -> None:
        """Mark what a `T` line says."""
        spot = self._whole.on(bound.line)
        held = quotes(bound, reading)
        if held and not reading.agrees(bound, held):
            spot.problem(
                "text",
                f"is {shortened(bound.text or '')}, but the article has "
                f"{shortened(' '.join(held))} there",
            )
            return
        own = self._ours.get(bound.id) or Fields({}, spot)
        row = self._seen.once(spot, own.text("id"))
        spans = joined(bound, reading)
        if len(spans) > 1:
            spot.note(
                "", f"{bound.id} is in {len(spans)} pieces, which become as many spans"
            )
        for start, end in spans:
            made = self._draft.mark(
                spot,
                start,
                end,
                _ours_or(own.text("label"), bound.type),
                note=self._note(bound.id, own),
                attributes=self._attributes(bound.id, own),
                origin=own.text("origin"),
                score=own.score("score"),
                row=row,
                repeats=True,
            )
            row = ""
            if made is not None:
                self._marked.setdefault(bound.id, made)

    def link(self) -> None:
        """Link what the `R` lines say, and what our comments say of other articles."""
        for each in self._found.relations:
            spot = self._whole.on(each.line)
            own = self._ours.get(each.id) or Fields({}, spot)
            kind = _ours_or(own.text("kind"), each.type)
            source, target = map(self._marked.get, (each.source, each.target))
            if source is None or target is None:
                self._left["relations that are not between two spans"] += 1
            elif not self._whole.importing.takes_link(kind):
                self._left[
                    f"relations {shortened(kind)}, which is no kind of link,"
                ] += 1
            else:
                row = self._seen.once(spot, own.text("id"))
                self._draft.link(spot, kind, source.id, target.id, row=row)
        for name, made in self._marked.items():
            for link in self._ours[name].objects("links") if name in self._ours else ():
                kind = link.text("kind", required=True)
                far = link.text("target", required=True)
                row = self._seen.once(link.spot, link.text("id"))
                self._draft.link(link.spot, kind, made.id, far, row=row)

    def tell_left(self) -> None:
        """Note what the file holds and nothing here can."""
        for name, count in sorted(self._left.items()):
            self._whole.note("", f"{name} left out: {count}")

    def _note(self, target: str, own: Fields) -> str:
        """The note as it was, unless its one line was changed in brat."""
        shown = "\n".join(self._notes[target])
        held = own.text("note")
        return held if one_line(held) == shown else shown

    def _attributes(self, target: str, own: Fields) -> dict[str, object]:
        held = own.row.get("attributes", {})
        found: dict[str, object] = dict(held) if isinstance(held, dict) else {}
        for name, value in self._fields[target].items():
            key = next((each for each in found if brat_name(each) == name), name)
            if brat_name(str(found.get(key, ""))) != value:
                found[key] = value or "yes"
        return found


def _ours_or(ours: str, theirs: str) -> str:
    """Our name, unless it was changed in brat since."""
    # Of two of our names that are one in brat the second has a number there.
    plain = _NUMBER.sub("", theirs)
    return ours if ours and brat_name(ours) in {theirs, plain} else theirs


def _own(text: str, spot: Spot) -> Fields:
    """What our own comment says of an annotation."""
    try:
        value = loads(text)
    except ValueError as error:
        spot.problem("", f"holds no JSON ({error}); restore or delete the line")
        value = {}
    return Fields(value if isinstance(value, dict) else {}, spot)
