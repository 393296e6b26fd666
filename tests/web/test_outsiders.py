"""Eight who have no business with Anna's case try every address there is, and get nothing; on both databases.

Somebody who is not signed in; a colleague of another municipality who holds every role there; a relative who
uses the service for another child; a deputy whose days are over; somebody whose account was shut while they
were signed in; an owner of the processes; a caseworker and a head of service of another district. Each opens
and sends everything, with the numbers of things that are there, and nothing of Anna, her assistant or her
municipality is told or changed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import pytest
from sqlalchemy import select
from werkzeug.routing import Rule

from engine.cases import case_districts
from engine.domain.rights import PARTIES, Role
from engine.office import districts
from engine.people import people
from engine.people.people import NewAccount
from engine.persistence import rows
from engine.persistence.tables import Base
from engine.persistence.tables.accounts import UserAccount
from engine.runtime import EVERY
from engine.simulation.founding import add_municipality
from tests.processes.stage import PARTIES as PEOPLE
from tests.stages import Stages
from tests.web.busy_town import MAY_OPEN, PUBLIC_PAGES, Busy, make_busy
from tests.web.test_rights import MAY_SEND, PUBLIC_FORMS
from tests.web.town import PASSWORD, QUICK, Answer, Guest, Town, found_town

SIGNING_IN = {"web_session", "session_place", "sign_in_attempt", "half_sign_in", "sent_form"}
"""Tables in which coming and going leaves its own traces."""
OWN = re.compile(r'csrf_token" value="[^"]+"|data-csrf="[^"]+"|no-such-page|\d+')
MISSING = 987_654_321
REFUSED = (401, 404)  # a form of a session that ended; no such page
SENT = {"_action": "complete", "note": "x", "reason": "x", "verdict": "confirmed"}


@dataclass
class Outsider:
    """Somebody, how they are signed in, and which addresses are theirs all the same."""

    guest: Guest
    may_open: frozenset[str] = frozenset()
    may_send: frozenset[str] = frozenset()
    own_name: str = ""
    heard: dict[str, Answer] = field(default_factory=dict)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def house(
    request: pytest.FixtureRequest, stages: Stages, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Busy]:
    """A busy town of the test's own, beside it a municipality where nothing has happened."""
    if request.param == "sqlite":
        stage = stages.on_sqlite().copy(tmp_path_factory.mktemp("outsiders"))
    else:
        stage = stages.on_postgres(request.getfixturevalue("postgres"))
    town = Town(found_town(stage), reload=False).open_pages()
    busy = Busy(town, make_busy(town))
    _add_outsiders(town)
    yield busy
    town.close()


def _add_outsiders(town: Town) -> None:
    cesis = add_municipality(town.runtime, "cesis", "Cēsu novads", from_day=date(2026, 1, 1))
    office = frozenset(set(Role) - PARTIES - {Role.MINISTRY_OFFICER})
    people.add(town.runtime, cesis, NewAccount("colleague", "Zane Ozola", None, office))
    for name in ("deputy", "shut_out"):
        roles = frozenset({Role.CASEWORKER, Role.HEAD_OF_SERVICE, Role.FINANCE})
        people.add(town.runtime, town.tenant, NewAccount(name, name, None, roles))
    _add_district_workers(town)
    with town.runtime.transaction(EVERY) as session:
        for name in ("colleague", "deputy", "shut_out", *DISTRICT_WORKERS):
            rows.change(session, UserAccount, {"password_hash": QUICK.hash(PASSWORD)}, user_name=name)


def _add_district_workers(town: Town) -> None:
    """Anna's case is of Ogre; these work in Lielvārde, and one of them heads there."""
    ogre, elsewhere = (
        districts.add(town.runtime, town.actor("administrator"), code, name)
        for code, name in (("OG", "Ogres pilsēta"), ("LI", "Lielvārde"))
    )
    case_districts.put(town.runtime, town.actor("caseworker"), town.case_id, ogre)
    for name, role in DISTRICT_WORKERS.items():
        limited = NewAccount(name, name, None, frozenset({role}), districts=frozenset({elsewhere}))
        people.add(town.runtime, town.tenant, limited)


DISTRICT_WORKERS = {"district_caseworker": Role.CASEWORKER, "district_head": Role.HEAD_OF_SERVICE}


def of_another_district(busy: Busy, name: str, letter: str) -> Outsider:
    """Lists open, without what is of other districts; so does what tells of no person."""
    rules = busy.town.app.url_map.iter_rules()
    nameless = {rule.endpoint for rule in rules if not rule.arguments - {"kind", "day"}}
    opens = frozenset(one for one, letters in MAY_OPEN.items() if letter in letters)
    sends = frozenset(one for one, letters in MAY_SEND.items() if letter in letters)
    return Outsider(busy.town.guest(name), opens & (nameless | OF_NO_PERSON), sends & nameless)


def district_caseworker(busy: Busy) -> Outsider:
    """Knows everything of Lielvārde."""
    return of_another_district(busy, "district_caseworker", "c")


def district_head(busy: Busy) -> Outsider:
    """Heads the service there; what is of the whole municipality is not theirs either."""
    return of_another_district(busy, "district_head", "h")


OF_NO_PERSON = frozenset(
    {"numbers.number", "number_proposals.proposal", "release.diagram", "release.release"}
    | {"comparing.diagram"}
)


def stranger(busy: Busy) -> Outsider:
    guest = busy.town.stranger()
    guest.get("/sign-in")
    return Outsider(guest)


def colleague_elsewhere(busy: Busy) -> Outsider:
    """Pages and forms that name nothing are about their own house."""
    own = {"kind", "year", "day", "table"}  # of their own house
    rules = busy.town.app.url_map.iter_rules()
    nameless = frozenset(rule.endpoint for rule in rules if not rule.arguments - own)
    return Outsider(busy.town.guest("colleague"), nameless | OF_ALL_HOUSES, nameless | SENT_TO_ALL_HOUSES)


def relative(busy: Busy) -> Outsider:
    """Marta, another child's mother, who also works as an assistant elsewhere."""
    opens = frozenset(name for name, letters in MAY_OPEN.items() if "l" in letters or "a" in letters)
    sends = frozenset(name for name, letters in MAY_SEND.items() if "l" in letters or "a" in letters)
    return Outsider(busy.town.guest("marta"), opens, sends, own_name="Marta Priede")


def expired_deputy(busy: Busy) -> Outsider:
    """Had three roles until the day before; is signed in since then."""
    guest = busy.town.guest("deputy")
    assert guest.get(f"/cases/{busy.named['case_id']}").status == 200  # so it was
    people.set_roles(busy.town.runtime, "deputy", [])
    assert guest.get("/tasks").status == 302  # signed out at once
    guest = busy.town.guest("deputy")
    everybodys = frozenset(name for name, letters in MAY_OPEN.items() if len(letters) == 12)
    sends = frozenset(name for name, letters in MAY_SEND.items() if len(letters) == 12)
    return Outsider(guest, everybodys | {"inbox.listing_file"}, sends)


def shut_out(busy: Busy) -> Outsider:
    guest = busy.town.guest("shut_out")
    assert guest.get(f"/cases/{busy.named['case_id']}").status == 200
    people.disable(busy.town.runtime, "shut_out")
    return Outsider(guest)


def process_owner(busy: Busy) -> Outsider:
    opens = frozenset(name for name, letters in MAY_OPEN.items() if "p" in letters)
    sends = frozenset(name for name, letters in MAY_SEND.items() if "p" in letters)
    return Outsider(busy.town.guest("process_owner"), opens, sends)


OF_ALL_HOUSES = frozenset(
    {"numbers.number", "number_proposals.proposal", "release.diagram", "release.release", "monitor.diagram"}
    | {"comparing.diagram", "house.crest"}
)
"""The law's numbers, the diagrams in use and a municipality's crest are nobody's secret."""
SENT_TO_ALL_HOUSES = frozenset(
    {"number_proposals.approve", "number_proposals.refuse", "number_proposals.withdraw", "numbers.propose"}
)
OUTSIDERS: Mapping[str, Callable[[Busy], Outsider]] = {
    "stranger": stranger,
    "colleague elsewhere": colleague_elsewhere,
    "relative": relative,
    "expired deputy": expired_deputy,
    "shut out": shut_out,
    "process owner": process_owner,
    "caseworker of another district": district_caseworker,
    "head of another district": district_head,
}


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


def missing(busy: Busy, rule: Rule) -> str | None:
    """The same address of things that are not there; None where it names nothing by number."""
    numbers = {name for name in rule.arguments if type(busy.named.get(name)) is int and name != "year"}
    return _address(rule, {**busy.named, **dict.fromkeys(numbers, MISSING)}) if numbers else None


def told_by(answer: Answer) -> tuple[int, str, str]:
    """All that an answer tells, but for tokens and the numbers that were asked for."""
    return answer.status, OWN.sub("", answer.text), OWN.sub("", answer.goes_to or "")


LEAVES: Mapping[str, frozenset[str]] = dict.fromkeys(
    (
        *("colleague elsewhere", "relative", "expired deputy", "process owner"),
        *("caseworker of another district", "head of another district"),
    ),
    frozenset({"audit_event"}),
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


@pytest.mark.parametrize(
    "who", ["colleague elsewhere", "relative", "process owner", "caseworker of another district"]
)
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
        there = outsider.guest.get(_address(rule, house.named))
        if told_by(there) != told_by(outsider.guest.get(nowhere)):
            differing.add((rule.endpoint, there.status))
    assert differing == set()
    assert looked_at > 20


def _address(rule: Rule, named: Mapping[str, object]) -> str:
    built = rule.build({name: named[name] for name in rule.arguments}, append_unknown=False)
    assert built is not None, rule
    return built[1]
