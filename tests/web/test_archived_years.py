"""Pages that tell what was done say plainly where the rest of it lies once a year was archived."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from engine.persistence import audit
from engine.persistence.tables.cases import ServiceCase
from engine.runtime import EVERY
from engine.upkeep.archives import archive
from tests.processes.claim_roads import OPENS, the_claim
from tests.processes.month_roads import both_sign, march
from tests.processes.roads import in_force
from tests.web.town import Town

NEXT_YEAR = datetime(2027, 1, 11, 8, 0, tzinfo=UTC)
SAID = {
    "lv": "Tas, kas darīts pirms 01.01.2027., glabājas arhīvā",
    "en": "What was done before 1 Jan 2027 lies in the archive",
}


def archived(town: Town, folder: Path) -> None:
    town.clock.move_to(NEXT_YEAR)
    with town.runtime.transaction(EVERY) as session:
        while audit.seal(session):
            pass
    assert archive(town.runtime, 2026, folder)


def test_the_course_of_a_case_says_what_lies_in_the_archive(town: Town, tmp_path: Path) -> None:
    in_force(town)
    address = f"/cases/{town.case_id}"
    before = town.guest("caseworker").get(address).text
    assert "Aizpildīt novērtēšanas anketu" in before
    assert "glabājas arhīvā" not in before
    archived(town, tmp_path)
    for name in ("caseworker", "anna"):
        for language, words in SAID.items():
            page = town.guest(name).get(f"{address}?lang={language}").text
            assert words in page
    page = town.guest("caseworker").get(address).text
    told = page[page.index('class="moj-timeline"') :]
    assert "Aizpildīt novērtēšanas anketu" not in told
    assert "Lēmums par asistenta pakalpojumu" in told  # letters are all here
    assert "Aizpildīt novērtēšanas anketu" in town.guest("caseworker").get(f"{address}?section=tasks").text


def test_a_case_opened_after_the_archived_years_misses_nothing(town: Town, tmp_path: Path) -> None:
    in_force(town)
    with town.runtime.transaction(EVERY) as session:
        session.get_one(ServiceCase, town.case_id).opened_on = NEXT_YEAR.date()
    archived(town, tmp_path)
    assert "glabājas arhīvā" not in town.guest("caseworker").get(f"/cases/{town.case_id}").text


def test_a_claim_says_that_its_days_lie_in_the_archive(town: Town, tmp_path: Path) -> None:
    march(town)
    both_sign(town)
    town.on(OPENS)
    address = f"/claims/{the_claim(town).id}"
    assert "glabājas arhīvā" not in town.guest("finance").get(address).text
    archived(town, tmp_path)
    page = town.guest("finance").get(address)
    assert page.status == 200
    assert SAID["lv"] in page.text
