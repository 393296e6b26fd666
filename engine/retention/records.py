"""Plain shapes of this room: what was or is to be erased, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.domain.retention import Record


@dataclass(frozen=True, slots=True)
class Of:
    """Whose rows are erased, and when."""

    municipality_id: int
    at: datetime


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """One thing to erase: the record, and the id of its person, case, month or claim."""

    municipality_id: int
    record: Record
    object_id: int
