"""The budget's page and the amounts that two people set, as a browser sees them."""

from __future__ import annotations

import re

from tests.processes.claim_roads import BANK
from tests.processes.month_roads import both_sign, march
from tests.web.town import Guest, Town

ADDRESS = "/budget/amounts"


def sends(guest: Guest, kind: str, amount: str, day: tuple[str, str, str] = ("1", "1", "2026")) -> int:
    guest.get(ADDRESS)
    fields = {f"in_force_from-{part}": one for part, one in zip(("day", "month", "year"), day, strict=True)}
    answer = guest.post(
        ADDRESS, kind=kind, amount=amount, source="Domes lēmums <b>12</b>", reason="Gada budžets", **fields
    )
    return answer.status


def approves(guest: Guest, number: int) -> int:
    guest.get(ADDRESS)
    return guest.post(f"{ADDRESS}/{number}/approve").status


def test_a_budget_is_set_by_two_and_the_page_says_when_money_runs_out(town: Town) -> None:
    march(town, "pauls", "liga", BANK)
    finance, head = town.guest("finance"), town.guest("head")
    assert "/budget" in finance.get("/claims").links
    assert finance.get("/budget").goes_to == "/budget/2026"
    assert "neviens to nav noteicis" in finance.get("/budget/2026").text
    assert sends(finance, "state_budget", "400") == 303
    assert sends(finance, "top_up_rate", "0,50", ("1", "3", "2026")) == 303
    assert f'action="{ADDRESS}/1/approve"' not in finance.get(ADDRESS).text
    assert f'action="{ADDRESS}/1/withdraw"' in finance.get(ADDRESS).text
    assert approves(finance, 1) == 409
    assert "2 summas gaida otru cilvēku" in head.get("/budget/2026").text
    assert (approves(head, 1), approves(head, 2)) == (303, 303)
    both_sign(town)
    page = head.get("/budget/2026")
    assert page.heading == "Budžets, 2026"
    assert "Valsts finansējums: beigsies (2026. gada oktobris)" in page.text
    assert "Pašvaldība pieliek 0,5000" in page.text
    assert "Domes lēmums &lt;b&gt;12&lt;/b&gt;" in page.response.get_data(as_text=True)
    used, *others = re.findall(r'<svg class="money__bars".*?</svg>', page.text, re.DOTALL)
    assert len(others) == 3  # the municipality's own money, the months, the purposes
    for picture in (used, *others):
        title, told = re.search(r'aria-labelledby="([\w-]+)" aria-describedby="([\w-]+)"', picture).groups()  # type: ignore[union-attr]
        assert f'<title id="{title}">' in picture
        assert f'<desc id="{told}">' in picture
        assert " style=" not in picture
    assert "Noteiktie 400,00 € beigsies (2026. gada oktobris)" in used
    assert "Noteikts: 400,00 €" in used
    crossed = [row for row in used.split('<text x="0"')[1:] if "-over)" in row]
    assert next(re.search(r">([^<]+)</text>", row)[1] for row in crossed) == "2026. gada oktobris"  # type: ignore[index]
    assert len(crossed) == 3  # October to December: before any of it is spent
    months, table = others[1], page.text.split('id="budget_months"')[1].split("</table>")[0]
    values = re.findall(r'text-anchor="end">([^<]+)</text>', months)
    assert len(values) == 10  # from March on
    assert [value for value in values if f">{value}</td>" not in table] == []
    month = head.get(f"/months/{town.month('2026-03').id}").text
    assert "Pašvaldības līdzfinansējums ar nodokļiem" in month
    assert "5,00" in month


def test_what_is_mistyped_is_said_beside_its_field_and_kept(town: Town) -> None:
    head = town.guest("head")
    assert sends(head, "top_up_rate", "puse", ("2", "3", "2026")) == 422
    head.get(ADDRESS)
    fields = {"in_force_from-day": "31", "in_force_from-month": "2", "in_force_from-year": "2026"}
    wrong = head.post(ADDRESS, kind="top_up_rate", amount="puse", source="", reason="Iemesls", **fields)
    assert wrong.status == 422
    for place in ("#amount", "#in_force_from-day", "#source"):
        assert f'href="{place}"' in wrong.text
    assert 'value="puse"' in wrong.text
    assert "Iemesls</textarea>" in wrong.text


def test_a_refusal_says_why(town: Town) -> None:
    finance, head = town.guest("finance"), town.guest("head")
    sends(finance, "municipal_budget", "1 000,50")
    head.get(ADDRESS)
    assert head.post(f"{ADDRESS}/1/refuse", decision_reason=" ").status == 422
    assert head.post(f"{ADDRESS}/1/refuse", decision_reason="Nav lēmuma").status == 303
    assert "Nav lēmuma" in finance.get(ADDRESS).text
    assert finance.post(f"{ADDRESS}/1/withdraw").status == 409
    assert finance.post(f"{ADDRESS}/99/withdraw").status == 404


def test_an_auditor_reads_and_sets_nothing(town: Town) -> None:
    sends(town.guest("finance"), "municipal_budget", "5")
    auditor = town.guest("auditor")
    page = auditor.get(ADDRESS)
    assert page.status == 200
    assert "Domes lēmums" in page.text
    assert "<form method" not in page.text.split("<h1")[1].split("</main>")[0]
    assert auditor.get("/budget/2026/files/xlsx").response.data.startswith(b"PK")
    assert auditor.get("/budget/2012").status == 404
