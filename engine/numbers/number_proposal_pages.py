"""What a page shows of one number and of a proposed change of it: before, after, what it touches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engine.clock import local_day
from engine.domain.rights import Actor
from engine.domain.rules import Regime, RulePack
from engine.errors import NotFound
from engine.messages_catalogue import Message, msg
from engine.numbers import number_proposals
from engine.numbers.number_pages import (
    NumberKind,
    ValueRow,
    kind_of,
    label_of,
    may,
    refuse_stranger,
    value_rows,
)
from engine.persistence.queries import number_proposals as queries
from engine.persistence.queries.number_proposals import NumberProposal, ProposalState
from engine.releases.rule_pack_revisions import newest, pack_of
from engine.runtime import EVERY, Runtime, Session

__all__ = ["NumberPage", "ProposalPage", "ProposalRow", "number", "proposal", "waiting"]


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal in words; names of accounts, never of people of the service."""

    proposal_id: int
    pack: Regime
    key: str
    label: Message
    stored: NumberProposal
    author: str
    decided_by: str


@dataclass(frozen=True, slots=True)
class NumberPage:
    """One number of a pack, all its values, and what was proposed."""

    pack: Regime
    key: str
    kind: NumberKind
    today: date
    values: Sequence[ValueRow]
    proposals: Sequence[ProposalRow]  # the newest first
    may_propose: bool

    @property
    def waiting(self) -> list[ProposalRow]:
        """Those that nobody has decided on."""
        return [one for one in self.proposals if one.stored.state is ProposalState.OPEN]


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """A proposal to decide on, compared with the pack as it is now."""

    row: ProposalRow
    kind: NumberKind
    before: Sequence[ValueRow]  # those that change; all of them where `after` is empty
    after: Sequence[ValueRow]  # those that are new or changed; none where it is decided or cannot be recorded
    problems: Sequence[Message]  # why it cannot be recorded
    changed_since: bool  # the number is not what its author saw
    others: Sequence[ProposalRow]  # waiting for the same number
    seen: str  # checksum of the pack that `after` was made of
    may_decide: bool
    is_author: bool

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided on it."""
        return self.row.stored.state is ProposalState.OPEN


def number(runtime: Runtime, actor: Actor, pack: str, key: str) -> NumberPage:
    """One number; NotFound where there is none or it is not for this person."""
    refuse_stranger(actor, "numbers.see")
    today = local_day(runtime.clock.now())
    with runtime.reading(EVERY) as session:
        found = runtime.rule_book(session).of(pack).pack
        kind = kind_of(found, key)
        proposals = _rows(session, queries.of_number(session, pack, key))
    return NumberPage(
        pack=Regime(pack),
        key=key,
        kind=kind,
        today=today,
        values=value_rows(found.numbers.get(key, ()), today),
        proposals=proposals,
        may_propose=may(actor, "numbers.propose"),
    )


def proposal(runtime: Runtime, actor: Actor, proposal_id: int) -> ProposalPage:
    """One proposal; NotFound where there is none or it is not for this person."""
    refuse_stranger(actor, "numbers.see")
    now = runtime.clock.now()
    with runtime.reading(EVERY) as session:
        stored = queries.find(session, proposal_id)
        if stored is None:
            raise NotFound(msg("There is no such proposal."))
        base = newest(session, stored.pack)
        pack = runtime.rule_book(session).of(stored.pack).pack
        same = stored.base_revision_id == base.revision_id
        as_it_was = pack if same else pack_of(session, stored.base_revision_id)
        others = [one for one in queries.waiting(session, stored.pack, stored.key) if one.id != stored.id]
        row, *waiting_too = _rows(session, [stored, *others])
        is_open = stored.state is ProposalState.OPEN
        tried, problems = number_proposals.trial(base, pack, stored, now) if is_open else (None, ())
    key, is_author = stored.key, stored.author == actor.user_id
    before = _values(pack, key, stored.in_force_from)
    after = _values(tried, key, stored.in_force_from) if tried else []
    return ProposalPage(
        row=row,
        kind=kind_of(pack, key),
        before=[one for one in before if one not in after] if after else before,
        after=[one for one in after if one not in before],
        problems=problems,
        changed_since=is_open and as_it_was.numbers.get(key) != pack.numbers.get(key),
        others=waiting_too,
        seen=base.sha256,
        may_decide=is_open and not is_author and may(actor, "numbers.decide"),
        is_author=is_author,
    )


def waiting(runtime: Runtime, actor: Actor, pack: str = "") -> list[ProposalRow]:
    """What waits for a second person in a pack or in any, the oldest first."""
    refuse_stranger(actor, "numbers.see")
    with runtime.reading(EVERY) as session:
        return _rows(session, queries.waiting(session, pack))


def _values(pack: RulePack, key: str, day: date) -> list[ValueRow]:
    return value_rows(pack.numbers.get(key, ()), day)


def _rows(session: Session, stored: Sequence[NumberProposal]) -> list[ProposalRow]:
    who = queries.who(session, stored)
    return [
        ProposalRow(
            proposal_id=one.id,
            pack=Regime(one.pack),
            key=one.key,
            label=label_of(one.key),
            stored=one,
            author=who.get(one.author, ""),
            decided_by=who.get(one.decided_by or 0, ""),
        )
        for one in stored
    ]
