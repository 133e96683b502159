"""The table of commands, and the group that holds them."""

from __future__ import annotations

from typing import Final

import click

from annotate import __version__
from annotate.cli.group import AnnotateGroup

__all__ = ["COMMANDS", "cli"]

COMMANDS: Final = {
    "read": "annotate.cli.read:read",
    "add": "annotate.cli.articles:add",
    "articles": "annotate.cli.articles:articles",
    "labels": "annotate.cli.labels:labels",
    "export": "annotate.cli.export:export",
    "import": "annotate.cli.imports:import_",
    "formats": "annotate.cli.export:formats",
    "adjudicate": "annotate.cli.adjudicate:adjudicate",
    "suggest": "annotate.cli.suggest:suggest",
    "train": "annotate.cli.train:train",
    "agree": "annotate.cli.agree:agree",
    "serve": "annotate.cli.serve:serve",
    "annotators": "annotate.cli.annotators:annotators",
    "assign": "annotate.cli.assign:assign",
    "progress": "annotate.cli.standing:progress",
    "merge": "annotate.cli.merge:merge",
    "settings": "annotate.cli.settings:settings",
    "check": "annotate.cli.upkeep:check",
    "backup": "annotate.cli.upkeep:backup",
    "copy": "annotate.cli.copying:copy",
    "keys": "annotate.cli.keys:keys",
    "tutor": "annotate.cli.tutor:tutor",
}


@click.group(
    "annotate",
    cls=AnnotateGroup,
    lazy=COMMANDS,
    default="read",
    example=(
        "annotate seeds/*.txt\n"
        "annotate --as alice 3ba51f\n"
        "annotate export -o annotations.jsonl"
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, message="annotate %(version)s")
def cli() -> None:
    """Read articles side by side, tag spans with the keyboard, export training data.

    ARTICLE is 6 or more digits of an article's id, or a text file, which is added if it
    is new. Without one the desk opens as you left it.
    """
