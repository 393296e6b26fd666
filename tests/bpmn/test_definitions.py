"""What the diagrams of a release mean, and what is said of one that means nothing."""

from __future__ import annotations

import pytest

from engine.bpmn.definitions import read_definitions
from engine.errors import Refused
from engine.settings import ROOT
from tests.bpmn import drawing as draw


def one_process(body: str, name: str = "p") -> dict[str, bytes]:
    return {f"processes/{name}/{name}.bpmn": draw.diagram(name, body)}


SOUND = draw.start() + draw.user("look") + draw.end() + draw.chain("begun", "look", "finished")


def refused(files: dict[str, bytes]) -> list[tuple[str, str, str]]:
    with pytest.raises(Refused) as said:
        read_definitions(files)
    return [(one.file, one.element, str(one.message)) for one in said.value.findings]


def test_the_services_own_diagrams_are_read() -> None:
    files = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for ending in ("bpmn", "dmn")
        for path in (ROOT / "processes").rglob(f"*.{ending}")
    }
    definitions = read_definitions(files)
    assert {f"processes/{name}/{name}.bpmn" for name in definitions} == {
        f for f in files if f.endswith(".bpmn")
    }
    for name, definition in definitions.items():
        assert definition.title, name
        assert definition.spec.name == name
    by_calendar = {name for name, definition in definitions.items() if definition.start_rule}
    assert by_calendar == {"monthly_confirmation", "monthly_report_r942", "ministry_claim"}


def test_a_timer_start_is_the_rule_by_which_a_process_begins() -> None:
    body = (
        draw.timer_start("month_opens", "first_day(period)")
        + draw.end()
        + draw.chain("month_opens", "finished")
    )
    assert read_definitions(one_process(body))["p"].start_rule == "first_day(period)"
    assert read_definitions(one_process(SOUND))["p"].start_rule is None


def test_a_start_event_may_name_its_rule_as_a_property() -> None:
    start = (
        f'<bpmn:startEvent id="begun">{draw.extensions({"start_rule": "last_day(period)"})}</bpmn:startEvent>'
    )
    body = start + draw.end() + draw.chain("begun", "finished")
    assert read_definitions(one_process(body))["p"].start_rule == "last_day(period)"


def test_the_rule_of_a_timer_is_found_in_sub_processes_too() -> None:
    inner = draw.start("s") + draw.user("sign") + draw.end("signed") + draw.end("late_end")
    inner += draw.boundary("late", "sign", draw.timer("last_day(period)")) + draw.chain("s", "sign", "signed")
    inner += draw.chain("late", "late_end")
    body = draw.start() + draw.sub("signing", inner) + draw.end() + draw.chain("begun", "signing", "finished")
    definition = read_definitions(one_process(body))["p"]
    assert definition.timer_rule("late") == "last_day(period)"
    assert definition.timer_rule("sign") is None
    assert definition.timer_rule("nowhere") is None


def test_two_names_for_a_part_of_a_process_give_two_fingerprints() -> None:
    def fingerprint(task: str) -> str:
        inner = draw.start("s") + draw.user(task) + draw.end("e") + draw.chain("s", task, "e")
        body = draw.start() + draw.sub("part", inner) + draw.end() + draw.chain("begun", "part", "finished")
        return read_definitions(one_process(body))["p"].fingerprint

    assert fingerprint("sign") == fingerprint("sign")
    assert fingerprint("sign") != fingerprint("confirm")


def test_every_broken_file_is_named() -> None:
    files = {
        "processes/a/a.bpmn": b"<",
        "processes/b/b.bpmn": b"",
        "processes/c/c.dmn": b"{}",
        **one_process(SOUND),
    }
    assert [file for file, _, _ in refused(files)] == [
        "processes/a/a.bpmn",
        "processes/b/b.bpmn",
        "processes/c/c.dmn",
    ]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (draw.start() + '<bpmn:serviceTask id="pay" />' + draw.chain("begun", "pay"), "names no operation"),
        (draw.start() + draw.rule("decide", "nowhere") + draw.chain("begun", "decide"), "no decision table"),
        (draw.start() + draw.call("assess", "nowhere") + draw.chain("begun", "assess"), "nowhere"),
        (
            draw.start()
            + draw.catch("tick", draw.timer('"R/P1M"', "timeCycle"))
            + draw.chain("begun", "tick"),
            "repeating timer",
        ),
    ],
)
def test_a_diagram_that_cannot_be_run_is_one_finding_with_its_reason(body: str, words: str) -> None:
    [(file, _, sentence)] = refused(one_process(body))
    assert file == "processes/p/p.bpmn"
    assert words in sentence
    assert "Traceback" not in sentence
    assert "\n" not in sentence


def test_the_same_bytes_are_read_the_same_twice() -> None:
    """Reading changes nothing that the next reading sees: SpiffWorkflow's parser leaves no traces."""
    first, second = (read_definitions(one_process(SOUND))["p"] for _ in range(2))
    assert first.fingerprint == second.fingerprint
    assert list(first.spec.task_specs) == list(second.spec.task_specs)
    assert first.elements == second.elements
