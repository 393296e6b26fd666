"""The letters of a day as one PDF: a list of them first, then each on sheets of its own.

It bears no seal: it is printed and put into envelopes, and each letter has its code.
"""

from __future__ import annotations

from datetime import date

from engine.documents.paper_pdf import Paper, PaperFile, draw
from engine.domain.rights import Actor
from engine.errors import NotFound
from engine.letters import letter_sheets, post_covers, post_of_day
from engine.messages_catalogue import msg
from engine.people import read_notes
from engine.persistence.queries import letters
from engine.runtime import Runtime, Tenant

PURPOSE = "letter"  # of the read log, as for a letter alone


def find(runtime: Runtime, actor: Actor, day: date, language: str) -> PaperFile:
    """All letters of a day that wait to be posted; NotFound where there are none. Reading them is noted."""
    found, tenant = post_of_day.find(runtime, actor, day).letters, Tenant(actor.municipality_id)
    if not found:
        raise NotFound(msg("No letters of that day wait to be posted."))
    with runtime.reading(tenant) as session:
        documents = letters.every(session, [one.document_id for one in found])
        head = post_covers.house_head(session, tenant)
        sheets = letter_sheets.sheets_of(runtime, session, documents)
        people = {whose for one in documents for whose in read_notes.of_letter(session, actor, one)}
        made_at = max(one.created_at for one in documents)
    title = post_covers.title(day, language)
    cover = post_covers.cover(day, found, head, language)
    pdf = draw(Paper(title, head.name, language, [cover, *sheets], made_at))
    read_notes.note(runtime, actor, people, PURPOSE)
    return PaperFile(f"post-{day.isoformat()}.pdf", pdf)
