from __future__ import annotations

import pytest

from annotate.formats.plain_xml import BadXml, Element, elements


def read(text: str | bytes, root: str = "r", depth: int = 1) -> list[Element]:
    return list(elements(text.encode() if isinstance(text, str) else text, root, depth))


def test_elements_of_one_depth_come_with_what_is_inside_and_their_lines() -> None:
    one, two = read("<r>\n<a x='1 &amp; 2'>t<b>u</b>v</a>\n\n<c/>skipped</r>")
    assert (one.name, one.line, one.attributes, one.text) == (
        "a",
        2,
        {"x": "1 & 2"},
        "tv",
    )
    child = one.child("b")
    assert child is not None
    assert (child.text, one.child("z")) == ("u", None)
    assert (two.name, two.line) == ("c", 4)


def test_names_have_the_address_of_their_namespace() -> None:
    (found,) = read("<p:r xmlns:p='urn:a'><p:a p:x='1' y='2'/></p:r>", root="urn:a r")
    assert (found.name, found.local) == ("urn:a a", "a")
    assert found.attributes == {"urn:a x": "1", "y": "2"}


def test_line_ends_in_attributes_are_kept_where_they_are_references() -> None:
    (found,) = read("<r><a x='1&#10;2&#9;3&#13;4\n5'/></r>")
    assert found.attributes == {"x": "1\n2\t3\r4 5"}


def test_utf_16_is_read_as_well() -> None:
    (found,) = read(
        "<?xml version='1.0' encoding='UTF-16'?><r><é/></r>".encode("utf-16")
    )
    assert found.name == "é"


BOMB = "".join(
    f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" if n else "<!ENTITY l0 'ha'>"
    for n in range(12)
)


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        (f"<!DOCTYPE r [{BOMB}]>\n<r><a x='&l11;'/></r>", 1, "document type"),
        ("<!DOCTYPE r SYSTEM 'file:///etc/passwd'><r/>", 1, "<!DOCTYPE …>"),
        ("<!DOCTYPE r [<!ENTITY x SYSTEM 'http://x.org/'>]><r>&x;</r>", 1, "document"),
        ("<!DOCTYPE r>\n<r/>".encode("utf-16"), 1, "document type"),
        ("<r>\n<a>&x;</a></r>", 2, "undefined entity"),
        ("<r>\n<a x='1", 2, "breaks off, fetch the whole file"),
        ("<r>\n<a/>\n", 3, "breaks off, fetch the whole file"),
        ("", 1, "breaks off, fetch the whole file"),
        ("<r>\n</q>", 2, "mismatched tag"),
        ("no xml", 1, "is no well-formed XML"),
        ("<r><a x='\x01'/></r>", 1, "is no well-formed XML"),
        ("<r><a x='&#0;'/></r>", 1, "is no well-formed XML"),
        ("<r><a x='1' x='2'/></r>", 1, "duplicate attribute"),
        ("<q/>", 1, "begins with q, not with r"),
        ("<r xmlns='urn:a'/>", 1, "begins with r, not with r"),
        ("<?xml version='1.0' encoding='UTF-7'?><r/>", 1, "an encoding that"),
        ("<?xml version='1.0' encoding='x-none'?><r/>", 1, "an encoding that"),
        ("<?xml version='1.1'?><r x='&#1;'/>", 1, "invalid character number"),
        (b"<r>\xff</r>", 1, "is no well-formed XML"),
        ("<r>" + "<a>" * 100, 1, "more than 64 deep"),
    ],
)
def test_what_is_no_plain_xml_is_refused_with_its_line(
    text: str | bytes, line: int, why: str
) -> None:
    with pytest.raises(BadXml) as told:
        read(text)
    assert told.value.line == line
    assert why in told.value.why
    assert str(told.value) == f"Line {line} {told.value.why}."
