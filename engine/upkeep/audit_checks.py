"""Whether the audit trail is whole, and ends where it ended when its heads were kept elsewhere."""

from __future__ import annotations

from engine.persistence import audit
from engine.persistence.lookups import session_keys
from engine.runtime import Session
from engine.settings import Settings
from engine.upkeep import audit_heads
from engine.upkeep.checks import Check, checked


def audit_checks(session: Session, settings: Settings, events: int) -> list[Check]:
    """The chain, and the file of its heads; `events`: how many there are. The session is for EVERY."""
    known, wrong_lines = audit_heads.known_heads(settings, session_keys(session))
    trail = [f"{one.chain}/{one.event_id}: {one.what}" for one in audit.verify(session, known)]
    return [checked("audit_chain", events, trail), checked("audit_heads", len(known), wrong_lines)]
