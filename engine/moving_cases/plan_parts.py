"""The parts of a plan: steps that need a place in the new diagram, and what became of each case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.bpmn.move_places import Element, without_place
from engine.messages_catalogue import Message
from engine.moving_cases import plan_runs
from engine.moving_cases.plan_access import MovePlan
from engine.persistence.queries import called_instances
from engine.persistence.queries import move_plans as queries
from engine.persistence.queries.move_plans import MoveState
from engine.runtime import Runtime, Session


@dataclass(frozen=True, slots=True)
class Choice:
    """A step of the new diagram."""

    element_id: str
    title: Mapping[str, str]  # by language


@dataclass(frozen=True, slots=True)
class Place:
    """A step of the old diagram that the new one does not have, and what it becomes."""

    element_id: str
    kind: str
    title: Mapping[str, str]
    standing: int  # open tasks there
    choices: Sequence[Choice]
    chosen: str  # "": nothing


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case of a plan."""

    moved_id: int
    key: str  # by which people know it: of what belongs to a case, the case's number
    period: str  # of a month or its correction, "2026-03"; "" of anything else
    state: MoveState
    sentence: Message | None
    stands_at: Sequence[str]
    told: Sequence[Sequence[str]]  # [step, question] of typed answers that were put aside
    at: datetime | None


def places(runtime: Runtime, session: Session, plan: MovePlan) -> list[Place]:
    """Every place that must be told, with what it can become and how many tasks stand there."""
    way = plan_runs.way_of(runtime, session, plan)
    old, new = (one.definitions[plan.process_id] for one in (way.old, way.new))
    standing = queries.standing_at(session, plan.process_id, plan.from_release_id)
    return [
        Place(
            element_id=name,
            kind=old.elements[name].kind,
            title=_titles(old.elements[name]),
            standing=standing.get(name, 0),
            choices=[Choice(one.element_id, _titles(one)) for one in choices],
            chosen=plan.elements.get(name, ""),
        )
        for name, choices in without_place(old, new).items()
    ]


def _titles(element: Element) -> dict[str, str]:
    return {language: element.title(language) for language in ("lv", "en")}


def cases(session: Session, plan_id: int) -> list[CaseRow]:
    """The cases of a plan, called as people call them."""
    called = called_instances.called_in(session, plan_id)
    return [_case(one, called) for one in queries.cases(session, plan_id)]


def _case(one: Any, called: Mapping[int, tuple[str, str]]) -> CaseRow:
    number, period = called.get(one.instance_id, ("", ""))
    return CaseRow(
        moved_id=one.id,
        key=number or one.business_key,
        period=period,
        state=MoveState(one.state),
        sentence=one.sentence,
        stands_at=one.stands_at,
        told=one.told,
        at=one.at,
    )
