"""A letter tried on the municipality's own paper, without the code and the seal of one that counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from engine.documents.letter_templates import FilledLetter
from engine.documents.letter_tree import letter_tree
from engine.documents.paper_pdf import Letterhead, Paper, PaperFile, Sheet, draw
from engine.domain.rights import Actor
from engine.drafting.drafts.draft_access import tenant
from engine.letters import letterheads
from engine.messages_catalogue import msg, say
from engine.persistence.tables.installation import Municipality
from engine.runtime import Runtime

__all__ = ["House", "PaperFile", "house", "paper"]

_MADE = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)  # the day of the sample values


@dataclass(frozen=True, slots=True)
class House:
    """Who writes: what letters name of the municipality, and its letterhead."""

    values: Mapping[str, object]
    head: Letterhead


def house(runtime: Runtime, actor: Actor) -> House:
    """The actor's own municipality."""
    with runtime.reading(tenant(actor, "draft.see")) as session:
        found = session.get_one(Municipality, session.tenant.municipality_id)
        values = {"name": found.name, "address": found.address, "phone": found.phone, "email": found.email}
        return House(values, letterheads.of(session, found))


def paper(by: House, letter: FilledLetter, kind: str, language: str) -> PaperFile:
    """The letter as a PDF; its foot says that it is a sample."""
    blocks = letter_tree(letter.markdown)
    head = letterheads.lifted(blocks, by.head)
    letterheads.titled(blocks, letter.subject)
    sheet = Sheet(language, blocks, say(msg("A sample with made-up values"), language), head)
    return PaperFile(f"{kind}.pdf", draw(Paper(letter.subject, by.head.name, language, [sheet], _MADE)))
