"""What a diagram says about its elements beside the flow."""

from __future__ import annotations

from pathlib import Path

from engine.bpmn.elements import Element, read_elements
from engine.bpmn.xml_safety import read_xml
from tests.bpmn import drawing as draw


def read(body: str, *, roots: str = "", lanes: str = "") -> dict[str, Element]:
    return read_elements(read_xml(draw.diagram("p", f"{lanes}{body}", roots=roots), "p.bpmn"))


def lane(name: str, *members: str) -> str:
    inside = "".join(f"<bpmn:flowNodeRef>{member}</bpmn:flowNodeRef>" for member in members)
    return f'<bpmn:lane id="{name}">{inside}</bpmn:lane>'


def test_a_user_task_tells_everything_about_itself() -> None:
    found = read(
        draw.user(
            "approve",
            label_en="Approve",
            role="head_of_service",
            person="signer_id",
            not_same_person_as="assess, draft ,",
            due="days_after(today(), 3)",
            sign_in_again="yes",
            something_else="kept",
        )
    )["approve"]
    assert (found.process_id, found.kind, found.label, found.label_en) == (
        "p",
        "userTask",
        "approve",
        "Approve",
    )
    assert (found.role, found.person, found.due) == ("head_of_service", "signer_id", "days_after(today(), 3)")
    assert found.not_same_person_as == ("assess", "draft")
    assert found.sign_in_again
    assert found.properties["something_else"] == "kept"


def test_money_is_asked_for_and_paid_by_who_signed_in_again() -> None:
    file = Path(__file__).parents[2] / "processes/ministry_claim/ministry_claim.bpmn"
    found = read_elements(read_xml(file.read_bytes(), file.name))
    again = {name for name, one in found.items() if one.sign_in_again}
    assert again == {"approve_claim", "pay_assistants", "pay_providers"}


def test_a_title_falls_back_to_latvian_and_then_to_the_id() -> None:
    element = Element("p", "look", "userTask", "Apskatīt", "Look")
    assert [element.title("lv"), element.title("en")] == ["Apskatīt", "Look"]
    assert Element("p", "look", "userTask", "Apskatīt", "").title("en") == "Apskatīt"
    assert Element("p", "look", "userTask", "", "").title("lv") == "look"


def test_a_label_over_two_lines_is_one_line() -> None:
    assert read('<bpmn:task id="a" name="Divas&#10; rindas" />')["a"].label == "Divas rindas"


def test_a_lane_gives_the_role_and_the_task_may_say_otherwise() -> None:
    lanes = (
        f"<bpmn:laneSet>{lane('lane_caseworker', 'a', 'part')}{lane('lane_finance_2', 'b')}</bpmn:laneSet>"
    )
    inner = draw.user("inside") + draw.user("own", role="auditor")
    found = read(draw.user("a") + draw.user("b") + draw.user("c") + draw.sub("part", inner), lanes=lanes)
    assert {name: element.role for name, element in found.items()} == {
        "a": "caseworker",
        "b": "finance",
        "c": "",
        "part": "caseworker",
        "inside": "caseworker",
        "own": "auditor",
    }


def test_operations_decisions_and_messages_are_named() -> None:
    body = draw.service("pay", "pay_assistants") + draw.rule("level", "support_level")
    body += draw.catch("came", draw.message("reply"), correlation_key="case_number")
    body += '<bpmn:receiveTask id="got" messageRef="reply" />'
    found = read(body, roots=draw.root_message("reply"))
    assert found["pay"].operation == "pay_assistants"
    assert found["level"].decision == "support_level"
    assert (found["came"].message, found["came"].correlation_key) == ("reply", "case_number")
    assert found["got"].message == "reply"


def test_arrows_texts_and_data_are_no_elements() -> None:
    body = draw.start() + draw.end() + draw.chain("begun", "finished") + '<bpmn:textAnnotation id="note" />'
    assert sorted(read(body)) == ["begun", "finished"]
