"""The ministry's answer: each line of the claim accepted, cut or refused, once and with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from engine.messages_catalogue import Message, msg

MOST_REASON = 500


class Answer(StrEnum):
    """What the ministry says to a line."""

    ACCEPTED = "accepted"
    CUT = "cut"  # accepted with a smaller amount
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A line of the claim, administration included; contract and month name it within the claim."""

    line_id: int
    contract_number: str
    period: str
    cents: int


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """A row of the answer; None where a cell says nothing that can be read."""

    contract_number: str
    period: str | None
    answer: Answer | None
    cents: int | None  # accepted
    has_amount: bool  # the cell of the amount is not empty
    reason: str


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """The answer to one line, sound."""

    line: AskedLine
    answer: Answer
    accepted_cents: int
    reason: str


@dataclass(frozen=True, slots=True)
class Judged:
    """Either every line has its answer, or there is something to mend and nothing counts."""

    answers: Sequence[LineAnswer]
    troubles: Mapping[int, Sequence[Message]]  # row of the answer → everything wrong with it
    missing: Sequence[AskedLine]  # lines without an answer

    @property
    def is_sound(self) -> bool:
        """Whether the whole answer can be taken."""
        return not self.troubles and not self.missing


def judged(asked: Sequence[AskedLine], given: Sequence[GivenAnswer]) -> Judged:
    """Every row against the line it names; `asked` names no contract and month twice."""
    lines = {(line.contract_number, line.period): line for line in asked}
    troubles: dict[int, Sequence[Message]] = {}
    answers: dict[tuple[str, str], LineAnswer] = {}
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(given):
        line = None if row.period is None else lines.get((row.contract_number, row.period))
        key = (row.contract_number, row.period or "")
        wrong = _troubles(row, line)
        if line is not None and key in seen:
            wrong.append(msg("This line has an answer above already."))
        if line is not None:
            seen.add(key)
        if wrong:
            troubles[number] = wrong
        elif line is not None and row.answer is not None:
            accepted = _accepted(row, row.answer, line)
            answers[key] = LineAnswer(line, row.answer, accepted, row.reason)
    missing = [line for key, line in lines.items() if key not in seen]
    return Judged(list(answers.values()), troubles, missing)


def _accepted(row: GivenAnswer, answer: Answer, line: AskedLine) -> int:
    if answer is Answer.CUT and row.cents is not None:
        return row.cents
    return line.cents if answer is Answer.ACCEPTED else 0


def _troubles(row: GivenAnswer, line: AskedLine | None) -> list[Message]:
    found = []
    if row.period is None:
        found.append(msg("The service month must be written like 2026-10."))
    elif line is None:
        found.append(msg("The claim has no line for this contract and month."))
    if row.answer is None:
        found.append(msg("The result must be one of: accepted, cut, refused."))
    if row.has_amount and row.cents is None:
        found.append(msg("The accepted amount must be euro such as 12,34."))
    if len(row.reason) > MOST_REASON:
        found.append(msg("The reason is too long: at most {most} characters.", most=MOST_REASON))
    if row.answer in (Answer.CUT, Answer.REFUSED) and not row.reason:
        found.append(msg("What is cut or refused needs a reason."))
    if line is not None and row.answer is not None and (row.cents is not None or not row.has_amount):
        found += _amount_troubles(row, row.answer, line)
    return found


def _amount_troubles(row: GivenAnswer, answer: Answer, line: AskedLine) -> list[Message]:
    if line.cents <= 0 and answer is not Answer.ACCEPTED:
        return [msg("A line that asks for nothing or gives money back can only be accepted.")]
    if answer is Answer.ACCEPTED and row.has_amount and row.cents != line.cents:
        return [
            msg("Accepted means the whole amount, {claimed:money}; for less write “cut”.", claimed=line.cents)
        ]
    if answer is Answer.REFUSED and row.has_amount and row.cents != 0:
        return [msg("Of a refused line 0 is accepted.")]
    if answer is Answer.CUT and not 0 < (row.cents or 0) < line.cents:
        return [
            msg(
                "Of a line that is cut more than 0 and less than {claimed:money} is accepted.",
                claimed=line.cents,
            )
        ]
    return []
