"""Letters: filled from the release's templates in the reader's language, kept with the case, queued to go out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from engine.clock import local_day
from engine.documents.letter_templates import LetterTemplate, fill, read_template
from engine.persistence.effects.letters import KeepLetter
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.people import Person
from engine.runtime import LoadedRelease, Runtime, Session
from engine.service_tasks.outcome import Letter, Values


def prepare(
    runtime: Runtime,
    session: Session,
    release: LoadedRelease,
    process_id: str,
    letter: Letter,
    case_id: int | None,
) -> KeepLetter:
    """The letter as it will be kept; raises EngineError when a value it names is missing."""
    person = session.get_one(Person, letter.person_id)
    language = str(person.language)
    template = _template(release, process_id, letter.kind, language)
    values = _values(runtime, session, person, case_id, letter.values)
    filled = fill(template, values, language)
    return KeepLetter(
        key=letter.key,
        kind=letter.kind,
        person_id=person.id,
        case_id=case_id,
        language=language,
        title=filled.subject,
        markdown=filled.markdown,
        email=person.email,
    )


def _values(
    runtime: Runtime, session: Session, person: Person, case_id: int | None, own: Values
) -> Mapping[str, object]:
    """What every letter may name, and what this one adds."""
    municipality = session.get_one(Municipality, person.municipality_id)
    shared: dict[str, object] = {
        "today": local_day(runtime.clock.now()),
        "municipality_name": municipality.name,
        "municipality_address": municipality.address,
        "municipality_phone": municipality.phone,
        "municipality_email": municipality.email,
        "addressee_name": f"{person.given_name} {person.family_name}",
        "addressee_address": person.address,
    }
    if case_id is not None:
        case = session.get_one(ServiceCase, case_id)
        recipient = session.get_one(Person, case.recipient_id)
        shared["case_number"] = case.case_number
        shared["recipient_name"] = f"{recipient.given_name} {recipient.family_name}"
    return {**shared, **own}


def _template(release: LoadedRelease, process_id: str, kind: str, language: str) -> LetterTemplate:
    path = f"processes/{process_id}/letters/{kind}.{language}.md"
    if path not in release.files:
        path = f"processes/{process_id}/letters/{kind}.lv.md"
    return _read(release.file(path), path)


@lru_cache(maxsize=256)
def _read(data: bytes, path: str) -> LetterTemplate:
    return read_template(data, path)
