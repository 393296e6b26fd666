"""Somebody is erased for good: nothing readable is left, the figures, the money and the audit stay."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from engine.domain.retention import Record
from engine.errors import EngineError, InvalidAnswers, NotFound, Unusable
from engine.exports import export_counts
from engine.months import month_pages
from engine.persistence import rows
from engine.persistence.queries import kept_figures, sums
from engine.persistence.tables.base import Base
from engine.persistence.tables.erasures import Erasure
from engine.persistence.tables.people import Person
from engine.persistence.tables.weekly import MonthUse
from engine.persistence.types import EncryptedBytes
from engine.retention import erasing, erasures, nightly, reapplying, retention_pages, retention_runs
from engine.retention.erasing import Cause
from engine.retention.records import Item
from engine.runtime import EVERY
from engine.simulation.founding import add_municipality
from engine.upkeep import backups, reports
from engine.years import year_figures, year_tables
from tests.processes import old_roads
from tests.processes.claim_roads import approved, assistants_paid
from tests.processes.driver import Story
from tests.processes.roads import SMALLEST_GROUP, assessed, decided, in_force, record_changed
from tests.processes.stage import PARTIES
from tests.stages import Stages

REASON = "Persona lūdza dzēst savus datus."


def refused(story: Story) -> None:
    """Anna's application was refused, and the term to contest is over: nothing binds her data."""
    assessed(story, "anna", each=0)
    decided(story, "refused")
    story.on(date(2026, 3, 5))
    story.is_ended("refused")


def marks_of(name: str) -> list[str]:
    """What somebody of the cast would be known by."""
    person, _ = PARTIES[name]
    name = person.family_name
    told = (name, name.lower(), person.personal_code, person.email, person.address)
    return [one for one in told if one]


def readable(story: Story, marks: list[str]) -> list[str]:
    """Which of these stand in the raw files of the database, in any encoding of text that it uses."""
    database = database_of(story)
    raw = b"".join(one.read_bytes() for one in database.parent.glob(f"{database.name}*"))
    return [mark for mark in marks if mark.encode() in raw]


def database_of(story: Story) -> Path:
    return Path(story.stage.settings.database_url.removeprefix("sqlite:///"))


def unsound(story: Story) -> list[str]:
    return [f"{one.name}: {one.detail}" for one in reports.verify(story.runtime) if not one.ok]


def unsealed(story: Story, marks: list[str]) -> list[str]:
    """Which of these stand in any sealed column, opened with the keys: "table.column: mark"."""
    found = []
    with story.runtime.reading(EVERY) as session:
        for mapper in Base.registry.mappers:
            table = mapper.local_table
            sealed = [one for one in table.columns if isinstance(one.type, EncryptedBytes)]
            for row in session.connection().execute(select(*sealed)) if sealed else ():
                for column, value in zip(sealed, row, strict=True):
                    told = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                    found += [f"{column}: {mark}" for mark in marks if mark in told]
    return sorted(set(found))


def figures(story: Story) -> list[object]:
    """The tables of the year, the counts for the statistics office, every account of the ledger."""
    found = year_figures.find(story.runtime, story.actor("finance"), 2026)
    counted = story.read(lambda s: export_counts.counts_of(s, 2026, 1))
    return [year_tables.tables(found), counted, story.read(sums.balances)]


def served(story: Story, folder: Path) -> None:
    """Anna had an assistant for February, everybody was paid, and the service ended in March 2026."""
    record_changed(story, folder, *SMALLEST_GROUP)
    in_force(story, first_day=date(2026, 2, 2))
    story.on(date(2026, 2, 28))
    story.complete("enter_month", period="2026-02", entries={"2026-02-10": 240}, signed=True)
    story.complete("confirm_month", period="2026-02", verdict="confirmed")
    story.receives("service_withdrawn", as_="anna", ends_on=date(2026, 2, 28))
    story.on(date(2026, 3, 10))
    approved(story, period="2026-02")
    assistants_paid(story, period="2026-02")
    story.is_ended()


def test_the_law_has_papers_of_money_kept_and_says_until_when(story: Story, tmp_path: Path) -> None:
    served(story, tmp_path)
    anna, head = story.person_id("anna"), story.actor("head")
    with pytest.raises(EngineError, match="papers of claims and payments kept until 31 Dec 2036"):
        erasures.erase_person(story.runtime, head, anna, REASON)
    story.clock.move_to(datetime(2036, 12, 31, 12, tzinfo=UTC))
    assert [one.free_from for one in erasures.examine(story.runtime, head, anna).hindrances] == [
        date(2037, 1, 1)
    ]
    story.clock.move_to(datetime(2037, 1, 1, 12, tzinfo=UTC))
    marks, before = marks_of("anna"), figures(story)
    assert unsealed(story, marks)
    erasures.erase_person(story.runtime, head, anna, REASON)
    assert unsealed(story, marks) + readable(story, marks) == []
    assert figures(story) == before
    assert unsound(story) == []
    with pytest.raises(EngineError, match="register of contracts kept until 20 May 2075"):
        erasures.erase_person(story.runtime, head, story.person_id("janis"), REASON)


def test_an_applicant_is_erased_and_nothing_readable_is_left(story: Story) -> None:
    refused(story)
    marks = marks_of("anna")
    assert {"Bērziņa", "anna@example.org", "Upes iela 3, Ogre"} <= set(readable(story, marks))
    passed = story.passed()
    erasures.erase_person(story.runtime, story.actor("head"), story.person_id("anna"), REASON)
    assert readable(story, marks) == []
    assert unsound(story) == []
    assert story.passed() == passed
    [one] = story.read(lambda s: rows.every(s, Erasure, record="person"))
    assert (one.object_id, one.reason) == (story.person_id("anna"), REASON)
    with pytest.raises(EngineError, match="erased already"):
        erasures.erase_person(story.runtime, story.actor("head"), story.person_id("anna"), REASON)


def test_a_restored_backup_obeys_the_list(story: Story, stages: Stages, tmp_path: Path) -> None:
    refused(story)
    settings = story.stage.settings
    shutil.copy2(stages.key_file, settings.key_file)
    marks, head, anna = marks_of("anna"), story.actor("head"), story.person_id("anna")
    backups.backup(settings, tmp_path / "last_week.backup")
    erasures.erase_person(story.runtime, head, anna, REASON)
    story.close()
    assert [check for check in backups.restore(settings, tmp_path / "last_week.backup") if not check.ok] == []
    assert readable(story, marks) == []
    [person] = story.read(lambda s: rows.every(s, Person, id=anna))
    assert (person.given_name, person.personal_code, person.email) == ("Dzēsta", None, "")
    [known] = story.read(lambda s: rows.every(s, Erasure, record="person"))
    assert known.reason == reapplying.AGAIN


def test_an_id_on_the_list_is_never_given_again(story: Story, stages: Stages, tmp_path: Path) -> None:
    """A backup from before somebody's application: the next applicant is somebody else, and is not erased."""
    settings = story.stage.settings
    shutil.copy2(stages.key_file, settings.key_file)
    backups.backup(settings, tmp_path / "before.backup")
    refused(story)
    with story.runtime.transaction(story.tenant) as session:
        session.add(Person(given_name="Zane", family_name="Upīte"))
    [zane] = story.read(lambda s: rows.every(s, Person, given_name="Zane"))
    erasures.erase_person(story.runtime, story.actor("head"), zane.id, REASON)
    erasures.erase_person(story.runtime, story.actor("head"), story.person_id("anna"), REASON)
    story.close()
    backups.restore(settings, tmp_path / "before.backup")
    with story.runtime.transaction(story.tenant) as session:
        session.add(Person(given_name="Ieva", family_name="Saulīte"))
    story.apply("pauls")
    [ieva] = story.read(lambda s: rows.every(s, Person, given_name="Ieva"))
    assert ieva.id > zane.id
    erased = story.read(lambda s: rows.values(s, Erasure, ("record", "object_id")))
    assert ("application", story.case_id) not in {tuple(one) for one in erased}
    assert reapplying.reapply(story.runtime) == reapplying.Reapplied(0, 0)


def test_a_list_that_was_changed_is_refused_before_anything_is_touched(
    story: Story, stages: Stages, tmp_path: Path
) -> None:
    refused(story)
    settings = story.stage.settings
    shutil.copy2(stages.key_file, settings.key_file)
    erasures.erase_person(story.runtime, story.actor("head"), story.person_id("anna"), REASON)
    backups.backup(settings, tmp_path / "b.backup")
    before, whole = database_of(story).read_bytes(), settings.erasure_list.read_bytes()
    first, *others = whole.splitlines(keepends=True)
    story.close()
    for spoilt in (b"".join(others), b"".join([*others, first]), whole.replace(b'"person"', b'"letters"')):
        settings.erasure_list.write_bytes(spoilt)
        with pytest.raises(Unusable, match="is not as it was written"):
            backups.restore(settings, tmp_path / "b.backup")
    assert database_of(story).read_bytes() == before
    settings.erasure_list.write_bytes(whole + first[:20])  # half a line: a process died while it wrote
    assert backups.restore(settings, tmp_path / "b.backup")


def test_what_is_due_is_shown_and_erased_only_as_it_was_shown(story: Story, tmp_path: Path) -> None:
    served(story, tmp_path)
    head, before = story.actor("head"), figures(story)
    assert retention_runs.dry_run(story.runtime)[0][0].counts == {}
    story.clock.move_to(datetime(2030, 3, 1, 12, tzinfo=UTC))
    shown, fingerprint = retention_runs.dry_run(story.runtime)
    assert [dict(one.counts) for one in shown] == [{}]  # no purposes are reported under this order
    story.clock.move_to(datetime(2036, 3, 1, 12, tzinfo=UTC))  # the case may go, the papers of money not yet
    nightly.look(story.runtime, date(2036, 3, 1))
    page = retention_pages.page(story.runtime, head)
    assert page.counts == {"case_file": 1, "letters": 1, "month_reports": 1}
    assert page.case_numbers == [story.case().case_number]
    with pytest.raises(InvalidAnswers):
        retention_runs.erase_due(story.runtime, head, page.fingerprint, "")
    with pytest.raises(EngineError, match="Something else is due"):
        retention_runs.erase_due(story.runtime, head, fingerprint, REASON)
    assert retention_runs.erase_due(story.runtime, head, page.fingerprint, REASON) == 3
    assert retention_pages.page(story.runtime, head).counts == {}
    story.clock.move_to(datetime(2037, 1, 1, 12, tzinfo=UTC))
    shown, fingerprint = retention_runs.dry_run(story.runtime)
    assert [dict(one.counts) for one in shown] == [{"money_papers": 2, "person": 1}]  # Anna; not yet Jānis
    assert retention_runs.erase_all(story.runtime, fingerprint, REASON) == 3
    assert unsealed(story, marks_of("anna")) + readable(story, marks_of("anna")) == []
    assert (figures(story), unsound(story)) == (before, [])
    for nobody in ("caseworker", "finance", "anna"):
        with pytest.raises(NotFound):
            retention_pages.page(story.runtime, story.actor(nobody))
        with pytest.raises(NotFound):
            erasures.examine(story.runtime, story.actor(nobody), story.person_id("janis"))


def test_where_somebody_went_goes_after_three_years_and_the_year_s_figures_stay(old_story: Story) -> None:
    old_roads.in_force(old_story)
    old_roads.at_the_end_of(old_story)
    old_roads.both_sign(old_story, work={"2021-02-03": 240}, leisure={"2021-02-05": 60})
    old_story.on(date(2021, 3, 8))
    approved(old_story, period="2021-02")
    head, month = old_story.actor("head"), old_story.month("2021-02")
    before = year_figures.find(old_story.runtime, old_story.actor("finance"), 2021)
    assert before.purposes.reported == {"work": (1, 240), "leisure": (1, 60)}
    old_story.clock.move_to(datetime(2024, 2, 28, 12, tzinfo=UTC))
    assert retention_runs.dry_run(old_story.runtime)[0][0].counts == {}
    old_story.clock.move_to(datetime(2024, 3, 1, 12, tzinfo=UTC))
    retention_pages.look_again(old_story.runtime, head)
    page = retention_pages.page(old_story.runtime, head)
    assert page.counts == {"whereabouts": 1}
    assert retention_runs.erase_due(old_story.runtime, head, page.fingerprint, REASON) == 1
    assert old_story.read(lambda s: rows.count(s, MonthUse)) == 0
    assert year_figures.find(old_story.runtime, old_story.actor("finance"), 2021) == before
    assert sum(one.minutes for one in month_pages.find(old_story.runtime, head, month.id).file.entries) == 300
    assert unsound(old_story) == []


def test_a_person_of_two_municipalities_is_counted_as_one_after_each_erasure(story: Story) -> None:
    """Figures of the whole country know people by the hash of their code, which goes with the code."""
    runtime = story.runtime
    other = add_municipality(runtime, "ikskile", "Ikšķiles novads", from_day=date(2026, 1, 1))
    code = PARTIES["anna"][0].personal_code
    with runtime.transaction(EVERY) as session:
        there = Person(
            municipality_id=other.municipality_id, given_name="A", family_name="B", personal_code=code
        )
        session.add(there)
        session.flush()
        twice = [story.person_id("anna"), there.id]
    words = []
    for person_id in twice:
        with runtime.transaction(EVERY) as session:
            own = rows.values(session, Person, ("municipality_id",), id=person_id)[0].municipality_id
            items = [Item(own, Record.PERSON, person_id)]
            erasing.carry_out(runtime, session, items, Cause(story.clock.now(), REASON))
            words.append(kept_figures.words_of(session, twice))
    assert words[0] == words[1]
    assert set(words[0]) == set(twice)
    assert len(set(words[0].values())) == 1
