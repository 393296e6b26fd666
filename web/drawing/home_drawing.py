"""From what is somebody's own to their first page."""

from __future__ import annotations

from datetime import datetime

from engine.home_pages import HomePage, InboxRow, OwnCase, OwnContract, OwnMonth
from engine.messages_catalogue import Message, msg
from engine.task_pages import last_day
from web.drawing import words

Rows = list[dict[str, object]]
ON_THE_MONTH_PAGE = "confirm_month"  # its page shows the hours with one button to sign them


def todo(page: HomePage, now: datetime) -> Rows:
    """What this person has to do, and below it what waits for the other side."""
    asked = {row.month_id for row in page.tasks}
    return [
        *[_task(row, now) for row in page.tasks],
        *[_waiting(month, page) for month in page.months if _waits(month) and month.month_id not in asked],
    ]


def _task(row: InboxRow, now: datetime) -> dict[str, object]:
    on_month = row.element_id == ON_THE_MONTH_PAGE and row.month_id is not None
    late = row.due_at is not None and row.due_at <= now
    return {
        "title": {"lv": row.title_lv, "en": row.title_en},
        "hint": row.subject,
        "href": f"/months/{row.month_id}" if on_month else f"/tasks/{row.task_id}",
        "state": "late" if late else "todo",
        "due": last_day(row.due_at),
    }


def _waits(month: OwnMonth) -> bool:
    return month.state in ("open", "assistant_signed", "late")


def _waiting(month: OwnMonth, page: HomePage) -> dict[str, object]:
    """A month that somebody else has to sign first."""
    signed = month.state == "assistant_signed"
    if month.state == "late":
        hint: Message = msg("The deadline has passed; the office will get in touch.")
    elif signed:
        hint = msg("Signed by the assistant; waits for {name}.", name=month.recipient_name)
    else:
        hint = msg("Waits for {name} to enter the hours.", name=month.assistant_name)
    return {
        "title": msg("Month {month}", month=_short(month.period)),
        "hint": hint,
        "href": f"/months/{month.month_id}",
        "state": "waiting",
        "due": last_day(month.deadline_at),
    }


def _short(period: str) -> str:
    year, _, month = period.partition("-")
    return f"{month}.{year}"


def months(page: HomePage) -> Rows:
    """The newest months, each with the other side's name."""
    return [
        {
            "period": month.period,
            "state": month.state,
            "minutes": month.entered_minutes,
            "granted_minutes": month.granted_minutes,
            "with_name": _other_side(month, page),
            "href": f"/months/{month.month_id}",
        }
        for month in page.months
    ]


def _other_side(month: OwnMonth, page: HomePage) -> str:
    return month.recipient_name if month.assistant_id == page.person_id else month.assistant_name


def services(page: HomePage, language: str) -> Rows:
    """The own cases with their contract, then the contracts under which somebody assists."""
    own = {case.case_id for case in page.cases}
    cases = [_case(case, page, language) for case in page.cases]
    return cases + [
        {
            "title": contract.recipient_name,
            "state": "active" if contract.state == "active" else "contracting",
            "href": None,
            "rows": _contract(contract, page, language),
        }
        for contract in page.contracts
        if contract.case_id not in own
    ]


def _case(case: OwnCase, page: HomePage, language: str) -> dict[str, object]:
    rows: Rows = [{"label": msg("Case"), "value": case.case_number}]
    for contract in page.contracts:
        if contract.case_id == case.case_id:
            rows += _contract(contract, page, language)
    return {
        "title": case.recipient_name,
        "state": case.state,
        "href": f"/cases/{case.case_id}",
        "rows": rows,
    }


def _contract(contract: OwnContract, page: HomePage, language: str) -> Rows:
    is_assistant = contract.assistant_id == page.person_id
    other = (msg("Recipient"), contract.recipient_name)
    if not is_assistant:
        other = (msg("Assistant"), contract.assistant_name)
    ends = None if contract.last_day is None else words.short_day(contract.last_day, language)
    rows = [
        other,
        (msg("Hours a month"), words.hours(contract.hours_per_month * 60, language)),
        (msg("Since"), words.short_day(contract.first_day, language)),
        (msg("Until"), ends),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def letters(page: HomePage) -> Rows:
    """The newest letters."""
    return [
        {"title": one.title, "day": one.created_at, "href": f"/letters/{one.document_id}"}
        for one in page.letters
    ]
