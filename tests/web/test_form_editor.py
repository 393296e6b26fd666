"""The form editor without its script: fields added, changed, moved, translated; previews; two people."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest

from engine.settings import ROOT
from tests.web.town import Answer, Guest, Town
from web.content_policy import FRAMED_POLICY, FRAMING_POLICY, PAGE_POLICY

FORM = "forms/monthly_confirmation/review_findings.json"
EDITOR = f"/drafts/1/forms/{FORM}"
PREVIEW = f"/drafts/1/form-preview/{FORM}"
BOX = re.compile(r"<(input|textarea|select)\b([^>]*)>(.*?)(?=<(?:input|textarea|select)\b|\Z)", re.DOTALL)
JSON = {"Accept": "application/json"}


@pytest.fixture
def owner(town: Town) -> Guest:
    """A process owner who has begun the draft number 1."""
    return begun(town)


def begun(town: Town) -> Guest:
    """Somebody with a draft of their own."""
    guest = town.guest("process_owner")
    guest.get("/drafts")
    guest.post("/drafts", title="Skaidrāki jautājumi")
    guest.get("/drafts/1")
    return guest


def raw(guest: Guest, path: str = FORM) -> str:
    """The file as the draft has it."""
    return guest.client.get(f"/drafts/1/raw/{path}").get_data(as_text=True)


def form(guest: Guest, path: str = FORM) -> dict[str, Any]:
    """The same as an object."""
    found: dict[str, Any] = json.loads(raw(guest, path))
    return found


def part(guest: Guest, key: str, path: str = FORM) -> dict[str, Any]:
    """One component by its key."""
    return next(one for one in form(guest, path)["components"] if one.get("key") == key)


def panel(page: str) -> dict[str, str]:
    """What the panel's form would send if nothing was touched, as a browser does."""
    within = page[page.index("data-keeps") :]
    within = within[: within.index("</form>")]
    sent: dict[str, str] = {}
    for kind, attributes, rest in BOX.findall(within):
        name = re.search(r'name="([^"]+)"', attributes)
        if name is None:
            continue
        if kind == "select":
            chosen = re.search(r'<option value="([^"]*)"[^>]* selected', rest) or re.search(
                r'<option value="([^"]*)"', rest
            )
            sent[name[1]] = chosen[1] if chosen else ""
        elif kind == "textarea":
            sent[name[1]] = html.unescape(rest.partition("</textarea>")[0].removeprefix("\n"))
        elif 'type="checkbox"' not in attributes and 'type="radio"' not in attributes:
            value = re.search(r'value="([^"]*)"', attributes)
            sent[name[1]] = html.unescape(value[1]) if value else ""
        elif " checked" in attributes:
            value = re.search(r'value="([^"]*)"', attributes)
            sent[name[1]] = value[1] if value else "on"
    return sent


def opened(guest: Guest, place: str, path: str = FORM) -> dict[str, str]:
    """The panel of one field."""
    return panel(guest.client.get(f"/drafts/1/forms/{path}?field={place}").get_data(as_text=True))


def send(guest: Guest, sent: dict[str, str], path: str = FORM) -> Answer:
    """What a browser sends of it."""
    return Answer(guest.client.post(f"/drafts/1/forms/{path}", data={**sent, "csrf_token": guest.token}))


def deed(guest: Guest, what: str, place: str, **more: str) -> Answer:
    """One of the buttons beside the panel."""
    return send(guest, {"do": what, "place": place, "version": opened(guest, place)["version"], **more})


@pytest.mark.parametrize(
    "path",
    [
        FORM,
        "forms/assistant_service/application_received.json",
        "forms/assessment_questionnaire/assess_need.json",
    ],
)
def test_sending_every_field_as_it_stands_changes_not_a_byte(owner: Guest, path: str) -> None:
    shipped = (ROOT / path).read_text("utf-8")
    places = re.findall(r"\?field=([\d.]+)#panel", owner.get(f"/drafts/1/forms/{path}").text)
    assert len(places) >= 2
    for place in places[:14]:
        answer = send(owner, opened(owner, place, path), path)
        assert (answer.status, raw(owner, path)) == (303, shipped), place
    assert not json.loads(owner.client.get(f"/drafts/1/files/{path}", headers=JSON).data)["is_changed"]


def test_what_only_our_files_hold_survives_a_change(owner: Guest) -> None:
    path = "forms/assistant_service/application_received.json"
    text = raw(owner, path).replace(
        '"type": "default",', '"type": "default",\n  "exporter": {"name": "other"},', 1
    )
    found = json.loads(text)
    found["components"][2]["layout"] = {"columns": None, "row": "Row_1"}
    owner.client.post(
        f"/drafts/1/files/{path}",
        json={"content": json.dumps(found), "version": int(opened(owner, "1", path)["version"])},
        headers={**JSON, "X-CSRF-Token": owner.token},
    )
    sent = opened(owner, "2", path)
    assert send(owner, {**sent, "label.en": "How it reached us"}, path).status == 303
    found["components"][1]["i18n"]["en"]["label"] = "How it reached us"
    assert form(owner, path) == found


SHOWN_WHEN = {
    "show": "all",
    "show_name_1": "findings_verdict",
    "show_how_1": "is",
    "show_value_1": "mēnesi neapmaksāt",
    "show_name_2": "total_minutes",
    "show_how_2": "at_least",
    "show_value_2": "60",
}


def test_a_field_is_added_changed_translated_and_shown_when(owner: Guest) -> None:
    wanted = {"do": "add", "kind": "yes_no", "label_lv": "Vai zvanījāt abām pusēm?", "where": "after:3"}
    added = send(owner, {**wanted, "version": opened(owner, "3")["version"]})
    assert added.goes_to == f"{EDITOR}?field=4#panel"
    sent = opened(owner, "4")
    assert sent["key"] == "vai_zvanijat_abam_pusem"
    assert "Trūkst “label” angļu valodā" in owner.get(f"{EDITOR}?field=4").text
    typed = {"label.en": "Did you call both?", "key": "called", "required": "1", "row_3.value": "some"}
    assert send(owner, {**sent, **SHOWN_WHEN, **typed}).status == 303
    found = part(owner, "called")
    assert found["i18n"]["en"] == {"label": "Did you call both?", "values": {"true": "Yes", "false": "No"}}
    assert found["conditional"]["hide"] == (
        '=findings_verdict != "reject" or (total_minutes == None or total_minutes < 60)'
    )
    assert found["validate"] == {"required": True}
    assert [one["value"] for one in found["values"]] == ["true", "false", "some"]
    page = owner.get(f"{EDITOR}?field=4").text
    assert "Rāda, ja “Ko darīt” ir “Mēnesi neapmaksāt” un “total_minutes” ir vismaz “60”" in page
    assert 'value="Mēnesi neapmaksāt"' in page


def test_what_cannot_be_kept_is_told_beside_it_and_nothing_is_lost(owner: Guest) -> None:
    before = raw(owner)
    sent = {**opened(owner, "4"), "label.lv": "Pamatojums", "row_2.value": "both_sides_asked"}
    sent |= {"show": "all", "show_name_1": "findings_verdict", "show_value_1": "varbūt"}
    answer = send(owner, sent)
    assert answer.status == 422
    assert "Tādas atbildes nav; iespējamās ir: Apmaksāt to, kas ir apmaksājams" in answer.text
    assert "Katrai rindai pirmajā lodziņā vajag savu nosaukumu" in answer.text
    assert "Pamatojums" in answer.text
    assert 'value="varbūt"' in answer.text
    assert raw(owner) == before


def test_fields_are_moved_into_a_part_out_of_it_and_taken_out(owner: Guest) -> None:
    version = opened(owner, "1")["version"]
    send(
        owner,
        {
            "do": "add",
            "kind": "group",
            "label_lv": "Lēmums",
            "label_en": "Decision",
            "where": "after:2",
            "version": version,
        },
    )
    assert deed(owner, "into", "4").goes_to == f"{EDITOR}?field=3.1#move-into"
    assert deed(owner, "into", "4").goes_to == f"{EDITOR}?field=3.2#move-into"
    assert deed(owner, "up", "3.2").goes_to == f"{EDITOR}?field=3.1#move-up"
    assert [one["key"] for one in form(owner)["components"][2]["components"]] == [
        "findings_note",
        "findings_verdict",
    ]
    assert deed(owner, "out", "3.1").goes_to == f"{EDITOR}?field=4#move-out"
    assert deed(owner, "remove", "4").goes_to == f"{EDITOR}?field=3#panel"
    assert "findings_note" not in raw(owner)
    assert deed(owner, "remove", "9").status == 404


def test_two_people_at_one_form_lose_nothing(owner: Guest) -> None:
    first, second = opened(owner, "3"), opened(owner, "4")
    assert send(owner, {**first, "label.lv": "Ko tālāk"}).status == 303
    late = send(owner, {**second, "label.lv": "Kāpēc"})
    assert late.status == 409
    assert '"label": "Ko tālāk"' in late.text
    assert '"label": "Kāpēc"' in late.text
    assert part(owner, "findings_note")["label"] == "Iemesls"
    moved = send(owner, {"do": "up", "place": "4", "version": second["version"]})
    assert moved.status == 422
    assert "Kāds šo veidlapu pa šo laiku ir mainījis" in moved.text


def test_a_finding_leads_to_its_field(owner: Guest) -> None:
    sent = {**opened(owner, "4"), "prefill": "no_such_value"}
    assert send(owner, sent).status == 303
    page = owner.get(EDITOR)
    assert f"{EDITOR}?field=4#panel" in page.links
    draft = owner.get("/drafts/1")
    assert f"{EDITOR}?element=findings_note#panel" in draft.links
    chosen = owner.get(f"{EDITOR}?element=findings_note")
    assert 'name="place" value="4"' in chosen.text


def test_all_texts_stand_side_by_side_and_what_is_missing_is_marked(owner: Guest) -> None:
    address = f"/drafts/1/form-texts/{FORM}"
    send(owner, {**opened(owner, "3"), "label.en": ""})
    page = owner.client.get(address).get_data(as_text=True)
    assert "trūkst 1 tulkojuma" in page
    rows = dict(re.findall(r'name="(address_\d+)" value="([^"]+)"', page))
    assert {"/title/", "3/label/", "3/values/return", "1/columns/day"} <= set(rows.values())
    number = {address: name.removeprefix("address_") for name, address in rows.items()}
    sent = {
        "version": opened(owner, "3")["version"],
        f"address_{number['3/label/']}": "3/label/",
        f"lv_{number['3/label/']}": "Ko darīt tālāk",
        f"en_{number['3/label/']}": "What next",
        "address_99": "3/values/return",
        "lv_99": "Atdot labot",
        "en_99": "Give back",
    }
    answer = owner.client.post(address, data={**sent, "csrf_token": owner.token})
    assert answer.status_code == 303
    found = part(owner, "findings_verdict")
    assert (found["label"], found["i18n"]["en"]["label"]) == ("Ko darīt tālāk", "What next")
    assert found["values"][1] == {"label": "Atdot labot", "value": "return"}
    assert found["i18n"]["en"]["values"]["return"] == "Give back"
    assert "Viss ir pārtulkots" in owner.get(address).text


def test_the_preview_is_the_real_form_judged_and_never_kept(owner: Guest) -> None:
    page = owner.get(f"{PREVIEW}?in=en")
    assert page.response.headers["Content-Security-Policy"] == FRAMED_POLICY
    assert ("What to do" in page.text, 'lang="en"' in page.text, "pages.js" in page.text) == (
        True,
        True,
        True,
    )
    assert owner.get(EDITOR).text.count('lang="lv"') > 0  # the language of the preview is its own
    assert "pages.js" not in owner.get(f"{PREVIEW}?plain=1").text
    before = raw(owner)
    empty = owner.client.post(f"{PREVIEW}?in=lv", data={"_action": "complete", "csrf_token": owner.token})
    assert empty.status_code == 422
    assert "Ko darīt – " in html.unescape(empty.get_data(as_text=True))
    answers = {"findings_verdict": "return", "findings_note": "slip_of_entry"}
    taken = owner.client.post(PREVIEW, data={**answers, "_action": "complete", "csrf_token": owner.token})
    assert "Serveris šīs atbildes pieņemtu" in taken.get_data(as_text=True)
    assert "slip_of_entry" in taken.get_data(as_text=True)
    assert raw(owner) == before
    owner.client.post(
        f"/drafts/1/files/{FORM}",
        json={"content": "{}", "version": int(opened(owner, "1")["version"])},
        headers={**JSON, "X-CSRF-Token": owner.token},
    )
    assert "Veidlapu vēl nevar parādīt" in owner.get(PREVIEW).text
    assert "Šo failu nevar nolasīt kā veidlapu" in owner.get(EDITOR).text


def test_every_shipped_form_can_be_previewed(owner: Guest) -> None:
    for path in sorted(ROOT.glob("forms/*/*.json")):
        name = path.relative_to(ROOT).as_posix()
        page = owner.client.get(f"/drafts/1/form-preview/{name}?in=en&filled=1&who=1").get_data(as_text=True)
        title = json.loads(path.read_text("utf-8"))
        spoken = title["i18n"]["en"].get("party", {}).get("title") or title["i18n"]["en"]["title"]
        assert f'<h1 class="govuk-heading-l">{html.escape(spoken, quote=False)}' in page.replace(
            "&#39;", "'"
        ), name


def test_only_the_pages_that_need_it_allow_a_frame(owner: Guest, town: Town) -> None:
    page = owner.get(EDITOR)
    assert page.response.headers["Content-Security-Policy"] == FRAMING_POLICY
    assert FRAMING_POLICY.replace("; frame-src 'self'", "") == PAGE_POLICY
    assert FRAMED_POLICY.replace("frame-ancestors 'self'", "frame-ancestors 'none'") == PAGE_POLICY
    reader = town.guest("auditor")
    assert 'name="do"' not in reader.get(EDITOR).text.replace('type="hidden" name="do"', "")
    assert reader.get(f"/drafts/1/forms/{FORM.replace('review', 'other')}").status == 404
    assert owner.get("/drafts/1/forms/processes/monthly_confirmation/monthly_confirmation.bpmn").status == 404


def test_a_new_form_is_made_from_the_list_of_files(owner: Guest) -> None:
    sent = {
        "kind": "form",
        "process": "monthly_confirmation",
        "name": "look_again",
        "title": "Apskatīt vēlreiz",
    }
    made = owner.post("/drafts/1/files", **sent, title_en="Look again")
    path = "forms/monthly_confirmation/look_again.json"
    assert made.goes_to == f"/drafts/1/forms/{path}"
    assert form(owner, path)["i18n"]["en"]["title"] == "Look again"
    assert owner.post("/drafts/1/files", **sent).status in (409, 422)
