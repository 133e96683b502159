"""Machine code beside the sources that is not that of the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["stale_libraries"]


def stale_libraries(package: Path) -> list[Path]:
    """What was compiled in place from a file that has changed since, or is gone.

    Deleting one alone would not help: machine code of other modules calls it directly.
    """
    found: list[Path] = []
    for library in package.rglob("*.so"):
        source = library.with_name(library.name.partition(".")[0] + ".py")
        if not source.exists() or source.stat().st_mtime > library.stat().st_mtime:
            found.append(library)
    return sorted(found)
