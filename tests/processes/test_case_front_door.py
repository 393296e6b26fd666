"""What the front door of cases gives and refuses: applications, rights, lists, files, diagrams."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from engine.cases import cases
from engine.domain.rights import Role
from engine.errors import EngineError, InvalidAnswers, NotAllowed, NotFound
from engine.messages_catalogue import say
from engine.persistence import rows
from engine.persistence.tables.cases import Application, CaseState, ServiceCase
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.people import Person, Representation
from engine.persistence.tables.records import AuditEvent, ReadLog
from engine.runtime import EVERY
from tests.processes.applications import application_of
from tests.processes.driver import Story
from tests.processes.roads import assessed, decided, in_force


def test_what_an_application_becomes(story: Story) -> None:
    story.apply("elina", as_="caseworker", recipient_address="Jaunā iela 1, Ogre")
    case = story.case()
    assert (case.case_number, case.state, case.regime) == ("2026-000001", "applied", "proposed_2019")
    assert (case.recipient_id, case.representative_id) == (story.person_id("elina"), story.person_id("marta"))
    [application] = story.read(lambda session: rows.every(session, Application))
    assert (application.received_on, application.channel) == (date(2026, 2, 2), "paper")
    assert application.purposes_wanted == ["child"]
    assert not [name for name in application.facts if "personal_code" in name]
    child = story.read(lambda session: session.get_one(Person, story.person_id("elina")))
    assert child.address == "Jaunā iela 1, Ogre"
    assert story.values()["case_number"] == "2026-000001"


def test_somebody_new_is_added_once(story: Story) -> None:
    new: dict[str, Any] = {
        "recipient_given_name": "Zane",
        "recipient_family_name": "Āboliņa",
        "recipient_personal_code": "080180-11160",
        "birth_date": date(1980, 1, 8),
        "recipient_email": "zane@example.org",
    }
    before = story.read(lambda session: rows.count(session, Person))
    story.apply("anna", **new)
    story.apply("anna", **new)
    assert story.read(lambda session: rows.count(session, Person)) == before + 1
    numbers = story.read(lambda session: rows.values(session, ServiceCase, ["case_number"]))
    assert [row.case_number for row in numbers] == ["2026-000001", "2026-000002"]


@pytest.mark.parametrize(
    ("setting", "received", "order"),
    [
        ("r316", date(2021, 6, 30), "r942"),
        ("r316", date(2021, 7, 1), "r316"),
        ("r942", date(2026, 2, 2), "r316"),
        ("proposed_2019", date(2018, 12, 31), "r942"),
        ("proposed_2019", date(2021, 6, 30), "proposed_2019"),
    ],
)
def test_the_day_it_was_received_and_the_setting_say_which_order_decides(
    story: Story, setting: str, received: date, order: str
) -> None:
    with story.runtime.transaction(EVERY) as session:
        rows.change(session, Municipality, {"settings": {"regime": setting}}, id=1)
    story.apply("anna", application_day=received)
    assert (story.case().regime, story.values()["regime"]) == (order, order)


def test_an_application_of_a_day_without_any_order_opens_nothing(story: Story) -> None:
    with pytest.raises(EngineError, match="31 Dec 2012"):
        story.apply("anna", application_day=date(2012, 12, 31))
    assert story.read(lambda session: rows.count(session, ServiceCase)) == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"recipient_personal_code": "010560-11012"}, "recipient_personal_code"),
        ({"birth_date": date(1961, 5, 1)}, "birth_date"),
        ({"facts_are_true": False}, "facts_are_true"),
        ({"disability_group": "IV"}, "disability_group"),
        ({"recipient_given_name": ""}, "recipient_given_name"),
        ({"application_day": date(2026, 2, 3)}, "application_day"),
    ],
)
def test_an_application_with_a_mistake_opens_nothing(
    story: Story, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidAnswers) as refused:
        story.apply("anna", **changes)
    assert list(refused.value.fields) == [field]
    assert story.read(lambda session: rows.count(session, ServiceCase)) == 0


SLIP = "010560-11012"  # anna's, with another check digit
NO_DAY = "320560-11011"  # begins like the new kind, which says nothing of the day of birth
SEEN = "Pasē LV1234567 ir tieši šis kods."


def test_the_head_accepts_a_code_that_its_check_refuses(story: Story) -> None:
    for who in ("caseworker", "anna"):
        with pytest.raises(InvalidAnswers) as refused:
            story.apply("anna", as_=who, recipient_personal_code=SLIP, recipient_code_reason=SEEN)
        assert list(refused.value.fields) == ["recipient_personal_code"]
    for reason in ("", "jā"):
        with pytest.raises(InvalidAnswers):
            story.apply("anna", as_="head", recipient_personal_code=SLIP, recipient_code_reason=reason)
    story.apply("anna", as_="head", recipient_personal_code=SLIP, recipient_code_reason=SEEN)
    assert story.values("check_application")["recipient_code_reason"] == SEEN
    person = story.read(lambda session: session.get_one(Person, story.case().recipient_id))
    assert person.personal_code == SLIP
    opened = story.read(lambda session: rows.every(session, AuditEvent, action="case_opened"))[-1]
    assert (opened.actor_user_id, opened.details["codes_accepted"]) == (
        story.actor("head").user_id,
        ["recipient"],
    )


def test_a_code_of_another_shape_nobody_accepts(story: Story) -> None:
    with pytest.raises(InvalidAnswers) as refused:
        story.apply("anna", as_="head", recipient_personal_code="12345", recipient_code_reason=SEEN)
    assert list(refused.value.fields) == ["recipient_personal_code"]


def test_a_code_of_the_new_kind_needs_no_reason(story: Story) -> None:
    story.apply("anna", recipient_personal_code=NO_DAY)
    assert story.values("check_application")["recipient_code_reason"] is None


@pytest.mark.parametrize(("who", "kind"), [("elina", "trustee"), ("anna", "parent"), ("anna", "guardian")])
def test_the_kind_of_representation_fits_the_age(story: Story, who: str, kind: str) -> None:
    mother: dict[str, Any] = {
        name: value for name, value in application_of("elina").items() if name.startswith("representative_")
    }
    with pytest.raises(InvalidAnswers) as refused:
        story.apply(who, **{**mother, "applies_for": "other", "representation_kind": kind})
    assert list(refused.value.fields) == ["representation_kind"]


def test_a_parent_represents_until_the_child_comes_of_age(story: Story) -> None:
    story.apply("karlis")
    story.complete("check_application", application_complete=True)
    [found] = story.read(lambda session: rows.every(session, Representation))
    assert (found.from_day, found.to_day) == (story.today, date(2026, 6, 14))


def test_nobody_represents_themselves(story: Story) -> None:
    with pytest.raises(InvalidAnswers) as refused:
        story.apply("elina", representative_personal_code="170414-21022")
    assert list(refused.value.fields) == ["representative_personal_code"]


def test_a_party_applies_for_themselves_or_whom_they_represent(story: Story) -> None:
    story.apply("anna", as_="anna", application_day=date(2025, 1, 1))
    case = story.case()
    assert case.opened_on == story.today
    [application] = story.read(lambda session: rows.every(session, Application))
    assert (application.received_on, application.channel) == (story.today, "online")
    with pytest.raises(InvalidAnswers) as refused:
        story.apply("pauls", as_="anna")
    assert list(refused.value.fields) == ["recipient_personal_code"]
    with pytest.raises(InvalidAnswers):
        story.apply("elina", as_="anna")
    with pytest.raises(NotAllowed):
        story.apply("anna", as_="finance")


def test_a_stranger_cannot_redirect_somebodys_letters(story: Story) -> None:
    """A parent's application changes the parent's own contacts, not those of a known child."""
    story.apply("elina", as_="marta", recipient_address="Cita iela 9", representative_phone="29999999")
    child, mother = story.read(
        lambda session: [session.get_one(Person, story.person_id(name)) for name in ("elina", "marta")]
    )
    assert child.address == "Skolas iela 5, Ogre"
    assert mother.phone == "29999999"


def test_who_may_send_what(story: Story) -> None:
    in_force(story)
    for name in ("janis", "pauls", "finance", "head", "auditor"):
        with pytest.raises(NotFound):
            story.receives("contestation_received", as_=name, contested_on=story.today, contest_grounds="x")
    with pytest.raises(NotFound):
        story.receives("service_suspended", as_="anna", suspended_from=story.today, suspension_reason="other")
    with pytest.raises(NotFound):
        story.receives("entries_changed")
    story.on(date(2026, 2, 12))
    story.receives(
        "contestation_received", as_="anna", contested_on=date(2026, 2, 3), contest_grounds="Par maz."
    )
    assert story.values()["contested_on"] == date(2026, 2, 12)


def test_a_child_does_not_act_beside_the_representative(story: Story) -> None:
    in_force(story, "elina")
    with pytest.raises(NotFound):
        story.receives("service_withdrawn", as_="elina", ends_on=story.today)
    story.receives("service_withdrawn", as_="marta", ends_on=story.today)
    story.is_ended()


def test_the_list_is_filtered_searched_and_paged(story: Story) -> None:
    first = story.apply("anna")
    second = story.apply("pauls")
    in_force(story, "elina")
    caseworker = story.actor("caseworker")
    page = cases.listed(story.runtime, caseworker, cases.Wanted(limit=2))
    assert [row.case_id for row in page.rows] == [story.case_id, second]
    assert (page.total, page.by_state) == (3, {CaseState.APPLIED: 2, CaseState.ACTIVE: 1})
    assert (page.rows[0].assistant_name, page.rows[0].hours_per_month) == ("Jānis Kalniņš", 80)
    assert (page.rows[1].assistant_name, page.rows[1].hours_per_month) == (None, None)
    rest = cases.listed(story.runtime, caseworker, cases.Wanted(limit=2, after=page.next))
    assert [row.case_id for row in rest.rows] == [first]
    assert rest.next is None

    def found(wanted: cases.Wanted) -> list[str]:
        return [row.recipient_name for row in cases.listed(story.runtime, caseworker, wanted).rows]

    assert found(cases.Wanted(search="berzina")) == ["Anna Bērziņa"]
    assert found(cases.Wanted(search="2026-000002")) == ["Pauls Kļaviņš"]
    assert found(cases.Wanted(state=CaseState.ACTIVE)) == ["Elīna Priede"]
    assert found(cases.Wanted(search="nav")) == []
    for nobody in ("anna", "janis", "process_owner"):
        with pytest.raises(NotAllowed):
            cases.listed(story.runtime, story.actor(nobody))
    assert [row.case_id for row in cases.own(story.runtime, story.actor("marta")).rows] == [story.case_id]
    assert cases.own(story.runtime, story.actor("janis")).rows == []


def test_the_file_holds_everything(story: Story) -> None:
    in_force(story)
    story.on(date(2026, 2, 20))
    story.receives("service_suspended", suspended_from=date(2026, 2, 18), suspension_reason="hospital")
    file = cases.find(story.runtime, story.actor("caseworker"), story.case_id)

    assert (file.header.case_number, file.header.state) == ("2026-000001", "suspended")
    assert [(one.role, one.name) for one in file.people] == [
        ("recipient", "Anna Bērziņa"),
        ("assistant", "Jānis Kalniņš"),
    ]
    [decision] = file.decisions
    assert (decision.number, decision.hours_per_month, decision.counts) == ("2026-000001/L1", 80, True)
    assert (decision.drafted_by, decision.approved_by) == ("Ilze Ozola", "Valdis Krūmiņš")
    assert "80 × koeficients 1 = 80 stundas mēnesī." in [
        say(step.message, "lv") for step in decision.explanation.steps
    ]
    assert [(one.number, one.state, one.assistant_name) for one in file.contracts] == [
        ("2026-000001/A1", "active", "Jānis Kalniņš")
    ]
    assert [(one.from_day, one.reason, one.in_patient) for one in file.suspensions] == [
        (date(2026, 2, 18), "hospital", True)
    ]
    assert [(one.period, one.state, one.pay_cents) for one in file.months] == [("2026-02", "open", None)]
    assert file.minutes_left is None  # suspended from the 18th on, nobody knows until when
    assert {one.kind for one in file.documents} == {"application_received", "decision_granted", "contract"}
    [task] = file.open_tasks
    assert (task.role, task.is_open, task.month_id) == ("assistant", True, file.months[0].month_id)


def test_the_timeline_tells_what_happened_in_everyday_words(story: Story) -> None:
    in_force(story)
    story.on(date(2026, 2, 20))
    story.receives("service_suspended", suspended_from=date(2026, 2, 18), suspension_reason="hospital")
    file = cases.find(story.runtime, story.actor("auditor"), story.case_id)
    told = [entry.title if isinstance(entry.title, str) else _lv(entry.title) for entry in file.timeline]
    assert told[0] == "Saņemta ziņa par prombūtni, kurā pakalpojumu nesniedz"
    assert told[-1] == "Saņemts iesniegums"
    assert "Vēstule: Iesniegums saņemts – lieta 2026-000001" in told
    assert "Atvērts mēnesis: 2026. gada februāris" in told
    assert "Vadītājs apstiprina lēmumu" in told
    approved = next(entry for entry in file.timeline if _lv(entry.title) == "Vadītājs apstiprina lēmumu")
    assert (approved.kind, approved.by) == ("person", "Valdis Krūmiņš")
    assert [_lv(step) for step in approved.steps] == ["Izdot lēmumu un paziņot personai"]
    assert [entry.at for entry in file.timeline] == sorted((e.at for e in file.timeline), reverse=True)


def test_reading_a_file_is_logged_but_ones_own(story: Story) -> None:
    in_force(story)
    for name in ("caseworker", "anna"):
        cases.find(story.runtime, story.actor(name), story.case_id)
    for name in ("janis", "pauls", "finance", "process_owner"):
        with pytest.raises(NotFound):
            cases.find(story.runtime, story.actor(name), story.case_id)
    [entry] = story.read(lambda session: rows.every(session, ReadLog))
    assert (entry.user_id, entry.person_id) == (story.actor("caseworker").user_id, story.person_id("anna"))
    with pytest.raises(NotFound):
        cases.find(story.runtime, story.actor("caseworker"), 999)


def test_another_municipality_sees_nothing(story: Story) -> None:
    in_force(story)
    elsewhere = replace(story.actor("caseworker"), municipality_id=99)
    with pytest.raises(NotFound):
        cases.find(story.runtime, elsewhere, story.case_id)
    with pytest.raises(NotFound):
        cases.record_change(
            story.runtime, elsewhere, story.case_id, "service_withdrawn", {"ends_on": story.today}
        )
    assert cases.listed(story.runtime, elsewhere).rows == []


def test_the_diagram_shows_where_the_case_stands(story: Story) -> None:
    assessed(story)
    xml, visited = cases.diagram(story.runtime, story.actor("anna"), story.case_id)
    assert xml.startswith(b"<?xml")
    assert b'id="assistant_service"' in xml
    assert visited["draft_decision"] == "current"
    assert visited["check_application"] == "completed"
    assert "choose_assistant" not in visited
    decided(story, "refused")
    _, visited = cases.diagram(story.runtime, story.actor("process_owner"), story.case_id)
    assert visited["draft_decision"] == "completed"
    assert "approve_decision" in visited
    with pytest.raises(NotFound):
        cases.diagram(story.runtime, story.actor("janis"), story.case_id)


def test_an_acting_head_without_a_municipality_opens_nothing(story: Story) -> None:
    nobody = replace(story.actor("caseworker"), municipality_id=None, roles=frozenset({Role.CASEWORKER}))
    with pytest.raises(NotAllowed):
        cases.open_case(story.runtime, nobody, {}, channel="paper")


def _lv(words: object) -> str:
    if isinstance(words, dict):
        return str(words["lv"])
    return words if isinstance(words, str) else say(words, "lv")  # type: ignore[arg-type]
