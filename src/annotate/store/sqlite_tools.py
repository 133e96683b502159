"""sqlite_utils without numpy and pandas, which it imports wherever they are installed.

We give it no arrays and no frames; with them a desk takes 85 MiB more, and a command
half a second.
"""

from __future__ import annotations

import sys

__all__ = ["Database", "Migrations"]

_HEAVY = ("numpy", "pandas")
_hidden = [name for name in _HEAVY if name not in sys.modules]
for _name in _hidden:
    # What has None here cannot be imported.
    sys.modules[_name] = None  # type: ignore[assignment]
try:
    from sqlite_utils import Database, Migrations
finally:
    for _name in _hidden:
        del sys.modules[_name]
