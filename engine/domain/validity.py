"""How long a decision is given for: the longest term, or until a ground or the order ends before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from engine.domain.rules import DatedNumber, Rules
from engine.domain.steps import Step
from engine.domain.transition import last_service_day
from engine.domain.working_days import months_after
from engine.errors import EngineError
from engine.messages_catalogue import Message, msg

_ONE_DAY = timedelta(days=1)


class EndGround(StrEnum):
    """What sets the last day."""

    LONGEST_TERM = "longest_term"
    DISABILITY = "disability"
    OPINION = "opinion"
    PURPOSE = "purpose"
    ADULT_AGE = "adult_age"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Grounds:
    """Last days of what the grant rests on; None = no end known."""

    disability_to: date | None = None
    opinion_to: date | None = None
    purpose_to: date | None = None  # such as the end of a work contract
    adult_on: date | None = None  # for a child: the 18th birthday, the first day without the service


@dataclass(frozen=True, slots=True)
class Validity:
    """First and last day of the grant, both included, and what set the last one."""

    valid_from: date
    valid_to: date
    end_ground: EndGround
    steps: tuple[Step, ...]


def validity(valid_from: date, grounds: Grounds, rules: Rules) -> Validity:
    """The days a grant from `valid_from` may cover; `EngineError` where a ground ends before it begins.

    Source: annotation 25-TA to MK 316 (disability period, at most three years, shorter where the status
    that gives the hours ends earlier). Where the order itself ends, nothing granted under it lasts longer.
    """
    longest = rules.number("decision_most_years", valid_from)
    ends = _longest(valid_from, longest) | _ends(grounds, last_service_day(rules, valid_from))
    if not ends:
        raise EngineError(msg("There is no last day: enter until when the opinion or the disability lasts."))
    ground = min(ends, key=lambda ground: ends[ground])  # of equal days the first named
    if ends[ground] < valid_from:
        raise EngineError(
            msg(
                "The service cannot begin on {first}: {ground}, on {last}.",
                first=valid_from,
                ground=_ENDED[ground],
                last=ends[ground],
            )
        )
    step = Step(
        "valid_to",
        msg("Until {last}: {ground}.", last=ends[ground], ground=_ENDS[ground]),
        ends[ground],
        longest if ground is EndGround.LONGEST_TERM else None,
    )
    return Validity(valid_from, ends[ground], ground, (step,))


def _longest(valid_from: date, longest: DatedNumber) -> dict[EndGround, date]:
    if longest.limit is None:
        return {}
    return {EndGround.LONGEST_TERM: months_after(valid_from, 12 * longest.limit) - _ONE_DAY}


def _ends(grounds: Grounds, order_to: date | None) -> dict[EndGround, date]:
    known = {
        EndGround.DISABILITY: grounds.disability_to,
        EndGround.OPINION: grounds.opinion_to,
        EndGround.PURPOSE: grounds.purpose_to,
        EndGround.ADULT_AGE: grounds.adult_on and grounds.adult_on - _ONE_DAY,
        EndGround.ORDER: order_to,
    }
    return {ground: last for ground, last in known.items() if last is not None}


_ENDS: dict[EndGround, Message] = {
    EndGround.LONGEST_TERM: msg("the longest term of a decision"),
    EndGround.DISABILITY: msg("the end of the disability period"),
    EndGround.OPINION: msg("the end of the commission's opinion"),
    EndGround.PURPOSE: msg("the end of what the hours are granted for"),
    EndGround.ADULT_AGE: msg("the last day before coming of age"),
    EndGround.ORDER: msg("the last day of service under this order"),
}
_ENDED: dict[EndGround, Message] = {
    EndGround.LONGEST_TERM: msg("the longest term ends before that"),
    EndGround.DISABILITY: msg("the disability period ends before that"),
    EndGround.OPINION: msg("the commission's opinion ends before that"),
    EndGround.PURPOSE: msg("what the hours are granted for ends before that"),
    EndGround.ADULT_AGE: msg("the child comes of age before that"),
    EndGround.ORDER: msg("service under this order ends before that"),
}
