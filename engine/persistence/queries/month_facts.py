"""What a month is checked against: its contract, stays, and what the same people did elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from engine.domain.remuneration import ContractForm
from engine.domain.service_month import ServiceMonth as Month
from engine.persistence import rows
from engine.persistence.questions import Question
from engine.persistence.tables.cases import Contract, Suspension
from engine.persistence.tables.months import MonthEntry, MonthState, ServiceMonth
from engine.persistence.tables.people import Person
from engine.persistence.tables.weekly import MonthSpan

CHECKED = (
    MonthState.BOTH_SIGNED,
    MonthState.FALLBACK,
    MonthState.FINDINGS,
    MonthState.READY,
    MonthState.IN_CLAIM,
    MonthState.PAID,
)
"""Months whose minutes count against others: whichever was checked first keeps its minutes."""


@dataclass(frozen=True, slots=True)
class Parties:
    """Whose other contracts matter to a contract."""

    contract_id: int
    recipient_id: int
    assistant_id: int


@dataclass(frozen=True, slots=True)
class Terms:
    """What a contract says that a month of it is checked and paid by."""

    contract_id: int
    case_id: int
    recipient_id: int
    assistant_id: int
    first_day: date
    last_day: date | None
    contract_form: ContractForm

    @property
    def parties(self) -> Parties:
        """Whose other contracts matter."""
        return Parties(self.contract_id, self.recipient_id, self.assistant_id)


@dataclass(frozen=True, slots=True)
class Stay:
    """Days on which the service was suspended; without an end while it still is."""

    from_day: date
    to_day: date | None
    in_patient: bool
    reason: str


@dataclass(frozen=True, slots=True)
class EntryElsewhere:
    """A day under another contract of the same assistant or the same recipient."""

    day: date
    minutes: int
    same_assistant: bool  # else the same recipient
    spans: tuple[tuple[int, int], ...]  # (from, to) since midnight; () where no times are known


def terms_of(session: Session, contract_id: int) -> Terms:
    """The terms of a contract of this tenant; raises ValueError where it has none with this id."""
    [row] = rows.values(session, Contract, ("id", *Terms.__slots__[1:]), id=contract_id)
    return Terms(*row)


def entries_elsewhere(
    session: Session, parties: Parties, days: Sequence[date], *, checked: bool = False, several: bool = False
) -> list[EntryElsewhere]:
    """Entries of other contracts between two days that share the parties' assistant or recipient.

    `checked`: only those that count already; else whatever has been entered, so that times can be asked for.
    `several`: a day may have several times from–to, as where hours are bound to their purpose.
    """
    question = _CHECKED_ENTRIES if checked else _ENTRIES
    found = question.ask(session, **_others_of(parties), first=days[0], last=days[1])
    spans = _several_spans(session, {row[-1] for row in found if row[2] is None}) if several else {}
    return [
        EntryElsewhere(
            day=day,
            minutes=minutes,
            same_assistant=assistant_id == parties.assistant_id,
            spans=spans.get((month_id, day), ()) if start is None else ((start, end),),
        )
        for day, minutes, start, end, assistant_id, month_id in found
    ]


def _several_spans(session: Session, month_ids: set[int]) -> dict[tuple[int, date], tuple[Any, ...]]:
    """(month, day) → its times where there are several; asked only for months with days without any."""
    spans: dict[tuple[int, date], tuple[Any, ...]] = {}
    columns = ("month_id", "day", "from_minute", "to_minute")
    for month_id, day, start, end in (
        rows.values(session, MonthSpan, columns, month_id=sorted(month_ids)) if month_ids else ()
    ):
        spans[month_id, day] = (*spans.get((month_id, day), ()), (start, end))
    return spans


def suspensions(session: Session, case_id: int, first: date, last: date) -> list[Stay]:
    """The stays of a case that touch the days, whichever contract they were recorded under."""
    return [Stay(*row) for row in _STAYS.ask(session, case_id=case_id, first=first, last=last)]


def used_by_recipient(session: Session, terms: Terms, period: str) -> int:
    """Minutes of the recipient's other contracts that have been counted against the same grant."""
    found = _COUNTED_OF_CASE.ask(session, case_id=terms.case_id, period=period, contract_id=terms.contract_id)
    return sum(entered if payable is None else payable for entered, payable in found)


def recipient_weeks_elsewhere(
    session: Session, terms: Terms, month_id: int, first: date, last: date
) -> list[tuple[date, int]]:
    """(day, minutes) of the recipient in other months that count, over whole weeks around the days."""
    found = _RECIPIENT_DAYS.ask(
        session,
        recipient_id=terms.recipient_id,
        month_id=month_id,
        first=first - timedelta(days=first.weekday()),
        last=last + timedelta(days=6 - last.weekday()),
    )
    return [(day, minutes) for day, minutes in found]


def counted_elsewhere(session: Session, parties: Parties, month: Month) -> tuple[tuple[int, str | None], ...]:
    """Months under other contracts of the same people that count, with the hash of what they hold.

    Two readings that differ mean that somebody was checked in between.
    """
    around = {"earliest": str(month.plus(-1)), "latest": str(month.next())}
    found = _COUNTED_MONTHS.ask(session, **_others_of(parties), **around)
    return tuple((month_id, content_hash) for month_id, content_hash in found)


def assistant_born_on(session: Session, terms: Terms) -> date | None:
    """The assistant's day of birth, where it is known."""
    [(birth_date,)] = rows.values(session, Person, ("birth_date",), id=terms.assistant_id)
    return cast("date | None", birth_date)


def hold_people(session: Session, parties: Parties) -> None:
    """Lock both people of a contract, in a fixed order, until the transaction ends.

    SQLite lets one writer in at a time, so there is nothing to lock.
    """
    if session.get_bind().dialect.name == "sqlite":
        return
    for person_id in sorted((parties.recipient_id, parties.assistant_id)):
        session.get_one(Person, person_id, with_for_update=True)


def _others_of(parties: Parties) -> dict[str, object]:
    return {
        "contract_id": parties.contract_id,
        "assistant_id": parties.assistant_id,
        "recipient_id": parties.recipient_id,
    }


_OTHER_CONTRACT = ServiceMonth.contract_id != bindparam("contract_id")
_SAME_PEOPLE = (Contract.assistant_id == bindparam("assistant_id")) | (
    Contract.recipient_id == bindparam("recipient_id")
)
_COUNTS = ServiceMonth.state.in_(CHECKED)
_BETWEEN_DAYS = MonthEntry.day.between(bindparam("first"), bindparam("last"))
_ENTRY_COLUMNS = (MonthEntry.day, MonthEntry.minutes)
_TIME_COLUMNS = (
    MonthEntry.from_minute,
    MonthEntry.to_minute,
    Contract.assistant_id,
    MonthEntry.month_id,
)


def _entries(*columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .select_from(MonthEntry)
        .join(ServiceMonth, ServiceMonth.id == MonthEntry.month_id)
        .join(Contract, Contract.id == ServiceMonth.contract_id)
    )


def _months(*columns: Any) -> Select[*tuple[Any, ...]]:
    return select(*columns).select_from(ServiceMonth).join(Contract, Contract.id == ServiceMonth.contract_id)


_ENTRIES_OF_OTHERS = (
    _entries(*_ENTRY_COLUMNS, *_TIME_COLUMNS)
    .where(_OTHER_CONTRACT, _BETWEEN_DAYS, _SAME_PEOPLE)
    .order_by(MonthEntry.day, ServiceMonth.contract_id)
)
_ENTRIES = Question(_ENTRIES_OF_OTHERS.where(ServiceMonth.state != MonthState.REJECTED))
_CHECKED_ENTRIES = Question(_ENTRIES_OF_OTHERS.where(_COUNTS))
_RECIPIENT_DAYS = Question(
    _entries(*_ENTRY_COLUMNS).where(
        Contract.recipient_id == bindparam("recipient_id"),
        ServiceMonth.id != bindparam("month_id"),
        _COUNTS,
        _BETWEEN_DAYS,
    )
)
_COUNTED_OF_CASE = Question(
    _months(ServiceMonth.entered_minutes, ServiceMonth.payable_minutes).where(
        Contract.case_id == bindparam("case_id"),
        ServiceMonth.period == bindparam("period"),
        _OTHER_CONTRACT,
        _COUNTS,
    )
)
_COUNTED_MONTHS = Question(
    _months(ServiceMonth.id, ServiceMonth.content_hash)
    .where(
        _OTHER_CONTRACT,
        _COUNTS,
        ServiceMonth.period.between(bindparam("earliest"), bindparam("latest")),
        _SAME_PEOPLE,
    )
    .order_by(ServiceMonth.id)
)
_STAYS = Question(
    select(Suspension.from_day, Suspension.to_day, Suspension.in_patient, Suspension.reason)
    .join(Contract, Contract.id == Suspension.contract_id)
    .where(
        Contract.case_id == bindparam("case_id"),
        Suspension.from_day <= bindparam("last"),
        Suspension.to_day.is_(None) | (Suspension.to_day >= bindparam("first")),
    )
    .order_by(Suspension.from_day)
)
