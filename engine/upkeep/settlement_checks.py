"""Whether corrections, what is carried, the ministry's answers and payroll's still add up."""

from __future__ import annotations

import hashlib

from engine.persistence import rows
from engine.persistence.queries import correction_sums, reply_sums, top_ups
from engine.persistence.tables.replies import ReplyFile
from engine.runtime import Session
from engine.upkeep.checks import Check, checked
from engine.upkeep.paid_out_checks import paid_out_checks


def settlement_checks(session: Session) -> list[Check]:
    """Lines of a corrected month = what it was as of its last adjustment; nobody has more taken back than
    owed; an imported answer is the file that came, answers the whole claim and sums to what was kept; a
    month's top-up is what was booked."""
    return [
        checked("adjustments_add_up", *correction_sums.adjusted(session)),
        checked("pay_carried", *correction_sums.overdrawn(session)),
        checked("top_ups_booked", *top_ups.differing(session)),
        _line_replies(session),
        *paid_out_checks(session),
    ]


def _line_replies(session: Session) -> Check:
    files = rows.each(session, ReplyFile, ("claim_id", "content", "sha256"), at_once=5)
    wrong = (
        file.claim_id
        for file in files
        if hashlib.sha256(file.content).hexdigest() != file.sha256
        or not reply_sums.is_whole(session, file.claim_id)
    )
    return checked("line_replies", rows.count(session, ReplyFile), wrong)
