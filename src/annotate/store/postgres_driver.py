"""The one place that gives psycopg, or says how to get it."""

from __future__ import annotations

from annotate.store.server_errors import NoDriver

try:
    import psycopg
    from psycopg import pq
except ModuleNotFoundError as error:
    missing = error.name or ""
    raise NoDriver("" if missing.startswith("psycopg") else str(error)) from error
except ImportError as error:
    raise NoDriver(str(error)) from error

__all__ = ["pq", "psycopg"]
