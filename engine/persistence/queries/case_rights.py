"""What rights need to know of a case, read from its rows."""

from __future__ import annotations

from sqlalchemy.orm import Session

from engine.domain.rights import Actor, Thing
from engine.persistence.queries.contested import is_contested
from engine.persistence.queries.districts import of_case, of_case_for
from engine.persistence.queries.kept_off import now as kept_off_now

__all__ = ["kept_off_now", "of_case", "of_case_for", "thing_of_case"]


def thing_of_case(
    session: Session, actor: Actor, case_id: int, person_ids: frozenset[int] = frozenset()
) -> Thing:
    """A case of the session's municipality when this person asks; `person_ids`: whose own matter it is.

    As many questions where there is no such case.
    """
    return Thing(
        actor.municipality_id,
        person_ids=person_ids,
        is_contested=is_contested(session, case_id),
        district_id=of_case_for(session, actor, case_id),
        case_id=case_id,
    )
