"""Roads through the claim for March 2026, from signed months to the closed claim."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from engine.claims import claims
from engine.domain.remuneration import ContractForm
from engine.payments import provider_invoices
from engine.payments.provider_invoices import InvoiceSent
from engine.persistence import rows
from engine.persistence.queries import invoices
from engine.persistence.queries.invoices import Invoiced
from engine.persistence.tables.claims import ClaimLine, MinistryClaim
from engine.persistence.tables.people import ProviderOrganisation
from tests.processes.agreed import agree
from tests.processes.driver import Story
from tests.processes.month_roads import ENDS, FROM_MARCH, MARCH, both_sign, on_first_of_march
from tests.processes.remembered import remembered

OPENS = date(2026, 4, 8)  # five working days before the 15th
PAYROLL, BANK, INVOICE = FROM_MARCH, replace(FROM_MARCH, form=ContractForm.SELF_EMPLOYED), "provider"


@remembered
def three_contracts(story: Story) -> dict[str, int]:
    """One of each form in March, at the month's last day: recipient → case."""
    with story.runtime.transaction(story.tenant) as session:
        provider = ProviderOrganisation(
            name="SIA „Palīgs”", registration_number="40003000001", bank_account="LV80BANK0000435195001"
        )
        session.add(provider)
        session.flush()
        invoice = replace(FROM_MARCH, form=ContractForm.PROVIDER, provider_id=provider.id)
    cases = {
        "anna": agree(story, "anna", "janis", PAYROLL),
        "pauls": agree(story, "pauls", "liga", BANK),
        "karlis": agree(story, "karlis", "liga", invoice),
    }
    on_first_of_march(story)
    story.on(ENDS)
    return cases


@remembered
def all_signed(story: Story) -> dict[str, int]:
    """The three months of March, each of odd minutes, signed and ready."""
    cases = three_contracts(story)
    minutes = {"anna": 601, "pauls": 305, "karlis": 47}
    for day, (who, case_id) in enumerate(cases.items(), 2):
        story.case_id = case_id
        both_sign(story, {f"2026-03-{day:02d}": minutes[who]})
        story.month_is(MARCH, "ready")
    return cases


@remembered
def reviewed(story: Story, *, period: str = MARCH) -> None:
    """Finance finds the claim ready."""
    story.complete("review_claim", period=period, review_verdict="ready", review_note="")


@remembered
def approved(story: Story, *, period: str = MARCH) -> None:
    """Reviewed by finance and approved by the head; frozen, exported, payments prepared."""
    reviewed(story, period=period)
    story.complete("approve_claim", period=period, approval="approved")


@remembered
def paid(story: Story, *, period: str = MARCH) -> None:
    """The bank's and the payroll's files have been handed on; providers send their invoices and are paid."""
    assistants_paid(story, period=period)
    for one in awaited(story, period=period):
        assert (
            invoiced(story, f"R-{period}-{one.provider_id}", one.cents, one.provider_id, period=period) == []
        )
    if any(task.element_id == "pay_providers" for task in story.open_tasks()):
        providers_paid(story, period=period)


def assistants_paid(story: Story, *, period: str = MARCH) -> None:
    """The bank's and the payroll's files have been handed on."""
    story.complete("pay_assistants", period=period, paid_on=story.today, payment_note="")


def providers_paid(story: Story, *, period: str = MARCH) -> None:
    """The bank has paid the invoices that are in."""
    story.complete("pay_providers", period=period, providers_paid_on=story.today, provider_payment_note="")


def awaited(story: Story, *, period: str = MARCH) -> list[Invoiced]:
    """The providers of the claim whose invoices have not come."""
    claim_id = the_claim(story, period).id
    return [one for one in story.read(lambda s: invoices.of_claim(s, claim_id)) if one.invoice is None]


def invoiced(
    story: Story, number: str, cents: int, provider_id: int, *, period: str = MARCH, who: str = "finance"
) -> list[str]:
    """A provider's invoice of today comes in; what is wrong with it."""
    sent = InvoiceSent(number, story.today.isoformat(), f"{cents / 100:.2f}")
    claim_id = the_claim(story, period).id
    wrong = provider_invoices.enter(story.runtime, story.actor(who), claim_id, provider_id, sent)
    return [str(one) for one in wrong]


def replied(story: Story, reply: str, cents: int, *, period: str = MARCH, note: str = "") -> None:
    """The ministry's answer is entered."""
    story.complete(
        "record_ministry_reply",
        period=period,
        reply=reply,
        reply_cents=cents,
        reply_day=story.today,
        reply_note=note,
    )


def the_claim(story: Story, period: str = MARCH) -> MinistryClaim:
    """The row of the claim."""
    [found] = story.read(lambda s: rows.every(s, MinistryClaim, period=period))
    return found


def lines_of(story: Story, period: str = MARCH) -> list[tuple[str, int, int, str | None]]:
    """(kind, minutes, pay in cents, why blocked) of every line, in the order they were collected."""
    claim_id = the_claim(story, period).id
    found = story.read(lambda s: rows.every(s, ClaimLine, order_by=["id"], claim_id=claim_id))
    return [
        (one.kind.value, one.minutes, one.pay_cents, str(one.blocked_reason) if one.blocked_reason else None)
        for one in found
    ]


def page_of(story: Story, who: str = "finance", period: str = MARCH) -> claims.ClaimPage:
    """The claim's page as somebody sees it."""
    return claims.find(story.runtime, story.actor(who), the_claim(story, period).id)
