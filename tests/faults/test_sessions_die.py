"""Whatever ends a session, every process refuses it with the next request, within a second."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest

from engine.clock import VirtualClock
from engine.domain.rights import Actor, Role
from engine.people import (
    entrances,
    outside_identities,
    own_passwords,
    passkeys,
    people,
    second_factor,
    sessions,
    visitors,
)
from engine.people.passkey_sites import Site
from engine.persistence import rows
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.sign_ins import Passkey
from engine.runtime import EVERY, Runtime
from engine.sign_in_providers import Provider, Says
from tests.faults.conftest import ADAPTERS, Count, NewPlace
from tests.faults.house import BEGINS, Place, open_place, person
from tests.faults.nursery import Nursery
from tests.faults.page_servers import Browser, Servers, page_servers
from tests.soft_key import SoftKey
from tests.web.town import PASSWORD, QUICK

PROCESSES = 2
LONGEST = 1.0  # seconds from the deed's commit to the last refusal
NEW = "pavisam cita gara parole"
SITE = Site("asistents.example", "https://asistents.example")
ELSEWHERE = Provider(
    "entra", "Entra", "https://login.example", "asistents", Path("secret"), "oid", Says.IDENTIFIER
)


@dataclass(frozen=True)
class Office:
    """The installation as this process sees it, and two more that serve its pages."""

    runtime: Runtime
    clock: VirtualClock
    servers: Servers

    @property
    def ilze(self) -> Actor:
        """Whose sessions die."""
        return person(self.runtime, "ilze")

    def sign_in(self) -> Browser:
        """Ilze in a new browser, seen by every process; her account is as on its first day."""
        people.enable(self.runtime, "ilze")
        browser = self.servers.browser("10.0.0.1")
        assert browser.sign_in(0, "ilze", PASSWORD)[0] == 303
        assert [browser.is_in(at) for at in range(PROCESSES)] == [True] * PROCESSES
        return browser


def token(browser: Browser) -> str:
    return browser.cookies["asistents_session"]


def other_session(office: Office) -> str:
    """Another browser of hers, from which the deed is done."""
    here = entrances.sign_in(office.runtime, "ilze", PASSWORD, address="10.0.0.2")
    return here.token


def change_own_password(office: Office, _browser: Browser) -> None:
    here = other_session(office)
    own_passwords.change_own_password(office.runtime, here, PASSWORD, NEW, address="10.0.0.2")


def end_one(office: Office, browser: Browser) -> None:
    found = sessions.own(office.runtime, office.ilze.user_id, token(browser))
    sessions.end(office.runtime, office.ilze.user_id, next(one.key for one in found if one.is_this))


def with_authenticator(office: Office, take_off: Callable[[str], None]) -> None:
    here = other_session(office)
    second_factor.begin(office.runtime, office.ilze)
    setup = second_factor.setup(office.runtime, office.ilze)
    assert setup is not None
    code = pyotp.TOTP(setup.secret.replace(" ", "")).at(office.runtime.clock.now())
    second_factor.confirm(office.runtime, office.ilze, code)
    take_off(here)


def take_off_factor(office: Office, _browser: Browser) -> None:
    with_authenticator(
        office, lambda _here: second_factor.take_off(office.runtime, office.ilze.user_id, by=None)
    )


def give_up_factor(office: Office, _browser: Browser) -> None:
    with_authenticator(office, lambda here: second_factor.give_up(office.runtime, office.ilze, here))


def take_off_key(office: Office, _browser: Browser) -> None:
    here, ilze = other_session(office), office.ilze
    answer = SoftKey().make(passkeys.begin(office.runtime, ilze, here, SITE))
    passkeys.add(office.runtime, ilze, here, SITE, name="atslēga", credential=answer)
    with office.runtime.reading(EVERY) as session:
        (key,) = rows.every(session, Passkey)
    passkeys.take_off(office.runtime, ilze, key.id, here)


def unlink(office: Office, _browser: Browser) -> None:
    ilze = office.ilze.user_id
    outside_identities.link(office.runtime, ELSEWHERE, ilze, "7c3f", by=ilze)
    (tie,) = outside_identities.linked(office.runtime, ilze)
    outside_identities.unlink(office.runtime, ilze, tie.identity_id, by=ilze)


DEEDS: dict[str, Callable[[Office, Browser], object]] = {
    "disabled": lambda office, _: people.disable(office.runtime, "ilze"),
    "other roles": lambda office, _: people.set_roles(office.runtime, "ilze", [Role.CASEWORKER]),
    "password set by an administrator": lambda office, _: people.set_password(office.runtime, "ilze", NEW),
    "own password changed elsewhere": change_own_password,
    "signed out": lambda office, browser: visitors.sign_out(office.runtime, token(browser)),
    "ended from the list": end_one,
    "all others ended": lambda office, _: sessions.end_others(
        office.runtime, office.ilze.user_id, other_session(office)
    ),
    "second factor taken off by an administrator": take_off_factor,
    "second factor given up elsewhere": give_up_factor,
    "key taken off elsewhere": take_off_key,
    "account elsewhere unlinked": unlink,
}


@pytest.fixture(params=[name for name in ADAPTERS if name != "procrastinate"])
def office(
    request: pytest.FixtureRequest, new_place: NewPlace, nursery: Nursery, tmp_path: Path
) -> Iterator[Office]:
    """Two processes over either database."""
    place: Place = new_place(request.param)
    clock = VirtualClock(BEGINS)
    runtime = open_place(place, clock)
    with page_servers(nursery, place, tmp_path, PROCESSES, quick=True) as running:
        yield Office(runtime, clock, running)
    runtime.database.close()


def test_every_deed_ends_the_session_in_every_process(office: Office, count: Count) -> None:
    hashed = QUICK.hash(PASSWORD)
    found: dict[str, list[bool]] = {}
    slowest = 0.0
    for name, deed in DEEDS.items():
        with office.runtime.transaction(EVERY) as session:
            fresh = {"password_hash": hashed, "password_changed_at": BEGINS - timedelta(days=1)}
            rows.change(session, UserAccount, fresh, user_name="ilze")
        browser = office.sign_in()
        browsers = [replace(browser, cookies=dict(browser.cookies)) for _ in range(PROCESSES)]
        deed(office, browser)
        done = time.monotonic()
        found[name] = [browsers[at].is_in(at) for at in range(PROCESSES)]
        slowest = max(slowest, time.monotonic() - done)
    assert found == dict.fromkeys(DEEDS, [False] * PROCESSES)
    assert slowest <= LONGEST
    count(29, "sessions_ended", len(DEEDS) * PROCESSES)
    count(29, "slowest_ms", int(slowest * 1000))
