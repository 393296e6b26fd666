"""A letter as a sheet of paper: its letterhead, its text, and the code by which it can be checked."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from engine import letter_codes, letter_signatures, letterheads
from engine.documents.letter_tree import Tree
from engine.documents.paper_pdf import Letterhead, Paper, Sheet, draw
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
    head = letterheads.of(session, municipality)
    blocks = letter_signatures.blocks_of(session, documents)
    return [
        _sheet(runtime, head, one, blocks[one.id], numbers.get(one.case_id or 0, "")) for one in documents
    ]


def sheets_by_id(runtime: Runtime, session: Session, document_ids: Collection[int]) -> list[Sheet]:
    """The same, by their numbers, the oldest first."""
    return sheets_of(runtime, session, letters.every(session, document_ids))


def _sheet(runtime: Runtime, usual: Letterhead, document: Document, blocks: Tree, number: str) -> Sheet:
    """First lines of its own that name the municipality are its letterhead."""
    language = str(document.language)
    head = letterheads.lifted(blocks, usual)
    letterheads.titled(blocks, document.title)
    return Sheet(
        language=language,
        blocks=blocks,
        foot=say(msg("Case {number}", number=number), language) if number else head.name,
        letterhead=head,
        proof=letter_codes.proof(runtime, document),
    )


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
