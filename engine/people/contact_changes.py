"""A change of somebody's contact details: told in the notes of the case in words, in the audit by hashes."""

from __future__ import annotations

import json
from collections.abc import Mapping

from engine.domain.rights import Actor
from engine.messages_catalogue import DEFAULT_LANGUAGE, Message, msg, say
from engine.persistence import audit, rows
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.cases import CaseNote
from engine.persistence.tables.reaching import SignInLink
from engine.runtime import Runtime, Session

FIELDS = ("given_name", "family_name", "birth_date", "email", "phone", "address", "language")
LABELS: Mapping[str, Message] = {
    "given_name": msg("Given name"),
    "family_name": msg("Family name"),
    "birth_date": msg("Date of birth"),
    "email": msg("E-mail"),
    "phone": msg("Phone"),
    "address": msg("Address"),
    "language": msg("Language of letters"),
}
CHANGED = msg(
    "A colleague changed this while you were typing. Compare both, then save once more what should count."
)
LETS_IN = ("birth_date", "email")  # with another of these, a link that was sent leads nobody in any more
Values = Mapping[str, str]


def seen_as(runtime: Runtime, person_id: int, values: Values) -> str:
    """A short word for what somebody has seen; nothing can be read out of it."""
    return _hash(runtime, person_id, json.dumps(values, sort_keys=True))


def note(
    runtime: Runtime,
    session: Session,
    actor: Actor,
    place: tuple[int, int],
    values: tuple[Values, Values],
    reason: str,
) -> None:
    """Write it down in the caller's transaction; accounts and links follow. `place`: case and person."""
    before, after = values
    case_id, person_id = place
    now = runtime.clock.now()
    changed = [name for name in FIELDS if before[name] != after[name]]
    name = f"{after['given_name']} {after['family_name']}"
    why = msg("Details of {name} were changed. Reason: {reason}", name=name, reason=reason)
    lines = [f"{_latvian(LABELS[one])}: {before[one] or '–'} → {after[one] or '–'}" for one in changed]
    written = {
        "municipality_id": actor.municipality_id,
        "case_id": case_id,
        "text": "\n".join([_latvian(why), *lines]),
        "written_by": actor.user_id,
        "written_at": now,
    }
    rows.insert_for_ids(session, CaseNote, [written])
    rows.change(session, UserAccount, {"display_name": name}, person_id=person_id)
    if any(one in changed for one in LETS_IN):
        live = {"person_id": person_id, "used_at": None, "revoked_at": None}
        rows.change(session, SignInLink, {"revoked_at": now}, **live)
    hashes = {one: [_hash(runtime, person_id, pair[one]) for pair in values] for one in changed}
    audit.record(
        session,
        action="contact_details_changed",
        at=now,
        municipality_id=actor.municipality_id,
        actor_user_id=actor.user_id,
        case_id=case_id,
        object_kind="person",
        object_id=str(person_id),
        details={"changed": hashes},
    )


def note_unfiled(
    runtime: Runtime, session: Session, actor: Actor, person_id: int, values: tuple[Values, Values]
) -> None:
    """The same of somebody who is in no case: there are no notes, the audit has the hashes alone."""
    changed = [name for name in FIELDS if values[0][name] != values[1][name]]
    audit.record(
        session,
        action="contact_details_changed",
        at=runtime.clock.now(),
        municipality_id=actor.municipality_id,
        actor_user_id=actor.user_id,
        object_kind="person",
        object_id=str(person_id),
        details={
            "changed": {one: [_hash(runtime, person_id, pair[one]) for pair in values] for one in changed}
        },
    )


def _latvian(message: Message) -> str:
    return say(message, DEFAULT_LANGUAGE)


def _hash(runtime: Runtime, person_id: int, text: str) -> str:
    return runtime.database.keys.lookup_hash("contact_details", f"{person_id}\0{text}")[:16]
