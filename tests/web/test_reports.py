"""The month's page under MK 942: what the hours were for, and confirmations that the office demands."""

from __future__ import annotations

import re

from tests.processes.old_roads import FEBRUARY, at_the_end_of, both_sign, in_force
from tests.web.town import Town


def test_the_caseworker_demands_a_confirmation_and_notes_that_it_came(old_town: Town) -> None:
    in_force(old_town, hours={"hours_work": 8, "hours_medical_institutions": 4})
    at_the_end_of(old_town)
    month = f"/months/{old_town.month(FEBRUARY).id}"
    office = old_town.guest("caseworker")
    assert "Pieprasīt apliecinājumu" in office.get(month).text
    assert office.post(f"{month}/evidence", purpose="medical_institutions").goes_to == month
    page = office.get(month)
    assert "apliecinājumu gaida līdz" in page.text
    assert "Gaida līdz 12.03.2021." in page.text
    both_sign(old_town, work={"2021-02-03": 240}, medical_institutions={"2021-02-04": 120})
    parties = old_town.guest("anna").get(month)
    assert "Gaida līdz 12.03.2021." in parties.text
    assert "Pieprasīt apliecinājumu" not in parties.text
    assert office.post(f"{month}/evidence/received", purpose="medical_institutions").goes_to == month
    assert "Atzīmēts: apliecinājums ir saņemts." in office.get(month).text
    old_town.month_is(FEBRUARY, "ready")
    assert "Pieprasīt apliecinājumu" not in office.get(month).text


def test_the_page_says_what_the_hours_were_for(old_town: Town) -> None:
    in_force(old_town)
    at_the_end_of(old_town)
    both_sign(old_town, work={"2021-02-03": 240, "2021-02-04": 60}, leisure={"2021-02-04": 90})
    page = old_town.guest("anna").get(f"/months/{old_town.month(FEBRUARY).id}").text
    shown = " ".join(re.sub(r"<[^>]+>", " ", page[page.index("Kam stundas izmantotas") :]).split())
    assert "Algots darbs, ceļš turp un atpakaļ 5 st. 8 stundas" in shown
    assert "cits brīvais laiks 1 st. 30 min 4 stundas" in shown


def test_a_refused_demand_is_told(old_town: Town) -> None:
    in_force(old_town)
    at_the_end_of(old_town)
    month = f"/months/{old_town.month(FEBRUARY).id}"
    office = old_town.guest("caseworker")
    office.post(f"{month}/evidence", purpose="education")
    assert "Šim mērķim stundas nav piešķirtas." in office.get(month).text
    assert old_town.guest("janis").post(f"{month}/evidence", purpose="work").status in (403, 404)
