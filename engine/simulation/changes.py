"""What happens to running cases: documents brought, stays in hospital, contestations, endings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from engine.cases import cases
from engine.domain.rights import Role
from engine.persistence import rows
from engine.persistence.tables.cases import CaseState, Contract, Decision, ServiceCase
from engine.simulation.town import Resident, Town

BRINGS_AFTER = 5  # days after the application that missing documents are brought


def let_change(town: Town) -> None:
    """The changes of today come in."""
    for resident in town.residents:
        if resident.case_id is not None:
            _change(town, resident)


def _change(town: Town, resident: Resident) -> None:
    """What happens to the case some days after it began."""
    if resident.profile.documents == "late" and (town.today - resident.applies_on).days >= BRINGS_AFTER:
        _bring_documents(town, resident)
    for at, change in enumerate(resident.profile.changes):
        began = (_decided if change.since == "decision" else _contract_began)(town, resident)
        is_due = began is not None and (town.today - began).days >= change.after_days
        if is_due and at not in resident.done_changes:
            resident.done_changes.add(at)
            answers = {name: _dated(town.today, value) for name, value in change.answers.items()}
            _record(town, resident, change.message, answers)


def _bring_documents(town: Town, resident: Resident) -> None:
    with town.runtime.reading(town.tenant) as session:
        state = session.get_one(ServiceCase, resident.case_id).state
    if state is CaseState.INCOMPLETE:
        _record(town, resident, "documents_received", {"received_documents": ["commission_opinion"]})


def _record(town: Town, resident: Resident, message: str, answers: Mapping[str, object]) -> None:
    if resident.case_id is not None:
        caseworker = town.staff[Role.CASEWORKER]
        cases.record_change(town.runtime, caseworker, resident.case_id, message, answers)


def _contract_began(town: Town, resident: Resident) -> date | None:
    with town.runtime.reading(town.tenant) as session:
        contract = rows.first(session, Contract, order_by=["id"], case_id=resident.case_id)
        return None if contract is None or contract.state == "draft" else contract.first_day


def _decided(town: Town, resident: Resident) -> date | None:
    with town.runtime.reading(town.tenant) as session:
        decision = rows.first(session, Decision, order_by=["id"], case_id=resident.case_id)
        return None if decision is None else decision.issued_on


def _dated(today: date, value: object) -> object:
    """ "+3" among the answers of a change means three days after the day it happens."""
    is_day = isinstance(value, str) and value[:1] in "+-" and value[1:].isdigit()
    return today + timedelta(days=int(str(value))) if is_day else value
