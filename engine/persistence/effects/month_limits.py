"""Rules over several months: re-checked under a lock in the transaction that counts a month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.domain.service_month import ServiceMonth as Month
from engine.errors import Outrun
from engine.messages_catalogue import msg
from engine.persistence import lookups, rows
from engine.persistence.effects.context import Circumstances
from engine.persistence.queries.month_facts import Parties, counted_elsewhere, hold_people
from engine.persistence.queries.weeks import WeekShares, claim_week_minutes, release_week_minutes
from engine.persistence.tables.people import Person


@dataclass(frozen=True, slots=True)
class HeedOthers:
    """What a month was checked against must still be so: else the check is done anew (`Outrun`).

    Both people are locked first, so that two months of theirs are never counted side by side.
    """

    parties: Parties
    month: Month
    counted: tuple[tuple[int, str | None], ...]  # counted_elsewhere, as the check read it

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        hold_people(session, self.parties)
        if counted_elsewhere(session, self.parties, self.month) != self.counted:
            raise Outrun(msg("Another month of the same people was checked in the same moment; try again."))


@dataclass(frozen=True, slots=True)
class HoldWeeks:
    """Hold a month's minutes in the assistant's ISO weeks, under the cap, re-checked under a lock.

    Raises WeekFull when another month took the room in the meantime; the step is then done anew.
    """

    month_id: int
    assistant_id: int
    minutes_by_week: Mapping[str, int]  # "2026-W41" → minutes
    cap_minutes: int | None

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        shares = _shares(session, self.assistant_id, self.month_id, circumstances, self.minutes_by_week)
        claim_week_minutes(session, shares, cap_minutes=self.cap_minutes)


@dataclass(frozen=True, slots=True)
class FreeWeeks:
    """Give back the weeks of a month that is not paid."""

    month_id: int
    assistant_id: int

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        release_week_minutes(session, _shares(session, self.assistant_id, self.month_id, circumstances, {}))


def assistant_key_of(session: Session, person_id: int) -> str:
    """The assistant's name in the weekly sums; a person without a code counts for this house only."""
    columns = ("municipality_id", "personal_code")
    [(municipality_id, personal_code)] = rows.values(session, Person, columns, id=person_id)
    code = personal_code or f"{municipality_id}:{person_id}"
    return lookups.assistant_key(lookups.session_keys(session), code)


def _shares(
    session: Session,
    assistant_id: int,
    month_id: int,
    circumstances: Circumstances,
    minutes: Mapping[str, int],
) -> WeekShares:
    key = assistant_key_of(session, assistant_id)
    return WeekShares(circumstances.municipality_id, month_id, key, minutes)
