"""Letters by e-mail: an e-mail only says that there is one, and where to read it.

An e-mail passes through other people's machines. Every letter belongs to a case and names its people, so none
could be shown to tell nothing of somebody's health or need; there is no list of harmless ones to keep right.
A municipality may still decide that its letters go whole. What goes to the office itself is a notice too.
"""

from __future__ import annotations

from engine.documents.letter_templates import FilledLetter
from engine.documents.markdown_text import escaped
from engine.messages_catalogue import msg, say
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.records import Document

SETTING = "letters_by_mail"  # of the municipality: one of WAYS
WHOLE, NOTICE = "whole", "notice"
WAYS = ("", WHOLE, NOTICE)  # "": never said, as a notice


def is_notice(document: Document, municipality: Municipality) -> bool:
    """Whether its e-mail is only a notice; one to the office is, whatever the municipality says."""
    return document.person_id is None or municipality.settings.get(SETTING, "") != WHOLE


def notice(document: Document, municipality: Municipality, house: str) -> FilledLetter:
    """The words of a notice: who wrote, and where to read it. `house`: the address of the pages, or ""."""
    language = str(document.language)
    name = municipality.name
    if document.person_id is None:
        return _to_office(document, house)
    sentences = [msg("There is a letter for you in your case, from: {name}.", name=_safe(name))]
    if house:
        sentences.append(msg("To read it, sign in: {address}", address=f"{house}/letters/{document.id}"))
        sentences.append(msg("If you cannot sign in, ask the office: {how}.", how=_reached(municipality)))
    else:
        sentences.append(msg("To read it, sign in or ask the office: {how}.", how=_reached(municipality)))
    subject = say(msg("A letter for you from: {name}", name=name), language)
    return FilledLetter(subject, "\n\n".join(say(one, language) for one in sentences))


def _to_office(document: Document, house: str) -> FilledLetter:
    language = str(document.language)
    sentences = [msg("The service has written a notice to the office about a case.")]
    if house:
        sentences.append(msg("To read it, sign in: {address}", address=f"{house}/letters/{document.id}"))
    else:
        sentences.append(msg("To read it, sign in; it lies with the documents of the case."))
    subject = say(msg("A notice to the office"), language)
    return FilledLetter(subject, "\n\n".join(say(one, language) for one in sentences))


def _reached(municipality: Municipality) -> str:
    return ", ".join(_safe(one) for one in (municipality.phone, municipality.email) if one)


def _safe(text: str) -> str:
    return escaped(text, at_line_start=False)
