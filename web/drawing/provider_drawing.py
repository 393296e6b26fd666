"""From an organisation's contracts, months and invoices to its first page."""

from __future__ import annotations

from collections.abc import Sequence

from engine.exports.list_tables import WholeList
from engine.messages_catalogue import msg
from engine.payments.provider_invoices import ClaimInvoices
from engine.payments.provider_pages import MonthRow, OwnContract, ProviderHome
from web.drawing import invoice_drawing, list_columns, words
from web.drawing.case_words import CONTRACT_STATES

Context = dict[str, object]


def home(found: ProviderHome, invoices: Sequence[ClaimInvoices], language: str) -> Context:
    """The context of home_provider.html."""
    return {
        "invoices": invoice_drawing.own(invoices),
        "contracts": [_contract(one, language) for one in found.contracts],
        "months": [_month(row, found) for row in found.months],
    }


def whole(found: ProviderHome, invoices: Sequence[ClaimInvoices]) -> WholeList:
    """Months and invoices for a file."""
    months = [_month(row, found) for row in found.months]
    tables = [
        list_columns.table(msg("Months"), list_columns.OWN_MONTHS, months),
        list_columns.table(msg("Invoices"), list_columns.OWN_INVOICES, invoice_drawing.own(invoices)),
    ]
    return WholeList("provider_home", tables, person_ids=frozenset(found.names))


def _month(row: MonthRow, found: ProviderHome) -> Context:
    return {
        "period": row.period,
        "href": f"/months/{row.month_id}",
        "state": row.state,
        "recipient": found.names[row.recipient_id],
        "assistant": found.names[row.assistant_id],
        "minutes": row.entered_minutes if row.payable_minutes is None else row.payable_minutes,
        "granted_minutes": row.granted_minutes,
    }


def _contract(one: OwnContract, language: str) -> Context:
    until = None if one.last_day is None else words.short_day(one.last_day, language)
    rows = [
        (msg("Case"), one.case_number),
        (msg("Assistant"), one.assistant_name),
        (msg("Hours a month"), words.hours(one.hours_per_month * 60, language)),
        (msg("Since"), words.short_day(one.first_day, language)),
        (msg("Until"), until),
    ]
    return {
        "recipient": one.recipient_name,
        "state": CONTRACT_STATES.get(str(one.state), str(one.state)),
        "rows": [{"label": label, "value": value} for label, value in rows if value],
    }
