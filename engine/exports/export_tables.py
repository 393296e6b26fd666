"""The tables that leave for other registers: what each column means, and the cells of each row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.domain.eligibility import age_at
from engine.messages_catalogue import Message, msg
from engine.persistence.queries.office_exports import CaseRow, DecisionRow
from engine.persistence.tables.cases import Contract, Decision
from engine.persistence.tables.people import Person

SERVICE = "asistenta_pakalpojums"  # one service; the word leaves room for others beside it
Cells = dict[str, str | int]
Columns = Mapping[str, Message]

_FIRST: Columns = {
    "service": msg("The service; always the same word."),
    "case_number": msg("The case's number here."),
    "regime": msg("The order that decides: r316, proposed_2019 or r942."),
}
_DECIDED: Columns = {
    "hours_per_month": msg("Hours granted a month."),
    "valid_from": msg("First day of the decision."),
    "valid_until": msg("Last day of the decision."),
}
REGISTER: Columns = {
    **_FIRST,
    "case_state": msg("Where the case stands now."),
    "recipient_personal_code": msg("The recipient's personal code."),
    "recipient_given_name": msg("The recipient's given name."),
    "recipient_family_name": msg("The recipient's family name."),
    "recipient_birth_date": msg("Day of birth."),
    "recipient_address": msg("Declared residence."),
    "representative_personal_code": msg("The representative's personal code."),
    "representative_name": msg("The representative's name."),
    "application_date": msg("The day the application was received."),
    "decision_number": msg("The number of the decision in force."),
    "decision_date": msg("The day of the decision."),
    "outcome": msg("granted, partly, refused; annulled where it was taken away."),
    **_DECIDED,
    "contract_number": msg("The number of the newest contract."),
    "contract_form": msg("contract_for_work, self_employed or provider."),
    "contract_first_day": msg("The contract's first day."),
    "contract_last_day": msg("The contract's last day."),
    "assistant_personal_code": msg("The assistant's personal code."),
    "assistant_name": msg("The assistant's name."),
    "closed_on": msg("The day the case was closed."),
    "end_reason": msg("Why the service ended."),
}
DECISIONS: Columns = {
    **_FIRST,
    "decision_number": msg("The number that the decision carries."),
    "decision_date": msg("The day of the decision."),
    "outcome": msg("What was decided on that day: granted, partly or refused."),
    "person_personal_code": msg("The recipient's personal code."),
    "person_name": msg("The name as it stood in the application."),
    "age": msg("Completed years on the day of the decision."),
    "declared_residence": msg("The address as it stood in the application."),
    "disability_group": msg("I, II, III or child, as it stood in the application."),
    "requested_on": msg("The day the application was received."),
    "purposes": msg("Purposes the hours were granted for, with spaces between."),
    **_DECIDED,
}
COUNTS: Columns = {
    "year": msg("The calendar year."),
    "indicator": msg("What is counted."),
    "group": msg("Of whom: all, child (under 18), adult."),
    "count": msg("How many; empty where the group is too small to be told."),
}


def register_cells(row: CaseRow) -> Cells:
    """A case of the register, under the names of REGISTER."""
    case, person = row.case, row.people[row.case.recipient_id]
    representative = row.people.get(case.representative_id or 0)
    return {
        "service": SERVICE,
        "case_number": case.case_number,
        "regime": case.regime,
        "case_state": str(case.state),
        "recipient_personal_code": _code(person),
        "recipient_given_name": person.given_name,
        "recipient_family_name": person.family_name,
        "recipient_birth_date": _day(person.birth_date),
        "recipient_address": person.address,
        "representative_personal_code": _code(representative),
        "representative_name": _name(representative),
        "application_date": _day(row.application.received_on if row.application else None),
        **(_decision_cells(row.decision) if row.decision is not None else {}),
        **(_contract_cells(row.contract, row.people) if row.contract is not None else {}),
        "closed_on": _day(case.closed_on),
        "end_reason": case.end_reason or "",
    }


def _decision_cells(decision: Decision) -> Cells:
    annulled = decision.annulled_on is not None
    return {
        "decision_number": decision.number or "",
        "decision_date": _day(decision.issued_on),
        "outcome": "annulled" if annulled else str(decision.outcome),
        **_granted(decision),
    }


def _granted(decision: Decision) -> Cells:
    return {
        "hours_per_month": decision.hours_per_month,
        "valid_from": _day(decision.valid_from),
        "valid_until": _day(decision.valid_to),
    }


def _contract_cells(contract: Contract, people: Mapping[int, Person]) -> Cells:
    assistant = people[contract.assistant_id]
    return {
        "contract_number": contract.number,
        "contract_form": str(contract.contract_form),
        "contract_first_day": _day(contract.first_day),
        "contract_last_day": _day(contract.last_day),
        "assistant_personal_code": _code(assistant),
        "assistant_name": _name(assistant),
    }


def decision_cells(row: DecisionRow) -> Cells:
    """A decision as of its day, under the names of DECISIONS; name and address as in the application."""
    decision, person = row.decision, row.recipient
    facts = row.application.facts if row.application is not None else {}
    asked = f"{facts.get('recipient_given_name', '')} {facts.get('recipient_family_name', '')}".strip()
    day = decision.issued_on
    return {
        "service": SERVICE,
        "case_number": row.case.case_number,
        "regime": row.case.regime,
        "decision_number": decision.number or "",
        "decision_date": _day(day),
        "outcome": str(decision.outcome),
        "person_personal_code": _code(person),
        "person_name": asked or _name(person),
        "age": age_at(person.birth_date, day) if person.birth_date is not None and day is not None else "",
        "declared_residence": str(facts.get("recipient_address") or ""),
        "disability_group": str(facts.get("disability_group") or ""),
        "requested_on": _day(row.application.received_on if row.application else None),
        "purposes": " ".join(decision.purposes),
        **_granted(decision),
    }


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _name(person: Person | None) -> str:
    return "" if person is None else f"{person.given_name} {person.family_name}"


def _code(person: Person | None) -> str:
    return "" if person is None else person.personal_code or ""
