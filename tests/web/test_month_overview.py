"""The months at a glance: how many stand where, what still hangs, whose they are, in which order."""

from __future__ import annotations

from datetime import date

from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.months import MonthFinding, MonthState, ServiceMonth
from tests.processes.agreed import agree
from tests.processes.month_roads import FROM_MARCH, MARCH, both_sign, march, on_first_of_march
from tests.web.town import Town

LINE = 'class="data-table__main"'


def test_every_number_leads_to_the_list_that_it_counts(town: Town) -> None:
    march(town)
    page = town.guest("caseworker").get(f"/months?period={MARCH}")
    assert f"/months?period={MARCH}&state=open" in page.links
    assert page.text.count(LINE) == 1
    counted = town.guest("caseworker").get(f"/months?period={MARCH}&state=open")
    assert counted.text.count(LINE) == 1
    assert town.guest("caseworker").get(f"/months?period={MARCH}&state=paid").text.count(LINE) == 0


def test_what_hangs_from_earlier_months_stands_first_with_its_reason(town: Town) -> None:
    march(town)
    month = town.month(MARCH)
    with town.runtime.transaction(town.tenant) as session:
        rows.change(session, ServiceMonth, {"state": MonthState.FINDINGS}, id=month.id)
        finding = {
            "municipality_id": town.tenant.municipality_id,
            "month_id": month.id,
            "code": "over_grant",
            "day": None,
            "minutes": 5,
            "message": msg("the month is not over yet"),
            "resolved_by": None,
            "resolution": None,
            "at": town.clock.now(),
        }
        rows.insert_many(session, MonthFinding, [finding])
    page = town.guest("caseworker").get("/months?period=2026-05")
    assert "Nepabeigti iepriekšējie mēneši: 1" in page.text
    assert "mēnesis vēl nav beidzies" in page.text
    with town.runtime.transaction(town.tenant) as session:
        rows.change(session, ServiceMonth, {"state": MonthState.LATE}, id=month.id)
    assert "pēdējā diena bija" in town.guest("caseworker").get("/months?period=2026-05").text
    with town.runtime.transaction(town.tenant) as session:
        rows.change(session, ServiceMonth, {"state": MonthState.PAID}, id=month.id)
    assert "Nepabeigti" not in town.guest("caseworker").get("/months?period=2026-05").text


def test_the_list_is_narrowed_to_a_caseworkers_cases(town: Town) -> None:
    march(town)
    ilze, dace = town.actor("caseworker").user_id, town.actor("other_caseworker").user_id
    guest = town.guest("caseworker")
    assert guest.get(f"/months?period={MARCH}&worker=0").text.count(LINE) == 1
    with town.runtime.transaction(town.tenant) as session:
        rows.change(session, ServiceCase, {"caseworker_user_id": ilze}, id=town.case_id)
    assert guest.get(f"/months?period={MARCH}&worker={ilze}").text.count(LINE) == 1
    hers = guest.get(f"/months?period={MARCH}&worker={dace}")
    assert hers.text.count(LINE) == 0
    assert f"state=open&worker={dace}" not in " ".join(hers.links)
    assert guest.get(f"/months?period={MARCH}&worker=0").text.count(LINE) == 0
    assert guest.get(f"/months?period={MARCH}&worker=x&sort=y").text.count(LINE) == 1


def test_each_order_shows_the_same_months(town: Town) -> None:
    march(town)
    guest = town.guest("caseworker")
    for order in ("name", "state", "hours", "case"):
        page = guest.get(f"/months?period={MARCH}&sort={order}")
        assert page.text.count(LINE) == 1
    assert 'aria-sort="descending"' in guest.get(f"/months?period={MARCH}&sort=hours").text


def remind(town: Town, *chosen: int) -> str:
    """Send the chosen months; what the page says then."""
    ilze = town.guest("caseworker")
    ilze.get("/months")
    answer = ilze.post(f"/months/remind-chosen?period={MARCH}", month=list(chosen))
    assert answer.status == 303
    return ilze.get(str(answer.goes_to)).text


def test_chosen_months_are_reminded_of_and_the_page_says_why_others_are_not(town: Town) -> None:
    agree(town, "anna", "janis", FROM_MARCH)
    on_first_of_march(town)
    month = town.month(MARCH)
    assert "Vispirms izvēlieties vismaz vienu mēnesi" in remind(town)
    assert "mēnesis vēl nav beidzies (1)" in remind(town, month.id)
    town.on(date(2026, 3, 31))
    assert "Atgādināts: 1." in remind(town, month.id)
    assert "šodien jau atgādināts" in remind(town, month.id)
    both_sign(town)
    assert "nevienam vairs nav jāparaksta (1)" in remind(town, month.id)
    ilze = town.guest("caseworker")
    ilze.get("/months")
    assert ilze.post(f"/months/remind-chosen?period={MARCH}", month=987654).status == 404
