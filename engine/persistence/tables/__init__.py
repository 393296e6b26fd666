"""All tables, one module per subject; importing this package makes the metadata complete.

A column's comment says what it guarantees. The database refuses what the comment forbids.
"""

from __future__ import annotations

from engine.persistence.tables import arrivals, machine_tables, owner_tables, service_tables
from engine.persistence.tables.base import Base

__all__ = ["Base", "arrivals", "machine_tables", "owner_tables", "service_tables"]
