"""The first rows of a database: what the installation is for, and its municipalities."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.lookups import session_keys
from engine.persistence.tables.installation import Installation, InstallationKind
from engine.persistence.tables.releases import Release


def found(session: Session, kind: InstallationKind, *, now: datetime) -> InstallationKind:
    """Set what an empty database is for and bind it to its keys; the kind, which never changes afterwards."""
    present = session.get(Installation, 1)
    if present is None:
        check = session_keys(session).check_value()
        present = Installation(id=1, kind=kind, created_at=now, key_check=check)
        session.add(present)
        session.flush()
    return present.kind


def is_founded(session: Session) -> bool:
    """Whether the database knows what it is for and holds a release to work by."""
    return session.get(Installation, 1) is not None and rows.count(session, Release) > 0
