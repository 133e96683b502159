"""Where the files are that tests read and never change."""

from __future__ import annotations

from pathlib import Path

__all__ = ["ROOT", "SEEDS"]

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
