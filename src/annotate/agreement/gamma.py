"""The measure gamma, by the optional package pygamma-agreement.

Y. Mathet, A. Widlöcher, J.-P. Métivier: The Unified and Holistic Method Gamma (γ) for
Inter-Annotator Agreement Measure and Alignment, Computational Linguistics 41:3 (2015).
"""

from __future__ import annotations

import logging
import random
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from annotate.errors import AnnotateError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotate.agreement.sheets import Sheet

__all__ = ["GammaMissing", "gamma", "refuse_without_gamma"]

_SAMPLES = 30
"""Random continua from which the expected disorder is taken, as by default."""
_SEED = 4772


class GammaMissing(AnnotateError):
    """The package that computes gamma is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "--gamma needs pygamma-agreement; install it with "
            "`pip install 'annotate-tui[gamma]'`."
        )


def refuse_without_gamma() -> None:
    """Raise GammaMissing when the package is not there, without loading it."""
    if find_spec("pygamma_agreement") is None:
        raise GammaMissing


def gamma(sheets: Sequence[Sheet], people: Sequence[str]) -> float | None:
    """Gamma over the articles that all of these people finished, as one continuum.

    The same marks give the same figure: chance has a fixed seed. None where they share
    no article, and where fewer than two people have a mark.

    Raises:
        GammaMissing: the package is not there.
    """
    try:
        numpy_random = import_module("numpy.random")
        segment = import_module("pyannote.core").Segment
        pygamma = import_module("pygamma_agreement")
    except ImportError as error:
        raise GammaMissing from error
    continuum = pygamma.Continuum()
    for name, start, end, label in _units(sheets, people):
        continuum.add(name, segment(start, end), label)
    if len(continuum.annotators) < 2:
        return None
    # It tells for every alignment that it has a slower solver than it would like.
    logging.getLogger().addFilter(_not_the_solver)
    state, numpy_state = random.getstate(), numpy_random.get_state()
    try:
        random.seed(_SEED)
        numpy_random.seed(_SEED)
        found = continuum.compute_gamma(
            pygamma.CombinedCategoricalDissimilarity(), n_samples=_SAMPLES
        )
    finally:
        random.setstate(state)
        numpy_random.set_state(numpy_state)
        logging.getLogger().removeFilter(_not_the_solver)
    return float(found.gamma)


def _units(
    sheets: Sequence[Sheet], people: Sequence[str]
) -> Iterator[tuple[str, int, int, str]]:
    length = 0
    for sheet in sheets:
        if all(name in sheet.marks for name in people):
            for name in people:
                for start, end, label in sorted(sheet.marks[name]):
                    yield name, length + start, length + end, label
            length += sheet.length


def _not_the_solver(record: logging.LogRecord) -> bool:
    return "solver not installed" not in record.getMessage()
