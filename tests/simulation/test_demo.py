"""The demo: people in every state, sums that add up, sign-ins that work, pages that open, office hours."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any

import pytest
from argon2 import PasswordHasher

from engine.budgets import budget_pages
from engine.claims import claims
from engine.clock import RIGA, local_day
from engine.domain.rights import Role
from engine.domain.year_budget import Source
from engine.people import entrances, passwords, people
from engine.persistence import rows
from engine.persistence.tables.cases import Application, CaseState
from engine.persistence.tables.claims import ClaimLine, ClaimState, LineState, MinistryClaim
from engine.persistence.tables.instances import TaskStatus, UserTask
from engine.persistence.tables.months import Attestation, AttestationKind, MonthState
from engine.simulation import demo, demo_summary
from engine.simulation.town import Town
from engine.upkeep import reports
from tests.web.town import Guest
from web.application import create_app

pytestmark = pytest.mark.early
TODAY = date(2026, 11, 28)
CLAIM_KEYS = {"state", "month", "pay_cents", "transport_cents", "admin_cents", "total_cents"}
PARTS = ("pay_cents", "transport_cents", "admin_cents")


@dataclass(frozen=True, slots=True)
class Built:
    """The demo, and what it says of itself."""

    town: Town
    summary: dict[str, Any]

    def every(self, table: type[Any], **where: Any) -> list[Any]:
        """The rows of a table, oldest first."""
        with self.town.runtime.reading(self.town.tenant) as session:
            return list(rows.every(session, table, order_by=["id"], **where))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """One demo for all of these tests: none changes what it stands on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        town = demo.build(tmp_path_factory.mktemp("demo") / "town.db", TODAY)
        yield Built(town, demo_summary.summary(town))
    town.runtime.database.close()


def test_it_tells_what_scripts_read(built: Built) -> None:
    assert built.summary.keys() == {"cases", "months", "claims", "claim", "sign_ins"}
    assert built.summary["claim"].keys() == CLAIM_KEYS
    assert all(one.keys() == {"role", "user", "password"} for one in built.summary["sign_ins"])


def test_there_is_a_case_in_every_state(built: Built) -> None:
    assert list(built.summary["cases"]) == [str(state) for state in CaseState]
    assert all(count > 0 for count in built.summary["cases"].values())


def test_there_are_months_in_every_state_that_lasts(built: Built) -> None:
    """Two signatures and a fallback are gone through at once; one signature only before a deadline."""
    passing = {MonthState.BOTH_SIGNED, MonthState.FALLBACK, MonthState.ASSISTANT_SIGNED}
    assert list(built.summary["months"]) == [str(state) for state in MonthState if state not in passing]
    by_phone = {AttestationKind.PAPER, AttestationKind.PHONE, AttestationKind.OFFICE}
    assert [one for one in built.every(Attestation) if one.kind in by_phone]


def test_a_paid_claim_is_the_sum_of_its_parts(built: Built) -> None:
    claim = built.summary["claim"]
    assert claim["state"] in (ClaimState.PAID, ClaimState.CLOSED)
    assert claim["month"] == "2026-09"
    assert claim["pay_cents"] > 0
    assert claim["total_cents"] == sum(claim[part] for part in PARTS)
    (row,) = built.every(MinistryClaim, period=claim["month"])
    lines = built.every(ClaimLine, claim_id=row.id, state=LineState.INCLUDED)
    assert sum(one.pay_cents for one in lines) == claim["pay_cents"]


def test_the_year_has_a_budget_that_two_people_set_and_that_is_enough(built: Built) -> None:
    finance = people.actor(built.town.runtime, "peteris")
    year = budget_pages.find(built.town.runtime, finance, TODAY.year).budget
    left = {one.source: one.left_cents for one in year.sources}
    assert left.keys() == set(Source)
    assert all(cents is not None and cents > 0 for cents in left.values())
    assert {one.set_cents for one in year.sources} == {3_750_000, 250_000}


def test_everything_adds_up(built: Built) -> None:
    assert [(one.name, str(one.detail)) for one in reports.verify(built.town.runtime) if not one.ok] == []


def test_every_printed_sign_in_works(built: Built) -> None:
    roles: list[Role] = []
    for one in built.summary["sign_ins"]:
        entrances.sign_in(built.town.runtime, one["user"], one["password"], address=f"10.0.0.{len(roles)}")
        roles.append(Role(one["role"]))
        assert people.actor(built.town.runtime, one["user"]).roles == {roles[-1]}
    assert set(roles) == set(Role)


def guest(built: Built, role: Role) -> Guest:
    app = create_app(built.town.runtime)
    app.testing, app.config["PROPAGATE_EXCEPTIONS"] = True, False
    found = Guest(app.test_client())
    (account,) = [one for one in built.summary["sign_ins"] if one["role"] == role]
    assert found.sign_in(account["user"], account["password"]).status == 303
    return found


@pytest.mark.parametrize("role", [Role.FINANCE, Role.MINISTRY_OFFICER], ids=str)
def test_every_claim_opens(built: Built, role: Role) -> None:
    somebody = guest(built, role)
    addresses = [f"/claims/{one.id}" for one in built.every(MinistryClaim)]
    assert len(addresses) == 3
    assert {address: somebody.get(address).status for address in addresses} == dict.fromkeys(addresses, 200)


def test_the_ministry_does_not_see_whose_month_stands_behind_a_line(built: Built) -> None:
    ministry = guest(built, Role.MINISTRY_OFFICER)
    addresses = [f"/claims/{one.claim_id}/lines/{one.id}" for one in built.every(ClaimLine)]
    assert {ministry.get(address).status for address in addresses} == {404}


def test_finance_sees_what_stands_behind_every_line(built: Built) -> None:
    finance = people.actor(built.town.runtime, "peteris")
    lines = built.every(ClaimLine)
    assert len(lines) > 40
    pages = [claims.line(built.town.runtime, finance, one.id) for one in lines]
    assert [page.claim.id for page in pages] == [one.claim_id for one in lines]
    assert all(page.recipient and page.assistant and page.line.period <= page.claim.period for page in pages)


def test_the_office_keeps_office_hours(built: Built) -> None:
    with built.town.runtime.reading(built.town.tenant) as session:
        holidays = built.town.runtime.rule_book(session).holidays
    assert [one for one in built.every(Application) if not holidays.is_working_day(one.received_on)] == []
    done = [one for one in built.every(UserTask, status=TaskStatus.COMPLETED) if one.month_id is None]
    at = [one.completed_at.astimezone(RIGA) for one in done]
    assert [one for one in at if not holidays.is_working_day(one.date())] == []
    assert [one for one in at if not time(9) <= one.time() <= time(17)] == []
    assert len({one.hour for one in at}) >= 6


def test_a_case_takes_its_steps_on_different_days(built: Built) -> None:
    steps = ("check_application", "assess_need", "set_purposes", "draft_decision", "approve_decision")
    days: dict[int, list[date]] = defaultdict(list)
    for one in built.every(UserTask, status=TaskStatus.COMPLETED):
        if one.element_id in (*steps, "choose_assistant"):
            days[one.case_id].append(local_day(one.completed_at))
    assert max(Counter(found).most_common(1)[0][1] for found in days.values()) == 1
    assert len({day for found in days.values() for day in found}) > 15


def test_two_signatures_of_a_month_are_given_at_different_times(built: Built) -> None:
    signed: dict[int, list[Any]] = defaultdict(list)
    for one in built.every(Attestation, kind=AttestationKind.PLAIN, voided_at=None):
        signed[one.month_id].append(one.signed_at)
    both = [times for times in signed.values() if len(times) == 2]
    assert len(both) > 20
    assert min((max(times) - min(times)).total_seconds() for times in both) >= 15 * 60
    assert len({local_day(min(times)).day for times in both}) >= 3


def test_nothing_lies_in_the_future(built: Built) -> None:
    """Whoever opens the demo early in the morning finds only what is past."""
    midnight = built.town.runtime.clock.now().astimezone(RIGA)
    assert (midnight.date(), midnight.time()) == (TODAY, time())
