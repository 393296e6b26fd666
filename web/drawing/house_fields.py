"""The boxes of forms that administrators fill: what each is called, how wide it is, what stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.messages_catalogue import Message, msg

Field = tuple[str, Message, Message | None, str]
"""Name, what it is called, what helps to fill it, class of its width."""

WIDE, MIDDLE, SHORT = "", "govuk-input--width-20", "govuk-input--width-5"

HOUSE: Sequence[Field] = (
    ("name", msg("Name of the municipality"), None, WIDE),
    ("name_genitive", msg("Name in the genitive"), msg("Before what belongs to it: “Ogres novada”."), WIDE),
    ("office_name", msg("Name of the office"), msg("Empty: Sociālais dienests."), WIDE),
    ("address", msg("Address"), None, WIDE),
    ("phone", msg("Phone"), msg("At the end of every page, for everybody who needs help."), MIDDLE),
    ("email", msg("E-mail"), None, MIDDLE),
    ("hours", msg("When the office answers"), msg("For example: on working days 8.30–17.00."), WIDE),
    ("letterhead", msg("Line under the name in letters"), msg("For example, registration number."), WIDE),
    (
        "contest_authority",
        msg("Where decisions are contested"),
        msg("Stands in every decision. Empty: the council of the municipality."),
        WIDE,
    ),
    (
        "bank_account",
        msg("Account that payments leave from (IBAN)"),
        msg("It counts from the next payment file on."),
        MIDDLE,
    ),
    (
        "economic_classification_code",
        msg("Economic classification code (EKK)"),
        msg("Four or five digits; goes into payments."),
        SHORT,
    ),
    (
        "sign_in_link_hours",
        msg("How many hours a link or code to sign in counts"),
        msg("Empty: 72 hours."),
        SHORT,
    ),
    (
        "letters_by_mail",
        msg("Letters by e-mail"),
        msg(
            "A notice only says that there is a letter and where to read it. "
            "Important are decisions, contracts and requests."
        ),
        WIDE,
    ),
)
CHOICES: Mapping[str, Sequence[tuple[str, Message]]] = {
    "letters_by_mail": (
        ("", msg("Important letters as a notice, others whole")),
        ("whole", msg("Every letter whole")),
        ("notice", msg("Only a notice of every letter")),
    ),
}
"""Boxes in which one answer is chosen: name → value and text of each."""
PROVIDER: Sequence[Field] = (
    ("name", msg("Name of the organisation"), None, WIDE),
    ("registration_number", msg("Registration number"), msg("11 digits."), MIDDLE),
    ("address", msg("Address"), None, WIDE),
    ("phone", msg("Phone"), None, MIDDLE),
    ("email", msg("E-mail"), None, MIDDLE),
    ("bank_account", msg("Account (IBAN)"), None, MIDDLE),
)


def fields(
    wanted: Sequence[Field],
    values: Mapping[str, str],
    errors: Mapping[str, Message],
    *,
    theirs: Mapping[str, str],
) -> list[dict[str, object]]:
    """The boxes in order; `theirs`: what a colleague has saved meanwhile, where it differs."""
    return [
        {
            "name": name,
            "label": label,
            "hint": hint,
            "width": width,
            "value": values.get(name, ""),
            "error": errors.get(name),
            "choices": [{"value": one, "text": text} for one, text in CHOICES.get(name, ())],
            "theirs": theirs[name] if name in theirs and theirs[name] != values.get(name, "") else None,
        }
        for name, label, hint, width in wanted
    ]
