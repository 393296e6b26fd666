"""Who signed a contract, when and how: from what each party answered, never from the merged values.

Two forms ask the same question under the same name, so what the branches merge into tells only one answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.clock import local_day
from engine.persistence import rows
from engine.persistence.queries.cases import done_tasks
from engine.persistence.tables.cases import Contract, ContractState, ServiceCase
from engine.persistence.tables.records import Document
from engine.persistence.tenancy import TenantSession as Session
from engine.service_tasks.outcome import Reading

LETTER = "contract"  # first word of the key of a letter that is a contract
PARTIES: Mapping[str, str] = {
    "recipient": "sign_contract_recipient",
    "assistant": "sign_contract_assistant",
    "office": "sign_contract_office",
}


def contract_signatures(reading: Reading) -> dict[str, dict[str, object]]:
    """Party → {method, day ("2026-02-03"), user_id, plain_agreed}; the step's own completion included."""
    done = done_tasks(reading.session, reading.instance_id, list(PARTIES.values()))
    found: dict[str, dict[str, object]] = {}
    for party, element_id in PARTIES.items():
        if reading.completion is not None and reading.completion.element_id == element_id:
            present = reading.completion
            found[party] = _signed(party, present.answers, present.user_id, local_day(reading.now))
        elif element_id in done:
            row = done[element_id]
            found[party] = _signed(party, row.answers, row.completed_by, local_day(row.completed_at))
    return found


def signatures_of(session: Session, letter: Document) -> Mapping[str, Mapping[str, object]] | None:
    """The same of the contract that a letter is; None where it is no contract.

    They were kept with the contract when the last party signed; until then they are what was answered since
    it was drawn up: a case may have had another contract before.
    """
    contract = _contract_of(session, letter)
    if contract is None:
        return None
    case = session.get_one(ServiceCase, contract.case_id)
    if contract.signatures or contract.state == ContractState.ENDED or case.instance_id is None:
        return contract.signatures
    done = done_tasks(session, case.instance_id, list(PARTIES.values()))
    answered = {party: done[element] for party, element in PARTIES.items() if element in done}
    return {
        party: _signed(party, one.answers, one.completed_by, local_day(one.completed_at))
        for party, one in answered.items()
        if one.completed_at >= letter.created_at
    }


def _contract_of(session: Session, letter: Document) -> Contract | None:
    word, contract_id, *_ = [*(letter.key or "").split(":"), ""]
    return rows.first(session, Contract, id=int(contract_id)) if word == LETTER else None


def _signed(party: str, answers: Mapping[str, object], user_id: int | None, day: date) -> dict[str, object]:
    return {
        "method": answers.get(f"signing_method_{party}"),
        "day": day.isoformat(),
        "user_id": user_id,
        "plain_agreed": answers.get("plain_signature_agreed") is True,
    }
