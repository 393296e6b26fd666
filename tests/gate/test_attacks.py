"""The corpus of hostile expressions, in every place where a process owner's text is evaluated.

Whatever the interpreter would refuse while a case runs must be told before the release goes live, with the
element it stands at.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
import yaml

from engine.errors import Severity
from engine.gate.release import check_files
from tests.bpmn import drawing as draw

CORPUS = yaml.safe_load(
    (Path(__file__).parents[1] / "expressions" / "attacks" / "attacks.yaml").read_text("utf-8")
)
SIGNS = {"\t", "\n", *map(chr, range(0x20, 0xD800)), *map(chr, range(0xE000, 0xFFFE))}  # that XML can hold
EVERYWHERE: list[str] = [text for text in CORPUS["everywhere"] if set(text) <= SIGNS]
SCRIPTS: list[str] = [text for text in CORPUS["scripts"] if set(text) <= SIGNS]
MOST = 100  # in one diagram
SECONDS = 20.0  # of processor time for one diagram


def test_nearly_all_attacks_can_be_written_into_a_diagram() -> None:
    assert len(EVERYWHERE) > 300
    assert len(SCRIPTS) > 50


def names(count: int) -> list[str]:
    return [f"step_{number}" for number in range(count)]


def in_line(nodes: list[str], ids: list[str], roots: str = "") -> bytes:
    """A process whose steps follow each other."""
    body = draw.start() + "".join(nodes) + draw.end() + draw.chain("begun", *ids, "finished")
    return draw.diagram("attacked", body, roots=roots)


def conditions(attacks: list[str]) -> bytes:
    ids = names(len(attacks))
    body = draw.start() + draw.end() + draw.chain("begun", "gate_0")
    for number, (name, attack) in enumerate(zip(ids, attacks, strict=True)):
        after = f"gate_{number + 1}" if number + 1 < len(ids) else "finished"
        body += draw.gateway(f"gate_{number}", default=f"gate_{number}_{after}")
        body += draw.flows(f"gate_{number} > {after}")
        body += f'<bpmn:sequenceFlow id="{name}" sourceRef="gate_{number}" targetRef="finished">'
        body += f"<bpmn:conditionExpression>{escape(attack)}</bpmn:conditionExpression></bpmn:sequenceFlow>"
    return draw.diagram("attacked", body)


def scripts(attacks: list[str]) -> bytes:
    ids = names(len(attacks))
    return in_line([draw.script(name, attack) for name, attack in zip(ids, attacks, strict=True)], ids)


def assignments(attacks: list[str]) -> bytes:
    return scripts([f"x = {attack}" for attack in attacks])


def timers(attacks: list[str]) -> bytes:
    ids = names(len(attacks))
    return in_line(
        [draw.catch(name, draw.timer(attack)) for name, attack in zip(ids, attacks, strict=True)], ids
    )


def durations(attacks: list[str]) -> bytes:
    ids = names(len(attacks))
    drawn = [
        draw.catch(name, draw.timer(attack, "timeDuration"))
        for name, attack in zip(ids, attacks, strict=True)
    ]
    return in_line(drawn, ids)


def property_of_a_task(name_of_property: str) -> Callable[[list[str]], bytes]:
    def drawn(attacks: list[str]) -> bytes:
        ids = names(len(attacks))
        steps = [
            draw.user(name, **{"role": "caseworker", name_of_property: attack})
            for name, attack in zip(ids, attacks, strict=True)
        ]
        return in_line(steps, ids)

    return drawn


def correlation_keys(attacks: list[str]) -> bytes:
    ids = names(len(attacks))
    message = draw.message("documents_received")
    waits = [
        draw.catch(name, message, correlation_key=attack) for name, attack in zip(ids, attacks, strict=True)
    ]
    return in_line(waits, ids, roots=draw.root_message("documents_received"))


def rounds(attacks: list[str]) -> bytes:
    ids = names(len(attacks))
    drawn = []
    for name, attack in zip(ids, attacks, strict=True):
        inside = f"<bpmn:loopCardinality>{escape(attack)}</bpmn:loopCardinality>"
        loop = f"<bpmn:multiInstanceLoopCharacteristics>{inside}</bpmn:multiInstanceLoopCharacteristics>"
        drawn.append(draw.script(name, "y = 1").replace("</bpmn:scriptTask>", f"{loop}</bpmn:scriptTask>"))
    return in_line(drawn, ids)


def watched(attacks: list[str]) -> bytes:
    ids = names(len(attacks))
    return in_line(
        [draw.catch(name, draw.condition(attack)) for name, attack in zip(ids, attacks, strict=True)], ids
    )


def repeated(characteristics: Callable[[str], str]) -> Callable[[list[str]], bytes]:
    def drawn(attacks: list[str]) -> bytes:
        ids = names(len(attacks))
        steps = [draw.script(name, "y = 1") for name in ids]
        again = [
            draw.repeated(step, characteristics(text)) for step, text in zip(steps, attacks, strict=True)
        ]
        return in_line(again, ids)

    return drawn


def never(inside: Callable[[str], str]) -> Callable[[list[str]], bytes]:
    """Throw events with a text where none may stand, whatever it says."""

    def drawn(attacks: list[str]) -> bytes:
        ids = names(len(attacks))
        steps = [
            f'<bpmn:intermediateThrowEvent id="{name}"><bpmn:extensionElements>{inside(escape(attack))}'
            "</bpmn:extensionElements></bpmn:intermediateThrowEvent>"
            for name, attack in zip(ids, attacks, strict=True)
        ]
        return in_line(steps, ids)

    return drawn


def extension(tag: str) -> Callable[[list[str]], bytes]:
    return never(lambda attack: f"<spiffworkflow:{tag}>{attack}</spiffworkflow:{tag}>")


def parameters(attacks: list[str]) -> bytes:
    ids = names(len(attacks))
    return in_line(
        [
            draw.service(name, "set_state").replace(
                ' id="set_state" />',
                ' id="set_state"><spiffworkflow:parameters><spiffworkflow:parameter id="x" '
                f"value={quoteattr(attack)} /></spiffworkflow:parameters>"
                "</spiffworkflow:serviceTaskOperator>",
            )
            for name, attack in zip(ids, attacks, strict=True)
        ],
        ids,
    )


def cycles(attacks: list[str]) -> bytes:
    ids = names(len(attacks))
    drawn = [
        draw.catch(name, draw.timer(attack, "timeCycle")) for name, attack in zip(ids, attacks, strict=True)
    ]
    return in_line(drawn, ids)


def loose_order(attacks: list[str]) -> bytes:
    ids = names(len(attacks))
    drawn = [
        f'<bpmn:adHocSubProcess id="{name}">{draw.script(f"in_{name}", "y = 1")}'
        f"<bpmn:completionCondition>{escape(attack)}</bpmn:completionCondition></bpmn:adHocSubProcess>"
        for name, attack in zip(ids, attacks, strict=True)
    ]
    return in_line(drawn, ids)


def retrievals(attacks: list[str]) -> bytes:
    roots = "".join(
        f'<bpmn:correlationProperty id="{name}"><bpmn:correlationPropertyRetrievalExpression messageRef="m">'
        f"<bpmn:messagePath>{escape(attack)}</bpmn:messagePath>"
        "</bpmn:correlationPropertyRetrievalExpression></bpmn:correlationProperty>"
        for name, attack in zip(names(len(attacks)), attacks, strict=True)
    )
    return in_line([draw.script("note", "y = 1")], ["note"], roots=draw.root_message("m") + roots)


NEVER: dict[str, Callable[[list[str]], bytes]] = {
    "scripts before": extension("preScript"),
    "scripts after": extension("postScript"),
    "payloads": extension("messagePayload"),
    "variables of messages": extension("messageVariable"),
    "parameters of operations": parameters,
    "repeating timers": cycles,
    "ends of loose orders": loose_order,
    "retrievals of keys": retrievals,
}
"""Places that SpiffWorkflow would evaluate and that no diagram here may have."""
DIAGRAMS: dict[str, Callable[[list[str]], bytes]] = {
    "conditions": conditions,
    "assignments": assignments,
    "timers": timers,
    "durations": durations,
    "persons": property_of_a_task("person"),
    "due dates": property_of_a_task("due"),
    "correlation keys": correlation_keys,
    "rounds": rounds,
    "watched conditions": watched,
    "loops": repeated(lambda attack: draw.loop(5, attack)),
    "ends of rounds": repeated(lambda attack: draw.rounds(count="3", until=attack or "()")),  # "": no end
}


def chunks(attacks: list[str]) -> Iterator[list[str]]:
    rest = iter(attacks)
    while chunk := list(islice(rest, MOST)):
        yield chunk


def elements_with_errors(path: str, data: bytes) -> set[str]:
    """The elements that something is wrong with, in a room of this one file; in time."""
    begun = time.thread_time()
    found = check_files({path: data}, is_whole=True, is_complete=False)
    assert time.thread_time() - begun < SECONDS
    return {one.element for one in found if one.severity is Severity.ERROR and one.rule != "no_form"}


DIAGRAM = "processes/attacked/attacked.bpmn"


@pytest.mark.parametrize("place", DIAGRAMS)
def test_no_attack_goes_unseen_in_a_diagram(place: str) -> None:
    for chunk in chunks(EVERYWHERE):
        told = elements_with_errors(DIAGRAM, DIAGRAMS[place](chunk))
        survivors = [text for name, text in zip(names(len(chunk)), chunk, strict=True) if name not in told]
        assert survivors == []


@pytest.mark.parametrize("place", NEVER)
def test_no_attack_goes_unseen_where_no_text_may_stand(place: str) -> None:
    attacks = EVERYWHERE[::3]
    assert len(attacks) >= 100
    for chunk in chunks(attacks):
        told = elements_with_errors(DIAGRAM, NEVER[place](chunk))
        assert set(names(len(chunk))) <= told


def test_no_script_goes_unseen() -> None:
    for chunk in chunks(SCRIPTS + EVERYWHERE):
        told = elements_with_errors(DIAGRAM, scripts(chunk))
        assert [text for name, text in zip(names(len(chunk)), chunk, strict=True) if name not in told] == []


def test_no_start_rule_goes_unseen() -> None:
    for attack in EVERYWHERE[::10]:
        begun = f'<bpmn:startEvent id="begun">{draw.timer(attack)}</bpmn:startEvent>'
        body = begun + draw.script("note", "x = 1") + draw.end() + draw.chain("begun", "note", "finished")
        path = "processes/ministry_claim/ministry_claim.bpmn"
        assert "begun" in elements_with_errors(path, draw.diagram("ministry_claim", body)), attack


TABLE = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:x">
<decision id="attacked" name="Attacked"><decisionTable id="t" hitPolicy="COLLECT">
<input id="in" label="asked">
<inputExpression id="ie" typeRef="integer"><text>{asked}</text></inputExpression></input>
<output id="out" name="answer" typeRef="string" />{rows}</decisionTable></decision></definitions>"""
ROW = (
    '<rule id="r{n}"><inputEntry id="i{n}"><text>{cell}</text></inputEntry>'
    '<outputEntry id="o{n}"><text>{answer}</text></outputEntry></rule>'
)


def table(cells: list[tuple[str, str]], asked: str = "score") -> bytes:
    rows = "".join(
        ROW.format(n=number, cell=escape(cell), answer=escape(answer))
        for number, (cell, answer) in enumerate(cells, 1)
    )
    return TABLE.format(asked=escape(asked), rows=rows).encode()


@pytest.mark.parametrize("side", ["cell", "answer"])
def test_no_attack_goes_unseen_in_a_table(side: str) -> None:
    for chunk in chunks(EVERYWHERE):
        assert left_over(chunk, partial(told_in_table, side)) == []


def told_in_table(side: str, attacks: list[str]) -> set[int]:
    pairs = [(f"not({text})", '"x"') if side == "cell" else ("-", text) for text in attacks]
    files = {
        DIAGRAM: in_line([draw.rule("decide", "attacked")], ["decide"]),
        "processes/attacked/attacked.dmn": table(pairs),
    }
    found = check_files(files, is_whole=True, is_complete=False)
    rows = {
        one.element.split("/")[0]
        for one in found
        if one.severity is Severity.ERROR and one.file.endswith(".dmn")
    }
    return {number for number in range(len(attacks)) if f"rule_{number + 1}" in rows}


def left_over(attacks: list[str], told: Callable[[list[str]], set[int]]) -> list[str]:
    """What is never told: a file with errors is not looked at further, so those are taken out, and again."""
    while attacks and (found := told(attacks)):
        attacks = [text for number, text in enumerate(attacks) if number not in found]
    return attacks


def test_no_attack_goes_unseen_as_what_a_table_asks() -> None:
    diagram = in_line([draw.rule("decide", "attacked")], ["decide"])
    for attack in EVERYWHERE:
        files = {DIAGRAM: diagram, "processes/attacked/attacked.dmn": table([("-", '"x"')], attack)}
        found = check_files(files, is_whole=True, is_complete=False)
        assert any(one.severity is Severity.ERROR and one.file.endswith(".dmn") for one in found), attack


def test_no_attack_goes_unseen_in_a_form() -> None:
    for chunk in chunks(EVERYWHERE):
        assert left_over(chunk, told_in_form) == []


def told_in_form(attacks: list[str]) -> set[int]:
    fields = [
        {"type": "textfield", "key": name, "label": "Lauks", "conditional": {"hide": f"={text}"}}
        for name, text in zip(names(len(attacks)), attacks, strict=True)
    ]
    form = {"type": "default", "id": "look", "schemaVersion": 19, "title": "Veidlapa", "components": fields}
    files = {
        DIAGRAM: in_line([draw.user("look", role="caseworker")], ["look"]),
        "forms/attacked/look.json": json.dumps(form).encode(),
    }
    found = check_files(files, is_whole=True, is_complete=False)
    told = {one.element for one in found if one.severity is Severity.ERROR and one.file.endswith(".json")}
    return {number for number, name in enumerate(names(len(attacks))) if name in told}


def test_no_attack_goes_unseen_in_a_letter() -> None:
    path = "processes/assistant_service/letters/contract.lv.md"
    survivors = []
    for attack in EVERYWHERE:
        text = f"---\nsubject: Līgums\n---\n\n{{% if {attack} %}}jā{{% endif %}}\n"
        found = check_files({path: text.encode()}, is_whole=False, is_complete=False)
        if not any(one.severity is Severity.ERROR for one in found):
            survivors.append(attack)
    assert survivors == []
