"""A test run as the player would have told it, without playing it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from engine.persistence.queries import draft_tryouts
from engine.scenarios import read_scenario
from engine.scenarios.writer import write_scenario
from engine.settings import ROOT
from tests.web.town import Town

PATH = "processes/monthly_confirmation/scenarios/without_rate.yaml"
LIKE = "processes/monthly_confirmation/scenarios/signed_by_both.yaml"
WAITING = 4
AT = datetime(2026, 2, 2, 7, 0, tzinfo=UTC)


TASK = {
    "id": WAITING,
    "element": "resolve_missing_rate",
    "process": "monthly_confirmation",
    "is_own": True,
    "title": "Noskaidrot likmi",
    "title_en": "Find out the rate",
    "role": "caseworker",
    "who": "caseworker",
    "due": AT,
    "form": {"context": {}, "start": {}, "month": None, "levels": []},
}
BEGUN = {
    "at": AT,
    "passed": ["month_opened"],
    "values": [["period", None, "2026-02"]],
    "states": [["months 2026-02", None, "open"]],
    "ledger": [["state_pay", None, 3297]],
    "letters": [{"kind": "month_reminder", "title": "Atgādinājums", "at": AT, "to": "liga"}],
    "troubles": [],
}
NOW = {
    "at": AT,
    "instance": 1,
    "ended": False,
    "values": {"period": "2026-02"},
    "states": {"months 2026-02": "open"},
    "ledger": {"state_pay": 3297},
    "letters": [],
    "passed": ["month_opened"],
    "current": ["resolve_missing_rate"],
    "tasks": [TASK],
    "timers": [{"element": "reminder_due", "at": AT}],
    "cast": {"liga": ["assistant"], "caseworker": ["caseworker"]},
}


def told() -> dict[str, Any]:
    """What came of its beginning."""
    return {"course": [BEGUN], "now": NOW}


def tried_out(town: Town, draft_id: int) -> dict[str, object]:
    """A test run of a draft and the task that waits in it, by the names of addresses."""
    head = read_scenario((ROOT / LIKE).read_bytes(), LIKE)
    with town.runtime.transaction(town.tenant) as session:
        number = draft_tryouts.add(
            session,
            town.tenant.municipality_id or 0,
            draft_id=draft_id,
            path=PATH,
            scenario=write_scenario(head),
            shown=told(),
            played_sha256="",
            created_by=town.actor("process_owner").user_id,
            created_at=town.runtime.clock.now(),
        )
    return {"tryout_id": number, "waiting_id": WAITING}
