"""A month through the pages: entered, confirmed by one button, changed back, reminded of."""

from __future__ import annotations

from datetime import date

from tests.processes.month_roads import MARCH, march
from tests.processes.roads import in_force
from tests.web.town import Answer, Guest, Town

HOURS = {"entries[2026-03-03].hours": "4", "entries[2026-03-10].hours": "6"}


def enter(janis: Guest, **changed: str) -> Answer:
    """The assistant enters ten hours and signs."""
    (address,) = [href for href in janis.get("/").links if href.startswith("/tasks/")]
    page = janis.get(address)
    assert page.heading == "Ierakstiet un parakstiet mēnesi"
    fields = {**HOURS, **changed, "signed": "true", "_version": page.value("_version"), "_action": "complete"}
    return janis.post(address, **fields)


def test_a_month_is_confirmed_with_two_taps_from_the_first_page(town: Town) -> None:
    march(town)
    assert enter(town.guest("janis")).goes_to == "/"
    anna = town.guest("anna")
    (address,) = {href for href in anna.get("/").links if href.startswith("/months/")}
    page = anna.get(address)
    assert "Apstiprināt un parakstīt" in page.text
    assert "10 st." in page.text
    form = page.text[page.text.index('action="/tasks/') :]
    task = form[len('action="') : form.index('"', len('action="'))]
    signed = anna.post(task, verdict="confirmed", _action="complete", _version="1")
    assert signed.goes_to == "/"
    town.month_is(MARCH, "ready")
    assert "Parakstīts. Paldies!" in anna.get("/").text


def test_what_the_page_showed_is_what_counts(town: Town) -> None:
    """The assistant took the month back after the page was opened: the button signs nothing."""
    march(town)
    janis, anna = town.guest("janis"), town.guest("anna")
    enter(janis)
    task = town.task("confirm_month").id
    month = f"/months/{town.month(MARCH).id}"
    assert "Ņemt mēnesi atpakaļ" in janis.get(month).text
    assert janis.post(f"{month}/change").goes_to == month
    assert anna.post(f"/tasks/{task}", verdict="confirmed", _action="complete", _version="1").status == 409
    town.month_is(MARCH, "open")


def test_only_the_assistant_takes_a_month_back(town: Town) -> None:
    march(town)
    enter(town.guest("janis"))
    month = f"/months/{town.month(MARCH).id}"
    for name in ("anna", "caseworker", "liga"):
        guest = town.guest(name)
        assert "Ņemt mēnesi atpakaļ" not in guest.get(month).text
        assert guest.post(f"{month}/change").status in (404, 409)
    town.month_is(MARCH, "assistant_signed")


def test_who_may_not_read_cases_is_not_led_to_one(town: Town) -> None:
    """A contract suspended all month is named to finance, and leads only the caseworker to its case."""
    in_force(town)
    town.on(date(2026, 2, 20))
    town.receives("service_suspended", suspended_from=date(2026, 2, 21), suspension_reason="hospital")
    town.on(date(2026, 3, 10))
    case = f"/cases/{town.case_id}"
    office, finance = (town.guest(name).get(f"/months?period={MARCH}") for name in ("caseworker", "finance"))
    assert "Anna Bērziņa" in finance.text
    assert (case in office.links, case in finance.links) == (True, False)
