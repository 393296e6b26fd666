"""Databases on a PostgreSQL server that are made for a measurement and thrown away after it."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, create_engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from engine.persistence.database import BEGIN, Database, server_address, unusable

PREFIX = "bench_"
_TOLD = ("server_version", "synchronous_commit", "fsync")


@contextmanager
def new_database(server: str) -> Iterator[str]:
    """The address of an empty database beside the one that `server` names; gone after the block.

    Its commits wait for the disk. Raises Unusable where the server does not answer, is no PostgreSQL, or does
    not let this role make databases.
    """
    address = server_address(server)
    name = f"{PREFIX}{secrets.token_hex(6)}"  # our own letters: nothing to quote
    with _administering(address) as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
        connection.exec_driver_sql(f"ALTER DATABASE {name} SET synchronous_commit = on")
    try:
        yield address.set(database=name).render_as_string(hide_password=False)
    finally:
        with _administering(address) as connection:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def facts(server: str = "") -> dict[str, str]:
    """What is measured on: the kind of database, its version, and whether its commits reach the disk."""
    if not server:
        return {"database": "sqlite", "sqlite": sqlite3.sqlite_version, "synchronous": "full"}
    with new_database(server) as url, _administering(server_address(url)) as connection:
        told = {name: str(connection.exec_driver_sql(f"SHOW {name}").scalar_one()) for name in _TOLD}
    return {"database": "postgresql", **told}


def settle(database: Database) -> None:
    """Do at once what a server does by itself in a house that fills slowly: count its rows anew."""
    if database.engine.dialect.name != "sqlite":
        with database.engine.connect().execution_options(**{BEGIN: None}) as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


@contextmanager
def _administering(address: URL) -> Iterator[Connection]:
    """A connection on which every statement stands for itself; its troubles are told in one sentence."""
    engine = create_engine(address, poolclass=NullPool, isolation_level="AUTOCOMMIT", hide_parameters=True)
    try:
        with engine.connect() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise unusable(address, error) from error
    finally:
        engine.dispose()
