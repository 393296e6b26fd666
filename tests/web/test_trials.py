"""What if: past cases under drafts, beside what is in force; the database is the same afterwards."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest

from engine.domain.rights import Actor, Role
from engine.errors import InvalidAnswers, NotFound
from engine.numbers import trials
from engine.numbers.trials import Drafts
from tests.house.source_files import ROOT
from tests.web.busy_town import Busy
from tests.web.town import Guest

QUESTIONNAIRE = (ROOT / "processes/questionnaires/assistance_need_12.yaml").read_text("utf-8")
TABLE = (ROOT / "processes/assessment_questionnaire/support_level.dmn").read_text("utf-8")
NOTHING = Drafts(b"", b"", (), None)


def lower_threshold() -> str:
    """12 points are very large support already."""
    return (
        TABLE.replace("<text>[12..23]</text>", "<text>[12..12]</text>")
        .replace("<text>[12..12]</text>", "<text>[11..11]</text>")
        .replace("<text>[0..11]</text>", "<text>[0..10]</text>")
        .replace("<text>[24..36]</text>", "<text>[12..36]</text>")
    )


def dearer_second_option() -> str:
    """The second option of the first question is worth 3 points, the last one 1."""
    first, item, rest = QUESTIONNAIRE.partition("  - id: q01\n")
    question, cut, others = rest.partition("  - id: q02\n")
    swapped = question.replace("- points: 1", "- points: 9").replace("- points: 3", "- points: 1")
    return first + item + swapped.replace("- points: 9", "- points: 3") + cut + others


def send(guest: Guest, **files: str) -> str:
    guest.get("/trials")
    data: dict[str, object] = {
        name: (io.BytesIO(text.encode()), f"{name}.txt") for name, text in files.items()
    }
    return guest.send("/trials", {"csrf_token": guest.token, **data}).text


def owner(busy: Busy, *more: Role) -> Actor:
    me = busy.town.actor("process_owner")
    return Actor(me.user_id, me.name, me.municipality_id, me.roles | frozenset(more))


def test_a_draft_table_shows_what_would_change_and_changes_nothing(busy: Busy) -> None:
    guest = busy.guest("process_owner")
    guest.get("/trials")
    before = busy.town.dump()
    page = send(guest, table=lower_threshold())
    assert "80 stundas" in page
    assert "160 stundas" in page
    assert "ļoti liels atbalsts" in page
    figures = dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", page))
    assert (figures["Kaut kas mainās"], figures["Vairāk stundu"], figures["Visas stundas mēnesī kopā"]) == (
        "1",
        "1",
        "+80",
    )
    assert busy.town.dump() == before


def test_a_draft_questionnaire_gives_the_same_options_their_new_points(busy: Busy) -> None:
    drafts = Drafts(dearer_second_option().encode(), b"", (), date(2026, 3, 10))
    (row,) = trials.run(busy.town.runtime, owner(busy), drafts).rows
    assert (row.before.points, row.after.points) == (12, 14)
    assert (row.before.hours, row.after.hours) == (80, 80)


def test_a_question_that_is_new_cannot_be_calculated_and_says_so(busy: Busy) -> None:
    other = QUESTIONNAIRE.replace("  - id: q12\n", "  - id: q13\n")
    page = send(busy.guest("process_owner"), instrument=other)
    assert "Nevar aprēķināt: Atbildiet uz jautājumu q13." in re.sub(r"\s+", " ", page)


def test_proposed_numbers_are_tried_out_on_a_day(busy: Busy) -> None:
    drafts = Drafts(b"", b"", (int(str(busy.named["proposal_id"])),), date(2026, 3, 10))
    found = trials.run(busy.town.runtime, owner(busy), drafts)
    assert (found.day, len(found.rows), found.changed) == (date(2026, 3, 10), 1, [])


def test_case_numbers_only_for_those_who_may_list_cases(busy: Busy) -> None:
    drafts = Drafts(b"", lower_threshold().encode(), (), None)
    (row,) = trials.run(busy.town.runtime, owner(busy), drafts).rows
    assert row.case_number is None
    (row,) = trials.run(busy.town.runtime, owner(busy, Role.CASEWORKER), drafts).rows
    assert row.case_number == "2026-000001"
    page = send(busy.guest("process_owner"), table=lower_threshold())
    assert "2026-000001" not in page
    assert "Bērziņa" not in page


def test_who_does_not_own_the_processes_tries_nothing_out(busy: Busy) -> None:
    for name in ("head", "caseworker", "auditor"):
        with pytest.raises(NotFound):
            trials.run(busy.town.runtime, busy.town.actor(name), Drafts(b"", TABLE.encode(), (), None))


@pytest.mark.parametrize(
    ("drafts", "field"),
    [
        (NOTHING, "instrument"),
        (Drafts(b"just: words\n", b"", (), None), "instrument"),
        (Drafts(b"\xff\xfe", b"", (), None), "instrument"),
        (Drafts(b"", b"<definitions/>", (), None), "table"),
        (Drafts(b"", b"not xml", (), None), "table"),
    ],
)
def test_a_draft_that_cannot_be_read_gets_a_sentence(busy: Busy, drafts: Drafts, field: str) -> None:
    with pytest.raises(InvalidAnswers) as invalid:
        trials.run(busy.town.runtime, owner(busy), drafts)
    assert set(invalid.value.fields) == {field}


def test_the_page_keeps_the_sentence_beside_the_file(busy: Busy) -> None:
    page = send(busy.guest("process_owner"), table="not xml")
    assert 'href="#table"' in page
    assert send(busy.guest("process_owner")).count("Izvēlieties vismaz vienu lietu") == 2
