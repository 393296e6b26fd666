"""One answer at a time: what it becomes, or the sentence a person gets."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from engine.task_forms import fill_inputs, parse_submission
from tests.task_forms.builders import answers, form_of, one, options, part, refusal, why_not

NUMBER = "Write a number with digits, for example 12 or 12,5."
A_DATE: dict[str, Any] = {"subtype": "date"}


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("  Anna \t Bērziņa ", "Anna Bērziņa"),
        ("a\nb", "a b"),
        ("", ""),
        (None, ""),
        ("e\u0304", "ē"),
    ],
)
def test_a_line_of_text(sent: object, kept: str) -> None:
    assert one(sent) == kept


def test_lines_keep_their_breaks() -> None:
    assert one(" pirmā\r\notrā \r trešā ", kind="textarea") == "pirmā\notrā \n trešā"


@pytest.mark.parametrize("sent", [7, True, ["a"], {"a": "b"}, 1.5])
def test_text_is_text(sent: object) -> None:
    assert why_not(sent) == "Write this as text."


@pytest.mark.parametrize("sent", ["a\x00b", "\ud800", "a\x1bb"])
def test_signs_that_no_database_keeps_are_refused(sent: str) -> None:
    assert why_not(sent) == "The text holds signs that cannot be kept; please write it anew."


def test_lengths_and_pattern_speak() -> None:
    rules = {"minLength": 3, "maxLength": 5, "pattern": "[A-Z]+"}
    assert why_not("AB", validate=rules) == "Write at least 3 characters."
    assert why_not("ABCDEF", validate=rules) == "Write at most 5 characters; now there are 6."
    assert why_not("abcd", validate=rules) == "This is not written the way it is needed; see the hint."
    assert one("ABCD", validate=rules) == "ABCD"
    assert why_not("abCD", validate=rules) == "This is not written the way it is needed; see the hint."
    assert one("", validate=rules) == ""


def test_a_huge_text_is_refused_before_it_is_looked_at() -> None:
    assert why_not("x" * 10_000_000) == "The text is too long."


@pytest.mark.parametrize(
    ("check", "sent", "kept"),
    [
        ("personal_code", "16117519997", "161175-19997"),
        ("personal_code", " 061193 - 06460 ", "061193-06460"),
        ("personal_code", "323691-93794", "323691-93794"),
        ("email", "anna.berzina@piemers.lv", "anna.berzina@piemers.lv"),
        ("phone", "+371 20 123-456", "+37120123456"),
        ("iban", "lv80 bank 0000 4351 9500 1", "LV80BANK0000435195001"),
        ("iban", "", ""),
    ],
)
def test_checked_texts_are_kept_in_their_usual_writing(check: str, sent: str, kept: str) -> None:
    assert one(sent, properties={"check": check}) == kept


@pytest.mark.parametrize(
    ("check", "sent"),
    [
        ("personal_code", "161375-19997"),
        ("personal_code", "180565-05611"),
        ("personal_code", "1805650561"),
        ("email", "anna@"),
        ("email", "a@b@c.lv"),
        ("email", "anna@" + "a" * 150),
        ("phone", "1234"),
        ("phone", "zvaniet"),
        ("iban", "LV80BANK0000435195002"),
    ],
)
def test_checked_texts_say_what_is_wrong(check: str, sent: str) -> None:
    assert why_not(sent, properties={"check": check})


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("12", 12), (" 1 000 ", 1000), ("+3", 3), ("−4", -4), (5, 5), ("12,0", 12), ("", None), (None, None)],
)
def test_whole_numbers(sent: object, kept: int | None) -> None:
    found = one(sent, kind="number")
    assert (found, type(found)) == (kept, type(kept))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("12,5", "12.5"), ("12.50", "12.50"), (Decimal("0.25"), "0.25"), (0.1, "0.1"), (3, "3")],
)
def test_fractions_take_a_comma_or_a_point(sent: object, kept: str) -> None:
    assert one(sent, kind="number", decimalDigits=2) == Decimal(kept)


@pytest.mark.parametrize(
    "sent",
    [
        "abc",
        "1e9",
        "0x10",
        "12 500,5 0x",
        "NaN",
        "inf",
        "1,2,3",
        "½",
        "٣",
        "1" * 16,
        float("nan"),
        float("inf"),
        10**400,
        -(10**400),
        True,
        [1],
        {"a": 1},
        Decimal("NaN"),
        Decimal("Infinity"),
        "9" * 5000,
    ],
)
def test_what_is_no_number_gets_one_sentence(sent: object) -> None:
    assert why_not(sent, kind="number", decimalDigits=2) == NUMBER


def test_numbers_keep_their_bounds() -> None:
    rules: dict[str, Any] = {"kind": "number", "decimalDigits": 1, "validate": {"min": 0, "max": 24}}
    assert why_not("-0,5", **rules) == "The smallest possible number is 0."
    assert why_not("24,1", **rules) == "The greatest possible number is 24."
    assert why_not("1,25", **rules) == "The number has too many decimals."
    assert one("24", **rules) == 24
    assert why_not("1,5", kind="number") == "Write a whole number."


def test_euros_are_written_and_cents_are_kept() -> None:
    rules: dict[str, Any] = {"kind": "number", "properties": {"unit": "euro_cents"}, "validate": {"max": 100}}
    assert one("12,50", **rules) == 1250
    assert one(1250, **rules) == 1250
    assert type(one("7", **rules)) is int
    assert why_not("12,505", **rules) == "Write the amount in euro and cents, for example 12,50."
    assert why_not("100,01", **rules) == "The greatest possible number is 100,00."


@pytest.mark.parametrize(
    ("sent", "kept"), [(True, True), ("true", True), (False, False), (None, False), ("", False)]
)
def test_a_box_is_yes_or_no(sent: object, kept: bool) -> None:
    assert one(sent, kind="checkbox") is kept


def test_a_required_box_must_be_ticked() -> None:
    assert why_not(False, kind="checkbox", validate={"required": True}) == "Tick the box to go on."
    assert why_not("perhaps", kind="checkbox") == "Tick the box or leave it empty."


def test_a_choice_is_one_of_those_offered() -> None:
    assert one("b", kind="radio", **options("a", "b")) == "b"
    assert one("", kind="select", **options("a", "b")) is None
    for sent in ("c", "A", 0, True, ["a"], {"a": 1}):
        assert (
            why_not(sent, kind="radio", **options("a", "b")) == "Choose one of the answers that are offered."
        )


def test_yes_and_no_are_truth() -> None:
    assert one("true", kind="radio", **options("true", "false")) is True
    assert one(False, kind="radio", validate={"required": True}, **options("true", "false")) is False
    assert one(None, kind="radio", **options("true", "false")) is None
    assert (
        why_not("yes", kind="radio", **options("true", "false"))
        == "Choose one of the answers that are offered."
    )


def test_several_choices_come_in_the_order_of_the_form() -> None:
    assert one(["c", "a", "a"], kind="checklist", **options("a", "b", "c")) == ["a", "c"]
    assert one("b", kind="checklist", **options("a", "b")) == ["b"]
    assert one(None, kind="checklist", **options("a")) == []
    assert (
        why_not(["a", "x"], kind="checklist", **options("a")) == "Choose one of the answers that are offered."
    )
    assert (
        why_not([], kind="checklist", validate={"required": True}, **options("a"))
        == "Choose at least one answer."
    )


def test_a_named_list_gives_the_options_and_their_type() -> None:
    context = {"assistants": [{"value": 17, "label": "Jānis"}, {"value": 18, "label": "Ilze"}]}
    assert one("17", kind="select", valuesKey="assistants", context=context) == 17
    assert why_not("19", kind="select", valuesKey="assistants", context=context)
    assert why_not("17", kind="select", valuesKey="assistants")
    assert why_not("17", kind="select", valuesKey="assistants", context={"assistants": [{"value": None}, 5]})


def test_an_option_can_be_closed_by_the_case() -> None:
    component = part("checklist", "asked", **options("adult", "child"))
    component["values"][0]["hide"] = '=eligibility == "child"'
    form = form_of(component)
    assert answers(form, {"asked": ["adult"]}, context={"eligibility": "adult"}).values["asked"] == ["adult"]
    assert refusal(form, {"asked": ["adult"]}, context={"eligibility": "child"})


@pytest.mark.parametrize(
    "sent",
    [
        "2026-10-05",
        "5.10.2026",
        "05. 10. 2026.",
        {"day": "5", "month": "10", "year": "2026"},
        {"day": 5, "month": 10, "year": 2026},
        date(2026, 10, 5),
    ],
)
def test_a_date_in_every_usual_way(sent: object) -> None:
    assert one(sent, kind="datetime", **A_DATE) == date(2026, 10, 5)


@pytest.mark.parametrize("sent", [None, "", {}, {"day": "", "month": " ", "year": ""}])
def test_no_date_is_none(sent: object) -> None:
    assert one(sent, kind="datetime", **A_DATE) is None


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ("29.2.2026", "There is no such date in the calendar."),
        ({"day": "31", "month": "4", "year": "2026"}, "There is no such date in the calendar."),
        ({"day": "1", "month": "1", "year": "26"}, "Write the year with four digits, for example 2026."),
        ({"day": "1", "month": "", "year": "2026"}, "Give the day, the month and the year as numbers."),
        ({"day": "x", "month": "1", "year": "2026"}, "Give the day, the month and the year as numbers."),
        ({"day": "٣", "month": "1", "year": "2026"}, "Give the day, the month and the year as numbers."),
        ("tomorrow", "Write the date with numbers, for example 5.10.2026."),
        ("2026-W01-1", "Write the date with numbers, for example 5.10.2026."),
        (20261005, "Write the date with numbers, for example 5.10.2026."),
        (datetime(2026, 10, 5), "Write the date with numbers, for example 5.10.2026."),  # noqa: DTZ001
        ("9999999-01-01", "Write the date with numbers, for example 5.10.2026."),
        (date(1, 1, 1), "Write the year with four digits, for example 2026."),
    ],
)
def test_what_is_no_date(sent: object, sentence: str) -> None:
    assert why_not(sent, kind="datetime", **A_DATE) == sentence


def test_files_are_ids_of_uploads() -> None:
    assert one(["a1-b2"], kind="filepicker") == ["a1-b2"]
    assert one(["a", "b"], kind="filepicker", multiple=True) == ["a", "b"]
    assert why_not(["a", "b"], kind="filepicker") == "Too many files."
    assert why_not(["../../etc"], kind="filepicker") == "The file did not arrive; please add it once more."


UNANSWERED = [
    ("textfield", {}, "Write an answer."),
    ("textarea", {}, "Write an answer."),
    ("number", {}, "Write a number."),
    ("datetime", A_DATE, "Give the date."),
    ("radio", options("a"), "Choose an answer."),
    ("select", options("a"), "Choose an answer."),
    ("filepicker", {}, "Add a file."),
]


@pytest.mark.parametrize(("kind", "more", "sentence"), UNANSWERED)
def test_a_required_answer_that_is_missing(kind: str, more: dict[str, Any], sentence: str) -> None:
    assert why_not(None, kind=kind, validate={"required": True}, **more) == sentence
    assert why_not("", kind=kind, validate={"required": True}, **more) == sentence


def test_inputs_show_what_was_typed_even_when_it_is_wrong() -> None:
    form = form_of(part("number", "hours"), part("datetime", "born_on", **A_DATE))
    raw = parse_submission(form, {"hours": ["daudz"], "born_on-day": ["32"], "born_on-month": ["x"]})
    assert fill_inputs(form, raw) == {
        "hours": ["daudz"],
        "born_on-day": ["32"],
        "born_on-month": ["x"],
        "born_on-year": [""],
    }
