"""Files with a task's answers: sent without a script, judged by content, sealed, fetched by those who may."""

from __future__ import annotations

import io
import re
import sqlite3
import zipfile

import pytest

from engine.errors import InvalidAnswers
from engine.persistence import rows
from engine.persistence.queries import tasks as stored_tasks
from engine.persistence.tables.records import ReadLog
from engine.persistence.tables.uploads import Upload
from engine.tasks import uploads
from tests.web.town import Guest, Town

PDF = b"%PDF-1.7\n%an opinion of the commission\n"
FIELD = "attached_files"


def docx() -> bytes:
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as folder:
        folder.writestr("word/document.xml", "<w/>")
    return book.getvalue()


def sends(guest: Guest, address: str, name: str, content: bytes, **fields: str) -> str:
    guest.get(address)
    file = {f"_file:{FIELD}": (io.BytesIO(content), name)}
    return guest.send(address, {"csrf_token": guest.token, **fields, **file}).text


def stored(town: Town) -> list[Upload]:
    return list(town.read(lambda s: rows.every(s, Upload, order_by=["id"])))


def test_a_file_is_sent_kept_and_completed_with_the_task(town: Town) -> None:
    town.apply()
    address = f"/tasks/{town.task('check_application').id}"
    ilze = town.guest("caseworker")
    sends(ilze, address, "mape/atzinums.pdf", PDF, _upload=FIELD, _version="1")
    (kept,) = stored(town)
    assert (kept.file_name, kept.media_type, kept.content) == ("atzinums.pdf", "application/pdf", PDF)
    page = ilze.get(address)
    assert "atzinums.pdf" in page.text  # it stands in the draft
    assert f"/uploads/{kept.word}" in page.links
    sent = {FIELD: kept.word, "application_complete": "true", "_action": "complete", "_version": "1"}
    assert ilze.post(address, **sent).status == 303
    town.is_waiting_at("assess_need")
    read = ilze.get(address)
    assert "atzinums.pdf" in read.text
    assert "atzinums.pdf" in ilze.get(f"/cases/{town.case_id}?section=documents").text


def test_without_a_script_a_file_is_chosen_and_the_form_completed_in_one_go(town: Town) -> None:
    town.apply()
    task = town.task("check_application")
    address = f"/tasks/{task.id}"
    answers = {"application_complete": "true", "_action": "complete", "_version": "1"}
    sends(town.guest("caseworker"), address, "vārds.docx", docx(), **answers)
    town.is_waiting_at("assess_need")
    (kept,) = stored(town)
    assert kept.file_name == "vārds.docx"
    answered = town.read(lambda s: stored_tasks.answers(s, task.id))
    assert answered is not None
    assert answered[0][FIELD] == [kept.word]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("atzinums.pdf", b"MZ\x90\x00a program", "Šo failu nepieņem"),
        ("virus.exe", b"MZ\x90\x00", "Šo failu nepieņem"),
        ("makro.docm", docx(), "Šo failu nepieņem"),
        ("bilde.docx", b"PK\x03\x04 something else", "Šo failu nepieņem"),
        ("lapa.html", b"<script>", "Šo failu nepieņem"),
        ("tukša.pdf", b"", "Fails ir tukšs"),
        ("liela.pdf", PDF + b"0" * 1000, "Fails ir par lielu"),
    ],
)
def test_what_is_not_taken_is_told_in_a_sentence(
    town: Town, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, words: str
) -> None:
    monkeypatch.setattr(uploads, "MOST_BYTES", 1000)
    town.apply()
    address = f"/tasks/{town.task('check_application').id}"
    answers = {"application_complete": "true", "_action": "complete", "_version": "1"}
    page = sends(town.guest("caseworker"), address, name, content, **answers)
    assert words in page
    assert stored(town) == []
    town.is_waiting_at("check_application")


def test_a_file_is_for_the_office_and_whoever_sent_it_and_reading_is_logged(town: Town) -> None:
    town.apply()
    address = f"/tasks/{town.task('check_application').id}"
    sends(town.guest("caseworker"), address, "atzinums.pdf", PDF, _upload=FIELD, _version="1")
    (kept,) = stored(town)
    fetched = town.guest("head").get(f"/uploads/{kept.word}")
    assert fetched.response.get_data() == PDF
    assert fetched.response.headers["Content-Disposition"].startswith("attachment")
    for name in ("anna", "pauls", "janis", "finance", "process_owner"):
        assert town.guest(name).get(f"/uploads/{kept.word}").status == 404, name
    assert town.guest("head").get("/uploads/none").status == 404
    reads = town.read(lambda s: rows.every(s, ReadLog, purpose="attachment"))
    assert [one.user_id for one in reads] == [town.actor("head").user_id]


def test_a_file_lies_sealed_in_the_database(town: Town) -> None:
    town.apply()
    address = f"/tasks/{town.task('check_application').id}"
    sends(town.guest("caseworker"), address, "atzinums.pdf", PDF, _upload=FIELD, _version="1")
    with sqlite3.connect(town.stage.settings.database_url.removeprefix("sqlite:///")) as database:
        [(content, name)] = database.execute("SELECT content, file_name FROM upload").fetchall()
    assert PDF[:20] not in content
    assert b"atzinums" not in name


def test_a_file_that_was_taken_away_is_not_kept(town: Town) -> None:
    town.apply()
    address = f"/tasks/{town.task('check_application').id}"
    ilze = town.guest("caseworker")
    for name in ("viens.pdf", "divi.pdf"):
        sends(ilze, address, name, PDF, _upload=FIELD, _version="1")
    first, second = stored(town)
    sent = {FIELD: second.word, "application_complete": "true", "_action": "complete", "_version": "1"}
    ilze.get(address)
    ilze.post(address, **sent)
    assert [one.word for one in stored(town)] == [second.word]
    assert first.word != second.word


def test_a_file_of_another_case_is_refused(town: Town) -> None:
    town.apply()
    address = f"/tasks/{town.task('check_application').id}"
    sends(town.guest("caseworker"), address, "atzinums.pdf", PDF, _upload=FIELD, _version="1")
    (kept,) = stored(town)
    town.apply("pauls")
    with pytest.raises(InvalidAnswers) as refused:
        town.complete("check_application", application_complete=True, attached_files=[kept.word])
    assert set(refused.value.fields) == {FIELD}


def test_a_task_has_room_for_so_many_files(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_OF_A_TASK", 1)
    town.apply()
    address = f"/tasks/{town.task('check_application').id}"
    ilze = town.guest("caseworker")
    sends(ilze, address, "viens.pdf", PDF, _upload=FIELD, _version="1")
    assert "Vairāk failu" in sends(ilze, address, "divi.pdf", PDF, _upload=FIELD, _version="1")
    assert re.search(r'aria-describedby="[^"]*kinds', ilze.get(address).text)
