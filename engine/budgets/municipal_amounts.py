"""Amounts of the own municipality: one person proposes, another one decides, nothing proposed is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.domain.municipal_amounts import AmountKind, begins_rightly
from engine.domain.rights import Actor, Thing, can
from engine.errors import EngineError, InvalidAnswers, NotFound
from engine.messages_catalogue import Message, msg
from engine.persistence.queries import municipal_amounts as queries
from engine.persistence.queries.municipal_amounts import MunicipalAmount, NewAmount, ProposalState, Verdict
from engine.runtime import Runtime, Session, Tenant

__all__ = ["AmountDraft", "AmountKind", "AmountRow", "approve", "listed", "propose", "refuse", "withdraw"]

LONGEST = 1_000
MOST_OF_AN_HOUR, MOST_OF_A_YEAR = Decimal(100), Decimal(1_000_000_000)


@dataclass(frozen=True, slots=True)
class AmountDraft:
    """What somebody typed; None where no such day could be read."""

    kind: str
    in_force_from: date | None
    amount: str
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class AmountRow:
    """An amount with who proposed it and who decided; `may_decide` and `may_withdraw`: this reader."""

    stored: MunicipalAmount
    author: str
    decided_by: str
    may_decide: bool
    may_withdraw: bool


def listed(runtime: Runtime, actor: Actor) -> list[AmountRow]:
    """Everything ever proposed in the own municipality, the newest first; NotFound for strangers."""
    tenant = _allowed(actor, "budget.see")
    with runtime.reading(tenant) as session:
        found = queries.every(session)
        who = queries.who(session, found)
    decides, proposes = _may(actor, "budget.decide"), _may(actor, "budget.propose")
    return [
        AmountRow(
            stored=one,
            author=who.get(one.author, ""),
            decided_by=who.get(one.decided_by or 0, ""),
            may_decide=decides and one.state is ProposalState.OPEN and one.author != actor.user_id,
            may_withdraw=proposes and one.state is ProposalState.OPEN and one.author == actor.user_id,
        )
        for one in found
    ]


def propose(runtime: Runtime, actor: Actor, draft: AmountDraft) -> int:
    """Keep the proposal; its number. InvalidAnswers with a sentence for each field to be mended."""
    tenant = _allowed(actor, "budget.propose")
    new = read_draft(draft)
    with runtime.transaction(tenant) as session:
        assert tenant.municipality_id is not None  # noqa: S101 -- see _allowed
        return queries.add(session, tenant.municipality_id, new, actor.user_id, runtime.clock.now())


def approve(runtime: Runtime, actor: Actor, amount_id: int) -> None:
    """From now on it counts. EngineError where it is decided already, or the actor's own."""
    _decide(runtime, actor, amount_id, ProposalState.APPROVED, "")


def refuse(runtime: Runtime, actor: Actor, amount_id: int, reason: str) -> None:
    """It never counts; the reason is what its author reads."""
    _allowed(actor, "budget.decide")
    if not reason.strip():
        raise InvalidAnswers({"decision_reason": msg("Write why the amount is refused.")})
    _decide(runtime, actor, amount_id, ProposalState.REFUSED, reason)


def withdraw(runtime: Runtime, actor: Actor, amount_id: int) -> None:
    """Its author takes it back; it stays on record."""
    tenant = _allowed(actor, "budget.propose")
    with runtime.transaction(tenant) as session:
        amount = _open(session, amount_id)
        if amount.author != actor.user_id:
            raise EngineError(msg("Only who proposed an amount can take it back."))
        verdict = Verdict(ProposalState.WITHDRAWN, actor.user_id, runtime.clock.now())
        queries.decide(session, amount, verdict)


def read_draft(draft: AmountDraft) -> NewAmount:
    """The amount as typed, read strictly; InvalidAnswers with a sentence for each field to be mended."""
    problems: dict[str, Message] = {}
    kind = next((one for one in AmountKind if one == draft.kind), None)
    if kind is None:
        problems["kind"] = msg("Choose what the amount is for.")
    amount = _amount(draft.amount, kind, problems)
    _check_words(draft, problems)
    if draft.in_force_from is None:
        problems["in_force_from"] = msg("Write from when the amount counts.")
    elif kind is not None and not begins_rightly(kind, draft.in_force_from):
        problems["in_force_from"] = msg("A top-up begins with a month, a budget with a year: 1.1.2026.")
    if problems or kind is None or amount is None or draft.in_force_from is None:
        raise InvalidAnswers(problems)
    source, reason = " ".join(draft.source.split()), draft.reason.strip()
    return NewAmount(kind, draft.in_force_from, amount, source, reason)


def _check_words(draft: AmountDraft, problems: dict[str, Message]) -> None:
    if not draft.source.strip():
        problems["source"] = msg("Write what the amount rests on: the council's decision, the agreement.")
    if not draft.reason.strip():
        problems["reason"] = msg("Write why the amount is set.")
    for name, text in (("source", draft.source), ("reason", draft.reason)):
        if len(text) > LONGEST:
            problems[name] = msg("Write at most {most} characters.", most=LONGEST)


def _amount(typed: str, kind: AmountKind | None, problems: dict[str, Message]) -> Decimal | None:
    """12 000,50 € becomes 12000.50; four places for an hour, two for a year."""
    places = 4 if kind is AmountKind.TOP_UP_RATE else 2
    plain = "".join(typed.replace("€", "").split()).replace(",", ".")
    if not re.fullmatch(rf"[0-9]{{1,12}}(\.[0-9]{{1,{places}}})?", plain):
        problems["amount"] = msg(
            "Write the amount in digits with at most {places} decimal places: 0,50.", places=places
        )
        return None
    found = Decimal(plain)
    if found > (MOST_OF_AN_HOUR if kind is AmountKind.TOP_UP_RATE else MOST_OF_A_YEAR):
        problems["amount"] = msg("So large an amount cannot be right.")
        return None
    return found


def _decide(runtime: Runtime, actor: Actor, amount_id: int, state: ProposalState, reason: str) -> None:
    tenant = _allowed(actor, "budget.decide")
    with runtime.transaction(tenant) as session:
        amount = _open(session, amount_id)
        if amount.author == actor.user_id:
            raise EngineError(msg("You proposed this amount yourself: a second person decides on it."))
        queries.decide(session, amount, Verdict(state, actor.user_id, runtime.clock.now(), reason))


def _open(session: Session, amount_id: int) -> MunicipalAmount:
    found = queries.to_decide(session, amount_id)
    if found is None:
        raise NotFound(msg("There is no such amount."))
    if found.state is not ProposalState.OPEN:
        raise EngineError(msg("This amount is decided already."))
    return found


def _allowed(actor: Actor, action: str) -> Tenant:
    """NotFound for strangers, and for the ministry, which has no municipality of its own."""
    if actor.municipality_id is None or not _may(actor, action):
        raise NotFound(msg("There is no such amount."))
    return Tenant(actor.municipality_id)


def _may(actor: Actor, action: str) -> bool:
    return can(actor, action, Thing(actor.municipality_id))
