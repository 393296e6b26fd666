"""What happens to contracts: drafted, signed, adjusted, suspended, ended. Nothing is deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from engine.domain.remuneration import ContractForm
from engine.persistence import rows
from engine.persistence.effects.context import Circumstances
from engine.persistence.tables.cases import Contract, ContractState, Suspension

UNSIGNED = (ContractState.DRAFT, ContractState.SIGNING)
DROPPED = "dropped"  # end reason of a contract that was never signed by all


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftContract:
    """A contract that waits for its three signatures; an unsigned one of the case is dropped for it."""

    contract_id: int
    case_id: int
    decision_id: int
    number: str
    recipient_id: int
    assistant_id: int
    provider_id: int | None
    contract_form: ContractForm
    first_day: date
    last_day: date
    hours_per_month: int

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        DropDrafts(self.case_id).apply(session, circumstances)
        own = {name: getattr(self, name) for name in self.__slots__ if name != "contract_id"}
        contract = {
            **own,
            "id": self.contract_id,
            "municipality_id": circumstances.municipality_id,
            "state": ContractState.DRAFT,
            "plain_signature_agreed": False,
            "signatures": {},
        }
        rows.insert_many(session, Contract, [contract])


@dataclass(frozen=True, slots=True)
class DropDrafts:
    """Contracts of the case that were never signed by all three come to nothing."""

    case_id: int

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        drop_drafts(session, self.case_id)


def drop_drafts(session: Session, case_id: int) -> list[int]:
    """Bring the unsigned contracts of a case to nothing; gives their ids."""
    drafts = rows.every(session, Contract, case_id=case_id, state=UNSIGNED)
    for draft in drafts:
        dropped = {
            "state": ContractState.ENDED,
            "last_day": draft.first_day - timedelta(days=1),
            "end_reason": DROPPED,
        }
        rows.change(session, Contract, dropped, id=draft.id)
    return [draft.id for draft in drafts]


@dataclass(frozen=True, slots=True)
class PutContractInForce:
    """All three have signed: how, when and who is kept."""

    contract_id: int
    signatures: Mapping[str, object]  # recipient, assistant, office → {method, day, user_id, plain_agreed}
    plain_signature_agreed: bool

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        signed = {
            "state": ContractState.ACTIVE,
            "signatures": dict(self.signatures),
            "plain_signature_agreed": self.plain_signature_agreed,
        }
        rows.change(session, Contract, signed, id=self.contract_id)


@dataclass(frozen=True, slots=True)
class AdjustContract:
    """A running contract follows the decision now in force."""

    contract_id: int
    decision_id: int
    hours_per_month: int
    last_day: date

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        adjusted = {
            "decision_id": self.decision_id,
            "hours_per_month": self.hours_per_month,
            "last_day": self.last_day,
        }
        rows.change(session, Contract, adjusted, id=self.contract_id)


@dataclass(frozen=True, slots=True)
class EndContract:
    """The contract's last day is known; before its first day means that it ended before it began."""

    contract_id: int
    last_day: date
    reason: str

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        ended = {"state": ContractState.ENDED, "last_day": self.last_day, "end_reason": self.reason}
        rows.change(session, Contract, ended, id=self.contract_id)


@dataclass(frozen=True, slots=True)
class Suspend:
    """From this day no hours count, until the service is resumed."""

    contract_id: int
    from_day: date
    reason: str
    in_patient: bool

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        suspension = {
            "municipality_id": circumstances.municipality_id,
            "contract_id": self.contract_id,
            "from_day": self.from_day,
            "reason": self.reason,
            "in_patient": self.in_patient,
        }
        rows.insert_many(session, Suspension, [suspension])


@dataclass(frozen=True, slots=True)
class Resume:
    """The last suspended day is known."""

    suspension_id: int
    to_day: date

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        rows.change(session, Suspension, {"to_day": self.to_day}, id=self.suspension_id)
