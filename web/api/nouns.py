"""Table of contents: noun → its operations."""

from __future__ import annotations

from collections.abc import Callable

from web.api import cases, claims, events, imports, months, reports, tasks
from web.api.operations import Operation

NOUNS: dict[str, Callable[..., list[Operation]]] = {
    "cases": cases.operations,
    "tasks": tasks.operations,
    "months": months.operations,
    "claims": claims.operations,
    "reports": reports.operations,
    "imports": imports.operations,
    "events": events.operations,
}
"""Each takes the installation."""
