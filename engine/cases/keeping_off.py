"""Who must not work on a case: says so of oneself, or is kept off by the head of service.

Law on the Prevention of Conflict of Interest in Activities of Public Officials, sections 11 and 21: whoever
is a relative or business partner tells the superior in writing without delay, who gives the work to another.
From then on there is no such case for them (`can`, `seen_by`); nobody lets themselves back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.cases import keeping_off_rights as rights
from engine.cases.case_reasons import LONGEST
from engine.cases.keeping_off_rights import Colleague
from engine.domain.rights import Actor
from engine.errors import InvalidAnswers
from engine.messages_catalogue import Message, msg
from engine.persistence import audit, rows
from engine.persistence.queries import kept_off
from engine.persistence.queries.kept_off import Kept, Tie
from engine.persistence.tables.cases import ServiceCase
from engine.runtime import Runtime, Session, Tenant, seen_by

__all__ = ["Kept", "KeptOffPage", "Tie", "everywhere", "keep_off", "let_back", "page", "step_back"]

OBJECT = "service_case"


@dataclass(frozen=True, slots=True)
class KeptOffPage:
    """What the page of a case shows: to the head everybody, to others only the form for themselves."""

    case_id: int
    case_number: str
    may_step_back: bool
    may_keep_off: bool
    listed: Sequence[Kept]  # now and earlier, the newest first
    colleagues: Sequence[Colleague]  # who can be kept off
    nobody_left: Sequence[Mapping[str, str]]  # names, by language, of open tasks that nobody may do


def page(runtime: Runtime, actor: Actor, case_id: int) -> KeptOffPage:
    """The page; NotFound for whoever works with no such case, after the same questions as for none."""
    with runtime.reading(seen_by(actor)) as session:
        case, office = rows.first(session, ServiceCase, id=case_id), rights.office(runtime, session)
        may_step_back = rights.may_step_back(session, actor, case_id)
        place = rights.place_of(session, case_id)
        may_keep_off = rights.may_keep_off(actor, place, office)
        if case is None or not (may_step_back or may_keep_off):
            raise rights.nowhere()
        rights.refuse_erased(session, case_id)
        listed = kept_off.listed(session, case_id) if may_keep_off else []
        left = rights.without_anybody(session, place, office) if may_keep_off else []
    now = {one.user_id for one in listed if one.ended_at is None}
    free = [one for one in office if one.user_id not in now | {actor.user_id}] if may_keep_off else []
    return KeptOffPage(case_id, case.case_number, may_step_back, may_keep_off, listed, free, left)


def everywhere(runtime: Runtime, actor: Actor) -> Sequence[tuple[Kept, bool]]:
    """Everybody who is kept off some case now, the newest first, and whether its page is for the actor.

    NotFound for others than heads and administrators.
    """
    rights.require_keeper(actor)
    with runtime.reading(seen_by(actor)) as session:
        office, listed = rights.office(runtime, session), kept_off.listed(session)
        places = rights.places_of(session, [(one.case_id, one.user_id) for one in listed])
    return [
        (one, rights.may_keep_off(actor, places[one.case_id], office))
        for one in listed
        if rights.works_with(actor, places[one.case_id])
    ]


def numbered(runtime: Runtime, actor: Actor, number: str) -> int | None:
    """The case with this number where the actor may keep others off it; None: there is none."""
    rights.require_keeper(actor)
    with runtime.reading(seen_by(actor)) as session:
        case = rows.first(session, ServiceCase, case_number=number)
        if case is None:
            return None
        place, office = rights.place_of(session, case.id), rights.office(runtime, session)
        return case.id if rights.may_keep_off(actor, place, office) else None


def step_back(
    runtime: Runtime, actor: Actor, case_id: int, tie: str, words: str
) -> Sequence[Mapping[str, str]]:
    """Say of oneself that one must not work on the case; names of open tasks that nobody may do now.

    InvalidAnswers (fields `tie`, `words`); NotFound for a case that is not for this person.
    """
    told = _told(tie, words)
    now = runtime.clock.now()
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        case = rights.case_for(session, actor, case_id)
        if not rights.may_step_back(session, actor, case_id):
            raise rights.nowhere()
        _keep(session, case, (actor.user_id, actor.user_id), told, now)
        return _left(runtime, session, case_id)


def keep_off(
    runtime: Runtime, actor: Actor, case_id: int, user_id: int, told: tuple[str, str]
) -> Sequence[Mapping[str, str]]:
    """Keep a colleague off; `told`: the tie and the reason, which must be there. Gives what `step_back` does.

    InvalidAnswers (fields `user`, `tie`, `words`); NotFound for whoever may not.
    """
    reason = _told(*told, must=True)
    now = runtime.clock.now()
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        case, office = rights.case_for(session, actor, case_id), rights.office(runtime, session)
        place = rights.place_of(session, case_id)
        if not rights.may_keep_off(actor, place, office):
            raise rights.nowhere()
        if user_id == actor.user_id or user_id not in {one.user_id for one in office}:
            raise InvalidAnswers({"user": msg("Choose a colleague.")})
        if user_id in place.kept_off:
            raise InvalidAnswers({"user": msg("This colleague is kept off the case already.")})
        _keep(session, case, (user_id, actor.user_id), reason, now)
        return _left(runtime, session, case_id)


def let_back(runtime: Runtime, actor: Actor, kept_id: int, words: str) -> int:
    """Let a colleague work on the case again, with a reason; gives the case. Never oneself.

    InvalidAnswers (field `words`); NotFound for whoever may not, or where it has ended.
    """
    now = runtime.clock.now()
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        found = kept_off.find(session, kept_id)
        if found is None or found.user_id == actor.user_id:
            raise rights.nowhere()
        case, office = rights.case_for(session, actor, found.case_id), rights.office(runtime, session)
        if not rights.may_keep_off(actor, rights.place_of(session, case.id), office):
            raise rights.nowhere()
        reason = _words(words, must=True)
        if not kept_off.end(session, kept_id, by=actor.user_id, words=reason, at=now):
            raise rights.nowhere()
        _note(session, case, actor.user_id, ("kept_off_ended", {"user": found.user_id}), now)
        return case.id


def _left(runtime: Runtime, session: Session, case_id: int) -> Sequence[Mapping[str, str]]:
    """What nobody may do now that one more is kept off."""
    return rights.without_anybody(session, rights.place_of(session, case_id), rights.office(runtime, session))


def _keep(
    session: Session, case: ServiceCase, people: tuple[int, int], told: tuple[Tie, str], now: datetime
) -> None:
    user_id, said_by = people
    if not kept_off.add(session, case, people, told, now):
        raise InvalidAnswers({"user": msg("This colleague is kept off the case already.")})
    given_back = kept_off.hands_off(session, case.id, user_id)
    details = {"user": user_id, "tie": str(told[0]), "tasks_given_back": given_back}
    _note(session, case, said_by, ("kept_off_said" if user_id == said_by else "kept_off", details), now)


def _note(
    session: Session, case: ServiceCase, by: int, deed: tuple[str, Mapping[str, object]], now: datetime
) -> None:
    audit.record(
        session,
        action=deed[0],
        at=now,
        municipality_id=case.municipality_id,
        actor_user_id=by,
        case_id=case.id,
        object_kind=OBJECT,
        object_id=str(case.id),
        details=deed[1],
    )


def _told(tie: str, words: str, *, must: bool = False) -> tuple[Tie, str]:
    if tie not in set(Tie):
        raise InvalidAnswers({"tie": msg("Choose what it is.")})
    return Tie(tie), _words(words, must=must)


def _words(words: str, *, must: bool) -> str:
    said = " ".join(words.split())
    wrong: Message | None = msg("Write the reason.") if must and not said else None
    if len(said) > LONGEST:
        wrong = msg("The reason may have at most {most} characters.", most=LONGEST)
    if wrong is not None:
        raise InvalidAnswers({"words": wrong})
    return said
