"""A letter as a sheet of paper: its letterhead, its text, and the code by which it can be checked."""

from __future__ import annotations

from engine import letter_codes, letterheads
from engine.documents.letter_tree import letter_tree, text_parts
from engine.documents.paper_pdf import Paper, Sheet, draw
from engine.messages_catalogue import msg, say
from engine.persistence.queries import letters
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.records import Document
from engine.runtime import Runtime, Session


def sheet_of(runtime: Runtime, session: Session, document: Document) -> Sheet:
    """The letter as it is printed; first lines of its own that name the municipality are its letterhead."""
    municipality = session.get_one(Municipality, document.municipality_id)
    language = str(document.language)
    blocks = letter_tree(document.markdown)
    head = letterheads.lifted(blocks, municipality) or letterheads.of(municipality)
    if not any(block["is"] == "heading" for block in blocks):
        blocks.insert(0, {"is": "heading", "level": 1, "parts": text_parts(document.title)})
    number = letters.case_number(session, document)
    return Sheet(
        language=language,
        blocks=blocks,
        foot=say(msg("Case {number}", number=number), language) if number else municipality.name,
        letterhead=head,
        proof=letter_codes.proof(runtime, document),
    )


def drawn(runtime: Runtime, session: Session, document: Document) -> bytes:
    """The PDF before it is sealed."""
    paper = Paper(
        title=document.title,
        author=session.get_one(Municipality, document.municipality_id).name,
        language=str(document.language),
        sheets=[sheet_of(runtime, session, document)],
        made_at=document.created_at,
        marks=(letter_codes.code_of(runtime, document),),
    )
    return draw(paper)
