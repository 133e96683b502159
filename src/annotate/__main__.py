"""The `annotate` command, also as `python -m annotate`."""

from __future__ import annotations

from annotate.cli import cli

__all__ = ["main"]


def main() -> None:
    """Run the command line and leave with its exit code."""
    cli.main(prog_name="annotate")


if __name__ == "__main__":
    main()
