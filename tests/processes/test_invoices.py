"""Stories of a provider's invoice: without it nothing is paid, with it what the months come to, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import DBAPIError

from engine.claims import claims
from engine.domain.ledger import Account
from engine.domain.remuneration import ContractForm
from engine.domain.rights import Role
from engine.domain.service_month import ServiceMonth
from engine.errors import EngineError, NotFound, Outrun
from engine.payments import provider_invoices
from engine.payments.provider_invoices import InvoiceSent
from engine.people import people
from engine.people.people import NewAccount
from engine.persistence import rows
from engine.persistence.queries import invoices, sums
from engine.persistence.queries.claims import provider_lines
from engine.persistence.tables.claims import OrderState, PaymentOrder
from engine.persistence.tables.corrections import PayCarry
from engine.persistence.tables.invoices import ProviderInvoice, ProviderPayment
from engine.persistence.tables.people import ProviderOrganisation
from engine.service_tasks.claim_invoices import COUNT, by_invoice
from engine.upkeep import reports
from tests.processes.agreed import agree
from tests.processes.claim_roads import (
    OPENS,
    all_signed,
    approved,
    assistants_paid,
    awaited,
    invoiced,
    providers_paid,
    replied,
    the_claim,
)
from tests.processes.driver import Story
from tests.processes.month_roads import ENDS, FROM_MARCH, MARCH, both_sign, on_first_of_march
from tests.processes.test_top_ups import top_up

TOTAL = 5429 + 2755 + 425 + 413


def exported(story: Story) -> int:
    """Kārlis' month of 4.25 is approved; his assistant works for SIA „Palīgs”, whose id is given."""
    all_signed(story)
    story.on(OPENS)
    approved(story)
    [provider] = awaited(story)
    return provider.provider_id


def is_sound(story: Story) -> None:
    assert [(one.name, str(one.detail)) for one in reports.verify(story.runtime) if not one.ok] == []


def kept(story: Story) -> list[ProviderInvoice]:
    return list(story.read(lambda s: rows.every(s, ProviderInvoice, order_by=["id"])))


def test_without_an_invoice_no_order_is_prepared_and_the_claim_is_not_paid(story: Story) -> None:
    exported(story)
    cents = [one.cents for one in story.read(lambda s: rows.every(s, PaymentOrder))]
    assert sorted(cents) == [2755, 5429]
    assistants_paid(story)
    assert the_claim(story).state == "exported"
    assert story.read(sums.balances)[Account.OWED_TO_PROVIDERS] == -425
    with pytest.raises(EngineError, match="No invoice is in"):
        providers_paid(story)
    assert story.read(lambda s: rows.count(s, PaymentOrder, state=OrderState.PREPARED)) == 0
    is_sound(story)


def test_an_equal_invoice_is_paid_with_its_number_and_ends_the_claim(story: Story) -> None:
    provider_id = exported(story)
    assert invoiced(story, "PA 2026/7", 425, provider_id) == []
    made = provider_invoices.file(
        story.runtime, story.actor("finance"), the_claim(story).id, provider_id, "transfer"
    )
    text = made.content.decode()
    assert "<Ustrd>Rēķins PA 2026/7, asistenta pakalpojums 2026-03</Ustrd>" in text
    assert "SIA 'Palīgs'" in text
    assert "<CtrlSum>4.25</CtrlSum>" in text
    assistants_paid(story)
    providers_paid(story)
    assert the_claim(story).state == "paid"
    replied(story, "accepted", TOTAL)
    assert the_claim(story).state == "closed"
    story.ledger_shows(
        state_pay=8609, bank=-8609, ministry_receivable=TOTAL, funding_pay=-8609, funding_administration=-413
    )
    [payment] = story.read(lambda s: rows.every(s, ProviderPayment))
    assert payment.paid_on == story.today
    is_sound(story)


def test_the_invoice_holds_what_the_municipality_adds(story: Story) -> None:
    top_up(story)
    provider_id = exported(story)
    assert invoiced(story, "PA 2026/7", 425, provider_id) != []
    assert invoiced(story, "PA 2026/7", 425 + 39, provider_id) == []  # 47 minutes at 0.50
    assistants_paid(story)
    providers_paid(story)
    assert story.read(sums.balances)[Account.OWED_TO_PROVIDERS] == 0
    replied(story, "accepted", TOTAL)
    assert the_claim(story).state == "closed"
    is_sound(story)


@pytest.mark.parametrize("cents", [424, 426])
def test_another_amount_is_refused_with_both_amounts_and_nothing_is_kept(story: Story, cents: int) -> None:
    provider_id = exported(story)
    [sentence] = invoiced(story, "PA-1", cents, provider_id)
    assert sentence == (
        f"The invoice says €{cents / 100:.2f}, the approved months come to €4.25: "
        "contract L-2026/3, 2026-03: €4.25. Nothing is paid until both are the same."
    )
    assert kept(story) == []
    assert story.read(lambda s: rows.count(s, ProviderPayment)) == 0
    assert invoiced(story, "PA-1", 425, provider_id) == []  # the number was not used up


def test_a_number_is_used_once_and_a_claim_has_one_invoice_of_a_provider(story: Story) -> None:
    provider_id = exported(story)
    assert invoiced(story, "PA-1", 425, provider_id) == []
    with pytest.raises(EngineError, match="is in already: PA-1"):
        invoiced(story, "PA-2", 425, provider_id)
    [first] = kept(story)
    columns = {one.name: getattr(first, one.name) for one in ProviderInvoice.__table__.columns}
    again = {name: value for name, value in columns.items() if name != "id"}
    elsewhere = {**again, "claim_id": claims.open_period(story.runtime, story.tenant, ServiceMonth(2026, 2))}

    def keep() -> None:
        with story.runtime.transaction(story.tenant) as session:
            rows.insert_many(session, ProviderInvoice, [elsewhere])

    with pytest.raises((DBAPIError, Outrun)):  # the database refuses it too
        keep()
    assert len(kept(story)) == 1


def test_next_month_the_same_number_is_refused_whatever_its_capitals(story: Story) -> None:
    provider_id = exported(story)
    assert invoiced(story, "PA-1", 425, provider_id) == []
    story.on(date(2026, 4, 30))
    karlis = next(one for one in story.read(lambda s: invoices.of_claim(s, the_claim(story).id)))
    story.case_id = karlis.lines[0].case_id
    both_sign(story, {"2026-04-20": 60}, period="2026-04")
    story.on(date(2026, 5, 11))
    approved(story, period="2026-04")
    [sentence] = invoiced(story, "pa - 1", 542, provider_id, period="2026-04")
    assert sentence == "Invoice pa - 1 of this provider is here already, for 2026-03."
    assert invoiced(story, "PA-2", 542, provider_id, period="2026-04") == []


def test_who_may_enter_it_and_when(story: Story) -> None:
    all_signed(story)
    story.on(OPENS)
    (provider,) = story.read(lambda s: rows.every(s, ProviderOrganisation))
    with pytest.raises(NotFound):  # the months are not approved yet
        invoiced(story, "PA-1", 425, provider.id)
    approved(story)
    for who in ("head", "caseworker", "auditor", "janis"):
        with pytest.raises(NotFound):
            invoiced(story, "PA-1", 425, provider.id, who=who)
    with pytest.raises(NotFound):
        invoiced(story, "PA-1", 425, provider.id + 1)
    roles = frozenset({Role.PROVIDER_ORGANISATION})
    for name, number in (("sia", provider.id), ("cita", _another(story))):
        account = NewAccount(name, name, None, roles, provider_id=number)
        people.add(story.runtime, story.tenant, account)
    claim_id = the_claim(story).id
    own, other = people.actor(story.runtime, "sia"), people.actor(story.runtime, "cita")
    sent = InvoiceSent("PA-1", story.today.isoformat(), "4,25", "r.pdf", b"%PDF-1.7 r")
    with pytest.raises(NotFound):
        provider_invoices.enter(story.runtime, other, claim_id, provider.id, sent)
    [refused] = provider_invoices.enter(
        story.runtime, own, claim_id, provider.id, replace(sent, content=b"MZ")
    )
    assert str(refused) == "Attach the invoice as PDF or XML."
    assert provider_invoices.enter(story.runtime, own, claim_id, provider.id, sent) == ()
    attached = provider_invoices.file(story.runtime, own, claim_id, provider.id, "attached")
    assert (attached.file_name, attached.content) == ("r.pdf", b"%PDF-1.7 r")
    with pytest.raises(NotFound):  # the bank's file is the office's
        provider_invoices.file(story.runtime, own, claim_id, provider.id, "transfer")
    for kind in ("attached", "transfer"):
        with pytest.raises(NotFound):
            provider_invoices.file(story.runtime, other, claim_id, provider.id, kind)
    assert [one.period for one in provider_invoices.of_provider(story.runtime, own)] == [MARCH]
    assert provider_invoices.of_provider(story.runtime, other) == []


def test_what_the_provider_owes_from_before_goes_off_the_payment(story: Story) -> None:
    earlier = claims.open_period(story.runtime, story.tenant, ServiceMonth(2026, 2))
    provider_id = exported(story)
    owed = {
        "municipality_id": story.tenant.municipality_id,
        "claim_id": earlier,
        "payee": f"provider-{provider_id}",
        "number": 1,
        "contract_form": ContractForm.PROVIDER,
        "person_id": None,
        "cents": -125,
    }
    with story.runtime.transaction(story.tenant) as session:
        rows.insert_many(session, PayCarry, [owed])
    assert invoiced(story, "PA-1", 425, provider_id) == []
    [payment] = story.read(lambda s: rows.every(s, ProviderPayment))
    assert (payment.cents, "<CtrlSum>3.00</CtrlSum>" in (payment.content or "")) == (300, True)
    assert [one.cents for one in story.read(lambda s: rows.every(s, PayCarry, order_by=["number"]))] == [
        -125,
        125,
    ]
    assistants_paid(story)
    providers_paid(story)
    assert story.read(sums.balances)[Account.OWED_TO_PROVIDERS] == -125  # of the month that was too large
    is_sound(story)


def test_two_providers_are_paid_as_their_invoices_come(story: Story) -> None:
    second = _another(story)
    agree(story, "karlis", "janis", replace(FROM_MARCH, form=ContractForm.PROVIDER, provider_id=second))
    first = _another(story, "40003000008")
    case = agree(story, "pauls", "liga", replace(FROM_MARCH, form=ContractForm.PROVIDER, provider_id=first))
    on_first_of_march(story)
    story.on(ENDS)
    for day, case_id in ((3, case - 1), (4, case)):
        story.case_id = case_id
        both_sign(story, {f"2026-03-{day:02d}": 60})
    story.on(OPENS)
    approved(story)
    assistants_paid(story)
    assert invoiced(story, "B-1", 542, first) == []
    providers_paid(story)
    assert the_claim(story).state == "exported"
    assert [one.provider_id for one in awaited(story)] == [second]
    assert story.read(sums.balances)[Account.OWED_TO_PROVIDERS] == -542
    assert invoiced(story, "B-1", 542, second) == []  # the number of another provider is another's
    providers_paid(story)
    assert the_claim(story).state == "paid"
    assert story.read(sums.balances)[Account.OWED_TO_PROVIDERS] == 0
    is_sound(story)


def test_an_invoice_altered_behind_our_back_is_found(story: Story) -> None:
    provider_id = exported(story)
    assert invoiced(story, "PA-1", 425, provider_id) == []
    is_sound(story)
    with story.runtime.transaction(story.tenant) as session:
        raw = session.connection()
        guards = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'provider_payment'"
        for name in raw.exec_driver_sql(guards).scalars().all():
            raw.exec_driver_sql(f"DROP TRIGGER {name}")  # the database would refuse it
        rows.change(session, ProviderPayment, {"cents": 424})
    assert {one.name for one in reports.verify(story.runtime) if not one.ok} == {"provider_invoices"}


def test_a_claim_from_before_there_were_invoices_pays_its_providers_as_it_began(story: Story) -> None:
    exported(story)
    claim_id = the_claim(story).id
    lines = story.read(lambda s: provider_lines(s, claim_id))
    assert by_invoice({COUNT: 1}, lines) == {one.provider_id for one in lines}
    assert by_invoice({}, lines) == frozenset()  # its diagram never counted them
    with story.runtime.transaction(story.tenant) as session:
        [order] = rows.every(session, PaymentOrder, person_id=lines[0].assistant_id)
        columns = {one.name: getattr(order, one.name) for one in PaymentOrder.__table__.columns}
        columns.pop("id")
        own = {"end_to_end_identification": lines[0].identification, "cents": lines[0].cents}
        rows.insert_many(session, PaymentOrder, [{**columns, **own}])
    assert awaited(story) == []  # its bank file pays the provider


def _another(story: Story, number: str = "40003000009") -> int:
    with story.runtime.transaction(story.tenant) as session:
        provider = ProviderOrganisation(
            name="SIA „Cita”", registration_number=number, bank_account="LV80BANK0000435195001"
        )
        session.add(provider)
        session.flush()
        return provider.id
