"""Every address that shows one case's data leaves a line in the read log; a new one without it fails here."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from engine.persistence import rows
from engine.persistence.tables.instances import TaskStatus, UserTask
from engine.persistence.tables.records import ReadLog
from engine.tasks import uploads
from tests.processes.roads import assessed
from tests.web.busy_town import MAY_OPEN, PUBLIC_PAGES, ROLES, Busy
from tests.web.town import Answer, Town
from web.drawing.case_words import PURPOSES
from web.routes import lists

OF_NO_CASE: Mapping[str, str] = {
    "budget.file": "sums of a year",
    "budget.year": "sums of a year",
    "claims.claim": "a list of everybody's months; each line is noted when it is opened",
    "case.diagram": "the file of the release; where the case stands is drawn by the page of the case",
    "claim_reply.reply": "the ministry's reply to a claim",
    "claims.file": "what the ministry gets: numbers of people only",
    "comparing.diagram": "a release",
    "comparing.draft": "a draft of a release",
    "moves.plan": "a plan for many cases: numbers and steps, no names",
    "diagram_answers.choices": "a draft of a release",
    "diagram_editor.outline": "a draft of a release",
    "diagram_editor.page": "a draft of a release",
    "draft_cases.cases": "a draft of a release: numbers and steps of cases, no names",
    "draft_files.file": "a draft of a release",
    "draft_files.findings": "a draft of a release",
    "draft_files.raw": "a draft of a release",
    "draft_zip.fetch": "a draft of a release",
    "form_editor.page": "a draft of a release",
    "form_preview.page": "a draft of a release, with samples",
    "form_texts.page": "a draft of a release",
    "kept_off.page": "who of the office is kept off a case: its number, no name of the case",
    "letter_editor.page": "a draft of a release",
    "letter_preview.page": "a draft of a release, with samples",
    "letter_preview.paper": "a draft of a release, with samples",
    "new_process.form": "a draft of a release; templates of processes, no names",
    "drafts.draft": "a draft of a release; how many cases run on it, no names",
    "scenario_plays.coverage": "a draft of a release",
    "tryout_beginnings.beginning": "a draft of a release",
    "tryout_tasks.task": "made-up people of a test run",
    "tryouts.tryout": "made-up people of a test run",
    "exports.fetch": "counts; the tables about people are noted by their own test",
    "figures.file": "counts of a year",
    "figures.year": "counts of a year",
    "integrations.integration": "another system; ids of what it was told",
    "invoices.file": "an invoice of a provider: numbers of people only",
    "invoices.listing": "invoices of a claim",
    "monitor.diagram": "a diagram without any case",
    "number_proposals.proposal": "numbers of the rule packs",
    "numbers.number": "numbers of the rule packs",
    "payroll.results": "what payroll sent back for a claim",
    "post.listing": "a list: which letters wait, as in the list of cases; each is noted when it is opened",
    "providers.provider": "an organisation",
    "release.diagram": "a diagram without any case",
    "table_editor.page": "a draft of a release",
    "task_files.file": "no file lies in the busy town; see below",
    "user_links.listing": "an account",
    "users.user": "an account",
}
"""Addresses that name something, but no one case: why nothing is noted."""
LISTS = ("claims.claim", "post.listing")
NAMES = ("Anna Bērziņa", "Jānis Kalniņš")
OWNERS = {"anna", "janis"}


def with_names(busy: Busy) -> dict[str, str]:
    """Endpoint → address of everything that is about one thing, not a list of all."""
    app = busy.town.app
    named = {rule.endpoint for rule in app.url_map.iter_rules() if rule.arguments}
    files_of_lists = {f"{endpoint}_file" for endpoint in lists(app)}  # test_list_files: whose rows they hold
    about = named - PUBLIC_PAGES - files_of_lists
    return {name: address for name, address in busy.rules("GET").items() if name in about}


def noted(town: Town, user: str) -> int:
    """How many lines of the read log are this reader's."""
    user_id = town.actor(user).user_id
    return town.read(lambda session: rows.count(session, ReadLog, user_id=user_id))


def opened(busy: Busy, user: str, address: str) -> tuple[Answer, int]:
    """The page, and how many lines it left."""
    before = noted(busy.town, user)
    answer = busy.guest(user).get(address)
    return answer, noted(busy.town, user) - before


def test_every_address_of_a_case_notes_who_looked(busy: Busy) -> None:
    silent = []
    for endpoint, address in with_names(busy).items():
        if endpoint in OF_NO_CASE:
            continue
        for user in (ROLES[letter] for letter in MAY_OPEN[endpoint] if ROLES[letter] not in OWNERS):
            answer, lines = opened(busy, user, address)
            assert answer.status == 200, (endpoint, user)
            if endpoint == "task.task":
                continue  # a claim's task: no case; the tasks of a case are opened below
            if not lines:
                silent.append((endpoint, user))
    assert silent == []


def test_what_is_said_to_be_of_no_case_shows_nobody(busy: Busy) -> None:
    addresses = with_names(busy)
    assert set(OF_NO_CASE) <= set(addresses)
    telling = [
        (endpoint, user)
        for endpoint in OF_NO_CASE
        if endpoint not in LISTS
        for user in (ROLES[letter] for letter in MAY_OPEN[endpoint])
        if any(name in busy.guest(user).get(addresses[endpoint]).text for name in NAMES)
    ]
    assert telling == []


def test_ones_own_matter_is_not_noted(busy: Busy) -> None:
    addresses = with_names(busy)
    for endpoint in ("case.case", "case_notes.copy", "letter.letter", "month.month"):
        _, lines = opened(busy, "anna", addresses[endpoint])
        assert lines == 0, endpoint


@pytest.mark.parametrize("status", [TaskStatus.OPEN, TaskStatus.COMPLETED])
def test_an_open_form_and_a_finished_one_are_noted_by_the_reader(town: Town, status: TaskStatus) -> None:
    assessed(town)
    (task, *_) = town.read(
        lambda s: rows.every(s, UserTask, status=status, case_id=town.case_id, order_by=["-id"])
    )
    before = noted(town, "caseworker")
    assert town.guest("caseworker").get(f"/tasks/{task.id}").status == 200
    assert noted(town, "caseworker") == before + 1
    (line,) = town.read(lambda s: rows.every(s, ReadLog, purpose="task"))
    assert line.person_id == town.actor("anna").person_id


def test_a_partys_own_task_is_not_noted(town: Town) -> None:
    assessed(town)
    from_anna = town.guest("anna")
    tasks = town.read(lambda s: rows.every(s, UserTask, status=TaskStatus.OPEN, case_id=town.case_id))
    for one in tasks:
        from_anna.get(f"/tasks/{one.id}")
    assert noted(town, "anna") == 0


def test_a_file_that_was_sent_is_noted(town: Town) -> None:
    town.apply()
    task = town.task("check_application")
    sent = uploads.Sent("atzinums.pdf", b"%PDF-1.7\n")
    word = uploads.keep(town.runtime, town.actor("caseworker"), task.id, "attached_files", sent)
    before = noted(town, "head")
    assert town.guest("head").get(f"/uploads/{word}").status == 200
    assert noted(town, "head") == before + 1


def test_a_letter_to_the_office_is_noted_for_the_recipient_of_its_case(town: Town, busy: Busy) -> None:
    letter = next(one for one in busy.town.letters("contract") if one.person_id is None)
    _, lines = opened(busy, "caseworker", f"/letters/{letter.id}")
    assert lines == 1


def test_a_letter_to_the_office_is_not_for_the_person_of_its_case(busy: Busy) -> None:
    """A case without a representative took "nobody" for one, and a letter to nobody for theirs."""
    (letter,) = (one for one in busy.town.letters("contract") if one.person_id is None)
    assert busy.guest("anna").get(f"/letters/{letter.id}").status == 404
    (own,) = (one for one in busy.town.letters("contract", to="anna"))
    assert busy.guest("anna").get(f"/letters/{own.id}").status == 200


def test_each_purpose_has_words(busy: Busy) -> None:
    for endpoint, address in with_names(busy).items():
        for letter in MAY_OPEN[endpoint]:
            busy.guest(ROLES[letter]).get(address)
    purposes = {one.purpose for one in busy.town.read(lambda s: rows.every(s, ReadLog))}
    assert len(purposes) >= 8
    assert purposes - set(PURPOSES) == set()
