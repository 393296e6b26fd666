"""An assistant was chosen: the three-party contract is drawn up and sent to be signed."""

from __future__ import annotations

from datetime import date

from engine.domain.remuneration import ContractForm
from engine.domain.rules import Rules
from engine.persistence.effects.contracts import DraftContract
from engine.persistence.queries.cases import count_contracts
from engine.service_tasks.assistant_rules import refuse_assistant
from engine.service_tasks.case_values import case_id_of, given, maybe, the_day
from engine.service_tasks.contract_letters import contract_letters
from engine.service_tasks.outcome import Outcome, Reading, Values


def prepare_contract(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """contract_id; an unsigned contract of the case makes way. BusinessError `assistant_not_allowed`.

    The number is the case number and a running A1, A2 (asistenta līgums). The contract lasts as long as
    the decision it rests on.
    """
    case_id = case_id_of(reading)
    recipient_id, assistant_id = given(values, "recipient_id", int), given(values, "assistant_id", int)
    first_day, last_day = the_day(values, "first_day"), the_day(values, "valid_to")
    refuse_assistant(assistant_id, recipient_id, reading, rules, days=(first_day, last_day))
    form = ContractForm(given(values, "contract_form", str))
    number = count_contracts(reading.session, case_id) + 1
    draft = DraftContract(
        contract_id=reading.new_id("contract"),
        case_id=case_id,
        decision_id=given(values, "decision_id", int),
        number=f"{given(values, 'case_number', str)}/A{number}",
        recipient_id=recipient_id,
        assistant_id=assistant_id,
        provider_id=maybe(values, "provider_id", int) if form is ContractForm.PROVIDER else None,
        contract_form=form,
        first_day=first_day,
        last_day=last_day,
        hours_per_month=given(values, "decision_hours", int),
    )
    return Outcome(
        {"contract_id": draft.contract_id, "error_text": None},
        [draft],
        contract_letters(draft, values, reading),
    )
