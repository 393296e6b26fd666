"""Who may come in, for how long, and who may no longer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.domain.rights import Role
from engine.errors import EngineError, NotFound
from engine.people import entrances, people, visitors
from engine.people.entrances import SignedIn, SignInRefused
from engine.people.people import NewAccount
from engine.persistence import rows
from engine.persistence.tables.accounts import Deputy, SignInAttempt, UserAccount, UserRole, WebSession
from engine.persistence.tables.records import AuditEvent
from engine.runtime import EVERY, Tenant
from tests.small_house import PASSWORD, SmallHouse

WRONG = "The user name or the password is not right."
NEW_PASSWORD = "vēl garāka parole"


def sign_in(
    house: SmallHouse, name: str = "ilze", password: str = PASSWORD, *, address: str = "10.0.0.1"
) -> SignedIn:
    return entrances.sign_in(house.runtime, name, password, address=address)


def refused(
    house: SmallHouse, name: str = "ilze", password: str = WRONG, *, address: str = "10.0.0.1"
) -> str:
    with pytest.raises(SignInRefused) as said:
        sign_in(house, name, password, address=address)
    return str(said.value)


def is_in(house: SmallHouse, signed_in: SignedIn) -> bool:
    return visitors.visitor(house.runtime, signed_in.token) is not None


def test_the_right_password_opens_a_session(house: SmallHouse) -> None:
    signed_in = sign_in(house, " Ilze ")
    visitor = visitors.visitor(house.runtime, signed_in.token)
    assert visitor is not None
    assert visitor.actor == house.actor("ilze")
    assert (visitor.language, visitor.csrf, visitor.confirmed_at) == ("lv", signed_in.csrf, house.clock.now())
    assert visitor.actor.roles == {"caseworker"}


def test_every_reason_to_refuse_sounds_the_same(house: SmallHouse) -> None:
    people.disable(house.runtime, "dace")
    people.add(house.runtime, house.tenant, NewAccount("klusa", "Klusā", None, frozenset({Role.RECIPIENT})))
    assert refused(house) == WRONG
    assert refused(house, "nobody") == WRONG
    assert refused(house, "dace", PASSWORD) == WRONG  # disabled
    assert refused(house, "klusa", PASSWORD) == WRONG  # has no password
    assert refused(house, "ilze", "") == WRONG


def test_after_ten_wrong_tries_even_the_right_password_waits(house: SmallHouse) -> None:
    for number in range(10):
        assert refused(house, address=f"10.0.0.{number}") == WRONG
    assert refused(house, "ilze", PASSWORD, address="10.0.0.99").startswith("Too many tries")
    sign_in(house, "dace")  # others are not touched
    house.clock.pass_time(timedelta(minutes=15, seconds=1))
    sign_in(house)


def test_fifty_wrong_tries_from_one_address_close_it_for_a_while(house: SmallHouse) -> None:
    with house.runtime.transaction(EVERY) as session:
        session.add_all(_a_failure(house, f"name-{number}", "10.6.6.6") for number in range(50))
    assert refused(house, "ilze", PASSWORD, address="10.6.6.6").startswith("Too many tries")
    sign_in(house, address="10.0.0.1")


def test_right_answers_do_not_count_as_tries(house: SmallHouse) -> None:
    for _ in range(12):
        sign_in(house)


def test_tries_are_kept_a_day_and_hold_no_names(house: SmallHouse) -> None:
    refused(house)
    with house.runtime.reading(EVERY) as session:
        (kept,) = rows.every(session, SignInAttempt)
    assert "ilze" not in kept.user_name_hash
    assert "10.0.0.1" not in kept.address_hash
    house.clock.pass_time(timedelta(days=1, seconds=1))
    sign_in(house, "dace")
    with house.runtime.reading(EVERY) as session:
        assert [one.succeeded for one in rows.every(session, SignInAttempt)] == [True]


def test_signing_out_ends_this_session_only(house: SmallHouse) -> None:
    here, there = sign_in(house), sign_in(house)
    visitors.sign_out(house.runtime, here.token)
    assert (is_in(house, here), is_in(house, there)) == (False, True)


def test_a_session_ends_after_an_idle_hour(house: SmallHouse) -> None:
    signed_in = sign_in(house)
    for _ in range(3):
        house.clock.pass_time(timedelta(minutes=59))
        assert is_in(house, signed_in)
    house.clock.pass_time(timedelta(hours=1, seconds=1))
    assert not is_in(house, signed_in)


def test_a_session_ends_after_ten_hours_however_busy(house: SmallHouse) -> None:
    signed_in = sign_in(house)
    for _ in range(19):
        house.clock.pass_time(timedelta(minutes=30))
        assert is_in(house, signed_in)
    house.clock.pass_time(timedelta(minutes=30))
    assert not is_in(house, signed_in)


def test_reading_pages_is_not_a_write_each_time(house: SmallHouse) -> None:
    signed_in = sign_in(house)
    house.clock.pass_time(timedelta(seconds=59))
    is_in(house, signed_in)
    assert _seen_at(house) == house.clock.now() - timedelta(seconds=59)
    house.clock.pass_time(timedelta(seconds=1))
    is_in(house, signed_in)
    assert _seen_at(house) == house.clock.now()


def test_disabling_ends_every_session_at_once(house: SmallHouse) -> None:
    signed_in = sign_in(house)
    people.disable(house.runtime, "ilze")
    assert not is_in(house, signed_in)
    with pytest.raises(NotFound):
        people.actor(house.runtime, "ilze")
    people.enable(house.runtime, "ilze")
    assert not is_in(house, signed_in)
    sign_in(house)


def test_new_roles_end_every_session(house: SmallHouse) -> None:
    signed_in = sign_in(house)
    people.set_roles(house.runtime, "ilze", [Role.FINANCE, Role.AUDITOR])
    assert not is_in(house, signed_in)
    visitor = visitors.visitor(house.runtime, sign_in(house).token)
    assert visitor is not None
    assert visitor.actor.roles == {"finance", "auditor"}


def test_a_new_password_ends_every_session_and_the_old_password(house: SmallHouse) -> None:
    signed_in = sign_in(house)
    house.clock.pass_time(timedelta(minutes=1))
    people.set_password(house.runtime, "ilze", NEW_PASSWORD)
    assert not is_in(house, signed_in)
    assert refused(house, "ilze", PASSWORD) == WRONG
    assert is_in(house, sign_in(house, "ilze", NEW_PASSWORD))


def test_a_session_older_than_the_password_is_dead_even_if_its_row_was_left(house: SmallHouse) -> None:
    signed_in = sign_in(house)
    house.clock.pass_time(timedelta(minutes=1))
    with house.runtime.transaction(EVERY) as session:
        rows.change(session, UserAccount, {"password_changed_at": house.clock.now()}, user_name="ilze")
    assert not is_in(house, signed_in)


def test_a_deputy_is_one_from_day_to_day(house: SmallHouse) -> None:
    ilze, dace = house.actor("ilze"), house.actor("dace")
    today = house.clock.now().date()
    with house.runtime.transaction(house.tenant) as session:
        session.add(
            Deputy(
                municipality_id=1,
                user_id=ilze.user_id,
                deputy_user_id=dace.user_id,
                from_day=today + timedelta(days=1),
                to_day=today + timedelta(days=2),
            )
        )
    stood_in = []
    for _ in range(4):
        stood_in.append(house.actor("dace").deputy_for)
        house.clock.pass_time(timedelta(days=1))
    assert stood_in == [frozenset(), {ilze.user_id}, {ilze.user_id}, frozenset()]


def test_a_role_ends_with_its_last_day(house: SmallHouse) -> None:
    ilze = house.actor("ilze")
    with house.runtime.transaction(EVERY) as session:
        rows.change(session, UserRole, {"to_day": house.clock.now().date()}, user_id=ilze.user_id)
    assert house.actor("ilze").roles == {"caseworker"}
    house.clock.pass_time(timedelta(days=1))
    assert house.actor("ilze").roles == set()


def test_a_short_password_and_a_taken_name_are_refused(house: SmallHouse) -> None:
    with pytest.raises(EngineError, match="at least 12"):
        people.add(house.runtime, house.tenant, NewAccount("jauna", "J", "īsa", frozenset({Role.FINANCE})))
    with pytest.raises(EngineError, match="already taken"):
        people.add(house.runtime, Tenant(1), NewAccount("ILZE", "I", PASSWORD, frozenset({Role.FINANCE})))
    with pytest.raises(EngineError, match="at least 12"):
        people.set_password(house.runtime, "ilze", "īsa")
    sign_in(house)


@pytest.mark.parametrize("name", ["", "  ", "a b", "a\nb", "x" * 101])
def test_a_name_must_be_a_word(house: SmallHouse, name: str) -> None:
    with pytest.raises(EngineError, match="user name"):
        people.add(house.runtime, house.tenant, NewAccount(name, "N", PASSWORD, frozenset({Role.FINANCE})))


def test_what_is_done_to_people_is_told_in_the_audit(house: SmallHouse) -> None:
    gunta = house.actor("gunta").user_id
    sign_in(house)
    people.set_roles(house.runtime, "ilze", [Role.FINANCE], by=gunta)
    people.set_password(house.runtime, "ilze", NEW_PASSWORD, by=gunta)
    people.disable(house.runtime, "ilze", by=gunta)
    people.enable(house.runtime, "ilze", by=gunta)
    with house.runtime.reading(EVERY) as session:
        ilze = rows.first(session, UserAccount, user_name="ilze")
        assert ilze is not None
        told = rows.every(
            session, AuditEvent, order_by=["id"], object_kind="user_account", object_id=str(ilze.id)
        )
    assert [(event.action, event.actor_user_id) for event in told] == [
        ("user_added", None),
        ("signed_in", ilze.id),
        ("user_roles_changed", gunta),
        ("user_password_changed", gunta),
        ("user_disabled", gunta),
        ("user_enabled", gunta),
    ]


def test_nobody_unknown_is_changed(house: SmallHouse) -> None:
    for act in (
        lambda: people.disable(house.runtime, "nobody"),
        lambda: people.enable(house.runtime, "nobody"),
        lambda: people.set_roles(house.runtime, "nobody", [Role.FINANCE]),
        lambda: people.set_password(house.runtime, "nobody", NEW_PASSWORD),
        lambda: people.actor(house.runtime, "nobody"),
    ):
        with pytest.raises(NotFound, match="no user"):
            act()


def test_the_file_holds_no_token_and_no_password(house: SmallHouse) -> None:
    signed_in = sign_in(house)
    house.runtime.database.close()
    raw = b"".join(path.read_bytes() for path in house.file.parent.glob(f"{house.file.name}*"))
    assert b"$argon2id$" in raw
    assert signed_in.token.encode() not in raw
    assert PASSWORD.encode() not in raw


def test_everybody_is_listed_with_their_roles(house: SmallHouse) -> None:
    found = people.everybody(house.runtime, house.tenant)
    assert [(account.user_name, set(roles)) for account, roles in found] == [
        ("dace", {"caseworker"}),
        ("edgars", {"process_owner"}),
        ("gunta", {"administrator"}),
        ("ilze", {"caseworker"}),
        ("valdis", {"head_of_service"}),
    ]
    assert people.everybody(house.runtime, Tenant(2)) == []


def _seen_at(house: SmallHouse) -> object:
    with house.runtime.reading(EVERY) as session:
        (live,) = rows.every(session, WebSession)
    return live.seen_at


def _a_failure(house: SmallHouse, name: str, address: str) -> SignInAttempt:
    keys = house.runtime.database.keys
    return SignInAttempt(
        user_name_hash=keys.lookup_hash("sign_in_user", name),
        address_hash=keys.lookup_hash("sign_in_address", address),
        at=house.clock.now(),
        succeeded=False,
    )
