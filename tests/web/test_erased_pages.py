"""After an erasure no page breaks and none names the person: those about them say that the data are gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

import pytest

from engine.persistence import rows
from engine.persistence.tables.claims import ClaimLine, MinistryClaim
from engine.persistence.tables.instances import UserTask
from engine.persistence.tables.records import Document
from engine.retention import erasures
from tests.processes.claim_roads import approved, assistants_paid
from tests.processes.roads import in_force
from tests.processes.stage import Stage
from tests.web.town import Town

FEBRUARY = "2026-02"
GONE = ("Bērziņ", "010560", "anna@example.org", "Upes iela 3")


@pytest.fixture(scope="module")
def erased(founded: Stage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Anna had an assistant in 2026; in 2037 she was erased."""
    town = Town(founded.copy(tmp_path_factory.mktemp("erased")), reload=False).open_pages()
    in_force(town, first_day=date(2026, 2, 2))
    town.on(date(2026, 2, 28))
    town.complete("enter_month", period=FEBRUARY, entries={"2026-02-10": 240}, signed=True)
    town.complete("confirm_month", period=FEBRUARY, verdict="confirmed")
    town.receives("service_withdrawn", as_="anna", ends_on=date(2026, 2, 28))
    town.on(date(2026, 3, 10))
    approved(town, period=FEBRUARY)
    assistants_paid(town, period=FEBRUARY)
    town.clock.move_to(datetime(2037, 1, 4, 8, tzinfo=UTC))
    erasures.erase_person(town.runtime, town.actor("head"), town.person_id("anna"), "Termiņš ir beidzies.")
    yield town
    town.close()


def addresses(town: Town) -> Iterator[str]:
    """Every address about Anna, her case, its months, letters, tasks, claims; and every list."""
    claims = town.read(lambda s: [one.id for one in rows.every(s, MinistryClaim)])
    named: dict[str, Sequence[object]] = {
        "case_id": [town.case_id],
        "month_id": [town.month(FEBRUARY).id],
        "document_id": town.read(lambda s: [one.id for one in rows.every(s, Document)]),
        "task_id": town.read(lambda s: [one.id for one in rows.every(s, UserTask)]),
        "line_id": town.read(lambda s: [one.id for one in rows.every(s, ClaimLine)]),
        "claim_id": claims,
        "person_id": [town.person_id("anna")],
        "process_id": ["assistant_service"],
        "year": [2026],
        "kind": ["csv"],
    }
    for rule in town.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or not rule.arguments <= set(named):
            continue
        choices: list[dict[str, object]] = [{}]
        for name in rule.arguments:
            choices = [{**one, name: value} for one in choices for value in named[name]]
        yield from (built[1] for one in choices if (built := rule.build(one, append_unknown=False)))


@pytest.mark.parametrize("who", ["head", "finance", "auditor", "administrator", "janis"])
def test_no_page_breaks_and_none_names_her(erased: Town, who: str) -> None:
    guest = erased.guest(who)
    for address in addresses(erased):
        answer = guest.get(address)
        assert answer.status in (200, 302, 303, 400, 404, 405, 409, 410), (address, answer.status)
        assert [mark for mark in GONE if mark in answer.text] == [], address


def test_pages_about_her_say_that_the_data_are_gone(erased: Town) -> None:
    head, letter = erased.guest("head"), erased.letters("decision_granted")[0].id
    sections = ("course", "data", "people", "documents", "tasks", "months", "notes", "access", "diagram")
    gone = [f"/cases/{erased.case_id}?section={one}" for one in sections]
    gone += [f"/cases/{erased.case_id}/file.pdf", f"/letters/{letter}", f"/letters/{letter}.pdf"]
    gone += [f"/months/{erased.month(FEBRUARY).id}"]
    for address in gone:
        answer = head.get(address + ("&" if "?" in address else "?") + "lang=en")
        assert answer.status == 410, address
        assert "erased on" in answer.text
    assert erased.case().case_number in head.get("/cases").text
