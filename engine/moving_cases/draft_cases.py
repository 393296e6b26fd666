"""Which running cases could go to what a draft would become; nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.domain.rights import Actor
from engine.drafting.comparing import draft_releases
from engine.drafting.comparing.draft_releases import ProcessImpact
from engine.drafting.drafts.draft_access import seen
from engine.moving_cases.judging import How, Verdict, Way, judged, read
from engine.persistence.queries import called_instances, releases
from engine.persistence.queries import move_plans as queries
from engine.runtime import LoadedRelease, Runtime, Session

MOST = 200  # cases looked at while somebody waits


@dataclass(frozen=True, slots=True)
class DraftCase:
    """One case and what would become of it."""

    title: str  # of its process
    key: str  # by which people know it: of what belongs to a case, the case's number
    period: str  # of a month or its correction, "2026-03"; "" of anything else
    release_id: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class DraftCases:
    """The cases of the processes that a draft touches."""

    title: str  # of the draft
    cases: Sequence[DraftCase]
    more: int  # that were not looked at
    is_sound: bool  # whether its diagrams can be read; else no case was looked at


def find(runtime: Runtime, actor: Actor, draft_id: int) -> DraftCases:
    """Look at the cases one by one; NotFound where there is no such draft or it is not for this person."""
    with runtime.reading(seen(actor, "draft.see")) as session:
        draft = draft_releases.of_draft(runtime, session, draft_id)
        if draft.release is None:
            return DraftCases(draft.title, (), 0, is_sound=False)
        cases = list(_cases(runtime, session, draft.touched, draft.release))
    more = sum(one.total for one in draft.touched) - len(cases)
    return DraftCases(draft.title, cases, max(0, more), is_sound=True)


def _cases(
    runtime: Runtime, session: Session, impact: Sequence[ProcessImpact], new: LoadedRelease
) -> Iterator[DraftCase]:
    titles, left = releases.process_names(session), MOST
    for process in impact:
        name = process.process_id
        for release_id in sorted(process.running):
            way = Way(runtime.release(session, release_id), new, How({}, keeps_times=True))
            running = queries.running(session, name, release_id)[:left]
            left -= len(running)
            ids = [instance_id for instance_id, _, _ in running]
            found, called = read(session, ids), called_instances.called(session, ids)
            for instance_id, _, key in running:
                number, period = called.get(instance_id, ("", ""))
                verdict = judged(runtime, session, found[instance_id], way)
                yield DraftCase(titles.get(name, name), number or key, period, release_id, verdict)
