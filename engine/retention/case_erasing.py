"""What is erased of cases, months and claims; each function takes ids of one municipality."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from engine.persistence import erased_fields as fields
from engine.persistence import rows
from engine.persistence.erased_fields import empty, ids_of, portions
from engine.persistence.queries import kept_figures
from engine.persistence.tables import machine_tables, service_tables
from engine.retention.records import Of
from engine.runtime import Session

CASES, MONEY = service_tables.case_tables.cases, service_tables.money_tables
INSTANCES, MONTH = machine_tables.instances, service_tables.months.ServiceMonth


def whole_case(session: Session, case_ids: Sequence[int], of: Of) -> None:
    """Everything of these cases, their months and letters included."""
    month_ids = ids_of(session, MONTH, "case_id", case_ids)
    whereabouts(session, month_ids, of)
    month_reports(session, month_ids, of)
    letters(session, case_ids, of)
    uploads(session, case_ids, of)
    case_file(session, case_ids, of)


def case_file(session: Session, case_ids: Sequence[int], of: Of) -> None:
    """Answers, assessments, reasons, notes, questions, the process's state; figures keep what they count."""
    decision_ids = ids_of(session, CASES.Decision, "case_id", case_ids)
    _keep_groups(session, case_ids, of)
    _keep_purposes(session, decision_ids, of)
    empty(session, fields.OF_DECISION, decision_ids)
    empty(session, fields.OF_CONTRACT, ids_of(session, CASES.Contract, "case_id", case_ids))
    empty(session, fields.OF_TASK, ids_of(session, INSTANCES.UserTask, "case_id", case_ids))
    empty(session, fields.OF_INSTANCE, ids_of(session, INSTANCES.ProcessInstance, "case_id", case_ids))
    empty(session, fields.OF_CASE, case_ids)


def letters(session: Session, case_ids: Sequence[int], _of: Of) -> None:
    """The texts of letters and contracts; that and when they were sent stays."""
    empty(session, ((machine_tables.records.Document, "case_id", {"markdown": ""}),), case_ids)


def uploads(session: Session, case_ids: Sequence[int], _of: Of) -> None:
    """Files sent with answers."""
    empty(session, ((service_tables.case_tables.uploads.Upload, "case_id", None),), case_ids)


def whereabouts(session: Session, month_ids: Sequence[int], of: Of) -> None:
    """Purposes, times of day and journeys of months; figures keep the whole month's minutes by purpose."""
    _keep_uses(session, month_ids, of)
    empty(session, fields.WHEREABOUTS_OF_MONTH, month_ids)
    corrected = ids_of(session, MONEY.corrections.MonthCorrection, "month_id", month_ids)
    empty(session, fields.WHEREABOUTS_OF_CORRECTION, corrected)


def month_reports(session: Session, month_ids: Sequence[int], _of: Of) -> None:
    """What was shown to those who signed; that they signed, when, and the hash of what stays."""
    empty(session, fields.REPORT_OF_MONTH, month_ids)
    corrected = ids_of(session, MONEY.corrections.MonthCorrection, "month_id", month_ids)
    empty(session, fields.REPORT_OF_CORRECTION, corrected)


def money_papers(session: Session, claim_ids: Sequence[int], _of: Of) -> None:
    """Files to the bank and to payroll, account numbers, invoices as files; what was paid stays."""
    run_ids = ids_of(session, MONEY.claims.PaymentRun, "claim_id", claim_ids)
    empty(
        session,
        (
            (MONEY.claims.PaymentOrder, "run_id", {"iban": None}),
            (MONEY.net_pay.PayrollFile, "run_id", {"content": b""}),
        ),
        run_ids,
    )
    papers = (
        (MONEY.claims.PaymentRun, "claim_id", {"content": ""}),
        (MONEY.invoices.ProviderInvoice, "claim_id", {"content": None}),
    )
    empty(session, papers, claim_ids)


def _keep_groups(session: Session, case_ids: Sequence[int], of: Of) -> None:
    for some in portions(case_ids):
        found = rows.every(session, CASES.Application, case_id=some, order_by=["id"])
        kept = {
            one.case_id: {kept_figures.GROUP: str(one.facts.get("disability_group", ""))}
            for one in found
            if one.facts
        }
        kept_figures.put(session, kept_figures.CASE, kept, of.municipality_id)


def _keep_purposes(session: Session, decision_ids: Sequence[int], of: Of) -> None:
    for some in portions(decision_ids):
        found = rows.values(session, CASES.Decision, ("id", "purposes"), id=some)
        kept = {one.id: {kept_figures.PURPOSES: list(one.purposes)} for one in found if one.purposes}
        kept_figures.put(session, kept_figures.DECISION, kept, of.municipality_id)


def _keep_uses(session: Session, month_ids: Sequence[int], of: Of) -> None:
    for some in portions(month_ids):
        summed: dict[int, Counter[str]] = {}
        for one in rows.values(
            session, service_tables.weekly.MonthUse, ("month_id", "purposes"), month_id=some
        ):
            summed.setdefault(one.month_id, Counter()).update(one.purposes)
        kept = {month_id: {kept_figures.PURPOSES: dict(one)} for month_id, one in summed.items()}
        kept_figures.put(session, kept_figures.MONTH, kept, of.municipality_id)
