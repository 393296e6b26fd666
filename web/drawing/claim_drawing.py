"""From a claim to its page: stages, sums, lines with their reasons, files; and one line down to the rate."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from engine.claims.claims import ClaimLinePage, ClaimPage, SheetLine
from engine.messages_catalogue import Message, msg, say
from web.drawing import words
from web.drawing.month_weeks import MonthFrame
from web.drawing.signature_drawing import signers

Context = dict[str, object]
Rows = list[Context]
REPLY = "record_ministry_reply"
SOON = timedelta(days=5)
FILES = {
    "csv": msg("Lines for the ministry (CSV)"),
    "xlsx": msg("Claim for the ministry (XLSX)"),
    "credit_transfer": msg("Payments for the bank (pain.001)"),
    "payroll": msg("Hours and rates for payroll (CSV)"),
}
REPLIES = {
    "accepted": msg("accepted"),
    "partly": msg("accepted in part"),
    "rejected": msg("rejected"),
}
STATUSES = {
    "confirmed": msg("confirmed"),
    "unconfirmed": msg("not confirmed"),
    "demo": msg("for the demo only"),
}


def claim(page: ClaimPage, language: str) -> Context:
    """The context of claim.html."""
    sheet = page.sheet
    state = str(page.state)
    return {
        "claim": {
            "period": sheet.claim.period,
            "state": state,
            "due": page.due,
            "when": "later",
            "rows": _facts(page, language),
        },
        "archived_before": page.archived_before,
        "withheld": page.withheld,
        "sums": _sums(page),
        "downloads": _downloads(page, language),
        "reply_url": f"/claims/{sheet.claim.id}/reply" if _waits_for_reply(page) else None,
        "lines": [_included(page, line) for line in sheet.included],
    }


def panel(page: ClaimPage, language: str) -> Context:
    """What stands beside the form of a claim's task: the sums, the files, the way to the claim."""
    claim = page.sheet.claim
    amounts = [
        (msg("Claimed"), claim.total_cents),
        (msg("Pay"), claim.pay_cents),
        *([(msg("Transport"), claim.transport_cents)] if claim.transport_cents else []),
        (msg("Administration"), claim.admin_cents),
    ]
    counts = [
        (msg("Hours given"), words.duration(page.sheet.minutes, language)),
        (msg("Recipients"), words.number(page.sheet.people, language)),
        (msg("Blocked lines"), words.number(len(page.sheet.blocked), language)),
    ]
    money = [(label, words.euros(cents, language)) for label, cents in amounts]
    return {
        "period": claim.period,
        "state": str(page.state),
        "href": f"/claims/{claim.id}",
        "rows": [{"label": label, "value": value} for label, value in [*money, *counts]],
        "downloads": _downloads(page, language),
    }


def _sums(page: ClaimPage) -> Context:
    claim = page.sheet.claim
    return {
        "pay_cents": claim.pay_cents,
        "transport_cents": claim.transport_cents,
        "admin_cents": claim.admin_cents,
        "total_cents": claim.total_cents,
        "minutes": page.sheet.minutes,
        "people": page.sheet.people,
    }


def _included(page: ClaimPage, line: SheetLine) -> Context:
    return {
        "recipient": line.recipient,
        "assistant": line.assistant,
        "href": f"/claims/{page.sheet.claim.id}/lines/{line.line_id}" if page.may_open_lines else None,
        "minutes": line.minutes,
        "rate": line.rate,
        "cents": line.cents,
        "note": _answered(line) or _line_note(str(line.kind), line.period),
    }


def _waits_for_reply(page: ClaimPage) -> bool:
    return any(one.mine and one.task.element_id == REPLY for one in page.course.to_do)


def _answered(line: SheetLine) -> Message | None:
    """What the ministry accepted of the line, and why not more; None where it did not say."""
    if line.accepted_cents is None or not line.reply_reason:
        return None
    return msg("Accepted {sum:money}: {reason}", sum=line.accepted_cents, reason=line.reply_reason)


def _line_note(kind: str, period: str) -> Message | None:
    year, _, month = period.partition("-")
    if kind == "late":
        return msg("Late: for {month}", month=f"{month}.{year}")
    if kind == "adjustment":
        return msg("Correction of {month}", month=f"{month}.{year}")
    return None


def _facts(page: ClaimPage, language: str) -> Rows:
    claim = page.sheet.claim
    rows: list[tuple[Message | str, str | None]] = [
        (msg("Municipality"), page.sheet.municipality),
        (msg("Number"), claim.number),
        *[
            (done.title(language), f"{done.who}, {words.short_day(done.at, language)}")
            for done in page.course.done
        ],
        (msg("Checksum"), claim.content_sha256 and _in_groups(claim.content_sha256)),
        *_replies(page, language),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def _replies(page: ClaimPage, language: str) -> Iterator[tuple[Message, str]]:
    for reply in page.sheet.replies:
        outcome = say(REPLIES[str(reply.outcome)], language)
        day, sum_ = words.short_day(reply.day, language), words.euros(reply.cents, language)
        yield msg("Reply of the ministry"), f"{outcome}, {sum_}, {day}"


def _downloads(page: ClaimPage, language: str) -> Rows:
    address = f"/claims/{page.sheet.claim.id}/files"
    return [
        {
            "text": FILES.get(file.kind, file.kind),
            "href": f"{address}/{file.kind}",
            "note": _payments(file.order_count, file.order_cents, language),
        }
        for file in page.files
    ]


def _payments(count: int, cents: int, language: str) -> Message | None:
    if not count:
        return None
    return msg("{count} payments, {sum}", count=count, sum=words.euros(cents, language))


def line(page: ClaimLinePage, language: str, *, sees_case: bool) -> Context:
    """The context of claim_line.html."""
    row = page.line
    period = row.period
    return {
        "line": {
            "recipient": page.recipient,
            "assistant": page.assistant,
            "period": period,
            "minutes": row.minutes,
            "rate": row.rate,
            "base_cents": _before_contributions(page),
            "cents": row.pay_cents,
            "case_href": f"/cases/{row.case_id}" if sees_case else None,
            "month_href": f"/months/{row.month_id}",
            "claim_href": f"/claims/{page.claim.id}",
            "claim_state": page.claim.state,
            "note": row.blocked_reason or _line_note(str(row.kind), period),
        },
        "rate_rows": list(_rates(page, language)),
        "steps": _steps(page),
        "signers": signers(page.signatures),
        "days": MonthFrame(period=period, granted_minutes=0),
        "minutes": {entry.day.isoformat(): entry.minutes for entry in page.entries},
        "entries": [
            {"label": msg("Entered in the accounts"), "value": words.short_day(day, language)}
            for _, day in page.booked
        ],
        "traces": list(_traces(page)),
    }


def _before_contributions(page: ClaimLinePage) -> int | None:
    """Minutes at the rate, where the employer's contributions come on top (MK 942); else None."""
    parts = page.pay.parts if page.pay is not None else ()
    if len(parts) != 1 or parts[0].minutes != page.line.minutes:
        return None
    return parts[0].cents if parts[0].cents != page.line.pay_cents else None


def _rates(page: ClaimLinePage, language: str) -> Iterator[Context]:
    if page.line.transport_cents:
        yield {"label": msg("Transport"), "value": words.euros(page.line.transport_cents, language)}
    if page.pay is None:
        return
    for part in page.pay.parts:
        rate, since = words.rate(part.rate, language), words.short_day(part.in_force_from, language)
        yield {"label": msg("Rate an hour"), "value": rate}
        yield {"label": msg("In force from"), "value": since}
        yield {"label": msg("Source"), "value": part.source}
        yield {"label": msg("Status"), "value": say(STATUSES[part.status], language)}
    yield from _top_up(page, language)


def _top_up(page: ClaimLinePage, language: str) -> Iterator[Context]:
    """What the municipality adds: it is paid with the line, and no part of the claim."""
    added = page.pay.top_up if page.pay is not None else None
    if added is None:
        return
    sum_, rate = words.euros(added.cents, language), words.rate(added.amount.amount, language)
    since = words.short_day(added.amount.from_day, language)
    yield {"label": msg("Municipal top-up, not claimed"), "value": sum_}
    yield {"label": msg("Top-up an hour"), "value": f"{rate}, {since}, {added.amount.source}"}


def _steps(page: ClaimLinePage) -> Rows:
    """The pay, the journeys, then the administration that falls on the line."""
    pay = page.pay.steps if page.pay is not None else ()
    journeys = page.transport.steps if page.transport is not None else ()
    steps = (*pay, *journeys, *page.administration)
    return [{"message": step.message, "origin": step.origin} for step in steps]


def _traces(page: ClaimLinePage) -> Iterator[Context]:
    """Keys and checksums: small, for whoever follows an amount through the books."""
    for key, _ in page.booked:
        yield {"label": msg("Number in the accounts"), "value": key}
    if page.pay is not None:
        yield {"label": msg("Version of rates and caps"), "value": page.pay.pack_revision[:12]}
    for signature in page.signatures:
        if signature.voided_at is None:
            yield {"label": msg("Version of forms and processes"), "value": signature.release_sha256[:12]}
            yield {"label": msg("Checksum of what was signed"), "value": _in_groups(signature.content_hash)}
            return


def _in_groups(sha256: str) -> str:
    """The first half of a checksum, readable over the telephone."""
    return " ".join(sha256[start : start + 4] for start in range(0, 32, 4))
