"""What is looked at before and after a step of a test run, and what the step changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.persistence import rows
from engine.persistence.queries import sums
from engine.persistence.tables.claims import MinistryClaim
from engine.persistence.tables.months import ServiceMonth
from engine.persistence.tables.records import AuditEvent, Document
from engine.simulation.scenario_rows import case_of, instance_of
from engine.simulation.scenario_stage import Begun, Stage
from engine.simulation.scenario_witness import said, values_now

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the stage."""

    instance_id: int  # 0 while there is none
    values: Values
    states: Mapping[str, str]  # "case", "months 2026-02", "claims 2026-02" → state
    ledger: Mapping[str, int]  # account → cents
    letter: int  # newest letter
    event: int  # newest entry of the audit trail


def look(stage: Stage, begun: Begun, process_id: str) -> Look:
    """Look at it now."""
    instance_id = instance_of(stage, begun, process_id)
    values = values_now(stage, instance_id) if instance_id else {}
    states = _states(stage, begun)
    with stage.runtime.reading(stage.tenant) as session:
        letter = rows.first(session, Document, order_by=["-id"])
        event = rows.first(session, AuditEvent, order_by=["-id"])
        return Look(
            instance_id=instance_id,
            values={name: value for name, value in values.items() if not name.startswith("_")},
            states=states,
            ledger={str(account): cents for account, cents in sums.balances(session).items()},
            letter=0 if letter is None else letter.id,
            event=0 if event is None else event.id,
        )


def _states(stage: Stage, begun: Begun) -> dict[str, str]:
    case = case_of(stage, begun)
    found = {} if case is None else {"case": str(case.state)}
    with stage.runtime.reading(stage.tenant) as session:
        mine = rows.every(session, ServiceMonth, case_id=begun.case_id)
        found |= {f"months {one.period}": str(one.state) for one in mine}
        found |= {f"claims {one.period}": str(one.state) for one in rows.every(session, MinistryClaim)}
    return found


def changed(stage: Stage, begun: Begun, before: Look, after: Look) -> dict[str, object]:
    """What happened between two looks, as plain values."""
    return {
        "at": stage.clock.now(),
        "passed": passed(stage, after.instance_id, before.event),
        "values": _differences(before.values, after.values),
        "states": _differences(before.states, after.states),
        "ledger": _differences(before.ledger, after.ledger),
        "letters": letters(stage, begun, before.letter),
    }


def _differences(before: Values, after: Values) -> list[list[object]]:
    names = [*before, *(name for name in after if name not in before)]
    return [
        [name, before.get(name), after.get(name)]
        for name in sorted(names)
        if said(before.get(name)) != said(after.get(name))
    ]


def passed(stage: Stage, instance_id: int, since: int) -> list[str]:
    """Ids of the elements that were passed, in order."""
    if not instance_id:
        return []
    with stage.runtime.reading(stage.tenant) as session:
        events = rows.every(session, AuditEvent, instance_id=instance_id, order_by=["id"])
        return [element for one in events if one.id > since for element in one.details.get("passed", ())]


def letters(stage: Stage, begun: Begun, since: int = 0) -> list[dict[str, object]]:
    """The letters of the case that were written since one."""
    with stage.runtime.reading(stage.tenant) as session:
        found = rows.every(session, Document, case_id=begun.case_id, order_by=["id"])
        return [
            {"kind": one.kind, "title": one.title, "at": one.created_at, "to": _name(stage, one.person_id)}
            for one in found
            if one.id > since
        ]


def _name(stage: Stage, person_id: int | None) -> str:
    """Name in the cast; "" for the office."""
    return next((name for name, one in stage.cast.items() if person_id and one.person_id == person_id), "")
