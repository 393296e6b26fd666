"""What a task's form only shows: there after a mistake, from a draft, and years later as it was."""

from __future__ import annotations

import re

import pytest

from tests.processes.month_roads import both_sign, march
from tests.processes.roads import REASONS, assessed
from tests.web.town import Guest, Town

FACT = re.compile(r"<dt>(.*?)</dt><dd>(.*?)</dd>", re.DOTALL)


def facts(text: str) -> dict[str, str]:
    """Label → value of everything that is only shown in the form itself."""
    form = text.split("Agrākās atbildes", maxsplit=1)[0]
    return {
        label.strip(): " ".join(re.sub(r"<[^>]+>", "", value).split()) for label, value in FACT.findall(form)
    }


@pytest.fixture
def approval(town: Town) -> str:
    """The head's task: a decision of thirty hours."""
    assessed(town)
    drafts(town, 30)
    return f"/tasks/{town.task('approve_decision').id}"


def drafts(town: Town, hours: int) -> None:
    proposed = town.values()
    town.complete(
        "draft_decision",
        decision_outcome="granted",
        decision_hours=hours,
        decision_reasons=REASONS,
        valid_from=proposed["proposed_valid_from"],
        valid_to=proposed["proposed_valid_to"],
    )


@pytest.fixture
def head(town: Town) -> Guest:
    """The head of service."""
    return town.guest("head")


def shows_the_decision(text: str, hours: int = 30) -> None:
    shown = facts(text)
    assert shown["Lēmums"] == "Piešķirt"
    assert shown["Piešķirtās stundas"] == f"{hours} stundas mēnesī"
    assert shown["Pamatojums"] == REASONS
    assert shown["Lēmums spēkā no"] != "–"


def test_what_is_approved_still_stands_there_after_a_mistake(approval: str, head: Guest) -> None:
    shows_the_decision(head.get(approval).text)
    page = head.post(approval, _action="complete", _version="1", approval="returned")
    assert page.status == 422
    shows_the_decision(page.text)


def test_what_is_approved_still_stands_there_in_a_draft(approval: str, head: Guest) -> None:
    head.get(approval)
    assert head.post(approval, _action="draft", _version="1", approval="returned").status == 303
    page = head.get(approval).text
    assert 'value="returned" checked' in page
    shows_the_decision(page)


def test_nobody_is_shown_what_they_sent_for_it_themselves(approval: str, head: Guest) -> None:
    head.get(approval)
    sent = {"decision_hours": "99", "decision_outcome": "refused", "valid_from-day": "1"}
    page = head.post(approval, _action="complete", _version="1", approval="", **sent)
    assert page.status == 422
    shows_the_decision(page.text)


def test_a_finished_task_reads_as_it_was_filled(town: Town, approval: str, head: Guest) -> None:
    head.get(approval)
    returned = {"approval": "returned", "approval_note": "Par daudz stundu"}
    assert head.post(approval, _action="complete", _version="1", **returned).status == 303
    drafts(town, 20)
    second = f"/tasks/{town.task('approve_decision').id}"
    shows_the_decision(head.get(second).text, 20)
    read = town.guest("auditor").get(approval)
    shows_the_decision(read.text, 30)
    assert facts(read.text)["Kas jālabo"] == "Par daudz stundu"
    assert "Piešķir" in read.text[read.text.index("Kā stundas aprēķinātas") :]


def test_beside_a_form_earlier_tasks_show_all_of_theirs(town: Town, approval: str, head: Guest) -> None:
    head.get(approval)
    head.post(approval, _action="complete", _version="1", approval="returned", approval_note="Par daudz")
    page = town.guest("caseworker").get(f"/tasks/{town.task('draft_decision').id}").text
    earlier = page[page.index("Agrākās atbildes") :]
    shows_the_decision(earlier[earlier.index("Vadītājs apstiprina lēmumu") :].split("</details>")[0])


def test_steps_are_said_with_their_values_in_the_language_of_the_page(approval: str, head: Guest) -> None:
    latvian, english = head.get(approval).text, head.get(f"{approval}?lang=en").text
    for page in (latvian, english):
        table = page[page.index("<table") : page.index("</table>")]
        assert "{" not in table
    assert "stundas mēnesī." in latvian[latvian.index("<table") :]
    assert "hours a month." not in latvian
    assert "hours a month." in english


def test_findings_are_said_with_their_values_and_hours(town: Town) -> None:
    march(town)
    both_sign(town, {f"2026-03-{day:02d}": 540 for day in range(2, 30)})
    page = town.guest("caseworker").get(f"/tasks/{town.task('review_findings').id}").text
    table = page[page.index("<table") : page.index("</table>")]
    assert "{" not in table
    assert "ir vairāk, nekā bija atlicis no mēnesim piešķirtajām stundām" in table
    assert re.search(r'data-label="Neapmaksājamais laiks">\d+ st\.', table)
