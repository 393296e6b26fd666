"""What leaves by e-mail names nobody of a case, no number, no reason: told by a whole story."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from engine.cases import case_questions
from engine.documents.mail import build_email
from engine.jobs.mail_delivery import Outgoing, outgoing
from engine.persistence import rows
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.people import Person
from engine.persistence.tables.records import Document, OutboxMessage
from engine.runtime import EVERY
from tests.processes.roads import REASONS, in_force
from tests.web.town import Town

MARKED = ("Zzvards", "Zzuzvards", "Zziela 9")
WORDS = ("asistent", "pavado", "invalid", "lēmum", "līgum", "stund", "mēnes", "2026-0")


def mark_everybody(town: Town) -> None:
    """Names and addresses that stand nowhere else; everybody has an e-mail address, the office too."""
    with town.runtime.transaction(town.tenant) as session:
        for person in rows.every(session, Person):
            person.given_name, person.family_name, person.address = MARKED
            person.email = f"p{person.id}@example.org"
        session.get_one(Municipality, town.tenant.municipality_id).email = "sd@ogre.example"


def mails(town: Town) -> list[str]:
    """Subject and text of every e-mail that waits to go out, as its reader would see them."""
    town.runtime.settings = replace(town.runtime.settings, public_address="https://pakalpojums.ogre.example")

    with town.runtime.reading(EVERY) as session:
        waiting = [outgoing(town.runtime, session, one) for one in rows.every(session, OutboxMessage)]
    return [_read(town, one) for one in waiting]


def _read(town: Town, out: Outgoing) -> str:
    mail = build_email(
        out.letter, recipient=out.recipient, sender="sd@a.example", key="k", sent_at=town.clock.now()
    )
    parts = [part.get_content() for part in mail.walk() if not part.is_multipart()]
    return "\n".join([str(mail["Subject"]), *parts])


@pytest.fixture
def told(town: Town) -> Town:
    """A case from the application to its end, with a month, a question and the office's own notices."""
    mark_everybody(town)
    in_force(town, first_day=date(2026, 2, 2))
    case_questions.ask(town.runtime, town.actor("anna"), town.case_id, "Kad?")
    town.on(date(2026, 2, 28))
    town.complete("enter_month", period="2026-02", entries={"2026-02-10": 240}, signed=True)
    town.on(date(2026, 3, 12))
    town.receives("service_withdrawn", ends_on=town.today, withdrawal_reason="Zziemesls")
    return town


def test_no_mail_tells_of_anybody(told: Town) -> None:
    kinds = {one.kind for one in told.read(lambda s: rows.every(s, Document))}
    assert {"application_received", "decision_granted", "contract", "month_reminder", "month_late"} <= kinds
    assert "end_of_service" in kinds
    found = mails(told)
    assert len(found) >= len(kinds)
    for mail in found:
        for marker in (*MARKED, REASONS, "Zziemesls", *WORDS):
            assert marker.casefold() not in mail.casefold(), (marker, mail)


def test_the_markers_would_be_seen(told: Town) -> None:
    with told.runtime.transaction(told.tenant) as session:
        municipality = session.get_one(Municipality, told.tenant.municipality_id)
        municipality.settings = {**municipality.settings, "letters_by_mail": "whole"}
    whole = "\n".join(mails(told))
    assert all(marker in whole for marker in (MARKED[0], "asistent", "2026-0"))
    to_office = [mail for mail in mails(told) if mail.startswith("Paziņojums dienestam")]
    assert to_office
    assert not any(MARKED[0] in mail for mail in to_office)
