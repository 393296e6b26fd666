"""Incidents: what failed for good, where, why, what to do. `engine.jobs.retries` tries one again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.domain.rights import Actor, Thing, can
from engine.errors import NotFound
from engine.messages_catalogue import Message, msg
from engine.persistence.queries import incidents as rows
from engine.persistence.queries.incidents import StoredIncident
from engine.persistence.tables.jobs import JobState
from engine.runtime import Runtime, Session, Tenant

MOST = 100  # shown at once


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """An incident, in words."""

    incident: StoredIncident
    where_lv: str  # the element of the diagram, else the kind of the job
    where_en: str
    mend: Message  # what to do
    may_retry: bool

    def where(self, language: str) -> str:
        """The step that failed, in a language."""
        return self.where_en if language == "en" else self.where_lv


@dataclass(frozen=True, slots=True)
class IncidentList:
    """Some incidents, and how many there are."""

    pages: Sequence[IncidentPage]
    open_count: int
    resolved_count: int


def listed(runtime: Runtime, actor: Actor, *, resolved: bool = False) -> IncidentList:
    """The municipality's open incidents, or the mended ones."""
    _require(actor, "incident.list")
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        found = rows.listed(session, resolved=resolved, limit=MOST)
        pages = [_page(runtime, session, actor, one) for one in found]
        return IncidentList(pages, *rows.counts(session))


def find(runtime: Runtime, actor: Actor, incident_id: int, action: str = "incident.list") -> IncidentPage:
    """One incident; NotFound where this person may not do the action to it."""
    _require(actor, action)
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        found = rows.find(session, incident_id)
        if found is None:
            raise _nowhere()
        return _page(runtime, session, actor, found)


def cause_of(page: IncidentPage) -> tuple[str, str, str]:
    """What incidents of one cause have in common: the kind of failure, the process or job, the step."""
    incident = page.incident
    return incident.code, incident.process_id or incident.job_kind or "", incident.element_id


def by_cause(pages: Sequence[IncidentPage]) -> list[Sequence[IncidentPage]]:
    """The incidents of each cause together, the cause that stopped most first, then the oldest."""
    causes: dict[tuple[str, str, str], list[IncidentPage]] = {}
    for page in pages:
        causes.setdefault(cause_of(page), []).append(page)
    return sorted(causes.values(), key=len, reverse=True)


def _page(runtime: Runtime, session: Session, actor: Actor, incident: StoredIncident) -> IncidentPage:
    where_lv, where_en = _where(runtime, session, incident)
    can_be_tried = incident.resolved_at is None and incident.job_state is JobState.DEAD
    thing = Thing(actor.municipality_id)
    return IncidentPage(
        incident=incident,
        where_lv=where_lv,
        where_en=where_en,
        mend=_mend(incident, can_be_tried=can_be_tried),
        may_retry=can_be_tried and can(actor, "incident.retry", thing),
    )


def _where(runtime: Runtime, session: Session, incident: StoredIncident) -> tuple[str, str]:
    plain = incident.element_id or incident.job_kind or incident.code
    if incident.release_id is None or incident.process_id is None:
        return plain, plain
    definition = runtime.release(session, incident.release_id).definitions.get(incident.process_id)
    element = definition.elements.get(incident.element_id) if definition else None
    return (element.title("lv"), element.title("en")) if element else (plain, plain)


def _mend(incident: StoredIncident, *, can_be_tried: bool) -> Message:
    if incident.resolved_at is not None:
        return msg("Nothing has to be done: it went through.")
    if not can_be_tried:
        return msg("It is being tried right now; look again in a moment.")
    if incident.task_id is not None:
        return msg("What the person sent is safe. Mend the cause, then try it again.")
    return msg("Mend the cause, then try it again. The case waits where it stood.")


def _require(actor: Actor, action: str) -> None:
    if not can(actor, action, Thing(actor.municipality_id)):
        raise _nowhere()


def _nowhere() -> NotFound:
    return NotFound(msg("There is no such incident, or it is not for you."))
