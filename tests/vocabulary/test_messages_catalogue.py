"""A sentence is marked where it is meant and worded where it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from engine import messages_catalogue
from engine.messages_catalogue import Message, msg, say, translate, translations

PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "{count} days until {day}."
msgstr "Līdz {day} – {count} dienas."

msgid "the deadline"
msgstr "termiņš"

#, fuzzy
msgid "Not sure yet."
msgstr "Varbūt."
"""


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A catalogue of our own with two files."""
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "one.po").write_text(PO, "utf-8")
    (tmp_path / "lv.po").write_text('msgid "Yes"\nmsgstr "Jā"\n', "utf-8")
    monkeypatch.setattr(messages_catalogue, "LOCALE_FOLDER", tmp_path)
    translations.cache_clear()
    yield tmp_path
    translations.cache_clear()


@pytest.mark.usefixtures("catalogue")
def test_a_sentence_is_said_in_either_language() -> None:
    message = msg("{count} days until {day}.", count=3, day=date(2026, 3, 2))
    assert say(message, "en") == "3 days until 2 Mar 2026."
    assert say(message, "lv") == "Līdz 02.03.2026. – 3 dienas."
    assert str(message) == say(message, "en")
    assert say(message) == say(message, "lv")


@pytest.mark.usefixtures("catalogue")
def test_a_sentence_inside_a_sentence_is_said_in_the_same_language() -> None:
    message = msg("{count} days until {day}.", count=3, day=msg("the deadline"))
    assert say(message, "lv") == "Līdz termiņš – 3 dienas."
    assert say(message, "en") == "3 days until the deadline."


@pytest.mark.usefixtures("catalogue")
def test_what_has_no_latvian_or_an_unsure_one_is_said_in_english() -> None:
    assert translate("Never translated.", "lv") == "Never translated."
    assert translate("Not sure yet.", "lv") == "Not sure yet."


@pytest.mark.usefixtures("catalogue")
def test_all_files_are_one_catalogue_and_nothing_is_nothing() -> None:
    assert translate("Yes", "lv") == "Jā"
    assert translate("the deadline", "lv") == "termiņš"
    assert (translate("", "lv"), say(msg(""), "lv")) == ("", "")


def test_an_instant_is_told_in_the_time_of_latvia() -> None:
    """A deadline kept as 06:00 UTC is nine o'clock for everybody who reads it."""
    message = msg("{at}", at=datetime(2026, 10, 5, 6, 0, tzinfo=UTC))
    assert (say(message, "lv"), say(message, "en")) == ("05.10.2026. plkst. 09.00", "5 Oct 2026 at 09:00")


def test_values_are_never_read_as_places() -> None:
    """What a person typed may hold braces; it is shown, not interpreted."""
    assert say(msg("Dear {name}.", name="{other} {0.__class__}"), "en") == "Dear {other} {0.__class__}."


def test_messages_with_equal_words_and_values_are_equal() -> None:
    assert msg("a {b}", b=1) == Message("a {b}", {"b": 1})
    assert msg("a {b}", b=1) != msg("a {b}", b=2)
