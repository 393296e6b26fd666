"""Small things people meet every day: amounts, the language switch, an empty sign-in, old months."""

from __future__ import annotations

import pytest

from engine.task_forms.conversion import typed_answers
from engine.task_forms.fields import NumberField, NumberUnit
from engine.task_forms.terms import Known
from tests.processes.month_roads import AFTER, MARCH, march
from tests.processes.roads import in_force
from tests.web.town import Town
from web.drawing.amounts import typed_amount, typed_euros

EUROS = NumberField(key="cents", unit=NumberUnit.EURO_CENTS)


@pytest.mark.parametrize(
    ("kept", "language", "in_input", "read"),
    [
        ("3930,56", "lv", "3 930,56", "3 930,56 €"),
        ("3930,56", "en", "3,930.56", "€3,930.56"),
        ("54,20", "lv", "54,20", "54,20 €"),
        ("1234567.80", "lv", "1 234 567,80", "1 234 567,80 €"),
        ("nav zināms", "lv", "nav zināms", "nav zināms €"),
    ],
)
def test_an_amount_is_grouped_as_everywhere(kept: str, language: str, in_input: str, read: str) -> None:
    assert typed_amount(kept, language).replace("\u00a0", " ") == in_input
    assert typed_euros(kept, language).replace("\u00a0", " ") == read


@pytest.mark.parametrize("written", ["3930,56", "3 930,56", "3\u00a0930,56", "3930.56", "3,930.56"])
def test_an_amount_may_come_back_as_it_was_shown(written: str) -> None:
    assert typed_answers(EUROS, written, Known({}, {}, {})) == {"cents": 393056}


def test_an_empty_sign_in_is_asked_for_both(town: Town) -> None:
    for name, password in (("", ""), ("caseworker", ""), ("  ", "x")):
        page = town.stranger().sign_in(name, password)
        assert page.status == 422
        assert "Ierakstiet lietotājvārdu un paroli." in page.text
    wrong = town.stranger().sign_in("caseworker", "nepareiza parole").text
    assert "Ierakstiet lietotājvārdu un paroli." not in wrong


def test_keys_are_explained_to_whoever_is_inside(town: Town) -> None:
    assert "data-opens-dialog" not in town.stranger().get("/sign-in").text
    assert "data-opens-dialog" in town.guest("caseworker").get("/tasks").text


def test_whoever_only_looks_whether_a_page_answers_is_shown_the_way_in(town: Town) -> None:
    answer = town.stranger().client.head("/tasks")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in?next=%2Ftasks")


def test_the_other_language_shows_the_same_page(town: Town) -> None:
    page = town.guest("caseworker").get("/tasks?view=mine&q=b%C4%93rz&lang=lv")
    assert "/tasks?view=mine&q=b%C4%93rz&lang=en" in page.links


def test_months_that_hang_are_not_forgotten_when_the_page_opens_on_a_newer_one(town: Town) -> None:
    march(town)
    ilze = town.guest("caseworker")
    hanging = "Nepabeigti iepriekšējie mēneši: 1"
    before = ilze.get("/months?period=2026-04").text
    assert hanging in before
    town.on(AFTER)
    town.month_is(MARCH, "late")
    ilze = town.guest("caseworker")
    page = ilze.get("/months?period=2026-04")
    assert hanging in page.text
    assert page.text.count("Nokavēts") > before.count("Nokavēts")
    assert f"/months?period={MARCH}" in page.links
    assert "Nepabeigti iepriekšējie mēneši" not in ilze.get(f"/months?period={MARCH}").text


def test_parties_reach_each_other_without_knowing_where_they_live(town: Town) -> None:
    in_force(town)
    address = f"/cases/{town.case_id}?section=people"
    for who, times in (("caseworker", 2), ("anna", 1)):
        page = town.guest(who).get(address).text
        assert "Jānis Kalniņš" in page
        assert page.count("<dt>Dzimšanas datums</dt>") == times
        assert page.count("<dt>Adrese</dt>") == times
