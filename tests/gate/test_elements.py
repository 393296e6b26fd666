"""What the engine runs, the gate lets through: one diagram with every element beside those of the service."""

from __future__ import annotations

import pytest

from engine.errors import Severity
from engine.gate.release import check_files
from tests.bpmn import drawing as draw
from tests.small_house import form


def _user(name: str, **properties: str) -> str:
    return draw.user(name, role="caseworker", **properties)


def _inside() -> str:
    inner = draw.start("inner_begun") + draw.associated(_user("look_inside"), reads="plan")
    inner += draw.throw("warn", draw.escalation("late")) + draw.end("inner_done")
    return draw.sub("review", inner + draw.chain("inner_begun", "look_inside", "warn", "inner_done"))


def _beside() -> str:
    inner = draw.message_start("told", draw.signal("decided")) + _user("act") + draw.end("acted")
    return draw.sub("beside", inner + draw.chain("told", "act", "acted"), by_event=True)


def _whole() -> bytes:
    body = draw.data_object("plan") + draw.start() + draw.associated(_user("write"), writes="plan")
    body += draw.script("list_people", 'people = ["Anna", "Juris"]')
    rounds = draw.rounds(over="people", item="person_name", output="found", answer="hours")
    body += draw.repeated(_user("visit"), rounds)
    body += draw.repeated(_user("ask_again"), draw.loop(5, "ready != True"))
    body += _inside() + draw.call("judge_it", "judging") + _beside()
    body += draw.throw("tell", draw.signal("decided"), reach="municipality")
    body += draw.catch("enough", draw.condition("many_level > 2")) + draw.end() + draw.end("helped")
    body += draw.boundary("warned", "review", draw.escalation("late"), interrupting=False) + _user("help_out")
    body += draw.chain("begun", "write", "list_people", "visit", "ask_again", "review", "judge_it")
    body += draw.chain("judge_it", "tell", "enough", "finished") + draw.chain("warned", "help_out", "helped")
    roots = draw.root_signal("decided") + draw.root_escalation("late")
    return draw.diagram("breadth", body, roots=roots)


def _judging() -> bytes:
    body = draw.takes_and_gives("hours", "many_level") + draw.start("j_begun") + _user("judge")
    body += draw.end("j_done")
    return draw.diagram("judging", body + draw.chain("j_begun", "judge", "j_done"))


def test_every_element_that_runs_is_let_through() -> None:
    keys = {"write": "plan", "visit": "hours", "ask_again": "ready", "judge": "many_level"}
    files = {"processes/breadth/breadth.bpmn": _whole(), "processes/judging/judging.bpmn": _judging()}
    for name in ("write", "visit", "ask_again", "look_inside", "act", "help_out", "judge"):
        process = "judging" if name == "judge" else "breadth"
        files[f"forms/{process}/{name}.json"] = form(name, keys.get(name, f"note_{name}"))
    found = check_files(files, is_whole=True, is_complete=False)
    assert [one for one in found if one.severity is Severity.ERROR] == []


def _visits(body: str) -> dict[str, bytes]:
    data = draw.diagram("breadth", body + draw.chain("begun", "visit", "finished"))
    return {"processes/breadth/breadth.bpmn": data, "forms/breadth/visit.json": form("visit", "hours")}


@pytest.mark.parametrize("name", ["_hidden", "data_objects", "typename", "min", "two words"])
@pytest.mark.parametrize("place", ["item", "output", "answer", "data object"])
def test_a_name_that_no_value_can_have_is_refused(name: str, place: str) -> None:
    given = {"item": "person_name", "output": "found", "answer": "hours", place: name}
    rounds = draw.rounds(count="2", item=given["item"], output=given["output"], answer=given["answer"])
    visit = draw.repeated(_user("visit"), rounds)
    body = draw.data_object(given.get("data object", "plan")) + draw.start() + visit + draw.end()
    files = _visits(body)
    told = {
        (one.element, one.rule) for one in check_files(files, is_whole=True, is_complete=False)
        if one.severity is Severity.ERROR
    }  # fmt: skip
    wanted = (f"{name}_ref", "value_name") if place == "data object" else ("visit", "rounds_unclear")
    assert told & {wanted, (name, "id_form")}
    assert wanted in told or name in {"_hidden", "two words"}  # that such an id means nothing is said first


def test_answers_that_no_step_of_a_round_gives_are_told() -> None:
    rounds = draw.rounds(count="2", item="at", output="found", answer="ours")
    body = draw.start() + draw.repeated(_user("visit"), rounds) + draw.end()
    files = _visits(body)
    found = check_files(files, is_whole=True, is_complete=False)
    (told,) = [one for one in found if one.severity is Severity.ERROR]
    assert (told.element, told.rule) == ("visit", "unknown_name")
    assert "hours" in str(told.message)
