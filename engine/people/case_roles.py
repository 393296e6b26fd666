"""What somebody is in a case, for whoever may ask."""

from __future__ import annotations

from engine.domain.rights import Actor, Role, can
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.queries.case_rights import thing_in_case
from engine.persistence.tables.cases import Contract, ContractState, ServiceCase
from engine.persistence.tables.people import Person
from engine.runtime import Session


def roles_in(session: Session, case_id: int, person_id: int) -> frozenset[Role]:
    """What a person is in a case today; empty for somebody who has no part in it."""
    case = rows.first(session, ServiceCase, id=case_id)
    if case is None:
        return frozenset()
    helping = rows.count(
        session, Contract, case_id=case_id, assistant_id=person_id, state__not=ContractState.ENDED
    )
    held = {
        Role.RECIPIENT: case.recipient_id == person_id,
        Role.LEGAL_REPRESENTATIVE: case.representative_id == person_id,
        Role.ASSISTANT: helping > 0,
    }
    return frozenset(role for role, is_held in held.items() if is_held)


def person_in(session: Session, actor: Actor, action: str, place: tuple[int, int]) -> Person:
    """Somebody of a case with whom the actor may do the action; NotFound for anybody else.

    `place`: case and person.
    """
    case_id, person_id = place
    may = can(actor, action, thing_in_case(session, actor, case_id))
    if not may or not roles_in(session, case_id, person_id):
        raise NotFound(msg("There is no such person in this case."))
    return session.get_one(Person, person_id)
