"""Stories about the letter that tells an assistant how the pay of a month came about."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from engine.documents.plain_text import letter_text
from engine.persistence import rows
from engine.persistence.tables.people import Language, Person
from engine.persistence.tables.releases import Release
from tests.processes import old_roads
from tests.processes.driver import Story
from tests.processes.month_roads import MARCH, both_sign, march
from tests.processes.test_journeys import BY_CAR, JUDGED, TICKET
from tests.web.reckoning import reckoned

OVER = {f"2026-03-{day:02d}": 480 for day in range(2, 14)}  # 96 h where 80 are granted
KIND = "month_statement"
OF_THE_LAW = {
    "lv": [
        "Ierakstītais un parakstītais laiks: 10 h",
        "Apmaksājamais laiks: 10 h",
        "10 st. = 600 minūtes; 600 × 5,4200 € ÷ 60 = 54,20 €.",
        "5,4200 € stundā, spēkā no 01.01.2024.; avots: ",
        "Bruto atlīdzība: 54,20 € ÷ (100 % + 23,59 %) = 43,85 €.",
        "Atlīdzība pirms nodokļiem: 43,85 EUR",
        "kas nav spēkā esošs normatīvais akts",
    ],
    "en": [
        "Entered and signed: 10 h",
        "To be paid: 10 h",
        "10 h = 600 minutes; 600 × €5.4200 ÷ 60 = €54.20.",
        "€5.4200 an hour, in force from 1 Jan 2024; source: ",
        "Gross pay: €54.20 ÷ (100% + 23.59%) = €43.85.",
        "Pay before taxes: 43.85 EUR",
        "which is not legislation in force",
    ],
}
OF_MK_942 = {
    "lv": [
        "500,00 € ÷ 160 = 3,1250 € par stundu.",
        "500,00 € mēnesī, spēkā no 01.01.2021.; avots: ",
        "4 st. = 240 minūtes; 240 × 3,1250 € ÷ 60 = 12,50 €.",
        "stunda valstij izmaksā 3,1250 € × (100 % + 23,59 %) = 3,8622 €.",
        "03.02.2021.: 12 km ar automašīnu, 7,5 l uz 100 km, 1,2500 € par litru: ",
        ": 12 × 7,5 ÷ 100 × 1,2500 € = 1,13 €.",
        "04.02.2021.: netiek apmaksāts: 1,50 €. Šis braucējs",
        "Transporta izdevumi kopā: 2,63 € − 1,50 € = 1,13 €.",
        "Transporta izdevumi: 1,13 EUR",
        "2012. gada 18. decembra noteikumi Nr. 942, transporta izdevumiem to 22.3. apakšpunkts",
    ],
    "en": [
        "€500.00 ÷ 160 = €3.1250 an hour.",
        "€500.00 a month, in force from 1 Jan 2021; source: ",
        "4 h = 240 minutes; 240 × €3.1250 ÷ 60 = €12.50.",
        "an hour costs the state €3.1250 × (100% + 23.59%) = €3.8622.",
        "3 Feb 2021: 12 km by car, 7.5 l per 100 km, €1.2500 a litre: 12 × 7.5 ÷ 100 × €1.2500 = €1.13.",
        "4 Feb 2021: not paid: €1.50. This traveller",
        "Transport together: €2.63 − €1.50 = €1.13.",
        "Transport costs: 1.13 EUR",
        "Cabinet Regulation No. 942 of 18 December 2012, for transport its paragraph 22.3",
    ],
}


def reads(story: Story, who: str, language: str) -> None:
    with story.runtime.transaction(story.tenant) as session:
        rows.change(session, Person, {"language": Language(language)}, id=story.person_id(who))


def told(story: Story, language: str) -> str:
    """The one statement, whose sums come out; nobody but the assistant got one."""
    (letter,) = story.letters(KIND, to="janis")
    assert story.letters(KIND, to="anna") == []
    found = letter_text(letter.markdown)
    assert reckoned(found, language)
    return found.replace("\u00a0", " ")


@pytest.mark.parametrize("language", OF_THE_LAW)
def test_each_step_of_a_month_by_the_law_is_told(story: Story, language: str) -> None:
    march(story)
    reads(story, "janis", language)
    both_sign(story)
    story.month_is(MARCH, "ready")
    found = told(story, language)
    for words in OF_THE_LAW[language]:
        assert words in found, words


@pytest.mark.parametrize("language", OF_MK_942)
def test_each_step_of_a_month_under_mk_942_is_told(old_story: Story, language: str) -> None:
    story = old_story
    old_roads.in_force(story, hours={"hours_work": 8})
    old_roads.at_the_end_of(story)
    reads(story, "janis", language)
    story.complete(
        "enter_report",
        period=old_roads.FEBRUARY,
        signed=True,
        entries_work={"2021-02-03": 240},
        journeys_made=True,
        journeys=[BY_CAR, {**TICKET, "traveller": "recipient"}],
    )
    story.complete("confirm_report", period=old_roads.FEBRUARY, verdict="confirmed")
    story.complete("judge_transport", period=old_roads.FEBRUARY, **JUDGED)
    found = told(story, language)
    for words in OF_MK_942[language]:
        assert words in found, words


def test_the_allowance_is_told_with_its_number(old_story: Story) -> None:
    story = old_story
    old_roads.in_force(story, hours={"hours_work": 8})
    old_roads.at_the_end_of(story)
    story.complete(
        "enter_report",
        period=old_roads.FEBRUARY,
        signed=True,
        entries_work={"2021-02-03": 240},
        journeys_made=True,
        journeys=[{**BY_CAR, "km": Decimal(200)}],
    )
    story.complete("confirm_report", period=old_roads.FEBRUARY, verdict="confirmed")
    story.complete("judge_transport", period=old_roads.FEBRUARY, **{**JUDGED, "transport_allowance": True})
    found = told(story, "lv")
    assert "Transporta izdevumi kopā: 18,75 € − 13,28 € = 5,47 €." in found
    assert "spēkā no 01.01.2013." in found


def test_what_is_not_paid_is_told_with_its_reason(story: Story) -> None:
    march(story)
    both_sign(story, OVER)
    story.month_is(MARCH, "findings")
    assert story.letters(KIND, to="janis") == []  # nothing has been decided yet
    story.complete(
        "review_findings", period=MARCH, findings_verdict="accept_payable", findings_note="limit_applies"
    )
    found = told(story, "lv")
    assert "Daļa laika nav apmaksājama:" in found
    assert "vairāk, nekā" in found


def test_a_month_without_hours_has_none(story: Story) -> None:
    march(story)
    both_sign(story, {})
    story.month_is(MARCH, "ready")
    assert story.letters(KIND, to="janis") == []


def test_a_release_from_before_the_letter_sends_none(story: Story) -> None:
    """A month stays on the release that it was opened with; an older one lacks this letter."""
    march(story)
    runtime = story.runtime
    with runtime.reading(story.tenant) as session:
        release = runtime.release(session, rows.every(session, Release)[0].id)
    files = {path: data for path, data in release.files.items() if KIND not in path}
    assert len(files) == len(release.files) - 4
    runtime._releases[release.release_id] = replace(release, files=files)
    both_sign(story)
    story.month_is(MARCH, "ready")
    assert story.letters(KIND, to="janis") == []
