"""How people and the office reach one another: questions in a case, sign-ins that count once, the crest."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.persistence.owners import OF_CASE
from engine.persistence.tables.base import Base, Id, OfMunicipality, at_least, not_before, partial_index
from engine.persistence.types import EncryptedText


class CaseQuestion(OfMunicipality, Base):
    """What somebody of a case asked the office, and what the office answered."""

    __tablename__ = "case_question"
    __table_args__ = (
        CheckConstraint("(answered_at IS NULL) = (answered_by IS NULL)", name="who_answered"),
        CheckConstraint("read_at IS NULL OR answered_at IS NOT NULL", name="read_is_answered"),
        partial_index(
            "ix_case_question_waiting", "municipality_id", "asked_at", "id", where="answered_at IS NULL"
        ),
        Index(None, "case_id"),
        Index(None, "person_id"),
    )

    id: Mapped[Id]
    case_id: Mapped[int] = mapped_column(ForeignKey("service_case.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))  # who asked
    text: Mapped[str] = mapped_column(EncryptedText("case_question.text", OF_CASE))
    asked_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(EncryptedText("case_question.answer", OF_CASE))
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    answered_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]  # when who asked first saw the answer


class SignInLink(OfMunicipality, Base):
    """A link or a code that lets one person in, once, until it expires; the secret itself is nowhere."""

    __tablename__ = "sign_in_link"
    __table_args__ = (
        UniqueConstraint("secret_hash"),
        CheckConstraint("used_at IS NULL OR revoked_at IS NULL", name="one_end"),
        not_before("expires_at", "made_at"),
        at_least("wrong_answers"),
        Index(None, "person_id"),
    )

    id: Mapped[Id]
    case_id: Mapped[int] = mapped_column(ForeignKey("service_case.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))  # whose session it opens
    secret_hash: Mapped[str]  # KeyRing.lookup_hash("sign_in_link", …)
    is_mailed: Mapped[bool]  # a link by e-mail; else a code to be handed over or read out
    made_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    wrong_answers: Mapped[int] = mapped_column(default=0)  # to the question who one is


class MunicipalityCrest(Base):
    """The crest at the head of a municipality's pages and letters; everybody may see it."""

    __tablename__ = "municipality_crest"

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    media_type: Mapped[str]  # image/png or image/svg+xml
    content: Mapped[bytes]  # checked when it was taken in
    sha256: Mapped[str]
