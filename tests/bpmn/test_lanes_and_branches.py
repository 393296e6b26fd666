"""Who acts by the lane, and inclusive gateways; told twice: straight, and reloaded after every step."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.bpmn import drawing as draw
from tests.bpmn.walker import Walker

Walk = Callable[..., Walker]


def roles(case: Walker) -> dict[str, str]:
    """Who may do the tasks that wait."""
    return {task.element.element_id: task.element.role for task in case.progress.waits.tasks.values()}


def test_an_inclusive_gateway_takes_every_branch_that_applies(walk: Walk) -> None:
    body = draw.start() + draw.gateway("fork", "inclusive") + draw.user("a") + draw.user("b") + draw.user("c")
    body += draw.gateway("join", "inclusive") + draw.end()
    body += draw.flows("begun > fork", "fork > a if x > 0", "fork > b if x > 1", "fork > c if x > 2")
    body += draw.flows("a > join", "b > join", "c > join", "join > finished")
    case = walk(body, values={"x": 2})
    assert case.tasks() == ["a", "b"]
    assert case.complete("b").tasks() == ["a"]
    assert case.complete("a").progress.completed


def _visits(**roles_of_tasks: str) -> str:
    """After a look a home visit, a doctor's paper, both or neither; then the head approves."""
    inner = (
        draw.start("told")
        + draw.user("visit")
        + draw.user("sign_report", role="assistant")
        + draw.end("seen")
    )
    inner = draw.sub("home_visit", inner + draw.chain("told", "visit", "sign_report", "seen"))
    body = draw.lanes(
        caseworker="begun look_through", caseworker_2="home_visit doctor_paper", head_of_service="approve"
    )
    body += draw.start() + draw.user("look_through", **roles_of_tasks)
    body += draw.gateway("what_is_missing", "inclusive", default="what_is_missing_all_there")
    body += inner + draw.user("doctor_paper") + draw.gateway("all_there", "inclusive")
    body += draw.user("approve", not_same_person_as="look_through") + draw.end()
    body += draw.flows("begun > look_through", "look_through > what_is_missing")
    body += draw.flows("what_is_missing > home_visit if needs_visit", "what_is_missing > all_there")
    body += draw.flows("what_is_missing > doctor_paper if needs_paper", "home_visit > all_there")
    return body + draw.flows("doctor_paper > all_there", "all_there > approve", "approve > finished")


def test_a_task_without_a_role_of_its_own_is_for_the_role_of_its_lane(walk: Walk) -> None:
    case = walk(_visits())
    assert roles(case) == {"look_through": "caseworker"}
    case.complete("look_through", by=41, needs_visit=True, needs_paper=True)
    assert roles(case) == {"visit": "caseworker", "doctor_paper": "caseworker"}  # in its sub-process too
    case.complete("visit")
    assert roles(case) == {"sign_report": "assistant", "doctor_paper": "caseworker"}  # its own role counts
    case.complete("sign_report").complete("doctor_paper")
    assert roles(case) == {"approve": "head_of_service"}
    (approve,) = case.progress.waits.tasks.values()
    assert approve.excluded_user_ids == (41,)
    assert roles(walk(_visits(role="recipient"))) == {"look_through": "recipient"}


@pytest.mark.parametrize(
    ("visit", "paper", "waiting"),
    [
        (True, True, ["doctor_paper", "visit"]),
        (True, False, ["visit"]),
        (False, True, ["doctor_paper"]),
        (False, False, ["approve"]),
    ],
)
def test_an_application_is_approved_once_all_that_was_missing_is_there(
    walk: Walk, visit: bool, paper: bool, waiting: list[str]
) -> None:
    case = walk(_visits()).complete("look_through", needs_visit=visit, needs_paper=paper)
    assert case.tasks() == waiting
    if paper:
        case.complete("doctor_paper", diagnosis="G80")
        assert case.tasks() == (["visit"] if visit else ["approve"])
    if visit:
        case.complete("visit", floor=4).complete("sign_report")
    assert case.tasks() == ["approve"]
    seen: dict[str, object] = {"diagnosis": "G80"} if paper else {}
    seen |= {"floor": 4} if visit else {}
    assert case.progress.values == {"needs_visit": visit, "needs_paper": paper, **seen}
    assert case.complete("approve").progress.completed
    assert case.passed.count("approve") == 1
