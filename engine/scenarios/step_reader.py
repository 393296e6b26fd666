"""Reads the steps of a scenario: what somebody does, how time passes, what is expected."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date

from engine.domain.ledger import Account
from engine.domain.weekly_purposes import WeeklyPurpose
from engine.messages_catalogue import msg
from engine.scenarios.fields import Fields, unknown
from engine.scenarios.lined_yaml import plain
from engine.scenarios.parts import (
    MOST_DAYS,
    Complete,
    Correct,
    Evidence,
    Expect,
    Invoice,
    Pass,
    Send,
    Step,
    TakeBack,
)  # fmt: skip

CASE_STATES = (
    "applied", "incomplete", "assessing", "deciding", "refused", "contracting", "active", "suspended",
    "contested", "ended",
)  # fmt: skip
MONTH_STATES = (
    "open", "assistant_signed", "both_signed", "findings", "fallback", "late", "ready", "in_claim", "paid",
    "rejected",
)  # fmt: skip
CLAIM_STATES = ("collecting", "review", "approval", "frozen", "exported", "accepted", "paid", "closed")
ACCOUNTS = tuple(str(account) for account in Account)
PERIOD = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])")
MOST_STEPS = 200
NOT_ALLOWED = "not_allowed"
BESIDE = {"amount", "as", "answers", "period", "purpose", "refused"}
EXPECTED = ("waiting", "case", "months", "claims", "values", "letters", "ledger", "ended")


def read_steps(top: Fields, actors: Collection[str]) -> Iterator[Step]:
    """The steps in order; what does not fit leaves a finding."""
    steps = top.tables("steps")
    if len(steps) > MOST_STEPS:
        top.wrong("steps", msg("At most {most} steps; tell the rest in another scenario.", most=MOST_STEPS))
        return
    for fields in steps:
        kinds = [name for name in READERS if name in fields.table.parts]
        if len(kinds) != 1:
            _tell_kind(fields)
            continue
        yield READERS[kinds[0]](fields, actors)


def _tell_kind(fields: Fields) -> None:
    """A step of no kind, or of several; a misspelt one is told by its name."""
    strange = fields.table.parts.keys() - READERS.keys() - BESIDE
    for name in sorted(strange):
        fields.notebook.add(fields.line(name), "unknown_key", unknown(name, READERS))
    if not strange:
        names = ", ".join(READERS)
        sentence = msg("A step holds exactly one of: {names}.", names=names)
        fields.notebook.add(fields.table.line, "one_step", sentence)


def _complete(fields: Fields, actors: Collection[str]) -> Complete:
    fields.only(("complete", "as", "answers", "period", "refused"))
    return Complete(
        line=fields.line("complete"),
        task=fields.text("complete"),
        actor=_actor(fields, actors, ""),
        answers=fields.values("answers"),
        period=_period(fields, "period") if "period" in fields.table.parts else "",
        refused=fields.words("refused"),
    )


def _message(fields: Fields, actors: Collection[str]) -> Send:
    fields.only(("message", "as", "answers", "refused"))
    return Send(
        line=fields.line("message"),
        message=fields.text("message"),
        actor=_actor(fields, actors, "caseworker"),
        answers=fields.values("answers"),
        refused=fields.words("refused"),
    )


def _take_back(fields: Fields, actors: Collection[str]) -> TakeBack:
    fields.only(("take_back", "as"), ("as",))
    return TakeBack(fields.line("take_back"), _period(fields, "take_back"), _actor(fields, actors, ""))


def _correct(fields: Fields, actors: Collection[str]) -> Correct:
    fields.only(("correct", "as"))
    return Correct(fields.line("correct"), _period(fields, "correct"), _actor(fields, actors, "caseworker"))


def _demand(fields: Fields, actors: Collection[str]) -> Evidence:
    return _evidence(fields, actors, "demand_evidence")


def _receive(fields: Fields, actors: Collection[str]) -> Evidence:
    return _evidence(fields, actors, "receive_evidence")


def _evidence(fields: Fields, actors: Collection[str], key: str) -> Evidence:
    fields.only((key, "purpose", "as"), ("purpose",))
    return Evidence(
        line=fields.line(key),
        period=_period(fields, key),
        purpose=fields.word("purpose", tuple(WeeklyPurpose), WeeklyPurpose.WORK),
        actor=_actor(fields, actors, "caseworker"),
        received=key == "receive_evidence",
    )


def _invoice(fields: Fields, actors: Collection[str]) -> Invoice:
    fields.only(("invoice", "amount", "as", "refused"), ("amount",))
    return Invoice(
        line=fields.line("invoice"),
        number=fields.text("invoice"),
        amount=fields.text("amount"),
        actor=_actor(fields, actors, "finance"),
        refused=fields.words("refused"),
    )


def _on(fields: Fields, _: Collection[str]) -> Pass:
    fields.only(("on",))
    return Pass(fields.line("on"), until=fields.day("on", date(2026, 2, 2)))


def _after_days(fields: Fields, _: Collection[str]) -> Pass:
    fields.only(("after_days",))
    return Pass(fields.line("after_days"), days=fields.whole("after_days", 1, MOST_DAYS))


def _expect(fields: Fields, _: Collection[str]) -> Expect:
    fields.only(("expect",))
    inner = fields.table_at("expect")
    if inner is None:
        return Expect(fields.line("expect"))
    inner.only(EXPECTED)
    if not inner.table.parts:
        fields.wrong("expect", msg("Nothing is expected here; say at least one thing."))
    return Expect(
        line=fields.line("expect"),
        waiting=tuple(sorted(inner.words("waiting"))) if "waiting" in inner.table.parts else None,
        case=inner.word("case", CASE_STATES, CASE_STATES[0]) if "case" in inner.table.parts else "",
        months=_states(inner, "months", MONTH_STATES),
        claims=_states(inner, "claims", CLAIM_STATES),
        values=inner.values("values"),
        letters=_counts(inner, "letters", None),
        ledger=_counts(inner, "ledger", ACCOUNTS),
        ended=_flag(inner, "ended"),
    )


READERS: Mapping[str, Callable[[Fields, Collection[str]], Step]] = {
    "complete": _complete,
    "message": _message,
    "take_back": _take_back,
    "correct": _correct,
    "demand_evidence": _demand,
    "receive_evidence": _receive,
    "invoice": _invoice,
    "on": _on,
    "after_days": _after_days,
    "expect": _expect,
}


def _flag(fields: Fields, key: str) -> bool | None:
    """Yes or no; None where it is missing."""
    if key not in fields.table.parts:
        return None
    value = plain(fields.table.parts[key])
    if not isinstance(value, bool):
        fields.wrong(key, msg("“{key}” must be true or false.", key=key))
        return None
    return value


def _actor(fields: Fields, actors: Collection[str], usual: str) -> str:
    return fields.word("as", actors, usual) if "as" in fields.table.parts else usual


def _period(fields: Fields, key: str) -> str:
    value = fields.text(key)
    if not PERIOD.fullmatch(value):
        fields.wrong(key, msg("“{key}” must be a month such as 2026-10.", key=key))
    return value


def _states(fields: Fields, key: str, states: Collection[str]) -> Mapping[str, str]:
    inner = fields.table_at(key)
    found = {}
    for period in inner.table.parts if inner is not None else ():
        if inner is not None:
            if not PERIOD.fullmatch(period):
                inner.wrong(period, msg("“{key}” must be a month such as 2026-10.", key=period[:60]))
            found[period] = inner.word(period, states, "open")
    return found


def _counts(fields: Fields, key: str, known: Collection[str] | None) -> Mapping[str, int]:
    found = {}
    for name, value in fields.values(key).items():
        if known is not None and name not in known:
            fields.notebook.add(fields.line(key), "unknown_key", unknown(name, known))
        if type(value) is not int:
            fields.wrong(key, msg("“{key}” must be a whole number.", key=name[:60]))
        else:
            found[name] = value
    return found
