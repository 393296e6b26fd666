"""A letter as a PDF: whose it is, what it shows, the same bytes each time, and its reading is noted."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pypdfium2
from PIL import Image

from engine.documents.seals import check
from engine.office import crests, house_details
from engine.persistence import rows
from engine.persistence.seal_keys import make_seal_key, open_seal_key
from engine.persistence.tables.records import Document, OutboxMessage, OutboxState, ReadLog
from engine.settings import SealKey
from tests.processes.roads import in_force
from tests.web.busy_town import Busy
from tests.web.town import Town

LINE = "Reģ. Nr. 90000024455"


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    finally:
        document.close()


def fetched(town: Town, user: str, address: str) -> bytes:
    answer = town.guest(user).get(address)
    assert (answer.status, answer.response.mimetype) == (200, "application/pdf")
    return answer.response.get_data()


def test_the_pdf_says_what_the_page_says(busy: Busy) -> None:
    address = f"/letters/{busy.named['document_id']}"
    page = busy.guest("anna").get(address)
    assert f"{address}.pdf" in page.links
    answer = busy.guest("anna").get(f"{address}.pdf")
    assert answer.response.headers["Content-Disposition"] == (
        f"inline; filename=decision_granted-{busy.named['document_id']}.pdf"
    )
    read = words(answer.response.get_data())
    for sentence in (
        "Lēmums Nr. 2026-000001/L1",
        "Pēdējā diena, kad var apstrīdēt",
        "Ogres novads",
        "1. lapa no 2",
        "Kods ",
    ):
        assert sentence in read
    assert answer.response.get_data() == busy.guest("head").get(f"{address}.pdf").response.get_data()


def test_the_case_leads_to_the_pdf_of_each_of_its_letters(busy: Busy) -> None:
    page = busy.guest("caseworker").get(f"/cases/{busy.named['case_id']}?section=documents")
    letters = [href for href in page.links if href.startswith("/letters/") and not href.endswith(".pdf")]
    assert letters
    assert [f"{href}.pdf" for href in letters] == [
        href for href in page.links if href.startswith("/letters/") and href.endswith(".pdf")
    ]


def test_reading_it_is_noted_and_strangers_to_the_case_do_not_see_it(town: Town) -> None:
    in_force(town)
    letter = town.letters("decision_granted", to="anna")[0]
    before = town.read(lambda session: rows.count(session, ReadLog, purpose="letter"))
    fetched(town, "caseworker", f"/letters/{letter.id}.pdf")
    fetched(town, "anna", f"/letters/{letter.id}.pdf")
    assert town.read(lambda session: rows.count(session, ReadLog, purpose="letter")) == before + 1
    assert town.guest("marta").get(f"/letters/{letter.id}.pdf").status == 404
    assert town.guest("finance").get(f"/letters/{letter.id}.pdf").status == 404


def test_with_a_key_it_is_sealed_and_with_an_address_it_bears_a_code_to_scan(town: Town) -> None:
    in_force(town)
    address = f"/letters/{town.letters('decision_granted', to='anna')[0].id}.pdf"
    plain = fetched(town, "anna", address)
    assert check(plain, None, town.clock.now()) is None
    assert "/verify/" not in words(plain)
    key = SealKey(
        town.stage.settings.key_file.with_name("seal.p12"), town.stage.settings.key_file.with_name("seal")
    )
    make_seal_key(key, "Ogres novads", town.clock.now())
    town.runtime.settings = replace(
        town.runtime.settings, seal=key, public_address="https://asistents.ogre.example"
    )
    sealed = fetched(town, "anna", address)
    found = check(sealed, open_seal_key(key), town.clock.now())
    assert found is not None
    assert found.is_good
    assert found.sealed_at == town.clock.now()
    assert "https://asistents.ogre.example/verify/" in words(sealed)


def test_the_crest_stands_in_the_letterhead(town: Town) -> None:
    in_force(town)
    address = f"/letters/{town.letters('contract', to='anna')[0].id}.pdf"
    without = fetched(town, "anna", address)
    written = BytesIO()
    Image.new("RGB", (40, 40), (200, 0, 0)).save(written, "PNG")
    crests.put(town.runtime, town.actor("administrator"), written.getvalue())
    assert _reds(fetched(town, "anna", address)) > 500
    assert _reds(without) == 0


def test_the_line_under_the_name_stands_in_the_pdf_and_on_the_page(town: Town) -> None:
    in_force(town)
    letter = town.letters("decision_granted", to="anna")[0]
    address = f"/letters/{letter.id}"
    assert LINE not in words(fetched(town, "anna", f"{address}.pdf"))
    _say_the_line(town)
    assert f"Ogres novads {LINE} Sociālais dienests" in words(fetched(town, "anna", f"{address}.pdf"))
    before, name, after = town.guest("anna").get(address).text.partition("Ogres novads</strong>")
    assert after.index(LINE) < after.index("Sociālais dienests<")
    assert name not in after
    assert LINE not in before
    assert (
        town.letters("decision_granted", to="anna")[0].markdown == letter.markdown
    )  # kept as it was written


def test_a_letter_that_does_not_begin_with_the_name_gets_both(town: Town) -> None:
    in_force(town)
    letter = town.letters("decision_granted", to="anna")[0]
    with town.runtime.transaction(town.tenant) as session:
        rows.change(session, Document, {"markdown": "Labdien!\n"}, id=letter.id)
    _say_the_line(town)
    page = town.guest("anna").get(f"/letters/{letter.id}").text
    assert page.index("Ogres novads</strong>") < page.index(LINE) < page.index("Labdien!")
    assert LINE in words(fetched(town, "anna", f"/letters/{letter.id}.pdf"))


def test_the_page_says_which_of_the_two_went_by_e_mail(town: Town) -> None:
    in_force(town)
    letter = town.letters("decision_granted", to="anna")[0]
    address = f"/letters/{letter.id}"
    for is_notice, says in ((True, "tikai ziņa, ka ir vēstule"), (False, "nosūtīta visa vēstule")):
        with town.runtime.transaction(town.tenant) as session:
            changed = {
                "state": OutboxState.SENT,
                "sent_at": town.clock.now(),
                "payload": {"document_id": letter.id, "notice": is_notice},
            }
            assert rows.change(session, OutboxMessage, changed, key=letter.key) == 1
        assert says in town.guest("caseworker").get(address).text


def _say_the_line(town: Town) -> None:
    sandra = town.actor("administrator")
    seen = house_details.read(town.runtime, sandra)
    wanted = {**seen, "letterhead": LINE, "email": "sd@ogre.example"}
    house_details.change(town.runtime, sandra, wanted, seen=house_details.seen_as(seen))


def _reds(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[0].render(scale=1).to_pil().convert("RGB")
    finally:
        document.close()
    return sum(count for count, (red, green, _) in picture.getcolors(1 << 24) if red > 150 and green < 60)
