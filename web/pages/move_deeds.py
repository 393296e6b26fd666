"""What is done to a plan: written, tried out, proposed, decided on, its cases taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from engine.errors import EngineError, InvalidAnswers, NotFound
from engine.moving_cases import plan_runs, plans
from web.drawing import move_drawing
from web.page import Answer, Message, Route, Runtime, actor, go, msg, request, tell, typed
from web.pages.moves import PLAN, SEND, number, plan_page

SOON = msg("It is being done; this page tells how far it is.")
Act = Callable[[int], object]
Deed = tuple[str, Callable[..., object], Message, str]


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def write(plan_id: int) -> Answer:
        """What becomes of the steps and of the timers."""
        act = partial(
            plans.write,
            runtime,
            actor(),
            elements=_chosen(),
            keeps_times=typed("times") != "anew",
            seen=number(typed("version")),
        )
        return _step(runtime, plan_id, act, msg("Saved. Try it out before you send it for approval."))

    def undo_case(plan_id: int, moved_id: int) -> Answer:
        """One case back."""
        act = partial(plan_runs.undo_case, runtime, actor(), moved_id=moved_id)
        return _step(runtime, plan_id, act, msg("The case is back on the release it came from."))

    return [
        Route(f"{PLAN}/write", write, "move.edit", SEND),
        Route(f"{PLAN}/cases/<int:moved_id>/undo", undo_case, "move.undo", SEND),
        *(Route(f"{PLAN}/{end}", _view(runtime, end), deed[0], SEND) for end, deed in DEEDS.items()),
    ]


DEEDS: Mapping[str, Deed] = {
    "try": ("move.edit", plan_runs.try_out, SOON, ""),
    "propose": ("move.edit", plans.propose, msg("The plan waits for a second person."), "note"),
    "take-back": (
        "move.edit",
        plans.take_back,
        msg("The plan was taken back; it may be changed again."),
        "",
    ),
    "withdraw": ("move.edit", plans.withdraw, msg("The plan was withdrawn; it stays on record."), ""),
    "approve": ("move.decide", plans.approve, SOON, ""),
    "send-back": ("move.decide", plans.send_back, msg("The plan was sent back to its authors."), "reason"),
    "undo": ("move.undo", plan_runs.undo, SOON, ""),
}
"""End of the address → the right it needs, what it does, what is said then, the field that it takes."""


def _view(runtime: Runtime, end: str) -> Callable[[int], Answer]:
    """One step of a plan."""
    _, does, done, field = DEEDS[end]

    def deed(plan_id: int) -> Answer:
        more = [typed(field, 3000)] if field else []
        return _step(runtime, plan_id, lambda plan_id: does(runtime, actor(), plan_id, *more), done)

    deed.__name__ = end.replace("-", "_")
    return deed


def _step(runtime: Runtime, plan_id: int, act: Act, done: Message) -> Answer:
    try:
        act(plan_id)
    except NotFound:
        raise
    except InvalidAnswers as invalid:
        return plan_page(runtime, plan_id, invalid.fields), 422
    except EngineError as refused:
        return plan_page(runtime, plan_id, {"": refused.message}), 409
    tell(done)
    return go(move_drawing.address(plan_id))


def _chosen() -> dict[str, str]:
    """Old step → new step, of those that were chosen."""
    return {name[6:]: value for name, value in request.form.items() if name.startswith("place:") and value}
