"""For every form of a claim: the claim's values, and answers that its operations count on."""

from __future__ import annotations

from datetime import date
from typing import Any

TODAY = date(2026, 10, 5)
CLAIM_CASES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("ministry_claim/review_claim", {}, {"review_verdict": "ready", "review_note": ""}),
    (
        "ministry_claim/review_claim",
        {},
        {"review_verdict": "recollect", "review_note": "Trūkst oktobra rindu."},
    ),
    ("ministry_claim/approve_claim", {}, {"approval": "approved"}),
    ("ministry_claim/approve_claim", {}, {"approval": "returned", "approval_note": "Pārbaudiet summu."}),
    (
        "ministry_claim/record_ministry_reply",
        {"total_cents": 4_000},
        {
            "reply": "partly",
            "reply_cents": 3_950,
            "reply_note": "Viena rinda noraidīta.",
            "reply_day": TODAY,
            "received_cents": 3_950,
            "received_on": TODAY,
        },
    ),
    ("ministry_claim/pay_assistants", {}, {"paid_on": TODAY, "payment_note": ""}),
    (
        "ministry_claim/pay_providers",
        {"providers_unpaid": 1},
        {"providers_paid_on": TODAY, "provider_payment_note": ""},
    ),
]
