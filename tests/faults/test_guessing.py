"""Guessing passwords over four server processes: few reach the hash, and the account's owner gets in."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyotp
import pytest
from argon2 import PasswordHasher

from engine.clock import VirtualClock
from engine.people import second_factor
from engine.persistence import rows
from engine.persistence.tables.accounts import UserAccount
from engine.runtime import EVERY
from tests.faults.conftest import ADAPTERS, Count, NewPlace
from tests.faults.house import BEGINS, Place, open_place, person
from tests.faults.nursery import Nursery
from tests.faults.page_servers import Servers, page_servers
from tests.web.town import PASSWORD, QUICK

PROCESSES, AT_ONCE = 4, 16
PER_NAME, PER_ADDRESS = 10, 50  # in a quarter of an hour
HASHES_AT_ONCE = 2  # in a process: each takes 64 MB


@pytest.fixture(params=[name for name in ADAPTERS if name != "procrastinate"])
def guarded(request: pytest.FixtureRequest, new_place: NewPlace, long: bool) -> Place:
    """Ilze and Valdis have passwords, on either database."""
    found = new_place(request.param)
    runtime = open_place(found, VirtualClock(BEGINS))
    hashed = (PasswordHasher() if long else QUICK).hash(PASSWORD)
    with runtime.transaction(EVERY) as session:
        rows.change(session, UserAccount, {"password_hash": hashed}, user_name=["ilze", "valdis"])
    runtime.database.close()
    return found


@pytest.fixture
def servers(nursery: Nursery, guarded: Place, tmp_path: Path, long: bool) -> Iterator[Servers]:
    """Four processes over it."""
    with page_servers(nursery, guarded, tmp_path, PROCESSES, quick=not long) as running:
        yield running


def paper_of(place: Place, name: str) -> str:
    """A second factor of somebody; one of their codes on paper."""
    runtime = open_place(place, VirtualClock(BEGINS))
    actor = person(runtime, name)
    second_factor.begin(runtime, actor)
    setup = second_factor.setup(runtime, actor)
    assert setup is not None
    code = pyotp.TOTP(setup.secret.replace(" ", "")).at(BEGINS)
    papers = second_factor.confirm(runtime, actor, code)
    runtime.database.close()
    return papers[0]


def guess(servers: Servers, tries: list[tuple[str, str]]) -> list[int]:
    """Wrong passwords, many at once: (name, address) of each; what came back."""
    visitor = servers.browser("10.0.0.1")
    visitor.ask(0, "/sign-in")

    def one(numbered: tuple[int, tuple[str, str]]) -> int:
        number, (name, address) = numbered
        browser = servers.browser(address)
        browser.cookies, browser.token = dict(visitor.cookies), visitor.token
        return browser.sign_in(number, name, f"nav pareizā parole {number}")[0]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, enumerate(tries)))


def guesses_on_one_account(guarded: Place, servers: Servers, number: int) -> int:
    """Its owner gets in all the same; how many guesses reached the hash."""
    known = servers.browser("10.1.1.1")
    assert known.sign_in(0, "ilze", PASSWORD)[0] == 303
    paper = paper_of(guarded, "ilze")
    servers.hashes()
    answers = guess(servers, [("ilze", f"10.2.{one // 250}.{one % 250}") for one in range(number)])
    assert set(answers) == {422}
    reached = servers.hashes()
    assert len(reached) == PER_NAME
    assert max(reached) <= HASHES_AT_ONCE
    stranger = servers.browser("10.1.1.2")
    status, text = stranger.sign_in(1, "ilze", PASSWORD)
    assert (status, 'name="code"' in text) == (422, True)
    assert stranger.sign_in(2, "ilze", PASSWORD, code=paper)[0] == 303  # with the second factor
    assert all(stranger.is_in(at) for at in range(PROCESSES))
    known.cookies.pop("asistents_session")
    known.token = ""
    assert known.sign_in(3, "ilze", PASSWORD)[0] == 200  # from a browser that is known: the code is asked for
    return len(reached)


def one_guess_on_many_accounts(servers: Servers, number: int) -> int:
    """From one address, behind which an office sits; how many reached the hash."""
    office = "10.3.3.3"
    known = servers.browser(office)
    assert known.sign_in(0, "valdis", PASSWORD)[0] == 303
    servers.hashes()
    answers = guess(servers, [(f"name-{one}", office) for one in range(number)])
    assert set(answers) == {422}
    reached = servers.hashes()
    assert len(reached) == PER_ADDRESS
    assert max(reached) <= HASHES_AT_ONCE
    assert servers.browser(office).sign_in(1, "valdis", PASSWORD)[0] == 422  # a new browser there waits
    known.cookies.pop("asistents_session")
    known.token = ""
    assert known.sign_in(2, "valdis", PASSWORD)[0] == 303  # a colleague's browser does not
    assert servers.browser("10.3.3.4").sign_in(3, "valdis", PASSWORD)[0] == 303  # nor does anybody elsewhere
    return len(reached)


def test_few_guesses_reach_the_hash_and_nobody_is_shut_out(
    guarded: Place,
    servers: Servers,
    long: bool,
    count: Count,
) -> None:
    number = 1000 if long else 64
    assert guesses_on_one_account(guarded, servers, number) == PER_NAME
    assert one_guess_on_many_accounts(servers, number) == PER_ADDRESS
    count(28, "guesses_on_one_account", number)
    count(28, "accounts_guessed_at", number)
    count(28, "reached_the_hash", PER_NAME + PER_ADDRESS)
