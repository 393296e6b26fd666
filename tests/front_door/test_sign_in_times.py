"""The time of an answer does not tell whether a name is somebody's; hashing never takes all memory."""

from __future__ import annotations

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from statistics import median

import pytest
from argon2 import PasswordHasher

from engine.people import entrances, passwords
from engine.people.entrances import SignInRefused
from engine.persistence import rows
from engine.persistence.tables.accounts import UserAccount
from engine.runtime import EVERY
from tests.small_house import PASSWORD, SmallHouse

TRIES = 100 if os.environ.get("ASISTENTS_FAULTS") == "long" else 6  # of each kind, in turns
WITHIN = 0.10
KINDS = ("ilze", "nobody", "closed", "wordless")
"""A wrong password, a name of nobody, of a closed account, and of somebody who has no password."""


@pytest.fixture
def real_hashing(house: SmallHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    """As an installation hashes."""
    hasher = PasswordHasher()
    monkeypatch.setattr(passwords, "_hasher", hasher)
    monkeypatch.setattr(passwords, "_NOBODY", hasher.hash("nobody has this one"))
    hashed = hasher.hash(PASSWORD)
    now = house.clock.now()
    with house.runtime.transaction(EVERY) as session:
        for name, changed in (
            ("ilze", {"password_hash": hashed}),
            ("dace", {"user_name": "closed", "password_hash": hashed, "disabled_at": now}),
            ("valdis", {"user_name": "wordless", "password_hash": None}),
        ):
            rows.change(session, UserAccount, changed, user_name=name)


@pytest.mark.usefixtures("real_hashing")
def test_a_name_of_nobody_costs_what_a_wrong_password_costs(house: SmallHouse) -> None:
    """Time of the processor, not of the clock on the wall: what else runs here must not blur it."""
    spent: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for number in range(TRIES):
        for kind in KINDS:
            began = time.process_time()
            with pytest.raises(SignInRefused, match="user name or the password"):
                entrances.sign_in(house.runtime, kind, "nav pareizā parole", address=f"10.0.{number}.1")
            spent[kind].append(time.process_time() - began)
        house.clock.pass_time(timedelta(minutes=2))
    usual = median(spent["ilze"])
    apart = {kind: abs(median(times) / usual - 1) for kind, times in spent.items()}
    assert max(apart.values()) <= WITHIN, apart


def test_no_more_than_two_passwords_are_hashed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    now, most, lock = 0, 0, threading.Lock()
    together = threading.Barrier(2, timeout=10)

    class Slow:
        """Waits until two are in it, so that a third one would be seen."""

        def verify(self, _hashed: str, _password: str) -> bool:
            nonlocal now, most
            with lock:
                now += 1
                most = max(most, now)
            together.wait()
            with lock:
                now -= 1
            return True

    monkeypatch.setattr(passwords, "_hasher", Slow())
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: passwords.is_right(PASSWORD, "hash"), range(8)))
    assert (answers, most) == ([True] * 8, 2)
