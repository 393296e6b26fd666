"""How an installation's database is kept: asked without upgrading or changing anything."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from engine.persistence.database import missing_file, unusable
from engine.persistence.migrations.schema import newest_revision

_ASKED = ("fsync", "full_page_writes", "synchronous_commit", "archive_mode", "is_superuser", "ssl")


def revisions(url: str) -> tuple[str | None, str]:
    """The revision that the database is of (None: empty), and the newest that this program knows.

    Raises Unusable with one sentence where it cannot be reached.
    """
    if missing_file(url) is not None:
        return None, newest_revision()
    address = make_url(url)
    engine = create_engine(address, poolclass=NullPool, hide_parameters=True)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision(), newest_revision()
    except SQLAlchemyError as error:
        raise unusable(address, error) from error
    finally:
        engine.dispose()


def kept_by(session: Session) -> Mapping[str, str]:
    """What the database promises about a commit, by setting: SQLite's pragmas, or PostgreSQL's own words."""
    wire = session.connection()
    if wire.dialect.name == "sqlite":
        return {
            name: str(wire.exec_driver_sql(f"PRAGMA {name}").scalar())
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    return {name: str(wire.exec_driver_sql(f"SHOW {name}").scalar()) for name in _ASKED}


def server_time(session: Session) -> datetime | None:
    """What the database's own host takes for now; None where it is a file of this one."""
    wire = session.connection()
    if wire.dialect.name == "sqlite":
        return None
    found = wire.exec_driver_sql("SELECT clock_timestamp()").scalar()
    return found.astimezone(UTC) if isinstance(found, datetime) else None
