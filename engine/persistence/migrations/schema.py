"""Which version a database is of, and bringing it to this one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from engine.errors import Unusable
from engine.messages_catalogue import msg
from engine.persistence import purpose_keys
from engine.persistence.keys import KeyRing

_FOLDER = Path(__file__).parent


def require_schema(connection: Connection, keys: KeyRing, *, create: bool) -> None:
    """Leave the database with this version's schema and make sure that the keys are its own.

    An empty one is filled when `create`, an older one upgraded; raises Unusable for any other.
    """
    present = MigrationContext.configure(connection).get_current_revision()
    newest, known = _revisions()
    if present is None:
        _refuse_foreign(connection, create=create)
    elif present not in known:
        raise Unusable(msg("The database was made by a newer version: install that version and start again."))
    if present != newest:
        upgrade(connection, newest)
    _refuse_other_keys(connection, keys)


def newest_revision() -> str:
    """The revision of this version of the program."""
    return _revisions()[0]


def upgrade(connection: Connection, revision: str) -> None:
    """Run the revisions up to the one named, inside the connection's transaction."""
    command.upgrade(_config(connection), revision)


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _revisions() -> tuple[str, list[str]]:
    """The newest revision, and all from it back to the first."""
    return _read_revisions(_FOLDER)


@cache
def _read_revisions(folder: Path) -> tuple[str, list[str]]:
    """Once a process: each of them is a module that is found and run."""
    known = [script.revision for script in ScriptDirectory(str(folder)).walk_revisions()]
    return known[0], known


def _refuse_foreign(connection: Connection, *, create: bool) -> None:
    tables = inspect(connection).get_table_names()
    if tables:
        raise Unusable(
            msg("This is a database of another program: it has the table {table}.", table=tables[0])
        )
    if not create:
        raise Unusable(msg("There is no database yet: start with the demo, or with serve."))


def _refuse_other_keys(connection: Connection, keys: KeyRing) -> None:
    """Let the ring serve by the keys that this database stores, and see whether it is this database's."""
    try:
        purpose_keys.serve(connection, keys)
    except ValueError as error:
        raise Unusable(msg("The key file does not belong to this database.")) from error
    check = connection.execute(text("SELECT key_check FROM installation")).scalar()
    if check is not None and check != keys.check_value():
        raise Unusable(msg("The key file does not belong to this database."))
