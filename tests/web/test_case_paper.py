"""The whole file of a case on paper: for the office all of it, for its people their part, and it is noted."""

from __future__ import annotations

from datetime import date

from engine.persistence import rows
from engine.persistence.tables.records import ReadLog
from tests.processes.roads import in_force
from tests.web.test_letter_papers import fetched, words
from tests.web.town import Town

FEBRUARY = "2026-02"


def a_case_with_a_month(town: Town) -> str:
    in_force(town, first_day=date(2026, 2, 2))
    town.on(date(2026, 2, 28))
    town.complete("enter_month", period=FEBRUARY, entries={"2026-02-10": 240}, signed=True)
    return f"/cases/{town.case_id}/file.pdf"


def test_the_office_prints_people_decisions_contracts_months_course_and_letters(town: Town) -> None:
    address = a_case_with_a_month(town)
    assert address in town.guest("caseworker").get(f"/cases/{town.case_id}").links
    printed = words(fetched(town, "caseworker", address))
    for part in (
        "Lieta 2026-000001: Anna Bērziņa",
        "Cilvēki",
        "Lēmumi",
        "2026-000001/L1",
        "Līgumi",
        "2026-000001/A1",
        "2026. gada februāris",
        "Kas ir noticis",
        "Dokumenti",
        "Lēmums Nr. 2026-000001/L1",  # the letter itself
        "Līgums par asistenta pakalpojumu",
    ):
        assert part in printed, part


def test_each_reading_is_noted_and_nobody_prints_a_strangers_case(town: Town) -> None:
    address = a_case_with_a_month(town)
    fetched(town, "caseworker", address)
    fetched(town, "anna", address)
    noted = town.read(lambda session: rows.every(session, ReadLog, purpose="case_paper"))
    assert len(noted) == 2
    for stranger in ("marta", "finance", "administrator"):
        assert town.guest(stranger).get(address).status == 404, stranger


def test_a_party_prints_no_more_than_they_may_read(town: Town) -> None:
    address = a_case_with_a_month(town)
    office, anna = words(fetched(town, "caseworker", address)), words(fetched(town, "anna", address))
    assert (office.count("Dzimšanas datums"), anna.count("Dzimšanas datums")) == (2, 1)
