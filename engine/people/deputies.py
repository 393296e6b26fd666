"""Who stands in for whom, from one day to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from engine.clock import local_day
from engine.domain.rights import Actor, Thing, can
from engine.errors import InvalidAnswers, NotFound
from engine.messages_catalogue import Message, msg
from engine.persistence import audit
from engine.persistence.queries import colleagues
from engine.persistence.queries import deputies as rows
from engine.persistence.queries.colleagues import Colleague
from engine.persistence.queries.deputies import Deputyship
from engine.runtime import Runtime, Session, Tenant

__all__ = ["Colleague", "Deputies", "DeputyDraft", "Deputyship", "end", "listed", "name", "stood_in_for"]

LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Deputies:
    """What the page shows."""

    present: Sequence[Deputyship]  # not yet over: the actor's, or everybody's for whoever manages them
    colleagues: Sequence[Colleague]
    may_manage: bool


@dataclass(frozen=True, slots=True)
class DeputyDraft:
    """Somebody to stand in for somebody else; both days are whole days of it."""

    user_id: int
    deputy_user_id: int
    from_day: date | None
    to_day: date | None


def listed(runtime: Runtime, actor: Actor) -> Deputies:
    """Everything that is in force or to come."""
    _require(actor, "deputy.name")
    today, manages = local_day(runtime.clock.now()), can(actor, "deputy.manage", Thing(actor.municipality_id))
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        found = rows.not_over(session, today)
        office = colleagues.of_office(session, today)
    own = [one for one in found if manages or actor.user_id in (one.user_id, one.deputy_user_id)]
    return Deputies(own, office, manages)


def stood_in_for(runtime: Runtime, actor: Actor) -> Sequence[Deputyship]:
    """For whom the actor stands in today, and until when."""
    if not actor.deputy_for:
        return []
    today = local_day(runtime.clock.now())
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        found = rows.not_over(session, today)
    return [one for one in found if one.deputy_user_id == actor.user_id and one.from_day <= today]


def name(runtime: Runtime, actor: Actor, draft: DeputyDraft) -> None:
    """Have somebody stand in; for oneself, or for anybody by whoever manages deputies.

    InvalidAnswers names the field: `user`, `deputy`, `from_day`, `to_day`. A deputy gets no right that they
    have not: only who holds one of the same roles can stand in.
    """
    _require(actor, "deputy.name" if draft.user_id == actor.user_id else "deputy.manage")
    now = runtime.clock.now()
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        office = {one.user_id: one for one in colleagues.of_office(session, local_day(now))}
        wrong = {**_wrong_people(draft, office), **_wrong_days(draft, local_day(now))}
        if not wrong and rows.overlaps(session, draft.user_id, draft.deputy_user_id, _days(draft)):
            wrong["deputy"] = msg("This person stands in on some of these days already.")
        if wrong:
            raise InvalidAnswers(wrong)
        rows.add(session, actor.municipality_id, (draft.user_id, draft.deputy_user_id), _days(draft))
        _note(runtime, session, actor, "deputy_named", draft.user_id, {"deputy": draft.deputy_user_id})


def end(runtime: Runtime, actor: Actor, deputy_id: int) -> None:
    """From today on nobody stands in any more; what had not begun is taken away."""
    today = local_day(runtime.clock.now())
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        found = rows.find(session, deputy_id)
        own = found is not None and found.user_id == actor.user_id
        right = "deputy.name" if own else "deputy.manage"
        if found is None or found.to_day < today or not can(actor, right, Thing(actor.municipality_id)):
            raise NotFound(msg("There is no such deputy."))
        rows.end(session, found, today - timedelta(days=1))
        _note(runtime, session, actor, "deputy_ended", found.user_id, {"deputy": found.deputy_user_id})


def _days(draft: DeputyDraft) -> tuple[date, date]:
    if draft.from_day is None or draft.to_day is None:
        raise InvalidAnswers({"from_day": msg("Write both days.")})
    return draft.from_day, draft.to_day


def _wrong_people(draft: DeputyDraft, office: Mapping[int, Colleague]) -> dict[str, Message]:
    away, deputy = office.get(draft.user_id), office.get(draft.deputy_user_id)
    if away is None:
        return {"user": msg("Choose who is away.")}
    if deputy is None or deputy is away:
        return {"deputy": msg("Choose a colleague.")}
    if not away.roles & deputy.roles:
        return {
            "deputy": msg(
                "{name} holds none of the same roles, so could not do these tasks.", name=deputy.name
            )
        }
    return {}


def _wrong_days(draft: DeputyDraft, today: date) -> dict[str, Message]:
    if draft.from_day is None or draft.from_day < today:
        return {"from_day": msg("The first day is today or later.")}
    if draft.to_day is None or not draft.from_day <= draft.to_day <= draft.from_day + LONGEST:
        return {"to_day": msg("The last day is not before the first, and within a year.")}
    return {}


def _require(actor: Actor, action: str) -> None:
    if not can(actor, action, Thing(actor.municipality_id)):
        raise NotFound(msg("There is no such deputy."))


def _note(
    runtime: Runtime, session: Session, actor: Actor, action: str, user_id: int, details: Mapping[str, object]
) -> None:
    audit.record(
        session,
        action=action,
        at=runtime.clock.now(),
        municipality_id=actor.municipality_id,
        actor_user_id=actor.user_id,
        object_kind="user_account",
        object_id=str(user_id),
        details=details,
    )
