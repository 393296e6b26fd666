"""Events go out of the step's own transaction, in order, signed, again when nobody was there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from engine.documents.event_posts import SIGNATURE, signature
from engine.domain.outside_events import EventKind
from engine.errors import InvalidAnswers
from engine.instances import incidents
from engine.integrations import event_deliveries, event_settings, integrations
from engine.jobs import retries
from engine.jobs.given_up_letters import FIRST_PAUSE, MOST_ATTEMPTS
from engine.jobs.worker import drain
from engine.persistence import rows
from engine.persistence.tables.jobs import Incident
from engine.persistence.tables.records import OutboxMessage, OutboxState
from engine.runtime import EVERY
from tests.receiving_system import ReceivingSystem, receiving
from tests.web.api.conftest import Outside

ALL_KINDS = [str(one) for one in EventKind]


@pytest.fixture
def system() -> Iterator[ReceivingSystem]:
    with receiving() as found:
        yield found


def connect(outside: Outside, system: ReceivingSystem, *kinds: str) -> str:
    """The town's other system is told of these kinds; gives the secret."""
    town = outside.town
    town.runtime.settings = replace(town.runtime.settings, events_to_loopback=True)
    outside.token()
    secret = event_settings.set_events(
        town.runtime, town.actor("administrator"), the_id(outside), system.url, kinds or ALL_KINDS
    )
    assert secret is not None
    return secret


def the_id(outside: Outside) -> int:
    return integrations.listed_of(outside.town.runtime, outside.town.tenant)[0].integration_id


def told(system: ReceivingSystem) -> list[tuple[str, object]]:
    events = [json.loads(one.body) for one in system.taken]
    return [(one["kind"], one["data"].get("state", one["data"].get("element_id"))) for one in events]


def outbox(outside: Outside) -> list[OutboxMessage]:
    with outside.town.runtime.reading(EVERY) as session:
        return list(rows.every(session, OutboxMessage, kind="webhook", order_by=["id"]))


def test_a_case_is_told_in_its_order_with_ids_and_states_only(
    outside: Outside, system: ReceivingSystem
) -> None:
    secret = connect(outside, system)
    town = outside.town
    town.apply()
    town.complete("check_application", application_complete=True)
    drain(town.runtime)
    assert told(system) == [
        ("case.state_changed", "applied"),
        ("task.waiting", "check_application"),
        ("case.state_changed", "assessing"),
        ("task.waiting", "assess_need"),
    ]
    for one in system.taken:
        assert one.headers[SIGNATURE] == signature(secret, town.clock.now(), one.body)
        assert [name for name in ("Anna", "Bērziņa", "010560", "movement") if name in one.body.decode()] == []
    body = json.loads(system.taken[2].body)
    assert body["data"] == {"case_id": town.case_id, "state": "assessing"}
    assert body["at"].endswith("Z")
    listed = outside.get("/events").get_json()["events"]
    assert [one["id"] for one in listed] == [json.loads(one.body)["id"] for one in reversed(system.taken)]
    assert {one["state"] for one in listed} == {"sent"}
    drain(town.runtime)
    assert len(system.taken) == 4


def test_nothing_is_told_of_a_step_that_did_not_happen(quiet: Outside, system: ReceivingSystem) -> None:
    connect(quiet, system)
    town = quiet.town
    town.apply()
    before = len(outbox(quiet))
    with pytest.raises(InvalidAnswers):
        town.complete("check_application")
    assert len(outbox(quiet)) == before


def test_only_the_kinds_that_were_chosen_and_nobody_else_s(quiet: Outside, system: ReceivingSystem) -> None:
    connect(quiet, system, "case.state_changed")
    town = quiet.town
    town.apply()
    town.complete("check_application", application_complete=True)
    drain(town.runtime)
    assert told(system) == [("case.state_changed", "applied"), ("case.state_changed", "assessing")]


def test_what_comes_behind_waits_and_comes_in_order(outside: Outside, system: ReceivingSystem) -> None:
    connect(outside, system)
    town = outside.town
    system.answers = [(503, {})]
    town.apply()
    town.complete("check_application", application_complete=True)
    drain(town.runtime)
    assert len(system.taken) == 1, "nobody is asked in vain for each event"
    assert [one.attempts for one in outbox(outside)] == [1, 0, 0, 0]
    town.clock.pass_time(FIRST_PAUSE)
    drain(town.runtime)
    assert told(system)[1:] == [
        ("case.state_changed", "applied"),
        ("task.waiting", "check_application"),
        ("case.state_changed", "assessing"),
        ("task.waiting", "assess_need"),
    ]
    assert system.taken[0].body == system.taken[1].body, "the same id, to know a repetition by"


def test_what_nobody_takes_becomes_an_incident_that_a_person_tries_again(
    outside: Outside, system: ReceivingSystem
) -> None:
    connect(outside, system, "task.waiting")
    town = outside.town
    system.answers = [(500, {})] * MOST_ATTEMPTS
    town.apply()
    for _ in range(MOST_ATTEMPTS):
        drain(town.runtime)
        town.clock.pass_time(FIRST_PAUSE * 2**MOST_ATTEMPTS)
    [message] = outbox(outside)
    assert (message.state, message.attempts) == (OutboxState.FAILED, MOST_ATTEMPTS)
    owner = town.actor("process_owner")
    [page] = incidents.listed(town.runtime, owner).pages
    assert page.where("en") == "Tell another system of an event"
    assert page.may_retry
    retries.retry(town.runtime, owner, page.incident.incident_id)
    assert [one.state for one in outbox(outside)] == [OutboxState.SENT]
    assert incidents.listed(town.runtime, owner).open_count == 0
    assert len(system.taken) == MOST_ATTEMPTS + 1


def test_sent_again_from_its_page_it_is_the_same_event(quiet: Outside, system: ReceivingSystem) -> None:
    connect(quiet, system, "task.waiting")
    town = quiet.town
    town.apply()
    drain(town.runtime)
    [message] = outbox(quiet)
    admin = town.guest("administrator")
    page = admin.get(f"/integrations/{the_id(quiet)}?lang=en")
    assert "A task waits for somebody" in page.text
    assert admin.post(f"/integrations/{the_id(quiet)}/events/{message.id}/again").status == 303
    drain(town.runtime)
    assert len(system.taken) == 2
    assert system.taken[0].body == system.taken[1].body


def test_given_up_and_sent_again_from_its_page_the_incident_is_mended(
    quiet: Outside, system: ReceivingSystem
) -> None:
    connect(quiet, system, "task.waiting")
    town = quiet.town
    system.answers = [(410, {})] * 2
    town.apply()
    drain(town.runtime)
    [message] = outbox(quiet)
    assert message.state is OutboxState.FAILED
    for _ in range(2):  # not taken once more, then taken
        event_deliveries.send_again(town.runtime, town.actor("administrator"), the_id(quiet), message.id)
        drain(town.runtime)
    assert [one.state for one in outbox(quiet)] == [OutboxState.SENT]
    with town.runtime.reading(EVERY) as session:
        assert [one.resolved_at is not None for one in rows.every(session, Incident)] == [True, True]


def test_without_the_setting_nothing_goes_to_this_machine(quiet: Outside, system: ReceivingSystem) -> None:
    connect(quiet, system, "task.waiting")
    town = quiet.town
    town.runtime.settings = replace(town.runtime.settings, events_to_loopback=False)
    town.apply()
    drain(town.runtime)
    assert system.taken == []
    assert [one.state for one in outbox(quiet)] == [OutboxState.FAILED]
    with pytest.raises(InvalidAnswers):
        event_settings.set_events(
            town.runtime, town.actor("administrator"), the_id(quiet), system.url, ALL_KINDS
        )


def test_whoever_was_shut_out_is_told_nothing_any_more(quiet: Outside, system: ReceivingSystem) -> None:
    connect(quiet, system, "task.waiting")
    town = quiet.town
    system.answers = [(503, {})]
    town.apply()
    drain(town.runtime)
    integrations.revoke(town.runtime, town.actor("administrator"), the_id(quiet))
    town.clock.pass_time(timedelta(hours=1))
    drain(town.runtime)
    town.apply("pauls")
    drain(town.runtime)
    assert len(system.taken) == 1
    assert len(outbox(quiet)) == 1


def test_money_is_told_as_it_moves(crammed: Outside, system: ReceivingSystem) -> None:
    connect(crammed, system)
    town = crammed.town
    task = town.task("record_ministry_reply", "2026-02")
    claim = crammed.get(f"/claims/{task.claim_id}").get_json()
    answers: dict[str, Any] = {
        "reply": "accepted",
        "reply_cents": claim["total"]["cents"],
        "reply_day": town.today,
        "reply_note": "",
    }
    town.complete("record_ministry_reply", period="2026-02", **answers)
    drain(town.runtime)
    assert ("claim.state_changed", "accepted") in told(system)
