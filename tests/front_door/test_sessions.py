"""Where somebody is signed in, and how that ends: at once, in every process."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.errors import EngineError, NotFound
from engine.people import entrances, own_passwords, sessions, visitors
from engine.people.entrances import SignedIn, SignInRefused
from engine.persistence import rows
from engine.persistence.tables.sign_ins import SessionPlace
from engine.runtime import EVERY
from tests.small_house import PASSWORD, SmallHouse

NEW = "pavisam cita parole"


def sign_in(house: SmallHouse, name: str = "ilze", device: str = "Firefox, Linux") -> SignedIn:
    return entrances.sign_in(house.runtime, name, PASSWORD, address="10.0.0.1", device=device)


def is_in(house: SmallHouse, signed_in: SignedIn) -> bool:
    return visitors.visitor(house.runtime, signed_in.token) is not None


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
        own_passwords.change_own_password(
            house.runtime, here.token, "nav pareizā parole", NEW, address="10.0.0.1"
        )
    with pytest.raises(EngineError, match="guessed first"):
        own_passwords.change_own_password(
            house.runtime, here.token, PASSWORD, "Parole123456", address="10.0.0.1"
        )
    assert is_in(house, there)
    own_passwords.change_own_password(house.runtime, here.token, PASSWORD, NEW, address="10.0.0.1")
    assert (is_in(house, there), is_in(house, here)) == (False, True)
    with pytest.raises(SignInRefused):
        sign_in(house)
    entrances.sign_in(house.runtime, "ilze", NEW, address="10.0.0.1")


def test_ten_wrong_passwords_in_a_session_close_that_door_too(house: SmallHouse) -> None:
    here = sign_in(house)
    for number in range(10):
        with pytest.raises(SignInRefused, match="not right"):
            own_passwords.confirm(house.runtime, here.token, "nav pareizā parole", address=f"10.0.0.{number}")
    with pytest.raises(SignInRefused, match="Too many tries"):
        own_passwords.confirm(house.runtime, here.token, PASSWORD, address="10.0.0.99")


def test_typing_the_password_again_is_remembered_with_the_session(house: SmallHouse) -> None:
    here = sign_in(house)
    house.clock.pass_time(timedelta(minutes=40))
    own_passwords.confirm(house.runtime, here.token, PASSWORD, address="10.0.0.1")
    visitor = visitors.visitor(house.runtime, here.token)
    assert visitor is not None
    assert visitor.confirmed_at == house.clock.now()
