"""Which way choices go is noted by the step; which ways a diagram has is read from its file."""

from __future__ import annotations

from collections.abc import Callable

from engine.bpmn.ways import read_course
from tests.bpmn import drawing as draw
from tests.bpmn.walker import Walker

Walk = Callable[..., Walker]


def choosing(kind: str = "exclusive") -> str:
    """ask → need: yes (with an attached timer), no, or both → finished."""
    body = draw.start() + draw.user("ask") + draw.gateway("need", kind)
    body += draw.user("yes") + draw.user("no") + draw.gateway("meet", kind) + draw.end() + draw.end("late")
    body += draw.boundary("too_late", "yes", draw.timer('"2026-03-09"'))
    body += draw.chain("begun", "ask", "need") + draw.flows(
        "need > yes if score >= 12", "need > no if score <= 12"
    )
    return body + draw.flows("yes > meet", "no > meet", "meet > finished", "too_late > late")


def test_a_step_notes_which_way_an_exclusive_gateway_chose(walk: Walk) -> None:
    case = walk(choosing())
    assert list(case.progress.ways) == []
    assert list(case.complete("ask", score=20).progress.ways) == [("need", "yes")]
    assert list(case.complete("yes").progress.ways) == []  # ways that only come together are no choice
    assert list(walk(choosing()).complete("ask", score=1).progress.ways) == [("need", "no")]


def test_all_ways_of_an_inclusive_gateway_are_noted(walk: Walk) -> None:
    both = walk(choosing("inclusive")).complete("ask", score=12)
    assert sorted(both.progress.ways) == [("need", "no"), ("need", "yes")]


def test_partings_are_read_with_what_lies_behind_them() -> None:
    data = draw.diagram("p", choosing())
    course = read_course(data, "p.bpmn", "p")
    found = {one.element.element_id: one for one in course.partings}
    assert {name: [way.target_id for way in one.ways] for name, one in found.items()} == {
        "need": ["yes", "no"],
        "yes": ["too_late"],
    }
    assert (found["need"].is_choice, found["need"].has_attached) == (True, False)
    assert (found["yes"].is_choice, found["yes"].has_attached) == (False, True)
    assert (course.begins, course.ends) == (("begun",), ("finished", "late"))
