"""What is erased of people themselves: who they are, how they are reached, how they sign in."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence

from engine.persistence import data_keys, rows
from engine.persistence.erased_fields import Emptied, empty, ids_of, portions
from engine.persistence.queries import kept_figures
from engine.persistence.tables import machine_tables
from engine.persistence.tables.people import Person, Representation
from engine.retention.records import Of
from engine.runtime import Session

accounts, reaching, sign_ins = (
    machine_tables.people_tables.accounts,
    machine_tables.people_tables.reaching,
    machine_tables.people_tables.sign_ins,
)
integrations = machine_tables.people_tables.integrations
inboxes, records = machine_tables.inboxes, machine_tables.records
outside_sign_ins = machine_tables.people_tables.outside_sign_ins
GIVEN, FAMILY = "Dzēsta", "persona"
"""What stands where a name stood, in lists that show names: "erased person"."""
_NOBODY = {
    "given_name": GIVEN,
    "family_name": FAMILY,
    "search_name": "",
    "personal_code": None,
    "personal_code_hash": None,
    "birth_date": None,
    "died_on": None,
    "email": "",
    "phone": "",
    "address": "",
    "bank_account": None,
}
_OF_ACCOUNT: Sequence[Emptied] = (
    (accounts.WebSession, "user_id", None),
    (sign_ins.HalfSignIn, "user_id", None),
    (sign_ins.SecondFactor, "user_id", None),
    (sign_ins.RecoveryCode, "user_id", None),
    (sign_ins.Passkey, "user_id", None),
    (outside_sign_ins.OutsideIdentity, "user_id", None),
    (inboxes.CalendarFeed, "user_id", None),
    (inboxes.SavedView, "user_id", None),
    (accounts.Deputy, "user_id", None),
    (accounts.Deputy, "deputy_user_id", None),
    (accounts.UserRole, "user_id", None),
    (reaching.SignInLink, "user_id", None),
)
_OF_PERSON: Sequence[Emptied] = (
    (Representation, "represented_person_id", None),
    (Representation, "representative_id", None),
    (reaching.SignInLink, "person_id", None),
    (reaching.CaseQuestion, "person_id", None),
    (integrations.ImportedOpinion, "person_id", None),
    (records.Document, "person_id", {"markdown": ""}),
    (Person, "id", _NOBODY),
)


def people(session: Session, person_ids: Sequence[int], of: Of) -> None:
    """Names, codes, contacts, accounts, sessions and mails of these people; the session is for EVERY.

    Figures keep the year of birth, and that rows with one personal code are one person.
    """
    outgoing(session, person_ids, of)
    for some in portions(person_ids):
        found = rows.every(session, Person, id=some)
        for person in found:
            _keep_figures(session, person)
        session.expunge_all()
    account_ids = ids_of(session, accounts.UserAccount, "person_id", person_ids)
    empty(session, _OF_ACCOUNT, account_ids)
    for account_id in account_ids:
        gone: dict[str, object] = {"user_name": f"erased-{account_id}", "display_name": f"{GIVEN} {FAMILY}"}
        gone |= {"password_hash": None, "settings": {}, "disabled_at": of.at}
        rows.change(session, accounts.UserAccount, gone, id=account_id)
    empty(session, _OF_PERSON, person_ids)
    for person_id in person_ids:
        data_keys.destroy(session, person_id, of.at)


def outgoing(session: Session, person_ids: Sequence[int], of: Of) -> None:
    """Mails to these people, sent or not: to whom and what is emptied; that something went out stays."""
    addresses = {
        one.email
        for some in portions(person_ids)
        for one in rows.values(session, Person, ("email",), id=some)
    } - {""}
    mine = (
        one.id
        for one in rows.each(
            session,
            records.OutboxMessage,
            ("id", "recipient"),
            at_once=500,
            municipality_id=of.municipality_id,
        )
        if one.recipient in addresses
    )
    empty(session, ((records.OutboxMessage, "id", {"recipient": "", "payload": {}}),), list(mine))


def _keep_figures(session: Session, person: Person) -> None:
    kept = {} if person.birth_date is None else {kept_figures.BIRTH_YEAR: person.birth_date.year}
    same = list(_same_person(session, person))
    word = next(
        iter(kept_figures.words_of(session, [one.id for one in same]).values()), secrets.token_hex(16)
    )
    for one in same:
        own = kept if one.id == person.id else {}
        figures = {**own, kept_figures.COUNTED_AS: word} if len(same) > 1 else own
        kept_figures.put(session, kept_figures.PERSON, {one.id: figures}, one.municipality_id)


def _same_person(session: Session, person: Person) -> Iterator[Person]:
    """The rows of all municipalities with this code; those erased before are linked by their word."""
    yield person
    if person.personal_code_hash is not None:
        others = rows.every(session, Person, personal_code_hash=person.personal_code_hash)
        yield from (one for one in others if one.id != person.id)
