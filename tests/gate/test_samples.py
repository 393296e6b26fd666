"""The gate's lists of what the engine sets, sends and needs agree with the engine itself."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

from engine.bpmn.elements import FLOW_NODES
from engine.cases import case_changes
from engine.cases.case_opening import CARRIED
from engine.expressions.table_findings import findings as table_findings
from engine.gate import sample_values
from engine.gate.folders import read_room_files
from engine.gate.letter_values import EVERYBODY, LETTERS, ON_DEMAND, SENDS, names_in
from engine.gate.needed_rules import NEEDED, STARTED_BY_CALENDAR
from engine.gate.part_rules import REFUSED
from engine.gate.process_values import values_of
from engine.gate.room import read_room
from engine.jobs.period_jobs import STARTERS
from engine.months import month_deadline
from engine.persistence.tables.cases import CaseState
from engine.persistence.tables.claims import ClaimState
from engine.persistence.tables.months import MonthState
from engine.scenarios import step_reader
from engine.service_tasks.registry import OPERATIONS
from engine.settings import ROOT

ROOM = read_room(read_room_files(ROOT), is_whole=True)


def test_every_operation_is_listed_with_what_it_sets() -> None:
    assert sample_values.SET_BY.keys() == OPERATIONS.keys()


def test_every_error_an_operation_raises_is_listed() -> None:
    raised = set()
    for path in (ROOT / "engine" / "service_tasks").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            is_raised = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "BusinessError"
            if is_raised and isinstance(node, ast.Call):
                raised.add(ast.literal_eval(node.args[0]))
    assert raised == {code for codes in sample_values.RAISED_BY.values() for code in codes}
    assert sample_values.RAISED_BY.keys() <= OPERATIONS.keys()


def test_every_message_that_can_be_sent_is_listed() -> None:
    sent = set(case_changes.SENDERS) | {"application_received", "entries_changed", "evidence_changed"}
    assert sent == sample_values.MESSAGES_SENT


def test_messages_come_with_a_form_unless_listed() -> None:
    for diagram in ROOM.diagrams.values():
        for one in diagram.declared:
            if one.kind == "message":
                has_form = ROOM.form(diagram.processes[0].process_id, one.name) is not None
                assert has_form is (one.name not in sample_values.SENT_BARE), one.name


def test_what_a_case_begins_with_is_listed() -> None:
    others = {
        "case_id",
        "case_number",
        "regime",
        "recipient_id",
        "representative_id",
        "subject",
        "taken_over",
    }
    assert set(sample_values.STARTS["assistant_service"]) == {*CARRIED, *others}


def test_what_the_calendar_starts_is_known() -> None:
    assert set(STARTERS) == STARTED_BY_CALENDAR <= NEEDED.keys()
    for process, timer in month_deadline.DEADLINES.items():
        assert NEEDED[process][timer] == "timer"


def test_the_states_of_scenarios_are_those_of_the_tables() -> None:
    assert set(step_reader.CASE_STATES) == set(CaseState)
    assert set(step_reader.MONTH_STATES) == set(MonthState)
    assert set(step_reader.CLAIM_STATES) == set(ClaimState)


def test_every_letter_is_listed_and_names_only_what_it_gets() -> None:
    written = {
        (path.parent.parent.name, path.name.split(".")[0]) for path in ROOT.glob("processes/*/letters/*.md")
    }
    on_demand = {
        (process, name) for process in (*LETTERS, "template_monthly_step") for name in SENDS.values()
    }
    assert written == on_demand | {
        (process, name) for process, letters in LETTERS.items() for name in letters
    }
    assert set(SENDS) == set(ON_DEMAND) <= set(OPERATIONS)
    assert "municipality.name" in names_in(EVERYBODY)


def test_every_refused_part_says_what_to_draw_instead() -> None:
    assert {"complexGateway", "transaction", "adHocSubProcess", "compensateEventDefinition"} <= REFUSED.keys()
    assert FLOW_NODES & REFUSED.keys() >= {"complexGateway", "transaction", "adHocSubProcess", "task"}


def test_callers_and_called_share_their_values() -> None:
    case, child = values_of(ROOM, "assistant_service"), values_of(ROOM, "assessment_child")
    assert case["treatment_weekly"] is True
    assert child["application_day"] == date(2026, 10, 5)
    assert case["coefficient"] == child["coefficient"] == 2  # the last answer of the table of levels
    assert "claim_id" not in case


def test_answers_of_the_application_that_are_not_carried_on_are_no_values() -> None:
    values = values_of(ROOM, "assistant_service")
    assert "birth_date" in values
    assert "recipient_personal_code" not in values
    assert "facts_are_true" not in values


def test_samples_are_of_the_kinds_that_the_tables_ask() -> None:
    values = values_of(ROOM, "assistant_service")
    for table in ROOM.tables.values():
        for column in table.inputs:
            assert column.expression.names <= values.keys()
        assert list(table_findings(table)) == []


def test_the_corpus_of_operations_lies_where_it_is_looked_for() -> None:
    modules = {path.stem for path in Path(ROOT / "engine" / "service_tasks").glob("*.py")}
    assert set(OPERATIONS) <= modules
