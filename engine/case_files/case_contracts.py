"""A contract over time: granted, changed, renewed, suspended, ended – as a list of days and as bands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from engine.case_files.case_file import CaseFile
from engine.case_files.case_parts import CaseContract, CaseDecision
from engine.clock import local_day
from engine.messages_catalogue import Message, msg
from engine.runtime import Runtime

DAY = timedelta(days=1)
LONGEST = timedelta(days=365 * 60)
ENDINGS: Mapping[str, Message] = {
    "annulled": msg("the decision was taken away"),
    "assistant_changed": msg("the assistant was changed"),
    "assistant_died": msg("the assistant died"),
    "decision_expired": msg("the term of the decision ended"),
    "moved": msg("the recipient moved to another municipality"),
    "not_used": msg("the service was not used"),
    "opinion_expired": msg("the term of the opinion ended"),
    "recipient_died": msg("the recipient died"),
    "turned_18": msg("the recipient came of age"),
    "withdrawal": msg("the recipient gave the service up"),
}


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that a day changed."""

    day: date
    kind: str  # granted, changed, renewed, refused, annulled, contract, suspended, resumed, ended
    text: Message


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to a day, both included; `to_day` None: goes on."""

    kind: str  # grant, contract, suspended
    from_day: date
    to_day: date | None


@dataclass(frozen=True, slots=True)
class Band:
    """A line of the picture."""

    label: Message
    spans: Sequence[Span]


@dataclass(frozen=True, slots=True)
class ContractCourse:
    """The whole of it; `first` and `last` are the ends of the picture."""

    turns: Sequence[Turn]  # the newest first
    bands: Sequence[Band]
    first: date
    last: date
    today: date


def today(runtime: Runtime) -> date:
    """The day in Latvia."""
    return local_day(runtime.clock.now())


def course_of(file: CaseFile, today: date) -> ContractCourse | None:
    """The contract over time; None where nothing was decided yet."""
    turns = [*_decided(file.decisions), *_contracted(file), *_suspended(file)]
    if not turns:
        return None
    bands = [*_grants(file.decisions), *(_band(file, one) for one in reversed(_signed(file)))]
    spans = [span for band in bands for span in band.spans]
    first = min([turn.day for turn in turns] + [span.from_day for span in spans])
    last = max([turn.day for turn in turns] + [span.to_day or today for span in spans] + [today])
    ordered = sorted(turns, key=lambda turn: turn.day, reverse=True)
    return ContractCourse(ordered, bands, first, min(last, first + LONGEST), today)


def _decided(newest_first: Sequence[CaseDecision]) -> Iterator[Turn]:
    before: CaseDecision | None = None
    for one in reversed(newest_first):
        yield from _turns(one, before)
        if one.hours_per_month:
            before = one


def _turns(one: CaseDecision, before: CaseDecision | None) -> Iterator[Turn]:
    day = one.valid_from or one.issued_on
    if day is None:
        return
    words = {"number": one.number, "hours": one.hours_per_month}
    if not one.hours_per_month or one.valid_to is None:
        yield Turn(one.issued_on or day, "refused", msg("Refused: decision {number}", number=one.number))
    elif before is None:
        granted = msg("Granted: {hours} h a month until {day}, decision {number}", day=one.valid_to, **words)
        yield Turn(day, "granted", granted)
    elif before.valid_to is not None and day > before.valid_to - 31 * DAY:
        renewed = msg("Renewed: {hours} h a month until {day}, decision {number}", day=one.valid_to, **words)
        yield Turn(day, "renewed", renewed)
    else:
        changed = msg("Changed: {hours} h a month until {day}, decision {number}", day=one.valid_to, **words)
        yield Turn(day, "changed", changed)
    if one.annulled_on is not None:
        yield Turn(one.annulled_on, "annulled", msg("Decision {number} was taken away", number=one.number))


def _signed(file: CaseFile) -> list[CaseContract]:
    """Contracts that came into force, the newest first."""
    return [one for one in file.contracts if one.state in ("active", "ended") and not _is_void(one)]


def _is_void(one: CaseContract) -> bool:
    return one.last_day is not None and one.last_day < one.first_day


def _contracted(file: CaseFile) -> Iterator[Turn]:
    for one in _signed(file):
        began = msg(
            "Contract {number} with {name}, {hours} h a month",
            number=one.number,
            name=one.assistant_name,
            hours=one.hours_per_month,
        )
        yield Turn(one.first_day, "contract", began)
        if one.state == "ended" and one.last_day is not None:
            yield Turn(one.last_day, "ended", _ended(one))


def _ended(one: CaseContract) -> Message:
    why = ENDINGS.get(one.end_reason or "")
    if why is None:
        return msg("Contract {number} ended", number=one.number)
    return msg("Contract {number} ended: {why}", number=one.number, why=why)


def _suspended(file: CaseFile) -> Iterator[Turn]:
    for stay in file.suspensions:
        yield Turn(stay.from_day, "suspended", msg("Suspended"))
        if stay.to_day is not None:
            yield Turn(stay.to_day + DAY, "resumed", msg("Goes on after the stay"))


def _grants(newest_first: Sequence[CaseDecision]) -> Iterator[Band]:
    """One line: a later grant cuts an earlier one short."""
    spans: list[Span] = []
    for one in reversed(newest_first):
        if one.valid_from is None or one.valid_to is None or not one.hours_per_month:
            continue
        if spans and (spans[-1].to_day is None or spans[-1].to_day >= one.valid_from):
            spans[-1] = Span("grant", spans[-1].from_day, one.valid_from - DAY)
        until = one.valid_to if one.annulled_on is None else min(one.valid_to, one.annulled_on)
        spans.append(Span("grant", one.valid_from, until))
    if spans:
        yield Band(msg("Granted"), [one for one in spans if one.to_day is None or one.to_day >= one.from_day])


def _band(file: CaseFile, one: CaseContract) -> Band:
    """A contract with the stays that fell into it."""
    spans = [Span("contract", one.first_day, one.last_day)]
    for stay in file.suspensions:
        begins = max(stay.from_day, one.first_day)
        ends = min(stay.to_day or date.max, one.last_day or date.max)
        if begins <= ends:
            spans.append(Span("suspended", begins, None if ends == date.max else ends))
    return Band(msg("Contract with {name}", name=one.assistant_name), spans)
