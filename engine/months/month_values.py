"""The values a month's instance begins with."""

from __future__ import annotations

from engine.documents.wording import month as month_in_words
from engine.domain.rules import RuleBook
from engine.domain.service_month import ServiceMonth
from engine.domain.signing import SignerFacts, recipient_signer
from engine.months.month_purposes import weekly_values
from engine.persistence.queries.month_opening import ContractToOpen


def first_values(
    month_id: int, period: ServiceMonth, contract: ContractToOpen, book: RuleBook
) -> dict[str, object]:
    """Who and what the month is about, and who signs on the recipient's side."""
    people = SignerFacts(
        recipient_id=contract.recipient_id,
        recipient_birth_date=contract.recipient_birth_date,
        representative_ids=tuple(contract.representative_ids),
        assistant_id=contract.assistant_id,
        recipient_died=contract.recipient_died,
    )
    rules = book.of(contract.regime)
    signer = recipient_signer(people, period.last_day, rules)
    weekly = {} if contract.weekly is None else weekly_values(contract.weekly, period, rules)
    return {
        "subject": f"{contract.recipient_name}, {month_in_words(period, 'lv')}",
        "month_id": month_id,
        "contract_id": contract.contract_id,
        "case_id": contract.case_id,
        "period": str(period),
        "regime": contract.regime,
        "recipient_id": contract.recipient_id,
        "assistant_id": contract.assistant_id,
        "recipient_signer_id": signer.person_id,
        "recipient_signer_kind": str(signer.kind),
        "granted_minutes": max(0, contract.hours_per_month * 60 - contract.used_minutes),
        **weekly,
    }
