"""Which links suit an annotation, and what making and removing one does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from annotate.desk.changes import with_edit
from annotate.desk.errors import (
    AlreadyLinked,
    EndGone,
    LinkedToItself,
    NoSuchLink,
    NoSuchLinkKind,
    NotYourEnd,
    NotYourLink,
    NotYours,
)
from annotate.desk.outcome import Outcome, shortened
from annotate.ids import following, outranking
from annotate.model import Answer, Edit, Link, Verb

if TYPE_CHECKING:
    from annotate.desk.intents import MakeLink, Stamp
    from annotate.desk.state import Desk
    from annotate.model import Annotation, LinkKind

__all__ = [
    "Choice",
    "arrow",
    "choices",
    "described",
    "kind_keys",
    "kind_title",
    "make_link",
    "roles_wanted",
    "source_of_link",
    "suits",
    "unlink",
]

_CLAIM, _NUMBER = frozenset({"claim"}), frozenset({"number"})
_FACTS = _CLAIM | _NUMBER

_ENDS = {
    "denies": (frozenset({"denial"}), _CLAIM),
    "confirms": (_CLAIM, _CLAIM),
    "repeats": (_FACTS, _FACTS),
    "conflicts": (_FACTS, _FACTS),
    "same-quantity": (_NUMBER, _NUMBER),
}
"""By kind: the roles of labels that it starts and ends at."""

_OF_ONE_ROLE = frozenset({"confirms", "repeats", "same-quantity"})
"""Kinds that say that both ends state the same."""

_BOTH_WAYS = frozenset({"conflicts", "same-quantity"})
"""Kinds that say the same from either end."""


class Choice(NamedTuple):
    """A kind of link that an annotation can have."""

    kind: LinkKind
    is_reversed: bool = False
    """Whether the link is to start at the other one and to end here."""
    fits: bool = True
    """Whether the kind is meant for the label of the annotation."""


def source_of_link(desk: Desk) -> Annotation:
    """The annotation that a new link is of: the active one, else that at the cursor.

    Raises NoAnnotationHere, or NotYourEnd when it is somebody else's.
    """
    try:
        return desk.own_active()
    except NotYours as refusal:
        raise NotYourEnd(refusal.annotator) from refusal


def choices(desk: Desk, annotation: Annotation) -> tuple[Choice, ...]:
    """The kinds of links for an annotation: what fits its label, then the others.

    A kind of which the label is the target alone is offered the other way round.
    """
    role = desk.label(annotation.label).colour
    first, turned, others = [], [], []
    for kind in desk.scheme.link_kinds:
        sources, targets = _ENDS.get(kind.id, (frozenset({role}), frozenset({role})))
        if role in sources:
            first.append(Choice(kind))
        elif role in targets:
            turned.append(Choice(kind, is_reversed=True))
        else:
            others.append(Choice(kind, fits=False))
    return (*first, *turned, *others)


def roles_wanted(desk: Desk, annotation: Annotation, choice: Choice) -> frozenset[str]:
    """The roles of labels that the other end of a link may have; empty for any."""
    if not choice.fits or choice.kind.id not in _ENDS:
        return frozenset()
    if choice.kind.id in _OF_ONE_ROLE:
        return frozenset({desk.label(annotation.label).colour})
    sources, targets = _ENDS[choice.kind.id]
    return sources if choice.is_reversed else targets


def suits(
    desk: Desk, annotation: Annotation, choice: Choice, other: Annotation
) -> bool:
    """Whether `other` may be the other end of a link of the annotation."""
    if other.id == annotation.id:
        return False
    if choice.is_reversed and other.annotator != desk.annotator:
        return False
    wanted = roles_wanted(desk, annotation, choice)
    return not wanted or desk.label(other.label).colour in wanted


def kind_keys(kinds: tuple[LinkKind, ...]) -> dict[str, str]:
    """A key for each kind by its id: the first letter of its title that is free.

    A kind of which all letters are taken gets the next free letter or digit; a scheme
    of more kinds than these leaves some without.
    """
    spare = "abcdefghijklmnopqrstuvwxyz0123456789"
    taken: dict[str, str] = {}
    for kind in kinds:
        for letter in (kind.title or kind.id).casefold() + spare:
            if letter in spare and letter not in taken.values():
                taken[kind.id] = letter
                break
    return taken


def kind_title(desk: Desk, kind: str) -> str:
    """What a kind of link is called; its id when the scheme does not have it."""
    for known in desk.scheme.link_kinds:
        if known.id == kind:
            return known.title or kind
    return kind


def make_link(desk: Desk, wish: MakeLink, stamp: Stamp) -> Outcome:
    """A link from one annotation to another one, in the same or another article."""
    if all(kind.id != wish.kind for kind in desk.scheme.link_kinds):
        raise NoSuchLinkKind(wish.kind)
    if wish.source == wish.target:
        raise LinkedToItself
    source, target = _open_end(desk, wish.source), _open_end(desk, wish.target)
    if source.annotator != desk.annotator:
        raise NotYourEnd(desk.who(source.annotator))
    for link in desk.sheets[source.article].links.of(source.id):
        if link.annotator == desk.annotator and _is_same(link, wish):
            raise AlreadyLinked(kind_title(desk, wish.kind), shortened(target.quote))
    rev = following(stamp.rev)
    link = Link(rev, rev, None, desk.annotator, wish.kind, source.id, target.id)
    outcome = _changed(desk, link, source, stamp)
    return replace(outcome, message=f"linked {_from_active(desk, link)}; u undoes")


def _open_end(desk: Desk, annotation_id: str) -> Annotation:
    for sheet in desk.sheets.values():
        found = sheet.annotation(annotation_id)
        if found is not None:
            return found
    raise EndGone


def _is_same(link: Link, wish: MakeLink) -> bool:
    if link.kind != wish.kind:
        return False
    if (link.source, link.target) == (wish.source, wish.target):
        return True
    is_turned = (link.source, link.target) == (wish.target, wish.source)
    return is_turned and wish.kind in _BOTH_WAYS


def unlink(desk: Desk, link_id: str, stamp: Stamp) -> Outcome:
    """The link gone, its ends as they were; the log keeps it."""
    for sheet in desk.sheets.values():
        link = sheet.links.get(link_id)
        if link is not None:
            break
    else:
        raise NoSuchLink
    if link.annotator != desk.annotator:
        raise NotYourLink(desk.who(link.annotator))
    rev = outranking(stamp.rev, link.rev)
    gone = replace(link, rev=rev, prev=link.rev, answer=Answer.DELETE)
    source = desk.end(link.source)
    outcome = _changed(desk, gone, source.annotation if source else None, stamp)
    return replace(outcome, message=f"unlinked {_from_active(desk, link)}; u undoes")


def _changed(
    desk: Desk, link: Link, source: Annotation | None, stamp: Stamp
) -> Outcome:
    article = source.article if source else None
    edit = Edit(stamp.rev, Verb.LINK, article, (), (link,), stamp.active_ms)
    return Outcome(with_edit(desk, edit), (edit,))


def _from_active(desk: Desk, link: Link) -> str:
    return described(desk, link, is_source=desk.active != link.target)


def described(desk: Desk, link: Link, *, is_source: bool = True) -> str:
    """The link as it is seen from one of its ends: "→ denies “troops are there”"."""
    end = desk.end(link.target if is_source else link.source)
    quote = shortened(end.annotation.quote) if end else "a tag that is not here"
    return (
        f"{arrow(link.kind, is_source=is_source)} {kind_title(desk, link.kind)} {quote}"
    )


def arrow(kind: str, *, is_source: bool) -> str:
    """Which way a link of the kind points, seen from one of its ends."""
    if kind in _BOTH_WAYS:
        return "↔"
    return "→" if is_source else "←"
