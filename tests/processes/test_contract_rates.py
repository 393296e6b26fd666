"""What days cost under contracts of the existing order: by wage, calendar and dates of birth of the rows."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import cast

from engine.domain.remuneration import ContractForm, Remuneration
from engine.persistence import rows
from engine.persistence.tables.cases import Contract
from engine.persistence.tables.people import Person
from engine.runtime import EVERY, Session
from engine.service_tasks.contract_rates import pay_of_days
from engine.service_tasks.outcome import Reading
from tests.processes.agreed import Terms, agree
from tests.processes.driver import Story

OLD = Terms(regime="r942", form=ContractForm.CONTRACT_FOR_WORK)


def costs(story: Story, *days: tuple[date, int], regime: str = "r942") -> Remuneration:
    def counted(session: Session) -> Remuneration:
        book = story.runtime.rule_book(session)
        reading = cast(Reading, SimpleNamespace(session=session, holidays=book.holidays))
        [contract] = rows.every(session, Contract)
        return pay_of_days(contract.id, days, reading, book.of(regime))

    return story.read(counted)


def test_45_hours_in_april_2021(story: Story) -> None:
    """AT-06: 3.1646 euro an hour, contributions of 23.59 % on top."""
    agree(story, "anna", "janis", OLD)
    pay = costs(story, (date(2021, 4, 6), 2400), (date(2021, 4, 13), 300))
    assert (pay.gross_cents, pay.employer_contribution_cents, pay.pay_cents) == (14241, 3359, 17600)


def test_a_minor_assistant_has_a_minor_s_rate_until_the_birthday(story: Story) -> None:
    agree(story, "anna", "janis", OLD)
    with story.runtime.transaction(EVERY) as session:
        rows.change(session, Person, {"birth_date": date(2003, 12, 20)}, id=story.person_id("janis"))
    pay = costs(story, (date(2021, 12, 6), 600), (date(2021, 12, 20), 600))
    assert [str(line.rate.exact) for line in pay.lines] == ["3.4483", "3.0120"]


def test_a_stated_rate_is_nobody_s_age(story: Story) -> None:
    agree(story, "anna", "janis", OLD)
    pay = costs(story, (date(2023, 5, 4), 600), regime="r316")
    assert [str(line.rate.exact) for line in pay.lines] == ["5.11"]
