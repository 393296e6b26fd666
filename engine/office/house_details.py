"""What a municipality says of itself: name, where to reach it, account, how its letters begin.

Whoever changes it shows what they have seen: what a colleague changed meanwhile is not overwritten.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime

from engine.domain.rights import Actor, Thing, can
from engine.errors import EngineError, NotFound, StaleVersion
from engine.letters import letter_notices
from engine.messages_catalogue import msg
from engine.people.typed_details import REACHED, Details, checked
from engine.persistence import audit
from engine.persistence.tables.installation import Municipality
from engine.runtime import Runtime, Session, Tenant

COLUMNS = ("name", "name_genitive", "address", "phone", "email", "bank_account")
SETTINGS = (
    "office_name",
    "hours",
    "letterhead",
    "contest_authority",
    "economic_classification_code",
    "sign_in_link_hours",
    letter_notices.SETTING,
)
FIELDS = (*COLUMNS, *SETTINGS)
LONGEST = 300
_REQUIRED = ("name", "name_genitive", "phone", "email")
_EKK = re.compile(r"[0-9]{4,5}")
MOST_HOURS = 14 * 24
CHANGED_MEANWHILE = msg(
    "A colleague changed this while you were typing. Compare both, then save once more what should count."
)


def refuse_stranger(actor: Actor) -> None:
    """NotFound for anybody but the administrator of a municipality."""
    if actor.municipality_id is None or not can(actor, "house.manage", Thing(actor.municipality_id)):
        raise NotFound(msg("There is no such page, or it is not for you."))


def seen_as(values: Mapping[str, object]) -> str:
    """A short word for what somebody has seen; it changes whenever a value does."""
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()[:16]


def read(runtime: Runtime, actor: Actor) -> dict[str, str]:
    """Every field as it is now, empty where nothing was said."""
    refuse_stranger(actor)
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        return _values(session.get_one(Municipality, actor.municipality_id))


def change(runtime: Runtime, actor: Actor, wanted: Mapping[str, str], *, seen: str) -> None:
    """Keep what was sent for each of FIELDS.

    InvalidAnswers: a sentence for each field to mend. StaleVersion where `seen` is not what stands there.
    """
    refuse_stranger(actor)
    now = runtime.clock.now()
    values = checked(wanted, _DETAILS)
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        row = session.get_one(Municipality, actor.municipality_id, with_for_update=True)
        before = _values(row)
        if seen_as(before) != seen:
            raise StaleVersion(CHANGED_MEANWHILE, mine=values, theirs=before)
        for name in COLUMNS:
            setattr(row, name, values[name])
        row.settings = {**_other_settings(row), **{name: values[name] for name in SETTINGS if values[name]}}
        note_change(session, actor, "municipality_changed", (before, values), now=now)


def note_change(
    session: Session,
    actor: Actor,
    action: str,
    values: tuple[Mapping[str, object], Mapping[str, object]],
    *,
    now: datetime,
    object_id: int | None = None,
) -> None:
    """What of an organisation was changed, from what to what, for the audit; nothing where nothing was."""
    before, after = values
    changed = {
        name: [str(before.get(name, "")), str(value)]
        for name, value in after.items()
        if str(before.get(name, "")) != str(value)
    }
    if changed:
        audit.record(
            session,
            action=action,
            at=now,
            municipality_id=actor.municipality_id,
            actor_user_id=actor.user_id,
            object_kind=action.rpartition("_")[0],
            object_id=str(object_id or actor.municipality_id),
            details={"changed": changed},
        )


def _values(row: Municipality) -> dict[str, str]:
    kept = {name: str(getattr(row, name)) for name in COLUMNS}
    return {**kept, **{name: str(row.settings.get(name, "")) for name in SETTINGS}}


def _other_settings(row: Municipality) -> dict[str, object]:
    return {name: value for name, value in row.settings.items() if name not in SETTINGS}


def _expenditure_code(text: str) -> str:
    if not _EKK.fullmatch(text):
        raise EngineError(msg("The code has four or five digits."))
    return text


def _hours(text: str) -> str:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= MOST_HOURS):
        raise EngineError(msg("Write hours from 1 to {most}.", most=MOST_HOURS))
    return text


def _way(text: str) -> str:
    if text not in letter_notices.WAYS:
        raise EngineError(msg("Choose an answer."))
    return text


_CHECKS: Mapping[str, Callable[[str], str]] = {
    **REACHED,
    "economic_classification_code": _expenditure_code,
    "sign_in_link_hours": _hours,
    letter_notices.SETTING: _way,
}
_DETAILS = Details(FIELDS, LONGEST, _REQUIRED, _CHECKS)
