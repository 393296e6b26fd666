"""A claim as a file: its lines, the blocked ones, payroll's and the providers' part; and what was sent."""

from __future__ import annotations

from typing import cast

from engine.claims import claims
from engine.claims.claims import Download
from web.drawing import claim_drawing, claim_steps, list_columns
from web.drawing.claim_steps import Ways
from web.file_answers import attachment
from web.page import Context, Response, Runtime, WholeList, actor, language, msg
from web.pages.claim_paid import paid_out


def whole(runtime: Runtime, claim_id: int) -> WholeList:
    """As far as this person may see it."""
    page = claims.find(runtime, actor(), claim_id)
    drawn, paid = claim_drawing.claim(page, language()), paid_out(runtime, claim_id)
    lines = cast("list[Context]", drawn["lines"])
    blocked = claim_steps.blocked(page, Ways(months=False, cases=False))
    tables = [list_columns.table(msg("Lines"), list_columns.CLAIM_LINES, [*lines, *blocked])]
    if paid["payroll"]:
        rows = cast("dict[str, list[Context]]", paid["payroll"])["rows"]
        tables.append(list_columns.table(msg("Paid by payroll"), list_columns.PAYROLL, rows))
    if paid["invoices"]:
        rows = cast("list[Context]", paid["invoices"])
        tables.append(list_columns.table(msg("Invoices of providers"), list_columns.INVOICES, rows))
    named = [line.named_ids for line in (*page.sheet.included, *page.sheet.blocked)]
    return WholeList(f"claim-{claim_id}", tables, person_ids=frozenset().union(*named))


def download(made: Download) -> Response:
    """A file that the ministry or a provider gets."""
    return attachment(made.content, made.media_type, made.file_name, made.sha256)
