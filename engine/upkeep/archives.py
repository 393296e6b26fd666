"""Moves the audit events of a past year out of the database into files, and reads them back.

A file per municipality and year, and one for the installation itself. Portions are written to the disk
first and leave the database in the transaction that moves the anchor on, so that a death at any moment
loses and doubles nothing: what lies in the file behind the anchor is written again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from engine.clock import local_day
from engine.errors import Unusable
from engine.messages_catalogue import msg
from engine.persistence import archive_files, archives, audit
from engine.persistence.archives import Anchor, Event
from engine.persistence.audit_links import BEGINNING, End
from engine.runtime import EVERY, Runtime, Session
from engine.upkeep.archive_checks import portion_fault

PORTION = 1000  # events in one transaction: nobody waits long for it
Tell = Callable[[int, int], None]


def _silent(_moved: int, _of: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Archived:
    """One file of the year."""

    of: str  # the municipality's code, or "installation"
    file: str
    events: int  # in the file
    moved: int  # by this run


@dataclass(frozen=True, slots=True)
class _Road:
    """Where the events of one chain and year go."""

    of: str
    chain: int
    year: int
    file: Path
    start: End  # of the chain, before the year
    most: int  # events, if all that are left were of this year


def archive(runtime: Runtime, year: int, folder: Path, tell: Tell = _silent) -> list[Archived]:
    """Move the year's sealed events into the folder, or go on where an earlier run was cut off.

    `tell` hears how many of how many (at most) have been moved into a file so far. Raises Unusable for a
    year that is not over, not sealed yet or not the next one in its turn, for a folder that does not hold
    what was moved before, and for a trail that is not whole.
    """
    if year >= local_day(runtime.clock.now()).year:
        raise Unusable(msg("{year} is not over yet: only whole past years are archived.", year=str(year)))
    with runtime.reading(EVERY) as session:
        if any(local_day(at).year <= year for at in archives.unsealed_instants(session)):
            raise Unusable(
                msg(
                    "Not every event of {year} is sealed yet: let serve or a worker run for a minute.",
                    year=str(year),
                )
            )
        roads = list(_roads(session, year, folder))
    with archive_files.folder_of_mine(folder):
        return [one for road in roads if (one := _travel(runtime, road, tell)) is not None]


def _roads(session: Session, year: int, folder: Path) -> Iterator[_Road]:
    """The chains' files, after making sure that no earlier year is still to be archived."""
    called, heads = archives.names(session), audit.heads(session)
    for chain in sorted(heads):
        of_chain = archives.anchors(session, chain=chain)
        earlier = [one for one in of_chain if one.year < year]
        is_begun = any(one.year == year for one in of_chain)
        if not is_begun:
            _refuse_earlier(session, chain, year, earlier)
            if any(one.year > year for one in of_chain):
                continue  # it had no events then
        file = folder / f"asistents-{called[chain]}-{year}.jsonl.gz"
        start = earlier[-1].end if earlier else BEGINNING
        yield _Road(called[chain], chain, year, file, start, heads[chain][0] - start[0])


def _refuse_earlier(session: Session, chain: int, year: int, earlier: Sequence[Anchor]) -> None:
    """Refuse while events of an earlier year come first, or an earlier run has not come to its end."""
    open_years = [one.year for one in earlier if one.file_sha256 is None]
    end = earlier[-1].end if earlier else BEGINNING
    first_years = [local_day(one["at"]).year for one in archives.next_events(session, chain, end, 1)]
    for one in (*open_years, *first_years):
        if one < year:
            sentence = msg("Archive {earlier} first: the years are archived in turn.", earlier=str(one))
            raise Unusable(sentence)


def _travel(runtime: Runtime, road: _Road, tell: Tell) -> Archived | None:
    """Move one chain's year to its end; None where it has no events."""
    moved = 0
    anchor = _anchor(runtime, road)
    if anchor is None or anchor.file_sha256 is None:
        _require_own_file(runtime, road, anchor)
        while portion := _portion(runtime, road, anchor):
            anchor = _move(runtime, road, anchor, portion)
            moved += len(portion)
            tell(moved, max(moved, road.most))
        if anchor is not None:
            anchor = _close(runtime, road, anchor)
    return None if anchor is None else Archived(road.of, anchor.file_name, anchor.events, moved)


def _anchor(runtime: Runtime, road: _Road) -> Anchor | None:
    with runtime.reading(EVERY) as session:
        of_chain = archives.anchors(session, road.chain)
    return next((one for one in of_chain if one.year == road.year), None)


def _require_own_file(runtime: Runtime, road: _Road, anchor: Anchor | None) -> None:
    """Refuse a folder without what was moved before, and a file with events that the database does not know.

    Behind the anchor lies at most what a run wrote that died before its commit: that is still here.
    """
    size, kept = archive_files.size_of(road.file), 0 if anchor is None else anchor.file_bytes
    if size < kept:
        raise Unusable(
            msg(
                "{file} does not hold what was moved into it before: name the folder where {year} was begun.",
                file=str(road.file),
                year=str(road.year),
            )
        )
    behind = archive_files.events(road.file, kept) if size > kept else iter(())
    try:
        while events := list(islice(behind, PORTION)):
            with runtime.reading(EVERY) as session:
                is_here = archives.still_here(session, road.chain, events)
            if not is_here:
                raise Unusable(
                    msg(
                        "{file} holds events that this database does not: choose another folder.",
                        file=str(road.file),
                    )
                )
    except archive_files.NotReadable:
        return  # cut off in the middle of a portion, which is written anew


def _portion(runtime: Runtime, road: _Road, anchor: Anchor | None) -> list[Event]:
    """The next events of the year; its end is the first event of a later one."""
    end = road.start if anchor is None else anchor.end
    with runtime.reading(EVERY) as session:
        found = archives.next_events(session, road.chain, end, PORTION)
    beyond = (at for at, event in enumerate(found) if local_day(event["at"]).year > road.year)
    return found[: next(beyond, len(found))]


def _move(runtime: Runtime, road: _Road, anchor: Anchor | None, portion: list[Event]) -> Anchor:
    """The portion into the file, then the anchor on and the events away."""
    start = road.start if anchor is None else anchor.end
    found = portion_fault(runtime, portion, start)
    if found is not None:
        raise Unusable(
            msg("The audit trail is not whole at event {event}: run verify.", event=str(found.event_id))
        )
    kept = 0 if anchor is None else anchor.file_bytes
    new = Anchor(
        chain=road.chain,
        year=road.year,
        first_seq=start[0] + 1 if anchor is None else anchor.first_seq,
        last_seq=portion[-1]["sealed_seq"],
        before_mac=start[1] if anchor is None else anchor.before_mac,
        last_mac=portion[-1]["chain_mac"],
        file_name=road.file.name,
        file_bytes=archive_files.append(road.file, kept, portion),
    )
    with runtime.transaction(EVERY) as session:
        if not archives.move(session, anchor, new):
            raise Unusable(msg("Somebody else archives {year} at this moment.", year=str(road.year)))
    return new


def _close(runtime: Runtime, road: _Road, anchor: Anchor) -> Anchor:
    """Hash the file, write its manifest, and note in the trail itself that the year was archived."""
    archive_files.cut(road.file, anchor.file_bytes)
    closed = replace(anchor, file_sha256=archive_files.sha256_of(road.file))
    with runtime.reading(EVERY) as session:
        head = audit.heads(session)[road.chain]
        mac = archives.seal_of(session, closed)
    archive_files.write_manifest(road.file, _manifest(road, closed, head, mac))
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        archives.close(session, closed, now)
        audit.record(
            session,
            action="year_archived",
            at=now,
            municipality_id=road.chain or None,
            actor_user_id=None,
            object_kind="audit_archive",
            object_id=road.year,
            details={"events": closed.events, "sha256": closed.file_sha256},
        )
    return closed


def _manifest(road: _Road, anchor: Anchor, head: End, mac: str) -> Mapping[str, object]:
    return {
        "format": "asistents audit archive 1",
        "of": road.of,
        "year": road.year,
        "file": anchor.file_name,
        "bytes": anchor.file_bytes,
        "sha256": anchor.file_sha256,
        "rows": anchor.events,
        "before": {"number": anchor.before[0], "chain_mac": anchor.before[1]},
        "first": {"number": anchor.first_seq},
        "last": {"number": anchor.last_seq, "chain_mac": anchor.last_mac},
        "chain_head": {"number": head[0], "chain_mac": head[1]},
        "mac": mac,
    }
