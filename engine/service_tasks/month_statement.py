"""The statement of a month that is ready to be paid: hours, and each step to the sum with rule and source.

It goes to the assistant. What somebody earns is not the recipient's business, here as on the month's page.
"""

from __future__ import annotations

from engine.domain.explanations import every_explained, in_paragraphs, of_steps
from engine.domain.remuneration import Remuneration
from engine.domain.service_month import ServiceMonth
from engine.persistence.tables.cases import Contract
from engine.persistence.tables.people import Person
from engine.service_tasks.entered_days import entered
from engine.service_tasks.month_values import text, whole
from engine.service_tasks.outcome import Letter, Reading, Values

KIND = "month_statement"


def statements(values: Values, reading: Reading, pay: Remuneration) -> list[Letter]:
    """One letter; none for a month in which nothing was entered, or whose assistant has died."""
    month_id = whole(values, "month_id")
    contract = reading.session.get_one(Contract, whole(values, "contract_id"))
    assistant = reading.session.get_one(Person, contract.assistant_id)
    minutes = sum(entry.minutes for entry in entered(values))
    found = every_explained(values.get("findings"))  # sentences of the check, kept as steps are
    transport = every_explained(values.get("transport_steps"))
    if assistant.died_on is not None or not (minutes or transport):
        return []
    told = {
        "period": ServiceMonth.parse(text(values, "period")),
        "assistant": {"name": f"{assistant.given_name} {assistant.family_name}"},
        "contract_number": contract.number,
        "contract_form": str(contract.contract_form),
        "total_minutes": minutes,
        "payable_minutes": pay.minutes,
        "not_paid_explained": in_paragraphs(found) if pay.minutes < minutes else None,
        "pay_explained": in_paragraphs(of_steps(pay.steps)),
        "gross_cents": pay.gross_cents,
        "top_up_cents": pay.top_up_cents or None,
        "transport_explained": in_paragraphs(transport),
        "transport_cents": values.get("transport_cents") if transport else None,
    }
    return [Letter(KIND, assistant.id, told, f"{KIND}:{month_id}", is_later=True)]
