"""The page of tables: offered and given to those who may, unknown to all others."""

from __future__ import annotations

from engine.persistence import rows
from engine.persistence.tables.records import ReadLog
from tests.processes.roads import in_force
from tests.web.town import Town


def test_the_head_fetches_a_table_and_it_is_logged(town: Town) -> None:
    in_force(town)
    head = town.guest("head")
    page = head.get("/exports")
    assert {f"/exports/{kind}/2026" for kind in ("register", "decisions", "counts")} <= set(page.links)
    fetched = head.get("/exports/register/2026")
    assert (fetched.status, "010560-11011" in fetched.text) == (200, True)
    assert town.read(lambda session: rows.count(session, ReadLog, purpose="export_register")) == 2


def test_an_auditor_gets_the_counts_alone(town: Town) -> None:
    auditor = town.guest("auditor")
    assert "/exports/register/2026" not in auditor.get("/exports").links
    assert auditor.get("/exports/counts/2026").status == 200
    assert auditor.get("/exports/register/2026").status == 404
    assert auditor.get("/exports/everything/2026").status == 404
    assert town.guest("caseworker").get("/exports").status == 404
