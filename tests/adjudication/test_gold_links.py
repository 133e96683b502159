"""Which links of the annotators become gold's."""

from __future__ import annotations

import pytest
from adjudication_cases import IDS, accepted, marks, works

from annotate.adjudication.deciding import both, neither, taken_from
from annotate.adjudication.docket import Docket
from annotate.adjudication.links import Far
from annotate.agreement.work import Work, mark_of
from annotate.model import GOLD, Answer, Link

PEOPLE = {
    "ada": "denial 0-9, claim 20-30",
    "ben": "denial 0-9, claim 20-30",
    "cy": "denial 0-9",
}


def link(work: Work, source: int = 0, target: int = 1, kind: str = "denies") -> Link:
    rev = IDS.mint()
    ends = (work.annotations[source].id, work.annotations[target].id)
    return Link(rev, rev, None, work.annotator, kind, *ends)


def all_taken(found: Docket) -> Docket:
    for index, case in enumerate(found.cases):
        made = found.decided(index, both(case), IDS.mint())
        found = found.with_revisions(made.annotations, made.links)
    return found


def drawn(found: Docket) -> list[str]:
    """`denies: denial 0 > claim 20`."""
    said = []
    for one in found.gold_links.values():
        ends = (found.gold.get(one.source), found.gold.get(one.target))
        source, target = (
            f"{end.label} {end.span.start}" if end else "?" for end in ends
        )
        said.append(f"{one.kind}: {source} > {target}")
    return said


LINKS = [
    # Both who have both ends; cy, who lacks one, has nothing to say.
    (("ada", "ben"), ["denies: denial 0 > claim 20"]),
    (("ada",), []),
    ((), []),
]


@pytest.mark.parametrize(("linkers", "expected"), LINKS)
def test_a_link_is_adopted_when_all_who_have_both_ends_have_it(
    linkers: tuple[str, ...], expected: list[str]
) -> None:
    made = works(PEOPLE)
    links = [link(work) for work in made if work.annotator in linkers]
    found = all_taken(Docket.of(made, (), links))
    assert drawn(found) == expected
    assert all(one.annotator == GOLD for one in found.gold_links.values())
    assert [one.origin for one in found.gold_links.values()] == [
        one.id for one in links[:1] if expected
    ]


def test_a_link_comes_with_its_second_end_and_goes_with_either() -> None:
    made = works(PEOPLE)
    found = Docket.of(made, (), [link(work) for work in made[:2]])
    first = found.decided(0, both(found.cases[0]), IDS.mint())
    assert first.links == ()
    found = found.with_revisions(first.annotations)
    second = found.decided(1, both(found.cases[1]), IDS.mint())
    assert [one.rev > second.annotations[-1].rev for one in second.links] == [True]
    found = found.with_revisions(second.annotations, second.links)
    again = found.decided(1, both(found.cases[1]), IDS.mint())
    assert again.links == ()
    gone = found.decided(0, neither(), IDS.mint())
    assert [(one.answer, one.prev) for one in gone.links] == [
        (Answer.DELETE, second.links[0].rev)
    ]
    found = found.with_revisions(gone.annotations, gone.links)
    assert drawn(found) == []
    assert accepted(found) == marks("claim 20-30")


def test_all_that_agrees_is_adopted_in_bulk_with_its_links() -> None:
    made = works(PEOPLE)
    found = Docket.of(made, (), [link(work) for work in made[:2]])
    bulk = found.agreed(2, IDS.mint())
    assert bulk.cases == 2
    found = found.with_revisions(bulk.annotations, bulk.links)
    assert drawn(found) == ["denies: denial 0 > claim 20"]
    assert found.agreed(2, IDS.mint()).cases == 0


def test_a_link_to_another_article_waits_for_gold_there() -> None:
    made = works({"ada": "denial 0-9", "ben": "denial 0-9"})
    links = []
    for work, end in zip(made, ("far-a", "far-b"), strict=True):
        rev = IDS.mint()
        source = work.annotations[0].id
        links.append(Link(rev, rev, None, work.annotator, "denies", source, end))
    for gold, expected in (("", []), ("gold-there", ["gold-there"])):
        there = Far(frozenset({"ada", "ben"}), gold)
        far = {"far-a": there, "far-b": there}
        found = all_taken(Docket.of(made, (), links, (), far))
        assert [one.target for one in found.gold_links.values()] == expected
    # One who has both ends and no link speaks against it.
    three = works({"ada": "denial 0-9", "ben": "denial 0-9", "cy": "denial 0-9"})
    moved = [
        Link(
            one.id,
            one.rev,
            None,
            one.annotator,
            one.kind,
            work.annotations[0].id,
            one.target,
        )
        for one, work in zip(links, three, strict=False)
    ]
    everyone = Far(frozenset({"ada", "ben", "cy"}), "gold-there")
    found = Docket.of(three, (), moved, (), {"far-a": everyone, "far-b": everyone})
    assert drawn(all_taken(found)) == []


def test_links_of_those_who_do_not_take_part_and_links_to_nowhere_are_left() -> None:
    made = works(PEOPLE)
    stray = Link("s", "s", None, "ada", "denies", made[0].annotations[0].id, "nowhere")
    others = [link(work) for work in made[:2]]
    found = all_taken(Docket.of(made[1:], (), [stray, *others]))
    assert drawn(found) == ["denies: denial 0 > claim 20"]


def test_ends_that_were_taken_from_one_person_carry_the_links_of_all() -> None:
    made = works({"ada": "denial 0-9, claim 20-30", "ben": "denial 0-9, claim 20-30"})
    found = Docket.of(made, (), [link(work) for work in made])
    for index, who in ((0, "ada"), (1, "ben")):
        ruling = taken_from(found.cases[index], who)
        decision = found.decided(index, ruling, IDS.mint())
        found = found.with_revisions(decision.annotations, decision.links)
    assert drawn(found) == ["denies: denial 0 > claim 20"]
    assert [mark_of(one) for one in found.gold.accepted] == marks(PEOPLE["ada"])
