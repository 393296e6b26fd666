"""Whether a printed letter was issued, for whoever holds it; nothing is said of whose matter it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from engine import letter_codes, letter_papers, paper_seals
from engine.clock import local_day
from engine.documents.pdf_guard import MOST_BYTES
from engine.errors import EngineError, NotFound
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.queries import accounts
from engine.persistence.tables.accounts import SignInAttempt
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.records import Document
from engine.runtime import EVERY, Runtime

__all__ = ["MOST_BYTES", "FileChecked", "Issued", "Verdict", "check_file", "look_up"]

TRIES, TRIES_WITHIN = 30, timedelta(minutes=15)  # wrong codes and sent files, of one address
NOBODY = "letter_code"  # stands where a sign-in has its name


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
    _refuse_many(runtime, address)
    found = _find(runtime, code)
    if found is None:
        _count_try(runtime, address)
        raise NotFound(msg("No document was issued with this code."))
    return found[1]


def check_file(runtime: Runtime, code: str, data: bytes, *, address: str) -> FileChecked:
    """What a file is; NotFound for a wrong code, EngineError with one sentence for what is not a PDF."""
    _refuse_many(runtime, address)
    _count_try(runtime, address)  # each file is work
    found = _find(runtime, code)
    if found is None:
        raise NotFound(msg("No document was issued with this code."))
    document_id, issued = found
    with runtime.reading(EVERY) as session:
        drawn = letter_papers.drawn_letter(runtime, session, session.get_one(Document, document_id))
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


def _refuse_many(runtime: Runtime, address: str) -> None:
    with runtime.reading(EVERY) as session:
        since = runtime.clock.now() - TRIES_WITHIN
        _, tries = accounts.failures_since(
            session, since, user_hash="", address_hash=_hashed(runtime, address)
        )
    if tries >= TRIES:
        raise EngineError(msg("Too many tries. Wait a quarter of an hour and try again."))


def _count_try(runtime: Runtime, address: str) -> None:
    user_hash = runtime.database.keys.lookup_hash("sign_in_user", f"\0{NOBODY}")
    with runtime.transaction(EVERY) as session:
        session.add(
            SignInAttempt(
                user_name_hash=user_hash,
                address_hash=_hashed(runtime, address),
                at=runtime.clock.now(),
                succeeded=False,
            )
        )


def _hashed(runtime: Runtime, address: str) -> str:
    """Not the hash that sign-ins are counted under: who checks letters may still sign in."""
    return runtime.database.keys.lookup_hash("letter_code_address", address)
