"""The door to drafts and to plans: who may reach one, who may still change it, who may decide on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic

from engine.domain.rights import Actor, Thing, can
from engine.errors import EngineError, NotFound
from engine.messages_catalogue import Message
from engine.persistence.queries.two_people import Hand, Kept, Row
from engine.runtime import Runtime, Session, Tenant, seen_by

__all__ = ["Door", "Hand", "Words", "hand", "may"]

OPEN, PROPOSED = "open", "proposed"  # of the states of every kind


@dataclass(frozen=True, slots=True)
class Words:
    """What is said where the door stays shut."""

    missing: Message  # also to those who may not see it: both are the same to them
    no_longer: Mapping[str, Message]  # by state: why it cannot be changed now
    decided: Message  # the same in every other state
    nothing_to_decide: Message
    own_hand: Message


def may(actor: Actor, action: str) -> bool:
    """Whether the actor may do this to things of their municipality at all."""
    return can(actor, action, Thing(actor.municipality_id))


def hand(runtime: Runtime, actor: Actor) -> Hand:
    """Who does it, and when: now."""
    return Hand(actor.user_id, runtime.clock.now())


class Door(Generic[Row]):
    """One kind of thing that two people decide on."""

    def __init__(self, kept: Kept[Row], words: Words) -> None:
        self.kept, self.words = kept, words

    def tenant(self, actor: Actor, action: str) -> Tenant:
        """The municipality whose things these are; NotFound for those who may not do this to them."""
        if actor.municipality_id is None or not may(actor, action):
            raise NotFound(self.words.missing)
        return Tenant(actor.municipality_id)

    def seen(self, actor: Actor, action: str) -> Tenant:
        """The same for lists that name cases: without those that the actor is kept off."""
        self.tenant(actor, action)
        return seen_by(actor)

    def found(self, session: Session, row_id: int) -> Row:
        """One, to be read; NotFound where there is none."""
        return self._there(self.kept.find(session, row_id))

    def held(self, session: Session, row_id: int) -> Row:
        """One, kept from everybody else until the transaction ends; NotFound where there is none."""
        return self._there(self.kept.held(session, row_id))

    def open_one(self, session: Session, row_id: int) -> Row:
        """One, held, while it may be changed; EngineError with the reason where it may not."""
        row = self.held(session, row_id)
        self.refuse_unless_open(row)
        return row

    def refuse_unless_open(self, row: Row) -> None:
        """EngineError with the reason where it may not be changed any more."""
        if row.state != OPEN:
            raise EngineError(self.words.no_longer.get(row.state, self.words.decided))

    def proposed_one(self, session: Session, row_id: int) -> Row:
        """One, held, while it waits for a decision; EngineError where it does not."""
        row = self.held(session, row_id)
        self.refuse_unless_proposed(row)
        return row

    def refuse_unless_proposed(self, row: Row) -> None:
        """EngineError where nobody is to decide on it now."""
        if row.state != PROPOSED:
            raise EngineError(self.words.nothing_to_decide)

    def refuse_own_hand(self, row: Row, actor: Actor) -> None:
        """EngineError for whoever had a hand in it."""
        if self.had_a_hand(row, actor):
            raise EngineError(self.words.own_hand)

    @staticmethod
    def had_a_hand(row: Row, actor: Actor) -> bool:
        """Whether the actor began, changed or proposed it: none of those decides on it."""
        return actor.user_id in {row.created_by, *row.editors, row.proposed_by}

    def _there(self, row: Row | None) -> Row:
        if row is None:
            raise NotFound(self.words.missing)
        return row
