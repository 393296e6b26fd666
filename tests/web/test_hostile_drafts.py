"""Every hostile file in a draft: pages answer, findings name it, nobody approves it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

import pytest

from engine.drafting.comparing import draft_changes
from engine.drafting.diagrams import draft_diagrams
from engine.drafting.drafts.draft_paths import FileKind, kind_of
from engine.errors import Refused, Severity
from engine.releases import deployments
from engine.settings import ROOT
from engine.simulation import scenario_runs
from tests.bpmn import drawing as draw
from tests.gate.places import EVALUATING, HERE, KINDS, Wanted, expected
from tests.small_house import form
from tests.web.town import Guest, Town

JSON = {"Accept": "application/json"}
FOLDERS = {
    ".bpmn": "processes/{stem}/{stem}.bpmn",
    ".dmn": "processes/{stem}/{stem}.dmn",
    ".json": "forms/{stem}/{stem}.json",
    ".md": "processes/letters_of_all/letters/{stem}.md",
}
SOUND = {
    FileKind.DIAGRAM: draw.diagram("note", draw.start() + draw.end() + draw.chain("begun", "finished")),
    FileKind.TABLE: (ROOT / "processes/assessment_questionnaire/support_level.dmn").read_bytes(),
    FileKind.FORM: form("look", "hours"),
}


def path_of(name: str) -> str:
    """Where a file of the corpus stands in a release."""
    parts = PurePosixPath(name)
    match parts.parts[0]:
        case "rooms":
            return "/".join(parts.parts[2:])
        case "scenarios":
            return f"processes/stories_of_all/scenarios/{parts.name}"
        case "questionnaires":
            return f"processes/questionnaires/{parts.name}"
        case "forms" if len(parts.parts) > 2:
            return name
    return FOLDERS[parts.suffix].format(stem=parts.name.removesuffix(parts.suffix))


def corpus(*kinds: str) -> Iterator[tuple[str, bytes, list[Wanted]]]:
    """(path in a release, bytes, what must be said) of every file that a draft may hold at all."""
    for kind in kinds:
        for name, wanted in expected(kind).items():
            if not name.startswith("rule_packs/"):
                yield path_of(name), (HERE / kind / name).read_bytes(), list(wanted)


def is_text(data: bytes) -> bool:
    return b"\0" not in data and data.decode("utf-8", "replace").encode() == data


FILES = {path: (data, wanted) for path, data, wanted in corpus("hostile") if is_text(data)}
NO_TEXT = {path: data for path, data, _ in corpus(*KINDS) if not is_text(data)}
AROUND = {  # what the files of a room need beside the one that is to blame
    "/".join(path.relative_to(HERE).parts[3:]): path.read_bytes()
    for path in (HERE / "hostile" / "rooms").rglob("*")
    if path.is_file()
}


def packed(files: Mapping[str, bytes]) -> bytes:
    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return inside.getvalue()


def sent(guest: Guest, data: bytes, version: str) -> int:
    found = guest.send(
        "/drafts/1/zip",
        {"zip": (io.BytesIO(data), "draft.zip"), "version": version, "csrf_token": guest.token},
    )
    return found.status


@pytest.fixture
def owner(town: Town) -> Guest:
    """A process owner with the draft number 1."""
    guest = town.guest("process_owner")
    guest.get("/drafts")
    assert guest.post("/drafts", title="Viss, kas ir slikti").goes_to == "/drafts/1"
    guest.get("/drafts/1")
    return guest


def test_all_of_them_in_one_draft_are_told_shown_and_never_approved(owner: Guest, town: Town) -> None:
    everything = {**AROUND, **{path: data for path, (data, _) in FILES.items()}}
    assert sent(owner, packed(everything), "0") == 303
    found = owner.get("/drafts/1/findings", **JSON).response.get_json()["findings"]
    told = {(one["file"], one["element"], one["rule"]) for one in found if one["severity"] == "error"}
    missing = {
        (path, one["element"], one["rule"])
        for path, (_, wanted) in FILES.items()
        for one in wanted
        if (path, one["element"], one["rule"]) not in told
    }
    assert missing == set()
    for address in addresses():
        answer = owner.get(address)
        assert answer.status == 200, address
        assert "<script>alert(1)" not in answer.response.get_data(as_text=True)
    fetched = owner.get("/drafts/1/zip").response.data
    with zipfile.ZipFile(io.BytesIO(fetched)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == everything
    refused = owner.post("/drafts/1/propose", note="x", from_day=town.today.isoformat())
    assert refused.status == 409
    assert "jālabo" in refused.text
    with pytest.raises(Refused) as gate:
        deployments.publish(
            town.runtime, everything, author=town.actor("process_owner"), approver=town.actor("head"),
            rehearse=lambda _files: [],
        )  # fmt: skip
    blamed = {one.file for one in gate.value.findings if one.severity is Severity.ERROR}
    assert blamed >= set(FILES)
    played = scenario_runs.rehearse(everything)  # what its process would say: nothing of it is ever played
    assert {one.rule for one in played} == {"scenario_failed"}
    assert all("was not played" in str(one.message) for one in played)


def addresses() -> list[str]:
    """The draft's pages, and those of a file for each place."""
    found, places = ["/drafts", "/drafts/1"], set(EVALUATING)
    for path, (_, wanted) in FILES.items():
        here = {one["place"] for one in wanted} & places
        if here:
            places -= here
            found.append(f"/drafts/1/files/{path}")
            if kind_of(path) is FileKind.DIAGRAM:
                found += [
                    f"/drafts/1/{what}/{path}" for what in ("diagrams", "diagram-outline", "diagram-choices")
                ]
    assert places == set()
    return found


def test_each_in_the_place_of_a_sound_file_can_be_compared_and_read_aloud() -> None:
    for path, data, _ in corpus(*KINDS):
        kind = kind_of(path)
        before = SOUND.get(kind, b"x") if kind else b"x"
        (change,) = draft_changes.between({path: before}, {path: data})
        assert change.path == path
        if kind is FileKind.DIAGRAM:
            draft_diagrams.outline(data, path)


def test_what_other_programs_wrote_is_kept_byte_for_byte_and_shown(owner: Guest) -> None:
    files = {path_of(path.name): path.read_bytes() for path in (HERE / "foreign").iterdir()}
    assert sent(owner, packed(files), "0") == 303
    for path, data in files.items():
        assert owner.get(f"/drafts/1/raw/{path}").response.data == data
        assert owner.get(f"/drafts/1/files/{path}").status == 200
        for what in ("diagrams", "diagram-outline", "diagram-choices") if path.endswith(".bpmn") else ():
            assert owner.get(f"/drafts/1/{what}/{path}").status == 200
    assert "camunda:class" in owner.get("/drafts/1").text


def test_markup_in_labels_is_shown_as_it_is_written(owner: Guest) -> None:
    markup = "<script>alert(1)</script>"
    name = markup.replace("<", "&lt;").replace(">", "&gt;")
    steps = draw.user("look", role=markup).replace('name="look"', f'name="{name}"')
    drawn = draw.diagram("note", draw.start() + steps + draw.end() + draw.chain("begun", "look", "finished"))
    asked = form("look", "hours").replace(b'"title": "', b'"title": "' + markup.encode())
    story = f"title: {markup}\ntitle_en: {markup}\nsteps: []\n".encode()
    letter = f"---\nsubject: {markup}\n---\n\n{markup} [x](javascript:alert(1))\n".encode()
    files = {
        "processes/note/note.bpmn": drawn,
        "forms/note/look.json": asked,
        "processes/note/scenarios/story.yaml": story,
        "processes/note/letters/word.lv.md": letter,
    }
    assert sent(owner, packed(files), "0") == 303
    pages = ["", "/diagrams/processes/note/note.bpmn", "/diagram-outline/processes/note/note.bpmn"]
    for address in [*pages, *(f"/files/{path}" for path in files)]:
        page = owner.get(f"/drafts/1{address}").response.get_data(as_text=True)
        assert markup not in page, address
        assert "&lt;script&gt;alert(1)" in page or address.endswith(".md"), address
        assert 'href="javascript:' not in page


def test_what_is_no_text_is_not_taken_in(owner: Guest) -> None:
    assert NO_TEXT
    for path, data in NO_TEXT.items():
        assert sent(owner, packed({path: data}), "0") == 409, path
    assert "Vēl nekas nav mainīts" in owner.get("/drafts/1").text
