"""Pages of the office: who has not confirmed, claims, incidents, users, the state of the house."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from engine.persistence import rows
from engine.persistence.tables.claims import ClaimFile
from engine.persistence.tables.jobs import Incident
from tests.processes.month_roads import MARCH, enters, march
from tests.web.busy_town import failed_step, make_busy
from tests.web.town import PASSWORD, Town


def test_who_has_not_confirmed_and_is_reminded_once_a_day(town: Town) -> None:
    march(town)
    march_url = f"/months?period={MARCH}"
    ilze = town.guest("caseworker")
    assert "Jānis Kalniņš" in ilze.get(march_url).text
    assert ilze.get(f"{march_url}&state=ready").text.count("data-row>") == 0
    assert ilze.post(f"/months/remind?period={MARCH}").goes_to == march_url
    assert "Uzrakstīti atgādinājumi: 1" in ilze.get(march_url).text
    ilze.post(f"/months/{town.month(MARCH).id}/remind?period={MARCH}")
    assert "Atgādinājumi nav nosūtīti" in ilze.get(march_url).text
    assert len(town.letters("month_reminder", to="janis")) == 1
    assert town.letters("month_reminder", to="anna") == []  # she cannot sign before Jānis has


def test_after_the_assistant_the_recipient_is_missing(town: Town) -> None:
    march(town)
    enters(town)
    page = town.guest("caseworker").get(f"/months?period={MARCH}")
    row = page.text[page.text.index("data-row>") :]
    assert "Anna Bērziņa (" in row[: row.index("Atgādināt<")]
    assert town.guest("auditor").get(f"/months?period={MARCH}").text.count("/remind") == 0


def test_a_month_that_is_none_is_said(town: Town) -> None:
    page = town.guest("caseworker").get("/months?period=2026-13")
    assert page.status == 400
    assert "2026-13" in page.text


def test_a_claim_leads_down_to_both_signatures_and_the_rate(town: Town) -> None:
    named = make_busy(town)
    finance = town.guest("finance")
    (claim,) = {href for href in finance.get("/claims").links if href == f"/claims/{named['claim_id']}"}
    page = finance.get(claim)
    line = f"{claim}/lines/{named['line_id']}"
    assert line in page.links
    evidence = finance.get(line).text
    assert "Anna Bērziņa" in evidence
    assert evidence.count("signer--signed") == 2
    assert "5,4200 €" in evidence
    assert "54,20 €" in evidence
    assert finance.get(f"/claims/{int(str(named['claim_id'])) + 1}/lines/{named['line_id']}").status == 404


def test_the_ministry_reads_numbers_and_no_names(town: Town) -> None:
    named = make_busy(town)
    page = town.guest("ministry").get(f"/claims/{named['claim_id']}")
    assert page.status == 200
    assert "Anna" not in page.text
    assert "2026-000001" in page.text
    assert not [href for href in page.links if "/lines/" in href or "/months/" in href]


def test_a_file_is_the_same_bytes_each_time(town: Town) -> None:
    named = make_busy(town)
    finance, address = town.guest("finance"), f"/claims/{named['claim_id']}/files"
    kept = town.read(lambda session: rows.every(session, ClaimFile, claim_id=named["claim_id"]))
    for made in kept:
        sent = finance.get(f"{address}/{made.kind}").response
        assert hashlib.sha256(sent.data).hexdigest() == made.sha256 == sent.headers["X-Checksum-Sha256"]
        assert made.file_name in sent.headers["Content-Disposition"]
    assert {made.kind for made in kept} == {"csv", "xlsx"}
    assert finance.get(f"{address}/payroll").status == 200
    assert town.guest("head").get(f"{address}/payroll").status == 404
    assert town.guest("ministry").get(f"{address}/payroll").status == 404
    assert finance.get(f"{address}/nonsense").status == 404


def test_a_retry_says_what_really_came_of_it(town: Town) -> None:
    named = make_busy(town)
    owner = town.guest("process_owner")
    page = owner.get("/incidents")
    assert "Asistenta pakalpojums pašvaldībā, lieta 2026-000001" in page.text
    assert "/monitor?process=assistant_service" in page.links
    assert "Aprēķināt stundas mēnesī" in page.text
    assert "ZeroDivisionError at calculate_hours:12" in page.text
    sent = owner.post(f"/incidents/{named['incident_id']}/retry")
    assert sent.goes_to == "/incidents"
    (incident,) = town.read(lambda session: rows.every(session, Incident))
    told = owner.get("/incidents").text
    if incident.resolved_at is None:
        assert "Tas neizdevās" in told or "flash--error" in told
    else:
        assert "Izdevās" in told
        assert owner.get("/incidents?state=solved").text.count('id="incident-') == 1
    assert incident.attempts == 1


def test_steps_stopped_for_one_cause_are_tried_together_and_the_page_says_how_many_failed_and_why(
    town: Town,
) -> None:
    named = make_busy(town)
    failed_step(town)
    failed_step(town, kind="of_a_kind_that_nobody_does")
    owner = town.guest("process_owner")
    assert "Tā paša iemesla dēļ apstājušies 3 soļi." in owner.get("/incidents").text
    sent = owner.post(f"/incidents/{named['incident_id']}/retry-alike")
    assert sent.goes_to == "/incidents"
    told = owner.get("/incidents").text
    assert "Izdevās: 2. Atkal neizdevās: 1. Iemesls: " in told
    assert "(KeyError)" in told
    assert told.count('id="incident-') == 1
    assert "Tā paša iemesla dēļ" not in told
    assert owner.get("/incidents?state=solved").text.count('id="incident-') == 2


def test_an_administrator_adds_somebody_who_can_come_in(town: Town) -> None:
    sandra = town.guest("administrator")
    sandra.get("/users")
    bad = sandra.post("/users", name="", user_name="jauna", roles=["caseworker"])
    assert (bad.status, bad.value("user_name")) == (422, "jauna")
    page = sandra.post("/users", name="Jauna Darbiniece", user_name="jauna", roles=["caseworker"])
    found = re.search(r"Pirmā parole: (\S+)", page.text)
    assert found is not None
    password = found[1].split("<")[0]
    assert password not in sandra.get("/users").text
    fresh = town.stranger()
    assert fresh.sign_in("jauna", password).goes_to == "/"
    assert fresh.get("/tasks").status == 200
    taken = sandra.post("/users", name="Cita", user_name="jauna", roles=["finance"])
    assert taken.status == 422


def test_a_closed_account_is_out_at_once_and_can_come_back(town: Town) -> None:
    sandra, gints = town.guest("administrator"), town.guest("other_finance")
    address = f"/users/{town.actor('other_finance').user_id}"
    assert gints.get("/claims").status == 200
    sandra.get(address)
    assert sandra.post(f"{address}/disable").goes_to == "/users"
    assert gints.get("/claims").status == 302
    assert town.stranger().sign_in("other_finance").status == 422
    assert sandra.post(f"{address}/enable").goes_to == "/users"
    assert town.stranger().sign_in("other_finance", PASSWORD).status == 303


def test_roles_count_at_once_and_nobody_changes_their_own(town: Town) -> None:
    sandra, gints = town.guest("administrator"), town.guest("other_finance")
    address = f"/users/{town.actor('other_finance').user_id}"
    sandra.get(address)
    assert sandra.post(address, roles=["auditor"]).goes_to == "/users"
    assert gints.get("/claims").status == 302  # whoever sat there comes in anew
    gints.sign_in("other_finance")
    assert gints.get("/cases").status == 200
    assert gints.get("/users").status == 404
    assert sandra.post(address).status == 422
    own = f"/users/{town.actor('administrator').user_id}"
    assert "cits administrators" in sandra.get(own).text
    for place, fields in ((own, {"roles": ["auditor"]}), (f"{own}/disable", {})):
        assert sandra.post(place, **fields).status in (400, 422)
    assert sandra.get("/users").status == 200


def test_a_new_password_ends_the_sessions_of_the_old_one(town: Town) -> None:
    sandra, gints = town.guest("administrator"), town.guest("other_finance")
    address = f"/users/{town.actor('other_finance').user_id}"
    sandra.get(address)
    page = sandra.post(f"{address}/password")
    found = re.search(r"Pirmā parole: ([0-9a-f-]+)", page.text)
    assert found is not None
    assert gints.get("/claims").status == 302
    assert town.stranger().sign_in("other_finance", PASSWORD).status == 422
    assert town.stranger().sign_in("other_finance", found[1]).status == 303
    assert sandra.post(f"/users/{town.actor('administrator').user_id}/password").status == 400


def test_the_house_says_that_it_is_well_and_nothing_else(town: Town) -> None:
    for address, words in (("/health", "ok\n"), ("/ready", "ready\n")):
        answer = town.stranger().get(address)
        assert (answer.status, answer.text) == (200, words)


def test_a_house_without_its_database_lives_but_is_not_ready(town: Town) -> None:
    """The disk with the file is gone, and comes back; tests/commands says the same of PostgreSQL."""
    town.runtime.settings = replace(town.runtime.settings, metrics_token="pulss")
    watcher, token = town.app.test_client(), {"Authorization": "Bearer pulss"}
    folder = Path(town.runtime.settings.database_url.removeprefix("sqlite:///")).parent
    town.runtime.database.close()
    away = folder.rename(folder.with_name(f"{folder.name}-away"))
    told = {
        address: (answer.status_code, answer.text)
        for address in ("/health", "/ready", "/metrics")
        for answer in [watcher.get(address, headers=token)]
    }
    away.rename(folder)
    sentence = "Not ready: the database cannot be asked; the log of this process says why.\n"
    assert told == {"/health": (200, "ok\n"), "/ready": (503, sentence), "/metrics": (503, sentence)}
    assert [watcher.get(one, headers=token).status_code for one in told] == [200, 200, 200]


def test_a_watcher_with_the_token_reads_numbers_and_no_names(town: Town) -> None:
    assert town.stranger().get("/metrics").status == 404
    town.runtime.settings = replace(town.runtime.settings, metrics_token="pulss")
    client = town.app.test_client()
    assert client.get("/metrics", headers={"Authorization": "Bearer cits"}).status_code == 404
    answer = client.get("/metrics", headers={"Authorization": "Bearer pulss"})
    assert answer.status_code == 200
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    numbers = {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}
    assert set(numbers) == {
        "asistents_running_instances", "asistents_open_tasks", "asistents_open_incidents",
        "asistents_waiting_mail", "asistents_job_lag_seconds", "asistents_timer_lag_seconds",
        'asistents_jobs{state="ready"}', 'asistents_jobs{state="leased"}', 'asistents_jobs{state="dead"}',
    }  # fmt: skip
    assert all(value >= 0 for value in numbers.values())


def test_every_page_carries_the_headers_that_protect_it(town: Town) -> None:
    for address in ("/sign-in", "/health", "/no-such-page"):
        headers = town.stranger().get(address).response.headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
    cookie = town.stranger().get("/sign-in").response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_guessing_is_slowed_down(town: Town) -> None:
    stranger = town.stranger()
    for _ in range(10):
        assert stranger.sign_in("caseworker", "wrong wrong wrong").status == 422
    page = stranger.sign_in("caseworker", PASSWORD)
    assert page.status == 422
    assert "Pārāk daudz mēģinājumu" in page.text


def test_the_claim_of_an_empty_month_is_a_page_too(town: Town) -> None:
    town.on(date(2026, 2, 12))
    finance = town.guest("finance")
    claim = next(href for href in finance.get("/claims").links if re.fullmatch(r"/claims/\d+", href))
    assert finance.get(claim).status == 200
