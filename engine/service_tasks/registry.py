"""The operations a diagram may name. A diagram can name them and nothing else."""

from __future__ import annotations

from engine.service_tasks.calculate_remuneration import calculate_remuneration
from engine.service_tasks.check_month import check_month
from engine.service_tasks.mark_month_late import mark_month_late
from engine.service_tasks.outcome import Operation
from engine.service_tasks.post_to_ledger import post_to_ledger
from engine.service_tasks.record_assistant_signature import record_assistant_signature
from engine.service_tasks.record_fallback_signature import record_fallback_signature
from engine.service_tasks.record_recipient_signature import record_recipient_signature
from engine.service_tasks.reject_month import reject_month
from engine.service_tasks.send_month_reminder import send_month_reminder

OPERATIONS: dict[str, Operation] = {
    "calculate_remuneration": calculate_remuneration,
    "check_month": check_month,
    "mark_month_late": mark_month_late,
    "post_to_ledger": post_to_ledger,
    "record_assistant_signature": record_assistant_signature,
    "record_fallback_signature": record_fallback_signature,
    "record_recipient_signature": record_recipient_signature,
    "reject_month": reject_month,
    "send_month_reminder": send_month_reminder,
}
