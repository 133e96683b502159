from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from annotate.formats import load
from annotate.formats.contract import Exporting
from annotate.formats.extras import MissingExtra, require
from annotate.scheme import DEFAULT_SCHEME

if TYPE_CHECKING:
    from pathlib import Path


def test_a_library_that_is_there_is_given() -> None:
    assert require("json.decoder", "json").__name__ == "json.decoder"


def test_a_library_that_is_not_there_is_told_with_the_way_to_get_it() -> None:
    with pytest.raises(MissingExtra) as caught:
        require("no_such_library.table", "parquet")
    assert str(caught.value) == (
        "The format parquet needs no_such_library; install it with "
        "`pip install 'annotate-tui[parquet]'`."
    )


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("import no_such_module_either", "No module named 'no_such_module_either'"),
        ("raise ImportError('wrong ABI')", "wrong ABI"),
    ],
)
def test_a_library_that_is_broken_is_told_with_the_reason(
    code: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken_library.py").write_text(code)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(MissingExtra, match="Training needs broken_library") as caught:
        require("broken_library", "spacy", what="Training")
    assert why in str(caught.value)
    assert "broken_library" not in sys.modules


def test_a_format_whose_library_is_missing_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(MissingExtra, match="The format spacy needs spacy; install"):
        next(load("spacy").write(iter(()), Exporting(DEFAULT_SCHEME)))
