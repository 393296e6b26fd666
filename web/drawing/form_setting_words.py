"""What the kinds of components of a form, and what can be set on them, are called for process owners."""

from __future__ import annotations

from collections.abc import Mapping

from engine.drafting.forms.show_if import Compared
from engine.messages_catalogue import Message, msg

KINDS: Mapping[str, Message] = {
    "textfield": msg("Text in one line"),
    "textarea": msg("Longer text"),
    "number": msg("Number or amount"),
    "checkbox": msg("One box to tick"),
    "yes_no": msg("Yes or no"),
    "radio": msg("One answer of a few"),
    "select": msg("One answer of a long list"),
    "checklist": msg("Several answers"),
    "datetime": msg("Date"),
    "filepicker": msg("File"),
    "dynamiclist": msg("List of rows"),
    "expression": msg("Value that is worked out"),
    "text": msg("Text to read"),
    "group": msg("Part of the form with a heading"),
    "separator": msg("Line between parts"),
    "table": msg("Table to read"),
    "questionnaire": msg("Questionnaire"),
    "month_entries": msg("Hours of a month"),
}
PALETTE: tuple[tuple[Message, tuple[str, ...]], ...] = (
    (
        msg("Questions"),
        (
            *("textfield", "textarea", "number", "yes_no", "radio", "select", "checklist", "datetime"),
            *("checkbox", "filepicker", "dynamiclist"),
        ),
    ),
    (msg("To read"), ("text", "group", "separator", "table", "expression")),
    (msg("Of this service"), ("month_entries", "questionnaire")),
)
LABELS: Mapping[str, Message] = {
    "title": msg("Title"),
    "label": msg("What is asked"),
    "text": msg("Text"),
    "description": msg("Help under it"),
    "suffix": msg("Unit behind the box"),
    "key": msg("Name of the value"),
    "path": msg("Name of the value"),
    "required": msg("Must be answered"),
    "required_when": msg("Must be answered when"),
    "disabled": msg("Only shown, not asked"),
    "prefill": msg("Starts with"),
    "min_length": msg("Fewest characters"),
    "max_length": msg("Most characters"),
    "pattern": msg("Pattern of the whole text"),
    "check": msg("What the text must be"),
    "autocomplete": msg("What the browser may fill in"),
    "minimum": msg("Smallest number"),
    "maximum": msg("Largest number"),
    "decimals": msg("Digits after the comma"),
    "unit": msg("What the number is"),
    "earliest": msg("Earliest day"),
    "latest": msg("Latest day"),
    "list": msg("Answers from a list of the house"),
    "multiple": msg("Several files"),
    "accept": msg("Kinds of files"),
    "signed": msg("Only electronically signed files"),
    "expression": msg("How it is worked out"),
    "instrument": msg("Which questionnaire"),
    "rows": msg("Rows of the table"),
    "max_rows": msg("Most rows"),
    "values": msg("Answer"),
    "columns": msg("Column"),
    "party_title": msg("Title for the person"),
    "party_submit": msg("Button for the person"),
    "party_labels": msg("Question to the person"),
}
_NAME = msg(
    "The process knows the answer by it: small letters, digits, _. Whoever uses the old name must change too."
)
HINTS: Mapping[str, Message] = {
    "key": _NAME,
    "path": _NAME,
    "required_when": msg('A formula, for example: channel == "paper"'),
    "prefill": msg("A formula, for example the name of another value. None: the question stands open."),
    "pattern": msg("For example [A-Z][0-9]+"),
    "earliest": msg("A formula that gives a day, for example: today()"),
    "latest": msg("A formula that gives a day, for example: today()"),
    "accept": msg("Endings with commas, for example: .pdf,.edoc"),
    "expression": msg("A formula over the other answers and the values of the process"),
    "rows": msg("A formula that gives a list of rows, mostly the name of a value"),
    "text": msg("**bold**, lists with a hyphen in front, an empty line between paragraphs"),
}
CHOICES: Mapping[str, Message] = {
    "personal_code": msg("Personal code"),
    "email": msg("E-mail address"),
    "phone": msg("Telephone number"),
    "iban": msg("Account number (IBAN)"),
    "plain": msg("A number"),
    "euro_cents": msg("Euros and cents"),
    "assistants": msg("Assistants"),
    "providers": msg("Service providers"),
}
COMPARED: Mapping[Compared, Message] = {
    Compared.IS: msg("is"),
    Compared.IS_NOT: msg("is not"),
    Compared.HAS: msg("has among its answers"),
    Compared.HAS_NOT: msg("does not have among its answers"),
    Compared.OVER: msg("is more than"),
    Compared.AT_LEAST: msg("is at least"),
    Compared.UNDER: msg("is less than"),
    Compared.AT_MOST: msg("is at most"),
    Compared.GIVEN: msg("is answered"),
    Compared.EMPTY: msg("is not answered"),
}
FOR_THE_PROCESS = ("key", "path", "prefill", "disabled", "required_when", "autocomplete", "pattern")
"""Settings that are seldom touched: they lie folded together."""
