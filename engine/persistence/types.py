"""Column types that keep promises: UTC instants, whole cents, exact rates, sealed values.

Sealed columns find their keys by the engine's dialect and the number of the database that comes with each
value (`sealed_engine.give_keys`), so that ORM and Core statements are all served, and no two databases in one
process share keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from weakref import WeakValueDictionary

from sqlalchemy import BigInteger, ColumnElement, DateTime, Integer, LargeBinary, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.sql import operators
from sqlalchemy.types import TypeDecorator, TypeEngine

from engine import values_json
from engine.errors import Erased
from engine.messages_catalogue import Message
from engine.persistence.bindings import bound, parted
from engine.persistence.keys import KeyRing
from engine.persistence.open_keys import OpenKeys
from engine.persistence.owners import Whose

# 64 bits everywhere; SQLite numbers rows by itself only in a column called INTEGER
BigId = BigInteger().with_variant(Integer, "sqlite")


_KEYS = "asistents_keys"


@dataclass(frozen=True, slots=True)
class _DialectKeys:
    """The keys of the databases of one dialect: of one, or of copies of one installation on SQLite."""

    ring: KeyRing
    opened: WeakValueDictionary[int, OpenKeys]  # by the number that comes with each value read


def remember_keys(dialect: Dialect, open_keys: OpenKeys, origin: int) -> None:
    """Let statements that are compiled for this dialect open what comes from the database of this number."""
    known = vars(dialect).setdefault(_KEYS, _DialectKeys(open_keys.keys, WeakValueDictionary()))
    known.opened[origin] = open_keys


def keys_of(dialect: Dialect) -> KeyRing:
    """The key ring that was given to the engine of this dialect."""
    return _keys_of(dialect).ring


def _keys_of(dialect: Dialect) -> _DialectKeys:
    keys = vars(dialect).get(_KEYS)
    if not isinstance(keys, _DialectKeys):
        raise TypeError("this engine has no keys: open it with open_database")
    return keys


class UTCDateTime(TypeDecorator[datetime]):
    """An instant: aware going in (naive raises), aware UTC coming out."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(DateTime(timezone=dialect.name != "sqlite"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without its time zone cannot be stored")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class WholeNumber(TypeDecorator[int]):
    """A whole number; a float, a Decimal or a truth value raises instead of being rounded."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        if value is not None and type(value) is not int:
            raise TypeError(f"{type(self).__name__} must be a whole number, not {type(value).__name__}")
        return value


class Cents(WholeNumber):
    """Money in whole euro cents."""

    cache_ok = True


class Minutes(WholeNumber):
    """Time in whole minutes."""

    cache_ok = True


class Rate(TypeDecorator[Decimal]):
    """Euros an hour with exactly four decimals, stored as text."""

    impl = String(20)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if not isinstance(value, Decimal) or not value.is_finite():
            raise TypeError("a rate must be a Decimal")
        exact = value.quantize(Decimal("0.0001"))
        if exact != value:
            raise ValueError(f"a rate has at most four decimals, {value} has more")
        return str(exact)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Json(TypeDecorator[Any]):
    """Open data as tagged JSON text (days, instants and decimals survive); change it by assigning anew."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else values_json.dumps(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else values_json.loads(value)


class Sentence(TypeDecorator[Message]):
    """A message for people: its English sentence and its values, worded only when shown."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Message | None, dialect: Dialect) -> str | None:
        return None if value is None else values_json.dumps(spread(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Message | None:
        return None if value is None else gathered(values_json.loads(value))


class IdList(TypeDecorator[Sequence[int]]):
    """A few ids, stored as ",3,17," so that one LIKE finds a member on every database."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[int] | str | None, dialect: Dialect) -> str | None:
        if value is None or isinstance(value, str):  # text: the pattern of a LIKE
            return value
        return "".join(f",{int(item)}" for item in value) + "," if value else ""

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[int, ...] | None:
        return None if value is None else tuple(int(item) for item in value.split(",") if item)


class _Opaque(TypeDecorator.Comparator[Any]):
    """Sealed values differ each time they are written: only IS NULL can be asked of them."""

    def operate(self, op: Any, *other: Any, **kwargs: Any) -> Any:
        nothing_but_null = op in (operators.is_, operators.is_not) or other == (None,)
        if op in (operators.desc_op, operators.asc_op) or not nothing_but_null:
            raise TypeError("a sealed column cannot be compared or sorted; look it up by its hash")
        return super().operate(op, *other, **kwargs)


class Sealed(bytes):
    """A value that is sealed for its row; only such a one reaches the database."""

    plain: Any = None  # the value itself, for defaults of other columns that follow from it


class EncryptedBytes(TypeDecorator[Any]):
    """Bytes sealed by AES-GCM for the column named by `label` ("table.column") of this very row.

    They are sealed at the one door (`sealing.py`) by the key of whose they are; a value that comes past it is
    refused. Where its key was destroyed reading raises Erased, or with `erased_is_null` gives None.
    """

    impl = LargeBinary
    cache_ok = True
    comparator_factory = _Opaque

    def __init__(self, label: str, whose: Whose, *, erased_is_null: bool = False) -> None:
        super().__init__()
        self.label = label
        self.whose = whose
        self.erased_is_null = erased_is_null

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        table: Any = getattr(column, "table", None)
        read = bound(column, *(() if table is None else table.primary_key))
        read.type = self
        return read

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        if isinstance(value, Sealed):
            return bytes(value)
        if value is None:
            return None
        keys_of(dialect)
        raise TypeError(f"{self.label} is sealed for its row: write it through a session or `rows`")

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        sealed, binding, origin = parted(bytes(value))
        try:
            return self.unpacked(_keys_of(dialect).opened[origin].unseal(sealed, self.label, binding))
        except Erased:
            if self.erased_is_null:
                return None
            raise

    def packed(self, value: Any) -> bytes:
        """The value as bytes, ready to be sealed."""
        if not isinstance(value, bytes):
            raise TypeError(f"{self.label} takes bytes, not {type(value).__name__}")
        return value

    def unpacked(self, plain: bytes) -> Any:
        """The value that `packed` made bytes of."""
        return plain


class EncryptedText(EncryptedBytes):
    """Text sealed by AES-GCM."""

    cache_ok = True

    def packed(self, value: Any) -> bytes:
        if not isinstance(value, str):
            raise TypeError(f"{self.label} takes text, not {type(value).__name__}")
        return value.encode()

    def unpacked(self, plain: bytes) -> Any:
        return plain.decode()


class EncryptedJson(EncryptedBytes):
    """Tagged JSON sealed by AES-GCM; days, instants and decimals survive, floats raise."""

    cache_ok = True

    def packed(self, value: Any) -> bytes:
        return values_json.dumps(value).encode()

    def unpacked(self, plain: bytes) -> Any:
        return values_json.loads(plain.decode())


def spread(value: object) -> object:
    """A sentence as values that JSON can hold; any other value as it is."""
    if isinstance(value, Message):
        return {"text": value.text, "values": {name: spread(item) for name, item in value.values.items()}}
    return value


def gathered(found: Any) -> Message:
    """The sentence that `spread` took apart."""
    values = found["values"]
    return Message(found["text"], {name: _inner(item) for name, item in values.items()})


def _inner(item: Any) -> object:
    return gathered(item) if isinstance(item, dict) and item.keys() == {"text", "values"} else item
