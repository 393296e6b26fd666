"""The short code on a printed letter by which anybody can ask whether it was issued.

It is made from the letter's number and a keyed hash of the number and the text's own hash, so that nothing
more needs to be kept, and nobody can guess the code of a letter that they do not hold.
"""

from __future__ import annotations

import hmac
import re

from engine.documents.letter_tree import text_parts
from engine.documents.paper_pdf import Proof
from engine.documents.scan_codes import scan_code
from engine.messages_catalogue import msg, say
from engine.persistence.tables.records import Document
from engine.runtime import Runtime

PURPOSE = "letter_code"  # of the keyed hash
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O, U: they are taken for others
_READ_AS = str.maketrans("ILO", "110")
_CHECKED = 16  # signs of the hash: 80 bits
_GROUP = 4
_LONGEST = 40
FINGERPRINT = 12  # first letters of the text's hash that paper and page show


def code_of(runtime: Runtime, document: Document) -> str:
    """The code of a letter: "1F-7K3M-9QWX-2BTD-H4NP"."""
    checked = _checked_part(runtime, document.id, document.sha256)
    groups = [checked[start : start + _GROUP] for start in range(0, _CHECKED, _GROUP)]
    return "-".join([_in_signs(document.id), *groups])


def document_id_of(code: str) -> int | None:
    """Which letter a code speaks of; None where it cannot be a code. It is right only if `is_code_of` is."""
    signs = _tidy(code)
    if not _CHECKED < len(signs) <= _LONGEST or any(sign not in _SIGNS for sign in signs):
        return None
    number = 0
    for sign in signs[:-_CHECKED]:
        number = number * len(_SIGNS) + _SIGNS.index(sign)
    return number if number < 2**53 else None


def is_code_of(runtime: Runtime, code: str, document: Document) -> bool:
    """Whether the code is this letter's."""
    return hmac.compare_digest(_tidy(code).encode(), _tidy(code_of(runtime, document)).encode())


def proof(runtime: Runtime, document: Document) -> Proof:
    """What stands at the end of the printed letter: the code, and the way to ask about it."""
    language = str(document.language)
    code = code_of(runtime, document)
    house = runtime.settings.public_address
    address = f"{house}/verify/{code}"
    mark = document.sha256[:FINGERPRINT]
    told = say(msg("Code {code}, checksum {mark}", code=code, mark=mark), language)
    if not house:
        return Proof((text_parts(told),))
    asked = say(msg("Anybody can check whether this document was issued:"), language)
    lines = (text_parts(asked), text_parts(address), text_parts(told))
    alt = say(msg("Code to scan; it leads to {address}", address=address), language)
    return Proof(lines, scan_code(address), alt)


def _tidy(code: str) -> str:
    """Without dashes and blanks, in capitals, letters that look like digits read as digits."""
    return re.sub(r"[\s-]", "", code[: 2 * _LONGEST]).upper().translate(_READ_AS)


def _checked_part(runtime: Runtime, document_id: int, sha256: str) -> str:
    digest = runtime.database.keys.lookup_hash(PURPOSE, f"{document_id}\0{sha256}")
    return _in_signs(int(digest[: _CHECKED * 5 // 4], 16)).rjust(_CHECKED, _SIGNS[0])


def _in_signs(number: int) -> str:
    signs = ""
    while number or not signs:
        number, place = divmod(number, len(_SIGNS))
        signs = _SIGNS[place] + signs
    return signs
