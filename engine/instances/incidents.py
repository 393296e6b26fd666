"""Incidents: what failed for good, where, why, what to do. `engine.jobs.retries` tries one again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.domain.rights import Actor, Thing, can
from engine.errors import NotFound
from engine.messages_catalogue import Message, msg, say
from engine.persistence.queries import incidents as rows
from engine.persistence.queries.incidents import Cause, StoredIncident
from engine.persistence.tables.jobs import JobState
from engine.queue.port import MAX_ATTEMPTS
from engine.runtime import Runtime, Session, seen_by

MOST = 100  # shown at once
SEND_LETTER = "send_letter"  # the kind of job behind a letter that was given up
SENDING = msg("Send a letter by e-mail")
SEND_EVENT = "send_event"  # the kind of job behind an event that another system did not take
TELLING = msg("Tell another system of an event")


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """An incident, in words."""

    incident: StoredIncident
    where_lv: str  # the element of the diagram, else the kind of the job
    where_en: str
    process: str  # its name; "" where it happened in none
    mend: Message  # what to do
    may_retry: bool
    tries: int  # by itself and by persons

    def where(self, language: str) -> str:
        """The step that failed, in a language."""
        return self.where_en if language == "en" else self.where_lv


@dataclass(frozen=True, slots=True)
class IncidentGroup:
    """Incidents of one cause that are shown."""

    pages: Sequence[IncidentPage]
    triable_count: int  # of this cause that may be tried again, those that are not shown too


@dataclass(frozen=True, slots=True)
class IncidentList:
    """Some incidents, those of one cause together, and how many there are."""

    groups: Sequence[IncidentGroup]
    open_count: int
    resolved_count: int

    @property
    def pages(self) -> list[IncidentPage]:
        """All of them, in order."""
        return [page for group in self.groups for page in group.pages]


def listed(runtime: Runtime, actor: Actor, *, resolved: bool = False, most: int = MOST) -> IncidentList:
    """The municipality's open incidents, or the mended ones; at most so many."""
    _require(actor, "incident.list")
    with runtime.reading(seen_by(actor)) as session:
        found = rows.listed(session, resolved=resolved, limit=most)
        pages = [_page(runtime, session, actor, one) for one in found]
        groups = _grouped(pages, {} if resolved else rows.by_cause(session))
        return IncidentList(groups, *rows.counts(session))


def alike(runtime: Runtime, actor: Actor, incident_id: int) -> Sequence[int]:
    """Every incident of this one's cause that may be tried again; NotFound where this person may not."""
    page = find(runtime, actor, incident_id, "incident.retry")
    with runtime.reading(seen_by(actor)) as session:
        return rows.of_cause(session, rows.cause_of(page.incident))


def find(runtime: Runtime, actor: Actor, incident_id: int, action: str = "incident.list") -> IncidentPage:
    """One incident; NotFound where this person may not do the action to it."""
    _require(actor, action)
    with runtime.reading(seen_by(actor)) as session:
        found = rows.find(session, incident_id)
        if found is None:
            raise _nowhere()
        return _page(runtime, session, actor, found)


def _grouped(pages: Sequence[IncidentPage], triable: Mapping[Cause, int]) -> list[IncidentGroup]:
    """The incidents of each cause together, the cause that stopped most first."""
    causes: dict[Cause, list[IncidentPage]] = {}
    for page in pages:
        causes.setdefault(rows.cause_of(page.incident), []).append(page)
    groups = [IncidentGroup(found, triable.get(cause, 0)) for cause, found in causes.items()]
    return sorted(groups, key=lambda group: group.triable_count, reverse=True)


def _page(runtime: Runtime, session: Session, actor: Actor, incident: StoredIncident) -> IncidentPage:
    where_lv, where_en = _where(runtime, session, incident)
    can_be_tried = incident.resolved_at is None and incident.job_state is JobState.DEAD
    thing = Thing(actor.municipality_id)
    return IncidentPage(
        incident=incident,
        where_lv=where_lv,
        where_en=where_en,
        process=_process(runtime, session, incident),
        mend=_mend(incident, can_be_tried=can_be_tried),
        may_retry=can_be_tried and can(actor, "incident.retry", thing),
        tries=int((incident.job_payload or {}).get("tries", MAX_ATTEMPTS)) + incident.attempts,
    )


def _where(runtime: Runtime, session: Session, incident: StoredIncident) -> tuple[str, str]:
    if incident.job_kind == SEND_LETTER:
        return say(SENDING, "lv"), say(SENDING, "en")
    if incident.job_kind == SEND_EVENT:
        return say(TELLING, "lv"), say(TELLING, "en")
    plain = incident.element_id or incident.job_kind or incident.code
    if incident.release_id is None or incident.process_id is None:
        return plain, plain
    definition = runtime.release(session, incident.release_id).definitions.get(incident.process_id)
    element = definition.elements.get(incident.element_id) if definition else None
    return (element.title("lv"), element.title("en")) if element else (plain, plain)


def _process(runtime: Runtime, session: Session, incident: StoredIncident) -> str:
    """What its owner calls the process; its id where the release that it ran on has no such process."""
    if incident.release_id is None or incident.process_id is None:
        return ""
    definition = runtime.release(session, incident.release_id).definitions.get(incident.process_id)
    return (definition.title if definition else "") or incident.process_id


def _mend(incident: StoredIncident, *, can_be_tried: bool) -> Message:
    if incident.resolved_at is not None:
        return msg("Nothing has to be done: it went through.")
    if not can_be_tried:
        return msg("It is being tried right now; look again in a moment.")
    if incident.job_kind == SEND_LETTER:
        return msg("Put the e-mail address right, or wait for the mail server, then try it again.")
    if incident.job_kind == SEND_EVENT:
        return msg("Look whether the other system takes events at its address, then try it again.")
    if incident.task_id is not None:
        return msg("What the person sent is safe. Mend the cause, then try it again.")
    return msg("Mend the cause, then try it again. The case waits where it stood.")


def _require(actor: Actor, action: str) -> None:
    if not can(actor, action, Thing(actor.municipality_id)):
        raise _nowhere()


def _nowhere() -> NotFound:
    return NotFound(msg("There is no such incident, or it is not for you."))
