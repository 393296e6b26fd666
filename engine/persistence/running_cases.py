"""The rows of a case that is taken over while its service runs: people, case, decision, contract, source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from engine.domain.remuneration import ContractForm
from engine.persistence import counters, rows
from engine.persistence.lookups import session_keys
from engine.persistence.new_cases import Applicant, find_or_add
from engine.persistence.tables.cases import (
    Application,
    CaseState,
    Contract,
    ContractState,
    Decision,
    DecisionOutcome,
    ServiceCase,
)
from engine.persistence.tables.people import Person, ProviderOrganisation, Representation
from engine.persistence.tables.takeovers import Takeover

CHANNEL = "taken_over"


@dataclass(frozen=True, slots=True)
class Provider:
    """The organisation that provides the assistant."""

    name: str
    registration_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningCase:
    """A running case as another system held it."""

    line: int  # of the file
    recipient: Applicant
    representative: Applicant | None
    representation_kind: str | None  # a RepresentationKind
    assistant: Applicant
    assistant_iban: str | None
    assistant_is_relative: bool
    regime: str
    disability_group: str  # I, II, III, child
    applied_on: date
    assessed_on: date | None
    coefficient: int  # 0: none, as for a child
    purposes: tuple[str, ...]
    decision_number: str
    decided_on: date
    hours_per_month: int
    valid_from: date
    valid_to: date
    contract_number: str
    contract_form: ContractForm
    began_on: date
    last_day: date
    provider: Provider | None
    plain_signature_agreed: bool
    months_from: date
    used_minutes: int
    content: str  # of the whole row, to be hashed


@dataclass(frozen=True, slots=True)
class Source:
    """Where the rows came from, and on which release they go on."""

    municipality_id: int
    municipality_code: str
    file_sha256: str
    release_id: int
    user_id: int | None
    now: datetime
    day: date
    reasons: str  # what stands in the decision's place for reasons, in Latvian


@dataclass(frozen=True, slots=True)
class AddedRunning:
    """What the process is started with."""

    case_id: int
    case_number: str
    recipient_id: int
    representative_id: int | None
    assistant_id: int
    decision_id: int
    contract_id: int


def row_hash(session: Session, content: str) -> str:
    """A keyed hash of a row: it tells nothing of the people in it."""
    return session_keys(session).lookup_hash("takeover_row", content)


def add_running_case(
    session: Session, case: RunningCase, source: Source, *, minor_rate: bool
) -> AddedRunning:
    """Add every row but the instance's, in the caller's transaction; months are opened by a job."""
    people = _people(session, case, source, minor_rate=minor_rate)
    recipient_id, representative_id, assistant_id = people
    number = counters.next_number(session, source.municipality_id, "case", source.day.year)
    opened: dict[str, object] = {
        "municipality_id": source.municipality_id,
        "case_number": f"{source.day.year}-{number:06d}",
        "regime": case.regime,
        "state": CaseState.ACTIVE,
        "recipient_id": recipient_id,
        "representative_id": representative_id,
        "opened_on": case.applied_on,
    }
    (case_id,) = rows.insert_for_ids(session, ServiceCase, [opened])
    own: dict[str, object] = {"municipality_id": source.municipality_id, "case_id": case_id}
    rows.insert_many(session, Application, [own | _application(case)])
    # numbers that steps reserve as well: PostgreSQL's own would come to meet them
    decision_id, contract_id = (counters.reserve(session, table) for table in ("decision", "contract"))
    rows.insert_many(session, Decision, [own | {"id": decision_id} | _decision(case, source)])
    parties: dict[str, object] = {
        "decision_id": decision_id,
        "recipient_id": recipient_id,
        "assistant_id": assistant_id,
    }
    provider: dict[str, object] = {"provider_id": _provider(session, case, source)}
    rows.insert_many(session, Contract, [own | {"id": contract_id} | parties | provider | _contract(case)])
    taken: dict[str, object] = {
        **own,
        "contract_id": contract_id,
        "row_hash": row_hash(session, case.content),
    }
    rows.insert_many(session, Takeover, [taken | _takeover(case, source)])
    return AddedRunning(
        case_id, str(opened["case_number"]), recipient_id, representative_id, assistant_id, decision_id,
        contract_id,
    )  # fmt: skip


def _people(
    session: Session, case: RunningCase, source: Source, *, minor_rate: bool
) -> tuple[int, int | None, int]:
    named = (case.recipient, case.representative, case.assistant)
    codes = frozenset(one.personal_code for one in named if one is not None)
    recipient_id, representative_id, assistant_id = (
        None if one is None else find_or_add(session, one, source.municipality_id, codes) for one in named
    )
    if recipient_id is None or assistant_id is None:
        raise ValueError("a running case has a recipient and an assistant")
    engaged: dict[str, object] = {
        "is_relative": case.assistant_is_relative,
        "is_minor_rate": minor_rate,
    }
    if case.assistant_iban is not None:
        engaged["bank_account"] = case.assistant_iban
    rows.change(session, Person, engaged, id=assistant_id)
    if representative_id is not None and case.representation_kind is not None:
        _represent(session, case, source, (recipient_id, representative_id))
    return recipient_id, representative_id, assistant_id


def _represent(session: Session, case: RunningCase, source: Source, pair: tuple[int, int]) -> None:
    known = {
        "represented_person_id": pair[0],
        "representative_id": pair[1],
        "kind": case.representation_kind,
    }
    if not rows.count(session, Representation, **known, to_day=None):
        recorded = {**known, "municipality_id": source.municipality_id, "from_day": case.decided_on}
        rows.insert_many(session, Representation, [recorded])


def _provider(session: Session, case: RunningCase, source: Source) -> int | None:
    if case.provider is None:
        return None
    known = {"registration_number": case.provider.registration_number}
    found = rows.first(session, ProviderOrganisation, **known)
    if found is not None:
        return found.id
    new = {"municipality_id": source.municipality_id, "name": case.provider.name, **known}
    (provider_id,) = rows.insert_for_ids(session, ProviderOrganisation, [new])
    return provider_id


def _application(case: RunningCase) -> dict[str, object]:
    return {
        "received_on": case.applied_on,
        "channel": CHANNEL,
        "facts": {"disability_group": case.disability_group, "recipient_address": case.recipient.address},
        "purposes_wanted": list(case.purposes),
    }


def _decision(case: RunningCase, source: Source) -> dict[str, object]:
    return {
        "number": case.decision_number,
        "outcome": DecisionOutcome.GRANTED,
        "hours_per_month": case.hours_per_month,
        "purposes": list(case.purposes),
        "reasons": source.reasons,
        "steps": {"scored_items": None, "hours_steps": None},
        "valid_from": case.valid_from,
        "valid_to": case.valid_to,
        "issued_on": case.decided_on,
        "release_id": source.release_id,
    }


def _contract(case: RunningCase) -> dict[str, object]:
    return {
        "number": case.contract_number,
        "contract_form": case.contract_form,
        "first_day": case.months_from,
        "last_day": case.last_day,
        "hours_per_month": case.hours_per_month,
        "state": ContractState.ACTIVE,
        "plain_signature_agreed": case.plain_signature_agreed,
        "signatures": {},
    }


def _takeover(case: RunningCase, source: Source) -> dict[str, object]:
    return {
        "decision_number": case.decision_number,
        "began_on": case.began_on,
        "months_from": case.months_from,
        "used_minutes": case.used_minutes,
        "assessed_on": case.assessed_on,
        "file_sha256": source.file_sha256,
        "line": case.line,
        "taken_over_at": source.now,
        "taken_over_by": source.user_id,
    }
