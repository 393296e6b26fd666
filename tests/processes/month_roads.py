"""Short roads through a service month: March 2026, under contracts agreed beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from engine.clock import RIGA
from engine.persistence import rows
from engine.persistence.tables.months import Attestation, MonthFinding
from engine.releases import deployments
from tests.processes.agreed import Terms, agree
from tests.processes.driver import Story
from tests.processes.remembered import remembered

MARCH = "2026-03"
BEGINS, ENDS = date(2026, 3, 1), date(2026, 3, 31)
DEADLINE = date(2026, 4, 9)  # the 5th working day: Good Friday is the 3rd, Easter Monday the 6th
AFTER = date(2026, 4, 10)
PACKS = Path(__file__).parents[2] / "processes" / "rule_packs"
RATE_OF_2024 = "- value: 5.42\n        in_force_from: 2024-01-01\n"  # as the pack writes it
FROM_MARCH = Terms(first_day=BEGINS)
TEN_HOURS: Mapping[str, int] = {"2026-03-03": 240, "2026-03-10": 360}


@remembered
def on_first_of_march(story: Story) -> None:
    """Time stands at the beginning of the month; what lies before is no part of these stories."""
    story.clock.move_to(datetime(2026, 2, 28, 12, tzinfo=RIGA))
    story.on(BEGINS)


@remembered
def march(story: Story, recipient: str = "anna", assistant: str = "janis", terms: Terms = FROM_MARCH) -> int:
    """A contract in force from March on; time stands at the month's last day."""
    case_id = agree(story, recipient, assistant, terms)
    on_first_of_march(story)
    story.on(ENDS)
    return case_id


def enters(story: Story, entries: Mapping[str, object] = TEN_HOURS, *, period: str = MARCH) -> None:
    """The assistant enters the month and signs it."""
    story.complete("enter_month", period=period, entries=dict(entries), signed=True)


def confirms(story: Story, *, period: str = MARCH) -> None:
    """The recipient's side confirms what was entered."""
    story.complete("confirm_month", period=period, verdict="confirmed")


def both_sign(story: Story, entries: Mapping[str, object] = TEN_HOURS, *, period: str = MARCH) -> None:
    """Entered, and confirmed as it is."""
    enters(story, entries, period=period)
    confirms(story, period=period)


def signatures(story: Story, *, period: str = MARCH) -> list[Attestation]:
    """Every signature ever set under the month, oldest first."""
    month_id = story.month(period).id
    return list(story.read(lambda s: rows.every(s, Attestation, order_by=["id"], month_id=month_id)))


def valid(story: Story, *, period: str = MARCH) -> set[tuple[str, str]]:
    """(side, kind) of the signatures that count."""
    return {(one.side.value, one.kind.value) for one in signatures(story, period=period) if not one.voided_at}


def findings(story: Story, *, period: str = MARCH) -> list[tuple[str, int | None, str | None]]:
    """(code, minutes, resolution) of what the checks found."""
    month_id = story.month(period).id
    found = story.read(lambda s: rows.every(s, MonthFinding, order_by=["id"], month_id=month_id))
    return [(one.code, one.minutes, one.resolution) for one in found]


def month_tasks(story: Story, *, period: str = MARCH) -> list[str]:
    """The open tasks of the month of the case in hand."""
    month_id = story.month(period).id
    return sorted(task.element_id for task in story.open_tasks() if task.month_id == month_id)


def record_rates(story: Story, folder: Path, rate: str) -> None:
    """Record another revision of the numbers: the same but for the rate since 2024."""
    folder.mkdir()
    text = (PACKS / "proposed_2019.yaml").read_text("utf-8")
    assert RATE_OF_2024 in text
    (folder / "proposed_2019.yaml").write_text(text.replace(RATE_OF_2024, rate), "utf-8")
    assert deployments.record_rule_packs(story.runtime, folder) == ["proposed_2019"]
