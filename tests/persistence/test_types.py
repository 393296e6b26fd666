"""Columns that refuse what they would have to bend, and hide what must stay hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    Engine,
    Integer,
    MetaData,
    Numeric,
    Table,
    create_engine,
    insert,
    select,
)
from sqlalchemy.exc import StatementError
from sqlalchemy.types import TypeEngine

from engine.messages_catalogue import Message, msg, say
from engine.persistence.owners import OF_MUNICIPALITY
from engine.persistence.tables import Base
from engine.persistence.types import (
    Cents,
    EncryptedBytes,
    EncryptedText,
    IdList,
    Json,
    Minutes,
    Rate,
    Sentence,
    UTCDateTime,
)

RIGA = timezone(timedelta(hours=3))


class Shelf:
    """A table with one column of the type, written and read without the ORM."""

    def __init__(self, engine: Engine, column_type: TypeEngine[Any]) -> None:
        self.engine = engine
        self.table = Table(
            "shelf", MetaData(), Column("id", Integer, primary_key=True), Column("x", column_type)
        )
        self.table.create(engine)

    def keep(self, value: object) -> Any:
        with self.engine.begin() as connection:
            connection.execute(insert(self.table), [{"x": value}])
            return (
                connection.execute(select(self.table.c.x).order_by(self.table.c.id.desc())).scalars().first()
            )

    def stored(self) -> Any:
        with self.engine.connect() as connection:
            return connection.exec_driver_sql("SELECT x FROM shelf ORDER BY id DESC").scalar()


@pytest.fixture
def engine() -> Iterator[Engine]:
    engine = create_engine("sqlite://")
    yield engine
    engine.dispose()


@pytest.mark.parametrize(
    ("column_type", "value"),
    [
        (Cents(), 9_007_199_254_740_993),
        (Cents(), -1),
        (Minutes(), 75),
        (Rate(), Decimal("5.4200")),
        (Json(), {"day": date(2026, 10, 1), "rate": Decimal("5.42"), "list": [1, None, True]}),
        (IdList(), (3, 17)),
        (IdList(), ()),
        (UTCDateTime(), datetime(2026, 10, 1, 6, 0, 0, 5, tzinfo=UTC)),
    ],
)
def test_what_goes_in_comes_out(engine: Engine, column_type: TypeEngine[Any], value: object) -> None:
    shelf = Shelf(engine, column_type)
    assert shelf.keep(value) == value
    assert shelf.keep(None) is None


@pytest.mark.parametrize(
    ("column_type", "value", "words"),
    [
        (Cents(), 1.0, "whole number"),
        (Cents(), Decimal(1), "whole number"),
        (Cents(), True, "whole number"),
        (Cents(), "1", "whole number"),
        (Minutes(), 1.5, "whole number"),
        (Rate(), 5.42, "Decimal"),
        (Rate(), Decimal("5.42001"), "four decimals"),
        (Rate(), Decimal("NaN"), "Decimal"),
        (Json(), {"x": 0.1}, "float"),
        (UTCDateTime(), datetime(2026, 10, 1), "time zone"),  # noqa: DTZ001
    ],
)
def test_what_would_have_to_be_bent_is_refused(
    engine: Engine, column_type: TypeEngine[Any], value: object, words: str
) -> None:
    with pytest.raises((TypeError, ValueError, StatementError), match=words):
        Shelf(engine, column_type).keep(value)


def test_instants_of_any_zone_are_kept_in_utc_and_sort_by_time(engine: Engine) -> None:
    shelf = Shelf(engine, UTCDateTime())
    assert shelf.keep(datetime(2026, 10, 1, 2, tzinfo=RIGA)) == datetime(2026, 9, 30, 23, tzinfo=UTC)
    assert shelf.stored() == "2026-09-30 23:00:00.000000"


def test_a_thousand_dimes_are_a_hundred_euros(engine: Engine) -> None:
    shelf = Shelf(engine, Cents())
    with engine.begin() as connection:
        connection.execute(insert(shelf.table), [{"x": 10}] * 1000)
        assert connection.exec_driver_sql("SELECT sum(x) FROM shelf").scalar() == 10_000


def test_a_sentence_is_kept_with_its_values_and_said_later(engine: Engine) -> None:
    inner = msg("Something went wrong.")
    sentence = msg("On {day} {count} hours: {why}", day=date(2026, 10, 1), count=3, why=inner)
    kept = Shelf(engine, Sentence()).keep(sentence)
    assert kept == sentence
    assert isinstance(kept, Message)
    assert "Something went wrong." in say(kept, "en")


def test_members_of_an_id_list_are_found_whole(engine: Engine) -> None:
    shelf = Shelf(engine, IdList())
    shelf.keep((3, 17))
    with engine.connect() as connection:
        for wanted, found in ((3, 1), (17, 1), (1, 0), (7, 0)):
            statement = select(shelf.table.c.id).where(shelf.table.c.x.contains(f",{wanted},"))
            assert len(connection.execute(statement).all()) == found


def test_sealed_columns_can_be_asked_for_null_and_nothing_else() -> None:
    column = Table("shelf", MetaData(), Column("x", EncryptedText("a.b", OF_MUNICIPALITY))).c.x
    assert str(column.is_(None)) == "shelf.x IS NULL"
    assert str(column.is_not(None)) == "shelf.x IS NOT NULL"
    for question in (
        lambda: column == "secret",
        lambda: column != "secret",
        lambda: column.in_(["secret"]),
        lambda: column < "secret",
        lambda: column.like("s%"),
        column.desc,
    ):
        with pytest.raises(TypeError, match="sealed column"):
            question()


def test_an_engine_without_keys_writes_nothing_sealed() -> None:
    engine = create_engine("sqlite://")
    with pytest.raises((TypeError, StatementError), match="no keys"):
        Shelf(engine, EncryptedText("a.b", OF_MUNICIPALITY)).keep("secret")
    engine.dispose()


def test_every_sealed_column_is_labelled_with_its_own_place() -> None:
    sealed = {
        f"{table.name}.{column.name}": column.type.label
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, EncryptedBytes)
    }
    assert len(sealed) > 20
    assert all(place == label for place, label in sealed.items())


def test_no_column_is_a_fraction_or_a_naive_instant() -> None:
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            assert not isinstance(column.type, (Numeric, DateTime)), f"{table.name}.{column.name}"


def test_no_constraint_speaks_of_a_sealed_column() -> None:
    for table in Base.metadata.sorted_tables:
        sealed = [column.name for column in table.columns if isinstance(column.type, EncryptedBytes)]
        checks = [str(check.sqltext) for check in table.constraints if isinstance(check, CheckConstraint)]
        spoken = [(name, check) for name in sealed for check in checks if re.search(rf"\b{name}\b", check)]
        assert spoken == [], table.name
