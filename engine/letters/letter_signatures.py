"""Who signed the contract of a letter by the service: how, and on which day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from engine.documents.letter_tree import Tree, letter_tree
from engine.documents.signing_places import Signed, put_places
from engine.documents.wording import worded
from engine.domain.signing import SigningMethod
from engine.messages_catalogue import DEFAULT_LANGUAGE, Message, msg, say
from engine.persistence.tables.records import Document
from engine.runtime import Session
from engine.service_tasks.contract_signatures import PARTIES, signatures_of

HOW: Mapping[str, Message] = {
    SigningMethod.SECURE_E_SIGNATURE: msg("With a secure electronic signature"),
    SigningMethod.BY_HAND: msg("By hand, on paper"),
}


def blocks_of(session: Session, documents: Sequence[Document]) -> dict[int, Tree]:
    """Letter → its text; in a contract with each party's place, but for a translation, which nobody signs."""
    signatures = signatures_of(session, [one for one in documents if one.language == DEFAULT_LANGUAGE])
    found: dict[int, Tree] = {}
    for one in documents:
        found[one.id] = blocks = letter_tree(one.markdown)
        if one.id in signatures:
            language, signed = str(one.language), signatures[one.id]
            put_places(blocks, [_signed(signed.get(party), language) for party in PARTIES], language)
    return found


def _signed(signature: Mapping[str, object] | None, language: str) -> Signed | None:
    if signature is None:
        return None
    how = HOW.get(str(signature.get("method")), msg("In another way"))
    return Signed(say(how, language), worded("day", date.fromisoformat(str(signature["day"])), language))
