"""The audit trail, searched: who did what, when, to what; and who looked at whose file.

It names cases by their number and nobody by name but those who acted: whoever audits need not learn who is
helped. Events of the last seconds, not yet linked into the chain, follow when they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from engine.clock import RIGA
from engine.domain.rights import Actor, Thing, can
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.persistence import audit
from engine.persistence.queries import trails
from engine.persistence.queries.names import of_accounts
from engine.persistence.queries.trails import Sought
from engine.persistence.tables.records import AuditEvent, ReadLog
from engine.runtime import EVERY, Runtime, Session, seen_by

RIGHT = "audit.see"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an auditor asks for; empty words ask for everything."""

    first: date | None = None  # the days, both included, by the clock in Latvia
    last: date | None = None
    user_id: int | None = None  # who
    action: str = ""  # of the trail: the deed; of the read log: the purpose
    about: str = ""  # the number of a case
    person_id: int | None = None  # of the read log: whose file
    of_house: bool = False  # the installation's own chain: releases, numbers
    below: int | None = None  # from this place on backwards
    limit: int = 50


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One event of the chain."""

    number: int  # its place in the chain
    at: datetime
    who: str | None  # None: the machine
    for_whom: str | None  # whom the one who acted stood in for
    action: str
    case_id: int | None
    case_number: str | None
    object_kind: str  # the table, "" for a step of a case
    object_id: str
    details: Mapping[str, Any]  # ids, codes and changed values as [before, after]
    mac: str  # 64 hex digits


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One look at a person's file."""

    read_id: int
    at: datetime
    who: str
    purpose: str
    case_id: int | None  # of the person who was looked at; None: somebody without a case of their own
    case_number: str | None


@dataclass(frozen=True, slots=True)
class Trail:
    """A page of the trail, with the end of its chain as it stands now."""

    lines: Sequence[TrailLine]
    next: int | None  # where the page behind begins
    people: Sequence[tuple[int, str]]  # accounts of the office, to choose from: id, name
    head: tuple[int, str] | None  # number and HMAC of the last event; None: nothing happened yet


@dataclass(frozen=True, slots=True)
class Reads:
    """A page of the read log."""

    lines: Sequence[ReadLine]
    next: int | None
    people: Sequence[tuple[int, str]]


def search(runtime: Runtime, actor: Actor, wanted: Wanted) -> Trail:
    """The events that fit, the newest first; NotFound for whoever does not audit."""
    _refuse_stranger(actor)
    tenant = EVERY if wanted.of_house else seen_by(actor)
    with runtime.reading(tenant) as session:
        sought = _sought(session, wanted)
        found = [] if sought is None else trails.events(session, replace(sought, limit=wanted.limit + 1))
        chain = 0 if wanted.of_house else actor.municipality_id
        return Trail(
            lines=_trail_lines(session, found[: wanted.limit]),
            next=found[wanted.limit - 1].sealed_seq if len(found) > wanted.limit else None,
            people=trails.office_accounts(session),
            head=audit.heads(session).get(chain or 0),
        )


def reads(runtime: Runtime, actor: Actor, wanted: Wanted) -> Reads:
    """The looks at files that fit, the newest first; NotFound for whoever does not audit."""
    _refuse_stranger(actor)
    with runtime.reading(seen_by(actor)) as session:
        sought = _sought(session, replace(wanted, about="", limit=wanted.limit + 1))
        found = [] if sought is None else trails.reads(session, sought)
        shown = found[: wanted.limit]
        following = shown[-1].id if len(found) > wanted.limit else None
        return Reads(_read_lines(session, shown), following, trails.office_accounts(session))


def person_behind(runtime: Runtime, actor: Actor, code_or_number: str) -> int | None:
    """Whose personal code this is, or whose case has this number; NotFound for whoever does not audit."""
    _refuse_stranger(actor)
    with runtime.reading(seen_by(actor)) as session:
        return trails.person_with(session, code_or_number)


def _refuse_stranger(actor: Actor) -> None:
    if actor.municipality_id is None or not can(actor, RIGHT, Thing(actor.municipality_id)):
        raise NotFound(msg("There is no such page, or you may not see it."))


def _sought(session: Session, wanted: Wanted) -> Sought | None:
    """The question for the database; None where nothing can fit."""
    case_id = trails.case_numbered(session, wanted.about) if wanted.about else None
    if wanted.about and case_id is None:
        return None
    return Sought(
        since=None if wanted.first is None else _midnight(wanted.first),
        before=None if wanted.last is None else _midnight(wanted.last + timedelta(days=1)),
        user_id=wanted.user_id,
        action=wanted.action or None,
        case_id=case_id,
        person_id=wanted.person_id,
        below=wanted.below,
        limit=wanted.limit,
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), RIGA)


def _trail_lines(session: Session, found: Sequence[AuditEvent]) -> list[TrailLine]:
    names = of_accounts(
        session, [one for event in found for one in (event.actor_user_id, event.on_behalf_of)]
    )
    numbers = trails.case_numbers(session, [one.case_id for one in found if one.case_id is not None])
    return [
        TrailLine(
            number=event.sealed_seq or 0,
            at=event.at,
            who=None if event.actor_user_id is None else names.get(event.actor_user_id, "–"),
            for_whom=None if event.on_behalf_of is None else names.get(event.on_behalf_of, "–"),
            action=event.action,
            case_id=event.case_id if event.case_id in numbers else None,
            case_number=numbers.get(event.case_id or 0),
            object_kind=event.object_kind,
            object_id=event.object_id,
            details=event.details,
            mac=event.mac,
        )
        for event in found
    ]


def _read_lines(session: Session, found: Sequence[ReadLog]) -> list[ReadLine]:
    names = of_accounts(session, [one.user_id for one in found])
    cases = trails.newest_cases(session, {one.person_id for one in found})
    return [
        ReadLine(
            one.id, one.at, names.get(one.user_id, "–"), one.purpose, *cases.get(one.person_id, (None, None))
        )
        for one in found
    ]
