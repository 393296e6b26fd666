"""A town in two districts: Anna and Kārlis are of Ogre with Ilze, Pauls and Elīna of Ikšķile with Dace.

Anna and Pauls are in their months, the children's applications wait to be checked.
"""

from __future__ import annotations

from collections.abc import Collection

from engine.cases import case_districts, case_questions
from engine.domain.rights import Role
from engine.office import districts
from engine.people import people
from tests.processes.agreed import agree
from tests.processes.month_roads import ENDS, FROM_MARCH, on_first_of_march
from tests.web.town import Answer, Guest, Town

OF_OGRE = ("Anna", "Bērziņ", "010560-11011", "Kārlis", "150608-21153")
OF_IKSKILE = ("Pauls", "Kļaviņ", "090372-11049", "Elīna", "170414-21022")


class Parted:
    """The town, its districts, its cases."""

    def __init__(self, town: Town) -> None:
        self.town, self.runtime = town, town.runtime
        sandra = town.actor("administrator")
        self.ogre = districts.add(self.runtime, sandra, "OG", "Ogre")
        self.ikskile = districts.add(self.runtime, sandra, "IK", "Ikšķile")
        self.karlis, self.elina = town.apply("karlis"), town.apply("elina")
        pairs = (("anna", "janis"), ("pauls", "liga"))
        self.anna, self.pauls = (agree(town, *pair, FROM_MARCH) for pair in pairs)
        on_first_of_march(town)
        town.on(ENDS)
        for name, who in (("anna", self.anna), ("pauls", self.pauls)):
            case_questions.ask(self.runtime, town.actor(name), who, f"Jautā {name}")
        town.case_id = self.pauls
        for case_id in (self.anna, self.karlis):
            self.put(case_id, self.ogre)
        for case_id in (self.pauls, self.elina):
            self.put(case_id, self.ikskile)
        self.limit("caseworker", self.ogre)
        self.limit("other_caseworker", self.ikskile)

    def put(self, case_id: int, district_id: int | None, *, by: str = "head") -> None:
        """Have a case belong to a district."""
        case_districts.put(self.runtime, people.actor(self.runtime, by), case_id, district_id)

    def limit(self, name: str, *district_ids: int, roles: Collection[Role] = (Role.CASEWORKER,)) -> None:
        """Have somebody's roles count in these districts only; in none: everywhere."""
        people.set_roles(self.runtime, name, roles, districts=frozenset(district_ids))


def lists(guest: Guest, town: Town) -> dict[str, Answer]:
    """Every page and every file that names nothing in its address, as this person gets it."""
    opened = {}
    for rule in town.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.arguments - {"kind"} and rule.endpoint != "static":
            built = rule.build({"kind": "csv"}, append_unknown=False)
            assert built is not None
            opened[rule.endpoint] = guest.get(built[1])
    return opened


def told(answers: dict[str, Answer], words: Collection[str]) -> set[str]:
    """Where one of the words stands."""
    return {name for name, answer in answers.items() if any(word in answer.text for word in words)}
