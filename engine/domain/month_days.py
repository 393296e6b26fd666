"""Which minutes of single days cannot count: the whole day, more than 24 hours, hours that meet others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.domain.day_refusals import day_refusal
from engine.domain.month_entries import DAY_MINUTES, DayEntry, Span, covered, shared_minutes
from engine.domain.month_facts import MonthFacts, OtherDay, Shares
from engine.domain.month_findings import FindingCode
from engine.domain.month_work import MonthWork
from engine.domain.rules import Rules
from engine.messages_catalogue import Message, msg


def check_days(entries: Iterable[DayEntry], facts: MonthFacts, rules: Rules, work: MonthWork) -> None:
    """Reject what cannot count on its own day, one day after another."""
    for entry in entries:
        _check_day(entry, facts, rules, work)


def _check_day(entry: DayEntry, facts: MonthFacts, rules: Rules, work: MonthWork) -> None:
    refused = day_refusal(entry, facts, rules)
    if refused is not None:
        work.keep_on(entry.day, 0, *refused)
        return
    _check_length(entry, facts, work)
    _check_meetings(entry, facts, work)


def _check_length(entry: DayEntry, facts: MonthFacts, work: MonthWork) -> None:
    """One person's day has 24 hours, all their recipients together."""
    others = facts.others_on(entry.day)
    elsewhere = sum(other.minutes for other in others if other.shares is Shares.ASSISTANT)
    room = max(0, DAY_MINUTES - elsewhere)
    if work.left[entry.day] > room:
        text = msg("On {day} all the assistant's contracts together have more than 24 hours.", day=entry.day)
        work.keep_on(entry.day, room, FindingCode.DAY_TOO_LONG, text)


def _check_meetings(entry: DayEntry, facts: MonthFacts, work: MonthWork) -> None:
    others = facts.others_on(entry.day)
    if entry.spans:
        _check_times(entry, work)
        _reject_met(entry, others, work)
    _reject_unknown(entry, others, work)


def _check_times(entry: DayEntry, work: MonthWork) -> None:
    own = sum(span.minutes for span in covered(entry.spans))
    if own != entry.minutes:
        text = msg(
            "On {day} the times give {own:duration}, but {minutes:duration} are entered.",
            day=entry.day,
            own=own,
            minutes=entry.minutes,
        )
        work.keep_on(entry.day, own, FindingCode.TIMES_DIFFER, text)


def _reject_met(entry: DayEntry, others: Sequence[OtherDay], work: MonthWork) -> None:
    """Minutes that another contract already counted: each minute is rejected once, under the first rule."""
    own = sum(span.minutes for span in covered(entry.spans))
    taken: list[Span] = []
    met = 0
    for shares, (code, text) in _MEETINGS.items():
        taken += [span for other in others if other.shares is shares for span in other.spans]
        minutes = shared_minutes(entry.spans, taken)
        if minutes > met:
            work.keep_on(
                entry.day,
                own - minutes,
                code,
                Message(text.text, {"day": entry.day, "minutes": minutes - met}),
            )
        met = minutes


def _reject_unknown(entry: DayEntry, others: Sequence[OtherDay], work: MonthWork) -> None:
    """Minutes that may meet another contract's, because one of the two has no times from and to."""
    unknown = sum(other.minutes for other in others if not (entry.spans and other.spans))
    if unknown and work.left[entry.day]:
        text = msg(
            "On {day} another contract has hours too; give times from and to that show they do not meet.",
            day=entry.day,
        )
        work.keep_on(entry.day, work.left[entry.day] - unknown, FindingCode.TIMES_MISSING, text)


_MEETINGS = {
    Shares.ASSISTANT: (
        FindingCode.TWO_RECIPIENTS,
        msg("On {day} the assistant served two people at once for {minutes:duration}, which are paid once."),
    ),
    Shares.RECIPIENT: (
        FindingCode.TWO_ASSISTANTS,
        msg("On {day} two assistants served the same person at once for {minutes:duration}."),
    ),
}
