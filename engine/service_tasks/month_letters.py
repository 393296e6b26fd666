"""The letters of a month: to whom, about what; the same whether time or a person asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from engine.clock import last_day_of, local_day
from engine.domain.service_month import ServiceMonth as Month
from engine.persistence import rows
from engine.persistence.queries.months import suspended_months
from engine.persistence.tables.cases import Contract
from engine.persistence.tables.months import Attestation, AttestationSide, ServiceMonth
from engine.persistence.tables.people import Person
from engine.persistence.tenancy import TenantSession as Session
from engine.service_tasks.outcome import Letter, Reading

REMINDER = "month_reminder"


def reminders(session: Session, month_id: int, now: datetime) -> list[Letter]:
    """One to the person whose turn it is to sign, if they can read it; once a day.

    The assistant signs first, so the recipient's side hears nothing before; nobody does before the last day.
    A month that a stay covers wholly asks nobody.
    """
    month = session.get_one(ServiceMonth, month_id)
    signed = sides_signed(session, month.id)
    assistant = _assistant(session, month)
    is_assistant = AttestationSide.ASSISTANT not in signed
    person_id = assistant.id if is_assistant else month.recipient_signer_id
    lasts = local_day(now) < Month.parse(month.period).last_day
    all_signed = signed >= {AttestationSide.ASSISTANT, AttestationSide.RECIPIENT}
    nobody = lasts or all_signed or month_id in suspended_months(session, Month.parse(month.period))
    if nobody or person_id is None or not _lives(session, person_id):
        return []
    told = {**_about(month, assistant), "confirm_by": last_day_of(month.deadline_at)}
    return [
        Letter(
            kind=REMINDER,
            person_id=person_id,
            values={**told, "is_assistant": is_assistant},
            key=f"{REMINDER}:{month.id}:{person_id}:{local_day(now)}",
        )
    ]


def changes(session: Session, month_id: int, now: datetime, who: str) -> list[Letter]:
    """To both sides: a signature no longer counts, for the hours are not what was signed.

    `who`: "assistant" or "recipient" changed them, the assistant has "taken_back" the month, or the
    recipient's side has "returned" it.
    """
    month = session.get_one(ServiceMonth, month_id)
    assistant = _assistant(session, month)
    return [
        Letter(
            kind="month_changed",
            person_id=person_id,
            values={
                **_about(month, assistant),
                "who_changed": who,
                "is_assistant": person_id == assistant.id,
            },
            key=f"month_changed:{month.id}:{person_id}:{now.isoformat()}",
            is_later=True,
        )
        for person_id in sorted(_known({assistant.id, month.recipient_signer_id}))
        if _lives(session, person_id)
    ]


def notice_of_lateness(session: Session, month: ServiceMonth) -> Letter:
    """A notice to the office: the deadline passed."""
    signed = sides_signed(session, month.id)
    return Letter(
        kind="month_late",
        person_id=None,
        values={
            **_about(month, _assistant(session, month)),
            "confirm_by": last_day_of(month.deadline_at),
            "assistant_signed": AttestationSide.ASSISTANT in signed,
        },
        key=f"month_late:{month.id}",
    )


def rejections(session: Session, month: ServiceMonth, findings_note: object) -> list[Letter]:
    """To both sides: the month is not paid, and why."""
    assistant = _assistant(session, month)
    people = {assistant.id, month.recipient_signer_id}
    return [
        Letter(
            kind="month_rejected",
            person_id=person_id,
            values={**_about(month, assistant), "findings_note": findings_note},
            key=f"month_rejected:{month.id}:{person_id}",
        )
        for person_id in sorted(_known(people))
        if _lives(session, person_id)
    ]


def evidence_letters(session: Session, month_id: int, purpose: str, days: tuple[date, date]) -> list[Letter]:
    """To both sides: a confirmation is needed for one purpose; `days`: demanded on, and awaited until."""
    demanded_on, due_on = days
    month = session.get_one(ServiceMonth, month_id)
    assistant = _assistant(session, month)
    people = {assistant.id, month.recipient_signer_id}
    told = {"purpose": purpose, "evidence_due": due_on}
    return [
        Letter(
            kind="evidence_demanded",
            person_id=person_id,
            values={**_about(month, assistant), **told},
            key=f"evidence_demanded:{month.id}:{purpose}:{person_id}:{demanded_on}",
        )
        for person_id in sorted(_known(people))
        if _lives(session, person_id)
    ]


def corrections(
    reading: Reading, month_id: int, correction_id: int, reason: object, answer_by: date
) -> list[Letter]:
    """To both sides: what the month is to become waits for their yes, until when, and why."""
    month = reading.session.get_one(ServiceMonth, month_id)
    assistant = _assistant(reading.session, month)
    people = {assistant.id, month.recipient_signer_id}
    told = {**_about(month, assistant), "correction_reason": reason, "answer_by": answer_by}
    return [
        Letter(
            kind="month_corrected",
            person_id=person_id,
            values=told,
            key=f"month_corrected:{correction_id}:{person_id}:{reading.now.isoformat()}",
        )
        for person_id in sorted(_known(people))
        if _lives(reading.session, person_id)
    ]


def sides_signed(session: Session, month_id: int) -> set[AttestationSide]:
    """The sides whose signature counts now."""
    return {one.side for one in rows.every(session, Attestation, month_id=month_id, voided_at=None)}


def _about(month: ServiceMonth, assistant: Person) -> Mapping[str, object]:
    return {
        "period": Month.parse(month.period),
        "assistant": {"name": f"{assistant.given_name} {assistant.family_name}"},
    }


def _assistant(session: Session, month: ServiceMonth) -> Person:
    contract = session.get_one(Contract, month.contract_id)
    return session.get_one(Person, contract.assistant_id)


def _known(people: set[int | None]) -> Iterator[int]:
    return (one for one in people if one is not None)


def _lives(session: Session, person_id: int) -> bool:
    return session.get_one(Person, person_id).died_on is None
