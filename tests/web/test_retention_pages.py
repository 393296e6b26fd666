"""The page of retention: what is due, erased with a reason and the password; one person's erasure."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from engine.persistence import rows
from engine.persistence.tables.erasures import Erasure
from engine.retention import nightly
from tests.processes.roads import assessed, decided, in_force
from tests.web.town import PASSWORD, Town

REASON = "Termiņš ir beidzies."


def refused(town: Town) -> None:
    assessed(town, "anna", each=0)
    decided(town, "refused")
    town.on(date(2026, 3, 5))


def erased(town: Town) -> list[tuple[str, int]]:
    return [tuple(one) for one in town.read(lambda s: rows.values(s, Erasure, ("record", "object_id")))]


def test_what_is_due_is_erased_with_a_reason_and_the_password(town: Town) -> None:
    refused(town)
    head = town.guest("head")
    assert "It was not reckoned yet" in head.get("/retention?lang=en").text
    town.clock.move_to(datetime(2028, 3, 6, 8, tzinfo=UTC))
    nightly.look(town.runtime, date(2028, 3, 6))
    head = town.guest("head")
    page = head.get("/retention?lang=en")
    assert town.case().case_number in page.text
    assert "Applications without a contract" in page.text
    seen = page.value("fingerprint")
    assert head.post("/retention/erase", fingerprint=seen, reason="").status == 422
    town.clock.pass_time(timedelta(minutes=40))
    asked = head.post("/retention/erase", fingerprint=seen, reason=REASON)
    assert asked.status == 401
    assert erased(town) == []
    done = head.post("/retention/erase", fingerprint=seen, reason=REASON, _password=PASSWORD)
    assert done.status == 303
    assert erased(town) == [("application", town.case_id), ("person", town.person_id("anna"))]
    page = head.get("/retention?lang=en")
    assert "Nothing is due now" in page.text
    assert head.get(f"/cases/{town.case_id}").status == 410


def test_nothing_is_erased_that_was_not_shown(town: Town) -> None:
    refused(town)
    town.clock.move_to(datetime(2028, 3, 6, 8, tzinfo=UTC))
    head = town.guest("head")
    head.get("/retention")
    assert head.post("/retention/erase", fingerprint="0" * 16, reason=REASON).status == 303
    assert erased(town) == []
    page = head.get("/retention?lang=en")  # it was reckoned anew meanwhile
    assert "Tagad dzēšams kas cits" in page.text
    assert town.case().case_number in page.text


def test_one_person_is_erased_or_the_law_s_day_is_told(town: Town) -> None:
    in_force(town, first_day=date(2026, 2, 2))
    head, anna = town.guest("head"), town.person_id("anna")
    page = head.get(f"/people/{anna}/erasure?lang=en")
    assert f"Case {town.case().case_number} has not ended" in page.text
    assert "Erase for good" not in page.text
    assert head.get(f"/cases/{town.case_id}?section=people").links.count(f"/people/{anna}/erasure") == 1
    town.case_id = 0
    town.apply("pauls", disability_group="III")
    town.complete("check_application", application_complete=True)
    decided(town, "refused")
    town.on(date(2026, 3, 10))
    pauls = town.person_id("pauls")
    head = town.guest("head")
    page = head.get(f"/people/{pauls}/erasure?lang=en")
    assert "Pauls Kļaviņš" in page.text
    assert head.post(f"/people/{pauls}/erasure", reason="").status == 422
    assert head.post(f"/people/{pauls}/erasure", reason=REASON).status == 303
    assert ("person", pauls) in erased(town)
    assert "Kļaviņš" not in head.get("/cases").text
    assert town.guest("caseworker").get(f"/people/{anna}/erasure").status == 404
    assert town.stranger().sign_in("pauls").status != 303


def test_a_recipient_and_an_assistant_see_who_looked_in_which_role_and_why(town: Town) -> None:
    in_force(town, first_day=date(2026, 2, 2))
    town.guest("caseworker").get(f"/cases/{town.case_id}")
    town.guest("head").get(f"/people/{town.person_id('janis')}/erasure")
    anna, janis = town.guest("anna"), town.guest("janis")
    assert "/readers" in anna.get("/").links
    page = anna.get("/readers?lang=en").text
    for words in ("Ilze Ozola", "caseworker – works on the case", "the file of the case"):
        assert words in page
    assert "Valdis" not in page  # he looked at somebody else
    page = janis.get("/readers?lang=en").text
    assert "head of service – decides" in page
    assert "whether the data may be erased" in page
    assert "Ilze Ozola" not in page
    section = anna.get(f"/cases/{town.case_id}?section=access&lang=en").text
    assert "caseworker – works on the case" in section
