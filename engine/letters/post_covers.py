"""The first sheet of a day's post: a list of its letters, also for the post office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from engine.documents.letter_tree import table_block, text_parts
from engine.documents.paper_pdf import Letterhead, Sheet
from engine.documents.wording import declined
from engine.letters import letterheads
from engine.letters.post_of_day import ToPost
from engine.messages_catalogue import msg, say
from engine.persistence.tables.installation import Municipality
from engine.runtime import Session, Tenant


def title(day: date, language: str) -> str:
    """The name of the paper."""
    return say(msg("Post of {day}", day=declined("day", "genitive", day, language)), language)


def cover(day: date, letters: Sequence[ToPost], head: Letterhead, language: str) -> Sheet:
    """Whom each letter is for and where they live, with room for the number of a registered letter."""
    count = say(msg("Letters: {count}. Each begins on a sheet of its own.", count=len(letters)), language)
    heads = (msg("No."), msg("To"), msg("Address"), msg("Letter"), msg("Registered No."))
    lines = [
        [str(place), one.addressee, one.address or "–", one.title, ""] for place, one in enumerate(letters, 1)
    ]
    return Sheet(
        language=language,
        blocks=[
            {"is": "heading", "level": 1, "parts": text_parts(title(day, language))},
            {"is": "paragraph", "parts": text_parts(count)},
            table_block([say(one, language) for one in heads], lines),
        ],
        foot=title(day, language),
        letterhead=head,
    )


def house_head(session: Session, tenant: Tenant) -> Letterhead:
    """The letterhead of the tenant's municipality."""
    return letterheads.of(session, session.get_one(Municipality, tenant.municipality_id))
