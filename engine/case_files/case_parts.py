"""The parts of a case's file as pages show them: values, read from the rows of the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from engine.case_files.decision_explanations import Explanation, explanation
from engine.persistence.queries import uploads
from engine.persistence.queries.case_file import FileRows
from engine.persistence.tables.cases import Contract
from engine.persistence.tables.instances import TaskStatus
from engine.runtime import Runtime, Session

CaseUpload = uploads.UploadLine


class PersonRole(StrEnum):
    """What somebody is in the case."""

    RECIPIENT = "recipient"
    REPRESENTATIVE = "representative"
    ASSISTANT = "assistant"  # of the contract in force
    FORMER_ASSISTANT = "former_assistant"


@dataclass(frozen=True, slots=True)
class CasePerson:
    """Somebody in the case, with how to reach them."""

    person_id: int
    role: PersonRole
    name: str
    birth_date: date | None
    died_on: date | None
    address: str
    phone: str
    email: str
    represents: Sequence[tuple[str, date, date | None]] = ()  # kind, from, to of a representative's right
    account: str = ""  # the bank account, masked but for its ends


@dataclass(frozen=True, slots=True)
class CaseNoteLine:
    """A note of the office, or of the machine for it."""

    at: datetime
    by: str | None
    text: str


@dataclass(frozen=True, slots=True)
class CaseDecision:
    """A decision with the steps it came from, in words."""

    decision_id: int
    number: str
    outcome: str
    hours_per_month: int
    valid_from: date | None
    valid_to: date | None
    issued_on: date | None
    notified_on: date | None
    contest_by: date | None
    annulled_on: date | None
    counts: bool  # nothing replaced or annulled it
    reasons: str
    explanation: Explanation
    drafted_by: str | None
    approved_by: str | None


@dataclass(frozen=True, slots=True)
class CaseContest:
    """A contest of one of the decisions."""

    contestation_id: int
    decision_number: str
    contested_on: date
    grounds: str
    outcome: str | None
    decided_on: date | None
    court_outcome: str | None
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class CaseContract:
    """A contract, signed or not."""

    contract_id: int
    number: str
    assistant_id: int
    assistant_name: str
    contract_form: str
    state: str
    first_day: date
    last_day: date | None
    hours_per_month: int
    plain_signature_agreed: bool
    end_reason: str | None


@dataclass(frozen=True, slots=True)
class CaseSuspension:
    """A stay; without a last day it goes on."""

    from_day: date
    to_day: date | None
    reason: str
    in_patient: bool


@dataclass(frozen=True, slots=True)
class CaseMonth:
    """A month of one contract."""

    month_id: int
    period: str
    state: str
    assistant_name: str
    granted_minutes: int
    entered_minutes: int
    payable_minutes: int | None
    pay_cents: int | None  # None: not booked


@dataclass(frozen=True, slots=True)
class CaseDocument:
    """A letter of the file."""

    document_id: int
    kind: str
    title: str
    created_at: datetime
    addressee: str | None  # None: a notice to the office


@dataclass(frozen=True, slots=True)
class CaseTask:
    """A task of the case or of one of its months."""

    task_id: int
    title_lv: str
    title_en: str
    role: str
    status: str
    due_at: datetime | None
    opened_at: datetime
    completed_at: datetime | None
    by: str | None  # who has it, or did it
    month_id: int | None
    is_held: bool = False  # somebody holds its instance: it cannot be done now
    period: str | None = None  # of a month's task
    is_aside: bool = False  # its step was opened again later: what was answered counts no more

    @property
    def is_open(self) -> bool:
        """Whether it still waits for somebody."""
        return self.status in (TaskStatus.OPEN, TaskStatus.COMPLETING)

    def title(self, language: str) -> str:
        """Its name in a language."""
        return self.title_en if language == "en" else self.title_lv


def name_of(file: FileRows, person_id: int) -> str:
    """Given and family name of somebody whom the file names."""
    person = file.people[person_id]
    return f"{person.given_name} {person.family_name}"


def people(file: FileRows) -> list[CasePerson]:
    """Recipient, representatives, assistants; the present ones first."""
    case = file.case
    roles: dict[int, PersonRole] = {case.recipient_id: PersonRole.RECIPIENT}
    named = [case.representative_id, *(one.representative_id for one in file.representations)]
    for person_id in named:
        if person_id is not None:
            roles.setdefault(person_id, PersonRole.REPRESENTATIVE)
    found = list(roles.items())
    assistants: dict[int, PersonRole] = {}
    for contract in file.contracts:
        present = contract.state != "ended"
        role = PersonRole.ASSISTANT if present else PersonRole.FORMER_ASSISTANT
        assistants.setdefault(contract.assistant_id, role)
    found += sorted(assistants.items(), key=lambda entry: entry[1])
    return [_person(file, person_id, role) for person_id, role in found]


def _person(file: FileRows, person_id: int, role: PersonRole) -> CasePerson:
    row = file.people[person_id]
    return CasePerson(
        person_id,
        role,
        name_of(file, person_id),
        row.birth_date,
        row.died_on,
        row.address,
        row.phone,
        row.email,
        represents=[
            (str(one.kind), one.from_day, one.to_day)
            for one in file.representations
            if one.representative_id == person_id
        ],
        account=masked(row.bank_account or ""),
    )


def masked(account: str) -> str:
    """A bank account that can be recognised but not used: "LV80 … 5001"."""
    plain = account.replace(" ", "")
    return f"{plain[:4]} … {plain[-4:]}" if len(plain) > 8 else ""


def decisions(file: FileRows, runtime: Runtime, session: Session) -> list[CaseDecision]:
    """Issued decisions, newest first, each with how it came about."""
    return [
        CaseDecision(
            decision_id=row.id,
            number=row.number or "",
            outcome=str(row.outcome),
            hours_per_month=row.hours_per_month,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            issued_on=row.issued_on,
            notified_on=row.notified_on,
            contest_by=row.contest_by,
            annulled_on=row.annulled_on,
            counts=row.replaced_by is None and row.annulled_on is None,
            reasons=row.reasons,
            explanation=explanation(row, runtime.release(session, row.release_id)),
            drafted_by=file.accounts.get(row.drafted_by or 0),
            approved_by=file.accounts.get(row.approved_by or 0),
        )
        for row in file.decisions
    ]


def contract(file: FileRows, row: Contract) -> CaseContract:
    """One contract."""
    return CaseContract(
        row.id,
        row.number,
        row.assistant_id,
        name_of(file, row.assistant_id),
        str(row.contract_form),
        str(row.state),
        row.first_day,
        row.last_day,
        row.hours_per_month,
        row.plain_signature_agreed,
        row.end_reason,
    )
