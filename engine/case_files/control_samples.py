"""The yearly check of a tenth of the active files: drawn once with a seed, each file's check recorded."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime

from engine.clock import local_day
from engine.domain.case_sample import drawn
from engine.domain.rights import Actor, Thing, can
from engine.errors import EngineError, InvalidAnswers, NotAllowed, NotFound
from engine.messages_catalogue import msg
from engine.people import own_matters
from engine.persistence import audit, rows
from engine.persistence.queries import controls
from engine.persistence.queries.controls import ActiveFile
from engine.persistence.tables.controls import ControlFile, ControlSample
from engine.runtime import Runtime, Session, Tenant

LONGEST = 4000  # letters of findings


def draw(runtime: Runtime, actor: Actor, seed: str = "") -> str:
    """Draw this year's sample of the files active today; gives its seed, a new one where none was said.

    EngineError where the year's sample was drawn before, or no file is active.
    """
    _require(actor, "control.draw")
    now = runtime.clock.now()
    day = local_day(now)
    seed = seed.strip()[:100] or secrets.token_hex(8)
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        if controls.sample_of(session, day.year) is not None:
            raise EngineError(msg("The sample of {year} was drawn before.", year=str(day.year)))
        files = {one.case_number: one for one in controls.active_files(session, day)}
        if not files:
            raise EngineError(msg("No file is active: there is nothing to draw from."))
        own = {"municipality_id": actor.municipality_id}
        sample = {
            **own,
            "year": day.year,
            "seed": seed,
            "active_count": len(files),
            "drawn_at": now,
            "drawn_by": actor.user_id,
        }
        (sample_id,) = rows.insert_for_ids(session, ControlSample, [sample])
        chosen = _chosen(files, seed)
        rows.insert_many(session, ControlFile, [{**own, "sample_id": sample_id, **one} for one in chosen])
        details = {"year": day.year, "seed": seed, "active": len(files), "drawn": len(chosen)}
        _note(session, actor, now, ("sample_drawn", "control_sample", sample_id), details)
    return seed


def _chosen(files: Mapping[str, ActiveFile], seed: str) -> list[dict[str, object]]:
    """The rows of the files drawn, in the order of checking."""
    first = {number for number, one in files.items() if one.own_assistant}
    return [
        {
            "case_id": files[number].case_id,
            "place": place,
            "own_assistant": files[number].own_assistant,
            "findings": "",
        }
        for place, number in enumerate(drawn(files, first, seed), 1)
    ]


def record_check(runtime: Runtime, actor: Actor, file_id: int, *, verdict: str, findings: str) -> None:
    """Record what the check of a file found: "sound", or "findings" with what was found.

    Recorded anew, the later check counts; both stay in the audit. NotFound for a file of no sample.
    """
    _require(actor, "control.check")
    text = findings.strip()[:LONGEST]
    if verdict not in ("sound", "findings"):
        raise InvalidAnswers({"verdict": msg("Say whether the file is sound.")})
    if verdict == "findings" and not text:
        raise InvalidAnswers({"findings": msg("Write what was found.")})
    now = runtime.clock.now()
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        file = rows.first(session, ControlFile, id=file_id)
        if file is None:
            raise NotFound(msg("There is no such file in the sample."))
        own_matters.refuse(session, actor, file.case_id)
        checked = {
            "checked_by": actor.user_id,
            "checked_at": now,
            "is_sound": verdict == "sound",
            "findings": text,
        }
        rows.change(session, ControlFile, checked, id=file_id)
        what = ("file_checked", "control_file", file_id)
        _note(session, actor, now, what, {"sound": verdict == "sound"}, case_id=file.case_id)


def _note(
    session: Session,
    actor: Actor,
    now: datetime,
    what: tuple[str, str, int],
    details: Mapping[str, object],
    *,
    case_id: int | None = None,
) -> None:
    action, kind, object_id = what
    audit.record(
        session,
        action=action,
        at=now,
        municipality_id=actor.municipality_id,
        actor_user_id=actor.user_id,
        case_id=case_id,
        object_kind=kind,
        object_id=object_id,
        details=details,
    )


def _require(actor: Actor, action: str) -> None:
    if actor.municipality_id is None or not can(actor, action, Thing(actor.municipality_id)):
        raise NotAllowed(msg("You may not do this."))
