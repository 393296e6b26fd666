"""Who may reach a draft, in which state it may still be changed, and who may decide on it."""

from __future__ import annotations

from engine.messages_catalogue import msg
from engine.persistence.queries import release_drafts as drafts
from engine.persistence.queries.release_drafts import DraftState, ReleaseDraft
from engine.two_people.door import Door, Hand, Words, hand, may

__all__ = [
    "DOOR", "DraftState", "Hand", "ReleaseDraft", "found", "had_a_hand", "hand", "held", "may", "open_one",
    "seen",
    "tenant",
]  # fmt: skip

_WORDS = Words(
    missing=msg("There is no such draft."),
    no_longer={
        DraftState.PROPOSED: msg("This draft waits for a second person; take it back before you change it."),
        DraftState.WITHDRAWN: msg("This draft was withdrawn; begin a new one."),
    },
    decided=msg("This draft has become a release; begin a new one."),
    nothing_to_decide=msg("This draft does not wait for a decision."),
    own_hand=msg("You had a hand in this draft: somebody else decides on it."),
)
DOOR = Door[ReleaseDraft](drafts.KEPT, _WORDS)
tenant, seen, found, held, open_one = DOOR.tenant, DOOR.seen, DOOR.found, DOOR.held, DOOR.open_one
had_a_hand = DOOR.had_a_hand
