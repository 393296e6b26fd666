"""Whether the database obeys the list of erasures that is kept outside it."""

from __future__ import annotations

from engine.errors import Unusable
from engine.persistence import erasure_list, rows
from engine.persistence.tables.erasures import Erasure
from engine.runtime import Runtime, Session
from engine.upkeep.checks import Check, checked


def erasure_check(runtime: Runtime, session: Session) -> Check:
    """Everything on the list was erased here; the list is as it was written."""
    try:
        listed = erasure_list.read(runtime.settings.erasure_list, runtime.database.keys)
    except Unusable as refused:
        return Check("erasures_obeyed", ok=False, detail=refused.message)
    known = {tuple(one) for one in rows.values(session, Erasure, ("record", "object_id"))}
    unknown = [f"{one.record} {one.object_id}" for one in listed if one.key not in known]
    return checked("erasures_obeyed", len(listed), unknown)
