"""From a month to its page, and from many months to the page of who has not confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from engine.domain.rights import Actor
from engine.inbox.inbox_pages import last_day
from engine.messages_catalogue import Message, msg, say
from engine.months.months import Cockpit, CockpitRow, CorrectionRow, MonthPage
from web.drawing import words
from web.drawing.case_drawing import when
from web.drawing.month_weeks import MonthFrame
from web.drawing.signature_drawing import signers, waiting

Context = dict[str, object]
OPEN = frozenset({"open", "assistant_signed", "late"})
CORRECTIONS = {
    "open": msg("being agreed to"),
    "posted": msg("agreed to and booked"),
    "withdrawn": msg("withdrawn"),
}
REASONS = {
    "hours_missing": msg("a day or hours were not entered"),
    "not_given_as_entered": msg("the service was not given as entered"),
    "slip_of_entry": msg("a slip in the entries"),
    "limit_applies": msg("a limit of hours applies"),
    "rate_corrected": msg("the hourly rate was corrected"),
    "other_grounds": msg("another reason"),
}
SIGN_HERE = "confirm_month"  # signed by one button under the hours, or changed on the task's own page


def month(
    page: MonthPage, actor: Actor, now: datetime, *, is_staff: bool, sees_case: bool, language: str
) -> Context:
    """The context of month.html."""
    file, row = page.file, page.file.month
    signing = str(row.state) in OPEN
    return {
        "month": {
            "period": row.period,
            "state_kind": "month" if is_staff else "own_month",
            "state": row.state,
            "recipient": file.recipient,
            "assistant": file.assistant,
            "granted_minutes": row.granted_minutes,
            "case_href": f"/cases/{row.case_id}" if sees_case else None,
            "deadline": last_day(row.deadline_at) if signing else None,
            "when": when(row.deadline_at, now),
            "rows": list(_facts(page, actor, is_staff=is_staff, language=language)),
        },
        "days": MonthFrame(period=row.period, granted_minutes=row.granted_minutes),
        "minutes": {entry.day.isoformat(): entry.minutes for entry in file.entries},
        "before": dict(file.before),
        "signers": [*signers(file.signatures), *(_missing(page) if signing else ())],
        "findings": file.open_findings,
        "steps": _steps(page, actor, is_staff=is_staff),
        "actions": _actions(page),
        "sign": _sign(page),
        "take_back_url": f"/months/{row.month_id}/change" if page.may_take_back else None,
        "correct_url": f"/months/{row.month_id}/correct" if page.may_correct else None,
        "corrections": [_correction(one, is_staff=is_staff, language=language) for one in page.corrections],
    }


def _steps(page: MonthPage, actor: Actor, *, is_staff: bool) -> list[Context]:
    """How the pay came about, for the office and for who is paid; others have no part in it."""
    if page.file.pay is None or not (is_staff or actor.person_id == page.file.month.assistant_id):
        return []
    return [{"message": step.message, "origin": step.origin} for step in page.file.pay.steps]


def _facts(page: MonthPage, actor: Actor, *, is_staff: bool, language: str) -> Iterator[Context]:
    file, row = page.file, page.file.month
    yield {"label": msg("Contract"), "value": row.contract_number}
    if row.payable_minutes is not None:
        yield {"label": msg("Paid hours"), "value": words.duration(row.payable_minutes, language)}
    if file.pay is not None and (is_staff or actor.person_id == row.assistant_id):
        yield {"label": msg("Pay before taxes"), "value": words.euros(file.pay.gross_cents, language)}
    if file.pay is not None and file.pay.top_up and (is_staff or actor.person_id == row.assistant_id):
        added = words.euros(file.pay.top_up.cents, language)
        yield {"label": msg("Municipal top-up, taxes included"), "value": added}
    if file.pay is not None and is_staff:
        yield {"label": msg("Cost to the state"), "value": words.euros(file.pay.pay_cents, language)}
    for one in file.paid:
        net, day = words.euros(one.figures.net, language), words.short_day(one.paid_on, language)
        yield {"label": msg("Paid after taxes"), "value": f"{net}, {day}"}
    if is_staff:
        yield {"label": msg("Reminders sent"), "value": str(file.reminders)}
        for done in page.course.done:
            at = words.short_day(done.at, language)
            yield {"label": done.title(language), "value": f"{done.who}, {at}"}


def _correction(one: CorrectionRow, *, is_staff: bool, language: str) -> Context:
    """A correction of the claimed month: what it made of it, why, and who began it."""
    state = say(CORRECTIONS[str(one.state)], language)
    reason = "" if one.reason is None else say(REASONS[str(one.reason)], language)
    hours = "" if one.minutes is None else words.duration(one.minutes, language)
    cost = words.euros(one.pay_cents, language) if is_staff and one.pay_cents is not None else ""
    begun = f"{one.opened_by}, {words.short_day(one.opened_at, language)}" if is_staff else ""
    told = (state, reason, hours, cost, begun)
    return {
        "label": msg("Correction {number}", number=one.number),
        "value": "; ".join(part for part in told if part),
    }


def _missing(page: MonthPage) -> Iterator[Context]:
    """The sides that have not signed yet."""
    file = page.file
    if not file.month.assistant_signed:
        yield waiting(file.assistant, "assistant")
    if not file.month.recipient_signed:
        yield waiting(file.signer or file.recipient, "recipient")


def _actions(page: MonthPage) -> list[Context]:
    """The tasks of this month that are this person's to do, in the words of the diagram."""
    found = []
    for one in page.course.to_do:
        if one.mine:
            title: object = {"lv": one.task.title_lv, "en": one.task.title_en}
            if one.task.element_id == SIGN_HERE:
                title = msg("Something is not right")
            found.append({"text": title, "href": f"/tasks/{one.task.task_id}"})
    return found


def _sign(page: MonthPage) -> Context | None:
    """One button that signs what stands on the page."""
    mine = [one.task for one in page.course.to_do if one.mine and one.task.element_id == SIGN_HERE]
    if not mine:
        return None
    return {
        "url": f"/tasks/{mine[0].task_id}",
        "text": msg("Confirm and sign"),
        "explain": msg("By pressing the button you confirm that the assistant helped you for these hours."),
        "version": mine[0].version,
        "fields": {"verdict": "confirmed"},
    }


def cockpit_row(row: CockpitRow, *, may_remind: bool) -> Context:
    """One contract's month in the list of who has not confirmed."""
    found = row.month
    return {
        "id": found.month_id,
        "period": found.period,
        "recipient": row.recipient,
        "assistant": row.assistant,
        "href": f"/months/{found.month_id}",
        "case_number": found.case_number,
        "minutes": found.entered_minutes,
        "granted_minutes": found.granted_minutes,
        "state": found.state,
        "waiting_for": _together(row.waiting_for),
        "reasons": row.reasons,
        "may_choose": row.may_remind and may_remind,
        "reminders": row.reminders,
        "reminded_at": row.reminded_at,
        "remind_url": f"/months/{found.month_id}/remind" if row.may_remind and may_remind else None,
        "record_url": f"/tasks/{row.record_task_id}" if row.record_task_id and may_remind else None,
    }


def suspended(found: Cockpit, *, sees_case: bool) -> list[Context]:
    """The contracts under which nothing can be used this month; `href` is None for who may not read cases."""
    return [
        {
            "recipient": one.recipient,
            "assistant": one.assistant,
            "case_number": one.case_number,
            "href": f"/cases/{one.case_id}" if sees_case else None,
        }
        for one in found.suspended
    ]


def _together(missing: object) -> Message | None:
    names = list(missing) if isinstance(missing, list | tuple) else []
    if len(names) == 2:
        return msg("{one} and {other}", one=names[0], other=names[1])
    return names[0] if names else None
