"""Nobody of the office works in a case that they are a party of: neither decides nor changes it.

Law on the Prevention of Conflict of Interest in Activities of Public Officials, section 11: an official
decides nothing in which they have a personal interest. What they do as a party – their own signature, their
own application – stays theirs.
"""

from __future__ import annotations

from engine.domain.rights import PARTIES, Actor
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence.queries.own_matters import is_party
from engine.runtime import Session


class OwnMatter(EngineError):
    """Somebody of the office is a party of the case; a colleague has to do it."""


def refuse(session: Session, actor: Actor, case_id: int | None) -> None:
    """OwnMatter where the actor is of the office and a party of the case; costs nothing for all others."""
    if case_id is None or actor.person_id is None or not actor.roles - PARTIES:
        return
    if is_party(session, actor.person_id, case_id):
        raise OwnMatter(msg("This case is a matter of your own: a colleague has to do this."))
