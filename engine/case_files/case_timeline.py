"""What has happened in a case, in everyday words: from the audit, the people's tasks, letters and notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeAlias

from engine.bpmn.elements import Element
from engine.documents.wording import month as month_in_words
from engine.domain.service_month import ServiceMonth
from engine.messages_catalogue import LANGUAGES, Message, msg, say
from engine.persistence.queries.case_file import FileRows
from engine.persistence.tables.instances import UserTask
from engine.persistence.tables.records import AuditEvent

Words: TypeAlias = "Message | Mapping[str, str] | str"
"""A sentence of ours, an owner's label as {"lv", "en"}, or what somebody wrote."""

ElementOf = Callable[[int, str], Element | None]  # (instance id, element id) → the diagram's element
BY_MACHINE = frozenset({"serviceTask", "businessRuleTask"})  # steps worth telling; scripts only set values

MESSAGES: Mapping[str, Message] = {
    "assistant_change_requested": msg("Another assistant was asked for"),
    "assistant_died": msg("The assistant's death was reported"),
    "contestation_received": msg("The decision was contested"),
    "court_outcome_received": msg("The court's outcome came in"),
    "documents_received": msg("Documents came in"),
    "entries_changed": msg("The assistant took the month back to change it"),
    "reassessment_ordered": msg("Another assessment was ordered"),
    "recipient_died": msg("The recipient's death was reported"),
    "recipient_moved_away": msg("The recipient moved to another municipality"),
    "service_ground_ended": msg("It was found that there is no ground for the service any more"),
    "service_not_used": msg("It was reported that the service is not used"),
    "service_resumed": msg("The end of the stay was reported"),
    "service_suspended": msg("A stay was reported, during which no service is given"),
    "service_withdrawn": msg("The service was given up"),
}

PLAIN: Mapping[str, Message] = {
    "case_moved": msg("From now on the case goes by the changed process"),
    "case_move_undone": msg("The case goes on as before the process was changed"),
    "case_opened": msg("The application came in"),
    "case_taken_over": msg("The running case was taken over from another system"),
    "case_held": msg("The case was held: nothing moves in it"),
    "case_resumed": msg("The case was resumed"),
    "kept_off": msg("The head of service keeps a colleague off the case"),
    "kept_off_ended": msg("A colleague may work on the case again"),
    "kept_off_said": msg("Stepped back: must not work on the case"),
    "evidence_demanded": msg("A confirmation was demanded for hours of a report"),
    "evidence_received": msg("A demanded confirmation came"),
}
FOR_THE_OFFICE = frozenset({"kept_off", "kept_off_ended", "kept_off_said"})
"""What the people of a case need not know of the office: told like its notes."""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened."""

    at: datetime
    kind: str  # "person", "machine", "letter", "note", "question"
    title: Words
    by: Words | None  # who; None: nobody in particular
    steps: Sequence[Words] = ()  # what the machine did because of it, in order
    text: Words | None = None
    is_task: bool = False  # the title is what a person had to do, and has done
    document_id: int | None = None
    month_id: int | None = None
    question_id: int | None = None
    asked_by: int | None = None  # the person who asked: nobody else of the case sees it


def timeline(file: FileRows, element_of: ElementOf) -> list[TimelineEntry]:
    """Everything that happened, newest first."""
    told = [*_notes(file), *_questions(file), *_letters(file)]
    entries = [*told, *_events(file, element_of)]  # what an event caused is above it
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _events(file: FileRows, element_of: ElementOf) -> Iterator[TimelineEntry]:
    tasks = {task.id: task for task in file.tasks}
    months = {month.instance_id: month.id for month in file.months}
    for event in file.events:
        title: Words | None = _title(event, element_of)
        task = tasks.get(event.details.get("task_id", 0))
        if event.action == "task_reopened" and task is not None:
            title = _opened_again(task)
        if event.action == "task_completed" and task is not None:
            title = {"lv": task.title_lv, "en": task.title_en}
        if title is None:
            continue
        by_person = event.actor_user_id is not None
        yield TimelineEntry(
            at=event.at,
            kind="note" if event.action in FOR_THE_OFFICE else "person" if by_person else "machine",
            title=title,
            by=file.accounts.get(event.actor_user_id or 0),
            steps=list(_steps(event, element_of)),
            is_task=event.action == "task_completed" and task is not None,
            text=_text(file, event, task),
            month_id=months.get(event.instance_id),
        )


def _opened_again(task: UserTask) -> Words:
    title = {"lv": task.title_lv, "en": task.title_en}
    return {name: say(msg("Opened again: {task}", task=title[name]), name) for name in LANGUAGES}


def _text(file: FileRows, event: AuditEvent, task: UserTask | None) -> Words | None:
    """Why a step was opened again; of a step that was, that it counts no more."""
    if task is None:
        return None
    if event.action == "task_reopened":
        return next((one.reason for one in file.more.reopened if one.task_id == task.id), None)
    aside = event.action == "task_completed" and task.id in file.more.aside
    return msg("Put aside: an earlier step was opened again.") if aside else None


def _title(event: AuditEvent, element_of: ElementOf) -> Words | None:
    """What an event that is no task's completion is called; None where it says nothing to people."""
    details = event.details
    if event.action == "month_opened":
        return _month_opened(str(details["period"]))
    if event.action in PLAIN:
        return PLAIN[event.action]
    if event.action == "deadline_moved":
        return _deadline_moved(details)
    if event.action == "message_received":
        return MESSAGES.get(str(details.get("message")))
    if event.action == "timer_fired" and event.instance_id is not None:
        element = element_of(event.instance_id, str(details.get("element", "")))
        return None if element is None else _label(element)
    return None


def _deadline_moved(details: Mapping[str, object]) -> Words:
    day = date.fromisoformat(str(details["to"]))
    return {
        language: say(msg("The deadline of a task was moved to {day}", day=day), language)
        for language in LANGUAGES
    }


def _month_opened(period: str) -> Words:
    """The month in words, in both languages."""
    month = ServiceMonth.parse(period)
    return {
        language: say(msg("The month {month} was opened", month=month_in_words(month, language)), language)
        for language in LANGUAGES
    }


def _steps(event: AuditEvent, element_of: ElementOf) -> Iterator[Words]:
    for element_id in event.details.get("passed", ()):
        element = None if event.instance_id is None else element_of(event.instance_id, element_id)
        if element is not None and element.kind in BY_MACHINE:
            yield _label(element)


def _label(element: Element) -> Mapping[str, str]:
    return {"lv": element.title("lv"), "en": element.title("en")}


def _letters(file: FileRows) -> Iterator[TimelineEntry]:
    for letter in file.documents:
        person = file.people.get(letter.person_id or 0)
        name = None if person is None else f"{person.given_name} {person.family_name}"
        yield TimelineEntry(
            at=letter.created_at,
            kind="letter",
            title=msg("Letter: {title}", title=letter.title),
            by=None,
            text=msg("To {name}", name=name or msg("the office")),
            document_id=letter.id,
        )


def _notes(file: FileRows) -> Iterator[TimelineEntry]:
    for note in file.notes:
        yield TimelineEntry(
            at=note.written_at,
            kind="note",
            title=msg("Note"),
            by=file.accounts.get(note.written_by or 0),
            text=note.text,
        )


def _questions(file: FileRows) -> Iterator[TimelineEntry]:
    for one in file.questions:
        asked = TimelineEntry(
            at=one.asked_at,
            kind="question",
            title=msg("Question to the office"),
            by=one.person_name,
            text=one.text,
            question_id=one.question_id,
            asked_by=one.person_id,
        )
        yield asked
        if one.answered_at is not None:
            title = msg("Answer to a question")
            yield replace(asked, at=one.answered_at, title=title, by=one.answered_by, text=one.answer)
