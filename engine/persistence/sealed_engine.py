"""An engine that seals what it writes and opens what it reads."""

from __future__ import annotations

from itertools import count
from typing import Any

from sqlalchemy import Engine, event

from engine.persistence.bindings import ALONE, FUNCTION, bound_on_sqlite
from engine.persistence.key_book import BOOK, Connect, KeyBook, begin_anew, book_of, underway
from engine.persistence.keys import KeyRing
from engine.persistence.sealing import Door
from engine.persistence.tenancy import TenantSession
from engine.persistence.types import remember_keys

_NUMBERS = count(ALONE + 1)  # of the databases that this process opens


def give_keys(engine: Engine, keys: KeyRing, connect: Connect) -> KeyBook:
    """Let this engine seal and open by these keys; `connect` is for questions of the keys' own."""
    book = KeyBook(keys, connect)
    on_sqlite = engine.dialect.name == "sqlite"
    origin = next(_NUMBERS) if on_sqlite else ALONE
    remember_keys(engine.dialect, book.open_keys, origin)
    engine.update_execution_options(**{BOOK: book})
    event.listen(engine, "before_execute", Door(book).before_execute, retval=True)
    event.listen(engine, "begin", begin_anew)
    event.listen(engine, "rollback_savepoint", begin_anew)
    if on_sqlite:
        _teach(engine, origin)
    return book


def _teach(engine: Engine, origin: int) -> None:
    joined = bound_on_sqlite(origin)

    @event.listens_for(engine, "connect")
    def _registered(connection: Any, _record: object) -> None:
        connection.create_function(FUNCTION, -1, joined, deterministic=True)


@event.listens_for(TenantSession, "after_commit")
def _promote(session: TenantSession) -> None:
    wire = session.wire
    if session.writes and wire is not None:
        book_of(wire).promote(underway(wire))
