"""The code after the password: asked for, counting once, taken off by those who may."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest

from engine.domain.rights import Role
from engine.errors import EngineError, NotFound
from engine.office import user_pages
from engine.people import entrances, half_sign_ins, people, second_factor, visitors
from engine.people.entrances import SignInRefused
from engine.people.half_sign_ins import CodeAsked, HalfIsOver
from engine.people.sessions import Place, SignedIn
from engine.persistence import rows
from engine.persistence.tables.records import AuditEvent
from engine.persistence.tables.sign_ins import HalfSignIn, RecoveryCode, SecondFactor
from engine.runtime import EVERY
from tests.small_house import PASSWORD, SmallHouse

HERE = Place("Firefox, Linux", "10.0.0.1")


def secret_of(house: SmallHouse, name: str = "ilze") -> str:
    setup = second_factor.setup(house.runtime, house.actor(name))
    assert setup is not None
    return setup.secret.replace(" ", "")


def code(house: SmallHouse, secret: str, *, later: int = 0) -> str:
    return pyotp.TOTP(secret).at(house.clock.now() + timedelta(seconds=30 * later))


def set_up(house: SmallHouse, name: str = "ilze") -> tuple[str, list[str]]:
    """The secret in the authenticator, and the codes on paper."""
    second_factor.begin(house.runtime, house.actor(name))
    secret = secret_of(house, name)
    papers = second_factor.confirm(house.runtime, house.actor(name), code(house, secret))
    house.clock.pass_time(timedelta(minutes=1))
    return secret, list(papers)


def half(house: SmallHouse, name: str = "ilze") -> str:
    with pytest.raises(CodeAsked) as asked:
        entrances.sign_in(house.runtime, name, PASSWORD, address="10.0.0.1")
    return asked.value.token


def finish(house: SmallHouse, token: str, typed: str) -> SignedIn:
    return half_sign_ins.finish(house.runtime, token, typed, HERE)


def actions(house: SmallHouse) -> list[str]:
    with house.runtime.reading(EVERY) as session:
        return [one.action for one in rows.every(session, AuditEvent, order_by=("id",))]


def test_the_password_alone_opens_nothing_any_more(house: SmallHouse) -> None:
    entrances.sign_in(house.runtime, "ilze", PASSWORD, address="10.0.0.1")  # begun is not asked for
    second_factor.begin(house.runtime, house.actor("ilze"))
    entrances.sign_in(house.runtime, "ilze", PASSWORD, address="10.0.0.1")
    secret = secret_of(house)
    with pytest.raises(EngineError, match="not right"):
        second_factor.confirm(house.runtime, house.actor("ilze"), "000000")
    second_factor.confirm(house.runtime, house.actor("ilze"), code(house, secret))
    house.clock.pass_time(timedelta(minutes=1))
    token = half(house)
    assert visitors.visitor(house.runtime, token) is None
    signed_in = finish(house, token, code(house, secret))
    visitor = visitors.visitor(house.runtime, signed_in.token)
    assert visitor is not None
    assert visitor.actor.user_id == house.actor("ilze").user_id
    assert actions(house)[-1] == "signed_in_with_code"
    with pytest.raises(HalfIsOver):  # the half is used up
        finish(house, token, code(house, secret, later=1))


def test_a_wrong_password_never_gets_as_far_as_the_code(house: SmallHouse) -> None:
    set_up(house)
    with pytest.raises(SignInRefused):
        entrances.sign_in(house.runtime, "ilze", "cita gara parole", address="10.0.0.1")
    with house.runtime.reading(EVERY) as session:
        assert rows.count(session, HalfSignIn) == 0


def test_a_code_counts_once_and_never_one_before_it(house: SmallHouse) -> None:
    secret, _ = set_up(house)
    typed = code(house, secret)
    finish(house, half(house), typed)
    for again in (typed, code(house, secret, later=-1)):
        with pytest.raises(SignInRefused, match="not right"):
            finish(house, half(house), again)
    finish(house, half(house), code(house, secret, later=1))


def test_of_two_at_once_with_the_same_code_one_gets_in(house: SmallHouse) -> None:
    secret, _ = set_up(house)
    typed, halves = code(house, secret), [half(house) for _ in range(4)]

    def come(token: str) -> bool:
        try:
            finish(house, token, typed)
        except SignInRefused:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(come, halves)) == 1


@pytest.mark.parametrize(("later", "counts"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_the_telephone_s_clock_may_differ_by_half_a_minute(
    house: SmallHouse, later: int, counts: bool
) -> None:
    secret, _ = set_up(house)
    house.clock.pass_time(timedelta(minutes=5))
    token, typed = half(house), code(house, secret, later=later)
    if counts:
        assert finish(house, token, f" {typed[:3]} {typed[3:]} ").token
    else:
        with pytest.raises(SignInRefused, match="not right"):
            finish(house, token, typed)


def test_each_code_on_paper_counts_once(house: SmallHouse) -> None:
    _, papers = set_up(house)
    assert len(set(papers)) == 10
    finish(house, half(house), papers[0].upper().replace("-", " "))
    assert second_factor.state(house.runtime, house.actor("ilze")).codes_left == 9
    with pytest.raises(SignInRefused, match="not right"):
        finish(house, half(house), papers[0])
    renewed = second_factor.renew_codes(house.runtime, house.actor("ilze"))
    with pytest.raises(SignInRefused, match="not right"):
        finish(house, half(house), papers[1])
    finish(house, half(house), renewed[1])


def test_ten_wrong_codes_close_the_second_step_for_a_while_whatever_the_address(house: SmallHouse) -> None:
    secret, _ = set_up(house)
    token = half(house)
    for number in range(10):
        with pytest.raises(SignInRefused, match="not right"):
            half_sign_ins.finish(house.runtime, token, "000000", Place("", f"10.0.0.{number}"))
    for _ in range(2):
        with pytest.raises(SignInRefused, match="Too many tries"):
            finish(house, half(house), code(house, secret))
    house.clock.pass_time(timedelta(minutes=15, seconds=1))
    finish(house, half(house), code(house, secret))


def test_the_half_lasts_five_minutes_and_dies_with_the_account_and_the_password(house: SmallHouse) -> None:
    secret, _ = set_up(house)
    late = half(house)
    house.clock.pass_time(timedelta(minutes=5, seconds=1))
    with pytest.raises(HalfIsOver):
        finish(house, late, code(house, secret))
    shut = half(house)
    people.disable(house.runtime, "ilze")
    with pytest.raises(HalfIsOver):
        finish(house, shut, code(house, secret))
    people.enable(house.runtime, "ilze")
    old = half(house)
    house.clock.pass_time(timedelta(seconds=1))
    people.set_password(house.runtime, "ilze", "pavisam cita parole")
    with pytest.raises(HalfIsOver):
        finish(house, old, code(house, secret))


def test_the_file_holds_neither_the_secret_nor_the_codes(house: SmallHouse) -> None:
    secret, papers = set_up(house)
    house.runtime.database.close()
    raw = b"".join(path.read_bytes() for path in house.file.parent.glob(f"{house.file.name}*"))
    assert b"second_factor_set_up" in raw
    for hidden in (secret, papers[0], papers[0].replace("-", "")):
        assert hidden.encode() not in raw


def test_a_secret_moved_to_another_account_opens_nothing(house: SmallHouse) -> None:
    secret, _ = set_up(house)
    set_up(house, "dace")
    with house.runtime.transaction(EVERY) as session:
        mine = session.get_one(SecondFactor, house.actor("ilze").user_id).secret
        rows.change(session, SecondFactor, {"secret": mine}, user_id=house.actor("dace").user_id)
    with pytest.raises(ValueError, match="altered or belongs elsewhere"):
        finish(house, half(house, "dace"), code(house, secret))


def test_an_administrator_takes_it_off_and_that_is_written_down(house: SmallHouse) -> None:
    secret, _ = set_up(house)
    signed_in = finish(house, half(house), code(house, secret))
    gunta, ilze = house.actor("gunta"), house.actor("ilze")
    with pytest.raises(NotFound):
        user_pages.take_off_factor(house.runtime, house.actor("dace"), ilze.user_id)
    with pytest.raises(EngineError, match="another administrator"):
        user_pages.take_off_factor(house.runtime, gunta, gunta.user_id)
    assert user_pages.has_factor(house.runtime, gunta, ilze.user_id)
    user_pages.take_off_factor(house.runtime, gunta, ilze.user_id)
    assert visitors.visitor(house.runtime, signed_in.token) is None
    entrances.sign_in(house.runtime, "ilze", PASSWORD, address="10.0.0.1")
    with house.runtime.reading(EVERY) as session:
        assert rows.count(session, RecoveryCode) == rows.count(session, SecondFactor) == 0
        (event,) = rows.every(session, AuditEvent, action="second_factor_taken_off")
    assert (event.actor_user_id, event.object_id) == (gunta.user_id, str(ilze.user_id))


@pytest.mark.parametrize(
    ("wanted", "ilze", "gunta", "anna"),
    [
        ((), False, False, False),
        (("must",), True, True, False),
        (("administrator", "finance"), False, True, False),
    ],
)
def test_the_installation_may_demand_it_of_roles_of_an_office(
    house: SmallHouse, wanted: tuple[str, ...], ilze: bool, gunta: bool, anna: bool
) -> None:
    settings = replace(house.runtime.settings, second_factor=wanted)
    party = replace(house.actor("ilze"), roles=frozenset({Role.RECIPIENT}))
    asked = [
        second_factor.is_required(settings, one) for one in (house.actor("ilze"), house.actor("gunta"), party)
    ]
    assert asked == [ilze, gunta, anna]


def test_what_is_demanded_holds_back_until_it_is_set_up_and_is_not_given_up(house: SmallHouse) -> None:
    house.runtime.settings = replace(house.runtime.settings, second_factor=("must",))
    signed_in = entrances.sign_in(house.runtime, "ilze", PASSWORD, address="10.0.0.1")
    visitor = visitors.visitor(house.runtime, signed_in.token)
    assert visitor is not None
    assert visitor.lacks_factor
    set_up(house)
    visitor = visitors.visitor(house.runtime, signed_in.token)
    assert visitor is not None
    assert not visitor.lacks_factor
    with pytest.raises(EngineError, match="demands a second factor"):
        second_factor.give_up(house.runtime, house.actor("ilze"), "")
    with pytest.raises(EngineError, match="already"):
        second_factor.begin(house.runtime, house.actor("ilze"))
    house.runtime.settings = replace(house.runtime.settings, second_factor=())
    second_factor.give_up(house.runtime, house.actor("ilze"), "")
    entrances.sign_in(house.runtime, "ilze", PASSWORD, address="10.0.0.1")
