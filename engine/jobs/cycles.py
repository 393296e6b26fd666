"""Processes that start by the calendar: one instance, or one batch, for each municipality and month.

The rule stands in the diagram, as the timer of the start event; here it is only asked. A missed period is
started once, in its turn, and marked late.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.bpmn.definitions import Definition
from engine.clock import local_day
from engine.domain.service_month import ServiceMonth
from engine.expressions.calendar_words import as_instant
from engine.expressions.interpreter import evaluate, parse_expression
from engine.persistence.queries import cycles as rows
from engine.queue.port import NewJob
from engine.runtime import Runtime, Session

MOST_AT_ONCE = 36  # periods a tick; three years of downtime catch up in a few ticks


def due_periods(runtime: Runtime, session: Session) -> Iterator[NewJob]:
    """Note every period whose start rule has come, and give the job that starts it; in order."""
    now = runtime.clock.now()
    words, started = runtime.words(session), rows.newest(session)
    for municipality_id, release_id, first_day in rows.in_use(session, local_day(now)):
        definitions = runtime.release(session, release_id).definitions
        for definition in definitions.values():
            if definition.start_rule is None:
                continue
            newest = started.get((definition.process_id, municipality_id))
            period = ServiceMonth.parse(newest).plus(1) if newest else ServiceMonth.of(first_day)
            rule = parse_expression(definition.start_rule)
            for _ in range(MOST_AT_ONCE):
                due_at = as_instant(evaluate(rule, {"period": str(period)}, words))
                if due_at > now:
                    break
                late = local_day(due_at) < local_day(now)
                place = (definition.process_id, municipality_id, str(period))
                if rows.note(session, *place, now=now, late=late):  # else another tick was quicker
                    yield _job(definition, municipality_id, period)
                period = period.plus(1)


def _job(definition: Definition, municipality_id: int, period: ServiceMonth) -> NewJob:
    return NewJob(
        kind="start_cycle",
        payload={"process_id": definition.process_id, "period": str(period)},
        municipality_id=municipality_id,
        unique_key=f"start_cycle:{definition.process_id}:{municipality_id}:{period}",
    )
