"""Column types that keep promises: UTC instants, whole cents, exact rates, sealed values.

Sealed columns find their keys in the engine's dialect (`give_keys`), so that ORM and Core statements,
reads and writes are all served, and two databases in one process never share keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, DateTime, Engine, Integer, LargeBinary, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.sql import operators
from sqlalchemy.types import TypeDecorator, TypeEngine

from engine import values_json
from engine.messages_catalogue import Message
from engine.persistence.keys import KeyRing

# 64 bits everywhere; SQLite numbers rows by itself only in a column called INTEGER
BigId = BigInteger().with_variant(Integer, "sqlite")


def give_keys(engine: Engine, keys: KeyRing) -> None:
    """Bind the key ring to every statement that this engine will run."""
    vars(engine.dialect)["key_ring"] = keys


def keys_of(dialect: Dialect) -> KeyRing:
    """The key ring that was given to the engine of this dialect."""
    keys = vars(dialect).get("key_ring")
    if not isinstance(keys, KeyRing):
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


class EncryptedBytes(TypeDecorator[Any]):
    """Bytes sealed by AES-GCM for the column named by `label` ("table.column")."""

    impl = LargeBinary
    cache_ok = True
    comparator_factory = _Opaque

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        return None if value is None else keys_of(dialect).seal(self._packed(value), self.label)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        return None if value is None else self._unpacked(keys_of(dialect).unseal(bytes(value), self.label))

    def _packed(self, value: Any) -> bytes:
        if not isinstance(value, bytes):
            raise TypeError(f"{self.label} takes bytes, not {type(value).__name__}")
        return value

    def _unpacked(self, plain: bytes) -> Any:
        return plain


class EncryptedText(EncryptedBytes):
    """Text sealed by AES-GCM."""

    cache_ok = True

    def _packed(self, value: Any) -> bytes:
        if not isinstance(value, str):
            raise TypeError(f"{self.label} takes text, not {type(value).__name__}")
        return value.encode()

    def _unpacked(self, plain: bytes) -> Any:
        return plain.decode()


class EncryptedJson(EncryptedBytes):
    """Tagged JSON sealed by AES-GCM; days, instants and decimals survive, floats raise."""

    cache_ok = True

    def _packed(self, value: Any) -> bytes:
        return values_json.dumps(value).encode()

    def _unpacked(self, plain: bytes) -> Any:
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
