"""From a draft to a release on plain pages; hostile texts in a draft are findings, never failures."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from engine.drafting.drafts import draft_files
from engine.drafting.publishing import rehearsals
from engine.persistence.queries.release_drafts import find as find_draft
from engine.releases import deployments
from engine.runtime import EVERY
from tests.web.town import Guest, Town

LETTER = "processes/monthly_confirmation/letters/month_reminder.lv.md"
DIAGRAM = "processes/monthly_confirmation/monthly_confirmation.bpmn"
FORM = "forms/monthly_confirmation/confirm_month.json"
TABLE = "processes/assessment_questionnaire/support_level.dmn"
SCENARIO = "processes/monthly_confirmation/scenarios/signed_by_both.yaml"
HEAD_WORDS = "# Lūdzam apstiprināt mēnesi"


@pytest.fixture
def owner(town: Town) -> Guest:
    """A process owner who has changed one word in a letter of the draft number 1."""
    guest = town.guest("process_owner")
    guest.post("/drafts", title="Skaidrāks atgādinājums")
    text = guest.get(f"/drafts/1/raw/{LETTER}").text.replace(HEAD_WORDS, "# Lūdzu, apstipriniet mēnesi")
    guest.post(f"/drafts/1/files/{LETTER}", content=text, version="0")
    return guest


def played(town: Town, draft_id: int = 1) -> None:
    """Keep a green rehearsal of the draft as it stands."""
    with town.runtime.transaction(EVERY) as session:
        draft = find_draft(session, draft_id)
        assert draft is not None
        files = draft_files.of_draft(town.runtime, session, draft)
        rehearsals.keep(session, draft_id, files, rehearsals.Rehearsed([]), town.runtime.clock.now())


def test_a_letter_is_proposed_approved_and_in_force_from_its_day(owner: Guest, town: Town) -> None:
    tomorrow = town.today + timedelta(days=1)
    sent = owner.post("/drafts/1/propose", note="Vienkāršāk.", from_day=tomorrow.isoformat())
    assert sent.goes_to == "/drafts/1"
    assert "/drafts/1/approve" not in owner.get("/drafts/1").text
    head = town.guest("head")
    assert "/drafts/1/approve" not in head.get("/drafts/1").text, "its scenarios have not been played"
    played(town)
    page = head.get("/drafts/1")
    assert head.post("/drafts/1/approve", seen=page.value("seen")).goes_to == "/drafts/1"
    assert deployments.in_force(town.runtime, town.tenant, town.today) == 1
    assert deployments.in_force(town.runtime, town.tenant, tomorrow) == 2
    assert f"Apstiprināja {town.actor('head').name}" in owner.get("/drafts/1").text
    back = owner.post("/drafts/earlier", release="1")
    assert back.goes_to == "/drafts/2"
    assert "nav jāizspēlē vēlreiz" in owner.get("/drafts/2").text


def test_a_planned_release_is_called_off_and_its_changes_are_taken_up_again(owner: Guest, town: Town) -> None:
    tomorrow = town.today + timedelta(days=1)
    owner.post("/drafts/1/propose", note="Vienkāršāk.", from_day=tomorrow.isoformat())
    played(town)
    head = town.guest("head")
    head.post("/drafts/1/approve", seen=head.get("/drafts/1").value("seen"))
    assert "/drafts/1/call-off" in owner.get("/drafts/1").text
    assert "/drafts/1/take-up" not in owner.get("/drafts/1").text
    assert owner.post("/drafts/1/call-off").goes_to == "/drafts/1"
    assert deployments.in_force(town.runtime, town.tenant, tomorrow) == 1
    page = owner.get("/drafts/1").text
    assert "atcēla pirms tā dienas" in page
    assert "/drafts/1/call-off" not in page
    assert "/drafts/1/take-up" not in head.get("/drafts/1").text
    assert owner.post("/drafts/1/call-off").status == 409
    assert owner.post("/drafts/1/take-up").goes_to == "/drafts/2"


def test_what_was_typed_into_a_refused_proposal_stands_there(owner: Guest) -> None:
    refused = owner.post("/drafts/1/propose", note="Vienkāršāk.", from_day="")
    assert refused.status == 422
    assert ">Vienkāršāk.</textarea>" in refused.text
    assert 'href="#from_day"' in refused.text


def test_a_broken_draft_is_not_proposed(owner: Guest, town: Town) -> None:
    owner.post(f"/drafts/1/files/{FORM}", content="{", version="0")
    refused = owner.post("/drafts/1/propose", note="x", from_day=town.today.isoformat())
    assert refused.status == 409
    assert "jālabo" in refused.text


def test_a_draft_is_sent_back_with_a_reason(owner: Guest, town: Town) -> None:
    owner.post("/drafts/1/propose", note="Vienkāršāk.", from_day=town.today.isoformat())
    head = town.guest("head")
    head.get("/drafts/1")
    assert head.post("/drafts/1/send-back", reason=" ").status == 422
    assert head.post("/drafts/1/send-back", reason="Vēstulē ir kļūda.").goes_to == "/drafts/1"
    assert "Vēstulē ir kļūda." in owner.get("/drafts/1").text
    assert owner.post("/drafts/1/take-back").status == 409


def test_the_same_letter_in_two_drafts_shows_both_texts(owner: Guest, town: Town) -> None:
    owner.post("/drafts", title="Otrs")
    text = owner.get(f"/drafts/2/raw/{LETTER}").text.replace(HEAD_WORDS, "# Mēnesis jāapstiprina")
    owner.post(f"/drafts/2/files/{LETTER}", content=text, version="0")
    assert "maina tos pašus failus" in owner.get("/drafts/1").text
    owner.post("/drafts/1/propose", note="Vienkāršāk.", from_day=town.today.isoformat())
    played(town)
    head = town.guest("head")
    head.post("/drafts/1/approve", seen=head.get("/drafts/1").value("seen"))
    page = owner.get("/drafts/2").text
    assert "# Lūdzu, apstipriniet mēnesi" in page
    assert "# Mēnesis jāapstiprina" in page
    assert owner.post("/drafts/2/bring-up-to-date").status == 409
    done = owner.send("/drafts/2/bring-up-to-date", {f"file:{LETTER}": "mine", "csrf_token": owner.token})
    assert done.goes_to == "/drafts/2"
    assert "# Mēnesis jāapstiprina" in owner.get(f"/drafts/2/raw/{LETTER}").text


def test_a_zip_is_fetched_and_a_hostile_one_refused(owner: Guest) -> None:
    packed = owner.get("/drafts/1/zip").response
    assert (packed.mimetype, packed.data[:2]) == ("application/zip", b"PK")
    assert "attachment" in packed.headers["Content-Disposition"]
    assert owner.post("/drafts/1/zip", version="1").status == 409


BOMB = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "<!ENTITY b '&a;&a;&a;&a;'>" * 9 + "]><x>&b;</x>"
HOSTILE = {
    "document type": (DIAGRAM, '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'),
    "entities": (DIAGRAM, BOMB),
    "no XML": (DIAGRAM, "vienkārši teksts"),
    "deep XML": (TABLE, "<a>" * 50_000 + "</a>" * 50_000),
    "many elements": (TABLE, "<a>" + "<b/>" * 100_000 + "</a>"),
    "deep JSON": (FORM, "[" * 200_000),
    "wrong JSON": (FORM, json.dumps([1, {"components": "x"}])),
    "components without end": (FORM, '{"components":[' * 5_000),
    "YAML of references": (SCENARIO, "a: &a [x,x]\n" + "".join(f"b{n}: &b{n} [*a,*a]\n" for n in range(50))),
    "YAML with objects": (SCENARIO, "steps: !!python/object/apply:os.system ['true']\n"),
    "letter with a loop": (LETTER, "{% for x in range(10**9) %}{{ x }}{% endfor %}"),
    "letter with nothing": (LETTER, ""),
    "letter with deep conditions": (LETTER, "{% if a %}" * 20_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_a_finding_in_its_file(owner: Guest, name: str) -> None:
    path, text = HOSTILE[name]
    version = "1" if path == LETTER else "0"
    headers = {"Accept": "application/json"}
    sent = owner.send(
        f"/drafts/1/files/{path}", {"content": text, "version": version, "csrf_token": owner.token}, **headers
    )
    assert sent.status == 200, sent.text[:300]
    found = sent.response.get_json()["findings"]
    assert [one for one in found if one["file"] == path and one["severity"] == "error"]
    for address in ("/drafts/1", f"/drafts/1/files/{path}", f"/drafts/1/raw/{path}"):
        assert owner.get(address).status == 200
