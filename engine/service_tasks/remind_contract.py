"""Ten days have passed and the contract is not signed by all: those who have not signed are reminded."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.queries.tasks import open_in_instance
from engine.persistence.tables.cases import Contract
from engine.service_tasks.case_values import given
from engine.service_tasks.contract_reminders import reminder
from engine.service_tasks.outcome import Outcome, Reading, Values

SIGNING = ("sign_contract_recipient", "sign_contract_assistant", "sign_contract_office")


def remind_contract(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """A letter to each person whose signing task is still open, and a notice where the office's is."""
    contract = reading.session.get_one(Contract, given(values, "contract_id", int))
    waiting = [
        task for task in open_in_instance(reading.session, reading.instance_id) if task.element_id in SIGNING
    ]
    people = [person_id for task in waiting for person_id in (task.person_ids or (None,))]
    return Outcome(letters=[reminder(reading.session, person_id, contract, day) for person_id in people])
