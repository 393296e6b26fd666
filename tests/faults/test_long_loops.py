"""However long a process goes round, nothing that is ready goes unseen: it is stepped, or the guard speaks.

SpiffWorkflow's own search looks a thousand tasks deep and no further; beyond that an instance would stand
still without a word.
"""

from __future__ import annotations

from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from engine.bpmn.execution import MAX_DEPTH, RunawayInstance
from engine.bpmn.waits import all_tasks
from tests.bpmn import drawing as draw
from tests.bpmn.walker import Walker
from tests.faults.conftest import Count

ROUNDS = 5_000


def plain_loop() -> str:
    """A question, a gateway, a machine's step, and again: three tasks a round."""
    body = draw.start() + draw.user("ask") + draw.gateway("again", default="again_turn")
    body += draw.script("turn", "n = 1") + draw.end()
    return body + draw.chain("begun", "ask", "again", "turn", "ask") + draw.flows("again > finished if False")


def forked() -> str:
    """A question and then two branches that are ready side by side, again and again: five tasks a round.

    Where two are ready, stepping asks SpiffWorkflow's own search.
    """
    body = draw.user("ask") + draw.gateway("fork", "parallel") + draw.gateway("join", "parallel")
    body += draw.script("left", "a = 1") + draw.script("right", "b = 1")
    body += draw.gateway("again", default="again_ask")
    body += draw.chain("ask", "fork", "left", "join") + draw.chain("fork", "right", "join")
    return body + draw.chain("join", "again", "ask")


def nested_loop() -> str:
    """An outer loop of two tasks a round, which a person leaves for a sub-process with that loop in it."""
    inner = draw.start("inside") + forked() + draw.end("out")
    inner += draw.flows("inside > ask", "again > out if False")
    body = draw.start() + draw.user("wander") + draw.gateway("enter", default="enter_wander")
    body += draw.sub("deep", inner) + draw.end() + draw.chain("begun", "wander", "enter", "wander")
    return body + draw.flows("enter > deep if ready", "deep > finished")


def drawn(body: str, **values: object) -> Walker:
    return Walker({"p.bpmn": draw.diagram("p", body)}, "p", reload=False, values=values)


def unseen(case: Walker) -> list[str]:
    """What is ready and neither stepped nor asked of a person."""
    asked = {UUID(uid) for uid in case.progress.waits.tasks}
    ready = [one for one in all_tasks(case._live._workflow) if one.state == TaskState.READY]
    return [one.task_spec.name for one in ready if one.id not in asked]


def go_round(case: Walker, element_id: str, rounds: int, *, ready: bool = False) -> int:
    """Answer again and again; how many rounds there were before the guard spoke of depth."""
    for number in range(rounds):
        try:
            case.complete(element_id, ready=ready)
        except RunawayInstance as spoken:
            if f"({MAX_DEPTH} steps deep)" in str(spoken.message):
                return number
            raise
        assert (case.tasks(), unseen(case)) == ([element_id], []), f"round {number} stands still"
    return rounds


def test_a_loop_goes_on_until_the_guard_speaks(count: Count) -> None:
    rounds = go_round(drawn(plain_loop()), "ask", ROUNDS)
    assert MAX_DEPTH // 3 - 3 <= rounds <= MAX_DEPTH // 3
    count(12, "rounds_until_the_guard_spoke", rounds)
    count(12, "ready_and_unseen", 0)


def test_depth_inside_a_sub_process_counts_from_the_outermost_beginning(count: Count) -> None:
    case = drawn(nested_loop(), ready=False)
    outer = MAX_DEPTH * 3 // 4 // 2
    assert go_round(case, "wander", outer) == outer
    assert case.complete("wander", ready=True).tasks() == ["ask"]
    left = MAX_DEPTH // 4 // 5
    rounds = go_round(case, "ask", left + 5)
    assert left - 3 <= rounds <= left
    count(12, "rounds_in_a_sub_process", rounds)
