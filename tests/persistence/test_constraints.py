"""What the database itself refuses, whoever writes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import DatabaseError, IntegrityError, StatementError

from engine.domain.remuneration import ContractForm
from engine.domain.representation import RepresentationKind
from engine.persistence import rows
from engine.persistence.database import Database
from engine.persistence.tables.claims import ClaimLine, ClaimState, LineKind, LineState, MinistryClaim
from engine.persistence.tables.instances import InstanceStatus, TaskStatus, Timer
from engine.persistence.tables.jobs import Job, JobState
from engine.persistence.tables.months import (
    Attestation,
    AttestationKind,
    AttestationSide,
    MonthEntry,
)
from engine.persistence.tables.people import Representation
from engine.persistence.tables.releases import Release, ReleaseFile
from engine.persistence.tenancy import Tenant, TenantSession
from tests.persistence import builders
from tests.persistence.builders import NOW, TODAY, saved

Write = Callable[[TenantSession], object]


def timer(session: TenantSession) -> None:
    instance = builders.instance(session)
    for _ in range(2):
        saved(session, Timer(instance_id=instance.id, task_uid="u", element_id="e", due_at=NOW))


def twice(make: Callable[[TenantSession], object]) -> Write:
    return lambda session: (make(session), make(session))


def task_twice(session: TenantSession) -> None:
    instance = builders.instance(session)
    for _ in range(2):
        builders.task(session, instance, task_uid="same")


def month_twice(session: TenantSession) -> None:
    contract = builders.make_contract(session)
    for _ in range(2):
        builders.month(session, contract)


def entry(**values: Any) -> Write:
    return lambda session: saved(
        session, MonthEntry(**{"month_id": builders.month(session).id, "day": TODAY, "minutes": 60, **values})
    )


def attestation(**values: Any) -> Attestation:
    given = {
        "side": AttestationSide.ASSISTANT,
        "kind": AttestationKind.PLAIN,
        "content_hash": "h",
        "shown": {},
        "release_sha256": "r",
        "signed_at": NOW,
    }
    return Attestation(**{**given, **values})


def two_signatures(session: TenantSession) -> None:
    month_id = builders.month(session).id
    saved(session, attestation(month_id=month_id, voided_at=NOW))
    saved(session, attestation(month_id=month_id))
    saved(session, attestation(month_id=month_id, side=AttestationSide.RECIPIENT))
    saved(session, attestation(month_id=month_id))


def claim(session: TenantSession, **values: Any) -> MinistryClaim:
    return saved(session, MinistryClaim(**{"period": "2026-10", "number": "1", **values}))


def line(session: TenantSession, claim_id: int, **values: Any) -> ClaimLine:
    if "month_id" not in values:
        month = builders.month(session)
        values = {"month_id": month.id, "contract_id": month.contract_id, **values}
    return saved(session, ClaimLine(**{"claim_id": claim_id, "minutes": 60, "pay_cents": 542, **values}))


def month_claimed_twice(session: TenantSession) -> None:
    october, november = claim(session), claim(session, period="2026-11", number="2")
    first = line(session, october.id)
    of = {"month_id": first.month_id, "contract_id": first.contract_id}
    line(session, november.id, **of, kind=LineKind.ADJUSTMENT, adjusts_line_id=first.id, minutes=-60)
    line(session, november.id, **of, kind=LineKind.LATE)


def leased(session: TenantSession) -> None:
    instance_id = builders.instance(session).id
    for token in ("a", "b"):
        saved(
            session,
            Job(
                kind="x", run_at=NOW, created_at=NOW, instance_id=instance_id,
                state=JobState.LEASED, lease_token=token, lease_until=NOW,
            ),
        )  # fmt: skip


REFUSED: dict[str, Write] = {
    "two persons with one code": twice(lambda session: builders.person(session, personal_code="1")),
    "representing oneself": lambda session: saved(
        session,
        Representation(
            represented_person_id=(person := builders.person(session)).id,
            representative_id=person.id,
            kind=RepresentationKind.PARENT,
            from_day=TODAY,
        ),
    ),
    "a business key twice": twice(lambda session: builders.instance(session, business_key="1")),
    "ended but running": lambda session: builders.instance(session, ended_at=NOW),
    "completed but without an end": lambda session: builders.instance(
        session, status=InstanceStatus.COMPLETED
    ),
    "a task twice": task_twice,
    "a completed task without an instant": lambda session: builders.task(
        session, builders.instance(session), status=TaskStatus.COMPLETED
    ),
    "a timer twice": timer,
    "a month twice": month_twice,
    "a month that is none": lambda session: builders.month(session, period="2026-13"),
    "a year before the month": lambda session: builders.month(session, period="10-2026"),
    "no minutes": entry(minutes=0),
    "more minutes than a day has": entry(minutes=1441),
    "from without to": entry(from_minute=60),
    "to before from": entry(from_minute=60, to_minute=60),
    "a day twice": lambda session: [
        saved(session, MonthEntry(month_id=month.id, day=TODAY, minutes=1))
        for month in [builders.month(session)] * 2
    ],
    "two valid signatures of one side": two_signatures,
    "paper without who recorded it": lambda session: saved(
        session, attestation(month_id=builders.month(session).id, kind=AttestationKind.PAPER)
    ),
    "a month in two claims": month_claimed_twice,
    "a blocked line without a reason": lambda session: line(
        session, claim(session).id, state=LineState.BLOCKED
    ),
    "a claim twice": twice(claim),
    "a total that is not the sum": lambda session: claim(session, pay_cents=5, total_cents=6),
    "a provider's contract without provider": lambda session: builders.make_contract(
        session, contract_form=ContractForm.PROVIDER
    ),
    "a contract that ends before it begins": lambda session: builders.make_contract(
        session, last_day=date(2025, 12, 31)
    ),
    "an assistant of oneself": lambda session: builders.make_contract(
        session, case=(case := builders.case(session)), assistant_id=case.recipient_id
    ),
    "two leases of one instance": leased,
    "a lease without an end": lambda session: saved(
        session, Job(kind="x", run_at=NOW, created_at=NOW, state=JobState.LEASED, lease_token="t")
    ),
    "author and approver in one": lambda session: saved(
        session,
        Release(
            sha256="x",
            created_at=NOW,
            author=(officer := builders.account(session, "owner", municipality_id=1)).id,
            approved_by=officer.id,
        ),
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_database_refuses(database: Database, cesis: Tenant, what: str) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)unique|check"), database.transaction(cesis) as session:
        REFUSED[what](session)


def test_unknown_states_are_refused_before_the_database_is_asked(database: Database, cesis: Tenant) -> None:
    with pytest.raises((LookupError, StatementError)), database.transaction(cesis) as session:
        claim(session, state="lost")


def test_two_municipalities_may_use_the_same_codes_and_keys(
    database: Database, cesis: Tenant, ogre: Tenant
) -> None:
    for tenant in (cesis, ogre):
        with database.transaction(tenant) as session:
            builders.person(session, personal_code="1")
            builders.instance(session, business_key="1")
            builders.case(session, case_number="2026-000001")
            claim(session)


def test_a_suspended_day_more_and_a_contract_that_never_began_are_fine(
    database: Database, cesis: Tenant
) -> None:
    with database.transaction(cesis) as session:
        builders.make_contract(session, last_day=date(2025, 12, 31), state="ended")
        builders.make_contract(session, last_day=date(2026, 1, 1) + timedelta(days=1))


def frozen_claim(session: TenantSession) -> tuple[MinistryClaim, ClaimLine]:
    of = claim(session)
    first = line(session, of.id)
    of.state, of.frozen_at, of.content_sha256 = ClaimState.FROZEN, NOW, "hash"
    session.flush()
    return of, first


FROZEN: dict[str, Callable[[TenantSession, MinistryClaim, ClaimLine], object]] = {
    "a new line": lambda session, claim, _line: line(session, claim.id),
    "another sum": lambda session, claim, _line: rows.change(
        session, ClaimLine, {"pay_cents": 1}, id=_line.id
    ),
    "a line less": lambda session, claim, _line: rows.remove(session, ClaimLine, id=_line.id),
    "another total": lambda session, claim, _line: rows.change(
        session, MinistryClaim, {"pay_cents": 1, "total_cents": 1}, id=claim.id
    ),
    "another hash": lambda session, claim, _line: rows.change(
        session, MinistryClaim, {"content_sha256": "x"}, id=claim.id
    ),
    "no claim": lambda session, claim, _line: rows.remove(session, MinistryClaim, id=claim.id),
}


@pytest.mark.parametrize("what", FROZEN)
def test_nothing_changes_in_a_frozen_claim(database: Database, cesis: Tenant, what: str) -> None:
    with pytest.raises(DatabaseError, match="the claim is frozen"), database.transaction(cesis) as session:
        FROZEN[what](session, *frozen_claim(session))


def test_a_frozen_claim_still_moves_on(database: Database, cesis: Tenant) -> None:
    with database.transaction(cesis) as session:
        of, _ = frozen_claim(session)
        of.state = ClaimState.EXPORTED


def test_releases_are_never_changed_and_signatures_never_deleted(database: Database, cesis: Tenant) -> None:
    def change(write: Write) -> None:
        with database.transaction(cesis) as session:
            release = builders.release(session)
            saved(session, ReleaseFile(release_id=release.id, path="processes/a.bpmn", content=b"x"))
            saved(session, attestation(month_id=builders.month(session).id))
            write(session)

    for write, words in (
        (lambda session: rows.change(session, Release, {"note": "x"}, id__least=1), "append-only"),
        (
            lambda session: rows.change(session, ReleaseFile, {"content": b"y"}, release_id__least=1),
            "append-only",
        ),
        (lambda session: rows.remove(session, ReleaseFile, release_id__least=1), "append-only"),
        (lambda session: rows.remove(session, Attestation, id__least=1), "never deleted"),
    ):
        with pytest.raises(DatabaseError, match=words):
            change(write)
