"""Service months: opened for every contract in force, edited, looked at; the monthly obligation as an object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from engine import instances, messages
from engine.bpmn.execution import Progress
from engine.bpmn.scripting import Values
from engine.clock import local_day
from engine.domain.rights import Actor, Thing, can
from engine.domain.rules import RuleBook
from engine.domain.service_month import ServiceMonth
from engine.domain.signing import SignerFacts, recipient_signer
from engine.errors import EngineError, NotFound
from engine.expressions.calendar_words import as_instant
from engine.expressions.interpreter import evaluate, parse_expression
from engine.instances import Move, NewInstance
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.queries import month_opening as opening
from engine.persistence.queries.month_opening import ContractToOpen
from engine.persistence.tables.cases import Contract
from engine.persistence.tables.months import MonthState
from engine.persistence.tables.months import ServiceMonth as MonthRow
from engine.runtime import LoadedRelease, Runtime, Session, Tenant

PROCESS = "monthly_confirmation"
DEADLINE = "deadline_passed"  # its timer: from then on the month is late
CHUNK = 50  # months in one transaction
EDITABLE = (MonthState.OPEN, MonthState.ASSISTANT_SIGNED, MonthState.LATE)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A month ready to be stored: its row and its instance after the first step."""

    row: dict[str, object]
    walk: instances.Walk
    progress: Progress


def open_period(runtime: Runtime, tenant: Tenant, period: ServiceMonth) -> int:
    """Open the month of every contract in force on any day of it that lacks it; how many were opened.

    Safe to repeat: the database refuses a second month of a contract. Each chunk is one transaction.
    """
    opened = 0
    last_id = 0
    while True:
        with runtime.reading(tenant) as session:
            chunk = opening.missing(session, period, after_contract_id=last_id, limit=CHUNK)
        if not chunk:
            return opened
        _open_chunk(runtime, tenant, period, chunk)
        opened += len(chunk)
        last_id = chunk[-1].contract_id


def _open_chunk(
    runtime: Runtime, tenant: Tenant, period: ServiceMonth, chunk: Sequence[ContractToOpen]
) -> None:
    month_id = runtime.reserve(tenant, "service_month", len(chunk))
    instance_id = runtime.reserve(tenant, "process_instance", len(chunk))
    move = Move("month_opened", details={"period": str(period)})
    with runtime.reading(tenant) as session:
        release_id = opening.release_for(session, tenant, local_day(runtime.clock.now()))
        release = runtime.release(session, release_id)
        begun = [
            _begin(
                runtime, session, tenant, (month_id + at, instance_id + at), (period, contract, release), move
            )
            for at, contract in enumerate(chunk)
        ]
    with runtime.transaction(tenant) as session:
        rows.insert_many(session, MonthRow, [{**one.row, "instance_id": None} for one in begun])
        for one in begun:
            instances.write_start(runtime, session, one.walk, one.progress, move)
        for one in begun:
            rows.change(session, MonthRow, {"instance_id": one.row["instance_id"]}, id=one.row["id"])


def _begin(
    runtime: Runtime,
    session: Session,
    tenant: Tenant,
    ids: tuple[int, int],
    what: tuple[ServiceMonth, ContractToOpen, LoadedRelease],
    move: Move,
) -> _Begun:
    month_id, instance_id = ids
    period, contract, release = what
    book = runtime.rule_book(session)
    values = _values(month_id, period, contract, book)
    new = NewInstance(PROCESS, str(month_id), values, release.release_id, contract.case_id)
    walk, progress = instances.begin(runtime, session, tenant, (instance_id, new), move)
    now = runtime.clock.now()
    row = {
        "id": month_id,
        "municipality_id": contract.municipality_id,
        "contract_id": contract.contract_id,
        "case_id": contract.case_id,
        "period": str(period),
        "state": MonthState.OPEN,
        "granted_minutes": values["granted_minutes"],
        "recipient_signer_id": values["recipient_signer_id"],
        "recipient_signer_kind": values["recipient_signer_kind"],
        "instance_id": instance_id,
        "deadline_at": _deadline(runtime, session, release, values),
        "opened_at": now,
        "opened_late": local_day(now) > period.first_day,
    }
    return _Begun(row, walk, progress)


def _deadline(runtime: Runtime, session: Session, release: LoadedRelease, values: Values) -> datetime:
    """The instant from which the month is late, as its diagram's timer says."""
    rule = release.definitions[PROCESS].timer_rule(DEADLINE)
    if rule is None:
        raise EngineError(msg("The process {process} has no timer {timer}.", process=PROCESS, timer=DEADLINE))
    return as_instant(evaluate(parse_expression(rule), values, runtime.words(session)))


def _values(month_id: int, period: ServiceMonth, contract: ContractToOpen, book: RuleBook) -> Values:
    """The values a month begins with."""
    people = SignerFacts(
        recipient_id=contract.recipient_id,
        recipient_birth_date=contract.recipient_birth_date,
        representative_ids=tuple(contract.representative_ids),
        assistant_id=contract.assistant_id,
    )
    signer = recipient_signer(people, period.last_day, book.of(contract.regime))
    return {
        "subject": f"{contract.recipient_name}, {period}",
        "month_id": month_id,
        "contract_id": contract.contract_id,
        "case_id": contract.case_id,
        "period": str(period),
        "regime": contract.regime,
        "recipient_id": contract.recipient_id,
        "assistant_id": contract.assistant_id,
        "recipient_signer_id": signer.person_id,
        "recipient_signer_kind": str(signer.kind),
        "granted_minutes": contract.hours_per_month * 60,
    }


def change_entries(runtime: Runtime, actor: Actor, month_id: int) -> None:
    """The assistant takes a signed month back to change it, before the recipient's side has signed.

    The signature is voided visibly when the changed month is signed anew.
    """
    tenant = Tenant(actor.municipality_id)
    with runtime.reading(tenant) as session:
        month = find_row(session, month_id)
        contract = session.get_one(Contract, month.contract_id)
        thing = Thing(month.municipality_id, person_ids=frozenset({contract.assistant_id}))
        if not can(actor, "month.edit", thing):
            raise NotFound(msg("There is no such month, or it is not for you."))
    messages.correlate(runtime, tenant, "entries_changed", str(month_id), {}, actor_user_id=actor.user_id)


def find_row(session: Session, month_id: int) -> MonthRow:
    """The month's row; NotFound where this tenant has none with that id."""
    month = rows.first(session, MonthRow, id=month_id)
    if month is None:
        raise NotFound(msg("There is no such month, or it is not for you."))
    return month
