"""Six who have no business with Anna's case try every address there is, and get nothing; on both databases.

Somebody who is not signed in; a colleague of another municipality who holds every role there; a relative who
uses the service for another child; a deputy whose days are over; somebody whose account was shut while they
were signed in; an owner of the processes. Each opens and sends everything, with the numbers of things that
are there, and nothing of Anna, her assistant or her municipality is told or changed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

import pytest
from sqlalchemy import select

from engine.persistence.tables import Base
from engine.runtime import EVERY
from tests.processes.stage import PARTIES as PEOPLE
from tests.web.busy_town import PUBLIC_PAGES, Busy
from tests.web.outsiders import OUTSIDERS, Outsider, address_of, missing
from tests.web.test_rights import MAY_SEND, PUBLIC_FORMS
from tests.web.town import Answer, Town

SIGNING_IN = {"web_session", "session_place", "sign_in_attempt", "half_sign_in", "sent_form"}
"""Tables in which coming and going leaves its own traces."""
OWN = re.compile(r'csrf_token" value="[^"]+"|data-csrf="[^"]+"|no-such-page|\d+')
REFUSED = (401, 404)  # a form of a session that ended; no such page
SENT = {"_action": "complete", "note": "x", "reason": "x", "verdict": "confirmed"}


def tries_everything(busy: Busy, outsider: Outsider) -> None:
    """Open every address, send to every address that is not their own business."""
    for endpoint, address in busy.rules("GET").items():
        outsider.heard[f"GET {endpoint}"] = outsider.guest.get(address)
    outsider.guest.get("/settings")
    for endpoint, address in busy.rules("POST").items():
        if endpoint not in outsider.may_send | PUBLIC_FORMS:
            outsider.heard[f"POST {endpoint}"] = outsider.guest.post(address, **SENT)


def private_words() -> set[str]:
    """What stands in no page of an outsider: names, codes, places and accounts of Anna and Jānis."""
    words = set()
    for name in ("anna", "janis"):
        person, _ = PEOPLE[name]
        words |= {
            person.given_name,
            person.family_name[:-1],
            person.personal_code,
            person.address,
            person.email,
        }
    return {word for word in words if word}


def rows_of(town: Town) -> dict[str, str]:
    """A hash over every row of every table that is not about coming and going."""
    with town.runtime.reading(EVERY) as session:
        connection = session.connection()
        found = {
            table.name: sorted(str(tuple(row)) for row in connection.execute(select(table)))
            for table in Base.metadata.sorted_tables
            if table.name not in SIGNING_IN
        }
    return {name: hashlib.sha256("|".join(told).encode()).hexdigest() for name, told in found.items()}


@pytest.mark.parametrize("who", OUTSIDERS)
def test_they_try_everything_and_get_nothing(house: Busy, who: str) -> None:
    outsider = OUTSIDERS[who](house)
    before = rows_of(house.town)
    tries_everything(house, outsider)
    after = rows_of(house.town)
    changed = {table for table, found in after.items() if found != before[table]}
    assert changed <= LEAVES.get(who, frozenset())
    let_in = [tried for tried, answer in outsider.heard.items() if is_let_in(house, outsider, tried, answer)]
    assert let_in == []
    told = {
        (tried, word)
        for tried, answer in outsider.heard.items()
        for word in private_words()
        if word in answer.text.replace(outsider.own_name or "\0", "")
    }
    assert told == set()


def is_let_in(busy: Busy, outsider: Outsider, tried: str, answer: Answer) -> bool:
    """Whether something came that is neither a refusal nor what a thing would get that is not there."""
    method, _, endpoint = tried.partition(" ")
    led_in = answer.status == 302 and (answer.goes_to or "").startswith("/sign-in")
    if answer.status in REFUSED or led_in or endpoint in outsider.may_open | PUBLIC_PAGES | {"static"}:
        return False
    [rule] = [
        one
        for one in busy.town.app.url_map.iter_rules()
        if one.endpoint == endpoint and method in (one.methods or ())
    ]
    address = missing(busy, rule)
    if address is None:
        return True
    nowhere = outsider.guest.post(address, **SENT) if method == "POST" else outsider.guest.get(address)
    return told_by(answer) != told_by(nowhere)


def told_by(answer: Answer) -> tuple[int, str, str]:
    """All that an answer tells, but for tokens and the numbers that were asked for."""
    return answer.status, OWN.sub("", answer.text), OWN.sub("", answer.goes_to or "")


LEAVES: Mapping[str, frozenset[str]] = dict.fromkeys(
    ("colleague elsewhere", "relative", "expired deputy", "process owner"), frozenset({"audit_event"})
)
"""Whoever takes a list of their own as a file is noted."""


def test_the_walk_would_notice_somebody_who_is_let_in(house: Busy) -> None:
    """The caseworker, taken for an outsider, is told and let in a great deal."""
    ilze = Outsider(house.town.guest("caseworker"), may_send=frozenset(MAY_SEND))
    tries_everything(house, ilze)
    let_in = [tried for tried, answer in ilze.heard.items() if is_let_in(house, ilze, tried, answer)]
    assert len(let_in) > 20
    heard = " ".join(answer.text for answer in ilze.heard.values())
    assert all(name in heard for name in ("Anna", "Bērziņa", "Jānis", "Kalniņš", "Pils iela 2"))


@pytest.mark.parametrize("who", ["colleague elsewhere", "relative", "process owner"])
def test_what_is_there_answers_like_what_is_not(house: Busy, who: str) -> None:
    """Status and words are the same for a thing of others and for none: 403 = 404."""
    outsider = OUTSIDERS[who](house)
    differing, looked_at = set(), 0
    for rule in house.town.app.url_map.iter_rules():
        nowhere = missing(house, rule)
        if (
            nowhere is None
            or rule.endpoint in outsider.may_open | PUBLIC_PAGES
            or "GET" not in (rule.methods or ())
        ):
            continue
        looked_at += 1
        there = outsider.guest.get(address_of(rule, house.named))
        if told_by(there) != told_by(outsider.guest.get(nowhere)):
            differing.add((rule.endpoint, there.status))
    assert differing == set()
    assert looked_at > 20
