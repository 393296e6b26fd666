"""Letters: filled from the release's templates in the reader's language, kept with the case, queued."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from engine.clock import local_day
from engine.documents.letter_templates import LetterTemplate, fill, read_template
from engine.messages_catalogue import DEFAULT_LANGUAGE
from engine.persistence.effects.letters import KeepLetter
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.people import Language, Person
from engine.runtime import LoadedRelease, Runtime, Session
from engine.score_levels import level_of
from engine.service_tasks.outcome import Letter

OFFICE_NAME = "Sociālais dienests"  # where a municipality does not say its own


def prepare(
    runtime: Runtime,
    session: Session,
    release: LoadedRelease,
    process_id: str,
    letter: Letter,
    case_id: int | None,
) -> KeepLetter:
    """The letter as it will be kept; raises EngineError when a value it names is missing."""
    person = None if letter.person_id is None else session.get_one(Person, letter.person_id)
    municipality = session.get_one(Municipality, session.tenant.municipality_id)
    language = letter.language or str(Language.LV if person is None else person.language)
    template = _template(release, process_id, letter.kind, language)
    addressee = _office(municipality) if person is None else named(person)
    shared = _shared(session, municipality, case_id)
    today = local_day(runtime.clock.now())
    told = {**letter.values, **_level(release, letter)}
    filled = fill(template, {**shared, "letter_day": today, "addressee": addressee, **told}, language)
    return KeepLetter(
        key=letter.key,
        kind=letter.kind,
        person_id=letter.person_id,
        case_id=case_id,
        language=language,
        title=filled.subject,
        markdown=filled.markdown,
        email=municipality.email if person is None else person.email,
    )


def is_written(release: LoadedRelease, process_id: str, kind: str) -> bool:
    """Whether the release has this letter of the process."""
    return _path(process_id, kind, DEFAULT_LANGUAGE) in release.files


def _shared(session: Session, municipality: Municipality, case_id: int | None) -> Mapping[str, object]:
    """What every letter may name."""
    settings = municipality.settings
    shared: dict[str, object] = {
        "municipality": {
            "name": municipality.name,
            "address": municipality.address,
            "phone": municipality.phone,
            "email": municipality.email,
        },
        "office_name": settings.get("office_name", OFFICE_NAME),
        "contest_authority": municipality.contest_authority,
    }
    if case_id is not None:
        case = session.get_one(ServiceCase, case_id)
        shared["case_number"] = case.case_number
        shared["regime"] = case.regime
        shared["recipient"] = named(session.get_one(Person, case.recipient_id))
    return shared


def _level(release: LoadedRelease, letter: Letter) -> Mapping[str, object]:
    """Between which sums of points a letter's score lies by the release's table; None where it has none."""
    if "score" not in letter.values:
        return {}
    row = level_of(release, letter.values["score"])
    return {"level_least": row.least if row else None, "level_most": row.most if row else None}


def _office(municipality: Municipality) -> dict[str, object]:
    """The office as the addressee of a notice to itself."""
    name = municipality.settings.get("office_name", OFFICE_NAME)
    return {"name": name, "address": municipality.address}


def named(person: Person) -> dict[str, object]:
    """A person as letters name them: {name, address}."""
    return {"name": f"{person.given_name} {person.family_name}", "address": person.address}


def _template(release: LoadedRelease, process_id: str, kind: str, language: str) -> LetterTemplate:
    path = _path(process_id, kind, language)
    if path not in release.files:
        path = _path(process_id, kind, DEFAULT_LANGUAGE)
    return _read(release.file(path), path)


def _path(process_id: str, kind: str, language: str) -> str:
    return f"processes/{process_id}/letters/{kind}.{language}.md"


@lru_cache(maxsize=256)
def _read(data: bytes, path: str) -> LetterTemplate:
    return read_template(data, path)
