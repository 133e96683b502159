"""Decisions of adjudicators in the log: stored, refused, undone, read again."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from store_cases import ARTICLE, SECOND, Desk, desk, rows_of

from annotate.adjudication.deciding import Choice, both, corrected, neither, taken_from
from annotate.adjudication.docket import Docket
from annotate.adjudication.recording import agreed_edit, decision_edit
from annotate.agreement.work import Work
from annotate.model import GOLD, Annotator, AnnotatorKind, Answer, Layer, Span, Status
from annotate.store.check import check
from annotate.store.errors import GoldIsSomebody, Superseded, UndoBlocked
from annotate.store.store import open_store

if TYPE_CHECKING:
    from store_cases import Home

    from annotate.adjudication.deciding import Ruling
    from annotate.store.place import Place

PEOPLE = ("alice", "ben")


@pytest.fixture
def sprint(home: Home) -> Place:
    """A database on whose first article two people differ in a boundary and agree."""
    path = home / "sprint.db"
    for who, end in zip(PEOPLE, (19, 20), strict=True):
        with desk(path, who) as it:
            it.tag(0, end)
            it.tag(21, 28, "quote")
    return path


def docket(it: Desk) -> Docket:
    every = it.store.annotations(ARTICLE.id)
    works = [
        Work(
            ARTICLE.id,
            who,
            len(ARTICLE.text),
            tuple(
                one
                for one in every
                if one.annotator == who and one.answer is Answer.ACCEPT
            ),
        )
        for who in PEOPLE
    ]
    return Docket.of(works, [one for one in every if one.annotator == GOLD])


def decide(it: Desk, ruling: Ruling, index: int = 0, reason: str = "") -> None:
    rev = it.ids.mint()
    made = docket(it).decided(index, ruling, rev)
    edit = decision_edit(made, ruling.choice, ARTICLE.id, rev, reason=reason)
    it.store.commit(edit)


def left(it: Desk, index: int = 0) -> Ruling:
    return taken_from(docket(it).cases[index], "alice", Choice.LEFT)


def right(it: Desk, index: int = 0) -> Ruling:
    return taken_from(docket(it).cases[index], "ben", Choice.RIGHT)


def gold(it: Desk) -> list[tuple[str, str]]:
    return [(one.label, one.quote) for one in docket(it).gold.accepted]


SHORT, LONG = ARTICLE.text[:19], ARTICLE.text[:20]


def test_a_decision_is_one_event_of_the_adjudicator_in_the_layer_gold(
    sprint: Place,
) -> None:
    with desk(sprint, "lead") as it:
        decide(it, right(it), reason="the full stop is part of it")
        case = docket(it).cases[0]
        row = docket(it).gold.at(case.marks[1])
        assert row is not None
        assert (row.annotator, row.quote, row.answer) == (GOLD, SHORT, Answer.REJECT)
        assert gold(it) == [("claim", LONG)]
        decided = it.store.decisions(ARTICLE.id)
        assert {tuple(one) for one in decided.values()} == {
            ("lead", "right", "the full stop is part of it")
        }
        kinds = {each.id: each.kind for each in it.store.annotators()}
        assert kinds[GOLD] is AnnotatorKind.GOLD
        assert kinds["lead"] is AnnotatorKind.HUMAN
    assert check(sprint) == ()


CHOICES = [
    ("left", [("claim", SHORT)]),
    ("right", [("claim", LONG)]),
    ("both", [("claim", SHORT), ("claim", LONG)]),
    ("neither", []),
    ("corrected", [("quote", SHORT)]),
]


def ruled(it: Desk, choice: str) -> Ruling:
    case = docket(it).cases[0]
    made = {
        "left": left(it),
        "right": right(it),
        "both": both(case),
        "neither": neither(),
        "corrected": corrected(case, Span(0, 19), SHORT, "quote"),
    }
    return made[choice]


@pytest.mark.parametrize(("choice", "expected"), CHOICES)
def test_every_choice_is_undone_and_redone_also_after_a_restart(
    sprint: Place, choice: str, expected: list[tuple[str, str]]
) -> None:
    with desk(sprint, "lead") as it:
        decide(it, right(it))
        if choice != "right":
            decide(it, ruled(it, choice))
        assert gold(it) == expected
    rounds = 1 if choice == "right" else 2
    with desk(sprint, "lead") as it:
        for _ in range(rounds):
            it.store.undo()
        assert gold(it) == []
        assert docket(it).open == (0,)
    with desk(sprint, "lead") as it:
        for _ in range(rounds):
            it.store.redo()
        assert gold(it) == expected
        assert docket(it).open == ()
        said = {one.decision for one in it.store.decisions(ARTICLE.id).values()}
        assert choice in said
    assert check(sprint) == ()


def test_what_all_agree_on_is_accepted_in_one_event(sprint: Place) -> None:
    with desk(sprint, "lead") as it:
        rev = it.ids.mint()
        made = docket(it).agreed(2, rev)
        it.store.commit(agreed_edit(made, 2, ARTICLE.id, rev))
        assert gold(it) == [("quote", ARTICLE.text[21:28])]
        it.store.undo()
        assert gold(it) == []


def test_of_two_adjudicators_at_once_the_first_stands_and_the_second_is_told(
    sprint: Place,
) -> None:
    with ExitStack() as both_open:
        lead, other = (both_open.enter_context(desk(sprint, who)) for who in ("l", "o"))
        rulings = [(it, left(it), docket(it), it.ids.mint()) for it in (lead, other)]
        for number, (it, ruling, seen, rev) in enumerate(rulings):
            chosen = ruling if number == 0 else neither()
            made = seen.decided(0, chosen, rev)
            edit = decision_edit(made, chosen.choice, ARTICLE.id, rev)
            if number == 0:
                it.store.commit(edit)
            else:
                with pytest.raises(Superseded) as caught:
                    it.store.commit(edit)
        assert caught.value.theirs is not None
        assert gold(lead) == gold(other) == [("claim", SHORT)]
        # Having seen it, the second one may decide otherwise; the first cannot undo it.
        decide(other, neither())
        assert gold(lead) == []
        with pytest.raises(UndoBlocked):
            lead.store.undo()
        other.store.undo()
        assert gold(lead) == [("claim", SHORT)]
    assert check(sprint) == ()


def test_gold_is_done_in_its_own_name_and_that_is_undone(sprint: Place) -> None:
    with desk(sprint, "lead") as it:
        it.store.set_status(ARTICLE.id, Status.DONE, layer=GOLD)
        assert it.store.status(GOLD, ARTICLE.id) is Status.DONE
        assert it.store.status("lead", ARTICLE.id) is Status.TODO
    with desk(sprint, "lead") as it:
        reverted = it.store.undo()
        assert (reverted.status, reverted.whose) == (Status.TODO, GOLD)
        assert it.store.status(GOLD, ARTICLE.id) is Status.TODO
        assert it.store.redo().status is Status.DONE
        assert it.store.status(GOLD, ARTICLE.id) is Status.DONE
        it.store.set_status(ARTICLE.id, Status.DONE)
        assert it.store.undo().whose == "lead"


@pytest.mark.parametrize("kind", [AnnotatorKind.HUMAN, AnnotatorKind.MODEL])
def test_somebody_called_gold_is_not_written_over(
    sprint: Place, kind: AnnotatorKind
) -> None:
    with desk(sprint, "lead") as it:
        it.store.import_layers([Layer(SECOND, Annotator(GOLD, kind))])
        before = rows_of(sprint)
        with pytest.raises(GoldIsSomebody, match=kind.value):
            decide(it, neither())
        with pytest.raises(GoldIsSomebody):
            it.store.set_status(ARTICLE.id, Status.DONE, layer=GOLD)
    assert rows_of(sprint) == before


def test_whose_work_counts(sprint: Place) -> None:
    with desk(sprint, "lead") as it:
        it.store.put_annotators([Annotator("dan"), Annotator("eve")])
        it.store.assign([(ARTICLE.id, "dan"), (ARTICLE.id, "eve")])
    for who, status in (
        ("cy", Status.DONE), ("dan", Status.DOING), ("eve", Status.SKIPPED)
    ):  # fmt: skip
        with desk(sprint, who) as it:
            it.store.set_status(ARTICLE.id, status)
            if who == "dan":
                it.tag(0, 9)
    with desk(sprint, "lead") as it:
        decide(it, neither())
        found = it.store.workers(ARTICLE.id)
        counted = [each.annotator.id for each in found if each.counts]
        assert counted == ["alice", "ben", "cy"]
        assert [each.annotator.id for each in found] == [
            *counted, "dan", "eve"
        ]  # fmt: skip
        assert it.store.is_blind("dan", ARTICLE.id)
        assert not it.store.is_blind("eve", ARTICLE.id)
        assert not it.store.is_blind("lead", ARTICLE.id)
        first, second = it.store.gold_progress([each.annotator.id for each in found])
        assert (first.article, first.finished, first.state, first.tags) == (
            ARTICLE.id, 3, None, 0
        )  # fmt: skip
        assert (second.finished, second.tags) == (0, 0)


def test_an_end_elsewhere_is_told_with_its_holders_and_golds_row(sprint: Place) -> None:
    with desk(sprint, "lead") as it:
        ends = [one.id for one in it.store.annotations(ARTICLE.id)]
        claims = it.store.far_ends(ends)
        assert {one.gold for one in claims.values()} == {""}
        assert {one.holders for one in claims.values()} == {
            frozenset({"alice"}), frozenset({"ben"}), frozenset(PEOPLE)
        }  # fmt: skip
        decide(it, left(it))
        (row,) = docket(it).gold.accepted
        assert [one.gold for one in it.store.far_ends(ends).values()].count(row.id) == 1
        assert it.store.far_ends(["nowhere"]) == {}


def test_an_export_of_the_layer_gold_says_what_was_taken_and_refused(
    sprint: Place,
) -> None:
    with desk(sprint, "lead") as it:
        decide(it, left(it))
    with open_store(sprint) as store:
        (layer,) = [
            each
            for each in store.layers(kinds=[AnnotatorKind.GOLD])
            if each.annotator is not None
        ]
    assert [one.quote for one in layer.annotations] == [SHORT]
    assert [one.quote for one in layer.rejected] == [LONG]
