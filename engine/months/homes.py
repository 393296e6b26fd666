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
        forms = tasks.forms_of(session, [row.task_id for row in found.to_do])
        return replace(
            found, to_do=[_in_their_words(runtime, session, row, forms[row.task_id]) for row in found.to_do]
        )


def _in_their_words(
    runtime: Runtime, session: Session, row: InboxRow, form: tuple[int, str, str]
) -> InboxRow:
    """The task as its form speaks to the person; the diagram's label speaks about them, to the office."""
    release_id, process_id, element_id = form
    title = runtime.release(session, release_id).form(process_id, element_id).title
    return replace(row, title_lv=title.lv, title_en=title.said("en"))
