"""Why the service is refused and why it ends under MK 942, each with its source; a registry to read aloud."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.messages_catalogue import Message, msg


class RefusalGround(StrEnum):
    """Why an application is refused, wholly or in part."""

    NOT_ENTITLED = "not_entitled"
    ACTIVITIES_NOT_COVERED = "activities_not_covered"
    CAN_MOVE_ALONE = "can_move_alone"
    CANNOT_MOVE_WITH_ASSISTANT = "cannot_move_with_assistant"
    OUTSIDE_LATVIA = "outside_latvia"
    FARTHER_SCHOOL = "farther_school"


class ServiceEnd(StrEnum):
    """Why a service that was granted ends; the words of `end_reason` in a case."""

    WITHDRAWAL = "withdrawal"
    MOVED = "moved"
    OPINION_EXPIRED = "opinion_expired"
    REFUSAL_GROUND_FOUND = "refusal_ground_found"
    NOT_USED = "not_used"
    DECISION_EXPIRED = "decision_expired"


@dataclass(frozen=True, slots=True)
class ServiceGround:
    """What a letter says, where it stands, and whether it may concern only a part of what was asked for."""

    text: Message
    source: str
    may_be_partial: bool = False


_ENDING = "LM „Sniegšanas izbeigšana” (LM-E)"
_LIMITS = "LM „Citi ierobežojumi” (LM-C)"

REFUSAL_GROUNDS: dict[RefusalGround, ServiceGround] = {
    RefusalGround.NOT_ENTITLED: ServiceGround(
        msg("The law does not give the applicant a right to the service."), _ENDING
    ),
    RefusalGround.ACTIVITIES_NOT_COVERED: ServiceGround(
        msg("The activities are not among those of annex 1, or not in the rehabilitation plan."),
        _ENDING,
        may_be_partial=True,
    ),
    RefusalGround.CAN_MOVE_ALONE: ServiceGround(
        msg("The office's assessment shows that the person can move about without an assistant."), _ENDING
    ),
    RefusalGround.CANNOT_MOVE_WITH_ASSISTANT: ServiceGround(
        msg("The office's assessment shows that the person cannot move about even with an assistant."),
        _ENDING,
    ),
    RefusalGround.OUTSIDE_LATVIA: ServiceGround(
        msg(
            "Outside Latvia the service is given only on the way from home to the airport, station or border."
        ),
        _ENDING + "; " + _LIMITS,
        may_be_partial=True,
    ),
    RefusalGround.FARTHER_SCHOOL: ServiceGround(
        msg("There is a suitable school nearer to home, and no reason is given for the farther one."),
        _LIMITS,
        may_be_partial=True,
    ),
}
"""Grounds of refusal with their sources."""

SERVICE_ENDS: dict[ServiceEnd, ServiceGround] = {
    ServiceEnd.WITHDRAWAL: ServiceGround(msg("The recipient gave the service up in writing."), _ENDING),
    ServiceEnd.MOVED: ServiceGround(
        msg("The recipient declared residence in another municipality."), _ENDING
    ),
    ServiceEnd.OPINION_EXPIRED: ServiceGround(
        msg("The commission's opinion is no longer in force."), _ENDING
    ),
    ServiceEnd.REFUSAL_GROUND_FOUND: ServiceGround(
        msg("The office or the ministry found a ground on which the service is refused."), _ENDING
    ),
    ServiceEnd.NOT_USED: ServiceGround(msg("The service is in fact not used."), _ENDING),
    ServiceEnd.DECISION_EXPIRED: ServiceGround(
        msg("The decision's time is over and no new one was made."), _ENDING
    ),
}
"""Grounds on which the service ends; there is no renewal by itself, a new application is needed."""
