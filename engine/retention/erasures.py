"""Erasing a person: what stands in the way, and doing it. Nothing of it can be taken back."""

from __future__ import annotations

from datetime import date

from engine.clock import local_day
from engine.domain.rights import Actor
from engine.errors import EngineError, NotFound
from engine.people import own_matters, read_notes
from engine.retention import carrying_out, erasing, judging, person_judging
from engine.retention.erasing import Cause
from engine.retention.person_judging import Examined
from engine.runtime import EVERY, Runtime, Session, Tenant

PURPOSE = "erasure"  # of the read log


def examine(runtime: Runtime, actor: Actor, person_id: int) -> Examined:
    """Whether somebody may be erased today. NotFound where it is not for the actor; the look is noted."""
    day = local_day(runtime.clock.now())
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        found = _look(runtime, session, actor, person_id, day)
    read_notes.note(runtime, actor, [person_id], PURPOSE)
    return found


def erase_person(runtime: Runtime, actor: Actor, person_id: int, reason: str) -> None:
    """Erase everything of somebody that names them, with the cases that they took part in.

    Raises InvalidAnswers without a reason, EngineError with the sentence of what stands in the way, NotFound
    where this is not for the actor.
    """
    why, now = judging.reason(reason), runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        found = _look(runtime, session, actor, person_id, local_day(now))
        if found.hindrances:
            raise EngineError(found.hindrances[0].sentence)
        erasing.carry_out(runtime, session, found.items, Cause(now, why, actor.user_id))
    carrying_out.overwrite(runtime)


def _look(runtime: Runtime, session: Session, actor: Actor, person_id: int, day: date) -> Examined:
    """Nobody looks into the matters of somebody whose case they are kept off."""
    if own_matters.hides(session, actor, person_id):
        raise NotFound(person_judging.NOBODY)
    return person_judging.look(runtime, session, actor, person_id, day)
