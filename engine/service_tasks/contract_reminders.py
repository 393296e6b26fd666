"""The reminder to those who have not signed a contract: the same whether time or a person asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from engine.persistence import rows
from engine.persistence.tables.cases import Contract, ContractState
from engine.persistence.tables.people import Person
from engine.persistence.tenancy import TenantSession as Session
from engine.service_tasks.case_people import full_name
from engine.service_tasks.outcome import Letter


def reminder_of_case(session: Session, case_id: int, person_ids: Iterable[int], day: date) -> list[Letter]:
    """Reminders to these parties of the contract of a case that is still being signed; none without one."""
    waiting = (ContractState.DRAFT, ContractState.SIGNING)
    contract = rows.first(session, Contract, order_by=["-id"], case_id=case_id, state=waiting)
    return [] if contract is None else [reminder(session, one, contract, day) for one in person_ids]


def reminder(session: Session, person_id: int | None, contract: Contract, day: date) -> Letter:
    """A reminder to one party (None: to the office), at most once a day."""
    helper = session.get_one(Person, contract.assistant_id)
    return Letter(
        kind="contract_reminder",
        person_id=person_id,
        values={
            "contract_number": contract.number,
            "first_day": contract.first_day,
            "assistant": {"name": full_name(helper), "address": helper.address},
        },
        key=f"contract_reminder:{contract.id}:{person_id or 'office'}:{day}",
    )
