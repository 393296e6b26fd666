"""The dated numbers of a rule pack, to be read: what counts on a day, what counted before, what will."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.clock import local_day
from engine.domain.number_kinds import NUMBER_KINDS, NumberKind
from engine.domain.rights import Actor, Thing, can
from engine.domain.rules import DatedNumber, Regime, RulePack, Status
from engine.errors import NotFound
from engine.messages_catalogue import Message, msg
from engine.persistence.queries import pack_revisions
from engine.runtime import EVERY, Runtime

__all__ = [
    "NumberKind",
    "NumberRow",
    "PackPage",
    "ValueRow",
    "find",
    "kind_of",
    "label_of",
    "may",
    "refuse_stranger",
    "value_rows",
]

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One value of a number with the days on which it counts."""

    number: DatedNumber
    last_day: date | None  # its own end, or the day before the next value; None = no end known
    counts: bool  # on the day that was asked for

    @property
    def is_unset(self) -> bool:
        """Whether nobody has entered it, so that whoever asks is stopped."""
        return self.number.status is Status.UNSET


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One number of the pack, its values in the order of time."""

    key: str
    kind: NumberKind
    values: Sequence[ValueRow]

    @property
    def label(self) -> Message:
        """What the number means."""
        return self.kind.label

    @property
    def on_the_day(self) -> ValueRow | None:
        """The value that counts on the day asked for; None before the first and after the last."""
        return next((value for value in self.values if value.counts), None)


@dataclass(frozen=True, slots=True)
class PackPage:
    """A pack as it stands now, seen from one day."""

    pack: Regime
    packs: Sequence[Regime]  # all there are
    day: date
    rows: Sequence[NumberRow]
    revision: str  # checksum of its text
    recorded_at: datetime
    may_propose: bool


def find(runtime: Runtime, actor: Actor, pack: str, day: date | None) -> PackPage:
    """The pack by its name, "" for the law in force; no day: today.

    NotFound for those who may not read numbers and for a pack that is not there.
    """
    refuse_stranger(actor, "numbers.see")
    asked = day or local_day(runtime.clock.now())
    with runtime.reading(EVERY) as session:
        book = runtime.rule_book(session)
        name = pack or str(Regime.R316)
        found = book.of(name).pack
        newest = pack_revisions.newest(session, name)
    if newest is None:
        raise NotFound(msg("There is no rule pack “{name}”.", name=name))
    return PackPage(
        pack=Regime(name),
        packs=[regime for regime in Regime if str(regime) in book.packs],
        day=asked,
        rows=list(_rows(found, asked)),
        revision=newest.sha256,
        recorded_at=newest.recorded_at,
        may_propose=may(actor, "numbers.propose"),
    )


def refuse_stranger(actor: Actor, action: str) -> None:
    """NotFound for those who may not: numbers belong to the installation, rights to a municipality."""
    if not may(actor, action):
        raise NotFound(msg("There is no such number."))


def may(actor: Actor, action: str) -> bool:
    """Whether the actor may do this to numbers at all."""
    return can(actor, action, Thing(actor.municipality_id))


def kind_of(pack: RulePack, key: str) -> NumberKind:
    """What the number means; NotFound for one that is no number of the pack."""
    kind = NUMBER_KINDS.get(key)
    if kind is None or (key not in pack.numbers and Regime(pack.name) not in kind.packs):
        raise NotFound(msg("There is no such number."))
    return kind


def label_of(key: str) -> Message:
    """What people read for a number."""
    return NUMBER_KINDS[key].label


def value_rows(values: Sequence[DatedNumber], day: date) -> list[ValueRow]:
    """The values with the last day of each, and which of them counts on the day."""
    later: Iterable[DatedNumber | None] = [*values[1:], None]
    rows = []
    for number, following in zip(values, later, strict=True):
        last = _last_day(number, following)
        counts = number.in_force_from <= day and (last is None or day <= last)
        rows.append(ValueRow(number, last, counts))
    return rows


def _last_day(number: DatedNumber, following: DatedNumber | None) -> date | None:
    before_next = following.in_force_from - _ONE_DAY if following else None
    if number.in_force_to is None or before_next is None:
        return number.in_force_to or before_next
    return min(number.in_force_to, before_next)


def _rows(pack: RulePack, day: date) -> Iterator[NumberRow]:
    for key, kind in NUMBER_KINDS.items():
        values = pack.numbers.get(key, ())
        if values or Regime(pack.name) in kind.packs:
            yield NumberRow(key, kind, value_rows(values, day))
