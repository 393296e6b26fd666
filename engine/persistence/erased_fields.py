"""What of cases, months, claims and people tells of somebody, and what stands in its place once erased.

Ids, numbers, states, days, hours, cents and hashes stay: ledger, claims, figures and audit are made of them.
What was sealed is sealed anew, empty. `OF_…` names the column that says whose a row is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.data_keys import begin_erasing
from engine.persistence.shapes import mapped_table
from engine.persistence.tables import machine_tables, owner_tables, service_tables
from engine.persistence.tables.base import Base
from engine.persistence.types import EncryptedBytes

case_tables = service_tables.case_tables
cases, kept_off, reopenings = case_tables.cases, case_tables.kept_off, case_tables.reopenings
controls, months, weekly = service_tables.controls, service_tables.months, service_tables.weekly
corrections, reaching = service_tables.money_tables.corrections, machine_tables.people_tables.reaching
instances, jobs, moved_cases = machine_tables.instances, machine_tables.jobs, owner_tables.moved_cases
Emptied = tuple[type[Base], str, Mapping[str, Any] | None]
"""A table, the column by which its rows are found, and the values set; None: the rows are deleted."""

AT_ONCE = 400  # ids in one statement
ERASED = msg("The personal data of this case were erased.")
_NO_SIGNATURE = {"shown": {}, "reason": ""}

OF_CASE: Sequence[Emptied] = (
    (cases.Application, "case_id", {"facts": {}, "purposes_wanted": []}),
    (
        cases.Assessment,
        "case_id",
        {"answers": {}, "score": None, "support_level": "", "coefficient": 0, "explanation": []},
    ),
    (cases.Decision, "case_id", {"purposes": [], "reasons": "", "steps": []}),
    (cases.CaseNote, "case_id", None),
    (reaching.CaseQuestion, "case_id", None),
    (reaching.SignInLink, "case_id", None),
    (controls.ControlFile, "case_id", {"findings": ""}),
    (controls.Reassessment, "case_id", {"reason": ""}),
    (reopenings.Reopening, "case_id", {"reason": ""}),
    (kept_off.KeptOff, "case_id", {"words": "", "end_words": None}),
    (
        moved_cases.MovedCase,
        "case_id",
        {"before_state": None, "before_rows": None, "told": [], "stands_at": [], "sentence": None},
    ),
    (instances.UserTask, "case_id", {"subject": "", "search_text": ""}),
    (instances.ProcessInstance, "case_id", {"state": b""}),
)
OF_DECISION: Sequence[Emptied] = (
    (cases.Contestation, "decision_id", {"grounds": "", "court_note": None}),
    (weekly.WeeklyGrant, "decision_id", {"hours": {}}),
)
OF_CONTRACT: Sequence[Emptied] = ((cases.Suspension, "contract_id", {"reason": ""}),)
OF_TASK: Sequence[Emptied] = (
    (instances.TaskDraft, "task_id", None),
    (instances.TaskAnswers, "task_id", {"answers": {}, "shown": None}),
)
OF_INSTANCE: Sequence[Emptied] = (
    (instances.ReceivedMessage, "instance_id", {"payload": {}}),
    (jobs.Incident, "instance_id", {"sentence": ERASED, "retry_result": None}),
)
WHEREABOUTS_OF_MONTH: Sequence[Emptied] = (
    (weekly.MonthUse, "month_id", None),
    (weekly.MonthSpan, "month_id", None),
    (weekly.EvidenceDemand, "month_id", {"purpose": ""}),
    (weekly.MonthTransport, "month_id", {"journeys": [], "judged": None, "reasons": None}),
)
WHEREABOUTS_OF_CORRECTION: Sequence[Emptied] = ((corrections.CorrectionUse, "correction_id", None),)
REPORT_OF_MONTH: Sequence[Emptied] = (
    (months.Attestation, "month_id", {**_NO_SIGNATURE, "void_reason": None}),
    (months.MonthFinding, "month_id", {"message": ERASED, "resolution": None}),
)
REPORT_OF_CORRECTION: Sequence[Emptied] = ((corrections.CorrectionSignature, "correction_id", _NO_SIGNATURE),)


def empty(session: Session, tables: Sequence[Emptied], ids: Iterable[int]) -> None:
    """Empty the rows of these tables that belong to the ids, or delete them.

    What is sealed is written row by row, for a sealed value is bound to its row, and for the municipality:
    what is left must open when the person's key is gone.
    """
    begin_erasing(session)
    for some in portions(ids):
        for table, column, values in tables:
            if values is None:
                rows.remove(session, table, **{column: some})
            elif not _seals(table, values):
                rows.change(session, table, values, **{column: some})
            else:
                keys = [one.key for one in mapped_table(table).primary_key]
                for row in rows.values(session, table, keys, **{column: some}):
                    rows.change(session, table, values, **dict(zip(keys, row, strict=True)))


def ids_of(session: Session, table: type[Base], column: str, ids: Iterable[int]) -> list[int]:
    """The ids of a table's rows that belong to these."""
    return [
        int(one.id)
        for some in portions(ids)
        for one in rows.values(session, table, ("id",), **{column: some})
    ]


def _seals(table: type[Base], values: Mapping[str, Any]) -> bool:
    columns = mapped_table(table).c
    return any(
        value is not None and isinstance(columns[name].type, EncryptedBytes) for name, value in values.items()
    )


def portions(ids: Iterable[int]) -> list[list[int]]:
    """The ids in lists short enough for a statement."""
    wanted = sorted(set(ids))
    return [wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE)]
