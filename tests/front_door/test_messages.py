"""A message reaches the one instance that waits for it, or is refused."""

from __future__ import annotations

import pytest

from engine.instances import instances, messages
from engine.instances.instances import NotWaiting
from engine.persistence import rows
from engine.persistence.tables.instances import MessageWait
from engine.persistence.tables.records import AuditEvent
from engine.runtime import EVERY, Tenant
from tests.small_house import SmallHouse


def test_a_message_reaches_the_instance_with_its_key(house: SmallHouse) -> None:
    house.start("exchange", case_number="2026-000001")
    second = house.start("exchange", case_number="2026-000002")
    ilze = house.actor("ilze")
    reached = messages.correlate(
        house.runtime, house.tenant, "reply", "2026-000002", {"count": 3}, actor_user_id=ilze.user_id
    )
    assert reached == second
    assert house.task("look").instance_id == second
    with house.runtime.reading(EVERY) as session:
        execution, _ = instances.look(house.runtime, session, second)
        assert execution.values() == {"case_number": "2026-000002", "count": 3}
        event = rows.every(session, AuditEvent, order_by=["-id"], limit=1)[0]
        assert rows.count(session, MessageWait, instance_id=second) == 0
        assert rows.count(session, MessageWait) == 1
    assert (event.action, event.actor_user_id, event.details["message"]) == (
        "message_received",
        ilze.user_id,
        "reply",
    )


@pytest.mark.parametrize(("name", "key"), [("reply", "2026-9"), ("other", "2026-1")])
def test_what_nobody_waits_for_is_refused(house: SmallHouse, name: str, key: str) -> None:
    instance_id = house.start("exchange", case_number="2026-1")
    with pytest.raises(NotWaiting):
        messages.correlate(house.runtime, house.tenant, name, key, {})
    assert house.instance(instance_id).version == 1


def test_the_same_message_again_is_refused(house: SmallHouse) -> None:
    house.start("exchange", case_number="2026-1")
    messages.correlate(house.runtime, house.tenant, "reply", "2026-1", {})
    with pytest.raises(NotWaiting):
        messages.correlate(house.runtime, house.tenant, "reply", "2026-1", {})


def test_a_message_does_not_cross_municipalities(house: SmallHouse) -> None:
    house.start("exchange", case_number="2026-1")
    with pytest.raises(NotWaiting):
        messages.correlate(house.runtime, Tenant(2), "reply", "2026-1", {})
