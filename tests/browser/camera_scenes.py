"""What the pictures of web/README.md show: the day, what people did before, whose page, how it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from playwright.sync_api import expect

from engine.letters import letter_codes
from engine.persistence import rows
from engine.persistence.tables.records import Document
from tests.browser.camera_street import Street
from tests.browser.live_town import Person

LANGUAGES = ("lv", "en")
DESK, PHONE, ABOVE_THE_FILE = (1280, 960), (360, 740), (1280, 550)
TOP = "scrollTo(0, 0)"
TO_THE_TABLE = "document.querySelector('main table').scrollIntoView()"
TO_THE_BUTTON = "document.querySelector('main form button').scrollIntoView({block: 'end'}); scrollBy(0, 28)"
DAYS_WITH_HELP = (2, 4, 5, 9, 11, 12, 16, 19, 23, 25, 26, 30)  # of November 2026, five hours each
ANSWERS = (1, 2, 1, 0, 1, 2, 1, 2, 1)  # to the first nine of twelve questions


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: whose page ("" = a stranger's), in which window, what brings its subject into it."""

    name: str
    who: str
    window: tuple[int, int] = DESK
    bring: str = TOP


@dataclass(frozen=True, slots=True)
class Scene:
    """A day in the town: what people do by hand on it, and what is photographed afterwards."""

    day: date
    prepare: Callable[[Street], Mapping[str, str]]  # gives name of a shot → address of its page
    shots: tuple[Shot, ...]


def november_is_signed(street: Street) -> Mapping[str, str]:
    """Jānis has signed and Anna has not; she asked something; Ilze is in the middle of a questionnaire."""
    enter_november(street.person("janis"))
    ask(street.person("anna"), "Vai decembrī stundas var izmantot arī svētku dienās?")
    ilze = street.person("ilze")
    take(ilze, "Sagatavot lēmuma projektu")
    decision = newest(street, "decision_granted")
    return {
        "inbox": "/tasks?view=all",
        "case": link(ilze.open("/cases"), "Inese Krūmiņa"),
        "assessment": half_filled(ilze),
        "months": "/months?period=2026-11",
        "home_on_a_phone": "/",
        "confirm_on_a_phone": link(street.person("anna").open("/"), "Apstipriniet mēnesi"),
        "letter": f"/letters/{decision.id}",
        "verification": f"/verify/{letter_codes.code_of(street.town.runtime, decision)}",
        "house": "/administration/municipality",
    }


def november_is_claimed(street: Street) -> Mapping[str, str]:
    """The claim for November waits for its review."""
    return {"claim": link(street.person("peteris").open("/claims"), "novembris"), "budget": "/budget"}


SCENES = (
    Scene(
        date(2026, 12, 2),
        november_is_signed,
        (
            Shot("inbox", "ilze"),
            Shot("case", "ilze"),
            Shot(
                "assessment", "ilze", bring="document.querySelector('[data-questionnaire]').scrollIntoView()"
            ),
            Shot("months", "ilze", bring=TO_THE_TABLE),
            Shot("home_on_a_phone", "anna", PHONE),
            Shot("confirm_on_a_phone", "anna", PHONE, bring=TO_THE_BUTTON),
            Shot("letter", "ilze"),
            Shot("verification", "", ABOVE_THE_FILE),
            Shot("house", "sandra"),
        ),
    ),
    Scene(date(2026, 12, 8), november_is_claimed, (Shot("claim", "peteris"), Shot("budget", "marta"))),
)


def enter_november(janis: Person) -> None:
    """Five hours on each of the days, and the assistant's signature."""
    janis.follow("Ierakstiet un parakstiet mēnesi")
    for week in janis.page.locator("details.week").all():
        week.evaluate("week => { week.open = true }")
    for day in DAYS_WITH_HELP:
        janis.page.fill(f"#entries-2026-11-{day:02d}-hours", "5")
    janis.fill(signed="true").send()


def ask(person: Person, question: str) -> None:
    """A question to the caseworker."""
    person.open("/questions/new").fill(text=question).send()


def take(person: Person, title: str) -> None:
    """Somebody takes a task from the list."""
    row = person.open("/tasks?view=all").page.locator("tr", has_text=title).first
    with person.page.expect_navigation():
        row.locator("[data-row-claim]").click()


def half_filled(person: Person) -> str:
    """The address of a questionnaire with nine answers; the page keeps them by itself."""
    person.open("/tasks?view=all").follow("Aizpildīt novērtēšanas anketu")
    for number, answer in enumerate(ANSWERS, start=1):
        person.page.locator(f'input[name="questionnaire.q{number:02d}"][value="{answer}"]').check()
    address = person.page.url
    with person.page.expect_navigation():
        person.page.locator('[name="_action"][value="draft"]').click()
    return address


def link(person: Person, text: str) -> str:
    """Where the first link with these words leads."""
    found = person.page.locator("main a", has_text=text).first
    expect(found).to_be_visible()
    return found.get_attribute("href") or ""


def newest(street: Street, kind: str) -> Document:
    """The newest letter of a kind."""
    with street.town.runtime.reading(street.town.tenant) as session:
        return list(rows.every(session, Document, order_by=["id"], kind=kind))[-1]
