"""Who is paid what out of a claim, and from which account."""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.queries.claims import StoredLine
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.people import Person, ProviderOrganisation
from engine.service_tasks.file_content import Payee
from engine.service_tasks.outcome import Reading

AT_ONCE = 500  # people in one question


def payer(reading: Reading) -> Municipality:
    """The municipality whose account payments leave from."""
    return reading.session.get_one(Municipality, reading.municipality_id)


def refuse_without_account(lines: Sequence[StoredLine], reading: Reading) -> None:
    """An EngineError while there is something for the bank and no account to pay it from."""
    for_bank = any(line.paid_cents > 0 and not line.by_payroll for line in lines)
    if for_bank and not reading.is_account(payer(reading).bank_account):
        raise EngineError(
            msg("The municipality has no valid account number to pay from. Enter it in the settings first.")
        )


def payees(lines: Sequence[StoredLine], reading: Reading) -> list[Payee]:
    """One payee for each line with money, in the order of the lines; below zero where money comes back."""
    people = _people(lines, reading)
    providers = {one.id: one for one in rows.every(reading.session, ProviderOrganisation)}
    return [
        _payee(line, people[line.assistant_id], providers.get(line.provider_id or 0))
        for line in lines
        if line.paid_cents or line.adjustment
    ]


def _payee(line: StoredLine, person: Person, provider: ProviderOrganisation | None) -> Payee:
    parts_cents = sum(part.cents for part in line.parts)
    by_name = f"{person.given_name} {person.family_name}"
    return Payee(
        contract_id=line.contract_id,
        person_id=line.assistant_id,
        identification=line.identification,
        name=by_name if provider is None else provider.name,
        account=(person.bank_account or "") if provider is None else provider.bank_account,
        personal_code=person.personal_code or "",
        contract_number=line.contract_number,
        period=line.period,
        cents=parts_cents + line.transport_cents + line.paid_cents - line.cents,
        transport_cents=line.transport_cents,
        parts=line.parts,
        top_up=line.top_up,
        rate_includes_contributions=line.pay_cents == parts_cents,
        payee=f"person-{person.id}" if provider is None else f"provider-{provider.id}",
        contract_form=line.contract_form,
    )


def _people(lines: Sequence[StoredLine], reading: Reading) -> dict[int, Person]:
    ids = sorted({line.assistant_id for line in lines})
    chunks = [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]
    return {person.id: person for chunk in chunks for person in rows.every(reading.session, Person, id=chunk)}
