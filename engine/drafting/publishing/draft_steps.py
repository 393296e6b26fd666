"""The steps of those who change a draft: proposed with a note and a day, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from engine.clock import local_day
from engine.domain.rights import Actor
from engine.drafting.drafts import draft_files
from engine.drafting.drafts.draft_access import DOOR, DraftState, ReleaseDraft, found, hand, open_one, tenant
from engine.drafting.drafts.draft_checks import judged
from engine.drafting.publishing import rehearsals
from engine.errors import EngineError, Finding, InvalidAnswers, Refused, Severity
from engine.messages_catalogue import Message, msg
from engine.persistence.queries import release_drafts as drafts
from engine.persistence.queries import releases
from engine.runtime import Runtime, Session

MOST_NOTE = 2_000
AHEAD = timedelta(days=366)  # a slip in the year would keep every later release waiting for that day


def propose(runtime: Runtime, actor: Actor, draft_id: int, note: str, from_day: date | None) -> None:
    """Put a draft before a second person; its scenarios are played meanwhile, its files are locked.

    InvalidAnswers with a sentence for each field to mend, Refused with the errors of the gate, EngineError
    where nothing was changed or what is in force is newer than what the draft began from.
    """
    here, by = tenant(actor, "draft.edit"), hand(runtime, actor)
    with runtime.reading(here) as session:
        draft = found(session, draft_id)
        version = draft.version
        findings = judged(draft_files.of_draft(runtime, session, draft))
        problems = _problems(note, from_day, _earliest(session, by.now), local_day(by.now))
    if problems:
        raise InvalidAnswers(problems)
    _refuse_errors(findings)
    with runtime.transaction(here) as session:
        draft = open_one(session, draft_id)
        if draft.version != version:
            raise EngineError(msg("The draft was changed while it was checked: send it once more."))
        if not drafts.files(session, draft.id):
            raise EngineError(msg("Nothing has been changed in this draft."))
        refuse_behind(session, draft)
        proposed = {"proposed_by": actor.user_id, "proposed_at": by.now, "from_day": from_day}
        undecided = {"decided_by": None, "decided_at": None, "decision_reason": ""}
        drafts.change(session, draft, state=DraftState.PROPOSED, note=note.strip(), **proposed, **undecided)
        drafts.note(session, draft, "proposed", by, from_day=from_day)
        rehearsals.enqueue(runtime, session, draft, by)


def take_back(runtime: Runtime, actor: Actor, draft_id: int) -> None:
    """The draft may be changed again."""
    with runtime.transaction(tenant(actor, "draft.edit")) as session:
        draft = DOOR.proposed_one(session, draft_id)
        drafts.note(session, draft, "taken_back", hand(runtime, actor))
        drafts.change(session, draft, state=DraftState.OPEN)


def refuse_behind(session: Session, draft: ReleaseDraft) -> None:
    """EngineError where a newer release than the draft's base was approved meanwhile."""
    if releases.in_force(session, draft.municipality_id, date.max) != draft.base_release_id:
        raise EngineError(
            msg("Another release was approved since this draft began: take its changes into the draft first.")
        )


def first_day(draft: ReleaseDraft, now: datetime) -> date:
    """From which day a draft that is approved now counts: never from a day that is over."""
    return max(draft.from_day or date.min, local_day(now))


def _earliest(session: Session, now: datetime) -> date:
    """The first day that a draft may name: today, or that of the release which is planned already."""
    card = releases.card_in_force(session, session.tenant.municipality_id or 0, date.max)
    return max(local_day(now), card.since if card else date.min)


def _problems(note: str, from_day: date | None, earliest: date, today: date) -> dict[str, Message]:
    problems: dict[str, Message] = {}
    if not note.strip():
        problems["note"] = msg("Write what changes for people, and why.")
    if len(note) > MOST_NOTE:
        problems["note"] = msg("Write it in at most {most} characters.", most=MOST_NOTE)
    if from_day is None:
        problems["from_day"] = msg("Write the day from which new cases take it.")
    elif from_day < earliest:
        problems["from_day"] = msg("The earliest day is {day}.", day=earliest)
    elif from_day > max(earliest, today + AHEAD):
        problems["from_day"] = msg("The latest day is {day}.", day=max(earliest, today + AHEAD))
    return problems


def _refuse_errors(findings: Sequence[Finding]) -> None:
    errors = [one for one in findings if one.severity is Severity.ERROR]
    if errors:
        raise Refused(errors)
