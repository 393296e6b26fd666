"""Whose month it is, and who may do what with it."""

from __future__ import annotations

from dataclasses import replace

from engine.domain.rights import Actor, Thing, can, may
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.people import erased, own_matters
from engine.persistence.queries import month_lists
from engine.persistence.queries.case_rights import thing_in_case
from engine.persistence.queries.month_lists import MonthRow
from engine.runtime import Session

OF_THE_OFFICE = frozenset({"evidence.demand", "month.correct"})


def allowed(session: Session, actor: Actor, month_id: int, action: str) -> MonthRow:
    """The month, if this person may do the action to it; else NotFound, whether it exists or not; Erased."""
    found = month_lists.of_ids(session, [month_id])
    if not found or not can(actor, action, _thing(session, actor, found[0])):
        raise NotFound(msg("There is no such month, or it is not for you."))
    erased.refuse_month(session, month_id)
    if action in OF_THE_OFFICE:
        own_matters.refuse(session, actor, found[0].case_id)
    return found[0]


def require(actor: Actor, action: str) -> None:
    """NotFound where this person may not do the action to months at all."""
    if not may(actor, action):
        raise NotFound(msg("There is no such month, or it is not for you."))


def is_own(actor: Actor, month: MonthRow) -> bool:
    """Whether the person who looks is a party of the month."""
    return actor.person_id is not None and actor.person_id in _people(month)


def _thing(session: Session, actor: Actor, month: MonthRow) -> Thing:
    thing = thing_in_case(session, actor, month.case_id, _people(month))
    return replace(thing, provider_id=month.provider_id)


def _people(month: MonthRow) -> frozenset[int]:
    people = (month.recipient_id, month.assistant_id, month.signer_id)
    return frozenset(one for one in people if one is not None)
