"""How small a terminal may be."""

from __future__ import annotations

from typing import Final

__all__ = ["LEAST_COLUMNS", "LEAST_ROWS", "STRIP_ROWS"]

LEAST_COLUMNS: Final = 12
LEAST_ROWS: Final = 4
"""With less, not even one pane can be read."""
STRIP_ROWS: Final = 8
"""With fewer rows the text needs the row of the article strip."""
