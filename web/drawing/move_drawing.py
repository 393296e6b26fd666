"""Plans that move running cases, as templates need them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.messages_catalogue import Message, msg
from engine.moving_cases.draft_cases import DraftCase
from engine.moving_cases.plan_pages import (
    Beginning,
    CaseRow,
    MoveState,
    Place,
    PlanList,
    PlanPage,
    PlanRow,
    PlanState,
)
from web.drawing import words
from web.drawing.draft_change_words import KINDS

Context = dict[str, object]
STATES: Mapping[PlanState, tuple[Message, str]] = {
    PlanState.OPEN: (msg("being written"), "blue"),
    PlanState.PROPOSED: (msg("waits for a second person"), "yellow"),
    PlanState.MOVING: (msg("cases are being moved"), "yellow"),
    PlanState.MOVED: (msg("done"), "green"),
    PlanState.UNDOING: (msg("cases are being taken back"), "yellow"),
    PlanState.UNDONE: (msg("the cases were taken back"), "grey"),
    PlanState.WITHDRAWN: (msg("withdrawn"), "grey"),
}
CASES: Mapping[MoveState, tuple[Message, str]] = {
    MoveState.WAITING: (msg("not looked at yet"), "grey"),
    MoveState.MOVES: (msg("can move"), "green"),
    MoveState.STAYS: (msg("stays"), "blue"),
    MoveState.CANNOT: (msg("cannot move"), "red"),
    MoveState.MOVED: (msg("moved to the new release"), "green"),
    MoveState.UNDONE: (msg("back on the release it came from"), "grey"),
    MoveState.KEPT: (msg("moved, not taken back"), "red"),
}
TAKE_BACK = (MoveState.MOVED, MoveState.KEPT)
SHOWN = 200  # cases on the page; the file has all


def address(plan_id: int) -> str:
    """The page of a plan."""
    return f"/moves/{plan_id}"


def listing(found: PlanList) -> Context:
    """The context of moves.html beside the frame and what was typed."""
    return {
        "rows": [row(one) for one in found.rows],
        "beginnings": [_beginning(one) for one in found.beginnings],
        "releases": [{"number": number, "since": since} for number, since in found.releases],
        "may_begin": found.may_begin and len(found.releases) > 1,
        "missing": _missing(found),
    }


def _missing(found: PlanList) -> Message | None:
    """What a new plan needs that is not there; None where it is, or where this person begins none."""
    if not found.may_begin or len(found.releases) > 1:
        return None
    return msg("Cases can be moved once there are two releases.")


def row(one: PlanRow) -> Context:
    """A plan in the list."""
    word, colour = STATES[one.state]
    return {
        "title": one.title,
        "href": address(one.plan_id),
        "from": one.from_release,
        "to": one.to_release,
        "state": word,
        "colour": colour,
        "author": one.author,
        "at": one.created_at,
        "counts": counts(one.counts),
    }


def counts(found: Mapping[MoveState, int]) -> list[Context]:
    """How many cases stand how, in a fixed order."""
    return [
        {"state": state, "word": word, "colour": colour, "count": found[state]}
        for state, (word, colour) in CASES.items()
        if found.get(state)
    ]


def plan(page: PlanPage, language: str, wanted: str) -> Context:
    """The context of move.html; `wanted`: only cases in this state."""
    here = address(page.row.plan_id)
    cases = [one for one in page.cases if wanted in ("", one.state)]
    return {
        **row(page.row),
        "plan_id": page.row.plan_id,
        "process_id": page.row.process_id,
        "version": page.version,
        "keeps_times": page.keeps_times,
        "note": page.note,
        "proposed_by": page.proposed_by,
        "proposed_at": page.proposed_at,
        "verdict": _verdict(page),
        "decision_reason": page.decision_reason,
        "tried_at": page.tried_at,
        "places": [_place(one, language) for one in page.places],
        "cases": [case(one, page, language) for one in cases[:SHOWN]],
        "more": max(0, len(cases) - SHOWN),
        "wanted": wanted,
        "here": here,
        "done": page.done,
        "total": page.total,
        "is_busy": page.is_busy,
        "is_tried": page.is_tried,
        "is_proposed": page.row.state is PlanState.PROPOSED,
        **{name: f"{here}/{name.replace('_', '-')}" if yes else None for name, yes in _deeds(page).items()},
    }


def case(one: CaseRow, page: PlanPage, language: str) -> Context:
    """A case of a plan."""
    word, colour = CASES[one.state]
    takes_back = page.may_undo and one.state in TAKE_BACK
    return {
        "key": _called(one.key, one.period, language),
        "state": word,
        "colour": colour,
        "why": one.sentence,
        "stands_at": _stands_at(one.stands_at, one.state),
        "told": [{"step": step, "question": question} for step, question in one.told],
        "aside": tuple(f"{step}: {question}" for step, question in one.told),
        "at": one.at,
        "undo": f"{address(page.row.plan_id)}/cases/{one.moved_id}/undo" if takes_back else None,
    }


def draft_case(one: DraftCase, language: str) -> Context:
    """A case that could go to what a draft would become."""
    word, colour = CASES[one.verdict.state]
    return {
        "process": one.title,
        "key": _called(one.key, one.period, language),
        "release": one.release_id,
        "state": word,
        "colour": colour,
        "why": one.verdict.sentence,
        "stands_at": _stands_at(one.verdict.stands_at, one.verdict.state),
    }


def _called(key: str, period: str, language: str) -> str:
    """2026-000001; of a month with the month's name."""
    return f"{key}, {words.month(period, language)}" if period else key


def _stands_at(steps: Sequence[str], state: MoveState) -> Message | str:
    """The steps that wait for somebody; else what else it can wait for, if it was looked at and runs."""
    if steps or state in (MoveState.WAITING, MoveState.STAYS):
        return ", ".join(steps)
    return msg("no task is open: it waits for a day or for news")


def _deeds(page: PlanPage) -> Mapping[str, bool]:
    """What may be done to the plan now, by the end of its address."""
    return {
        "write": page.may_edit,
        "try": page.may_edit and not page.is_busy,
        "propose": page.may_edit and page.is_tried,
        "take_back": page.may_take_back,
        "approve": page.may_decide,
        "send_back": page.may_decide,
        "withdraw": page.may_withdraw,
        "undo": page.may_undo
        and page.row.state is PlanState.MOVED
        and bool(page.row.counts.get(MoveState.MOVED)),
    }


def _beginning(one: Beginning) -> Context:
    return {
        "value": f"{one.process_id}/{one.release_id}",
        "title": one.title,
        "number": one.release_id,
        "running": one.running,
    }


def _place(one: Place, language: str) -> Context:
    choices: Sequence[Context] = [
        {"value": choice.element_id, "text": choice.title[language]} for choice in one.choices
    ]
    return {
        "id": one.element_id,
        "kind": KINDS.get(one.kind, one.kind),
        "title": one.title[language],
        "standing": one.standing,
        "choices": choices,
        "chosen": one.chosen,
    }


def _verdict(page: PlanPage) -> Message | None:
    if page.decided_at is None:
        return None
    values = {"name": page.decided_by, "when": page.decided_at}
    if page.row.state is PlanState.OPEN:
        return msg("Sent back by {name}, {when}.", **values)
    if page.row.state is PlanState.WITHDRAWN:
        return msg("Withdrawn by {name}, {when}.", **values)
    return msg("Approved by {name}, {when}.", **values)
