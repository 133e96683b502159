"""What `x` and `z` climb: word, number, quotation, clause, sentence, paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.desk.ladder import grown, shrunk
from annotate.text.graphemes import floor_boundary, is_boundary
from annotate.text.selection import Selection
from drawing import draw, parse

PIECES = [
    "The mayor denied it. ", "“We lost 10 trucks,” she said. ", "‘no’ ", "\n\n", "\n",
    " ", ".", "“", "”", "12", "$2.5bn a year ", "e\u0301", "👩\u200d👩\u200d👧", "🇫🇷🇩",
    "\u200d", "평양은 “아니”라고 3,000명", "كوريا ١٢ ", "«لا» ", "ไทย 12 นาย ",
    "as many as 12,000 men, ", "\u0301", "and he left, ",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=10).map("".join)


@pytest.mark.parametrize(
    "rungs",
    [
        (
            "As many as 12|,000 men came, and Bo left. He ran.\n\nEnd.",
            "As many as [12,000|] men came, and Bo left. He ran.\n\nEnd.",
            "[As many as 12,000 men|] came, and Bo left. He ran.\n\nEnd.",
            "[As many as 12,000 men came|], and Bo left. He ran.\n\nEnd.",
            "[As many as 12,000 men came, and Bo left.|] He ran.\n\nEnd.",
            "[As many as 12,000 men came, and Bo left. He ran.|]\n\nEnd.",
            "[As many as 12,000 men came, and Bo left. He ran.\n\nEnd.|]",
        ),
        (
            "Ann called it “fake ne|ws” and left. Bo ran.",
            "Ann called it “fake [news|]” and left. Bo ran.",
            "Ann called it [“fake news”|] and left. Bo ran.",
            "[Ann called it “fake news” and left|]. Bo ran.",
            "[Ann called it “fake news” and left.|] Bo ran.",
            "[Ann called it “fake news” and left. Bo ran.|]",
        ),
        (
            "“He said ‘not y|et’ and left,” Ann said.",
            "“He said ‘not [yet|]’ and left,” Ann said.",
            "“He said [‘not yet’|] and left,” Ann said.",
            "[“He said ‘not yet’ and left,”|] Ann said.",
            "[“He said ‘not yet’ and left,” Ann said.|]",
        ),
    ],
)
def test_a_selection_grows_rung_by_rung(rungs: tuple[str, ...]) -> None:
    text, selection = parse(rungs[0])
    seen = [rungs[0]]
    while (wider := grown(text, selection)) != selection:
        selection = wider
        seen.append(draw(text, selection))
    assert seen == list(rungs)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[Ann saw 12 men and a dog.|]", "[Ann saw 12 men and a dog|]."),
        ("[Ann saw 12 men and a dog|].", "Ann saw [12 men|] and a dog."),
        ("Ann saw [12 men|] and a dog.", "Ann saw [12|] men and a dog."),
        ("[Ann called it “fake news”|].", "Ann called it [“fake news”|]."),
        ("It is [“fake news”|].", "It is “[fake|] news”."),
        ("[Ann saw a dog|].", "[Ann|] saw a dog."),
        ("[Ann|] saw 12 men.", "|Ann saw 12 men."),
        ("|Ann saw 12 men.", "|Ann saw 12 men."),
    ],
)
def test_without_a_way_back_it_shrinks_to_the_first_rung_inside(
    before: str, after: str
) -> None:
    text, selection = parse(before)
    assert draw(text, shrunk(text, selection)) == after


@given(TEXTS, st.integers(0, 90), st.integers(0, 90))
@settings(max_examples=300, deadline=None)
def test_growing_ends_with_the_text_and_shrinking_with_a_bare_cursor(
    text: str, anchor: int, head: int
) -> None:
    ends = [floor_boundary(text, min(each, len(text))) for each in (anchor, head)]
    first = selection = Selection(*ends)
    for step, limit in ((grown, (0, len(text))), (shrunk, None)):
        selection = first
        for _ in range(2 * len(text) + 2):
            then = step(text, selection)
            assert is_boundary(text, then.start)
            assert is_boundary(text, then.end)
            if then == selection:
                break
            inner, outer = (selection, then) if step is grown else (then, selection)
            assert outer.start <= inner.start <= inner.end <= outer.end
            assert inner.end - inner.start < outer.end - outer.start
            selection = then
        else:
            pytest.fail("it went on for ever")
        assert limit is None or (selection.start, selection.end) == limit
        assert limit is not None or selection.is_bare
