"""The options that choose work of the database, the same for each command."""

from __future__ import annotations

from typing import Final

import click

from annotate.model import Status

__all__ = ["ANNOTATORS", "LABELS", "LAYER", "STATUSES"]

ANNOTATORS: Final = click.option(
    "--annotator", "annotators", multiple=True, metavar="NAME", help="Only their work."
)
LABELS: Final = click.option(
    "--label", "labels", multiple=True, metavar="LABEL", help="Only these labels."
)
STATUSES: Final = click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice(list(map(str, Status))),
    help="Only work in this state.",
)
LAYER: Final = click.option(
    "--layer",
    type=click.Choice(["annotators", "gold"]),
    default=None,
    help="Only people's own work, or only the adjudicated layer.",
)
