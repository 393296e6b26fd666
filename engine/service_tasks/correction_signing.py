"""A side's yes to a correction, given here."""

from __future__ import annotations

from engine.persistence.effects.corrections import SignCorrection
from engine.persistence.tables.months import AttestationKind, AttestationSide
from engine.service_tasks.correction_values import correction_id_of
from engine.service_tasks.month_values import MonthContent
from engine.service_tasks.outcome import Values


def agreed(
    values: Values, month: MonthContent, side: AttestationSide, person_id: int | None
) -> SignCorrection:
    """A plain signature under the correction by the person who completed the form."""
    return SignCorrection(
        correction_id=correction_id_of(values),
        side=side,
        signer_person_id=person_id,
        kind=AttestationKind.PLAIN,
        content_hash=month.content_hash,
        shown=month.shown(values),
    )
