"""Where somebody is signed in, and how that ends: at once, in every process."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from engine.domain.rights import Role
from engine.errors import EngineError, NotFound
from engine.people import people, sessions
from engine.people.people import SignedIn, SignInRefused
from engine.persistence import rows
from engine.persistence.keys import open_key_file
from engine.persistence.tables.sign_ins import SessionPlace
from engine.runtime import EVERY
from engine.settings import ROOT, read_settings
from tests.small_house import PASSWORD, SmallHouse, found_small

NEW = "pavisam cita parole"
OTHER_PROCESS = """
import sys
from engine.clock import VirtualClock
from engine.people import people
from engine.runtime import open_runtime
from engine.settings import read_settings
from tests.small_house import BEGINS
runtime = open_runtime(read_settings({}, database=sys.argv[1]), clock=VirtualClock(BEGINS), durable=False)
for line in sys.stdin:
    print("in" if people.visitor(runtime, line.strip()) else "out", flush=True)
"""


def sign_in(house: SmallHouse, name: str = "ilze", device: str = "Firefox, Linux") -> SignedIn:
    return people.sign_in(house.runtime, name, PASSWORD, address="10.0.0.1", device=device)


def is_in(house: SmallHouse, signed_in: SignedIn) -> bool:
    return people.visitor(house.runtime, signed_in.token) is not None


def test_somebody_sees_where_they_are_signed_in_and_nobody_else(house: SmallHouse) -> None:
    there = sign_in(house, device="Chrome, Android")
    sign_in(house, "dace")
    house.clock.pass_time(timedelta(minutes=5))
    here = sign_in(house)
    found = sessions.own(house.runtime, here.user_id, here.token)
    assert [(one.place.device, one.place.address, one.is_this) for one in found] == [
        ("Firefox, Linux", "10.0.0.1", True),
        ("Chrome, Android", "10.0.0.1", False),
    ]
    assert found[1].created_at == house.clock.now() - timedelta(minutes=5)
    assert all(there.token not in one.key for one in found)
    house.clock.pass_time(timedelta(minutes=58))  # the other one has been idle for too long
    assert len(sessions.own(house.runtime, here.user_id, here.token)) == 1


def test_one_session_is_ended_by_its_owner_only(house: SmallHouse) -> None:
    there, here, other = sign_in(house), sign_in(house), sign_in(house, "dace")
    (key,) = [one.key for one in sessions.own(house.runtime, here.user_id, here.token) if not one.is_this]
    with pytest.raises(NotFound):
        sessions.end(house.runtime, other.user_id, key)
    sessions.end(house.runtime, here.user_id, key)
    assert (is_in(house, there), is_in(house, here), is_in(house, other)) == (False, True, True)
    with house.runtime.reading(EVERY) as session:
        assert rows.count(session, SessionPlace) == 2  # gone with its session


def test_all_others_are_ended_at_once(house: SmallHouse) -> None:
    others, here, dace = [sign_in(house) for _ in range(3)], sign_in(house), sign_in(house, "dace")
    assert sessions.end_others(house.runtime, here.user_id, here.token) == 3
    assert [is_in(house, one) for one in [*others, here, dace]] == [False, False, False, True, True]


def test_a_new_password_of_one_s_own_leaves_this_session_alone(house: SmallHouse) -> None:
    there, here = sign_in(house), sign_in(house)
    house.clock.pass_time(timedelta(minutes=1))
    with pytest.raises(SignInRefused, match="password is not right"):
        people.change_own_password(house.runtime, here.token, "nav pareizā parole", NEW, address="10.0.0.1")
    with pytest.raises(EngineError, match="guessed first"):
        people.change_own_password(house.runtime, here.token, PASSWORD, "Parole123456", address="10.0.0.1")
    assert is_in(house, there)
    people.change_own_password(house.runtime, here.token, PASSWORD, NEW, address="10.0.0.1")
    assert (is_in(house, there), is_in(house, here)) == (False, True)
    with pytest.raises(SignInRefused):
        sign_in(house)
    people.sign_in(house.runtime, "ilze", NEW, address="10.0.0.1")


def test_ten_wrong_passwords_in_a_session_close_that_door_too(house: SmallHouse) -> None:
    here = sign_in(house)
    for number in range(10):
        with pytest.raises(SignInRefused, match="not right"):
            people.confirm(house.runtime, here.token, "nav pareizā parole", address=f"10.0.0.{number}")
    with pytest.raises(SignInRefused, match="Too many tries"):
        people.confirm(house.runtime, here.token, PASSWORD, address="10.0.0.99")


def test_typing_the_password_again_is_remembered_with_the_session(house: SmallHouse) -> None:
    here = sign_in(house)
    house.clock.pass_time(timedelta(minutes=40))
    people.confirm(house.runtime, here.token, PASSWORD, address="10.0.0.1")
    visitor = people.visitor(house.runtime, here.token)
    assert visitor is not None
    assert visitor.confirmed_at == house.clock.now()


ENDINGS: dict[str, Callable[[SmallHouse, SignedIn], object]] = {
    "disabled": lambda house, _here: people.disable(house.runtime, "ilze"),
    "other roles": lambda house, _here: people.set_roles(house.runtime, "ilze", [Role.FINANCE]),
    "new password": lambda house, _here: people.set_password(house.runtime, "ilze", NEW),
    "signed out": lambda house, here: people.sign_out(house.runtime, here.token),
    "ended elsewhere": lambda house, here: sessions.end_others(house.runtime, here.user_id, ""),
}


@pytest.fixture
def other_process(house: SmallHouse, tmp_path: Path) -> Iterator[tuple[SmallHouse, subprocess.Popen[str]]]:
    """The same installation in this process and in another one, which tells whom it would let in."""
    settings = read_settings({}, database=str(tmp_path / "two.db"))
    runtime = found_small(settings, open_key_file(settings.key_file, create=True))
    other = subprocess.Popen(  # noqa: S603 -- our own words
        [sys.executable, "-c", OTHER_PROCESS, str(tmp_path / "two.db")],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with other:
        yield replace(house, runtime=runtime), other
    runtime.database.close()


def test_a_session_is_dead_in_another_process_with_the_next_request(
    other_process: tuple[SmallHouse, subprocess.Popen[str]],
) -> None:
    """Whatever ends it, every process refuses at once."""
    house, other = other_process

    def there(signed_in: SignedIn) -> str:
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdin.write(f"{signed_in.token}\n")
        other.stdin.flush()
        return other.stdout.readline().strip()

    found = {}
    for name, ending in ENDINGS.items():
        people.set_password(house.runtime, "ilze", PASSWORD)
        people.enable(house.runtime, "ilze")
        here = sign_in(house)
        before = there(here)
        ending(house, here)
        found[name] = (before, there(here))
    assert found == dict.fromkeys(ENDINGS, ("in", "out"))
