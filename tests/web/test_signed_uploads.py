"""Files signed elsewhere, sent with a task: judged as they come in, and told beside the file."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from engine.errors import InvalidAnswers, Unusable
from engine.messages_catalogue import say
from engine.persistence import rows
from engine.persistence.queries import uploads as stored
from engine.persistence.tables.uploads import Upload
from engine.settings import read_settings
from engine.tasks import uploads
from engine.tasks.upload_signatures import trusted
from tests.processes.roads import assessed, decided
from tests.signed_files.hands import Holder, issuer, packed, person, signed_container
from tests.web.town import Town

FIELD = "signed_contract_recipient"
PAPER = {"Līgums.pdf": b"%PDF-1.7"}
MANIFEST = {"META-INF/manifest.xml": b"<m/>"}  # lies in every container


@pytest.fixture(scope="module")
def root() -> Holder:
    return issuer()


@pytest.fixture
def trusting(root: Holder, tmp_path: Path) -> Path:
    """A folder with the one issuer that is believed."""
    folder = tmp_path / "trusted"
    folder.mkdir()
    (folder / "root.pem").write_bytes(root.certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "README.txt").write_text("not a certificate")
    return folder


def to_be_signed(town: Town) -> int:
    """The task in which Anna signs her contract."""
    assessed(town)
    decided(town)
    town.complete(
        "choose_assistant",
        assistant_id=town.person_id("janis"),
        contract_form="contract_for_work",
        first_day=town.today,
    )
    return town.task("sign_contract_recipient").id


def sends(town: Town, task_id: int, content: bytes, name: str = "līgums.asice") -> None:
    uploads.keep(town.runtime, town.actor("anna"), task_id, FIELD, uploads.Sent(name, content))


def told(town: Town) -> list[str]:
    found = town.read(lambda session: rows.every(session, Upload, order_by=["id"]))
    lines = town.read(lambda session: stored.of_case(session, town.case_id))
    assert len(found) == len(lines)
    return [say(one, "lv") for line in lines for one in line.signatures]


def refused(town: Town, task_id: int, content: bytes, name: str = "līgums.asice") -> str:
    with pytest.raises(InvalidAnswers) as failed:
        sends(town, task_id, content, name)
    return say(failed.value.fields[FIELD], "lv")


def test_a_signed_contract_tells_who_signed_it(town: Town, root: Holder, trusting: Path) -> None:
    town.runtime.settings = replace(town.runtime.settings, trusted_certificates=trusting)
    task_id = to_be_signed(town)
    anna = town.guest("anna")
    anna.get(f"/tasks/{task_id}")
    file = (io.BytesIO(signed_container(person(root), PAPER)), "līgums.asice")
    fields = {
        "signing_method_recipient": "secure_e_signature",
        "plain_signature_agreed": "true",
        "_action": "complete",
        "_version": "1",
    }
    answer = anna.send(f"/tasks/{task_id}", {"csrf_token": anna.token, **fields, f"_file:{FIELD}": file})
    assert answer.status == 303, answer.text
    said = (
        "Parakstījis ANNA BĒRZIŅA (personas kods: Anna Bērziņa), 02.03.2026. pēc parakstītāja pulksteņa. "
        "Paraksts ir derīgs, un sertifikāts ir uzticams."
    )
    assert told(town) == [said]
    for address in (f"/tasks/{task_id}", f"/cases/{town.case_id}?section=documents"):
        assert said in town.guest("caseworker").get(address).text


def test_what_does_not_hold_is_refused_with_a_sentence(town: Town, root: Holder) -> None:
    task_id = to_be_signed(town)
    assert refused(town, task_id, packed({**PAPER, **MANIFEST})).startswith(
        "Šo failu neviens nav parakstījis"
    )
    partly = signed_container(person(root), {**PAPER, "vēl.txt": b"x"}, leave_out="vēl.txt")
    assert refused(town, task_id, partly) == "Paraksts neattiecas uz failu vēl.txt."
    assert "bojāts" in refused(town, task_id, b"%PDF-1.7 half", "līgums.pdf")
    assert "ASiC-E" in refused(town, task_id, packed({**PAPER, **MANIFEST}, kind="asic-s"))
    assert told(town) == []


def test_a_strangers_signature_is_told_as_what_it_is(town: Town, trusting: Path) -> None:
    town.runtime.settings = replace(town.runtime.settings, trusted_certificates=trusting)
    task_id = to_be_signed(town)
    sends(town, task_id, signed_container(person(issuer(), "290290-11003"), PAPER))
    [said] = told(town)
    assert said.startswith("Parakstījis ANNA BĒRZIŅA, 02.03.2026.")
    assert "sertifikāts neved pie uzticamo saraksta" in said


def test_without_a_list_nobody_is_believed_and_the_page_says_so(town: Town, root: Holder) -> None:
    sends(town, to_be_signed(town), signed_container(person(root), PAPER))
    [said] = told(town)
    assert "nav saraksta" in said


def test_the_list_of_trusted_issuers_is_a_folder(trusting: Path, tmp_path: Path) -> None:
    assert len(trusted(trusting).roots) == 1
    (trusting / "broken.pem").write_text("hello")
    with pytest.raises(Unusable, match=r"broken\.pem"):
        trusted(trusting)
    assert read_settings({"ASISTENTS_TRUSTED_CERTIFICATES": str(trusting)}).trusted_certificates == trusting
    with pytest.raises(Unusable, match="ASISTENTS_TRUSTED_CERTIFICATES must be a folder"):
        read_settings({"ASISTENTS_TRUSTED_CERTIFICATES": str(tmp_path / "nowhere")})
