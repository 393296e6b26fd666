"""The files that came from payroll, as far as they were not erased with their claim's papers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.queries import erasures
from engine.persistence.tables.net_pay import PayrollFile, PayrollResult


def kept(session: Session) -> Iterator[Any]:
    """(file_name, content, sha256, run_id) of every file that still must be what came."""
    erased = erasures.emptied_runs(session)
    columns = ("file_name", "content", "sha256", "run_id")
    files = rows.each(session, PayrollFile, columns, at_once=5)
    return (one for one in files if one.content or one.run_id not in erased)


def runs(session: Session) -> list[int]:
    """The runs that payroll answered."""
    return sorted({one.run_id for one in rows.values(session, PayrollFile, ("run_id",))})


def results(session: Session) -> int:
    """How many lines payroll answered."""
    return rows.count(session, PayrollResult)
