"""Who signed a contract, when and how: from what each party answered, never from the merged values.

Two forms ask the same question under the same name, so what the branches merge into tells only one answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.clock import local_day
from engine.persistence.queries.cases import done_tasks
from engine.service_tasks.outcome import Reading

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


def _signed(party: str, answers: Mapping[str, object], user_id: int | None, day: date) -> dict[str, object]:
    return {
        "method": answers.get(f"signing_method_{party}"),
        "day": day.isoformat(),
        "user_id": user_id,
        "plain_agreed": answers.get("plain_signature_agreed") is True,
    }
