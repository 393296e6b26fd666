"""The five steps of a claim: what is done, what is to be done now, what lies ahead; and what is kept out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.claims.claims import ClaimPage, SheetLine
from engine.domain.claim import BLOCK_TEXTS, BlockReason
from engine.messages_catalogue import Message, msg
from web.drawing.role_words import role_word
from web.drawing.states import state_of

Context = dict[str, object]


@dataclass(frozen=True, slots=True)
class Step:
    """One of the five."""

    name: Message
    what: Message
    deed: str = ""  # the task that a person completes in it
    until: str = ""  # the state whose moment ends it where nobody completes a task


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the reader may go from here."""

    months: bool
    cases: bool


STEPS = (
    Step(
        msg("Collecting"),
        msg("The months are gathered; those that are not ready say why."),
        until="collecting",
    ),
    Step(msg("Checking"), msg("Finance looks at the lines and the sums."), deed="review_claim"),
    Step(msg("Approving"), msg("A second person approves; then the lines are fixed."), deed="approve_claim"),
    Step(
        msg("Exporting"),
        msg("The files for the ministry and for the payments are made."),
        until="exported",
    ),
    Step(
        msg("Reconciling"),
        msg("The ministry's answer and the payments are matched with the claim."),
        until="closed",
    ),
)
NOW: Mapping[str, int] = {
    "collecting": 0, "review": 1, "approval": 2, "frozen": 3,
    "exported": 4, "accepted": 4, "paid": 4, "closed": 5,
}  # fmt: skip
"""State of the claim → which of the steps is on; 5: all are done."""
DONE, ON, AHEAD = msg("done"), msg("now"), msg("still ahead")
READY = frozenset({"ready", "in_claim", "paid"})  # months with nothing left to do before the claim
LEFT_OUT = "rejected"
UNSIGNED = (BlockReason.NOT_SIGNED, BlockReason.ASSISTANT_NOT_SIGNED, BlockReason.RECIPIENT_NOT_SIGNED)
MENDS: Mapping[BlockReason, Message] = {
    **dict.fromkeys(UNSIGNED, msg("Remind whoever has not signed")),
    BlockReason.NOT_RECORDED: msg("Record the month another way"),
    BlockReason.FINDINGS_OPEN: msg("Look at the findings of the month"),
    BlockReason.RATE_MISSING: msg("Look at the month and its rate"),
    BlockReason.NOT_CALCULATED: msg("Look at the month"),
    BlockReason.SIGNATURE_DOES_NOT_COUNT: msg("Open the case: the agreement to sign here"),
    BlockReason.NO_BANK_ACCOUNT: msg("Open the case: the assistant's account"),
    BlockReason.ALREADY_CLAIMED: msg("Look at the other claims"),
}
"""What mends a line that is kept out."""


def steps(page: ClaimPage, ways: Ways) -> Context:
    """The parts `steps`, `progress` and `blocked` of claim.html."""
    now = NOW[str(page.state)]
    return {
        "steps": [_step(page, number, now) for number in range(len(STEPS))],
        "step_now": min(now, len(STEPS) - 1) + 1,
        "progress": _progress(page, ways),
        "blocked": blocked(page, ways),
    }


def blocked(page: ClaimPage, ways: Ways) -> list[Context]:
    """The lines that are kept out, each with every reason and the way to what mends it."""
    return [_blocked(page, line, ways) for line in page.sheet.blocked]


def _step(page: ClaimPage, number: int, now: int) -> Context:
    step = STEPS[number]
    who, at = _done_by(page, step) if number < now else ("", None)
    to_do = page.course.to_do if number == now else ()
    return {
        "name": step.name,
        "what": step.what,
        "standing": DONE if number < now else ON if number == now else AHEAD,
        "is_done": number < now,
        "is_now": number == now,
        "who": who,
        "at": at,
        "tasks": [
            {
                "title": {"lv": one.task.title_lv, "en": one.task.title_en},
                "href": f"/tasks/{one.task.task_id}" if one.mine else None,
                "who": role_word(one.task.role),
            }
            for one in to_do
        ],
    }


def _done_by(page: ClaimPage, step: Step) -> tuple[str, datetime | None]:
    """Who completed it last, and when; nobody's name where the system did it by itself."""
    for deed in reversed(page.course.done):
        if deed.element_id == step.deed:
            return deed.who, deed.at
    return "", next((at for state, at in page.reached.items() if str(state) == step.until), None)


def _progress(page: ClaimPage, ways: Ways) -> Context:
    """How many months are ready, in words and numbers, and how many wait for what."""
    collected = str(page.state) != "collecting"
    if collected:
        ready = sum(1 for line in page.sheet.included if str(line.kind) != "adjustment")
        total = ready + len(page.sheet.blocked)
    else:
        counted = {str(state): count for state, count in page.months.items() if state != LEFT_OUT}
        ready, total = sum(counted.get(state, 0) for state in READY), sum(counted.values())
    is_fixed = NOW[str(page.state)] > NOW["approval"]
    return {
        "ready": ready,
        "total": total,
        "text": msg("{ready} of {total} months are in the claim", ready=ready, total=total)
        if is_fixed
        else msg("{ready} of {total} months are ready", ready=ready, total=total),
        "waiting": [] if is_fixed else _waiting(page, ways),
    }


def _waiting(page: ClaimPage, ways: Ways) -> list[Context]:
    period = page.sheet.claim.period
    return [
        {
            "text": state_of("month", str(state)).word,
            "count": count,
            "href": f"/months?period={period}&state={state}" if ways.months else None,
        }
        for state, count in page.months.items()
        if state not in READY and state != LEFT_OUT
    ]


def _blocked(page: ClaimPage, line: SheetLine, ways: Ways) -> Context:
    kinds = _kinds(line.reason)
    return {
        "recipient": line.recipient,
        "assistant": line.assistant,
        "period": line.period,
        "href": f"/months/{line.month_id}" if page.may_open_lines else None,
        "minutes": line.minutes,
        "reason": line.reason or msg("No reason was kept."),
        "mends": [
            {"text": MENDS[kind], "href": _mended_at(line, kind, ways)}
            for kind in dict.fromkeys(kinds)
            if page.may_open_lines
        ],
    }


def _mended_at(line: SheetLine, kind: BlockReason, ways: Ways) -> str:
    """The page on which this reason is mended; the month's own where the reader may not go there."""
    if kind in UNSIGNED and ways.months:
        return f"/months?period={line.period}"
    if kind in (BlockReason.SIGNATURE_DOES_NOT_COUNT, BlockReason.NO_BANK_ACCOUNT) and ways.cases:
        return f"/cases/{line.case_id}"
    return "/claims" if kind is BlockReason.ALREADY_CLAIMED else f"/months/{line.month_id}"


def _kinds(reason: Message | None) -> list[BlockReason]:
    """Which of the known reasons stand in a sentence; several are one in another."""
    if reason is None:
        return []
    found = [kind for kind, text in BLOCK_TEXTS.items() if text.text == reason.text]
    for part in reason.values.values():
        found += _kinds(part) if isinstance(part, Message) else []
    return found
