"""Every address has its right; who may not come in cannot tell the page from one that does not exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from werkzeug.routing import Rule

from engine.domain.rights import RULES
from tests.processes.stage import Stage
from tests.web.busy_town import make_busy
from tests.web.town import PASSWORD, Guest, Town
from web.routes import PUBLIC, actions

ROLES = {
    "r": "anna",
    "a": "janis",
    "l": "marta",
    "c": "caseworker",
    "h": "head",
    "f": "finance",
    "x": "contest_authority",
    "p": "process_owner",
    "u": "auditor",
    "s": "administrator",
    "m": "ministry",
    "o": "provider",
}
"""A letter for each role, and who of the cast holds it; Marta is another child's mother."""

EVERYBODY = "ralchfxpusmo"
MAY_OPEN: Mapping[str, str] = {
    "application.form": "rlc",
    "application.received": "rc",
    "case.case": "rchu",
    "case.diagram": "rchpu",
    "cases.listing": "chfxu",
    "change.form": "c",
    "claims.claim": "hfmu",
    "claims.file": "hfmu",
    "claims.line": "hfu",
    "claims.listing": "hfmu",
    "home.home": EVERYBODY,
    "inbox.listing": EVERYBODY,
    "inbox.news": EVERYBODY,
    "incidents.listing": "ps",
    "letter.letter": "rchu",
    "month.month": "rachfu",
    "months.listing": "chfu",
    "release.diagram": "hpus",
    "release.release": "hpus",
    "task.task": "fu",
    "users.listing": "s",
    "users.user": "s",
}
"""Who opens which page about Anna's case, whose assistant is Janis; the task is finance's."""

MAY_SEND: Mapping[str, str] = {
    "application.send": "rlc",
    "change.send": "c",
    "inbox.claim": "f",
    "inbox.give_back": "f",
    "incidents.retry": "ps",
    "incidents.retry_alike": "ps",
    "interventions.deadline": "h",
    "interventions.hold": "h",
    "interventions.resume": "h",
    "month.change": "ra",
    "months.remind": "c",
    "months.remind_all": "c",
    "sign_in.leave": EVERYBODY,
    "task.draft": "f",
    "task.send": "fu",
    "users.add": "s",
    "users.change": "s",
    "users.disable": "s",
    "users.enable": "s",
    "users.new_password": "s",
}
"""Whose forms are looked at; all others are answered as if there were no such address."""

PUBLIC_PAGES = {
    "health.health",
    "health.metrics",
    "health.ready",
    "settings.settings",
    "sign_in.form",
    "static",
}
PUBLIC_FORMS = {"settings.keep", "sign_in.enter"}


@pytest.fixture(scope="module")
def busy(founded: Stage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Busy]:
    """One town for all of these tests: none of them changes anything."""
    town = Town(founded.copy(tmp_path_factory.mktemp("busy")), reload=False).open_pages()
    found = make_busy(town)
    yield Busy(town, found)
    town.close()


class Busy:
    """The town, its addresses, and its people signed in."""

    def __init__(self, town: Town, named: Mapping[str, object]) -> None:
        self.town = town
        self.named = named
        self.guests: dict[str, Guest] = {}

    def rules(self, method: str) -> dict[str, str]:
        """Endpoint → an address of it that something stands behind."""
        found = [rule for rule in self.town.app.url_map.iter_rules() if method in (rule.methods or ())]
        return {rule.endpoint: self._address(rule) for rule in found}

    def _address(self, rule: Rule) -> str:
        built = rule.build({name: self.named[name] for name in rule.arguments}, append_unknown=False)
        assert built is not None, rule
        return built[1]

    def guest(self, name: str) -> Guest:
        """Somebody of the cast, signed in once."""
        if name not in self.guests:
            self.guests[name] = self.town.guest(name)
        return self.guests[name]


def test_every_address_has_a_right_that_exists(busy: Busy) -> None:
    app = busy.town.app
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert set(actions(app)) == endpoints
    assert set(actions(app).values()) - {PUBLIC} <= set(RULES)
    assert {name for name, action in actions(app).items() if action == PUBLIC} == PUBLIC_PAGES | PUBLIC_FORMS


def test_the_tables_above_name_every_address(busy: Busy) -> None:
    assert set(busy.rules("GET")) == set(MAY_OPEN) | PUBLIC_PAGES
    assert set(busy.rules("POST")) == set(MAY_SEND) | PUBLIC_FORMS


def test_a_stranger_sees_public_pages_and_the_way_in(busy: Busy) -> None:
    for endpoint, address in busy.rules("GET").items():
        answer = busy.town.stranger().get(address)
        if endpoint == "health.metrics":  # public only to a watcher with the token
            assert answer.status == 404
        elif endpoint in PUBLIC_PAGES:
            assert answer.status == 200, address
        else:
            assert (answer.status, (answer.goes_to or "")[:8]) == (302, "/sign-in"), address


def test_a_stranger_sends_nothing(busy: Busy) -> None:
    before = busy.town.dump()
    for endpoint, address in busy.rules("POST").items():
        stranger = busy.town.stranger()
        stranger.get("/sign-in")
        if endpoint not in PUBLIC_FORMS:
            assert stranger.post(address, _action="complete").status == 404, address
    assert busy.town.dump() == before


@pytest.mark.parametrize("letter", ROLES)
def test_pages_open_for_whom_the_table_says(busy: Busy, letter: str) -> None:
    guest = busy.guest(ROLES[letter])
    opened = {
        endpoint for endpoint, address in busy.rules("GET").items() if guest.get(address).status in (200, 303)
    }
    assert opened - PUBLIC_PAGES == {endpoint for endpoint, letters in MAY_OPEN.items() if letter in letters}


@pytest.mark.parametrize("letter", ROLES)
def test_no_page_leads_to_one_that_is_refused(busy: Busy, letter: str) -> None:
    guest = busy.guest(ROLES[letter])
    pages = [answer for address in busy.rules("GET").values() if (answer := guest.get(address)).status == 200]
    wanted = {href for page in pages for href in page.links if href.startswith("/")}
    assert wanted
    assert [href for href in sorted(wanted) if guest.get(href.partition("#")[0]).status == 404] == []


def test_a_page_that_is_not_for_me_looks_like_one_that_is_not(busy: Busy) -> None:
    guest = busy.guest("process_owner")
    hidden, missing = guest.get(f"/cases/{busy.named['case_id']}"), guest.get("/cases/987654")
    nowhere = guest.get("/no-such-page")
    assert hidden.status == missing.status == nowhere.status == 404
    assert hidden.heading == missing.heading == nowhere.heading == "Tādas lapas nav"


@pytest.mark.parametrize("letter", ROLES)
def test_forms_of_others_are_not_looked_at(busy: Busy, letter: str) -> None:
    guest, before = busy.guest(ROLES[letter]), busy.town.dump()
    guest.get("/settings")
    for endpoint, address in busy.rules("POST").items():
        if endpoint not in PUBLIC_FORMS and letter not in MAY_SEND[endpoint]:
            assert guest.post(address, _action="complete").status == 404, address
    assert busy.town.dump() == before


@pytest.mark.parametrize("letter", ROLES)
def test_opening_pages_changes_nothing(busy: Busy, letter: str) -> None:
    """What is noted is who read whose file and who fetched a payment file."""
    notes = frozenset({"web_session", "read_log", "audit_event"})
    guest = busy.guest(ROLES[letter])
    before, audit = busy.town.dump(but=notes), len(busy.town.dump()["audit_event"])
    for address in busy.rules("GET").values():
        guest.get(address)
    assert busy.town.dump(but=notes) == before
    assert len(busy.town.dump()["audit_event"]) - audit == (1 if letter in MAY_OPEN["claims.file"] else 0)


@pytest.mark.parametrize("method", ["token missing", "token wrong", "other site", "other site, no Origin"])
def test_a_foreign_form_changes_nothing(busy: Busy, method: str) -> None:
    headers = {
        "other site": {"Origin": "https://evil.example"},
        "other site, no Origin": {"Sec-Fetch-Site": "cross-site"},
    }.get(method, {})
    guests = [busy.guest(name) for name in ("caseworker", "administrator", "janis", "finance")]
    before = busy.town.dump()  # after everybody has signed in, which leaves a trace of its own
    for guest in guests:
        guest.get("/settings")
        token = {"token missing": {}, "token wrong": {"csrf_token": "x" * 43}}.get(
            method, {"csrf_token": guest.token}
        )
        for address in busy.rules("POST").values():
            answer = guest.send(address, {**token, "_action": "complete"}, **headers)
            assert answer.status == 400, (address, method)
    after = busy.town.dump()
    assert [table for table, rows in before.items() if after[table] != rows] == []


def test_the_token_of_somebody_else_is_a_wrong_one(busy: Busy) -> None:
    one, other = busy.guest("caseworker"), busy.guest("finance")
    one.get("/settings"), other.get("/settings")
    assert one.token != other.token
    answer = one.send("/months/remind", {"csrf_token": other.token})
    assert answer.status == 400


def test_the_own_site_may_stand_behind_a_proxy_that_speaks_tls(busy: Busy) -> None:
    guest = busy.guest("finance")
    guest.get("/settings")
    same = guest.send("/settings", {"csrf_token": guest.token, "next": "/"}, Origin="https://localhost")
    assert same.status == 303


def test_a_request_by_another_method_is_no_page(busy: Busy) -> None:
    guest = busy.guest("caseworker")
    for address in set(busy.rules("GET").values()) - {"/"}:
        assert guest.client.delete(address).status_code in (400, 404, 405), address


@pytest.mark.parametrize(
    ("wanted", "goes_to"),
    [
        ("/cases?state=active&q=b%C4%93rz", "/cases?state=active&q=b%C4%93rz"),
        ("//evil.example/x", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example/", "/"),
        ("/tasks\r\nSet-Cookie: x=1", "/"),
        ("", "/"),
    ],
)
def test_the_way_back_leads_into_this_house(busy: Busy, wanted: str, goes_to: str) -> None:
    answer = busy.town.stranger().sign_in("caseworker", PASSWORD, next=wanted)
    assert (answer.status, answer.goes_to) == (303, goes_to)


def test_numbers_that_are_no_ids_are_no_addresses(busy: Busy) -> None:
    guest = busy.guest("caseworker")
    for number in ("0", "999999999", "9" * 30, "-1", "1.5", "x"):
        for place in ("tasks", "cases", "months", "letters", "claims"):
            assert guest.get(f"/{place}/{number}").status == 404, (place, number)
