"""Contracts in force without the road that led to them: the stories of months and claims begin here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.domain.remuneration import ContractForm
from engine.persistence.tables.cases import (
    CaseState,
    Contract,
    ContractState,
    Decision,
    DecisionOutcome,
    ServiceCase,
)
from engine.persistence.tables.people import Representation, RepresentationKind
from engine.runtime import Session
from tests.processes.teller import Teller

LONG_AGO = date(2026, 1, 1)


def agree(
    story: Teller,
    recipient: str,
    assistant: str,
    *,
    hours: int = 80,
    first_day: date = LONG_AGO,
    last_day: date | None = None,
    form: ContractForm = ContractForm.CONTRACT_FOR_WORK,
    plainly: bool = True,
    case_id: int | None = None,
) -> int:
    """A contract in force from a day on; gives its case, which becomes the case in hand."""
    people = story.person_id(recipient), story.person_id(assistant)
    terms: Mapping[str, object] = {
        "hours_per_month": hours,
        "first_day": first_day,
        "last_day": last_day,
        "contract_form": form,
        "plain_signature_agreed": plainly,
    }
    runtime = story.runtime
    with runtime.transaction(story.tenant) as session:
        if case_id is None:
            case_id = _case(session, story, people[0], hours)
        _contract(session, story, case_id, people, terms)
    story.case_id = case_id
    return case_id


def represent(story: Teller, represented: str, representative: str) -> None:
    """Somebody may act for a person from long ago on."""
    with story.runtime.transaction(story.tenant) as session:
        session.add(
            Representation(
                municipality_id=story.tenant.municipality_id,
                represented_person_id=story.person_id(represented),
                representative_id=story.person_id(representative),
                kind=RepresentationKind.PARENT,
                from_day=LONG_AGO,
            )
        )


def _case(session: Session, story: Teller, recipient_id: int, hours: int) -> int:
    number = 1 + session.query(ServiceCase).count()
    case = ServiceCase(
        municipality_id=story.tenant.municipality_id,
        case_number=f"2026-{number:06d}",
        regime="proposed_2019",
        recipient_id=recipient_id,
        opened_on=LONG_AGO,
        state=CaseState.ACTIVE,
    )
    session.add(case)
    session.flush()
    decision = Decision(
        municipality_id=story.tenant.municipality_id,
        case_id=case.id,
        number=f"2026/{number}",
        outcome=DecisionOutcome.GRANTED,
        hours_per_month=hours,
        reasons="Piešķirts.",
        steps=[],
        valid_from=LONG_AGO,
        valid_to=date(2028, 12, 31),
        release_id=1,
    )
    session.add(decision)
    session.flush()
    return case.id


def _contract(
    session: Session, story: Teller, case_id: int, people: tuple[int, int], terms: Mapping[str, object]
) -> None:
    number = 1 + session.query(Contract).count()
    decision_id = session.query(Decision.id).filter_by(case_id=case_id).scalar()
    contract = Contract(
        municipality_id=story.tenant.municipality_id,
        case_id=case_id,
        decision_id=decision_id,
        number=f"L-2026/{number}",
        recipient_id=people[0],
        assistant_id=people[1],
        state=ContractState.ACTIVE,
        **terms,
    )
    session.add(contract)
