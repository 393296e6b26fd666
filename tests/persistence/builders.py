"""Rows with good defaults; what a test cares about is given, the rest is made up."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from engine.domain.remuneration import ContractForm
from engine.domain.rights import Role
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.cases import Contract, ContractState, Decision, DecisionOutcome, ServiceCase
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.instances import ProcessInstance, UserTask, UserTaskPerson
from engine.persistence.tables.months import ServiceMonth
from engine.persistence.tables.people import Person
from engine.persistence.tables.releases import Release

NOW = datetime(2026, 10, 5, 6, 0, tzinfo=UTC)
TODAY = date(2026, 10, 5)
_numbers = count(1)
Row = TypeVar("Row")


def saved(session: Session, row: Row) -> Row:
    session.add(row)
    session.flush()
    return row


def municipality(session: Session, code: str) -> Municipality:
    return saved(session, Municipality(code=code, name=code.capitalize()))


def person(session: Session, given_name: str = "Anna", **values: Any) -> Person:
    return saved(session, Person(given_name=given_name, family_name="Bērziņa", **values))


def account(session: Session, user_name: str, **values: Any) -> UserAccount:
    return saved(session, UserAccount(user_name=user_name, display_name=user_name, **values))


def release(session: Session) -> Release:
    return saved(session, Release(sha256=f"{next(_numbers):064}", created_at=NOW))


def instance(session: Session, **values: Any) -> ProcessInstance:
    given = {
        "process_id": "monthly_confirmation",
        "business_key": f"key-{next(_numbers)}",
        "state": b"{}",
        "started_at": NOW,
        **values,
    }
    if "release_id" not in given:
        given["release_id"] = release(session).id
    return saved(session, ProcessInstance(**given))


def task(session: Session, instance: ProcessInstance, **values: Any) -> UserTask:
    persons = values.pop("persons", ())
    given = {
        "task_uid": f"uid-{next(_numbers)}",
        "element_id": "check_application",
        "process_id": instance.process_id,
        "release_id": instance.release_id,
        "role": Role.CASEWORKER,
        "title_lv": "Pārbaudīt iesniegumu",
        "title_en": "Check the application",
        "opened_at": NOW,
        "for_persons": bool(persons),
        **values,
    }
    row = saved(session, UserTask(instance_id=instance.id, municipality_id=instance.municipality_id, **given))
    for person_id in persons:
        saved(
            session,
            UserTaskPerson(municipality_id=row.municipality_id, task_id=row.id, person_id=person_id),
        )
    return row


def case(session: Session, **values: Any) -> ServiceCase:
    given = {
        "case_number": f"2026-{next(_numbers):06}",
        "regime": "proposed_2019",
        "opened_on": TODAY,
        **values,
    }
    if "recipient_id" not in given:
        given["recipient_id"] = person(session).id
    return saved(session, ServiceCase(**given))


def decision(session: Session, case: ServiceCase, **values: Any) -> Decision:
    given = {
        "outcome": DecisionOutcome.GRANTED,
        "hours_per_month": 80,
        "reasons": "Vajadzīga palīdzība.",
        "steps": [],
        **values,
    }
    return saved(session, Decision(case_id=case.id, release_id=release(session).id, **given))


def make_contract(session: Session, **values: Any) -> Contract:
    of = values.pop("case", None) or case(session)
    given = {
        "number": f"L-{next(_numbers)}",
        "contract_form": ContractForm.CONTRACT_FOR_WORK,
        "first_day": date(2026, 1, 1),
        "hours_per_month": 80,
        "state": ContractState.ACTIVE,
        **values,
    }
    if "assistant_id" not in given:
        given["assistant_id"] = person(session, "Juris").id
    decided = decision(session, of)
    return saved(
        session, Contract(case_id=of.id, decision_id=decided.id, recipient_id=of.recipient_id, **given)
    )


def month(session: Session, contract: Contract | None = None, **values: Any) -> ServiceMonth:
    of = contract or make_contract(session)
    given = {
        "period": "2026-10",
        "granted_minutes": 4800,
        "deadline_at": NOW + timedelta(days=30),
        "opened_at": NOW,
        **values,
    }
    return saved(session, ServiceMonth(contract_id=of.id, case_id=of.case_id, **given))
