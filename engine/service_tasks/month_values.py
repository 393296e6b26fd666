"""What several operations of a month share: reading its values, hashing and signing its entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.domain.month_entries import DayEntry, covered
from engine.domain.service_month import ServiceMonth
from engine.domain.signing import content_hash
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.effects.months import DayMinutes, KeepEntries, SignMonth
from engine.persistence.tables.months import Attestation, AttestationKind, AttestationSide, MonthState
from engine.persistence.tables.months import ServiceMonth as ServiceMonthRow
from engine.service_tasks.entered_days import Journeys, entered, shown_purposes, travelled
from engine.service_tasks.outcome import Reading, Values


@dataclass(frozen=True, slots=True)
class MonthContent:
    """What a signature under a month stands for."""

    month_id: int
    contract_id: int
    period: ServiceMonth
    entries: tuple[DayEntry, ...]
    content_hash: str
    by_purpose: bool = False
    journeys: Journeys = ()

    def keep(self) -> KeepEntries:
        """The effect that stores these entries."""
        journeys = [journey.as_row() for journey in self.journeys]
        days = [_day(entry) for entry in self.entries]
        return KeepEntries(self.month_id, days, self.content_hash, self.by_purpose, journeys)

    def shown_journeys(self) -> dict[str, object]:
        """`journeys_shown`: the journeys as other forms show them; nothing where none are asked."""
        if not self.by_purpose:
            return {}
        return {"journeys_shown": [journey.worded() for journey in self.journeys]}

    def shown(self, values: Values) -> dict[str, object]:
        """What the signer had before their eyes, kept with the signature."""
        minutes = {entry.day.isoformat(): entry.minutes for entry in self.entries}
        return {
            **shown_purposes(self.entries),
            **({"journeys": [journey.as_row() for journey in self.journeys]} if self.journeys else {}),
            "period": str(self.period),
            "entries": minutes,
            "total_minutes": sum(minutes.values()),
            "granted_minutes": values.get("granted_minutes"),
        }


def content(values: Values, reading: Reading) -> MonthContent:
    """The month as its values say; raises InvalidAnswers where a day cannot be read."""
    period = ServiceMonth.parse(text(values, "period"))
    entries = entered(values)
    contract_id = whole(values, "contract_id")
    journeys = travelled(values)
    signed = [journey.signed() for journey in journeys]
    fingerprint = content_hash(entries, contract_id, period, reading.release_sha256, signed)
    return MonthContent(
        month_id=whole(values, "month_id"),
        contract_id=contract_id,
        period=period,
        entries=entries,
        content_hash=fingerprint,
        by_purpose=isinstance(values.get("purposes_asked"), list),
        journeys=journeys,
    )


def refuse_unfinished(month: MonthContent, day: date) -> None:
    """EngineError before the month's last day: until then entries are drafts, for hours may still come."""
    opens = month.period.last_day
    if day < opens:
        raise EngineError(
            msg("The month can be signed from {day} on; until then the hours can be saved.", day=opens)
        )


def other_side_agrees(reading: Reading, month: MonthContent, side: AttestationSide) -> bool | None:
    """Whether the other side's valid signature stands under exactly these entries; None: it has none."""
    columns = ("side", "content_hash")
    valid = rows.values(reading.session, Attestation, columns, month_id=month.month_id, voided_at=None)
    signed = [content_hash for other, content_hash in valid if other is not side]
    return month.content_hash in signed if signed else None


def unsigned_state(reading: Reading, month_id: int, state: MonthState) -> MonthState:
    """Where a month stands that one side has not signed: late, once its deadline has passed."""
    [(deadline,)] = rows.values(reading.session, ServiceMonthRow, ("deadline_at",), id=month_id)
    return MonthState.LATE if reading.now >= deadline else state


def signature(values: Values, month: MonthContent, side: AttestationSide, person_id: int | None) -> SignMonth:
    """A plain signature by the person who completed the form."""
    return SignMonth(
        month_id=month.month_id,
        side=side,
        signer_person_id=person_id,
        kind=AttestationKind.PLAIN,
        content_hash=month.content_hash,
        shown=month.shown(values),
    )


def whole(values: Values, name: str) -> int:
    """A whole number among the values; ValueError where it is missing: the diagram must set it first."""
    value = values.get(name)
    if type(value) is not int:
        raise ValueError(f"{name} is not a whole number")
    return value


def text(values: Values, name: str) -> str:
    """A text among the values."""
    value = values.get(name)
    if not isinstance(value, str):
        raise ValueError(f"{name} is not a text")  # noqa: TRY004 -- a wrong value, not a wrong call
    return value


def _day(entry: DayEntry) -> DayMinutes:
    together = covered(entry.spans)
    span = together[0] if len(together) == 1 else None  # a row holds one from–to
    several = together if span is None and entry.purposes else ()
    return DayMinutes(
        entry.day,
        entry.minutes,
        span.start if span else None,
        span.end if span else None,
        tuple((str(purpose), minutes) for purpose, minutes in entry.purposes),
        tuple((one.start, one.end) for one in several),
    )
