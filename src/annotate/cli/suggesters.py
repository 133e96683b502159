"""Who can suggest spans: the rules, and models that have learned."""

from __future__ import annotations

from itertools import tee
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from annotate.cli.report import say
from annotate.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from annotate.model import Scheme
    from annotate.suggest.proposal import Proposal

__all__ = ["RULES", "NoSuggestionsFor", "Rules", "Suggester", "Trained"]

RULES: Final = "rules"
"""Whose suggestions those of the rules are: an annotator of the kind model."""

_Item = TypeVar("_Item")


class NoSuggestionsFor(UsageError):
    """A label is asked for that is never suggested."""

    def __init__(self, what: str, label: str, known: Collection[str]) -> None:
        super().__init__(
            f"There are no {what} for the label {label!r}; "
            f"there are some for {', '.join(known) or 'no label of this database'}."
        )


class Suggester(Protocol):
    """What suggests spans."""

    name: str
    """Whose suggestions they are: an annotator of the kind model."""

    def labels(self, scheme: Scheme, wanted: Sequence[str]) -> dict[str, str]:
        """The ids of labels of the scheme, by what proposals call them.

        Args:
            scheme: of the database.
            wanted: ids of labels; empty for all that can be suggested.

        Raises:
            NoSuggestionsFor: one that is wanted never is.
        """

    def suggested(
        self,
        items: Iterable[_Item],
        text: Callable[[_Item], str],
        keys: Sequence[str],
        *,
        size: int,
    ) -> Iterator[tuple[_Item, tuple[Proposal, ...]]]:
        """Each item with what is proposed for its text, in the items' order.

        Args:
            items: read as they are needed.
            text: of an item.
            keys: what proposals are to be called, those of `labels`.
            size: code points of all texts together.
        """


class Rules:
    """The rules for English news."""

    name = RULES

    def __init__(self, jobs: int) -> None:
        """Work in so many processes at most."""
        self._jobs = jobs

    def labels(self, scheme: Scheme, wanted: Sequence[str]) -> dict[str, str]:
        """The first label of the scheme for each colour role that has rules."""
        from annotate.suggest.registry import MODULES  # noqa: PLC0415  not for --help

        labels: dict[str, str] = {}
        for label in scheme.labels:
            if label.colour in MODULES:
                labels.setdefault(label.colour, label.id)
        return _chosen(labels, wanted, "rules")

    def suggested(
        self,
        items: Iterable[_Item],
        text: Callable[[_Item], str],
        keys: Sequence[str],
        *,
        size: int,
    ) -> Iterator[tuple[_Item, tuple[Proposal, ...]]]:
        """See `Suggester`."""
        from annotate.cli.suggesting import suggested  # noqa: PLC0415  not for --help

        return suggested(items, text, keys, size=size, jobs=self._jobs)


class Trained:
    """A model that `annotate train` made, or another of spaCy's span categorizers."""

    def __init__(self, folder: Path) -> None:
        """Load it; NoModel when it is none, MissingExtra without spaCy."""
        from annotate.train.folder import load_model  # noqa: PLC0415  spaCy is heavy

        self._model = load_model(folder)
        self.name = self._model.name
        self._has_told = False

    def labels(self, scheme: Scheme, wanted: Sequence[str]) -> dict[str, str]:
        """The labels that it learned and the scheme has; the others are told of."""
        known = {label.id for label in scheme.labels}
        strange = [each for each in self._model.labels if each not in known]
        if strange and not wanted and not self._has_told:
            self._has_told = True
            say(
                f"The model also suggests {', '.join(strange)}, which are no labels "
                "here; left out."
            )
        own = {each: each for each in self._model.labels if each in known}
        return _chosen(own, wanted, f"suggestions of {self.name}")

    def suggested(
        self,
        items: Iterable[_Item],
        text: Callable[[_Item], str],
        keys: Sequence[str],
        *,
        size: int,
    ) -> Iterator[tuple[_Item, tuple[Proposal, ...]]]:
        """See `Suggester`."""
        from annotate.train.suggesting import suggest_with  # noqa: PLC0415  the same

        del size
        mine, its = tee(items)
        found = suggest_with(self._model.pipeline, self._model.key, map(text, its))
        for item, proposals in zip(mine, found, strict=True):
            yield item, tuple(each for each in proposals if each.label in keys)


def _chosen(labels: dict[str, str], wanted: Sequence[str], what: str) -> dict[str, str]:
    for each in wanted:
        if each not in labels.values():
            raise NoSuggestionsFor(what, each, labels.values())
    return {
        key: label for key, label in labels.items() if not wanted or label in wanted
    }
