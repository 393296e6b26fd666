"""Letters by e-mail: which go whole, and of which an e-mail only says that there is one.

An e-mail passes through other people's machines, so what tells of somebody's health or need stays here.
"""

from __future__ import annotations

from engine.documents.letter_templates import FilledLetter
from engine.documents.markdown_text import escaped
from engine.messages_catalogue import msg, say
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.records import Document

SETTING = "letters_by_mail"  # of the municipality: one of WAYS; "" = by kind, see is_notice
WHOLE, NOTICE = "whole", "notice"
WAYS = ("", WHOLE, NOTICE)
SENSITIVE = ("contestation_decided", "contract", "adult_assessment", "request_documents")
DECISIONS = "decision_"


def is_notice(document: Document, municipality: Municipality) -> bool:
    """Whether its e-mail is only a notice; what goes to the office itself goes whole."""
    if document.person_id is None:
        return False
    way = municipality.settings.get(SETTING, "")
    if way in (WHOLE, NOTICE):
        return bool(way == NOTICE)
    return document.kind in SENSITIVE or document.kind.startswith(DECISIONS)


def notice(document: Document, municipality: Municipality, house: str) -> FilledLetter:
    """The words of a notice: who wrote, and where to read it. `house`: the address of the pages, or ""."""
    language = str(document.language)
    name = municipality.name
    sentences = [msg("There is a letter for you in your case, from: {name}.", name=_safe(name))]
    if house:
        sentences.append(msg("To read it, sign in: {address}", address=f"{house}/letters/{document.id}"))
        sentences.append(msg("If you cannot sign in, ask the office: {how}.", how=_reached(municipality)))
    else:
        sentences.append(msg("To read it, sign in or ask the office: {how}.", how=_reached(municipality)))
    subject = say(msg("A letter for you from: {name}", name=name), language)
    return FilledLetter(subject, "\n\n".join(say(one, language) for one in sentences))


def _reached(municipality: Municipality) -> str:
    return ", ".join(_safe(one) for one in (municipality.phone, municipality.email) if one)


def _safe(text: str) -> str:
    return escaped(text, at_line_start=False)
