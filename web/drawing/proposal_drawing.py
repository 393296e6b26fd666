"""One number and a proposed change of it in words: before, after, what it touches, who decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from engine.domain.number_kinds import NumberKind
from engine.domain.number_labels import CHOICE_LABELS, REGIME_LABELS, STATUS_LABELS
from engine.domain.rules import Unit
from engine.messages_catalogue import Message, msg
from engine.numbers.number_drafts import OFFERED
from engine.numbers.number_proposal_pages import NumberPage, ProposalPage, ProposalRow
from engine.numbers.number_reach import Reach, TouchedList
from web.drawing import number_drawing, words
from web.drawing.number_drawing import Rows

Context = dict[str, object]
STATES: Mapping[str, Message] = {
    "open": msg("waits for a second person"),
    "approved": msg("approved"),
    "refused": msg("not approved"),
    "withdrawn": msg("taken back"),
}
FIELDS: Mapping[str, Message] = {
    "value": msg("New value"),
    "status": msg("Status"),
    "in_force_from": msg("In force from"),
    "announced_on": msg("Announced on"),
    "source": msg("Source"),
    "reason": msg("Reason"),
}
"""Field of the form → its label, which the summary of errors says too."""


def number(page: NumberPage, language: str) -> Context:
    """The context of number.html but for the form."""
    return {
        "label": page.kind.label,
        "pack": REGIME_LABELS[page.pack],
        "unit": number_drawing.unit(page.kind.unit),
        "values": number_drawing.values(page.values, page.kind.unit, language),
        "waiting": [row(one, language) for one in page.waiting],
        "decided": [row(one, language) for one in page.proposals if one not in page.waiting],
    }


def form(page: NumberPage, typed: Mapping[str, object], errors: Mapping[str, Message]) -> Context | None:
    """The form that proposes a change; None for those who only read."""
    if not page.may_propose:
        return None
    return {
        "action": f"/numbers/{page.pack}/{quote(page.key)}",
        "typed": typed,
        "errors": errors,
        "error_list": [
            {"label": FIELDS[name], "text": sentence, "href": f"#{_first_input(name)}"}
            for name, sentence in errors.items()
        ],
        "choices": _choices(page.kind),
        "may_be_unlimited": page.kind.may_be_unlimited,
        "statuses": [{"value": str(one), "text": STATUS_LABELS[one]} for one in OFFERED],
    }


def proposal(page: ProposalPage, reach: Reach, language: str, *, sees_cases: bool) -> Context:
    """The context of number_proposal.html."""
    stored, address = page.row.stored, f"/numbers/proposals/{page.row.proposal_id}"
    return {
        "label": page.row.label,
        "pack": REGIME_LABELS[page.row.pack],
        "number_href": f"/numbers/{page.row.pack}/{page.row.key}",
        "unit": number_drawing.unit(page.kind.unit),
        "facts": list(_facts(page, language)),
        "is_open": page.is_open,
        "verdict": _verdict(page.row),
        "decision_reason": stored.decision_reason,
        "before": number_drawing.values(page.before, page.kind.unit, language),
        "after": number_drawing.values(page.after, page.kind.unit, language),
        "problems": page.problems,
        "changed_since": page.changed_since,
        "others": [row(one, language) for one in page.others],
        "touched": _touched(reach, sees_cases=sees_cases) if page.is_open else [],
        "settled": _settled(reach, sees_cases=sees_cases) if page.is_open else [],
        "seen": page.seen,
        "approve_url": f"{address}/approve" if page.may_decide and not page.problems else None,
        "refuse_url": f"{address}/refuse" if page.may_decide else None,
        "withdraw_url": f"{address}/withdraw" if page.is_open and page.is_author else None,
    }


def row(one: ProposalRow, language: str) -> Context:
    """A proposal in a list."""
    return {
        "title": one.label,
        "value": _value(one, language),
        "first": one.stored.in_force_from,
        "author": one.author,
        "at": one.stored.proposed_at,
        "state": STATES[one.stored.state],
        "href": f"/numbers/proposals/{one.proposal_id}",
    }


def _first_input(field: str) -> str:
    return f"{field}-day" if field in ("in_force_from", "announced_on") else field


def _choices(kind: NumberKind) -> Rows:
    if kind.unit is not Unit.CHOICE:
        return []
    return [{"value": word, "text": CHOICE_LABELS[word]} for word in kind.choices]


def _value(one: ProposalRow, language: str) -> str | Message:
    typed = one.stored.value
    if not typed:
        return STATUS_LABELS[one.stored.status]
    if typed in CHOICE_LABELS:
        return CHOICE_LABELS[typed]
    return typed.replace(".", ",") if language == "lv" else typed


def _facts(page: ProposalPage, language: str) -> Iterator[Context]:
    stored = page.row.stored
    yield {"label": FIELDS["value"], "value": words.said(_value(page.row, language), language)}
    yield {"label": FIELDS["in_force_from"], "value": words.short_day(stored.in_force_from, language)}
    yield {"label": FIELDS["status"], "value": words.said(STATUS_LABELS[stored.status], language)}
    if stored.announced_on:
        yield {"label": FIELDS["announced_on"], "value": words.short_day(stored.announced_on, language)}
    yield {"label": FIELDS["source"], "value": stored.source}
    yield {"label": FIELDS["reason"], "value": stored.reason}
    proposed = f"{page.row.author}, {words.moment(stored.proposed_at, language)}"
    yield {"label": msg("Proposed by"), "value": proposed}


def _verdict(one: ProposalRow) -> Message | None:
    if one.stored.decided_at is None:
        return None
    values = {"name": one.decided_by, "when": one.stored.decided_at}
    return {
        "approved": msg("Approved by {name}, {when}.", **values),
        "refused": msg("Refused by {name}, {when}.", **values),
        "withdrawn": msg("Taken back by {name}, {when}.", **values),
    }[one.stored.state]


def _touched(reach: Reach, *, sees_cases: bool) -> Rows:
    groups = [
        (msg("Cases in which the decision is still to be made"), reach.cases),
        (msg("Months that are not calculated yet"), reach.months),
        (msg("Contracts whose later months open with it"), reach.contracts),
        (msg("Claims that are not frozen yet"), reach.claims),
    ]
    return [_group(title, found, sees_cases=sees_cases) for title, found in groups if found.total]


def _settled(reach: Reach, *, sees_cases: bool) -> Rows:
    groups = [
        (msg("Months that were calculated before"), reach.settled_months),
        (msg("Frozen claims"), reach.settled_claims),
    ]
    return [_group(title, found, sees_cases=sees_cases) for title, found in groups if found.total]


def _group(title: Message, found: TouchedList, *, sees_cases: bool) -> Context:
    return {
        "title": title,
        "total": found.total,
        "more": found.total - len(found.rows),
        "rows": [
            {
                "text": one.number,
                "period": one.period or None,
                "href": f"/cases/{one.case_id}" if sees_cases and one.case_id else None,
            }
            for one in found.rows
        ],
    }
