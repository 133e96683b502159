"""Our group and command: hoisted global options, a default command, lazy loading."""

from __future__ import annotations

import sys
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import click

from annotate.cli.options import FLAGS, VALUED, Globals, global_options
from annotate.cli.report import ReaderGone, exit_code
from annotate.cli.words import refuse_mistyped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["AnnotateCommand", "AnnotateGroup"]

_OWN: Final = ("--help", "-h", "--version")


class AnnotateCommand(click.Command):
    """A command that takes the global options too, and whose help has an example."""

    def __init__(self, *args: Any, example: str, **extra: Any) -> None:  # noqa: ANN401  click's own arguments
        super().__init__(*args, **extra)
        self.example = example
        self.params += global_options(environment=False)

    def format_options(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """The command's own options, then the global ones in a section of theirs."""
        own: list[tuple[str, str]] = []
        shared: list[tuple[str, str]] = []
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None:
                is_shared = (param.name or "").startswith("global_")
                (shared if is_shared else own).append(record)
        for title, records in (("Options", own), ("Global options", shared)):
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The example, as it is typed."""
        del ctx
        _write_examples(formatter, self.example)


class AnnotateGroup(click.Group):
    """The commands by name, each loaded when it is called.

    Global options stand before or after the command; words that begin with no command
    go to the default one.
    """

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  click's own arguments
        lazy: Mapping[str, str],
        default: str,
        example: str,
        **extra: Any,  # noqa: ANN401  the same
    ) -> None:
        super().__init__(*args, **extra)
        self.lazy = lazy
        """Name of a command to `module:attribute`."""
        self.default = default
        self.example = example
        self.params += global_options(environment=True)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the table."""
        del ctx
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; None when there is none of that name."""
        del ctx
        place = self.lazy.get(cmd_name)
        if place is None:
            return None
        module, _, attribute = place.partition(":")
        command = getattr(import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{place} is no command")
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Puts the default command where the first word is none."""
        ctx.ensure_object(Globals)
        at = 0
        while at < len(args):
            if args[at] in VALUED:
                at += 2
            elif args[at] in FLAGS or args[at].startswith(
                tuple(f"{option}=" for option in VALUED)
            ):
                at += 1
            else:
                break
        names_command = at < len(args) and args[at] in (*self.lazy, *_OWN)
        # Past the end: an option lacks its value, and click says so.
        if not names_command and at <= len(args):
            # Before its options are read: they are those of the command meant.
            if at < len(args) and not args[at].startswith("-"):
                refuse_mistyped(args[at : at + 1], self.lazy)
            args = [*args[:at], self.default, *args[at:]]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Runs the command; a reader that leaves early is no error."""
        try:
            result: object = super().invoke(ctx)
            if sys.stdout is not None:
                sys.stdout.flush()
        except BrokenPipeError as error:
            raise ReaderGone from error
        return result

    def main(  # type: ignore[override]  # every ending is ours, in all modes
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,  # noqa: ANN401  the same
    ) -> int:
        """Runs a command line; leaves with its exit code in standalone mode."""
        words = list(sys.argv[1:] if args is None else args)
        action = partial(
            super().main,
            words,
            prog_name or "annotate",
            complete_var,
            standalone_mode=False,
            **extra,
        )
        code = exit_code(action, debug="--debug" in words)
        if standalone_mode:
            sys.exit(code)
        return code

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Both uses: with articles, and with a command."""
        formatter.write_usage(ctx.command_path, "[OPTIONS] [ARTICLE]...")
        formatter.write_usage(
            ctx.command_path, "[OPTIONS] COMMAND [ARGS]...", prefix="       "
        )

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The examples, as they are typed."""
        del ctx
        _write_examples(formatter, self.example)


def _write_examples(formatter: click.HelpFormatter, example: str) -> None:
    lines = example.split("\n")
    with formatter.section("Example" if len(lines) == 1 else "Examples"):
        for line in lines:
            formatter.write(f"{'':>{formatter.current_indent}}{line}\n")
