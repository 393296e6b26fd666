"""The page of control: drawn, checked, unknown to those who do not check."""

from __future__ import annotations

from tests.processes.old_roads import NEEDED
from tests.processes.old_roads import in_force as in_force_by_week
from tests.processes.roads import assessed, in_force
from tests.web.town import Town


def test_the_head_draws_and_records_a_check(town: Town) -> None:
    in_force(town)
    head = town.guest("head")
    page = head.get("/control")
    assert "0 no 1" in page.text
    assert head.post("/control/draw", seed="vasara").goes_to == "/control"
    page = head.get("/control")
    assert "vasara" in page.text
    address = next(one for one in ("/control/files/1",) if one in page.text)
    head.post(address, verdict="findings", findings="")
    assert "Ierakstiet, kas atklāts." in head.get("/control").text
    assert head.post(address, verdict="findings", findings="Trūkst paraksta.").goes_to == "/control#file-1"
    page = head.get("/control")
    assert "Trūkst paraksta." in page.text
    head.post("/control/draw")
    assert "izlase jau ir izlozēta" in head.get("/control").text


def test_an_auditor_reads_and_checks_but_does_not_draw(town: Town) -> None:
    in_force(town)
    auditor = town.guest("auditor")
    assert "/control/draw" not in auditor.get("/control").text
    assert auditor.post("/control/draw").status == 404
    assert auditor.post("/control/files/7", verdict="sound", findings="").status == 404
    assert town.guest("caseworker").get("/control").status == 404


def test_levels_stand_in_everyday_words(town: Town) -> None:
    assessed(town, "elina")
    page = town.guest("head").get("/control").text
    assert "Bērns, bez punktiem" in page
    assert ">child<" not in page


def test_both_weeks_stand_side_by_side_on_control_and_in_the_case(old_town: Town) -> None:
    """MK 942: no points, but hours a week for each purpose, first and second."""
    town = old_town
    in_force_by_week(town)
    town.receives("reassessment_ordered", as_="head", reassessment_reason="Lietā maz rakstīts.")
    head = town.guest("head")
    assert "Vēl nav izdarīts." in head.get("/control").text
    again = {**NEEDED, "hours_work": 12, "hours_medical_institutions": 2}
    town.complete("assess_activities_again", as_="other_caseworker", **again)
    case = f"/cases/{town.case_id}"
    for page in (head.get("/control").text, head.get(case).text, town.guest("caseworker").get(case).text):
        look = page[page.index("Lietā maz rakstīts.") :]
        rows = look[look.index("<tbody") : look.index("</tbody>")].split("<tr ")[1:]
        first, second = rows
        assert all(told in first for told in ("Ilze Ozola", ">12<", "turp un atpakaļ: 8", "brīvais laiks: 4"))
        assert all(told in second for told in ("Dace Liepa", ">14<", "atpakaļ: 12", "iestādes: 2"))
        assert "Punkti" not in look[: look.index("</table>")]
    assert "Lietā maz rakstīts." not in town.guest("anna").get(case).text
