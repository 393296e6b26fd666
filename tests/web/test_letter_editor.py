"""The letter editor: what a letter may name, how it reads as a page and on paper, conflicts, findings."""

from __future__ import annotations

import pytest

from tests.web.test_form_editor import begun
from tests.web.town import Answer, Guest, Town
from web.content_policy import FRAMED_POLICY, FRAMING_POLICY

LETTER = "processes/monthly_confirmation/letters/month_reminder.lv.md"
EDITOR = f"/drafts/1/letters/{LETTER}"
PREVIEW = f"/drafts/1/letter-preview/{LETTER}"
HEAD = "---\nsubject: Atgādinājums – lieta {{ case_number }}\n---\n\n"


@pytest.fixture
def owner(town: Town) -> Guest:
    """A process owner who has begun the draft number 1."""
    return begun(town)


def send(guest: Guest, content: str, version: str = "0") -> Answer:
    """What a browser sends; it ends lines with two characters."""
    sent = {"content": content.replace("\n", "\r\n"), "version": version, "csrf_token": guest.token}
    return Answer(guest.client.post(EDITOR, data=sent))


def test_the_picker_names_what_the_letter_may_name_in_words(owner: Guest) -> None:
    page = owner.get(EDITOR)
    assert page.response.headers["Content-Security-Policy"] == FRAMING_POLICY
    assert "{{ confirm_by }}" in page.text
    assert "Līdz kuram laikam apstiprināt mēnesi" in page.text
    assert "2026. gada 6. novembris" in page.text  # how it reads
    assert "{{ decision_hours }}" not in page.text  # a value of another letter
    assert EDITOR.replace(".lv.", ".en.") in page.links
    assert "Hours" not in page.text


def test_a_letter_is_kept_checked_and_read_as_people_get_it(owner: Guest) -> None:
    text = f"{HEAD}# Lūdzu, apstipriniet\n\nTermiņš: {{{{ confirm_by }}}}\n"
    assert send(owner, text).goes_to == EDITOR
    assert owner.get(f"/drafts/1/raw/{LETTER}").text == text
    assert "Šajā failā nekas nav jālabo" in owner.get(EDITOR).text
    page = owner.get(PREVIEW)
    assert page.response.headers["Content-Security-Policy"] == FRAMED_POLICY
    assert "Atgādinājums – lieta 2026-000123" in page.text
    assert "Termiņš: 2026. gada 6. novembris" in page.text
    paper = owner.get(f"/drafts/1/letter-pdf/{LETTER}").response
    assert paper.data.startswith(b"%PDF-")
    assert paper.mimetype == "application/pdf"


def test_each_way_on_which_it_is_sent_can_be_read(owner: Guest) -> None:
    text = "# Sveiki\n\n{% if is_assistant %}\nJums jāparaksta.\n{% else %}\nJums jāzina.\n{% endif %}\n"
    send(owner, f"{HEAD}{text}")
    assert "Jums jāparaksta." in owner.get(f"{PREVIEW}?sample=0").text
    assert "Jums jāzina." in owner.get(f"{PREVIEW}?sample=1").text
    assert owner.get(f"{PREVIEW}?sample=99").status == 200


def test_a_value_that_is_not_there_is_found_with_its_line(owner: Guest) -> None:
    send(owner, f"{HEAD}# Sveiki\n\n{{{{ no_such_value }}}}\n")
    page = owner.get(EDITOR)
    assert 'data-line="7"' in page.text
    assert "no_such_value" in page.text.partition("Ko atrada pārbaude")[2]
    assert "Vēstuli vēl nevar parādīt" in owner.get(PREVIEW).text
    assert "Vēstuli vēl nevar parādīt" in owner.get(f"/drafts/1/letter-pdf/{LETTER}").text
    assert f"{EDITOR}" in owner.get("/drafts/1").links


def test_two_people_at_one_letter_see_both_texts(owner: Guest) -> None:
    send(owner, f"{HEAD}# Pirmais\n")
    late = send(owner, f"{HEAD}# Otrais\n")
    assert late.status == 409
    assert "# Pirmais" in late.text
    assert "# Otrais" in late.text
    assert owner.get(f"/drafts/1/raw/{LETTER}").text == f"{HEAD}# Pirmais\n"


def test_whoever_only_reads_changes_nothing(owner: Guest, town: Town) -> None:
    reader = town.guest("auditor")
    page = reader.get(EDITOR)
    assert "readonly" in page.text
    assert "data-keeps" in page.text
    assert send(reader, f"{HEAD}# Cits\n").status == 404
    assert owner.get(f"/drafts/1/letters/{LETTER.replace('reminder', 'no_such')}").status == 404
    assert owner.get("/drafts/1/letters/forms/monthly_confirmation/confirm_month.json").status == 404
