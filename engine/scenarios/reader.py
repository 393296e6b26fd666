"""Reads one scenario file strictly.

Shape: `title`, `title_en`, `begins`?, `people`?, `start` (one of `application`, `contracts`, `values`) and
`steps`: a list of tables, each with one of `complete`, `message`, `take_back`, `correct`, `demand_evidence`,
`receive_evidence`, `on`, `after_days`, `expect`.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath

from engine.domain.rules import Regime
from engine.domain.weekly_purposes import WeeklyPurpose
from engine.errors import Finding, Refused
from engine.messages_catalogue import msg
from engine.scenarios.cast import CAST, OFFICE, actors
from engine.scenarios.fields import Fields, Notebook
from engine.scenarios.lined_yaml import Items, Unreadable, read_yaml
from engine.scenarios.parts import (
    GivenApplication,
    GivenContract,
    GivenContracts,
    GivenPerson,
    GivenValues,
    Scenario,
    Start,
)
from engine.scenarios.step_reader import read_steps

BEGINS = date(2026, 2, 2)  # a Monday
USUAL_ORDER = Regime.PROPOSED_2019
TOP = ("title", "title_en", "begins", "order", "people", "start", "steps")
STARTS = ("application", "contracts", "values")
PARTIES = ("recipient", "assistant", "legal_representative")
FORMS_OF_CONTRACT = ("contract_for_work", "self_employed", "provider")
PERIOD = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])")
NAME = re.compile(r"[a-z][a-z_]{0,30}")
MOST_HOURS = 744
MOST_HOURS_A_WEEK = 40


def read_scenario(data: bytes, file: str) -> Scenario:
    """The scenario in this file; raises Refused with every finding.

    The process is the folder above `scenarios/` in the path.
    """
    scenario, findings = _read(data, file)
    if scenario is None or findings:
        raise Refused(findings)
    return scenario


def read_begun(data: bytes, file: str) -> Scenario:
    """The same of one that is still being played: `steps: []` is no mistake. Raises Refused."""
    scenario, findings = _read(data, file, is_begun=True)
    if scenario is None or findings:
        raise Refused(findings)
    return scenario


def check_scenario(data: bytes, file: str) -> list[Finding]:
    """Everything to mend in the file by itself; an empty list for a sound one."""
    return _read(data, file)[1]


def _read(data: bytes, file: str, *, is_begun: bool = False) -> tuple[Scenario | None, list[Finding]]:
    notebook = Notebook(file)
    try:
        top = Fields(read_yaml(data), notebook)
    except Unreadable as unreadable:
        notebook.add(unreadable.line, "not_yaml", unreadable.message)
        return None, notebook.findings
    top.only(TOP, ("title", "title_en", "start", "steps"))
    people = tuple(_people(top))
    known = actors(people)
    begins = top.day("begins", BEGINS)
    if not 2020 <= begins.year <= 2030:
        top.wrong("begins", msg("“begins” must lie between 2020 and 2030."))
    start = _start(top, known)
    has_none = is_begun and top.table.parts.get("steps") == Items((), top.line("steps"))
    steps = () if has_none else tuple(read_steps(top, known))
    if start is None:
        return None, notebook.findings
    process = PurePosixPath(file).parent.parent.name
    title, title_en = top.text("title"), top.text("title_en")
    order = top.word("order", tuple(Regime), USUAL_ORDER) if "order" in top.table.parts else USUAL_ORDER
    found = Scenario(file, process, title, title_en, begins, people, start, steps, order)
    return found, notebook.findings


def _people(top: Fields) -> list[GivenPerson]:
    found = []
    people = top.table_at("people")
    for name in people.table.parts if people is not None else ():
        fields = people.table_at(name) if people is not None else None
        if people is not None and (not NAME.fullmatch(name) or name in OFFICE):
            people.wrong(name, msg("A person's name here is one word in small letters, for example juris."))
        if fields is not None:
            usual = next((one for one in CAST if one.name == name), None)
            needed = () if usual else ("role", "birth_date")
            fields.only(("role", "birth_date", "given_name", "family_name"), needed)
            found.append(
                GivenPerson(
                    name=name,
                    role=fields.word("role", PARTIES, usual.role if usual else "recipient"),
                    birth_date=fields.day("birth_date", usual.birth_date if usual else date(1970, 1, 1)),
                    given_name=fields.text("given_name", usual.given_name if usual else name.capitalize()),
                    family_name=fields.text("family_name", usual.family_name if usual else "Paraugs"),
                )
            )
    return found


def _start(top: Fields, known: set[str]) -> Start | None:
    start = top.table_at("start")
    if start is None:
        return None
    start.only(STARTS)
    if len(start.table.parts) != 1:
        names = ", ".join(STARTS)
        top.wrong("start", msg("“start” holds exactly one of: {names}.", names=names))
        return None
    if "application" in start.table.parts:
        return _application(start, known)
    if "contracts" in start.table.parts:
        return _contracts(start, known)
    values = start.table_at("values")
    if values is None:
        return None
    values.only(("recipient", "given"), ("recipient",))
    return GivenValues(values.word("recipient", known, "anna"), values.values("given"))


def _application(start: Fields, known: set[str]) -> GivenApplication | None:
    fields = start.table_at("application")
    if fields is None:
        return None
    fields.only(("recipient", "by", "answers"), ("recipient",))
    return GivenApplication(
        recipient=fields.word("recipient", known, "anna"),
        by=fields.word("by", known, "caseworker") if "by" in fields.table.parts else "caseworker",
        answers=fields.values("answers"),
    )


def _contracts(start: Fields, known: set[str]) -> GivenContracts | None:
    found = []
    fields = start.table_at("contracts")
    if fields is None:
        return None
    fields.only(("period", "in_force"), ("period", "in_force"))
    period = fields.text("period")
    if not PERIOD.fullmatch(period):
        fields.wrong("period", msg("“{key}” must be a month such as 2026-10.", key="period"))
    for one in fields.tables("in_force"):
        one.only(
            ("recipient", "assistant", "first_day", "hours", "contract_form", "weekly"),
            ("recipient", "assistant", "first_day"),
        )
        found.append(
            GivenContract(
                recipient=one.word("recipient", known, "anna"),
                assistant=one.word("assistant", known, "janis"),
                first_day=one.day("first_day", BEGINS),
                hours=one.whole("hours", 80, MOST_HOURS),
                contract_form=one.word("contract_form", FORMS_OF_CONTRACT, FORMS_OF_CONTRACT[0])
                if "contract_form" in one.table.parts
                else FORMS_OF_CONTRACT[0],
                weekly=_weekly(one),
            )
        )
    return GivenContracts(tuple(found), period)


def _weekly(contract: Fields) -> dict[str, int]:
    """Hours a week for each purpose of MK 942; empty where hours go by the month."""
    weekly = contract.table_at("weekly") if "weekly" in contract.table.parts else None
    if weekly is None:
        return {}
    weekly.only(tuple(WeeklyPurpose))
    return {name: weekly.whole(name, 0, MOST_HOURS_A_WEEK) for name in weekly.table.parts}
