"""Whoever holds a letter learns that it was issued, and nothing of whose it is; nobody guesses a code."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest

from engine.letters import letter_codes
from engine.letters.code_tries import TRIES, TRIES_WITHIN
from engine.persistence.seal_keys import make_seal_key
from engine.persistence.tables.records import Document
from engine.settings import SealKey
from tests.processes.roads import in_force
from tests.web.busy_town import Busy
from tests.web.town import Answer, Town

WHOLE = "Fails ir tieši tāds, kā izdots."
CHANGED = "Fails pēc izdošanas ir mainīts."
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@pytest.fixture
def sealing(town: Town) -> Town:
    """The town with a key of its own and a decision that was sent."""
    in_force(town)
    beside = town.stage.settings.key_file
    key = SealKey(beside.with_name("seal.p12"), beside.with_name("seal.txt"))
    make_seal_key(key, "Ogres novads", town.clock.now())
    town.runtime.settings = replace(town.runtime.settings, seal=key)
    return town


def decision(town: Town) -> Document:
    return town.letters("decision_granted", to="anna")[0]


def code(town: Town, document: Document) -> str:
    return letter_codes.code_of(town.runtime, document)


def paper(town: Town, document: Document) -> bytes:
    return town.guest("caseworker").get(f"/letters/{document.id}.pdf").response.get_data()


def sent(town: Town, address: str, data: bytes) -> Answer:
    stranger = town.stranger()
    stranger.get("/sign-in")
    return stranger.send(
        address, {"csrf_token": stranger.token, "file": (BytesIO(data), "letter.pdf", "application/pdf")}
    )


def test_a_stranger_learns_that_it_was_issued_and_nothing_of_the_person(busy: Busy) -> None:
    town = busy.town
    letter = decision(town)
    page = town.stranger().get(f"/verify/{code(town, letter)}")
    assert page.status == 200
    for shown in ("Dokuments ar šādu kodu ir izdots", "Ogres novads", "lēmums", letter.sha256[:12]):
        assert shown in page.text
    for hidden in ("Anna", "Bērziņa", "2026-000001", letter.sha256[:13], letter.title):
        assert hidden not in page.text


def test_a_code_is_read_however_it_is_typed(busy: Busy) -> None:
    right = code(busy.town, decision(busy.town))
    stranger = busy.town.stranger()
    for typed in (
        right.lower(),
        right.replace("-", ""),
        f" {right} ",
        right.replace("0", "O").replace("1", "l"),
    ):
        answer = stranger.get(f"/verify?code={typed}")
        assert answer.status == 303
        assert stranger.get(str(answer.goes_to)).status == 200


def test_no_other_code_is_right(town: Town) -> None:
    in_force(town)
    letter = decision(town)
    right = code(town, letter)
    wrong = [
        right[:place] + other + right[place + 1 :]
        for place, sign in enumerate(right)
        if sign != "-"
        for other in (SIGNS[(SIGNS.index(sign) + 1) % 32], SIGNS[(SIGNS.index(sign) + 13) % 32])
    ]
    assert not any(letter_codes.is_code_of(town.runtime, one, letter) for one in wrong)
    assert town.stranger().get(f"/verify/{wrong[-1]}").status == 404
    assert town.stranger().get("/verify/" + "Z" * 40).status == 404
    assert town.stranger().get("/verify/99999999-AAAA-AAAA-AAAA-AAAA").status == 404
    assert town.stranger().get("/verify/ā").status == 404


def test_after_many_wrong_codes_even_the_right_one_waits_but_signing_in_does_not(town: Town) -> None:
    in_force(town)
    right = f"/verify/{code(town, decision(town))}"
    for _ in range(TRIES):
        assert town.stranger().get("/verify/22-AAAA-AAAA-AAAA-AAAA").status == 404
    refused = town.stranger().get(right)
    assert refused.status == 429
    assert "Pārāk daudz mēģinājumu" in refused.text
    assert sent(town, right, b"x").status == 429
    assert town.guest("anna").get("/").status == 200
    town.clock.pass_time(TRIES_WITHIN)
    town.clock.pass_time(TRIES_WITHIN)
    assert town.stranger().get(right).status == 200


def test_the_file_as_issued_is_told_apart_from_a_changed_one(sealing: Town) -> None:
    letter = decision(sealing)
    address, pdf = f"/verify/{code(sealing, letter)}", paper(sealing, letter)
    whole = sent(sealing, address, pdf)
    assert whole.status == 200
    assert WHOLE in whole.text
    assert "Zīmogs: Ogres novads" in whole.text
    middle = len(pdf) // 3
    for changed in (pdf[:middle] + bytes([pdf[middle] ^ 1]) + pdf[middle + 1 :], pdf + b"\n% more"):
        told = sent(sealing, address, changed).text
        assert WHOLE not in told
        assert CHANGED in told or "Šis fails nav" in told


def test_another_letter_of_ours_and_a_paper_of_others_are_not_this_one(sealing: Town) -> None:
    letter = decision(sealing)
    address = f"/verify/{code(sealing, letter)}"
    other = sealing.letters("application_received", to="anna")[0]
    assert "tas ir cits dokuments" in sent(sealing, address, paper(sealing, other)).text
    key = sealing.runtime.settings.seal
    sealing.runtime.settings = replace(sealing.runtime.settings, seal=None)
    unsealed, foreign = paper(sealing, letter), paper(sealing, other)
    assert WHOLE in sent(sealing, address, unsealed).text  # the very bytes that we draw
    sealing.runtime.settings = replace(sealing.runtime.settings, seal=key)
    assert "Failam nav mūsu zīmoga" in sent(sealing, address, foreign).text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Izvēlieties failu"),
        (b"hello", "Šis fails nav PDF"),
        (b"%PDF-1.7\nrubbish", "Šis fails nav PDF"),
    ],
    ids=["none", "words", "rubbish"],
)
def test_a_bad_file_gets_one_sentence(town: Town, data: bytes, sentence: str) -> None:
    in_force(town)
    answer = sent(town, f"/verify/{code(town, decision(town))}", data)
    assert answer.status == 422
    assert sentence in answer.text
