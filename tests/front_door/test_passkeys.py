"""Passkeys beside codes: what signs in, and what never does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from engine.errors import EngineError, NotFound
from engine.office import user_pages
from engine.people import entrances, half_sign_ins, passkey_entrances, passkeys, second_factor, visitors
from engine.people.entrances import CodeAsked, SignInRefused
from engine.people.half_sign_ins import HalfIsOver
from engine.people.passkey_sites import Site, site_of
from engine.people.sessions import Place, SignedIn
from engine.persistence import rows
from engine.persistence.tables.sign_ins import Passkey, PasskeyChallenge, RecoveryCode
from engine.runtime import EVERY
from engine.settings import Settings, read_settings
from tests.front_door.test_second_factor import actions, code, set_up
from tests.small_house import PASSWORD, SmallHouse
from tests.soft_key import SoftKey, challenge_of

SITE = Site("asistents.example", "https://asistents.example")
HERE = Place("Firefox, Linux", "10.0.0.1")


def sign_in(house: SmallHouse, name: str = "ilze") -> SignedIn:
    return entrances.sign_in(house.runtime, name, PASSWORD, address="10.0.0.1")


def half(house: SmallHouse, name: str = "ilze") -> str:
    with pytest.raises(CodeAsked) as asked:
        sign_in(house, name)
    return asked.value.token


def add(house: SmallHouse, key: SoftKey, name: str = "ilze", token: str = "") -> list[str]:
    """A key of somebody; the codes for paper that came with it."""
    actor = house.actor(name)
    answer = key.make(passkeys.begin(house.runtime, actor, token, SITE))
    return list(passkeys.add(house.runtime, actor, token, SITE, name=" zilā  atslēga ", credential=answer))


def show(house: SmallHouse, key: SoftKey, token: str, *, site: Site = SITE) -> SignedIn:
    answer = key.show(passkey_entrances.ask(house.runtime, token, SITE))
    return passkey_entrances.finish(house.runtime, token, site, answer, HERE)


def test_a_key_is_asked_for_after_the_password_and_opens_a_session(house: SmallHouse) -> None:
    key = SoftKey()
    papers = add(house, key)
    assert len(papers) == 10
    (own,) = passkeys.own(house.runtime, house.actor("ilze"))
    assert (own.name, own.used_at) == ("zilā atslēga", None)
    signed_in = show(house, key, half(house))
    assert visitors.visitor(house.runtime, signed_in.token) is not None
    (own,) = passkeys.own(house.runtime, house.actor("ilze"))
    assert own.used_at == house.clock.now()
    half_sign_ins.finish(house.runtime, half(house), papers[0], HERE)  # paper helps who lost the key
    assert actions(house)[-3:] == ["signed_in_with_code", "recovery_code_used", "signed_in_with_code"]


def test_several_keys_beside_an_authenticator(house: SmallHouse) -> None:
    secret, _ = set_up(house)
    keys = [SoftKey(), SoftKey()]
    assert [add(house, key) for key in keys] == [[], []]  # codes on paper there are already
    for key in keys:
        show(house, key, half(house))
    half_sign_ins.finish(house.runtime, half(house), code(house, secret), HERE)
    with pytest.raises(EngineError, match="in use already"):
        add(house, keys[0])


SPOILT: dict[str, Callable[[SoftKey], object]] = {
    "another page": lambda key: setattr(key, "origin", "https://asistents.example.evil.example"),
    "the same page without TLS": lambda key: setattr(key, "origin", "http://asistents.example"),
    "made for another host": lambda key: setattr(key, "host", "evil.example"),
    "a key of nobody": lambda key: setattr(key, "key_id", b"0" * 16),
    "another secret": lambda key: setattr(key, "secret", SoftKey().secret),
    "a counter that stands still": lambda key: setattr(key, "count", key.count - 1),
    "a counter that fell": lambda key: setattr(key, "count", 0),
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_spoilt_answer_signs_nobody_in(house: SmallHouse, spoilt: str) -> None:
    key = SoftKey(count=5)
    add(house, key)
    show(house, key, half(house))
    SPOILT[spoilt](key)
    with pytest.raises(SignInRefused):
        show(house, key, half(house))


@pytest.mark.parametrize("answer", ["", "[]", "{}", '{"id": 1}', "x" * 50_000, '{"id":"a","rawId":"a"}'])
def test_what_is_no_answer_is_refused_in_words(house: SmallHouse, answer: str) -> None:
    add(house, SoftKey())
    token = half(house)
    passkey_entrances.ask(house.runtime, token, SITE)
    with pytest.raises(SignInRefused, match="not right"):
        passkey_entrances.finish(house.runtime, token, SITE, answer, HERE)
    actor = house.actor("dace")
    passkeys.begin(house.runtime, actor, "t", SITE)
    with pytest.raises(EngineError, match="not taken"):
        passkeys.add(house.runtime, actor, "t", SITE, name="", credential=answer)


def test_a_challenge_counts_once_for_its_session_and_five_minutes(house: SmallHouse) -> None:
    key = SoftKey()
    add(house, key)
    first, second = half(house), half(house)
    answer = key.show(passkey_entrances.ask(house.runtime, first, SITE))
    passkey_entrances.ask(house.runtime, second, SITE)
    with pytest.raises(SignInRefused):  # another half's challenge
        passkey_entrances.finish(house.runtime, second, SITE, answer, HERE)
    passkey_entrances.finish(house.runtime, first, SITE, answer, HERE)
    with pytest.raises(HalfIsOver):
        passkey_entrances.finish(house.runtime, first, SITE, answer, HERE)
    with pytest.raises(SignInRefused):  # nothing was asked: its challenge was used up by the wrong answer
        passkey_entrances.finish(house.runtime, second, SITE, key.show('{"challenge": "AAAA"}'), HERE)
    third = half(house)
    answer = key.show(passkey_entrances.ask(house.runtime, third, SITE))
    house.clock.pass_time(timedelta(minutes=5))
    with pytest.raises(SignInRefused):
        passkey_entrances.finish(house.runtime, third, SITE, answer, HERE)
    one, other = (passkey_entrances.ask(house.runtime, half(house), SITE) for _ in range(2))
    assert challenge_of(one) != challenge_of(other)


def test_a_key_of_somebody_else_opens_no_account(house: SmallHouse) -> None:
    mine, theirs = SoftKey(), SoftKey()
    add(house, mine, "ilze")
    add(house, theirs, "dace")
    with pytest.raises(SignInRefused):
        show(house, theirs, half(house, "ilze"))
    with pytest.raises(NotFound):
        passkeys.take_off(house.runtime, house.actor("dace"), 1, "")


def test_ten_wrong_answers_close_the_door_for_codes_and_keys_together(house: SmallHouse) -> None:
    key = SoftKey()
    papers = add(house, key)
    token = half(house)
    for number in range(10):
        place = Place("", f"10.0.0.{number}")
        with pytest.raises(SignInRefused):
            passkey_entrances.finish(house.runtime, token, SITE, "{}", place)
    with pytest.raises(SignInRefused, match="Too many"):
        half_sign_ins.finish(house.runtime, token, papers[0], Place("", "10.9.9.9"))


def test_the_last_key_goes_with_its_papers_and_every_other_session(house: SmallHouse) -> None:
    here, there = sign_in(house), sign_in(house)
    add(house, SoftKey(), token=here.token)
    add(house, SoftKey(), token=here.token)
    ilze = house.actor("ilze")
    one, other = (own.key_id for own in passkeys.own(house.runtime, ilze))
    passkeys.take_off(house.runtime, ilze, one, here.token)
    assert [visitors.visitor(house.runtime, at.token) is not None for at in (here, there)] == [True, False]
    half(house)  # one is left
    passkeys.take_off(house.runtime, ilze, other, here.token)
    sign_in(house)
    with house.runtime.reading(EVERY) as session:
        assert rows.count(session, RecoveryCode) == 0


def test_where_one_is_demanded_a_key_is_one_and_the_last_stays(house: SmallHouse) -> None:
    house.runtime.settings = replace(house.runtime.settings, second_factor=("must",))
    here = sign_in(house)
    for lacks in (True, False):
        visitor = visitors.visitor(house.runtime, here.token)
        assert visitor is not None
        assert visitor.lacks_factor is lacks
        if lacks:
            add(house, SoftKey(), token=here.token)
    ilze = house.actor("ilze")
    with pytest.raises(EngineError, match="demands"):
        passkeys.take_off(house.runtime, ilze, 1, here.token)
    assert ilze.user_id in second_factor.holders(house.runtime)
    user_pages.take_off_factor(house.runtime, house.actor("gunta"), ilze.user_id)
    with house.runtime.reading(EVERY) as session:
        assert (rows.count(session, Passkey), rows.count(session, RecoveryCode)) == (0, 0)
    assert visitors.visitor(house.runtime, here.token) is None


def test_ten_keys_are_enough(house: SmallHouse) -> None:
    for _ in range(10):
        add(house, SoftKey())
    with pytest.raises(EngineError, match="10 keys already"):
        add(house, SoftKey())


def test_challenges_that_nobody_answered_are_swept(house: SmallHouse) -> None:
    passkeys.begin(house.runtime, house.actor("ilze"), "session", SITE)
    house.clock.pass_time(timedelta(minutes=6))
    sign_in(house, "dace")
    with house.runtime.reading(EVERY) as session:
        assert rows.count(session, PasskeyChallenge) == 0


@pytest.mark.parametrize(
    ("public", "trusted", "asked", "found"),
    [
        ("https://a.example/asist", (), "http://10.0.0.1:8080/", Site("a.example", "https://a.example")),
        (
            "https://a.example:8443",
            ("b.example",),
            "https://b.example/",
            Site("a.example", "https://a.example:8443"),
        ),
        ("", ("b.example",), "https://b.example/", Site("b.example", "https://b.example")),
        ("", ("b.example",), "https://c.example/", None),
        ("", (), "https://c.example/", None),
        ("http://a.example", (), "https://a.example/", None),
        ("", ("127.0.0.1",), "https://127.0.0.1/", None),
        ("http://localhost:8000", (), "http://localhost:8000/", Site("localhost", "http://localhost:8000")),
    ],
)
def test_keys_are_made_for_the_address_that_people_know(
    public: str, trusted: tuple[str, ...], asked: str, found: Site | None
) -> None:
    settings: Settings = replace(read_settings({}), public_address=public, trusted_hosts=trusted)
    assert site_of(settings, asked) == found
