"""Whether a printed letter was issued, for whoever holds it; nothing is said of whose matter it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engine.clock import local_day
from engine.errors import NotFound
from engine.letters import code_tries, letter_codes, letter_sheets, paper_seals
from engine.letters.paper_seals import MOST_BYTES
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.records import Document
from engine.runtime import EVERY, Runtime

__all__ = ["MOST_BYTES", "FileChecked", "Issued", "Verdict", "check_file", "look_up"]


class Verdict(StrEnum):
    """What a file is, compared with the letter of the code."""

    AS_ISSUED = "as_issued"
    CHANGED = "changed"  # something was added or altered after it was sealed
    ANOTHER = "another"  # sealed by this installation, but another document
    NOT_SEALED = "not_sealed"  # without a seal of ours, and not the bytes that are drawn today


@dataclass(frozen=True, slots=True)
class Issued:
    """What anybody may know of a letter whose code they hold."""

    code: str
    kind: str  # file stem of its template
    municipality: str
    issued_on: date
    mark: str  # first letters of its text's hash


@dataclass(frozen=True, slots=True)
class FileChecked:
    """What was found about a file that somebody sent."""

    verdict: Verdict
    sealed_by: str = ""  # as the certificate says


def look_up(runtime: Runtime, code: str, *, address: str) -> Issued:
    """The letter of this code; NotFound where none was issued with it, EngineError after too many tries."""
    code_tries.refuse_many(runtime, address)
    found = _find(runtime, code)
    if found is None:
        code_tries.count(runtime, address)
        raise NotFound(msg("No document was issued with this code."))
    return found[1]


def check_file(runtime: Runtime, code: str, data: bytes, *, address: str) -> FileChecked:
    """What a file is; NotFound for a wrong code, EngineError with one sentence for what is not a PDF."""
    code_tries.refuse_many(runtime, address)
    code_tries.count(runtime, address)  # each file is work
    found = _find(runtime, code)
    if found is None:
        raise NotFound(msg("No document was issued with this code."))
    document_id, issued = found
    with runtime.reading(EVERY) as session:
        drawn = letter_sheets.drawn(runtime, session, session.get_one(Document, document_id))
    if data == drawn:
        return FileChecked(Verdict.AS_ISSUED)
    seal = paper_seals.found(runtime, data)
    if seal is None or not seal.is_own:
        verdict = Verdict.CHANGED if data.startswith(drawn) else Verdict.NOT_SEALED
    elif not seal.is_good:
        verdict = Verdict.CHANGED
    else:
        verdict = Verdict.AS_ISSUED if issued.code.encode() in data else Verdict.ANOTHER
    return FileChecked(verdict, seal.name if seal else "")


def _find(runtime: Runtime, code: str) -> tuple[int, Issued] | None:
    document_id = letter_codes.document_id_of(code)
    if document_id is None:
        return None
    with runtime.reading(EVERY) as session:
        document = rows.first(session, Document, id=document_id)
        if document is None or not letter_codes.is_code_of(runtime, code, document):
            return None
        issued = Issued(
            code=letter_codes.code_of(runtime, document),
            kind=document.kind,
            municipality=session.get_one(Municipality, document.municipality_id).name,
            issued_on=local_day(document.created_at),
            mark=document.sha256[: letter_codes.FINGERPRINT],
        )
    return document_id, issued
