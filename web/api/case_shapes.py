"""How cases are told: without health data, which has a scope and an operation of its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pydantic import Field

from engine.case_files.case_opinions import SentOpinion
from engine.cases.cases import CaseFile, CaseRow
from web.api.shapes import CURSOR, Limit, Money, Shape, euros
from web.api.words import said


class CasesQuery(Shape):
    """Which part of the list."""

    state: str | None = Field(default=None, pattern="^[a-z]{1,20}$", description="Only cases in this state.")
    cursor: str | None = Field(default=None, pattern=CURSOR, description="`next` of the page before.")
    limit: Limit = 50


class CaseLine(Shape):
    """A case in a list; names nobody."""

    case_id: int
    case_number: str
    state: str
    opened_on: date
    closed_on: date | None
    recipient_id: int
    assistant_id: int | None
    hours_per_month: int | None


class CaseList(Shape):
    """A page of cases, the newest first."""

    cases: list[CaseLine]
    next: str | None = Field(description="The cursor of the page behind this one; null: nothing follows.")
    total: int


class CasePersonShape(Shape):
    """Somebody in the case."""

    person_id: int
    role: str
    name: str


class CaseDecisionShape(Shape):
    """A decision, without its reasons."""

    decision_id: int
    number: str
    outcome: str
    hours_per_month: int
    valid_from: date | None
    valid_to: date | None
    issued_on: date | None
    contest_by: date | None
    counts: bool


class CaseContractShape(Shape):
    """A contract."""

    contract_id: int
    number: str
    assistant_id: int
    state: str
    first_day: date
    last_day: date | None
    hours_per_month: int


class CaseMonthShape(Shape):
    """A month of one contract."""

    month_id: int
    period: str
    state: str
    granted_minutes: int
    entered_minutes: int
    payable_minutes: int | None
    pay: Money | None


class CaseWhole(Shape):
    """One case."""

    case_id: int
    case_number: str
    state: str
    regime: str
    opened_on: date
    closed_on: date | None
    end_reason: str | None
    is_held: bool
    people: list[CasePersonShape]
    decisions: list[CaseDecisionShape]
    contracts: list[CaseContractShape]
    months: list[CaseMonthShape]


class WaitingTask(Shape):
    """What a case waits for."""

    task_id: int
    title: str
    role: str
    due_at: datetime | None
    month_id: int | None


class CaseStateShape(Shape):
    """Where a case stands."""

    case_id: int
    state: str
    is_held: bool
    at: list[str] = Field(description="The elements of its diagram at which it waits, by their ids.")
    waits_for: list[WaitingTask]


class Happening(Shape):
    """One thing that happened."""

    at: datetime
    kind: str
    title: str
    by: str | None
    steps: list[str]
    month_id: int | None


class CaseTimeline(Shape):
    """What has happened, the newest first."""

    case_id: int
    happenings: list[Happening]


class FilledFormShape(Shape):
    """A form as it was filled in last."""

    title: str
    task_id: int | None
    day: date | None
    at: datetime | None
    answers: dict[str, Any]


class OpinionShape(Shape):
    """An opinion of the commission, as it was sent in."""

    number: str
    kind: str
    issued_on: date
    valid_to: date | None
    disability_group: str
    criterion: str
    issuer: str


class CaseAnswers(Shape):
    """The answers of a case, and the commission's opinions: health data."""

    case_id: int
    forms: list[FilledFormShape]
    opinions: list[OpinionShape]


def line(row: CaseRow) -> CaseLine:
    """A row of the list."""
    return CaseLine(
        case_id=row.case_id,
        case_number=row.case_number,
        state=str(row.state),
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        recipient_id=row.recipient_id,
        assistant_id=row.assistant_id,
        hours_per_month=row.hours_per_month,
    )


def whole(file: CaseFile) -> CaseWhole:
    """One case of its file."""
    head = file.header
    return CaseWhole(
        case_id=head.case_id,
        case_number=head.case_number,
        state=head.state,
        regime=head.regime,
        opened_on=head.opened_on,
        closed_on=head.closed_on,
        end_reason=head.end_reason,
        is_held=head.is_held,
        people=[CasePersonShape(**_of(one, CasePersonShape)) for one in file.people],
        decisions=[CaseDecisionShape(**_of(one, CaseDecisionShape)) for one in file.decisions],
        contracts=[CaseContractShape(**_of(one, CaseContractShape)) for one in file.contracts],
        months=[
            CaseMonthShape(**_of(one, CaseMonthShape, but=("pay",)), pay=euros(one.pay_cents))
            for one in file.months
        ],
    )


def state(file: CaseFile, visited: Mapping[str, str]) -> CaseStateShape:
    """Where it stands."""
    return CaseStateShape(
        case_id=file.header.case_id,
        state=file.header.state,
        is_held=file.header.is_held,
        at=sorted(element for element, how in visited.items() if how == "current"),
        waits_for=[
            WaitingTask(
                task_id=one.task_id,
                title=said({"lv": one.title_lv, "en": one.title_en}),
                role=one.role,
                due_at=one.due_at,
                month_id=one.month_id,
            )
            for one in file.open_tasks
        ],
    )


def timeline(file: CaseFile) -> CaseTimeline:
    """What happened; what somebody wrote is left out, for it may speak of health."""
    return CaseTimeline(
        case_id=file.header.case_id,
        happenings=[
            Happening(
                at=one.at,
                kind=one.kind,
                title=said(one.title),
                by=None if one.by is None else said(one.by),
                steps=[said(step) for step in one.steps],
                month_id=one.month_id,
            )
            for one in file.timeline
        ],
    )


def opinion(one: SentOpinion) -> OpinionShape:
    """An opinion as it was sent in."""
    return OpinionShape(**_of(one, OpinionShape))


def _of(part: object, shape: type[Shape], but: tuple[str, ...] = ()) -> dict[str, Any]:
    """The values that part and shape have in common."""
    return {name: getattr(part, name) for name in shape.model_fields if name not in but}
