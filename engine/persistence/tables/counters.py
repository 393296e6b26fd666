"""Row ids handed out before their rows exist, so that a process can carry them in its values."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from engine.persistence.tables.base import Base, at_least


class IdBlock(Base):
    """The first id of a table that has not been handed out; a rolled back use leaves a harmless gap."""

    __tablename__ = "id_block"
    __table_args__ = (at_least("next_id", 1),)

    table_name: Mapped[str] = mapped_column(primary_key=True)
    next_id: Mapped[int]
