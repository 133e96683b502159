"""The form of one tag: what its keys and fields make of note and attributes."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from flows import ME, Flow, running
from textual import events

from annotate.formats.jsontext import canonical_object
from annotate.ids import Ids, following
from annotate.model import (
    Annotation,
    Annotator,
    AnnotatorKind,
    Article,
    Attribute,
    Edit,
    Label,
    Span,
    Verb,
    article_id,
)
from annotate.scheme import DEFAULT_SCHEME
from annotate.store.store import open_store
from annotate.tui.form_keys import form_keys
from annotate.tui.screens.details import (
    DetailsScreen,
    attributes_text,
    read_values,
    shown_value,
)
from annotate.tui.screens.reader import ReaderScreen
from annotate.tui.screens.telling import value_lines
from annotate.tui.widgets.choices import Choices

if TYPE_CHECKING:
    from pathlib import Path

KNOWN: dict[str, object] = {"low": None, "n": 3, "x": {"y": 1}, "speaker": "Yoon"}
LABELS = {label.id: label for label in DEFAULT_SCHEME.labels}


def test_what_was_not_edited_stays_as_it_was_also_where_it_is_no_text() -> None:
    entered = {name: shown_value(value) for name, value in KNOWN.items() if value}
    assert attributes_text(KNOWN, entered) == (
        '{"low":null,"n":3,"speaker":"Yoon","x":{"y":1}}'
    )


def test_attributes_are_written_as_an_import_would_write_them() -> None:
    text = attributes_text({}, {"unit": "m\u2028\x85\ud800é"})
    assert text == '{"unit":"m\\u2028\\u0085\\ud800é"}'
    assert canonical_object(text) == text


def test_an_edited_field_is_text_and_an_emptied_one_goes() -> None:
    entered = {"n": "4", "speaker": "", "as_of": "Friday"}
    assert attributes_text(KNOWN, entered) == (
        '{"as_of":"Friday","low":null,"n":"4","x":{"y":1}}'
    )


# Keys


@pytest.mark.parametrize(
    ("label", "keys"),
    [
        ("claim", "asserted a, hedged h, reported r; note t, speaker s, as_of o"),
        ("quote", "direct d, indirect i, mixed m; note t, speaker s"),
        ("number", "yes y, no n; note t, low l, high h, unit u, counts c, as_of a"),
        ("denial", ("flat f, refutes r, dismisses d, not-confirmed n, no-comment o; "
                    "note t, speaker s")),
    ],
)  # fmt: skip
def test_each_choice_and_field_has_a_key_of_its_own(label: str, keys: str) -> None:
    found = form_keys(LABELS[label])
    choices = ", ".join(f"{one} {key}" for (_, one), key in found.choices.items())
    fields = {"note": found.note, **found.fields}
    told = ", ".join(f"{name} {key}" for name, key in fields.items())
    assert f"{choices}; {told}" == keys
    assert found.read == "v"


def test_a_label_of_more_choices_than_keys_leaves_some_without() -> None:
    choices = tuple(f"choice {n}" for n in range(40))
    label = Label("x", "X", "x", "", "", "", (Attribute("kind", choices),))
    found = form_keys(label)
    keys = [key for key in found.choices.values() if key]
    assert len(keys) == len(set(keys)) == 36
    assert (found.note, found.read) == ("", "")
    assert found.choice("c") == ("kind", "choice 0")
    assert found.choice("?") is None
    assert found.field("c") is None


# From key presses to the database


async def opened(flow: Flow, *keys: str) -> Any:  # noqa: ANN401 - the page's own type
    """The form of the tag that keys make or find."""
    await flow.press("t", *keys, "enter")
    return await flow.page(DetailsScreen)


async def stored(flow: Flow) -> Annotation:
    await flow.closed()
    await flow.saved()
    (one,) = flow.stored()
    return one


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50), (60, 12)])
async def test_a_choice_is_three_keys(example: Path, size: tuple[int, int]) -> None:
    async with running(example, size=size) as flow:
        await opened(flow, "s", "c")
        await flow.press("h", "enter")
        one = await stored(flow)
        assert json.loads(one.attributes) == {"status": "hedged"}
        await flow.press("u")
        await flow.until(lambda: flow.stored()[0].attributes == "{}")
        await flow.press("U")
        await flow.until(lambda: flow.stored()[0].attributes == one.attributes)


@pytest.mark.parametrize("label", ["c", "q", "n", "d"])
async def test_the_choices_of_a_label_have_room_on_eighty_cells(
    example: Path, label: str
) -> None:
    async with running(example, size=(80, 24)) as flow:
        page = await opened(flow, "s", label)
        for choices in page.query(Choices):
            assert choices.size.height == 1


async def test_letters_choose_and_lead_into_the_fields_where_they_are_text(
    example: Path,
) -> None:
    async with running(example, size=(80, 24)) as flow:
        page = await opened(flow, "s", "c")
        assert isinstance(flow.app.focused, Choices)
        await flow.type("ar")
        await flow.type("twho says so? [b]cqnd[/b]")
        await flow.press("tab")
        await flow.type("Seoul")
        assert page.query_one(Choices).value == "reported"
        await flow.press("tab", "F", "r", "i", "enter")
        one = await stored(flow)
        assert one.note == "who says so? [b]cqnd[/b]"
        assert json.loads(one.attributes) == {
            "as_of": "Fri", "speaker": "Seoul", "status": "reported",
        }  # fmt: skip
        before = flow.session.desk
        await flow.press("enter")
        await flow.page(DetailsScreen)
        assert flow.field("#note").value == one.note
        await flow.press("s", "x", "escape")
        await flow.closed()
        assert flow.desk == before
        assert flow.stored() == [one]
        await flow.press("u")
        await flow.until(lambda: flow.stored()[0].attributes == "{}")
        assert flow.stored()[0].note == ""


async def test_all_keys_of_the_form_may_come_in_one_burst(example: Path) -> None:
    async with running(example) as flow:
        await flow.press("t", "s", "c")
        for key in ("enter", "a", "s", "M", "e", "tab", "h", "r", "enter"):
            flow.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await flow.until(lambda: flow.desk.sheet.annotations[0].attributes != "{}")
        one = await stored(flow)
        assert json.loads(one.attributes) == {
            "as_of": "hr", "speaker": "Me", "status": "asserted",
        }  # fmt: skip


async def test_choices_are_cleared_stepped_to_and_clicked(example: Path) -> None:
    async with running(example, size=(80, 24)) as flow:
        page = await opened(flow, "s", "d")
        choices = page.query_one(Choices)
        values = []
        for key in ("f", "f", "right", "left", "left", "delete", "left", "backspace"):
            await flow.press(key)
            values.append(choices.value)
        assert values == [
            "flat", "flat", "refutes", "flat", "no-comment", "", "flat", "",
        ]  # fmt: skip
        at = str(choices.render()).index("refutes")
        await flow.pilot.click(choices, offset=(at, 0))
        assert choices.value == "refutes"
        await flow.pilot.click(choices, offset=(at, 0))
        assert choices.value == ""
        await flow.pilot.click(choices, offset=(at - 2, 0))
        await flow.press("enter")
        assert json.loads((await stored(flow)).attributes) == {"strength": "refutes"}


async def test_letters_of_another_layout_choose_by_their_place(example: Path) -> None:
    async with running(example) as flow:
        page = await opened(flow, "s", "c")
        await flow.press("р")
        assert page.query_one(Choices).value == "hedged"
        await flow.press("escape")
        await flow.closed()
        assert flow.stored()[0].attributes == "{}"


def others_tag(path: Path, note: str, attributes: str, kind: str) -> Path:
    """A database with a tag of somebody else."""
    who = Annotator("bo[b]\x1b", AnnotatorKind(kind))
    text, rev = "The old mayor said so.", Ids().mint()
    article = Article(article_id(text), "News", text)
    made = Annotation(
        following(rev), following(rev), None, article.id, Span(4, 13), "old mayor",
        "claim", who.id, note, attributes, "a-rule", 0.5,
    )  # fmt: skip
    with open_store(path, annotator=who.id) as store:
        store.add_articles([article])
        store.put_annotators([who])
        store.commit(Edit(rev, Verb.IMPORT, article.id, (made,)))
    return path


@pytest.mark.parametrize(
    ("kind", "keys", "remark"),
    [
        ("human", "tab", "; y makes it yours as well."),
        ("model", "space r )", "This is a suggestion: y accepts it"),
    ],
)
async def test_enter_shows_what_somebody_else_s_tag_says(
    tmp_path: Path, kind: str, keys: str, remark: str
) -> None:
    said = {"n": 3, "note": "two", "speaker": "a [b]very[/b] old\x1b man"}
    path = others_tag(tmp_path / "a.db", "look here", json.dumps(said), kind)
    async with running(path, size=(80, 24)) as flow:
        await flow.press(*keys.split())
        before = flow.desk
        await flow.press("enter")
        page = await flow.page(ReaderScreen)
        told = str(page.query_one("Static").content)
        lines = [line.split(maxsplit=1) for line in told.splitlines()]
        for wanted in (["note", "look here"], ["n", "3"], ["note", "two"]):
            assert wanted in lines
        assert "a [b]very[/b] old␛ man" in told
        assert remark in " ".join(told.split())
        assert "Claim by bo\\[b]␛" in str(page.query_one("#page").border_title)
        await flow.press("enter")
        await flow.closed()
        assert flow.desk == before
        assert flow.stored() == []


async def test_enter_says_that_somebody_else_s_tag_has_nothing_more(
    tmp_path: Path,
) -> None:
    path = others_tag(tmp_path / "a.db", "", "{}", "human")
    async with running(path, size=(80, 24)) as flow:
        await flow.press("tab", "enter")
        said = flow.session.message
        assert said.startswith("No note, no attributes. This tag is ")
        assert not flow.has_page


@pytest.mark.parametrize("width", [1, 20, 60])
def test_values_stand_beside_their_names_however_long_both_are(width: int) -> None:
    one = Annotation(
        "i", "r", None, "a", Span(0, 1), "q", "claim", "bob",
        "words " * 30, json.dumps({"x" * 90: "y" * 90, "empty": "", "none": None}),
    )  # fmt: skip
    lines = value_lines(one, width)
    assert all(len(line) <= max(width, 42) for line in lines)
    assert "".join(lines).count("words") == 30
    assert "".join(lines).count("y") == 90
    assert lines[0].startswith("note" + " " * 18)
    assert not any("empty" in line or "none" in line for line in lines)


IMPORTED = {
    "status": "guessed", "sure": True, "weight": 0.5, "speaker": ["a", "b"],
    "\x1b[31m": "\u202e",
}  # fmt: skip


async def imported(flow: Flow, attributes: dict[str, object]) -> None:
    """A tag of the reader at the start of the text, as an import brings it."""
    article = flow.desk.sheet.article
    rev = Ids().mint()
    one = Annotation(
        rev, rev, None, article.id, Span(0, 6), article.text[:6], "claim", ME,
        attributes=json.dumps(attributes, sort_keys=True),
    )  # fmt: skip
    with open_store(flow.path, annotator=ME) as store:
        store.commit(Edit(Ids().mint(), Verb.TAG, article.id, (one,)))
    await flow.until(lambda: flow.mine)


async def test_what_the_form_does_not_know_is_kept(example: Path) -> None:
    async with running(example, size=(80, 24)) as flow:
        await imported(flow, IMPORTED)
        await opened(flow, "g", "tab")
        page = flow.app.screen
        assert "guessed" in str(page.query_one(Choices).render())
        await flow.press("enter")
        await flow.closed()
        assert json.loads(flow.stored()[0].attributes) == IMPORTED
        assert len(flow.stored()) == 1
        await flow.press("enter")
        await flow.page(DetailsScreen)
        await flow.press("h", "enter")
        await flow.closed()
        await flow.saved()
        assert json.loads(flow.stored()[0].attributes) == IMPORTED | {
            "status": "hedged"
        }


# Numbers


@pytest.mark.parametrize(
    ("quote", "label", "read"),
    [
        ("around 10,000 men", "number",
         {"low": "10000", "high": "10000", "approximate": "yes"}),
        ("as many as 12,000", "number", {"high": "12000", "approximate": "no"}),
        ("seven to eight years", "number",
         {"low": "7", "high": "8", "approximate": "no"}),
        ("thousands of men", "number", {}),
        ("12,000 men", "claim", {}),
    ],
)  # fmt: skip
def test_a_number_is_read_from_its_quote(
    quote: str, label: str, read: dict[str, str]
) -> None:
    one = Annotation("i", "i", None, "a", Span(0, len(quote)), quote, label, ME)
    assert read_values(one, LABELS[label]) == read


def test_only_attributes_that_the_label_has_are_read() -> None:
    quote = "12 men"
    one = Annotation("i", "i", None, "a", Span(0, len(quote)), quote, "number", ME)
    label = replace(LABELS["number"], attributes=(Attribute("high"),))
    assert read_values(one, label) == {"high": "12"}


async def test_one_key_takes_what_the_quote_says(example: Path) -> None:
    async with running(example, size=(80, 24)) as flow:
        page = await opened(flow, "g", "#", "#", "n")
        assert flow.mine == [("number", "3,000 North Koreans")]
        assert "low 3000, high 3000" in str(page.query_one("#read").render())
        await flow.press("v", "enter")
        one = await stored(flow)
        assert json.loads(one.attributes) == {
            "approximate": "no", "high": "3000", "low": "3000",
        }  # fmt: skip


async def test_the_form_fits_on_a_small_screen_with_all_its_rows(example: Path) -> None:
    async with running(example, size=(80, 24)) as flow:
        page = await opened(flow, "g", "#", "#", "n")
        box = page.query_one("#details")
        assert box.max_scroll_y == 0
        assert box.region.bottom <= 24
