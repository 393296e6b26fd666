"""Municipalities as everybody may see them: name, address, where to ask; and what the installation is for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine import deployments
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.queries import releases
from engine.persistence.tables.installation import Municipality
from engine.runtime import EVERY, Runtime, Tenant


@dataclass(frozen=True, slots=True)
class MunicipalityCard:
    """What stands at the head and the foot of every page."""

    name: str
    office_name: str
    phone: str
    email: str
    hours: str
    kind: str  # of the installation: demo, test, production


@dataclass(frozen=True, slots=True)
class NewMunicipality:
    """A municipality that joins."""

    code: str  # short, used in business keys and file names
    name: str
    address: str = ""
    phone: str = ""
    email: str = ""
    bank_account: str = ""  # IBAN that payments leave from
    regime: str = "proposed_2019"


def add(runtime: Runtime, new: NewMunicipality, *, release_id: int, from_day: date) -> Tenant:
    """A municipality that uses a release from a day on."""
    with runtime.transaction(EVERY) as session:
        row = Municipality(
            code=new.code,
            name=new.name,
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
    with runtime.reading(EVERY) as session:
        kind = str(releases.kind(session))
        found = rows.every(session, Municipality, order_by=["id"], limit=2)
        if municipality_id is not None:
            found = [session.get_one(Municipality, municipality_id)]
    if len(found) != 1:
        return MunicipalityCard("", "", "", "", "", kind)
    (one,) = found
    office = str(one.settings.get("office_name", "Sociālais dienests"))
    hours = str(one.settings.get("hours", ""))
    return MunicipalityCard(one.name, office, one.phone, one.email, hours, kind)


def id_of(runtime: Runtime, code: str) -> int:
    """The municipality with this code; NotFound where there is none."""
    with runtime.reading(EVERY) as session:
        found = rows.first(session, Municipality, code=code)
    if found is None:
        raise NotFound(msg("There is no municipality with the code {code}.", code=code))
    return found.id
