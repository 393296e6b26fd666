"""What of a claim is paid now, and what of it is carried: nobody is paid twice, nobody pays below zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.domain.carrying import netted
from engine.domain.remuneration import ContractForm
from engine.persistence.effects.carried import CarryPay
from engine.persistence.queries.carried import Carried, of_payees
from engine.persistence.queries.claims import StoredLine
from engine.service_tasks.file_content import Payee
from engine.service_tasks.outcome import Reading

PAYROLL = "payroll"  # one payee: it settles with each assistant by itself


@dataclass(frozen=True, slots=True)
class Payable:
    """Who is paid how much now, and what is carried."""

    payees: Sequence[Payee]
    carried: Sequence[CarryPay]


def for_bank(claim_id: int, payees: Sequence[Payee], reading: Reading) -> Payable:
    """What leaves for each payee, less what came back from them or is still owed by them."""
    names = sorted({one.payee for one in payees})
    before = of_payees(reading.session, names)
    found: list[Payee] = []
    carried: list[CarryPay] = []
    for name in names:
        own = [one for one in payees if one.payee == name]
        stood = before.get(name, Carried())
        result = netted([one.cents for one in own], stood.cents)
        found += (replace(one, cents=cents) for one, cents in zip(own, result.paid, strict=True) if cents)
        if result.carried != stood.cents:
            cents = result.carried - stood.cents
            person_id = own[0].person_id if name.startswith("person-") else None
            carried.append(CarryPay(claim_id, name, stood.count + 1, own[0].contract_form, person_id, cents))
    order = {one.identification: at for at, one in enumerate(payees)}
    return Payable(sorted(found, key=lambda one: order[one.identification]), carried)


def for_payroll(claim_id: int, lines: Sequence[StoredLine], reading: Reading) -> list[CarryPay]:
    """What the payroll as a whole has had too much, and takes off the next money it gets."""
    stood = of_payees(reading.session, [PAYROLL]).get(PAYROLL, Carried())
    result = netted([sum(line.paid_cents for line in lines)], stood.cents)
    if result.carried == stood.cents:
        return []
    cents = result.carried - stood.cents
    return [CarryPay(claim_id, PAYROLL, stood.count + 1, ContractForm.CONTRACT_FOR_WORK, None, cents)]
