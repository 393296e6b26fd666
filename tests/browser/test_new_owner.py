"""A new process owner changes the monthly confirmation, from signing in to the first month that runs it.

Nothing is touched by hand but what stands on the pages. Clicks, keys and seconds are printed; a choice from
a list is no click here.
"""

from __future__ import annotations

import re
import sys
import time as watch
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from engine.drafting.tryouts import tryout_player
from engine.jobs.worker import drain
from engine.persistence import rows
from engine.persistence.tables.instances import ProcessInstance, UserTask
from engine.releases import deployments
from tests.browser.drawing_board import DIAGRAM, PANEL, until_drawn
from tests.browser.live_town import LiveTown, Person, live_town
from tests.processes.month_roads import FROM_MARCH, both_sign, march
from tests.stages import empty_stages
from tests.web.town import PASSWORD, found_town

pytestmark = pytest.mark.browser

PROCESS = "monthly_confirmation"
TASK = "call_the_assistant"
KEY = "settle_verdict"
SAVED = re.compile(r"Saglabāts \d\d\.\d\d")
OVER = {"2026-03-03": 240, "2026-03-10": 600}  # 14 hours where 10 were granted
PATIENCE = 120_000  # milliseconds; the first test run founds an installation
COUNT = """
for (const kind of ['click', 'keydown']) {
  document.addEventListener(kind, (event) => {
    if (!event.isTrusted || (kind === 'click' && event.detail === 0)) return;
    sessionStorage.setItem(kind, Number(sessionStorage.getItem(kind) ?? 0) + 1);
  }, true);
}
"""


@pytest.fixture
def town(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[LiveTown]:
    """A town whose release has the scenarios of this process alone: the others take a minute to play."""
    read = deployments.read_folders
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deployments, "read_folders", lambda *folders: fewer(read(*folders)))
        founded = found_town(empty_stages(tmp_path_factory.mktemp("owner")).on_sqlite())
    with live_town(founded, tmp_path_factory.mktemp("owner_live"), browser, keep=True) as live:
        yield live
    tryout_player.end()


def fewer(files: dict[str, bytes]) -> dict[str, bytes]:
    """The release without the scenarios of other processes."""
    return {
        path: data
        for path, data in files.items()
        if "/scenarios/" not in path or path.startswith(f"processes/{PROCESS}/")
    }


@dataclass(slots=True)
class Owner:
    """A process owner who does everything by mouse and keys."""

    person: Person
    began: float = field(default_factory=watch.monotonic)

    @property
    def page(self) -> Page:
        """What stands before them."""
        return self.person.page

    def press(self, target: Locator) -> None:
        """Click what leads to another page."""
        with self.page.expect_navigation(timeout=PATIENCE):
            target.click()

    def link(self, text: str) -> None:
        """Follow a link by its words."""
        self.press(self.page.get_by_role("link", name=text).first)

    def button(self, text: str) -> None:
        """Press a button by its words."""
        self.press(self.page.get_by_role("button", name=text).first)

    def types(self, into: str, text: str) -> None:
        """Click into a field and type."""
        box = self.page.locator(into)
        box.click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def sums(self) -> dict[str, int]:
        """Clicks and keys so far."""
        counted: dict[str, int] = self.page.evaluate(
            "({click: Number(sessionStorage.click), keydown: Number(sessionStorage.keydown)})"
        )
        return counted


def test_a_new_owner_adds_a_step_and_the_next_month_runs_it(
    town: LiveTown, capsys: pytest.CaptureFixture[str]
) -> None:
    march(town.town, terms=replace(FROM_MARCH, hours=10))
    owner = signed_in(town)
    begin_a_draft(owner)
    draw_the_step(owner)
    write_its_form(owner)
    try_it_out(owner)
    mend_the_old_scenario(owner)
    put_it_forward(owner, town)
    counted, seconds = owner.sums(), watch.monotonic() - owner.began
    approved_by_the_head(town)
    the_old_month_ends_the_old_way(town)
    the_next_month_has_the_step(town)
    with capsys.disabled():
        sys.stdout.write(
            f"\na new owner: {counted['click']} clicks, {counted['keydown']} keys, {seconds:.0f} seconds\n"
        )


def signed_in(town: LiveTown) -> Owner:
    """The owner comes in for the first time."""
    person = town.desk("process_owner")
    person.page.add_init_script(COUNT)
    person.page.set_default_timeout(30_000)
    owner = Owner(person)
    person.open("/sign-in")
    owner.types("#user_name", "process_owner")
    owner.types("#password", PASSWORD)
    with owner.page.expect_navigation():
        owner.page.keyboard.press("Enter")
    return owner


def begin_a_draft(owner: Owner) -> None:
    """From the menu to the diagram of the month."""
    owner.link("Spēkā esošais laidiens")
    owner.link("Mainīt")
    owner.types("#title", "Zvans asistentam")
    owner.button("Sākt")
    owner.page.locator(f"#process-{PROCESS} summary").click()
    owner.press(owner.page.locator(f'#process-{PROCESS} a[href*="{PROCESS}.bpmn"]').first)
    owner.button("Zīmēt to")
    expect(owner.page.locator("[data-editor]")).to_have_attribute("data-ready", "true", timeout=PATIENCE)


def draw_the_step(owner: Owner) -> None:
    """After a rejection the assistant is called; whoever has not done it after two days is reminded."""
    page = owner.page
    page.locator('[data-element-id="reject_month"]').click()
    append(owner, "Darbs cilvēkam", "Piezvanīt asistentam", "Call the assistant")
    choose(page, "role", "caseworker")
    owner.types(f"{PANEL}due", "after(today(), 5)")
    until_drawn(page, "after(today(), 5)")
    choose(page, "form", "new:")
    expect(page.locator(f"{PANEL}form")).to_have_value(TASK, timeout=PATIENCE)
    append(owner, "Ja pa to laiku pienāk diena, solis turpinās", "Divas dienas", "Two days")
    owner.types(f"{PANEL}timer", 'at(after(today(), 2), "09:00")')
    until_drawn(page, "at(after(today(), 2)")
    append(owner, "Izdara sistēma", "Atgādināt par zvanu", "Remind of the call")
    choose(page, "operation", "remind_of_tasks")
    append(owner, "Beigas", "Zvans atgādināts", "Reminded of the call")
    saved(page)
    expect(page.locator("[data-editor-problems] li")).to_have_count(0, timeout=PATIENCE)


def append(owner: Owner, kind: str, name: str, english: str) -> None:
    """What comes after the chosen element, or hangs on it: found in the menu beside it, with its names."""
    page = owner.page
    saved(page)
    page.locator('.djs-context-pad [data-action="append"]').click()
    expect(page.locator(".djs-popup-search input")).to_be_focused()
    page.keyboard.type(kind)
    page.keyboard.press("Enter")
    expect(page.locator(".djs-popup")).to_have_count(0)
    expect(page.locator(f"{PANEL}title-lv")).to_have_value("")
    owner.types(f"{PANEL}title-lv", name)
    owner.types(f"{PANEL}title-en", english)
    until_drawn(page, english)


def saved(page: Page) -> None:
    """Everything drawn is kept and checked; before the first change nothing is said."""
    line = page.locator("[data-editor-saved]")
    if line.inner_text():
        expect(line).to_have_text(SAVED, timeout=PATIENCE)


def choose(page: Page, name: str, value: str) -> None:
    """One of a list of the panel."""
    page.locator(f"{PANEL}{name}").select_option(value)


def write_its_form(owner: Owner) -> None:
    """One question with two answers, in both languages."""
    page = owner.page
    choose_shape(page, TASK)
    owner.press(page.locator('[data-entry-id="form-link"] a'))
    page.locator("#add-kind").select_option("yes_no", timeout=3000)
    owner.types("#add-lv", "Vai asistents saprata, kāpēc?")
    owner.types("#add-en", "Did the assistant understand why?")
    owner.button("Pievienot")
    page.locator("#panel details summary").first.click()
    owner.types("#set-key", KEY)  # a month keeps few kinds of answers: the check names them
    page.locator("label[for=set-required]").click()
    expect(page.locator("[data-saved-line]")).to_have_text(SAVED, timeout=PATIENCE)


def choose_shape(page: Page, element_id: str) -> None:
    """By the list beside the canvas."""
    page.locator(f'[data-step="{element_id}"]').click()
    expect(page.locator(f"{PANEL}role")).to_be_visible()


def try_it_out(owner: Owner) -> None:
    """Played to the rejected month, reminded, called; kept as a scenario."""
    page = owner.page
    owner.press(page.locator(".editor-links a", has_text="Uz melnrakstu"))
    owner.press(page.locator(f'a[href*="/try/{DIAGRAM}"]').first)
    page.locator("#start").select_option(label="Mēnesi noraida")
    owner.press(page.locator("[data-main-button]"))
    page.locator("#day").fill("2026-02-28")
    owner.button("Pagriezt pulksteni")
    does(
        owner,
        "Asistents ievada",
        **{"entries[2026-02-03].hours": "3", "entries[2026-02-10].hours": "2", "signed": "true"},
    )
    does(owner, "Saņēmējs apstiprina", verdict="confirmed")
    does(owner, "Izvērtēt", findings_verdict="reject", findings_note="not_given_as_entered")
    owner.button("Pulksteni līdz nākamajam laikam")
    expect(page.locator("#course + ol > li").first).to_contain_text("Atgādinājums")
    does(owner, "Piezvanīt asistentam", **{KEY: "true"})
    expect(page.locator(".caption-line").first).to_contain_text("beidzies")
    owner.types("#title", "Noraidītu mēnesi izskaidro")
    owner.types("#title_en", "A rejected month is explained")
    owner.types("#name", "rejected_and_called")
    owner.button("Saglabāt scenāriju")


def does(owner: Owner, task: str, **answers: str) -> None:
    """A waiting task of the test run, answered in its form."""
    page = owner.page
    owner.link(task)
    closed = page.locator("details.week:not([open]) > summary:visible")
    while closed.count():
        closed.first.click()
    owner.person.fill(**answers)
    owner.press(page.locator("[data-main-button]"))
    expect(page.locator(".govuk-error-summary")).to_have_count(0)


def mend_the_old_scenario(owner: Owner) -> None:
    """The new one tells the same road to its end: the old one goes."""
    page = owner.page
    owner.press(page.locator(".caption-line a"))
    page.locator(f"#process-{PROCESS} summary").click()
    owner.press(page.locator(f"#process-{PROCESS} a[href$='/scenarios/rejected.yaml']"))
    owner.button("Izņemt failu")


def put_it_forward(owner: Owner, town: LiveTown) -> None:
    """Its scenarios are played; then it waits for a colleague."""
    page = owner.page
    owner.button("Izspēlēt scenārijus")
    drain(town.town.runtime)
    page.reload()
    owner.types("#note", "Asistents uzzina, kāpēc par mēnesi nemaksā.")
    page.locator("#from_day").fill("2026-04-01")
    owner.button("Nosūtīt apstiprināšanai")


def approved_by_the_head(town: LiveTown) -> None:
    """A colleague who had no hand in it."""
    head = town.desk("head").sign_in()
    head.open("/drafts").follow("Zvans asistentam")
    head.look("draft_to_approve")
    with head.page.expect_navigation(timeout=PATIENCE):
        head.page.get_by_role("button", name="Apstiprināt un ieviest").click()
    expect(head.page.locator(".caption-line").first).to_contain_text("kļuva par laidienu")


def rejected(town: LiveTown, period: str, entries: dict[str, int]) -> None:
    """Both sign more than was granted; the caseworker rejects the month."""
    both_sign(town.town, entries, period=period)
    town.town.complete(
        "review_findings", period=period, findings_verdict="reject", findings_note="limit_applies"
    )


def the_old_month_ends_the_old_way(town: LiveTown) -> None:
    """March began before the change."""
    town.town.on(date(2026, 4, 1))
    rejected(town, "2026-03", OVER)
    town.town.month_is("2026-03", "rejected")
    assert waiting(town) == []


def the_next_month_has_the_step(town: LiveTown) -> None:
    """April runs it: the caseworker finds the task, is reminded of it, answers the new form."""
    story = town.town
    story.on(date(2026, 4, 30))
    rejected(town, "2026-04", {"2026-04-07": 240, "2026-04-14": 600})
    assert len(waiting(town)) == 1
    story.letter_sent("task_reminder", to="office", times=0)
    story.on(date(2026, 5, 7))
    story.letter_sent("task_reminder", to="office", says="Piezvanīt asistentam")
    worker = town.desk("caseworker").sign_in().open("/tasks?view=all").follow("Piezvanīt asistentam")
    worker.fill(**{KEY: "true"}).look("new_step").send()
    assert waiting(town) == []
    releases = story.read(lambda session: rows.every(session, ProcessInstance, process_id=PROCESS))
    begun = sorted((one.started_at, one.release_id) for one in releases)
    assert [release for _, release in begun] == [1, 2, 2]  # March, April, May


def waiting(town: LiveTown) -> list[UserTask]:
    """The open tasks of the new step."""
    return list(
        town.town.read(lambda session: rows.every(session, UserTask, element_id=TASK, completed_at=None))
    )
