"""The columns of a file of running cases: what stands in each, and an example row."""

from __future__ import annotations

from dataclasses import dataclass

from engine.messages_catalogue import Message, msg


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the heading, what it holds, an example, whether each row needs it."""

    name: str
    meaning: Message
    example: str
    required: bool = False


def _needed(name: str, meaning: Message, example: str) -> Column:
    return Column(name, meaning, example, required=True)


_CODE = msg("Personal code, old or new, with or without the hyphen.")
_BORN = msg("Date of birth; needed where the personal code begins with 32.")
_PHONE = msg("Phone number.")
_EMAIL = msg("E-mail address; letters go there.")

COLUMNS: tuple[Column, ...] = (
    _needed("recipient_personal_code", _CODE, "010560-11011"),
    _needed("recipient_given_name", msg("The recipient's given name."), "Anna"),
    _needed("recipient_family_name", msg("The recipient's family name."), "Bērziņa"),
    Column("recipient_birth_date", _BORN, "1960-05-01"),
    _needed("recipient_address", msg("Declared residence."), "Upes iela 3, Ogre"),
    Column("recipient_phone", _PHONE, "26000001"),
    Column("recipient_email", _EMAIL, "anna@example.org"),
    Column("language", msg("Language of letters: lv (where left empty) or en."), "lv"),
    Column("representative_personal_code", _CODE, ""),
    Column("representative_given_name", msg("The representative's given name."), ""),
    Column("representative_family_name", msg("The representative's family name."), ""),
    Column("representative_birth_date", _BORN, ""),
    Column("representative_kind", msg("parent, guardian, trustee or authorised."), ""),
    Column("representative_phone", _PHONE, ""),
    Column("representative_email", _EMAIL, ""),
    _needed("assistant_personal_code", _CODE, "200585-11110"),
    _needed("assistant_given_name", msg("The assistant's given name."), "Jānis"),
    _needed("assistant_family_name", msg("The assistant's family name."), "Kalniņš"),
    Column("assistant_birth_date", _BORN, "1985-05-20"),
    Column("assistant_phone", _PHONE, ""),
    Column("assistant_email", _EMAIL, "janis@example.org"),
    Column(
        "assistant_iban",
        msg("The assistant's account (IBAN); needed for self_employed."),
        "LV80BANK0000435195001",
    ),
    Column("assistant_is_relative", msg("yes where the assistant is family of the recipient."), "no"),
    _needed("regime", msg("The order it was decided by: r316, proposed_2019 or r942."), "r316"),
    _needed("disability_group", msg("I, II or III; child for a child."), "I"),
    Column("application_date", msg("The day the application was received."), "2025-01-07"),
    Column("assessed_on", msg("The day the need was assessed."), "2025-01-20"),
    Column("coefficient", msg("Support level: 1 or 2; empty for a child."), "1"),
    Column("purposes", msg("Purposes the hours were granted for, with spaces between."), "work_study_para"),
    _needed("decision_number", msg("The number that the decision carries."), "SD/2025/17"),
    _needed("decision_date", msg("The day of the decision."), "2025-01-28"),
    _needed("hours_per_month", msg("Hours granted a month."), "80"),
    Column("valid_from", msg("First day of the decision; the day of the decision where left empty."), ""),
    _needed("valid_until", msg("Last day of the decision."), "2027-12-31"),
    _needed("contract_number", msg("The number that the contract carries."), "SD/2025/17-L"),
    _needed(
        "contract_form",
        msg("Who pays the taxes: contract_for_work (the office), self_employed or provider."),
        "contract_for_work",
    ),
    _needed("contract_first_day", msg("The contract's first day."), "2025-02-01"),
    Column("contract_last_day", msg("The contract's last day; the decision's where left empty."), ""),
    Column("plain_signature", msg("yes where the contract agrees that months are signed by a click."), "yes"),
    Column("provider_name", msg("The providing organisation; needed for provider."), ""),
    Column("provider_registration_number", msg("Its registration number; needed for provider."), ""),
    _needed("months_from", msg("The first day whose hours are kept here."), "2026-12-01"),
    Column(
        "used_hours",
        msg("Hours already used in that month before that day: 12:30 or 12.5; 0 where left empty."),
        "0",
    ),
)
NAMES = tuple(column.name for column in COLUMNS)
ADDED = ("line", "error")
"""Columns of the file of bad rows; a mended one may be sent as it is."""
