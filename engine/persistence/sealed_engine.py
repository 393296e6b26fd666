"""An engine that seals what it writes and opens what it reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, event

from engine.persistence.bindings import FUNCTION, bound_on_sqlite
from engine.persistence.key_book import BOOK, Connect, KeyBook, begin_anew, book_of, underway
from engine.persistence.keys import KeyRing
from engine.persistence.open_keys import OpenKeys
from engine.persistence.sealing import Door
from engine.persistence.tenancy import TenantSession
from engine.persistence.types import open_keys_of, remember_keys


def give_keys(engine: Engine, keys: KeyRing, connect: Connect, is_there: Callable[[], bool]) -> KeyBook:
    """Let this engine seal and open by these keys; `connect` is for questions of the keys' own."""
    try:
        open_keys = open_keys_of(engine.dialect)  # of a copy of this installation
    except TypeError:
        open_keys = OpenKeys(keys)
        remember_keys(engine.dialect, open_keys)
    book = KeyBook(open_keys, connect, is_there)
    engine.update_execution_options(**{BOOK: book})
    event.listen(engine, "before_execute", Door(book).before_execute, retval=True)
    event.listen(engine, "begin", begin_anew)
    event.listen(engine, "rollback_savepoint", begin_anew)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _teach)
    return book


def _teach(connection: Any, _record: object) -> None:
    connection.create_function(FUNCTION, -1, bound_on_sqlite, deterministic=True)


@event.listens_for(TenantSession, "after_commit")
def _promote(session: TenantSession) -> None:
    wire = session.wire
    if session.writes and wire is not None:
        book_of(wire).promote(underway(wire))
