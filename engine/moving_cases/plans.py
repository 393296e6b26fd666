"""Plans by which running cases go to another release: begun, written, proposed, withdrawn, decided on."""

from __future__ import annotations

from collections.abc import Mapping

from engine.bpmn.move_places import unsound
from engine.domain.rights import Actor
from engine.errors import EngineError, InvalidAnswers, NotFound
from engine.messages_catalogue import msg
from engine.moving_cases import plan_runs
from engine.moving_cases.plan_access import DOOR, PlanState, hand, held, open_one, tenant
from engine.persistence.queries import move_plans as queries
from engine.persistence.queries import releases
from engine.runtime import Runtime

MOST_NOTE = 2_000


def begin(runtime: Runtime, actor: Actor, process_id: str, from_release: int, to_release: int) -> int:
    """A new plan; its number.

    InvalidAnswers where one of the releases does not have the process, or the municipality uses the new one
    neither now nor later: nobody of its own has approved that one.
    """
    with runtime.transaction(tenant(actor, "move.edit")) as session:
        if from_release == to_release:
            raise InvalidAnswers({"to": msg("Choose another release than the one they are on.")})
        for name, release_id in (("from", from_release), ("to", to_release)):
            if releases.find(session, release_id) is None:
                raise NotFound(msg("There is no such release."))
            if process_id not in runtime.release(session, release_id).definitions:
                raise InvalidAnswers(
                    {name: msg("Release {number} does not have this process.", number=release_id)}
                )
        if to_release not in dict(releases.in_use(session, actor.municipality_id or 0)):
            raise InvalidAnswers({"to": msg("Choose a release that is used here, or will be.")})
        by = hand(runtime, actor)
        return queries.add(
            session,
            actor.municipality_id or 0,
            by,
            process_id=process_id,
            from_release_id=from_release,
            to_release_id=to_release,
            elements={},
            keeps_times=True,
        )


def write(
    runtime: Runtime, actor: Actor, plan_id: int, elements: Mapping[str, str], *, keeps_times: bool, seen: int
) -> None:
    """What the plan says from now on: old element → new one where they differ, and what becomes of timers.

    `seen`: version of the plan that was on the page. EngineError where it was changed since; InvalidAnswers
    by old element where its place is none of the new diagram's, or another step's too.
    """
    with runtime.transaction(tenant(actor, "move.edit")) as session:
        plan = open_one(session, plan_id)
        if plan.version != seen:
            raise EngineError(msg("Somebody else changed the plan meanwhile: look at it again."))
        way = plan_runs.way_of(runtime, session, plan)
        wrong = unsound(way.old.definitions[plan.process_id], way.new.definitions[plan.process_id], elements)
        if wrong:
            sentence = msg("Choose a step of the same kind, and each one once only.")
            raise InvalidAnswers(dict.fromkeys(wrong, sentence))
        if dict(elements) == plan.elements and keeps_times == plan.keeps_times:
            return
        by = hand(runtime, actor)
        queries.touch(session, plan, by, elements=dict(elements), keeps_times=keeps_times)
        queries.note(session, plan, "written", by, elements=dict(elements), keeps_times=keeps_times)


def propose(runtime: Runtime, actor: Actor, plan_id: int, note: str) -> None:
    """Put a plan before a second person; it has been tried out as it is. InvalidAnswers without a reason."""
    if not note.strip():
        raise InvalidAnswers({"note": msg("Write why the cases are moved.")})
    if len(note) > MOST_NOTE:
        raise InvalidAnswers({"note": msg("Write it in at most {most} characters.", most=MOST_NOTE)})
    with runtime.transaction(tenant(actor, "move.edit")) as session:
        plan, by = open_one(session, plan_id), hand(runtime, actor)
        if not plan_runs.is_tried(session, plan):
            raise EngineError(msg("Try the plan out first: nobody can decide on what has not been tried."))
        proposed = {"proposed_by": actor.user_id, "proposed_at": by.now, "note": note.strip()}
        undecided = {"decided_by": None, "decided_at": None, "decision_reason": ""}
        queries.change(session, plan, state=PlanState.PROPOSED, **proposed, **undecided)
        queries.note(session, plan, "proposed", by)


def take_back(runtime: Runtime, actor: Actor, plan_id: int) -> None:
    """The plan may be changed again."""
    with runtime.transaction(tenant(actor, "move.edit")) as session:
        plan = DOOR.proposed_one(session, plan_id)
        queries.note(session, plan, "taken_back", hand(runtime, actor))
        queries.change(session, plan, state=PlanState.OPEN)


def withdraw(runtime: Runtime, actor: Actor, plan_id: int) -> None:
    """Nothing will come of the plan; it stays on record."""
    with runtime.transaction(tenant(actor, "move.edit")) as session:
        plan, by = held(session, plan_id), hand(runtime, actor)
        if plan.state not in (PlanState.OPEN, PlanState.PROPOSED):
            raise EngineError(msg("This plan has been decided on already."))
        queries.note(session, plan, "withdrawn", by)
        decided = {"decided_by": by.user_id, "decided_at": by.now, "decision_reason": ""}
        queries.change(session, plan, state=PlanState.WITHDRAWN, **decided)


def approve(runtime: Runtime, actor: Actor, plan_id: int) -> None:
    """Let the cases be moved, soon and one after the other; EngineError where the actor had a hand in it."""
    with runtime.transaction(tenant(actor, "move.decide")) as session:
        plan, by = DOOR.proposed_one(session, plan_id), hand(runtime, actor)
        DOOR.refuse_own_hand(plan, actor)
        queries.note(session, plan, "approved", by)
        decided = {"decided_by": by.user_id, "decided_at": by.now}
        queries.change(session, plan, state=PlanState.MOVING, **decided)
        plan_runs.begin(runtime, session, plan, plan_runs.Deed.MOVE, by)


def send_back(runtime: Runtime, actor: Actor, plan_id: int, reason: str) -> None:
    """The plan may be changed again; the reason is what its authors read. InvalidAnswers without one."""
    if not reason.strip():
        raise InvalidAnswers({"reason": msg("Write why the plan is sent back.")})
    with runtime.transaction(tenant(actor, "move.decide")) as session:
        plan, by = DOOR.proposed_one(session, plan_id), hand(runtime, actor)
        DOOR.refuse_own_hand(plan, actor)
        queries.note(session, plan, "sent_back", by)
        decided = {"decided_by": by.user_id, "decided_at": by.now, "decision_reason": reason.strip()}
        queries.change(session, plan, state=PlanState.OPEN, **decided)
