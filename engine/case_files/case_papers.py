"""A whole case file on paper: what the page of the case shows, part after part, then each of its letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.documents.letter_tree import Block, Tree, table_block, text_parts
from engine.documents.paper_pdf import Paper, PaperFile, Sheet, draw
from engine.domain.rights import Actor
from engine.letters import letter_pages, letter_sheets, post_covers
from engine.persistence import audit
from engine.runtime import Runtime, Tenant

__all__ = ["CasePart", "CaseText", "PaperFile", "print_file"]

PURPOSE = "case_paper"  # of the read log


@dataclass(frozen=True, slots=True)
class CasePart:
    """A part of the file, in words: facts, then texts, then a table."""

    title: str
    facts: Sequence[tuple[str, str]] = ()
    texts: Sequence[str] = ()
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    is_within: bool = False  # belongs to the part before it


@dataclass(frozen=True, slots=True)
class CaseText:
    """The file as its reader may see it, worded."""

    case_id: int
    recipient_id: int
    title: str
    foot: str
    language: str
    parts: Sequence[CasePart]


def print_file(runtime: Runtime, actor: Actor, text: CaseText) -> PaperFile:
    """The file with the letters that this reader may open; that it was taken out is noted.

    The caller has read the case through `cases.find`, which refuses strangers.
    """
    tenant = Tenant(actor.municipality_id)
    readable = letter_pages.readable(runtime, actor, text.case_id)
    now = runtime.clock.now()
    with runtime.transaction(tenant) as session:
        head = post_covers.house_head(session, tenant)
        letters = letter_sheets.sheets_by_id(runtime, session, readable)
        audit.record_read(
            session, user_id=actor.user_id, person_id=text.recipient_id, purpose=PURPOSE, at=now
        )
    heading: Block = {"is": "heading", "level": 1, "parts": text_parts(text.title)}
    blocks = [heading, *(block for part in text.parts for block in _blocks(part))]
    first = Sheet(text.language, blocks, text.foot, head)
    pdf = draw(Paper(text.title, head.name, text.language, [first, *letters], now))
    return PaperFile(f"case-{text.case_id}.pdf", pdf)


def _blocks(part: CasePart) -> Tree:
    blocks: Tree = [{"is": "heading", "level": 3 if part.is_within else 2, "parts": text_parts(part.title)}]
    if part.facts:
        blocks.append({"is": "bullets", "items": [[_fact(label, value)] for label, value in part.facts]})
    blocks += [{"is": "paragraph", "parts": text_parts(text)} for text in part.texts if text]
    if part.rows:
        blocks.append(table_block(part.head, part.rows))
    return blocks


def _fact(label: str, value: str) -> Block:
    strong: Block = {"is": "strong", "parts": text_parts(f"{label}:")}
    return {"is": "tight", "parts": [strong, *text_parts(f" {value}")]}
