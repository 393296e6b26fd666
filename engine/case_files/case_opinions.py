"""The commission's opinions about a case's recipient, as another system sent them in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from engine.domain.rights import Actor
from engine.persistence import rows
from engine.persistence.queries import names
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.integrations import ImportedOpinion
from engine.runtime import Runtime, Tenant


@dataclass(frozen=True, slots=True)
class SentOpinion:
    """An opinion as it was sent in last."""

    number: str
    kind: str
    issued_on: date
    valid_to: date | None
    disability_group: str
    criterion: str  # "": none was named
    issuer: str
    sent_by: str
    sent_at: datetime


def opinions(runtime: Runtime, actor: Actor, case_id: int) -> Sequence[SentOpinion]:
    """Of the recipient of a case whose file was found for this person, the newest first."""
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        case = rows.first(session, ServiceCase, id=case_id)
        if case is None:
            return []
        found = rows.every(session, ImportedOpinion, person_id=case.recipient_id)
        who = names.of_accounts(session, [one.recorded_by for one in found])
    told = [_told(one, who[one.recorded_by]) for one in found]
    return sorted(told, key=lambda one: (one.issued_on, one.number), reverse=True)


def _told(one: ImportedOpinion, sent_by: str) -> SentOpinion:
    said = one.content
    return SentOpinion(
        number=one.number,
        kind=said["kind"],
        issued_on=date.fromisoformat(said["issued_on"]),
        valid_to=None if said["valid_to"] is None else date.fromisoformat(said["valid_to"]),
        disability_group=said["disability_group"],
        criterion=said["criterion"],
        issuer=said["issuer"],
        sent_by=sent_by,
        sent_at=one.recorded_at,
    )
