"""A number changed from a day on: one person proposes it, another one decides, nothing proposed is lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from engine.clock import local_day
from engine.domain.rights import Actor
from engine.domain.rules import RulePack
from engine.errors import EngineError, InvalidAnswers, NotFound, Refused
from engine.messages_catalogue import Message, msg
from engine.numbers.number_drafts import Draft, read_draft, sentences
from engine.numbers.number_pages import refuse_stranger
from engine.persistence.queries import number_proposals as proposals
from engine.persistence.queries.number_proposals import NumberProposal, ProposalState, Verdict
from engine.releases.rule_pack_revisions import Revision, newest, record
from engine.rule_packs.pack_writer import NewValue, write_value
from engine.runtime import EVERY, Runtime, Session

__all__ = ["Draft", "approve", "newest", "propose", "refuse", "trial", "with_proposal", "withdraw"]


def propose(runtime: Runtime, actor: Actor, draft: Draft) -> tuple[int, Sequence[str]]:
    """Keep the proposal; its number, and who else has one waiting for the same number.

    Raises InvalidAnswers with a sentence for each field that is to be mended, whatever the strict reader
    of rule packs would refuse included.
    """
    refuse_stranger(actor, "numbers.propose")
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        base = newest(session, draft.pack)
        before = runtime.rule_book(session).of(draft.pack).pack
        new = read_draft(base.content, before, draft, local_day(now))
        others = proposals.waiting(session, draft.pack, key=draft.key)
        proposal_id = proposals.add(
            session,
            pack=draft.pack,
            key=new.key,
            value=new.value,
            status=new.status,
            in_force_from=new.in_force_from,
            announced_on=new.announced_on,
            source=new.source,
            reason=draft.reason,
            author=actor.user_id,
            now=now,
            base_revision_id=base.revision_id,
        )
        authors = proposals.who(session, others)
    return proposal_id, [authors[one.author] for one in others]


def approve(runtime: Runtime, actor: Actor, proposal_id: int, *, seen: str, reason: str = "") -> None:
    """Record the pack with the new number; whoever calculates from now on calculates with it.

    `seen`: checksum of the text that the page compared the proposal with. Raises EngineError where the
    pack was changed since, the proposal is decided or the actor's own, or the result would not be sound.
    """
    refuse_stranger(actor, "numbers.decide")
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        proposal = _open(session, proposal_id)
        _refuse_author(proposal, actor)
        base = newest(session, proposal.pack, lock=True)
        if base.sha256 != seen:
            raise EngineError(
                msg("The numbers were changed while you were looking: compare once more, then decide.")
            )
        text, _ = _sound(base, _new_value(proposal, now))
        revision_id = record(
            session, proposal.pack, text, now=now, in_force_from=proposal.in_force_from, by=actor
        )
        proposals.decide(
            session, proposal, Verdict(ProposalState.APPROVED, actor.user_id, now, reason, revision_id)
        )


def refuse(runtime: Runtime, actor: Actor, proposal_id: int, reason: str) -> None:
    """Leave the number as it is; the reason is what its author reads."""
    refuse_stranger(actor, "numbers.decide")
    if not reason.strip():
        raise InvalidAnswers({"reason": msg("Write why the change is refused.")})
    with runtime.transaction(EVERY) as session:
        proposal = _open(session, proposal_id)
        _refuse_author(proposal, actor)
        now = runtime.clock.now()
        proposals.decide(session, proposal, Verdict(ProposalState.REFUSED, actor.user_id, now, reason))


def withdraw(runtime: Runtime, actor: Actor, proposal_id: int) -> None:
    """Its author takes the proposal back; it stays on record."""
    refuse_stranger(actor, "numbers.propose")
    with runtime.transaction(EVERY) as session:
        proposal = _open(session, proposal_id)
        if proposal.author != actor.user_id:
            raise EngineError(msg("Only who proposed a change can take it back."))
        now = runtime.clock.now()
        proposals.decide(session, proposal, Verdict(ProposalState.WITHDRAWN, actor.user_id, now))


def _new_value(proposal: NumberProposal, now: datetime) -> NewValue:
    """The value as it would be written into the pack today."""
    return NewValue(
        key=proposal.key,
        value=proposal.value,
        status=proposal.status,
        in_force_from=proposal.in_force_from,
        source=proposal.source,
        recorded_on=local_day(now),
        announced_on=proposal.announced_on,
        remark=f"Proposal {proposal.id}: {proposal.reason}",
    )


def trial(
    base: Revision, before: RulePack, proposal: NumberProposal, now: datetime
) -> tuple[RulePack | None, Sequence[Message]]:
    """The pack as it would be with the proposal; or None, and why it could not be."""
    new = _new_value(proposal, now)
    try:
        return write_value(base.content, f"{proposal.pack}.yaml", new, before)[1], ()
    except Refused as refused:
        return None, sentences(refused.findings)


def with_proposal(
    session: Session, proposal: NumberProposal, now: datetime, text: bytes | None = None
) -> tuple[bytes, RulePack]:
    """The pack's text (or the one given) with the proposal, to be tried out; `Refused` where it cannot be."""
    content = text or newest(session, proposal.pack).content
    return write_value(content, f"{proposal.pack}.yaml", _new_value(proposal, now))


def _sound(base: Revision, new: NewValue) -> tuple[bytes, RulePack]:
    try:
        return write_value(base.content, f"{base.pack}.yaml", new)
    except Refused as refused:
        raise EngineError(sentences(refused.findings)[0]) from None


def _open(session: Session, proposal_id: int) -> NumberProposal:
    proposal = proposals.to_decide(session, proposal_id)
    if proposal is None:
        raise NotFound(msg("There is no such proposal."))
    if proposal.state is not ProposalState.OPEN:
        who = proposals.who(session, [proposal]).get(proposal.decided_by or 0, "")
        raise EngineError(msg("{name} has decided on this change already.", name=who))
    return proposal


def _refuse_author(proposal: NumberProposal, actor: Actor) -> None:
    if proposal.author == actor.user_id:
        raise EngineError(msg("You proposed this change yourself: a second person decides on it."))
