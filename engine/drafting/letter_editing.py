"""A letter of a draft: which values it may name, how it reads with sample values, as page and paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from engine import letterheads
from engine.documents.letter_templates import FilledLetter, fill, read_template
from engine.documents.letter_tree import letter_tree
from engine.documents.paper_pdf import Paper, PaperFile, Sheet, draw
from engine.documents.wording import worded
from engine.domain.rights import Actor
from engine.drafting import draft_files, draft_pages
from engine.drafting.draft_access import tenant
from engine.drafting.draft_pages import FilePage
from engine.drafting.draft_paths import FileKind, kind_of, name_of, process_of
from engine.errors import EngineError, NotFound
from engine.gate.letter_values import EVERYBODY, LETTERS, names_in
from engine.messages_catalogue import LANGUAGES, msg, say
from engine.persistence.tables.installation import Municipality
from engine.runtime import Runtime

_MADE = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)  # the day of the sample values
NOBODY = "Vārds Uzvārds"
Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class LetterValue:
    """A value that the letter may name: how it is written, and how it reads with a sample."""

    name: str
    sample: str  # "": it can only be asked for in a condition, or is not there on every path
    is_day: bool = False  # Latvian cases may be asked of it


@dataclass(frozen=True, slots=True)
class OpenedLetter:
    """A letter as its editor needs it."""

    page: FilePage
    language: str
    kind: str  # file stem without its language
    values: Sequence[LetterValue]
    samples: int  # ways on which it is sent, each with its own values; 0: no operation sends it
    other_path: str  # the same letter in the other language
    has_other: bool


def letter_path(path: str) -> str:
    """The same path; NotFound for one that is not of a letter."""
    if kind_of(path) is not FileKind.LETTER:
        raise NotFound(msg("There is no such letter."))
    return path


def open_letter(runtime: Runtime, actor: Actor, draft_id: int, path: str) -> OpenedLetter:
    """The letter with what it may name; NotFound where the draft has no such file."""
    page = draft_pages.find_file(runtime, actor, draft_id, letter_path(path))
    kind, _, language = name_of(path).rpartition(".")
    other = next(code for code in LANGUAGES if code != language)
    other_path = f"{path.removesuffix(f'{language}.md')}{other}.md"
    there = {row.path for row in page.page.files if not row.is_gone}
    samples = _samples(path)
    return OpenedLetter(
        page=page,
        language=language,
        kind=kind,
        values=[_value(name, samples, language) for name in sorted(_names(samples))],
        samples=len(samples) if _sent(path) else 0,
        other_path=other_path,
        has_other=other_path in there,
    )


def filled(runtime: Runtime, actor: Actor, draft_id: int, path: str, sample: int) -> FilledLetter:
    """The letter with the values of one of its ways; EngineError says why it cannot be filled."""
    one = draft_files.read(runtime, actor, draft_id, letter_path(path))
    if one.content is None:
        raise NotFound(msg("There is no such file in this draft."))
    ways = _samples(path)
    values = {**ways[sample if 0 <= sample < len(ways) else 0]}
    with runtime.reading(tenant(actor, "draft.see")) as session:
        house = session.get_one(Municipality, session.tenant.municipality_id)
        values |= {"municipality": _house(house)}
    language = name_of(path).rpartition(".")[2]
    return fill(read_template(one.content, path), values, language)


def paper(runtime: Runtime, actor: Actor, draft_id: int, path: str, sample: int) -> PaperFile:
    """The same as a PDF, without the code and the seal of a letter that counts."""
    letter = filled(runtime, actor, draft_id, path, sample)
    kind, _, language = name_of(path).rpartition(".")
    with runtime.reading(tenant(actor, "draft.see")) as session:
        house = session.get_one(Municipality, session.tenant.municipality_id)
        usual, author = letterheads.of(session, house), house.name
    blocks = letter_tree(letter.markdown)
    head = letterheads.lifted(blocks, usual)
    letterheads.titled(blocks, letter.subject)
    foot = say(msg("A sample with made-up values"), language)
    sheet = Sheet(language, blocks, foot, head)
    return PaperFile(f"{kind}.pdf", draw(Paper(letter.subject, author, language, [sheet], _MADE)))


def _sent(path: str) -> Sequence[Values]:
    """The values of each way on which an operation sends the letter."""
    kind = name_of(path).rpartition(".")[0]
    return LETTERS.get(process_of(path), {}).get(kind, [])


def _samples(path: str) -> Sequence[Values]:
    """The same with what every letter gets; people are nobody, so that no sample is taken for a case."""
    found: list[Values] = []
    for way in _sent(path) or [{}]:
        values = {**EVERYBODY, **way}
        people = {
            name: one for name, one in values.items() if isinstance(one, dict) and name != "municipality"
        }
        found.append({**values, **{name: {**one, "name": NOBODY} for name, one in people.items()}})
    return found


def _names(samples: Sequence[Values]) -> set[str]:
    """Whole names: of a table each value in it, not the table itself."""
    return {name for name in names_in(samples[0]) if not isinstance(samples[0].get(name), dict)}


def _value(name: str, samples: Sequence[Values], language: str) -> LetterValue:
    for values in samples:
        found: object = values
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        try:
            words = worded(name.rpartition(".")[2], found, language)
        except EngineError:
            continue
        return LetterValue(name, words, hasattr(found, "strftime") or name == "period")
    return LetterValue(name, "")


def _house(house: Municipality) -> dict[str, object]:
    return {"name": house.name, "address": house.address, "phone": house.phone, "email": house.email}
