"""Six who have no business with Anna's case, and how each of them is signed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from werkzeug.routing import Rule

from engine.domain.rights import PARTIES, Role
from engine.people import people
from engine.people.people import NewAccount
from engine.persistence import rows
from engine.persistence.tables.accounts import UserAccount
from engine.runtime import EVERY
from engine.simulation.founding import add_municipality
from tests.web.busy_town import MAY_OPEN, Busy
from tests.web.test_rights import MAY_SEND
from tests.web.town import PASSWORD, QUICK, Answer, Guest, Town

MISSING = 987_654_321


@dataclass
class Outsider:
    """Somebody, how they are signed in, and which addresses are theirs all the same."""

    guest: Guest
    may_open: frozenset[str] = frozenset()
    may_send: frozenset[str] = frozenset()
    own_name: str = ""
    heard: dict[str, Answer] = field(default_factory=dict)


def add_outsiders(town: Town) -> None:
    cesis = add_municipality(town.runtime, "cesis", "Cēsu novads", from_day=date(2026, 1, 1))
    office = frozenset(set(Role) - PARTIES - {Role.MINISTRY_OFFICER})
    people.add(town.runtime, cesis, NewAccount("colleague", "Zane Ozola", None, office))
    for name in ("deputy", "shut_out"):
        roles = frozenset({Role.CASEWORKER, Role.HEAD_OF_SERVICE, Role.FINANCE})
        people.add(town.runtime, town.tenant, NewAccount(name, name, None, roles))
    with town.runtime.transaction(EVERY) as session:
        for name in ("colleague", "deputy", "shut_out"):
            rows.change(session, UserAccount, {"password_hash": QUICK.hash(PASSWORD)}, user_name=name)


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
}


def missing(busy: Busy, rule: Rule) -> str | None:
    """The same address of things that are not there; None where it names nothing by number."""
    numbers = {name for name in rule.arguments if type(busy.named.get(name)) is int and name != "year"}
    return address_of(rule, {**busy.named, **dict.fromkeys(numbers, MISSING)}) if numbers else None


def address_of(rule: Rule, named: Mapping[str, object]) -> str:
    """The address of these things."""
    built = rule.build({name: named[name] for name in rule.arguments}, append_unknown=False)
    assert built is not None, rule
    return built[1]
