"""Stories of payroll's answer as a file: what it paid counts once, net pay is the assistant's to see."""

from __future__ import annotations

import io
from datetime import date

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import EngineError, NotFound
from engine.months import months
from engine.payments import net_pay
from engine.persistence import rows
from engine.persistence.queries import sums
from engine.persistence.tables.claims import OrderState, PaymentOrder
from engine.persistence.tables.corrections import PaymentDeduction
from engine.persistence.tables.net_pay import PayrollFile, PayrollResult
from engine.upkeep import reports
from tests.processes.claim_roads import OPENS, all_signed, approved, paid, the_claim
from tests.processes.driver import Story
from tests.processes.test_top_ups import top_up

HEAD = (
    "Atsauce;Bruto, EUR;Ieturētais ienākuma nodoklis, EUR;Darba ņēmēja iemaksas, EUR;"
    "Darba devēja iemaksas, EUR;Neto izmaksāts, EUR;Izmaksas datums;Iemesls\r\n"
)
PAID = date(2026, 4, 10)


def ordered(story: Story) -> str:
    """Anna's month, 601 minutes at 5.42, stands on the payroll's list; its reference."""
    all_signed(story)
    story.on(OPENS)
    approved(story)
    story.on(PAID)
    [order] = story.read(lambda s: rows.every(s, PaymentOrder, iban=None))
    return order.end_to_end_identification


def line(reference: str, *, tax: str = "8,00", net: str = "31,32", reason: str = "") -> str:
    return f"{reference};43,93;{tax};4,61;10,36;{net};10.04.2026;{reason}"


def imports(story: Story, *lines: str, who: str = "finance", head: str = HEAD) -> net_pay.ResultsRead:
    content = (head + "\r\n".join(lines) + "\r\n").encode("utf-8-sig")
    return net_pay.import_results(story.runtime, story.actor(who), the_claim(story).id, "algas.csv", content)


def is_sound(story: Story) -> None:
    assert [(one.name, str(one.detail)) for one in reports.verify(story.runtime) if not one.ok] == []


def paid_page(story: Story, who: str = "finance") -> net_pay.PaidByPayroll | None:
    return net_pay.of_claim(story.runtime, story.actor(who), the_claim(story).id)


def kept(story: Story) -> int:
    return story.read(lambda s: rows.count(s, PayrollResult))


def test_what_payroll_paid_makes_the_order_paid_and_leaves_the_ledger_alone(story: Story) -> None:
    reference = ordered(story)
    before = story.read(sums.balances)
    read = imports(story, line(reference))
    assert (read.is_taken, len(read.fresh), read.net_cents) == (True, 1, 3132)
    order, *others = story.read(
        lambda s: rows.every(s, PaymentOrder, order_by=["-end_to_end_identification"])
    )
    states = {one.end_to_end_identification: (one.state, one.paid_on) for one in (order, *others)}
    assert states.pop(reference) == (OrderState.PAID, PAID)
    assert {state for state, _ in states.values()} == {OrderState.PREPARED}
    assert story.read(sums.balances) == before
    page = paid_page(story)
    assert page is not None
    assert (page.paid, page.sums.net, page.sums.cost, page.may_import) == (1, 3132, 5429, True)
    paid(story)
    assert story.read(lambda s: rows.count(s, PaymentOrder, state=OrderState.PREPARED)) == 0
    [after] = story.read(lambda s: rows.every(s, PaymentOrder, end_to_end_identification=reference))
    assert after.paid_on == PAID
    is_sound(story)


def test_what_the_municipality_adds_is_in_payroll_s_answer(story: Story) -> None:
    top_up(story)  # 5.01 for 601 minutes
    reference = ordered(story)
    read = imports(story, line(reference))
    assert not read.is_taken
    added = f"{reference};47,98;8,00;4,61;11,32;35,37;10.04.2026;"
    assert imports(story, added).is_taken
    page = paid_page(story)
    assert page is not None
    assert page.sums.cost == 5429 + 501
    is_sound(story)


def test_the_assistant_sees_their_own_net_pay_and_nobody_else_of_the_month_does(story: Story) -> None:
    reference = ordered(story)
    month_id = int(reference.removeprefix("month-"))

    def seen(who: str) -> list[int]:
        file = months.find(story.runtime, story.actor(who), month_id).file
        return [one.figures.net for one in file.paid]

    assert seen("janis") == []
    imports(story, line(reference))
    assert seen("janis") == seen("finance") == seen("auditor") == [3132]
    assert seen("anna") == seen("caseworker") == seen("head") == []


def test_the_same_again_changes_nothing_and_a_correction_says_why(story: Story) -> None:
    reference = ordered(story)
    imports(story, line(reference))
    assert imports(story, line(reference)).fresh == ()
    other = imports(story, line(reference, tax="7,00", net="32,32"))
    assert "A correction needs a reason." in str(other.troubles[0][0])
    assert kept(story) == 1
    corrected = imports(story, line(reference, tax="7,00", net="32,32", reason="Kļūda nodoklī"))
    assert (corrected.is_taken, kept(story)) == (True, 2)
    assert imports(story, line(reference)).fresh == ()  # the first file once more: the correction stands
    page = paid_page(story)
    assert page is not None
    assert (page.sums.net, page.sums.cost) == (3232, 5429)
    assert [(row.reason, row.corrections) for row in page.rows] == [("Kļūda nodoklī", 1)]
    assert story.read(lambda s: rows.count(s, PayrollFile)) == 2
    is_sound(story)


def test_one_bad_row_and_nothing_is_taken(story: Story) -> None:
    reference = ordered(story)
    orders = story.read(lambda s: rows.every(s, PaymentOrder))
    bank = next(one.end_to_end_identification for one in orders if one.iban is not None)
    read = imports(story, line(reference), line(bank), line("month-99999"), line(reference))
    assert sorted(read.troubles) == [1, 2, 3]
    assert (kept(story), story.read(lambda s: rows.count(s, PayrollFile))) == (0, 0)
    back = net_pay.errors_again(
        story.runtime, story.actor("finance"), the_claim(story).id, read.text.encode(), "lv"
    ).decode("utf-8-sig")
    assert back.splitlines()[1].endswith("10.04.2026;;")
    assert back.splitlines()[2].endswith(";;Šis maksājums iet caur banku, nevis caur algu uzskaiti.")
    assert imports(story, *back.splitlines()[1:2], head=back.splitlines()[0] + "\r\n").is_taken


def test_a_workbook_and_a_file_with_commas_are_read_too(story: Story) -> None:
    reference = ordered(story)
    book = io.BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as written:
        sheet = written.add_worksheet()
        sheet.write_row(0, 0, HEAD.strip().split(";")[:-1])  # without reasons
        sheet.write_row(1, 0, [reference, 43.93, 8, 0.1 + 4.51, 10.36, 31.32, 46122])
    first = net_pay.import_results(
        story.runtime, story.actor("finance"), the_claim(story).id, "algas.xlsx", book.getvalue()
    )
    assert (first.troubles, len(first.fresh)) == ({}, 1)
    english = (
        'Payroll reference,"Gross, EUR","Income tax withheld, EUR","Employee\'s contributions, EUR",'
        '"Employer\'s contributions, EUR","Net paid, EUR",Paid on\n'
    )
    again = imports(story, f"{reference},43.93,8.00,4.61,10.36,31.32,2026-04-10", head=english)
    assert (again.is_taken, again.known, kept(story)) == (True, 1, 1)


def test_who_may_send_it_and_when(story: Story) -> None:
    all_signed(story)
    story.on(OPENS)
    with pytest.raises(EngineError, match="no payroll list yet"):
        imports(story, line("month-1"))
    approved(story)
    for who in ("head", "caseworker", "auditor", "janis"):
        with pytest.raises(NotFound):
            imports(story, line("month-1"), who=who)
    assert paid_page(story, "head") is None
    page = paid_page(story, "auditor")
    assert page is not None
    assert not page.may_import
    with pytest.raises(EngineError, match="no rows"):
        imports(story)
    early = imports(story, line("month-1").replace("10.04.2026", "2026-04-07"))
    assert early.troubles


def test_a_result_altered_behind_our_back_is_found(story: Story) -> None:
    reference = ordered(story)
    imports(story, line(reference))
    is_sound(story)
    with story.runtime.transaction(story.tenant) as session:
        [first] = rows.every(session, PayrollResult)
        columns = [one.name for one in PayrollResult.__table__.columns if one.name != "id"]
        row = {name: getattr(first, name) for name in columns}
        changed = {"number": 2, "reason": "x", "employer_cents": row["employer_cents"] + 1}
        rows.insert_many(session, PayrollResult, [{**row, **changed}])
    assert {one.name for one in reports.verify(story.runtime) if not one.ok} == {"net_pay"}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_order_of_files_and_no_repetition_changes_the_total_twice(
    story: Story, data: st.DataObject
) -> None:
    if not story.read(lambda s: rows.count(s, PaymentOrder)):
        ordered(story)
    orders = story.read(lambda s: rows.every(s, PaymentOrder, iban=None))
    assert story.read(lambda s: rows.count(s, PaymentDeduction)) == 0
    lines = [
        line(one.end_to_end_identification, tax=tax, net=net, reason=reason)
        for one in orders
        for tax, net, reason in (("8,00", "31,32", ""), ("7,00", "32,32", "Nodoklis"))
    ]
    for file in data.draw(st.lists(st.lists(st.sampled_from(lines), max_size=3), max_size=4)):
        if file:
            imports(story, *file)
    page = paid_page(story)
    assert page is not None
    assert page.sums.cost == (5429 if page.paid else 0)
    assert page.sums.net in (0, 3132, 3232)
    assert kept(story) <= len(lines)
    is_sound(story)
