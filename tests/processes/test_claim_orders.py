"""The order whose terms a ministry claim keeps: that of its month, and of the municipality's setting."""

from __future__ import annotations

import pytest

from engine.claims import claims
from engine.domain.service_month import ServiceMonth
from engine.instances import instances
from engine.persistence import rows
from engine.persistence.tables.claims import MinistryClaim
from engine.persistence.tables.installation import Municipality
from engine.runtime import EVERY
from tests.processes.driver import Story


@pytest.mark.parametrize(
    ("setting", "period", "order"),
    [
        ("r316", ServiceMonth(2021, 6), "r942"),
        ("r316", ServiceMonth(2021, 7), "r316"),
        ("proposed_2019", ServiceMonth(2021, 6), "proposed_2019"),
    ],
)
def test_the_terms_of_a_claim_are_those_of_its_month(
    story: Story, setting: str, period: ServiceMonth, order: str
) -> None:
    with story.runtime.transaction(EVERY) as session:
        rows.change(session, Municipality, {"settings": {"regime": setting}}, id=1)
    claim_id = claims.open_period(story.runtime, story.tenant, period)
    with story.runtime.reading(story.tenant) as session:
        instance_id = session.get_one(MinistryClaim, claim_id).instance_id
        assert instance_id is not None
        execution, _ = instances.look(story.runtime, session, instance_id)
    assert execution.values()["regime"] == order
