"""Everything that lies in a case's file, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.queries import case_events
from engine.persistence.queries.case_events import Asked
from engine.persistence.queries.case_more import MoreOfCase, more_of
from engine.persistence.tables.cases import (
    CaseNote,
    Contestation,
    Contract,
    Decision,
    ServiceCase,
    Suspension,
)
from engine.persistence.tables.instances import ProcessInstance, UserTask
from engine.persistence.tables.months import ServiceMonth
from engine.persistence.tables.people import Person, Representation
from engine.persistence.tables.records import AuditEvent, Document


@dataclass(frozen=True, slots=True)
class FileRows:
    """The rows of one case, each list in the order it is shown."""

    case: ServiceCase
    people: Mapping[int, Person]  # everybody whom a row names
    representations: Sequence[Representation]  # of the recipient
    decisions: Sequence[Decision]  # newest first, issued ones
    contests: Sequence[Contestation]
    contracts: Sequence[Contract]  # newest first
    suspensions: Sequence[Suspension]
    months: Sequence[ServiceMonth]  # newest first
    documents: Sequence[Document]  # newest first
    tasks: Sequence[UserTask]  # of the case and its months, newest first
    notes: Sequence[CaseNote]
    more: MoreOfCase
    questions: Sequence[Asked]  # of people to the office
    events: Sequence[AuditEvent]  # newest first, as many as a page could ever show
    events_since: date | None  # events before this day lie in files of archived years; None: all are here
    instances: Mapping[int, ProcessInstance]
    accounts: Mapping[int, str]  # account id → name


def case_of(session: Session, case_id: int) -> ServiceCase | None:
    """The case alone, or None where this tenant has none with that id."""
    return rows.first(session, ServiceCase, id=case_id)


def load(session: Session, case: ServiceCase) -> FileRows:
    """The file of the case."""
    case_id = case.id
    decisions = rows.every(session, Decision, case_id=case_id, issued_on__not=None, order_by=["-id"])
    contracts = rows.every(session, Contract, case_id=case_id, order_by=["-id"])
    months = rows.every(session, ServiceMonth, case_id=case_id, order_by=["-period", "-id"])
    represented = rows.every(session, Representation, represented_person_id=case.recipient_id)
    documents = rows.every(session, Document, case_id=case_id, order_by=["-id"])
    tasks = rows.every(session, UserTask, case_id=case_id, order_by=["-id"])
    notes = rows.every(session, CaseNote, case_id=case_id, order_by=["-id"])
    told = case_events.of_case(session, case_id, case.municipality_id)
    contract_ids = [contract.id for contract in contracts]
    return FileRows(
        case=case,
        people=_people(session, _named(case, contracts, documents, represented)),
        representations=represented,
        decisions=decisions,
        contests=rows.every(
            session, Contestation, decision_id=[one.id for one in decisions], order_by=["-id"]
        ),
        contracts=contracts,
        suspensions=rows.every(session, Suspension, contract_id=contract_ids, order_by=["-from_day"]),
        months=months,
        documents=documents,
        tasks=tasks,
        notes=notes,
        more=more_of(
            session,
            case_id,
            task_ids=[task.id for task in tasks],
            month_ids=[month.id for month in months],
        ),
        questions=told.questions,
        events=told.newest,
        events_since=told.since,
        instances={one.id: one for one in rows.every(session, ProcessInstance, case_id=case_id)},
        accounts=case_events.accounts(session, told, _accounts(tasks, decisions, notes)),
    )


def _named(
    case: ServiceCase,
    contracts: Sequence[Contract],
    documents: Sequence[Document],
    represented: Sequence[Representation],
) -> set[int]:
    named = {case.recipient_id, case.representative_id}
    named |= {contract.assistant_id for contract in contracts}
    named |= {document.person_id for document in documents}
    named |= {one.representative_id for one in represented}
    return {person_id for person_id in named if person_id is not None}


def _people(session: Session, ids: set[int]) -> dict[int, Person]:
    return {person.id: person for person in rows.every(session, Person, id=ids)}


def _accounts(
    tasks: Sequence[UserTask], decisions: Sequence[Decision], notes: Sequence[CaseNote]
) -> set[int | None]:
    """Whom the rows name beside the events."""
    ids = {note.written_by for note in notes}
    ids |= {user for task in tasks for user in (task.assignee_id, task.completed_by)}
    return ids | {user for one in decisions for user in (one.drafted_by, one.approved_by)}
