"""What stands at the head of a municipality's papers: its name, its office, its crest where it has one."""

from __future__ import annotations

from dataclasses import replace

from engine.documents.letter_tree import Tree, text_parts, words_of
from engine.documents.markdown_text import escaped
from engine.documents.paper_pdf import Letterhead
from engine.letters.letters import OFFICE_NAME
from engine.persistence import rows
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.reaching import MunicipalityCrest
from engine.runtime import Session


def of(session: Session, municipality: Municipality) -> Letterhead:
    """The municipality's own lines."""
    lines = (
        str(municipality.settings.get("office_name", OFFICE_NAME)),
        ", ".join(part for part in (municipality.address, municipality.phone, municipality.email) if part),
    )
    crest = rows.first(session, MunicipalityCrest, municipality_id=municipality.id)
    picture = b"" if crest is None else crest.content
    return Letterhead(municipality.name, tuple(line for line in lines if line), picture, _line(municipality))


def lifted(blocks: Tree, usual: Letterhead) -> Letterhead:
    """Taken out of a letter whose own first lines name the municipality; the usual one where they do not."""
    own = _own_lines(blocks, usual.name)
    if not own:
        return usual
    del blocks[0]
    return replace(usual, lines=tuple(line for line in own[1:] if line))


def titled(blocks: Tree, title: str) -> None:
    """A letter without any heading gets its title as one."""
    if not any(block["is"] == "heading" for block in blocks):
        blocks.insert(0, {"is": "heading", "level": 1, "parts": text_parts(title)})


def on_page(session: Session, markdown: str) -> str:
    """A letter's text with the municipality's own line under its name, which is put before it if need be."""
    municipality = session.get_one(Municipality, session.tenant.municipality_id)
    if not (line := _line(municipality)):
        return markdown
    shown = escaped(line, at_line_start=True)
    name = escaped(municipality.name, at_line_start=True)
    first, _, rest = markdown.lstrip("\n").partition("\n")
    if first.endswith("\\") and first[:-1].strip("*") == name:
        return f"{first}\n{shown}\\\n{rest}"
    return f"**{name}**\\\n{shown}\n\n{markdown}"


def _line(municipality: Municipality) -> str:
    return str(municipality.settings.get("letterhead", ""))


def _own_lines(blocks: Tree, name: str) -> list[str]:
    """The lines of a first paragraph that begins with the municipality's name."""
    if not blocks or blocks[0]["is"] != "paragraph":
        return []
    lines = [line.strip() for line in words_of(blocks[0]["parts"]).split("\n")]
    return lines if lines[0] == name else []
