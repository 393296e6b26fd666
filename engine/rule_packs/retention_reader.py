"""Reads `processes/retention/schedule.yaml`: how long what is kept.

Shape: `name` and `records`, each with `record` (a member of `domain.retention.Record`), `from` (its event),
`years`, `binding` and `ends`, `status` (confirmed, unconfirmed) and `source`. Every record stands once.
"""

from __future__ import annotations

from engine.domain.retention import ALWAYS_BINDING, BY_THEMSELVES, EVENTS, Record, Schedule, Term
from engine.errors import Finding, Refused
from engine.messages_catalogue import msg
from engine.rule_packs.fields import Fields
from engine.rule_packs.findings import Findings
from engine.rule_packs.strict_yaml import Table, Text, read_yaml

RETENTION_SCHEDULE = "processes/retention/schedule.yaml"
_KEYS = ("record", "from", "years", "binding", "ends", "status", "source")
_MOST_YEARS = 150


def read_retention_schedule(content: bytes | str, file: str) -> Schedule:
    """The schedule in the file's text; raises `Refused` with every finding where anything is wrong."""
    findings = Findings(file)
    top = Fields(read_yaml(content, findings), "", findings)
    top.only(("name", "records"), ("name", "records"))
    top.word("name", ["retention"])
    schedule: dict[Record, Term] = {}
    tables = top.tables("records")
    for table in tables:
        term = _term(table, findings)
        if term is not None and term.record in schedule:
            twice = msg("“{record}” stands here twice.", record=str(term.record))
            findings.add(term.record, "twice", table.line, twice)
        elif term is not None:
            schedule[term.record] = term
    named = {part.text for table in tables if isinstance(part := table.parts.get("record"), Text)}
    for record in Record:
        if record not in named:
            missing = msg("No term is given for “{record}”.", record=str(record))
            findings.add(record, "missing_record", 0, missing)
    findings.refuse_any()
    return schedule


def check_retention_schedule(content: bytes | str, file: str) -> list[Finding]:
    """What is wrong with the file."""
    try:
        read_retention_schedule(content, file)
    except Refused as refused:
        return list(refused.findings)
    return []


def _term(table: Table, findings: Findings) -> Term | None:
    fields = Fields(table, "records", findings)
    fields.only(_KEYS, _KEYS)
    name = fields.word("record", list(Record))
    if name is None or name not in set(Record):
        return None
    record = Record(name)
    fields = Fields(table, record, findings)
    fields.word("from", [EVENTS[record]])
    ends = fields.word("ends", ["asked", "by_itself"] if record in BY_THEMSELVES else ["asked"])
    return Term(
        record,
        _years(fields),
        is_binding=fields.word("binding", ["yes"] if record in ALWAYS_BINDING else ["yes", "no"]) == "yes",
        goes_by_itself=ends == "by_itself",
        source=fields.text("source") or "",
        is_confirmed=fields.word("status", ["confirmed", "unconfirmed"]) == "confirmed",
    )


def _years(fields: Fields) -> int:
    text = fields.text("years")
    if text is None:
        return 0
    if text.isascii() and text.isdigit() and len(text) < 4 and int(text) <= _MOST_YEARS:
        return int(text)
    wrong = msg("“{key}” is “{text}”, but must be whole years, 0 to 150.", key="years", text=text)
    fields.findings.add(fields.element, "wrong_value", fields.table.lines["years"], wrong)
    return 0
