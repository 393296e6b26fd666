"""The auditor's pages: every deed in words, found by day, person, kind and case; reads without names."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from engine.auditing import trails
from engine.auditing.trails import Wanted
from engine.errors import NotFound
from engine.messages_catalogue import LANGUAGES, say
from engine.persistence import audit, rows
from engine.persistence.tables.records import AuditEvent
from engine.runtime import EVERY
from tests.house.source_files import python_files
from tests.web.busy_town import Busy
from tests.web.test_list_files import csv_of
from tests.web.town import Answer, Town
from web.drawing.audit_words import DEEDS, SUBJECTS, deed


def sealed(town: Town) -> None:
    with town.runtime.transaction(EVERY) as session:
        audit.seal(session)


def lines(page: Answer) -> list[str]:
    """The rows of the list, as words."""
    found = re.findall(r'<tr role="row" data-row>(.*?)</tr>', page.text, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in found]


@pytest.fixture
def town(town: Town) -> Town:
    town.apply("anna")
    town.complete("check_application", application_complete=True)
    sealed(town)
    return town


def test_what_was_done_stands_in_words_with_who_and_when(town: Town) -> None:
    page = town.guest("auditor").get("/audit")
    newest, *_ = lines(page)
    assert "darbs pabeigts" in newest
    assert "2026-000001" in newest
    assert "Anna" not in page.text.partition("<main")[2]


def test_deeds_are_found_by_kind_person_day_and_case(town: Town) -> None:
    auditor = town.guest("auditor")
    everything = lines(auditor.get("/audit"))
    opened = lines(auditor.get("/audit?action=case_opened"))
    assert len(everything) > len(opened) == 1
    assert len(lines(auditor.get("/audit?about=2026-000001&action=case_opened"))) == 1
    assert lines(auditor.get("/audit?about=2026-000099")) == []
    today = town.clock.now().date()
    assert lines(auditor.get(f"/audit?first={today + timedelta(days=1)}")) == []
    assert len(lines(auditor.get(f"/audit?first={today}&last={today}&action=case_opened"))) == 1
    her = town.actor("caseworker").user_id
    by_her = lines(auditor.get(f"/audit?who={her}"))
    assert 0 < len(by_her) < len(everything)
    assert lines(auditor.get("/audit?first=xyz&below=abc&who=zz")) == everything


def test_older_events_follow_and_the_file_holds_them_all(town: Town) -> None:
    auditor = town.guest("auditor")
    whole = trails.search(town.runtime, town.actor("auditor"), Wanted(limit=500))
    first = trails.search(town.runtime, town.actor("auditor"), Wanted(limit=2))
    assert first.next is not None
    rest = trails.search(town.runtime, town.actor("auditor"), Wanted(below=first.next, limit=500))
    assert [one.number for one in (*first.lines, *rest.lines)] == [one.number for one in whole.lines]
    assert whole.head is not None
    assert whole.lines[0].number == whole.head[0]
    auditor.get("/settings?lang=en")
    found = csv_of(auditor.get("/audit/list.csv"))
    assert [row["Number"] for row in found] == [str(one.number) for one in whole.lines]
    assert {row["Code of the line"] for row in found} == {one.mac for one in whole.lines}


def test_the_installation_has_a_trail_of_its_own(town: Town) -> None:
    page = town.guest("auditor").get("/audit?house=1")
    assert any("laidiens" in one for one in lines(page))
    assert not any("2026-000001" in one for one in lines(page))


def test_what_was_changed_is_told_before_and_after(town: Town) -> None:
    with town.runtime.transaction(EVERY) as session:
        audit.record(
            session, action="municipality_changed", at=town.clock.now(), municipality_id=1,
            actor_user_id=None,
            details={"changed": {"phone": ["", "+371 61234567"]}},
        )  # fmt: skip
    sealed(town)
    newest, *_ = lines(town.guest("auditor").get("/audit?action=municipality_changed"))
    assert "→ +371 61234567" in newest


def test_looks_at_a_file_are_found_by_a_code_that_never_stands_in_an_address(town: Town) -> None:
    town.guest("caseworker").get("/cases/1")
    auditor = town.guest("auditor")
    page = auditor.get("/audit/reads")
    assert any("2026-000001" in one and "lieta" in one for one in lines(page))
    assert "Anna" not in page.text.partition("<main")[2]
    sent = auditor.post("/audit/reads/find", person="010560-11011")
    assert sent.goes_to is not None
    assert re.fullmatch(r"/audit/reads\?person=\d+", sent.goes_to)
    assert len(lines(auditor.get(sent.goes_to))) == len(lines(page))
    assert auditor.post("/audit/reads/find", person="2026-000001").goes_to == sent.goes_to
    assert auditor.post("/audit/reads/find", person="nobody").goes_to == "/audit/reads"


@pytest.mark.parametrize("who", ["caseworker", "head", "finance", "process_owner", "anna"])
def test_nobody_else_reads_the_trail(town: Town, who: str) -> None:
    for question in (trails.search, trails.reads):
        with pytest.raises(NotFound):
            question(town.runtime, town.actor(who), Wanted())
    with pytest.raises(NotFound):
        trails.person_behind(town.runtime, town.actor(who), "2026-000001")


def test_every_deed_of_a_busy_town_has_words(busy: Busy) -> None:
    with busy.town.runtime.reading(EVERY) as session:
        found = {action for (action,) in rows.values(session, AuditEvent, ["action"])}
    assert len(found) > 15
    assert {one for one in found if one not in DEEDS and not one.startswith(tuple(SUBJECTS))} == set()
    assert all(say(deed(one), language).strip() for one in found for language in LANGUAGES)


def test_every_deed_named_in_the_engine_has_words() -> None:
    named = set(
        re.findall(
            r'\baction="([a-z_]+)"',
            "".join(path.read_text("utf-8") for path in python_files(rooms=("engine",))),
        )
    )
    assert len(named) > 15
    assert named - set(DEEDS) == set()
