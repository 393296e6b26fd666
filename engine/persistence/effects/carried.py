"""What one payment leaves to the next."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.domain.remuneration import ContractForm
from engine.persistence import rows
from engine.persistence.effects.context import Circumstances
from engine.persistence.tables.corrections import PayCarry


@dataclass(frozen=True, slots=True)
class CarryPay:
    """Owed back from now on (below zero), or taken back now (above).

    The database refuses a number that another payment took in the meantime; the step is then done anew.
    """

    claim_id: int
    payee: str
    number: int
    contract_form: ContractForm
    person_id: int | None
    cents: int

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        carried = {name: getattr(self, name) for name in self.__slots__}
        rows.insert_many(session, PayCarry, [{"municipality_id": circumstances.municipality_id, **carried}])
