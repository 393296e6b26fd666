"""Whoever reads how a result came about can do the sum again: this test does it from the printed text."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest

from engine.domain.explanations import explained, value_said
from engine.domain.rules import Unit
from engine.messages_catalogue import say
from engine.persistence import rows
from engine.persistence.tables.claims import ClaimLine
from engine.persistence.tables.records import Document
from tests.processes.claim_roads import approved
from tests.processes.old_roads import FEBRUARY, at_the_end_of, both_sign, in_force
from tests.web.busy_town import Busy
from tests.web.reckoning import WrongSum, reckoned
from tests.web.town import Town

LANGUAGES = ("lv", "en")


def words(page: str) -> str:
    """The page's text, each element of a list for itself."""
    text = re.sub(r"</li>|</p>|</dd>|</h\d>", "\n", page[page.index("<h1") :])
    return re.sub(r"[ \t]+", " ", re.sub(r"<[^>]+>", " ", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_decision_can_be_reckoned_again_from_its_page(busy: Busy, language: str) -> None:
    page = words(busy.guest("caseworker").get(f"/cases/{busy.named['case_id']}?lang={language}").text)
    found = reckoned(page, language)
    points = [
        int(one)
        for one in re.findall(
            r": (\d)\s*\n", page[: page.index("coefficient" if language == "en" else "koeficients")]
        )
    ]
    summed = next(one for one in found if one.count("+") == 11)
    assert summed == f"{' + '.join(map(str, points[-12:]))} = {sum(points[-12:])}"
    hours = next(one for one in found if "×" in one)
    assert f" {hours.rpartition(' ')[2]} " in page
    between = {
        "lv": r"(\d+) punkti ir robežās no (\d+) līdz (\d+)",
        "en": r"(\d+) points lie between (\d+) and (\d+)",
    }[language]
    ((score, least, most),) = [tuple(map(int, found)) for found in re.findall(between, page)]
    assert least <= score <= most
    assert score == sum(points[-12:])


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_number_of_a_decision_has_its_day_and_its_source(busy: Busy, language: str) -> None:
    page = words(busy.guest("caseworker").get(f"/cases/{busy.named['case_id']}?lang={language}").text)
    said = {"lv": ("spēkā no 01.01.2019.", "avots: "), "en": ("in force from 1 Jan 2019", "source: ")}[
        language
    ]
    for word in said:
        assert page.replace("\u00a0", " ").count(word) >= 2, word


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", ["caseworker", "janis"])
def test_the_pay_of_a_month_can_be_reckoned_again(busy: Busy, language: str, who: str) -> None:
    page = words(busy.guest(who).get(f"/months/{busy.named['month_id']}?lang={language}").text)
    found = reckoned(page, language)
    assert len(found) == 4  # minutes, pay, gross pay, contributions
    assert found[1].endswith("54,20" if language == "lv" else "54.20")
    assert ("spēkā no" if language == "lv" else "in force from") in page


def test_the_recipient_is_not_shown_what_the_assistant_earns(busy: Busy) -> None:
    page = words(busy.guest("anna").get(f"/months/{busy.named['month_id']}").text)
    assert "÷" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_of_a_claim_can_be_reckoned_again(busy: Busy, language: str) -> None:
    named = busy.named
    page = words(
        busy.guest("finance")
        .get(f"/claims/{named['claim_id']}/lines/{named['line_id']}?lang={language}")
        .text
    )
    found = [one for one in reckoned(page, language) if "÷" in one]
    assert len(found) == 3  # pay, gross pay, administration
    assert {"lv": "Administrēšanas izdevumus noapaļo vienreiz", "en": "Administration is rounded once"}[
        language
    ] in page
    busy.guest("finance").get("/claims?lang=lv")


@pytest.mark.parametrize("language", LANGUAGES)
def test_under_mk_942_the_rate_is_a_division_and_administration_a_percentage(
    old_town: Town, language: str
) -> None:
    """February 2021: 500 € ÷ 160 h, 23.59 % of contributions, 8 % of pay and transport."""
    in_force(old_town, hours={"hours_work": 8})
    at_the_end_of(old_town)
    both_sign(old_town, work={"2021-02-03": 241})
    month = old_town.guest("caseworker").get(f"/months/{old_town.month(FEBRUARY).id}?lang={language}").text
    old_town.on(date(2021, 3, 8))
    approved(old_town, period=FEBRUARY)
    (line,) = old_town.read(lambda session: rows.every(session, ClaimLine))
    page = old_town.guest("finance").get(f"/claims/{line.claim_id}/lines/{line.id}?lang={language}").text
    division, cost, percentage = {
        "lv": ("500,00 ÷ 160 = 3,1250", "3,1250 × ( 100 % + 23,59 % ) = 3,8622", "15,51 × 8 % = 1,2408"),
        "en": ("500.00 ÷ 160 = 3.1250", "3.1250 × ( 100 % + 23.59 % ) = 3.8622", "15.51 × 8 % = 1.2408"),
    }[language]
    assert {division, cost} < set(reckoned(words(month), language))
    assert {division, cost, percentage} < set(reckoned(words(page), language))
    since = {"lv": "spēkā no 01.01.2021.", "en": "in force from 1 Jan 2021"}[language]
    assert words(month).replace("\u00a0", " ").count(since) >= 2  # the wage, the contributions


def test_the_letter_says_the_sums_that_its_reader_can_do_again(busy: Busy) -> None:
    letters = busy.town.read(lambda session: rows.every(session, Document, kind="decision_granted"))
    for letter in letters:
        text = re.sub(r"\\(.)", r"\1", html.unescape(letter.markdown))
        found = reckoned(text, str(letter.language))
        assert len([one for one in found if one.count("+") == 11]) == 1
        assert [one for one in found if "×" in one]
        assert (
            text.count("spēkā no 01.01.2019." if letter.language == "lv" else "in force from 1 Jan 2019") >= 2
        )
        assert "MK 316 1. pielikuma 4.2. apakšpunkts" in text


def test_a_wrong_sum_is_found_out() -> None:
    assert reckoned("10\u00a0st. 1\u00a0min = 601 minūtes; 601 × 5,4200\u00a0€ ÷ 60 = 54,29\u00a0€.", "lv")[
        1
    ].endswith("54,29")
    for text in ("601 × 5,4200 ÷ 60 = 54,30", "2 + 3 = 6", "100,00 ÷ (100 % + 25 %) = 81,00"):
        with pytest.raises(WrongSum):
            reckoned(text, "lv")


def test_a_step_that_was_kept_before_numbers_had_an_origin_can_still_be_read() -> None:
    old = {"text": "{worked:duration} at {rate:rate} an hour: {amount:money}.",
           "values": {"worked": 600, "rate": "5.42", "amount": 5420}, "number": None}  # fmt: skip
    step = explained({**old, "values": {"worked": 600, "amount": 5420, "rate": 5}})
    assert step.origin is None
    assert say(step.message, "lv").startswith("10")
    assert say(value_said("no_limit", Unit.HOURS_PER_WEEK), "lv") == "bez ierobežojuma"
