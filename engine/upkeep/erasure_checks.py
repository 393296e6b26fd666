"""Whether the database obeys the list of erasures that is kept outside it."""

from __future__ import annotations

from engine.errors import Unusable
from engine.persistence import erasure_list
from engine.persistence.lookups import session_keys
from engine.persistence.queries import erasures
from engine.runtime import Session
from engine.settings import Settings
from engine.upkeep.checks import Check, checked


def erasure_check(session: Session, settings: Settings) -> Check:
    """Everything on the list was erased here; the list is as it was written. The session is for EVERY."""
    try:
        listed = erasure_list.read(settings.erasure_list, session_keys(session))
    except Unusable as refused:
        return Check("erasures_obeyed", ok=False, detail=refused.message)
    known = {one.key for one in erasures.every(session)}
    unknown = [f"{one.record} {one.object_id}" for one in listed if one.key not in known]
    return checked("erasures_obeyed", len(listed), unknown)
