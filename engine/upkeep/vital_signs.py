"""Whether the house is well: for load balancers and whoever watches over it, without anybody's data."""

from __future__ import annotations

from engine.persistence.queries import vital_signs as rows
from engine.persistence.queries.releases import kind
from engine.persistence.queries.vital_signs import VitalSigns
from engine.runtime import EVERY, Runtime

__all__ = ["VitalSigns", "read", "require_ready"]


def require_ready(runtime: Runtime) -> None:
    """Raises whatever the database raises when it cannot be asked, or was never founded."""
    with runtime.reading(EVERY) as session:
        kind(session)


def read(runtime: Runtime) -> VitalSigns:
    """The numbers of this moment."""
    with runtime.reading(EVERY) as session:
        return rows.vital_signs(session, now=runtime.clock.now())
