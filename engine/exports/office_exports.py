"""Tables for other registers, as CSV: the municipal one, the state's monitoring, the official statistics.

The same data give the same bytes. Who took a table is in the audit; whose data were in it, in the read log.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from engine.documents.table_cells import plain_csv
from engine.domain.figure_limits import smallest_group
from engine.domain.rights import Actor, Thing, can
from engine.errors import EngineError, NotAllowed
from engine.exports.export_counts import count_cells, counts_of
from engine.exports.export_tables import (
    COUNTS,
    DECISIONS,
    REGISTER,
    Cells,
    Columns,
    decision_cells,
    register_cells,
)
from engine.messages_catalogue import Message, msg
from engine.persistence import audit
from engine.persistence.queries import office_exports as rows
from engine.runtime import Runtime, Session, Tenant, seen_by

__all__ = ["COLUMNS", "LABELS", "Export", "ExportKind", "made", "taken"]


class ExportKind(StrEnum):
    """Which table."""

    REGISTER = "register"  # the municipal register of social services (SOPA)
    DECISIONS = "decisions"  # MK 587: as of the day of each decision
    COUNTS = "counts"  # MK 324


COLUMNS: dict[ExportKind, Columns] = {
    ExportKind.REGISTER: REGISTER,
    ExportKind.DECISIONS: DECISIONS,
    ExportKind.COUNTS: COUNTS,
}
LABELS: dict[ExportKind, Message] = {
    ExportKind.REGISTER: msg("Cases for the municipal register"),
    ExportKind.DECISIONS: msg("Decisions as of their day, for the state's monitoring (MK 587)"),
    ExportKind.COUNTS: msg("Counts for the official statistics (MK 324)"),
}


@dataclass(frozen=True, slots=True)
class Export:
    """A table as it leaves the house."""

    file_name: str
    content: bytes
    sha256: str
    rows: int
    person_ids: Sequence[int]  # whose data stand in it


def taken(runtime: Runtime, actor: Actor, kind: ExportKind, year: int) -> Export:
    """The table for somebody who asks on a page; NotAllowed where they may not. It is logged.

    Cases that they are kept off do not stand in it; the page says so.
    """
    if actor.municipality_id is None or not can(actor, f"export.{kind}", Thing(actor.municipality_id)):
        raise NotAllowed(msg("You may not take this table."))
    whole = kind is ExportKind.COUNTS  # a figure of many tells of nobody, and would be wrong without one
    tenant = Tenant(actor.municipality_id) if whole else seen_by(actor)
    return made(runtime, tenant, kind, year, user_id=actor.user_id)


def made(runtime: Runtime, tenant: Tenant, kind: ExportKind, year: int, *, user_id: int | None) -> Export:
    """The table of a municipality and a year; `user_id` None: the operator of the machine asks."""
    if not 2013 <= year <= 2150:
        raise EngineError(msg("The service exists since 2013: {year} cannot be told.", year=str(year)))
    with runtime.transaction(tenant) as session:
        found, people = _rows(runtime, session, kind, year)
        file = io.StringIO(newline="")
        plain_csv(file, [list(COLUMNS[kind])])
        plain_csv(file, ([cells.get(name, "") for name in COLUMNS[kind]] for cells in found))
        content = file.getvalue().encode()
        name = f"{kind}-{year}.csv"
        export = Export(name, content, hashlib.sha256(content).hexdigest(), len(found), people)
        _log(runtime, session, tenant, (kind, year, user_id), export)
    return export


def _rows(runtime: Runtime, session: Session, kind: ExportKind, year: int) -> tuple[list[Cells], list[int]]:
    """The rows, and the people whose data stand in them."""
    if kind is ExportKind.COUNTS:
        smallest = smallest_group(runtime.rule_book(session), year)
        return [count_cells(one) for one in counts_of(session, year, smallest)], []
    if kind is ExportKind.DECISIONS:
        decisions = rows.decisions_of(session, year)
        people = {one.recipient.id for one in decisions}
        return [decision_cells(one) for one in decisions], sorted(people)
    cases = rows.cases_of(session, year)
    people = {person_id for one in cases for person_id in one.named}
    return [register_cells(one) for one in cases], sorted(people)


def _log(
    runtime: Runtime,
    session: Session,
    tenant: Tenant,
    asked: tuple[ExportKind, int, int | None],
    export: Export,
) -> None:
    kind, year, user_id = asked
    now = runtime.clock.now()
    audit.record(
        session,
        action="table_exported",
        at=now,
        municipality_id=tenant.municipality_id,
        actor_user_id=user_id,
        object_kind="export",
        object_id=f"{kind}-{year}",
        details={"rows": export.rows, "sha256": export.sha256},
    )
    if user_id is not None:
        for person_id in export.person_ids:
            audit.record_read(session, user_id=user_id, person_id=person_id, purpose=f"export_{kind}", at=now)
