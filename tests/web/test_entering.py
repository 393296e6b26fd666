"""Coming in without an account: a link or a code of the office, once, with one's date of birth."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest

from engine.domain.rights import Role
from engine.people import contact_details, link_entrances, people
from engine.people.sign_in_tries import SignInRefused
from engine.persistence import rows
from engine.persistence.tables.accounts import UserAccount, UserRole
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.people import Person
from engine.persistence.tables.reaching import SignInLink
from engine.persistence.tables.records import AuditEvent, OutboxMessage
from engine.persistence.tables.sign_ins import SecondFactor
from engine.runtime import EVERY
from tests.processes.roads import in_force
from tests.web.town import Answer, Guest, Town

BORN = date(1958, 3, 27)


def anna_without_account(town: Town) -> tuple[int, int]:
    """Anna's service runs; her account is taken away. The case and the person."""
    in_force(town)
    with town.runtime.transaction(EVERY) as session:
        account = rows.first(session, UserAccount, user_name="anna")
        assert account is not None
        person_id = account.person_id
        assert person_id is not None
        rows.change(session, UserAccount, {"person_id": None}, id=account.id)
        person = session.get_one(Person, person_id)
        person.birth_date, person.email = BORN, "anna@example.lv"
    return town.case_id, person_id


def code_of(answer: Answer) -> str:
    """The code on the page that shows it once."""
    found = re.search(r"<p class=\"govuk-heading-xl\">([0-9 ]+)</p>", answer.text)
    assert found is not None, answer.text
    return found[1]


def make(town: Town, *, way: str = "code") -> tuple[str, str]:
    """A new code, or link, for Anna; with the office's page about it."""
    case_id, person_id = anna_without_account(town)
    page = f"/cases/{case_id}/people/{person_id}/sign-in"
    ilze = town.guest("caseworker")
    assert page in ilze.get(f"/cases/{case_id}?section=people").links
    answer = ilze.post(page, way=way)
    return (code_of(answer) if way == "code" else link_in_mail(town)), page


def link_in_mail(town: Town) -> str:
    """The link as it waits in the outbox."""
    with town.runtime.reading(town.tenant) as session:
        (message,) = rows.every(session, OutboxMessage, key__least="sign_in_link", key__before="sign_in_linl")
        found = re.search(r"http://localhost(/enter/\S+)", message.payload["markdown"])
    assert found is not None
    return found[1]


def enter(guest: Guest, born: date = BORN, **fields: str) -> Answer:
    """Press the button."""
    guest.get("/enter")
    days = {f"born-{part}": str(getattr(born, part)) for part in ("day", "month", "year")}
    return guest.send("/enter", {"csrf_token": guest.token, **days, **fields})


def test_a_code_lets_its_person_in_once(town: Town) -> None:
    code, _ = make(town)
    phone = town.stranger()
    assert enter(phone, code=code).goes_to == "/"
    home = phone.get("/")
    assert home.heading == "Kas man jādara"
    assert "saņēmējs" in home.text
    assert phone.get("/tasks").goes_to == "/"
    assert phone.get("/cases").status == 404
    again = enter(town.stranger(), code=code)
    assert again.status == 410
    assert "vairs neder" in again.text
    assert "Piezvaniet mums" in again.text


def test_opening_a_link_does_not_use_it_up(town: Town) -> None:
    """Mail servers look at links before people do."""
    link, _ = make(town, way="mail")
    for _ in range(3):
        assert town.stranger().get(link).heading == "Ieeja bez paroles"
    person = town.stranger()
    secret = person.get(link).value("link")
    assert secret
    assert enter(person, link=secret).goes_to == "/"
    dead = town.stranger().get(link)
    assert dead.status == 410
    assert "vairs neder" in dead.text


def test_only_its_hash_is_kept_and_the_mail_forgets_it(town: Town) -> None:
    code, _ = make(town)
    digits = code.replace(" ", "")
    assert digits not in str(town.dump())
    with town.runtime.reading(town.tenant) as session:
        (link,) = rows.every(session, SignInLink)
        assert digits not in link.secret_hash
        actions = {one.action for one in rows.every(session, AuditEvent, object_kind="sign_in_link")}
    assert actions == {"sign_in_link_made"}


def test_the_wrong_date_of_birth_does_not_come_in_and_ends_the_code(town: Town) -> None:
    code, _ = make(town)
    for _ in range(5):
        refused = enter(town.stranger(), date(1960, 1, 1), code=code)
        assert refused.status == 422
        assert "Kods vai dzimšanas datums nav pareizs" in refused.text
    assert enter(town.stranger(), code=code).status == 410


def test_codes_are_not_guessed_from_one_place(town: Town) -> None:
    make(town)
    for number in range(50):
        assert enter(town.stranger(), code=f"{number:08}").status == 422
    assert "Pārāk daudz mēģinājumu" in enter(town.stranger(), code="99999999").text


def test_looking_at_addresses_finds_no_code(town: Town) -> None:
    code, _ = make(town)
    assert town.stranger().get(f"/enter/{code.replace(' ', '')}").status == 410
    assert enter(town.stranger(), code=code).goes_to == "/"


def test_it_expires(town: Town) -> None:
    code, _ = make(town)
    town.clock.move_to(town.clock.now() + timedelta(hours=73))
    assert enter(town.stranger(), code=code).status == 410


def test_it_is_taken_back_and_a_new_one_takes_its_place(town: Town) -> None:
    first, page = make(town)
    ilze = town.guest("caseworker")
    second = code_of(ilze.post(page, way="code"))
    assert enter(town.stranger(), code=first).status == 410
    found = re.search(r'name="link" value="(\d+)"', ilze.get(page).text)
    assert found is not None
    ilze.post(f"{page}/revoke", link=found[1])
    assert enter(town.stranger(), code=second).status == 410


def test_only_the_office_makes_one_and_only_for_people_of_the_case(town: Town) -> None:
    case_id, person_id = anna_without_account(town)
    for name in ("janis", "finance", "administrator", "auditor", "marta"):
        guest = town.guest(name)
        assert guest.post(f"/cases/{case_id}/people/{person_id}/sign-in", way="code").status == 404, name
    ilze = town.guest("caseworker")
    assert ilze.get(f"/cases/{case_id}/people/{person_id + 500}/sign-in").status == 404


def test_nobody_of_an_office_comes_in_by_a_link(town: Town) -> None:
    """A caseworker would otherwise get into an administrator's account."""
    case_id, person_id = anna_without_account(town)
    with town.runtime.transaction(EVERY) as session:
        boss = rows.first(session, UserAccount, user_name="administrator")
        assert boss is not None
        rows.change(session, UserAccount, {"person_id": person_id}, id=boss.id)
    refused = town.guest("caseworker").post(f"/cases/{case_id}/people/{person_id}/sign-in", way="code")
    assert refused.status == 422
    assert "strādā iestādē" in refused.text
    with town.runtime.reading(EVERY) as session:
        assert rows.count(session, UserRole, user_id=boss.id, role="recipient") == 0


def test_two_clicks_at_once_open_one_session(town: Town) -> None:
    code, _ = make(town)
    together = Barrier(8)

    def click(number: int) -> str:
        together.wait()
        try:
            link_entrances.enter(town.runtime, code, BORN, address=f"10.0.0.{number}")
        except SignInRefused as refused:
            return type(refused).__name__
        return "in"

    with ThreadPoolExecutor(8) as pool:
        assert Counter(pool.map(click, range(8))) == {"in": 1, "LinkIsDead": 7}


def account_of_the_link(town: Town) -> UserAccount:
    with town.runtime.reading(EVERY) as session:
        account = rows.first(session, UserAccount, user_name__least="persona-", user_name__before="persona.")
    assert account is not None
    return account


def closed_and_opened(town: Town, account: UserAccount) -> None:
    people.disable(town.runtime, account.user_name)
    people.enable(town.runtime, account.user_name)


def works_for_the_office(town: Town, account: UserAccount) -> None:
    people.set_roles(town.runtime, account.user_name, [Role.CASEWORKER])


def has_a_second_factor(town: Town, account: UserAccount) -> None:
    now = town.clock.now()
    row = {"user_id": account.id, "municipality_id": account.municipality_id, "secret": b"x", "last_step": 0}
    with town.runtime.transaction(EVERY) as session:
        session.add(SecondFactor(**row, made_at=now, confirmed_at=now))


def another_mail(town: Town, account: UserAccount) -> None:
    assert account.person_id is not None
    ilze, place = town.stage.cast["caseworker"], (town.case_id, account.person_id)
    with town.runtime.transaction(EVERY) as session:  # as the personal code says it
        rows.change(session, Person, {"birth_date": date(1960, 5, 1)}, id=account.person_id)
    found = contact_details.find(town.runtime, ilze, *place)
    sent = {**found.values, "email": "cita@example.lv", "reason": "zvanīja"}
    assert contact_details.change(town.runtime, ilze, place, sent, seen=found.seen)


def no_part_in_the_case(town: Town, account: UserAccount) -> None:
    with town.runtime.transaction(EVERY) as session:
        other = rows.first(session, Person, id__not=account.person_id)
        assert other is not None
        rows.change(session, ServiceCase, {"recipient_id": other.id}, id=town.case_id)


CHANGES = (closed_and_opened, works_for_the_office, has_a_second_factor, another_mail, no_part_in_the_case)


@pytest.mark.parametrize("change", CHANGES)
def test_what_it_was_made_for_has_changed_and_it_counts_no_more(
    town: Town, change: Callable[[Town, UserAccount], None]
) -> None:
    link, _ = make(town, way="mail")
    secret = town.stranger().get(link).value("link")
    assert secret
    change(town, account_of_the_link(town))
    assert town.stranger().get(link).status == 410
    assert enter(town.stranger(), link=secret).status == 410


def test_its_secret_stands_in_no_log_and_goes_to_nobody(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    link, _ = make(town, way="mail")
    secret = link.rpartition("/")[2]
    with caplog.at_level("DEBUG"):
        person = town.stranger()
        page = person.get(link)
        enter(person, link=secret)
        dead = town.stranger().get(link)
    told = [f"{record.getMessage()} {record.__dict__}" for record in caplog.records]
    assert len(told) >= 4
    assert [line for line in told if secret in line] == []
    assert [one.response.headers["Referrer-Policy"] for one in (page, dead)] == ["strict-origin"] * 2
