"""The rows around an instance that changes its release: tasks, drafts, timers, messages, the audit event."""

from __future__ import annotations

from collections.abc import Mapping

from engine.bpmn.execution import Progress
from engine.moving_cases.judging import StoredInstance, Waits, Way
from engine.moving_cases.plan_access import Hand
from engine.persistence import audit
from engine.persistence.queries import instances as instance_rows
from engine.persistence.queries import moved_instances
from engine.persistence.queries.moved_instances import OpenRow
from engine.runtime import LoadedRelease, Session
from engine.stepping.rows import changes, new_task

__all__ = ["MovedOn", "Progress", "between", "note", "put_under", "write_waits"]


class MovedOn(Exception):
    """Something else was done in the instance first; look anew."""


def put_under(session: Session, open_now: Mapping[str, OpenRow], after: Waits, way: Way) -> list[list[str]]:
    """Each open task under the new release, its drafts with it; [step, question] of what lost its place.

    MovedOn where one of them is open no longer.
    """
    told: list[list[str]] = []
    for uid, row in open_now.items():
        task = after.tasks[uid]
        old_form = way.old.form(row.task.process_id, row.task.element_id)
        new_form = way.new.form(task.element.process_id, task.element.element_id)
        known = {field.key for field in new_form.fields()}
        asked = {field.key: field.label.lv or field.key for field in old_form.fields()}
        if not moved_instances.put_under(
            session, row, new_task(task), way.new.release_id, keeps_times=way.how.keeps_times
        ):
            raise MovedOn
        for draft in row.drafts:
            aside = sorted(key for key in draft.answers if key not in known)
            if aside:
                kept = {key: value for key, value in draft.answers.items() if key in known}
                moved_instances.keep_answers(session, draft, kept)
                told += [[row.task.title_lv, asked.get(key, key)] for key in aside]
    return told


def between(before: Waits, after: Waits, state: bytes) -> Progress:
    """The way from some waits to others, as if a step had led there."""
    return Progress(state, after, before, (), frozenset(), completed=False, values={})


def write_waits(session: Session, stored: StoredInstance, progress: Progress, by: Hand) -> None:
    """Timers and waiting messages; the tasks are the same ones."""
    instance_rows.write_rows(session, [(stored, changes(progress))], by.now)


def note(
    session: Session,
    stored: StoredInstance,
    action: str,
    release: LoadedRelease,
    by: Hand,
    details: Mapping[str, object],
) -> None:
    """A line of the audit trail for one case."""
    event = {
        "action": action,
        "at": by.now,
        "municipality_id": stored.municipality_id,
        "instance_id": stored.instance_id,
        "case_id": stored.case_id,
        "actor_user_id": by.user_id,
        "on_behalf_of": None,
        "release_sha256": release.sha256,
        "details": dict(details),
    }
    audit.record_many(session, [event])
