"""Who takes part in scenarios unless a file says otherwise."""

from __future__ import annotations

from datetime import date

from engine.domain.rights import PARTIES, Role
from engine.scenarios.parts import GivenPerson

CAST = (
    GivenPerson("anna", Role.RECIPIENT, date(1960, 5, 1), "Anna", "Bērziņa"),
    GivenPerson("pauls", Role.RECIPIENT, date(1972, 3, 9), "Pauls", "Kļaviņš"),
    GivenPerson("elina", Role.RECIPIENT, date(2014, 4, 17), "Elīna", "Priede"),
    GivenPerson("marta", Role.LEGAL_REPRESENTATIVE, date(1985, 11, 3), "Marta", "Priede"),
    GivenPerson("janis", Role.ASSISTANT, date(1985, 5, 20), "Jānis", "Kalniņš"),
    GivenPerson("liga", Role.ASSISTANT, date(1990, 2, 12), "Līga", "Jansone"),
)
"""Two adults, a child with her mother, two assistants."""

OFFICE = tuple(
    str(role)
    for role in Role
    if role not in PARTIES and role not in {Role.MINISTRY_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR}
)
"""Those of the office act under the name of their role; `other_<role>` is a colleague."""


def actors(people: tuple[GivenPerson, ...]) -> set[str]:
    """Every name that may act in a scenario with these people beside the cast."""
    office = {name for role in OFFICE for name in (role, f"other_{role}")}
    return office | {person.name for person in (*CAST, *people)}
