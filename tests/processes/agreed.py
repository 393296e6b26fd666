"""Contracts in force without the road that led to them: the stories of months and claims begin here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.domain.remuneration import ContractForm
from engine.domain.representation import RepresentationKind
from engine.persistence import rows
from engine.persistence.tables.cases import (
    CaseState,
    Contract,
    ContractState,
    Decision,
    DecisionOutcome,
    ServiceCase,
)
from engine.persistence.tables.people import Representation
from engine.runtime import Runtime, Session, Tenant
from tests.processes.teller import Teller

LONG_AGO = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed."""

    hours: int = 80
    first_day: date = LONG_AGO
    last_day: date | None = None
    form: ContractForm = ContractForm.CONTRACT_FOR_WORK
    plainly: bool = True  # in writing, to sign by a click
    provider_id: int | None = None
    regime: str = "proposed_2019"


USUAL = Terms()


def agree(
    story: Teller, recipient: str, assistant: str, terms: Terms = USUAL, *, case_id: int | None = None
) -> int:
    """A contract between two of the cast; its case is the case in hand from now on."""
    people = story.person_id(recipient), story.person_id(assistant)
    story.case_id = agree_between(story.runtime, story.tenant, people, terms, case_id=case_id)
    return story.case_id


def agree_between(
    runtime: Runtime,
    tenant: Tenant,
    people: tuple[int, int],
    terms: Terms = USUAL,
    *,
    case_id: int | None = None,
) -> int:
    """A contract in force between a recipient and an assistant; gives its case."""
    with runtime.transaction(tenant) as session:
        if case_id is None:
            case_id = _case(session, people[0], terms)
        [decision] = rows.every(session, Decision, case_id=case_id)
        contract = Contract(
            case_id=case_id,
            decision_id=decision.id,
            number=f"L-2026/{1 + rows.count(session, Contract)}",
            recipient_id=people[0],
            assistant_id=people[1],
            provider_id=terms.provider_id,
            contract_form=terms.form,
            first_day=terms.first_day,
            last_day=terms.last_day,
            hours_per_month=terms.hours,
            state=ContractState.ACTIVE,
            plain_signature_agreed=terms.plainly,
        )
        session.add(contract)
    return case_id


def represent(story: Teller, represented: str, representative: str) -> None:
    """Somebody may act for a person from long ago on."""
    with story.runtime.transaction(story.tenant) as session:
        session.add(
            Representation(
                represented_person_id=story.person_id(represented),
                representative_id=story.person_id(representative),
                kind=RepresentationKind.PARENT,
                from_day=LONG_AGO,
            )
        )


def _case(session: Session, recipient_id: int, terms: Terms) -> int:
    number = 1 + rows.count(session, ServiceCase)
    case = ServiceCase(
        case_number=f"2026-{number:06d}",
        regime=terms.regime,
        recipient_id=recipient_id,
        opened_on=LONG_AGO,
        state=CaseState.ACTIVE,
    )
    session.add(case)
    session.flush()
    decision = Decision(
        case_id=case.id,
        number=f"2026/{number}",
        outcome=DecisionOutcome.GRANTED,
        hours_per_month=terms.hours,
        reasons="Piešķirts.",
        steps=[],
        valid_from=LONG_AGO,
        valid_to=date(2028, 12, 31),
        release_id=1,
    )
    session.add(decision)
    return case.id
