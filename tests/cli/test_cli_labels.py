"""The scheme is the user's own: shown, added to and changed by a TOML file."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.model import Attribute, Label, Scheme
from annotate.scheme import DEFAULT_SCHEME
from annotate.scheme_file import COLOURS, SHAPES, labels_of, toml_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WORDS = st.text(
    st.characters(exclude_categories=["C"]), min_size=1, max_size=20
).filter(str.strip)


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    ids = draw(st.lists(WORDS, min_size=1, max_size=5, unique=True))
    keys = draw(st.lists(st.sampled_from("abcxyz69"), max_size=5, unique=True))
    keys += [""] * len(ids)
    names = draw(st.lists(WORDS, max_size=3, unique=True))
    attributes = tuple(
        Attribute(name, tuple(draw(st.lists(WORDS, max_size=3, unique=True))))
        for name in names
    )
    return Scheme(
        tuple(
            Label(
                each,
                draw(WORDS),
                key,
                draw(st.sampled_from(COLOURS)),
                draw(st.sampled_from(SHAPES)),
                draw(st.just("") | WORDS),
                attributes,
            )
            for each, key in zip(ids, keys, strict=False)
        ),
        (),
    )


@given(schemes())
def test_a_scheme_comes_back_from_its_file(scheme: Scheme) -> None:
    assert labels_of(toml_of(scheme).encode(), "x") == scheme.labels


def test_the_default_scheme_comes_back_from_its_file() -> None:
    assert labels_of(toml_of(DEFAULT_SCHEME).encode(), "x") == DEFAULT_SCHEME.labels


@pytest.mark.usefixtures("example")
def test_labels_are_changed_added_and_put_in_order(run: Callable, folder: Path) -> None:
    text = run("labels", "--toml").out
    assert run("labels", "--edit", "-", stdin=text.encode()).err.endswith(
        "0 labels changed.\n"
    )
    new = """
[[label]]
id = "rumour"
key = "6"
hint = "What nobody stands by."
attributes = [ { name = "heard", choices = ["once", "often"] } ]

[[label]]
id = "claim"
title = "Assertion"
key = "c"
"""
    (folder / "s.toml").write_text(new)
    done = run("labels", "--edit", "s.toml")
    assert done.code == 0
    assert done.err.endswith(
        ": 2 labels changed, and the order; 3 others stayed behind them.\n"
    )
    found = json.loads(run("labels", "--json").out)["labels"]
    assert [each["id"] for each in found] == [
        "rumour", "claim", "quote", "number", "denial",
    ]  # fmt: skip
    assert found[0]["title"] == "rumour"
    assert found[0]["attributes"] == [{"name": "heard", "choices": ["once", "often"]}]
    assert found[1]["title"] == "Assertion"
    assert [each["name"] for each in found[1]["attributes"]] == [
        "speaker", "status", "as_of",
    ]  # fmt: skip
    assert found[0]["colour"] not in [each["colour"] for each in found[1:]]
    assert run("check").code == 0
    assert run("export").out.count('"label":"claim"') == 214


def test_what_a_file_leaves_out_of_a_label_stays() -> None:
    claim, quote = DEFAULT_SCHEME.labels[:2]
    given = """
[[label]]
id = "quote"
hint = "Words of others."

[[label]]
id = "claim"
attributes = []
"""
    assert labels_of(given.encode(), "x", DEFAULT_SCHEME.labels) == (
        replace(quote, hint="Words of others."),
        replace(claim, attributes=()),
    )


def test_a_new_label_has_a_colour_of_its_own_while_there_is_one() -> None:
    given = "".join(f'[[label]]\nid = "new {each}"\n' for each in range(6))
    found = labels_of(given.encode(), "x", DEFAULT_SCHEME.labels)
    assert [each.colour for each in found[:4]] == list(COLOURS[4:])
    assert [each.colour for each in found[4:]] == list(COLOURS[4:6])


def test_a_new_label_cannot_have_the_key_of_one_that_stays(
    run: Callable, folder: Path
) -> None:
    (folder / "s.toml").write_text('[[label]]\nid = "x"\nkey = "c"\n')
    done = run("labels", "--edit", "s.toml")
    assert done.code == 1
    assert done.err == "annotate: s.toml: label 1, key 'c' is that of claim too.\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no [[label]]"),
        ("x = ", "is no TOML"),
        ("label = 3", "no [[label]]"),
        ("[[labels]]", "did you mean 'label'?"),
        ("[[label]]", "label 1, id needs 1 to 64"),
        ('[[label]]\nid = "a"\nkolour = "x"', "did you mean 'colour'?"),
        ('[[label]]\nid = "a"\ncolour = "mauve"', "colour is 'mauve'; known are claim"),
        ('[[label]]\nid = "a"\nshape = 3', "shape is no text"),
        ('[[label]]\nid = "a"\nkey = "ctrl"', "one character, or empty"),
        ('[[label]]\nid = "a\\u001b"', "control character"),
        ('[[label]]\nid = "a"\n[[label]]\nid = "a"', "id 'a' of another"),
        (
            '[[label]]\nid = "a"\nkey = "x"\n[[label]]\nid = "b"\nkey = "x"',
            "label 2, key 'x' is that of a too",
        ),
        ('[[label]]\nid = "a"\nattributes = 1', "attributes is no list"),
        ('[[label]]\nid = "a"\nattributes = [{}]', "has no name"),
        (
            '[[label]]\nid = "a"\nattributes = [{ name = "n", choices = [1] }]',
            "no list of words",
        ),
        (
            '[[label]]\nid = "a"\nattributes = [{ name = "n" }, { name = "n" }]',
            "twice",
        ),
    ],
)
def test_a_bad_scheme_is_told_and_changes_nothing(
    run: Callable, folder: Path, text: str, says: str
) -> None:
    (folder / "s.toml").write_text(text)
    done = run("labels", "--edit", "s.toml")
    assert done.code == 1
    assert says in done.err
    assert [each.name for each in folder.iterdir()] == ["s.toml"]


def test_a_scheme_file_that_is_not_there_is_told(run: Callable) -> None:
    assert "does not exist" in run("labels", "--edit", "none.toml").err
