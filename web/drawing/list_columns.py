"""The columns of every list's file, named once; each reads the very row that the page's template draws."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from engine.domain.service_month import ServiceMonth
from engine.exports.list_tables import ListTable, Value
from engine.messages_catalogue import Message, msg
from web.drawing.states import state_of

Row = Mapping[str, Any]
Column = tuple[Message, Callable[[Row], Value]]


def table(title: Message, columns: Sequence[Column], rows: Iterable[Row]) -> ListTable:
    """The rows as a table of these columns."""
    headings = [heading for heading, _ in columns]
    return ListTable(title, headings, [[cell(row) for _, cell in columns] for row in rows])


def plain(key: str) -> Callable[[Row], Value]:
    """Text, a sentence, a number, a day or an instant, as it stands in the row."""
    return lambda row: row[key]


def cents(key: str) -> Callable[[Row], Value]:
    """Money in euro."""
    return lambda row: None if row[key] is None else Decimal(row[key]).scaleb(-2)


def hours(key: str) -> Callable[[Row], Value]:
    """Minutes as hours to 0.01."""
    return lambda row: None if row[key] is None else (Decimal(row[key]) / 60).quantize(Decimal("0.01"))


def month(key: str) -> Callable[[Row], Value]:
    """A month such as 2026-10."""
    return lambda row: ServiceMonth.parse(str(row[key]))


def state(kind: str, key: str = "state") -> Callable[[Row], Value]:
    """The word that the coloured tag says; empty where there is none."""
    return lambda row: state_of(kind, str(row[key])).word if row[key] else None


def _number(value: Row | None) -> Value:
    """A number that a spreadsheet can reckon with; a choice stays a word."""
    if value is None or value["raw"] is None:
        return None
    raw = value["raw"]
    return value["value"] if isinstance(raw, str) else Decimal(raw)


def _yes(value: object) -> Message:
    return msg("Yes") if value else msg("No")


def several(key: str) -> Callable[[Row], Value]:
    """Some sentences, one after another."""
    return lambda row: tuple(row[key])


INBOX: Sequence[Column] = (
    (msg("Task"), plain("title")),
    (msg("Process"), plain("process")),
    (msg("About"), plain("person")),
    (msg("Case"), plain("case_number")),
    (msg("Received"), plain("received")),
    (msg("Due"), plain("due")),
    (msg("Taken by"), plain("assignee")),
    (msg("Whose turn"), plain("waits_for")),
    (msg("State"), state("task")),
    (msg("Put off until"), plain("put_off_until")),
)
CASES: Sequence[Column] = (
    (msg("Recipient"), plain("person")),
    (msg("Case"), plain("number")),
    (msg("State"), state("case")),
    (msg("Assistant"), plain("assistant")),
    (msg("Hours a month"), hours("hours")),
    (msg("Since"), plain("since")),
)
MONTHS: Sequence[Column] = (
    (msg("Month"), month("period")),
    (msg("Recipient"), plain("recipient")),
    (msg("Assistant"), plain("assistant")),
    (msg("Case"), plain("case_number")),
    (msg("State"), lambda row: row["stay"] if "stay" in row else state("month")(row)),
    (msg("Waiting for"), plain("waiting_for")),
    (msg("Why"), several("reasons")),
    (msg("Hours"), hours("minutes")),
    (msg("Hours granted"), hours("granted_minutes")),
    (msg("Reminders"), plain("reminders")),
    (msg("Last reminder"), plain("reminded_at")),
)
OWN_MONTHS: Sequence[Column] = (
    (msg("Month"), month("period")),
    (msg("Recipient"), plain("recipient")),
    (msg("Assistant"), plain("assistant")),
    (msg("State"), state("month")),
    (msg("Hours"), hours("minutes")),
    (msg("Hours granted"), hours("granted_minutes")),
)
OWN_INVOICES: Sequence[Column] = (
    (msg("Month"), month("period")),
    (msg("Amount"), cents("cents")),
    (msg("State"), plain("state")),
)
CALENDAR: Sequence[Column] = (
    (msg("Day"), plain("day")),
    (msg("Kind"), plain("kind")),
    (msg("What is due"), plain("title")),
    (msg("About"), plain("about")),
    (msg("Case"), plain("case_number")),
)
CLAIMS: Sequence[Column] = (
    (msg("Month"), month("period")),
    (msg("Municipality"), plain("municipality")),
    (msg("State"), state("claim")),
    (msg("Lines"), plain("lines")),
    (msg("Blocked"), plain("blocked")),
    (msg("Claimed"), cents("total_cents")),
)
CLAIM_LINES: Sequence[Column] = (
    (msg("Recipient"), plain("recipient")),
    (msg("Assistant"), plain("assistant")),
    (msg("State"), lambda row: msg("Blocked") if "reason" in row else msg("In the claim")),
    (msg("Hours"), hours("minutes")),
    (msg("Rate"), lambda row: row.get("rate")),
    (msg("Amount"), lambda row: cents("cents")(row) if "cents" in row else None),
    (msg("Note"), lambda row: row.get("reason", row.get("note"))),
)
PAYROLL: Sequence[Column] = (
    (msg("Assistant"), plain("assistant")),
    (msg("Contract"), plain("contract_number")),
    (msg("Month"), month("period")),
    (msg("Net paid"), cents("net_cents")),
    (msg("Taxes and contributions"), cents("taxes_cents")),
    (msg("Paid on"), plain("paid_on")),
    (msg("Note"), plain("note")),
)
INVOICES: Sequence[Column] = (
    (msg("Provider organisation"), plain("provider")),
    (msg("Months"), plain("months")),
    (msg("Amount"), cents("cents")),
    (msg("State"), plain("state")),
    (msg("Day of the invoice"), plain("day")),
    (msg("Note"), plain("note")),
)
INCIDENTS: Sequence[Column] = (
    (msg("When"), plain("at")),
    (msg("State"), state("incident")),
    (msg("What happened"), plain("what")),
    (msg("Where"), plain("where")),
    (msg("Case"), plain("case_number")),
    (msg("Why"), plain("why")),
    (msg("What to do"), plain("mend")),
    (msg("Tries"), plain("tries")),
    (msg("Reference"), plain("reference")),
)
USERS: Sequence[Column] = (
    (msg("Name"), plain("name")),
    (msg("User name"), plain("user_name")),
    (msg("Roles"), several("roles")),
    (msg("Account"), lambda row: msg("open") if row["active"] else msg("disabled")),
    (msg("Last seen"), plain("last_seen")),
)
PROVIDERS: Sequence[Column] = (
    (msg("Name"), lambda row: row["values"]["name"]),
    (msg("Registration number"), lambda row: row["values"]["registration_number"]),
    (msg("Phone"), lambda row: row["values"]["phone"]),
    (msg("E-mail"), lambda row: row["values"]["email"]),
    (msg("Accounts"), plain("accounts")),
)
INTEGRATIONS: Sequence[Column] = (
    (msg("Name"), plain("name")),
    (msg("What it reads for"), plain("purpose")),
    (msg("May"), plain("scopes_said")),
    (msg("Last used"), plain("last_used_at")),
    (msg("Until"), plain("expires_on")),
)
QUESTIONS: Sequence[Column] = (
    (msg("Question"), plain("text")),
    (msg("Who asked"), plain("person")),
    (msg("Recipient"), plain("recipient")),
    (msg("Case"), plain("case_number")),
    (msg("Asked"), plain("asked_at")),
    (msg("Answered"), plain("answered_at")),
    (msg("Answered by"), plain("answered_by")),
)
NUMBERS: Sequence[Column] = (
    (msg("Number"), plain("label")),
    (msg("Value"), lambda row: _number(row["now"])),
    (msg("Unit"), plain("unit")),
    (msg("In force from"), lambda row: row["now"] and row["now"]["first"]),
    (msg("Until"), lambda row: row["now"] and row["now"]["last"]),
    (msg("Status"), lambda row: (row["now"] or row["missing"])["status"]),
    (msg("Source"), lambda row: row["now"] and row["now"]["source"]),
)
AMOUNTS: Sequence[Column] = (
    (msg("What"), plain("what")),
    (msg("Amount"), plain("raw")),
    (msg("In force from"), plain("first")),
    (msg("Source"), plain("source")),
    (msg("Reason"), plain("reason")),
    (msg("Proposed by"), plain("author")),
    (msg("Proposed"), plain("at")),
    (msg("State"), plain("state")),
    (msg("Decision"), plain("decided")),
    (msg("Reason of the decision"), plain("decision_reason")),
)
DECISIONS: Sequence[Column] = (
    (msg("Decision"), plain("number")),
    (msg("Case"), plain("case_number")),
    (msg("Day of the decision"), plain("issued_on")),
)
SAMPLE: Sequence[Column] = (
    (msg("Order in the sample"), plain("place")),
    (msg("Recipient"), plain("recipient")),
    (msg("Case"), plain("case_number")),
    (msg("The representative is also the assistant."), lambda row: _yes(row["own_assistant"])),
    (msg("Checked"), plain("checked_at")),
    (msg("Checked by"), plain("checked_by")),
    (msg("In order"), lambda row: None if row["checked_at"] is None else _yes(row["is_sound"])),
    (msg("What was found"), plain("findings")),
)
POST: Sequence[Column] = (
    (msg("To"), plain("to")),
    (msg("Address"), plain("address")),
    (msg("Document"), plain("title")),
    (msg("Kind"), plain("kind")),
)
DEPUTIES: Sequence[Column] = (
    (msg("Who is away"), plain("away")),
    (msg("Who stands in"), plain("deputy")),
    (msg("From"), plain("from_day")),
    (msg("Until and including"), plain("to_day")),
)
KEPT_OFF: Sequence[Column] = (
    (msg("Who is kept off"), plain("name")),
    (msg("Case"), plain("case_number")),
    (msg("Why"), plain("tie")),
    (msg("Since"), plain("since")),
)
DAYS_OFF: Sequence[Column] = (
    (msg("Day"), plain("day")),
    (msg("What it is"), plain("name")),
    (msg("Kind"), lambda row: msg("working day") if row["working"] else msg("day off")),
    (msg("Whose"), lambda row: msg("the municipality’s") if row["remove"] else msg("the country’s")),
)
DISTRICTS: Sequence[Column] = (
    (msg("Code"), plain("code")),
    (msg("District"), plain("name")),
    (msg("Cases"), plain("cases")),
    (msg("Roles"), plain("roles")),
    (msg("Retired on"), plain("retired_on")),
)
MOVE_PLANS: Sequence[Column] = (
    (msg("Process"), plain("title")),
    (msg("From release"), plain("from")),
    (msg("To release"), plain("to")),
    (msg("State"), plain("state")),
    (msg("Begun by"), plain("author")),
    (msg("Begun"), plain("at")),
)
MOVED_CASES: Sequence[Column] = (
    (msg("Case"), plain("key")),
    (msg("Stands at"), plain("stands_at")),
    (msg("State"), plain("state")),
    (msg("Why"), plain("why")),
    (msg("Typed answers put aside"), several("aside")),
    (msg("When"), plain("at")),
)
DRAFT_CASES: Sequence[Column] = (
    (msg("Case"), plain("key")),
    (msg("Process"), plain("process")),
    (msg("Release"), plain("release")),
    (msg("Stands at"), plain("stands_at")),
    (msg("State"), plain("state")),
    (msg("Why"), plain("why")),
)
