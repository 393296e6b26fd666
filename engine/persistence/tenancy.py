"""One rule: a session speaks for one municipality, or openly for EVERY one.

Every ORM statement is narrowed to the session's municipality; what cannot be narrowed (Core statements,
text, bulk updates by key, upserts that overwrite) is refused; so is every row of another municipality.
PostgreSQL knows the rule too (migrations/policies.py): each transaction tells it for whom it speaks, and
where nothing is told, no row is seen and none is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NoReturn

from sqlalchemy import ColumnElement, Connection, Result, event, inspect, or_
from sqlalchemy.dialects.postgresql.dml import OnConflictDoUpdate as PostgresOverwrite
from sqlalchemy.dialects.sqlite.dml import OnConflictDoUpdate as SQLiteOverwrite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, with_loader_criteria
from sqlalchemy.orm.util import LoaderCriteriaOption

from engine.persistence.tables.base import Base, OfMunicipality, OfMunicipalityOrAll

ACROSS = "across_municipalities"  # execution option of a narrow read that gives only sums: it sees all rows
NARROWED = "narrowed_already"  # execution option of statements that hold the tenant's condition (prepared.py)
SETTING = "asistents.tenant"  # what a transaction on PostgreSQL tells the policies of its tables
SPEAKS_FOR_EVERY = "every"  # its value for EVERY; the number of a municipality for one; "" for nobody


@dataclass(frozen=True, slots=True)
class Tenant:
    """Whose rows a session sees and writes; None = all of them."""

    municipality_id: int | None
    but_cases: frozenset[int] = frozenset()  # rows of these cases are not shown: who reads is kept off them


EVERY = Tenant(None)  # the tick, the worker's claim, the ministry's views, sign-in


def speaking_for(tenant: Tenant) -> str:
    """The statement that tells PostgreSQL for whom this transaction speaks, and no later one (LOCAL)."""
    named = SPEAKS_FOR_EVERY if tenant.municipality_id is None else str(int(tenant.municipality_id))
    return f"SET LOCAL {SETTING} = '{named}'"


class TenantViolation(Exception):
    """A programming error: a row of another municipality was about to be read or written."""


class TenantSession(Session):
    """A session bound to a Tenant (and, when `writes` is False, to reading)."""

    def __init__(self, *args: Any, tenant: Tenant, writes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tenant = tenant
        self.writes = writes
        self.held: list[object] = []  # the session itself knows its rows only as long as somebody holds them
        self._wire: Connection | None = None

    def connection(self, *args: Any, **kwargs: Any) -> Connection:
        """The connection of the transaction, begun where none is; kept, for every statement asks for it."""
        if args or kwargs:
            return super().connection(*args, **kwargs)
        if self._wire is None or self._wire.closed or not self._wire.in_transaction():
            self._wire = super().connection()
        return self._wire

    @property
    def wire(self) -> Connection | None:
        """The connection that this session works on, if it has asked for one."""
        return self._wire

    def bulk_save_objects(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TenantViolation("bulk_save_objects goes past the municipality check; use rows.insert_many")

    def bulk_insert_mappings(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TenantViolation("bulk_insert_mappings goes past the municipality check; use rows.insert_many")

    def bulk_update_mappings(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TenantViolation("bulk_update_mappings goes past the municipality check; use rows.change")


def tenant_of(session: Session) -> Tenant:
    """The tenant of a session that the database opened."""
    if not isinstance(session, TenantSession):
        raise TenantViolation("sessions are opened by Database.reading and Database.transaction")
    return session.tenant


@contextmanager
def across(session: Session) -> Iterator[None]:
    """Inside, the database shows this session the rows of every municipality; afterwards its own again.

    For narrow reads that give a sum or a highest number. Where a statement fails, the server has undone the
    setting with all else that its transaction (or savepoint) did.
    """
    own = tenant_of(session)
    connection = session.connection()
    if own == EVERY or connection.dialect.name == "sqlite":
        yield
        return
    connection.exec_driver_sql(speaking_for(EVERY))
    try:
        yield
    except DBAPIError:
        raise
    except BaseException:
        connection.exec_driver_sql(speaking_for(own))
        raise
    connection.exec_driver_sql(speaking_for(own))


def narrowing(session: Session, table: type[Base]) -> int | None:
    """The municipality that a statement on this table must be narrowed to; None: not at all."""
    if issubclass(table, (OfMunicipality, OfMunicipalityOrAll)):
        return tenant_of(session).municipality_id
    return None


def hidden(session: Session) -> tuple[int, ...]:
    """The cases whose rows a session is not shown."""
    return tuple(sorted(tenant_of(session).but_cases))


def case_column(table: Any) -> Any | None:
    """The column that says of which case a row is; None: the table knows none."""
    return table.c.id if table.name == "service_case" else table.c.get("case_id")


def of_no_hidden(column: Any, cases: Any) -> ColumnElement[bool]:
    """Rows of other cases, and of none."""
    return or_(column.is_(None), column.not_in(cases))


def see_changes(session: Session) -> None:
    """Flush what the ORM still holds, so that a statement of ours sees it."""
    if isinstance(session, TenantSession) and session.writes:
        session.flush()


def require_writing(session: Session, values: Mapping[str, Any] | None = None) -> None:
    """Flush what the ORM still holds, so that the statement sees it; refused to a reading session."""
    if not isinstance(session, TenantSession) or not session.writes:
        raise TenantViolation("a reading session does not write")
    if values and "municipality_id" in values:
        raise TenantViolation("a row cannot move to another municipality")
    session.flush()


def check_new_rows(session: Session, table: type[Base], rows: Iterable[Mapping[str, Any]]) -> None:
    """Refuse rows of another municipality, and any row to a reading session."""
    require_writing(session)
    mine = narrowing(session, table)
    if mine is not None and any(row.get("municipality_id") != mine for row in rows):
        raise TenantViolation(f"a row of {table.__name__} belongs to another municipality")


@event.listens_for(TenantSession, "do_orm_execute")
def _narrow(state: ORMExecuteState) -> Result[Any] | None:
    session = state.session
    assert isinstance(session, TenantSession)  # noqa: S101 – the listener hangs on this class only
    if not session.writes and not state.is_select:
        raise TenantViolation("a reading session does not write")
    mine = session.tenant.municipality_id
    if mine is None or state.is_column_load or state.execution_options.get(NARROWED):
        return None
    if state.execution_options.get(ACROSS):
        with across(session):
            return state.invoke_statement()
    if not state.is_orm_statement:
        raise TenantViolation("only ORM statements can be narrowed to a municipality")
    if state.is_insert:
        _check_insert(state)
    elif state.is_update:
        _check_update(state)
    if not state.is_insert and not state.is_relationship_load:
        state.statement = state.statement.options(*_criteria(mine), *_but_hidden(hidden(session)))
    return None


@event.listens_for(TenantSession, "loaded_as_persistent")
def _hold(session: TenantSession, row: object) -> None:
    """A reading session sees one state of the database: what it has read once it need not read again."""
    if not session.writes:
        session.held.append(row)


@event.listens_for(TenantSession, "before_flush")
def _check_rows(session: TenantSession, _context: UOWTransaction, _instances: object) -> None:
    if not session.writes:
        raise TenantViolation("a reading session does not write")
    mine = session.tenant.municipality_id
    for row in session.new:
        if mine is not None and isinstance(row, (OfMunicipality, OfMunicipalityOrAll)):
            if row.municipality_id is None:
                row.municipality_id = mine
            _refuse_others(row, mine)
    for row in _of_municipality([*session.dirty, *session.deleted]):
        if inspect(row).attrs.municipality_id.history.has_changes():
            raise TenantViolation(f"{type(row).__name__} cannot move to another municipality")
        if mine is not None:
            _refuse_others(row, mine)


@lru_cache(maxsize=256)
def _criteria(mine: int) -> tuple[LoaderCriteriaOption, LoaderCriteriaOption]:
    return (
        with_loader_criteria(OfMunicipality, lambda cls: cls.municipality_id == mine, include_aliases=True),
        with_loader_criteria(
            OfMunicipalityOrAll, lambda cls: cls.municipality_id == mine, include_aliases=True
        ),
    )


@lru_cache(maxsize=256)
def _but_hidden(cases: tuple[int, ...]) -> tuple[LoaderCriteriaOption, ...]:
    """On every table that knows of cases, those hidden are left out; none hidden, nothing added."""
    of_cases = {mapper.class_: case_column(mapper.local_table) for mapper in Base.registry.mappers if cases}
    return tuple(
        with_loader_criteria(table, of_no_hidden(getattr(table, column.key), cases), include_aliases=True)
        for table, column in of_cases.items()
        if column is not None
    )


def _of_municipality(rows: Iterable[object]) -> list[OfMunicipality | OfMunicipalityOrAll]:
    return [row for row in rows if isinstance(row, (OfMunicipality, OfMunicipalityOrAll))]


def _refuse_others(row: OfMunicipality | OfMunicipalityOrAll, mine: int) -> None:
    if row.municipality_id != mine:
        raise TenantViolation(f"{type(row).__name__} belongs to another municipality")


def _check_insert(state: ORMExecuteState) -> None:
    mapper = state.bind_mapper
    table: type[Base] | None = mapper.class_ if mapper is not None else None
    if table is None or not issubclass(table, (OfMunicipality, OfMunicipalityOrAll)):
        return
    statement: Any = state.statement
    if statement._values or statement._multi_values or statement.select is not None:
        raise TenantViolation("rows are inserted as parameters, so that their municipality can be checked")
    if isinstance(statement._post_values_clause, (SQLiteOverwrite, PostgresOverwrite)):
        raise TenantViolation("an upsert could overwrite a row of another municipality")
    check_new_rows(state.session, table, _parameter_rows(state.parameters))


def _check_update(state: ORMExecuteState) -> None:
    statement: Any = state.statement
    if state.parameters:
        raise TenantViolation("a bulk update by key cannot be narrowed; use rows.change")
    if any(getattr(column, "key", column) == "municipality_id" for column in statement._values or ()):
        raise TenantViolation("a row cannot move to another municipality")


def _parameter_rows(parameters: Any) -> Sequence[Mapping[str, object]]:
    if not parameters:
        raise TenantViolation("an insert without rows")
    return [parameters] if isinstance(parameters, Mapping) else list(parameters)
