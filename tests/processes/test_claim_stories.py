from __future__ import annotations
from datetime import date
from tests.processes.agreed import agree
from tests.processes.driver import Story
from engine.persistence import rows
from engine.persistence.tables.claims import *


def test_first(story: Story) -> None:
    agree(story, "anna", "janis")
    story.on(date(2026, 3, 1))
    story.on(date(2026, 3, 31))
    story.complete(
        "enter_month", period="2026-03", entries={"2026-03-03": 120, "2026-03-10": 185}, signed=True
    )
    story.complete("confirm_month", period="2026-03", verdict="confirmed")
    story.month_is("2026-03", "ready")
    story.on(date(2026, 4, 10))
    print([(t.element_id, t.subject) for t in story.open_tasks()])
    print(
        story.read(
            lambda s: [
                (c.state, c.total_cents, c.pay_cents, c.admin_cents) for c in rows.every(s, MinistryClaim)
            ]
        )
    )
    print(
        story.read(
            lambda s: [(c.month_id, c.state.value, str(c.blocked_reason)) for c in rows.every(s, ClaimLine)]
        )
    )
