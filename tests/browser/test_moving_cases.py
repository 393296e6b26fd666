"""Running cases are moved to another release; two releases lie side by side; both languages, also narrow."""

from __future__ import annotations

import pytest
from playwright.sync_api import ViewportSize, expect

from engine.releases import deployments
from tests.browser.foreign_words import english
from tests.browser.live_town import LiveTown, Person
from tests.browser.page_walk import WORDS
from tests.moving_cases.releases import CASE, DIAGRAM, changed, files_of, published, renamed
from tests.web.town import Town

pytestmark = pytest.mark.browser

OLD, NEW = "check_application", "look_at_application"
COMPARE = f"/release/compare?old=1&new=2&process={CASE}"
NARROW = ViewportSize(width=320, height=640)
REMARK = '<bpmn:textAnnotation id="remark"><bpmn:text>Jauns</bpmn:text></bpmn:textAnnotation>'
DRAWN = (
    '<bpmndi:BPMNShape id="remark_di" bpmnElement="remark">'
    '<dc:Bounds x="40" y="40" width="160" height="60" /></bpmndi:BPMNShape></bpmndi:BPMNPlane>'
)


def second_release(town: Town) -> None:
    """In use from today: one step renamed, one relabelled, a remark drawn."""
    files = renamed(files_of(town), {OLD: NEW})
    for old, new in (
        ('name="Pārbaudīt iesniegumu un dokumentus"', 'name="Apskatīt iesniegumu"'),
        ('name="Izvēlēties asistentu"', 'name="Atrast asistentu"'),
        ("</bpmn:process>", f"{REMARK}</bpmn:process>"),
        ("</bpmndi:BPMNPlane>", DRAWN),
    ):
        files = changed(files, DIAGRAM, lambda text, old=old, new=new: text.replace(old, new))  # type: ignore[misc]
    deployments.take_into_use(town.runtime, town.tenant, published(town, files), town.today)


def pressed(person: Person, words: str) -> None:
    """A button that leads to another page."""
    with person.page.expect_navigation():
        person.page.get_by_role("button", name=words, exact=True).first.click()


def looked_at_in_english_and_narrow(person: Person, address: str) -> None:
    """The same page once more."""
    page, before = person.page, person.page.viewport_size
    page.set_viewport_size(NARROW)
    person.open(address).look()
    assert english().within(page.evaluate(WORDS)) == []
    person.open("/settings?lang=en").open(address).look()
    person.open("/settings?lang=lv")
    page.set_viewport_size(before or NARROW)
    person.open(address)


def test_cases_are_moved_by_a_plan_and_taken_back(live: LiveTown) -> None:
    town = live.town
    town.apply("anna")
    town.apply("pauls")
    town.complete("check_application", application_complete=True)
    second_release(town)
    owner = live.desk("process_owner").sign_in()
    owner.open("/release").follow("Pārcelt iesāktas lietas").look("moves")
    owner.fill(what=f"{CASE}/1", to="2").send().look("move_begun")
    owner.page.select_option(f'[name="place:{OLD}"]', NEW)
    pressed(owner, "Saglabāt")
    pressed(owner, "Izmēģināt")
    expect(owner.page.locator("progress")).to_have_attribute("max", "2")
    owner.look("move_tried")
    plan = owner.page.url.partition("?")[0]
    town.works()
    owner.open(plan).look("move_can")
    expect(owner.page.locator("#cases ~ table tbody tr")).to_have_count(2)
    looked_at_in_english_and_narrow(owner, plan)
    owner.fill(note="Jaunā kārtība ir skaidrāka.").send()
    head = live.desk("head").sign_in().open(plan).look("move_to_decide")
    pressed(head, "Apstiprināt un pārcelt lietas")
    town.works()
    head.open(plan).look("move_done")
    expect(head.page.locator("#cases ~ table tbody")).to_contain_text("pārcelta")
    with head.page.expect_navigation():
        head.page.locator("#cases ~ table tbody button").first.click()
    expect(head.page.locator("#cases ~ table tbody tr").first).to_contain_text("atpakaļ iepriekšējā")
    head.look("move_undone")


def test_what_differs_is_painted_on_both_diagrams_and_told_beside(live: LiveTown) -> None:
    second_release(live.town)
    owner = live.desk("process_owner").sign_in().open(COMPARE)
    page = owner.page
    expect(page.locator("[data-diagram][data-ready]")).to_have_count(2, timeout=20_000)
    before, after = page.locator("[data-diagram]").first, page.locator("[data-diagram]").last
    expect(before.locator(f'[data-element-id="{OLD}"].is-removed')).to_have_count(1)
    expect(after.locator(f'[data-element-id="{NEW}"].is-added')).to_have_count(1)
    expect(after.locator('[data-element-id="remark"].is-added')).to_have_count(1)
    for one in (before, after):
        expect(one.locator('[data-element-id="choose_assistant"].is-changed')).to_have_count(1)
    told = page.locator("main li", has_text="choose_assistant").first
    expect(told.locator("del")).to_have_text("Izvēlēties asistentu")
    expect(told.locator("ins")).to_have_text("Atrast asistentu")
    where = "el => el.querySelector('.viewport').getAttribute('transform')"
    was = after.evaluate(where)
    told.get_by_role("button").click()
    assert after.evaluate(where) != was
    owner.look("compare")
    looked_at_in_english_and_narrow(owner, COMPARE)
