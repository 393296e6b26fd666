"""A case from application to contract: what was asked, assessed, decided, contested, agreed."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.domain.remuneration import ContractForm
from engine.persistence.owners import OF_CASE, OF_CONTRACT, OF_DECISION
from engine.persistence.tables.base import (
    Base,
    Id,
    OfMunicipality,
    at_least,
    choice,
    not_before,
)
from engine.persistence.types import EncryptedJson, EncryptedText, Json


class CaseState(StrEnum):
    """Where a case stands; one fixed list."""

    APPLIED = "applied"  # the application is in
    INCOMPLETE = "incomplete"  # documents are missing
    ASSESSING = "assessing"  # the need is being assessed
    DECIDING = "deciding"  # the decision is being drafted or approved
    REFUSED = "refused"  # not granted
    CONTRACTING = "contracting"  # granted; assistant and contract are being settled
    ACTIVE = "active"  # the service is given
    SUSPENDED = "suspended"  # hospital, institution
    CONTESTED = "contested"  # the decision is being reviewed
    ENDED = "ended"


class DecisionOutcome(StrEnum):
    """What was decided."""

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"


class ContractState(StrEnum):
    """Where a contract stands."""

    DRAFT = "draft"
    SIGNING = "signing"  # not all three have signed
    ACTIVE = "active"
    ENDED = "ended"


class ServiceCase(OfMunicipality, Base):
    """One recipient's case file."""

    __tablename__ = "service_case"
    __table_args__ = (
        UniqueConstraint("municipality_id", "case_number"),
        not_before("closed_on", "opened_on"),
        Index(None, "municipality_id", "state", "opened_on"),
        Index(None, "recipient_id"),
        Index(None, "caseworker_user_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    case_number: Mapped[str]  # "2026-000123", counted per municipality and year
    regime: Mapped[str]  # the rule pack: proposed_2019, r316, r942
    state: Mapped[CaseState] = mapped_column(choice(CaseState), default=CaseState.APPLIED)
    recipient_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    representative_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    caseworker_user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    end_reason: Mapped[str | None]
    instance_id: Mapped[int | None] = mapped_column(
        ForeignKey("process_instance.id", use_alter=True), unique=True
    )  # the long case


class Application(OfMunicipality, Base):
    """What was asked for, and when it came in."""

    __tablename__ = "application"
    __table_args__ = (Index(None, "case_id"),)

    id: Mapped[Id]
    case_id: Mapped[int] = mapped_column(ForeignKey("service_case.id"))
    received_on: Mapped[date]  # the decision term runs from here
    channel: Mapped[str]  # online, paper, email
    facts: Mapped[dict[str, Any]] = mapped_column(EncryptedJson("application.facts", OF_CASE))
    purposes_wanted: Mapped[list[str]] = mapped_column(EncryptedJson("application.purposes_wanted", OF_CASE))


class Assessment(OfMunicipality, Base):
    """The answers of one assessment, its score and why it gives this level."""

    __tablename__ = "assessment"
    __table_args__ = (Index(None, "case_id"),)

    id: Mapped[Id]
    case_id: Mapped[int] = mapped_column(ForeignKey("service_case.id"))
    instrument: Mapped[str]  # file stem of the questionnaire, or "assessment_child"
    instrument_version: Mapped[str]
    answers: Mapped[dict[str, Any]] = mapped_column(EncryptedJson("assessment.answers", OF_CASE))
    score: Mapped[int | None] = mapped_column(EncryptedJson("assessment.score", OF_CASE))
    support_level: Mapped[str] = mapped_column(EncryptedText("assessment.support_level", OF_CASE))
    coefficient: Mapped[int] = mapped_column(EncryptedJson("assessment.coefficient", OF_CASE))
    explanation: Mapped[Any] = mapped_column(
        EncryptedJson("assessment.explanation", OF_CASE)
    )  # the steps, for the letter
    assessed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))


class Decision(OfMunicipality, Base):
    """An administrative act; issued ones are replaced, never changed."""

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("municipality_id", "number"),
        CheckConstraint("drafted_by <> approved_by", name="two_people"),
        not_before("valid_to", "valid_from"),
        not_before("contest_by", "notified_on"),
        at_least("hours_per_month"),
        Index(None, "case_id"),
    )

    id: Mapped[Id]
    case_id: Mapped[int] = mapped_column(ForeignKey("service_case.id"))
    number: Mapped[str | None]  # given when issued
    outcome: Mapped[DecisionOutcome] = mapped_column(choice(DecisionOutcome))
    hours_per_month: Mapped[int]  # 0 when refused
    purposes: Mapped[list[str]] = mapped_column(EncryptedJson("decision.purposes", OF_CASE), default=list)
    reasons: Mapped[str] = mapped_column(EncryptedText("decision.reasons", OF_CASE))
    steps: Mapped[Any] = mapped_column(
        EncryptedJson("decision.steps", OF_CASE)
    )  # answers → points → level → hours → why
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]  # the last day
    drafted_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    issued_on: Mapped[date | None]
    notified_on: Mapped[date | None]  # the day the law takes it as known
    contest_by: Mapped[date | None]  # the last day to contest
    replaced_by: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    annulled_on: Mapped[date | None]  # an authority or a court took it away; the case is decided anew or ends
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    rule_pack_revision_id: Mapped[int | None] = mapped_column(ForeignKey("rule_pack_revision.id"))


class Contestation(OfMunicipality, Base):
    """A decision was contested: when, why, and what came of it."""

    __tablename__ = "contestation"
    __table_args__ = (Index(None, "decision_id"), not_before("decided_on", "contested_on"))

    id: Mapped[Id]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    contested_on: Mapped[date]
    grounds: Mapped[str] = mapped_column(EncryptedText("contestation.grounds", OF_DECISION))
    outcome: Mapped[str | None]  # upheld, changed, annulled
    decided_on: Mapped[date | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    court_outcome: Mapped[str | None]
    court_note: Mapped[str | None] = mapped_column(EncryptedText("contestation.court_note", OF_DECISION))
    closed_on: Mapped[date | None]  # nothing more is awaited from the authority or a court


class Contract(OfMunicipality, Base):
    """The three-party contract under which hours are given."""

    __tablename__ = "contract"
    __table_args__ = (
        UniqueConstraint("municipality_id", "number"),
        CheckConstraint("recipient_id <> assistant_id", name="two_people"),
        CheckConstraint("(contract_form = 'provider') = (provider_id IS NOT NULL)", name="provider"),
        CheckConstraint("last_day IS NULL OR last_day >= first_day OR state = 'ended'", name="last_day"),
        at_least("hours_per_month"),
        Index(None, "municipality_id", "state", "first_day"),
        Index(None, "case_id"),
        Index(None, "recipient_id"),
        Index(None, "assistant_id"),
    )

    id: Mapped[Id]
    case_id: Mapped[int] = mapped_column(ForeignKey("service_case.id"))
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    number: Mapped[str]
    recipient_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    assistant_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    provider_id: Mapped[int | None] = mapped_column(ForeignKey("provider_organisation.id"))
    contract_form: Mapped[ContractForm] = mapped_column(choice(ContractForm))
    first_day: Mapped[date]
    last_day: Mapped[date | None]  # the last day; before first_day: it ended before it began
    hours_per_month: Mapped[int]
    state: Mapped[ContractState] = mapped_column(choice(ContractState), default=ContractState.DRAFT)
    plain_signature_agreed: Mapped[bool] = mapped_column(default=False)  # a click counts only with this
    signatures: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)  # party → method, day, recorded by
    end_reason: Mapped[str | None]


class Suspension(OfMunicipality, Base):
    """Days on which the service is not given and no hours count."""

    __tablename__ = "suspension"
    __table_args__ = (UniqueConstraint("contract_id", "from_day"), not_before("to_day", "from_day"))

    id: Mapped[Id]
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"))
    from_day: Mapped[date]
    to_day: Mapped[date | None]  # the last suspended day; null: still suspended
    reason: Mapped[str] = mapped_column(EncryptedText("suspension.reason", OF_CONTRACT))
    in_patient: Mapped[bool] = mapped_column(default=False)


class CaseNote(OfMunicipality, Base):
    """A note in the case file, by somebody of the office or by the machine for the office."""

    __tablename__ = "case_note"
    __table_args__ = (Index(None, "case_id"),)

    id: Mapped[Id]
    case_id: Mapped[int] = mapped_column(ForeignKey("service_case.id"))
    text: Mapped[str] = mapped_column(EncryptedText("case_note.text", OF_CASE))
    written_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))  # null: the machine
    written_at: Mapped[datetime]


class CaseCounter(OfMunicipality, Base):
    """The last number given, per municipality, kind and year; counted in the transaction that uses it."""

    __tablename__ = "case_counter"
    __table_args__ = (at_least("last"),)

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)  # case, decision, contract, claim, …
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]
