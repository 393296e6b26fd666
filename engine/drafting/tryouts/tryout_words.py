"""How a test run's elements, values and people are called: by the draft's own diagrams and forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from engine.bpmn.outline import Step, read_outline
from engine.case_files.case_diagrams import CaseDiagram
from engine.drafting.drafts.draft_paths import FileKind, kind_of, process_of
from engine.drafting.tryouts.tryouts import Tryout
from engine.errors import Refused
from engine.scenarios import read_begun
from engine.scenarios.cast import CAST
from engine.task_forms import Form, read_form
from engine.task_forms.fields import Field, Wording


@dataclass(frozen=True, slots=True)
class TryoutWords:
    """Names in files → names in words."""

    elements: Mapping[str, Wording]
    values: Mapping[str, Field]  # by the question that asks for them
    people: Mapping[str, str]  # of the cast; the office goes by its roles


def words_of(one: Tryout) -> TryoutWords:
    """The words of a test run."""
    outlines = outlines_of(one.files, one.process_id)
    people = {person.name: f"{person.given_name} {person.family_name}" for person in CAST}
    own = read_begun(one.scenario.encode(), one.path).people
    return TryoutWords(
        elements={
            step.element.element_id: Wording(step.element.title("lv"), step.element.title("en"))
            for steps in outlines.values()
            for step in _every(steps)
        },
        values=_questions(one.files, outlines),
        people={**people, **{person.name: f"{person.given_name} {person.family_name}" for person in own}},
    )


def diagram(
    files: Mapping[str, bytes], process_id: str, shown: str, passed: Sequence[str], current: Sequence[str]
) -> CaseDiagram | None:
    """The diagram of a process or of one that it calls, with what was passed; None: it cannot be read."""
    outlines = outlines_of(files, process_id)
    chosen = shown if shown in outlines else process_id
    if chosen not in outlines:
        return None
    return CaseDiagram(
        process_id=chosen,
        titles=dict.fromkeys(outlines, ""),
        release_sha256="",
        current=current,
        visited=passed,
        outline=outlines[chosen],
        called={one: steps for one, steps in outlines.items() if one != chosen},
    )


def outlines_of(files: Mapping[str, bytes], process_id: str) -> dict[str, Sequence[Step]]:
    """The steps of a process and of everything it calls, each once; without what cannot be read."""
    found: dict[str, Sequence[Step]] = {}
    wanted = [process_id]
    while wanted:
        name = wanted.pop(0)
        path = f"processes/{name}/{name}.bpmn"
        if name not in found and path in files:
            try:
                found[name] = read_outline(files[path], path, name)
            except (Refused, KeyError):
                continue
            wanted += [step.calls for step in _every(found[name]) if step.calls]
    return found


def element_ids(files: Mapping[str, bytes], process_id: str) -> dict[str, Wording]:
    """Every element of one diagram, in reading order."""
    steps = outlines_of(files, process_id).get(process_id, ())
    return {
        step.element.element_id: Wording(step.element.title("lv"), step.element.title("en"))
        for step in _every(steps)
    }


def _every(steps: Sequence[Step]) -> Iterator[Step]:
    for step in steps:
        yield step
        yield from _every(step.inside)


def _questions(files: Mapping[str, bytes], processes: Mapping[str, object]) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for path in sorted(files):
        if kind_of(path) is FileKind.FORM and process_of(path) in processes:
            form = _form(files[path], path)
            for field in () if form is None else form.fields():
                if field.label.lv:
                    found.setdefault(field.key, field)
    return found


@lru_cache(maxsize=128)
def _form(data: bytes, path: str) -> Form | None:
    try:
        return read_form(data, path)
    except Refused:
        return None
