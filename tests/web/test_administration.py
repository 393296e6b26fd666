"""Pages of the administrator: the municipality, its crest, days off, provider organisations, trial mail."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from aiosmtpd.controller import Controller

from engine.domain.service_month import ServiceMonth
from engine.domain.working_days import working_day
from engine.persistence import rows
from engine.persistence.tables.accounts import UserRole
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.records import AuditEvent, OutboxMessage
from engine.settings import MailServer
from tests.documents.test_mail import Postbox, free_port
from tests.web.town import Guest, Town

HOUSE = "/administration/municipality"
DAYS = "/administration/days"
PROVIDERS = "/administration/providers"
ACCOUNT = "LV80BANK0000435195001"


def form(guest: Guest, address: str = HOUSE) -> dict[str, str]:
    """What stands in the form, with the word for what was seen."""
    page = guest.get(address)
    names = ("seen", "name", "name_genitive", "phone", "email", "address", "bank_account", "office_name")
    return {name: page.value(name) or "" for name in names}


def house(town: Town) -> Municipality:
    """The municipality as it is kept."""
    return town.read(lambda session: session.get_one(Municipality, town.tenant.municipality_id))


def test_the_municipality_is_changed_and_the_audit_says_from_what_to_what(town: Town) -> None:
    sandra = town.guest("administrator")
    before = form(sandra)
    sent = {**before, "phone": "+371 65000001", "bank_account": "lv80 bank 0000 4351 9500 1"}
    sent |= {"email": "sd@ogre.example", "economic_classification_code": "6422", "hours": "8–17"}
    assert sandra.send(HOUSE, {"csrf_token": sandra.token, **sent}).goes_to == HOUSE
    assert "+371 65000001" in town.stranger().get("/sign-in").text
    kept = house(town)
    assert kept.bank_account == ACCOUNT
    assert kept.settings["economic_classification_code"] == "6422"
    assert kept.settings["regime"]
    with town.runtime.reading(town.tenant) as session:
        (event,) = rows.every(session, AuditEvent, action="municipality_changed")
    assert event.details["changed"]["phone"] == [before["phone"], "+371 65000001"]
    assert "name" not in event.details["changed"]


def test_what_cannot_be_is_said_beside_its_box_and_nothing_is_kept(town: Town) -> None:
    sandra = town.guest("administrator")
    wrong = {**form(sandra), "bank_account": "LV00", "email": "a@", "name": ""}
    wrong |= {"economic_classification_code": "12", "sign_in_link_hours": "0"}
    answer = sandra.send(HOUSE, {"csrf_token": sandra.token, **wrong})
    assert answer.status == 422
    for name in ("bank_account", "email", "name", "economic_classification_code", "sign_in_link_hours"):
        assert f'id="{name}-error"' in answer.text, name
    assert house(town).name


def test_how_letters_go_by_e_mail_is_chosen(town: Town) -> None:
    sandra = town.guest("administrator")
    sent = {**form(sandra), "email": "sd@ogre.example", "letters_by_mail": "whole"}
    assert sandra.send(HOUSE, {"csrf_token": sandra.token, **sent}).goes_to == HOUSE
    assert house(town).settings["letters_by_mail"] == "whole"
    assert '<option value="whole" selected>' in sandra.get(HOUSE).text
    wrong = {**form(sandra), "letters_by_mail": "by pigeon"}
    answer = sandra.send(HOUSE, {"csrf_token": sandra.token, **wrong})
    assert answer.status == 422
    assert 'id="letters_by_mail-error"' in answer.text


def test_of_two_at_once_the_second_sees_what_the_first_saved(town: Town) -> None:
    first, second = town.guest("administrator"), town.guest("administrator")
    mine, theirs = form(first), form(second)
    mine |= {"phone": "+371 1", "email": "sd@ogre.example"}
    theirs |= {"phone": "+371 2", "email": "sd@ogre.example"}
    assert first.send(HOUSE, {"csrf_token": first.token, **mine}).status == 303
    answer = second.send(HOUSE, {"csrf_token": second.token, **theirs})
    assert answer.status == 409
    assert "Kolēģis to izmainīja, kamēr rakstījāt" in answer.text
    assert "Kolēģis saglabāja: „+371 1”" in answer.text
    assert house(town).phone == "+371 1"
    theirs["seen"] = answer.value("seen") or ""
    assert second.send(HOUSE, {"csrf_token": second.token, **theirs}).status == 303
    assert house(town).phone == "+371 2"


def png(width: int = 2) -> bytes:
    """A picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * (width + 1))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def upload(town: Town, content: bytes) -> int:
    """Send a file as the crest; the answer's status."""
    sandra = town.guest("administrator")
    file = (io.BytesIO(content), "gerbonis.svg")
    return sandra.send(f"{HOUSE}/crest", {"csrf_token": sandra.token, "crest": file}).status


SOUND = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#c00" d="M0 0h9v9z"/></svg>'


@pytest.mark.parametrize("content", [png(), SOUND], ids=["png", "svg"])
def test_a_crest_stands_at_the_head_of_every_page(town: Town, content: bytes) -> None:
    assert upload(town, content) == 303
    page = town.stranger().get("/sign-in").text
    address = page[page.index('src="/crest/') + 5 :].partition('"')[0]
    picture = town.stranger().client.get(address)
    assert picture.data == content
    assert "sandbox" in picture.headers["Content-Security-Policy"]
    sandra = town.guest("administrator")
    sandra.post(f"{HOUSE}/crest/remove")
    assert "/crest/" not in town.stranger().get("/sign-in").text


@pytest.mark.parametrize(
    "content",
    [
        SOUND.replace(b"<path", b"<script>alert(1)</script><path"),
        SOUND.replace(b"<path", b'<path onload="alert(1)"'),
        SOUND.replace(b"<path", b"<foreignObject/><path"),
        SOUND.replace(b"<path", b'<image href="http://example.org/x.png"/><path'),
        SOUND.replace(b"<path", b'<use href="http://example.org/x.svg#a"/><path'),
        SOUND.replace(b"#c00", b"url(http://example.org/x)"),
        SOUND.replace(b"<path", b'<path style="background:url(http://x)"'),
        SOUND.replace(b"<path", b"<style>@import url(x)</style><path"),
        SOUND.replace(b"<path", b'<path><animate attributeName="href"/></path><path'),
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SOUND,
        b"<html><script>1</script></html>",
        b"GIF89a",
        png()[:-9],
        png() + b"<script>",
        png(4000),
        b"\x89PNG\r\n\x1a\n",
        b"x" * 200_001,
        b"",
    ],
)
def test_what_is_not_only_a_picture_is_refused(town: Town, content: bytes) -> None:
    assert upload(town, content) == 422
    assert "crest" not in house(town).settings


def test_an_own_day_moves_deadlines_and_no_pay(town: Town) -> None:
    sandra = town.guest("administrator")
    page = sandra.get(f"{DAYS}?year=2026")
    assert "visai valstij" in page.text
    sent = {"day-day": "2", "day-month": "3", "day-year": "2026", "kind": "off", "name": "Novada diena"}
    assert sandra.send(DAYS, {"csrf_token": sandra.token, **sent}).goes_to == f"{DAYS}?year=2026"
    assert "Novada diena" in sandra.get(f"{DAYS}?year=2026").text
    with town.runtime.reading(town.tenant) as session:
        holidays = town.runtime.rule_book(session).holidays
    assert working_day(1, ServiceMonth(2026, 3), holidays) == date(2026, 3, 3)
    assert not holidays.is_holiday(date(2026, 3, 2))
    again = sandra.send(DAYS, {"csrf_token": sandra.token, **sent})
    assert again.status == 422
    (remove,) = [one for one in sandra.get(f"{DAYS}?year=2026").text.split('"') if "/remove" in one]
    sandra.post(remove)
    with town.runtime.reading(town.tenant) as session:
        holidays = town.runtime.rule_book(session).holidays
    assert working_day(1, ServiceMonth(2026, 3), holidays) == date(2026, 3, 2)


def test_a_day_off_may_be_worked_and_a_senseless_day_is_refused(town: Town) -> None:
    sandra = town.guest("administrator")
    saturday = {"day-day": "7", "day-month": "3", "day-year": "2026", "name": "Talka"}
    senseless = sandra.send(DAYS, {"csrf_token": sandra.token, **saturday, "kind": "off"})
    assert senseless.status == 422
    assert "Tas neko nemaina" in senseless.text
    assert sandra.send(DAYS, {"csrf_token": sandra.token, **saturday, "kind": "working"}).status == 303
    with town.runtime.reading(town.tenant) as session:
        assert town.runtime.rule_book(session).holidays.is_working_day(date(2026, 3, 7))


def test_a_provider_is_added_changed_and_given_an_account(town: Town) -> None:
    sandra = town.guest("administrator")
    sandra.get(f"{PROVIDERS}/new")
    sent = {"name": "SIA „Roka”", "registration_number": "40003 000 099", "bank_account": ACCOUNT}
    added = sandra.post(f"{PROVIDERS}/new", **sent)
    assert added.status == 303
    address = added.goes_to or ""
    assert "40003000099" in sandra.get(PROVIDERS).text
    assert sandra.post(f"{PROVIDERS}/new", **sent).status == 422
    seen = sandra.get(address).value("seen")
    sent["phone"] = "+371 6"
    assert sandra.post(address, seen=seen, **sent).status == 303
    assert sandra.post(address, seen=seen, **{**sent, "phone": "+371 7"}).status == 409
    shown = sandra.post(f"{address}/account", user_name="roka")
    password = shown.text.partition("Pirmā parole: ")[2][:19]
    assert town.stranger().sign_in("roka", password).status == 303
    assert "roka" in sandra.get(address).text


@pytest.fixture
def postbox(town: Town) -> Iterator[Postbox]:
    """A mail server on this machine that the town sends through."""
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    server = MailServer("127.0.0.1", controller.port, "sd@ogre.example")
    town.runtime.settings = replace(town.runtime.settings, mail=server)
    yield box
    controller.stop()


def test_a_trial_mail_reaches_a_mail_server(town: Town, postbox: Postbox) -> None:
    sandra = town.guest("administrator")
    sandra.get("/administration/mail")
    answer = sandra.post("/administration/mail", mail_to="sandra@ogre.example")
    assert "Pasta serveris ir pieņēmis vēstuli" in answer.text
    assert len(postbox.taken) == 1
    assert postbox.recipients == ["sandra@ogre.example"]
    with town.runtime.reading(town.tenant) as session:
        (message,) = rows.every(session, OutboxMessage, key__least="mail_trial:", key__before="mail_trial;")
    assert (str(message.state), message.payload) == ("sent", {})


def test_a_trial_mail_without_a_server_says_so(town: Town) -> None:
    sandra = town.guest("administrator")
    sandra.get("/administration/mail")
    answer = sandra.post("/administration/mail", mail_to="sandra@ogre.example")
    assert "Neizdevās" in answer.text
    assert sandra.post("/administration/mail", mail_to="nav adreses").status == 422


def test_roles_keep_their_days_and_who_gave_them(town: Town) -> None:
    sandra = town.guest("administrator")
    user_id = town.actor("other_finance").user_id
    address = f"/users/{user_id}"
    sandra.get(address)
    town.clock.move_to(town.clock.now() + timedelta(days=3))
    sandra = town.guest("administrator")
    sandra.get(address)
    last = town.today + timedelta(days=30)
    until = {f"until-{part}": str(getattr(last, part)) for part in ("day", "month", "year")}
    assert sandra.send(address, {"csrf_token": sandra.token, "roles": "auditor", **until}).status == 303
    spans = {
        str(one.role): (one.from_day, one.to_day)
        for one in town.read(lambda session: rows.every(session, UserRole, user_id=user_id))
    }
    assert spans["auditor"] == (town.today, last)
    assert spans["finance"][1] == town.today - timedelta(days=1)
    page = sandra.get(address).text
    assert "Sandra Kļava" in page.partition("Lomas deva vai ņēma")[2]
