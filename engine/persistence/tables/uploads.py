"""Files that people send with their answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.persistence.owners import OF_TASK
from engine.persistence.tables.base import Base, Id, OfMunicipality
from engine.persistence.types import EncryptedBytes, EncryptedJson, EncryptedText


class Upload(OfMunicipality, Base):
    """One file as it was sent, sealed; named by a word that nobody can guess."""

    __tablename__ = "upload"
    __table_args__ = (
        UniqueConstraint("word"),
        CheckConstraint("size > 0", name="size"),
        Index(None, "task_id"),
        Index(None, "case_id"),
    )

    id: Mapped[Id]
    word: Mapped[str]  # stands in the answers
    task_id: Mapped[int] = mapped_column(ForeignKey("user_task.id"))  # on whose page it was sent
    case_id: Mapped[int | None] = mapped_column(ForeignKey("service_case.id"))
    field: Mapped[str]  # key of the question
    file_name: Mapped[str] = mapped_column(EncryptedText("upload.file_name", OF_TASK))
    media_type: Mapped[str]  # by its content, never by its name alone
    size: Mapped[int]
    sha256: Mapped[str]  # of the content
    content: Mapped[bytes] = mapped_column(EncryptedBytes("upload.content", OF_TASK))
    signatures: Mapped[Any] = mapped_column(EncryptedJson("upload.signatures", OF_TASK))  # a sentence each
    uploaded_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    uploaded_at: Mapped[datetime]
