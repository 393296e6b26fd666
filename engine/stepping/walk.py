"""What happens to an instance (`Move`), and one try at it (`Walk`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine.bpmn.execution import Execution, Progress
from engine.bpmn.scripting import Surroundings
from engine.persistence.effects.context import Effect
from engine.persistence.queries.instances import StoredInstance
from engine.runtime import LoadedRelease, Runtime, Session
from engine.service_tasks.outcome import Completion, FollowUp, Values
from engine.stepping.operations import Asked, call


def _nothing(session: Session, progress: Progress) -> None:
    """The default for what a move writes beside the engine's own rows."""


@dataclass(frozen=True, slots=True)
class Move:
    """What happens to an instance, and what else is written in the same transaction."""

    action: str  # for the audit: task_completed, timer_fired, message_received, ...
    act: Callable[[Execution, Session], None] = lambda execution, session: None
    also: Callable[[Session, Progress], None] = _nothing
    completion: Completion | None = None
    actor_user_id: int | None = None
    on_behalf_of: int | None = None  # the account whose deputy acts
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Walk:
    """One try at a move: what was read and what the operations asked for."""

    stored: StoredInstance
    release: LoadedRelease
    world: Surroundings
    effects: list[Effect] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)


def prepare(
    runtime: Runtime, session: Session, stored: StoredInstance, release: LoadedRelease, move: Move
) -> Walk:
    """A walk whose operations read through this session and gather what they want written."""
    walk: Walk
    effects: list[Effect] = []
    asked = Asked(runtime, session, stored, release, move.completion, effects)

    def _operate(name: str, element_id: str, values: Values) -> Values:
        outcome = call(asked, name, element_id, values)
        effects.extend(outcome.effects)
        walk.follow_ups.extend(outcome.follow_ups)
        return outcome.values

    world = Surroundings(
        now=runtime.clock.now(),
        words=runtime.words(session),
        operate=_operate,
        business_key=stored.business_key,
    )
    walk = Walk(stored, release, world, effects)
    return walk
