"""Finds whom a personal code belongs to, so that no address and no log ever holds the code."""

from __future__ import annotations

from engine.domain import personal_code
from engine.domain.rights import Actor, districts_of, may
from engine.persistence.queries import people_by_code
from engine.persistence.queries.own_matters import is_party_of_any
from engine.runtime import Runtime, seen_by


def is_code(text: str) -> bool:
    """Whether somebody typed a personal code, right or wrong."""
    code, _ = personal_code.read(text)
    return code is not None


def person_of(runtime: Runtime, actor: Actor, text: str) -> int | None:
    """The person with this code in the actor's municipality; None for none, or who may not list cases."""
    code, _ = personal_code.read(text)
    if code is None or not may(actor, "case.list"):
        return None
    with runtime.reading(seen_by(actor)) as session:
        found = people_by_code.person_with(session, str(code))
        mine = districts_of(actor, "case.list")
        if found is None or is_party_of_any(session, found.id, actor.kept_off):
            return None
        if mine is not None and not people_by_code.is_in(session, found.id, mine):
            return None
        return found.id
