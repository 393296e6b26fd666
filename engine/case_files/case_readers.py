"""Who has looked at a person's file, when and why: for the person, the head of service and the auditor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from engine.clock import local_day
from engine.domain.rights import Actor, Thing, can
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.queries.case_rights import thing_in_case
from engine.persistence.queries.names import of_accounts
from engine.persistence.tables.accounts import UserRole
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.records import ReadLog
from engine.runtime import Runtime, Session, Tenant

NEWEST = 1000  # looks that are gathered into days


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who looked at the file on one day, for one purpose."""

    day: date
    name: str
    purpose: str
    first_at: datetime
    last_at: datetime
    times: int
    roles: Sequence[str] = ()  # that they held on that day


@dataclass(frozen=True, slots=True)
class Readers:
    """Everybody who looked, the newest first; `is_whole` False: only the newest looks are told."""

    readers: Sequence[Reader]
    is_whole: bool


def readers(runtime: Runtime, actor: Actor, case_id: int) -> Readers:
    """Who looked at the file of the case's recipient; NotFound where this is not for the person."""
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        case = rows.first(session, ServiceCase, id=case_id)
        if case is None or not can(actor, "case.readers", _thing(session, actor, case)):
            raise NotFound(msg("There is no such case, or you may not see it."))
        found = rows.every(
            session, ReadLog, person_id=case.recipient_id, order_by=["-at", "-id"], limit=NEWEST + 1
        )
        return _gathered(session, found)


def own(runtime: Runtime, actor: Actor) -> Readers:
    """Who looked at what there is of the actor themselves; NotFound for whoever is no party."""
    if actor.person_id is None or not can(actor, "readers.own", Thing(actor.municipality_id)):
        raise NotFound(msg("There is no such page, or it is not for you."))
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        found = rows.every(
            session, ReadLog, person_id=actor.person_id, order_by=["-at", "-id"], limit=NEWEST + 1
        )
        return _gathered(session, found)


def _thing(session: Session, actor: Actor, case: ServiceCase) -> Thing:
    people = {one for one in (case.recipient_id, case.representative_id) if one is not None}
    return thing_in_case(session, actor, case.id, frozenset(people))


def _gathered(session: Session, found: Sequence[ReadLog]) -> Readers:
    """The looks of one person on one day, for one purpose, as one line."""
    users = sorted({one.user_id for one in found})
    names, spans = of_accounts(session, users), _spans(session, users)
    looks: dict[tuple[date, int, str], list[datetime]] = {}
    for one in found[:NEWEST]:
        looks.setdefault((local_day(one.at), one.user_id, one.purpose), []).append(one.at)
    told = [
        Reader(day, names[user_id], purpose, times[-1], times[0], len(times), _held(spans, user_id, day))
        for (day, user_id, purpose), times in looks.items()
    ]
    return Readers(told, is_whole=len(found) <= NEWEST)


def _spans(session: Session, users: Sequence[int]) -> Mapping[int, list[UserRole]]:
    spans: dict[int, list[UserRole]] = {}
    for one in rows.every(session, UserRole, user_id=users, order_by=["id"]) if users else ():
        spans.setdefault(one.user_id, []).append(one)
    return spans


def _held(spans: Mapping[int, list[UserRole]], user_id: int, day: date) -> tuple[str, ...]:
    """The roles that somebody held on a day."""
    found = [
        str(one.role)
        for one in spans.get(user_id, [])
        if one.from_day <= day and (one.to_day is None or one.to_day >= day)
    ]
    return tuple(dict.fromkeys(found))
