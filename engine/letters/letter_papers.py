"""A letter as a PDF: drawn from its Markdown whenever asked for, the same bytes each time, and sealed."""

from __future__ import annotations

from engine.documents.paper_pdf import PaperFile
from engine.domain.rights import Actor
from engine.letters import letter_pages, letter_sheets, paper_seals
from engine.persistence.tables.records import Document
from engine.runtime import Runtime, Tenant

__all__ = ["PaperFile", "find"]


def find(runtime: Runtime, actor: Actor, document_id: int) -> PaperFile:
    """The letter's PDF; NotFound where it is not for this person. Reading somebody else's is logged."""
    page = letter_pages.find(runtime, actor, document_id)
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        drawn = letter_sheets.drawn(runtime, session, session.get_one(Document, document_id))
    return PaperFile(f"{page.kind}-{document_id}.pdf", paper_seals.sealed(runtime, drawn))
