"""Tries a failed step again at once, because a person asks for it, and says what really came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.domain.rights import Actor
from engine.instances import incidents
from engine.instances.instances import NotWaiting
from engine.jobs.retry_runs import run
from engine.messages_catalogue import Message, msg
from engine.persistence import audit
from engine.persistence.queries.incidents import note_retry
from engine.runtime import Runtime, Tenant

MOST_TOGETHER = 200  # while somebody waits for the page; those that failed longest ago first


@dataclass(frozen=True, slots=True)
class Retried:
    """What came of it."""

    went_through: bool
    result: Message


@dataclass(frozen=True, slots=True)
class RetriedTogether:
    """What came of each of some incidents of one cause, by incident."""

    results: Mapping[int, Retried]
    left: int  # of the same cause, not tried this time

    @property
    def went_through(self) -> int:
        """How many are mended."""
        return sum(one.went_through for one in self.results.values())

    @property
    def failed(self) -> int:
        """How many have failed again, or could not be tried now."""
        return len(self.results) - self.went_through

    def reasons(self) -> list[tuple[Message, int]]:
        """Why they failed again, and how often each; the most frequent first."""
        whys = [one.result for one in self.results.values() if not one.went_through]
        counted = [(why, whys.count(why)) for at, why in enumerate(whys) if why not in whys[:at]]
        return sorted(counted, key=lambda one: one[1], reverse=True)


def retry_alike(runtime: Runtime, actor: Actor, incident_id: int) -> RetriedTogether:
    """Do the jobs of all open incidents with this one's cause, one after the other, each by itself.

    Raises NotFound where the person may not. One that fails does not keep the others.
    """
    wanted = incidents.alike(runtime, actor, incident_id)
    tried = wanted[:MOST_TOGETHER]
    return RetriedTogether({one: _outcome(runtime, actor, one) for one in tried}, len(wanted) - len(tried))


def _outcome(runtime: Runtime, actor: Actor, incident_id: int) -> Retried:
    try:
        return retry(runtime, actor, incident_id)
    except NotWaiting as busy:
        return Retried(went_through=False, result=busy.message)


def retry(runtime: Runtime, actor: Actor, incident_id: int) -> Retried:
    """Do the incident's job now, with all its attempts anew; the incident is mended only if it went through.

    Raises NotFound where the person may not, NotWaiting where it is mended or being tried already.
    """
    page = incidents.find(runtime, actor, incident_id, "incident.retry")
    if not page.may_retry or page.incident.job_id is None:
        raise NotWaiting(msg("This cannot be tried now: it has been mended, or is being tried already."))
    trouble = run(runtime, page.incident.job_id, worker=f"retry:{actor.user_id}")
    went_through = trouble is None
    result = trouble or msg("It went through.")
    now = runtime.clock.now()
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        note_retry(
            session, incident_id, result=result, now=now, user_id=actor.user_id, went_through=went_through
        )
        audit.record(
            session,
            action="incident_retried",
            at=now,
            municipality_id=actor.municipality_id,
            actor_user_id=actor.user_id,
            instance_id=page.incident.instance_id,
            object_kind="incident",
            object_id=str(incident_id),
            details={"went_through": went_through},
        )
    return Retried(went_through, result)
