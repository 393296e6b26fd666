"""Whom a month waits for, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.domain.service_month import ServiceMonth
from engine.domain.signing import SignerKind
from engine.messages_catalogue import Message, msg
from engine.persistence.queries.month_lists import MonthRow
from engine.persistence.tables.months import MonthState

SIGNING = (MonthState.OPEN, MonthState.ASSISTANT_SIGNED, MonthState.LATE)
SIGNERS: Mapping[SignerKind, Message] = {
    SignerKind.ASSISTANT: msg("{name} (assistant)"),
    SignerKind.RECIPIENT: msg("{name} (recipient)"),
    SignerKind.REPRESENTATIVE: msg("{name} (representative)"),
    SignerKind.CHILD: msg("{name} (the child)"),
}
DECIDING: Mapping[str, Message] = {
    "review_findings": msg("the office, to decide about the findings"),
    "resolve_missing_rate": msg("finance, to supply the rate"),
    "record_fallback": msg("the office, to record the month another way"),
    "review_report_findings": msg("the office, to decide about the findings"),
    "resolve_report_rate": msg("finance, to supply the rate"),
    "judge_transport": msg("the office, to judge the transport costs"),
    "record_report_fallback": msg("the office, to record the month another way"),
}
"""Open task → who has to act."""


def waiting_for(month: MonthRow, names: Mapping[int, str], tasks: Mapping[str, int]) -> list[Message]:
    """Everybody whose turn it is: those who have not signed while signing goes on, then the office.

    `tasks` are the month's open tasks by element; nobody is named once the month is settled.
    """
    missing: list[Message] = []
    if month.state in SIGNING and not month.assistant_signed:
        missing.append(_named(SignerKind.ASSISTANT, month.assistant_id, names))
    if month.state in SIGNING and not month.recipient_signed and month.assistant_signed:
        missing.append(_named(month.signer_kind, month.signer_id, names))
    return missing + [DECIDING[element] for element in DECIDING if element in tasks]


def during_a_stay(month: MonthRow, tasks: Mapping[str, int]) -> list[Message]:
    """Nobody's turn to sign: the service is suspended all month. What the office decides stays."""
    stay = [msg("nobody: the service is suspended all month")] if month.state in SIGNING else []
    return stay + [DECIDING[element] for element in DECIDING if element in tasks]


def may_remind(month: MonthRow, today: date) -> bool:
    """Whether a letter would reach somebody whose turn it is: the month is over, and a person has to sign."""
    over = today >= ServiceMonth.parse(month.period).last_day
    return over and month.state in SIGNING and (not month.assistant_signed or month.signer_id is not None)


def _named(kind: SignerKind, person_id: int | None, names: Mapping[int, str]) -> Message:
    if person_id is None or kind not in SIGNERS:
        return msg("the office, to countersign")
    return Message(SIGNERS[kind].text, {"name": names.get(person_id, "")})
