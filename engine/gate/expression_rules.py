"""Every text that will be evaluated: readable, made of known functions and of values that somebody sets."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from engine.bpmn.definitions import Definition
from engine.bpmn.diagram_parts import Diagram, Place, Text
from engine.bpmn.spec_texts import spec_texts
from engine.errors import EngineError, Finding
from engine.expressions.calendar_words import CALENDAR_WORD_NAMES
from engine.expressions.interpreter import (
    Expression,
    Script,
    parse_expression,
    parse_script,
    unknown_functions,
)
from engine.gate.findings import error, with_guess
from engine.messages_catalogue import Message, msg

WORDS = {
    Place.CONDITION: msg("The condition"),
    Place.SCRIPT: msg("The script"),
    Place.TIMER_DATE: msg("The timer's date"),
    Place.TIMER_DURATION: msg("The timer's waiting time"),
    Place.TIMER_CYCLE: msg("The timer"),
    Place.PERSON: msg("The person (person)"),
    Place.DUE: msg("The due date (due)"),
    Place.CORRELATION_KEY: msg("The key of the message (correlation_key)"),
    Place.START_RULE: msg("The start rule (start_rule)"),
    Place.CARDINALITY: msg("The number of rounds"),
    Place.COLLECTION: msg("The list of rounds"),
    Place.COMPLETION: msg("The condition to stop the rounds"),
    Place.LOOP_CONDITION: msg("The condition of the loop"),
    Place.EVENT_CONDITION: msg("The condition that is waited for"),
}


def parse(text: Text) -> Expression | Script:
    """The checked form of a text; raises ExpressionRefused."""
    return parse_script(text.text) if text.place is Place.SCRIPT else parse_expression(text.text)


def reading_findings(diagram: Diagram) -> Iterator[Finding]:
    """Texts that are not in our language, or call what does not exist; the file alone tells."""
    for text in diagram.texts:
        if text.place is Place.TIMER_CYCLE:
            continue  # refused as a whole
        try:
            parsed = parse(text)
        except EngineError as refused:
            yield _about(diagram.file, text, refused.message)
            continue
        yield from unknown_function_findings(diagram.file, text.element_id, parsed)


def spec_findings(diagram: Diagram, definition: Definition) -> Iterator[Finding]:
    """Texts that only SpiffWorkflow found in the file, and would evaluate."""
    seen = {text.text.strip() for text in diagram.texts}
    for found in spec_texts(definition):
        if found.text.strip() in seen:
            continue
        try:
            parsed = parse_script(found.text) if found.is_script else parse_expression(found.text)
        except EngineError as refused:
            yield error(diagram.file, found.element_id, "expression", refused.message)
            continue
        yield from unknown_function_findings(diagram.file, found.element_id, parsed)


def name_findings(diagram: Diagram, known: Collection[str]) -> Iterator[Finding]:
    """Values that a text asks for and nobody ever sets; `known` are those of the process."""
    for text in diagram.texts:
        if text.place is Place.TIMER_CYCLE:
            continue
        try:
            parsed = parse(text)
        except EngineError:
            continue
        wanted = {"period"} if text.place is Place.START_RULE else known
        yield from unknown_name_findings(diagram.file, text.element_id, parsed, wanted)


def unknown_function_findings(file: str, element: str, parsed: Expression | Script) -> Iterator[Finding]:
    """One for every function that does not exist."""
    for name in sorted(unknown_functions(parsed, CALENDAR_WORD_NAMES)):
        sentence = with_guess(
            msg("There is no function called “{name}”.", name=name), name, CALENDAR_WORD_NAMES
        )
        yield error(file, element, "unknown_function", sentence)


def unknown_name_findings(
    file: str, element: str, parsed: Expression | Script, known: Collection[str]
) -> Iterator[Finding]:
    """One for every value that nobody sets."""
    own = parsed.assigned if isinstance(parsed, Script) else frozenset()
    for name in sorted(parsed.names - own - frozenset(known)):
        sentence = with_guess(
            msg(
                "“{name}” is set nowhere in this process: by no form, table, script or operation.", name=name
            ),
            name,
            known,
        )
        yield error(file, element, "unknown_name", sentence)


def _about(file: str, text: Text, reason: Message) -> Finding:
    said = msg("{place}: {reason}", place=WORDS[text.place], reason=reason)
    return error(file, text.element_id, "expression", said)
