"""Made-up people for demos and simulations: names, sound personal codes, sound account numbers."""

from __future__ import annotations

from datetime import date
from random import Random

from engine.simulation.founding import NewPerson

WOMEN = (
    "Anna",
    "Ilze",
    "Kristīne",
    "Inese",
    "Līga",
    "Dace",
    "Zane",
    "Elīna",
    "Santa",
    "Baiba",
    "Ieva",
    "Aija",
)
MEN = (
    "Jānis",
    "Andris",
    "Juris",
    "Edgars",
    "Māris",
    "Aivars",
    "Guntis",
    "Kārlis",
    "Raivis",
    "Uldis",
    "Ivars",
)
SURNAMES = (
    ("Bērziņš", "Bērziņa"),
    ("Kalniņš", "Kalniņa"),
    ("Ozoliņš", "Ozoliņa"),
    ("Jansons", "Jansone"),
    ("Liepiņš", "Liepiņa"),
    ("Krūmiņš", "Krūmiņa"),
    ("Balodis", "Balode"),
    ("Eglītis", "Eglīte"),
    ("Zariņš", "Zariņa"),
    ("Pētersons", "Pētersone"),
    ("Vītols", "Vītola"),
    ("Kļaviņš", "Kļaviņa"),
    ("Kārkliņš", "Kārkliņa"),
    ("Šmits", "Šmite"),
    ("Ābols", "Ābola"),
)
STREETS = ("Skolas", "Upes", "Pils", "Liepu", "Meža", "Dārza", "Stacijas", "Ezera")
WEIGHTS = (10, 5, 8, 4, 2, 1, 6, 3, 7, 9)  # of the check digit, see engine.domain.personal_code


def make_person(random: Random, number: int, *, born: date, town: str) -> NewPerson:
    """The n-th made-up person; the same seed and number give the same one."""
    is_woman = random.random() < 0.55
    given = random.choice(WOMEN if is_woman else MEN)
    family = random.choice(SURNAMES)[is_woman]
    return NewPerson(
        given_name=given,
        family_name=family,
        birth_date=born,
        personal_code=personal_code(born, number),
        email=f"persona{number}@example.org",
        phone=f"2{number % 10_000_000:07d}",
        address=f"{random.choice(STREETS)} iela {1 + number % 60}, {town}",
        bank_account=account_number(number),
    )


def personal_code(born: date, number: int) -> str:
    """A code of the old kind with its check digit: day, month, year, century, three digits of the number."""
    century = {18: 0, 19: 1, 20: 2}[born.year // 100]
    digits = f"{born:%d%m%y}{century}{number % 1000:03d}"
    check = (1 + sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True))) % 11 % 10
    return f"{digits[:6]}-{digits[6:]}{check}"


def account_number(number: int) -> str:
    """A Latvian IBAN with right check digits (ISO 13616: 98 less the remainder by 97)."""
    account = f"BANK{number:013d}"
    moved = "".join(str(int(sign, 36)) for sign in f"{account}LV00")
    return f"LV{98 - int(moved) % 97:02d}{account}"


def born_aged(random: Random, today: date, low: int, high: int) -> date:
    """A birth date of somebody who is between `low` and `high` years old."""
    year = today.year - random.randint(low + 1, high)
    return date(year, random.randint(1, 12), random.randint(1, 28))
