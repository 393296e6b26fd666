"""A question for files stands only where they are kept: with a task, never with a message."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.gate.folders import read_room_files
from engine.gate.form_rules import form_findings
from engine.gate.room import read_room
from engine.messages_catalogue import say
from engine.settings import ROOT

FILES = read_room_files(ROOT)
SERVICE = "forms/assistant_service"
MESSAGES = sorted(
    path
    for path in FILES
    if path.startswith(SERVICE) and Path(path).stem.endswith(("_received", "_died", "_withdrawn", "_ordered"))
)
QUESTION = {
    "type": "filepicker",
    "key": "papers",
    "label": "Pielikumi",
    "i18n": {"en": {"label": "Papers"}},
}


def said_of(path: str) -> list[tuple[str, str, str]]:
    """What is said of this form, and only of it, when it asks for files."""
    form = json.loads(FILES[path])
    form["components"].append(QUESTION)
    room = read_room({**FILES, path: json.dumps(form).encode()}, is_whole=True)
    found = [one for one in form_findings(room, {}) if one.rule == "file_not_kept"]
    return [(one.file, one.element, say(one.message, "lv")) for one in found]


def test_the_application_is_among_the_messages() -> None:
    assert f"{SERVICE}/application_received.json" in MESSAGES
    assert len(MESSAGES) >= 8


@pytest.mark.parametrize("path", MESSAGES)
def test_a_message_takes_no_files_and_the_mend_is_named(path: str) -> None:
    [(file, element, sentence)] = said_of(path)
    assert (file, element) == (path, "papers")
    assert "uzdevuma veidlapā" in sentence


def test_a_task_takes_files() -> None:
    assert said_of(f"{SERVICE}/set_purposes.json") == []
