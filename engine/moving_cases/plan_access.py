"""Who may reach a plan, and in which state it may still be changed."""

from __future__ import annotations

from engine.domain.rights import Actor, Thing, can
from engine.errors import EngineError, NotFound
from engine.messages_catalogue import Message, msg
from engine.persistence.queries import move_plans as plans
from engine.persistence.queries.move_plans import MovePlan, PlanState
from engine.persistence.queries.release_drafts import Hand
from engine.runtime import Runtime, Session, Tenant

__all__ = [
    "Hand",
    "MovePlan",
    "PlanState",
    "found",
    "had_a_hand",
    "hand",
    "held",
    "may",
    "open_one",
    "tenant",
]

_NO_LONGER: dict[PlanState, Message] = {
    PlanState.PROPOSED: msg("This plan waits for a second person; take it back before you change it."),
    PlanState.WITHDRAWN: msg("This plan was withdrawn; begin a new one."),
}
_DECIDED = msg("This plan has been approved; begin a new one.")


def tenant(actor: Actor, action: str) -> Tenant:
    """The municipality whose plans these are; NotFound for those who may not do this to plans."""
    if actor.municipality_id is None or not may(actor, action):
        raise _no_such_plan()
    return Tenant(actor.municipality_id)


def may(actor: Actor, action: str) -> bool:
    """Whether the actor may do this to plans at all."""
    return can(actor, action, Thing(actor.municipality_id))


def hand(runtime: Runtime, actor: Actor) -> Hand:
    """Who does it, and when: now."""
    return Hand(actor.user_id, runtime.clock.now())


def found(session: Session, plan_id: int) -> MovePlan:
    """The plan, to be read; NotFound where there is none."""
    plan = plans.find(session, plan_id)
    if plan is None:
        raise _no_such_plan()
    return plan


def held(session: Session, plan_id: int) -> MovePlan:
    """The plan, kept from everybody else until the transaction ends; NotFound where there is none."""
    plan = plans.held(session, plan_id)
    if plan is None:
        raise _no_such_plan()
    return plan


def open_one(session: Session, plan_id: int) -> MovePlan:
    """The plan, held, while it may be changed; EngineError with the reason where it may not."""
    plan = held(session, plan_id)
    if plan.state is not PlanState.OPEN:
        raise EngineError(_NO_LONGER.get(plan.state, _DECIDED))
    return plan


def had_a_hand(plan: MovePlan) -> set[int]:
    """Accounts that began, changed or proposed the plan: none of them decides on it."""
    return {plan.created_by, *plan.editors, *filter(None, [plan.proposed_by])}


def _no_such_plan() -> NotFound:
    return NotFound(msg("There is no such plan."))
