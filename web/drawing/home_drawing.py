"""From what is somebody's own to their first page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from engine.cases.case_questions import Asked
from engine.cases.own_services import OwnCase, OwnContract, OwnServices
from engine.inbox.inbox_pages import InboxRow, last_day
from engine.messages_catalogue import Message, msg
from engine.months.months import Home, HomeMonth
from web.drawing import letter_titles, words

Row = dict[str, object]
ON_THE_MONTH_PAGE = "confirm_month"  # its page shows the hours with one button to sign them


def todo(home: Home, now: datetime, language: str) -> list[Row]:
    """What this person has to do, and below it what waits for the other side."""
    asked = {row.month_id for row in home.to_do}
    waiting = [one for one in home.months if _waits(one) and one.month.month_id not in asked]
    return [*[_task(row, now, language) for row in home.to_do], *[_waiting(one, language) for one in waiting]]


def next_deadline(home: Home, now: datetime) -> Row | None:
    """The first day by which this person has to do something; a day that has passed is said above it."""
    ahead = [row for row in home.to_do if row.due_at is not None and row.due_at > now]
    first = min(ahead, key=lambda row: row.due_at or now, default=None)
    if first is None:
        return None
    return {"day": last_day(first.due_at), "title": {"lv": first.title_lv, "en": first.title_en}}


def left(home: Home) -> list[Row]:
    """Of each month that runs now: how much of the granted hours is left."""
    return [
        {
            "period": one.month.period,
            "with_name": one.with_name if len(home.this_month) > 1 else None,
            "left": one.minutes_left,
            "used": one.month.entered_minutes,
            "granted": one.month.granted_minutes,
        }
        for one in home.this_month
    ]


def questions(asked: Sequence[Asked]) -> list[Row]:
    """What this person asked the office; an answer not yet read stands out."""
    return [
        {
            "text": one.text,
            "day": one.asked_at,
            "href": f"/questions/{one.question_id}",
            "state": "waiting" if one.answer is None else "answered" if one.read_at else "new",
        }
        for one in asked
    ]


def _task(row: InboxRow, now: datetime, language: str) -> Row:
    on_month = row.element_id == ON_THE_MONTH_PAGE and row.month_id is not None
    late = row.due_at is not None and row.due_at <= now
    return {
        "title": {"lv": row.title_lv, "en": row.title_en},
        "hint": words.subject(row.subject, language),
        "href": f"/months/{row.month_id}" if on_month else f"/tasks/{row.task_id}",
        "state": "late" if late else "todo",
        "due": last_day(row.due_at),
    }


def _waits(one: HomeMonth) -> bool:
    return one.month.state in ("open", "assistant_signed", "late")


def _waiting(one: HomeMonth, language: str) -> Row:
    """A month that somebody else has to sign first."""
    if one.month.state == "late":
        hint: Message = msg("The deadline has passed; the office will get in touch.")
    else:
        hint = msg("Waits for {name}.", name=one.with_name)
    return {
        "title": words.month(one.month.period, language),
        "hint": hint,
        "href": f"/months/{one.month.month_id}",
        "state": "waiting",
        "due": last_day(one.month.deadline_at),
    }


def months(home: Home) -> list[Row]:
    """The newest months, each with the other side's name."""
    return [
        {
            "period": one.month.period,
            "state": one.month.state,
            "minutes": one.month.entered_minutes,
            "granted_minutes": one.month.granted_minutes,
            "with_name": one.with_name,
            "href": f"/months/{one.month.month_id}",
        }
        for one in home.months
    ]


def services(own: OwnServices, language: str) -> list[Row]:
    """The own cases with their contracts, then the contracts under which somebody helps others."""
    mine = {case.case_id for case in own.cases}
    cases = [_case(case, own, language) for case in own.cases]
    helping = [contract for contract in own.contracts if contract.case_id not in mine]
    return cases + [_helping(contract, own, language) for contract in helping]


def _case(case: OwnCase, own: OwnServices, language: str) -> Row:
    rows: list[Row] = [{"label": msg("Case"), "value": case.case_number}]
    for contract in own.contracts:
        if contract.case_id == case.case_id:
            rows += _contract(contract, own, language)
    return {
        "title": case.recipient_name,
        "state": case.state,
        "href": f"/cases/{case.case_id}",
        "rows": rows,
    }


def _helping(contract: OwnContract, own: OwnServices, language: str) -> Row:
    return {
        "title": contract.recipient_name,
        "state": "active" if contract.state == "active" else "contracting",
        "href": None,
        "rows": _contract(contract, own, language),
    }


def _contract(contract: OwnContract, own: OwnServices, language: str) -> list[Row]:
    other = (msg("Assistant"), contract.assistant_name)
    if contract.assistant_id == own.person_id:
        other = (msg("Recipient"), contract.recipient_name)
    ends = None if contract.last_day is None else words.short_day(contract.last_day, language)
    rows = [
        other,
        (msg("Hours a month"), words.hours(contract.hours_per_month * 60, language)),
        (msg("Since"), words.short_day(contract.first_day, language)),
        (msg("Until"), ends),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def letters(home: Home) -> list[Row]:
    """The newest letters."""
    return [
        {
            "title": letter_titles.short(one.title),
            "case_number": letter_titles.case_number(one.title),
            "day": one.created_at,
            "href": f"/letters/{one.document_id}",
        }
        for one in home.letters
    ]
