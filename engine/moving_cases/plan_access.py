"""Who may reach a plan, in which state it may still be changed, and who may decide on it."""

from __future__ import annotations

from engine.messages_catalogue import msg
from engine.persistence.queries import move_plans as plans
from engine.persistence.queries.move_plans import MovePlan, PlanState
from engine.two_people.door import Door, Hand, Words, hand, may

__all__ = [
    "DOOR", "Hand", "MovePlan", "PlanState", "found", "had_a_hand", "hand", "held", "may", "open_one",
    "seen", "tenant",
]  # fmt: skip

_WORDS = Words(
    missing=msg("There is no such plan."),
    no_longer={
        PlanState.PROPOSED: msg("This plan waits for a second person; take it back before you change it."),
        PlanState.WITHDRAWN: msg("This plan was withdrawn; begin a new one."),
    },
    decided=msg("This plan has been approved; begin a new one."),
    nothing_to_decide=msg("This plan does not wait for a decision."),
    own_hand=msg("You had a hand in this plan: somebody else decides on it."),
)
DOOR = Door[MovePlan](plans.KEPT, _WORDS)
tenant, seen, found, held, open_one = DOOR.tenant, DOOR.seen, DOOR.found, DOOR.held, DOOR.open_one
had_a_hand = DOOR.had_a_hand
