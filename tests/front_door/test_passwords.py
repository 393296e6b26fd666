"""What hashing a password costs, and that nobody is told whether there was anything to check."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from engine.errors import EngineError
from engine.people import passwords
from tests.house.source_files import ROOT

PASSWORD = "pietiekami gara parole"


HASH_ONE = f"from engine.people.passwords import hash_password; print(hash_password({PASSWORD!r}))"


def test_a_hash_costs_what_the_standard_asks_for() -> None:
    """RFC 9106, second recommended option: 64 MB, three passes. A fresh process is asked: tests hash fast."""
    done = subprocess.run(  # noqa: S603 -- our own interpreter
        [sys.executable, "-P", "-c", HASH_ONE],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert passwords.is_right(PASSWORD, done.stdout.strip())


@pytest.mark.usefixtures("quick_hashing")
def test_only_the_password_itself_is_right() -> None:
    hashed = passwords.hash_password(PASSWORD)
    assert PASSWORD not in hashed
    assert hashed != passwords.hash_password(PASSWORD)  # salted
    assert [
        passwords.is_right(tried, hashed) for tried in (PASSWORD, PASSWORD.upper(), f"{PASSWORD} ", "")
    ] == [
        True,
        False,
        False,
        False,
    ]


def test_who_has_no_password_is_never_right() -> None:
    assert not passwords.is_right("", None)
    assert not passwords.is_right(PASSWORD, None)
    assert not passwords.is_right(PASSWORD, "not a hash")


@pytest.mark.usefixtures("quick_hashing")
def test_a_short_password_is_refused() -> None:
    with pytest.raises(EngineError, match="at least 12 characters"):
        passwords.hash_password("x" * 11)
    assert passwords.hash_password("x" * 12)
