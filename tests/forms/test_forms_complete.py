"""Every user task of every diagram has its form, and every form gives the values the diagrams count on."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from engine.errors import InvalidAnswers
from engine.task_forms import (
    Form,
    check_form,
    check_instrument,
    fill_inputs,
    parse_submission,
    prefill,
    read_form,
    read_instrument,
    validate,
)
from engine.task_forms.fields import Computed, MonthEntries, QuestionnaireField
from tests.forms.claim_cases import TODAY
from tests.forms.form_cases import (
    ASSISTANTS,
    CASES,
    CONTRACT,
    DAY,
    ENTRIES,
    FORMS_OF_CONTRACT,
    GRANTED,
    LATER,
    OCTOBER,
    QUESTIONS,
    REASONS,
)

ROOT = Path(__file__).parents[2]
FORMS = {path.relative_to(ROOT).as_posix(): path for path in sorted((ROOT / "forms").rglob("*.json"))}
DIAGRAMS = sorted((ROOT / "processes").glob("*/*.bpmn"))
INSTRUMENT_FILE = ROOT / "processes/questionnaires/assistance_need_12.yaml"
INSTRUMENTS = {
    "assistance_need_12": read_instrument(INSTRUMENT_FILE.read_bytes(), str(INSTRUMENT_FILE)).instrument
}
BPMN = {"bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL"}


def months_after(day: date, n: int) -> date:
    """Good enough for days before the 29th."""
    years, month = divmod(day.month - 1 + n, 12)
    return day.replace(year=day.year + years, month=month + 1)


WORDS: dict[str, Callable[..., object]] = {
    "today": lambda: TODAY,
    "days_after": lambda day, n: day + timedelta(days=n),
    "months_after": months_after,
}


def user_tasks() -> dict[str, str]:
    """Path of the form every user task must have → name of the task."""
    found = {}
    for diagram in DIAGRAMS:
        for task in etree.parse(diagram).iterfind(".//bpmn:userTask", BPMN):
            found[f"forms/{diagram.stem}/{task.get('id')}.json"] = task.get("name") or ""
    return found


def messages() -> set[str]:
    """Path of the form for every message a diagram waits for, the start message included."""
    return {
        f"forms/{diagram.stem}/{message.get('name')}.json"
        for diagram in DIAGRAMS
        for message in etree.parse(diagram).iterfind("./bpmn:message", BPMN)
        if diagram.stem == "assistant_service"
    }


def form(path: str) -> Form:
    return read_form(FORMS[path].read_bytes(), path)


@pytest.mark.parametrize("path", FORMS)
def test_a_form_has_nothing_to_mend_and_every_text_in_both_languages(path: str) -> None:
    assert [str(finding.message) for finding in check_form(FORMS[path].read_bytes(), path)] == []


def test_the_questionnaire_has_nothing_to_mend_and_says_that_it_is_a_demonstration() -> None:
    data = INSTRUMENT_FILE.read_bytes()
    assert check_instrument(data, str(INSTRUMENT_FILE)) == []
    found = read_instrument(data, str(INSTRUMENT_FILE))
    assert len(found.instrument.items) == 12
    assert {option.points for item in found.instrument.items for option in item.options} == {0, 1, 2, 3}
    assert all(len(item.options) == 4 for item in found.instrument.items)
    assert found.instrument.official is False
    assert "demonstrācijas anketa" in found.note.lv
    assert "not the official annex" in found.note.en


def test_every_user_task_and_every_message_has_its_form_and_no_form_is_left_over() -> None:
    assert set(user_tasks()) | messages() == set(FORMS)


def test_every_questionnaire_a_form_names_exists() -> None:
    named = {
        field.instrument
        for path in FORMS
        for field in form(path).fields()
        if isinstance(field, QuestionnaireField)
    }
    assert named == set(INSTRUMENTS)


def test_a_form_sets_at_least_one_value() -> None:
    for path in FORMS:
        assert [field for field in form(path).fields() if not field.disabled], path


@pytest.mark.parametrize(
    ("name", "case", "given"), CASES, ids=[f"{name}-{number}" for number, (name, _, _) in enumerate(CASES)]
)
def test_a_form_gives_the_agreed_values_straight_and_through_the_page(
    name: str, case: Mapping[str, object], given: Mapping[str, object]
) -> None:
    asked = form(f"forms/{name}.json")
    around: dict[str, Any] = {"instruments": INSTRUMENTS, "context": case, "words": WORDS}
    straight = validate(asked, given, **around)
    assert (dict(straight.values), straight.dropped) == (dict(given), ())
    through_the_page = validate(asked, parse_submission(asked, fill_inputs(asked, given)), **around)
    assert dict(through_the_page.values) == dict(given)


def test_every_form_and_every_key_is_answered_in_some_case() -> None:
    for path in FORMS:
        keys = {
            field.key
            for field in form(path).fields()
            if not field.disabled and not isinstance(field, Computed)
        }
        answered = {key for name, _, given in CASES if f"forms/{name}.json" == path for key in given}
        assert answered == keys, path


@pytest.mark.parametrize("path", FORMS)
def test_no_form_can_be_sent_empty(path: str) -> None:
    with pytest.raises(InvalidAnswers):
        validate(form(path), {}, instruments=INSTRUMENTS, context={}, words=WORDS)


def test_a_decision_starts_from_the_proposal_and_a_returned_one_from_itself() -> None:
    proposal = {
        "proposed_outcome": "granted",
        "proposed_hours": 60,
        "proposed_reasons": "Ieteikums.",
        "proposed_valid_from": DAY,
        "proposed_valid_to": LATER,
    }
    asked = form("forms/assistant_service/draft_decision.json")
    first = prefill(asked, proposal, WORDS)
    assert (first["decision_outcome"], first["decision_hours"], first["decision_reasons"]) == (
        "granted",
        60,
        "Ieteikums.",
    )
    again = prefill(asked, {**proposal, **GRANTED, "approval": "returned", "approval_note": "x"}, WORDS)
    assert (again["decision_hours"], again["decision_reasons"]) == (80, REASONS)


def test_hours_of_a_month_are_never_filled_in_from_the_grant() -> None:
    case = {"period": "2026-10", "granted_minutes": 4800, "last_month": {"2026-09-01": 60}}
    for path in FORMS:
        hours = [field.key for field in form(path).fields() if isinstance(field, MonthEntries)]
        assert not set(hours) & set(prefill(form(path), case, WORDS))


def test_the_one_who_confirms_sees_what_was_entered_and_may_not_change_it_by_confirming() -> None:
    asked = form("forms/monthly_confirmation/confirm_month.json")
    assert prefill(asked, OCTOBER, WORDS)["entries_shown"] == OCTOBER["entries"]
    sent = {"verdict": "confirmed", "entries": {"2026-10-05": 600}, "entries_shown": {"2026-10-05": 600}}
    found = validate(asked, sent, instruments={}, context=OCTOBER, words=WORDS)
    assert found.values == {"verdict": "confirmed"}
    assert set(found.dropped) == {"entries", "entries_shown"}


def test_the_times_of_a_day_are_shown_beside_its_hours() -> None:
    times = {"2026-10-05": {"from": "09:00", "to": "10:00"}}
    asked = form("forms/monthly_confirmation/confirm_month.json")
    assert prefill(asked, {**OCTOBER, "entries_times": times}, WORDS)["entries_shown_times"] == times
    recorded = form("forms/monthly_confirmation/record_fallback.json")
    kept = {"entries_kept": {"2026-10-05": 60}, "entries_kept_times": times}
    assert prefill(recorded, {**OCTOBER, **kept}, WORDS)["entries_times"] == times


def test_an_unsigned_month_is_not_taken() -> None:
    asked = form("forms/monthly_confirmation/enter_month.json")
    with pytest.raises(InvalidAnswers):
        validate(asked, {"entries": ENTRIES, "signed": False}, instruments={}, context=OCTOBER, words=WORDS)


@pytest.mark.parametrize(
    ("name", "case", "given", "place"),
    [
        (
            "assistant_service/set_purposes",
            {"eligibility": "child"},
            {"purposes": ["work_study_para"]},
            "purposes",
        ),
        (
            "assistant_service/set_purposes",
            {"eligibility": "adult"},
            {"purposes": ["child_treatment"]},
            "purposes",
        ),
        (
            "assistant_service/set_purposes",
            {"eligibility": "child", "service_kind": "assistant", "treatment_weekly": False},
            {"purposes": ["child_treatment"]},
            "purposes",
        ),
        (
            "assistant_service/set_purposes",
            {"eligibility": "child", "service_kind": "companion"},
            {"purposes": ["child"]},
            "purposes",
        ),
        ("assistant_service/draft_decision", {}, {**GRANTED, "valid_to": date(2026, 11, 1)}, "valid_to"),
        ("assistant_service/draft_decision", {}, {**GRANTED, "valid_to": date(2029, 11, 3)}, "valid_to"),
        ("assistant_service/draft_decision", {}, {**GRANTED, "decision_hours": 0}, "decision_hours"),
        (
            "assistant_service/choose_assistant",
            CONTRACT | ASSISTANTS,
            {**FORMS_OF_CONTRACT, "contract_form": "provider"},
            "provider_id",
        ),
        (
            "assistant_service/choose_assistant",
            CONTRACT | ASSISTANTS,
            {**FORMS_OF_CONTRACT, "first_day": TODAY, "contract_form": "self_employed"},
            "first_day",
        ),
        ("assistant_service/approve_decision", {}, {"approval": "returned"}, "approval_note"),
        ("assistant_service/recipient_died", {}, {"died_on": date(2026, 10, 6)}, "died_on"),
        (
            "ministry_claim/record_ministry_reply",
            {},
            {"reply": "rejected", "reply_cents": 0, "reply_day": TODAY},
            "reply_note",
        ),
        ("ministry_claim/review_claim", {}, {"review_verdict": "recollect"}, "review_note"),
        (
            "assessment_questionnaire/assess_need",
            {},
            {"questionnaire": dict.fromkeys(QUESTIONS, 1) | {"q07": 4}},
            "questionnaire.q07",
        ),
    ],
)
def test_answers_that_make_no_sense_are_named(
    name: str, case: Mapping[str, object], given: Mapping[str, object], place: str
) -> None:
    with pytest.raises(InvalidAnswers) as refused:
        validate(form(f"forms/{name}.json"), given, instruments=INSTRUMENTS, context=case, words=WORDS)
    assert set(refused.value.fields) == {place}


def test_who_assesses_again_is_asked_the_same() -> None:
    """MK 942: the second assessor's form shows why it is done again, then asks what the first asks."""
    first, second = (
        json.loads(FORMS[f"forms/assessment_r942/{name}.json"].read_text("utf-8"))["components"]
        for name in ("assess_activities", "assess_activities_again")
    )
    assert second[0]["key"] == "reassessment_reason"
    assert second[1:] == first
