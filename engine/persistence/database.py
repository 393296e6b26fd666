"""Opening a database: SQLite tuned to lose nothing, PostgreSQL the same promises; sessions for a tenant."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from engine.errors import NoRoom, Outrun, Unusable
from engine.messages_catalogue import msg
from engine.persistence.key_book import BOOK, KEYS_OWN, KeyBook
from engine.persistence.keys import KeyRing
from engine.persistence.lost_updates import CHANGED_MEANWHILE
from engine.persistence.migrations.schema import require_schema
from engine.persistence.obedience import admit
from engine.persistence.sealed_engine import give_keys
from engine.persistence.tenancy import EVERY, Tenant, TenantSession, speaking_for

# a server that vanished without a word is noticed in seconds, not in the hours of the system's own setting
_NOTICES_LOSS = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "tcp_user_timeout": 8000,
}
_PREPARED = 500  # statements that a server keeps prepared a connection; the house asks some two hundred
BUSY_SECONDS = 30  # that a writer on SQLite waits for the one before
NO_ROOM = msg("There is no room left to store anything. Nothing was changed; please try again later.")
_ONE_VIEW = "ISOLATION LEVEL REPEATABLE READ READ ONLY"
_OUTRUN = frozenset({"40001", "40P01"})  # serialization failure, deadlock detected
_FULL = frozenset({"53100", "SQLITE_FULL", "SQLITE_IOERR_WRITE"})  # a full disk, a file that may not grow
_COMPILED: deque[tuple[KeyRing, Engine]] = deque(maxlen=3)  # the newest installations on SQLite
BEGIN = "asistents_begin"  # execution option: what stands after BEGIN; None: every statement for itself


@dataclass(frozen=True, slots=True)
class Database:
    """An open database with its keys; the engine is for this room, everyone else takes sessions."""

    engine: Engine
    keys: KeyRing
    writer: Engine  # the same pool: takes the write lock at once
    reader: Engine  # the same pool: cannot write on PostgreSQL; both begin for nobody
    turn: threading.Lock | None  # where only one may write: for the writers of this process

    @property
    def book(self) -> KeyBook:
        """Which key is whose."""
        found: KeyBook = self.engine.get_execution_options()[BOOK]
        return found

    @contextmanager
    def transaction(self, tenant: Tenant) -> Iterator[TenantSession]:
        """A writing session; committed at the end of the block, rolled back when it raises.

        On SQLite the write lock is taken at the first statement (BEGIN IMMEDIATE, waits up to 30 s), so
        what was read inside still holds when it is written; the writers of this process queue for it here,
        where the next one is woken at once instead of looking again after a pause. On PostgreSQL many
        write at once: an object that somebody else changed meanwhile is refused, and so is one of two that
        wait for each other; both raise Outrun, and the step is done anew. Rows stay usable after the commit.
        """
        try:
            with (
                self._in_turn(),
                TenantSession(
                    _speaking_for(self.writer, tenant), tenant=tenant, writes=True, expire_on_commit=False
                ) as session,
                session.begin(),
            ):
                yield session
        except OperationalError as error:
            raise _told(error) from error

    @contextmanager
    def reading(self, tenant: Tenant) -> Iterator[TenantSession]:
        """A session that sees one unchanging state of the database and refuses to write.

        It ends with COMMIT, though there is nothing to keep: after a ROLLBACK the driver of PostgreSQL
        forgets every statement that it has had the server prepare.
        """
        reader = _speaking_for(self.reader, tenant)
        with TenantSession(reader, tenant=tenant, writes=False, autoflush=False) as session:
            yield session
            session.expunge_all()
            session.commit()

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """Whoever waits too long goes on, to be told by SQLite that the database is locked."""
        taken = self.turn is not None and self.turn.acquire(timeout=BUSY_SECONDS)
        try:
            yield
        finally:
            if taken and self.turn is not None:
                self.turn.release()

    def close(self) -> None:
        """Give back every connection; the file can be moved or deleted afterwards."""
        self.engine.dispose()


def open_database(
    url: str, keys: KeyRing, *, create: bool = True, durable: bool = True, owner_url: str = ""
) -> Database:
    """The database at the URL, its schema made (when empty and `create`) or brought up to date.

    `owner_url` names the same PostgreSQL database by the role that owns it: that one makes and renews the
    tables, and the role of `url` may only work on their rows. `durable=False` skips the sync to disk and is
    for tests only. Raises Unusable with one sentence when the folder cannot be written, the file is no
    database, or it belongs to another version or other keys.
    """
    if owner_url:
        _prepare_as_owner(server_address(owner_url), server_address(url), keys, create=create)
    engine = open_engine(url, keys, durable=durable)
    on_sqlite = engine.dialect.name == "sqlite"
    writer = engine.execution_options(**{BEGIN: "IMMEDIATE" if on_sqlite else ""})
    try:
        with _speaking_for(writer, EVERY).begin() as connection:
            require_schema(connection, keys, create=create)
    except SQLAlchemyError as error:
        engine.dispose()
        raise unusable(engine.url, error) from error
    except Unusable:
        engine.dispose()
        raise
    _remember(engine, keys)
    if on_sqlite:
        return Database(engine, keys, writer, engine, threading.Lock())
    return Database(engine, keys, writer, engine.execution_options(**{BEGIN: _ONE_VIEW}), None)


def _prepare_as_owner(owner: URL, worker: URL, keys: KeyRing, *, create: bool) -> None:
    """Make or renew the tables as their owner, and let the role that works on their rows in."""
    engine = open_engine(owner.render_as_string(hide_password=False), keys)
    every = engine.execution_options(**{BEGIN: f"; {speaking_for(EVERY)}"})
    try:
        with every.begin() as connection:
            require_schema(connection, keys, create=create)
            admit(connection, worker.username or "")
    except SQLAlchemyError as error:
        raise unusable(owner, error) from error
    finally:
        engine.dispose()


def missing_file(url: str) -> Path | None:
    """The SQLite file that the URL names, if it is not there; None for one that is, and for a server."""
    address = _address(url)
    file = Path(address.database or "")
    return file if address.get_backend_name() == "sqlite" and not file.is_file() else None


def is_new(url: str) -> bool:
    """Whether nothing has been made at this address yet; raises Unusable where a server does not answer."""
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        return missing_file(url) is not None
    engine = create_engine(address, poolclass=NullPool, hide_parameters=True)
    try:
        return not inspect(engine).get_table_names()
    except SQLAlchemyError as error:
        raise unusable(address, error) from error
    finally:
        engine.dispose()


def server_address(url: str) -> URL:
    """The address of a PostgreSQL server; raises Unusable for any other."""
    address = _address(url)
    if address.get_backend_name() != "postgresql":
        raise Unusable(msg("{url} is not the address of a PostgreSQL server.", url=url))
    return address


def open_engine(url: str, keys: KeyRing, *, durable: bool = True) -> Engine:
    """The engine alone, its schema not looked at."""
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        _make_file(address)
        engine = create_engine(address, pool_size=16, max_overflow=48, hide_parameters=True)
        _tune_sqlite(engine, durable=durable)
        _take_over(engine, keys)
    else:
        engine = create_engine(
            address,
            pool_size=16,
            max_overflow=16,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args=_NOTICES_LOSS,
        )
        event.listen(engine, "connect", _tune_postgres)
    event.listen(engine, "begin", _begin)
    asking = engine.execution_options(**{BEGIN: "", KEYS_OWN: True})
    give_keys(engine, keys, lambda: _speaking_for(asking, EVERY).begin())
    return engine


def _tune_postgres(connection: Any, _record: object) -> None:
    connection.prepared_max = _PREPARED
    connection.autocommit = True  # the driver opens no transactions of its own


def _begin(connection: Connection) -> None:
    how = connection.get_execution_options().get(BEGIN, "")
    if how is not None:
        connection.exec_driver_sql(f"BEGIN {how}")


def _speaking_for(engine: Engine, tenant: Tenant) -> Engine:
    """The engine whose transactions tell PostgreSQL for whom they speak, in the breath that begins them."""
    if engine.dialect.name == "sqlite":
        return engine
    how = engine.get_execution_options()[BEGIN]
    return engine.execution_options(**{BEGIN: f"{how}; {speaking_for(tenant)}"})


def _remember(engine: Engine, keys: KeyRing) -> None:
    """Let the next SQLite database of the same keys begin with the statements that this one compiles."""
    if engine.dialect.name == "sqlite" and all(known is not keys for known, _ in _COMPILED):
        _COMPILED.append((keys, engine))


def _take_over(engine: Engine, keys: KeyRing) -> None:
    """Begin with the statements that were compiled for a copy of this installation (a rehearsal makes many).

    Each database opens by keys of its own all the same; of another key ring nothing at all is shared.
    """
    for known, earlier in list(_COMPILED):
        if known is keys:
            engine.dialect, engine._compiled_cache = earlier.dialect, earlier._compiled_cache


def _address(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError as error:
        raise Unusable(msg("{url} is not the address of a database.", url=url)) from error


def _make_file(address: URL) -> None:
    if not address.database or address.database == ":memory:":
        raise Unusable(msg("The database must be a file: a database in memory cannot be shared by threads."))
    folder = Path(address.database).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unusable(msg("The folder {folder} cannot be made.", folder=str(folder))) from error
    with suppress(OSError):  # it is there already, or SQLite says what stands in its way
        os.close(os.open(address.database, os.O_CREAT | os.O_EXCL, 0o600))  # nobody else reads it


def _tune_sqlite(engine: Engine, *, durable: bool) -> None:
    pragmas = (
        f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}",
        "PRAGMA journal_mode = WAL",
        f"PRAGMA synchronous = {'FULL' if durable else 'OFF'}",
        "PRAGMA foreign_keys = ON",
        "PRAGMA cache_size = -16000",
        "PRAGMA temp_store = MEMORY",
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver opens no transactions of its own
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()


def _told(error: OperationalError) -> Exception:
    """The refusal that a failure of the database means, or the failure itself."""
    if getattr(error.orig, "sqlstate", None) in _OUTRUN:
        return Outrun(CHANGED_MEANWHILE)
    if {getattr(error.orig, name, None) for name in ("sqlstate", "sqlite_errorname")} & _FULL:
        return NoRoom(NO_ROOM)
    return error


def unusable(address: URL, error: SQLAlchemyError) -> Unusable:
    """One sentence for a database that cannot be opened: where it is, and the driver's first line."""
    place = address.database if address.get_backend_name() == "sqlite" else address.render_as_string()
    reason = str(getattr(error, "orig", None) or error).splitlines()[0]
    return Unusable(msg("The database {place} cannot be used: {reason}.", place=place, reason=reason))
