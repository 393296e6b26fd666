"""Letters of a case in the language of their reader, and how a decision reaches whom."""

from __future__ import annotations

from datetime import date

from engine.persistence import rows
from engine.persistence.queries import letters
from engine.persistence.tables.cases import Decision
from engine.persistence.tables.people import Person, ProviderOrganisation
from tests.processes.driver import Story
from tests.processes.roads import assessed, contracted, decided, points


def test_whoever_asked_for_english_reads_english(story: Story) -> None:
    story.apply("anna", language="en")
    story.letter_sent("application_received", to="anna", says=("We have received", "February 2, 2026"))
    story.complete(
        "check_application",
        application_complete=False,
        missing_documents=["commission_opinion"],
        documents_due=date(2026, 2, 16),
    )
    story.letter_sent("request_documents", to="anna", says="February 16, 2026")
    story.receives("documents_received", received_documents=["commission_opinion"])
    story.complete("check_application", application_complete=True)
    story.complete("assess_need", questionnaire=points(1), assessment_note="")
    story.complete("set_purposes", purposes=["other"])
    decided(story, valid_to=date(2026, 3, 31))
    binding, translation = story.letters("decision_granted", to="anna")
    assert (binding.language, translation.language) == ("lv", "en")
    story.letter_sent(
        "decision_granted", to="anna", times=2, says=("granted", "20", "March 31, 2026", "head of the social")
    )
    contracted(story)
    story.letter_sent("contract", to="anna", times=2, says=("Contract", "Jānis Kalniņš"))
    story.letter_sent("contract", to="janis", says="Līgums")
    story.works()
    story.letter_sent("renewal_reminder", to="anna", says="March 31, 2026")
    story.on(date(2026, 4, 1))
    story.letter_sent("end_of_service", to="anna", says="March 31, 2026")
    for kind in ("application_received", "request_documents", "renewal_reminder", "end_of_service"):
        assert [letter.language for letter in story.letters(kind, to="anna")] == ["en"]
    story.is_ended()


def test_a_refusal_and_its_review_in_english(story: Story) -> None:
    story.apply("anna", language="en", disability_group="III")
    story.complete("check_application", application_complete=True)
    decided(story, "refused")
    story.letter_sent(
        "decision_refused", to="anna", times=2, says=("refused", "March 4, 2026", "Ogres novada dome")
    )
    [binding, _] = story.letters("decision_refused", to="anna")
    announced = story.read(lambda session: letters.announced(session, binding))
    assert announced is not None
    assert announced.contest_authority == "Ogres novada dome"
    story.receives(
        "contestation_received", as_="anna", contested_on=story.today, contest_grounds="Lūdzu pārskatīt."
    )
    story.complete("review_contestation", contest_outcome="upheld", contest_note="Izvērtēts vēlreiz pilnībā.")
    story.letter_sent(
        "contestation_decided", to="anna", times=2, says=("2026-000001/L1", "officer of the contest")
    )


def test_whoever_has_no_address_gets_no_empty_line(story: Story) -> None:
    assessed(story, each=0)
    with story.runtime.transaction(story.tenant) as session:
        rows.change(session, Person, {"address": ""}, id=story.person_id("anna"))
    decided(story, "refused")
    [letter] = story.letters("decision_refused", to="anna")
    assert "Anna Bērziņa\n" in letter.markdown
    assert "\\\n\n" not in letter.markdown


def test_the_contract_says_where_the_representative_lives(story: Story) -> None:
    assessed(story, "elina")
    decided(story)
    story.complete(
        "choose_assistant",
        assistant_id=story.person_id("janis"),
        contract_form="contract_for_work",
        first_day=story.today,
    )
    story.letter_sent("contract", to="marta", says="pārstāvis: Marta Priede, Skolas iela 5, Ogre")


def test_by_post_a_decision_counts_as_known_a_week_later(story: Story) -> None:
    story.apply("anna", notify_by="letter", recipient_phone="20123456")
    story.complete("check_application", application_complete=True)
    story.complete("assess_need", questionnaire=points(0), assessment_note="")
    decided(story, "refused")
    [decision] = story.read(lambda session: rows.every(session, Decision))
    assert (decision.issued_on, decision.notified_on) == (date(2026, 2, 2), date(2026, 2, 9))
    assert decision.contest_by == date(2026, 3, 9)


def test_a_term_to_contest_that_ends_on_a_weekend_ends_on_monday(story: Story) -> None:
    story.on(date(2026, 2, 26))
    assessed(story, each=0)
    decided(story, "refused")
    [decision] = story.read(lambda session: rows.every(session, Decision))
    assert decision.notified_on == date(2026, 3, 2)
    story.on(date(2026, 3, 3))
    assessed(story, "pauls", each=0)
    decided(story, "refused")
    second = story.read(lambda session: rows.first(session, Decision, order_by=["-id"]))
    assert second is not None
    assert (second.notified_on, second.contest_by) == (date(2026, 3, 5), date(2026, 4, 7))


def test_an_assistant_of_a_provider_organisation(story: Story) -> None:
    with story.runtime.transaction(story.tenant) as session:
        provider = ProviderOrganisation(name="SIA „Atbalsts”", registration_number="40003000000")
        session.add(provider)
        session.flush()
        provider_id = provider.id
    assessed(story)
    decided(story)
    story.complete(
        "choose_assistant",
        assistant_id=story.person_id("liga"),
        contract_form="provider",
        provider_id=provider_id,
        first_day=story.today,
    )
    story.letter_sent("contract", to="liga", says=("SIA „Atbalsts”", "pakalpojuma sniedzējam pēc rēķina"))
    assert story.contract("liga").provider_id == provider_id
