"""What holds for all tests."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from stale import stale_libraries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from servers import Cluster, ServerHome

_TOP = Path(__file__).resolve().parents[1]

# The server that the benchmarks start is the one of the tests.
sys.path.insert(0, str(_TOP / "benchmarks"))

# No test asserts on a time, and a busy machine is slow. CI tries the same examples each
# time, so that it tells of a change and not of chance.
settings.register_profile("annotate", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("annotate")


def pytest_configure() -> None:
    """Ends the run where machine code is not that of the sources."""
    stale = stale_libraries(_TOP / "src/annotate")
    if stale:
        pytest.exit(
            f"{stale[0].relative_to(_TOP)} is older than its source: make test compiles"
            " it, or delete every .so below src",
            returncode=2,
        )


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server, for tests that leave it running."""
    from servers import Cluster  # noqa: PLC0415  psycopg, for the tests that ask

    running = Cluster()
    yield running
    running.remove()


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def new_home(
    request: pytest.FixtureRequest,
) -> Callable[[], AbstractContextManager[Path | ServerHome]]:
    """Makes homes as `home` is one, for tests that need many."""

    @contextmanager
    def folder() -> Iterator[Path]:
        with tempfile.TemporaryDirectory() as name:
            yield Path(name)

    @contextmanager
    def server() -> Iterator[ServerHome]:
        from servers import ServerHome  # noqa: PLC0415  psycopg

        found = ServerHome(request.getfixturevalue("cluster"))
        yield found
        found.give_back()

    return folder if request.param == "sqlite" else server


@pytest.fixture
def server_home(cluster: Cluster) -> Iterator[ServerHome]:
    """Where this test's databases are on the server, by name."""
    from servers import ServerHome  # noqa: PLC0415  the same

    found = ServerHome(cluster)
    yield found
    found.give_back()


@pytest.fixture(params=["sqlite", "postgres"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Path | ServerHome:
    """A folder or a server, where this test's databases are: `home / "a.db"`."""
    if request.param == "sqlite":
        return tmp_path
    found: ServerHome = request.getfixturevalue("server_home")
    return found
