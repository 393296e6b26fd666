"""Nobody of the office works in a case that they are a party of, or are kept off: they decide nothing in it.

Law on the Prevention of Conflict of Interest in Activities of Public Officials, section 11: an official
decides nothing in which they, a relative or a business partner have an interest. Parties are known; others
say so, or their head does (`engine.cases.keeping_off`). What they do as a party – their own signature, their
own application – stays theirs.
"""

from __future__ import annotations

from engine.domain.rights import PARTIES, Actor
from engine.errors import EngineError, NotFound
from engine.messages_catalogue import msg
from engine.persistence.queries.own_matters import is_party, is_party_of_any
from engine.runtime import Session


class OwnMatter(EngineError):
    """Somebody of the office is a party of the case; a colleague has to do it."""


def refuse(session: Session, actor: Actor, case_id: int | None) -> None:
    """OwnMatter where the actor is of the office and a party of the case; costs nothing for all others.

    NotFound where they are kept off it: for them there is no such case.
    """
    if case_id in actor.kept_off:
        raise NotFound(msg("There is no such case, or you may not change it."))
    if case_id is None or actor.person_id is None or not actor.roles - PARTIES:
        return
    if is_party(session, actor.person_id, case_id):
        raise OwnMatter(msg("This case is a matter of your own: a colleague has to do this."))


def hides(session: Session, actor: Actor, person_id: int) -> bool:
    """Whether the person is of a case that the actor is kept off; costs nothing for all others."""
    return person_id != actor.person_id and is_party_of_any(session, person_id, actor.kept_off)
