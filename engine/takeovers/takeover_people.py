"""The people in a row of a file of running cases."""

from __future__ import annotations

from datetime import date

from engine.domain.personal_code import PersonalCode, agrees_with
from engine.domain.representation import RepresentationKind
from engine.messages_catalogue import msg
from engine.payment_files.account_numbers import compact_iban
from engine.persistence.new_cases import Applicant
from engine.persistence.tables.people import Language
from engine.takeovers.takeover_cells import Cells

OLDEST = date(1900, 1, 1)


def someone(cells: Cells, role: str) -> Applicant:
    """The recipient, the representative or the assistant."""
    code = cells.code(f"{role}_personal_code")
    return Applicant(
        given_name=cells.needed(f"{role}_given_name"),
        family_name=cells.needed(f"{role}_family_name"),
        personal_code=str(code or ""),
        birth_date=_born(cells, role, code),
        address=cells.needed("recipient_address") if role == "recipient" else "",
        phone=cells.text(f"{role}_phone"),
        email=_email(cells, role),
        language=cells.choice("language", [str(one) for one in Language], usual="lv")
        if role == "recipient"
        else None,
    )


def _born(cells: Cells, role: str, code: PersonalCode | None) -> date | None:
    """From the column, else from an old code; a new code needs the column, but for a representative."""
    column = f"{role}_birth_date"
    written = cells.day(column)
    if code is None:
        return written
    if written is not None and not agrees_with(code, written):
        cells.refuse(column, msg("The date of birth is not the one in the personal code."))
    born = written or code.birth_date
    if born is not None and born < OLDEST:
        cells.refuse(f"{role}_personal_code", msg("Nobody in the service was born before 1900."))
    if born is None and not cells.text(column) and role != "representative" and code.is_new_kind:
        cells.refuse(column, msg("The personal code says no date of birth: write it here."))
    return born


def _email(cells: Cells, role: str) -> str:
    column = f"{role}_email"
    text = cells.text(column)
    name, _, domain = text.partition("@")
    if text and (not name or "." not in domain or " " in text or "@" in domain):
        cells.refuse(column, msg("This is not an e-mail address."))
    return text


def representative(cells: Cells) -> Applicant | None:
    """Who acts for the recipient, where the row names somebody."""
    named = ("personal_code", "given_name", "family_name", "kind")
    if not any(cells.text(f"representative_{one}") for one in named):
        return None
    return someone(cells, "representative")


def representation_kind(cells: Cells) -> RepresentationKind | None:
    """Why the representative may act."""
    if not cells.text("representative_personal_code"):
        return None
    words = [str(one) for one in RepresentationKind]
    found = cells.choice("representative_kind", words)
    return RepresentationKind(found) if found in words else None


def account(cells: Cells, *, needed: bool) -> str | None:
    """The assistant's account."""
    column = "assistant_iban"
    if needed:
        cells.needed(column)
    text = cells.text(column)
    found = compact_iban(text) if text else None
    if text and found is None:
        cells.refuse(column, msg("This is not a valid account number (IBAN)."))
    return found
