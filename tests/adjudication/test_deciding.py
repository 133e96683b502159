"""What a choice makes of the gold layer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from adjudication_cases import (
    IDS,
    TEXT,
    accepted,
    docket,
    marks,
    shown,
    tag,
    works,
)
from chance_marks import any_mark, mark_sets
from hypothesis import given
from hypothesis import strategies as st

from annotate.adjudication.deciding import (
    Choice,
    Ruling,
    both,
    corrected,
    neither,
    ruling_on,
    taken_from,
)
from annotate.adjudication.docket import Docket
from annotate.agreement.work import Mark, mark_of
from annotate.model import GOLD, Answer, Span

TWO = {"ada": "claim 0-9", "ben": "claim 0-12"}


def ruled(found: Docket, choice: str, index: int = 0) -> Ruling:
    """`left`, `right`, `both`, `neither`, or a corrected span like `quote 2-9`."""
    case = found.cases[index]
    match choice:
        case "left":
            return taken_from(case, found.annotators[0], Choice.LEFT)
        case "right":
            return taken_from(case, found.annotators[-1], Choice.RIGHT)
        case "both":
            return both(case)
        case "neither":
            return neither()
        case _:
            ((start, end, label),) = marks(choice)
            return corrected(case, Span(start, end), TEXT[start:end], label)


def after(found: Docket, choice: str, index: int = 0) -> Docket:
    made = found.decided(index, ruled(found, choice, index), IDS.mint())
    return found.with_revisions(made.annotations, made.links)


CHOICES = [
    ("left", "claim 0-9", "-claim 0-12, claim 0-9"),
    ("right", "claim 0-12", "claim 0-12, -claim 0-9"),
    ("both", "claim 0-9, claim 0-12", "claim 0-12, claim 0-9"),
    ("neither", "", "-claim 0-12, -claim 0-9"),
    ("claim 2-9", "claim 2-9", "-claim 0-12, -claim 0-9, claim 2-9"),
    ("quote 0-9", "quote 0-9", "-claim 0-12, -claim 0-9, quote 0-9"),
    ("claim 0-9", "claim 0-9", "-claim 0-12, claim 0-9"),
]


@pytest.mark.parametrize(("choice", "gold", "rows"), CHOICES)
def test_a_choice_makes_gold(choice: str, gold: str, rows: str) -> None:
    found = docket(**TWO)
    assert found.open == (0,)
    made = found.decided(0, ruled(found, choice), IDS.mint())
    assert shown(made.annotations) == rows
    now = found.with_revisions(made.annotations)
    assert accepted(now) == marks(gold)
    assert now.open == ()
    assert [mark_of(one) for one in ruling_on(now.cases[0], now.gold)] == marks(gold)[
        ::-1
    ]


@pytest.mark.parametrize(("first", "_gold", "_rows"), CHOICES)
@pytest.mark.parametrize(("second", "gold", "_more"), CHOICES)
def test_another_decision_replaces_the_one_before(
    first: str, _gold: str, _rows: str, second: str, gold: str, _more: str
) -> None:
    found = after(after(docket(**TWO), first), second)
    assert accepted(found) == marks(gold)
    assert found.open == ()


@pytest.mark.parametrize(("choice", "_gold", "_rows"), CHOICES)
def test_the_same_decision_again_changes_nothing_but_can_be_noted(
    choice: str, _gold: str, _rows: str
) -> None:
    found = after(docket(**TWO), choice)
    ruling = ruled(found, choice)
    assert found.decided(0, ruling, IDS.mint()).annotations == ()
    assert docket(**TWO).noted(0, IDS.mint()).annotations == ()
    noted = found.noted(0, IDS.mint())
    assert len(noted.annotations) == 1
    now = found.with_revisions(noted.annotations)
    assert accepted(now) == accepted(found)


def test_what_is_adopted_keeps_note_and_attributes_and_says_whose_it_was() -> None:
    tags = [
        tag((0, 9, "claim"), "ada", note="sure", attributes='{"tense":"past"}'),
        tag((0, 12, "claim"), "ben", note="really", attributes='{"tense":"none"}'),
    ]
    people = works({"ada": "", "ben": ""})
    found = Docket.of(
        [
            each._replace(annotations=(one,))
            for each, one in zip(people, tags, strict=True)
        ]
    )
    for choice, source in (("left", tags[0]), ("right", tags[1])):
        (row,) = after(found, choice).gold.accepted
        assert (row.origin, row.note, row.attributes) == (
            source.id,
            source.note,
            source.attributes,
        )
        assert row.annotator == GOLD
        assert row.score is None
    (shorter,) = after(found, "claim 0-8").gold.accepted
    assert (shorter.origin, shorter.attributes) == (tags[0].id, tags[0].attributes)
    (relabelled,) = after(found, "quote 0-9").gold.accepted
    assert (relabelled.note, relabelled.attributes) == (tags[0].note, "{}")


def test_rows_are_revised_and_never_made_anew() -> None:
    left = after(docket(**TWO), "left")
    right = left.decided(0, ruled(left, "right"), IDS.mint()).annotations
    for one in right:
        old = left.gold.get(one.id)
        assert old is not None
        assert one.prev == old.rev < one.rev


def test_a_tag_that_comes_later_opens_the_case_again_and_keeps_the_decision() -> None:
    people = works({"ada": "claim 0-9", "ben": "claim 0-9"})
    found = after(Docket.of(people), "left")
    assert (found.open, found.waiting) == ((), ())
    later = (*people, works({"cy": "claim 0-12"})[0])
    again = Docket.of(later, found.gold.accepted)
    assert again.open == (0,)
    assert accepted(again) == marks("claim 0-9")
    # In bulk nobody's decision is taken back.
    assert again.agreed(1, IDS.mint()).annotations == ()


def test_a_correction_on_another_cases_variant_decides_that_one_and_stays() -> None:
    found = docket(ada="claim 0-9, quote 20-30", ben="claim 0-12")
    assert found.open == (0, 1)
    found = after(found, "quote 20-30")
    assert found.open == ()
    found = after(found, "left")
    assert accepted(found) == marks("claim 0-9, quote 20-30")
    assert accepted(after(found, "neither", 1)) == marks("claim 0-9")


def test_of_two_rows_that_met_in_a_merge_the_later_counts_and_the_other_goes() -> None:
    people = works(TWO)
    rows = [
        replace(tag((0, 9, "claim"), GOLD), answer=answer)
        for answer in (Answer.REJECT, Answer.ACCEPT)
    ]
    found = Docket.of(people, rows)
    assert accepted(found) == marks("claim 0-9")
    made = found.decided(0, ruled(found, "left"), IDS.mint()).annotations
    assert shown(made) == "-claim 0-12, xclaim 0-9, claim 0-9"
    assert found.with_revisions(made).gold.at((0, 9, "claim")) is not None


people = st.integers(1, 4).flatmap(
    lambda count: st.lists(mark_sets(), min_size=count, max_size=count)
)
decisions = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.sampled_from(["left", "right", "both", "neither", "corrected", "agreed"]),
        any_mark(),
        st.integers(1, 4),
    ),
    max_size=25,
)


class Account:
    """What gold says, kept as a plain dict from mark to yes or no."""

    def __init__(self) -> None:
        self.says: dict[Mark, bool] = {}
        self.corrections: dict[Mark, int] = {}

    @property
    def accepted(self) -> list[Mark]:
        return sorted(mark for mark, yes in self.says.items() if yes)

    def decide(self, found: Docket, index: int, taken: frozenset[Mark]) -> None:
        of_case = found.cases[index].marks
        for mark in [one for one, of in self.corrections.items() if of == index]:
            del self.corrections[mark]
            # The decision before goes, unless it stands for another case too.
            if mark not in found.case_of:
                del self.says[mark]
        self.says |= dict.fromkeys(of_case, False) | dict.fromkeys(taken, True)
        self.corrections |= dict.fromkeys(taken - set(of_case), index)

    def agree(self, found: Docket, least: int) -> None:
        for index in (*found.open, *found.waiting):
            case = found.cases[index]
            many = [one.mark for one in case.variants if len(one.holders) >= least]
            is_begun = any(mark in self.says for mark in case.marks)
            if len(many) == 1 and not is_begun:
                self.decide(found, index, frozenset(many))


@given(people, decisions)
def test_gold_holds_exactly_what_was_chosen_and_nothing_twice(
    drawn_people: list[set[Mark]], chosen: list[tuple[int, str, Mark, int]]
) -> None:
    made = works({f"p{at}": sorted(each) for at, each in enumerate(drawn_people)})
    found, account = Docket.of(made), Account()
    if not found.cases:
        assert found.agreed(1, IDS.mint()).annotations == ()
        return
    undecided = [(index, "rest", (0, 1, "claim"), 1) for index in range(30)]
    for place, choice, mark, least in [*chosen, *undecided]:
        index, rev = place % len(found.cases), IDS.mint()
        if choice == "agreed":
            account.agree(found, least)
            decision = found.agreed(least, rev)
        elif choice == "rest" and not found.is_open(index):
            continue
        else:
            start, end, label = mark
            drawn = f"{label} {start}-{end}" if choice == "corrected" else choice
            ruling = ruled(found, "left" if choice == "rest" else drawn, index)
            account.decide(found, index, ruling.marks)
            decision = found.decided(index, ruling, rev)
        found = found.with_revisions(decision.annotations)
        assert accepted(found) == account.accepted
        read = Docket.of(made, found.gold.rows)
        assert (read.open, read.waiting) == (found.open, found.waiting)
        assert all(one.rev > rev for one in decision.annotations)
    assert found.open == found.waiting == ()
    assert len({mark_of(one) for one in found.gold.rows}) == len(found.gold.rows)
