"""A case's file put together from its rows: everything a page of the case may show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engine.bpmn.elements import Element
from engine.case_files import case_parts as parts
from engine.case_files.case_hours import HoursLeft, hours_left
from engine.case_files.case_timeline import ElementOf, TimelineEntry, timeline
from engine.case_files.control_second_looks import SecondLook, second_looks_of
from engine.clock import local_day
from engine.persistence.queries.case_file import FileRows
from engine.persistence.tables.instances import InstanceStatus
from engine.runtime import Runtime, Session


@dataclass(frozen=True, slots=True)
class CaseHeader:
    """Who and where the case stands."""

    case_id: int
    case_number: str
    state: str
    regime: str
    recipient_id: int
    recipient_name: str
    opened_on: date
    closed_on: date | None
    end_reason: str | None
    instance_id: int | None
    is_held: bool = False  # nothing moves in it until it is resumed


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The whole file; lists are in the order in which they are read."""

    header: CaseHeader
    people: Sequence[parts.CasePerson]
    decisions: Sequence[parts.CaseDecision]
    contests: Sequence[parts.CaseContest]
    contracts: Sequence[parts.CaseContract]
    suspensions: Sequence[parts.CaseSuspension]
    months: Sequence[parts.CaseMonth]
    hours: HoursLeft | None  # of the grant; None where nothing of it can be used now
    documents: Sequence[parts.CaseDocument]
    tasks: Sequence[parts.CaseTask]
    timeline: Sequence[TimelineEntry]
    second_looks: Sequence[SecondLook]  # the need assessed twice; for the office
    notes: Sequence[parts.CaseNoteLine]  # of the office, newest first
    uploads: Sequence[parts.CaseUpload]  # files that came with answers, newest first
    archived_before: date | None  # what was done before this day lies in the archive; None: all is here

    @property
    def minutes_left(self) -> int | None:
        """Of this month's grant; None where nothing of it can be used."""
        return None if self.hours is None else self.hours.month_left

    @property
    def open_tasks(self) -> list[parts.CaseTask]:
        """What the case and its months wait for, the most urgent first."""
        waiting = [task for task in self.tasks if task.is_open]
        return sorted(waiting, key=lambda task: (task.due_at is None, task.due_at or task.opened_at))


def build(runtime: Runtime, session: Session, file: FileRows) -> CaseFile:
    """The file as of now, with the labels of the diagrams that its instances run on."""
    return CaseFile(
        header=_header(file),
        people=parts.people(file),
        decisions=parts.decisions(file, runtime, session),
        contests=_contests(file),
        contracts=[parts.contract(file, row) for row in file.contracts],
        suspensions=[
            parts.CaseSuspension(row.from_day, row.to_day, row.reason, row.in_patient)
            for row in file.suspensions
        ],
        months=_months(file),
        hours=hours_left(session, file, local_day(runtime.clock.now())),
        documents=_documents(file),
        tasks=_tasks(file),
        timeline=timeline(file, _elements(runtime, session, file)),
        second_looks=second_looks_of(session, file.case.id),
        notes=[
            parts.CaseNoteLine(row.written_at, file.accounts.get(row.written_by or 0), row.text)
            for row in file.notes
        ],
        uploads=file.more.uploads,
        archived_before=_archived_before(file),
    )


def _archived_before(file: FileRows) -> date | None:
    since = file.events_since
    return since if since is not None and file.case.opened_on < since else None


def _elements(runtime: Runtime, session: Session, file: FileRows) -> ElementOf:
    def element_of(instance_id: int, element_id: str) -> Element | None:
        instance = file.instances.get(instance_id)
        if instance is None:
            return None
        definitions = runtime.release(session, instance.release_id).definitions
        return definitions[instance.process_id].elements.get(element_id)

    return element_of


def _header(file: FileRows) -> CaseHeader:
    case = file.case
    return CaseHeader(
        case.id,
        case.case_number,
        str(case.state),
        case.regime,
        case.recipient_id,
        parts.name_of(file, case.recipient_id),
        case.opened_on,
        case.closed_on,
        case.end_reason,
        case.instance_id,
        is_held=_is_held(file, case.instance_id),
    )


def _is_held(file: FileRows, instance_id: int | None) -> bool:
    instance = file.instances.get(instance_id or 0)
    return instance is not None and instance.status is InstanceStatus.SUSPENDED


def _contests(file: FileRows) -> list[parts.CaseContest]:
    numbers = {row.id: row.number or "" for row in file.decisions}
    return [
        parts.CaseContest(
            row.id,
            numbers[row.decision_id],
            row.contested_on,
            row.grounds,
            row.outcome,
            row.decided_on,
            row.court_outcome,
            row.closed_on,
        )
        for row in file.contests
    ]


def _months(file: FileRows) -> list[parts.CaseMonth]:
    assistants = {row.id: row.assistant_id for row in file.contracts}
    return [
        parts.CaseMonth(
            row.id,
            row.period,
            str(row.state),
            parts.name_of(file, assistants[row.contract_id]),
            row.granted_minutes,
            row.entered_minutes,
            row.payable_minutes,
            file.more.pay_cents.get(row.id),
        )
        for row in file.months
    ]


def _documents(file: FileRows) -> list[parts.CaseDocument]:
    return [
        parts.CaseDocument(
            row.id,
            row.kind,
            row.title,
            row.created_at,
            None if row.person_id is None else parts.name_of(file, row.person_id),
        )
        for row in file.documents
    ]


def _tasks(file: FileRows) -> list[parts.CaseTask]:
    periods = {row.id: row.period for row in file.months}
    return [
        parts.CaseTask(
            row.id,
            row.title_lv,
            row.title_en,
            str(row.role),
            str(row.status),
            row.due_at,
            row.opened_at,
            row.completed_at,
            file.accounts.get(row.completed_by or row.assignee_id or 0),
            row.month_id,
            is_held=_is_held(file, row.instance_id),
            period=periods.get(row.month_id or 0),
            is_aside=row.id in file.more.aside,
        )
        for row in file.tasks
    ]
