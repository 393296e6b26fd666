"""What is demanded for a month, or came: judged as of now, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.clock import local_day
from engine.domain.evidence import demand_evidence, evidence_due
from engine.domain.service_month import ServiceMonth
from engine.domain.weekly_purposes import purposes_of
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence.queries import evidence as rows
from engine.persistence.queries.evidence import Demanded
from engine.runtime import Runtime, Session
from engine.service_tasks.evidence_asked import NEWS, as_news


def wanted(runtime: Runtime, session: Session, month_id: int, purpose: str) -> Demanded:
    """A new demand as of today; EngineError where there can be none, or one is awaited."""
    today, book = local_day(runtime.clock.now()), runtime.rule_book(session)
    grant = rows.grant_of(session, month_id)
    rules = book.of(grant.regime)
    [what] = purposes_of({purpose: 1})
    demand = demand_evidence(ServiceMonth.parse(grant.period), what, rules, today)
    if purpose not in grant.hours:
        raise EngineError(msg("No hours are granted for this purpose."))
    if rows.awaited(session, month_id, purpose) is not None:
        raise EngineError(msg("A confirmation for this purpose is awaited already."))
    return Demanded(0, purpose, demand.demanded_on, evidence_due(today, rules, book.holidays), None)


def came(runtime: Runtime, session: Session, month_id: int, purpose: str) -> Demanded:
    """The confirmation that is awaited, come today; EngineError where none is."""
    awaited = rows.awaited(session, month_id, purpose)
    if awaited is None:
        raise EngineError(msg("No confirmation is awaited for this purpose."))
    return replace(awaited, received_on=local_day(runtime.clock.now()))


def is_undecided(session: Session, month_id: int) -> bool:
    """Whether the report is still to be checked, so that the check will see what is demanded."""
    return rows.state_of(session, month_id) in rows.TO_BE_CHECKED


def news_of(demanded: Demanded) -> Mapping[str, object]:
    """What the month's instance is told: its check runs before the rows are written."""
    return {NEWS: as_news(demanded)}


def purposes_left(session: Session, month_id: int) -> Sequence[str]:
    """Purposes of the month for which a confirmation may be demanded now; none once it is decided."""
    if rows.state_of(session, month_id) not in rows.OPEN_FOR_IT:
        return ()
    waiting = {one.purpose for one in rows.of_month(session, month_id) if one.received_on is None}
    return [purpose for purpose in rows.grant_of(session, month_id).hours if purpose not in waiting]
