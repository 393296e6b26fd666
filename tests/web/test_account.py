"""Signing in from the outside: the code after the password, the own sessions, the password before money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pyotp
import pytest

from engine.clock import VirtualClock
from engine.persistence import rows
from engine.persistence.tables.municipal_amounts import MunicipalAmount
from tests.processes.roads import in_force
from tests.web.busy_town import FEBRUARY, amount_proposed
from tests.web.town import PASSWORD, Answer, Guest, Town
from web.drawing.device_words import device

FACTOR = "/account/second-factor"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def must(town: Town) -> Iterator[Town]:
    """A town whose installation demands a second factor of everybody in an office."""
    earlier = town.runtime.settings
    town.runtime.settings = replace(earlier, second_factor=("must",))
    yield town
    town.runtime.settings = earlier


def pass_time(town: Town, **step: float) -> None:
    clock = town.runtime.clock
    assert isinstance(clock, VirtualClock)
    clock.pass_time(timedelta(**step))


def code(town: Town, secret: str) -> str:
    return pyotp.TOTP(secret).at(town.runtime.clock.now())


def set_up(town: Town, guest: Guest) -> tuple[str, Answer]:
    """The secret, and the page with the codes for paper; the code that was typed is over."""
    assert guest.post(f"{FACTOR}/begin").goes_to == FACTOR
    page = guest.get(FACTOR)
    shown = re.search(r"<code>([A-Z2-7 ]+)</code>", page.text)
    assert shown is not None
    assert 'src="data:image/svg+xml;base64,' in page.text
    secret = shown[1].replace(" ", "")
    done = guest.post(f"{FACTOR}/confirm", code=code(town, secret))
    pass_time(town, minutes=1)
    return secret, done


def test_the_code_is_asked_for_on_a_page_of_its_own_and_opens_the_page_that_was_wanted(town: Town) -> None:
    secret, done = set_up(town, town.guest("caseworker"))
    assert len(re.findall(r"<code>[a-z2-9]{5}-[a-z2-9]{5}</code>", done.text)) == 10
    guest = town.stranger()
    asked = guest.sign_in("caseworker", PASSWORD, next="/cases")
    assert (asked.status, asked.heading) == (200, "Otrā faktora kods")
    assert guest.get("/tasks").goes_to == "/sign-in?next=%2Ftasks"  # half of the way is no way
    wrong = guest.post("/sign-in/code", code="000000", next="/cases")
    assert (wrong.status, wrong.value("next")) == (422, "/cases")
    come = guest.post("/sign-in/code", code=code(town, secret), next="/cases")
    assert (come.status, come.goes_to) == (303, "/cases")
    assert guest.get("/cases").status == 200


def test_a_code_without_a_password_leads_to_the_sign_in(town: Town) -> None:
    stranger = town.stranger()
    assert stranger.get("/sign-in/code").goes_to == "/sign-in"
    stranger.get("/sign-in")
    assert stranger.post("/sign-in/code", code="123456").goes_to == "/sign-in"


def test_what_was_typed_before_the_session_ended_passes_through_the_code_too(town: Town) -> None:
    secret, _ = set_up(town, town.guest("caseworker"))
    guest = town.stranger()
    guest.get("/sign-in")
    carried = {"carried.note": "zz uzrakstīts", "carried._version": "1"}
    sent = {"csrf_token": guest.token, "user_name": "caseworker", "password": PASSWORD, "next": "/tasks/1"}
    asked = guest.send("/sign-in", {**sent, **carried})
    assert asked.value("carried.note") == "zz uzrakstīts"
    wrong = guest.send(
        "/sign-in/code", {"csrf_token": guest.token, "code": "1", "next": "/tasks/1", **carried}
    )
    assert wrong.value("carried.note") == "zz uzrakstīts"
    assert code(town, secret) not in wrong.text


def test_where_it_is_demanded_nothing_else_opens_before_it_is_set_up(must: Town) -> None:
    guest = must.guest("caseworker")
    for address in ("/tasks", "/cases", "/account"):
        assert guest.get(address).goes_to == FACTOR
    assert (
        guest.post("/account/password", old_password=PASSWORD, new_password="pavisam cita parole").status
        == 404
    )
    assert guest.get("/settings").status == guest.get("/help").status == 200
    _, done = set_up(must, guest)
    assert done.status == 200
    assert guest.get("/tasks").status == 200
    assert guest.post(f"{FACTOR}/off", password=PASSWORD).status == 422
    assert must.guest("anna").get("/").status == 200  # a party is asked for nothing


def test_taking_it_off_and_new_codes_want_the_password(town: Town) -> None:
    guest = town.guest("caseworker")
    set_up(town, guest)
    for deed in ("codes", "off"):
        assert guest.post(f"{FACTOR}/{deed}", password="nav pareizā parole").status == 422
    renewed = guest.post(f"{FACTOR}/codes", password=PASSWORD)
    assert (renewed.status, renewed.text.count("<code>")) == (200, 10)
    assert guest.post(f"{FACTOR}/off", password=PASSWORD).goes_to == "/account"
    assert town.stranger().sign_in("caseworker").status == 303


def test_an_administrator_takes_it_off_on_the_page_of_the_account(town: Town) -> None:
    guest, sandra = town.guest("caseworker"), town.guest("administrator")
    page = f"/users/{town.actor('caseworker').user_id}"
    assert "second-factor/off" not in sandra.get(page).text
    set_up(town, guest)
    assert f'action="{page}/second-factor/off"' in sandra.get(page).text
    assert sandra.post(f"{page}/second-factor/off").goes_to == "/users"
    assert guest.get("/tasks").status == 302
    assert town.stranger().sign_in("caseworker").status == 303


def test_the_own_sessions_are_listed_and_ended(town: Town) -> None:
    here, there = town.guest("caseworker"), town.stranger()
    there.client.environ_base["HTTP_USER_AGENT"] = FIREFOX
    there.sign_in("caseworker")
    page = here.get("/account")
    assert "Firefox, Windows" in page.text
    assert "127.0.0.1" in page.text
    key = page.value("key")
    assert here.post("/account/sessions/end", key=key).goes_to == "/account"
    assert there.get("/tasks").status == 302
    here.get("/account")
    assert here.post("/account/sessions/end", key=key).status == 404
    others = [town.guest("caseworker") for _ in range(2)]
    assert here.post("/account/sessions/end-others").goes_to == "/account"
    assert [one.get("/tasks").status for one in (here, *others)] == [200, 302, 302]


def test_the_own_password_is_changed_with_the_old_one(town: Town) -> None:
    guest = town.guest("caseworker")
    new = "pavisam cita parole"
    for old, wanted, words in [
        ("nav pareizā parole", new, "Parole nav pareiza"),
        (PASSWORD, "Parole123456", "ko min vispirms"),
        (PASSWORD, "īsa", "vismaz 12"),
    ]:
        refused = guest.post("/account/password", old_password=old, new_password=wanted)
        assert (refused.status, words in refused.text) == (422, True)
        assert wanted not in refused.text
    assert guest.post("/account/password", old_password=PASSWORD, new_password=new).goes_to == "/account"
    assert guest.get("/tasks").status == 200
    assert town.stranger().sign_in("caseworker", new).status == 303


def test_whoever_approves_money_typed_the_password_lately_and_loses_nothing(town: Town) -> None:
    amount = amount_proposed(town)
    finance = town.guest("finance")
    pass_time(town, minutes=31)
    approve = f"/budget/amounts/{amount}/approve"
    asked = finance.post(approve, note="zz paliek")
    assert (asked.status, asked.heading) == (401, "Lūdzu, ievadiet paroli")
    assert asked.value("note") == "zz paliek"
    assert _state(town, amount) == "open"
    assert finance.post(approve, _password="nav pareizā parole").status == 422
    assert _state(town, amount) == "open"
    assert finance.post(approve, _password=PASSWORD).status == 303
    assert _state(town, amount) == "approved"


def test_whoever_signed_in_lately_is_not_asked_again(town: Town) -> None:
    amount = amount_proposed(town)
    finance = town.guest("finance")
    pass_time(town, minutes=29)
    assert finance.post(f"/budget/amounts/{amount}/approve").status == 303


def _state(town: Town, amount: int) -> str:
    return str(town.read(lambda session: rows.every(session, MunicipalAmount, id=amount)[0].state))


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (FIREFOX, "Firefox, Windows"),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537 Chrome/140.0 Mobile Safari/537.36",
            "Chrome, Android",
        ),
        (
            "Mozilla/5.0 (X11; CrOS x86_64) AppleWebKit/537 Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge, ChromeOS",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("curl/8.9 <script>", ""),
    ],
)
def test_a_browser_is_told_in_two_words(user_agent: str, words: str) -> None:
    assert device(user_agent) == words


def test_a_claim_is_approved_by_whoever_typed_the_password_lately(town: Town) -> None:
    in_force(town, first_day=date(2026, 2, 2))
    town.on(date(2026, 2, 28))
    town.complete("enter_month", period=FEBRUARY, entries={"2026-02-10": 240}, signed=True)
    town.complete("confirm_month", period=FEBRUARY, verdict="confirmed")
    town.on(date(2026, 3, 10))
    town.complete("review_claim", period=FEBRUARY, review_verdict="ready", review_note="")
    task = f"/tasks/{town.task('approve_claim', FEBRUARY).id}"
    head = town.guest("head")
    pass_time(town, minutes=31)
    version = head.get(task).value("_version")
    sent = {"approval": "approved", "_action": "complete", "_version": version}
    asked = head.post(task, **sent)
    assert (asked.status, asked.value("approval"), asked.value("_version")) == (401, "approved", version)
    assert head.post(task, **{**sent, "_action": "draft"}).status == 303  # a draft approves nothing
    assert town.task("approve_claim", FEBRUARY)
    version = head.get(task).value("_version")
    assert head.post(task, **{**sent, "_version": version}, _password=PASSWORD).goes_to == "/tasks"
    assert town.task("record_ministry_reply", FEBRUARY)
