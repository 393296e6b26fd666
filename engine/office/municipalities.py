"""Municipalities as everybody may see them: name, address, where to ask; and what the installation is for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from engine.errors import EngineError, NotFound
from engine.messages_catalogue import msg
from engine.payment_files.account_numbers import checked_iban
from engine.persistence import rows
from engine.persistence.queries import releases
from engine.persistence.tables.installation import Municipality
from engine.releases import deployments
from engine.runtime import EVERY, Runtime, Tenant

_CARD = ("id", "name", "name_genitive", "phone", "email", "settings")
CODE = re.compile(r"[a-z][a-z0-9-]{1,19}")


@dataclass(frozen=True, slots=True)
class MunicipalityCard:
    """What stands at the head and the foot of every page."""

    whose: str  # the name before what belongs to it: "Ogres novada"
    office_name: str
    phone: str
    email: str
    hours: str
    kind: str  # of the installation: demo, test, production
    crest: str = ""  # address of the crest under /crest/; "": it has none


@dataclass(frozen=True, slots=True)
class NewMunicipality:
    """A municipality that joins."""

    code: str  # short, used in business keys and file names
    name: str
    name_genitive: str = ""  # "Ogres novada" for "Ogres novads"
    address: str = ""
    phone: str = ""
    email: str = ""
    bank_account: str = ""  # IBAN that payments leave from
    regime: str = "proposed_2019"


@dataclass(frozen=True, slots=True)
class MunicipalityRow:
    """A municipality in a list."""

    code: str
    name: str
    name_genitive: str
    address: str
    bank_account: str
    regime: str
    in_use_from: date | None


def join(runtime: Runtime, new: NewMunicipality, from_day: date) -> Tenant:
    """A real municipality joins with the newest release; raises EngineError for what cannot be right."""
    if not CODE.fullmatch(new.code):
        raise EngineError(
            msg("A code has 2 to 20 small letters a–z, digits or dashes and begins with a letter.")
        )
    if not (new.name.strip() and new.name_genitive.strip()):
        raise EngineError(msg("A municipality needs its name and the genitive of its name."))
    account = checked_iban(new.bank_account)
    with runtime.reading(EVERY) as session:
        if rows.count(session, Municipality, code=new.code):
            raise EngineError(msg("There is a municipality with the code {code} already.", code=new.code))
        packs = runtime.rule_book(session).packs
        if new.regime not in packs:
            known = ", ".join(sorted(packs))
            raise EngineError(
                msg("There is no rule pack {name}; there are: {known}.", name=new.regime, known=known)
            )
        newest = releases.newest(session)
    return add(runtime, replace(new, bank_account=account), release_id=newest, from_day=from_day)


def listed(runtime: Runtime) -> list[MunicipalityRow]:
    """All municipalities in the order they joined."""
    with runtime.reading(EVERY) as session:
        since = releases.first_days(session)
        return [
            MunicipalityRow(
                code=one.code,
                name=one.name,
                name_genitive=one.name_genitive,
                address=one.address,
                bank_account=one.bank_account,
                regime=str(one.settings.get("regime", "")),
                in_use_from=since.get(one.id),
            )
            for one in rows.every(session, Municipality, order_by=["id"])
        ]


def add(runtime: Runtime, new: NewMunicipality, *, release_id: int, from_day: date) -> Tenant:
    """A municipality that uses a release from a day on."""
    with runtime.transaction(EVERY) as session:
        row = Municipality(
            code=new.code,
            name=new.name,
            name_genitive=new.name_genitive,
            address=new.address,
            phone=new.phone,
            email=new.email,
            bank_account=new.bank_account,
            settings={"regime": new.regime},
        )
        session.add(row)
        session.flush()
        tenant = Tenant(row.id)
    deployments.take_into_use(runtime, tenant, release_id, from_day)
    return tenant


def card(runtime: Runtime, municipality_id: int | None) -> MunicipalityCard:
    """The municipality's card; of the only one, or a nameless one, for somebody who is not signed in."""
    wanted = {} if municipality_id is None else {"id": municipality_id}
    with runtime.reading(EVERY) as session:
        kind = str(releases.kind(session))
        found = rows.values(session, Municipality, _CARD, **wanted)
    if len(found) != 1:
        return MunicipalityCard("", "", "", "", "", kind)
    (one,) = found
    office = str(one.settings.get("office_name", "Sociālais dienests"))
    hours = str(one.settings.get("hours", ""))
    crest = f"{one.id}?v={one.settings['crest']}" if one.settings.get("crest") else ""
    whose = one.name_genitive or one.name
    return MunicipalityCard(whose, office, one.phone, one.email, hours, kind, crest)


def id_of(runtime: Runtime, code: str) -> int:
    """The municipality with this code; NotFound where there is none."""
    with runtime.reading(EVERY) as session:
        found = rows.first(session, Municipality, code=code)
    if found is None:
        raise NotFound(msg("There is no municipality with the code {code}.", code=code))
    return found.id


def only_id(runtime: Runtime, code: str) -> int:
    """The municipality with this code, or the only one where no code is given."""
    if code:
        return id_of(runtime, code)
    found = [one.code for one in listed(runtime)]
    if len(found) != 1:
        codes = ", ".join(found) or "CODE"
        raise EngineError(msg("Say which municipality: --municipality {codes}.", codes=codes))
    return id_of(runtime, found[0])
