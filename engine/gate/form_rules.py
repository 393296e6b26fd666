"""Forms in their room: each belongs to a step, and what it shows and asks for exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.errors import Finding
from engine.gate.answer_rules import answer_findings
from engine.gate.findings import error, warning, with_guess
from engine.gate.form_expression_rules import form_expression_findings
from engine.gate.form_samples import instruments_in
from engine.gate.room import Room
from engine.messages_catalogue import msg
from engine.task_forms import Form
from engine.task_forms.fields import FilePicker


def form_findings(room: Room, values: Mapping[str, Mapping[str, object]]) -> Iterator[Finding]:
    """Everything that the rest of the room tells about its forms; `values` are the samples by process."""
    of_tasks = {f"forms/{node.process_id}/{node.element_id}.json" for _, node in room.nodes("userTask")}
    of_messages = {
        f"forms/{diagram.processes[0].process_id}/{one.name}.json"
        for diagram in room.diagrams.values()
        for one in diagram.declared
        if one.kind == "message"
    }
    for diagram in room.diagrams.values():
        yield from answer_findings(room, diagram)
    for path, form in room.forms.items():
        if path not in of_tasks | of_messages and room.is_whole:
            sentence = msg("No task and no message has this name: the form is never shown.")
            yield warning(path, form.id, "unused", sentence)
        yield from _instruments(room, path, form)
        if path in of_messages:
            yield from _files(path, form)
        if form.process in values:
            yield from form_expression_findings(room, path, form, values[form.process])


def _instruments(room: Room, path: str, form: Form) -> Iterator[Finding]:
    for key, name in instruments_in(form):
        if name not in room.instruments:
            sentence = msg(
                "The questionnaire processes/questionnaires/{name}.yaml is missing.", name=name[:64]
            )
            say = error if room.is_whole else warning
            yield say(path, key, "no_questionnaire", with_guess(sentence, name, room.instruments))


def _files(path: str, form: Form) -> Iterator[Finding]:
    """A file is kept with a task; a message, the application among them, has none yet."""
    for field in form.fields():
        if isinstance(field, FilePicker):
            sentence = msg(
                "No file can be sent with a message: take the question away, or ask it in the form of a task "
                "that follows."
            )
            yield error(path, field.key, "file_not_kept", sentence)
