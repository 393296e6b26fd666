"""The office recorded how both sides agreed to a correction: on paper, by telephone, in person."""

from __future__ import annotations

from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.corrections import SignCorrection
from engine.persistence.tables.months import AttestationKind, AttestationSide
from engine.service_tasks.correction_values import correction_id_of
from engine.service_tasks.month_values import content, text, whole
from engine.service_tasks.outcome import Outcome, Reading, Values


def record_correction_otherwise(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """Both sides as the caseworker recorded them, with channel and reason."""
    if reading.completion is None:
        raise ValueError("the agreement to a correction is recorded by a person")
    month, recorded_by = content(values, reading), reading.completion.user_id
    recipient = values.get("recipient_signer_id")
    people = {
        AttestationSide.ASSISTANT: whole(values, "assistant_id"),
        AttestationSide.RECIPIENT: recipient if isinstance(recipient, int) else None,
    }
    return Outcome(
        values={"correction_agreed": True},
        effects=[
            SignCorrection(
                correction_id=correction_id_of(values),
                side=side,
                signer_person_id=person_id,
                kind=AttestationKind(text(values, "fallback_channel")),
                content_hash=month.content_hash,
                shown=month.shown(values),
                reason=text(values, "fallback_reason"),
                recorded_by=recorded_by,
            )
            for side, person_id in people.items()
        ],
    )
