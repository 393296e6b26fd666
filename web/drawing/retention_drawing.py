"""What the page of retention shows: what is due by record, the terms with their source, what was erased."""

from __future__ import annotations

from collections.abc import Mapping

from engine.domain.retention import Record, Schedule, Term
from engine.messages_catalogue import Message, msg, say
from engine.retention.judging import NAMES
from engine.retention.retention_pages import RetentionPage

EVENTS: Mapping[str, Message] = {
    "case_closed": msg("after the case was closed"),
    "month_ended": msg("after the end of the month"),
    "year_of_claim_ended": msg("after the end of the claim’s year"),
    "assistant_born": msg("after the assistant’s birth"),
    "read": msg("after the file was looked at"),
    "nothing_else_kept": msg("once nothing else of theirs is kept"),
}
SHOWN_CASES = 200


def overview(found: RetentionPage, language: str) -> dict[str, object]:
    """The context of retention.html but its form."""
    numbers = list(found.case_numbers)
    return {
        "looked_at": found.looked_at,
        "fingerprint": found.fingerprint,
        "due": [
            {"name": _capital(NAMES[record], language), "count": found.counts[record]}
            for record in Record
            if found.counts.get(record)
        ],
        "cases": numbers[:SHOWN_CASES],
        "more_cases": max(len(numbers) - SHOWN_CASES, 0),
        "terms": None
        if found.schedule is None
        else [_term(one, language) for one in found.schedule.values()],
        "erased": [
            {"name": _capital(NAMES[record], language), "count": found.erased[record]}
            for record in Record
            if found.erased.get(record)
        ],
    }


def _terms(schedule: Schedule, language: str) -> list[dict[str, object]]:
    return [_term(one, language) for one in schedule.values()]


def _term(term: Term, language: str) -> dict[str, object]:
    event = say(EVENTS[term.event], language)
    years = (
        say(msg("{years} years {event}", years=term.years, event=event), language) if term.years else event
    )
    return {
        "name": _capital(NAMES[term.record], language),
        "kept": years,
        "binding": term.is_binding,
        "by_itself": term.goes_by_itself,
        "confirmed": term.is_confirmed,
        "source": term.source,
    }


def _capital(name: Message, language: str) -> str:
    said = say(name, language)
    return said[:1].upper() + said[1:]
