"""Links between annotations: which suit, how they are made, removed and followed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from desk_cases import ME, THEM, Hand
from hypothesis import given
from hypothesis import strategies as st

from annotate.desk.changes import jump_to_edit, refreshed, with_edit, with_links
from annotate.desk.errors import (
    AlreadyLinked,
    DeskRefusal,
    EndGone,
    LinkedToItself,
    NoSuchLink,
    NoSuchLinkKind,
    NotYourEnd,
    NotYourLink,
)
from annotate.desk.intents import (
    ClosePane,
    Intent,
    MakeLink,
    OpenArticle,
    Remove,
    Resize,
    Toggle,
    ToggleKind,
    Unlink,
    Where,
)
from annotate.desk.linking import choices, described, kind_keys, roles_wanted, suits
from annotate.desk.links import LinkIndex, links_of
from annotate.desk.state import Sheet
from annotate.model import Answer, Edit, Link, LinkKind, Verb
from annotate.scheme import DEFAULT_SCHEME

if TYPE_CHECKING:
    from annotate.desk.state import Desk
    from annotate.model import Annotation

FIRST, SECOND = "|Kim sent 3,000 men, Seoul said.", "|Moscow denied it. 11,000 went."


def two() -> tuple[Hand, Annotation, Annotation]:
    """A claim in the first pane, a denial in the second, both the reader's."""
    hand = Hand(FIRST, SECOND)
    claim = hand.mine("Kim sent 3,000 men")
    hand.desk = replace(hand.desk, focus=1)
    denial = hand.mine("denied it", "denial")
    return hand, claim, denial


def seen(desk: Desk, one: Annotation) -> list[tuple[str, bool, str]]:
    """Kind, whether it starts here, and the quote at the other end."""
    return [
        (found.link.kind, found.is_source, found.end.annotation.quote)
        for found in links_of(desk, one.id)
        if found.end is not None
    ]


def test_a_link_across_panes_is_one_edit_and_seen_from_both_ends() -> None:
    hand, claim, denial = two()
    hand.do(MakeLink("denies", denial.id, claim.id))
    (edit,) = hand.edits
    (link,) = edit.links
    assert (edit.verb, edit.article, edit.annotations) == (
        Verb.LINK, denial.article, (),
    )  # fmt: skip
    assert (link.annotator, link.kind, link.source, link.target) == (
        ME, "denies", denial.id, claim.id,
    )  # fmt: skip
    assert seen(hand.desk, denial) == [("denies", True, "Kim sent 3,000 men")]
    assert seen(hand.desk, claim) == [("denies", False, "denied it")]
    assert links_of(hand.desk, claim.id)[0].end.title == "A title"  # type: ignore[union-attr]
    assert hand.message == "linked → denies “Kim sent 3,000 men”; u undoes"


def test_from_its_target_a_link_is_told_the_other_way_round() -> None:
    hand, claim, denial = two()
    hand.at(claim).do(MakeLink("denies", denial.id, claim.id))
    assert hand.message == "linked ← denies “denied it”; u undoes"


def test_an_unlinked_link_is_gone_at_both_ends_and_the_log_keeps_it() -> None:
    hand, claim, denial = two()
    hand.do(MakeLink("denies", denial.id, claim.id))
    (link,) = hand.edits[0].links
    hand.do(Unlink(link.id))
    (gone,) = hand.edits[1].links
    assert (gone.id, gone.prev, gone.answer) == (link.id, link.rev, Answer.DELETE)
    assert (hand.edits[1].verb, hand.edits[1].article) == (Verb.LINK, denial.article)
    assert seen(hand.desk, denial) == seen(hand.desk, claim) == []


def refusals() -> list[tuple[str, type[DeskRefusal]]]:
    return [
        ("the same again", AlreadyLinked),
        ("with itself", LinkedToItself),
        ("from another's", NotYourEnd),
        ("from one that is gone", EndGone),
        ("to one that is gone", EndGone),
        ("of a kind that is not there", NoSuchLinkKind),
        ("another's away", NotYourLink),
        ("none away", NoSuchLink),
    ]


@pytest.mark.parametrize(("what", "reason"), refusals())
def test_what_cannot_be_linked_is_said_with_a_remedy(
    what: str, reason: type[DeskRefusal]
) -> None:
    hand, claim, denial = two()
    theirs = hand.theirs("11,000", "number")
    foreign = hand.linked("denies", denial, claim, by=THEM)
    hand.do(MakeLink("denies", denial.id, claim.id))
    wishes: dict[str, Intent] = {
        "the same again": MakeLink("denies", denial.id, claim.id),
        "with itself": MakeLink("repeats", claim.id, claim.id),
        "from another's": MakeLink("conflicts", theirs.id, claim.id),
        "from one that is gone": MakeLink("denies", "no id", claim.id),
        "to one that is gone": MakeLink("denies", denial.id, "no id"),
        "of a kind that is not there": MakeLink("mocks", denial.id, claim.id),
        "another's away": Unlink(foreign.id),
        "none away": Unlink("no id"),
    }
    said = hand.refuse(wishes[what], reason)
    assert "; " in said
    assert said.endswith(".")


def test_ones_own_may_be_linked_to_somebody_elses() -> None:
    hand, claim, _ = two()
    theirs = hand.theirs("11,000", "number")
    hand.do(MakeLink("conflicts", claim.id, theirs.id))
    assert seen(hand.desk, theirs) == [("conflicts", False, "Kim sent 3,000 men")]


@pytest.mark.parametrize(
    ("kind", "is_refused"),
    [("conflicts", True), ("same-quantity", True), ("repeats", False)],
)
def test_what_says_the_same_from_either_end_is_linked_once(
    kind: str, is_refused: bool
) -> None:
    hand = Hand("|One man. Two men. 3 men.")
    one, two = hand.mine("One man", "number"), hand.mine("Two men", "number")
    hand.do(MakeLink(kind, one.id, two.id))
    turned = MakeLink(kind, two.id, one.id)
    if is_refused:
        assert "conflicts" in hand.refuse(turned, AlreadyLinked) or kind != "conflicts"
    else:
        assert len(hand.do(turned).edits) == 2
    hand.do(MakeLink(kind, one.id, hand.mine("3 men", "number").id))


def test_another_ones_link_of_the_same_two_does_not_bar_ones_own() -> None:
    hand, claim, denial = two()
    hand.linked("denies", denial, claim, by=THEM)
    hand.do(MakeLink("denies", denial.id, claim.id))
    assert len(seen(hand.desk, claim)) == 2
    hand.do(Toggle(ToggleKind.OTHERS))
    assert len(seen(hand.desk, claim)) == 1


@pytest.mark.parametrize(
    ("label", "fitting"),
    [
        ("denial", ["denies"]),
        ("claim", ["confirms", "repeats", "conflicts", "← denies"]),
        ("number", ["repeats", "conflicts", "same-quantity"]),
        ("quote", []),
        ("unknown", []),
    ],
)
def test_what_fits_the_label_is_offered_first(label: str, fitting: list[str]) -> None:
    hand = Hand(FIRST)
    offered = choices(hand.desk, hand.mine("Kim", label))
    assert [
        f"{'← ' if one.is_reversed else ''}{one.kind.id}" for one in offered if one.fits
    ] == fitting
    assert {one.kind for one in offered} == set(DEFAULT_SCHEME.link_kinds)
    assert [one.fits for one in offered] == sorted(
        (one.fits for one in offered), reverse=True
    )


@pytest.mark.parametrize(
    ("label", "kind", "roles"),
    [
        ("denial", "denies", {"claim"}),
        ("claim", "denies", {"denial"}),
        ("claim", "repeats", {"claim"}),
        ("number", "repeats", {"number"}),
        ("claim", "conflicts", {"claim", "number"}),
        ("number", "same-quantity", {"number"}),
        ("quote", "repeats", set()),
        ("denial", "repeats", set()),
    ],
)
def test_the_other_end_has_a_label_that_the_kind_is_meant_for(
    label: str, kind: str, roles: set[str]
) -> None:
    hand = Hand(FIRST)
    one = hand.mine("Kim", label)
    (choice,) = (each for each in choices(hand.desk, one) if each.kind.id == kind)
    assert roles_wanted(hand.desk, one, choice) == roles
    other = hand.theirs("Seoul", min(roles) if roles else "quote")
    assert suits(hand.desk, one, choice, other) == (not choice.is_reversed)
    assert suits(hand.desk, one, choice, replace(other, annotator=ME))
    assert not suits(hand.desk, one, choice, one)


def test_a_scheme_of_its_own_has_all_its_kinds_offered_for_any_label() -> None:
    kinds = (LinkKind("causes", "causes", ""), LinkKind("cites", "cites", ""))
    hand = Hand(FIRST, scheme=replace(DEFAULT_SCHEME, link_kinds=kinds))
    offered = choices(hand.desk, hand.mine("Kim", "quote"))
    assert [(one.kind.id, one.fits) for one in offered] == [
        ("causes", True), ("cites", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("titles", "keys"),
    [
        (("denies", "confirms", "repeats", "conflicts", "same quantity"), "dcros"),
        (("aa", "aa", "a a", ""), "abce"),
        (("Ä", "ß", "平"), "asb"),
        (("causes",) * 40, "causebdfghijklmnopqrtvwxyz0123456789"),
    ],
)
def test_each_kind_has_a_key_of_its_own(titles: tuple[str, ...], keys: str) -> None:
    kinds = tuple(LinkKind(f"e{n}", title, "") for n, title in enumerate(titles))
    assert "".join(kind_keys(kinds).values()) == keys


def test_the_keys_of_the_default_kinds_stay_what_they_are() -> None:
    assert kind_keys(DEFAULT_SCHEME.link_kinds) == {
        "denies": "d", "confirms": "c", "repeats": "r", "conflicts": "o",
        "same-quantity": "s",
    }  # fmt: skip


# What the store tells


def test_a_removed_end_takes_its_links_along_in_all_panes() -> None:
    hand, claim, denial = two()
    hand.do(MakeLink("denies", denial.id, claim.id))
    hand.at(claim).do(Remove())
    assert seen(hand.desk, denial) == []


def test_an_end_that_comes_back_brings_its_links_as_the_store_has_them() -> None:
    hand, claim, denial = two()
    link = hand.linked("denies", denial, claim)
    hand.at(claim).do(Remove())
    _, removed = hand.last
    back = removed.revised(hand.ids.mint(removed.rev), answer=Answer.ACCEPT)
    edit = Edit(hand.ids.mint(), Verb.UNDO, claim.article, (back,))
    desk = with_links(with_edit(hand.desk, edit), (link,), ())
    assert seen(desk, denial) == [("denies", True, "Kim sent 3,000 men")]


def test_undoing_a_link_leads_to_where_it_starts() -> None:
    hand, claim, denial = two()
    hand.do(MakeLink("denies", denial.id, claim.id))
    (link,) = hand.edits[0].links
    gone = replace(link, rev=hand.ids.mint(), prev=link.rev, answer=Answer.DELETE)
    edit = Edit(hand.ids.mint(), Verb.UNDO, denial.article, (), (gone,))
    desk = jump_to_edit(with_edit(hand.at(claim).desk, edit), edit)
    assert (desk.focus, desk.active) == (1, denial.id)
    assert seen(desk, claim) == []


def test_a_link_that_is_not_saved_is_put_on_top_of_what_the_store_has() -> None:
    hand, claim, denial = two()
    hand.do(MakeLink("denies", denial.id, claim.id))
    for sheet in tuple(hand.desk.sheets.values()):
        fresh = Sheet.of(sheet.article, sheet.annotations)
        hand.desk = refreshed(hand.desk, fresh, hand.edits)
    assert seen(hand.desk, claim) == [("denies", False, "denied it")]
    assert seen(hand.desk, denial) == [("denies", True, "Kim sent 3,000 men")]


def test_the_end_in_an_article_that_was_closed_is_known_as_it_was_left() -> None:
    hand, claim, denial = two()
    hand.do(MakeLink("denies", denial.id, claim.id))
    hand.at(denial).select("Moscow [denied|] it. 11,000 went.").do(Resize())
    closed = hand.desk.sheet
    hand.do(ClosePane())
    assert seen(hand.desk, claim) == [("denies", False, "denied")]
    assert described(hand.desk, hand.edits[0].links[0]) == (
        "→ denies “Kim sent 3,000 men”"
    )
    hand.do(OpenArticle(closed, Where.NEW_PANE))
    assert seen(hand.desk, claim) == [("denies", False, "denied")]


def test_an_end_that_this_database_does_not_have_is_none() -> None:
    hand, claim, _ = two()
    rev = hand.ids.mint()
    link = Link(rev, rev, None, ME, "repeats", claim.id, "elsewhere")
    hand.desk = with_links(hand.desk, (link,), ())
    (found,) = links_of(hand.desk, claim.id)
    assert (found.link, found.end) == (link, None)
    assert described(hand.desk, link) == "→ repeats a tag that is not here"
    hand.do(Unlink(link.id))
    assert links_of(hand.desk, claim.id) == ()


def test_nothing_is_linked_with_an_annotation_of_no_open_article() -> None:
    hand, _, _ = two()
    assert links_of(hand.desk, "nobody's") == ()
    assert with_links(hand.desk, (), ()).far == {}


# The index

ENDS = st.sampled_from("abcdef")
PAIRS = st.permutations("abcdef").map(lambda ends: (ends[0], ends[1]))


@given(
    st.lists(st.tuples(PAIRS, st.booleans()), max_size=20),
    st.lists(st.tuples(st.integers(0, 19), PAIRS, st.booleans()), max_size=10),
    st.sets(ENDS, max_size=3),
)
def test_an_index_finds_what_going_through_all_links_finds(
    first: list[tuple[tuple[str, str], bool]],
    changes: list[tuple[int, tuple[str, str], bool]],
    gone: set[str],
) -> None:
    def link(number: int, ends: tuple[str, str], stays: bool) -> Link:
        answer = Answer.ACCEPT if stays else Answer.DELETE
        rev = f"{number:02}"
        return Link(rev, rev, None, ME, "x", *ends, answer=answer)

    known = {f"{n:02}": link(n, *one) for n, one in enumerate(first)}
    index = LinkIndex(known.values())
    revised = [link(*one) for one in changes]
    index = index.with_revisions(revised).without(gone)
    known |= {one.id: one for one in revised}
    kept = {
        one.id: one
        for one in known.values()
        if one.answer is Answer.ACCEPT and not {one.source, one.target} & gone
    }
    assert list(index) == [kept[key] for key in sorted(kept)]
    assert len(index) == len(kept)
    assert index == LinkIndex(kept.values())
    for end in "abcdef":
        wanted = [kept[key] for key in sorted(kept)
                  if end in (kept[key].source, kept[key].target)]  # fmt: skip
        assert list(index.of(end)) == wanted
    assert set(index.ends) == {
        end for one in kept.values() for end in (one.source, one.target)
    }
    for key, one in known.items():
        assert (key in index) == (key in kept)
        assert index.get(key) == (one if key in kept else None)
