"""Reads one form's file strictly: either a `Form`, or findings that name the field and say how to mend it."""

from __future__ import annotations

from pathlib import PurePosixPath

from engine.errors import Finding, Refused, Severity
from engine.messages_catalogue import msg
from engine.task_forms.component_reader import read_components
from engine.task_forms.fields import Form
from engine.task_forms.form_checks import check_functions, check_keys
from engine.task_forms.month_privacy import check_month_privacy
from engine.task_forms.part import Notebook, Part
from engine.task_forms.party_words import read_party_words
from engine.task_forms.strict_json import Unreadable, read_json

TOP_KEYS = frozenset(
    {"type", "id", "schemaVersion", "title", "party", "i18n", "components", "exporter"}
    | {"executionPlatform", "executionPlatformVersion", "versionTag"}
)


def read_form(data: bytes, file: str) -> Form:
    """The form in this file; raises Refused with every finding that is an error.

    `file` is the path as findings shall name it; its last folder is the process, its stem the form's id.
    """
    form, findings = _read(data, file)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if form is None or errors:
        raise Refused(errors)
    return form


def check_form(data: bytes, file: str) -> list[Finding]:
    """Everything to mend in this file, warnings included; an empty list for a sound one."""
    return _read(data, file)[1]


def _read(data: bytes, file: str) -> tuple[Form | None, list[Finding]]:
    notebook = Notebook(file)
    try:
        value = read_json(data)
    except Unreadable as unreadable:
        notebook.error("", "not_json", unreadable.message)
        return None, notebook.findings
    if not isinstance(value, dict):
        notebook.error("", "wrong_type", msg("The file must be one object with names and values."))
        return None, notebook.findings
    form = _form(Part(value, "", notebook))
    check_keys(form, notebook)
    check_functions(form, notebook)
    check_month_privacy(form, notebook)
    return form, notebook.findings


def _form(part: Part) -> Form:
    path = PurePosixPath(part.notebook.file)
    part.only(TOP_KEYS)
    if part.text("type", "default") != "default":
        part.error("unknown_value", msg("“type” of a form must be “default”."))
    if part.text("id") != path.stem:
        part.error(
            "wrong_id", msg("“id” must be the name of the file without its ending: “{stem}”.", stem=path.stem)
        )
    english = part.inner("i18n")
    english.only({"en"})
    part.english = english.inner("en").data
    title = part.wording("title", needed=True)
    components = read_components(part, "components")
    if not components:
        part.error("empty_form", msg("The form asks nothing: “components” is empty."))
    return Form(path.stem, path.parent.name, title, components, read_party_words(part, components))
