"""The page of control: drawn, checked, unknown to those who do not check."""

from __future__ import annotations

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
