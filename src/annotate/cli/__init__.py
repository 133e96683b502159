"""The command line: words in, data on stdout, words on stderr, an exit code."""

from annotate.cli.commands import cli

__all__ = ["cli"]
