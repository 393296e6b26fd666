"""A row of a file of running cases, read: people, decision, contract, the first day kept here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.documents.table_reading import TableRow
from engine.domain.hours import Purpose
from engine.domain.remuneration import ContractForm
from engine.domain.rules import Regime
from engine.messages_catalogue import msg
from engine.persistence.running_cases import Provider, RunningCase
from engine.takeovers.takeover_cells import Cells, Problem
from engine.takeovers.takeover_columns import NAMES
from engine.takeovers.takeover_people import account, representation_kind, representative, someone

SOME_DAY = date(1900, 1, 1)  # stands where a day could not be read; the row is refused anyway
MOST_HOURS = 744


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row with what was found in it; `case` is only to be used where there is no problem."""

    row: TableRow
    case: RunningCase
    problems: list[Problem]
    warnings: list[Problem]


def read_row(row: TableRow) -> ReadRow:
    """The running case in a row, and every problem that can be seen in the row alone."""
    cells = Cells(row)
    recipient = someone(cells, "recipient")
    decided_on = cells.day("decision_date", needed=True) or SOME_DAY
    valid_to = cells.day("valid_until", needed=True) or SOME_DAY
    form = _form(cells)
    case = RunningCase(
        line=row.line,
        recipient=recipient,
        representative=representative(cells),
        representation_kind=representation_kind(cells),
        assistant=someone(cells, "assistant"),
        assistant_iban=account(cells, needed=form is ContractForm.SELF_EMPLOYED),
        assistant_is_relative=cells.yes("assistant_is_relative"),
        regime=cells.choice("regime", [str(one) for one in Regime]),
        disability_group=_group(cells),
        applied_on=cells.day("application_date", usual=decided_on) or decided_on,
        assessed_on=cells.day("assessed_on"),
        coefficient=cells.whole("coefficient", least=1, most=2) if cells.text("coefficient") else 0,
        purposes=_purposes(cells),
        decision_number=cells.needed("decision_number"),
        decided_on=decided_on,
        hours_per_month=cells.whole("hours_per_month", least=1, most=MOST_HOURS),
        valid_from=cells.day("valid_from", usual=decided_on) or decided_on,
        valid_to=valid_to,
        contract_number=cells.needed("contract_number"),
        contract_form=form,
        began_on=cells.day("contract_first_day", needed=True) or SOME_DAY,
        last_day=cells.day("contract_last_day", usual=valid_to) or valid_to,
        provider=_provider(cells, form),
        plain_signature_agreed=cells.yes("plain_signature"),
        months_from=cells.day("months_from", needed=True) or SOME_DAY,
        used_minutes=cells.minutes("used_hours"),
        content="\x1f".join(row.cells.get(name, "") for name in NAMES),
    )
    return ReadRow(row, case, cells.problems, cells.warnings)


def _group(cells: Cells) -> str:
    """Roman figures in capitals, "child" in small letters, however they were typed."""
    groups = {"i": "I", "ii": "II", "iii": "III", "child": "child"}
    found = cells.text("disability_group").lower()
    if found not in groups:
        cells.refuse("disability_group", msg("Write one of: {words}.", words=", ".join(groups.values())))
    return groups.get(found, "")


def _form(cells: Cells) -> ContractForm:
    words = [str(one) for one in ContractForm]
    found = cells.choice("contract_form", words)
    return ContractForm(found) if found in words else ContractForm.CONTRACT_FOR_WORK


def _provider(cells: Cells, form: ContractForm) -> Provider | None:
    if form is not ContractForm.PROVIDER:
        return None
    return Provider(cells.needed("provider_name"), cells.needed("provider_registration_number"))


def _purposes(cells: Cells) -> tuple[str, ...]:
    known = [str(one) for one in Purpose]
    found = tuple(cells.text("purposes").replace("|", " ").split())
    if set(found) - set(known):
        cells.refuse("purposes", msg("Write one of: {words}.", words=", ".join(known)))
    return found
