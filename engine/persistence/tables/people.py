"""Persons of the service, the organisations that provide it, and who stands for a person."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, event
from sqlalchemy.engine import Connection
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from engine.domain.representation import RepresentationKind
from engine.persistence.folding import fold
from engine.persistence.lookups import personal_code_hash
from engine.persistence.owners import OF_ITSELF
from engine.persistence.tables.base import Base, Id, OfMunicipality, choice, given_values, not_before
from engine.persistence.types import EncryptedJson, EncryptedText, Sealed, keys_of


class Language(StrEnum):
    """The language a person is written to in."""

    LV = "lv"
    EN = "en"


def _search_name(context: DefaultExecutionContext) -> str:
    row = given_values(context)
    return fold(row["given_name"], row["family_name"])


def _code_hash(context: DefaultExecutionContext) -> str | None:
    code = given_values(context).get("personal_code")
    code = code.plain if isinstance(code, Sealed) else code
    return personal_code_hash(keys_of(context.dialect), code) if code else None


class Person(OfMunicipality, Base):
    """A recipient, an assistant or a representative, as one municipality knows them."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("municipality_id", "personal_code_hash"),
        Index(None, "municipality_id", "search_name"),
        {"sqlite_autoincrement": True},  # the audit names persons by id: an id is never given twice
    )

    id: Mapped[Id]
    given_name: Mapped[str]
    family_name: Mapped[str]
    search_name: Mapped[str] = mapped_column(default=_search_name)  # folded; kept in step by the mapper
    personal_code: Mapped[str | None] = mapped_column(
        EncryptedText("person.personal_code", OF_ITSELF, erased_is_null=True)
    )
    personal_code_hash: Mapped[str | None] = mapped_column(default=_code_hash)  # finds it without opening it
    birth_date: Mapped[date | None] = mapped_column(
        EncryptedJson("person.birth_date", OF_ITSELF, erased_is_null=True)
    )
    died_on: Mapped[date | None]
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")  # the declared residence
    bank_account: Mapped[str | None] = mapped_column(
        EncryptedText("person.bank_account", OF_ITSELF, erased_is_null=True)
    )  # IBAN
    language: Mapped[Language] = mapped_column(choice(Language), default=Language.LV)
    is_minor_rate: Mapped[bool] = mapped_column(default=False)  # an assistant under 18: other hourly rate
    is_relative: Mapped[bool] = mapped_column(default=False)  # an assistant who is family of the recipient


@event.listens_for(Person, "before_update")
def _keep_in_step(_mapper: Mapper[Person], connection: Connection, person: Person) -> None:
    person.search_name = fold(person.given_name, person.family_name)
    code = person.personal_code
    person.personal_code_hash = personal_code_hash(keys_of(connection.dialect), code) if code else None


class Representation(OfMunicipality, Base):
    """Somebody may act for a person from one day to another."""

    __tablename__ = "representation"
    __table_args__ = (
        UniqueConstraint("represented_person_id", "representative_id", "kind", "from_day"),
        CheckConstraint("represented_person_id <> representative_id", name="two_people"),
        not_before("to_day", "from_day"),
        Index(None, "representative_id"),
    )

    id: Mapped[Id]
    represented_person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    representative_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[RepresentationKind] = mapped_column(choice(RepresentationKind))
    from_day: Mapped[date]
    to_day: Mapped[date | None]  # the last day; null: until further notice


class ProviderOrganisation(OfMunicipality, Base):
    """A legal person that provides assistants under a contract with the municipality."""

    __tablename__ = "provider_organisation"
    __table_args__ = (UniqueConstraint("municipality_id", "registration_number"),)

    id: Mapped[Id]
    name: Mapped[str]
    registration_number: Mapped[str]
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    bank_account: Mapped[str] = mapped_column(default="")  # IBAN of a legal person; not a secret
