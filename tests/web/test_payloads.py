"""Two hundred hostile words in every field that takes words: no page, list, file or letter runs or opens any.

They are planted into every column that holds what somebody typed, in a busy town; then every role opens every
address. A page is read by an HTML parser: an element, an attribute or an address that a word made would be
there under a name of ours. Tables are read cell by cell: none begins a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from html.parser import HTMLParser

import openpyxl
import pytest
from sqlalchemy import text

from engine.persistence import rows
from engine.persistence.tables import Base
from engine.runtime import EVERY
from tests.web.busy_town import ROLES, Busy
from tests.web.town import Answer, Town
from web.routes import lists

MARK = "zz"
SHELLS = (
    "<{0}>", "</p><{0}>", "\"><{0} {0}=1>", "'><{0} {0}=1>", "\" {0}=\"1", "' {0}='1", " {0}=1 ", "` {0}=`1",
    "</title><{0}>", "</textarea><{0}>", "</script><{0}>", "</style><{0}>", "</select><{0}>", "--><{0}>",
    "]]><{0}>", "<!--<{0}>-->", "<{0}/{0}=1/>", "<<{0}>", "<{0}\t{0}=1>", "<{0}\n{0}=1>", "<\x0c{0}>",
    "&lt;{0}&gt;", "&#60;{0}&#62;", "\\u003c{0}\\u003e", "%3C{0}%3E", "＜{0}＞", "<svg><{0}/></svg>",
    "<math><{0}/></math>", "<noscript><{0}></noscript>", "<template><{0}></template>",
    "<form action=/{0}>", "<a href=javascript:{0}>", "[{0}](javascript:{0})", "![{0}](https://{0}.example)",
    "<https://{0}.example>", "{{{{ {0} }}}}", "{{% {0} %}}", "${{{0}}}", "<%= {0} %>", "#{{{0}}}",
)  # fmt: skip
WORDS = tuple(
    shell.format(f"{MARK}{number}-{turn}") for turn in range(5) for number, shell in enumerate(SHELLS)
)
HOSTILE = " ".join(WORDS)
LEADS = ("href", "src", "action", "formaction", "srcdoc")
FORMULAS = ("=", "+", "-", "@", "\t=", "\r=", "＝")
TYPED = {
    "municipality": ("name", "name_genitive", "address", "phone", "email"),
    "day_off": ("name",),
    "person": ("given_name", "family_name", "address", "phone", "email"),
    "provider_organisation": ("name", "address", "phone", "email"),
    "user_account": ("display_name",),
    "municipal_amount": ("source", "reason"),
    "number_proposal": ("source", "reason"),
    "saved_view": ("name",),
    "case_note": ("text",),
    "kept_off": ("words", "end_words"),
    "case_question": ("text", "answer"),
    "control_file": ("findings",),
    "decision": ("reasons",),
    "contestation": ("grounds", "court_note"),
    "move_plan": ("note",),
    "release_draft": ("title", "note"),
    "claim_reply": ("note",),
    "line_reply": ("reason",),
    "user_task": ("subject", "search_text"),
    "outbox": ("last_error",),
    "job": ("last_error",),
    "session_place": ("device",),
    "upload": ("file_name",),
}
"""Columns that hold what people typed, or what came from elsewhere."""


class Found(HTMLParser):
    """Elements, attributes and addresses that a planted word made."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.made: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = [tag, *(name for name, _ in attrs)]
        led = [
            value or "" for name, value in attrs if name in ("href", "src", "action", "formaction", "srcdoc")
        ]
        self.made += [one for one in named if MARK in one]
        self.made += [one for one in led if one.startswith(("javascript:", f"https://{MARK}", f"/{MARK}"))]


@pytest.fixture(scope="module")
def hostile(
    request: pytest.FixtureRequest, busy: Busy, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Busy]:
    """The busy town in which every typed column of every row says all of it."""
    town = busy.town.another(request, tmp_path_factory.mktemp("hostile"))
    planted = plant(town)
    assert planted > 100
    yield Busy(town, busy.named)
    town.close()


def plant(town: Town) -> int:
    """The words into every typed column; how many values."""
    tables = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    number, on_server = 0, town.runtime.database.engine.dialect.name == "postgresql"
    if on_server:
        drop_checks(town)
    with town.runtime.transaction(EVERY) as session:
        if not on_server:
            session.connection().execute(text("PRAGMA ignore_check_constraints = ON"))
        for table, columns in TYPED.items():
            for row in rows.every(session, tables[table]):
                for column in (one for one in columns if getattr(row, one) is not None):
                    begin = FORMULAS[number % len(FORMULAS)]
                    setattr(row, column, f"{begin}{MARK}() {HOSTILE}")
                    number += 1
            session.flush()
    return number


def drop_checks(town: Town) -> None:
    """Words of any length and kind: no check of a column looks at them. SQLite has a switch for that."""
    checks = "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'c'"
    with town.runtime.transaction(EVERY) as session:  # of its own: meanwhile nobody reads a key
        connection = session.connection()
        for table, name in connection.execute(
            text(f"{checks} AND connamespace = 'public'::regnamespace")
        ).all():
            connection.execute(text(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"'))


@pytest.mark.parametrize("letter", ROLES)
def test_no_page_runs_a_word(hostile: Busy, letter: str) -> None:
    guest = hostile.guest(ROLES[letter])
    made, seen = set(), 0
    for endpoint, address in hostile.rules("GET").items():
        answer = guest.get(address)
        assert answer.status < 500, (endpoint, answer.status)
        if answer.response.mimetype == "text/html":
            found = Found()
            found.feed(answer.response.get_data(as_text=True))
            made |= {(endpoint, one) for one in found.made}
            seen += answer.text.count(f"{MARK}() ")
    assert made == set()
    assert seen > 0  # the words are there, as words


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_cell_of_a_list_begins_a_formula(hostile: Busy, kind: str) -> None:
    looked_at = 0
    addresses = hostile.rules("GET")
    for endpoint in sorted(lists(hostile.town.app)):
        address = addresses[f"{endpoint}_file"].rsplit(".", 1)[0] + f".{kind}"
        for name in ("head", "finance", "auditor", "administrator"):
            answer = hostile.guest(name).get(address)
            if answer.status == 200:
                cells = cells_of(answer, kind)
                looked_at += sum(MARK in cell for cell in cells)
                assert [cell[:40] for cell in cells if begins_formula(cell)] == [], endpoint
    assert looked_at > 20


def cells_of(answer: Answer, kind: str) -> list[str]:
    body = answer.response.get_data()
    if kind == "csv":
        lines = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";")
        return [cell for line in lines for cell in line]
    book = openpyxl.load_workbook(io.BytesIO(body))
    cells = [cell for sheet in book.worksheets for line in sheet.iter_rows() for cell in line]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    return [f"'{cell.value}" for cell in cells]  # a cell that is no formula is text, whatever it begins with


def begins_formula(cell: str) -> bool:
    """What a spreadsheet would reckon: a planted word of ours behind a sign that begins a formula."""
    return MARK in cell and cell.lstrip().startswith(("=", "+", "-", "@", "＝", "\t", "\r"))


def test_the_parser_would_notice_a_word_that_runs() -> None:
    places = ("<p>{}</p>", '<p title="{}">', "<p title='{}'>", "<p title=x{}>", "<title>{}</title>")
    for shell in SHELLS[:9]:
        found = Found()
        for place in places:
            found.feed(place.format(shell.format("zz1-1")))
        assert found.made != [], shell


def test_there_are_two_hundred() -> None:
    assert len(set(WORDS)) == 200
