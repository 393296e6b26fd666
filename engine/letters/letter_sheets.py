"""A letter as a sheet of paper: its letterhead, its text, and the code by which it can be checked."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from engine.documents.paper_pdf import Paper, Sheet, draw
from engine.letters import letter_codes, letter_signatures, letterheads
from engine.messages_catalogue import msg, say
from engine.persistence.queries import letters
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.records import Document
from engine.runtime import Runtime, Session


def sheets_of(runtime: Runtime, session: Session, documents: Sequence[Document]) -> list[Sheet]:
    """Letters of one municipality as they are printed, in the order given."""
    if not documents:
        return []
    municipality = session.get_one(Municipality, documents[0].municipality_id)
    numbers = letters.case_numbers(session, documents)
    usual = letterheads.of(session, municipality)
    texts = letter_signatures.blocks_of(session, documents)
    found: list[Sheet] = []
    for one in documents:
        language, blocks, number = str(one.language), texts[one.id], numbers.get(one.case_id or 0, "")
        head = letterheads.lifted(blocks, usual)  # first lines of its own that name the municipality
        letterheads.titled(blocks, one.title)
        foot = say(msg("Case {number}", number=number), language) if number else head.name
        found.append(Sheet(language, blocks, foot, head, proof=letter_codes.proof(runtime, one)))
    return found


def sheets_by_id(runtime: Runtime, session: Session, document_ids: Collection[int]) -> list[Sheet]:
    """The same, by their numbers, the oldest first."""
    return sheets_of(runtime, session, letters.every(session, document_ids))


def drawn(runtime: Runtime, session: Session, document: Document) -> bytes:
    """The PDF before it is sealed."""
    paper = Paper(
        title=document.title,
        author=session.get_one(Municipality, document.municipality_id).name,
        language=str(document.language),
        sheets=sheets_of(runtime, session, [document]),
        made_at=document.created_at,
        marks=(letter_codes.code_of(runtime, document),),
    )
    return draw(paper)
