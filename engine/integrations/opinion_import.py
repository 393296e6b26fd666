"""Opinions of the disability commission (VDEĀVK), sent in by another system: kept for the case's people.

Only opinions of people whom the municipality knows are taken: of others it needs none. The number names an
opinion: sent again it is known, sent otherwise it is changed, and the audit has both by their hashes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from engine.domain.opinion_criteria import Criterion
from engine.domain.rights import Actor, Thing, can
from engine.errors import InvalidAnswers, NotFound
from engine.integrations.sent_rows import Outcome, Reading, Row, RowResult, each
from engine.messages_catalogue import msg
from engine.persistence import audit, rows
from engine.persistence.queries.people_by_code import person_with
from engine.persistence.tables.integrations import ImportedOpinion
from engine.runtime import Runtime, Session, Tenant

COLUMNS = (
    "number", "person_code", "kind", "issued_on", "valid_to", "disability_group", "criterion", "issuer",
)  # fmt: skip
KINDS = ("assistant", "child_special_care", "companion", "car_indication")
GROUPS = ("I", "II", "III", "child")


def take(runtime: Runtime, actor: Actor, sent: Sequence[Row]) -> list[RowResult]:
    """A result for each row; NotFound where this person may not."""
    if actor.municipality_id is None or not can(actor, "opinion.import", Thing(actor.municipality_id)):
        raise NotFound(msg("There is no such thing, or it is not for you."))
    return each(sent, lambda row: _take(runtime, actor, row))


def _take(runtime: Runtime, actor: Actor, row: Row) -> Outcome:
    code, number, content = _read(row)
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        person = person_with(session, code)
        if person is None:
            raise InvalidAnswers({"person_code": msg("The municipality knows nobody with this code.")})
        known = rows.first(session, ImportedOpinion, number=number)
        if known is not None and known.person_id != person.id:
            raise InvalidAnswers({"number": msg("This number belongs to an opinion of somebody else.")})
        if known is not None and known.content == content:
            return Outcome.UNCHANGED
        kept = {
            "content": content,
            "recorded_by": actor.user_id,
            "recorded_at": runtime.clock.now(),
        }
        before = None if known is None else known.content
        if known is None:
            place = {"municipality_id": actor.municipality_id, "person_id": person.id, "number": number}
            rows.insert_many(session, ImportedOpinion, [{**place, **kept}])
        else:
            rows.change(session, ImportedOpinion, kept, id=known.id)
        _note(runtime, session, actor, (person.id, number), (before, content))
    return Outcome.NEW if known is None else Outcome.CHANGED


def _read(row: Row) -> tuple[str, str, dict[str, Any]]:
    reading = Reading(row, COLUMNS)
    number, code = reading.text("number", needed=True), reading.code("person_code")
    kind = reading.one_of("kind", KINDS, needed=True)
    issued, valid_to = reading.day("issued_on", needed=True), reading.day("valid_to")
    group = reading.one_of("disability_group", GROUPS, needed=True)
    criterion = reading.one_of("criterion", [str(one) for one in Criterion])
    issuer = reading.text("issuer")
    if issued is not None and valid_to is not None and valid_to < issued:
        reading.refuse("valid_to", msg("The last day lies before the first one."))
    reading.end()
    content = {
        "kind": kind,
        "issued_on": str(issued),
        "valid_to": None if valid_to is None else str(valid_to),
        "disability_group": group,
        "criterion": criterion,
        "issuer": issuer,
    }
    return code, number, content


def _note(
    runtime: Runtime,
    session: Session,
    actor: Actor,
    place: tuple[int, str],
    change: tuple[dict[str, Any] | None, dict[str, Any]],
) -> None:
    person_id, number = place
    keys = runtime.database.keys
    hashes = [
        None if one is None else keys.lookup_hash("opinion", f"{person_id}\0{number}\0{json.dumps(one)}")[:16]
        for one in change
    ]
    audit.record(
        session,
        action="opinion_imported",
        at=runtime.clock.now(),
        municipality_id=actor.municipality_id,
        actor_user_id=actor.user_id,
        object_kind="person",
        object_id=str(person_id),
        details={"content": hashes},
    )
