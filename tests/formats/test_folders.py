from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotate.formats.folders import Folders, annotator_in, stem_of
from annotate.model import Article, article_id
from annotate.text.names import BadName, annotator_name

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=64)


def article(source: str = "", title: str = "T", text: str = "A text.") -> Article:
    return Article(article_id(text), title, text, source)


@pytest.mark.parametrize(
    ("source", "title", "stem"),
    [
        ("seeds/000_be.txt", "T", "000_be"),
        ("https://x.org/a/b.html", "T", "b"),
        ("https://x.org/a/", "T", "a"),
        ("", "“Will it?” he asked", "Will_it_he_asked"),
        ("", "../../etc/passwd", "etc_passwd"),
        ("", "…", "article"),
        ("", "東京で会談", "東京で会談"),
        (".bashrc", "T", "bashrc"),
        ("", "x" * 300, "x" * 40),
    ],
)
def test_an_article_s_file_is_called_by_its_source_or_title(
    source: str, title: str, stem: str
) -> None:
    of = article(source, title)
    assert stem_of(of) == f"{stem}-{of.id}"


def test_two_articles_of_one_source_have_two_names() -> None:
    assert stem_of(article("a.txt", text="One.")) != stem_of(
        article("a.txt", text="Two.")
    )


@pytest.mark.parametrize(
    ("annotator", "folder"),
    [
        ("ada", "ada"),
        ("ada@x.org", "ada@x.org"),
        ("Jürgen", "Jürgen"),
        ("a b", "a%20b"),
        ("50%", "50%25"),
        ("..", "%2E%2E"),
        ("../x", "%2E.%2Fx"),
        (".hidden", "%2Ehidden"),
        ("-rf", "%2Drf"),
        ("con", "%63on"),
        ("NUL.txt", "%4EUL.txt"),
        ("INITIAL_CAS", "%49NITIAL_CAS"),
        ("dot.", "dot%2E"),
        ("a\\b:c*", "a%5Cb%3Ac%2A"),
        ("🙂", "%F0%9F%99%82"),
    ],
)
def test_an_annotator_s_folder_is_safe_and_read_back(
    annotator: str, folder: str
) -> None:
    assert Folders().of(annotator) == folder
    assert annotator_in(folder) == annotator


@given(st.lists(NAMES, max_size=5))
@settings(deadline=None)
def test_no_two_annotators_share_a_folder_on_any_system(drawn: list[str]) -> None:
    names = set()
    for each in drawn:
        try:
            names.add(annotator_name(each))
        except BadName:
            continue
    folders = Folders()
    given_ = {each: folders.of(each) for each in sorted(names)}
    assert len({folder.casefold() for folder in given_.values()}) == len(names)
    for name, folder in given_.items():
        assert folders.of(name) == folder
        assert len(folder.encode()) <= 200
        assert not set(folder) & set('/\\:*?"<>| \0')
        assert folder[0] not in ".-"
        assert annotator_in(folder) == name or len(name.encode()) > 60


def test_names_that_differ_in_capitals_alone_get_folders_that_do_not() -> None:
    folders = Folders()
    assert [folders.of(name) for name in ("ada", "Ada")] == ["ada", "%41%64%61"]
    assert annotator_in("%41%64%61") == "Ada"
