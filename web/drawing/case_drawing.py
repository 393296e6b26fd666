"""From a case's file to what the sections of its page show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from engine.case_files.case_file import CaseFile
from engine.case_files.case_parts import CaseDecision, CasePerson, CaseTask
from engine.domain.rights import PARTIES, Actor, Role
from engine.inbox.inbox_pages import last_day
from engine.messages_catalogue import Message, msg, say
from web.drawing import words
from web.drawing.case_words import (
    CONTRACT_FORMS,
    CONTRACT_STATES,
    OUTCOMES,
    PERSON_ROLES,
    REGIMES,
    REPRESENTING,
)
from web.drawing.role_words import role_word

Rows = list[dict[str, object]]
SOON = timedelta(days=3)


def headline(file: CaseFile, language: str) -> list[str]:
    """Short facts beside the name: hours granted, until when, how much is left this month."""
    facts: list[Message | str] = []
    granted = next((one for one in file.decisions if one.counts and one.hours_per_month), None)
    if granted is not None:
        facts.append(msg("{hours} a month", hours=words.hours(granted.hours_per_month * 60, language)))
        if granted.valid_to is not None:
            facts.append(msg("until {day}", day=words.short_day(granted.valid_to, language)))
    if file.minutes_left is not None:
        facts.append(msg("{time} left this month", time=words.duration(file.minutes_left, language)))
    if file.hours is not None and file.hours.week_left is not None:
        facts.append(msg("{time} left this week", time=words.duration(file.hours.week_left, language)))
    return [words.said(fact, language) for fact in facts]


def now_waiting(file: CaseFile, actor: Actor, now: datetime) -> Rows:
    """What the case waits for; where it waits for nobody, that is said too."""
    found: Rows = [
        {
            "title": {"lv": task.title_lv, "en": task.title_en},
            "who": task.by or role_word(task.role),
            "period": task.period,
            "due": last_day(task.due_at),
            "when": when(task.due_at, now),
            "href": f"/tasks/{task.task_id}" if may_open(actor, task.role) else None,
        }
        for task in file.open_tasks
    ]
    if found or file.header.closed_on is not None:
        return found
    quiet = msg("Nobody has to do anything right now")
    return [
        {
            "title": quiet,
            "who": msg("time goes on"),
            "period": None,
            "due": None,
            "when": "later",
            "href": None,
        }
    ]


def decision(file: CaseFile, language: str) -> dict[str, object] | None:
    """The newest decision in short, with the steps that led to its hours."""
    one = next(iter(file.decisions), None)
    if one is None:
        return None
    rows = [
        (msg("Decision"), one.number),
        (msg("Outcome"), _in_words(OUTCOMES.get(one.outcome), language)),
        (msg("Hours a month"), str(one.hours_per_month) if one.hours_per_month else None),
        (msg("In force"), _span(one.valid_from, one.valid_to, language)),
        (msg("Known since"), _day(one.notified_on, language)),
        (msg("Can be contested until"), _day(one.contest_by, language)),
        (msg("Annulled on"), _day(one.annulled_on, language)),
        (msg("Drafted by"), one.drafted_by),
        (msg("Approved by"), one.approved_by),
        *[(msg("Contested on"), _day(contest.contested_on, language)) for contest in file.contests],
        *[
            (msg("Service suspended"), _span(stay.from_day, stay.to_day, language))
            for stay in file.suspensions
        ],
        (msg("Rules"), _in_words(REGIMES.get(file.header.regime), language)),
    ]
    return {"rows": _facts(rows), "reasons": one.reasons, **_explained(one)}


def _explained(one: CaseDecision) -> dict[str, object]:
    found = one.explanation
    return {
        "points": [
            {"place": row.place, "question": row.question, "points": row.points} for row in found.points
        ],
        "steps": [{"message": step.message, "origin": step.origin} for step in found.steps],
    }


def people(
    file: CaseFile, actor: Actor, language: str, *, lets_in: bool = False, erases: bool = False
) -> Rows:
    """Everybody in the case with how to reach them; assistants with their contract.

    `lets_in`: who looks may let them sign in without a password, and mend how they are reached; `erases`:
    who looks may have their data erased.
    Parties reach each other by phone and e-mail; where others live and when they were born is the office's.
    """
    knows_all = not actor.roles <= PARTIES
    return [
        {
            "role": PERSON_ROLES.get(person.role, person.role),
            "name": person.name,
            "at": f"/cases/{file.header.case_id}/people/{person.person_id}"
            if lets_in and person.role != "former_assistant"
            else None,
            "erase_url": f"/people/{person.person_id}/erasure" if erases else None,
            "rows": _facts(
                [
                    *(_private(person, language) if knows_all or _is_theirs(file, person, actor) else ()),
                    (msg("Died on"), _day(person.died_on, language)),
                    (msg("Phone"), person.phone),
                    (msg("E-mail"), person.email),
                    *_representing(person, language),
                    (msg("Bank account"), person.account if _sees_account(person, actor) else None),
                    *_contracts(file, person.person_id, language),
                ]
            ),
        }
        for person in file.people
    ]


def _private(person: CasePerson, language: str) -> list[tuple[Message, str | None]]:
    return [(msg("Date of birth"), _day(person.birth_date, language)), (msg("Address"), person.address)]


def _representing(person: CasePerson, language: str) -> Iterator[tuple[Message, str | None]]:
    for kind, from_day, to_day in person.represents:
        word = _in_words(REPRESENTING.get(kind), language)
        yield msg("Represents as"), f"{word}, {_span(from_day, to_day, language)}"


def _sees_account(person: CasePerson, actor: Actor) -> bool:
    """The office, and whose account it is; parties do not see each other's."""
    return not actor.roles <= PARTIES or person.person_id == actor.person_id


def _is_theirs(file: CaseFile, person: CasePerson, actor: Actor) -> bool:
    """Their own, or the recipient's for whoever represents them: whoever sees the case and is a party."""
    return person.person_id in (actor.person_id, file.header.recipient_id)


def _contracts(file: CaseFile, person_id: int, language: str) -> Iterator[tuple[Message, str | None]]:
    for contract in file.contracts:
        if contract.assistant_id == person_id:
            yield (
                msg("Contract"),
                f"{contract.number}, {_in_words(CONTRACT_STATES.get(contract.state), language)}",
            )
            yield msg("Form of contract"), _in_words(CONTRACT_FORMS.get(contract.contract_form), language)
            yield msg("In force"), _span(contract.first_day, contract.last_day, language)
            yield msg("Hours a month"), str(contract.hours_per_month)
            agreed = msg("agreed") if contract.plain_signature_agreed else msg("not agreed")
            yield msg("Signing months by a click"), say(agreed, language)


def tasks(file: CaseFile, actor: Actor, now: datetime, *, moves: bool, reads: bool = False) -> Rows:
    """Every task of the case and its months, the open ones first; `moves`: deadlines may be moved; `reads`:
    the form of any finished one may be read."""
    return [
        {
            "title": {"lv": task.title_lv, "en": task.title_en},
            "href": f"/tasks/{task.task_id}"
            if may_open(actor, task.role) or (reads and task.status == "completed")
            else None,
            "period": task.period,
            "state": _state(task, now),
            "deadline_url": f"/tasks/{task.task_id}/deadline" if moves and task.status == "open" else None,
            "task_id": task.task_id,
            "who": task.by or role_word(task.role),
            "due": last_day(task.due_at),
            "when": when(task.due_at, now),
            "done_at": task.completed_at,
        }
        for task in sorted(file.tasks, key=lambda one: not one.is_open)
        if task.status != "cancelled"
    ]


def months(file: CaseFile, *, sees_months: bool, is_staff: bool) -> Rows:
    """The months, newest first; pay counts where it was booked, else what was entered."""
    return [
        {
            "period": month.period,
            "href": f"/months/{month.month_id}" if sees_months else None,
            "state": month.state,
            "state_kind": "month" if is_staff else "own_month",
            "assistant": month.assistant_name,
            "minutes": month.entered_minutes if month.payable_minutes is None else month.payable_minutes,
            "granted_minutes": month.granted_minutes,
            "pay_cents": month.pay_cents,
        }
        for month in file.months
    ]


def when(due_at: datetime | None, now: datetime) -> str:
    """overdue, soon or later, for the colour of a due day; the word stands beside it."""
    if due_at is None or due_at - now > SOON:
        return "later"
    return "overdue" if due_at <= now else "soon"


def may_open(actor: Actor, role: str) -> bool:
    """Whether a link to a task of this role would lead this person anywhere."""
    return role in actor.roles_by_name or (Role.AUDITOR in actor.roles and role not in PARTIES)


def _state(task: CaseTask, now: datetime) -> str:
    if task.is_aside:
        return "aside"
    return "held" if task.is_held and task.is_open else _task_state(task.status, task.due_at, now)


def _task_state(status: str, due_at: datetime | None, now: datetime) -> str:
    if status == "open":
        return "late" if due_at is not None and due_at <= now else "todo"
    return "received" if status == "completing" else "done"


def _facts(rows: Sequence[tuple[Message, str | None]]) -> Rows:
    return [{"label": label, "value": value} for label, value in rows if value]


def _in_words(text: Message | None, language: str) -> str | None:
    return None if text is None else say(text, language)


def _day(day: date | None, language: str) -> str | None:
    return None if day is None else words.short_day(day, language)


def _span(first: date | None, last: date | None, language: str) -> str | None:
    if first is None:
        return None
    until = "…" if last is None else words.short_day(last, language)
    return f"{words.short_day(first, language)} – {until}"
