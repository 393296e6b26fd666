"""The home of a recipient, an assistant or a representative: what to do, their months and letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.domain.rights import Actor
from engine.persistence.queries import homes, inbox
from engine.persistence.queries.homes import OwnCase, OwnContract, OwnLetter, OwnMonth
from engine.persistence.queries.inbox import InboxRow, Wanted
from engine.runtime import Runtime, Tenant

__all__ = ["HomePage", "InboxRow", "OwnCase", "OwnContract", "OwnLetter", "OwnMonth", "find"]


@dataclass(frozen=True, slots=True)
class HomePage:
    """Everything of one person, the newest first; tasks the most urgent first."""

    person_id: int | None
    tasks: Sequence[InboxRow]
    months: Sequence[OwnMonth]
    cases: Sequence[OwnCase]
    contracts: Sequence[OwnContract]
    letters: Sequence[OwnLetter]


def find(runtime: Runtime, actor: Actor) -> HomePage:
    """The actor's own home; empty lists for an account that belongs to no person of the service."""
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        tasks = inbox.page(session, actor, Wanted(), now=runtime.clock.now()).rows
        person_id = actor.person_id
        if person_id is None:
            return HomePage(None, tasks, [], [], [], [])
        return HomePage(
            person_id=person_id,
            tasks=tasks,
            months=homes.months(session, person_id),
            cases=homes.cases(session, person_id),
            contracts=homes.contracts(session, person_id),
            letters=homes.letters(session, [person_id, *homes.represented(session, person_id)]),
        )
