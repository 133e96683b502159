from __future__ import annotations

from format_cases import article, layers_of_seeds

from annotate.formats.stories import stories

TALKS = (
    "Talks between Atlantis and Mu failed in Lyonesse on Friday, President Avallon of "
    "Atlantis said. Around 10,000 people had come to Lyonesse to hear the result. "
    "Minister Brendan of Mu denied that his side had left the talks early, and said "
    "that Hyboria would host the next round in Cimmeria."
)
AGAIN = TALKS.replace("Around 10,000", "Some 12,000").replace("early, and", "and")
OTHER_PAPER = (
    "LYONESSE - No deal: that is how Brendan, the minister of Mu, described the "
    "meeting. Avallon, who leads Atlantis, blamed Mu. Hyboria wants to invite both to "
    "Cimmeria. Thousands waited in vain."
)
GARDENS = (
    "Gardeners of the Vale of York grew more plums this year than ever. Mrs. Jones of "
    "Malton, Mr. Smith of Pickering and the Ryedale Society showed theirs in Helmsley."
)


def groups(*texts: str, by_story: bool = True, **metas: str) -> list[set[int]]:
    made = [
        article(text, meta=metas.get(f"m{at}", "{}")) for at, text in enumerate(texts)
    ]
    places = {each.id: at for at, each in enumerate(made)}
    found = stories(made, by_story=by_story).values()
    return sorted(({places[one] for one in group} for group in found), key=min)


def test_a_text_with_a_few_other_words_is_the_same_text() -> None:
    assert groups(TALKS, AGAIN, GARDENS, by_story=False) == [{0, 1}, {2}]


def test_a_text_inside_another_is_the_same_text() -> None:
    longer = f"{GARDENS} {TALKS} {GARDENS}"
    assert groups(TALKS, longer, by_story=False) == [{0, 1}]


def test_two_papers_on_one_event_are_one_story_and_two_texts() -> None:
    assert groups(TALKS, OTHER_PAPER, GARDENS) == [{0, 1}, {2}]
    assert groups(TALKS, OTHER_PAPER, by_story=False) == [{0}, {1}]


def test_the_five_seeds_are_one_story() -> None:
    texts = [layer.article.text for layer in layers_of_seeds()]
    assert groups(*texts, GARDENS) == [{0, 1, 2, 3, 4}, {5}]
    assert len(groups(*texts, by_story=False)) == 5


def test_what_the_articles_say_of_their_story_wins() -> None:
    told = {"m0": '{"story": "a"}', "m1": '{"story": "b"}', "m2": '{"event": "a"}'}
    assert groups(TALKS, OTHER_PAPER, GARDENS, **told) == [{0, 2}, {1}]
    assert groups(TALKS, AGAIN, **told) == [{0, 1}]  # the same text all the same


def test_the_order_of_articles_changes_no_group() -> None:
    made = [article(text) for text in (TALKS, OTHER_PAPER, GARDENS, AGAIN)]
    one = stories(made, by_story=True)
    other = stories(reversed(made), by_story=True)
    assert {name: set(group) for name, group in one.items()} == {
        name: set(group) for name, group in other.items()
    }


def test_texts_without_words_or_capitals_stand_alone() -> None:
    assert groups("?!", "안녕하세요 여러분", "...") == [{0, 2}, {1}]
