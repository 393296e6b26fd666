"""A provider organisation reads its own contracts and months, and nothing else."""

from __future__ import annotations

import re
from io import BytesIO

from engine.domain.rights import Role
from engine.people import people
from engine.people.people import NewAccount
from engine.persistence import rows
from engine.persistence.tables.cases import Contract
from engine.persistence.tables.months import ServiceMonth
from tests.processes.claim_roads import OPENS, all_signed, approved, the_claim, three_contracts
from tests.web.town import PASSWORD, Answer, Guest, Town


def test_its_own_contracts_and_months_and_nothing_else(town: Town) -> None:
    cases = three_contracts(town)
    sia = _signed_in(town)
    home = sia.get("/")
    assert home.heading == "Mūsu līgumi"
    assert "Kārlis" in home.text
    assert "Anna" not in home.text
    months = town.read(lambda session: rows.every(session, ServiceMonth))
    own = {f"/months/{one.id}" for one in months if one.case_id == cases["karlis"]}
    assert {link for link in home.links if link.startswith("/months/")} == own
    for one in months:
        page = sia.get(f"/months/{one.id}")
        assert page.status == (200 if one.case_id == cases["karlis"] else 404)
        assert 'name="_action"' not in page.text
    for address in (f"/cases/{cases['karlis']}", "/cases", "/months", "/claims", "/users", "/release"):
        assert sia.get(address).status == 404, address
    assert sia.get("/tasks").goes_to == "/"


def test_the_organisation_sends_its_invoice_and_finance_finds_it_with_its_payment(town: Town) -> None:
    all_signed(town)
    town.on(OPENS)
    sia = _signed_in(town)
    address = f"/claims/{the_claim(town).id}/invoices"
    assert sia.get(address).status == 404
    assert "Rēķini" not in sia.get("/").text
    approved(town)
    assert address in sia.get("/").links
    assert "Gaida rēķinu" in sia.get("/").text

    wrong = _send(sia, address, "4,26")
    assert wrong.status == 422
    assert re.search(
        r"Rēķinā ir 4,26\s€, bet apstiprinātie mēneši kopā ir 4,25\s€: līgums L-2026/3, 2026-03: 4,25\s€",
        wrong.text,
    )
    assert 'value="4,26"' in wrong.text
    finance = town.guest("finance")
    assert "Gaida rēķinu" in finance.get(f"/claims/{the_claim(town).id}").text
    assert _send(finance, address, "4,25", provider="999").status in (404, 422)

    taken = _send(sia, address, "4,25")
    assert (taken.status, taken.goes_to) == (303, address)
    own = sia.get(address).text
    assert "Rēķins PA-7 saņemts, jāsamaksā" in own
    assert "/transfer" not in own
    page = finance.get(f"/claims/{the_claim(town).id}")
    [transfer] = [link for link in page.links if link.endswith("/transfer")]
    [attached] = [link for link in page.links if link.endswith("/attached")]
    assert "PA-7, asistenta pakalpojums" in finance.get(transfer).response.get_data(as_text=True)
    assert sia.get(attached).response.get_data() == b"%PDF-1.7"
    assert sia.get(transfer).status == 404
    assert town.guest("head").get(address).status == 404
    assert _send(sia, address, "4,25").status == 422


def _send(guest: Guest, address: str, amount: str, provider: str = "") -> Answer:
    guest.get(address)
    typed = {"number": "PA-7", "day": "2026-04-08", "amount": amount, "provider": provider}
    file = (BytesIO(b"%PDF-1.7"), "rekins.pdf")
    return guest.send(address, {"csrf_token": guest.token, **typed, "file": file})


def _signed_in(town: Town) -> Guest:
    """The organisation under whose contract Kārlis gets the service."""
    [contract] = town.read(lambda session: rows.every(session, Contract, provider_id__not=None))
    account = NewAccount(
        "sia", "SIA", PASSWORD, frozenset({Role.PROVIDER_ORGANISATION}), provider_id=contract.provider_id
    )
    people.add(town.runtime, town.tenant, account)
    return town.guest("sia")


def test_its_months_and_the_invoices_of_a_claim_are_taken_as_files(town: Town) -> None:
    all_signed(town)
    town.on(OPENS)
    approved(town)
    sia, claim = _signed_in(town), f"/claims/{the_claim(town).id}"
    home = sia.get("/")
    assert "/list.csv" in home.links
    own = sia.get("/list.csv").response.get_data().decode("utf-8-sig")
    assert "2026-03;Kārlis" in own
    assert "Anna" not in own
    assert re.search(r"Rēķini\r\nMēnesis;Summa;Stāvoklis\r\n2026-03;4,25;Gaida rēķinu", own)
    assert f"{claim}/invoices/list.xlsx" in sia.get(f"{claim}/invoices").links
    invoices = sia.get(f"{claim}/invoices/list.csv").response.get_data().decode("utf-8-sig")
    assert [line.split(";")[2] for line in invoices.splitlines()] == ["Summa", "4,25"]
    whole = town.guest("finance").get(f"{claim}/list.csv").response.get_data().decode("utf-8-sig")
    assert [line for line in whole.splitlines() if ";" not in line and line] == [
        "Rindas",
        "Izmaksāts caur algu uzskaiti",
        "Pakalpojuma sniedzēju rēķini",
    ]
    for name in ("anna", "janis", "caseworker"):
        assert town.guest(name).get("/list.csv").status == 404
