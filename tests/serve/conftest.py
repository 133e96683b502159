from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

# The drawn screen and the copied database are those of the tests of the terminal.
sys.path.append(str(Path(__file__).parents[1] / "terminal"))

from serving import Server

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for ada, ben and a name that a shell would obey, for a whole file."""
    with Server(tmp_path_factory.mktemp("served")) as running:
        yield running
