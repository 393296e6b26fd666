"""The home of a recipient, an assistant or a representative."""

from __future__ import annotations

from dataclasses import replace

from engine.clock import local_day
from engine.domain.rights import Actor
from engine.domain.service_month import ServiceMonth
from engine.persistence.queries import tasks
from engine.persistence.queries.homes import Home, HomeMonth, home_of
from engine.persistence.queries.inbox import InboxRow
from engine.runtime import Runtime, Session, Tenant

__all__ = ["Home", "HomeMonth", "home"]


def home(runtime: Runtime, actor: Actor) -> Home:
    """What this person has to do, the hours left this month, recent months, letters; only their own."""
    now = runtime.clock.now()
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        found = home_of(session, actor, period=str(ServiceMonth.of(local_day(now))), now=now)
        return replace(found, to_do=[_in_their_words(runtime, session, row) for row in found.to_do])


def _in_their_words(runtime: Runtime, session: Session, row: InboxRow) -> InboxRow:
    """The task as its form speaks to the person; the diagram's label speaks about them, to the office."""
    task = tasks.find(session, row.task_id)
    if task is None:
        return row
    title = runtime.release(session, task.release_id).form(task.process_id, task.element_id).title
    return replace(row, title_lv=title.lv, title_en=title.said("en"))
