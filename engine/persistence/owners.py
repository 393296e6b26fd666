"""Whose a sealed value is: by which column of its row the person is found whose key seals it.

A value belongs to a person where the row leads to one, else to the municipality. The column is known when the
row is put in and never changes.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Whose:
    """From a column of the row, hop by hop (table, column of the row whose id it is), to a person's id."""

    column: str | None  # None: always the municipality's own
    through: tuple[tuple[str, str], ...] = ()
    otherwise: str | None = None  # a column that holds a person's id where the first one is null


_CASE = ("service_case", "recipient_id")
_MONTH = ("service_month", "case_id")

OF_MUNICIPALITY = Whose(None)  # names many people, or none
OF_ITSELF = Whose("id")  # the row is the person
OF_PERSON = Whose("person_id")
OF_CASE = Whose("case_id", (_CASE,))
OF_LETTER = Whose("case_id", (_CASE,), otherwise="person_id")
OF_INSTANCE = Whose("instance_id", (("process_instance", "case_id"), _CASE))
OF_TASK = Whose("task_id", (("user_task", "case_id"), _CASE))
OF_MONTH = Whose("month_id", (_MONTH, _CASE))
OF_CONTRACT = Whose("contract_id", (("contract", "recipient_id"),))
OF_DECISION = Whose("decision_id", (("decision", "case_id"), _CASE))
OF_CORRECTION = Whose("correction_id", (("month_correction", "month_id"), _MONTH, _CASE))
