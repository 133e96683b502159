"""The `annotate` command, also as `python -m annotate`."""

from __future__ import annotations

import gc

__all__ = ["main"]

_ALLOCATIONS = 100_000
"""Between two collections. Python's 700 suit programs that drop what they make; a start
keeps it, and would look through it hundreds of times."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(_ALLOCATIONS, 10, 10)
    from annotate.cli import cli  # noqa: PLC0415 - it is most of what is made

    cli.main(prog_name="annotate")


if __name__ == "__main__":
    main()
