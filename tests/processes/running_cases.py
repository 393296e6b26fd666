"""Files of running cases, as an office would send them from another system."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import xlsxwriter

from engine.persistence import rows
from engine.persistence.tables.cases import ServiceCase
from engine.takeovers import takeovers
from engine.takeovers.takeovers import How, TakenOver
from tests.processes.driver import Story

ANNA: Mapping[str, str] = {
    "recipient_personal_code": "010560-11011",
    "recipient_given_name": "Anna",
    "recipient_family_name": "Bērziņa",
    "recipient_address": "Upes iela 3, Ogre",
    "recipient_email": "anna@example.org",
    "assistant_personal_code": "200585-11110",
    "assistant_given_name": "Jānis",
    "assistant_family_name": "Kalniņš",
    "assistant_iban": "LV80BANK0000435195001",
    "regime": "proposed_2019",
    "disability_group": "ii",
    "assessed_on": "2025-01-20",
    "coefficient": "1",
    "purposes": "work_study_para",
    "decision_number": "SD/2025/17",
    "decision_date": "2025-01-28",
    "hours_per_month": "80",
    "valid_until": "2027-12-31",
    "contract_number": "SD/2025/17-L",
    "contract_form": "contract_for_work",
    "contract_first_day": "2025-02-01",
    "plain_signature": "yes",
    "months_from": "2026-02-01",
}
ELINA: Mapping[str, str] = {
    **ANNA,
    "recipient_personal_code": "170414-21022",
    "recipient_given_name": "Elīna",
    "recipient_family_name": "Priede",
    "recipient_email": "",
    "representative_personal_code": "031185-11038",
    "representative_given_name": "Marta",
    "representative_family_name": "Priede",
    "representative_kind": "parent",
    "assistant_personal_code": "120290-11124",
    "assistant_given_name": "Līga",
    "assistant_family_name": "Jansone",
    "coefficient": "",
    "disability_group": "child",
    "purposes": "child",
    "decision_number": "SD/2025/18",
    "contract_number": "SD/2025/18-L",
}
ZANE: Mapping[str, str] = {  # nobody in the house knows her or her assistant
    **ANNA,
    "recipient_personal_code": "323691-93794",
    "recipient_given_name": "Zane",
    "recipient_family_name": "Āboliņa",
    "recipient_birth_date": "08.01.1980",
    "recipient_email": "",
    "assistant_personal_code": "161175-19997",
    "assistant_given_name": "Oto",
    "assistant_family_name": "Āboliņš",
    "assistant_is_relative": "jā",
    "decision_number": "SD/2025/19",
    "contract_number": "SD/2025/19-L",
}


def csv_of(*cases: Mapping[str, str], separator: str = ";") -> bytes:
    """The cases as CSV with a byte order mark."""
    return "\r\n".join(separator.join(line) for line in lines_of(*cases)).encode("utf-8-sig")


def xlsx_of(*cases: Mapping[str, str]) -> bytes:
    """The cases as a workbook, with days as a workbook keeps them and hours as numbers."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        heading, *lines = lines_of(*cases)
        sheet.write_row(0, 0, heading)
        for at, line in enumerate(lines, 1):
            for column, (name, text) in enumerate(zip(heading, line, strict=True)):
                if name == "hours_per_month":
                    sheet.write_number(at, column, int(text))
                elif name == "months_from":
                    sheet.write_number(at, column, 46054)  # 2026-02-01
                elif text:
                    sheet.write_string(at, column, text)
    return file.getvalue()


def lines_of(*cases: Mapping[str, str]) -> list[Sequence[str]]:
    """Heading and rows."""
    columns = list(dict.fromkeys(name for case in cases for name in case))
    return [columns, *([case.get(name, "") for name in columns] for case in cases)]


def taken_over(story: Story, *cases: Mapping[str, str], how: How | None = None) -> TakenOver:
    """The cases come in from a CSV file; the last one is the case in hand."""
    done = takeovers.take_over(story.runtime, story.tenant, csv_of(*cases), how or How())
    story.works()
    if done.entered:
        case = story.read(lambda session: rows.first(session, ServiceCase, case_number=done.entered[-1]))
        assert case is not None
        story.case_id = case.id
    return done


def told(done: TakenOver, language: str = "en") -> list[tuple[int, str]]:
    """(line, what to mend) of every problem."""
    return [
        (bad.row.line, takeovers.said_of(one, language)) for bad in done.judged.bad for one in bad.problems
    ]
