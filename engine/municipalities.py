"""Municipalities as everybody may see them: name, address, where to ask; and what the installation is for."""

from __future__ import annotations

from dataclasses import dataclass

from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.queries import releases
from engine.persistence.tables.installation import Municipality
from engine.runtime import EVERY, Runtime


@dataclass(frozen=True, slots=True)
class MunicipalityCard:
    """What stands at the head and the foot of every page."""

    name: str
    office_name: str
    phone: str
    email: str
    hours: str
    kind: str  # of the installation: demo, test, production


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
