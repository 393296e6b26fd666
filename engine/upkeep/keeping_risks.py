"""Risks of the database: how it keeps what was told, whether there is a copy, whether its clock is right."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from engine.errors import Unusable
from engine.messages_catalogue import msg
from engine.persistence import house_state, rows
from engine.persistence.tables.records import AuditEvent
from engine.retention import reapplying
from engine.runtime import EVERY
from engine.upkeep import backup_notes, drill_notes
from engine.upkeep.risks import House, Risk, error, warning

SQLITE = "sqlite:///"
OLD_BACKUP, TOO_OLD_BACKUP = timedelta(hours=26), timedelta(days=7)
OLD_DRILL = timedelta(days=90)
DRIFT = timedelta(seconds=5)  # more, and a lease that one host holds looks free to another
DURABLE = {"fsync": "on", "full_page_writes": "on"}
"""What PostgreSQL must answer, so that nothing acknowledged is lost."""


def durability(house: House) -> Iterator[Risk]:
    """What was acknowledged survives a power cut."""
    with house.runtime.reading(EVERY) as session:
        found = house_state.kept_by(session)
    if "journal_mode" in found:
        if found["journal_mode"] != "wal" or found["synchronous"] not in ("2", "3"):
            yield error(
                msg(
                    "The database does not wait for the disk (journal {journal}, synchronous {synchronous}): "
                    "keep it on a local disk where write-ahead logging works, not on a network share.",
                    journal=found["journal_mode"],
                    synchronous=found["synchronous"],
                )
            )
        return
    for name, value in found.items():
        wanted = DURABLE.get(name, value)
        if value != wanted or (name == "synchronous_commit" and value == "off"):
            yield error(
                msg(
                    "PostgreSQL may lose what it acknowledged ({name} = {value}): set it to on.",
                    name=name,
                    value=value,
                )
            )
    if found["is_superuser"] == "on":
        yield error(
            msg("The service works as a superuser of PostgreSQL: give it a role of its own that is none.")
        )


def database_file(house: House) -> Iterator[Risk]:
    """Only the service's own user reads the file."""
    url = house.runtime.settings.database_url
    if not url.startswith(SQLITE):
        return
    file = Path(url.removeprefix(SQLITE))
    if (
        stat.S_IMODE(file.stat().st_mode) & 0o077
        and stat.S_IMODE(file.resolve().parent.stat().st_mode) & 0o077
    ):
        yield error(
            msg(
                "Other users of this machine can read the database {file}: run chmod 600 on it "
                "and chmod 700 on its folder.",
                file=str(file),
            )
        )
    if file.stat().st_uid != os.geteuid():
        yield error(
            msg(
                "{file} belongs to another user than the one who runs this: "
                "chown it to the service's own user, and run doctor as that user.",
                file=str(file),
            )
        )


def backup(house: House) -> Iterator[Risk]:
    """There is a fresh copy, on another disk than the database."""
    settings = house.runtime.settings
    if not settings.database_url.startswith(SQLITE):
        yield from _server_backup(house)
        return
    note = backup_notes.last(settings)
    if note is None:
        yield error(
            msg(
                "No backup was ever made with `asistents backup`: make one each night, and keep it elsewhere."
            )
        )
        return
    age = house.runtime.clock.now() - note.at
    if age > OLD_BACKUP:
        told = msg(
            "The last backup is {hours} hours old: run `asistents backup` each night.",
            hours=int(age.total_seconds() // 3600),
        )
        yield error(told) if age > TOO_OLD_BACKUP else warning(told)
    database = Path(settings.database_url.removeprefix(SQLITE))
    if note.file.exists() and note.file.stat().st_dev == database.stat().st_dev:
        yield warning(
            msg(
                "The last backup {file} is on the database's own disk: keep a copy elsewhere.",
                file=str(note.file),
            )
        )


def backup_seal(house: House) -> Iterator[Risk]:
    """Whoever finds the last backup cannot read it."""
    note = backup_notes.last(house.runtime.settings)
    if note is not None and note.is_plain:
        yield warning(
            msg(
                "The last backup {file} is not sealed: names and addresses can be read in it. Make it "
                "without --plain, and delete the plain one.",
                file=str(note.file),
            )
        )


def drill(house: House) -> Iterator[Risk]:
    """A backup was restored for trial lately, and would have done."""
    settings = house.runtime.settings
    if not settings.database_url.startswith(SQLITE):
        return
    note = drill_notes.last(settings)
    if note is not None and not note.is_sound:
        yield error(
            msg(
                "The backup {file} could not be restored for trial: see what `asistents drill` says, and "
                "make another backup.",
                file=str(note.file),
            )
        )
    elif note is None or house.runtime.clock.now() - note.at > OLD_DRILL:
        yield warning(
            msg(
                "No backup was restored for trial in the last {days} days: run `asistents drill FILE` "
                "with a backup as you would need it.",
                days=OLD_DRILL.days,
            )
        )


def erasures(house: House) -> Iterator[Risk]:
    """What was erased stands on the list outside the database, and the list is obeyed."""
    runtime = house.runtime
    try:
        on_list, in_database = reapplying.unknown_to(runtime)
    except Unusable as refused:
        yield error(refused.message)
        return
    if on_list:
        yield error(
            msg(
                "The list of erasures holds {count} that this database does not know: an older backup was "
                "restored. Run `asistents retention --reapply` before anybody works on.",
                count=on_list,
            )
        )
    if in_database:
        yield warning(
            msg(
                "The list of erasures {file} lacks {count}: a restored backup would bring them back. Run "
                "`asistents retention --reapply`, which writes them there.",
                count=in_database,
                file=str(runtime.settings.erasure_list),
            )
        )


def clock(house: House) -> Iterator[Risk]:
    """This host's clock agrees with the database's, and with what was written before."""
    now = house.runtime.clock.now()
    with house.runtime.reading(EVERY) as session:
        theirs = house_state.server_time(session)
        last = rows.first(session, AuditEvent, order_by=("-id",))
    if theirs is not None and abs(house.runtime.clock.now() - theirs) > DRIFT:
        yield error(
            msg(
                "The clocks of this host and of the database differ by {seconds} seconds: keep "
                "both in step by NTP.",
                seconds=int(abs(now - theirs).total_seconds()),
            )
        )
    if last is not None and last.at - now > DRIFT:
        yield error(
            msg(
                "The newest event in the database is of {at}, which this host's clock has not reached: "
                "set the clock right and keep it in step by NTP.",
                at=last.at.isoformat(timespec="seconds"),
            )
        )


def _server_backup(house: House) -> Iterator[Risk]:
    with house.runtime.reading(EVERY) as session:
        archiving = house_state.kept_by(session)["archive_mode"]
    if archiving == "off":
        yield warning(
            msg(
                "PostgreSQL does not archive its log (archive_mode = off), and doctor cannot "
                "see other backups: "
                "see that pg_basebackup with WAL archiving, or pg_dump each night, really runs."
            )
        )
