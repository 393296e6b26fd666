"""To what a sealed value is bound: the key columns of its row as bytes, alike on both databases.

Copies of an installation on SQLite share the statements they compile, so a value that is read also says which
open database it comes from; on PostgreSQL every engine has statements of its own, and the number is ALONE.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, Date, Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

FUNCTION = "asistents_bound"  # of SQLite: registered with every connection
ALONE = 0
_ORIGIN_BYTES = 4
_BYTES = {"number": 8, "day": 10, "word": 24}
_SENT = {
    "number": "int8send({})",
    "day": "convert_to(to_char({}, 'YYYY-MM-DD'), 'UTF8')",
    "word": "convert_to(rpad({}, 24), 'UTF8')",
}


class bound(FunctionElement[Any]):  # noqa: N801 – a function of SQL
    """A sealed value as it is read: then the key columns of its row, the database's number, their length."""

    inherit_cache = True
    name = FUNCTION


@compiles(bound)
def _of_sqlite(element: bound, compiler: SQLCompiler, **options: Any) -> str:
    return f"{FUNCTION}({', '.join(compiler.process(one, **options) for one in element.clauses)})"


@compiles(bound, "postgresql")
def _of_postgresql(element: bound, compiler: SQLCompiler, **options: Any) -> str:
    sealed, *keys = element.clauses
    sent = [_SENT[_form(key)].format(compiler.process(key, **options)) for key in keys]
    length = sum(_BYTES[_form(key)] for key in keys)
    tail = ALONE.to_bytes(_ORIGIN_BYTES).hex() + f"{length:02x}"
    return f"({' || '.join([compiler.process(sealed, **options), *sent])} || '\\x{tail}'::bytea)"


def bound_on_sqlite(origin: int) -> Callable[..., bytes | None]:
    """What SQLite runs for `bound` in the open database of this number."""
    tail = origin.to_bytes(_ORIGIN_BYTES)

    def joined(sealed: bytes | None, *keys: int | str) -> bytes | None:
        if sealed is None:
            return None
        binding = b"".join(_part(key) for key in keys)
        return sealed + binding + tail + bytes((len(binding),))

    return joined


def parted(value: bytes) -> tuple[bytes, bytes, int]:
    """The sealed value, its binding and the number of its database, as `bound` joined them."""
    end = len(value) - 1 - _ORIGIN_BYTES
    start = end - value[-1]
    return value[:start], value[start:end], int.from_bytes(value[end:-1])


def binding_of(keys: Sequence[Column[Any]], row: Mapping[str, Any]) -> bytes:
    """The binding of a row that is about to be written; its key columns must be there."""
    return b"".join(_part(row[key.key]) for key in keys)


def _part(value: int | str | date) -> bytes:
    if isinstance(value, int):
        return value.to_bytes(8, "big", signed=True)
    if isinstance(value, date):
        return value.isoformat().encode()
    if len(value) == _BYTES["day"] and value[4] == value[7] == "-":
        return value.encode()
    if len(value) > _BYTES["word"] or not value.isascii():
        raise ValueError(f"{value} is too long a word to bind a sealed value to")
    return value.ljust(_BYTES["word"]).encode()


def _form(key: Any) -> str:
    if isinstance(key.type, Integer):
        return "number"
    return "day" if isinstance(key.type, Date) else "word"
