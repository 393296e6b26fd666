"""One transaction, one cache of releases, one book of numbers, ids that nobody else gets."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest

from engine.domain.rules import RuleBook
from engine.errors import NotFound
from engine.persistence import rows
from engine.persistence.tables.installation import DayOff
from engine.persistence.tables.people import Person
from engine.persistence.tenancy import TenantViolation
from engine.releases import deployments
from engine.runtime import EVERY, Tenant
from tests.small_house import FILES, SmallHouse, Template, store_release


def days_off(house: SmallHouse) -> int:
    with house.runtime.reading(EVERY) as session:
        return rows.count(session, DayOff)


def a_day_off() -> DayOff:
    return DayOff(day=date(2026, 3, 3), name="Tirgus diena", is_working=False)


def test_a_transaction_commits_at_its_end(house: SmallHouse) -> None:
    with house.runtime.transaction(EVERY) as session:
        session.add(a_day_off())
        assert days_off(house) == 0
    assert days_off(house) == 1


def test_a_transaction_that_raises_leaves_nothing(house: SmallHouse) -> None:
    def broken_off() -> None:
        with house.runtime.transaction(EVERY) as session:
            session.add(a_day_off())
            session.flush()
            raise KeyError

    with pytest.raises(KeyError):
        broken_off()
    assert days_off(house) == 0


def test_a_reading_sees_one_state_and_writes_nothing(house: SmallHouse) -> None:
    with house.runtime.reading(EVERY) as session:
        assert rows.count(session, DayOff) == 0
        with house.runtime.transaction(EVERY) as other:
            other.add(a_day_off())
        assert rows.count(session, DayOff) == 0
        session.add(a_day_off())
        with pytest.raises(TenantViolation):
            session.flush()
    assert days_off(house) == 1


def test_a_tenant_sees_its_own_people_only(house: SmallHouse) -> None:
    with house.runtime.transaction(Tenant(1)) as session:
        session.add(Person(given_name="Anna", family_name="Bērziņa"))
    with house.runtime.reading(Tenant(2)) as session:
        assert rows.every(session, Person) == []
    with house.runtime.reading(Tenant(1)) as session:
        assert [one.given_name for one in rows.every(session, Person)] == ["Anna"]


def test_reserved_ids_are_given_once_across_threads(house: SmallHouse) -> None:
    def _reserve(_: int) -> list[int]:
        return [house.runtime.reserve(house.tenant, "contract", 3) for _ in range(8)]

    with ThreadPoolExecutor(6) as pool:
        firsts = sorted(first for some in pool.map(_reserve, range(6)) for first in some)
    assert firsts == list(range(1, 1 + 3 * 48, 3))


def test_a_release_is_parsed_once(house: SmallHouse) -> None:
    with house.runtime.reading(EVERY) as session:
        first = house.runtime.release(session, 1)
    with house.runtime.reading(EVERY) as session:
        assert house.runtime.release(session, 1) is first
        with pytest.raises(NotFound):
            house.runtime.release(session, 99)
    assert sorted(first.definitions) == ["errand", "exchange", "merry_go_round"]
    assert dict(first.files) == dict(FILES)


def test_a_release_gives_its_forms_and_files_or_says_which_is_missing(house: SmallHouse) -> None:
    with house.runtime.reading(EVERY) as session:
        release = house.runtime.release(session, 1)
    assert release.form("errand", "ask") is release.form("errand", "ask")
    assert release.form("errand", "ask").id == "ask"
    assert release.instruments() == {}
    with pytest.raises(NotFound, match=r"forms/errand/nothing\.json"):
        release.form("errand", "nothing")


def test_another_release_does_not_disturb_the_first(house: SmallHouse) -> None:
    changed = {**FILES, "forms/errand/ask.json": FILES["forms/errand/ask.json"].replace(b"Answer", b"Reply")}
    second = store_release(house.runtime, changed)
    with house.runtime.reading(EVERY) as session:
        one, two = (house.runtime.release(session, which) for which in (1, second))
    assert one.sha256 != two.sha256
    assert [next(iter(release.form("errand", "ask").fields())).label.lv for release in (one, two)] == [
        "Answer",
        "Reply",
    ]


def test_the_rule_book_is_read_again_when_a_newer_pack_is_recorded(house: SmallHouse, tmp_path: Path) -> None:
    folder = tmp_path / "rule_packs"
    folder.mkdir()
    real = house.settings.processes_folder / "rule_packs" / "proposed_2019.yaml"
    text = real.read_text("utf-8")
    with house.runtime.reading(EVERY) as session:
        before = house.runtime.rule_book(session)
        assert house.runtime.rule_book(session) is before
        with house.runtime.reading(EVERY) as other:
            assert house.runtime.rule_book(other) is before
        (folder / real.name).write_text(f"{text}\n# a remark\n", "utf-8")
        assert deployments.record_rule_packs(house.runtime, folder) == ["proposed_2019"]
        assert house.runtime.rule_book(session) is before, "one session calculates with one book"
    with house.runtime.reading(EVERY) as session:
        after = house.runtime.rule_book(session)
    assert after is not before
    assert deployments.record_rule_packs(house.runtime, folder) == []


def test_the_words_of_diagrams_tell_the_day_of_the_clock(house: SmallHouse) -> None:
    with house.runtime.reading(EVERY) as session:
        assert house.runtime.words(session)["today"]() == date(2026, 3, 2)
        house.clock.pass_time(timedelta(days=1))
        assert house.runtime.words(session)["today"]() == date(2026, 3, 3)


def test_a_process_that_has_just_started_reads_the_same(template: Template, house: SmallHouse) -> None:
    again = template.open(house.file, fresh=True)
    with again.runtime.reading(EVERY) as session:
        assert dict(again.runtime.release(session, 1).files) == dict(FILES)
        book = again.runtime.rule_book(session)
    again.runtime.database.close()
    assert book is not _lent(template)
    assert book.holidays == _lent(template).holidays


def _lent(template: Template) -> RuleBook:
    assert template.parsed._rule_book is not None
    return template.parsed._rule_book[1]
