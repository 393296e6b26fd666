"""A release is all files under one hash; two people publish it; a municipality takes it from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from engine.errors import EngineError, Finding, NotFound, Refused, Unusable
from engine.persistence import rows
from engine.persistence.tables.records import AuditEvent
from engine.persistence.tables.releases import ProcessDefinition, Release, ReleaseFile, RulePackRevision
from engine.releases import deployments
from engine.runtime import EVERY, Tenant
from engine.settings import ROOT
from tests.small_house import IN_USE_FROM, SmallHouse

REAL = ROOT / "processes", ROOT / "forms"
RULE_PACKS = ROOT / "processes" / "rule_packs"


@pytest.fixture(scope="module")
def real_files() -> dict[str, bytes]:
    return deployments.read_folders(*REAL)


def count(house: SmallHouse) -> list[int]:
    with house.runtime.reading(EVERY) as session:
        return [rows.count(session, table) for table in (Release, ReleaseFile, ProcessDefinition, AuditEvent)]


def test_a_release_holds_the_owners_rooms_without_papers_and_numbers(real_files: Mapping[str, bytes]) -> None:
    assert "processes/monthly_confirmation/monthly_confirmation.bpmn" in real_files
    assert "forms/monthly_confirmation/confirm_month.json" in real_files
    assert [path for path in real_files if path.endswith("README.md") or "/rule_packs/" in path] == []
    for path, content in real_files.items():
        assert (ROOT / path).read_bytes() == content


def test_the_same_files_give_the_same_hash_wherever_and_whenever() -> None:
    one = {"processes/a.bpmn": b"a", "forms/b.json": b"b"}
    assert deployments.hash_of(one) == deployments.hash_of(dict(reversed(one.items())))
    assert deployments.hash_of(one) == "43bccee2dbbaab4629d62b3ff929af6d2c7b79404f5c5a616cde1e1dd85cee86"
    others: list[dict[str, bytes]] = [
        {"processes/a.bpmn": b"a"},
        {"processes/a.bpmn": b"b", "forms/b.json": b"a"},
        {"processes/a2.bpmn": b"a", "forms/b.json": b"b"},
        {"processes/a.bpmn": b"a", "forms/b.json": b"b", "forms/c.json": b""},
    ]
    assert len({deployments.hash_of(files) for files in (one, *others)}) == 1 + len(others)


def rehearsed(files: Mapping[str, bytes]) -> list[Finding]:
    """The scenarios went as written; `tests/gate` plays them."""
    return []


@pytest.fixture
def published(house: SmallHouse, real_files: Mapping[str, bytes]) -> deployments.Published:
    """The service's own release, by two people."""
    return deployments.publish(
        house.runtime,
        real_files,
        author=house.actor("edgars"),
        approver=house.actor("valdis"),
        rehearse=rehearsed,
    )


def test_what_is_published_is_kept_byte_for_byte(
    house: SmallHouse, published: deployments.Published, real_files: Mapping[str, bytes]
) -> None:
    assert published.is_new
    assert published.sha256 == deployments.hash_of(real_files)
    with house.runtime.reading(EVERY) as session:
        release = house.runtime.release(session, published.release_id)
        row = session.get_one(Release, published.release_id)
        names = {
            one.process_id: one.name for one in rows.every(session, ProcessDefinition, release_id=row.id)
        }
        (event,) = rows.every(session, AuditEvent, action="release_published")
    assert dict(release.files) == dict(real_files)
    assert (row.author, row.approved_by) == (house.actor("edgars").user_id, house.actor("valdis").user_id)
    assert {"assistant_service", "monthly_confirmation", "ministry_claim"} <= names.keys()
    assert all(names.values())
    assert (event.actor_user_id, event.release_sha256) == (row.approved_by, published.sha256)


def test_publishing_the_same_again_changes_nothing(
    house: SmallHouse, published: deployments.Published, real_files: Mapping[str, bytes]
) -> None:
    before = count(house)
    again = deployments.publish(
        house.runtime,
        real_files,
        author=house.actor("valdis"),
        approver=house.actor("edgars"),
        rehearse=rehearsed,
    )
    assert (again.release_id, again.is_new) == (published.release_id, False)
    assert count(house) == before


def test_one_person_cannot_be_author_and_approver(house: SmallHouse, real_files: Mapping[str, bytes]) -> None:
    before, edgars = count(house), house.actor("edgars")
    with pytest.raises(EngineError, match="two people"):
        deployments.publish(house.runtime, real_files, author=edgars, approver=edgars, rehearse=rehearsed)
    assert count(house) == before


def test_a_release_with_a_broken_file_is_refused_whole(
    house: SmallHouse, real_files: Mapping[str, bytes]
) -> None:
    before = count(house)
    broken = {**real_files, "forms/monthly_confirmation/confirm_month.json": b"{"}
    with pytest.raises(Refused) as refused:
        deployments.publish(house.runtime, broken, author=None, approver=None)
    assert {one.file for one in refused.value.findings} >= {"forms/monthly_confirmation/confirm_month.json"}
    assert count(house) == before


def test_a_municipality_takes_a_release_from_a_day_on(
    house: SmallHouse, published: deployments.Published
) -> None:
    day = date(2026, 4, 1)
    deployments.take_into_use(
        house.runtime, house.tenant, published.release_id, day, by=house.actor("edgars")
    )

    def in_force(on: date) -> int:
        return deployments.in_force(house.runtime, house.tenant, on)

    assert in_force(IN_USE_FROM) == in_force(day - timedelta(days=1)) == 1
    assert in_force(day) == in_force(day + timedelta(days=400)) == published.release_id
    deployments.take_into_use(house.runtime, house.tenant, 1, day)  # another choice for the same day
    assert in_force(day) == 1
    with house.runtime.reading(EVERY) as session:
        told = rows.every(session, AuditEvent, order_by=["id"], action="release_taken_into_use")
    assert [(event.actor_user_id, event.object_id) for event in told[-2:]] == [
        (house.actor("edgars").user_id, str(published.release_id)),
        (None, "1"),
    ]


def test_before_its_first_day_and_elsewhere_no_release_is_in_use(house: SmallHouse) -> None:
    with pytest.raises(EngineError, match="No release is in use"):
        deployments.in_force(house.runtime, house.tenant, IN_USE_FROM - timedelta(days=1))
    with pytest.raises(EngineError, match="No release is in use"):
        deployments.in_force(house.runtime, Tenant(2), IN_USE_FROM)


def test_a_release_that_does_not_exist_cannot_be_taken(house: SmallHouse) -> None:
    with pytest.raises(NotFound):
        deployments.take_into_use(house.runtime, house.tenant, 99, IN_USE_FROM)
    assert deployments.in_force(house.runtime, house.tenant, IN_USE_FROM) == 1


def test_a_running_instance_stays_on_its_release(house: SmallHouse, published: deployments.Published) -> None:
    instance_id = house.start()
    deployments.take_into_use(house.runtime, house.tenant, published.release_id, IN_USE_FROM)
    assert house.instance(instance_id).release_id == 1
    assert house.task("ask").release_id == 1


def test_an_export_gives_the_folders_back_byte_for_byte(
    house: SmallHouse, published: deployments.Published, tmp_path: Path
) -> None:
    deployments.take_into_use(house.runtime, house.tenant, published.release_id, IN_USE_FROM)
    folder = tmp_path / "deep" / "export"
    written = deployments.write_folders(house.runtime, folder, "ogre")
    ours = {
        path.relative_to(ROOT): path.read_bytes()
        for room in REAL
        for path in room.rglob("*")
        if path.is_file()
        and path.suffix in (".bpmn", ".dmn", ".json", ".md", ".yaml")
        and path.name != "README.md"
    }
    found = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert found == ours
    assert written == len(ours)
    assert (
        deployments.hash_of(deployments.read_folders(folder / "processes", folder / "forms"))
        == published.sha256
    )
    assert deployments.write_folders(house.runtime, folder, None) == written  # over itself


def test_an_export_never_mixes_two_releases(house: SmallHouse, tmp_path: Path) -> None:
    (tmp_path / "forms" / "old").mkdir(parents=True)
    (tmp_path / "forms" / "old" / "gone.json").write_text("{}", "utf-8")
    with pytest.raises(EngineError, match=r"forms/old/gone\.json"):
        deployments.write_folders(house.runtime, tmp_path, None)
    assert not (tmp_path / "processes").exists()


def test_a_folder_that_cannot_be_written_is_told_in_one_sentence(house: SmallHouse, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(Unusable, match="cannot be written"):
        deployments.write_folders(house.runtime, tmp_path / "file", None)


def test_an_unknown_municipality_has_nothing_to_export(house: SmallHouse, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="No release is in use"):
        deployments.write_folders(house.runtime, tmp_path, "nowhere")


def revisions(house: SmallHouse) -> int:
    with house.runtime.reading(EVERY) as session:
        return rows.count(session, RulePackRevision)


def test_a_changed_pack_is_a_new_revision_and_the_old_one_stays(house: SmallHouse, tmp_path: Path) -> None:
    before = revisions(house)
    text = (RULE_PACKS / "r316.yaml").read_text("utf-8")
    (tmp_path / "r316.yaml").write_text(f"{text}# jauna piezīme\n", "utf-8")
    assert deployments.record_rule_packs(house.runtime, tmp_path, by=house.actor("edgars")) == ["r316"]
    assert deployments.record_rule_packs(house.runtime, tmp_path) == []
    assert revisions(house) == before + 1
    with house.runtime.reading(EVERY) as session:
        event = rows.every(session, AuditEvent, order_by=["-id"], limit=1, action="rule_pack_recorded")[0]
    assert (event.object_id, event.actor_user_id) == ("r316", house.actor("edgars").user_id)
    with pytest.raises(EngineError, match="this very text before"):
        deployments.record_rule_packs(house.runtime, RULE_PACKS)


def test_a_pack_that_cannot_be_read_is_refused_and_none_is_recorded(
    house: SmallHouse, tmp_path: Path
) -> None:
    text = (RULE_PACKS / "r316.yaml").read_text("utf-8")
    (tmp_path / "r316.yaml").write_text(f"{text}# jauna piezīme\n", "utf-8")
    (tmp_path / "proposed_2019.yaml").write_text("just: words\n", "utf-8")
    before = revisions(house)
    with pytest.raises(Refused) as refused:
        deployments.record_rule_packs(house.runtime, tmp_path)
    assert {one.file for one in refused.value.findings} == {"proposed_2019.yaml"}
    assert revisions(house) == before
