"""Signing in with an account elsewhere, against a real provider: Entra's shape and the state's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from engine.clock import SystemClock
from engine.identity_providers import exchange, metadata
from engine.identity_providers.exchange import LEEWAY
from engine.people import outside_identities, outside_journeys, second_factor
from engine.persistence import rows
from engine.persistence.tables.accounts import UserAccount, WebSession
from engine.persistence.tables.outside_sign_ins import OutsideIdentity
from engine.persistence.tables.records import AuditEvent
from engine.runtime import EVERY
from engine.sign_in_providers import Says
from tests.provider_house import ProviderHouse, provider_house
from tests.web.test_account import set_up
from tests.web.town import Guest, Town

OID = "7c3f0000-aaaa-bbbb-cccc-000000000001"
STATE = {"claim": "serial_number", "says": Says.PERSONAL_CODE}


@dataclass
class Street:
    """The town, and a provider beside it."""

    town: Town
    house: ProviderHouse

    def leave(self, key: str = "entra", next_url: str = "") -> tuple[Guest, str]:
        """Somebody presses the provider's button; their browser, and where it is sent."""
        guest = self.town.stranger()
        sent = guest.get(f"/sign-in/with/{key}?next={next_url}")
        assert sent.status == 303, sent.text
        assert sent.goes_to is not None
        return guest, sent.goes_to

    def come_in(
        self, subject: str, key: str = "entra", next_url: str = ""
    ) -> tuple[Guest, int, str | None, str]:
        """All the way there and back."""
        guest, address = self.leave(key, next_url)
        back = guest.get(self.house.sign_in(address, subject))
        return guest, back.status, back.goes_to, back.text

    def link(self, name: str, value: str = OID, key: str = "entra") -> None:
        """As an administrator does it."""
        found = outside_journeys.provider(self.town.runtime, key)
        sandra = self.town.stage.cast["administrator"].user_id
        user_id = self.town.stage.cast[name].user_id
        outside_identities.link(self.town.runtime, found, user_id, value, by=sandra)

    def name_of(self, guest: Guest) -> str:
        """Whose page that is."""
        return (
            guest.get("/account")
            .text.split('autocomplete="username"')[0]
            .rsplit('value="', 1)[1]
            .split('"')[0]
        )


@pytest.fixture(scope="module")
def house() -> Iterator[ProviderHouse]:
    """One process for all."""
    with provider_house() as running:
        running.knows("ilze-there", oid=OID, preferred_username="ilze@ogre.example")
        running.knows("ilze-mfa", oid=OID, amr=["pwd", "mfa"])
        running.knows("anna-there", serial_number="PNOLV-010560-11011")
        running.knows("nobody-there", serial_number="PNOLV-010560-11012", oid="other")
        running.knows("empty-there")
        yield running


@pytest.fixture
def street(town: Town, house: ProviderHouse, tmp_path: Path) -> Street:
    """The town on today's clock, with two ways to sign in elsewhere."""
    town.clock.pass_time(SystemClock().now() - town.clock.now())  # tokens bear the machine's time
    metadata._kept.clear()
    providers = (
        house.provider(tmp_path, "entra", second_factor=frozenset({"mfa"})),
        house.provider(tmp_path, "state", **STATE),
    )
    town.runtime.settings = replace(town.runtime.settings, providers=providers)
    return Street(town.open_pages(), house)


def test_an_office_worker_comes_in_with_the_account_that_was_linked(street: Street) -> None:
    street.link("caseworker")
    page = street.town.stranger().get("/sign-in?next=/cases")
    assert "/sign-in/with/entra?next=%2Fcases" in page.text
    guest, status, goes_to, _ = street.come_in("ilze-there", next_url="/cases")
    assert (status, goes_to) == (303, "/cases")
    assert guest.get("/cases").status == 200
    assert guest.get("/users").status == 404  # what they may do is said here
    with street.town.runtime.reading(EVERY) as session:
        assert rows.count(session, AuditEvent, action="signed_in_from_outside") == 1
        (tie,) = rows.every(session, OutsideIdentity)
    assert OID not in tie.subject_hash


def test_a_recipient_comes_in_by_the_personal_code_of_the_state(street: Street) -> None:
    guest, status, goes_to, _ = street.come_in("anna-there", "state")
    assert (status, goes_to) == (303, "/")
    assert "Anna Bērziņa" in guest.get("/").text


def test_nobody_gets_an_account_by_coming(street: Street) -> None:
    before = street.town.dump()
    for subject, key in (("nobody-there", "state"), ("ilze-there", "entra"), ("empty-there", "entra")):
        _, status, _, text = street.come_in(subject, key)
        assert status == 400
        assert "vēlreiz" in text or "administratoram" in text
    assert street.town.dump() == before


def test_what_is_sent_along_is_a_code_flow_with_state_nonce_and_pkce(street: Street) -> None:
    _, address = street.leave()
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert asked["redirect_uri"] == "http://localhost/sign-in/back/entra"
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 43


def test_an_answer_counts_once_and_in_the_browser_that_was_sent(street: Street) -> None:
    street.link("caseworker")
    guest, address = street.leave()
    back = street.house.sign_in(address, "ilze-there")
    elsewhere = street.town.stranger().get(back)
    assert elsewhere.status == 400
    assert guest.get(back).status == 303
    replayed = guest.get(back)
    assert replayed.status == 400
    assert "izmantota" in replayed.text
    late, address = street.leave()
    back = street.house.sign_in(address, "ilze-there")
    street.town.clock.pass_time(timedelta(minutes=11))
    assert late.get(back).status == 400


@pytest.mark.parametrize(
    "spoilt",
    [
        "code=made-up&state={state}",
        "error=access_denied&state={state}",
        "",
        "code={code}",
        "state={state}",
        "code={code}&state={state}&iss=https%3A%2F%2Felsewhere.example",
        "code={code}&state=%00",
    ],
)
def test_a_spoilt_answer_is_a_sentence_and_no_error_of_ours(street: Street, spoilt: str) -> None:
    street.link("caseworker")
    guest, address = street.leave()
    asked = parse_qs(urlsplit(street.house.sign_in(address, "ilze-there")).query)
    values = {"state": asked["state"][0], "code": asked["code"][0]}
    answer = guest.get(f"/sign-in/back/entra?{spoilt.format_map(values)}")
    assert answer.status == 400
    assert "govuk-error-summary" in answer.text
    assert 'name="password"' in answer.text  # the local form stands there too
    assert guest.get("/sign-in/back/nobody?code=1").status == 404


def test_a_second_factor_elsewhere_counts_where_the_setting_says_so(street: Street) -> None:
    town = street.town
    street.link("caseworker")
    set_up(town, town.guest("caseworker"))
    _, status, goes_to, text = street.come_in("ilze-there")
    assert (status, goes_to) == (200, None)
    assert 'name="code"' in text
    _, status, goes_to, _ = street.come_in("ilze-mfa")
    assert (status, goes_to) == (303, "/")
    second_factor.take_off(town.runtime, town.stage.cast["caseworker"].user_id, by=None)
    town.runtime.settings = replace(town.runtime.settings, second_factor=("must",))
    for subject, opens in (("ilze-there", "/account/second-factor"), ("ilze-mfa", None)):
        guest, *_ = street.come_in(subject)
        assert guest.get("/cases").goes_to == opens


def test_a_closed_account_and_a_link_taken_away_let_nobody_in(street: Street) -> None:
    town, ilze = street.town, street.town.stage.cast["caseworker"].user_id
    street.link("caseworker")
    guest, *_ = street.come_in("ilze-there")
    (tie,) = outside_identities.linked(town.runtime, ilze)
    with town.runtime.transaction(EVERY) as session:
        rows.change(session, UserAccount, {"disabled_at": town.clock.now()}, id=ilze)
    assert street.come_in("ilze-there")[1] == 400
    with town.runtime.transaction(EVERY) as session:
        rows.change(session, UserAccount, {"disabled_at": None}, id=ilze)
    assert guest.get("/cases").status == 200
    outside_identities.unlink(town.runtime, ilze, tie.identity_id, by=ilze)
    assert guest.get("/cases").status == 302
    assert street.come_in("ilze-there")[1] == 400


def test_signing_out_ends_our_session_and_offers_the_provider_s_end(street: Street) -> None:
    street.link("caseworker")
    guest, *_ = street.come_in("ilze-there")
    guest.get("/account")
    assert guest.post("/sign-out").goes_to == "/sign-in?out=entra"
    with street.town.runtime.reading(EVERY) as session:
        assert rows.count(session, WebSession) == 0
    assert "/sign-in/out/entra" in guest.get("/sign-in?out=entra").links
    end = guest.get("/sign-in/out/entra").goes_to
    assert end is not None
    assert end.startswith(f"{street.house.issuer}/oauth2/end_session?client_id=asistents")
    assert "/sign-in/out/" not in guest.get("/sign-in?out=made-up").text


def test_new_keys_of_the_provider_are_fetched_and_old_ones_forgotten(street: Street) -> None:
    street.link("caseworker")
    assert street.come_in("ilze-there")[1] == 303
    street.house.stop()
    street.house.start()
    assert street.come_in("ilze-there")[1] == 400  # not asked again within the minute
    for kept in metadata._kept.values():
        kept.keys_at -= metadata.AGAIN + 1
    assert street.come_in("ilze-there")[1] == 303


def test_a_provider_that_is_away_leaves_the_local_form(street: Street, tmp_path: Path) -> None:
    street.link("caseworker")
    guest, address = street.leave()
    back = street.house.sign_in(address, "ilze-there")
    dead = ProviderHouse(1)
    street.town.runtime.settings = replace(
        street.town.runtime.settings,
        providers=(*street.town.runtime.settings.providers, dead.provider(tmp_path, "dead")),
    )
    gone = street.town.stranger().get("/sign-in/with/dead")
    street.house.stop()
    try:
        answers = [gone, guest.get(back)]
    finally:
        street.house.start()
    assert [one.status for one in answers] == [503, 503]
    assert all('name="password"' in one.text for one in answers)
    assert street.town.stranger().sign_in("caseworker").status == 303


def confirmed(street: Street) -> list[bool]:
    """Of each session: whether money may be approved in it now."""
    with street.town.runtime.reading(EVERY) as session:
        return [one.confirmed_at == street.town.clock.now() for one in rows.every(session, WebSession)]


def test_a_session_that_was_still_open_there_approves_no_money_until_they_show_anew_who_they_are(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    street.link("caseworker")
    with monkeypatch.context() as patch:
        patch.setattr(exchange, "FRESH", -LEEWAY)  # whatever the provider says was too long ago
        guest, status, *_ = street.come_in("ilze-there")
    assert status == 303
    assert confirmed(street) == [False]
    sent = guest.get("/sign-in/with/entra?again=1&next=/account").goes_to
    assert sent is not None
    asked = parse_qs(urlsplit(sent).query)
    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])
    assert guest.get(street.house.sign_in(sent, "ilze-there")).goes_to == "/account"
    assert confirmed(street) == [True]  # the same session goes on
    assert "apliecinājies" in guest.get("/account").text


def test_somebody_else_who_signs_in_there_confirms_nothing(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    street.link("caseworker")
    with monkeypatch.context() as patch:
        patch.setattr(exchange, "FRESH", -LEEWAY)
        guest, *_ = street.come_in("ilze-there")
    sent = guest.get("/sign-in/with/state?again=1").goes_to
    assert sent is not None
    assert guest.get(street.house.sign_in(sent, "anna-there")).status == 303
    assert "Anna Bērziņa" in guest.get("/").text  # a session of her own
    assert sorted(confirmed(street)) == [False, True]
