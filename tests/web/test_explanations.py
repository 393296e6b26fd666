"""Whoever reads how a result came about can do the sum again: this test does it from the printed text."""

from __future__ import annotations

import html
import re

import pytest

from engine.domain.explanations import explained, value_said
from engine.domain.rules import Unit
from engine.messages_catalogue import say
from engine.persistence import rows
from engine.persistence.tables.records import Document
from tests.web.busy_town import Busy
from tests.web.reckoning import WrongSum, reckoned

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
    assert len([one for one in reckoned(page, language) if "÷" in one]) == 2
    busy.guest("finance").get("/claims?lang=lv")


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
