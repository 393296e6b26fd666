"""A draft of a release on plain pages: begun, its files changed, what is found, nothing overwritten."""

from __future__ import annotations

import pytest

from tests.web.town import Guest, Town

LETTER = "processes/monthly_confirmation/letters/month_reminder.lv.md"
FORM = "forms/monthly_confirmation/confirm_month.json"
JSON = {"Accept": "application/json"}


@pytest.fixture
def owner(town: Town) -> Guest:
    """A process owner who has begun the draft number 1."""
    guest = town.guest("process_owner")
    guest.get("/drafts")
    assert guest.post("/drafts", title="Skaidrāks atgādinājums").goes_to == "/drafts/1"
    return guest


def test_a_draft_begins_as_the_release_in_force(owner: Guest) -> None:
    page = owner.get("/drafts/1")
    assert page.heading == "Skaidrāks atgādinājums"
    assert "Vēl nekas nav mainīts" in page.text
    assert f"/drafts/1/forms/{FORM}" in page.links
    file = owner.get(f"/drafts/1/files/{LETTER}")
    assert (file.status, file.value("version")) == (200, "0")


def test_a_saved_file_is_marked_as_changed(owner: Guest) -> None:
    file = f"/drafts/1/files/{LETTER}"
    owner.get(file)
    typed = "# Atgādinājums\r\n\r\nLūdzu, parakstiet.\r\n"  # as browsers end the lines of a form
    assert owner.post(file, content=typed, version="0").goes_to == file
    kept = owner.get(f"/drafts/1/raw/{LETTER}").response.data
    assert kept == "# Atgādinājums\n\nLūdzu, parakstiet.\n".encode()
    assert "mainīts" in owner.get("/drafts/1").text
    assert owner.get(file).value("version") == "1"


def test_an_editor_is_answered_in_json_with_the_version_and_what_is_found(owner: Guest) -> None:
    file = f"/drafts/1/files/{FORM}"
    asked = owner.get(file, **JSON).response.get_json()
    assert (asked["version"], asked["is_changed"]) == (0, False)
    broken = asked["content"].replace("{", "", 1)
    saved = owner.send(file, {"content": broken, "version": "0"}, **JSON, **{"X-CSRF-Token": owner.token})
    answer = saved.response.get_json()
    assert (saved.status, answer["version"]) == (200, 1)
    (found,) = [one for one in answer["findings"] if one["severity"] == "error" and one["file"] == FORM]
    assert found.keys() == {"file", "element", "rule", "severity", "message"}
    whole = owner.get("/drafts/1/findings", **JSON).response.get_json()
    assert whole["findings"] == answer["findings"]
    again = owner.send(
        file, {"content": asked["content"] + "\n", "version": "1", "csrf_token": owner.token}, **JSON
    )
    assert again.response.get_json()["version"] == 2


def test_a_json_body_is_kept_byte_for_byte(owner: Guest) -> None:
    text = "Pirmā\r\nOtrā\n"
    headers = {**JSON, "X-CSRF-Token": owner.token}
    answer = owner.client.post(
        f"/drafts/1/files/{LETTER}", json={"content": text, "version": 0}, headers=headers
    )
    assert (answer.status_code, answer.get_json()["version"]) == (200, 1)
    assert owner.get(f"/drafts/1/raw/{LETTER}").response.data == text.encode()


def test_two_people_in_one_file_lose_nothing(owner: Guest, town: Town) -> None:
    file, other = f"/drafts/1/files/{LETTER}", town.guest("process_owner")
    other.get(file)
    owner.post(file, content="pirmais teksts\n", version="0")
    late = other.post(file, content="otrais teksts\n", version="0")
    assert late.status == 409
    assert "pirmais teksts" in late.text
    assert "otrais teksts" in late.text
    assert owner.get(f"/drafts/1/raw/{LETTER}").text == "pirmais teksts\n"
    told = other.send(file, {"content": "x", "version": "0", "csrf_token": other.token}, **JSON)
    theirs = told.response.get_json()["theirs"]
    assert (told.status, theirs["content"], theirs["version"]) == (409, "pirmais teksts\n", 1)
    assert other.post(file, content="otrais teksts\n", version=late.value("version")).goes_to == file
    assert owner.get(f"/drafts/1/raw/{LETTER}").text == "otrais teksts\n"


def test_what_is_refused_is_shown_as_it_was_typed(owner: Guest) -> None:
    file = f"/drafts/1/files/{LETTER}"
    owner.get(file)
    much = "Garšīgi. " * 200_000
    refused = owner.post(file, content=much, version="0")
    assert refused.status == 422
    assert much in refused.text
    assert "lielāks par" in refused.text


@pytest.mark.parametrize(
    "path",
    [
        "processes/rule_packs/r316.yaml",
        "processes/monthly_confirmation/../rule_packs/r316.yaml",
        "../engine/settings.py",
        "processes/monthly_confirmation/evil.py",
        "processes/monthly_confirmation/letters/x.lv.md/../../y.bpmn",
        "forms/monthly_confirmation/A.json",
        "processes/README.md",
        "%2e%2e/x.md",
    ],
)
def test_a_path_that_no_release_has_is_refused(owner: Guest, path: str) -> None:
    before = owner.get("/drafts/1/findings", **JSON).text
    sent = owner.send(
        f"/drafts/1/files/{path}", {"content": "x", "csrf_token": owner.token, "version": ""}, **JSON
    )
    assert sent.status in (400, 404, 422)
    assert owner.get("/drafts/1/findings", **JSON).text == before
    assert "Vēl nekas nav mainīts" in owner.get("/drafts/1").text


def test_files_are_added_taken_out_and_put_back(owner: Guest) -> None:
    added = owner.post("/drafts/1/files", kind="letter", process="monthly_confirmation", name="thanks.lv")
    path = "processes/monthly_confirmation/letters/thanks.lv.md"
    assert added.goes_to == f"/drafts/1/letters/{path}"
    again = owner.post("/drafts/1/files", kind="letter", process="monthly_confirmation", name="thanks.lv")
    assert again.goes_to == added.goes_to, "it is there already"
    assert owner.post(f"/drafts/1/take-out/{LETTER}", version="0").goes_to == "/drafts/1"
    page = owner.get("/drafts/1").text
    assert "izņemts" in page
    assert "jauns" in page
    assert owner.post(f"/drafts/1/restore/{LETTER}", version="").goes_to == "/drafts/1"
    assert owner.post(f"/drafts/1/take-out/{path}", version="1").goes_to == "/drafts/1"
    assert "Vēl nekas nav mainīts" in owner.get("/drafts/1").text


def test_a_withdrawn_draft_stays_and_is_not_changed(owner: Guest) -> None:
    file = f"/drafts/1/files/{LETTER}"
    owner.post(file, content="teksts\n", version="0")
    assert owner.post("/drafts/1/withdraw").goes_to == "/drafts"
    refused = owner.post(file, content="cits teksts\n", version="1")
    assert (refused.status, "cits teksts" in refused.text) == (422, True)
    assert owner.get(f"/drafts/1/raw/{LETTER}").text == "teksts\n"


def test_who_only_reads_sees_no_button(owner: Guest, town: Town) -> None:
    head = town.guest("head")
    page = head.get("/drafts/1").text
    assert 'action="/drafts' not in page
    assert "readonly" in head.get(f"/drafts/1/files/{LETTER}").text
    assert head.post("/drafts/1/withdraw").status == 404
    assert town.guest("caseworker").get("/drafts/1").status == 404


def test_a_file_says_at_once_that_another_draft_changes_it_too(owner: Guest) -> None:
    owner.get("/drafts")
    owner.post("/drafts", title="Otrs melnraksts")
    assert "Otrs melnraksts" not in owner.get(f"/drafts/1/files/{LETTER}").text
    owner.post(f"/drafts/2/files/{LETTER}", content="# Cits\n", version="0")
    told = owner.get(f"/drafts/1/files/{LETTER}")
    assert "Otrs melnraksts" in told.text
    assert "/drafts/2" in told.links


def test_a_new_process_begins_as_a_template_and_its_files_are_unfolded(owner: Guest) -> None:
    assert "/drafts/1/new-process" in owner.get("/drafts/1").links
    form = owner.get("/drafts/1/new-process")
    assert "Ikmēneša darbs ar atgādinājumu" in form.text
    refused = owner.post("/drafts/1/new-process", title="", title_en="", like="nothing")
    assert refused.status == 422
    assert "Uzrakstiet, kā jauno procesu sauc" in refused.text
    made = owner.post(
        "/drafts/1/new-process",
        title="Mājas apmeklējums",
        title_en="Home visit",
        like="template_monthly_step",
    )
    assert made.goes_to == "/drafts/1?process=home_visit#process-home_visit"
    page = owner.get("/drafts/1?process=home_visit")
    assert "Šo procesu vēl nekas nesāk" in page.text
    assert "Mājas apmeklējums" in page.text
    assert "/drafts/1/try/processes/home_visit/home_visit.bpmn" in page.links


def test_templates_are_no_processes_of_the_release_nor_of_the_monitor(owner: Guest) -> None:
    for address in ("/release", "/monitor"):
        page = owner.get(address).text
        assert "Mēneša labojums" in page
        assert "Viens darbs veidlapā" not in page


def test_the_release_is_drawn_for_no_case_and_leads_to_all_that_can_be_done(owner: Guest) -> None:
    page = owner.get("/release")
    assert page.text.index(">Asistenta pakalpojums pašvaldībā<") < page.text.index(">Bērna vajadzības")
    assert "data-diagram-current" not in page.text
    assert "vēl priekšā" not in page.text
    assert {"/drafts", "/monitor", "/moves", "/release/compare", "/numbers"} <= set(page.links)


def test_the_road_to_a_number_begins_at_the_draft(owner: Guest) -> None:
    assert "/numbers" in owner.get("/drafts/1").links
    assert "Izvēlieties skaitli, lai ierosinātu citu vērtību" in owner.get("/numbers").text
    number = owner.get("/numbers/proposed_2019/hourly_rate").text
    for words in ("Jaunā vērtība", "Avots", "Iemesls", "Nodot otram cilvēkam"):
        assert words in number
