"""The keys of an installation: what they wrap, a fresh master, and everything sealed by the newest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from engine.errors import Outrun, Unusable
from engine.messages_catalogue import msg
from engine.persistence import account_secrets, data_keys, resealing
from engine.persistence.data_keys import Wrapping
from engine.persistence.resealing import Behind
from engine.persistence.sealing import SealedTable
from engine.runtime import EVERY, Runtime, Session

_TRIES = 5
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class KeyList:
    """The keys, and how much is not under the newest of them."""

    wrappings: list[Wrapping]
    behind: list[Behind]
    account_secrets: int  # under an earlier master


@dataclass(frozen=True, slots=True)
class Renewed:
    """What was put under new keys."""

    master: int  # the newest
    municipality_keys: int  # that the newest master took over
    person_keys: int  # that the newest key of their municipality took over
    values: int  # sealed anew


def listed(runtime: Runtime) -> KeyList:
    """The keys by number, what each wraps, and the values that are to be sealed anew."""
    with runtime.reading(EVERY) as session:
        late = len(account_secrets.behind(session))
        return KeyList(list(data_keys.wrappings(session)), list(resealing.behind(session)), late)


def prepare(runtime: Runtime) -> int:
    """A master that nothing stands under yet: the newest where it is such a one, else a fresh one."""
    with runtime.reading(EVERY) as session:
        masters = [one for one in data_keys.wrappings(session) if one.municipality_id is None]
    if masters[-1].wraps == 0 and any(one.wraps for one in masters):
        return int(masters[-1].name)
    return runtime.database.keys.masters.renew()


def rotate(runtime: Runtime) -> Renewed:
    """A fresh (or prepared) master, a fresh key for each municipality, and all keys wrapped by these.

    Cut off in the middle it leaves everything readable; `reseal` does the rest.
    """
    master = prepare(runtime)
    towns = _portion(runtime, data_keys.wrap_by_newest_master)
    _portion(runtime, data_keys.begin_new_town_keys)
    runtime.database.book.look()  # which are the newest now, without waiting for the second to pass
    return Renewed(master, towns, _wrap_persons(runtime), 0)


def reseal(runtime: Runtime, told: Callable[[str, int], None]) -> Renewed:
    """Put keys and values that are behind under the newest keys, a little at a time, while the house works.

    `told` hears of each table how many values were sealed anew. Raises Unusable where a master is missing.
    """
    runtime.database.book.look()
    try:
        towns, persons = _portion(runtime, data_keys.wrap_by_newest_master), _wrap_persons(runtime)
        values = _portion(runtime, account_secrets.reseal)
        for found in resealing.sealed_tables():
            sealed = _reseal_table(runtime, found)
            told(found.table.name, sealed)
            values += sealed
    except ValueError as error:
        raise Unusable(
            msg("A value does not open ({what}): put the missing master key back and go on.", what=str(error))
        ) from error
    return Renewed(runtime.database.keys.masters.numbers()[-1], towns, persons, values)


def _wrap_persons(runtime: Runtime) -> int:
    total = 0
    while count := _portion(runtime, data_keys.wrap_persons_by_newest):
        total += count
    return total


def _reseal_table(runtime: Runtime, found: SealedTable) -> int:
    total = 0
    after, sealed = _portion(runtime, lambda session: resealing.reseal_portion(session, found, ()))
    while after:
        total += sealed
        behind = partial(resealing.reseal_portion, found=found, after=after)
        after, sealed = _portion(runtime, behind)
    return total


def _portion(runtime: Runtime, work: Callable[[Session], Done]) -> Done:
    """A piece of work in a transaction of its own, done anew where others were faster."""
    for left in reversed(range(_TRIES)):
        try:
            with runtime.transaction(EVERY) as session:
                return work(session)
        except Outrun:
            if not left:
                raise
    raise AssertionError


__all__ = ["KeyList", "Renewed", "Wrapping", "listed", "prepare", "reseal", "rotate"]
