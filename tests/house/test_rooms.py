"""The room rule holds, and a planted violation of each contract is caught and named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.measures import foreign_imports
from tests.house.room_linter import build_dolls_house, contracts, lint, plant, protected_libraries
from tests.house.source_files import ROOT, python_files

RULE_OF_ROOMS = "Rooms of the engine import downwards only"
RULE_OF_DRAFTING = "Rooms of drafting import downwards only"
CIRCLES = "No circles among neighbours"
PLANTED = [
    # contract, room, planted line, what the linter must name
    ("The engine knows nothing of the web", "engine.domain", "import web", "engine.domain -> web"),
    (RULE_OF_ROOMS, "engine.domain", "import engine.persistence", "engine.domain -> engine.persistence"),
    (
        RULE_OF_ROOMS,
        "engine.expressions",
        "import engine.rule_packs",
        "engine.expressions -> engine.rule_packs",
    ),
    (RULE_OF_ROOMS, "engine.bpmn", "import engine.service_tasks", "engine.bpmn -> engine.service_tasks"),
    (RULE_OF_ROOMS, "engine.queue", "import engine.documents", "engine.queue -> engine.documents"),
    (RULE_OF_ROOMS, "engine.runtime", "import engine.tasks", "engine.runtime -> engine.tasks"),
    (RULE_OF_ROOMS, "engine.tasks", "import engine.jobs", "engine.tasks -> engine.jobs"),
    (RULE_OF_ROOMS, "engine.tasks", "import engine.cases", "engine.tasks -> engine.cases"),
    (RULE_OF_ROOMS, "engine.letters", "import engine.instances", "engine.letters -> engine.instances"),
    (RULE_OF_ROOMS, "engine.months", "import engine.cases", "engine.months -> engine.cases"),
    (RULE_OF_ROOMS, "engine.cases", "import engine.months", "engine.cases -> engine.months"),
    (RULE_OF_ROOMS, "engine.errors", "import engine.domain", "engine.errors -> engine.domain"),
    (RULE_OF_ROOMS, "engine.new_room", "", "new_room"),
    (
        RULE_OF_DRAFTING,
        "engine.drafting.forms",
        "import engine.drafting.tables",
        "engine.drafting.forms -> engine.drafting.tables",
    ),
    (
        RULE_OF_DRAFTING,
        "engine.drafting.drafts",
        "import engine.drafting.publishing",
        "engine.drafting.drafts -> engine.drafting.publishing",
    ),
    (RULE_OF_DRAFTING, "engine.drafting.new_room", "", "new_room"),
    ("Diagrams run without a database", "engine.bpmn", "import engine.persistence", "engine.persistence"),
    ("The web talks to the front door only", "web", "import engine.persistence", "web -> engine.persistence"),
    ("The web talks to the front door only", "web", "import engine.bpmn", "web -> engine.bpmn"),
    (
        "The API knows nothing of pages and their sessions",
        "web.api",
        "import web.visit",
        "web.api -> web.visit",
    ),
]


# words, dates and amounts are written by Babel wherever they are shown
FREE_LIBRARIES = {"babel"}


def test_the_house_keeps_every_contract() -> None:
    verdict = lint(ROOT)
    assert verdict.kept.keys() == contracts().keys(), verdict.output
    assert not verdict.broken(), verdict.output


def test_an_untouched_dolls_house_keeps_every_contract(tmp_path: Path) -> None:
    build_dolls_house(tmp_path)
    plant(tmp_path, "engine.cases", "import engine.tasks")
    plant(tmp_path, "engine.errors", "import engine.clock")
    plant(tmp_path, "web", "import engine.tasks, engine.task_forms, engine.domain, engine.simulation")
    verdict = lint(tmp_path)
    assert verdict.kept == dict.fromkeys(contracts(), True), verdict.output


def test_each_contract_has_a_planted_violation() -> None:
    planted = {contract for contract, *_ in PLANTED}
    protecting = {name for name, contract in contracts().items() if contract["type"] == "protected"}
    assert planted | protecting | {CIRCLES} == contracts().keys()


@pytest.mark.parametrize(("contract", "room", "line", "named"), PLANTED)
def test_a_planted_violation_is_caught(
    tmp_path: Path, contract: str, room: str, line: str, named: str
) -> None:
    build_dolls_house(tmp_path)
    plant(tmp_path, room, line)
    verdict = lint(tmp_path)
    assert verdict.broken() == [contract], verdict.output
    assert named in verdict.output


@pytest.mark.parametrize(
    ("one", "other", "named"),
    [
        ("engine.errors", "engine.clock", ".errors -> .clock"),
        ("engine.tasks.tasks", "engine.tasks.task_rights", ".tasks -> .task_rights"),
    ],
)
def test_a_planted_circle_is_caught(tmp_path: Path, one: str, other: str, named: str) -> None:
    """Among those who may know each other, and inside a room."""
    build_dolls_house(tmp_path)
    plant(tmp_path, one, f"import {other}")
    plant(tmp_path, other, f"import {one}")
    verdict = lint(tmp_path)
    assert verdict.broken() == [CIRCLES], verdict.output
    assert named in verdict.output


def test_libraries_are_caught_outside_their_rooms(tmp_path: Path) -> None:
    build_dolls_house(tmp_path)
    for library in protected_libraries():
        plant(tmp_path, "engine.clock", f"import {library}")
    verdict = lint(tmp_path)
    protecting = [name for name, contract in contracts().items() if contract["type"] == "protected"]
    assert verdict.broken() == protecting, verdict.output
    for library in protected_libraries():
        assert f"engine.clock -> {library}" in verdict.output


def test_every_library_has_its_rooms() -> None:
    """A new library gets a contract in .importlinter, so that it does not spread by accident."""
    imported = set().union(
        *(foreign_imports(path.read_text("utf-8")) for path in python_files(rooms=("engine", "web")))
    )
    assert imported - protected_libraries().keys() <= FREE_LIBRARIES
    assert {"sqlalchemy", "SpiffWorkflow"} <= imported


def test_the_domain_needs_the_standard_library_only() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): foreign_imports(path.read_text("utf-8"))
        for path in python_files(rooms=("engine",))
        if path.is_relative_to(ROOT / "engine" / "domain")
    }
    assert {path: names for path, names in found.items() if names} == {}
    assert found, "engine/domain has moved"


def test_a_planted_foreign_import_is_seen() -> None:
    assert foreign_imports("import json, yaml\nfrom engine.errors import X\nfrom lxml.etree import a") == {
        "yaml",
        "lxml",
    }


ISO_TAGS = re.compile(
    r"\b(GrpHdr|MsgId|PmtInf|PmtInfId|EndToEndId|ReqdExctnDt|NbOfTxs|CtrlSum|InstdAmt|DbtrAgt|CdtrAgt|RmtInf|TxSts|StsRsnInf)\b"
)


def test_tags_of_iso_20022_stand_in_one_room() -> None:
    found = [
        path.relative_to(ROOT).as_posix()
        for path in python_files(rooms=("engine", "web"))
        if ISO_TAGS.search(path.read_text("utf-8"))
    ]
    assert [path for path in found if not path.startswith("engine/payment_files/")] == []
    assert ISO_TAGS.search("<CtrlSum>12.00</CtrlSum>")
