"""What would come of a draft, as its page needs it: changes, scenarios, what is running, the decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.drafting.comparing.draft_merging import Drift
from engine.drafting.drafts.draft_pages import DraftPage, DraftState, Standing
from engine.drafting.publishing.draft_outlook import Outlook
from engine.drafting.publishing.rehearsals import RehearsalState
from engine.errors import Finding
from engine.messages_catalogue import Message, msg
from web.drawing import draft_change_words
from web.drawing.draft_drawing import address, file_words, finding
from web.drawing.draft_file_drawing import lines, text

Context = dict[str, object]
REHEARSED: Mapping[RehearsalState, tuple[Message, str]] = {
    RehearsalState.NEVER: (msg("not played yet"), "grey"),
    RehearsalState.STALE: (msg("changed since they were played"), "yellow"),
    RehearsalState.GREEN: (msg("all go as written"), "green"),
    RehearsalState.RED: (msg("not all go as written"), "red"),
}


def outlook(page: DraftPage, found: Outlook, language: str) -> Context:
    """The part of draft.html's context that a decision is made with."""
    standing, here = page.standing, address(page.standing.draft_id)
    state, colour = REHEARSED[found.rehearsal.state]
    is_under_way = standing.state in (DraftState.OPEN, DraftState.PROPOSED)
    return {
        "parts": {one.path: draft_change_words.parts(one) for one in found.changes if one.parts},
        "rehearsal": {
            "state": state,
            "colour": colour,
            "at": found.rehearsal.played_at,
            "is_known": found.is_known,
            "findings": _findings(found.rehearsal.findings, page, language),
            "url": f"{here}/rehearse" if page.may_edit or found.may_take_back else None,
        },
        "impact": _impact(page, found) if is_under_way else [],
        "neighbours": [
            {
                "title": one.title,
                "href": address(one.draft_id),
                "editors": ", ".join(one.editors),
                "files": [file_words(path, page.processes, language) for path in one.paths],
            }
            for one in found.neighbours
        ],
        "drift": _drift(found.drift, page, language) if found.drift else None,
        "note": standing.note,
        "from_day": standing.from_day,
        "verdict": _verdict(standing),
        "decision_reason": standing.decision_reason,
        "is_proposed": standing.state is DraftState.PROPOSED,
        "proposed_by": standing.proposed_by,
        "proposed_at": standing.proposed_at,
        "seen": found.seen,
        "propose_url": f"{here}/propose" if found.may_propose else None,
        "take_back_url": f"{here}/take-back" if found.may_take_back else None,
        "approve_url": f"{here}/approve" if found.may_decide else None,
        "send_back_url": f"{here}/send-back" if found.may_decide else None,
        "may_approve": found.drift is None and (found.is_known or _is_green(found)),
    }


def _is_green(found: Outlook) -> bool:
    return found.rehearsal.state is RehearsalState.GREEN


def _findings(findings: Sequence[Finding], page: DraftPage, language: str) -> list[Context]:
    return [finding(one, page.standing.draft_id, page.processes, language) for one in findings]


def _impact(page: DraftPage, found: Outlook) -> list[Context]:
    rows = [
        {
            "title": page.processes.get(one.process_id, one.process_id),
            "running": one.total,
            "is_touched": one.is_touched,
        }
        for one in found.impact
        if one.is_touched and one.total
    ]
    return sorted(rows, key=lambda one: str(one["title"]))


def _drift(found: Drift, page: DraftPage, language: str) -> Context:
    words = {path: file_words(path, page.processes, language) for path in found.paths}
    standing = page.standing
    return {
        "number": found.release_id,
        "since": found.since,
        "author": found.author,
        "approved_by": found.approved_by,
        "files": [words[path] for path in found.paths],
        "conflicts": [
            {
                "path": one.path,
                "title": words[one.path],
                "lines": lines(text(one.theirs), text(one.mine)),
            }
            for one in found.conflicts
        ],
        "url": f"{address(standing.draft_id)}/bring-up-to-date" if page.may_edit else None,
    }


def _verdict(standing: Standing) -> Message | None:
    if standing.decided_at is None:
        return None
    values = {"name": standing.decided_by, "when": standing.decided_at}
    return {
        DraftState.OPEN: msg("Sent back by {name}, {when}.", **values),
        DraftState.PROPOSED: None,
        DraftState.PUBLISHED: msg("Approved by {name}, {when}.", **values),
        DraftState.WITHDRAWN: msg("Withdrawn by {name}, {when}.", **values),
    }[standing.state]
