"""The tables and functions of procrastinate, as its locked version brings them."""

from __future__ import annotations

from procrastinate.schema import SchemaManager


def procrastinate_schema() -> str:
    """One script of statements, for PostgreSQL."""
    return str(SchemaManager.get_schema())
