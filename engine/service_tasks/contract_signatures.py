"""Who signed a contract, when and how: from what each party answered, never from the merged values.

Two forms ask the same question under the same name, so what the branches merge into tells only one answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from engine.clock import local_day
from engine.persistence import rows
from engine.persistence.queries.cases import DoneTask, done_in, done_tasks
from engine.persistence.tables.cases import Contract, ContractState, ServiceCase
from engine.persistence.tables.records import Document
from engine.persistence.tenancy import TenantSession as Session
from engine.service_tasks.outcome import Reading

Row = TypeVar("Row", Contract, ServiceCase)
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


def signatures_of(
    session: Session, letters: Sequence[Document]
) -> dict[int, Mapping[str, Mapping[str, object]]]:
    """Letter → the same of the contract that it is; a letter that is no contract is left out.

    They were kept with the contract when the last party signed; until then they are what was answered since
    it was drawn up: a case may have had another contract before. As many queries for many letters as for one.
    """
    of_letter = {one.id: number for one in letters if (number := _contract_number(one)) is not None}
    contracts = _by_id(session, Contract, of_letter.values())
    instances = _instances(session, [one for one in contracts.values() if _is_being_signed(one)])
    done = done_in(session, sorted(set(instances.values())), list(PARTIES.values())) if instances else {}
    found: dict[int, Mapping[str, Mapping[str, object]]] = {}
    for letter in letters:
        contract = contracts.get(of_letter.get(letter.id, 0))
        if contract is not None:
            answered = done.get(instances.get(contract.id, 0), {})
            found[letter.id] = contract.signatures or _since(letter, answered)
    return found


def _contract_number(letter: Document) -> int | None:
    word, number, *_ = [*(letter.key or "").split(":"), ""]
    return int(number) if word == LETTER else None


def _is_being_signed(contract: Contract) -> bool:
    return not contract.signatures and contract.state != ContractState.ENDED


def _instances(session: Session, contracts: Sequence[Contract]) -> dict[int, int]:
    """Contract → the instance of its case."""
    cases = _by_id(session, ServiceCase, [one.case_id for one in contracts])
    found = {one.id: cases[one.case_id].instance_id for one in contracts}
    return {contract_id: instance_id for contract_id, instance_id in found.items() if instance_id is not None}


def _by_id(session: Session, table: type[Row], ids: Iterable[int]) -> dict[int, Row]:
    wanted = tuple(sorted(set(ids)))
    return {one.id: one for one in rows.every(session, table, id=wanted)} if wanted else {}


def _since(letter: Document, answered: Mapping[str, DoneTask]) -> dict[str, dict[str, object]]:
    """Party → what it answered after the letter was drawn up."""
    done = {party: answered[element] for party, element in PARTIES.items() if element in answered}
    return {
        party: _signed(party, one.answers, one.completed_by, local_day(one.completed_at))
        for party, one in done.items()
        if one.completed_at >= letter.created_at
    }


def _signed(party: str, answers: Mapping[str, object], user_id: int | None, day: date) -> dict[str, object]:
    return {
        "method": answers.get(f"signing_method_{party}"),
        "day": day.isoformat(),
        "user_id": user_id,
        "plain_agreed": answers.get("plain_signature_agreed") is True,
    }
