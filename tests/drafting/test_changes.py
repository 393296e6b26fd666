"""What a draft changes, told by element: no more and no less than was changed."""

from __future__ import annotations

import json
import re

from engine.drafting.comparing.draft_changes import Change, FileChange, between
from engine.settings import ROOT

DIAGRAM = "processes/monthly_confirmation/monthly_confirmation.bpmn"
TABLE = "processes/assessment_questionnaire/support_level.dmn"
FORM = "forms/monthly_confirmation/confirm_month.json"
LETTER = "processes/monthly_confirmation/letters/month_reminder.lv.md"


def changed(path: str, old: str, new: str) -> FileChange:
    before = (ROOT / path).read_text("utf-8")
    assert old in before
    (found,) = between({path: before.encode()}, {path: before.replace(old, new, 1).encode()})
    return found


def told(found: FileChange) -> list[tuple[str, Change, list[tuple[str, str, str]]]]:
    return [(one.element, one.change, [(f.name, f.old, f.new) for f in one.fields]) for one in found.parts]


def test_a_renamed_task_is_one_change() -> None:
    diagram = (ROOT / DIAGRAM).read_text("utf-8")
    name = re.search(r'<bpmn:userTask id="confirm_month" name="([^"]+)"', diagram)
    assert name is not None
    found = changed(DIAGRAM, f'id="confirm_month" name="{name[1]}"', 'id="confirm_month" name="Cits"')
    assert told(found) == [("confirm_month", Change.CHANGED, [("name", name[1], "Cits")])]


def test_a_property_and_a_condition_are_told_with_old_and_new() -> None:
    found = changed(DIAGRAM, 'name="role" value="recipient"', 'name="role" value="caseworker"')
    ((_, change, fields),) = told(found)
    assert (change, fields) == (Change.CHANGED, [("role", "recipient", "caseworker")])
    diagram = (ROOT / DIAGRAM).read_text("utf-8")
    condition = re.search(r"tFormalExpression\">([^<]+)</bpmn:conditionExpression>", diagram)
    assert condition is not None
    found = changed(
        DIAGRAM, f">{condition[1]}</bpmn:conditionExpression>", ">True</bpmn:conditionExpression>"
    )
    ((_, _, fields),) = told(found)
    assert ("conditionExpression", condition[1], "True") in fields


def test_a_dragged_shape_is_moved_and_not_changed() -> None:
    diagram = (ROOT / DIAGRAM).read_text("utf-8")
    shape = re.search(r'bpmnElement="confirm_month"[^>]*>\s*<dc:Bounds x="(\d+)"', diagram)
    assert shape is not None
    moved = shape[0].replace(f'x="{shape[1]}"', 'x="7"')
    found = changed(DIAGRAM, shape[0], moved)
    assert told(found) == [("confirm_month", Change.MOVED, [])]


def test_another_order_of_the_elements_in_the_file_is_no_change_by_element() -> None:
    diagram = (ROOT / DIAGRAM).read_text("utf-8")
    flows = re.findall(r"<bpmn:sequenceFlow [^>]*/>", diagram)
    found = changed(DIAGRAM, flows[0], "@").parts
    assert [(one.element, one.change) for one in found][-1][1] is Change.REMOVED
    swapped = diagram.replace(flows[0], "@").replace(flows[1], flows[0]).replace("@", flows[1])
    (file,) = between({DIAGRAM: diagram.encode()}, {DIAGRAM: swapped.encode()})
    assert (file.parts, file.by_lines) == ([], True)


def test_a_row_of_a_table_is_told_cell_by_cell() -> None:
    table = (ROOT / TABLE).read_text("utf-8")
    cell = re.findall(r"<inputEntry[^>]*>\s*<text>([^<]+)</text>", table)[0]
    found = changed(TABLE, f"<text>{cell}</text>", "<text>[0..99]</text>")
    ((_, change, fields),) = told(found)
    assert (change, [(old, new) for _, old, new in fields]) == (Change.CHANGED, [(cell, "[0..99]")])


def test_fields_of_a_form_are_told_by_their_keys() -> None:
    found = changed(FORM, "Vai stundas ir pareizas?", "Vai viss ir pareizi?")
    assert told(found) == [
        ("verdict", Change.CHANGED, [("label", "Vai stundas ir pareizas?", "Vai viss ir pareizi?")])
    ]


def test_a_new_question_does_not_move_those_below_it() -> None:
    before = json.loads((ROOT / FORM).read_text("utf-8"))
    after = json.loads((ROOT / FORM).read_text("utf-8"))
    after["components"].insert(1, {"type": "textfield", "key": "extra", "label": "Vēl kaut kas"})
    (found,) = between({FORM: json.dumps(before).encode()}, {FORM: json.dumps(after).encode()})
    assert told(found) == [("extra", Change.ADDED, [])]
    after["components"].append(after["components"].pop(1))
    after["components"].append(after["components"].pop(1))
    (found,) = between({FORM: json.dumps(before).encode()}, {FORM: json.dumps(after).encode()})
    assert ("extra", Change.ADDED) in [(one.element, one.change) for one in found.parts]
    assert Change.MOVED in [one.change for one in found.parts]


def test_letters_and_broken_files_are_told_by_lines() -> None:
    assert changed(LETTER, "Lūdzam", "Lūdzu").by_lines
    assert changed(FORM, "{", "").by_lines
    assert changed(DIAGRAM, "<?xml", "<!DOCTYPE x><?xml").by_lines


def test_added_and_removed_files() -> None:
    found = between({"processes/a/letters/x.lv.md": b"1"}, {"processes/a/letters/y.lv.md": b"1"})
    assert [(one.path[-7:], one.change) for one in found] == [
        ("x.lv.md", Change.REMOVED),
        ("y.lv.md", Change.ADDED),
    ]
