"""Every address has its right; who may not come in cannot tell the page from one that does not exist."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from engine.domain.rights import RULES
from tests.web.busy_town import EVERYBODY, MAY_OPEN, PUBLIC_PAGES, ROLES, Busy
from tests.web.town import PASSWORD, Answer
from web.api.application import PLACE
from web.routes import PUBLIC, actions, lists
from web.visit import BROWSERS_OWN

MAY_SEND: Mapping[str, str] = {
    "account.change_password": EVERYBODY,
    "account.end_others": EVERYBODY,
    "account.end_session": EVERYBODY,
    "application.send": "rlch",
    "audit.find_person": "us",
    "budget_amounts.approve": "hf",
    "budget_amounts.propose": "hf",
    "budget_amounts.refuse": "hf",
    "budget_amounts.withdraw": "hf",
    "calendar.make_link": "ralchfxpus",
    "calendar.remove_link": "ralchfxpus",
    "case_notes.write_note": "ch",
    "change.send": "c",
    "claim_reply.errors": "f",
    "claim_reply.send": "f",
    "days_off.add": "s",
    "days_off.remove": "s",
    "figures.opinions": "hm",
    "contact_details.keep": "ch",
    "control.check": "hu",
    "control.draw": "h",
    "diagram_answers.dates": "hpus",
    "diagram_answers.forms": "p",
    "districts.add": "s",
    "districts.rename": "s",
    "districts.restore": "s",
    "districts.retire": "s",
    "draft_file_deeds.add": "p",
    "draft_file_deeds.restore": "p",
    "draft_file_deeds.take_out": "p",
    "draft_files.save": "p",
    "draft_steps.approve": "hp",
    "draft_steps.bring_up_to_date": "p",
    "draft_steps.propose": "p",
    "draft_steps.rehearse": "p",
    "draft_steps.send_back": "hp",
    "draft_plan.call_off": "hp",
    "draft_plan.take_up": "p",
    "draft_steps.take_back": "p",
    "draft_zip.send": "p",
    "drafts.begin": "p",
    "drafts.bring_back": "p",
    "drafts.withdraw": "p",
    "form_editor.save": "p",
    "form_preview.send": "hpus",
    "form_texts.save": "p",
    "letter_editor.save": "p",
    "scenario_plays.play": "p",
    "tryout_beginnings.begin": "p",
    "tryout_tasks.send": "p",
    "tryouts.keep": "p",
    "tryouts.step": "p",
    "deputies.end": "chfxpus",
    "deputies.name": "chfxpus",
    "house.keep": "s",
    "house.put_crest": "s",
    "house.take_crest_away": "s",
    "inbox.claim": "f",
    "inbox.give_back": "f",
    "inbox.search": EVERYBODY,
    "inbox_deeds.bulk": "chfxpus",
    "inbox_deeds.change_view": "chfxpus",
    "inbox_deeds.keep_view": "chfxpus",
    "incidents.retry": "ps",
    "incidents.retry_alike": "ps",
    "integrations.add": "s",
    "integrations.again": "s",
    "integrations.events": "s",
    "integrations.revoke": "s",
    "interventions.deadline": "h",
    "interventions.district": "ch",
    "interventions.hold": "h",
    "interventions.reopen": "h",
    "interventions.resume": "h",
    "invoices.send": "fo",
    "kept_off.keep_off": "h",
    "kept_off.let_back": "h",
    "kept_off.step_back": "chfu",
    "mail_trial.send": "s",
    "month.change": "ra",
    "month.correct": "c",
    "month.demand": "c",
    "month.received": "c",
    "months.remind": "c",
    "months.remind_all": "c",
    "months.remind_chosen": "c",
    "new_process.make": "p",
    "number_proposals.approve": "hp",
    "number_proposals.refuse": "hp",
    "number_proposals.withdraw": "p",
    "numbers.propose": "p",
    "payroll.errors": "f",
    "payroll.send": "f",
    "post.deliver": "c",
    "post.posted": "c",
    "providers.account": "s",
    "providers.add": "s",
    "providers.keep": "s",
    "questions.answer": "ch",
    "questions.ask": "ral",
    "own_keys.add": "chfxpusm",
    "own_keys.take_off": "chfxpusm",
    "retention.erase": "hs",
    "retention.erase_person": "hs",
    "retention.look": "hs",
    "second_factor.begin": "chfxpusm",
    "second_factor.confirm": "chfxpusm",
    "second_factor.renew": "chfxpusm",
    "second_factor.take_off": "chfxpusm",
    "sign_in_links.make": "ch",
    "sign_in_links.revoke": "ch",
    "sign_in.leave": EVERYBODY,
    "table_editor.drop": "p",
    "table_editor.keep": "p",
    "move_deeds.approve": "hp",
    "move_deeds.propose": "p",
    "move_deeds.send_back": "hp",
    "move_deeds.take_back": "p",
    "move_deeds.try": "p",
    "move_deeds.undo": "hp",
    "move_deeds.undo_case": "hp",
    "move_deeds.withdraw": "p",
    "move_deeds.write": "p",
    "moves.begin": "p",
    "task.draft": "f",
    "task.send": "fu",
    "trials.run": "p",
    "user_links.link": "s",
    "user_links.unlink": "s",
    "users.add": "s",
    "users.change": "s",
    "users.disable": "s",
    "users.enable": "s",
    "users.new_password": "s",
    "users.take_off_factor": "s",
}
"""Whose forms are looked at; all others are answered as if there were no such address."""

PUBLIC_FORMS = {
    "entering.come_in",
    "sign_in_code.enter",
    "sign_in_code.enter_by_key",
    "policy_reports.take",
    "settings.keep",
    "sign_in.enter",
    "tour.end",
    "tour.stop",
    "verification.check",
}


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
        if endpoint in ("health.metrics", "calendar.feed", "tour.tour") or endpoint.startswith(
            "outside_sign_in."
        ):  # with the token; in a demo only
            assert answer.status == 404
        elif endpoint == "sign_in_code.ask":  # nobody typed a password
            assert (answer.status, answer.goes_to) == (303, "/sign-in")
        elif endpoint == "entering.follow":  # a link that was never made
            assert answer.status == 410
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


@dataclass(slots=True)
class Walk:
    """Somebody opened every address: what came, and what it left behind."""

    letter: str
    answers: dict[str, Answer]
    changed: bool
    audited: int


NOTES = frozenset({"web_session", "read_log", "audit_event", "task_mark"})
"""What opening a page leaves: who read whose file, opened a task, fetched a payment file or a list."""


@pytest.fixture(scope="module", params=ROLES)
def walk(request: pytest.FixtureRequest, busy: Busy) -> Walk:
    """The walk of one role."""
    guest = busy.guest(ROLES[request.param])
    before, audit = busy.town.dump(but=NOTES), len(busy.town.dump()["audit_event"])
    answers = {endpoint: guest.get(address) for endpoint, address in busy.rules("GET").items()}
    changed = busy.town.dump(but=NOTES) != before
    return Walk(request.param, answers, changed, len(busy.town.dump()["audit_event"]) - audit)


def test_pages_open_for_whom_the_table_says(walk: Walk) -> None:
    opened = {endpoint for endpoint, answer in walk.answers.items() if answer.status in (200, 303)}
    assert opened - PUBLIC_PAGES == {
        endpoint for endpoint, letters in MAY_OPEN.items() if walk.letter in letters
    }


def test_opening_pages_changes_nothing(busy: Busy, walk: Walk) -> None:
    assert not walk.changed
    files = {f"{one}_file" for one in lists(busy.town.app)} | {"budget.file", "figures.file"}
    noted = {"claims.file", "exports.fetch", "case_notes.copy"} | files
    assert walk.audited == sum(walk.letter in MAY_OPEN[one] for one in noted)


def test_no_page_leads_to_one_that_is_refused(busy: Busy, walk: Walk) -> None:
    guest = busy.town.guest(ROLES[walk.letter])  # of its own: one of the links is to the other language
    pages = [answer for answer in walk.answers.values() if answer.status == 200]
    wanted = {href.partition("#")[0] for page in pages for href in page.links if href.startswith("/")}
    wanted -= {f"{PLACE}/openapi.json"}  # of the application beside the pages
    assert wanted
    assert [href for href in some_of_each(busy, wanted) if guest.get(href).status == 404] == []


def some_of_each(busy: Busy, links: set[str]) -> list[str]:
    """Of links to the same page of a role the first and the last three: a list of files is long."""
    leads_to = busy.town.app.url_map.bind("localhost").match
    sorts: dict[object, list[str]] = {}
    for href in sorted(links):
        sorts.setdefault((leads_to(href.partition("?")[0])[0], "?" in href), []).append(href)
    return [href for hrefs in sorts.values() for href in dict.fromkeys(hrefs[:3] + hrefs[-3:])]


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
        for address in (one for name, one in busy.rules("POST").items() if name not in BROWSERS_OWN):
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
