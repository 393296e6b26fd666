"""Lists of cases: the office's with filters, a party's own."""

from __future__ import annotations

from dataclasses import replace

from engine.domain.rights import Actor, Role, districts_of, may
from engine.errors import NotAllowed
from engine.messages_catalogue import msg
from engine.persistence.queries import case_list as rows
from engine.persistence.queries.case_list import CaseRow, Cursor, Page, Wanted
from engine.persistence.tables.cases import CaseState
from engine.runtime import Runtime, Tenant, seen_by

__all__ = ["CaseRow", "CaseState", "Cursor", "Page", "Wanted", "listed", "own"]


KNOW_ALL = (Role.CASEWORKER, Role.HEAD_OF_SERVICE, Role.FINANCE, Role.AUDITOR)


def listed(runtime: Runtime, actor: Actor, wanted: Wanted | None = None) -> Page:
    """A page of the municipality's cases, newest first; NotAllowed for those who do not work with cases.

    The contest authority's list holds the contested ones.
    """
    if not may(actor, "case.list"):
        raise NotAllowed(msg("You may not see the list of cases."))
    with runtime.reading(seen_by(actor)) as session:
        wanted = replace(
            wanted or Wanted(),
            only_contested=not actor.has(*KNOW_ALL),
            districts=districts_of(actor, "case.list"),
        )
        page = rows.page(session, wanted)
        if wanted.before is not None and page.previous is None:
            return rows.page(session, replace(wanted, before=None))  # the beginning, and whole
        return page


def own(runtime: Runtime, actor: Actor, wanted: Wanted | None = None) -> Page:
    """The cases in which this person is the recipient or the representative, whatever was asked."""
    if actor.person_id is None:
        return Page([], None, 0, {})
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        return rows.page(session, replace(wanted or Wanted(), person_id=actor.person_id))
