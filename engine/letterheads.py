"""What stands at the head of a municipality's papers: its name, its office, its crest where it has one."""

from __future__ import annotations

import base64
import binascii

from engine.documents.letter_tree import Tree, words_of
from engine.documents.paper_pdf import Letterhead
from engine.letters import OFFICE_NAME
from engine.persistence.tables.installation import Municipality

CREST = "crest_png"  # key of a municipality's setting: its crest as a PNG in base64


def of(municipality: Municipality) -> Letterhead:
    """The municipality's own lines."""
    lines = (
        str(municipality.settings.get("office_name", OFFICE_NAME)),
        ", ".join(part for part in (municipality.address, municipality.phone, municipality.email) if part),
    )
    return Letterhead(municipality.name, tuple(line for line in lines if line), _crest(municipality))


def lifted(blocks: Tree, municipality: Municipality) -> Letterhead | None:
    """Taken out of a letter whose own first lines name the municipality; None where they do not."""
    own = _own_lines(blocks, municipality.name)
    if not own:
        return None
    del blocks[0]
    return Letterhead(own[0], tuple(line for line in own[1:] if line), _crest(municipality))


def _own_lines(blocks: Tree, name: str) -> list[str]:
    """The lines of a first paragraph that begins with the municipality's name."""
    if not blocks or blocks[0]["is"] != "paragraph":
        return []
    lines = [line.strip() for line in words_of(blocks[0]["parts"]).split("\n")]
    return lines if lines[0] == name else []


def _crest(municipality: Municipality) -> bytes:
    try:
        return base64.b64decode(str(municipality.settings.get(CREST, "")), validate=True)
    except binascii.Error:
        return b""
