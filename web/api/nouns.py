"""Table of contents: noun → its operations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from web.api import answers, cases, claims, events, imports, months, reports, tasks

NOUNS: dict[str, Callable[..., list[Any]]] = {
    "cases": cases.operations,
    "health": answers.operations,
    "tasks": tasks.operations,
    "months": months.operations,
    "claims": claims.operations,
    "reports": reports.operations,
    "imports": imports.operations,
    "events": events.operations,
}
"""Each takes the installation, and gives its `Operation`s."""
