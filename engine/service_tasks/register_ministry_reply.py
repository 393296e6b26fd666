"""The ministry answered."""

from __future__ import annotations

from datetime import date

from engine.domain.bookings import ministry_payment_entry, shortfall_entry
from engine.domain.rules import Rules
from engine.persistence.effects.claims import MoveClaim
from engine.persistence.effects.money import Book
from engine.persistence.tables.claims import ClaimState, ReplyOutcome
from engine.service_tasks.claim_reply import received_with, reply_to
from engine.service_tasks.claim_values import claim_of
from engine.service_tasks.outcome import Outcome, Reading, Values


def register_ministry_reply(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """The answer is kept; what was not accepted of a claim is the municipality's cost; money that came is
    taken off what the ministry owes.

    A rejected claim stays exported, and what was claimed stays owed, until it is settled with the ministry.
    """
    claim = claim_of(values, reading)
    reply = reply_to(claim, values)
    if reply.outcome is ReplyOutcome.REJECTED:
        return Outcome(effects=[reply])
    short = max(claim.total_cents, 0) - reply.cents
    entries = [shortfall_entry(f"claim-{claim.id}-short", reply.day, short)] if short else []
    received = received_with(values)
    if received is not None:
        entries.append(ministry_payment_entry(f"claim-{claim.id}-received", received[1], received[0]))
    booked = [Book(entry, claim_id=claim.id) for entry in entries]
    moved = MoveClaim(claim.id, ClaimState.ACCEPTED, unless=(ClaimState.PAID,))
    return Outcome(effects=[reply, moved, *booked])
