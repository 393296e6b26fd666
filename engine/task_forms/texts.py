"""Text that people wrote, made fit to keep; and the few texts that have to be something particular."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from stdnum import iban
from stdnum.exceptions import ValidationError

from engine.domain import personal_code
from engine.errors import Severity
from engine.messages_catalogue import msg
from engine.task_forms.fields import TextCheck
from engine.task_forms.terms import Unfit

LONGEST = 20_000  # characters; more is no text a person wrote into a field
EMAIL = re.compile(r"[^@\s\"(),:;<>\[\]\\]{1,64}@(?:[\w-]{1,63}\.){1,8}[\w-]{2,63}")
PHONE = re.compile(r"\+?\d{8,15}")


def read_text(raw: object, *, lines: bool) -> str:
    """The text in NFC without spaces around it; one line unless `lines`. Raises Unfit."""
    if raw is None:
        return ""
    if not isinstance(raw, str):
        raise Unfit(msg("Write this as text."))
    if len(raw) > LONGEST:
        raise Unfit(msg("The text is too long."))
    text = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n")).strip()
    text = text if lines else " ".join(text.split())
    if any(unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\t" for sign in text):
        raise Unfit(msg("The text holds signs that cannot be kept; please write it anew."))
    return text


def read_checked_text(text: str, check: TextCheck | None, *, is_accepted: bool = False) -> str:
    """The text in its usual writing when it is what `check` asks for, else raises Unfit.

    `is_accepted`: somebody who may do so takes a personal code that only its date or check digit speaks
    against; for every other check it makes no difference.
    """
    if check is TextCheck.PERSONAL_CODE and text:
        return _personal_code(text, is_accepted=is_accepted)
    return CHECKS[check](text) if check and text else text


def _personal_code(text: str, *, is_accepted: bool = False) -> str:
    code, problems = personal_code.read(text)
    faults = [
        problem.message
        for problem in problems
        if problem.severity is Severity.ERROR and not (is_accepted and problem.can_override)
    ]
    if code is None or faults:
        raise Unfit(faults[0])
    return str(code)


def _email(text: str) -> str:
    if EMAIL.fullmatch(text) is None:
        raise Unfit(msg("Write an e-mail address, for example vards@piemers.lv."))
    return text


def _phone(text: str) -> str:
    number = re.sub(r"[\s()./-]", "", text)
    if PHONE.fullmatch(number) is None:
        raise Unfit(msg("Write a telephone number with at least 8 digits, for example 20 123 456."))
    return number


def _iban(text: str) -> str:
    try:
        return str(iban.validate(text))
    except ValidationError:
        raise Unfit(msg("There is no such account number; please compare it with the bank's.")) from None


CHECKS: dict[TextCheck, Callable[[str], str]] = {
    TextCheck.PERSONAL_CODE: _personal_code,
    TextCheck.EMAIL: _email,
    TextCheck.PHONE: _phone,
    TextCheck.IBAN: _iban,
}
