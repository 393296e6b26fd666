"""Confirmations by others of where hours were given: the office demands one for a purpose of a report.

Only under MK 942, and only until the report is decided; hours whose confirmation is missing are not paid.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from engine.bpmn.execution import Execution, Progress
from engine.domain.rights import Actor
from engine.errors import NotFound
from engine.instances import instances
from engine.instances.instances import Move, NotWaiting
from engine.messages_catalogue import msg
from engine.months.evidence_changes import came, is_undecided, news_of, purposes_left, wanted
from engine.months.evidence_writing import keep_came, keep_new
from engine.months.month_access import allowed
from engine.persistence.queries.evidence import Demanded
from engine.runtime import Runtime, Session, Tenant

MESSAGE = "evidence_changed"


def demand(runtime: Runtime, actor: Actor, month_id: int, purpose: str) -> date:
    """Demand a confirmation for a purpose of the month; both sides are written to. Gives the day it is due.

    NotFound where the month is not for this person; EngineError where the order knows no confirmations, the
    purpose is not of this month or its confirmation is awaited already; NotWaiting once it is decided.
    """
    change = _Change(
        month_id,
        lambda session: wanted(runtime, session, month_id, purpose),
        lambda session, found: keep_new(runtime, session, actor, month_id, found),
    )
    return _move(runtime, actor, change, "evidence_demanded").due_on


def receive(runtime: Runtime, actor: Actor, month_id: int, purpose: str) -> None:
    """Note that the confirmation came; what waits for it is checked again. Raises as `demand` does."""
    change = _Change(
        month_id,
        lambda session: came(runtime, session, month_id, purpose),
        lambda session, found: keep_came(session, actor, found),
    )
    _move(runtime, actor, change, "evidence_received")


def may_demand(runtime: Runtime, actor: Actor, month_id: int) -> Sequence[str]:
    """The purposes for which this person may demand a confirmation now."""
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        try:
            allowed(session, actor, month_id, "evidence.demand")
        except NotFound:
            return ()
        return purposes_left(session, month_id)


def _move(runtime: Runtime, actor: Actor, change: _Change, action: str) -> Demanded:
    tenant = Tenant(actor.municipality_id)
    with runtime.reading(tenant) as session:
        month = allowed(session, actor, change.month_id, "evidence.demand")
    if month.instance_id is None:
        raise NotWaiting(DECIDED)
    move = Move(action=action, act=change.act, also=change.keep, actor_user_id=actor.user_id)
    instances.advance(runtime, tenant, month.instance_id, move)
    return change.done


@dataclass(slots=True)
class _Change:
    """A change of what is demanded, as one move of the month's instance: whoever decides it sees it."""

    month_id: int
    find: Callable[[Session], Demanded]
    write: Callable[[Session, Demanded], None]
    found: Demanded | None = None

    @property
    def done(self) -> Demanded:
        """What was changed; only after `act`."""
        if self.found is None:
            raise ValueError("nothing was changed yet")
        return self.found

    def act(self, execution: Execution, session: Session) -> None:
        """Let the findings be checked again, where somebody looks at them; else the next check sees it."""
        self.found = self.find(session)
        is_checked_again = execution.receive(MESSAGE, str(self.month_id), news_of(self.found))
        if not is_checked_again and not is_undecided(session, self.month_id):
            raise NotWaiting(DECIDED)

    def keep(self, session: Session, _progress: Progress) -> None:
        """Write it, in the same transaction."""
        self.write(session, self.done)


DECIDED = msg("This report is decided; a confirmation changes nothing any more.")
