"""The heavy libraries that some formats need, and that are installed on request."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from annotate.errors import AnnotateError

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["MissingExtra", "require"]


class MissingExtra(AnnotateError):
    """A library of one of the extras is not installed, or is broken."""

    def __init__(self, what: str, module: str, extra: str, why: str = "") -> None:
        broken = f", which is installed but cannot be loaded ({why})" if why else ""
        super().__init__(
            f"{what} needs {module}{broken}; install it with "
            f"`pip install 'annotate-tui[{extra}]'`."
        )
        self.module = module
        self.extra = extra


def require(module: str, extra: str, *, what: str = "") -> ModuleType:
    """The module, imported now.

    Args:
        module: its dotted name, as in `pyarrow.parquet`.
        extra: the extra of this package that brings it.
        what: what needs it, the beginning of a sentence; else the format `extra`.

    Raises:
        MissingExtra: it is not there, or cannot be loaded.
    """
    what = what or f"The format {extra}"
    top = module.partition(".")[0]
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        why = "" if error.name in {module, top} else str(error)
        raise MissingExtra(what, top, extra, why) from error
    except ImportError as error:
        raise MissingExtra(what, top, extra, str(error)) from error
